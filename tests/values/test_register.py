"""The agency register: its data, and what it says of malformed data."""

from pathlib import Path

import pytest

from extract.errors import PatternError
from extract.values.agencies import read_words
from extract.values.countries import codes
from extract.values.register import Register, load_register, read_bodies


def test_has_bodies_of_every_kind_and_of_many_countries() -> None:
    bodies = load_register().bodies.values()
    named = [body for body in bodies if body.names]
    assert len(named) >= 250
    assert len({body.type for body in named}) == 15
    assert len({body.country for body in named}) >= 60


def test_every_body_has_a_form() -> None:
    assert all(b.names or b.local or b.acronyms for b in load_register().bodies.values())


def test_countries_are_codes() -> None:
    assert {b.country for b in load_register().bodies.values()} - {None} <= codes()


def test_id_starts_with_the_country_where_it_has_one_of_two_letters() -> None:
    elsewhere = {
        "su",
        "dd",
        "cd",
        "ru",
        "gb",
        "ae",
        "un",
        "eu",
        "al",
    }  # states gone, exile, no codes
    for body in load_register().bodies.values():
        prefix = body.id.split("-")[0]
        if len(prefix) == 2 and prefix.upper() in codes() and prefix not in elsewhere:
            is_rebels = body.type == "armed_group" and body.country is None
            assert is_rebels or body.country == prefix.upper(), body.id


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("the KGB of Belarus", {"by-kgb"}),
        ("the Belarusian KGB", {"by-kgb"}),
        ("HAMAS fighters", {"ps-hamas"}),
        ("al-Qaeda and Al Qaeda", {"al-qaeda"}),
    ],
)
def test_finds_spellings(text: str, wanted: set[str]) -> None:
    hits = load_register().find(read_words(text))
    assert {each for hit in hits for each in hit.form.bodies} == wanted


@pytest.mark.parametrize("text", ["let it be", "Let it be", "time magazine", "who are they", "ice"])
def test_ordinary_words_are_no_names(text: str) -> None:
    assert load_register().find(read_words(text)) == []


GOOD = "type: police\nbodies:\n  - {id: xx-one, country: FR, names: [Harbour Guard]}\n"


def write(folder: Path, text: str) -> Path:
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    return folder


def test_reads_a_folder_of_files(tmp_path: Path) -> None:
    register = Register(read_bodies(write(tmp_path, GOOD)))
    assert register.ids_of(("harbour", "guard"), "name") == ("xx-one",)


def test_a_list_makes_a_body_of_each_name_and_of_each_group_of_names(tmp_path: Path) -> None:
    text = "type: media\nlists:\n  - {country: FR, each: [Le Quai, [Été News, Ete News]]}\n"
    bodies = read_bodies(write(tmp_path, text))
    assert [(body.id, body.type, body.country, body.names) for body in bodies] == [
        ("fr-le-quai", "media", "FR", ("Le Quai",)),
        ("fr-ete-news", "media", "FR", ("Été News", "Ete News")),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("type: police\nbodies: [", "mine.yaml, line 2: not YAML"),
        ("- a\n- b\n", "mine.yaml: expected a mapping"),
        (GOOD + "  - {id: Two, country: FR, names: [A B]}\n", "mine.yaml, line 4: field 'id'"),
        (
            GOOD + "  - {id: two, country: ZZ, names: [A B]}\n",
            "mine.yaml, line 4: two: country 'ZZ'",
        ),
        (GOOD + "  - {id: two, country: FR, kind: x}\n", "mine.yaml, line 4: field 'kind'"),
        (GOOD + "  - {id: xx-one, country: FR, names: [A B]}\n", "the id 'xx-one' is taken"),
        (GOOD + "  - {id: two, country: FR, names: [Harbour Guard]}\n", "also stands at xx-one"),
        (GOOD.replace("police", "pirates"), "types are intelligence, military"),
        (
            "families:\n  - {family: mod, names: [A B]}\n",
            "mine.yaml, line 2: KeyError: 'countries'",
        ),
        ("type: police\nbodies:\n  - just words\n", "mine.yaml, line 3"),
        ("type: police\nlists:\n  - {country: FR}\n", "mine.yaml, line 3: KeyError: 'each'"),
        ("lists:\n  - {country: FR, each: [A B]}\n", "mine.yaml, line 2: field 'type'"),
        (GOOD + "lists:\n  - {country: FR, each: [Harbour Guard]}\n", "also stands at xx-one"),
    ],
)
def test_malformed_file_is_refused_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(PatternError) as raised:
        read_bodies(write(tmp_path, text))
    assert message in str(raised.value)
