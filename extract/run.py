"""The whole sequence: read → annotate → collect → resolve → assemble → store.

`run` is the place to start reading. It can be killed at any moment and started again: every chunk
of articles is written in one transaction with its ledger entry, finished articles are passed over,
and resolution is written in one transaction at the end.
"""

from __future__ import annotations

import datetime as dt
import itertools
import logging
import os
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from extract.articles import check_inputs, count_articles, read_articles
from extract.config import Settings
from extract.copies import link_copies
from extract.errors import ConfigError
from extract.knowledge import Knowledge, Memory
from extract.leases import Leasing, leased_chunks
from extract.records import check_output, write_entities, write_records
from extract.schemas import (
    Article,
    Entity,
    Failure,
    Frozen,
    Label,
    Record,
)
from extract.store import Entry, Run, Store, database_file, fingerprint, open_store
from extract.workers import Chunk, Engine, Results, annotate, chunked

Stage = Literal["annotate", "copies", "resolve", "compare", "keep", "write"]
#: Resolves what a database has that is not resolved; None where there is nothing to do.
Resolver = Callable[[Memory], Knowledge | None]

_log = logging.getLogger(__name__)

# How many of the most mentioned people and agencies a summary shows.
_TOP = 10


class Reading(Protocol):
    """Gives the articles of inputs, as `read_articles` does."""

    def __call__(
        self,
        inputs: Sequence[str | Path],
        /,
        *,
        stdin: BinaryIO | None,
        max_chars: int,
        on_repeat: Callable[[str], None] | None,
    ) -> Iterator[Article | Failure]:
        """Yield them in a fixed order, and a failure for each that cannot be read."""


class Progress(Protocol):
    """Is told how far a run is, after each chunk."""

    def __call__(self, stage: Stage, done: int, total: int | None) -> None:
        """Take note of `done` of `total` inputs; `total` is a guess, None when there is none.

        Of copies, it is the articles whose story was not known; in "compare" names; in "keep" the
        steps of writing what resolution found.
        """


class Summary(Frozen):
    """What a run did, and what the database holds after it.

    Attributes:
        read: articles that were read, repeats left out.
        new: of these, annotated and stored by this run.
        unchanged: of these, finished before, by the same version, and passed over.
        outdated: of the new ones, those that another version of code, model or rules had done.
        repeated: articles that stood in the input more than once.
        changed: whether any fact in the database is other than before.
        articles: articles in the database.
        stories: stories that they tell: copies of one count as one.
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
    outdated: int
    repeated: int
    changed: bool
    articles: int
    stories: int
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
    read: Reading = read_articles,
    jsonl: str | Path | None = None,
    entities: str | Path | None = None,
    force: bool = False,
    retry: bool = False,
    again: Container[str] = (),
    leasing: Leasing | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Turn `inputs` into facts in a database, and say what was done.

    Args:
        inputs: folders, files, or “-” for standard input; none for a run that takes up what
            others have read.
        settings: what decides the output.
        version: of the code, model and rules that annotate; an article that was done by another
            one is due again.
        engine: who annotates.
        resolve: decides which mentions are one entity, over all articles in the database.
        db_url: an SQLAlchemy URL; the database is made if it is not there.
        now: the clock, giving aware times.
        read: gives the articles of `inputs`.
        jsonl: file for the records of all articles in the database, or “-”.
        entities: file for all entities in the database, or “-”.
        force: whether to annotate again what is done.
        retry: whether to try again what is in quarantine and stands in `inputs`.
        again: ids of articles in quarantine that are tried again, as they were read.
        leasing: how to share the work with other runs on one PostgreSQL database; None for a run
            that has the database to itself.
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
    with open_store(db_url) as store, ExitStack() as at_work:
        at_work.enter_context(store.alone(shared=leasing is not None))
        this = Run(version=version, settings=settings.model_dump(), started=started)
        total = count_articles(inputs) if progress else None
        work = _Work(store, this, now, progress, total=total, leased=leasing is not None)
        found: Iterator[Article | Failure] = iter(())
        if inputs:
            found = read(
                inputs, stdin=stdin, max_chars=settings.max_chars, on_repeat=work.note_repeat
            )
        parts = chunked(found, size=settings.batch_size)
        chunks: Iterator[Chunk] = itertools.chain(
            work.again(again), work.unfinished(parts, force=force, retry=retry)
        )
        if leasing is not None:
            chunks = work.shared(chunks, leasing, size=settings.batch_size, force=force)
        with closing(annotate(chunks, engine)) as annotated:
            for chunk, results in annotated:
                work.write(chunk, results)
        work.forget_mended(inputs)

        if leasing is not None:
            # Who shares the work waits here for the others; then one resolves for all.
            at_work.close()
            at_work.enter_context(store.alone())
        link_copies(store.stories(), note=partial(work.report_at, "copies"))
        work.report("resolve")
        known = resolve(store.memory())
        keeping = partial(work.report_at, "keep")
        relinked = known is not None and store.write_knowledge(known, note=keeping)

        work.report("write")
        if jsonl is not None:
            write_records(store.records(), jsonl)
        if entities is not None:
            write_entities(store.entities(), entities)
        store.finish_run(this, finished=now())
        return work.summary(
            changed=relinked or work.new > 0, seconds=(now() - started).total_seconds()
        )


def failed_inputs(failed: Iterable[Entry]) -> tuple[list[str], list[str]]:
    """Return the inputs of `failed` that could not be read: those that are there, and the others.

    The first are folders and files; an entry names the line, or the id, too: “news/a.jsonl:17”.
    Lines that were to be loaded are among the others: they hold no articles.
    """
    there: dict[str, None] = {}
    gone: list[str] = []
    for entry in failed:
        if entry.state == "failed":
            name = entry.article
            while not Path(name).exists() and ":" in name:
                name = name.rpartition(":")[0]
            if entry.stage != "load" and Path(name).exists():
                there[name] = None
            else:
                gone.append(entry.article)
    return list(there), gone


def _check(
    inputs: Sequence[str | Path],
    *,
    outputs: Iterable[str | Path | None],
    db_url: str,
) -> None:
    """Refuse at once what would otherwise fail, or destroy something, in the end."""
    if inputs:
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
        self,
        store: Store,
        run: Run,
        now: Callable[[], dt.datetime],
        progress: Progress | None,
        *,
        total: int | None,
        leased: bool,
    ) -> None:
        self.new = 0
        self._store = store
        self._run = run
        self._now = now
        self._progress = progress
        self._total = total
        self._leased = leased
        self._counts: Counter[str] = Counter()
        self._failures: list[Failure] = []

    def again(self, wanted: Container[str]) -> Iterator[Chunk]:
        """Yield the articles in quarantine that are `wanted`, alone: one may kill its worker."""
        for article in self._store.ledger.quarantined():
            if article.id in wanted:
                self._counts["read"] += 1
                yield (article,)

    def unfinished(
        self, chunks: Iterable[Sequence[Article | Failure]], *, force: bool, retry: bool
    ) -> Iterator[Chunk]:
        """Yield the articles of each chunk that are due; note failures, also those of old."""
        for chunk in chunks:
            self._fail([each for each in chunk if isinstance(each, Failure)])
            articles = [each for each in chunk if isinstance(each, Article)]
            known = self._store.ledger.entries([each.id for each in articles])
            due = tuple(
                each for each in articles if self._is_due(each, known, force=force, retry=retry)
            )
            self._counts["read"] += len(articles)
            self.report("annotate")
            if due:
                yield due

    def shared(
        self, chunks: Iterable[Chunk], leasing: Leasing, *, size: int, force: bool
    ) -> Iterator[Chunk]:
        """Let `chunks` wait for whoever leases them; yield what this run leases."""
        ledger, version = self._store.ledger, self._run.version
        for chunk in chunks:
            ledger.add_waiting(chunk, run=self._run, at=self._now(), force=force)
        waiting, others = ledger.waiting(version)
        if others:
            _log.warning(
                "%d articles wait for another version of code, model or rules: they are left to"
                " machines that have it",
                others,
            )
        if self._total is not None:
            self._total = waiting
        yield from leased_chunks(ledger, leasing, version=version, size=size)

    def write(self, chunk: Chunk, results: Results) -> None:
        """Store the results of one chunk."""
        records = [each for each in results if isinstance(each, Record)]
        refused = self._store.write_records(
            records, run=self._run, at=self._now(), leased=self._leased
        )
        self.new += len(records) - len(refused)
        self._failures += refused
        self._fail([each for each in results if isinstance(each, Failure)], chunk)
        self.report("annotate")

    def _is_due(
        self, article: Article, known: Mapping[str, Entry], *, force: bool, retry: bool
    ) -> bool:
        entry = known.get(article.id)
        if entry is None:
            return True
        is_other = entry.version != self._run.version
        if not force and not is_other and entry.fingerprint == fingerprint(article):
            if entry.state == "done":
                self._counts["unchanged"] += 1
                return False
            if entry.failure is not None and not retry:
                self._failures.append(entry.failure)
                return False
        if is_other and entry.state == "done":
            self._counts["outdated"] += 1
        return True

    def forget_mended(self, inputs: Sequence[str | Path]) -> None:
        """Delete what failed to be read in an earlier run and is read now."""
        failed = (each.article for each in self._failures if each.stage in {"read", "load"})
        self._store.ledger.forget_read_failures([os.fspath(each) for each in inputs], but=failed)

    def note_repeat(self, _article: str) -> None:
        """Count an article that was given before."""
        self._counts["repeated"] += 1

    def report(self, stage: Stage) -> None:
        """Say how many inputs are done."""
        done = self.new + self._counts["unchanged"] + self._counts["repeated"]
        self.report_at(stage, done + len(self._failures), self._total)

    def report_at(self, stage: Stage, done: int, total: int | None) -> None:
        """Say how much of a stage is done."""
        if self._progress is not None:
            self._progress(stage, done, total)

    def summary(self, *, changed: bool, seconds: float) -> Summary:
        """Return what was done, and what the database holds now."""
        totals = self._store.totals()
        return Summary(
            read=self._counts["read"],
            new=self.new,
            unchanged=self._counts["unchanged"],
            outdated=self._counts["outdated"],
            repeated=self._counts["repeated"],
            changed=changed,
            articles=totals.articles,
            stories=totals.stories,
            mentions=totals.mentions,
            entities=totals.entities,
            people=tuple(self._store.entities(label="PERSON", limit=_TOP, count_stories=True)),
            agencies=tuple(self._store.entities(label="AGENCY", limit=_TOP, count_stories=True)),
            failures=tuple(self._failures),
            seconds=seconds,
        )

    def _fail(self, failures: Sequence[Failure], chunk: Chunk = ()) -> None:
        if failures:
            articles = {each.id: each for each in chunk}
            self._store.ledger.note_failures(
                failures,
                run=self._run,
                articles=articles,
                at=self._now(),
                leased=self._leased and bool(chunk),
            )
            self._failures += failures
