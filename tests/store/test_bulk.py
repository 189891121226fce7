"""Many rows at once, into SQLite and by COPY into PostgreSQL."""

from collections.abc import Iterator

import pytest
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    create_engine,
    select,
)
from sqlalchemy.exc import DBAPIError

from extract.store.bulk import _BATCH, insert_rows, keys_beginning
from extract.store.schema import Key

# Words that SQL has a use for, and what means something else in COPY's text format.
TABLE = Table(
    "order",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("select", Text),
    Column("From", JSON),
)
ODD = ["\\N", "\\.", "a\tb", "a\nb", "a\\b", '"', "'", "", "é😀", None]


@pytest.fixture
def connection(database: str) -> Iterator[Connection]:
    engine = create_engine(database)
    with engine.begin() as opened:
        # In another order than here, as columns lie that a migration has added.
        columns = [Column(each.name, each.type) for each in TABLE.columns][::-1]
        Table(TABLE.name, MetaData(), *columns, PrimaryKeyConstraint("id")).create(opened)
        yield opened
    engine.dispose()


def test_rows_come_back_as_they_went_in(connection: Connection) -> None:
    data = [*ODD, {"a": ["\t", None]}]
    rows = [{"id": n, "select": text, "From": data[-n]} for n, text in enumerate(ODD)]
    insert_rows(connection, TABLE, rows[::-1])
    found = connection.execute(select(TABLE).order_by(TABLE.c.id))
    assert [row._asdict() for row in found] == rows


def test_no_rows_are_no_error_and_more_than_a_batch_none_too_many(connection: Connection) -> None:
    insert_rows(connection, TABLE, ())
    many = 2 * _BATCH + 1
    insert_rows(connection, TABLE, ({"id": n, "select": "x", "From": n} for n in range(many)))
    assert sorted(connection.execute(select(TABLE.c.id)).scalars()) == list(range(many))


def test_one_column_alone_takes_values_as_they_are(connection: Connection) -> None:
    column = Table("ids", MetaData(), Column("id", Text, primary_key=True))
    column.create(connection)
    insert_rows(connection, column, [{"id": "abc"}, {"id": "d"}])
    assert sorted(connection.execute(select(column.c.id)).scalars()) == ["abc", "d"]


def test_a_row_that_does_not_fit_is_an_error_as_of_any_statement(connection: Connection) -> None:
    row = {"id": 1, "select": "x", "From": None}
    with pytest.raises(DBAPIError, match=r"(?i)unique"):
        insert_rows(connection, TABLE, [row, row])


def test_keys_are_found_by_what_they_begin_with(connection: Connection) -> None:
    keys = Table("keys", MetaData(), Column("kind", Text), Column("key", Key), Index(None, "key"))
    keys.create(connection)
    words = ["a", "a b", "a c", "a\U0001f600", "A b", "b a b", "b%", "bc"]
    rows = [{"kind": "x", "key": each} for each in [*words, "a c"]]
    insert_rows(connection, keys, [*rows, {"kind": "y", "key": "a d"}])

    def found(*beginnings: str) -> set[str]:
        return keys_beginning(connection, keys.c.key, beginnings, keys.c.kind == "x")

    assert found("a ") == {"a b", "a c"}
    assert found("b%", "a ", "a") == {"a", "a b", "a c", "a\U0001f600", "b%"}
    assert found("c") == found() == set()
