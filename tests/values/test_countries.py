"""Countries: names, abbreviations, adjectives and people to ISO codes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values import countries


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Russia", "RU"), ("Russians", "RU"), ("Russian Federation", "RU"), ("RUSSIA", "RU"),
        ("Türkiye", "TR"), ("Türkiye’s", "TR"), ("Turkey", "TR"), ("Turks", "TR"),
        ("US", "US"), ("U.S.", "US"), ("the United States", "US"), ("America", "US"),
        ("UK", "GB"), ("Scotland", "GB"), ("Britons", "GB"), ("Norway", "NO"), ("Norwegian", "NO"),
        ("DR Congo", "CD"), ("Republic of the Congo", "CG"), ("Niger", "NE"), ("Nigerien", "NE"),
        ("Nigerian", "NG"), ("Palestinian", "PS"), ("Gaza", "PS"), ("Kosovo", "XK"),
        ("South Sudanese", "SS"), ("Sudanese", "SD"), ("North Koreans", "KP"), ("Filipino", "PH"),
        ("Côte d’Ivoire", "CI"), ("Danes", "DK"), ("New Zealanders", "NZ"), ("The Gambia", "GM"),
    ],
)  # fmt: skip
def test_name_or_demonym_has_its_code(name: str, code: str) -> None:
    assert countries.country_of(name) == code


@pytest.mark.parametrize(
    "name",
    ["us", "uk", "it", "Soviet Union", "Europe", "Swisss", "Frenchs", "Chinas", "", "Ankara"],
)
def test_other_word_has_none(name: str) -> None:
    assert countries.country_of(name) is None


@pytest.mark.parametrize(
    ("name", "code"), [("Ankara", "TR"), ("Kyiv", "UA"), ("Kiev", "UA"), ("Phnom Penh", "KH")]
)
def test_a_capital_stands_for_its_state(name: str, code: str) -> None:
    assert countries.capitals()[name] == code


@pytest.mark.parametrize("name", ["Georgetown", "Victoria", "Lahore", "ankara"])
def test_a_town_of_many_namesakes_stands_for_none(name: str) -> None:
    assert name not in countries.capitals()


def test_codes_are_two_letters() -> None:
    assert len(countries.codes()) > 190
    assert all(re.fullmatch("[A-Z]{2}", code) for code in countries.codes())


def test_no_name_stands_for_two_countries() -> None:
    tables = [countries.country_names(), countries.parts(), countries.demonyms()]
    for one in tables:
        for other in tables:
            assert all(one[word] == other[word] for word in set(one) & set(other))


@given(st.text(max_size=30))
def test_any_string_has_an_answer(name: str) -> None:
    assert countries.country_of(name) in countries.codes() | {None}
