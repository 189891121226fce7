"""Every pattern of ``patterns/counts.toml`` earns its place: a text that only it judges right.

A row without which nothing changes is dead: it cannot match, or another row has all its cases.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.values import number_kinds
from extract.values.numbers import find_numbers, patterns

#: Side and place of a row → a text whose first number only that row judges, and a near miss.
NOT_COUNT = {
    ("left", 0): ("money", "He paid US$ 20 a head.", "He paid us 20 visits."),
    ("left", 1): ("percent", "A percentage of 20 was enough.", "A share of 20 was enough."),
    ("left", 2): ("age", "Boys aged 12 may join.", "Boys managed 12 stalls."),
    ("left", 3): ("age", "Children under 12 enter free.", "He put under 12 stones a note."),
    ("left", 4): ("measure", "A quake of magnitude 6 struck.", "A quake of size 6 struck."),
    ("left", 5): ("identifier", "See page 12 below.", "Each pageant 12 men wrote."),
    ("left", 6): ("identifier", "Apollo 13 came home.", "Apollon 13 came home."),
    ("left", 7): ("name", "The Group of Seven met.", "A group of seven met."),
    ("left", 8): ("rank", "She finished 12 in the final.", "She finished with 12 books."),
    ("left", 9): ("date", "On May 23 the men left.", "They may 23 times object."),
    ("right", 0): ("ordinal", "It was the 21st attack.", "It was the 21 street attack."),
    ("right", 1): ("percent", "Turnout was 45 per cent.", "Turnout was 45 per centre."),
    ("right", 2): ("fraction", "Three quarters of it burned.", "Three quarterly reports burned."),
    ("right", 3): ("age", "He is 12 years old.", "He has 12 yearly oldies."),
    ("right", 4): ("duration", "It took 12 hours.", "It took 12 hourglasses."),
    ("right", 5): ("money", "It cost 12 euros.", "It cost 12 European posts."),
    ("right", 6): ("multiple", "He was hit five times.", "He was hit by five timely men."),
    ("right", 7): ("time", "They left at 12 o'clock.", "They left at 12 o'clean gates."),
    ("right", 8): ("measure", "It lies 12 km away.", "It has 12 kmart shops."),
    ("right", 9): ("date", "On 23 May the men left.", "On 23 Mayan sites men left."),
    ("right", 10): ("score", "They won three nil.", "They won three nilgai."),
    ("right", 11): ("ratio", "One in three voters left.", "One in thirty-first place left."),
    ("right", 12): ("compound", "A three-member panel met.", "A three member panel met."),
}


def kind_of_first(text: str) -> str:
    return find_numbers(text)[0].kind


def rows() -> list[tuple[str, int]]:
    return [
        (side, at) for side in ("left", "right") for at in range(len(patterns()["not_count"][side]))
    ]


@pytest.fixture
def without(monkeypatch):
    """Return a function that takes one row away."""

    def take(side: str, at: int) -> None:
        contexts = number_kinds._contexts()
        kept = getattr(contexts, side)
        changed = replace(contexts, **{side: kept[:at] + kept[at + 1 :]})
        monkeypatch.setattr(number_kinds, "_contexts", lambda: changed)

    return take


@pytest.mark.parametrize("row", rows(), ids=lambda row: "{}-{}".format(*row))
def test_a_row_alone_judges_its_case(row, without) -> None:
    kind, positive, near_miss = NOT_COUNT[row]
    side, at = row
    assert patterns()["not_count"][side][at]["kind"] == kind
    assert kind_of_first(positive) == kind
    assert kind_of_first(near_miss) != kind
    without(side, at)
    assert kind_of_first(positive) != kind


def test_every_row_has_a_case() -> None:
    assert sorted(NOT_COUNT) == sorted(rows())


BOUNDS = [
    (bound, phrase) for bound, phrases in patterns()["bounds"]["left"].items() for phrase in phrases
]


@pytest.mark.parametrize(("bound", "phrase"), BOUNDS, ids=lambda value: value)
def test_a_phrase_bounds_the_number_behind_it(bound: str, phrase: str) -> None:
    (number,) = find_numbers(f"{phrase} 20 men")
    assert (number.lead, number.bound) == (0, bound.removesuffix("_digits"))
    (near_miss,) = find_numbers(f"x{phrase} 20 men")
    assert near_miss.lead > 0  # the end of a longer word


BOUNDS_RIGHT = {
    "at_least": (["20+", "20-plus", "20 plus men", "20 or more"], ["20+5 men", "20 or more than"]),
    "at_most": (["20 or fewer", "20 or less"], ["20 or fewer than"]),
    "approx": (
        ["20-odd", "20 odd men", "20 or so", "20-ish"],
        ["20-oddity", "20 oddly", "20 or son"],
    ),
}


@pytest.mark.parametrize(
    ("word", "positive", "near_miss"),
    [
        ("over", "They handed over 20 men.", "They killed over 20 men."),
        ("about", "There were talks about 20 men.", "There came about 20 men."),
        ("around", "They turned around 20 cars.", "They stopped around 20 cars."),
    ],
)
def test_a_verb_or_noun_before_it_takes_the_word_away(word, positive, near_miss) -> None:
    assert find_numbers(positive)[0].bound == "exact"
    assert find_numbers(near_miss)[0].bound != "exact"
    assert word in patterns()["bounds"]["blocked"]


def test_every_blocked_word_has_a_case() -> None:
    assert sorted(patterns()["bounds"]["blocked"]) == ["about", "around", "over"]


@pytest.mark.parametrize("bound", BOUNDS_RIGHT)
def test_phrases_behind_a_number_bound_it(bound: str) -> None:
    positives, near_misses = BOUNDS_RIGHT[bound]
    for text in positives:
        assert find_numbers(text)[0].bound == bound, text
    for text in near_misses:
        assert find_numbers(text)[0].bound == "exact", text
    assert len(positives) >= len(patterns()["bounds"]["right"][bound])
