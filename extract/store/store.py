"""Write records and their resolution to a database.

Where to start reading: `open_store`, then `Store`: `write_records` and `write_knowledge` take in;
what gives back is in ``reader.py``. The tables are in ``schema.py``, what a row of them holds in
``rows.py``.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.exc import (
    DataError,
    IntegrityError,
    InterfaceError,
    ProgrammingError,
    StatementError,
)

from extract.collector import collector_paused
from extract.errors import StoreError
from extract.knowledge import Knowledge, Memory, Stories
from extract.schemas import Failure, Record
from extract.store import schema
from extract.store.bulk import insert_rows
from extract.store.changes import delete_rows
from extract.store.engine import LOCK_TIMEOUT_S, explained, open_engine, sql_state
from extract.store.ledger import Ledger, forget, note_done, still_waiting
from extract.store.locks import held
from extract.store.memory import (
    StoreMemory,
    forget_deleted,
    is_resolved,
    next_change,
    note_change,
    note_deleted,
    write,
)
from extract.store.reader import Reader
from extract.store.rights import lacking
from extract.store.rows import record_rows
from extract.store.runs import Run, as_utc, ensure_run
from extract.store.stories import StoreStories

_log = logging.getLogger(__name__)

# What one record can be guilty of; everything else is the database's fault and ends the run.
_RECORD_ERRORS = (
    IntegrityError,
    DataError,
    InterfaceError,
    ProgrammingError,
    OverflowError,
    ValueError,
)


class Store(Reader):
    """The facts in one database. Use `open_store`; as a context manager it closes itself.

    Every write is one transaction: killed in the middle, it leaves what was there before.

    Attributes:
        ledger: what became of every article.
    """

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.ledger = Ledger(self.reading, self._writing)

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def check_rights(self) -> None:
        """Make sure that a run could write, without writing.

        Raises:
            StoreError: the file cannot be written, or the user lacks a right, which is named.
        """
        no_row = update(schema.state).where(schema.state.c.id < 0).values(changes=0)
        with self._writing() as connection:
            missing = lacking(connection)
            if not missing:
                connection.execute(no_row)  # SQLite says nothing before about a read-only file
        if missing:
            name = self._engine.url.render_as_string(hide_password=True)
            raise StoreError(
                f"database “{name}”: its user may not {', '.join(missing[:3])}; give the user its"
                " rights (docs/cluster.md)"
            )

    @contextmanager
    def alone(self, *, shared: bool = False) -> Iterator[None]:
        """Keep other runs off the database until the block ends; wait for one that is at work.

        Args:
            shared: whether to let others in that share it too; PostgreSQL only.
        """
        name = self._engine.url.render_as_string(hide_password=True)
        with (
            explained(self._engine),
            held(
                self._engine,
                shared=shared,
                on_wait=lambda: _log.warning(
                    "another run is at work on “%s”: waiting for it", name
                ),
            ),
        ):
            yield

    # Records

    def write_records(
        self,
        records: Sequence[Record],
        *,
        run: Run,
        at: dt.datetime | None = None,
        leased: bool = False,
    ) -> tuple[Failure, ...]:
        """Write `records` and that they are done, in one transaction.

        What is there of the same articles is replaced.

        Args:
            records: of a chunk.
            run: that writes.
            at: the time; that of the start of the run by default.
            leased: whether they were leased: one that another run has done since is left alone.

        Returns:
            A failure, written as well, for each record that the database cannot hold; the others
            are written one by one then.

        Raises:
            StoreError: the database cannot be written.
        """
        with explained(self._engine):
            try:
                self._write_records(records, run, at or run.started, leased=leased)
            except (*_RECORD_ERRORS, StatementError) as error:
                if not _is_about_records(error):
                    raise
                tried = (
                    self._write_alone(each, run, at or run.started, leased=leased)
                    for each in records
                )
                failures = tuple(filter(None, tried))
                articles = {each.article.id: each.article for each in records}
                self.ledger.note_failures(
                    failures, run=run, articles=articles, at=at, leased=leased
                )
                return failures
        return ()

    def _write_alone(
        self, record: Record, run: Run, at: dt.datetime, *, leased: bool
    ) -> Failure | None:
        try:
            self._write_records([record], run, at, leased=leased)
        except (*_RECORD_ERRORS, StatementError) as error:
            if not _is_about_records(error):
                raise
            reason = str(getattr(error, "orig", None) or error)
            return Failure(
                article=record.article.id,
                stage="store",
                error=f"the database does not take this record: {reason}",
            )
        return None

    def _write_records(
        self, records: Sequence[Record], run: Run, at: dt.datetime, *, leased: bool = False
    ) -> None:
        if not records:
            return
        with self._engine.begin() as connection:
            change = next_change(connection)
            if leased:
                waiting = still_waiting(connection, [each.article.id for each in records])
                records = [each for each in records if each.article.id in waiting]
                if not records:
                    return
            ids = [record.article.id for record in records]
            ensure_run(connection, run)
            rows = record_rows(records, run_id=run.id, version=run.version, change=change)
            due = {"whole_due": True} if is_resolved(connection, ids) else {}
            delete_rows(connection, schema.articles, [{"id": each} for each in ids])
            for table, content in rows.items():
                insert_rows(connection, table, content)
            note_done(connection, records, run=run, at=at)
            forget_deleted(connection, "article", schema.articles.c.id)
            note_change(connection, change, **due)

    def delete_articles(self, ids: Sequence[str]) -> list[str]:
        """Delete articles and what was found in them; return the ids that were there.

        Names are resolved anew in the next run. Who polls with `Change` hears of it.
        """
        table = schema.articles
        with self._writing() as connection:
            change = next_change(connection)
            query = select(table.c.id).where(table.c.id.in_(ids)).order_by(table.c.id)
            found = list(connection.execute(query).scalars())
            if found:
                note_deleted(connection, "article", query, change)
                delete_rows(connection, table, [{"id": each} for each in found])
                forget(connection, found)
                note_change(connection, change, whole_due=True)
        return found

    def finish_run(self, run: Run, *, finished: dt.datetime) -> None:
        """Note when `run` ended; a run that wrote nothing has left no row to note it in."""
        query = update(schema.runs).where(schema.runs.c.id == run.id)
        with self._writing() as connection:
            connection.execute(query.values(finished=as_utc(finished)))

    # Copies and resolution

    def stories(self) -> Stories:
        """Return what linking copies asks for, and writes."""
        return StoreStories(self.reading, self._writing)

    def memory(self) -> Memory:
        """Return what resolution may ask."""
        return StoreMemory(self.reading, self._unresolved_or_all)

    def write_knowledge(
        self,
        knowledge: Knowledge,
        *,
        note: Callable[[int, int], None] = lambda _done, _steps: None,
    ) -> bool:
        """Make entities, aliases, decisions and links what `knowledge` says, in one transaction.

        Args:
            knowledge: what a resolution found out.
            note: is told how many steps of how many are done.

        Returns:
            Whether anything changed; rows that are right already are not touched.

        Raises:
            StoreError: the database cannot be written, or `knowledge` links to an entity that is
                not there.
        """
        with collector_paused(), self._writing() as connection:
            return write(connection, knowledge, note)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with explained(self._engine), self._engine.begin() as connection:
            yield connection


def open_store(
    url: str,
    *,
    create: bool = True,
    upgrade: bool | None = None,
    lock_timeout_s: float = LOCK_TIMEOUT_S,
) -> Store:
    """Open the store in the database at `url`.

    Args:
        url: an SQLAlchemy URL of an SQLite or PostgreSQL database.
        create: whether to make the file and the tables if they are not there.
        upgrade: whether to bring the tables of an older version up to date, in one transaction; as
            `create` by default, so that reading alters nothing.
        lock_timeout_s: how long a writer waits for another, in seconds.

    Raises:
        StoreError: the database cannot be opened, or is not extract's; the message says what to do.
    """
    upgrade = create if upgrade is None else upgrade
    engine = open_engine(url, create=create, upgrade=upgrade, lock_timeout_s=lock_timeout_s)
    return Store(engine)


def _is_about_records(error: Exception) -> bool:
    """Tell a record that the database refuses from a database that fails."""
    if sql_state(error).startswith("42"):  # a table or a right is missing
        return False
    return isinstance(error, _RECORD_ERRORS) or isinstance(
        getattr(error, "orig", None), OverflowError | ValueError | TypeError
    )
