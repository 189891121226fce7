"""What the guidelines say of one mention, as far as a machine can test it.

Each rule is a function from a mention to its problems. An error breaks a rule; a doubt may be
right, and is worth a second look. A mention that is marked as hard can have doubts only, except
for what no reading could make right (`STRUCTURAL`).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from extract.evaluate.gold import GoldMention
from extract.evaluate.values import edtf_days
from extract.schemas import (
    ENTITY_LABELS,
    AgencyValue,
    CountValue,
    DateValue,
    LocationValue,
    Value,
)
from extract.values.countries import codes, country_of

Severity = Literal["error", "doubt"]


class Problem(NamedTuple):
    """One thing that is wrong, or may be, with one mention."""

    rule: str
    severity: Severity
    message: str


#: Rules that a mention breaks whatever the guidelines leave open.
STRUCTURAL = frozenset({"offsets", "overlap", "edge", "edtf", "numbers", "country code"})

_QUOTES = "\"'“”‘’«»"
_EDGE = re.compile(rf"[\s,;:!?…{_QUOTES}]|[.](?=\Z)")
# A full stop belongs to an initial or an abbreviation: "Jr.", "U.S.", "Corp.", "Aug."
_ABBREVIATED = re.compile(r"(?:^|[\s.])[A-Za-z]{1,4}\.$")
_THE = re.compile(r"the\b(?!-)", re.IGNORECASE)
_A = re.compile(r"an?\b(?!-)")
_POSSESSIVE = re.compile(r"(?:['’]s|s['’])$")
_OWNER = re.compile(r"(.+?)['’]s? ")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Written from general knowledge of the titles in English-language news.
_TITLES = _words(
    """mr mrs ms dr prof professor sir dame rev reverend fr hon engr barr alhaji alhaja hajia shri
    smt president vice premier prime minister chancellor senator sen congressman congresswoman
    governor gov mayor secretary ambassador general gen lieutenant lt colonel col captain capt
    sergeant sgt
    admiral adm brigadier brig corporal cpl private pvt inspector superintendent commissioner
    archbishop cardinal ex-president journalist spokesman spokeswoman spokesperson director
    chairman chairwoman attorney"""
)
#: Titles that are given or family names as well.
_TITLES_OR_NAMES = _words(
    """major maj prince princess king queen justice judge dean duke earl chief sheikh pope marshal
    bishop sister brother imam miss lady lord baron deputy"""
)
_ACRONYM_IN_BRACKETS = re.compile(r"\([A-Z][A-Z.&-]+s?\)")
_DIRECTION = re.compile(
    r"(?:north|south|east|west|central|upper|lower)(?:-?(?:east|west))?(?:ern)?\s"
)
_APPROXIMATOR = re.compile(
    r"(?:(?:more|less|fewer|greater) than|at (?:least|most)|as (?:many|few) as|"
    r"no (?:more|fewer|less) than|up to|about|around|some|nearly|almost|roughly|approximately|"
    r"over|under|an? (?:estimated|further|additional)|another|between|only|just|exactly|these|"
    r"those)\s",
    re.IGNORECASE,
)
_OF_THE = re.compile(
    r"[\w,.-]+(?: (?:hundred|thousand|million|dozen))? of"
    r" (?:the|these|those|them|its|their|his|her)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\s(?:who|which|that|in|at|from|near|inside|outside)\s")
_NOT_A_COUNT = re.compile(
    r"[%$€£₹₦]|\bper ?cent\b|\bpercent\b|\bdollars?\b|\beuros?\b", re.IGNORECASE
)
_NONE = re.compile(r"(?:0|no|none|nil|zero)\b", re.IGNORECASE)
_MEASURE = re.compile(
    r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|kilomet(?:re|er)s?|km|miles?|"
    r"met(?:re|er)s?|tonn?e?s|kg|year-old)$",
    re.IGNORECASE,
)
_LEADING_PREPOSITION = re.compile(
    r"(?:since|until|till|by|on|in|from|before|after|during|between|at)\s", re.IGNORECASE
)
_DURATION = re.compile(r"\S+ (?:years|months|weeks|days|hours|minutes)", re.IGNORECASE)
_WEEKDAYS = tuple(day.lower() for day in calendar.day_name)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
_MONTHS = tuple(month.lower() for month in calendar.month_name[1:])
_MONTH = re.compile(
    r"\b(?:(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?:[a-z]*\.?)|May)\b(?![a-z])"
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_UNKNOWN_YEAR = re.compile(r"XXXX-(?:2[1-4]|(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)")
_PLAIN_DAY = re.compile(r"\d{4}-\d\d-\d\d[~?%]?")


def problems_of(mention: GoldMention, *, published: dt.date | None) -> Iterator[Problem]:
    """Yield the problems of one mention by itself.

    Args:
        mention: any mention.
        published: the day of publication of its article.
    """
    for problem in _all(mention, published):
        soft = mention.hard and problem.rule not in STRUCTURAL
        yield problem._replace(severity="doubt") if soft else problem


def _all(mention: GoldMention, published: dt.date | None) -> Iterator[Problem]:
    yield from _edges(mention.text)
    yield from _article(mention)
    yield from _possessive(mention)
    if mention.entity is None and mention.label in ENTITY_LABELS:
        yield Problem("entity", "error", f"a {mention.label} needs an entity id")
    match mention.label:
        case "PERSON":
            yield from _person(mention.text)
        case "AGENCY" | "LOCATION":
            yield from _name(mention)
        case "DATE":
            yield from _date(mention.text, mention.value, published)
        case "COUNT":
            yield from _count(mention.text, mention.value)


def _edges(text: str) -> Iterator[Problem]:
    first, last = text[:1], text[-1:]
    for name, char, other in (("begins", first, text[1:]), ("ends", last, text[:-1])):
        if not _EDGE.match(char) or (name == "begins" and char == "."):
            continue
        # A nickname may stand first or last, and its other mark is inside then.
        paired = char in _QUOTES and any(mark in other for mark in _QUOTES)
        whole = first in _QUOTES and last in _QUOTES and len(text) > 1
        # An apostrophe opens a year: ’90s. What ends in one is judged as a possessive.
        apostrophe = char in "'’" and (name == "ends" or other[:1].isdigit())
        abbreviated = char == "." and _ABBREVIATED.search(text)
        if apostrophe or abbreviated or (paired and not whole):
            continue
        yield Problem("edge", "error", f"{name} with {char!r}; leave it out of the span")
    if "\n\n" in text:
        yield Problem("edge", "error", "runs over a blank line; part it")


def _article(mention: GoldMention) -> Iterator[Problem]:
    text = mention.text
    if _THE.match(text):
        yield Problem("leading article", "error", "begins with “the”; leave it out of the span")
    elif mention.label != "COUNT" and " " in text and _A.match(text):
        # "a day earlier": whether the article counts the days is not decided by the rule.
        severity: Severity = "doubt" if mention.label == "DATE" else "error"
        yield Problem("leading article", severity, "begins with “a”; leave it out of the span")


def _possessive(mention: GoldMention) -> Iterator[Problem]:
    text = mention.text
    if _POSSESSIVE.search(text):
        # St Mary's, McDonald's and Lloyd's are names.
        named = mention.label in {"AGENCY", "LOCATION"} and country_of(text) is None
        message = "ends in a possessive mark; leave it out of the span"
        yield Problem("possessive", "doubt" if named else "error", message)
    owner = _OWNER.match(text) if mention.label in {"AGENCY", "LOCATION"} else None
    # "Russia's Federal Security Service", but "People's Liberation Army".
    if owner is not None and country_of(owner[1]) is not None:
        message = f"has its owner inside; {owner[1]!r} stands apart"
        yield Problem("possessive", "error", message)


def _person(text: str) -> Iterator[Problem]:
    words = text.split()
    first = words[0].rstrip(".").casefold() if words else ""
    if first in _TITLES and len(words) > 1:
        message = f"begins with a title, {words[0]!r}, which belongs to the role"
        yield Problem("title in name", "error", message)
    elif first in _TITLES_OR_NAMES and len(words) > 1:
        yield Problem("title in name", "doubt", f"is {words[0]!r} a title or a name here?")
    if not any(char.isupper() for char in text):
        yield Problem("no capital", "doubt", "a person's name without a capital")


def _name(mention: GoldMention) -> Iterator[Problem]:
    text, value = mention.text, mention.value
    if not any(char.isupper() or char.isdigit() for char in text) and text.isascii():
        yield Problem("no capital", "error", "a generic body or place; only names are labelled")
    if "(" in text:
        # "Frontier Corps Balochistan (North)" is a name; "Defence Intelligence (DIU)" is two.
        severity: Severity = "error" if _ACRONYM_IN_BRACKETS.search(text) else "doubt"
        message = "has brackets inside; an acronym in them is a mention of its own"
        yield Problem("brackets", severity, message)
    if mention.label == "LOCATION" and _DIRECTION.match(text):
        message = "begins with a direction in lower case; leave it out of the span"
        yield Problem("direction", "error", message)
    assert isinstance(value, AgencyValue | LocationValue)  # noqa: S101 - by the label
    if value.type is None:
        yield Problem("type", "doubt", "has no type")
    elif value.type == "country" and value.country is None:
        yield Problem("country code", "doubt", "a country without a country code")
    if value.country is not None and value.country not in codes():
        message = f"country {value.country!r} is no code of ISO 3166-1"
        yield Problem("country code", "error", message)


def _date(text: str, value: Value, published: dt.date | None) -> Iterator[Problem]:
    assert isinstance(value, DateValue)  # noqa: S101 - by the label
    if _LEADING_PREPOSITION.match(text):
        message = f"begins with {text.split(maxsplit=1)[0]!r}; leave it out of the span"
        yield Problem("preposition", "error", message)
    if _DURATION.fullmatch(text):
        yield Problem("duration", "doubt", "looks like a duration, which is no date")
    edtf = value.edtf
    if edtf is None:
        if _YEAR.search(text):
            yield Problem("open date", "doubt", "names a year and has no value")
        return
    if not is_edtf(edtf):
        message = f"value {edtf!r} is no EDTF that the guidelines use, such as 2024-07 or 197X"
        yield Problem("edtf", "error", message)
        return
    weekdays = _WEEKDAY.findall(text)
    if len(weekdays) == 1 and _PLAIN_DAY.fullmatch(edtf):
        named = dt.date.fromisoformat(edtf[:10]).weekday()
        if _WEEKDAYS[named] != weekdays[0].lower():
            message = f"says {weekdays[0]}, but {edtf} is a {_WEEKDAYS[named].title()}"
            yield Problem("weekday", "error", message)
    if weekdays and published is None and not _MONTH.search(text):
        message = "a weekday in an article without a publication date; does the text settle it?"
        yield Problem("open date", "doubt", message)
    for month in (match[0][:3].lower() for match in _MONTH.finditer(text)):
        number = next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(month))
        if re.search(r"-\d\d", edtf) and not _covers(edtf, number):
            message = f"names {_MONTHS[number - 1].title()}, which is not in {edtf}"
            yield Problem("month", "doubt", message)
    for year in _YEAR.findall(text):
        if year not in edtf and not _covers_year(edtf, int(year)):
            yield Problem("year", "doubt", f"names {year}, which is not in {edtf}")


def is_edtf(edtf: str) -> bool:
    """Return whether a string is EDTF of the kinds that the guidelines use, and not backwards."""
    days = edtf_days(edtf)
    if days is not None:
        return days != (None, None) and (None in days or days[0] <= days[1])  # type: ignore[operator]  # neither is None
    parts = edtf.split("/")
    return len(parts) <= 2 and all(
        _UNKNOWN_YEAR.fullmatch(part) or (len(parts) == 2 and part == "..") for part in parts
    )


def _covers(edtf: str, month: int) -> bool:
    days = edtf_days(edtf)
    if days is None or None in days:
        return f"-{month:02}" in edtf
    first, last = days
    assert first is not None  # noqa: S101 - tested above
    assert last is not None  # noqa: S101
    months = (last.year - first.year) * 12 + last.month - first.month
    return (month - first.month) % 12 <= months


def _covers_year(edtf: str, year: int) -> bool:
    days = edtf_days(edtf)
    if days is None:
        return False
    first, last = days
    return (first is None or first.year <= year) and (last is None or year <= last.year)


def _count(text: str, value: Value) -> Iterator[Problem]:
    assert isinstance(value, CountValue)  # noqa: S101 - by the label
    if match := _APPROXIMATOR.match(text):
        message = f"begins with {match[0].strip()!r}; leave it out of the span"
        yield Problem("approximator", "error", message)
    if _OF_THE.match(text):
        message = "has “of the …” inside; the span is the number alone"
        yield Problem("of the", "error", message)
    if _CLAUSE.search(text):
        yield Problem("clause", "doubt", "a clause or a phrase that only locates stays outside")
    if _NOT_A_COUNT.search(text):
        yield Problem("not a count", "error", "money and percentages are no counts")
    elif _MEASURE.search(text):
        yield Problem("not a count", "doubt", "durations, ages and measures are no counts")
    if value.low > value.high:
        yield Problem("numbers", "error", f"low {value.low} is above high {value.high}")
    if value.low < 0:
        yield Problem("numbers", "error", f"low {value.low} is below zero")
    if value.bound == "exact" and value.low != value.high:
        message = f"exact, but from {value.low} to {value.high}"
        yield Problem("numbers", "error", message)
    if value.low == value.high == 0 and not _NONE.match(text):
        yield Problem("no value", "doubt", "the value was not filled in")
    elif (digits := re.fullmatch(r"(\d{1,3}(?:,\d{3})+|\d+)(?: [a-z].*)?", text)) and not re.search(
        r"\b(?:hundred|thousand|million|billion|lakh|crore|dozen)", text
    ):
        number = int(digits[1].replace(",", ""))
        if number not in {value.low, value.high}:
            message = f"says {number:,}, but the value is {value.low}–{value.high}"
            yield Problem("numbers differ", "doubt", message)
