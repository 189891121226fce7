"""Ids that last: an entity keeps its id through new batches, re-runs, merges and splits.

A new entity's id derives from its content, so that the same articles give the same ids. Once given,
it stays: a merge keeps the id that is older and retires the other in its favour; of the parts of a
split the largest keeps the id.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from extract.schemas import Label, content_id


@dataclass(frozen=True, slots=True)
class Claim:
    """What may be an entity: its label, what an id of it derives from, and its mentions."""

    label: Label
    identity: str
    mentions: Sequence[str]


def entity_id(label: Label, identity: str) -> str:
    """Return the id that derives from `identity`."""
    return f"{label.lower()}-{content_id(label, identity)}"


def lasting_ids(
    claims: Sequence[Claim],
    links: Mapping[str, str],
    ages: Mapping[str, int],
    retired: AbstractSet[str] = frozenset(),
) -> tuple[list[str], dict[str, str]]:
    """Return the id of each claim, and the ids that are retired with those that took them in.

    Args:
        claims: the entities as they are now.
        links: mention id → id of its entity as it was.
        ages: id of each entity as it was → the number of the resolution in which it was new.
        retired: ids that were merged into others before; none of them is given again.
    """
    heirs: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for number, claim in enumerate(claims):
        for mention in claim.mentions:
            if (old := links.get(mention)) is not None:
                heirs[old][number] += 1
    inherited: defaultdict[int, list[str]] = defaultdict(list)
    for old, counts in heirs.items():
        most = max(counts.values())
        heir = min(
            (number for number, count in counts.items() if count == most),
            key=lambda number: (claims[number].identity, min(claims[number].mentions)),
        )
        inherited[heir].append(old)
    ids: list[str] = []
    merged: dict[str, str] = {}
    # An entity that has lost all its mentions may come back by its content.
    taken = {*heirs, *retired}
    for number, claim in enumerate(claims):
        old_ids = sorted(inherited[number], key=lambda old: (ages.get(old, 0), old))
        if old_ids:
            kept, *others = old_ids
            merged.update(dict.fromkeys(others, kept))
        else:
            kept = entity_id(claim.label, claim.identity)
            if kept in taken:
                kept = entity_id(claim.label, f"{claim.identity}|{min(claim.mentions)}")
            taken.add(kept)
        ids.append(kept)
    return ids, merged
