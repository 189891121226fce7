"""Chunks of articles, the unit of work and of a transaction, and the results of one."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from extract.config import Settings
from extract.errors import ConfigError
from extract.schemas import Article, Failure, Record

#: Articles that one worker annotates together and that are stored together.
Chunk = tuple[Article, ...]
#: One for each article of a chunk, in order.
Results = tuple[Record | Failure, ...]
#: In a stream of chunks: there is nothing at hand just now, ask again.
NOTHING_NOW: Chunk = ()

# A chunk is closed early when its texts come to this many code points: seconds of work, which
# bounds memory and what a kill costs.
_CHUNK_CHARS = 100_000


class Extractor(Protocol):
    """What annotates articles and collects their mentions."""

    def pipe(self, articles: Iterable[Article]) -> Iterator[Record | Failure]:
        """Yield one record, or the failure in its place, for each article, in order."""


Loader = Callable[[], Extractor]


def load_extractor(settings: Settings) -> Extractor:
    """Return the extractor that `settings` describe; only who calls this needs spaCy.

    Raises:
        ConfigError: the folder of rules is not there, or empty.
        ModelError: the model is missing or unsuitable; the message says what to install.
        PatternError: rules are malformed; the message names every file and line.
    """
    from extract.annotate import load_annotator  # noqa: PLC0415 - a second, and 90 MB

    return load_annotator(settings)


def load_same_extractor(settings: Settings, version: str) -> Extractor:
    """Return the extractor that `settings` describe, on a machine that may have another one.

    Args:
        settings: as for `load_extractor`; a folder in them is one of this machine.
        version: of code, model and rules that the run has.

    Raises:
        ConfigError: as `load_extractor`; or the version of this machine is another one.
        ModelError: as `load_extractor`.
        PatternError: as `load_extractor`.
    """
    from extract.versions import settings_version  # noqa: PLC0415 - reads the model's description

    here = settings_version(settings)
    if here != version:
        raise ConfigError(
            f"a worker on {socket.gethostname()} has version {here} of code, model and rules, and"
            f" the run has {version}: install the same there, and start the worker again"
        )
    return load_extractor(settings)


_Read = TypeVar("_Read", Article, Article | Failure)


def chunked(found: Iterable[_Read], *, size: int) -> Iterator[tuple[_Read, ...]]:
    """Yield at most `size` articles and failures together, fewer where texts are long."""
    chunk: list[_Read] = []
    chars = 0
    for each in found:
        chunk.append(each)
        chars += len(each.text) if isinstance(each, Article) else 0
        if len(chunk) == size or chars >= _CHUNK_CHARS:
            yield tuple(chunk)
            chunk, chars = [], 0
    if chunk:
        yield tuple(chunk)


def annotate_chunk(extractor: Extractor, chunk: Chunk) -> Results:
    """Return one result for each article: where the chunk raises, each article runs alone.

    Raises:
        RuntimeError: the extractor does not give one result for each article.
    """
    try:
        results = tuple(extractor.pipe(chunk))
    except Exception as error:  # noqa: BLE001 - the one boundary: an article never ends the batch
        if len(chunk) == 1:
            return (annotate_failure(chunk[0], f"{type(error).__name__}: {error}"),)
        return tuple(each for article in chunk for each in annotate_chunk(extractor, (article,)))
    if len(results) != len(chunk):
        raise RuntimeError(f"the extractor gave {len(results)} results for {len(chunk)} articles")
    return results


def annotate_failure(article: Article, error: str) -> Failure:
    """Return what says that `article` could not be annotated."""
    return Failure(article=article.id, stage="annotate", error=error)
