"""One decision for each stretch of text: which candidate is the mention, and who lost to whom.

The components before it each write candidates of their own kind without regard to the others. The
arbiter takes the one with the highest priority, then the longer, then the earlier, then the order
of `groups`; a candidate that overlaps one already taken is dropped, and the winner's evidence
names it. What lies wholly inside a count belongs to it ("eight Russians", "three Interpol
officers"), whatever its priority; only a date does not.

Assigns: ``doc.spans["mentions"]``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from extract.components.base import Component, Found, found_in, text_of

GROUPS = ("dates", "counts", "agencies", "people", "locations")


@Language.factory(
    "extract_arbiter",
    assigns=["doc.spans"],
    requires=["doc.spans"],
    default_config={"groups": list(GROUPS)},
)
class Arbiter(Component):
    """Settle overlaps between the span groups of the other components.

    Args:
        nlp: the pipeline (not used; part of spaCy's factory contract).
        name: the name of this pipe.
        groups: the span groups to settle; the order breaks the last ties.
    """

    group = "mentions"

    def __init__(self, nlp: Language, name: str, groups: Sequence[str]) -> None:  # noqa: ARG002 - spaCy's
        self.name = name
        self.groups = tuple(groups)

    def match(self, doc: Doc) -> Iterator[Found]:
        """Yield the winners, each naming the candidates of another label that it beat."""
        candidates = [each for group in self.groups for each in found_in(doc, group)]
        counts = [each for each in candidates if each.label == "COUNT"]
        candidates = [_below(each, counts) for each in candidates]
        candidates.sort(key=lambda each: (-each.priority, each.start - each.end, each.start))
        text = text_of(doc)
        owner: list[int | None] = [None] * len(text)
        winners: list[Found] = []
        beaten: dict[int, list[Found]] = {}
        for candidate in candidates:
            taken = next((i for i in owner[candidate.start : candidate.end] if i is not None), None)
            if taken is not None:
                beaten.setdefault(taken, []).append(candidate)
                continue
            owner[candidate.start : candidate.end] = [len(winners)] * (
                candidate.end - candidate.start
            )
            winners.append(candidate)
        for index, winner in enumerate(winners):
            yield _naming_losers(winner, beaten.get(index, []), text)


def _below(candidate: Found, counts: Sequence[Found]) -> Found:
    """Return `candidate`, its priority lowered below that of a count that it lies inside."""
    if candidate.label in {"COUNT", "DATE"}:
        return candidate
    for count in counts:
        if (
            count.start <= candidate.start
            and candidate.end <= count.end
            and candidate.end - candidate.start < count.end - count.start
        ):
            return replace(candidate, priority=min(candidate.priority, count.priority - 1))
    return candidate


def _naming_losers(winner: Found, losers: list[Found], text: str) -> Found:
    rivals = dict.fromkeys(
        f"{loser.label} “{text[loser.start : loser.end]}” ({loser.evidence.by})"
        for loser in losers
        if loser.label != winner.label
    )
    if not rivals:
        return winner
    detail = "; ".join(filter(None, [winner.evidence.detail, "not " + ", ".join(rivals)]))
    return replace(winner, evidence=winner.evidence.model_copy(update={"detail": detail}))
