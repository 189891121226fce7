"""Make the tables in an empty database, and bring those of an older version up to date.

Where to start reading: `prepare`. Alembic is imported only when there is something to bring up to
date: it takes half a second.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    bindparam,
    func,
    insert,
    inspect,
    select,
)

from extract.errors import StoreError
from extract.store.schema import REVISION, metadata, state
from extract.store.views import create_views, drop_views

_log = logging.getLogger(__name__)

#: Where a database says which revision its tables have, as Alembic makes it.
revisions = Table(
    "extract_revision",
    MetaData(naming_convention={"pk": "%(table_name)s_pkc"}),
    Column("version_num", String(32), primary_key=True),
)
# The revision of tables that say none.
_FIRST = "0001"
# The number of the advisory lock under which PostgreSQL's tables are made and altered.
_LOCK = 0x65787472


def prepare(engine: Engine, reading: Connection, *, create: bool, upgrade: bool) -> None:
    """Make sure that the database has extract's tables, as this version knows them.

    Args:
        engine: on the database.
        reading: a connection to it that only reads.
        create: whether to make the tables in a database that has none.
        upgrade: whether to bring the tables of an older version up to date.

    Raises:
        StoreError: the tables are not extract's, or of another version.
    """
    if _revision(reading) == REVISION:
        return
    if create and not inspect(reading).get_table_names():
        reading.rollback()
        _write(engine, _create)
        return
    found = find_revision(reading)
    reading.rollback()
    shown = _shown(reading)
    if found > REVISION:
        raise StoreError(
            f"database “{shown}” was made by a newer version of extract: install that, or give --db"
            " a new name"
        )
    if not upgrade:
        raise StoreError(
            f"database “{shown}” was made by an older version of extract: “extract db upgrade --db"
            f" {shown}” brings its tables up to date"
        )
    _log.warning("database “%s” is of an older version: its tables are brought up to date", shown)
    _write(engine, _upgrade)


def find_revision(reading: Connection) -> str:
    """Return the revision of the tables of a database.

    Raises:
        StoreError: it has no tables of extract's.
    """
    found = _revision(reading)
    if found is None:
        _check_first(_columns(reading), _shown(reading))
        return _FIRST
    return found


def _shown(connection: Connection) -> str:
    return connection.engine.url.render_as_string(hide_password=True)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(revisions.name):
        return None
    return connection.execute(select(revisions.c.version_num)).scalar()


def _write(engine: Engine, work: Callable[[Connection], None]) -> None:
    """Do `work` in one transaction, apart from all others that do such work."""
    with engine.connect() as connection:
        is_sqlite = engine.dialect.name == "sqlite"
        if is_sqlite:
            # A table that is made anew is dropped first, and would take what refers to it along.
            # Only outside of a transaction can that be switched off.
            _driver(connection).execute("PRAGMA foreign_keys=OFF").close()
        with connection.begin():
            if not is_sqlite:
                connection.execute(select(func.pg_advisory_xact_lock(bindparam("lock", _LOCK))))
            work(connection)
            if is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise StoreError("the tables would lose rows that others refer to: nothing is done")


def _driver(connection: Connection) -> Any:  # noqa: ANN401 - a driver's
    return connection.connection.driver_connection


def _create(connection: Connection) -> None:
    # Asked again under the lock: another run may have made the tables just now.
    if _revision(connection) is None:
        metadata.create_all(connection)
        revisions.create(connection)
        connection.execute(insert(revisions), [{"version_num": REVISION}])
        first = {"id": 1, "resolutions": 0, "whole_due": False, "reviewed": "", "changes": 0}
        connection.execute(insert(state), [first])
        create_views(connection)


def _upgrade(connection: Connection) -> None:
    from extract.store import migrations  # noqa: PLC0415 - Alembic takes half a second

    found = _revision(connection)
    if found == REVISION:
        return
    if found is None:
        revisions.create(connection)
        connection.execute(insert(revisions), [{"version_num": _FIRST}])
    drop_views(connection)
    migrations.upgrade(connection)
    create_views(connection)


def _check_first(present: dict[str, set[str]], shown: str) -> None:
    """Make sure that tables without a revision are those of the first."""
    from extract.store.migrations.versions import r0001_baseline as first  # noqa: PLC0415 - as above

    wanted = {
        table.name: {column.name for column in table.columns}
        for table in first.metadata.sorted_tables
    }
    shared = present.keys() & wanted.keys()
    if not shared:
        others = (
            f"tables of something else ({', '.join(sorted(present)[:3])})"
            if present
            else "no tables"
        )
        raise StoreError(
            f"database “{shown}” holds {others}: give --db a new name, or a database of extract's"
            " own"
        )
    # Tables of our names first: what they lack says most about whose they are.
    for name, columns in sorted(wanted.items(), key=lambda item: item[0] not in shared):
        if missing := columns - present.get(name, set()):
            raise StoreError(
                f"database “{shown}”: table {name} lacks {', '.join(sorted(missing))}; another"
                " version of extract, or another program, made it: give --db a new name"
            )


def _columns(connection: Connection) -> dict[str, set[str]]:
    inspector = inspect(connection)
    return {
        name: {column["name"] for column in inspector.get_columns(name)}
        for name in inspector.get_table_names()
    }
