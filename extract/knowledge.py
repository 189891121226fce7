"""What resolution finds out and a database keeps, and what it asks a database for.

Resolution and the store know nothing of each other: `Knowledge` goes one way, `Memory` the other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from extract.schemas import ArticleMentions, Decision, Entity, Label, Resolution

#: One thing that an article names or is about: its kind ("person", "word", …) and its key.
ContextKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Remembered:
    """An entity, and what resolution must know of it to know it again.

    Attributes:
        entity: as it is shown.
        identity: what its id was derived from when it was new.
        reference: its id in the agency register or the gazetteer.
        tallies: how often each of its "roles", "types", "countries", "acronyms" and "births" (years
            of birth) was found; in how many articles with a date each spelling stands ("dated");
            how often the full name stands that an article calls a person by ("called"); and of a
            family, or of two of one name, in how many articles it stands ("several").
        blocks: keys under which names that may mean it meet it; None: those that the database has.
    """

    entity: Entity
    identity: str
    reference: str | None
    tallies: Mapping[str, Mapping[str, int]]
    blocks: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Known:
    """What new names are compared with of an entity; most that they meet stay as they are.

    Attributes:
        id: its id.
        label: PERSON, AGENCY or LOCATION.
        born: the number of the resolution in which it was new.
        identity: what its id was derived from when it was new.
        reference: its id in the agency register or the gazetteer.
        names: every spelling, with its number of mentions.
        tallies: see `Remembered`.
    """

    id: str
    label: Label
    born: int
    identity: str
    reference: str | None
    names: Mapping[str, int]
    tallies: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a resolution found out, for a database to keep.

    Attributes:
        whole: it is about all articles; else about new ones, and what they touch.
        remembered: the entities; if not whole, those that are new or other than before.
        links: mention id → entity id, of the articles that were resolved.
        decisions: the judgements that were made.
        contexts: what each of these articles names and is about.
        surnames: surnames of people, with the keys under which similar ones meet; if not whole,
            those that the database lacks.
        merged: ids that are no more → the id of the entity that took them in.
        reviewed: digest of the reviewed decisions that were applied; empty without any.
    """

    whole: bool
    remembered: tuple[Remembered, ...]
    links: Mapping[str, str]
    decisions: tuple[Decision, ...]
    contexts: Mapping[str, frozenset[ContextKey]]
    surnames: Mapping[str, frozenset[str]]
    merged: Mapping[str, str]
    reviewed: str = ""

    @classmethod
    def of(cls, resolution: Resolution) -> Knowledge:
        """Return what there is to keep of a resolution of all articles, made without a database."""
        return cls(
            whole=True,
            remembered=tuple(
                Remembered(each, each.id, None, {}, frozenset()) for each in resolution.entities
            ),
            links=resolution.links,
            decisions=resolution.decisions,
            contexts={},
            surnames={},
            merged={},
        )


class Memory(Protocol):
    """What a database knows, as far as resolution asks for it."""

    def counts(self) -> tuple[int, int]:
        """Return how many articles are resolved, and how many are not."""

    def whole_due(self) -> bool:
        """Whether an article that was resolved is gone, or other than it was."""

    def reviewed(self) -> str:
        """Return the digest of the reviewed decisions that were applied last."""

    def articles(self, *, unresolved: bool = False) -> Iterator[ArticleMentions]:
        """Yield all articles, or those that are not resolved, sorted by id."""

    def links(self) -> Mapping[str, str]:
        """Return the entity of every mention that has one."""

    def ages(self) -> Mapping[str, int]:
        """Return when each entity was new, as the number of the resolution."""

    def retired(self, among: Iterable[str] | None = None) -> AbstractSet[str]:
        """Return the ids that were merged into others; of all, or `among`."""

    def blocks(self, label: Label, beginnings: Iterable[str]) -> AbstractSet[str]:
        """Return the blocks of entities that begin with one of `beginnings`."""

    def met(self, label: Label, blocks: Iterable[str]) -> list[Known]:
        """Return the entities with one of `blocks`."""

    def remembered(self, entities: Iterable[str]) -> list[Remembered]:
        """Return what is remembered of `entities`, without their blocks."""

    def surnames(self, keys: Iterable[str]) -> dict[str, set[str]]:
        """Return the surnames with one of `keys`, and with which of them."""

    def contexts(self, entities: Iterable[str], limit: int) -> dict[str, set[ContextKey]]:
        """Return what the first `limit` articles of each entity name and are about."""

    def frequent(self, articles: float) -> list[Known]:
        """Return the entities that more than so many articles name."""

    def apart(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """Return the pairs with one of `names` that an article shows to be two people."""


class Turn(NamedTuple):
    """When an article has its turn: those that nobody dated come last, of one day by id."""

    published: dt.date
    article: str


@dataclass(frozen=True, slots=True)
class Placed:
    """An article, placed in the story that it tells.

    Attributes:
        article: its id.
        story: the id of the article that stands for the story, which may be itself.
        similarity: runs of words that both have, as a share of those of either; 1 with itself.
        keys: under which other articles meet it.
    """

    article: str
    story: str
    similarity: float
    keys: tuple[int, ...]


class Stories(Protocol):
    """What a database knows of copies, and takes in."""

    def due(self) -> list[Turn]:
        """Return the articles that are to be placed, in any order."""

    def texts(self, articles: Iterable[str]) -> dict[str, str]:
        """Return the texts of articles, by id."""

    def sharing(self, keys: Iterable[int]) -> dict[int, list[str]]:
        """Return the articles under each of `keys`."""

    def places(self, articles: Iterable[str]) -> dict[str, tuple[Turn, str]]:
        """Return turn and story of those of `articles` that are not due, by id."""

    def copies(self, stories: Iterable[str]) -> dict[str, set[Turn]]:
        """Return the copies of each of `stories` that are not due; itself is none."""

    def place(self, placed: Iterable[Placed], again: Iterable[str]) -> None:
        """Keep where articles were placed, and which are due again, in one transaction."""
