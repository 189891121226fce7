"""Work that a process shares with helpers, other processes; what comes of it comes in order.

What is sent stands in files. A pipe takes 64 kB at a time, and for each of them the thread that
feeds it waits until the one that works lets go of the interpreter: helpers were idle for a quarter
of the time.
"""

from __future__ import annotations

import atexit
import gc
import logging
import multiprocessing
import os
import pickle
import shutil
import signal
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, count, islice
from pathlib import Path
from typing import Any, Generic, Literal, NamedTuple, Protocol, Self, TypeVar

_log = logging.getLogger(__name__)

Doing = Literal["resolve", "compare"]


class Report(Protocol):
    """Is told, again and again, how far resolution is."""

    def __call__(self, doing: Doing, done: int, total: int | None, /) -> None:
        """Take note of `done` of `total` articles resolved each by itself, or names compared.

        `total` is None where it is not known.
        """


def silent(_doing: Doing, _done: int, _total: int | None) -> None:
    """Tell nobody how far resolution is."""


Item = TypeVar("Item")
Packed = TypeVar("Packed")
Sent = TypeVar("Sent")
Done = TypeVar("Done")

# Batches with each helper: one at work and two at hand, so that it never waits for this one.
_BATCHES_PER_WORKER = 3
# Batches, for each process, that may be done here while one before them is not done elsewhere: more
# would only fill memory.
_AHEAD = 8


@dataclass(frozen=True)
class Work(Generic[Item, Packed, Sent, Done]):
    """What is to be done with items, a batch at a time, in this process and in its helpers.

    Attributes:
        here: does a batch in this process; returns what comes of each item, in order.
        pack: returns what of a batch is sent to a helper.
        there: does there what was packed; a function of a module, or a part of one.
        unpack: returns what `here` would have, from the batch and what came back.
        batch: how many items a process takes at once.
        few: batches up to which starting helpers costs more than it saves.
        doing: what it is called in reports.
        total: how many items there are; None if that is not known.
        ahead: whether helpers are given all batches at once, before this process asks for what
            comes of them; it takes back what they have not begun by then.
    """

    here: Callable[[Sequence[Item]], Sequence[Done]]
    pack: Callable[[Sequence[Item]], Packed]
    there: Callable[[Packed], Sent]
    unpack: Callable[[Sequence[Item], Sent], Sequence[Done]]
    batch: int
    few: int
    doing: Doing
    total: int | None
    ahead: bool = False


class _Due(NamedTuple):
    """What a helper was given: a file that tells it, and the file of what it will send."""

    told: Path
    sent: Future[Path]

    def taken_back(self) -> bool:
        """Return whether no helper has begun with it; then none will."""
        # Cancelling the future would do, but if a helper dies then, its pool waits for ever.
        try:
            self.told.unlink()
        except OSError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class _Waiting(Generic[Item, Done]):
    """A batch that is done here, or due from a helper."""

    batch: Sequence[Item]
    due: _Due | None
    done: Sequence[Done]

    @property
    def at_work(self) -> bool:
        return self.due is not None and not self.due.sent.done()


class Helpers:
    """This process and its helpers, other processes, which start when there is enough to do.

    Helpers get a batch whenever they have room for one; this process does the rest. When one of
    them dies all are lost, and this one goes on alone.

    Args:
        workers: how many processes, with this one.
        report: is told how far they are, after each batch.
    """

    def __init__(self, workers: int = 1, report: Report = silent) -> None:
        self._workers = workers
        self._report = report
        self._pool: ProcessPoolExecutor | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._numbers = count()
        self._alive = workers > 1

    def __enter__(self) -> Self:
        """Return itself; the helpers start later, if at all."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the helpers."""
        self.rest()

    def rest(self) -> None:
        """End the helpers, whose memory is needed elsewhere, until there is enough to do again."""
        folder, self._folder = self._folder, None
        if folder is not None:
            folder.cleanup()  # so that nothing more is begun, should this be an error's end
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
        if folder is not None:
            folder.cleanup()  # of what was being written meanwhile

    def share(self, told: object) -> Path | None:
        """Return a file that tells all helpers, until they end, what they ask it for: `told_in`.

        None if there are to be none, or if nothing can be written.
        """
        if not self._alive:
            return None
        try:
            return _written(self._file(), told)
        except OSError as error:
            self._go_on_alone(error)
            return None

    def do(self, work: Work[Item, Packed, Sent, Done], items: Iterable[Item]) -> Iterator[Done]:
        """Return what comes of each item, in their order."""
        rest = iter(items)
        batches = iter(lambda: list(islice(rest, work.batch)), [])
        ahead: list[_Waiting[Item, Done]] = []
        while work.ahead and self._alive and (batch := next(batches, None)):
            ahead.append(self._begun(work, batch, to_helper=True))
        found = chain(self._found_ahead(work, ahead), self._found(work, batches))
        return self._reported(work, found)

    def _reported(
        self, work: Work[Item, Packed, Sent, Done], found: Iterable[Sequence[Done]]
    ) -> Iterator[Done]:
        done = 0
        for each in found:
            yield from each
            done += len(each)
            self._report(work.doing, done, work.total)

    def _found(
        self, work: Work[Item, Packed, Sent, Done], batches: Iterator[Sequence[Item]]
    ) -> Iterator[Sequence[Done]]:
        for batch in islice(batches, work.few) if self._alive else batches:
            yield work.here(batch)
        waiting: deque[_Waiting[Item, Done]] = deque()
        for batch in batches:
            at_work = sum(each.at_work for each in waiting)
            has_room = at_work < _BATCHES_PER_WORKER * (self._workers - 1)
            waiting.append(self._begun(work, batch, to_helper=has_room))
            while waiting and not (waiting[0].at_work and len(waiting) <= _AHEAD * self._workers):
                yield self._result(work, waiting.popleft())
        while waiting:
            yield self._result(work, waiting.popleft())

    def _found_ahead(
        self, work: Work[Item, Packed, Sent, Done], begun: list[_Waiting[Item, Done]]
    ) -> Iterator[Sequence[Done]]:
        """Yield what comes of batches that helpers were given; do the last of them here."""
        begun.reverse()
        last = 0
        while begun:
            if not begun[-1].at_work or last >= len(begun):
                yield self._result(work, begun.pop())
                continue
            batch, due = begun[last].batch, begun[last].due
            if due is not None and due.taken_back():
                begun[last] = _Waiting(batch, None, work.here(batch))
            last += 1

    def _begun(
        self, work: Work[Item, Packed, Sent, Done], batch: Sequence[Item], *, to_helper: bool
    ) -> _Waiting[Item, Done]:
        """Give a batch to the helpers, or else do it here."""
        due = self._submit(work.there, work.pack(batch)) if to_helper and self._alive else None
        return _Waiting(batch, due, () if due else work.here(batch))

    def _submit(self, there: Callable[[Packed], object], told: Packed) -> _Due | None:
        try:
            file = _written(self._file(), told)
            if self._pool is None:
                self._pool = ProcessPoolExecutor(
                    self._workers - 1,
                    # A fork would copy locks of other threads in whatever state they are.
                    mp_context=multiprocessing.get_context("spawn"),
                    initializer=_begin,
                    initargs=(file.parent,),
                )
            return _Due(file, self._pool.submit(_do_there, there, file))
        except (BrokenProcessPool, OSError) as error:
            self._go_on_alone(error)
            return None

    def _file(self) -> Path:
        """Return where something may be written for the helpers, until they end."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(
                prefix="extract-", ignore_cleanup_errors=True
            )
        return Path(self._folder.name) / str(next(self._numbers))

    def _result(
        self, work: Work[Item, Packed, Sent, Done], waiting: _Waiting[Item, Done]
    ) -> Sequence[Done]:
        if waiting.due is None:
            return waiting.done
        try:
            file = waiting.due.sent.result()
            sent: Sent = told_in(file)
            file.unlink()
        except (BrokenProcessPool, OSError, MemoryError) as error:
            self._go_on_alone(error)
            return work.here(waiting.batch)
        return work.unpack(waiting.batch, sent)

    def _go_on_alone(self, error: Exception) -> None:
        if self._alive:
            died = isinstance(error, BrokenProcessPool | MemoryError)
            why = "a process that resolves died (too little memory?)" if died else error
            _log.warning("%s: one process goes on alone", why)
        self._alive = False


def _do_there(there: Callable[[Packed], object], file: Path) -> Path:
    """Do in a helper what `file` says; return the file that says what came of it."""
    begun = file.with_suffix(".begun")
    file.rename(begun)  # from here on it cannot be taken back
    return _written(begun, there(told_in(begun)))


def told_in(file: Path) -> Any:  # noqa: ANN401 - whatever was told
    """Return what another process has written to a file of `Helpers`."""
    return pickle.loads(file.read_bytes())  # noqa: S301 - one of our own processes


def _written(file: Path, told: object) -> Path:
    file.write_bytes(pickle.dumps(told, pickle.HIGHEST_PROTOCOL))
    return file


def _begin(folder: Path) -> None:
    """Make a helper ready; `folder` is what goes when the first process is killed."""
    # Ctrl-C reaches every process of a terminal; the first alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(folder,), daemon=True).start()
    # Where no object refers to itself in a circle, the collector finds nothing, for a third of the
    # time; and at the end there is no need to free object after object.
    gc.disable()
    atexit.register(os._exit, 0)


def _end_with_parent(folder: Path) -> None:
    # Else, where the parent is killed, this one would wait for work for ever.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(1)
