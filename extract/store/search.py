"""Look up entities, and what was decided on their names, without reading the whole database."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from sqlalchemy import Connection, Text, and_, cast, or_, select

from extract.schemas import Alias, Decision, Entity, Label
from extract.store import schema
from extract.store.bulk import is_one_of
from extract.store.rows import decision_from_row

Sort = Literal["mentions", "articles", "name", "first-seen"]

# Names that may be meant by a mistyped one, at most.
_CLOSE = 2000


def find_entities(
    connection: Connection,
    *,
    name: str | None,
    label: Label | None,
    country: str | None,
    since: dt.date | None,
    sort: Sort,
    limit: int | None,
) -> list[str]:
    """Return the ids of entities, as `Reader.entities` describes."""
    table = schema.entities
    columns = [table.c.id]
    columns += [table.c.name] if sort == "name" else []
    columns += [table.c.attributes] if country is not None else []
    query = select(*columns)
    if label is not None:
        query = query.where(table.c.label == label)
    if since is not None:
        query = query.where(table.c.last_seen >= since)
    if country is not None:
        # A first sieve that every database has; what an entity's countries are is seen below.
        query = query.where(
            cast(table.c.attributes, Text).contains(f'"{country}"', autoescape=True)
        )
    orders: dict[Sort, tuple[Any, ...]] = {
        "mentions": (table.c.mentions.desc(),),
        "articles": (table.c.articles.desc(), table.c.mentions.desc()),
        "name": (),
        "first-seen": (table.c.first_seen.asc().nulls_last(), table.c.mentions.desc()),
    }
    query = query.order_by(*orders[sort], table.c.id)
    if country is None and name is None and sort != "name":
        query = query.limit(limit)
    rows = list(connection.execute(query))
    if country is not None:
        rows = [row for row in rows if country in row.attributes.get("countries", ())]
    if name is not None:
        wanted = _named(connection, name)
        rows = [row for row in rows if row.id in wanted]
    if sort == "name":
        rows = sorted(rows, key=lambda row: row.name.casefold())
    return [row.id for row in rows[:limit]]


def _named(connection: Connection, name: str) -> set[str]:
    # Compared here: SQLite folds the case of ASCII letters only, and knows no words.
    wanted = re.compile(rf"(?<!\w){re.escape(name.casefold())}(?!\w)")
    entities, aliases = schema.entities, schema.aliases
    found = {
        row.id
        for row in connection.execute(select(entities.c.id, entities.c.name))
        if wanted.search(row.name.casefold()) or row.id.startswith(name)
    }
    redirects = connection.execute(select(schema.redirects.c.id, schema.redirects.c.entity_id))
    found |= {row.entity_id for row in redirects if row.id.startswith(name)}
    spellings = connection.execute(select(aliases.c.entity_id, aliases.c.name))
    return found | {row.entity_id for row in spellings if wanted.search(row.name.casefold())}


def names_like(connection: Connection, beginning: str) -> list[str]:
    """Return spellings with a word that begins so, as written; not all of very many."""
    name = schema.aliases.c.name
    query = select(name).where(
        or_(
            name.startswith(beginning, autoescape=True),
            name.contains(f" {beginning}", autoescape=True),
        )
    )
    return list(connection.execute(query.distinct().order_by(name).limit(_CLOSE)).scalars())


def spellings_of(connection: Connection, entities: Sequence[str]) -> dict[str, list[Alias]]:
    """Return the spellings of each of `entities`, in rank order."""
    table = schema.aliases
    found: dict[str, list[Alias]] = {each: [] for each in entities}
    among = is_one_of(connection, table.c.entity_id, entities)
    query = select(table).where(among).order_by(table.c.rank)
    for row in connection.execute(query):
        found[row.entity_id].append(Alias(name=row.name, count=row.count, articles=row.articles))
    return found


def decisions_on(connection: Connection, entities: Sequence[Entity]) -> dict[str, list[Decision]]:
    """Return what was judged on the names of each entity, as `Reader.decisions_on` describes."""
    bearers: defaultdict[tuple[Label, str], set[str]] = defaultdict(set)
    for entity in entities:
        for alias in entity.aliases:
            bearers[entity.label, alias.name].add(entity.id)
    found = {each.id: each for each in _naming(connection, bearers)}
    places = _mentioned_in(
        connection,
        [each.id for each in entities],
        sorted({each.article for each in found.values() if each.article is not None}),
    )
    decisions: dict[str, list[Decision]] = {each.id: [] for each in entities}
    for each in sorted(found.values(), key=lambda each: (each.name_a, each.name_b, each.id)):
        named = bearers.get((each.label, each.name_a), set()) | bearers.get(
            (each.label, each.name_b), set()
        )
        for bearer in named:
            if each.article is None or (bearer, each.article) in places:
                decisions[bearer].append(each)
    return decisions


def _naming(
    connection: Connection, bearers: dict[tuple[Label, str], set[str]]
) -> Iterator[Decision]:
    table = schema.decisions
    for label in {label for label, _ in bearers}:
        names = [name for one, name in bearers if one == label]
        among = or_(
            *(is_one_of(connection, each, names) for each in (table.c.name_a, table.c.name_b))
        )
        query = select(table).where(and_(table.c.label == label, among))
        yield from map(decision_from_row, connection.execute(query))


def _mentioned_in(
    connection: Connection, entities: Sequence[str], articles: Sequence[str]
) -> set[tuple[str, str]]:
    """Return which of `entities` are mentioned in which of `articles`."""
    table = schema.mentions
    query = select(table.c.entity_id, table.c.article_id).where(
        is_one_of(connection, table.c.article_id, articles), table.c.entity_id.is_not(None)
    )
    wanted = set(entities)
    found = {(entity, article) for entity, article in connection.execute(query)}
    return {pair for pair in found if pair[0] in wanted}
