"""Bring tables to a wanted state by touching only the rows that differ.

The wanted rows go into a temporary table first, and the database compares: neither what there is
nor what is wanted need fit into memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    MetaData,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    cast,
    delete,
    exists,
    insert,
    or_,
    select,
    true,
    update,
)

from extract.store import schema
from extract.store.bulk import insert_rows

#: Columns that say when a row came to be or changed, and do not make it another.
_NOTES = frozenset({"born", "changed"})


def delete_rows(connection: Connection, table: Table, keys: Sequence[dict[str, Any]]) -> None:
    """Delete the rows of `table` with these keys, each a value for some of its columns."""
    if keys:
        same = [table.c[name] == bindparam(f"_{name}") for name in keys[0]]
        values = [{f"_{name}": value for name, value in key.items()} for key in keys]
        connection.execute(delete(table).where(*same), values)


class Difference:
    """How the rows of a table differ from those that are wanted.

    Args:
        connection: of the transaction.
        table: with a primary key.
        wanted: a table of the same columns.
        among: which rows of `table` go if they are not wanted; None: all.
    """

    def __init__(
        self, connection: Connection, table: Table, wanted: Table, among: ColumnElement[bool] | None
    ) -> None:
        self._connection = connection
        self._table = table
        self._wanted = wanted
        self._same = and_(
            *(table.c[each.name] == wanted.c[each.name] for each in table.primary_key)
        )
        facts = [each.name for each in table.columns if each.name not in _NOTES]
        #: Which rows may change: else SQLite goes through the whole table to change a few.
        key = next(iter(table.primary_key)).name
        self._is_meant = true() if among is None else table.c[key].in_(select(wanted.c[key]))
        self._differs = or_(
            *(_plain(table.c[name]).is_distinct_from(_plain(wanted.c[name])) for name in facts)
        )
        is_wanted = exists(select(wanted.c[facts[0]]).where(self._same)).correlate(table)
        self._is_there = exists(select(table.c[facts[0]]).where(self._same)).correlate(wanted)
        self._is_gone = ~is_wanted if among is None else and_(among, ~is_wanted)

    def gone(self, column: str) -> Select[Any]:
        """Return the query for this column of the rows that are not wanted."""
        return select(self._table.c[column]).where(self._is_gone)

    def touched(self, column: str) -> Select[Any]:
        """Return the query for this column of all rows that go, come or change."""
        wanted = self._wanted
        changed = select(wanted.c[column]).where(self._same, self._differs)
        come = select(wanted.c[column]).where(~self._is_there)
        union = self.gone(column).union(changed, come).subquery()
        return select(union.c[column])

    def settle(self) -> bool:
        """Make the table hold what is wanted; return whether anything changed."""
        table, wanted, execute = self._table, self._wanted, self._connection.execute
        rows = execute(delete(table).where(self._is_gone)).rowcount
        keys = {each.name for each in table.primary_key}
        new = {each.name: wanted.c[each.name] for each in table.columns if each.name not in keys}
        new.pop("born", None)
        if new:
            changing = update(table).where(self._is_meant, self._same, self._differs)
            rows += execute(changing.values(new)).rowcount
        come = select(*wanted.columns).where(~self._is_there)
        adding = insert(table).from_select([each.name for each in wanted.c], come)
        rows += execute(adding.execution_options(preserve_rowcount=True)).rowcount
        return rows > 0


@contextmanager
def compared(
    connection: Connection,
    table: Table,
    rows: Iterable[Mapping[str, Any]],
    *,
    among: ColumnElement[bool] | None = None,
) -> Iterator[Difference]:
    """Give the difference between `table` and `rows`.

    With `among`, rows of the table for which that does not hold stay.
    """
    columns = [Column(each.name, each.type, primary_key=each.primary_key) for each in table.columns]
    with _temporary(connection, f"wanted_{table.name}", columns, rows) as wanted:
        yield Difference(connection, table, wanted, among)


def replace_rows(
    connection: Connection,
    table: Table,
    rows: Iterable[Mapping[str, Any]],
    *,
    among: ColumnElement[bool] | None = None,
) -> bool:
    """Make `table` hold exactly `rows`, touching only what differs; return whether any did.

    With `among`, rows of the table for which that does not hold stay.
    """
    with compared(connection, table, rows, among=among) as difference:
        return difference.settle()


def link_mentions(
    connection: Connection, links: Mapping[str, str], *, change: int, whole: bool
) -> bool:
    """Set the entity of mentions, touching only what differs; return whether any did.

    Args:
        connection: of the transaction.
        links: mention id → entity id.
        change: the number of this change, for the articles that have such mentions.
        whole: whether the mentions that `links` lacks lose theirs.
    """
    mentions, articles = schema.mentions, schema.articles
    columns = [Column("id", schema.Key, primary_key=True), Column("entity_id", schema.Key)]
    rows = ({"id": mention, "entity_id": entity} for mention, entity in links.items())
    with _temporary(connection, "wanted_links", columns, rows) as wanted:
        new = select(wanted.c.entity_id).where(wanted.c.id == mentions.c.id).scalar_subquery()
        linked = select(mentions.c.id).join(wanted, wanted.c.id == mentions.c.id)
        due = linked.where(mentions.c.entity_id.is_distinct_from(wanted.c.entity_id))
        if whole:
            is_linked = exists(select(wanted.c.id).where(wanted.c.id == mentions.c.id))
            lost = select(mentions.c.id).where(mentions.c.entity_id.is_not(None), ~is_linked)
            due = select(due.union_all(lost).subquery().c.id)
        with _temporary(connection, "due", [Column("id", schema.Key, primary_key=True)], ()) as ids:
            noting = insert(ids).from_select(["id"], due).execution_options(preserve_rowcount=True)
            found = connection.execute(noting).rowcount
            _learn(connection, ids)
            is_due = mentions.c.id.in_(select(ids.c.id))
            if found:
                of_articles = select(mentions.c.article_id).where(is_due)
                connection.execute(
                    update(articles).where(articles.c.id.in_(of_articles)).values(changed=change)
                )
                connection.execute(update(mentions).where(is_due).values(entity_id=new))
    return found > 0


@contextmanager
def _temporary(
    connection: Connection,
    name: str,
    columns: Sequence[Column[Any]],
    rows: Iterable[Mapping[str, Any]],
) -> Iterator[Table]:
    table = Table(name, MetaData(), *columns, prefixes=["TEMPORARY"])
    table.create(connection)
    insert_rows(connection, table, rows)
    _learn(connection, table)
    yield table
    # Not after an error, which ends the transaction and the table with it.
    table.drop(connection)


def _learn(connection: Connection, table: Table) -> None:
    """Let PostgreSQL's planner know how much a temporary table holds."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"ANALYZE {table.name}")


def _plain(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return what of a column can be compared: PostgreSQL knows no equality of JSON."""
    return cast(column, Text) if isinstance(column.type, JSON) else column
