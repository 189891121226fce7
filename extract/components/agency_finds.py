"""A name in a text that may be a body's, and what is known of it so far."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.schemas import AgencyType
from extract.values.agencies import Words
from extract.values.agency_patterns import owner_before
from extract.values.register import FormKind

#: Which finder wins an overlap: a name that the register knows, a name that its words make,
#: an acronym, and last the model, on a level with its people and places.
PRIORITY = {"register": 80, "pattern": 75, "acronym": 70, "model": 50}

#: What may stand between the names of a list that has one owner.
_IN_LIST = frozenset({(",",), ("and",), (",", "and"), ("or",), (",", "or")})


@dataclass(frozen=True, slots=True)
class Find:
    """A name at the words `start` to `end`, and the bodies it may mean."""

    start: int
    end: int
    rule: str
    priority: int
    ids: tuple[str, ...] = ()
    kind: FormKind = "name"
    key: tuple[str, ...] = ()
    country: str | None = None
    type: AgencyType | None = None
    body: str | None = None
    detail: str | None = None
    acronym: str | None = None
    confidence: float | None = None


def quote(words: Words, find: Find) -> str:
    """Return a name as the text has it."""
    return words.text[words.starts[find.start] : words.ends[find.end - 1]]


def without_overlaps(finds: list[Find]) -> list[Find]:
    """Return `finds` in text order; of two that overlap the longer stays, then the more trusted."""
    kept: list[Find] = []
    taken: set[int] = set()
    order = sorted(finds, key=lambda f: (f.start - f.end, -f.priority, f.start))
    for find in order:
        span = range(find.start, find.end)
        if taken.isdisjoint(span):
            kept.append(find)
            taken.update(span)
    return sorted(kept, key=lambda find: find.start)


def of_one_owner(words: Words, finds: list[Find]) -> list[Find]:
    """Give the names of a list the owner of its first: "Kenya's Lake Authority and River Board".

    What has one home whoever speaks of it ends the list, as a body of several states does.

    Args:
        words: the text.
        finds: its names, in text order.
    """
    owned: list[Find] = []
    owner: str | None = None
    for find in finds:
        if owner and words.folded[owned[-1].end : find.start] in _IN_LIST:
            is_open = find.kind == "local" and find.country is None and find.type != "international"
            owner = owner if is_open else None
            owned.append(replace(find, country=owner) if is_open else find)
        else:
            owner = owner_before(words, find.start)
            owned.append(find)
    return owned
