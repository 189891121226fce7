"""The gazetteer: which places of the world have a name, offline and without loading it.

Two sorted text files in `extract/patterns/` are memory-mapped, and of their keys only one in a
hundred or so is kept at hand, so the first look-up costs what the hundredth does, and forked
workers share the pages. They are built by `tools/build_gazetteer.py` from GeoNames (CC BY 4.0) and
from `places.yaml`:

- ``gazetteer_names.tsv``: ``key TAB id id …``; an id that begins with ``~`` has the key only as an
  alternate name. Usual names first, then most populous first. The keys ``=TR`` and ``=US.TX`` are
  the codes of countries and first-level regions.
- ``gazetteer_places.tsv``: ``id, kind, type, country, admin1, population, lat, lon, name``.
"""

from __future__ import annotations

import mmap
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Literal, cast

from anyascii import anyascii

from extract.schemas import LocationType

#: What a row is. `capital` is a city; `district` is a second-level division, `place` is a row of
#: places.yaml.
Kind = Literal["country", "region", "district", "capital", "city", "place"]

NAMES_FILE = "gazetteer_names.tsv"
PLACES_FILE = "gazetteer_places.tsv"

_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_NOT_IN_KEY = re.compile(r"[.'`ʼ’‘\"“”]+")
_SEPARATOR = re.compile(r"[^0-9a-z]+")
_BLOCK = 4096  # bytes of a sorted file that are searched as a whole


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer.

    Attributes:
        id: ``geonames:323786``, or ``place:soviet-union`` for what GeoNames does not number.
        name: its usual English name.
        kind: what kind of row it is.
        type: the location type of the annotation guidelines.
        country: ISO 3166-1 alpha-2, None where no one state holds it.
        admin1: GeoNames code of the first-level region, without the country; None if unknown.
        population: inhabitants; for a region the sum of its listed towns; 0 if unknown.
        lat: degrees north; None if the place has no meaningful centre.
        lon: degrees east.
        primary: whether the name that was looked up is its usual name, not an alternate one.
    """

    id: str
    name: str
    kind: Kind
    type: LocationType
    country: str | None
    admin1: str | None
    population: int
    lat: float | None
    lon: float | None
    primary: bool = True

    @property
    def geonames(self) -> int | None:
        """The GeoNames number, or None."""
        source, _, number = self.id.partition(":")
        return int(number) if source == "geonames" else None


@lru_cache(maxsize=65536)
def key_of(name: str) -> str:
    """Return the form under which `name` is looked up: ASCII, lower case, words apart.

    >>> key_of("Kryvyi Rih"), key_of("St. Louis"), key_of("Türkiye"), key_of("Port-au-Prince")
    ('kryvyi rih', 'saint louis', 'turkiye', 'port au prince')
    """
    plain = _NOT_IN_KEY.sub("", anyascii(name) if not name.isascii() else name).lower()
    words = _SEPARATOR.sub(" ", plain).split()
    if len(words) > 1:
        words = [_ABBREVIATIONS.get(word, word) for word in words]
    return " ".join(words)


class SortedFile:
    """A file of lines ``key TAB rest``, sorted by key as bytes, searched without being loaded."""

    def __init__(self, path: str) -> None:
        with open(path, "rb") as file:  # noqa: PTH123  (mmap wants the descriptor)
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._begin = 0
        while self._map[self._begin : self._begin + 1] == b"#":  # the credits
            self._begin = self._map.find(b"\n", self._begin) + 1
        # The first line of each block, and its key.
        self._lines = [
            self._map.rfind(b"\n", self._begin, at) + 1 or self._begin
            for at in range(self._begin, len(self._map), _BLOCK)
        ]
        self._keys = [self._map[line : self._map.find(b"\t", line)] for line in self._lines]
        self._lines.append(len(self._map))

    def __iter__(self) -> Iterator[str]:
        """Yield the keys, in their order."""
        at, size = self._begin, len(self._map)
        while at < size:
            yield self._map[at : self._map.find(b"\t", at)].decode()
            at = self._map.find(b"\n", at) + 1 or size

    def get(self, key: str) -> str | None:
        """Return what stands after `key`, or None."""
        wanted = key.encode()
        at = bisect_right(self._keys, wanted)
        if at == 0:
            return None
        block = b"\n" + self._map[self._lines[at - 1] : self._lines[at]]
        head = b"\n" + wanted + b"\t"
        start = block.find(head)
        if start < 0:
            return None
        return block[start + len(head) : block.find(b"\n", start + 1)].decode()


@cache
def _open(name: str) -> SortedFile:
    return SortedFile(str(resources.files("extract.patterns").joinpath(name)))


@lru_cache(maxsize=16384)
def places_named(name: str) -> tuple[Place, ...]:
    """Return every place that bears `name`, the most populous first; () if none does."""
    ids = _open(NAMES_FILE).get(key_of(name))
    if ids is None:
        return ()
    return tuple(_place(each.removeprefix("~"), primary=each[0] != "~") for each in ids.split())


@lru_cache(maxsize=512)
def country_by_code(code: str) -> Place | None:
    """Return the country with the ISO 3166-1 alpha-2 `code`, or None."""
    number = _open(NAMES_FILE).get(f"={code}")
    return _place(number, primary=True) if number is not None else None


@lru_cache(maxsize=512)
def region_by_code(country: str, admin1: str) -> Place | None:
    """Return the first-level region with a GeoNames code ("US", "TX"), or None."""
    number = _open(NAMES_FILE).get(f"={country}.{admin1}")
    return _place(number, primary=True) if number is not None else None


def place_by_id(identifier: str) -> Place | None:
    """Return the place with the id ``geonames:…`` or ``place:…``, or None."""
    short = identifier.removeprefix("geonames:")
    return _place(short, primary=True) if _open(PLACES_FILE).get(short) is not None else None


def place_ids() -> Iterator[str]:
    """Yield the id of every place of the gazetteer."""
    return (f"geonames:{key}" if key.isdigit() else key for key in _open(PLACES_FILE))


@lru_cache(maxsize=16384)
def _place(short_id: str, *, primary: bool) -> Place:
    row = _open(PLACES_FILE).get(short_id)
    if row is None:  # the integrity test rules it out for the file that is shipped
        raise KeyError(f"{NAMES_FILE} names {short_id}, which {PLACES_FILE} does not hold")
    kind, type_, country, admin1, population, lat, lon, name = row.split("\t")
    return Place(
        id=f"geonames:{short_id}" if short_id.isdigit() else short_id,
        name=name,
        kind=cast(Kind, kind),
        type=cast(LocationType, type_),
        country=country or None,
        admin1=admin1 or None,
        population=int(population),
        lat=float(lat) if lat else None,
        lon=float(lon) if lon else None,
        primary=primary,
    )
