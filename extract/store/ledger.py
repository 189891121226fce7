"""The ledger: what became of every article, and of every input that could not be read.

An article's entry is written in the transaction of its rows, so a run that is killed knows exactly
what it has done. Where to start reading: `Entry`, then `Ledger`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Update,
    and_,
    func,
    or_,
    select,
    update,
)

from extract.schemas import Article, Failure, Frozen, Record
from extract.store.bulk import insert_rows
from extract.store.changes import delete_rows
from extract.store.engine import Connect
from extract.store.memory import next_change
from extract.store.rows import fingerprint
from extract.store.runs import Run, as_utc, ensure_run
from extract.store.schema import ledger

#: What an article waits for. “failed”: an input that could not be read, tried by every run;
#: “quarantined”: an article that could not be annotated or stored, tried no more until it or the
#: version changes, or somebody asks for it.
State = Literal["waiting", "done", "failed", "quarantined"]

# How often a lease of an article may run out before it is given up.
_LEASES = 4
_LOST = f"the machine of every worker that took it up was lost, {_LEASES} times"


class Entry(Frozen):
    """What became of one article, or of one input that could not be read.

    Attributes:
        article: id of the article, or name of the input.
        state: see `State`.
        version: of code, model and rules that it was done or tried by; None if it was not read.
        fingerprint: of all that was read; None if it was not read.
        stage: where it failed.
        error: why, and what to do about it.
        attempts: how often it was taken up, since it was last read anew.
        at: when this was noted, in UTC.
    """

    article: str
    state: State
    version: str | None = None
    fingerprint: str | None = None
    stage: Literal["read", "annotate", "store", "load"] | None = None
    error: str | None = None
    attempts: int
    at: dt.datetime

    @property
    def failure(self) -> Failure | None:
        """Return the failure that this is, None if it is none."""
        if self.stage is None or self.error is None:
            return None
        return Failure(article=self.article, stage=self.stage, error=self.error)


_FIELDS = tuple(Entry.model_fields)
_FAILURES = ("failed", "quarantined")


class Ledger:
    """The ledger of one database.

    Args:
        reading: gives a connection to read with.
        writing: gives a connection in a transaction that writes.
    """

    def __init__(self, reading: Connect, writing: Connect) -> None:
        self._reading = reading
        self._writing = writing

    def entries(self, ids: Sequence[str]) -> dict[str, Entry]:
        """Return what became of those of `ids` that were taken up, by id."""
        with self._reading() as connection:
            query = select(ledger).where(ledger.c.article.in_(ids))
            return {row.article: _entry(row) for row in connection.execute(query)}

    def failures(self) -> Iterator[Entry]:
        """Yield every failure that nothing has mended since, sorted by article."""
        query = select(ledger).where(_has_failed()).order_by(ledger.c.article)
        with self._reading() as connection:
            rows = connection.execute(query).all()
        yield from map(_entry, rows)

    def quarantined(self) -> Iterator[Article]:
        """Yield the articles in quarantine, sorted by id."""
        table = ledger.c
        query = select(table.article, table.content).where(table.state == "quarantined")
        query = query.order_by(table.article).limit(1)  # each may be long
        last = ""
        while True:
            with self._reading() as connection:
                row = connection.execute(query.where(table.article > last)).first()
            if row is None:
                return
            yield Article(**row.content)
            last = row.article

    def note_failures(
        self,
        failures: Sequence[Failure],
        *,
        run: Run,
        articles: Mapping[str, Article] | None = None,
        at: dt.datetime | None = None,
        leased: bool = False,
    ) -> None:
        """Note `failures`; an input that cannot be read for the reason known stays as it is.

        Args:
            failures: of reading, annotating or storing.
            run: that tried.
            articles: those that were read, by id; they are kept, so that they can be tried again
                without their input, and are in quarantine.
            at: the time; that of the start of the run by default.
            leased: whether they were leased: one that another run has done since is left alone.
        """
        kept = articles or {}
        known = self.entries([each.article for each in failures])
        rows = []
        for failure in failures:
            article, old = kept.get(failure.article), known.get(failure.article)
            if article is None and old is not None and old.failure == failure:
                continue
            row = _row(
                failure.article, run, at, state="failed" if article is None else "quarantined"
            )
            rows.append(row | _content(article) | {"stage": failure.stage, "error": failure.error})
        if rows:
            with self._writing() as connection:
                next_change(connection)  # for its lock
                if leased:
                    waiting = still_waiting(connection, [row["article"] for row in rows])
                    rows = [row for row in rows if row["article"] in waiting]
                ensure_run(connection, run)
                _replace(connection, rows)

    def forget_read_failures(self, inputs: Sequence[str], *, but: Iterable[str]) -> None:
        """Delete the failures of reading or loading `inputs`, apart from `but`: they are mended.

        Args:
            inputs: folders and files as they were given; what was read below them counts too.
            but: the names that failed again.
        """
        still = set(but)
        query = select(ledger.c.article).where(ledger.c.stage.in_(("read", "load")))
        with self._reading() as connection:
            names = list(connection.execute(query).scalars())
        mended = [name for name in names if name not in still and _is_below(name, inputs)]
        if mended:
            with self._writing() as connection:
                forget(connection, mended)

    # Runs that share their work, on PostgreSQL

    def add_waiting(
        self,
        articles: Iterable[Article],
        *,
        run: Run,
        at: dt.datetime | None = None,
        force: bool = False,
    ) -> None:
        """Let `articles` wait for whoever leases them; one that waits keeps lease and attempts.

        What is done by this version is left alone, unless `force`: another machine may have done
        it since it was found to be due.
        """
        wanted = {each.id: each for each in articles}
        with self._writing() as connection:
            next_change(connection)  # for its lock: another may read the same input
            states = ("waiting",) if force else ("waiting", "done")
            query = select(ledger.c.article, ledger.c.fingerprint).where(
                ledger.c.article.in_(list(wanted)),
                ledger.c.state.in_(states),
                ledger.c.version == run.version,
            )
            for row in connection.execute(query).all():
                if row.fingerprint == fingerprint(wanted[row.article]):
                    del wanted[row.article]
            ensure_run(connection, run)
            rows = [
                _row(each.id, run, at, state="waiting") | _content(each) for each in wanted.values()
            ]
            _replace(connection, rows, attempted=0)

    def lease(self, *, by: str, version: str, size: int, seconds: float) -> list[Article]:
        """Lease up to `size` waiting articles, and renew what `by` holds; PostgreSQL only.

        An article whose lease ran out, which happens when its whole machine is lost, is leased
        alone after that, and given up in the end.

        Args:
            by: who leases.
            version: of who leases; what waits for another is left alone.
            size: how many articles at most.
            seconds: how long the lease lasts, by the clock of the database.
        """
        until = func.now() + dt.timedelta(seconds=seconds)
        free = and_(_waits_for(version), _is_free())
        held = and_(_waits_for(version), ledger.c.leased_by == by)

        def unlocked(among: ColumnElement[bool]) -> Select[tuple[str]]:
            # What somebody writes just now is passed over: who leases never waits.
            query = select(ledger.c.article).where(among).order_by(ledger.c.article)
            return query.with_for_update(skip_locked=True)

        def change(which: Select[tuple[str]]) -> Update:
            return update(ledger).where(ledger.c.article.in_(which))

        lost = {"state": "quarantined", "stage": "annotate", "error": _LOST}
        lease = {"leased_by": by, "leased_until": until, "attempts": ledger.c.attempts + 1}
        with self._writing() as connection:
            tried = ledger.c.attempts >= _LEASES
            connection.execute(change(unlocked(and_(free, tried))).values(**lost))
            connection.execute(change(unlocked(held)).values(leased_until=until))
            for among, limit in ((and_(free, ledger.c.attempts == 0), size), (free, 1)):
                query = change(unlocked(among).limit(limit)).values(**lease)
                found = connection.execute(
                    query.returning(ledger.c.article, ledger.c.content)
                ).all()
                if found:
                    break
        return [Article(**row.content) for row in sorted(found, key=lambda row: row.article)]

    def waiting(self, version: str) -> tuple[int, int]:
        """Return how many articles wait for `version`, leased ones too, and how many for others."""
        query = select(ledger.c.version, func.count()).where(ledger.c.state == "waiting")
        with self._reading() as connection:
            rows = connection.execute(query.group_by(ledger.c.version)).all()
        counts: dict[str, int] = {row[0]: row[1] for row in rows}
        mine = counts.pop(version, 0)
        return mine, sum(counts.values())


def note_done(
    connection: Connection, records: Iterable[Record], *, run: Run, at: dt.datetime
) -> None:
    """Note, in the transaction that writes `records`, that they are done."""
    rows = [
        _row(each.article.id, run, at, state="done") | {"fingerprint": fingerprint(each.article)}
        for each in records
    ]
    _replace(connection, rows)


def forget(connection: Connection, names: Iterable[str]) -> None:
    """Delete what the ledger says of `names`, in the transaction that deletes the articles."""
    delete_rows(connection, ledger, [{"article": name} for name in names])


def still_waiting(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Return which of `ids` wait: another may have done one whose lease ran out."""
    query = select(ledger.c.article).where(ledger.c.article.in_(ids), ledger.c.state == "waiting")
    return set(connection.execute(query.order_by(ledger.c.article).with_for_update()).scalars())


def count_failures(connection: Connection) -> int:
    """Return how many failures nothing has mended since."""
    return connection.execute(select(func.count()).where(_has_failed())).scalar_one()


def _entry(row: Row[Any]) -> Entry:
    fields = {name: getattr(row, name) for name in _FIELDS}
    return Entry(**fields | {"at": as_utc(fields["at"])})


def _has_failed() -> ColumnElement[bool]:
    return ledger.c.state.in_(_FAILURES)


def _waits_for(version: str) -> ColumnElement[bool]:
    return and_(ledger.c.state == "waiting", ledger.c.version == version)


def _is_free() -> ColumnElement[bool]:
    return or_(ledger.c.leased_until.is_(None), ledger.c.leased_until < func.now())


def _row(article: str, run: Run, at: dt.datetime | None, *, state: State) -> dict[str, Any]:
    empty = dict.fromkeys(column.name for column in ledger.columns)
    fixed = {"article": article, "state": state, "run_id": run.id, "at": as_utc(at or run.started)}
    # An input that could not be read has not met any version.
    return empty | fixed | {"version": None if state == "failed" else run.version}


def _content(article: Article | None) -> dict[str, Any]:
    if article is None:
        return {}
    return {"fingerprint": fingerprint(article), "content": article.model_dump(mode="json")}


def _replace(connection: Connection, rows: Sequence[dict[str, Any]], *, attempted: int = 1) -> None:
    """Put `rows` in the place of what the ledger says of the same articles.

    Their attempts go on while the article and the version are the same; one that was leased was
    counted then.
    """
    if not rows:
        return
    names = ("article", "version", "fingerprint", "attempts", "leased_by")
    among = ledger.c.article.in_([row["article"] for row in rows])
    query = select(*(ledger.c[name] for name in names)).where(among)
    known = {row.article: row for row in connection.execute(query)}
    for row in rows:
        old = known.get(row["article"])
        if old is None or (old.version, old.fingerprint) != (row["version"], row["fingerprint"]):
            row["attempts"] = attempted
        else:
            row["attempts"] = old.attempts + (attempted if old.leased_by is None else 0)
    forget(connection, known)
    insert_rows(connection, ledger, rows)


def _is_below(name: str, inputs: Sequence[str]) -> bool:
    """Tell whether the input `name`, such as “news/a.jsonl:17”, was read from one of `inputs`."""
    return any(
        name == each or name.startswith((f"{each}:", f"{each.rstrip('/')}/")) for each in inputs
    )
