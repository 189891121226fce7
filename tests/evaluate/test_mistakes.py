from __future__ import annotations

import pytest

from extract.evaluate.mistakes import Named, cluster_mistakes, span_and_value_mistakes
from tests.evaluate.making import gold, record


@pytest.mark.parametrize(
    ("marked_gold", "marked_output", "expected"),
    [
        pytest.param(
            "<ent label=PERSON>Ann Lee</ent>", "<ent label=PERSON>Ann Lee</ent>", [], id="right"
        ),
        pytest.param("<ent label=PERSON>Ann Lee</ent>", "Ann Lee", ["missed"], id="missed"),
        pytest.param("Ann Lee", "<ent label=PERSON>Ann Lee</ent>", ["spurious"], id="spurious"),
        pytest.param(
            "<ent label=PERSON>Ann Lee</ent>",
            "<ent label=AGENCY>Ann Lee</ent>",
            ["wrong label"],
            id="label",
        ),
        pytest.param(
            "<ent label=PERSON>Ann Lee</ent>",
            "Ann <ent label=PERSON>Lee</ent>",
            ["wrong boundary"],
            id="boundary",
        ),
        pytest.param(
            "<ent label=PERSON>Ann Lee</ent>",
            "Ann <ent label=AGENCY>Lee</ent>",
            ["wrong label"],
            id="label and boundary",
        ),
        pytest.param(
            "<ent label=PERSON>Ann Lee</ent>",
            "<ent label=AGENCY>Ann</ent> <ent label=PERSON>Lee</ent>",
            ["wrong boundary", "spurious"],
            id="the same label is preferred, the other prediction is spurious",
        ),
        pytest.param(
            "<ent label=COUNT unit=man basis=each party=x>two men</ent>",
            "<ent label=COUNT unit=men basis=total party=x>two men</ent>",
            ["wrong value unit", "wrong value basis"],
            id="two values",
        ),
        pytest.param(
            "<ent label=DATE edtf=2024-08>August</ent>",
            "<ent label=DATE edtf=2024>August</ent>",
            ["wrong value edtf"],
            id="the second reading of a date is not a second mistake",
        ),
    ],
)
def test_kinds_of_mistakes(marked_gold: str, marked_output: str, expected: list[str]) -> None:
    found = span_and_value_mistakes(gold(marked_gold), record(marked_output).mentions)
    told = [" ".join(filter(None, (mistake.kind, mistake.field))) for _, mistake in found]
    assert told == expected


def test_a_mistake_says_what_is_where_and_who_made_it() -> None:
    labelled = gold("On <ent label=DATE edtf=2024-08-01>Thursday</ent>.", "story")
    output = record("On <ent label=DATE edtf=2024-07-25>Thursday</ent>.", "story", by="dates.past")
    ((offset, mistake),) = span_and_value_mistakes(labelled, output.mentions)
    assert offset == 3
    assert (mistake.article, mistake.by) == ("story", "dates.past")
    assert mistake.gold is not None
    assert mistake.predicted is not None
    assert (mistake.gold.value, mistake.predicted.value) == ("2024-08-01", "2024-07-25")


def names(*texts: str) -> list[Named]:
    return [Named("a", 10 * place, 10 * place + 3, "PERSON", t) for place, t in enumerate(texts)]


def test_parted_and_joined_entities_are_summed_up() -> None:
    ann, anne, bob, lee = names("Ann", "Anne", "Bob", "Lee")
    gold_of = {ann: "ann", anne: "ann", bob: "bob", lee: "lee"}
    output_of = {ann: 1, anne: 2, bob: 2, lee: None}
    parted, joined = cluster_mistakes(gold_of, output_of)
    assert (parted.field, parted.note, parted.pairs) == ("parted", "Ann ×1 | Anne ×1", 1)
    assert (joined.field, joined.note, joined.pairs) == ("joined", "Anne ×1 | Bob ×1", 1)


def test_the_smaller_part_is_shown() -> None:
    ann, anne, annie = names("Ann", "Anne", "Annie")
    (parted,) = cluster_mistakes(
        dict.fromkeys((ann, anne, annie), "x"), {ann: 1, anne: 2, annie: 2}
    )
    assert parted.gold is not None
    assert parted.gold.text == "Ann"
    assert parted.pairs == 2


def test_right_clusters_under_other_names_are_no_mistake() -> None:
    ann, bob = names("Ann", "Bob")
    assert not list(cluster_mistakes({ann: "x", bob: "y"}, {ann: 1, bob: 2}))
