"""Open a database, and say in words what is wrong when that fails."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from extract.errors import StoreError
from extract.store.tables import find_revision, prepare

#: Gives a connection, in one transaction.
Connect = Callable[[], AbstractContextManager[Connection]]

#: How long a writer waits for another before it gives up.
LOCK_TIMEOUT_S = 30.0
_EXAMPLES = "“sqlite:///facts.db” or “postgresql+psycopg://user@host/database”"
_WRITABLE = "; the file and its folder must be there and be writable"
# How often a change of SQLite's journal mode is tried while somebody else is at work.
_RETRY_S = 0.02
# Set on connections that only read: they need not queue for SQLite's one write lock.
READ_ONLY = "extract_read_only"
# How long a machine and PostgreSQL wait for each other when nothing comes through any more: a
# minute, where the system's default is hours, in which a lost machine would hold its locks. libpq's
# names, in seconds but for the last, in milliseconds; what a URL says goes before.
_PATIENCE = {
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
# PostgreSQL's code for what a user has no right to.
_NO_RIGHT = "42501"


def open_engine(
    url: str, *, create: bool, upgrade: bool, lock_timeout_s: float = LOCK_TIMEOUT_S
) -> Engine:
    """Return an engine on the database at `url`, with extract's tables in it.

    Args:
        url: an SQLAlchemy URL of an SQLite or PostgreSQL database.
        create: whether to make the file and the tables if they are not there.
        upgrade: whether to bring the tables of an older version up to date.
        lock_timeout_s: how long a writer waits for another, in seconds.

    Raises:
        StoreError: the URL is malformed, the driver is missing, the database cannot be opened, is
            not there, or belongs to something else.
    """
    engine = _make_engine(url, create=create, lock_timeout_s=lock_timeout_s)
    with _looking_into(engine) as reading:
        prepare(engine, reading, create=create, upgrade=upgrade)
    if engine.dialect.name == "sqlite":
        # Only now: it changes the file for good, which must be ours for that.
        event.listen(engine, "connect", partial(_use_write_ahead_log, wait_s=lock_timeout_s))
    return engine


def revision_of(url: str) -> str:
    """Return the revision of extract's tables in the database at `url`.

    Raises:
        StoreError: the database cannot be opened, is not there, or belongs to something else.
    """
    engine = _make_engine(url, create=False)
    with _looking_into(engine) as reading:
        return find_revision(reading)


def _make_engine(url: str, *, create: bool, lock_timeout_s: float = LOCK_TIMEOUT_S) -> Engine:
    address = _parse(url)
    if not create:
        _check_file_exists(address)
    try:
        engine = create_engine(address, connect_args=_connect_args(address, lock_timeout_s))
    except ModuleNotFoundError as error:
        advice = ": pip install psycopg[binary]" if address.drivername != "sqlite" else ""
        raise StoreError(
            f"database “{_shown(address)}”: the driver {error.name} is not installed{advice}"
        ) from None
    except (NoSuchModuleError, ArgumentError) as error:
        raise StoreError(f"database “{_shown(address)}”: {error}; use {_EXAMPLES}") from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _take_over_transactions)
        event.listen(engine, "begin", _begin)
    else:
        event.listen(engine, "connect", _be_looked_after)
    return engine


@contextmanager
def _looking_into(engine: Engine) -> Iterator[Connection]:
    """Give a connection that reads; close all of `engine` afterwards."""
    try:
        with explained(engine), engine.connect() as connection:
            yield connection.execution_options(**{READ_ONLY: True})
    finally:
        engine.dispose()


@contextmanager
def explained(engine: Engine) -> Iterator[None]:
    """Turn a database error into a `StoreError` that says what to do."""
    try:
        yield
    except DBAPIError as error:
        problem = str(error.orig)
        raise StoreError(
            f"database “{_shown(engine.url)}”: {problem.strip()}"
            f"{_advice(problem, sql_state(error))}"
        ) from error
    except SQLAlchemyError as error:
        raise StoreError(f"database “{_shown(engine.url)}”: {error}") from error


def sql_state(error: Exception) -> str:
    """Return PostgreSQL's code for `error`; “” where the server did not raise it."""
    return getattr(getattr(error, "orig", None), "sqlstate", None) or ""


def _advice(problem: str, state: str) -> str:
    if state == _NO_RIGHT:
        return (
            "; let the owner of the tables do this, or give this user its rights (docs/cluster.md)"
        )
    advice = {
        "database is locked": "; another process is writing to it: wait for that, or end it",
        "file is not a database": "; it is another kind of file: give --db another name",
        "unable to open database file": _WRITABLE,
        "readonly database": _WRITABLE,
        "disk is full": "; free some space and run again: what is committed is kept",
        "disk I/O error": "; is the disk full, or failing? Then run again: all committed is kept",
        "malformed": "; the file is damaged: restore a copy, or delete it and run again",
    }
    return next((text for sign, text in advice.items() if sign in problem), "")


def _parse(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError:
        raise StoreError(f"“{url}” is not a database URL; use {_EXAMPLES}") from None
    if address.get_backend_name() not in {"sqlite", "postgresql"}:
        raise StoreError(
            f"database “{_shown(address)}”: {address.get_backend_name()} is not supported;"
            f" use {_EXAMPLES}"
        )
    return address


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=True)


def _check_file_exists(url: URL) -> None:
    path = url.database
    if url.get_backend_name() != "sqlite" or not path or path.startswith((":memory:", "file:")):
        return
    if not Path(path).exists():
        raise StoreError(f"database “{_shown(url)}” does not exist: “extract run” makes it")


def database_file(url: str) -> Path | None:
    """Return the file that an SQLite URL names, None for other databases and for one in memory.

    Raises:
        StoreError: the URL is malformed.
    """
    address = _parse(url)
    if address.get_backend_name() != "sqlite" or address.database in (None, "", ":memory:"):
        return None
    return Path(str(address.database)).resolve()


def _connect_args(url: URL, lock_timeout_s: float) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {"timeout": lock_timeout_s}
    return {name: value for name, value in _PATIENCE.items() if name not in url.query}


def _be_looked_after(connection: Any, _record: object) -> None:  # noqa: ANN401 - a driver's
    # Else the server notices after hours that this machine is lost, and keeps its locks till then.
    ours = connection.info.get_parameters()
    theirs = {
        name if name.startswith("tcp_") else f"tcp_{name}": str(ours.get(name, 0))
        for name in _PATIENCE
    }
    setting = ", ".join("set_config(%s, %s, false)" for _ in theirs)
    connection.execute(f"SELECT {setting}", [word for pair in theirs.items() for word in pair])
    connection.commit()


def _take_over_transactions(connection: Any, _record: object) -> None:  # noqa: ANN401 - a driver's
    # Else the driver opens transactions by itself, and only before some statements.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=ON").close()


def _use_write_ahead_log(
    connection: Any,  # noqa: ANN401 - a driver's
    _record: object,
    *,
    wait_s: float,
) -> None:
    # A commit costs a thirtieth, and readers do not wait for the writer. SQLite changes the mode
    # only when nobody else is at work, and unlike for any other lock it does not wait by itself.
    deadline = time.monotonic() + wait_s
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_RETRY_S)
    connection.execute("PRAGMA synchronous=NORMAL").close()


def _begin(connection: Connection) -> None:
    # A writer takes the lock at once: SQLite refuses, without waiting, to turn a reader into one.
    read_only = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
