"""Large amounts: many rows into a table, fast, and questions with more values than a query takes.

Rows go in as tuples straight to SQLite's driver, and by COPY on PostgreSQL.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Connection,
    Dialect,
    Table,
    TableValuedAlias,
    Text,
    and_,
    any_,
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.exc import DBAPIError

_Key = TypeVar("_Key", str, int)

#: The last code point: the end of a range of keys, of all or of those that begin with a prefix.
LAST = "\U0010ffff"
# Rows that are in memory together.
_BATCH = 10_000


def is_one_of(
    connection: Connection, column: Column[Any], values: Iterable[_Key]
) -> ColumnElement[bool]:
    """Return the condition that `column` is one of `values`, however many: it takes one parameter.

    Of values in order, neighbours lie on one page of an index.
    """
    among = sorted(values)
    if connection.dialect.name == "sqlite":
        return column.in_(select(_asked(connection, among).c.value))
    return column == any_(literal(among, ARRAY(column.type)))


def keys_beginning(
    connection: Connection, key: Column[str], beginnings: Iterable[str], among: ColumnElement[bool]
) -> set[str]:
    """Return the values of `key` that begin with one of `beginnings`, however many.

    Args:
        connection: reads.
        key: a column, indexed behind those that `among` compares.
        beginnings: none is empty.
        among: which rows count.
    """
    asked = _asked(connection, sorted(beginnings))
    begins = and_(key >= asked.c.value, key < asked.c.value + LAST)
    # By an outer join the beginnings are gone through, and each is looked up in the index: SQLite
    # would do the reverse.
    joined = asked.outerjoin(key.table, and_(among, begins))
    found = connection.execute(select(key).distinct().select_from(joined)).scalars()
    return {each for each in found if each is not None}


def _asked(connection: Connection, values: Sequence[_Key]) -> TableValuedAlias:
    """Return a table of values: it takes one parameter."""
    if connection.dialect.name == "sqlite":
        return func.json_each(json.dumps(values)).table_valued("value", name="asked")
    rows = func.unnest(literal(values, ARRAY(Text)))
    return rows.table_valued("value", name="asked").render_derived()


def insert_rows(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert `rows`, each with a value for every column of `table`, in constant memory."""
    if connection.dialect.name == "sqlite":
        statement = str(insert(table).compile(dialect=connection.dialect))
        values = _values(table, rows, connection.dialect)
        while batch := list(islice(values, _BATCH)):
            connection.exec_driver_sql(statement, batch)
    else:
        _copy(connection, table, rows)


def _copy(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    dialect = connection.dialect
    quote = dialect.identifier_preparer.quote
    columns = ", ".join(quote(column.name) for column in table.columns)
    statement = f"COPY {quote(table.name)} ({columns}) FROM STDIN"
    values = _values(table, rows, dialect)
    first = next(values, None)
    if first is None:
        return
    errors = dialect.loaded_dbapi.Error
    try:
        with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:  # type: ignore[attr-defined] # psycopg's
            copy.write_row(first)
            for row in values:
                copy.write_row(row)
    except errors as error:
        # What SQLAlchemy does for its own statements.
        raise DBAPIError.instance(statement, None, error, errors, dialect=dialect) from error


def _values(
    table: Table, rows: Iterable[Mapping[str, Any]], dialect: Dialect
) -> Iterator[tuple[Any, ...]]:
    """Yield the values of each row as the driver takes them, in the order of the columns."""
    names = [column.name for column in table.columns]
    take: Callable[[Mapping[str, Any]], tuple[Any, ...]] = itemgetter(*names)
    if len(names) == 1:  # else it takes the value without a tuple around it
        take = lambda row: (row[names[0]],)  # noqa: E731 - as short as the other
    encoders = [
        (place, encode)
        for place, column in enumerate(table.columns)
        if (encode := column.type.dialect_impl(dialect).bind_processor(dialect)) is not None
    ]
    if not encoders:
        yield from map(take, rows)
        return
    for row in rows:
        values = list(take(row))
        for place, encode in encoders:
            values[place] = encode(values[place])
        yield tuple(values)
