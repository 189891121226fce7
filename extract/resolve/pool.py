"""Work that other processes do in batches, a few at a time; it comes back in order."""

from __future__ import annotations

import logging
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

_log = logging.getLogger(__name__)

Batch = TypeVar("Batch")
Packed = TypeVar("Packed")
Done = TypeVar("Done")

# Batches that wait for each process: one at work and one at hand, so that memory stays flat.
_BATCHES_PER_WORKER = 2


def in_processes(
    batches: Iterable[Batch],
    pack: Callable[[Batch], Packed],
    work: Callable[[Packed], Done],
    *,
    workers: int,
    start: Callable[..., None] | None = None,
    given: tuple[Any, ...] = (),
) -> Iterator[tuple[Batch, Done | None]]:
    """Yield each batch and what a process made of it, in their order.

    When one process dies all are lost. Then None is yielded with a batch, and the caller has to do
    its work.

    Args:
        batches: the work in pieces.
        pack: returns what of a batch is sent.
        work: what a process does with it; a function of a module.
        workers: how many processes.
        start: makes a process ready, from what is `given`.
        given: the arguments of `start`.
    """
    waiting: deque[tuple[Batch, Future[Done] | None]] = deque()
    with ProcessPoolExecutor(
        workers,
        # A fork would copy locks of other threads in whatever state they are.
        mp_context=multiprocessing.get_context("spawn"),
        initializer=start,
        initargs=given,
    ) as pool:
        lives = _Lives(pool)
        for batch in batches:
            if len(waiting) == _BATCHES_PER_WORKER * workers:
                first, due = waiting.popleft()
                yield first, lives.result(due)
            waiting.append((batch, lives.submitted(pack, work, batch)))
        for batch, due in waiting:
            yield batch, lives.result(due)


class _Lives:
    """The processes, as long as they live."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool
        self._alive = True

    def submitted(
        self, pack: Callable[[Batch], Packed], work: Callable[[Packed], Done], batch: Batch
    ) -> Future[Done] | None:
        if self._alive:
            try:
                return self._pool.submit(work, pack(batch))
            except BrokenProcessPool:
                self._note_death()
        return None

    def result(self, due: Future[Done] | None) -> Done | None:
        if due is not None:
            try:
                return due.result()
            except BrokenProcessPool:
                self._note_death()
        return None

    def _note_death(self) -> None:
        if self._alive:
            _log.warning("a process that resolves died (too little memory?): one goes on alone")
        self._alive = False
