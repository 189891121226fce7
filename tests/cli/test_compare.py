"""`extract compare`: two names without articles."""

import json
import sys

import pytest


def test_compare_judges_two_names_and_says_why(extract):
    status, out, _ = extract("compare", "Paul Whelan", "Paul Whalen")
    assert status == 0
    assert out.split()[:2] == ["match", "0.92"]
    assert "sound alike" in out
    status, out, _ = extract("compare", "KGB", "KGB of Belarus", "--label", "agency", "--json")
    judged = json.loads(out)
    assert status == 0
    assert (judged["kind"], judged["verdict"], judged["score"]) == ("AGENCY", "unsure", 0.5)
    assert judged["a"] == "KGB"
    assert "country" in judged["reason"]


def test_compare_scores_pairs_and_goes_on_after_a_bad_line(extract, tmp_path):
    rows = [
        {"a": "Paul Whelan", "b": "Paul Whalen", "kind": "PERSON", "same": True, "id": 1},
        {"a": "Paul Whelan", "kind": "PERSON"},
        {"a": "KGB", "b": "KGB of Belarus", "kind": "ORG", "same": True, "id": 2},
    ]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "pairs.jsonl").write_text(text, encoding="utf-8")
    status, out, err = extract("compare", "--pairs", "pairs.jsonl")
    assert status == 1
    assert [(row["id"], row["verdict"]) for row in map(json.loads, out.splitlines())] == [
        (1, "match"),
        (2, "unsure"),
    ]
    bad, *table = err.splitlines()
    assert bad.startswith("pairs.jsonl:2: field “b” is missing")
    assert [line.split() for line in table] == [
        ["kind", "pairs", "same", "matched", "P", "R", "F1"],
        ["PERSON", "1", "1", "1", "1.000", "1.000", "1.000"],
        ["ORG", "1", "1", "0", "–", "0.000", "0.000"],
        ["all", "2", "2", "1", "1.000", "0.500", "0.667"],
    ]


def test_compare_reads_standard_input(extract, monkeypatch, tmp_path):
    (tmp_path / "piped").write_text('{"a": "Paul Whelan", "b": "David Whelan"}\n', encoding="utf-8")
    with (tmp_path / "piped").open(encoding="utf-8") as piped:
        monkeypatch.setattr(sys, "stdin", piped)
        status, out, err = extract("compare", "--pairs", "-")
    assert (status, err) == (0, "")
    assert json.loads(out)["verdict"] == "no_match"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Paul Whelan",), "two names"),
        (("Paul", "Whelan", "Paul Whalen"), "two names"),
        (("Paul Whelan", " "), "two names"),
        (("Paul Whelan", "Paul Whalen", "--pairs", "pairs.jsonl"), "not both"),
        (("--pairs", "absent.jsonl"), "absent.jsonl"),
    ],
)
def test_compare_says_what_it_needs(extract, tmp_path, words, said):
    (tmp_path / "pairs.jsonl").write_text("", encoding="utf-8")
    status, out, err = extract("compare", *words)
    assert (status, out) == (2, "")
    assert said in err
