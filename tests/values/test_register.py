"""The agency register: its data, and what it says of malformed data."""

from pathlib import Path

import pytest

from extract.errors import PatternError
from extract.resolve.bodies import parse_body
from extract.values.agencies import read_words
from extract.values.countries import codes
from extract.values.register import (
    Body,
    Register,
    built_in_bodies,
    joined_bodies,
    load_register,
    open_bodies,
    read_bodies,
)


def test_has_bodies_of_every_kind_and_of_many_countries() -> None:
    bodies = load_register().bodies.values()
    named = [body for body in bodies if body.names]
    assert len(named) >= 250
    assert len({body.type for body in named}) == 15
    assert len({body.country for body in named}) >= 60


def test_every_body_has_a_form() -> None:
    assert all(b.names or b.local or b.acronyms for b in load_register().bodies.values())


def test_no_body_stands_twice_under_two_forms_of_one_name() -> None:
    """“French Navy” and the “Navy” of France are one body, and one entry."""
    owners: dict[tuple[str | None, ...], set[str]] = {}
    for body in load_register().bodies.values():
        for form in (*body.names, *body.local):
            name = parse_body(form)
            key = name.country or body.country, name.part, body.type, name.acronym or name.key
            owners.setdefault(key, set()).add(body.id)
    assert [ids for ids in owners.values() if len(ids) > 1] == []


@pytest.mark.parametrize(
    ("name", "other", "one"),
    [
        ("Quds Force", "Qods Force", True),
        ("Indonesian National Armed Forces", "Tentara Nasional Indonesia", True),
        ("Syrian Civil Defense", "White Helmets", True),
        ("Brothers of Italy", "Fratelli d'Italia", True),
        ("Provisional IRA", "Real IRA", False),
        ("Institutional Revolutionary Party", "National Action Party of Mexico", False),
        ("French National Gendarmerie", "Gendarmerie nationale", True),
        ("Adani Group", "Adani Enterprises", False),
        ("US Republican Party", "Republican National Committee", False),
        ("Daily Telegraph", "Sunday Telegraph", False),
    ],
)
def test_a_body_is_one_in_every_language_and_no_other(name: str, other: str, one: bool) -> None:
    owners = {form: body.id for body in built_in_bodies() for form in body.names}
    assert (owners[name] == owners[other]) is one


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


def read(folder: Path, text: str, name: str = "mine.yaml") -> list[Body]:
    (folder / name).write_text(text, encoding="utf-8")
    return [body for body, _ in read_bodies([open_bodies(folder / name, name)])]


def test_reads_a_file(tmp_path: Path) -> None:
    register = Register(read(tmp_path, GOOD))
    assert register.ids_of(("harbour", "guard"), "name") == ("xx-one",)


def test_reads_a_table(tmp_path: Path) -> None:
    text = (
        "name,aliases,acronyms,type,country,cues\n"
        "Harbour Guard,Port Guard; Quay Guard,HG,police,FR,quay;pier\n"
        "\n"
        "Pier Fund,,,ngo,,\n"
    )
    one, two = read(tmp_path, text, "mine.csv")
    assert one == Body(
        id="own-harbour-guard",
        type="police",
        country="FR",
        names=("Harbour Guard", "Port Guard", "Quay Guard"),
        acronyms=("HG",),
        cues=("quay", "pier"),
    )
    assert (two.id, two.country) == ("own-pier-fund", None)


def test_a_list_makes_a_body_of_each_name_and_of_each_group_of_names(tmp_path: Path) -> None:
    text = "type: media\nlists:\n  - {country: FR, each: [Le Quai, [Été News, Ete News]]}\n"
    bodies = read(tmp_path, text)
    assert [(body.id, body.type, body.country, body.names) for body in bodies] == [
        ("fr-le-quai", "media", "FR", ("Le Quai",)),
        ("fr-ete-news", "media", "FR", ("Été News", "Ete News")),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("type: police\nbodies: [", "mine.yaml, line 2: not YAML"),
        ("- a\n- b\n", "mine.yaml, line 1: expected a mapping"),
        (GOOD + "  - {id: Two, country: FR, names: [A B]}\n", "mine.yaml, line 4: id is “Two”"),
        (
            GOOD + "  - {id: two, country: ZZ, names: [A B]}\n",
            "mine.yaml, line 4: country “ZZ” is no ISO 3166-1 alpha-2 code",
        ),
        (
            GOOD + "  - {id: two, country: FR, kind: x}\n",
            "mine.yaml, line 4: there is no field “kind”",
        ),
        (
            GOOD + "  - {id: xx-one, country: FR, names: [A B]}\n",
            "mine.yaml, line 4: the agency “xx-one” also stands at mine.yaml, line 3",
        ),
        (
            GOOD + "  - {id: two, country: FR, names: [Harbour Guard]}\n",
            "mine.yaml, line 4: the name “Harbour Guard” also stands at xx-one (mine.yaml, line 3)",
        ),
        (GOOD.replace("police", "pirates"), "type “pirates” is none of armed_group, company,"),
        (
            "families:\n  - {family: mod, type: ministry, names: [A B]}\n",
            "mine.yaml, line 2: “countries” is missing",
        ),
        (
            "families:\n  - {family: mod, type: ministry, names: [A B], countries: [FR, FR]}\n",
            "mine.yaml, line 2: the agency “fr-mod” also stands at",
        ),
        ("type: police\nbodies:\n  - just words\n", "mine.yaml, line 3"),
        ("type: police\nlists:\n  - {country: FR}\n", "mine.yaml, line 3: “each” is missing"),
        ("lists:\n  - {country: FR, each: [A B]}\n", "mine.yaml, line 2: “type” is missing"),
        (GOOD + "lists:\n  - {country: FR, each: [Harbour Guard]}\n", "also stands at xx-one"),
    ],
)
def test_malformed_file_is_refused_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(PatternError) as raised:
        read(tmp_path, text)
    assert message in str(raised.value)


def test_every_built_in_body_states_its_id() -> None:
    assert not [body.id for body in built_in_bodies() if body.id.startswith("own-")]


BUILT_IN = (
    Body(
        id="fr-dgx", type="intelligence", country="FR", names=("Grand Bureau",), acronyms=("GB1",)
    ),
    Body(id="ke-court", type="court", country="KE", local=("High Bench",)),
    Body(id="ng-court", type="court", country="NG", local=("High Bench",)),
)


def joined(**own: object) -> dict[str, Body]:
    bodies = joined_bodies(BUILT_IN, [Body.model_validate({"id": "own", "country": None} | own)])
    return {body.id: body for body in bodies}


def test_a_body_of_the_user_takes_the_place_of_one_with_its_name() -> None:
    found = joined(type="ngo", country="BE", names=["Grand Bureau", "Bureau Two"])
    assert "fr-dgx" not in found
    assert (found["own"].type, found["own"].country) == ("ngo", "BE")
    assert found["own"].names == ("Grand Bureau", "Bureau Two")
    assert found["own"].acronyms == ("GB1",)


def test_a_country_that_the_user_leaves_out_stays() -> None:
    assert joined(type="ngo", names=["Grand Bureau"])["own"].country == "FR"


def test_a_local_name_takes_the_place_of_that_of_its_country_alone() -> None:
    assert set(joined(type="ngo", country="KE", local=["High Bench"])) == {
        "own",
        "fr-dgx",
        "ng-court",
    }


def test_a_name_of_the_user_is_no_local_name_of_others() -> None:
    register = Register(joined(type="ngo", names=["High Bench"]).values())
    assert register.ids_of(("high", "bench"), "name", "local") == ("own",)


@pytest.mark.parametrize(
    ("cues", "owners"), [([], ("own",)), (["pier"], ("own", "fr-dgx"))], ids=["alone", "shared"]
)
def test_an_acronym_without_cues_is_the_users_alone(cues: list[str], owners: tuple[str]) -> None:
    register = Register(joined(type="ngo", names=["A B"], acronyms=["GB1"], cues=cues).values())
    assert register.ids_of(("GB1",), "acronym") == owners
