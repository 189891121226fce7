from __future__ import annotations

import pytest

from extract.evaluate import Evaluation, compare, evaluate, gate
from extract.evaluate.compare import GATED, TESTED
from tests.evaluate.making import as_record, gold, record

MARKED = "On <ent label=DATE edtf=2024-08-01>Thursday</ent> <ent label=PERSON>Ann Lee</ent> ran."
WORSE = "On <ent label=DATE edtf=2024-07-25>Thursday</ent> Ann <ent label=PERSON>Lee</ent> ran."
MISSED = "On Thursday <ent label=PERSON>Ann</ent> Lee ran."


def scored(*outputs: str) -> Evaluation:
    articles = [gold(MARKED, str(place)) for place in range(len(outputs))]
    return evaluate(articles, [record(each, str(place)) for place, each in enumerate(outputs)])


@pytest.mark.parametrize(
    ("before", "after", "gains", "losses", "changes"),
    [
        pytest.param(MARKED, MARKED, 0, 0, 0, id="the same"),
        pytest.param(WORSE, MARKED, 2, 0, 0, id="better"),
        pytest.param(MARKED, WORSE, 0, 2, 0, id="worse"),
        # The date was found with a wrong value and is missed now; the person is wrong otherwise.
        pytest.param(WORSE, MISSED, 0, 1, 1, id="missed is graver than a wrong value"),
    ],
)
def test_items(before: str, after: str, gains: int, losses: int, changes: int) -> None:
    made = compare(scored(before), scored(after))
    assert (len(made.gains), len(made.losses), len(made.changes)) == (gains, losses, changes)


def test_the_same_mistake_by_another_rule_is_no_change() -> None:
    article = gold(MARKED)
    one = evaluate([article], [record(WORSE, by="dates.a")])
    other = evaluate([article], [record(WORSE, by="dates.b")])
    made = compare(one, other)
    assert (made.gains, made.losses, made.changes) == ((), (), ())


def test_only_common_articles_are_compared() -> None:
    made = compare(scored(MARKED, WORSE), scored(MARKED))
    assert (made.articles, made.left_out) == (1, ("1",))
    assert not made.gains
    assert {each.change for each in made.differences} <= {0.0, None}


def test_a_drop_on_many_articles_closes_the_gate() -> None:
    good, bad = scored(*[MARKED] * 12), scored(*[WORSE] * 12)
    closed = gate(good, bad)
    assert {(each.measure, each.label) for each in closed} >= {
        ("strict", "PERSON"),
        ("end_to_end", "DATE"),
    }
    assert ("strict", "DATE") not in {(each.measure, each.label) for each in closed}
    assert all(each.before == 1.0 and each.after == 0.0 for each in closed if each.label != "ALL")


def test_gains_and_chance_leave_the_gate_open() -> None:
    assert gate(scored(*[WORSE] * 12), scored(*[MARKED] * 12)) == ()
    assert gate(scored(*[MARKED] * 12), scored(*[MARKED] * 11, WORSE)) == ()


def test_the_gate_tests_only_what_is_compared() -> None:
    assert set(GATED) <= set(TESTED)


def test_an_evaluation_read_from_a_file_is_compared_alike() -> None:
    articles = [gold(MARKED, str(place)) for place in range(3)]
    perfect = evaluate(articles, [as_record(article) for article in articles])
    again = type(perfect).from_json(perfect.to_json())
    assert compare(again, perfect).gains == ()
    assert gate(again, perfect) == ()
