"""Measure counts on public development data: values, detection, false counts and cost.

Usage: python benchmarks/counts.py DEV_DATA_DIR

Every figure stands for all cases first or last, and for those that are counts by our guidelines:
which these are was narrowed after the misses were read, so take the row of all cases with it.

For recognizers-number: how many values `find_numbers` gets right; then of integers and decimals
alone (fractions, powers and negative numbers say no "how many"); then without dates, telephone
numbers, decimal commas and shorthand ("10G", "3 dzs") that English news does not write.

For cogcomp-quantities: our counts against its COUNT and RATIO quantities, by overlap; the value,
and value with unit, of what it gives with a plain number and noun (it has no values of its own:
they are read off its words by `_read_quantity`). Comparable ones have a noun that is no measure.
With a naive floor, and how often money, percentages, durations and dates are counted by mistake.

For ieer: recall of cardinals. Over all files: crashes, and the milliseconds of processor time that
the component adds to 1,000 words, and the microseconds that it takes for a count. ``-v`` prints the
errors.
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

from extract.components.base import Found, found_in
from extract.config import Settings
from extract.pipeline import load_model
from extract.schemas import CountValue
from extract.values.counts import unit_of
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
    """Print how many values of recognizers-number are read right, for three choices of cases."""
    every, cardinals, news = Tally(), Tally(), Tally()
    for row in read_rows(path):
        text = row["text"]
        gold = [m for m in row["mentions"] if m["label"] == "COUNT" and _value(m) is not None]
        wanted = [m for m in gold if _is_cardinal(m)]
        if not gold:
            continue  # a range or a percentage: it says no one number
        read = [(n.start, n.end, float(n.low)) for n in find_numbers(text)]
        every.add(read, [(m["start"], m["end"], _value(m)) for m in gold])
        others = [(m["start"], m["end"]) for m in gold if not _is_cardinal(m)]
        plain = [each for each in read if not overlaps(each[:2], others)]
        asked = [(m["start"], m["end"], _value(m)) for m in wanted]
        if not wanted:
            continue
        if cardinals.add(plain, asked) and "-v" in sys.argv:
            print("WRONG", repr(text), [value for *_, value in asked], [v for *_, v in plain])
        if not _UNLIKE_NEWS.search(text):
            news.add(plain, asked)
    print(f"recognizers-number, every value           {every}")
    print(f"  integers and decimals from 0 up         {cardinals}")
    print(f"  of these, as English news writes them   {news}")


def _value(mention: dict[str, Any]) -> float | None:
    value = (mention.get("value") or {}).get("value")
    return None if value in {None, "null"} else float(value)


def _is_cardinal(mention: dict[str, Any]) -> bool:
    value = _value(mention)
    return mention["value"].get("subtype") in {"integer", "decimal"} and (value or 0) >= 0


class Tally:
    """Right, found and gold values, summed over texts."""

    def __init__(self) -> None:
        self.right = self.found = self.gold = 0

    def add(self, read: Sequence[Any], gold: Sequence[Any]) -> bool:
        """Count one text, and say whether anything in it is wrong."""
        ours, theirs = Counter(each[2] for each in read), Counter(each[2] for each in gold)
        self.right += (ours & theirs).total()
        self.found, self.gold = self.found + ours.total(), self.gold + theirs.total()
        return ours != theirs

    def __str__(self) -> str:
        return scores(self.right, self.found, self.gold)


def measure_cogcomp(path: Path, nlp: Language) -> None:
    """Print detection and values of counts on cogcomp-quantities, and what is counted wrongly."""
    rows = {row["text"]: row for row in read_rows(path)}  # sentences repeat
    comparable, every = Detection(), Detection()
    values = {name: Tally() for name in ("value", "value and unit")}
    values_of_all = {name: Tally() for name in values}
    naive_right = naive_found = 0
    wrongly: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for text, row in rows.items():
        found = found_in(nlp(text), "counts")
        spans = [(f.start, f.end) for f in found]
        numbers = [(n.start, n.end) for n in find_numbers(text)]
        quantities = [(m["start"], m["end"]) for m in row["mentions"] if m["label"] in COUNTED]
        stated = [m for m in row["mentions"] if m["label"] in {"COUNT", "RATIO"}]
        # A COUNT without a number ("several games"), or that is a measure, is no count of ours.
        counts = [m for m in stated if _countable(m["text"])]
        comparable.add(text, spans, counts, quantities)
        every.add(text, spans, stated, quantities, quiet=True)
        ranges = [(m["start"], m["end"]) for m in row["mentions"] if m["label"] == "RANGE"]
        left_out = [(m["start"], m["end"]) for m in stated if m not in counts]
        _add_values(values, found, counts, ranges + left_out, verbose="-v" in sys.argv)
        _add_values(values_of_all, found, stated, ranges)
        naive_right += sum(overlaps(s, quantities) for s in numbers)
        naive_found += len(numbers)
        for m in row["mentions"]:
            if m["label"] in REFUSED and re.search(
                r"\d|\b(?:one|two|three|four|five|six)\b", m["text"]
            ):
                refused[m["label"]] += 1
                wrongly[m["label"]] += overlaps((m["start"], m["end"]), spans)
    print(f"cogcomp-quantities, counts by overlap     {comparable}")
    print(f"  same end as the gold quantity           {comparable.ends}/{comparable.gold}")
    for name, tally in values.items():
        print(f"  {name:<39} {tally}")
    print(f"  all its quantities, by overlap          {every}")
    for name, tally in values_of_all.items():
        print(f"  all its quantities, {name:<19} {tally}")
    print(f"  floor: every number is a count          P {naive_right / naive_found:.3f}")
    for label in REFUSED:
        print(f"  false counts on {label:<9} {wrongly[label]}/{refused[label]}")


class Detection:
    """Counts that overlap a gold quantity, and gold counts that are overlapped."""

    def __init__(self) -> None:
        self.right = self.found = self.covered = self.gold = self.ends = 0

    def add(
        self,
        text: str,
        spans: Sequence[Span],
        gold: Sequence[dict[str, Any]],
        quantities: Sequence[Span],
        *,
        quiet: bool = False,
    ) -> None:
        """Count one sentence; `quantities` are all that its annotators call a quantity."""
        counts = [(m["start"], m["end"]) for m in gold]
        self.right += sum(overlaps(s, quantities) for s in spans)
        self.covered += sum(overlaps(c, spans) for c in counts)
        self.ends += sum(any(s[1] == end and s[0] <= at for at, end in spans) for s in counts)
        self.found, self.gold = self.found + len(spans), self.gold + len(counts)
        if quiet or "-v" not in sys.argv:
            return
        false = [("FALSE", s) for s in spans if not overlaps(s, quantities)]
        for what, (start, end) in false + [("MISS ", c) for c in counts if not overlaps(c, spans)]:
            print(what, repr(text[start:end]), "|", text[max(0, start - 60) : end + 40])

    def __str__(self) -> str:
        precision, recall = self.right / max(self.found, 1), self.covered / max(self.gold, 1)
        f1 = 2 * precision * recall / (precision + recall)
        return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"


def _add_values(
    tallies: dict[str, Tally],
    found: Sequence[Found],
    gold: Sequence[dict[str, Any]],
    ignored: Sequence[Span],
    *,
    verbose: bool = False,
) -> None:
    """Count the values of one sentence: the gold ones are read off the words of the quantity.

    What overlaps `ignored`, or a quantity without a plain number or noun, is neither right nor
    wrong.
    """
    for name, tally in tallies.items():
        wants_unit = name != "value"
        wanted, unread = [], list(ignored)
        for m in gold:
            value, unit = _read_quantity(m["text"])
            if value is not None and not (wants_unit and unit is None):
                wanted.append((m["start"], m["end"], (value, unit if wants_unit else None)))
            else:
                unread.append((m["start"], m["end"]))
        read = [
            (f.start, f.end, (f.value.low, (f.value.unit or "").lower() if wants_unit else None))
            for f in found
            if isinstance(f.value, CountValue) and not overlaps((f.start, f.end), unread)
        ]
        if tally.add(read, wanted) and wants_unit and verbose:
            print("VALUE", [each[2] for each in read], "gold", [each[2] for each in wanted])


_SMALL_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
}  # fmt: skip
_SIZES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12}
_QUANTITY = re.compile(
    r"(?P<digits>\d[\d,]*(?:\.\d+)?)|\b(?P<word>" + "|".join(_SMALL_NUMBERS) + r")\b",
    re.IGNORECASE,
)


def _read_quantity(text: str) -> tuple[float | None, str | None]:
    """Return (value, unit) of "more than 400 members of it"; (None, None) if it is not so plain.

    A reader of its own, so that the numbers under test do not judge themselves: the first number,
    times the size behind it; the unit is the last word before "of", "in", "on" and their like.
    """
    match = _QUANTITY.search(text)
    if match is None or text[: match.start()].endswith("-"):
        return None, None  # "forty-seven" is beyond it
    value = (
        float(match["digits"].replace(",", ""))
        if match["digits"]
        else float(_SMALL_NUMBERS[match["word"].lower()])
    )
    rest = text[match.end() :]
    if re.match(r"\s*(?:-|/|to\b|or\b|and\b)\s*\w", rest):
        return None, None  # a range, a compound
    words = rest.split()
    while words and words[0].lower() in _SIZES:
        value *= _SIZES[words.pop(0).lower()]
    plain = re.split(r"\s(?:of|in|on|at|for|from|who|that|to|per|by)\s", " " + " ".join(words))[0]
    noun = re.findall(r"[A-Za-z][\w’']*", plain)  # of a hyphened compound the last part
    unit = unit_of(noun[-1]).lower() if noun else None
    return value, None if unit in {"other", "more"} else unit


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
    """Print crashes over all files, and what the component costs."""
    component = nlp.get_pipe("extract_counts")
    component(nlp.make_doc("Warm up: 12 men."))
    crashes = words = counts = 0
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
            counts += len(doc.spans.get("counts", ()))
    print(
        f"all files: {crashes} crashes; {1e6 * spent / words:.2f} ms of CPU per 1,000 words,"
        f" {1e6 * spent / counts:.0f} µs per count ({counts:,})"
    )


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
