"""Hand chunks to an engine; halve one that kills its worker until the guilty article stands alone.

No engine tells which of the documents of a task its worker died of. So a chunk whose worker died is
halved and tried again, before anything new, while the other workers go on; an article that kills
its worker alone, again and again, is a failure.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from extract.workers.chunks import (
    Chunk,
    Extractor,
    Loader,
    Results,
    annotate_chunk,
    annotate_failure,
)

#: Workers that an article kills alone before it is given up. More than one, because a worker may
#: be killed by somebody else, such as a machine that is short of memory.
DEATHS_ALONE = 3


@dataclass(frozen=True, slots=True)
class Death:
    """What became of a chunk whose worker is gone.

    Attributes:
        reason: what the worker did, as the end of a sentence about an article: “killed …”.
    """

    reason: str


class Engine(Protocol):
    """What annotates chunks; a context manager that starts with nothing and leaves nothing."""

    @property
    def has_room(self) -> bool:
        """Whether another chunk would keep a worker busy."""

    @property
    def busy(self) -> bool:
        """Whether `collect` has something to wait for."""

    def submit(self, chunk: Chunk) -> None:
        """Take in a chunk, of one article or more."""

    def collect(self) -> Sequence[tuple[Chunk, Results | Death]]:
        """Wait for chunks that are done, one at least, and return them."""

    def __enter__(self) -> Self:
        """Return the engine itself."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the workers, whatever they are at."""


def annotate(chunks: Iterable[Chunk], engine: Engine) -> Generator[tuple[Chunk, Results]]:
    """Yield each chunk, or each part of one, with its results as they come.

    Args:
        chunks: drawn no faster than the workers need them; an empty one says that there is nothing
            at hand just now.
        engine: who annotates.

    Raises:
        ModelError: the workers die while they load, or cannot load.
    """
    source = iter(chunks)
    halves: deque[Chunk] = deque()
    deaths: Counter[str] = Counter()
    with engine:
        while True:
            chunk: Chunk | None = None
            while engine.has_room:
                chunk = halves.popleft() if halves else next(source, None)
                if not chunk:
                    break
                engine.submit(chunk)
            if not engine.busy:
                if chunk is None:
                    return
                continue
            for done, results in engine.collect():
                if not isinstance(results, Death):
                    yield done, results
                elif len(done) > 1:
                    middle = len(done) // 2
                    halves.extendleft((done[middle:], done[:middle]))
                elif (tries := deaths[done[0].id] + 1) < DEATHS_ALONE:
                    deaths[done[0].id] = tries
                    halves.appendleft(done)
                else:
                    yield (
                        done,
                        (annotate_failure(done[0], f"{results.reason}, {DEATHS_ALONE} times"),),
                    )


class InProcess:
    """The engine without workers: annotates in this process, which a bad article can kill.

    Args:
        load: makes the extractor, when the first chunk comes.
    """

    def __init__(self, load: Loader) -> None:
        self._load = load
        self._extractor: Extractor | None = None
        self._chunks: list[Chunk] = []

    @property
    def has_room(self) -> bool:
        """Whether nothing waits."""
        return not self._chunks

    @property
    def busy(self) -> bool:
        """Whether a chunk waits."""
        return bool(self._chunks)

    def submit(self, chunk: Chunk) -> None:
        """Take in a chunk."""
        self._chunks.append(chunk)

    def collect(self) -> Sequence[tuple[Chunk, Results]]:
        """Annotate what was taken in."""
        if self._extractor is None:
            self._extractor = self._load()
        chunk = self._chunks.pop()
        return [(chunk, annotate_chunk(self._extractor, chunk))]

    def __enter__(self) -> Self:
        """Return the engine itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Forget what waits."""
        self._chunks.clear()
