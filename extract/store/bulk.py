"""Put many rows into a table fast: tuples straight to SQLite's driver, COPY on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert
from sqlalchemy.exc import DBAPIError

# Rows that are in memory together.
_BATCH = 10_000


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
    encoders = {
        name: encode
        for name, column in zip(names, table.columns, strict=True)
        if (encode := column.type.dialect_impl(dialect).bind_processor(dialect)) is not None
    }
    if not encoders:
        for row in rows:
            yield tuple([row[name] for name in names])
        return
    encoded = [(name, encoders.get(name)) for name in names]
    for row in rows:
        yield tuple([row[n] if encode is None else encode(row[n]) for n, encode in encoded])
