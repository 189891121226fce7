"""The engine of one machine: a supervisor of worker processes, each with its own connection.

A pool shares one queue among its workers: a worker that is killed at the wrong moment leaves it
locked, and a dead one breaks the pool. Here nothing is shared, so a death costs one chunk, and that
is known: each worker answers in order.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Self

from extract.errors import ModelError
from extract.workers.child import READY, serve
from extract.workers.chunks import Chunk, Loader, Results
from extract.workers.engine import Death

_log = logging.getLogger(__name__)

#: Chunks with each worker: one at work and one at hand, so that it never waits for the supervisor.
_CHUNKS_PER_WORKER = 2
#: Workers that may die in a row while they load.
_FAILED_STARTS = 3
#: How long one chunk may take; an article that needs longer is one that the rules loop over.
PATIENCE_S = 600.0
_KILLED = "killed its worker process (out of memory, or a crash)"


def available_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(eq=False, slots=True)
class _Worker:
    """A worker process.

    Attributes:
        chunks: that it has, the one that it is at first.
        ready: whether it has loaded.
        since: when it began with the first of its chunks, on the monotonic clock.
        late: whether it was ended because that chunk took too long.
    """

    process: SpawnProcess
    connection: Connection
    chunks: deque[Chunk] = field(default_factory=deque)
    ready: bool = False
    since: float = 0.0
    late: bool = False


class Processes:
    """Annotates in worker processes of this machine.

    Args:
        load: makes the extractor, once in each worker; it must pickle.
        workers: how many processes at most; they start as chunks come.
        patience_s: how long one chunk may take before its worker is ended.
    """

    def __init__(self, load: Loader, *, workers: int, patience_s: float = PATIENCE_S) -> None:
        self._load = load
        self._size = workers
        self._patience_s = patience_s
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._waiting: deque[Chunk] = deque()
        self._failed_starts = 0

    @property
    def has_room(self) -> bool:
        """Whether fewer chunks are here than keep all workers busy."""
        return self._held < _CHUNKS_PER_WORKER * self._size

    @property
    def busy(self) -> bool:
        """Whether a chunk is waiting or at work."""
        return self._held > 0

    def submit(self, chunk: Chunk) -> None:
        """Take in a chunk."""
        self._waiting.append(chunk)
        self._place()

    def collect(self) -> Sequence[tuple[Chunk, Results | Death]]:
        """Wait for chunks that are done or whose worker is gone, and return them.

        Raises:
            ModelError: the workers die while they load.
            Exception: what a worker raised that is no article's fault, such as a model that is
                missing.
        """
        done: list[tuple[Chunk, Results | Death]] = []
        while not done:
            self._place()
            ready = set(wait([each.connection for each in self._workers], self._next_check_s()))
            for worker in list(self._workers):
                if worker.connection in ready:
                    done += self._receive(worker)
                elif worker.chunks and worker.ready and self._left_s(worker) <= 0:
                    worker.late = True
                    worker.process.kill()  # seen as a death in the next round
        return done

    def __enter__(self) -> Self:
        """Return the engine itself; workers start with the first chunks."""
        return self

    def __exit__(self, *_: object) -> None:
        """End all workers, whatever they are at."""
        for worker in self._workers:
            _forget(worker)
        self._workers.clear()
        self._waiting.clear()

    @property
    def _held(self) -> int:
        return len(self._waiting) + sum(len(each.chunks) for each in self._workers)

    def _place(self) -> None:
        """Give waiting chunks to those with the fewest, and start workers for the rest."""
        while self._waiting:
            worker = min(
                (each for each in self._workers if each.ready),
                key=lambda each: len(each.chunks),
                default=None,
            )
            if worker is None or len(worker.chunks) == _CHUNKS_PER_WORKER:
                break
            self._hand(worker, self._waiting.popleft())
        loading = sum(not each.ready for each in self._workers)
        for _ in range(min(len(self._waiting) - loading, self._size - len(self._workers))):
            self._workers.append(self._start())

    def _hand(self, worker: _Worker, chunk: Chunk) -> None:
        if not worker.chunks:
            worker.since = time.monotonic()
        worker.chunks.append(chunk)
        with suppress(OSError):  # it is dead, which receiving from it tells in order
            worker.connection.send(chunk)

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=serve, args=(theirs, self._load), name="extract worker", daemon=True
        )
        process.start()
        theirs.close()  # so that its end is seen when it dies
        return _Worker(process, ours)

    def _receive(self, worker: _Worker) -> list[tuple[Chunk, Results | Death]]:
        try:
            answer = worker.connection.recv()
        except (EOFError, OSError):
            return self._bury(worker)
        if isinstance(answer, Exception):
            raise answer
        if answer == READY:
            worker.ready = True
            self._failed_starts = 0
            return []
        worker.since = time.monotonic()
        return [(worker.chunks.popleft(), answer)]

    def _bury(self, worker: _Worker) -> list[tuple[Chunk, Results | Death]]:
        """Forget a dead worker; say which chunk it was at, and take back the other."""
        _forget(worker)
        self._workers.remove(worker)
        if not worker.ready:
            self._note_failed_start()
            return []
        if not worker.chunks:
            return []  # killed while it had nothing to do
        guilty = worker.chunks.popleft()
        self._waiting.extendleft(reversed(worker.chunks))
        reason = f"took longer than {self._patience_s:g} s" if worker.late else _KILLED
        _log.info("a worker %s; its chunk of %d articles runs again", reason, len(guilty))
        return [(guilty, Death(reason))]

    def _note_failed_start(self) -> None:
        self._failed_starts += 1
        if self._failed_starts < _FAILED_STARTS:
            return
        running = len(self._workers)
        if not running:
            raise ModelError(
                f"worker processes die while they load the pipeline, with {self._size} of them:"
                " use fewer --workers, or free some memory"
            )
        _log.warning("another worker cannot start, too little memory? Going on with %d", running)
        self._size, self._failed_starts = running, 0

    def _left_s(self, worker: _Worker) -> float:
        return worker.since + self._patience_s - time.monotonic()

    def _next_check_s(self) -> float | None:
        """Return how long nothing but an answer can happen, None for however long that takes."""
        left = [self._left_s(each) for each in self._workers if each.ready and each.chunks]
        return max(0.0, min(left)) if left else None


def _forget(worker: _Worker) -> None:
    worker.connection.close()
    worker.process.kill()
    worker.process.join()
    worker.process.close()
