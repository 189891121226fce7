"""Overlaps: the higher priority wins, then the longer span; the winner names whom it beat."""

import pytest
import spacy

from extract.components.arbiter import GROUPS, Arbiter
from extract.components.base import Component, Found, found_in
from extract.schemas import Evidence

TEXT = "the KGB of Belarus on 23 May freed 5 men"


def arbitrate(**groups: list[tuple[str, str, int]]) -> list[Found]:
    nlp = spacy.blank("en")
    doc = nlp(TEXT)
    for group, candidates in groups.items():
        component = Component()
        component.group = group
        component.set_annotations(
            doc,
            [
                Found(
                    TEXT.index(words),
                    TEXT.index(words) + len(words),
                    label,
                    Evidence(by=group),
                    priority=priority,
                )
                for label, words, priority in candidates
            ],
        )
    return list(found_in(Arbiter(nlp, "arbiter", GROUPS)(doc), "mentions"))


def words(found: list[Found]) -> list[str]:
    return [TEXT[each.start : each.end] for each in found]


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        pytest.param(
            {
                "agencies": [("AGENCY", "KGB of Belarus", 80)],
                "locations": [("LOCATION", "Belarus", 90)],
            },
            ["Belarus"],
            id="higher priority",
        ),
        pytest.param(
            {
                "agencies": [("AGENCY", "KGB of Belarus", 50)],
                "locations": [("LOCATION", "Belarus", 50)],
            },
            ["KGB of Belarus"],
            id="longer at the same priority",
        ),
        pytest.param(
            {"counts": [("COUNT", "23", 50)], "dates": [("DATE", "23", 50)]},
            ["23"],
            id="group order last",
        ),
        pytest.param(
            {"counts": [("COUNT", "5 men", 40)], "people": [("PERSON", "men", 60)]},
            ["5 men"],
            id="inside a count",
        ),
        pytest.param(
            {"counts": [("COUNT", "23 May", 40)], "dates": [("DATE", "23", 50)]},
            ["23"],
            id="a date inside a count",
        ),
        pytest.param(
            {"counts": [("COUNT", "23 May", 40)], "people": [("PERSON", "May freed", 60)]},
            ["May freed"],
            id="across the end of a count",
        ),
        pytest.param(
            {"dates": [("DATE", "23 May", 50)], "counts": [("COUNT", "5 men", 10)]},
            ["23 May", "5 men"],
            id="no overlap, both stay",
        ),
    ],
)
def test_one_mention_for_each_stretch(groups, expected):
    assert words(arbitrate(**groups)) == expected


def test_group_order_breaks_the_last_tie():
    found = arbitrate(counts=[("COUNT", "23", 50)], dates=[("DATE", "23", 50)])
    assert found[0].label == "DATE"


def test_the_winner_names_whom_it_beat():
    found = arbitrate(
        agencies=[("AGENCY", "KGB of Belarus", 80)], locations=[("LOCATION", "Belarus", 50)]
    )
    assert found[0].evidence.detail == "not LOCATION “Belarus” (locations)"


def test_a_candidate_survives_serialisation():
    nlp = spacy.blank("en")
    doc = nlp(TEXT)
    component = Component()
    component.group = "dates"
    found = Found(22, 28, "DATE", Evidence(by="dates.day", detail="x", confidence=0.5), priority=7)
    component.set_annotations(doc, [found])
    copy = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert found_in(copy, "dates") == (found,)
