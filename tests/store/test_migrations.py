"""Older databases are brought up to date, and end as new ones begin."""

import logging
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from extract.errors import StoreError
from extract.store import open_store, tables
from extract.store.migrations import config
from extract.store.schema import REVISION, metadata
from tests.databases import execute, query

OLD = Path(__file__).parent / "revisions"


def load(url: str, revision: str) -> None:
    """Fill an empty database with the tables and rows of an older version of extract."""
    engine = create_engine(url)
    script = (OLD / f"{revision}.{engine.dialect.name}.sql").read_text()
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(engine.url.database)) as connection:
            connection.executescript(script)
    else:
        with engine.begin() as connection:
            connection.connection.cursor().execute(script)
    engine.dispose()


def facts(url: str) -> dict[str, list[object]]:
    """Return all that a store gives back."""
    with open_store(url, create=False) as store:
        memory = store.memory()
        return {
            "records": list(store.records()),
            "entities": list(store.entities()),
            "old id": list(store.entities("e9")),
            "decisions": list(store.decisions()),
            "failures": list(store.ledger.failures()),
            "met": memory.met("PERSON", ["surname anna"]),
            "contexts": sorted(memory.contexts(["e1"], 10)["e1"]),
            "counts": list(memory.counts()),
        }


@pytest.fixture
def old(database: str) -> str:
    load(database, "0001")
    return database


def test_an_older_database_keeps_its_facts(old: str) -> None:
    open_store(old).close()
    found = facts(old)
    assert [each.article.id for each in found["records"]] == ["a1", "a2", "a3"]
    swap = found["records"][2]
    assert (swap.article.title, swap.warnings) == ("A swap", ("a warning",))
    values = {each.text: each.value for each in swap.mentions}
    assert values["Port Office"].acronym == "PO"
    assert values["Ankara"].geonames == 323786
    assert values["26"].unit == "prisoner"
    assert values["1 August 2024"].edtf == "2024-08-01"
    linked = {each.text: each.entity for record in found["records"] for each in record.mentions}
    assert (linked["Anna"], linked["Port Office"], linked["Ankara"]) == ("e1", "e2", "e3")
    assert {each.id: [a.name for a in each.aliases] for each in found["entities"]} == {
        "e1": ["Anna", "Ana"],
        "e2": [],
        "e3": ["Ankara"],
    }
    assert [each.id for each in found["old id"]] == ["e1"]
    assert [each.id for each in found["decisions"]] == ["d1", "d2"]
    assert [(each.article, each.error) for each in found["failures"]] == [("x", "no text")]
    assert [each.names for each in found["met"]] == [{"Anna": 2, "Ana": 1}]
    assert found["contexts"] == [("word", "port")]
    assert found["counts"] == [2, 1]


@pytest.mark.parametrize("start", ["old", "database"])
def test_the_tables_are_those_of_the_schema(
    request: pytest.FixtureRequest, database: str, start: str
) -> None:
    request.getfixturevalue(start)
    open_store(database).close()
    engine = create_engine(database)
    with engine.connect() as connection:
        options = {"compare_type": True, "version_table": tables.revisions.name}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
    engine.dispose()
    assert query(database, "SELECT version_num FROM extract_revision") == [(REVISION,)]


def test_the_last_revision_is_the_one_of_the_schema(sqlite_database: str) -> None:
    engine = create_engine(sqlite_database)
    with engine.connect() as connection:
        assert ScriptDirectory.from_config(config(connection)).get_heads() == [REVISION]


def test_reading_an_older_database_says_how_to_bring_it_up_to_date(old: str) -> None:
    before = table_names(old)
    with pytest.raises(StoreError, match="“extract db upgrade --db"):
        open_store(old, create=False)
    assert table_names(old) == before


def test_an_upgrade_is_announced(old: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        open_store(old).close()
        open_store(old).close()
    assert [each.message for each in caplog.records if "up to date" in each.message] == [
        each.message for each in caplog.records
    ]
    assert len(caplog.records) == 1


def test_an_upgrade_that_fails_leaves_what_was_there(
    old: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from extract.store import migrations  # noqa: PLC0415 - what is broken here

    whole = migrations.upgrade

    def broken(connection: object) -> None:
        whole(connection)
        connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")
        connection.exec_driver_sql("SELECT no_such_column FROM articles")

    monkeypatch.setattr(migrations, "upgrade", broken)
    before = table_names(old)
    with pytest.raises(StoreError, match="no_such_column"):
        open_store(old)
    assert table_names(old) == before
    monkeypatch.undo()
    open_store(old).close()
    assert len(facts(old)["records"]) == 3


def test_a_database_of_a_newer_version_is_refused(database: str) -> None:
    open_store(database).close()
    execute(database, "UPDATE extract_revision SET version_num = '9999'")
    for create in (True, False):
        with pytest.raises(StoreError, match="newer version of extract"):
            open_store(database, create=create)


def test_a_current_database_is_opened_without_alembic(sqlite_database: str) -> None:
    """Importing it takes half a second."""
    open_store(sqlite_database).close()
    script = (
        "import sys; from extract.store import open_store;"
        f"open_store({sqlite_database!r}).close(); print('alembic' in sys.modules)"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert done.stdout == "False\n"


def table_names(url: str) -> list[str]:
    engine = create_engine(url)
    found = sorted(inspect(engine).get_table_names())
    engine.dispose()
    return found
