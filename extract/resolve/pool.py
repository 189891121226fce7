"""Work that a process shares with helpers, other processes; what comes of it comes in order."""

from __future__ import annotations

import atexit
import gc
import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from typing import Generic, Self, TypeVar

_log = logging.getLogger(__name__)

Batch = TypeVar("Batch")
Packed = TypeVar("Packed")
Sent = TypeVar("Sent")
Done = TypeVar("Done")

# Batches with each helper: one at work and one at hand, so that it never waits for this one.
_BATCHES_PER_WORKER = 2
# Batches, for each process, that may be done here while one before them is not done elsewhere: more
# would only fill memory.
_AHEAD = 8


@dataclass(frozen=True)
class Work(Generic[Batch, Packed, Sent, Done]):
    """What is to be done with batches, in this process and in its helpers.

    Attributes:
        here: does a batch in this process.
        pack: returns what of a batch is sent to a helper.
        there: does there what was packed; a function of a module, or a part of one.
        unpack: returns what `here` would have, from the batch and what came back.
        few: batches up to which starting helpers costs more than it saves.
    """

    here: Callable[[Batch], Done]
    pack: Callable[[Batch], Packed]
    there: Callable[[Packed], Sent]
    unpack: Callable[[Batch, Sent], Done]
    few: int


@dataclass(frozen=True, slots=True)
class _Waiting(Generic[Batch, Sent, Done]):
    """A batch that is done here, or due from a helper."""

    batch: Batch
    due: Future[Sent] | None
    done: Done | None

    @property
    def at_work(self) -> bool:
        return self.due is not None and not self.due.done()


class Helpers:
    """This process and its helpers, other processes, which start when there is enough to do.

    Helpers get a batch whenever they have room for one; this process does the rest. When one of
    them dies all are lost, and this one goes on alone.

    Args:
        workers: how many processes, with this one.
    """

    def __init__(self, workers: int = 1) -> None:
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._alive = workers > 1

    def __enter__(self) -> Self:
        """Return itself; the helpers start later, if at all."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the helpers."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def do(self, work: Work[Batch, Packed, Sent, Done], batches: Iterable[Batch]) -> Iterator[Done]:
        """Yield what comes of each batch, in their order."""
        source = iter(batches)
        yield from map(work.here, islice(source, work.few) if self._alive else source)
        waiting: deque[_Waiting[Batch, Sent, Done]] = deque()
        for batch in source:
            at_work = sum(each.at_work for each in waiting)
            due = self._submitted(work, batch, at_work=at_work)
            waiting.append(_Waiting(batch, due, None if due else work.here(batch)))
            while waiting and not (waiting[0].at_work and len(waiting) <= _AHEAD * self._workers):
                yield self._result(work, waiting.popleft())
        while waiting:
            yield self._result(work, waiting.popleft())

    def _submitted(
        self, work: Work[Batch, Packed, Sent, Done], batch: Batch, *, at_work: int
    ) -> Future[Sent] | None:
        """Return what is due from the helpers, or None if they have no room."""
        if not self._alive or at_work >= _BATCHES_PER_WORKER * (self._workers - 1):
            return None
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._workers - 1,
                # A fork would copy locks of other threads in whatever state they are.
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_begin,
            )
        try:
            return self._pool.submit(work.there, work.pack(batch))
        except BrokenProcessPool:
            self._note_death()
            return None

    def _result(
        self, work: Work[Batch, Packed, Sent, Done], waiting: _Waiting[Batch, Sent, Done]
    ) -> Done:
        if waiting.due is None:
            return waiting.done  # type: ignore[return-value]  # what is not due is done
        try:
            sent = waiting.due.result()
        except BrokenProcessPool:
            self._note_death()
            return work.here(waiting.batch)
        return work.unpack(waiting.batch, sent)

    def _note_death(self) -> None:
        if self._alive:
            _log.warning("a process that resolves died (too little memory?): one goes on alone")
        self._alive = False


def _begin() -> None:
    """Make a helper ready."""
    # Ctrl-C reaches every process of a terminal; the first alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # Where no object refers to itself in a circle, the collector finds nothing, for a third of the
    # time; and at the end there is no need to free object after object.
    gc.disable()
    atexit.register(os._exit, 0)


def _end_with_parent() -> None:
    # Else, where the parent is killed, this one would wait for work for ever.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
