"""Units, classes, basis and party, from strings alone."""

import pytest

from extract.schemas import CountValue
from extract.values.counts import (
    adds_up,
    basis_of,
    party_of,
    settle_bases,
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
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_unit_class_of(words: list[str], unit: str, unit_class: str) -> None:
    assert unit_class_of(words, unit) == unit_class


def test_no_unit_has_no_class() -> None:
    assert unit_class_of([], None) is None


@pytest.mark.parametrize(
    ("left", "inside", "right", "basis"),
    [
        pytest.param("They freed ", " men", " each.", "each", id="each"),
        pytest.param("They freed ", " men", " apiece.", "each", id="apiece"),
        pytest.param("They freed ", " men", " from each side.", "each", id="from each side"),
        pytest.param("They freed ", " men", " and 12 women each.", "each", id="shared each"),
        pytest.param("Each side freed ", " men", ".", "each", id="each before"),
        pytest.param("", " refugees", " each day arrive.", "unspecified", id="each day"),
        pytest.param("They freed ", " men", ", each of them ill.", "unspecified", id="each of"),
        pytest.param("Nine men, including ", " minors", ".", "part", id="including"),
        pytest.param("Nine men, of whom ", "", " were ill.", "part", id="of whom"),
        pytest.param("", "", " of the students left.", "part", id="of the"),
        pytest.param("", " members", " of the group left.", "unspecified", id="noun of the"),
        pytest.param("Another ", " men", " left.", "additional", id="another"),
        pytest.param("", " others", " left.", "additional", id="others"),
        pytest.param("", " more men", " left.", "additional", id="more"),
        pytest.param("", " men", " more than before.", "unspecified", id="more than"),
        pytest.param("A total of ", " men", " left.", "total", id="total of"),
        pytest.param("", " men", " in all.", "total", id="in all"),
        pytest.param("The swap involved ", " men", ".", "total", id="involved"),
        pytest.param("They freed ", " men", ".", "unspecified", id="nothing said"),
    ],
)
def test_basis_of(left: str, inside: str, right: str, basis: str) -> None:
    assert basis_of(left, inside, right) == basis


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


def count(
    low: int, unit_class: str = "person", basis: str = "unspecified", high: int | None = None
):
    return CountValue(low=low, high=high or low, unit_class=unit_class, basis=basis)


@pytest.mark.parametrize(
    ("values", "plain", "expected"),
    [
        pytest.param([count(31)], [True], ["total"], id="a figure of people is whole"),
        pytest.param([count(3, "object")], [True], ["unspecified"], id="things stay open"),
        pytest.param([count(2, "state")], [True], ["unspecified"], id="states stay open"),
        pytest.param([count(24, high=99)], [True], ["unspecified"], id="vague figures stay open"),
        pytest.param(
            [count(31), count(12)], [True, False], ["total", "part"], id="elided behind its whole"
        ),
        pytest.param(
            [count(26), count(10), count(16)],
            [True, True, True],
            ["total", "part", "part"],
            id="a list behind its whole",
        ),
        pytest.param(
            [count(31), count(12), count(4)],
            [True, True, True],
            ["total", "total", "total"],
            id="figures of another event",
        ),
        pytest.param(
            [count(10), count(31)], [True, True], ["total", "total"], id="a larger one is no share"
        ),
        pytest.param(
            [count(270, basis="each"), count(4, basis="additional")],
            [True, True],
            ["each", "additional"],
            id="what the sentence says stays",
        ),
    ],
)
def test_an_open_count_of_people_is_a_whole_or_a_share(values, plain, expected):
    starts = [40 * i for i in range(len(values))]
    assert list(settle_bases(starts, values, plain)) == expected


def test_a_whole_far_away_has_no_shares():
    assert settle_bases([0, 900], [count(31), count(12)], [True, False]) == ("total", "total")
