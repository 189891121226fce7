"""Places by context: lived in, listed beside a place, or named as one elsewhere."""

import pytest

from extract.components.place_contexts import before_titles, neighbours, repetitions, residences

KNOWN = {"Jorhat", "Tirur", "Kerala", "Assam", "Tamil Nadu", "Lida"}


def backed(text):
    return lambda start, end: text[start:end] in KNOWN


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Rituparna Das (31) of Jorhat was held.", "Das", ["Jorhat"]),
        ("Rituparna Das, 31, of Jorhat was held.", "Das", ["Jorhat"]),
        ("Rituparna Das of Jorhat was held.", "Das", ["Jorhat"]),
        ("Alesia Ulas, 40, Lida; took part.", "Ulas", ["Lida"]),
        ("Rituparna Das of Nowhere was held.", "Das", []),
        ("Rituparna Das, 31, of Nowhere, was held.", "Das", ["Nowhere"]),
        ("Rituparna Das (31) said Jorhat was far.", "Das", []),
    ],
)
def test_residences(text, name, expected):
    end = text.index(name) + len(name)
    assert [text[a:b] for a, b in residences(text, [end], backed(text))] == expected


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("in Kerala, Assam and Tamil Nadu today", "Kerala", ["Assam", "Tamil Nadu"]),
        ("in Kerala, Assam and Tamil Nadu today", "Tamil Nadu", ["Assam", "Kerala"]),
        ("in Kerala and Nowhere", "Kerala", []),
        ("in Kerala. Assam is far", "Kerala", []),
    ],
)
def test_neighbours(text, place, expected):
    start = text.index(place)
    found = neighbours(text, start, start + len(place), backed(text))
    assert [text[a:b] for a, b in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jorhat wept. In Jorhat’s streets", 2),
        ("the Jorhat Medical College", 0),
        ("Upper Jorhat", 0),
        ("Jorhat DGP Singh spoke", 1),
        ("Jorhat'ya is another name", 0),
        ("post-Jorhat", 0),
    ],
)
def test_repetitions(text, expected):
    assert len(list(repetitions(text, ["Jorhat"]))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yesterday Assam DGP Singh spoke", ["Assam"]),
        ("Upper Assam MP Singh spoke", ["Assam"]),
        ("Nowhere MP Singh spoke", []),
    ],
)
def test_places_before_titles(text, expected):
    assert [text[a:b] for a, b in before_titles(text, backed(text))] == expected
