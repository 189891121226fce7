"""Annotate chunks of articles, in this process or in several; a dead worker costs one article.

A process pool that loses a worker forgets all that is unfinished, without a word on which article
was to blame. Here the unfinished chunks run again one at a time, each halved as often as it kills
its worker, until the guilty article stands alone and is reported.
"""

from __future__ import annotations

import itertools
import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait as wait_for
from typing import Protocol, Self

from extract.errors import ModelError
from extract.schemas import Article, Failure, Record

_log = logging.getLogger(__name__)

Chunk = Sequence[Article]
Results = tuple[Record | Failure, ...]

# Chunks that wait for each worker: one at work and one at hand, so that memory stays flat.
_CHUNKS_PER_WORKER = 2
_STARTS = 3


class Extractor(Protocol):
    """What annotates articles and collects their mentions."""

    @property
    def version(self) -> str:
        """The version of all that decides the output: code, model and rules."""

    def pipe(self, articles: Iterable[Article]) -> Iterator[Record | Failure]:
        """Yield one record, or the failure in its place, for each article, in order."""


Loader = Callable[[], Extractor]


def annotate(chunks: Iterable[Chunk], extractor: Extractor) -> Generator[Results]:
    """Yield the results of each chunk, in order, one for each article."""
    for chunk in chunks:
        yield _annotate_chunk(extractor, chunk)


def annotate_in_processes(
    chunks: Iterable[Chunk], load: Loader, *, workers: int
) -> Generator[Results]:
    """Yield the results of each chunk as they come, from `workers` processes.

    Args:
        chunks: drawn no faster than the workers need them.
        load: makes the extractor, once in each worker; it must pickle.
        workers: how many processes.

    Raises:
        ModelError: the workers die while they load.
    """
    source = iter(chunks)
    first = next(source, None)
    if first is None:
        return  # nothing is due: no worker need load
    source = itertools.chain([first], source)
    with _Pool(load, workers) as pool:
        while unfinished := (yield from _annotate_together(pool, source)):
            _log.warning("a worker died; %d chunks run again one by one", len(unfinished))
            pool.restart()
            yield from _annotate_apart(pool, unfinished)


def _annotate_together(
    pool: _Pool, source: Iterator[Chunk]
) -> Generator[Results, None, list[Chunk]]:
    """Keep all workers busy; return the chunks that were unfinished when one died, or []."""
    running: dict[Future[Results], Chunk] = {}
    while True:
        for chunk in itertools.islice(source, pool.capacity - len(running)):
            try:
                running[pool.submit(chunk)] = chunk
            except BrokenProcessPool:
                return [*running.values(), chunk]
        if not running:
            return []
        lost = []
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            chunk = running.pop(future)
            try:
                results = future.result()
            except BrokenProcessPool:
                lost.append(chunk)
            else:
                yield results
        if lost:
            return [*lost, *running.values()]


def _annotate_apart(pool: _Pool, chunks: Iterable[Chunk]) -> Iterator[Results]:
    """Run `chunks` one at a time, so that a death tells which of them is guilty."""
    suspects = deque(chunks)
    while suspects:
        chunk = suspects.popleft()
        try:
            yield pool.submit(chunk).result()
        except BrokenProcessPool:
            pool.restart()
            if len(chunk) == 1:
                yield (_failure(chunk[0], "killed its worker process, twice: too much memory?"),)
            else:
                middle = len(chunk) // 2
                suspects.extendleft((chunk[middle:], chunk[:middle]))


class _Pool:
    """A process pool whose workers hold an extractor, and that can be started anew."""

    def __init__(self, load: Loader, workers: int) -> None:
        self.capacity = _CHUNKS_PER_WORKER * workers
        self._load = load
        self._workers = workers
        self._executor = self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._executor.shutdown(cancel_futures=True)

    def submit(self, chunk: Chunk) -> Future[Results]:
        return self._executor.submit(_work, chunk)

    def restart(self) -> None:
        self._executor.shutdown(cancel_futures=True)
        self._executor = self._start()

    def _start(self) -> ProcessPoolExecutor:
        # A worker that cannot load must not be held against the articles: so it says it is ready
        # before it gets any. More than one try, because somebody else may have killed it.
        for _ in range(_STARTS):
            executor = ProcessPoolExecutor(
                self._workers,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_initialize,
                initargs=(self._load,),
            )
            try:
                executor.submit(_ready).result()
            except BrokenProcessPool:
                executor.shutdown()
            else:
                return executor
        raise ModelError(
            f"worker processes die while they load the pipeline, with {self._workers} of them:"
            " use fewer --workers, or free some memory"
        )


# The extractor of a worker process, set once when it starts.
_extractor: Extractor | None = None


def _initialize(load: Loader) -> None:
    global _extractor  # noqa: PLW0603 - the one way to keep something in a pool's process
    # Ctrl-C reaches every process of a terminal; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _extractor = load()


def _die_with_parent() -> None:
    # A pool's workers outlive a parent that is killed, for ever: each holds the other's pipe open.
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)


def _ready() -> None:
    """Do nothing: that it runs shows that the worker has loaded."""


def _work(chunk: Chunk) -> Results:
    if _extractor is None:
        raise RuntimeError("the worker was not initialised")
    return _annotate_chunk(_extractor, chunk)


def _annotate_chunk(extractor: Extractor, chunk: Chunk) -> Results:
    """Return one result for each article: where the chunk raises, each article runs alone."""
    try:
        results = tuple(extractor.pipe(chunk))
    except Exception as error:  # noqa: BLE001 - the one boundary: an article never ends the batch
        if len(chunk) == 1:
            return (_failure(chunk[0], f"{type(error).__name__}: {error}"),)
        return tuple(each for article in chunk for each in _annotate_chunk(extractor, [article]))
    if len(results) != len(chunk):
        raise RuntimeError(f"the extractor gave {len(results)} results for {len(chunk)} articles")
    return results


def _failure(article: Article, error: str) -> Failure:
    return Failure(article=article.id, stage="annotate", error=error)
