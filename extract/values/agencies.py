"""Names of agencies as words, and what the words say of type and country.

`read_words` cuts text into comparable words, `name_key` makes one key of the spellings of a name,
and `classify_agency` reads type and country from a name that no register knows. The word lists
are ``patterns/agency_words.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from extract.patterns.words import load_patterns
from extract.schemas import AgencyType
from extract.values.countries import country_of

#: A line break, an abbreviation with dots, a word, a possessive mark, other punctuation. A hyphen
#: inside a word matches nothing, so that "Al-Qaeda" and "Al Qaeda" have the same words.
_WORD = re.compile(
    r"(?! )(?:"  # fail at once between words
    r"\n\s*|(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’](?!s\b)[^\W\d_]+)*|['’]s\b"
    r"|(?!(?<=[^\W_])[-‑](?=[^\W_]))[^\w\s]|_)"
)
#: "The South American country" is not in the United States, nor is Latin America.
PARTS_OF_AMERICA = frozenset({"south", "north", "latin", "central"})
_AMERICA = frozenset({"America", "American", "Americas"})
#: Where the complement of a name begins.
_COMPLEMENTS = frozenset({"of", "for", "against", "on"})
_LONGEST_ACRONYM_HEAD = 4  # letters
_LONGEST_COUNTRY_NAME = 6  # words: "Democratic Republic of the Congo", with an article
#: "Niger Delta" and "Niger State" lie in Nigeria, "Georgia" before these is the American state.
_NOT_THE_COUNTRY = {
    "niger": frozenset({"delta", "state"}),
    "georgia": frozenset({"department", "state", "bureau", "secretary", "tech"}),
    "jersey": frozenset({"city"}),
    "lebanon": frozenset({"county"}),
    "indian": frozenset({"ocean", "wells"}),
    "guinea": frozenset({"worm"}),
    "english": frozenset({"premier"}),
}


#: A text is taken for wrapped at a fixed width when no line is longer than the first number of
#: characters, and most lines longer than the second end inside a sentence.
_WRAP_WIDTH, _FULL_LINE, _FULL_LINES = 100, 45, 5
_INNER_BREAK = re.compile(r"(?<=\S)\n(?=\S)")


def agency_words() -> dict[str, Any]:
    """Return the word lists of ``patterns/agency_words.yaml``."""
    words: dict[str, Any] = load_patterns("agency_words.yaml")
    return words


@cache
def agency_set(name: str) -> frozenset[str]:
    """Return one of those lists as a set of words."""
    return frozenset(agency_words()[name])


@cache
def agency_phrases(name: str) -> frozenset[tuple[str, ...]]:
    """Return one of those lists as a set of folded phrases."""
    return frozenset(read_words(phrase).folded for phrase in agency_words()[name])


@dataclass(frozen=True, slots=True)
class Words:
    """A text as words: parallel sequences, one item a word, hyphens inside words left out.

    Attributes:
        text: the text, with a space for every line break inside a paragraph.
        forms: each word as it is written; a line break is one word, with the space behind it.
        folded: each word as it is compared; see `fold`.
        starts: first character of each word, in code points.
        ends: one past the last character.
    """

    text: str
    forms: tuple[str, ...]
    folded: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.forms)


@cache
def _heads_in_capitals() -> frozenset[str]:
    # "Harbour TIMES": a head noun in capitals is the noun; shorter words may be acronyms.
    heads = agency_words()["heads"]
    return frozenset(
        word for kind in heads for word in heads[kind] if len(word) > _LONGEST_ACRONYM_HEAD
    )


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Return `word` as it is compared: small letters, British spelling; acronyms stay capitals.

    "Defense" and "defence" are one, "U.S." and "US" are one, "US" and "us" are two.
    """
    if "." in word and len(word) > 1:
        word = word.replace(".", "")
    if len(word) > 1 and word.isupper() and word.casefold() not in _heads_in_capitals():
        return word
    word = word.casefold().replace("’", "'")
    if word == "&":
        return "and"
    spelling: str = agency_words()["spellings"].get(word, word)
    return spelling


def _is_hard_wrapped(text: str) -> bool:
    lines = text.split("\n")
    full = [line for line in lines if len(line) >= _FULL_LINE]
    if len(full) < _FULL_LINES or max(map(len, full)) > _WRAP_WIDTH:
        return False
    return 2 * sum(line[-1] not in '.!?"”:' for line in full) > len(full)


def read_words(text: str) -> Words:
    """Return `text` as words that can be compared with names.

    In text that is wrapped at a fixed width a line break inside a paragraph is a space.
    """
    if _is_hard_wrapped(text):
        text = _INNER_BREAK.sub(" ", text)  # of the same length: offsets hold
    matches = list(_WORD.finditer(text))
    forms = tuple([match[0] for match in matches])
    return Words(
        text,
        forms,
        tuple(map(fold, forms)),
        tuple([match.start() for match in matches]),
        tuple([match.end() for match in matches]),
    )


def name_key(name: str) -> tuple[str, ...]:
    """Return the folded words of `name`: one key for "US Defense Dept" however it is spelt."""
    return read_words(name).folded


def _country_in(words: Sequence[str], folded: Sequence[str]) -> str | None:
    """Return the one country that a name's words state; the longest country name is read first."""
    codes, at = [], 0
    while at < len(words):
        if at and words[at] in _AMERICA and folded[at - 1] in PARTS_OF_AMERICA:
            at += 1
            continue
        for length in range(min(_LONGEST_COUNTRY_NAME, len(words) - at), 0, -1):
            if not words[at][0].isupper():
                break
            following = folded[at + length] if at + length < len(words) else ""
            if length == 1 and following in _NOT_THE_COUNTRY.get(folded[at], ()):
                break
            code = country_of(" ".join(words[at : at + length]))
            if code is not None:
                codes.append(code)
                at += length - 1
                break
        at += 1
    return codes[0] if len(set(codes)) == 1 else _owner_of_embassy(codes, folded)


def _owner_of_embassy(codes: Sequence[str], folded: Sequence[str]) -> str | None:
    # "Russian Embassy in Kenya", "Embassy of Ukraine in Poland": the first country owns it.
    return codes[0] if codes and {"embassy", "consulate"} & set(folded) else None


@cache
def _types() -> dict[str, int]:
    """Return phrase → the first row of the list of types that has it.

    A space at the start of a phrase stands for the start of the name ("^daily" in the list), one
    at its end for the end ("times$").
    """
    types: dict[str, int] = {}
    for number, row in enumerate(agency_words()["types"]):
        phrases = [f"{first} {word}" for first in row.get("first", ()) for word in row["words"]]
        for phrase in phrases or row["words"]:
            start, end = " " * phrase.startswith("^"), " " * phrase.endswith("$")
            types.setdefault(start + " ".join(_plain(phrase.strip("^$").split())) + end, number)
    return types


def _plain(folded: Sequence[str]) -> list[str]:
    """Return folded words without possessive marks, and without hyphens as `read_words` has them.

    "Mayor's Office" and "Mayor Office" are one, and so are "Counterterrorism" and
    "Counter-Terrorism".
    """
    words = (word.removesuffix("'s") for word in folded if word != "'")
    return [part for word in words for part in word.split("-") if part]


@cache
def _longest_phrase() -> int:
    return max(phrase.count(" ") + 1 for phrase in _types())


def _type_of(folded: Sequence[str]) -> AgencyType | None:
    """Return the type of the first row that has a phrase of the name.

    The name ends where its complement begins, or a country at its end: the "Institute of Finance"
    is no finance house, "Students Union Kenya" is a union. The complement counts where the head
    says little ("Bureau of Prisons"), and where it ends in a word for the whole ("Institute of
    Finance Ltd"). A bare head may say nothing ("Group of Seven").
    """
    words = _plain(folded)
    size = len(words) - (len(words) > 1 and country_of(words[-1].capitalize()) is not None)
    head = next((at for at, word in enumerate(words) if at and word in _COMPLEMENTS), size)
    is_bare = head == 1 < len(words) and words[0] in agency_set("no_bare_heads")
    phrases = set(_phrases(["", *words[:head], *([] if is_bare else [""])], head + 1))
    if head < len(words):
        closed = [""] if words[-1] in agency_set("closing_words") else []
        whole = ["", *words, *closed]
        phrases.update(_phrases(whole, head + 1))
        if words[head - 1] in agency_set("open_heads") or closed or _first_row(phrases) is None:
            phrases.update(_phrases(whole, len(whole)))
    first = _first_row(phrases)
    kind: AgencyType | None = None if first is None else agency_words()["types"][first]["type"]
    return kind


def _first_row(phrases: Iterable[str]) -> int | None:
    types = _types()
    return min((types[phrase] for phrase in phrases if phrase in types), default=None)


def _phrases(words: Sequence[str], stop: int) -> Iterator[str]:
    """Yield the phrases of `words` that begin before `stop`."""
    for start in range(min(stop, len(words))):
        for end in range(start + 1, min(start + _longest_phrase(), len(words)) + 1):
            yield " ".join(words[start:end])


@lru_cache(maxsize=20_000)
def classify_agency(name: str) -> tuple[AgencyType | None, str | None]:
    """Return the type and the country that the words of an agency's name state.

    Args:
        name: "Russian Defense Ministry", "Supreme Court of India", "Lagos State Police Command".

    Returns:
        The type, or None when no word says it, and the ISO 3166-1 alpha-2 code of the country
        named in it, or None. Nothing is taken from outside the name.
    """
    words = read_words(name.replace("’s", "").replace("'s", ""))
    kind = _type_of(words.folded)
    country = None if kind == "international" else _country_in(words.forms, words.folded)
    return kind, country
