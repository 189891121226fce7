"""The engine of a cluster: chunks go to the workers of a Dask scheduler, or of one made here.

Dask gives each task at least once and tries again what a lost worker had, but it does not tell
which task a worker died of, nor which article of it. So here: a death counts against the chunk that
the worker had first, and only if the worker had loaded; the others run again.
"""

from __future__ import annotations

import faulthandler
import logging
import pickle
import threading
from collections.abc import Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from extract.errors import ClusterError, ConfigError, ModelError
from extract.workers.chunks import Chunk, Extractor, Loader, Results, annotate_chunk
from extract.workers.engine import Death
from extract.workers.processes import PATIENCE_S

if TYPE_CHECKING:
    from distributed import Client, Future, KilledWorker

_log = logging.getLogger(__name__)

#: Chunks with each worker: one at work and one at hand.
_CHUNKS_PER_WORKER = 2
#: Workers that may die in a row while they load.
_FAILED_STARTS = 3
#: How long to wait between two looks whether there are workers.
_LOOK_S = 60.0
#: What must be one version here, in the scheduler and in the workers.
_SAME = ("python", "dask", "distributed")
#: What it looks like when the scheduler cannot be reached, or no longer.
_UNREACHABLE = (OSError, CancelledError)


class Dask:
    """Annotates in the workers of a Dask cluster.

    Args:
        load: makes the extractor, once in each worker; it must pickle, and what it is made of must
            be installed in the scheduler and the workers.
        workers: processes of the cluster that is made on this machine, without a `scheduler`.
        scheduler: address of one that runs, such as “tcp://10.0.0.5:8786”.
        patience_s: how long one chunk may take before its worker is ended.
    """

    def __init__(
        self,
        load: Loader,
        *,
        workers: int,
        scheduler: str | None = None,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._run = uuid4().hex
        self._load = pickle.dumps(load)
        self._size = workers
        self._scheduler = scheduler
        self._patience_s = patience_s
        self._open = ExitStack()
        self._held: dict[Future[Results], Chunk] = {}  # as they were submitted
        self._buried: set[str] = set()
        self._failed_starts = 0
        self._asked_for_threads = False

    @property
    def has_room(self) -> bool:
        """Whether fewer chunks are here than keep all workers busy."""
        return len(self._held) < _CHUNKS_PER_WORKER * self._size

    @property
    def busy(self) -> bool:
        """Whether a chunk is waiting or at work."""
        return bool(self._held)

    def submit(self, chunk: Chunk) -> None:
        """Take in a chunk.

        Raises:
            ClusterError: the scheduler is gone.
        """
        # As bytes, which Dask does not look into.
        work = pickle.dumps(chunk)
        try:
            future = self._client.submit(
                _annotate, self._load, self._run, work, self._patience_s, pure=False
            )
        except _UNREACHABLE as error:
            raise self._lost(error) from error
        self._held[future] = chunk

    def collect(self) -> Sequence[tuple[Chunk, Results | Death]]:
        """Wait for chunks that are done or whose worker is gone, and return them.

        Raises:
            ClusterError: the scheduler is gone.
            ModelError: the workers die while they load, or lack a package.
            Exception: what a worker raised that is no article's fault.
        """
        from distributed import KilledWorker  # noqa: PLC0415 - of an extra

        done: list[tuple[Chunk, Results | Death]] = []
        while not done:
            try:
                for future in self._wait():
                    chunk = self._held.pop(future)
                    answer = _answer(future)
                    if not isinstance(answer, BaseException):
                        done.append((chunk, answer))
                    elif not isinstance(answer, KilledWorker):
                        raise _explained(answer)
                    elif self._is_guilty(answer):
                        reason = (
                            "killed its worker (out of memory, a crash, or longer than"
                            f" {self._patience_s:g} s)"
                        )
                        _log.info("a chunk of %d articles %s", len(chunk), reason)
                        done.append((chunk, Death(reason)))
                    else:
                        self.submit(chunk)
            except _UNREACHABLE as error:
                raise self._lost(error) from error
        return done

    def __enter__(self) -> Self:
        """Connect, or start a cluster; return the engine itself.

        Raises:
            ClusterError: the scheduler cannot be reached.
            ConfigError: Dask is not installed, or its versions differ.
        """
        try:
            import distributed  # noqa: PLC0415 - of an extra
        except ImportError as error:
            raise ConfigError(
                "the engine dask needs the extra dask: pip install 'extract[dask]'"
            ) from error
        with ExitStack() as opened:
            try:
                if self._scheduler is None:
                    cluster: Any = opened.enter_context(
                        distributed.LocalCluster(  # type: ignore[no-untyped-call]
                            n_workers=self._size,
                            threads_per_worker=1,
                            memory_limit=None,
                            dashboard_address="127.0.0.1:0",  # any free port
                            silence_logs=logging.CRITICAL,
                            scheduler_kwargs={"allowed_failures": 0},
                        )
                    )
                else:
                    cluster = self._scheduler
                self._client: Client = opened.enter_context(
                    distributed.Client(cluster, set_as_default=False)  # type: ignore[no-untyped-call]
                )
                _check_versions(self._client.get_versions())
                self._look()
            except (*_UNREACHABLE, RuntimeError, ValueError) as error:
                raise self._lost(error) from error
            self._open = opened.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        """Cancel what waits, and end the workers that were started here."""
        with suppress(*_UNREACHABLE):
            self._client.cancel(list(self._held))  # type: ignore[no-untyped-call]
        self._held.clear()
        self._open.close()

    def _wait(self) -> list[Future[Results]]:
        """Return the futures that are done, as they were submitted; none when it was long."""
        from distributed import wait  # noqa: PLC0415 - of an extra

        try:
            with self._client.as_current():
                done = wait(  # type: ignore[no-untyped-call]
                    list(self._held), timeout=_LOOK_S, return_when="FIRST_COMPLETED"
                ).done
        except TimeoutError:
            done = set()
        if not self._look() and not done:
            _log.warning("the scheduler has no workers: %d chunks wait", len(self._held))
        return [future for future in self._held if future in done]

    def _look(self) -> int:
        """Return how many workers there are; note it, and say which use few of their threads."""
        threads = self._client.nthreads()  # type: ignore[no-untyped-call]
        self._size = max(1, len(threads))
        wide = [address for address, number in threads.items() if number > 1]
        if wide and not self._asked_for_threads:
            self._asked_for_threads = True
            _log.warning(
                "%d workers have several threads (%s), and extract uses one of each: start them"
                " with --nworkers CORES --nthreads 1",
                len(wide),
                wide[0],
            )
        return len(threads)

    def _is_guilty(self, death: KilledWorker) -> bool:
        """Return whether the chunk that comes with `death` is what its worker died of.

        Raises:
            ModelError: the workers die while they load.
        """
        worker = str(death.last_worker.server_id)
        if worker in self._buried:
            return False  # it had another chunk, before this one
        self._buried.add(worker)
        events = self._client.get_events(_topic(self._run))
        if any(message == worker for _, message in events):
            self._failed_starts = 0
            return True
        self._failed_starts += 1
        if self._failed_starts >= _FAILED_STARTS:
            raise ModelError(
                "workers die while they load the pipeline: give them more memory, or start fewer"
            )
        return False

    def _lost(self, error: BaseException) -> ClusterError:
        where = "of this machine" if self._scheduler is None else f"at {self._scheduler}"
        why = " ".join(str(error).split()) or type(error).__name__
        return ClusterError(
            f"the Dask scheduler {where} cannot be reached ({why}); what was stored stays, and the"
            " same command goes on from there"
        )


def _check_versions(found: dict[str, Any]) -> None:
    """Raise a `ConfigError` that names what differs between here, the scheduler and the workers."""
    places = {"here": found["client"], "in the scheduler": found["scheduler"]}
    places |= {f"in the worker {name}": each for name, each in found["workers"].items()}
    for package in _SAME:
        versions = {place: _version(each, package) for place, each in places.items() if each}
        for place, version in versions.items():
            if version != versions["here"]:
                raise ConfigError(
                    f"{package} is {versions['here']} here and {version} {place}: install the same"
                    " versions on all machines"
                )


def _version(found: dict[str, Any], package: str) -> str:
    if package == "python":  # 3.12.1 and 3.12.2 understand each other
        return ".".join(str(found["host"]["python"]).split(".")[:2])
    return str(found["packages"].get(package) or "missing")


def _answer(future: Future[Results]) -> Results | BaseException:
    """Return the results of a chunk, or what its worker raised or died of."""
    from distributed import KilledWorker  # noqa: PLC0415 - of an extra

    error: BaseException | None = future.exception()  # type: ignore[no-untyped-call]
    if error is not None:
        return error
    try:
        return future.result()
    except KilledWorker as killed:  # it was done, lost before it was fetched, and tried again
        return killed


def _explained(error: BaseException) -> BaseException:
    if isinstance(error, ImportError):
        return ModelError(
            f"a worker or the scheduler lacks a package ({error}): install the same version of"
            " extract on all machines, scheduler included"
        )
    return error


def _topic(run: str) -> str:
    return f"extract-{run}"


# What follows runs in the workers.

# A worker may have several threads, and an extractor serves one at a time.
_one_at_a_time = threading.Lock()


def _annotate(load: bytes, run: str, chunk: bytes, patience_s: float) -> Results:
    with _one_at_a_time:
        extractor = _loaded(load, run)
        # Ends the process from C, also while a regular expression holds on to the interpreter.
        faulthandler.dump_traceback_later(patience_s, exit=True)
        try:
            return annotate_chunk(extractor, pickle.loads(chunk))  # noqa: S301 - our own bytes
        finally:
            faulthandler.cancel_dump_traceback_later()


@lru_cache(maxsize=1)
def _loaded(load: bytes, run: str) -> Extractor:
    """Return the extractor of a run, which the next run, whose rules may be others, loads anew."""
    extractor: Extractor = pickle.loads(load)()  # noqa: S301 - our own bytes
    _note_loaded(run)
    return extractor


def _note_loaded(run: str) -> None:
    """Tell the scheduler that this worker has loaded, and wait until it knows."""
    from distributed import get_worker  # noqa: PLC0415 - of an extra
    from distributed.utils import sync  # noqa: PLC0415

    worker = get_worker()
    sync(worker.loop, worker.scheduler.log_event, topic=_topic(run), msg=worker.id)
