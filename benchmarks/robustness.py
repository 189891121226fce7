"""Read every sentence of every file of development data, and say what could not be read.

    python benchmarks/robustness.py DEV_DATA_DIR [--pipeline]

The functions that turn strings into values (numbers, counts, dates, places, agencies) read each
sentence on its own, with and without a day of publication. With --pipeline, the whole pipeline then
reads each text, and the arithmetic its counts. Exit status 1 when anything failed.
"""

import argparse
import datetime as dt
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import extract
from extract.values.agencies import classify_agency
from extract.values.bases import basis_of
from extract.values.counts import party_of, unit_class_of, unit_of
from extract.values.dates import date_value, find_dates
from extract.values.numbers import find_numbers
from extract.values.places import locate

DAY = dt.date(2024, 8, 1)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_NAME = re.compile(r"[A-Z][\w’'.-]*(?: (?:of |the )?[A-Z][\w’'.-]*)*")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pipeline", action="store_true", help="read whole texts too")
    arguments = parser.parse_args()
    failed: Counter[str] = Counter()
    files = sentences = 0
    began = time.perf_counter()
    for path in sorted([*arguments.folder.glob("*.jsonl.gz"), *arguments.folder.glob("*.jsonl")]):
        files += 1
        for text in texts_of(path):
            for sentence in filter(None, map(str.strip, _SENTENCE_END.split(text))):
                sentences += 1
                for what, read in READERS.items():
                    attempt(what, read, sentence, failed)
    seconds = time.perf_counter() - began
    print(
        f"{files} files, {sentences:,} sentences, {len(READERS)} kinds of values, {seconds:.0f} s"
    )
    print(f"failures: {failed.total()}")
    if arguments.pipeline:
        facts = extract.load()
        texts = 0
        for path in sorted(arguments.folder.glob("*.jsonl.gz")):
            for text in texts_of(path):
                texts += 1
                attempt("pipeline", lambda text: extract.derived_counts(facts(text)), text, failed)
        print(f"pipeline: {texts:,} texts, failures: {failed['pipeline']}")
    sys.exit(1 if failed else 0)


def texts_of(path: Path) -> Iterator[str]:
    """Yield the texts of one file; of name pairs, both names."""
    data = path.read_bytes()
    for line in (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines():
        row = json.loads(line)
        yield from (row[field] for field in ("text", "a", "b") if row.get(field))


def attempt(what: str, read: Callable[[str], object], text: str, failed: Counter[str]) -> None:
    try:
        read(text)
    except Exception as error:  # noqa: BLE001 - a crash is what is being counted
        failed[what] += 1
        print(f"{what}: {error!r} in {text[:200]!r}")


def read_counts(sentence: str) -> None:
    """Value every number as if it were a count of the word behind it."""
    for number in find_numbers(sentence):
        left, right = sentence[: number.lead], sentence[number.tail :]
        words = right.split()[:2]
        unit = unit_of(words[-1]) if words else None
        unit_class_of(words, unit)
        basis_of(left, " ".join(words), right)
        party_of(left, right)


def read_dates(sentence: str) -> None:
    """Value every date, with a day of publication and without."""
    for match in find_dates(sentence):
        for anchor in (DAY, None):
            before, after = sentence[: match.start], sentence[match.end :]
            date_value(match, anchor=anchor, previous=None, before=before, after=after)


def read_places(sentence: str) -> None:
    """Locate every run of capitalised words as if it were a place."""
    locate(sentence, [match.span() for match in _NAME.finditer(sentence)])


def read_agencies(sentence: str) -> None:
    """Classify every run of capitalised words as if it were an agency."""
    for match in _NAME.finditer(sentence):
        classify_agency(match.group())


READERS: dict[str, Callable[[str], object]] = {
    "numbers": find_numbers,
    "counts": read_counts,
    "dates": read_dates,
    "places": read_places,
    "agencies": read_agencies,
}

if __name__ == "__main__":
    main()
