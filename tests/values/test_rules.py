"""A user's rules: what a folder holds, and what is said of every mistake in it."""

from pathlib import Path

import pytest

from extract.errors import ConfigError, PatternError
from extract.values.place_entries import OwnPlaces
from extract.values.rules import NO_RULES, Rules, read_rules
from extract.values.titles import built_in_titles, joined_titles

BODY = "{name: Dock Guard, acronyms: [DG], type: police, country: FR}"
AGENCIES = f"bodies:\n  - {BODY}\n"
PLACES = "places:\n  - {name: Dorn, type: city, country: FR}\n"
TITLES = "offices: [Nahodha Mkuu]\n"


def folder_of(tmp_path: Path, files: dict[str, str | bytes]) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)
    return folder


def mistakes(tmp_path: Path, files: dict[str, str | bytes]) -> list[str]:
    """Return the lines of the error, without the folder."""
    folder = folder_of(tmp_path, files)
    with pytest.raises(PatternError) as raised:
        read_rules(folder)
    return str(raised.value).replace(f"{folder}/", "").splitlines()


def test_a_folder_holds_yaml_and_tables_of_all_three_kinds(tmp_path: Path) -> None:
    files = {
        "agencies.yaml": AGENCIES,
        "agencies.csv": "\ufeffname,type,country\nQuay Fund,ngo,\n",
        "places.yaml": PLACES,
        "places.csv": 'name,aliases,type,country,lat,lon,geonames\n"Ost, Dorn",O D;O,city,FR,1,2,7',
        "titles.yaml": TITLES,
        "titles.csv": "text,kind\nMzee,honorific\nKabaka,\n",
        "README.md": "ours",
        ".hidden": "",
    }
    rules = read_rules(folder_of(tmp_path, files))
    assert [body.names for body in rules.agencies] == [("Quay Fund",), ("Dock Guard",)]
    assert [place.names for place in rules.places] == [("Ost, Dorn", "O D", "O"), ("Dorn",)]
    assert [place.id for place in rules.places] == ["geonames:7", "place:dorn"]
    assert [(title.text, title.kind) for title in rules.titles] == [
        ("Mzee", "honorific"),
        ("Kabaka", "office"),
        ("Nahodha Mkuu", "office"),
    ]
    assert rules.sources["own.places:Dorn"].endswith("rules/places.yaml, line 2")
    assert rules.sources["own.titles:Kabaka"].endswith("rules/titles.csv, line 3")
    assert set(rules.sources) == {
        "own.agencies:own-quay-fund",
        "own.agencies:own-dock-guard",
        "own.places:Ost, Dorn",
        "own.places:Dorn",
        "own.titles:Mzee",
        "own.titles:Kabaka",
        "own.titles:Nahodha Mkuu",
    }


#: Files, and the one mistake that is reported of them.
MISTAKES = {
    "type": (
        {"agencies.yaml": "bodies:\n  - name: A B\n    type: inteligence\n"},
        (
            "agencies.yaml, line 3: type “inteligence” is none of armed_group, company, court,"
            " executive, intelligence, international, legislature, media, military, ministry, ngo,"
            " other, party, police, prison; did you mean “intelligence”?"
        ),
    ),
    "no type": (
        {"agencies.yaml": "bodies:\n  - name: A B\n"},
        (
            "agencies.yaml, line 2: “type” is missing; give one of armed_group, company, court,"
            " executive, intelligence, international, legislature, media, military, ministry, ngo,"
            " other, party, police, prison"
        ),
    ),
    "field": (
        {"agencies.yaml": "bodies:\n  - name: A B\n    type: ngo\n    acronym: [AB]\n"},
        (
            "agencies.yaml, line 4: there is no field “acronym”; did you mean “acronyms”? Known:"
            " name, aliases, names, local, acronyms, short, cues, usual, type, country, id"
        ),
    ),
    "misspelt field": (
        {"agencies.yaml": "bodies:\n  - {name: A B, typ: ngo}\n"},
        (
            "agencies.yaml, line 2: there is no field “typ”; did you mean “type”? Known: name,"
            " aliases,"
            " names, local, acronyms, short, cues, usual, type, country, id"
        ),
    ),
    "section": (
        {"agencies.yaml": f"bodys:\n  - {BODY}\nbodies: []\n"},
        (
            "agencies.yaml, line 1: there is no section “bodys”; did you mean “bodies”? Known:"
            " type, bodies, families, lists"
        ),
    ),
    "text for a list": (
        {"agencies.yaml": "bodies:\n  - name: A B\n    type: ngo\n    acronyms: AB\n"},
        "agencies.yaml, line 4: acronyms is a text, expected a list: [AB]",
    ),
    "no name": (
        {"agencies.yaml": "bodies:\n  - {type: ngo}\n"},
        "agencies.yaml, line 2: an agency without a name; give “name”, “names” or “acronyms”",
    ),
    "empty name": (
        {"agencies.yaml": 'bodies:\n  - {name: " ", type: ngo}\n'},
        "agencies.yaml, line 2: name is empty; write it, or leave the field out",
    ),
    "Norway": (
        {"agencies.yaml": "bodies:\n  - name: A B\n    type: ngo\n    country: NO\n"},
        (
            "agencies.yaml, line 4: country is false: YAML reads NO, ON, YES and the like so; put"
            ' quotes around it: "NO"'
        ),
    ),
    "number for a name": (
        {"agencies.yaml": "bodies:\n  - name: 1984\n    type: ngo\n"},
        "agencies.yaml, line 2: name is 1984, a number; put quotes around it",
    ),
    "country's name": (
        {"agencies.yaml": "bodies:\n  - {name: A B, type: ngo, country: France}\n"},
        "agencies.yaml, line 2: country “France” is no ISO 3166-1 alpha-2 code; did you mean “FR”?",
    ),
    "country in small letters": (
        {"agencies.csv": "name,type,country\nA B,ngo,us\n"},
        "agencies.csv, line 2: country “us” is no ISO 3166-1 alpha-2 code; did you mean “US”?",
    ),
    "no country": (
        {"places.csv": "name,type,country\nDorn,city,ZZ\n"},
        (
            "places.csv, line 2: country “ZZ” is no ISO 3166-1 alpha-2 code; leave it out for what"
            " no one state holds"
        ),
    ),
    "key twice": (
        {"agencies.yaml": AGENCIES + f"bodies:\n  - {BODY}\n"},
        "agencies.yaml, line 3: “bodies” stands twice; keep one",
    ),
    "not a list": (
        {"agencies.yaml": "bodies: {name: A B}\n"},
        "agencies.yaml, line 1: `bodies:` is a mapping, expected a list",
    ),
    "not a mapping": (
        {"places.yaml": "places:\n  - {name: Dorn, type: city}\n  - Ost\n"},
        (
            "places.yaml, line 3: a text, expected fields: name, aliases, type, country, lat, lon,"
            " geonames, admin1, population"
        ),
    ),
    "no YAML": (
        {"agencies.yaml": "bodies:\n  - {name: A B\n"},
        (
            "agencies.yaml, line 2: not YAML: did not find expected ',' or '}'; mend that line"
            " or the"
            " one before"
        ),
    ),
    "no section": (
        {"places.yaml": "type: city\n"},
        "places.yaml, line 1: expected a section `places:`",
    ),
    "empty file": (
        {"titles.yaml": ""},
        "titles.yaml, line 1: expected a mapping of sections, such as `titles:`",
    ),
    "column": (
        {"places.csv": "name,typ,country\nDorn,city,FR\nOst,city,FR\n"},
        (
            "places.csv, line 1: there is no column “typ”; did you mean “type”? Known: name,"
            " aliases, type, country, lat, lon, geonames, admin1, population"
        ),
    ),
    "column twice": (
        {"places.csv": "name,type,name\nDorn,city,FR\n"},
        "places.csv, line 1: the column “name” stands twice; keep one",
    ),
    "too many cells": (
        {"places.csv": 'name,type\n"Dorn\nOst",city\nOst,city,FR\n'},
        (
            "places.csv, line 4: 3 cells under 2 columns; put quotes around a cell with a comma,"
            " and"
            " part a list with “;”"
        ),
    ),
    "open quote": (
        {"places.csv": 'name,type\n"Dorn,city\n'},
        "places.csv, line 2: not CSV: unexpected end of data; close the quotes",
    ),
    "no table": (
        {"places.csv": "\n"},
        "places.csv, line 1: the table is empty; its first line names the columns",
    ),
    "not UTF-8": (
        {"places.csv": b"name,type\nD\xf6rn,city\n"},
        "places.csv, line 2: not UTF-8; save the file as UTF-8",
    ),
    "latitude": (
        {"places.csv": "name,type,lat,lon\nDorn,city,1,2\n\nOst,city,91,2\n"},
        "places.csv, line 4: lat is “91”: input should be less than or equal to 90",
    ),
    "one coordinate": (
        {"places.csv": "name,type,lat\nDorn,city,1\n"},
        "places.csv, line 2: “lat” and “lon” go together; give both, or neither",
    ),
    "place twice": (
        {"places.csv": "name,type\nDorn,city\n", "places.yaml": PLACES},
        "places.yaml, line 2: the place “Dorn” also stands at places.csv, line 2; keep one",
    ),
    "agency twice": (
        {"agencies.yaml": AGENCIES + "  - {name: dock guard, type: ngo, id: two}\n"},
        (
            "agencies.yaml, line 3: the name “dock guard” also stands at own-dock-guard"
            " (agencies.yaml,"
            " line 2); names mean one body: keep one, or put it under `local` or `acronyms` of both"
        ),
    ),
    "acronym twice": (
        {"agencies.yaml": AGENCIES + "  - {name: C D,\n     type: ngo,\n     acronyms: [DG]}\n"},
        (
            "agencies.yaml, line 5: the acronym “DG” also stands at agencies.yaml, line 2; give"
            " both"
            " `cues`, words of an article that tell them apart, or keep one"
        ),
    ),
    "agency and place": (
        {"agencies.yaml": AGENCIES, "places.csv": "name,type\nDock Guard,facility\n"},
        (
            "places.csv, line 2: the place “Dock Guard” is an agency at agencies.yaml, line 2; a"
            " name"
            " is one: keep one"
        ),
    ),
    "title twice": (
        {"titles.yaml": "ranks: [Mzee]\nroles:\n  - clerk\noffices:\n  - Kabaka\n  - Mzee\n"},
        "titles.yaml, line 6: the title “Mzee” also stands at titles.yaml, line 1; keep one",
    ),
    "title's kind": (
        {"titles.csv": "text,kind\nMzee,honourific\n"},
        (
            "titles.csv, line 2: kind “honourific” is none of honorific, office, rank, role; did"
            " you"
            " mean “honorific”?"
        ),
    ),
    "titles' section": (
        {"titles.yaml": "office: [Mzee]\n"},
        (
            "titles.yaml, line 1: there is no section “office”; did you mean “offices”? Known:"
            " honorifics, ranks, offices, roles"
        ),
    ),
    "titles as a text": (
        {"titles.yaml": "offices: Mzee Kabaka\n"},
        "titles.yaml, line 1: `offices:` is a text, expected a list",
    ),
    "role of two words": (
        {"titles.yaml": "roles:\n  - harbour master\n"},
        (
            "titles.yaml, line 2: “harbour master” is no role: a role is one word in small letters"
            " (“ombudsman”); with capitals or several words it is an office"
        ),
    ),
    "small title": (
        {"titles.yaml": "ranks:\n  - nahodha\n"},
        (
            "titles.yaml, line 2: the rank “nahodha” begins with a small letter; write it as it"
            " stands"
            " before a name, with a capital, or make it a role"
        ),
    ),
    "file": (
        {"agency.yaml": AGENCIES},
        (
            "agency.yaml: there is no file of rules “agency.yaml”; did you mean"
            " “agencies.yaml”? Known: agencies.yaml, agencies.csv, places.yaml, places.csv,"
            " titles.yaml, titles.csv"
        ),
    ),
}


@pytest.mark.parametrize(("files", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_with_file_line_and_mending(
    tmp_path: Path, files: dict[str, str | bytes], message: str
) -> None:
    assert mistakes(tmp_path, files) == [message]


def test_all_mistakes_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    files = {
        "agencies.yaml": "bodies:\n  - name: A B\n    type: x\n    kind: y\n  - {type: ngo}\n",
        "agencies.csv": "name,type\nQuay Fund,zoo\n",
        "places.csv": "name,type\nDorn\n",
        "titles.yaml": "offices: [",
        "persons.csv": "",
    }
    head, *rest = mistakes(tmp_path, files)
    assert head == "7 mistakes in the rules:"
    assert [line.split(": ")[0] for line in rest] == [
        "persons.csv",
        "agencies.csv, line 2",
        "agencies.yaml, line 3",
        "agencies.yaml, line 4",
        "agencies.yaml, line 5",
        "places.csv, line 2",
        "titles.yaml, line 1",
    ]


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_a_folder_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match=rf"rules “.*{name}”: there is no such folder"):
        read_rules(tmp_path / name)


def test_an_empty_folder_says_what_it_may_hold(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"is empty; it may hold agencies\.yaml, agencies\.csv"):
        read_rules(tmp_path)


def test_the_digest_follows_what_rules_say_and_not_where(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"places.yaml": PLACES})
    before = read_rules(folder).digest()
    (folder / "places.yaml").write_text(f"# a comment\n{PLACES}")
    assert read_rules(folder).digest() == before
    (folder / "places.yaml").write_text(PLACES.replace("city", "region"))
    assert read_rules(folder).digest() != before


def test_no_rules_are_false() -> None:
    assert not NO_RULES
    assert Rules.model_validate({"titles": [{"text": "Mzee"}]})


def test_own_places_are_found_however_they_are_spelt() -> None:
    rules = Rules.model_validate(
        {"places": [{"name": "Saint Dörn", "aliases": ["Ost"], "type": "city"}]}
    )
    places = OwnPlaces(rules.places)
    assert places.named("ST. DORN") == places.named("Ost") == rules.places[0].place()
    assert places.named("Dorn") is None


def test_the_users_kind_of_a_title_holds() -> None:
    rules = Rules.model_validate(
        {"titles": [{"text": "Mayor", "kind": "honorific"}, {"text": "Grand Mufti"}]}
    )
    titles = joined_titles(rules.titles, str.split)
    assert "Mayor" in built_in_titles().offices
    assert ("Mayor" in titles.offices, "Mayor" in titles.honorifics) == (False, True)
    assert titles.phrases == (("Grand", "Mufti"),)
    assert titles.ranks == built_in_titles().ranks
