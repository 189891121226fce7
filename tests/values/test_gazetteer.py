"""The gazetteer: its files are sound, and look-ups find what they should and nothing else."""

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.schemas import LocationValue
from extract.values.countries import codes
from extract.values.gazetteer import (
    NAMES_FILE,
    PLACES_FILE,
    SortedFile,
    country_by_code,
    key_of,
    place_by_id,
    places_named,
    region_by_code,
)


def lines_of(name: str) -> list[str]:
    text = files("extract.patterns").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


@pytest.fixture(scope="module")
def names() -> dict[str, list[str]]:
    rows = (line.split("\t") for line in lines_of(NAMES_FILE))
    return {key: ids.split() for key, ids in rows}


@pytest.fixture(scope="module")
def places() -> dict[str, list[str]]:
    rows = (line.split("\t") for line in lines_of(PLACES_FILE))
    return {row[0]: row[1:] for row in rows}


KEYS = {
    "lower case": ("Kyiv", "kyiv"),
    "accents": ("Türkiye", "turkiye"),
    "hyphens": ("Port-au-Prince", "port au prince"),
    "saint": ("St. Louis", "saint louis"),
    "mount": ("Mt. Sinjar", "mount sinjar"),
    "a street alone": ("St.", "st"),
    "apostrophe": ("O’Hare", "ohare"),
    "dots": ("U.A.E.", "uae"),
    "dotless i": ("İmralı", "imrali"),
}


@pytest.mark.parametrize(("name", "key"), KEYS.values(), ids=KEYS)
def test_key(name: str, key: str) -> None:
    assert key_of(name) == key


@given(st.text(max_size=30))
def test_key_of_a_key_is_itself(name: str) -> None:
    assert key_of(key_of(name)) == key_of(name)


@given(st.text(max_size=20))
def test_any_text_can_be_looked_up(name: str) -> None:
    assert all(place.id for place in places_named(name))


@pytest.mark.parametrize("name", [NAMES_FILE, PLACES_FILE])
def test_file_is_sorted_unique_and_credited(name: str) -> None:
    text = files("extract.patterns").joinpath(name).read_text(encoding="utf-8")
    keys = [line.partition("\t")[0].encode() for line in lines_of(name)]
    assert keys == sorted(set(keys))
    assert "CC BY 4.0" in text[:600]
    assert len(text.encode()) < 7_500_000


def test_every_name_has_its_places_and_every_place_a_name(
    names: dict[str, list[str]], places: dict[str, list[str]]
) -> None:
    named = {id_.removeprefix("~") for ids in names.values() for id_ in ids}
    assert named == set(places)


def test_every_place_is_a_valid_value(places: dict[str, list[str]]) -> None:
    countries = {row[2] for row in places.values() if row[0] == "country"}
    for kind, type_, country, _, population, lat, lon, name in places.values():
        value = LocationValue(
            type=type_,
            country=country or None,
            lat=float(lat) if lat else None,
            lon=float(lon) if lon else None,
        )
        assert int(population) >= 0
        assert name == name.strip() != ""
        assert (value.lat is None) == (value.lon is None)
        if kind == "country":
            assert type_ == "country"
        assert not country or country in countries, name


def test_every_country_of_the_country_table_has_a_place() -> None:
    missing = {code for code in codes() if country_by_code(code) is None}
    assert missing == set()


def test_the_middle_of_a_country_lies_among_its_towns(places: dict[str, list[str]]) -> None:
    towns: dict[str, list[tuple[float, float]]] = {}
    for kind, _, country, _, _, lat, lon, _ in places.values():
        if kind in ("city", "capital"):
            towns.setdefault(country, []).append((float(lat), float(lon)))
    far = []
    for kind, _, country, _, _, lat, lon, _ in places.values():
        if kind != "country" or not lat or country not in towns:
            continue
        lats, lons = zip(*towns[country], strict=True)
        inside_lat = min(lats) - 6 <= float(lat) <= max(lats) + 6
        inside_lon = min(lons) - 6 <= float(lon) <= max(lons) + 6
        if not (inside_lat and inside_lon):
            far.append(country)
    # Greenland's towns lie on its coast; small states of far-flung islands stay inside.
    assert set(far) <= {"GL", "SJ"}


def test_hand_written_points_lie_in_their_country(places: dict[str, list[str]]) -> None:
    """A place of places.yaml is within 9 degrees of a town of its country."""
    towns: dict[str, list[tuple[float, float]]] = {}
    for kind, _, country, _, _, lat, lon, _ in places.values():
        if kind in ("city", "capital"):
            towns.setdefault(country, []).append((float(lat), float(lon)))
    for kind, _, country, _, _, lat, lon, name in places.values():
        if kind != "place" or not country or not lat or country not in towns:
            continue
        nearest = min(max(abs(a - float(lat)), abs(b - float(lon))) for a, b in towns[country])
        assert nearest <= 9, f"{name} is {nearest:.1f} degrees from {country}"


IDS = {
    "town": ("Ankara", "geonames:323786"),
    "old spelling": ("Kiev", "geonames:703448"),
    "region": ("Tatarstan", "geonames:484048"),
    "county": ("Rapides Parish", "geonames:4338356"),
    "continent": ("Africa", "geonames:6255146"),
    "historical state": ("USSR", "place:soviet-union"),
    "crossing": ("Rafah border crossing", "place:rafah-crossing"),
    "prison": ("İmralı", "place:imrali"),
    "strait": ("Strait of Hormuz", "place:strait-of-hormuz"),
    "camp": ("al-Hol camp", "place:al-hol"),
    "airport": ("Esenboğa Airport", "place:ankara-airport"),
}


@pytest.mark.parametrize(("name", "id_"), IDS.values(), ids=IDS)
def test_lookup(name: str, id_: str) -> None:
    assert id_ in {place.id for place in places_named(name)}
    assert place_by_id(id_) is not None


@pytest.mark.parametrize("name", ["", " ", "Xyzzyville", "=TR", "#", "~323786", "kyi", "kyivv"])
def test_nothing_is_found(name: str) -> None:
    assert [p for p in places_named(name) if p.kind != "country"] in ([], [*places_named("tr")])


def test_codes() -> None:
    turkey = country_by_code("TR")
    texas = region_by_code("US", "TX")
    assert turkey is not None
    assert (turkey.geonames, turkey.country) == (298795, "TR")
    assert texas is not None
    assert texas.name == "Texas"
    assert country_by_code("ZZ") is None
    assert region_by_code("US", "ZZ") is None
    assert place_by_id("place:atlantis") is None


def test_sorted_file_finds_first_and_last(tmp_path: Path) -> None:
    path = tmp_path / "sorted.tsv"
    path.write_text("# credit\na\t1\nab\t2\nb\t3\n")
    found = SortedFile(str(path))
    assert [found.get(key) for key in ("a", "ab", "b")] == ["1", "2", "3"]
    assert [found.get(key) for key in ("", "aa", "abc", "c", "# credit")] == [None] * 5
