"""Labels that disagree with how the same words are labelled elsewhere: likely mistakes.

Two places are alike when they have the same words, case and digits aside, with the same two words
on either side. Since articles on one event repeat one another, a label that is missing or different
at one of them is worth a look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.evaluate.gold import GoldArticle, GoldMention
from extract.schemas import CountValue

#: Words on either side that make two contexts alike.
WORDS = 2
_TOKEN = re.compile(r"\w+|[^\w\s]")
_DIGIT = re.compile(r"\d")
#: Stand between two words, and between two articles, in the joined text.
_SPACE, _BREAK = "\x1f", "\x1e"


class Doubt(NamedTuple):
    """A place in an article (by index) that disagrees with another place."""

    article: int
    start: int
    end: int
    message: str


class _Word(NamedTuple):
    article: int
    start: int
    end: int


class _Text:
    """All articles as one string of folded words, and where each word stands."""

    def __init__(self, articles: Sequence[GoldArticle]) -> None:
        self.words: list[_Word] = []
        self.folded: list[str] = []
        self.at: dict[int, int] = {}
        self.first: dict[tuple[int, int], int] = {}
        self.last: dict[tuple[int, int], int] = {}
        parts: list[str] = []
        length = 0
        for index, each in enumerate(articles):
            parts.append(_BREAK + _SPACE)
            length += 2
            for token in _TOKEN.finditer(each.article.text):
                folded = _DIGIT.sub("0", token[0].casefold())
                number = len(self.words)
                self.at[length] = number
                self.first[index, token.start()] = number
                self.last[index, token.end()] = number
                self.words.append(_Word(index, token.start(), token.end()))
                self.folded.append(folded)
                parts.append(folded + _SPACE)
                length += len(folded) + 1
        self.joined = "".join(parts)

    def window(self, article: int, mention: GoldMention) -> tuple[str, int, int] | None:
        """Return the words of a mention with those around it, how many are left, how many inside.

        None if the mention does not begin and end with a word.
        """
        first = self.first.get((article, mention.start))
        last = self.last.get((article, mention.end))
        if first is None or last is None:
            return None
        low, high = first - WORDS, last + WORDS
        if low < 0 or high >= len(self.words):
            return None
        # A window that ran into the next article would be found nowhere: a break stands between.
        return _SPACE.join(self.folded[low : high + 1]) + _SPACE, WORDS, last - first + 1

    def places(self, window: str, left: int, inside: int) -> Iterator[_Word]:
        """Yield where the words inside a window stand, wherever the window occurs."""
        found = self.joined.find(_SPACE + window)
        while found >= 0:
            first = self.at[found + 1] + left
            words = self.words[first], self.words[first + inside - 1]
            yield _Word(words[0].article, words[0].start, words[1].end)
            found = self.joined.find(_SPACE + window, found + 1)


def context_doubts(articles: Sequence[GoldArticle]) -> Iterator[Doubt]:
    """Yield the places whose label disagrees with that of a place like it, each place once."""
    text = _Text(articles)
    told: set[tuple[int, int]] = set()
    for index, each in enumerate(articles):
        for mention in each.mentions:
            window = text.window(index, mention)
            if window is None:
                continue
            for place in text.places(*window):
                if place == (index, mention.start, mention.end):
                    continue
                there = [
                    other
                    for other in articles[place.article].mentions
                    if other.start < place.end and place.start < other.end
                ]
                reason = _disagreement(mention, there, place, same_text=place.article == index)
                if reason is None or (place.article, place.start) in told:
                    continue
                # Two labels that differ are one doubt, told at the later place.
                if there and (place.article, place.start) < (index, mention.start):
                    continue
                told.add((place.article, place.start))
                where = f"{each.article.id} at {mention.start}"
                message = f"{reason}, but the same words in {where} are {_said(mention)}"
                yield Doubt(place.article, place.start, place.end, message)


def _disagreement(
    mention: GoldMention, there: Sequence[GoldMention], place: _Word, *, same_text: bool
) -> str | None:
    if not there:
        return "is not labelled"
    other = there[0]
    if (other.start, other.end) != (place.start, place.end):
        return f"is {_said(other)} with another boundary"
    if other.label != mention.label:
        return f"is {_said(other)}"
    if isinstance(mention.value, CountValue) and isinstance(other.value, CountValue):
        fields = [
            name
            for name in ("bound", "unit", "unit_class", "basis")
            if getattr(mention.value, name) != getattr(other.value, name)
        ]
        return f"differs in {' and '.join(fields)}" if fields else None
    if same_text and mention.entity != other.entity:
        return f"is {_said(other)}"
    return None


def _said(mention: GoldMention) -> str:
    entity = f" ({mention.entity})" if mention.entity else ""
    return f"{mention.label} {mention.text!r}{entity}"
