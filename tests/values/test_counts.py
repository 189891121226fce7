"""Units, classes, basis and party, from strings alone."""

import pytest

from extract.schemas import CountValue
from extract.values.counts import (
    SMALL,
    adds_up,
    party_of,
    settle_classes,
    singular,
    unit_class_of,
    unit_of,
)


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("prisoners", "prisoner"),
        ("servicemen", "serviceman"),
        ("countries", "country"),
        ("people", "person"),
        ("children", "child"),
        ("bodies", "body"),
        ("buses", "bus"),
        ("churches", "church"),
        ("attaches", "attache"),
        ("Saudis", "Saudi"),
        ("aircraft", "aircraft"),
        ("personnel", "personnel"),
        ("deaths", "death"),
        ("lives", "life"),
        ("Prisoners", "prisoner"),
        ("SOLDIERS", "soldier"),
        ("Russians", "Russian"),
        ("Israelis", "Israeli"),
        ("Chinese", "Chinese"),
        ("Turks", "Turk"),
        ("hostage", "hostage"),
        ("witnesses", "witness"),
        ("prisoners-of-war", "prisoner"),
    ],
)
def test_unit_of(head: str, unit: str) -> None:
    assert unit_of(head) == unit


def test_singular_of_a_singular_is_itself() -> None:
    for noun in ("prisoner", "bus", "crisis", "campus", "boss", "staff"):
        assert singular(noun) == noun


@pytest.mark.parametrize(
    ("words", "unit", "unit_class"),
    [
        (["military", "personnel"], "personnel", "military"),
        (["personnel"], "personnel", "person"),
        (["Russian", "prisoners"], "prisoner", "prisoner"),
        (["civilians"], "civilian", "civilian"),
        (["minors"], "minor", "minor"),
        (["bodies"], "body", "body"),
        (["deaths"], "death", "casualty"),
        (["individuals"], "individual", "person"),
        (["Russians"], "Russian", "person"),
        (["countries"], "country", "state"),
        (["drones"], "drone", "object"),
        (["rounds"], "round", "event"),
        (["novelists"], "novelist", "person"),
        (["helicopters"], "helicopter", "object"),
        (["captured", "fighters"], "fighter", "military"),
        (["detained", "men"], "man", "person"),
        (["complaints"], "complaint", "event"),
        (["heroes"], "hero", "person"),
        (["classmates"], "classmate", "person"),
        (["lawsuits"], "lawsuit", "event"),
        (["triplets"], "triplet", "minor"),
        (["hammers"], "hammer", "object"),
        (["careers"], "career", "object"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_unit_class_of(words: list[str], unit: str, unit_class: str) -> None:
    assert unit_class_of(words, unit) == unit_class


def test_no_unit_has_no_class() -> None:
    assert unit_class_of([], None) is None


@pytest.mark.parametrize(
    ("left", "right", "party"),
    [
        ("Kyiv also received ", " on Friday.", "Kyiv"),
        ("In May the United States got back ", ".", "United States"),
        ("", " were transferred to Germany and home.", "Germany"),
        ("", " to the U.S.", "U.S."),
        ("Russia freed ", " on Friday.", None),
        ("", " were taken to hospital.", None),
    ],
)
def test_party_of(left: str, right: str, party: str | None) -> None:
    assert party_of(left, right) == party


def test_sums_hold_only_for_exact_numbers() -> None:
    whole = CountValue(low=26, high=26)
    parts = [CountValue(low=24, high=24), CountValue(low=2, high=2)]
    assert adds_up(whole, parts)
    assert not adds_up(whole, parts[:1])
    assert not adds_up(whole, [parts[0], CountValue(low=2, high=2, bound="at_least")])


def valued(low: int, unit: str | None, unit_class: str, basis: str = "unspecified") -> CountValue:
    return CountValue(low=low, high=low, unit=unit, unit_class=unit_class, basis=basis)


@pytest.mark.parametrize(
    ("values", "classes"),
    [
        pytest.param(
            [valued(31, None, "person"), valued(31, "prisoner", "prisoner")],
            ["prisoner", "prisoner"],
            id="the noun stands behind",
        ),
        pytest.param(
            [valued(31, "prisoner", "prisoner"), valued(12, None, "person")],
            ["prisoner", "person"],
            id="another number",
        ),
        pytest.param(
            [
                valued(31, "prisoner", "prisoner"),
                valued(31, None, "person"),
                valued(12, None, "person", "part"),
            ],
            ["prisoner", "prisoner", "prisoner"],
            id="a share of a bare whole",
        ),
        pytest.param(
            [valued(31, "motorcycle", "object"), valued(31, None, "person")],
            ["object", "person"],
            id="things hand nothing on",
        ),
        pytest.param(
            [valued(31, "prisoner", "prisoner"), valued(31, None, "casualty")],
            ["prisoner", "casualty"],
            id="what its own sentence says stays",
        ),
    ],
)
def test_a_bare_number_has_the_class_that_the_article_gives_it(values, classes):
    assert list(settle_classes(values)) == classes


@pytest.mark.parametrize(("low", "unit_class"), [(SMALL - 1, "person"), (SMALL, "prisoner")])
def test_small_numbers_are_equal_by_chance(low, unit_class):
    values = [valued(low, "prisoner", "prisoner"), valued(low, None, "person")]
    assert settle_classes(values)[1] == unit_class
