"""Places as people write them down: rows of ``places.yaml``, and of a user's file of that form.

Those of the package are built into the gazetteer by ``tools/build_gazetteer.py``; a user's are
looked up before it, with `OwnPlaces`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable

from pydantic import Field, model_validator

from extract.patterns.entries import (
    Problem,
    RuleFile,
    Text,
    Texts,
    Where,
    checked,
    entries,
    open_rules,
    raise_all,
    unknown,
)
from extract.patterns.words import YamlLines
from extract.schemas import Frozen, LocationType
from extract.values.countries import why_no_code
from extract.values.gazetteer import Kind, Place, key_of

_SECTIONS = frozenset({"type", "places"})


class PlaceEntry(Frozen):
    """One place, as it is written.

    Attributes:
        name: the usual English name.
        aliases: its other names.
        type: what it is.
        country: the state that it is internationally recognised to belong to; none for what no
            one state holds.
        lat: degrees north.
        lon: degrees east.
        geonames: its number in GeoNames.
        admin1: GeoNames code of its first-level region, without the country.
        population: inhabitants.
    """

    name: Text
    aliases: Texts = ()
    type: LocationType
    country: Text | None = None
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    geonames: int | None = Field(default=None, gt=0)
    admin1: Text | None = None
    population: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _both_coordinates(self) -> PlaceEntry:
        if (self.lat is None) != (self.lon is None):
            raise ValueError("“lat” and “lon” go together; give both, or neither")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, the usual one first."""
        return (self.name, *self.aliases)

    @property
    def id(self) -> str:
        """Its id in the gazetteer: by its number, or by its name."""
        if self.geonames is not None:
            return f"geonames:{self.geonames}"
        return f"place:{key_of(self.name).replace(' ', '-')}"

    def place(self) -> Place:
        """Return it as a place of the gazetteer."""
        kinds: dict[LocationType, Kind] = {"country": "country", "region": "region", "city": "city"}
        return Place(
            id=self.id,
            name=self.name,
            kind=kinds.get(self.type, "place"),
            type=self.type,
            country=self.country,
            admin1=self.admin1,
            population=self.population or 0,
            lat=self.lat,
            lon=self.lon,
        )


def open_places(file: Traversable, name: str) -> RuleFile:
    """Return a file of places, YAML or CSV; see `read_places`.

    Raises:
        PatternError: the file does not parse.
    """
    return open_rules(file, name, table=("places", {"aliases"}))


def read_places(files: Iterable[RuleFile]) -> tuple[tuple[PlaceEntry, Where], ...]:
    """Return the places of `files`, each with where it stands.

    Raises:
        PatternError: entries are malformed, or two places share a name; the message names the file
            and the line of each.
    """
    problems: list[Problem] = []
    placed = [each for file in files for each in _places_of(file, problems)]
    problems += _conflicts(placed)
    raise_all(problems)
    return tuple(placed)


def _places_of(file: RuleFile, problems: list[Problem]) -> Iterator[tuple[PlaceEntry, Where]]:
    if isinstance(file.lines, YamlLines):
        problems += [
            file.problem(unknown("section", key, sorted(_SECTIONS)), key)
            for key in file.content
            if key not in _SECTIONS
        ]
        if "places" not in file.content:
            problems.append(file.problem("expected a section `places:`"))
    default = {"type": file.content["type"]} if "type" in file.content else {}
    for where, fields in entries(file, {"places": PlaceEntry}, problems):
        entry = checked(where, default | fields, PlaceEntry, problems)
        if entry is None:
            continue
        if entry.country is not None and (why := why_no_code(entry.country)):
            problems.append(where.problem(why, "country"))
        problems += [
            where.problem(f"“{name}” has no letter that a name could be found by", "name")
            for name in entry.names
            if not key_of(name)
        ]
        yield entry, where


def _conflicts(placed: Iterable[tuple[PlaceEntry, Where]]) -> Iterator[Problem]:
    """Yield a problem for each name that two places have."""
    owners: dict[str, Where] = {}
    for entry, where in placed:
        for name in entry.names:
            other = owners.setdefault(key_of(name), where)
            if other is not where:
                yield where.problem(f"the place “{name}” also stands at {other}; keep one")


class OwnPlaces:
    """The places that a user adds, by their names; they come before those of the gazetteer.

    Args:
        places: no two of them share a name (`read_places` checks it).
    """

    def __init__(self, places: Iterable[PlaceEntry] = ()) -> None:
        places = tuple(places)
        self.names: tuple[str, ...] = tuple(
            dict.fromkeys(name for place in places for name in place.names)
        )
        self._by_key: Mapping[str, Place] = {
            key_of(name): place.place() for place in places for name in place.names
        }

    def named(self, name: str) -> Place | None:
        """Return the place that bears `name`, or None."""
        return self._by_key.get(key_of(name)) if self._by_key else None


#: What a pipeline without rules of a user knows beside the gazetteer: nothing.
NO_PLACES = OwnPlaces()
