"""One person in the making: the bearers of one full name, and groups of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Self

from extract.knowledge import ContextKey
from extract.resolve.clusters import Cluster, Contexts, Surroundings, has_new
from extract.resolve.lives import Life
from extract.resolve.names import PersonName, parse_person
from extract.resolve.reviewed import NO_MARKS, Marks


@dataclass(eq=False, slots=True)
class Bearer:
    """All clusters whose full name has one key; of namesakes, those of one of them.

    Attributes:
        key: the key, for all but the first of namesakes with a number.
        clusters: at least one, in order of id.
        name: their best attested spelling, which stands for the key.
        is_new: whether a cluster is not of an earlier resolution.
        unit: by number, what people have decided to be one that it is part of.
    """

    key: str
    clusters: Sequence[Cluster]
    name: PersonName
    is_new: bool
    unit: int | None = None

    @classmethod
    def of(cls, key: str, clusters: Sequence[Cluster]) -> Self:
        """Return the bearer of some clusters, which are in order of id."""
        return cls(key, clusters, best_attested(clusters), has_new(clusters))


def best_attested(clusters: Sequence[Cluster]) -> PersonName:
    """Return the spelling that most mentions of the clusters of one full name have."""
    first = clusters[0].full_names[0]
    if all(cluster.full_names[0].text == first.text for cluster in clusters):
        return first
    counts: defaultdict[str, int] = defaultdict(int)
    for cluster in clusters:
        text = cluster.full_names[0].text
        counts[text] += cluster.names[text]
    return parse_person(min(counts, key=lambda text: (-counts[text], text)))


@dataclass(eq=False, slots=True)
class Group:
    """Bearers, and bare surnames, that are one person.

    Attributes:
        bearers: whose full names are the person's.
        contexts: where to look for what stands around them.
        loose: the bare surnames.
        marks: what people have decided of them.
        refused: groups that no chain of names may join to this one. They stay so: groups only grow.
    """

    bearers: list[Bearer]
    contexts: Contexts
    loose: list[Cluster] = field(default_factory=list)
    marks: Marks = NO_MARKS
    refused: frozenset[Group] = frozenset()
    _surroundings: Surroundings | None = None
    _life: Life | None = None

    @property
    def life(self) -> Life:
        """What is told of the bearers; gathered when it is first asked for."""
        if self._life is None:
            self._life = Life.of(c for bearer in self.bearers for c in bearer.clusters)
        return self._life

    @property
    def surroundings(self) -> Surroundings:
        """What stands around the bearers; looked for when it is first asked for."""
        if self._surroundings is None:
            keys = (self.contexts.of(bearer.clusters).keys for bearer in self.bearers)
            self._surroundings = Surroundings(set[ContextKey]().union(*keys))
        return self._surroundings

    def absorb(self, other: Group) -> None:
        """Take in the bearers of `other`."""
        self.bearers += other.bearers
        self.loose += other.loose
        self.marks |= other.marks
        self.refused |= other.refused
        for each in other.refused:
            each.refused |= {self}
        other.refused = frozenset()
        if self._surroundings is not None:
            self._surroundings.keys |= other.surroundings.keys
        if self._life is not None:
            self._life.add(other.life)

    @property
    def clusters(self) -> list[Cluster]:
        """Every cluster of the person, in order of id."""
        if len(self.bearers) == 1 and not self.loose:
            return list(self.bearers[0].clusters)
        found = [cluster for bearer in self.bearers for cluster in bearer.clusters] + self.loose
        return sorted(found, key=attrgetter("id"))

    def forget(self) -> None:
        """Let go of what only joining full names asks for.

        What is told of the bearers and stands around them takes memory, and is found again where
        it is needed; two groups that refuse each other are a circle that nothing else would end,
        see `collector_paused`.
        """
        self.refused = frozenset()
        self._life = None
        if not self.loose:
            self._surroundings = None
