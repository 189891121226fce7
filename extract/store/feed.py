"""What is new, changed or gone since a cursor, for those who poll.

A cursor is the number of a change, with the id of the first run before it, which tells one database
from another: the numbers follow the order of commits, and no clock is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from sqlalchemy import ColumnElement, Connection, Table, and_, func, select, tuple_

from extract.errors import StoreError
from extract.schemas import Decision, Entity, Frozen, Record
from extract.store import schema
from extract.store.rows import decision_from_row
from extract.store.stories import Story, stories_told

if TYPE_CHECKING:
    from extract.store.store import Store

_PAGE = 64
# Ids that are in memory together.
_IDS = 10_000


class Deletion(Frozen):
    """An article, entity or decision that is no more.

    Attributes:
        kind: what it was.
        id: its id.
        merged_into: the entity that it was merged into.
    """

    kind: Literal["article", "entity", "decision"]
    id: str
    merged_into: str | None = None


class Place(Frozen):
    """Where an entity lies, as most of its mentions say (WGS 84, degrees)."""

    lat: float
    lon: float
    type: str | None = None
    country: str | None = None
    geonames: int | None = None


class Feed:
    """All articles, entities and decisions, or those that changed after a cursor, and what is gone.

    Read in short transactions: what changes meanwhile is given now or at `cursor`, the next time.

    Args:
        store: the database.
        since: a cursor that an earlier feed gave; all without it.

    Attributes:
        cursor: where the next feed goes on.

    Raises:
        StoreError: `since` is no cursor of this database.
    """

    def __init__(self, store: Store, since: str | None = None) -> None:
        self._store = store
        with store.reading() as connection:
            self.cursor, last = _now(connection)
        self._after = 0 if since is None else _number(since, self.cursor, last)
        self.is_whole = since is None

    def records(self) -> Iterator[tuple[Record, Story]]:
        """Yield the records, sorted by the id of the article, with the story that each tells."""
        for ids in self._ids(schema.articles):
            with self._store.reading() as connection:
                stories = stories_told(connection, ids)
            for record in self._store.records(ids):
                article = record.article.id
                yield record, stories.get(article, Story(article=article, story=article))

    def entities(self) -> Iterator[tuple[Entity, Place | None]]:
        """Yield the entities, sorted by id, and where they lie if they are places."""
        for ids in self._ids(schema.entities):
            with self._store.reading() as connection:
                places = _places(connection, ids)
            for entity in self._store.entities_of(ids, count_stories=True):
                yield entity, places.get(entity.id)

    def decisions(self) -> Iterator[Decision]:
        """Yield the decisions on who is who, sorted by id."""
        table = schema.decisions
        for ids in self._ids(table):
            query = select(table).where(table.c.id.in_(ids)).order_by(table.c.id)
            with self._store.reading() as connection:
                rows = connection.execute(query).all()
            yield from map(decision_from_row, rows)

    def _ids(self, table: Table) -> Iterator[list[str]]:
        """Yield the ids of what is due in `table`, sorted, a page at a time."""
        key: ColumnElement[str] = table.c.id
        query = select(key)
        if self._after:
            # An expression: else a database looks through all ids, in order, for a few changes.
            key = table.c.id.concat("")
            query = query.where(table.c.changed > self._after)
        query = query.order_by(key).limit(_IDS)
        last = ""
        while True:
            with self._store.reading() as connection:
                ids = list(connection.execute(query.where(key > last)).scalars())
            if not ids:
                return
            for first in range(0, len(ids), _PAGE):
                yield ids[first : first + _PAGE]
            last = ids[-1]

    def deletions(self) -> Iterator[Deletion]:
        """Yield what is gone since the cursor, sorted by kind and id; nothing without one."""
        if self.is_whole:
            return
        gone, redirects = schema.deletions, schema.redirects
        joined = gone.outerjoin(
            redirects, and_(gone.c.kind == "entity", redirects.c.id == gone.c.id)
        )
        query = (
            select(gone.c.kind, gone.c.id, redirects.c.entity_id)
            .select_from(joined)
            .order_by(gone.c.kind, gone.c.id)
            .limit(_PAGE)
        )
        last: tuple[str, str] = ("", "")
        while True:
            later = tuple_(gone.c.kind, gone.c.id) > last
            with self._store.reading() as connection:
                rows = connection.execute(query.where(later, gone.c.changed > self._after)).all()
            if not rows:
                return
            for row in rows:
                yield Deletion(kind=row.kind, id=row.id, merged_into=row.entity_id)
            last = (rows[-1].kind, rows[-1].id)


def _now(connection: Connection) -> tuple[str, int]:
    """Return the cursor of now, and its number; “0” before the first run."""
    row = connection.execute(select(schema.state.c.origin, schema.state.c.changes)).one()
    return f"{row.origin}.{row.changes}" if row.origin else "0", row.changes


def _number(cursor: str, now: str, last: int) -> int:
    """Return the number in a cursor; “0” is the beginning of any database."""
    origin, _, number = cursor.strip().rpartition(".")
    if not number.isascii() or not number.isdigit() or (not origin and int(number) != 0):
        raise StoreError(
            f"“{cursor}” is no cursor: give what an earlier export printed, such as “{now}”, or 0"
        )
    if origin and (origin != now.rpartition(".")[0] or int(number) > last):
        raise StoreError(
            f"the cursor “{cursor}” is of another database: export everything, without --since"
        )
    return int(number)


def _places(connection: Connection, ids: list[str]) -> dict[str, Place]:
    places, mentions = schema.locations, schema.mentions
    columns = (places.c.lat, places.c.lon, places.c.type, places.c.country, places.c.geonames)
    query = (
        select(mentions.c.entity_id, *columns)
        .join(mentions, mentions.c.id == places.c.mention_id)
        .where(mentions.c.entity_id.in_(ids), places.c.lat.is_not(None), places.c.lon.is_not(None))
        .group_by(mentions.c.entity_id, *columns)
        .order_by(func.count(), *columns)
    )
    # The last is the most frequent.
    return {
        row.entity_id: Place(
            lat=row.lat, lon=row.lon, type=row.type, country=row.country, geonames=row.geonames
        )
        for row in connection.execute(query)
    }
