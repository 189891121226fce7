"""Entities are found by what is known of them, and with what was judged on their names."""

import datetime as dt

import pytest

from extract.knowledge import Knowledge
from extract.schemas import Alias, Decision, Entity, Resolution
from extract.store import open_store


def entity(name: str, label: str = "AGENCY", **more: object) -> Entity:
    fields = {"mentions": 1, "articles": 1, "aliases": (Alias(name=name, count=1, articles=1),)}
    return Entity(id=name.lower(), label=label, name=name, **(fields | more))


MIT = entity(
    "MIT", mentions=9, attributes={"countries": ("TR",)},
    first_seen=dt.date(2024, 8, 1), last_seen=dt.date(2024, 8, 1),
)  # fmt: skip
#: Its acronym is the code of a country.
TR = entity(
    "ökofonds", mentions=5, articles=4, attributes={"acronyms": ("TR",), "countries": ("DE",)},
    first_seen=dt.date(2024, 7, 1), last_seen=dt.date(2024, 9, 1),
)  # fmt: skip
ADA = entity("Ada Obi", "PERSON", mentions=7, articles=3)
LONE = entity("Adam 100%", "PERSON")


@pytest.fixture
def store(database):
    decisions = (
        Decision(id="d1", label="PERSON", name_a="Ada Obi", name_b="Ada O.", verdict="unsure",
                 rule="r", score=0.4, reason="x"),
        Decision(id="d2", label="AGENCY", name_a="Ada Obi", name_b="MIT", verdict="no_match",
                 rule="r", score=0.0, reason="x"),
        Decision(id="d3", label="AGENCY", name_a="MIT", name_b="M.I.T.", verdict="match",
                 rule="r", score=0.9, reason="x", article="none", entity="mit"),
    )  # fmt: skip
    resolution = Resolution(entities=(MIT, TR, ADA, LONE), links={}, decisions=decisions)
    with open_store(database) as store:
        store.write_knowledge(Knowledge.of(resolution))
        yield store


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["MIT", "Ada Obi", "ökofonds", "Adam 100%"]),
        ({"sort": "articles"}, ["ökofonds", "Ada Obi", "MIT", "Adam 100%"]),
        ({"sort": "name"}, ["Ada Obi", "Adam 100%", "MIT", "ökofonds"]),
        ({"sort": "first-seen"}, ["ökofonds", "MIT", "Ada Obi", "Adam 100%"]),
        ({"sort": "name", "limit": 1}, ["Ada Obi"]),
        ({"limit": 2}, ["MIT", "Ada Obi"]),
        ({"country": "TR"}, ["MIT"]),
        ({"country": "DE", "limit": 1}, ["ökofonds"]),
        ({"country": "%"}, []),
        ({"since": dt.date(2024, 8, 1)}, ["MIT", "ökofonds"]),
        ({"since": dt.date(2024, 8, 2)}, ["ökofonds"]),
        ({"label": "PERSON", "name": "obi"}, ["Ada Obi"]),
    ],
)
def test_entities_are_sorted_and_sieved(store, wanted, found):
    assert [each.name for each in store.entities(**wanted)] == found


@pytest.mark.parametrize(
    ("beginning", "found"),
    [("Ad", ["Ada Obi", "Adam 100%"]), ("Ob", ["Ada Obi"]), ("100%", ["Adam 100%"]), ("%", [])],
)
def test_names_are_offered_by_the_beginning_of_a_word(store, beginning, found):
    assert store.names_like(beginning) == found


def test_judgements_count_for_bearers_of_the_name_and_label(store):
    found = store.decisions_on([MIT, ADA, LONE])
    assert {key: [each.id for each in decisions] for key, decisions in found.items()} == {
        "mit": ["d2"],  # d3 was judged in an article that does not mention it
        "ada obi": ["d1"],
        "adam 100%": [],
    }


def test_entities_come_in_the_order_asked_for(store):
    assert [each.id for each in store.entities_of(["ada obi", "gone", "mit"])] == ["ada obi", "mit"]
