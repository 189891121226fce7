"""One run at a time on a database: a second one waits, and says for what.

What a run resolves must not change under it. Runs that lease their work share the database while
they annotate; resolving, each is alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, bindparam, func, select
from sqlalchemy.exc import SQLAlchemyError

# The number of the advisory lock of PostgreSQL; that of the tables is one less.
_LOCK = 0x65787473


@contextmanager
def held(engine: Engine, *, shared: bool, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of a database until the block ends, or the process, however it ends.

    Args:
        engine: on the database. An SQLite file has its lock in a file beside it.
        shared: whether others may hold it so at the same time; PostgreSQL only.
        on_wait: called once if somebody else holds it.
    """
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            suffix = "_shared" if shared else ""
            if not _call(connection, f"pg_try_advisory_lock{suffix}"):
                on_wait()
                _call(connection, f"pg_advisory_lock{suffix}")
            try:
                yield
            finally:
                with suppress(SQLAlchemyError):  # who has lost the database has lost the lock
                    _call(connection, f"pg_advisory_unlock{suffix}")
    elif engine.url.database in (None, "", ":memory:"):
        yield
    else:
        lock = FileLock(f"{engine.url.database}.lock")
        try:
            lock.acquire(blocking=False)
        except Timeout:
            on_wait()
            lock.acquire()
        try:
            yield
        finally:
            lock.release()


def _call(connection: Connection, function: str) -> object:
    return connection.execute(select(getattr(func, function)(bindparam("lock", _LOCK)))).scalar()
