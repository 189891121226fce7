"""Read a text as a row of tokens, each with the category that the date grammar knows it by.

A category is one character, so that a row of tokens is a string and the grammar can be regular
expressions over it (`grammar`). What no rule mentions is the category `OTHER`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from extract.patterns.words import load_patterns

OTHER = "\ue000"
#: Categories that are not words of the lexicon: numbers by their shape, and punctuation.
_SHAPES = (
    *("number", "amount", "year", "ordinal", "iso", "numeric", "years", "decade", "quarter"),
    *("fiscal", "short_year", "days", "holiday", "comma", "dash", "apostrophe", "open", "close"),
    "gap",
)
_PUNCTUATION = {",": "comma", "-": "dash", "–": "dash", "—": "dash", "‑": "dash", "(": "open"}
_PUNCTUATION |= {"'": "apostrophe", "’": "apostrophe", "&": "and", ")": "close"}
#: Months that are other words in lower case.
_CAPITALISED = frozenset({"may", "march", "august", "lent"})
#: Kinds of token that are looked up in the lexicon.
_WORDS = ("word", "name", "short")
_ABBREVIATED = ("weekday_short", "month_short")
_FIRST_YEAR, _LAST_YEAR = 1000, 2100
#: What follows the first digits of "2024-555-0199".
_TELEPHONE = re.compile(r"-\d{3}(?!\d)")

#: Lower-case words come first: they are nine tokens in ten.
_TOKEN = re.compile(
    r"""
    (?![ ])(?:  # fail at once between words
      (?P<word>[a-z]\w*)
    | (?P<holiday>(?=[ABCHMNTV])(?:Boxing\ Day|Christmas(?:\ (?:Day|Eve))?\b|Halloween\b
        |New\ Year['’]s\ (?:Day|Eve)|Thanksgiving(?:\ Day)?\b|Valentine['’]s\ Day
        |Anzac\ Day|May\ Day\b))
    | (?P<short>(?=[ADFJMNOSTW])(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec
        |Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)\.)
    | (?P<quarter>(?:Q[1-4]|H[12])\b|(?:[1-4]Q|[12]H)(?=\d{4}\b|\b))
    | (?P<fiscal>FY\ ?(?:\d{4}|\d{2})(?:[-–/]\d{2,4})?(?!\w))
    | (?P<name>[^\W\d]\w*)
    | (?P<iso>\d{4}(?P<mark>[-/.])\d{1,2}(?P=mark)\d{1,2}(?!\d))
    | (?P<numeric>\d{1,2}(?P<sign>[-/.])\d{1,2}(?P=sign)(?:\d{4}|(?<=/)\d{2})(?![\d/]))
    | (?P<other>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+\.\d+|\d{1,2}:\d{2}(?::\d{2})?)
    | (?P<years>\d{4}[-–/](?:\d{4}|\d{2})(?![\d/–-])  # no "2023-31 March 2024"
        (?!\ (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)))
    | (?P<decade>\d{3}0['’]?s\b|['’‘][2-9]0s\b|[2-9]0['’]?s\b)
    | (?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b)
    | (?P<days>\d{1,2}(?:st|nd|rd|th)?[-–/]\d{1,2}(?:st|nd|rd|th)?(?![\w/–-]))
    | (?P<digits>\d+(?!\w))
    | (?P<short_year>['’‘]\d{2}\b)
    | (?P<mixed>\d\w*)
    | (?P<punctuation>[^\w\s])
    | (?P<gap>\n[ \t\r\f\v]*\n\s*)
    )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The word lists, ready for look-ups; `words` maps a word to its category and value."""

    categories: dict[str, str]
    words: dict[str, tuple[str, Any]]
    holidays: dict[str, list[int]]
    context: dict[str, frozenset[str]]
    tense: dict[str, frozenset[str]]


@cache
def vocabulary() -> Vocabulary:
    """Return the word lists of ``patterns/dates.toml``, read once."""
    data = load_patterns("dates.toml")
    names = (*_SHAPES, *data["lexicon"])
    # Private-use characters: none can mean anything to a regular expression.
    categories = {name: chr(0xE001 + index) for index, name in enumerate(names)}
    return Vocabulary(
        categories=categories,
        words={
            spelling: (categories[name], value)
            for name, words in data["lexicon"].items()
            for word, value in words.items()
            for spelling in _spellings(word, name)
        },
        holidays=data["holidays"],
        context={name: frozenset(words.split()) for name, words in data["context"].items()},
        tense={name: frozenset(words.split()) for name, words in data["tense"].items()},
    )


def _spellings(word: str, category: str) -> Iterator[str]:
    """Yield how a word of the lexicon may be written."""
    if category in _ABBREVIATED:
        yield word.capitalize() + "."
    elif word not in _CAPITALISED:
        yield word
    yield word.capitalize()
    yield word.upper()


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: their category characters and offsets, in parallel; values by index."""

    text: str
    categories: str
    spans: list[tuple[int, int]]
    values: dict[int, Any]

    def word(self, index: int) -> str:
        """Return token `index` as written; "" for a gap and outside the text."""
        if not 0 <= index < len(self.spans):
            return ""
        start, end = self.spans[index]
        return self.text[start:end].strip()

    def glued(self, index: int) -> bool:
        """Whether nothing parts token `index` from the one before it."""
        return 0 < index < len(self.spans) and self.spans[index][0] == self.spans[index - 1][1]


def lex(text: str) -> Tokens:
    """Return the tokens of `text`."""
    vocab = vocabulary()
    categories, known = vocab.categories, vocab.words.get
    punctuation = {mark: categories[name] for mark, name in _PUNCTUATION.items()}
    row: list[str] = []
    spans: list[tuple[int, int]] = []
    values: dict[int, Any] = {}
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        spans.append(token.span())
        if kind in _WORDS:
            entry = known(token[0])
        elif kind == "punctuation":
            row.append(punctuation.get(token[0], OTHER))
            continue
        elif kind == "digits":
            entry = _digits(token[0], text, *token.span(), categories)
        elif kind == "holiday":
            entry = categories["holiday"], vocab.holidays[token[0].lower().replace("’", "'")]
        elif kind is None or kind in ("other", "mixed"):
            entry = None
        else:
            entry = categories[kind], token[0]
        if entry is None:
            row.append(OTHER)
        else:
            values[len(row)] = entry[1]
            row.append(entry[0])
    return _without_counts(Tokens(text, "".join(row), spans, values))


def _without_counts(tokens: Tokens) -> Tokens:
    """Take the years out that count or number something: "2000 people", "Resolution 1701".

    In "from 1800 to 2000 GMT" and "1900 or 2000 people" what holds for the second holds for both.
    """
    vocab = vocabulary()
    year, amount = vocab.categories["year"], vocab.categories["amount"]
    joins = {vocab.categories[name] for name in ("to", "and", "dash")}
    row = list(tokens.categories)
    index, counted = tokens.categories.rfind(year), len(row)
    while index >= 0:
        before = tokens.word(index - 1)
        if before in (".", "°"):
            before = tokens.word(index - 2)
        if (
            tokens.word(index + 1).lower() in vocab.context["counted"]
            or before.lower() in vocab.context["numbered"]
            or (counted == index + 2 and row[index + 1] in joins)
        ):
            row[index] = amount
            counted = index
        index = tokens.categories.rfind(year, 0, index)
    return Tokens(tokens.text, "".join(row), tokens.spans, tokens.values)


def _digits(
    digits: str, text: str, start: int, end: int, categories: dict[str, str]
) -> tuple[str, int | None]:
    """Tell days, years and other numbers apart by the number and what touches it."""
    before = text[start - 1] if start else " "
    if before in "$£€¥₦₹₱#+/_@=&" or len(digits) > 6 or text[end : end + 1] in ("%", "°"):
        return OTHER, None
    number = int(digits)
    if _TELEPHONE.match(text, end):
        return OTHER, None
    if len(digits) == 4 and _FIRST_YEAR <= number <= _LAST_YEAR:
        # "Su-2000" is a name, "mid-2022" and "May-2022" are not.
        stem = re.search(r"(\w*)[-–/]$", text[max(0, start - 12) : start])
        word = stem[1].lower() if stem else ""
        if word and word not in vocabulary().context["before_year_dash"]:
            return OTHER, number
        return categories["year"], number
    if 1 <= number <= 31 and len(digits) <= 2:
        return categories["number"], number
    return categories["amount"], number
