"""The file of reviewed decisions: what is read and written, and what is refused, with its line."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.decisions import (
    append_decision,
    as_line,
    check_decisions,
    read_decisions,
    remove_decisions,
)
from extract.errors import DecisionError
from extract.schemas import ReviewedDecision


def line(decide: str = "same", a: str = "Paul Whelan", b: str | None = "Paul Whalen", **more: str):
    """Return a line of a file; "Whelan@a1" is the name in that article alone."""
    fields = {"decide": decide, "label": "PERSON"}
    for key, name in (("a", a), ("b", b)):
        if name is not None:
            fields[key], _, place = name.partition("@")
            fields |= {f"{key}_in": place} if place else {}
    return json.dumps(fields | {"by": "Ann Lee", "on": "2026-11-25"} | more)


def test_a_file_is_read_line_by_line(tmp_path):
    file = tmp_path / "d.jsonl"
    file.write_text(
        "\ufeff"
        + line(why="one man – in both")
        + "\n\n"
        + line("different", "John Smith@a1", "John Smith@a2")
        + "\r\n"
        + line("name", "Whelan", None, shown_as="Paul\u2028Whelan"),
        encoding="utf-8",
    )
    one, two, three = read_decisions(file)
    assert (one.decide, one.a, one.b, one.by, one.why) == (
        "same",
        "Paul Whelan",
        "Paul Whalen",
        "Ann Lee",
        "one man – in both",
    )
    assert (one.on.isoformat(), one.a_in) == ("2026-11-25", None)
    assert (two.a_in, two.b_in) == ("a1", "a2")
    assert three.shown_as == "Paul\u2028Whelan"


#: (what is wrong, the lines, the line that is named, words of the message)
MALFORMED = [
    ("no-json", ["Paul Whelan = Paul Whalen"], 1, ["is no JSON", '{"decide"']),
    ("no-object", ['["same"]'], 1, ["no JSON object", '{"decide"']),
    ("merge-mark", [line(), "<<<<<<< HEAD"], 2, ["unfinished merge", "keep the lines of both"]),
    ("decide", [line("equal")], 1, ["“decide”", "'same', 'different' or 'name'"]),
    ("label", [line(), line(label="DATE")], 2, ["“label”", "'PERSON', 'AGENCY' or 'LOCATION'"]),
    ("nobody", [line(by="")], 1, ["“by”", "at least 1 character"]),
    ("day", [line(on="yesterday")], 1, ["“on”", "valid date"]),
    ("a-field-too-many", [line(score="0.5")], 1, ["“score”: is no field", "a_in, b, b_in"]),
    ("a-field-too-few", [json.dumps({"decide": "same"})], 1, ["“label”: is missing"]),
    ("one-name", [line(b=None)], 1, ["“same” takes “a” and “b”"]),
    ("one-name-twice", [line("different", "A", "A")], 1, ["“a” and “b” are one name", "“a_in”"]),
    ("name-of-nothing", [line("name", b=None)], 1, ["“name” takes “a” and “shown_as”"]),
    ("same-shown", ["", line(shown_as="X")], 2, ["no “shown_as”"]),
]


@pytest.mark.parametrize(
    ("lines", "number", "said"), [pytest.param(*rest, id=name) for name, *rest in MALFORMED]
)
def test_a_bad_line_is_named_with_what_to_mend(tmp_path, lines, number, said):
    file = tmp_path / "d.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DecisionError) as error:
        read_decisions(file)
    assert str(error.value).startswith(f"{file}:{number}: ")
    for words in said:
        assert words in str(error.value)


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    file = tmp_path / "d.jsonl"
    file.write_bytes(line(a="Ren\u00e9").encode().replace(b"\\u00e9", b"\xe9"))
    with pytest.raises(DecisionError, match="save it as UTF-8"):
        read_decisions(file)


#: (contradiction, the lines, the numbers of the lines named)
CONTRADICTIONS = [
    ("directly", [line(), line("different")], {1, 2}),
    ("the-other-way-round", [line("different", "B", "A"), line("same", "A", "B")], {1, 2}),
    (
        "by-a-chain",
        [line("same", "A", "B"), line("same", "X", "Y"), line("same", "C", "B"),
         line("different", "A", "C")],
        {1, 3, 4},
    ),
    ("in-one-article", [line("same", "A@a1", "B@a2"), line("different", "A@a1", "B@a2")], {1, 2}),
    ("everywhere-and-here", [line("same", "A", "B"), line("different", "A@a1", "B")], {1, 2}),
    ("here-and-everywhere", [line("same", "A@a1", "B"), line("different", "A", "B")], {1, 2}),
    (
        "namesakes-that-are-both-another",
        [line("different", "A@a1", "A@a2"), line("same", "A", "B")],
        {1, 2},
    ),
    (
        "a-namesake-here-and-elsewhere",
        [line("different", "A@a1", "A"), line("same", "A@a1", "A@a2")],
        {1, 2},
    ),
]  # fmt: skip

#: What looks like a contradiction and is none.
CONSISTENT = [
    ("other-labels", [line(), line("different", label="AGENCY")]),
    ("other-articles", [line("same", "A@a1", "B@a1"), line("different", "A@a2", "B@a2")]),
    ("namesakes", [line("different", "A@a1", "A@a2"), line("same", "A@a1", "B")]),
    ("one-namesake", [line("different", "A@a1", "A"), line("same", "A@a2", "B")]),
    ("two-articles-of-a-namesake", [line("different", "A@a1", "A"), line("different", "A@a2", "A"),
                                    line("same", "A@a1", "A@a2")]),
    ("twice", [line(), line(why="again"), line("different", "A", "B"),
               line("different", "B", "A")]),
    ("no-chain-of-different", [line("different", "A", "B"), line("different", "B", "C"),
                               line("same", "A", "C")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "numbers"), [pytest.param(*rest, id=name) for name, *rest in CONTRADICTIONS]
)
def test_a_contradiction_names_all_its_lines(tmp_path, lines, numbers):
    file = tmp_path / "d.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DecisionError, match="are different, but") as error:
        read_decisions(file)
    assert {n for n in range(1, 6) if f"{file}:{n} " in str(error.value)} == numbers


@pytest.mark.parametrize("lines", [pytest.param(lines, id=name) for name, lines in CONSISTENT])
def test_what_can_all_hold_is_read(tmp_path, lines):
    file = tmp_path / "d.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    assert len(read_decisions(file)) == len(lines)


def test_the_lines_in_the_readme_are_read(tmp_path):
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    shown = [each for each in readme.splitlines() if each.startswith('{"decide"')]
    (tmp_path / "d.jsonl").write_text("\n".join(shown), encoding="utf-8")
    decisions = read_decisions(tmp_path / "d.jsonl")
    assert {each.decide for each in decisions} == {"same", "different", "name"}
    assert [as_line(each).rstrip() for each in decisions] == shown


def test_decisions_are_appended_as_lines_of_their_own(tmp_path):
    file = tmp_path / "d.jsonl"
    file.write_text(line(), encoding="utf-8")  # an editor left out the end of the line
    new = ReviewedDecision.model_validate_json(line("different", "René Ö.", "A “B” C", why="no"))
    append_decision(file, new)
    assert read_decisions(file)[1:] == [new]
    assert file.read_text(encoding="utf-8").splitlines()[1] == (
        '{"decide": "different", "label": "PERSON", "a": "René Ö.", "b": "A “B” C",'
        ' "by": "Ann Lee", "on": "2026-11-25", "why": "no"}'
    )


def test_a_decision_that_contradicts_a_line_is_not_appended(tmp_path):
    file = tmp_path / "d.jsonl"
    file.write_text("\n" + line() + "\n", encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(DecisionError) as error:
        append_decision(file, ReviewedDecision.model_validate_json(line("different")))
    assert "the new decision says" in str(error.value)
    assert f"{file}:2 says “same”" in str(error.value)
    assert file.read_bytes() == before


def test_decisions_are_removed_and_the_other_lines_stay_as_they_are(tmp_path):
    file = tmp_path / "d.jsonl"
    other = line().replace(": ", ":")
    file.write_text(f"{other}\n\n{line('different', 'A', 'B')}\n{line('same', 'C', 'D')}\n")
    remove_decisions(file, lambda decision: decision.a == "A")
    assert file.read_text() == f"{other}\n\n{line('same', 'C', 'D')}\n"


@given(st.lists(st.tuples(st.booleans(), st.sampled_from("ABCD"), st.sampled_from("ABCD"))))
def test_whether_decisions_contradict_does_not_depend_on_their_order(pairs):
    decisions = [
        ReviewedDecision.model_validate_json(line("same" if same else "different", a, b))
        for same, a, b in pairs
        if a != b
    ]

    def holds(order: list[ReviewedDecision]) -> bool:
        try:
            check_decisions(order)
        except DecisionError:
            return False
        return True

    expected = holds(decisions)
    random.Random(0).shuffle(decisions)  # noqa: S311 - a shuffle, not a secret
    assert holds(decisions) == expected
    # Plainly: what is the same is one group, and none of different pairs is inside one.
    group = {name: {name} for name in "ABCD"}
    for each in decisions:
        if each.decide == "same":
            joined = group[each.a] | group[each.b]
            group.update((name, joined) for name in joined)
    apart = [each for each in decisions if each.decide == "different"]
    assert expected == all(each.b not in group[each.a] for each in apart)


def test_a_line_is_read_as_it_was_written():
    decision = ReviewedDecision.model_validate_json(line("different", "A@1", "A", why="x\ny"))
    assert as_line(decision).count("\n") == 1
    assert ReviewedDecision.model_validate_json(as_line(decision)) == decision
