"""Judge two names without their articles: `compare_names`."""

from __future__ import annotations

from collections.abc import Collection

from extract.resolve.bodies import compare_bodies, compare_places
from extract.resolve.clusters import Judged
from extract.resolve.compare import NameJudgement, compare_people
from extract.schemas import Decision, Label


def compare_names(
    a: str,
    b: str,
    *,
    label: Label = "PERSON",
    context_a: Collection[str] | None = None,
    context_b: Collection[str] | None = None,
) -> Decision:
    """Judge whether two names are one person's, agency's or place's.

    Args:
        a: a name, in any script; a person's in any order.
        b: another; the decision does not depend on which is which.
        label: PERSON, AGENCY (companies and vessels too) or LOCATION.
        context_a: what is known around `a`: names of people and bodies beside it, roles.
        context_b: the same for `b`. Where both are given and share nothing, a difference that the
            names alone cannot settle (a slip, a sound-alike, an initial) leaves the pair `unsure`.

    Returns:
        The decision, with its score (0–1), rule, and evidence and counter-evidence in words.

    Raises:
        ValueError: `label` is not one of a thing with a name.
    """
    if label == "PERSON":
        judgement = compare_people(a, b)
    elif label == "AGENCY":
        judgement = compare_bodies(a, b)
    elif label == "LOCATION":
        judgement = compare_places(a, b)
    else:
        raise ValueError(f"label {label!r} has no names to compare; use PERSON, AGENCY or LOCATION")
    if context_a is not None and context_b is not None:
        judgement = _in_context(judgement, set(context_a) & set(context_b))
    judged = Judged(
        label, a, b, judgement.verdict, judgement.rule, judgement.score, judgement.reason
    )
    return judged.as_decision(judged.about, {})


def _in_context(judgement: NameJudgement, shared: set[str]) -> NameJudgement:
    if judgement.verdict != "match" or judgement.plain:
        return judgement
    if shared:
        words = f"both beside {', '.join(f'“{item}”' for item in sorted(shared)[:4])}"
        return NameJudgement(
            "match",
            judgement.score,
            judgement.rule,
            (*judgement.evidence, words),
            judgement.counter,
        )
    counter = (*judgement.counter, "nothing around them in common")
    return NameJudgement(
        "unsure", min(judgement.score, 0.6), judgement.rule, judgement.evidence, counter
    )
