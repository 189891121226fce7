"""The captured parts of one match, and the words around it."""

from __future__ import annotations

import re
from typing import Any

from extract.values.dates.expressions import Shift, Unit
from extract.values.dates.lexicon import Tokens, vocabulary

#: A year of two digits up to this one is of this century: "'24", "31/12/24".
_LAST_SHORT_YEAR = 50


class Parts:
    """The captured parts of one match, by name."""

    __slots__ = ("_match", "_tokens", "first", "last")

    def __init__(self, tokens: Tokens, match: re.Match[str], first: int) -> None:
        self._tokens = tokens
        self._match = match
        self.first = first
        self.last = match.end()

    @property
    def length(self) -> int:
        """How many tokens matched."""
        return self._match.end() - self._match.start()

    def has(self, name: str) -> bool:
        """Whether the part was captured."""
        return name in self._match.re.groupindex and self._match.group(name) is not None

    @property
    def modified(self) -> bool:
        """Whether a modifier stands before the match itself: "the end of", "later in"."""
        return self.first < self._match.start()

    @property
    def repeated(self) -> bool:
        """Whether it is a set of dates: "every Friday"."""
        before = self.before().lower()
        return before in ("every", "each") or (
            before == "other" and self.before(2).lower() == "every"
        )

    def value(self, name: str) -> Any:  # noqa: ANN401 - the lexicon's values: numbers and units
        """Return the value of the part, None if it was not captured."""
        return self._tokens.values.get(self._match.start(name)) if self.has(name) else None

    def word(self, name: str) -> str:
        """Return the part in lower case; "" if it was not captured."""
        return self.written(name).lower()

    def written(self, name: str) -> str:
        """Return the part as written; "" if it was not captured."""
        return self._tokens.word(self._match.start(name)) if self.has(name) else ""

    def number(self, name: str) -> int:
        """Return the number of the part: 3 for "3", "3rd" and "third"."""
        value = self.value(name)
        return value if isinstance(value, int) else int(re.sub(r"\D", "", value))

    @property
    def last_word(self) -> str:
        """The last word of the match, as written."""
        return self._tokens.word(self.last - 1)

    @property
    def early(self) -> bool:
        """Whether "early" stands before the match itself."""
        return self.modified and self._tokens.word(self.first).lower() == "early"

    @property
    def determined(self) -> bool:
        """Whether "the" stands right before the match itself."""
        return self.governor == "the"

    @property
    def governor(self) -> str:
        """The word right before the match itself, inside any modifier, in lower case."""
        return self._tokens.word(self._match.start() - 1).lower()

    def before(self, steps: int = 1) -> str:
        """Return the word that stands `steps` before the whole expression, as written."""
        return self._tokens.word(self.first - steps)

    def after(self, steps: int = 1) -> str:
        """Return the word that stands `steps` after it, as written."""
        return self._tokens.word(self.last - 1 + steps)

    def lead(self) -> bool:
        """Whether a word stands before it that a date may follow: "in", "since", "last"."""
        return self.before().lower() in vocabulary().context["leads"]

    def continues(self) -> bool:
        """Whether what follows cannot be a noun that it would describe."""
        following = self.after()
        return not following[:1].isalpha() or following.lower() in vocabulary().context["continues"]

    def glued_dash_after(self, also: str = "-") -> bool:
        """Whether a hyphen, or the mark `also`, ties the next word to it."""
        return self.after() in ("-", "‑", also) and self._tokens.glued(self.last)

    def breaks_line(self) -> bool:
        """Whether a line ends before its last word."""
        start, end = (self._tokens.spans[index] for index in (self.last - 2, self.last - 1))
        return "\n" in self._tokens.text[start[1] : end[0]]

    def near(self, width: int) -> str:
        """Return the text around the match, `width` characters each side, in lower case."""
        tokens = self._tokens
        start, end = tokens.spans[self.first][0], tokens.spans[self.last - 1][1]
        return tokens.text[max(0, start - width) : end + width].lower()

    def year(self) -> int | Shift | None:
        """Return the year: written, relative ("last year"), or None."""
        if self.has("year"):
            value = self.value("year")
            return value if isinstance(value, int) else full_year(value)
        if self.has("rel"):
            return self.relative()
        return None

    def relative(self) -> Shift:
        """Return the period of ``rel rel_unit``: "last year", "the same week"."""
        word, unit = self.word("rel"), self.value("rel_unit")
        previous = word in ("that", "following", "previous", "same", "preceding", "ensuing")
        return Shift(unit, self.value("rel") or 0, "previous" if previous else "publication")

    def wrong_unit(self, unit: Unit) -> bool:
        """Whether a relative period is there but is not of this unit."""
        return self.has("rel") and self.value("rel_unit") != unit


def full_year(text: str) -> int:
    """Return the year that two or four digits mean; marks before them are ignored."""
    digits = re.sub(r"\D", "", text)
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year <= _LAST_SHORT_YEAR else 1900)
