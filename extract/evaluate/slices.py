"""Parts of the gold that are hard in a way of their own.

A slice is a property of gold mentions, so it has recall and value accuracy but no precision: a
spurious prediction belongs to no slice. Tags of articles are slices too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.evaluate.gold import GoldArticle, GoldMention
from extract.schemas import CountValue, Label

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_BARE_WEEKDAY = re.compile(
    rf"({'|'.join(_WEEKDAYS)})(?:\s+(?:morning|afternoon|evening|night))?", re.IGNORECASE
)
_MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b|\bmay\b|"
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b\d{4}(?:s|\b)|\b\d{1,4}[/.]\d{1,2}[/.]\d{1,4}\b|[’']\d\ds?\b")
_ACRONYM = re.compile(r"[A-Z](?:[A-Z&-]|\.[A-Z])+\.?")
_ACRONYM_CHARS = 6
_TITLE_LINE = re.compile(r"title:.*", re.IGNORECASE)
_DATE_LINE = re.compile(r"date \d{4}-\d\d-\d\d\s*")


@dataclass(frozen=True, slots=True)
class Place:
    """What a slice may look at besides the mention: its article, and the whole gold set."""

    gold: GoldArticle
    headlines: tuple[tuple[int, int], ...]
    variant_entities: frozenset[tuple[Label, str]]


@dataclass(frozen=True, slots=True)
class Slice:
    """A named property of gold mentions."""

    name: str
    about: str
    holds: Callable[[Place, GoldMention], bool]


def _same_weekday(place: Place, mention: GoldMention) -> bool:
    match = _BARE_WEEKDAY.fullmatch(mention.text)
    published = place.gold.article.published
    if mention.label != "DATE" or match is None or published is None:
        return False
    return _WEEKDAYS[published.weekday()] == match[1].lower()


def _relative(_: Place, mention: GoldMention) -> bool:
    text = mention.text
    return mention.label == "DATE" and not (_MONTH.search(text) or _YEAR.search(text))


def _without_year(_: Place, mention: GoldMention) -> bool:
    text = mention.text
    return mention.label == "DATE" and bool(_MONTH.search(text)) and not _YEAR.search(text)


def _each(_: Place, mention: GoldMention) -> bool:
    return isinstance(mention.value, CountValue) and mention.value.basis == "each"


def _vague(_: Place, mention: GoldMention) -> bool:
    return isinstance(mention.value, CountValue) and mention.value.low != mention.value.high


def _headline(place: Place, mention: GoldMention) -> bool:
    return any(start <= mention.start < end for start, end in place.headlines)


def _variant(place: Place, mention: GoldMention) -> bool:
    return mention.entity is not None and (mention.label, mention.entity) in place.variant_entities


def _acronym(_: Place, mention: GoldMention) -> bool:
    named = mention.label in {"AGENCY", "LOCATION"}
    return named and len(mention.text) <= _ACRONYM_CHARS and bool(_ACRONYM.fullmatch(mention.text))


SLICES: tuple[Slice, ...] = (
    Slice("same weekday", "a bare weekday that is the weekday of publication", _same_weekday),
    Slice("relative dates", "dates with neither month nor year", _relative),
    Slice("dates without year", "dates with a month and no year", _without_year),
    Slice(
        "dates, unpublished",
        "dates in articles without a publication date",
        lambda place, mention: mention.label == "DATE" and place.gold.article.published is None,
    ),
    Slice("each", "counts that hold for every one of several parties", _each),
    Slice("vague counts", "counts that mean a range, such as dozens", _vague),
    Slice("headlines", "mentions in the title or the headline", _headline),
    Slice("variant names", "entities with two spellings, neither part of the other", _variant),
    Slice(
        "one-word names",
        "people named by a single word",
        lambda _, mention: mention.label == "PERSON" and len(mention.text.split()) == 1,
    ),
    Slice("acronyms", f"agencies and places in at most {_ACRONYM_CHARS} capitals", _acronym),
    Slice("hard", "labels that the guidelines do not decide", lambda _, mention: mention.hard),
)
TAG = "tag: "


def slices_of(place: Place) -> Iterator[tuple[GoldMention, tuple[str, ...]]]:
    """Yield each gold mention of an article with the names of its slices, tags included."""
    tags = tuple(TAG + tag for tag in place.gold.tags)
    for mention in place.gold.mentions:
        yield mention, tuple(each.name for each in SLICES if each.holds(place, mention)) + tags


def places(gold: Sequence[GoldArticle]) -> list[Place]:
    """Return what the slices need to know of each article."""
    variants = frozenset(_variant_entities(gold))
    return [Place(each, tuple(headlines(each)), variants) for each in gold]


def _variant_entities(gold: Iterable[GoldArticle]) -> Iterator[tuple[Label, str]]:
    spellings: dict[tuple[Label, str], set[frozenset[str]]] = defaultdict(set)
    for article in gold:
        for mention in article.mentions:
            if mention.entity is not None:
                name = frozenset(mention.text.casefold().split())
                spellings[mention.label, mention.entity].add(name)
    for entity, names in spellings.items():
        if any(not (a <= b or b <= a) for a in names for b in names):
            yield entity


def headlines(gold: GoldArticle) -> Iterator[tuple[int, int]]:
    """Yield where the headline stands: the title wherever it is repeated, and the first line.

    The first line counts when it is not a sentence, that is, has no full stop at its end, and when
    no title line is above it.
    """
    text, title = gold.article.text, gold.article.title
    if title:
        for match in re.finditer(re.escape(title), text):
            yield match.span()
    lines = text.splitlines(keepends=True)
    position, in_front_matter = 0, lines[:1] != [] and lines[0].strip() == "---"
    for number, line in enumerate(lines):
        start, stripped = position, line.strip()
        position += len(line)
        if in_front_matter:
            if _TITLE_LINE.fullmatch(stripped):
                yield start, position
                return
            in_front_matter = number == 0 or stripped != "---"
        elif stripped and not _DATE_LINE.fullmatch(line):
            if not stripped.rstrip("\"'”’)").endswith("."):
                yield start, position
            return
