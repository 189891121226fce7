from __future__ import annotations

from extract.evaluate import Linked, evaluate
from extract.evaluate.cluster_errors import CONTEXT_CHARS, ClusterError
from extract.schemas import Decision
from tests.evaluate.making import as_record, gold, record

MARKED = (
    "<ent label=PERSON entity={}>Ann Lee</ent> met <ent label=PERSON entity={}>Bob Lee</ent>. "
    "The next day\n<ent label=PERSON entity={}>Lee</ent>’s dog barked."
)
GOLD = [gold(MARKED.format("ann", "bob", "ann"), "story")]


def decision(a: str, b: str, verdict: str, *, article: str | None = "story") -> Decision:
    return Decision.model_validate(
        {
            "id": f"{a}-{b}-{verdict}-{article}",
            "label": "PERSON",
            "name_a": a,
            "name_b": b,
            "verdict": verdict,
            "rule": "surname",
            "reason": f"{a} beside {b}",
            "article": article,
        }
    )


def errors(*entities: str, decisions: tuple[Decision, ...] = ()) -> tuple[ClusterError, ...]:
    predicted = [record(MARKED.format(*entities), "story")]
    return evaluate(GOLD, predicted, decisions=decisions).cluster_errors


def test_what_is_right_is_no_error() -> None:
    assert errors("x", "y", "x") == ()


def test_a_merged_entity_is_told_with_its_parts_and_their_contexts() -> None:
    (merged,) = errors("x", "x", "x")
    assert (merged.kind, merged.on, merged.label, merged.entity) == (
        "merged",
        "found",
        "PERSON",
        "x",
    )
    assert merged.pairs == 2
    assert [part.entity for part in merged.parts] == ["ann", "bob"]
    assert merged.parts[0].spellings == "Ann Lee ×1, Lee ×1"
    first, second = merged.parts[0].mentions
    assert (first.before, first.text, first.after[:9]) == ("", "Ann Lee", " met Bob ")
    assert second.before.endswith("The next day ")
    assert len(second.before) <= CONTEXT_CHARS


def test_a_split_entity_is_told_and_so_is_what_it_fell_to() -> None:
    merged, split = errors("x", "y", "y")
    assert [part.entity for part in merged.parts] == ["bob", "ann"]
    assert (split.kind, split.entity, split.pairs) == ("split", "ann", 1)
    assert [part.entity for part in split.parts] == ["x", "y"]


def test_a_merge_has_the_match_that_joined_two_of_its_parts() -> None:
    joined = decision("Bob Lee", "Lee", "match")
    others = (
        decision("Ann Lee", "Lee", "match"),  # within one part
        decision("Bob Lee", "Lee", "match", article="elsewhere"),
        decision("Ann Lee", "Bob Lee", "no_match"),
    )
    (merged, _) = errors("x", "y", "y", decisions=(*others, joined))
    assert merged.decisions == (joined,)
    assert merged.reason == "Bob Lee / Lee: match, Bob Lee beside Lee"


def test_a_split_has_the_doubt_between_its_parts_before_what_was_denied() -> None:
    denied = decision("Ann Lee", "Lee", "no_match", article=None)
    doubt = decision("Lee", "Ann Lee", "unsure")
    overruled = decision("Ann Lee", "Lee", "match")
    (split,) = errors("x", "y", "z", decisions=(denied, overruled, doubt))
    assert split.decisions == (doubt, denied)
    assert split.reason.endswith("(and 1 more)")


def test_without_a_decision_the_reason_says_so() -> None:
    assert "no decision" in errors("x", "x", "x")[0].reason
    assert errors("x", "y", "z")[0].reason == "no two of these names were weighed"
    twins = "<ent label=PERSON entity={}>Ann</ent>, <ent label=PERSON entity={}>Ann</ent>"
    labelled = [gold(twins.format("a", "b"))]
    (merged,) = evaluate(labelled, [record(twins.format("x", "x"))]).cluster_errors
    assert merged.reason == "the name is the same"


def test_the_worst_come_first_and_merged_before_split() -> None:
    marked = "".join(f"<ent label=PERSON entity={{}}>P{n}</ent> " for n in range(7))
    labelled = [gold(marked.format(*"abcdeff"))]
    found = evaluate(labelled, [record(marked.format(*"xxyyyzw"))]).cluster_errors
    assert [(each.kind, each.pairs) for each in found] == [
        ("merged", 3),
        ("merged", 1),
        ("split", 1),
    ]


def test_errors_on_gold_mentions_stand_beside_those_of_what_was_found() -> None:
    linked = as_record(gold(MARKED.format("x", "x", "y"), "story"))
    missed = record("Ann Lee met Bob Lee. The next day\nLee’s dog barked.", "story")
    scored = evaluate(GOLD, [missed], on_gold=Linked([linked]))
    assert [(each.on, each.kind) for each in scored.cluster_errors] == [
        ("gold", "merged"),
        ("gold", "split"),
    ]
    assert scored.score("pairwise_gold", "PERSON").counts == (0, 1, 1)
