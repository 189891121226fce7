"""What the store knows for resolution, and how it takes in what resolution found out.

Where to start reading: `StoreMemory` answers, `write` takes in.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    Text,
    bindparam,
    cast,
    delete,
    exists,
    false,
    func,
    insert,
    literal,
    select,
    update,
)

from extract.knowledge import ContextKey, Knowledge, Known, Remembered
from extract.schemas import ArticleMentions, Label
from extract.store import schema
from extract.store.bulk import LAST, is_one_of, keys_beginning
from extract.store.changes import compared, link_mentions, replace_rows
from extract.store.engine import Connect
from extract.store.rows import KnowledgeRows, knowledge_rows, remembered_from_rows
from extract.store.search import spellings_of

#: Rows in one statement that changes.
_ROWS = 10_000
#: Rows whose JSON is parsed at once.
_PARSED = 500
#: What `write` does: entities, decisions, surnames, links, contexts.
_STEPS = 5


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
        table = schema.entities
        with self._reading() as connection:
            rows = connection.execute(select(table.c.id, table.c.born)).all()
        return {row.id: row.born for row in rows}

    def retired(self, among: Iterable[str] | None = None) -> set[str]:
        """Return the ids that were merged into others; of all, or `among`."""
        ids = schema.redirects.c.id
        query = select(ids)
        with self._reading() as connection:
            if among is not None:
                query = query.where(is_one_of(connection, ids, among))
            return set(connection.execute(query).scalars())

    def blocks(self, label: Label, beginnings: Iterable[str]) -> set[str]:
        """Return the blocks of entities that begin with one of `beginnings`."""
        table = schema.blocks
        with self._reading() as connection:
            among = table.c.label == label
            return keys_beginning(connection, table.c.block, beginnings, among)

    def met(self, label: Label, blocks: Iterable[str]) -> list[Known]:
        """Return the entities with one of `blocks`, in order of id."""
        table = schema.blocks
        with self._reading() as connection:
            query = select(table.c.entity_id).where(
                table.c.label == label, is_one_of(connection, table.c.block, blocks)
            )
            return _known(connection, set(connection.execute(query).scalars().all()))

    def remembered(self, entities: Iterable[str]) -> list[Remembered]:
        """Return what is remembered of `entities`, without their blocks, in order of id."""
        table = schema.entities
        ids = list(entities)
        with self._reading() as connection:
            spellings = spellings_of(connection, ids)
            query = select(table).where(is_one_of(connection, table.c.id, ids))
            rows = connection.execute(query.order_by(table.c.id)).all()
        return [remembered_from_rows(row, spellings[row.id]) for row in rows]

    def surnames(self, keys: Iterable[str]) -> dict[str, set[str]]:
        """Return the surnames with one of `keys`, and with which of them."""
        table = schema.surnames
        found: defaultdict[str, set[str]] = defaultdict(set)
        with self._reading() as connection:
            query = select(table.c.surname, table.c.key)
            query = query.where(is_one_of(connection, table.c.key, keys))
            for surname, key in connection.execute(query).all():
                found[surname].add(key)
        return found

    def contexts(self, entities: Iterable[str], limit: int) -> dict[str, set[ContextKey]]:
        """Return what the first `limit` articles of each entity name and are about."""
        known, articles = schema.entities, schema.articles
        mentions, others = schema.mentions, schema.mentions.alias()
        found: dict[str, set[ContextKey]] = {entity: set() for entity in entities}
        # So that of somebody who stands in all articles no more are looked at than of others.
        last = (
            select(others.c.article_id)
            .distinct()
            .where(others.c.entity_id == known.c.id)
            .order_by(others.c.article_id)
            .offset(limit - 1)
            .limit(1)
            .scalar_subquery()
        )
        first = (
            select(known.c.id, mentions.c.article_id)
            .distinct()
            .join(mentions, mentions.c.entity_id == known.c.id)
            .where(mentions.c.article_id <= func.coalesce(last, LAST))
        )
        # What is around an article goes to its entities as it is read, in shared words: all of it
        # at once would take several times the memory.
        beside: defaultdict[str, list[set[ContextKey]]] = defaultdict(list)
        shared: dict[str, str] = {}
        with self._reading() as connection:
            among = is_one_of(connection, known.c.id, found)
            for entity, article in connection.execute(first.where(among)):
                beside[article].append(found[entity])
            named = is_one_of(connection, articles.c.id, beside)
            about = select(articles.c.id, cast(articles.c.context, Text)).where(named)
            for rows in connection.execute(about).partitions(_PARSED):
                # One long text is parsed faster than many short ones.
                contexts = json.loads(f"[{','.join(context or 'null' for _, context in rows)}]")
                for (article, _), context in zip(rows, contexts, strict=True):
                    around = [
                        (shared.setdefault(kind, kind), shared.setdefault(key, key))
                        for kind, key in context or ()
                    ]
                    for each in beside[article]:
                        each.update(around)
        return found

    def frequent(self, articles: float) -> list[Known]:
        """Return the entities that more than so many articles name, in order of id."""
        table = schema.entities
        with self._reading() as connection:
            query = select(table.c.id).where(table.c.articles > articles)
            return _known(connection, connection.execute(query).scalars().all())

    def apart(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """Return the pairs with one of `names` that an article shows to be two people."""
        table = schema.decisions
        asked, found = list(names), set[tuple[str, str]]()
        with self._reading() as connection:
            for name in (table.c.name_a, table.c.name_b):
                query = select(table.c.name_a, table.c.name_b).where(
                    is_one_of(connection, name, asked),
                    table.c.article_id.is_not(None),
                    table.c.label == "PERSON",
                    table.c.verdict == "no_match",
                )
                found.update((a, b) for a, b in connection.execute(query).all())
        return sorted(found)


def next_change(connection: Connection) -> int:
    """Return the number of the change that this transaction makes; others wait for its end.

    To be asked before anything is written: then nobody waits for each other.
    """
    query = select(schema.state.c.changes).with_for_update()
    last: int = connection.execute(query).scalar_one()
    return last + 1


def note_change(connection: Connection, number: int, **values: Any) -> None:  # noqa: ANN401 - columns
    """Note that this transaction made the change with this number, and `values` of the state."""
    connection.execute(update(schema.state).values(changes=number, **values))


def is_resolved(connection: Connection, ids: Sequence[str]) -> bool:
    """Tell whether one of these articles was resolved: without it all are due again."""
    table = schema.articles
    query = select(table.c.id).where(table.c.id.in_(ids), table.c.resolved).limit(1)
    return connection.execute(query).first() is not None


def write(connection: Connection, knowledge: Knowledge, note: Callable[[int, int], None]) -> bool:
    """Make the tables say what `knowledge` says; return whether anything is other than before."""
    change = next_change(connection)
    number = connection.execute(select(schema.state.c.resolutions)).scalar_one() + 1
    rows = knowledge_rows(knowledge, born=number, change=change)
    _note_merged(connection, knowledge.merged, change)
    changed = _write_entities(connection, knowledge, rows, change)
    note(1, _STEPS)
    # Of what is not about all articles, those that are there already stay.
    among = None if knowledge.whole else false()
    changed |= _write_decisions(connection, rows, among, change)
    note(2, _STEPS)
    replace_rows(connection, schema.surnames, rows[schema.surnames], among=among)
    note(3, _STEPS)
    changed |= link_mentions(connection, knowledge.links, change=change, whole=knowledge.whole)
    note(4, _STEPS)
    _keep_contexts(connection, knowledge.contexts, whole=knowledge.whole)
    if changed or knowledge.contexts:
        note_change(
            connection,
            change,
            resolutions=number,
            whole_due=False,
            reviewed=knowledge.reviewed,
        )
    note(_STEPS, _STEPS)
    return changed


def _write_entities(
    connection: Connection, knowledge: Knowledge, rows: KnowledgeRows, change: int
) -> bool:
    """Write entities with their aliases and blocks."""
    entities, aliases, blocks = schema.entities, schema.aliases, schema.blocks
    touched = [*(each.entity.id for each in knowledge.remembered), *knowledge.merged]
    met = [each.entity.id for each in knowledge.remembered if each.blocks is not None]

    def among(column: Column[Any], ids: Sequence[str]) -> ColumnElement[bool] | None:
        return None if knowledge.whole else is_one_of(connection, column, ids)

    of_entities = among(entities.c.id, touched)
    of_aliases = among(aliases.c.entity_id, touched)
    # Aliases go with their entity, so who is touched is asked before anything goes.
    with (
        compared(connection, entities, rows[entities], among=of_entities) as named,
        compared(connection, aliases, rows[aliases], among=of_aliases) as spelt,
    ):
        note_deleted(connection, "entity", named.gone("id"), change)
        renamed = entities.c.id.in_(spelt.touched("entity_id"))
        connection.execute(update(entities).where(renamed).values(changed=change))
        changed = named.settle()
        changed |= spelt.settle()
    changed |= replace_rows(connection, blocks, rows[blocks], among=among(blocks.c.entity_id, met))
    forget_deleted(connection, "entity", entities.c.id)
    return changed


def _write_decisions(
    connection: Connection, rows: KnowledgeRows, among: ColumnElement[bool] | None, change: int
) -> bool:
    table = schema.decisions
    with compared(connection, table, rows[table], among=among) as difference:
        note_deleted(connection, "decision", difference.gone("id"), change)
        changed = difference.settle()
    forget_deleted(connection, "decision", table.c.id)
    return changed


def note_deleted(connection: Connection, kind: str, ids: Select[Any], change: int) -> None:
    """Note the ids of articles, entities or decisions that go in this change."""
    table = schema.deletions
    gone = ids.subquery().c[0]
    rows = select(literal(kind), gone, literal(change))
    connection.execute(insert(table).from_select(["kind", "id", "changed"], rows))


def forget_deleted(connection: Connection, kind: str, live: Column[Any]) -> None:
    """Forget the deletion of what is there again."""
    table = schema.deletions
    is_back = exists(select(live).where(live == table.c.id))
    connection.execute(delete(table).where(table.c.kind == kind, is_back))


def _note_merged(connection: Connection, merged: Mapping[str, str], change: int) -> None:
    """Give what retired ids had to the entities that took them in, and lead on."""
    redirects, entities, deletions = schema.redirects, schema.entities, schema.deletions
    mentions, articles, decisions = schema.mentions, schema.articles, schema.decisions
    for old, new in merged.items():
        meant = mentions.c.entity_id == old
        of_articles = articles.c.id.in_(select(mentions.c.article_id).where(meant))
        connection.execute(update(articles).where(of_articles).values(changed=change))
        connection.execute(update(mentions).where(meant).values(entity_id=new))
        connection.execute(
            update(decisions)
            .where(decisions.c.entity_id == old)
            .values(entity_id=new, changed=change)
        )
        led_here = redirects.c.entity_id == old
        # Who was led here is led on, and those who poll must hear of it.
        further = select(redirects.c.id).where(led_here)
        connection.execute(
            update(deletions)
            .where(deletions.c.kind == "entity", deletions.c.id.in_(further))
            .values(changed=change)
        )
        connection.execute(update(redirects).where(led_here).values(entity_id=new))
        connection.execute(delete(redirects).where(redirects.c.id == old))
        born = connection.execute(select(entities.c.born).where(entities.c.id == old)).scalar()
        row = {"id": old, "entity_id": new, "born": born or 0}
        connection.execute(insert(redirects), [row])


def _keep_contexts(
    connection: Connection, contexts: Mapping[str, frozenset[ContextKey]], *, whole: bool
) -> None:
    table = schema.articles
    if contexts:
        query = update(table).where(table.c.id == bindparam("_id"))
        rows = iter(sorted(contexts.items()))
        while some := list(islice(rows, _ROWS)):
            connection.execute(
                query,
                [
                    {"_id": article, "context": sorted(map(list, keys)), "resolved": True}
                    for article, keys in some
                ],
            )
    elif whole:
        connection.execute(update(table).values(resolved=True))


def _known(connection: Connection, ids: Iterable[str]) -> list[Known]:
    """Return the entities with these ids, in order of id."""
    entities, aliases = schema.entities, schema.aliases
    names: dict[str, dict[str, int]] = {each: {} for each in ids}
    spelt = select(aliases.c.entity_id, aliases.c.name, aliases.c.count)
    spelt = spelt.where(is_one_of(connection, aliases.c.entity_id, names))
    for entity, name, count in connection.execute(spelt).all():
        names[entity][name] = count
    columns = entities.c["id", "label", "born", "identity", "reference", "tallies"]
    query = select(*columns).where(is_one_of(connection, entities.c.id, names))
    return [
        Known(identity, label, born, derived, reference, names[identity], tallies)
        for identity, label, born, derived, reference, tallies in connection.execute(
            query.order_by(entities.c.id)
        ).all()
    ]
