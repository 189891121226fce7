"""Where an outlet is at home, as far as its web address says so.

``www.thestar.com.my`` ends in a country's code, ``bangkokpost.com`` begins with a capital. What
readers of many countries read says nothing of where its articles are at home. The word lists are
``patterns/outlet_words.yaml``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from anyascii import anyascii

from extract.patterns.words import load_patterns
from extract.values.countries import adjectives, capitals, codes, country_names

_NO_LETTERS = re.compile(r"[^a-z]+")
_ADDRESS = re.compile(r"https?://\S+")
#: Longer than 253 letters no host is.
_HOST = re.compile(r"https?://(?:www\.)?(?P<host>[\w.-]{1,253})(?![\w.-])")
_COMMERCIAL = 2  # labels behind the name in "com.my", "co.za", "org.uk"
_CODE_LENGTH = 2


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(load_patterns("outlet_words.yaml")[name])


@cache
def _places() -> dict[str, str]:
    """Return the names, adjectives and capitals of countries as addresses write them."""
    tables = (capitals(), adjectives(), country_names())
    squashed = {_squash(name): code for table in tables for name, code in table.items()}
    return {name: code for name, code in squashed.items() if len(name) > _CODE_LENGTH + 1}


def _squash(name: str) -> str:
    return _NO_LETTERS.sub("", anyascii(name).casefold())


@cache
def _outlet_words() -> re.Pattern[str]:
    words = sorted(_set("words"), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(words)})+")


def country_of_address(address: str) -> str | None:
    """Return the country of the outlet at a web address, None where the address does not say it.

    >>> country_of_address("https://www.bangkokpost.com/thailand/1")
    'TH'
    """
    match = _HOST.match(address)
    return _country_of_host(match["host"].casefold()) if match else None


@lru_cache(maxsize=10_000)
def _country_of_host(host: str) -> str | None:
    *labels, last = host.split(".")
    if not labels or not _set("worldwide").isdisjoint(labels):
        return None
    code = "GB" if last == "uk" else last.upper()
    if code in codes() and last not in _set("no_countries"):
        return code
    if last == "co" and labels[-1] == "com":
        return "CO"
    return _place_in(max(labels[-_COMMERCIAL:], key=len).replace("-", ""))


@cache
def _longest_place() -> int:
    return max(map(len, _places()))


def _place_in(name: str) -> str | None:
    """Return the country of a name that is a place and words such as "times", "daily", "news"."""
    for size in range(min(len(name), _longest_place()), 0, -1):
        for start in range(len(name) - size + 1):
            code = _places().get(name[start : start + size])
            if code is not None and _are_words(name[:start]) and _are_words(name[start + size :]):
                return code
    words, code = name[:-_CODE_LENGTH], name[-_CODE_LENGTH:]
    is_code = code.upper() in codes() and code not in _no_endings()
    return code.upper() if is_code and words and _are_words(words) else None


@cache
def _no_endings() -> frozenset[str]:
    """Return the codes that say nothing at the end of a name, as those used for their sound."""
    return _set("no_endings") | _set("states") | _set("no_countries")


def _are_words(letters: str) -> bool:
    return not letters or _outlet_words().fullmatch(letters) is not None


def address_in(text: str) -> str | None:
    """Return the web address that a text begins with, as copied pages do."""
    match = _ADDRESS.match(text)
    return match.group() if match else None
