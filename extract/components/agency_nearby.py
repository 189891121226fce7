"""What the sentences of a body, and those beside them, say of countries.

`read_nearby` weighs the places, bodies and peoples around every mention of a name; where the
country stands that most of them speak for, `agency_homes` decides.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from extract.components.base import Found
from extract.schemas import AgencyValue, LocationValue
from extract.values.countries import demonyms

#: What a sign of a country counts in the sentence of a body: a place, a body, a people, the place
#: that opens the sentence ("In Manila, …"); in the sentences beside it half of that.
_PLACE, _BODY, _DEMONYM, _OPENING, _BESIDE = 2.0, 2.0, 1.0, 5.0, 0.5
#: These stand in articles on other states than theirs more often.
_ABROAD, _BODY_ABROAD = frozenset({"media", "company"}), 1.0
_AROUND = 400  # characters on either side of a body in which its paragraph is read

_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[A-Z“\"‘(])|\n+")
_PARAGRAPH_END = re.compile(r"\n+")
#: A search for a capital that no letter precedes passes over all else at once; one for what no
#: letter precedes, and is a capital, looks at each character.
_CAPITALISED = re.compile(r"[A-Z](?<!\w.)[a-z]+\b")
_PARTS_OF_AMERICA = ("South ", "North ", "Latin ", "Central ")


@dataclass(frozen=True, slots=True)
class Nearby:
    """What its sentences say of countries, and those beside them, for each mention of a name."""

    inside: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    beside: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))


@dataclass(frozen=True, slots=True)
class _Sign:
    """A word of the article that speaks of a country."""

    start: int
    country: str
    weight: float
    is_place: bool = False


@lru_cache(maxsize=1)
def peoples(text: str) -> tuple[tuple[int, str], ...]:
    """Return where a text has the adjective or the people of a country, and the country."""
    country_of = demonyms().get
    return tuple(
        (match.start(), code)
        for match in _CAPITALISED.finditer(text)
        if (code := country_of(match[0])) is not None
        and not (
            match[0].startswith("American") and text.endswith(_PARTS_OF_AMERICA, 0, match.start())
        )
    )


def read_nearby(text: str, bodies: Sequence[Found], found: Sequence[Found]) -> Mapping[str, Nearby]:
    """Return what the sentences around the mentions of each name say of countries.

    Args:
        text: the article.
        bodies: the mentions to look around, sorted.
        found: all mentions of the article, with the countries known so far.
    """
    if not bodies:
        return {}
    signs = sorted(_signs(text, found), key=lambda sign: sign.start)
    starts = [sign.start for sign in signs]
    sentences = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    paragraphs = [0, *(match.end() for match in _PARAGRAPH_END.finditer(text)), len(text)]
    mentions = Counter(text[each.start : each.end] for each in bodies)
    nearby = {name: Nearby() for name in mentions}
    for each in bodies:
        name = text[each.start : each.end]
        first, last = _bounds(sentences, each.start)
        begin, end = _bounds(paragraphs, each.start)
        low = bisect_left(starts, max(begin, each.start - _AROUND))
        high = bisect_left(starts, min(end, each.end + _AROUND))
        for sign in signs[low:high]:
            weight = sign.weight / mentions[name]
            if not first <= sign.start < last:
                nearby[name].beside[sign.country] += _BESIDE * weight
            elif sign.is_place and sign.start == first + 3 and text.startswith("In ", first):
                nearby[name].inside[sign.country] += _OPENING / mentions[name]
            elif not each.start <= sign.start < each.end:
                nearby[name].inside[sign.country] += weight
    return nearby


def _bounds(ends: Sequence[int], at: int) -> tuple[int, int]:
    """Return the two of `ends` between which `at` lies."""
    after = min(bisect_right(ends, at), len(ends) - 1)
    return ends[after - 1], ends[after]


def _signs(text: str, found: Sequence[Found]) -> Iterator[_Sign]:
    for each in found:
        match each.value:
            case LocationValue(country=str(country)):
                yield _Sign(each.start, country, _PLACE, is_place=True)
            case AgencyValue(type=kind, country=str(country)):
                at_home = kind not in _ABROAD
                yield _Sign(each.start, country, _BODY if at_home else _BODY_ABROAD)
    for start, country in peoples(text):
        yield _Sign(start, country, _DEMONYM)
