"""Every entity that was wrongly joined or parted, whole: mentions, contexts, and who decided it.

A *merged* error is one entity of the output that holds mentions of several gold entities; a *split*
error is one gold entity whose mentions lie in several entities of the output. Both are looked for
among the mentions that both sides have. Beside each stand the decisions of resolution about the
names of its parts: what joined them, or what left them apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import permutations
from typing import Literal

from extract.evaluate.mistakes import Named, divided, spellings, wrong_pairs
from extract.schemas import Decision, Frozen, Label

#: Characters of text on either side of a mention in its context.
CONTEXT_CHARS = 70

_SPACE = re.compile(r"\s+")
_POSSESSIVE = re.compile(r"['’]s?$")
#: Whose mentions are linked: those that the output found, or the gold's own.
On = Literal["found", "gold"]
ClusterErrorKind = Literal["merged", "split"]


class ErrorMention(Frozen):
    """One mention of a wrong cluster; `before` and `after` are the text around it."""

    article: str
    start: int
    end: int
    text: str
    before: str
    after: str


class ErrorPart(Frozen):
    """The mentions of one part: of one gold entity if merged, of one of the output's if split."""

    entity: str | None
    mentions: tuple[ErrorMention, ...]

    @property
    def spellings(self) -> str:
        """The spellings, most frequent first, each with its number of mentions."""
        return spellings(mention.text for mention in self.mentions)


class ClusterError(Frozen):
    """One wrong cluster.

    Attributes:
        on: whether the mentions are those that were found, or the gold's.
        entity: of the output if merged, of the gold if split.
        parts: the largest first.
        pairs: the pairs of mentions that are wrongly joined or parted.
        decisions: on names of two of the parts: matches if merged, the others if split.
    """

    kind: ClusterErrorKind
    on: On
    label: Label
    entity: str | None
    parts: tuple[ErrorPart, ...]
    pairs: int
    decisions: tuple[Decision, ...] = ()

    @property
    def reason(self) -> str:
        """Why the parts were joined or left apart, in one line."""
        if self.decisions:
            first = self.decisions[0]
            more = f" (and {len(self.decisions) - 1} more)" if len(self.decisions) > 1 else ""
            return f"{first.name_a} / {first.name_b}: {first.verdict}, {first.reason}{more}"
        alike = set.intersection(*(_names(part) for part in self.parts))
        if self.kind == "merged":
            return (
                "the name is the same"
                if alike
                else "no decision on two of these names: one id of the register or gazetteer, or"
                " joined by other names"
            )
        return "no two of these names were weighed"


def cluster_errors(
    gold: Mapping[Named, Hashable],
    predicted: Mapping[Named, Hashable],
    texts: Mapping[str, str],
    decisions: Iterable[Decision] = (),
    *,
    on: On = "found",
) -> list[ClusterError]:
    """Return the wrong clusters of one label: merged before split, most wrong pairs first.

    Args:
        gold: the entity of each mention that both sides have; None is no one else.
        predicted: the same for the output.
        texts: the text of each article, by its id.
        decisions: of the resolution that made the output's entities.
        on: whose the mentions are.
    """
    by_name: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        by_name[decision.name_a].append(decision)
    found: list[ClusterError] = []
    sides: tuple[tuple[ClusterErrorKind, Mapping[Named, Hashable], Mapping[Named, Hashable]], ...]
    sides = ("merged", predicted, gold), ("split", gold, predicted)
    for kind, whole, parts in sides:
        errors = [
            ClusterError(
                kind=kind,
                on=on,
                label=pieces[0][0].label,
                entity=_id(whole[pieces[0][0]]),
                parts=(shown := tuple(_part(piece, parts, texts) for piece in pieces)),
                pairs=wrong_pairs(pieces),
                decisions=_between(shown, pieces[0][0].label, kind, by_name),
            )
            for pieces in divided(whole, parts)
        ]
        found += sorted(errors, key=lambda error: -error.pairs)
    return found


def _id(entity: Hashable) -> str | None:
    # See `linking._entity`: an entity is its label and its id.
    return entity[1] if isinstance(entity, tuple) else None


def _part(
    piece: Sequence[Named], entities: Mapping[Named, Hashable], texts: Mapping[str, str]
) -> ErrorPart:
    return ErrorPart(
        entity=_id(entities[piece[0]]),
        mentions=tuple(_in_context(mention, texts[mention.article]) for mention in piece),
    )


def _in_context(mention: Named, text: str) -> ErrorMention:
    before = text[max(0, mention.start - CONTEXT_CHARS) : mention.start]
    after = text[mention.end : mention.end + CONTEXT_CHARS]
    return ErrorMention(
        article=mention.article,
        start=mention.start,
        end=mention.end,
        text=mention.text,
        before=_SPACE.sub(" ", before),
        after=_SPACE.sub(" ", after),
    )


def _names(part: ErrorPart) -> set[str]:
    """Return the names of a part as decisions write them: spaces single, no possessive mark."""
    texts = (_SPACE.sub(" ", mention.text.strip()) for mention in part.mentions)
    return {_POSSESSIVE.sub("", text) or text for text in texts}


def _between(
    parts: Sequence[ErrorPart],
    label: Label,
    kind: ClusterErrorKind,
    by_name: Mapping[str, Sequence[Decision]],
) -> tuple[Decision, ...]:
    """Return the decisions on two names of two of `parts`, in the articles where they stand."""
    names = [_names(part) for part in parts]
    articles = [{mention.article for mention in part.mentions} for part in parts]
    chosen: dict[str, Decision] = {}
    for one, two in permutations(range(len(parts)), 2):
        for decision in (each for name in sorted(names[one]) for each in by_name.get(name, ())):
            if (
                decision.label == label
                and decision.name_b in names[two]
                and (decision.verdict == "match") == (kind == "merged")
                and (decision.article is None or decision.article in articles[one] | articles[two])
            ):
                chosen[decision.id] = decision
    return tuple(sorted(chosen.values(), key=lambda each: (each.verdict == "no_match", each.id)))
