"""The naive floor: what an afternoon with regular expressions and dateparser gives.

It is here to be beaten: capitalised words are names, sorted by one word of context; digits and
number words with the word after them are counts; dateparser finds and reads the dates. It is no
straw man in recall, and no more than that.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from extract.gold.formats.base import NO_COUNT
from extract.records import assemble_record
from extract.schemas import (
    ENTITY_LABELS,
    AgencyValue,
    Article,
    CountValue,
    DateValue,
    Evidence,
    Label,
    LocationValue,
    Mention,
    PersonValue,
    Record,
    Value,
    content_id,
)

#: An article in, the floor's record out.
Floor = Callable[[Article], Record]


class Guess(NamedTuple):
    """One stretch that a floor takes for a mention."""

    label: Label
    start: int
    end: int
    value: Value | None = None


_EMPTY: Mapping[Label, Value] = {
    "PERSON": PersonValue(),
    "AGENCY": AgencyValue(),
    "DATE": DateValue(),
    "COUNT": NO_COUNT,
    "LOCATION": LocationValue(),
}
_CAPITALISED = re.compile(r"(?:[A-Z][\w’'-]*|[A-Z]\.)(?:[ ](?:of[ ](?=[A-Z]))?[A-Z][\w’'.-]*\w)*")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:]\s+|\n\s*|[\"“]\s*)\Z")
_BODY = re.compile(
    r"\b(?:Ministry|Department|Police|Court|Army|Navy|Force|Forces|Service|Agency|Council|Party|"
    r"Commission|Committee|Organi[sz]ation|University|Parliament|Senate|Union|Bank|News)\b"
)
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_BEFORE_PLACE = re.compile(r"\b(?:in|at|from|near|to|outside|across)\s\Z")
_NUMBER_WORDS: Mapping[str, int] = {
    word: number
    for number, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=2
    )
}
_NUMBER = re.compile(
    rf"(?<![\w$€£.,-])(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(_NUMBER_WORDS)})"
    r"(?![\w%,.:-]\d|%)(?: (?P<unit>[a-z]+))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
#: The base of relative dates in an article without a publication date; their value stays open.
_NO_BASE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - dateparser works on naive times


def naive_floor(article: Article) -> Record:
    """Return the record of the naive floor; entities are equal spellings.

    Where two guesses overlap, dates go before names and names before counts.
    """
    guesses = [*_dates(article), *_names(article.text), *_counts(article.text)]
    return floor_record(article, guesses, by="naive")


def floor_record(article: Article, guesses: list[Guess], *, by: str) -> Record:
    """Return a record of guesses; of those that overlap the one that comes first in the list stays.

    Args:
        article: the article.
        guesses: in order of preference.
        by: the name of the floor.
    """
    kept: list[Guess] = []
    for guess in guesses:
        if all(guess.end <= other.start or other.end <= guess.start for other in kept):
            kept.append(guess)
    return assemble_record(article, (_mention(article, guess, by) for guess in kept))


def _mention(article: Article, guess: Guess, by: str) -> Mention:
    text = article.text[guess.start : guess.end]
    named = guess.label in ENTITY_LABELS
    return Mention(
        id=content_id(article.id, guess.label, str(guess.start)),
        label=guess.label,
        start=guess.start,
        end=guess.end,
        text=text,
        entity=content_id(guess.label, text.casefold()) if named else None,
        value=guess.value or _EMPTY[guess.label],
        evidence=Evidence(by=by),
    )


def _names(text: str) -> Iterator[Guess]:
    for match in _CAPITALISED.finditer(text):
        words = match[0]
        before = text[max(0, match.start() - 12) : match.start()]
        if " " not in words and _SENTENCE_START.search(before):
            continue  # any word is capitalised there
        label: Label = "PERSON"
        if _BODY.search(words) or _ACRONYM.fullmatch(words):
            label = "AGENCY"
        elif " " not in words or _BEFORE_PLACE.search(before):
            label = "LOCATION"
        yield Guess(label, *match.span())


def _counts(text: str) -> Iterator[Guess]:
    for match in _NUMBER.finditer(text):
        number = match["number"].lower()
        if _YEAR.fullmatch(number):
            continue
        value = _NUMBER_WORDS.get(number) or int(number.replace(",", ""))
        unit = match["unit"]
        yield Guess("COUNT", *match.span(), CountValue(low=value, high=value, unit=unit))


def _dates(article: Article) -> Iterator[Guess]:
    # dateparser and its language data take seconds to load.
    from dateparser.search import search_dates  # noqa: PLC0415

    published = article.published
    base = dt.datetime.combine(published, dt.time()) if published else _NO_BASE
    found = search_dates(article.text, languages=["en"], settings={"RELATIVE_BASE": base}) or []
    position = 0
    for words, moment in found:
        start = article.text.find(words, position)
        if start < 0:
            continue  # dateparser joins words anew where it splits a text
        position = start + len(words)
        edtf = moment.date().isoformat() if published else None
        yield Guess("DATE", start, position, DateValue(edtf=edtf))
