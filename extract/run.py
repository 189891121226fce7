"""The whole sequence: read → annotate → collect → resolve → assemble → store.

`run` is the place to start reading. It can be killed at any moment and started again: every chunk
of articles is written in one transaction with its ledger entry, finished articles are passed over,
and resolution is written in one transaction at the end.
"""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from extract.articles import check_inputs, count_articles, read_articles
from extract.config import Settings
from extract.errors import ConfigError
from extract.knowledge import Knowledge, Memory
from extract.records import check_output, write_entities, write_records
from extract.schemas import (
    Article,
    Entity,
    Failure,
    Frozen,
    Label,
    Record,
)
from extract.store import Run, Store, database_file, fingerprint, open_store
from extract.workers import Chunk, Engine, Results, annotate, chunked

Stage = Literal["annotate", "resolve", "write"]
#: Resolves what a database has that is not resolved; None where there is nothing to do.
Resolver = Callable[[Memory], Knowledge | None]

# How many of the most mentioned people and agencies a summary shows.
_TOP = 10


class Progress(Protocol):
    """Is told how far a run is, after each chunk."""

    def __call__(self, stage: Stage, done: int, total: int | None) -> None:
        """Take note of `done` of `total` inputs; `total` is a guess, None when there is none."""


class Summary(Frozen):
    """What a run did, and what the database holds after it.

    Attributes:
        read: articles that were read, repeats left out.
        new: of these, annotated and stored by this run.
        unchanged: of these, finished before, by the same version, and passed over.
        repeated: articles that stood in the input more than once.
        changed: whether any fact in the database is other than before.
        articles: articles in the database.
        mentions: mentions in the database, by label.
        entities: entities in the database, by label.
        people: the most mentioned, with their variants.
        agencies: the same for agencies.
        failures: what this run could not process.
        seconds: how long it took.
    """

    read: int
    new: int
    unchanged: int
    repeated: int
    changed: bool
    articles: int
    mentions: dict[Label, int]
    entities: dict[Label, int]
    people: tuple[Entity, ...]
    agencies: tuple[Entity, ...]
    failures: tuple[Failure, ...]
    seconds: float


def run(
    inputs: Sequence[str | Path],
    *,
    settings: Settings,
    version: str,
    engine: Engine,
    resolve: Resolver,
    db_url: str,
    now: Callable[[], dt.datetime],
    jsonl: str | Path | None = None,
    entities: str | Path | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Turn `inputs` into facts in a database, and say what was done.

    Args:
        inputs: folders, files, or “-” for standard input.
        settings: what decides the output.
        version: of the code, model and rules that annotate; an article that was done by another
            one is due again.
        engine: who annotates.
        resolve: decides which mentions are one entity, over all articles in the database.
        db_url: an SQLAlchemy URL; the database is made if it is not there.
        now: the clock, giving aware times.
        jsonl: file for the records of all articles in the database, or “-”.
        entities: file for all entities in the database, or “-”.
        stdin: standard input as bytes; the process's own by default.
        progress: is told how far the run is.

    Raises:
        ArticleError: an input does not exist.
        ConfigError: an output cannot be written or is an input.
        ModelError: the extractor cannot be loaded.
        StoreError: the database cannot be opened or written.
    """
    started = now()
    _check(inputs, outputs=(jsonl, entities), db_url=db_url)
    with open_store(db_url) as store:
        this = Run(version=version, settings=settings.model_dump(), started=started)
        work = _Work(store, this, progress, total=count_articles(inputs) if progress else None)
        found = read_articles(
            inputs, stdin=stdin, max_chars=settings.max_chars, on_repeat=work.note_repeat
        )
        chunks = work.unfinished(chunked(found, size=settings.batch_size))
        with closing(annotate(chunks, engine)) as annotated:
            for _, results in annotated:
                work.write(results)
        work.forget_mended(inputs)

        work.report("resolve")
        known = resolve(store.memory())
        relinked = known is not None and store.write_knowledge(known)

        work.report("write")
        if jsonl is not None:
            write_records(store.records(), jsonl)
        if entities is not None:
            write_entities(store.entities(), entities)
        store.finish_run(this, finished=now())
        return work.summary(
            changed=relinked or work.new > 0, seconds=(now() - started).total_seconds()
        )


def _check(
    inputs: Sequence[str | Path],
    *,
    outputs: Iterable[str | Path | None],
    db_url: str,
) -> None:
    """Refuse at once what would otherwise fail, or destroy something, in the end."""
    check_inputs(inputs)
    taken = [database_file(db_url)]
    for output in outputs:
        if output is None:
            continue
        check_output(output)
        target = Path(output).resolve()
        if target in taken:
            raise ConfigError(
                f"output “{output}” is written twice, or is the database: name another"
            )
        taken.append(target)
        for each in inputs:
            source = Path(each).resolve()
            if os.fspath(each) != "-" and source in (target, *target.parents):
                raise ConfigError(
                    f"output “{output}” lies in the input “{each}”: it would be read as an article;"
                    " write it elsewhere"
                )


class _Work:
    """The bookkeeping of one run: passes over what is done, writes what is new, counts both."""

    def __init__(
        self, store: Store, run: Run, progress: Progress | None, *, total: int | None
    ) -> None:
        self.new = 0
        self._store = store
        self._run = run
        self._progress = progress
        self._total = total
        self._counts: Counter[str] = Counter()
        self._failures: list[Failure] = []

    def unfinished(self, chunks: Iterable[Sequence[Article | Failure]]) -> Iterator[Chunk]:
        """Yield the articles of each chunk that are due; note failures to read."""
        for chunk in chunks:
            self._fail([each for each in chunk if isinstance(each, Failure)])
            articles = [each for each in chunk if isinstance(each, Article)]
            known = self._store.finished([each.id for each in articles], version=self._run.version)
            due = [each for each in articles if known.get(each.id) != fingerprint(each)]
            self._counts["read"] += len(articles)
            self._counts["unchanged"] += len(articles) - len(due)
            self.report("annotate")
            if due:
                yield tuple(due)

    def write(self, results: Results) -> None:
        """Store the results of one chunk."""
        records = [each for each in results if isinstance(each, Record)]
        refused = self._store.write_records(records, run=self._run)
        self.new += len(records) - len(refused)
        self._failures += refused
        self._fail([each for each in results if isinstance(each, Failure)])
        self.report("annotate")

    def forget_mended(self, inputs: Sequence[str | Path]) -> None:
        """Delete what failed to be read in an earlier run and is read now."""
        failed = (each.article for each in self._failures if each.stage == "read")
        self._store.forget_read_failures([os.fspath(each) for each in inputs], but=failed)

    def note_repeat(self, _article: str) -> None:
        """Count an article that was given before."""
        self._counts["repeated"] += 1

    def report(self, stage: Stage) -> None:
        """Say how many inputs are done."""
        if self._progress is not None:
            done = self.new + self._counts["unchanged"] + self._counts["repeated"]
            self._progress(stage, done + len(self._failures), self._total)

    def summary(self, *, changed: bool, seconds: float) -> Summary:
        """Return what was done, and what the database holds now."""
        totals = self._store.totals()
        return Summary(
            read=self._counts["read"],
            new=self.new,
            unchanged=self._counts["unchanged"],
            repeated=self._counts["repeated"],
            changed=changed,
            articles=totals.articles,
            mentions=totals.mentions,
            entities=totals.entities,
            people=tuple(self._store.entities(label="PERSON", limit=_TOP)),
            agencies=tuple(self._store.entities(label="AGENCY", limit=_TOP)),
            failures=tuple(self._failures),
            seconds=seconds,
        )

    def _fail(self, failures: Sequence[Failure]) -> None:
        if failures:
            self._store.write_failures(failures, run=self._run)
            self._failures += failures
