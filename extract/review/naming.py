"""How a decision names an entity: by a spelling, and by an article where that is not enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extract.errors import ArticleError
from extract.resolve.clusters import display
from extract.resolve.reviewed import is_short
from extract.schemas import Entity
from extract.store import Store

#: Candidates that an error lists at most.
_LISTED = 6


class Spelling(NamedTuple):
    """A spelling, in one article or, where `article` is None, in all."""

    text: str
    article: str | None


def find_entity(store: Store, name: str) -> Entity:
    """Return the entity with this id or beginning of one, or the only one with this name.

    A spelling in full goes before words of one: "Whelan" is the man who is written so, if only one
    is, even if others have it for a surname.

    Raises:
        ArticleError: there is none, or there are several; the message lists them.
    """
    found = list(store.entities(name=name))
    wanted = name.casefold()
    for fits in (
        lambda entity: entity.id == name,
        lambda entity: entity.name.casefold() == wanted,
        lambda entity: wanted in {alias.name.casefold() for alias in entity.aliases},
    ):
        if exact := [entity for entity in found if fits(entity)]:
            found = exact
            break
    if len(found) == 1:
        return found[0]
    if not found:
        raise ArticleError(
            name, "names no entity in the database; list them all with “extract entities”"
        )
    listed = "; ".join(f"{each.name} ({each.id})" for each in found[:_LISTED])
    more = f"; and {len(found) - _LISTED} more" if len(found) > _LISTED else ""
    raise ArticleError(name, f"may be any of {len(found)} entities: give an id: {listed}{more}")


def spellings(entity: Entity) -> list[str]:
    """Return the spellings of an entity, the most telling first."""
    return [
        alias.name
        for alias in sorted(
            entity.aliases,
            key=lambda alias: (
                is_short(entity.label, alias.name),
                alias.name != entity.name,
                -alias.count,
                alias.name,
            ),
        )
    ]


def names_of_entity(store: Store, entity: Entity) -> list[Spelling]:
    """Return what means all of an entity and nothing else, the most telling first.

    One spelling does if nobody else bears it. Else it is that spelling in one article; and a
    surname is nobody's own, so there it takes every article.
    """
    text = spellings(entity)[0]
    bare = entity.label == "PERSON" and is_short(entity.label, text)
    if not bare and not _borne_by_others(store, entity, text):
        return [Spelling(text, None)]
    places = sorted(articles_with(store, entity, text))
    return [Spelling(text, place) for place in (places if bare else places[:1])]


def articles_with(store: Store, entity: Entity, text: str) -> Iterator[str]:
    """Yield the articles in which an entity is written so."""
    for article in store.mentions_of(entity.id):
        if any(display(mention.text) == text for mention in article.mentions):
            yield article.id


def _borne_by_others(store: Store, entity: Entity, text: str) -> bool:
    others: Iterable[Entity] = store.entities(name=text, label=entity.label)
    return any(
        text in {alias.name for alias in other.aliases} for other in others if other.id != entity.id
    )
