"""What a number in a text is: a count, or the reason why it counts nothing.

`kind_of` judges one number by the words around it, `inherit` hands kinds on along a list, and
`digit_group` tells dates, times and telephone numbers by their digits. The context patterns are
data, in ``patterns/counts.toml`` under ``not_count`` and ``one``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, get_args

from extract.patterns.words import load_patterns
from extract.schemas import Bound

CountKind = Literal["number", "range", "vague"]
OtherKind = Literal[
    "money",
    "percent",
    "age",
    "duration",
    "measure",
    "multiple",
    "fraction",
    "ratio",
    "ordinal",
    "rank",
    "score",
    "date",
    "time",
    "phone",
    "identifier",
    "name",
    "compound",
    "list",
    "pronoun",
]
Kind = CountKind | OtherKind
COUNT_KINDS: tuple[str, ...] = get_args(CountKind)


@dataclass(frozen=True, slots=True)
class Number:
    """One number in a text.

    Attributes:
        start: first character of the number; the article of "a dozen" is inside.
        end: one past its last character.
        lead: where the words that bound it begin ("more than"); `start` if there are none.
        tail: where the words that bound it end ("or more"); `end` if there are none.
        low: the smallest number meant.
        high: the largest; equal to `low` unless vague or a range.
        bound: exact, approx, at_least or at_most.
        kind: number, range or vague; or the reason why it counts nothing.
    """

    start: int
    end: int
    lead: int
    tail: int
    low: float | int
    high: float | int
    bound: Bound
    kind: Kind

    @property
    def counts(self) -> bool:
        """Whether the number can say how many people or things there are."""
        return self.kind in COUNT_KINDS


_YEAR = re.compile(r"(?:1[89]|20)\d\d$")
_ROUND_PLURAL = re.compile(r"\s+(?:[a-z]+\s+)?[a-z]{3,}s\b")
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|the|of|by|from|until|till|to|before|after|late|early|mid)|[’']s|-)\s*$",
    re.IGNORECASE,
)
_PEOPLE_AFTER = re.compile(
    r"\s+(?:[A-Z]?[a-z]+\s+){0,2}(?:people|persons|troops|soldiers|prisoners|personnel|civilians|"
    r"men|women|children|members|officers|fighters|residents|families|houses|homes|refugees|"
    r"students|workers|deaths|cases|victims|casualties|deaths|others|more|voters|votes|policemen|"
    r"servicemen|participants|employees|passengers|detainees|hostages|migrants)\b",
    re.IGNORECASE,
)
_IN_MONTH = re.compile(r"\b[Ii]n\s+[A-Z][a-z]+\.?\s+$")
_PHONE = re.compile(
    r"\+\d[\d\s().-]{6,}\d|\(\d{3,4}\)\s?\d{3}[\s-]?\d{3,4}"
    r"|\b0\d{2,4}[\s-]?\d{3}[\s-]?\d{3,5}\b|\b\d{3}[-.]\d{3}[-.]\d{4}\b|\b0\d{9,10}\b"
)
_SLASHED = re.compile(
    r"\d+(?:[/:]\d+)+|\d+(?:\.\d+){2,}|\d{1,2}\.\d{2}(?=\s?[ap]\.?m)|\d{4}-\d\d?-\d\d?|\d{1,2}-\d{1,2}-\d{2,4}"
)
_LETTER_BEFORE = re.compile(r"[A-Za-z@_&][-‐‑/–]?$")
_LINE_START = re.compile(r"(?:^|\n)[ \t]*[(\[]?$")
_LIST_MARK = re.compile(r"[.)\]](?:\s|$)")
_NAMED_BEFORE = re.compile(r"[A-Z][\w’'.-]+,?\s*\(\s*$")
_AGE_BEFORE = re.compile(
    r"(?:[A-Z][\w’'-]+|\bone|man|woman|girl|boy|son|daughter|brother|sister|wife|husband|father|mother)\)?,\s*$"
)
_AGE_AFTER = re.compile(r"\s*[,.;)]|\s+(?:and|who|was|of|from)\b|\s*$")
_ADDRESS_AFTER = re.compile(
    r"(?:[A-Za-z]\b)?\s(?:[A-Z][\w’']+\s){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Crescent|"
    r"Boulevard|Blvd|Close|Way|Square)\b"
)
_OF = re.compile(r"\s+(?:or\s+more\s+)?of(?=\s)", re.IGNORECASE)
_RATIO_JOINT = re.compile(r"\s+(?:in|out\s+of)\s+(?:every\s+)?", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:,|,?\s(?:and|or|to|&)|-|–|—)\s*", re.IGNORECASE)
_OR = re.compile(r"\s*(?:,?\s(?:or|to)|-|–|—)\s*|,\s*(?=\S+\s+(?:or|and)\s)", re.IGNORECASE)
#: Kinds that a number hands on to the next in a list ("Sections 3 and 4", "aged 5 and 7") …
_FORWARD = {"identifier", "age", "list"}
#: … and to the one before it ("three or four years").
_BACKWARD = {"money", "percent", "duration", "measure", "age", "multiple"}
_WINDOW = 44  # characters of context on the left; the longest left pattern needs about 40


@dataclass(frozen=True, slots=True)
class _Contexts:
    """The patterns of what counts nothing, compiled once, and whether they heed capitals."""

    left: tuple[tuple[OtherKind, re.Pattern[str], bool], ...]
    right: tuple[tuple[OtherKind, re.Pattern[str], bool], ...]
    one_left: re.Pattern[str]
    one_right: re.Pattern[str]


@cache
def _contexts() -> _Contexts:
    data = load_patterns("counts.toml")

    def compiled(side: str) -> tuple[tuple[OtherKind, re.Pattern[str], bool], ...]:
        return tuple(
            (row["kind"], re.compile(row["pattern"]), row.get("case", False))
            for row in data["not_count"][side]
        )

    return _Contexts(
        left=compiled("left"),
        right=compiled("right"),
        one_left=re.compile(data["one"]["left"], re.IGNORECASE),
        one_right=re.compile(data["one"]["right"], re.IGNORECASE),
    )


#: Letters that `re.IGNORECASE` takes for a small one, and `str.lower` does not.
_ALSO_SMALL = {"ı": "i", "İ": "i", "ſ": "s"}


def in_small_letters(text: str) -> str:
    """Return `text` as `re.IGNORECASE` sees it, of the same length.

    A pattern in small letters finds the same in it without that flag, in a third of the time: only
    then can the search pass over an alternative by its first letter.
    """
    for letter, small in _ALSO_SMALL.items():
        text = text.replace(letter, small)
    return text.lower()


def left_of(text: str, at: int) -> str:
    """Return the characters before `at` that can say what the number at `at` is."""
    return text[max(0, at - _WINDOW) : at]


def touches_letter(left: str) -> bool:
    """Whether `left` ends in a letter, or in one with a dash or slash: "B-", "IL/"."""
    return _LETTER_BEFORE.search(left) is not None


def kind_of(text: str, small: str, number: Number) -> Kind:
    """Return why `number` counts nothing, or its own kind if nothing speaks against it.

    Args:
        text: what `number` stands in.
        small: the same in small letters.
        number: as far as it is read.
    """
    contexts = _contexts()
    start, end = number.start, number.end
    places = {start, number.lead}
    left = left_of(text, start)
    lefts = [left_of(text, at) for at in places]
    small_lefts = [left_of(small, at) for at in places]
    first = text[start]
    for kind, pattern, heeds_case in contexts.left:
        if kind == "date" and not _is_day(text, number, left):
            continue
        for each in lefts if heeds_case else small_lefts:
            if pattern.search(each):
                return kind
    if number.kind != "vague":
        if first.isdigit() and touches_letter(left) and not left.endswith("for-"):
            return "identifier"
        if left.endswith((".", ",")) and first.isdigit() and left[-2:-1].isdigit():
            return "identifier"  # the rest of a longer digit string
    of = _OF.match(text, end)
    for after in dict.fromkeys((number.tail, end, of.end() if of else end)):
        for kind, pattern, heeds_case in contexts.right:
            if pattern.match(text if heeds_case else small, after):
                return kind
    if first.isdigit():
        return _kind_of_digits(text, number, left)
    one = text[start:end].lower() == "one"
    if one and (contexts.one_right.match(text, end) or contexts.one_left.search(left)):
        return "pronoun"
    if number.low != int(number.low):
        return "measure"
    return number.kind


def _is_day(text: str, number: Number, left: str) -> bool:
    """Whether a number after a month may be its day: "on May 26", not "in May 26 people left"."""
    if not text[number.start].isdigit() or number.high > 31:
        return False
    return not (_IN_MONTH.search(left) and _PEOPLE_AFTER.match(text, number.end))


def _kind_of_digits(text: str, number: Number, left: str) -> Kind:
    start, end = number.start, number.end
    written = text[start:end]
    glued = text[end : end + 1]
    if glued.isalpha() or (glued and glued in "_@/") or written.startswith("00"):
        return "identifier"
    if number.low != int(number.low) or number.high != int(number.high):
        return "measure"  # three and a half prisoners are not counted
    people = _PEOPLE_AFTER.match(text, end) is not None
    if _YEAR.match(written) and not people:
        round_count = (
            written.endswith("00")
            and _ROUND_PLURAL.match(text, end)
            and not _BEFORE_YEAR.search(left)
        )
        return number.kind if round_count else "date"
    if number.kind == "range" and _YEAR.match(written[:4]) and not people:
        return "date"
    if len(written) < 3:
        if _LINE_START.search(left) and _LIST_MARK.match(text, end):
            return "list"
        closing = text[end : end + 1] in {")", "]"}
        if left.endswith(("(", "[")) and closing:
            return "age" if _NAMED_BEFORE.search(left) and number.low > 9 else "list"
        if _AGE_BEFORE.search(left) and _AGE_AFTER.match(text, end) and number.low < 110:
            return "age"
    if len(written) < 5 and _ADDRESS_AFTER.match(text, end):
        return "identifier"
    if left[-1:] in {"'", "’"} and len(written) == 2 and glued in {"", " ", "s", ",", "."}:
        return "date"  # '98
    return number.kind


def digit_group(text: str, start: int) -> tuple[int, OtherKind] | None:
    """Return (end, kind) of digits at `start` that belong together and count nothing."""
    if match := _SLASHED.match(text, start):
        colon = ":" in match.group() or re.fullmatch(r"\d+\.\d+", match.group())
        return match.end(), "time" if colon else "date"
    opened = text[start - 1] in "+(" if start else False
    if match := _PHONE.match(text, start - 1 if opened else start):
        return match.end(), "phone"
    return None


def inherit(text: str, found: Sequence[Number]) -> Iterator[Number]:
    """Hand a kind on along a list: "Sections 3 and 4", "three or four years"."""
    kinds = [number.kind for number in found]
    for i in range(1, len(found)):
        gap = text[found[i - 1].tail : found[i].lead]
        word_after = re.match(r"\s[a-z]", text[found[i].end : found[i].end + 2])
        if kinds[i - 1] in _FORWARD and kinds[i] in COUNT_KINDS and _JOINT.fullmatch(gap):
            if kinds[i - 1] != "list":
                kinds[i] = kinds[i - 1]
        elif kinds[i - 1] == "ratio" and kinds[i] in COUNT_KINDS and _RATIO_JOINT.fullmatch(gap):
            kinds[i] = "ratio"
        elif (
            kinds[i - 1] == "date"
            and kinds[i] in COUNT_KINDS
            and found[i].high < 32
            and not word_after
            and _JOINT.fullmatch(gap)
        ):
            kinds[i] = "date"
    for i in range(len(found) - 2, -1, -1):
        gap = text[found[i].tail : found[i + 1].lead]
        if kinds[i + 1] in _BACKWARD and kinds[i] in COUNT_KINDS and _OR.fullmatch(gap):
            kinds[i] = kinds[i + 1]
    for number, kind in zip(found, kinds, strict=True):
        yield number if number.kind == kind else replace(number, kind=kind)
