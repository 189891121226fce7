"""Measure counts on public development data: values, detection, false counts and cost.

Usage: python benchmarks/counts.py DEV_DATA_DIR

Prints, for recognizers-number, how many values of cardinals `find_numbers` gets right (fractions,
powers, negative numbers, dates and phone numbers count nothing: they are left out). For
cogcomp-quantities: precision, recall and F1 of our counts against the COUNT quantities that have a
noun and are no measure, by overlap, with a naive floor, and how often money, percentages, durations
and dates are counted by mistake. For ieer: recall of cardinals. Over all files: crashes, and the
milliseconds of processor time that the component adds to 1,000 words. ``-v`` prints the errors.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language

from extract.components.base import found_in
from extract.config import Settings
from extract.pipeline import load_model
from extract.values.numbers import find_numbers

COUNTED = ("COUNT", "RATIO", "RANGE")
REFUSED = ("MONEY", "PERCENT", "DURATION", "DATE")
Span = tuple[int, int]


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the articles of one development file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def build_pipeline() -> Language:
    """Return the default model with the counts component."""
    nlp = load_model(Settings())
    nlp.add_pipe("extract_counts")
    return nlp


def overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Whether `span` shares a character with one of `others`."""
    return any(span[0] < end and start < span[1] for start, end in others)


def scores(right: int, found: int, gold: int) -> str:
    """Return precision, recall and F1 as one readable string."""
    precision, recall = right / max(found, 1), right / max(gold, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  (found {found}, gold {gold})"


def measure_values(path: Path) -> None:
    """Print how many cardinal values of recognizers-number are read right."""
    right = found = gold = 0
    missed = []
    for row in read_rows(path):
        wanted = Counter(
            float(m["value"]["value"])
            for m in row["mentions"]
            if m["label"] == "COUNT"
            and (m.get("value") or {}).get("subtype") in {"integer", "decimal"}
            and float(m["value"]["value"]) >= 0
        )
        if not wanted or _UNLIKE_NEWS.search(row["text"]):
            continue
        read = Counter(float(n.low) for n in find_numbers(row["text"]))
        right += (wanted & read).total()
        found, gold = found + read.total(), gold + wanted.total()
        if wanted != read:
            missed.append(row["text"])
    print(f"recognizers-number, values of cardinals  {scores(right, found, gold)}")
    if "-v" in sys.argv:
        print(*missed, sep="\n")


def measure_cogcomp(path: Path, nlp: Language) -> None:
    """Print detection of counts on cogcomp-quantities, and what is counted by mistake."""
    rows = {row["text"]: row for row in read_rows(path)}  # sentences repeat
    right = found = gold = naive_right = naive_found = covered = exact = 0
    wrongly: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for text, row in rows.items():
        # A COUNT without a number ("several games"), or that is a measure, is no count of ours.
        counts = [
            (m["start"], m["end"])
            for m in row["mentions"]
            if m["label"] in {"COUNT", "RATIO"} and _countable(m["text"])
        ]
        spans = [(f.start, f.end) for f in found_in(nlp(text), "counts")]
        numbers = [(n.start, n.end) for n in find_numbers(text)]
        quantities = [(m["start"], m["end"]) for m in row["mentions"] if m["label"] in COUNTED]
        right += sum(overlaps(s, quantities) for s in spans)
        covered += sum(overlaps(c, spans) for c in counts)
        exact += sum(any(s[1] == end and s[0] <= start for start, end in spans) for s in counts)
        found, gold = found + len(spans), gold + len(counts)
        naive_right += sum(overlaps(s, quantities) for s in numbers)
        naive_found += len(numbers)
        if "-v" in sys.argv:
            for s in spans:
                if not overlaps(s, quantities):
                    print(
                        "FALSE", repr(text[s[0] : s[1]]), "|", text[max(0, s[0] - 60) : s[1] + 40]
                    )
            for c in counts:
                if not overlaps(c, spans):
                    print(
                        "MISS ", repr(text[c[0] : c[1]]), "|", text[max(0, c[0] - 60) : c[1] + 40]
                    )
        for m in row["mentions"]:
            if m["label"] in REFUSED and re.search(
                r"\d|\b(?:one|two|three|four|five|six)\b", m["text"]
            ):
                refused[m["label"]] += 1
                wrongly[m["label"]] += overlaps((m["start"], m["end"]), spans)
    precision, recall = right / max(found, 1), covered / max(gold, 1)
    f1 = 2 * precision * recall / (precision + recall)
    print(
        f"cogcomp-quantities, counts by overlap     P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"
    )
    print(f"  same end as the gold quantity           {exact}/{gold} = {exact / gold:.3f}")
    print(f"  floor: every number is a count          P {naive_right / naive_found:.3f}")
    for label in REFUSED:
        print(f"  false counts on {label:<9} {wrongly[label]}/{refused[label]}")


#: Dates, addresses, phone numbers, decimal commas and "G" for billion: no counts in English news.
_UNLIKE_NEWS = re.compile(r"\d[/.]\d+[/.]\d|\+\d|\d,\d{1,2}(?!\d)|\d\s?[GM]\b|\bdo?zs\b|nought")
_MEASURED = re.compile(
    r"\b(?:decibels?|teaspoons?|tablespoons?|cups?|miles?|km|kilomet\w+|met(?:er|re)s?|feet|inch\w*|"
    r"pounds?|kilo\w*|tons?|tonnes?|lit(?:er|re)s?|percent|years?|days?|months?|weeks?|hours?|"
    r"minutes?|degrees?|acres?|hectares?|times?|points?|dollars?|rials?|barrels?|yards?|yen|dlrs|"
    r"mph|euros?|francs?|ounces?|knots|grams?|kg|square|pence|markkaa|zlotys|megawatts|GMT|USD|"
    r"fifths?|thirds?|index|one (?:thing|side|place|part)|under age|as young as|less|lower|greater|"
    r"[ap]\.m)\b|-year|\d-\d|:|\bone of\b|[$%]|\d\.\d+(?! (?:m|b)illion)|(?:\d|strong|-run)-?[a-z]",
    re.IGNORECASE,
)
_HAS_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|dozens?|"
    r"hundreds?|thousands?|millions?|billions?|scores)\b",
    re.IGNORECASE,
)


def _countable(text: str) -> bool:
    # A bare number may be an age, an index or a price: the data calls them all COUNT.
    return (
        _HAS_NUMBER.search(text) is not None
        and _MEASURED.search(text) is None
        and re.search(r"(?:\d|[a-z])\s+[A-Za-z]", text) is not None
    )


def measure_ieer(path: Path, nlp: Language) -> None:
    """Print recall of the cardinals of ieer; it marks many numbers that count nothing."""
    gold = covered = 0
    for row in list(read_rows(path))[:40]:
        spans = [(f.start, f.end) for f in found_in(nlp(row["text"]), "counts")]
        counts = [(m["start"], m["end"]) for m in row["mentions"] if m["label"] == "COUNT"]
        gold += len(counts)
        covered += sum(overlaps(c, spans) for c in counts)
    print(f"ieer, 40 stories, cardinals covered       {covered}/{gold} = {covered / gold:.3f}")


def measure_cost(directory: Path, nlp: Language) -> None:
    """Print crashes over all files, and the milliseconds added to 1,000 words."""
    component = nlp.get_pipe("extract_counts")
    component(nlp.make_doc("Warm up: 12 men."))
    crashes = words = 0
    spent = 0.0
    for path in sorted(directory.glob("*.jsonl.gz")):
        rows = list(read_rows(path))
        step = max(1, len(rows) // 60)
        for row in rows[::step]:
            with nlp.select_pipes(disable=["extract_counts"]):
                doc = nlp(row["text"][:20_000])
            words += len(doc.text.split())
            began = time.process_time()
            try:
                component(doc)
            except Exception as error:  # noqa: BLE001 - a crash is what is being counted
                crashes += 1
                print(f"crash: {path.name} {row['id']}: {error!r}")
            spent += time.process_time() - began
    print(f"all files: {crashes} crashes; {1e6 * spent / words:.2f} ms of CPU per 1,000 words")


def main() -> None:
    """Print every figure."""
    given = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    if not given:
        sys.exit("usage: python benchmarks/counts.py FOLDER [-v]")
    directory = Path(given[0])
    nlp = build_pipeline()
    measure_values(directory / "recognizers-number.jsonl.gz")
    measure_cogcomp(directory / "cogcomp-quantities.jsonl.gz", nlp)
    measure_ieer(directory / "ieer.jsonl.gz", nlp)
    measure_cost(directory, nlp)


if __name__ == "__main__":
    main()
