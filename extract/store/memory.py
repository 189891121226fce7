"""What the store knows for resolution, and how it takes in what resolution found out.

Where to start reading: `StoreMemory` answers, `write` takes in. Large questions are asked in parts:
a database takes only so many values in one query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from extract.knowledge import ContextKey, Knowledge, Remembered
from extract.schemas import Alias, ArticleMentions, Label
from extract.store import schema
from extract.store.changes import link_mentions, replace_rows
from extract.store.rows import knowledge_rows, remembered_from_rows

#: Values in one query.
_VALUES = 900
_STATE = 1

Connect = Callable[[], AbstractContextManager[Connection]]


class StoreMemory:
    """A `Memory` on the tables.

    Args:
        reading: gives a connection to read with.
        pages: yields articles with their mentions, all or the unresolved ones.
    """

    def __init__(
        self, reading: Connect, pages: Callable[[bool], Iterator[ArticleMentions]]
    ) -> None:
        self._reading = reading
        self._pages = pages

    def counts(self) -> tuple[int, int]:
        """Return how many articles are resolved, and how many are not."""
        table = schema.articles
        query = select(table.c.resolved, func.count()).group_by(table.c.resolved)
        with self._reading() as connection:
            counts = {row.resolved: row[1] for row in connection.execute(query)}
        return counts.get(True, 0), counts.get(False, 0)

    def whole_due(self) -> bool:
        """Whether an article that was resolved is gone, or other than it was."""
        with self._reading() as connection:
            return bool(connection.execute(select(schema.state.c.whole_due)).scalar())

    def reviewed(self) -> str:
        """Return the digest of the reviewed decisions that were applied last."""
        with self._reading() as connection:
            return connection.execute(select(schema.state.c.reviewed)).scalar() or ""

    def articles(self, *, unresolved: bool = False) -> Iterator[ArticleMentions]:
        """Yield all articles, or those that are not resolved, sorted by id."""
        return self._pages(unresolved)

    def links(self) -> Mapping[str, str]:
        """Return the entity of every mention that has one."""
        table = schema.mentions
        query = select(table.c.id, table.c.entity_id).where(table.c.entity_id.is_not(None))
        with self._reading() as connection:
            return {row.id: row.entity_id for row in connection.execute(query)}

    def ages(self) -> Mapping[str, int]:
        """Return when each entity was new, as the number of the resolution."""
        with self._reading() as connection:
            return _ages(connection)

    def retired(self) -> set[str]:
        """Return the ids that were merged into others."""
        with self._reading() as connection:
            return set(connection.execute(select(schema.redirects.c.id)).scalars())

    def met(self, label: Label, blocks: Iterable[str]) -> list[Remembered]:
        """Return the entities with one of `blocks`, in order of id."""
        table = schema.blocks
        ids: set[str] = set()
        with self._reading() as connection:
            for some in _parts(blocks):
                query = select(table.c.entity_id).where(
                    table.c.label == label, table.c.block.in_(some)
                )
                ids.update(connection.execute(query).scalars())
            return _remembered(connection, sorted(ids))

    def surnames(self, keys: Iterable[str]) -> set[str]:
        """Return the surnames with one of `keys`."""
        table = schema.surnames
        found: set[str] = set()
        with self._reading() as connection:
            for some in _parts(keys):
                found.update(
                    connection.execute(
                        select(table.c.surname).where(table.c.key.in_(some))
                    ).scalars()
                )
        return found

    def contexts(self, entity: str, limit: int) -> set[ContextKey]:
        """Return what the first `limit` articles of an entity name and are about."""
        mentions, articles = schema.mentions, schema.articles
        ids = (
            select(mentions.c.article_id)
            .where(mentions.c.entity_id == entity)
            .distinct()
            .order_by(mentions.c.article_id)
            .limit(limit)
        )
        query = select(articles.c.context).where(articles.c.id.in_(ids))
        with self._reading() as connection:
            rows = list(connection.execute(query).scalars())
        return {(kind, key) for context in rows for kind, key in context or ()}

    def frequent(self, articles: float) -> list[Remembered]:
        """Return the entities that more than so many articles name."""
        table = schema.entities
        with self._reading() as connection:
            query = select(table.c.id).where(table.c.articles > articles).order_by(table.c.id)
            return _remembered(connection, list(connection.execute(query).scalars()))

    def apart(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """Return the pairs with one of `names` that an article shows to be two people."""
        table = schema.decisions
        found: set[tuple[str, str]] = set()
        with self._reading() as connection:
            for some in _parts(names, _VALUES // 2):
                query = select(table.c.name_a, table.c.name_b).where(
                    table.c.label == "PERSON",
                    table.c.verdict == "no_match",
                    table.c.article_id.is_not(None),
                    or_(table.c.name_a.in_(some), table.c.name_b.in_(some)),
                )
                found.update((row.name_a, row.name_b) for row in connection.execute(query))
        return sorted(found)


def note_rewriting(connection: Connection, ids: Sequence[str]) -> None:
    """Note that all articles are due for resolution if one of `ids` was resolved before."""
    table = schema.articles
    query = select(table.c.id).where(table.c.id.in_(ids), table.c.resolved).limit(1)
    if connection.execute(query).first() is not None:
        _set_state(connection, whole_due=True)


def write(connection: Connection, knowledge: Knowledge) -> bool:
    """Make the tables say what `knowledge` says; return whether anything is other than before."""
    ages = _ages(connection)
    number = (connection.execute(select(schema.state.c.resolutions)).scalar() or 0) + 1
    rows = knowledge_rows(knowledge, ages, number)
    changed = False
    if knowledge.whole:
        for table, content in rows.items():
            changed |= replace_rows(connection, table, content)
        surnames = [
            {"key": key, "surname": surname}
            for surname, keys in sorted(knowledge.surnames.items())
            for key in sorted(keys)
        ]
        replace_rows(connection, schema.surnames, surnames)
        changed |= link_mentions(connection, knowledge.links)
    else:
        changed = bool(knowledge.remembered or knowledge.decisions)
        _retire(connection, knowledge.merged)
        ids = [each.entity.id for each in knowledge.remembered]
        gone = sorted(knowledge.merged)
        for table, column in (
            (schema.entities, schema.entities.c.id),
            (schema.aliases, schema.aliases.c.entity_id),
            (schema.blocks, schema.blocks.c.entity_id),
        ):
            for some in _parts([*ids, *gone], _VALUES):
                wanted = set(some)
                key = column.name
                content = [row for row in rows[table] if row[key] in wanted]
                replace_rows(connection, table, content, among=column.in_(some))
        decisions = rows[schema.decisions]
        for some in _parts(row["id"] for row in decisions):
            connection.execute(delete(schema.decisions).where(schema.decisions.c.id.in_(some)))
        if decisions:
            connection.execute(insert(schema.decisions), decisions)
        _add_surnames(connection, knowledge.surnames)
        _link(connection, knowledge.links)
    _note_merged(connection, knowledge.merged, ages)
    _keep_contexts(connection, knowledge.contexts, whole=knowledge.whole)
    if changed or knowledge.contexts:
        _set_state(connection, resolutions=number, whole_due=False, reviewed=knowledge.reviewed)
    return changed


def _retire(connection: Connection, merged: Mapping[str, str]) -> None:
    """Give the mentions of retired ids to the entities that took them in."""
    table = schema.mentions
    if merged:
        connection.execute(
            update(table)
            .where(table.c.entity_id == bindparam("_old"))
            .values(entity_id=bindparam("_new")),
            [{"_old": old, "_new": new} for old, new in merged.items()],
        )


def _note_merged(
    connection: Connection, merged: Mapping[str, str], ages: Mapping[str, int]
) -> None:
    table = schema.redirects
    for old, new in merged.items():
        connection.execute(update(table).where(table.c.entity_id == old).values(entity_id=new))
        connection.execute(delete(table).where(table.c.id == old))
        connection.execute(insert(table), [{"id": old, "entity_id": new, "born": ages.get(old, 0)}])


def _link(connection: Connection, links: Mapping[str, str]) -> None:
    table = schema.mentions
    if links:
        connection.execute(
            update(table).where(table.c.id == bindparam("_id")),
            [{"_id": mention, "entity_id": entity} for mention, entity in links.items()],
        )


def _add_surnames(connection: Connection, surnames: Mapping[str, frozenset[str]]) -> None:
    table = schema.surnames
    known: set[str] = set()
    for some in _parts(surnames):
        query = select(table.c.surname).where(table.c.surname.in_(some)).distinct()
        known.update(connection.execute(query).scalars())
    rows = [
        {"key": key, "surname": surname}
        for surname, keys in sorted(surnames.items())
        if surname not in known
        for key in sorted(keys)
    ]
    if rows:
        connection.execute(insert(table), rows)


def _keep_contexts(
    connection: Connection, contexts: Mapping[str, frozenset[ContextKey]], *, whole: bool
) -> None:
    table = schema.articles
    if contexts:
        connection.execute(
            update(table).where(table.c.id == bindparam("_id")),
            [
                {"_id": article, "context": sorted(map(list, keys)), "resolved": True}
                for article, keys in sorted(contexts.items())
            ],
        )
    elif whole:
        connection.execute(update(table).values(resolved=True))


def _set_state(connection: Connection, **values: Any) -> None:  # noqa: ANN401 - columns
    table = schema.state
    if connection.execute(select(table.c.id)).first() is None:
        first = {"id": _STATE, "resolutions": 0, "whole_due": False, "reviewed": ""}
        connection.execute(insert(table), [first])
    connection.execute(update(table).values(**values))


def _ages(connection: Connection) -> dict[str, int]:
    table = schema.entities
    return {row.id: row.born for row in connection.execute(select(table.c.id, table.c.born))}


def _remembered(connection: Connection, ids: Sequence[str]) -> list[Remembered]:
    entities, aliases = schema.entities, schema.aliases
    found: list[Remembered] = []
    for some in _parts(ids):
        spellings: dict[str, list[Alias]] = {each: [] for each in some}
        query = select(aliases).where(aliases.c.entity_id.in_(some)).order_by(aliases.c.rank)
        for row in connection.execute(query):
            spellings[row.entity_id].append(
                Alias(name=row.name, count=row.count, articles=row.articles)
            )
        query = select(entities).where(entities.c.id.in_(some)).order_by(entities.c.id)
        found += [remembered_from_rows(row, spellings[row.id]) for row in connection.execute(query)]
    return found


def _parts(values: Iterable[str], size: int = _VALUES) -> Iterator[list[str]]:
    """Yield `values` in lists that fit in one query."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some
