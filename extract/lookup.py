"""What a database knows of entities, gathered for a reader: merges, doubts, mentions in context."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence

from pydantic import Field

from extract.schemas import Decision, Entity, Frozen
from extract.store import Store
from extract.suggest import did_you_mean

#: A merge with a lower score is worth a look. The lowest score of a match is 0.7; below 0.8 are
#: misspelt surnames and names that only their company joins.
DOUBTFUL_SCORE = 0.8
#: Text on either side of a mention, in characters.
CONTEXT_CHARS = 60
# First letters that a mistyped name shares with what is meant.
_SURE_LETTERS = 2


class Mentioned(Frozen):
    """One mention in its context, cut between words, on one line."""

    article: str
    published: dt.date | None
    start: int
    end: int
    before: str
    text: str
    after: str


class EntityFacts(Entity):
    """An entity with what was judged on its names, and its mentions in context."""

    merges: tuple[Decision, ...] = ()
    unsure: tuple[Decision, ...] = Field(default=(), description="names that may be another's")
    apart: tuple[Decision, ...] = Field(default=(), description="names that are not one")
    in_context: tuple[Mentioned, ...] = ()

    @property
    def doubts(self) -> tuple[Decision, ...]:
        """Return the merges, and the pairs left unsure, that are worth a look."""
        return (*(each for each in self.merges if is_doubtful(each)), *self.unsure)


def is_doubtful(decision: Decision) -> bool:
    """Tell whether a judgement is worth a look."""
    if decision.verdict == "match":
        return decision.score is not None and decision.score < DOUBTFUL_SCORE
    return decision.verdict == "unsure"


def gather(store: Store, entities: Sequence[Entity], *, contexts: int = 0) -> list[EntityFacts]:
    """Return the facts of `entities`, each with so many of its mentions in context at most."""
    judged = store.decisions_on(entities)
    gathered = []
    for entity in entities:
        spellings = {alias.name for alias in entity.aliases}
        merges, unsure, apart = [], [], []
        for each in judged[entity.id]:
            inside = {each.name_a, each.name_b} <= spellings
            if each.verdict == "match" and (inside or each.entity == entity.id):
                merges.append(each)
            elif each.verdict == "unsure" and not (inside and each.name_a != each.name_b):
                unsure.append(each)
            elif each.verdict == "no_match":
                apart.append(each)
        mentioned = itertools.islice(_in_context(store, entity), contexts) if contexts else ()
        gathered.append(
            EntityFacts(
                **dict(entity),
                merges=tuple(merges),
                unsure=tuple(unsure),
                apart=tuple(apart),
                in_context=tuple(mentioned),
            )
        )
    return gathered


def similar_name(store: Store, name: str) -> str:
    """Return “; did you mean “X”?” for a name that no entity has, "" where none is close."""
    words = name.split() or [name]
    names = itertools.chain.from_iterable(
        store.names_like(word[:_SURE_LETTERS].capitalize()) for word in words
    )
    known = set(names)
    parts = {part for each in known for part in each.split()}
    return did_you_mean(name, known) or did_you_mean(name, parts)


def _in_context(store: Store, entity: Entity) -> Iterator[Mentioned]:
    for article in store.mentions_of(entity.id):
        for mention in article.mentions:
            before = article.text[max(0, mention.start - CONTEXT_CHARS) : mention.start]
            after = article.text[mention.end : mention.end + CONTEXT_CHARS]
            yield Mentioned(
                article=article.id,
                published=article.published,
                start=mention.start,
                end=mention.end,
                before=_whole_words(before, at_start=True),
                text=" ".join(mention.text.split()),
                after=_whole_words(after, at_start=False),
            )


def _whole_words(context: str, *, at_start: bool) -> str:
    """Return context on one line, without the part of a word at its far edge."""
    words = context.split()
    if len(words) > 1 and len(context) == CONTEXT_CHARS:
        words = words[1:] if at_start else words[:-1]
    line = " ".join(words)
    near = context[-1:] if at_start else context[:1]
    if not near.isspace():
        return line
    return f"{line} " if at_start else f" {line}"
