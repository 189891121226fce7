"""The pairs that resolution left unsure, as questions to a person, the best first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from extract.errors import ArticleError
from extract.resolve.clusters import display
from extract.review.naming import Spelling, articles_with
from extract.schemas import Decision, Entity, Record
from extract.store import Store

#: Bearers of a name that are looked at, the most mentioned.
_BEARERS = 20
#: Records of articles that are kept at hand.
_RECORDS = 256


class Side(NamedTuple):
    """One of two that may be one: the entity, and how a decision names it."""

    entity: Entity
    name: Spelling


class Question(NamedTuple):
    """Whether two entities are one."""

    a: Side
    b: Side
    judged: Decision

    @property
    def worth(self) -> float:
        """How much an answer is worth: the mentions it moves, by how near to a match they are.

        What moves is the smaller of the two; resolution scores a pair higher the less stands
        against it, and none of these is a match.
        """
        moved = min(
            (side.entity.mentions + side.entity.articles for side in (self.a, self.b)), default=0
        )
        return moved * (self.judged.score or 0.0)


def find_questions(store: Store) -> list[Question]:
    """Return the questions that are open in the database, the best first.

    A pair of entities is asked about once, under the judgement nearest to a match.
    """
    finder = _Finder(store)
    best: dict[frozenset[str], Question] = {}
    unsure = [judged for judged in store.decisions() if judged.verdict == "unsure"]
    for judged in sorted(unsure, key=lambda judged: (-(judged.score or 0.0), judged.id)):
        if question := finder.question(judged):
            best.setdefault(frozenset((question.a.entity.id, question.b.entity.id)), question)
    return sorted(
        best.values(),
        key=lambda each: (-each.worth, -(each.judged.score or 0.0), each.judged.id),
    )


class _Finder:
    """Finds the entities that a judgement is about."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._entities: dict[str, Entity] = {}
        self._written: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for entity in store.entities():
            self._entities[entity.id] = entity
            for alias in entity.aliases:
                self._written[entity.label, alias.name].append(entity.id)
        self._record = lru_cache(_RECORDS)(store.record)

    def question(self, judged: Decision) -> Question | None:
        """Return the question that an unsure judgement asks, None if it is settled since."""
        here = self._entities_in(judged)
        names = (judged.name_a, judged.name_b)
        bearers = [
            [here[name]] if name in here else self._written.get((judged.label, name), [])
            for name in names
        ]
        open_pairs = [
            (one, two)
            for a, b in product(*(ids[:_BEARERS] for ids in bearers))
            if a != b and not _in_two_countries(one := self._entities[a], two := self._entities[b])
        ]
        if not open_pairs:
            return None
        # Who goes by the name before who also has it; then the most mentioned, who come first.
        pair = min(open_pairs, key=lambda each: (each[0].name, each[1].name) != names)
        sides = []
        for name, entity, ids in zip(names, pair, bearers, strict=True):
            article = judged.article if name in here else None
            if article is None and len(ids) > 1:
                article = min(articles_with(self._store, entity, name), default=None)
            sides.append(Side(entity, Spelling(name, article)))
        return Question(sides[0], sides[1], judged)

    def _entities_in(self, judged: Decision) -> Mapping[str, str]:
        """Return the entities of the two names in the article of the judgement."""
        if judged.article is None:
            return {}
        try:
            record: Record = self._record(judged.article)
        except ArticleError:
            return {}
        names = {judged.name_a, judged.name_b}
        return {
            name: mention.entity
            for mention in record.mentions
            if mention.label == judged.label
            and (name := display(mention.text)) in names
            and mention.entity in self._entities
        }


def _in_two_countries(one: Entity, two: Entity) -> bool:
    """Return whether a country, known by now, tells two bodies or places apart."""
    ours, theirs = (set(each.attributes.get("countries", ())) for each in (one, two))
    return bool(ours and theirs and not ours & theirs)
