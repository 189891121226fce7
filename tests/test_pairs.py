"""Pairs of names from JSON lines: judged, kept whole, scored; a bad line hides no other."""

import json

import pytest

from extract.pairs import JudgedPair, judge_pairs, score_pairs
from extract.schemas import Failure

BROTHERS = {"a": "Paul Whelan", "b": "David Whelan"}
ONE_MAN = {"a": "Paul Whelan", "b": "Paul Whalen"}


def judge(*rows, label="PERSON"):
    lines = [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]
    return list(judge_pairs(lines, "pairs.jsonl", label=label))


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("PERSON", "PERSON"),
        ("person", "PERSON"),
        ("ORG", "AGENCY"),
        ("Company", "AGENCY"),
        ("VESSEL", "AGENCY"),
        ("AGENCY", "AGENCY"),
        ("GPE", "LOCATION"),
        ("LOCATION", "LOCATION"),
    ],
)
def test_the_kind_says_how_names_are_compared(kind, label):
    (pair,) = judge(ONE_MAN | {"kind": kind})
    assert pair.decision.label == label
    assert pair.kind == kind.upper()


@pytest.mark.parametrize("row", [ONE_MAN, ONE_MAN | {"kind": None}])
def test_a_pair_without_a_kind_is_of_the_label_asked_for(row):
    (pair,) = judge(row, label="LOCATION")
    assert pair.decision.label == pair.kind == "LOCATION"


def test_a_line_comes_back_with_the_judgement_added():
    row = {"id": "7", **BROTHERS, "kind": "PERSON", "source": "Ωmega"}
    (pair,) = judge(row)
    line = pair.as_json()
    judged = json.loads(line)
    assert "Ωmega" in line
    assert row.items() <= judged.items()
    assert judged["verdict"] == "no_match"
    assert judged["score"] == 0
    assert judged["rule"] == "given-names-differ"
    assert "stands against" in judged["reason"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", "not valid JSON"),
        (b'["Paul", "Whelan"]', "no object"),
        (b'{"a": "\xff", "b": "Paul"}', "UTF-8"),
        (rb'{"a": "\ud800", "b": "Paul"}', "UTF-8"),
        (b'{"b": "Paul"}', "“a” is missing"),
        (b'{"a": "Paul", "b": " "}', "“b” is"),
        (b'{"a": "Paul", "b": 7}', "“b” is 7"),
        (b'{"a": "Paul", "b": "Bob", "kind": "PET"}', "use PERSON, AGENCY or LOCATION"),
        (b'{"a": "Paul", "b": "Bob", "kind": ["PERSON"]}', "use PERSON, AGENCY or LOCATION"),
        (b'{"a": "Paul", "b": "Bob", "same": "no"}', "expected true or false"),
        (b"[" * 100_000, "nested too deep"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(line, said):
    good, blank, bad, after = ONE_MAN, b"\n", line, BROTHERS
    one, failure, two = judge(good, blank, bad, after)
    assert isinstance(one, JudgedPair)
    assert isinstance(two, JudgedPair)
    assert isinstance(failure, Failure)
    assert failure.article == "pairs.jsonl:3"
    assert said in failure.error


def test_scores_are_by_kind_and_unsure_is_no_match():
    scores = score_pairs(
        judge(
            ONE_MAN | {"same": True},
            {"a": "Whelan", "b": "Paul Whelan", "same": True},  # unsure
            BROTHERS | {"same": False},
            {"a": "Siemens AG", "b": "Siemens", "kind": "ORG", "same": False},  # a match
            ONE_MAN,  # nobody knows
        )
    )
    assert list(scores) == ["PERSON", "ORG", "all"]
    person, org, overall = scores.values()
    assert (person.tp, person.fp, person.fn, person.tn) == (1, 0, 1, 1)
    assert (person.precision, person.recall) == (1.0, 0.5)
    assert person.f1 == pytest.approx(2 / 3)
    assert (org.precision, org.recall, org.f1) == (0.0, None, 0.0)
    assert (overall.tp, overall.fp, overall.fn, overall.tn) == (1, 1, 1, 1)
    assert overall.pairs == 4


def test_one_kind_needs_no_row_for_all_and_no_truth_no_row():
    assert list(score_pairs(judge(ONE_MAN | {"same": True}))) == ["PERSON"]
    assert score_pairs(judge(ONE_MAN)) == {}
