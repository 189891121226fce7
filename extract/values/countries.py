"""Names of countries, and the words for what belongs to them, to ISO 3166-1 alpha-2 codes.

`country_of` answers for one string; the mappings behind it are open to callers that search text.
Names are compared as written ("US" is a country and "us" is not); a name in other letters
("RUSSIA", "north korea") is found when it is too long to be an abbreviation.
The table is ``patterns/countries.yaml``; it says what is in doubt and how it was settled.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from extract.patterns.words import load_patterns

#: Adjectives with these endings have no plural noun ("Chinese", "French", "Swiss", "Icelandic").
_NO_PLURAL = ("ese", "ish", "sh", "ch", "ss", "ic", "ois", "land")
#: Abbreviations are at most this long ("USSR"); they are never compared without case.
_ABBREVIATION_LENGTH = 4


def _table() -> dict[str, dict[str, list[str]]]:
    table: dict[str, dict[str, list[str]]] = load_patterns("countries.yaml")
    return table


def _by_word(*fields: str) -> Mapping[str, str]:
    return MappingProxyType(
        {
            word: code
            for code, entry in _table().items()
            for f in fields
            for word in entry.get(f, ())
        }
    )


@cache
def codes() -> frozenset[str]:
    """Return every code of the table (ISO 3166-1 alpha-2, and XK for Kosovo)."""
    return frozenset(_table())


def why_no_code(code: str) -> str | None:
    """Return why `code` is no country's, or None if it is: a state's, or a territory's."""
    if code in codes() or code in load_patterns("places.yaml")["countries"]:
        return None
    meant = country_of(code) or country_of(code.upper())
    hint = f"; did you mean “{meant}”?" if meant else "; leave it out for what no one state holds"
    return f"country “{code}” is no ISO 3166-1 alpha-2 code{hint}"


@cache
def country_names() -> Mapping[str, str]:
    """Return every name, short form and abbreviation of a country, with its code."""
    return _by_word("names")


@cache
def parts() -> Mapping[str, str]:
    """Return names of parts of countries that stand in names of bodies ("Gaza", "Scotland")."""
    return _by_word("parts")


@cache
def capitals() -> Mapping[str, str]:
    """Return seats of government ("Ankara", "Kyiv"), which stand for a state in the news."""
    return _by_word("capitals")


@cache
def adjectives() -> Mapping[str, str]:
    """Return the adjectives of countries ("Turkish", "South African"), with their codes."""
    return _by_word("adjectives")


@cache
def demonyms() -> Mapping[str, str]:
    """Return adjectives and nouns for a country's people ("Turkish", "Turks"), with their codes."""
    plurals = {
        f"{word}s": code for word, code in adjectives().items() if not word.endswith(_NO_PLURAL)
    }
    return MappingProxyType(plurals | dict(_by_word("people")) | dict(adjectives()))


@cache
def _all_words() -> Mapping[str, str]:
    return dict(demonyms()) | dict(parts()) | dict(country_names())


@cache
def _long_words_without_case() -> Mapping[str, str]:
    return {
        word.casefold(): code
        for word, code in _all_words().items()
        if len(word) > _ABBREVIATION_LENGTH
    }


@lru_cache(maxsize=20_000)
def country_of(name: str) -> str | None:
    """Return the country that a name or demonym stands for.

    Args:
        name: "Russia", "the U.S.", "Ukrainians", "Türkiye's", "DR Congo", "Scotland".

    Returns:
        The ISO 3166-1 alpha-2 code of the state, or None when the table does not know the name.
    """
    word = " ".join(name.replace("’", "'").split())
    word = word.removesuffix("'s").removesuffix("'")
    for candidate in (word, word.removeprefix("the ").removeprefix("The ")):
        code = _all_words().get(candidate) or (
            _long_words_without_case().get(candidate.casefold())
            if len(candidate) > _ABBREVIATION_LENGTH
            else None
        )
        if code is not None:
            return code
    return None
