"""Assemble: an article and its mentions become a record; records become lines of JSON."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from extract.errors import ConfigError
from extract.schemas import Article, Entity, Frozen, Mention, Record

#: Standard output, in place of a file.
STDOUT = "-"


def assemble_record(
    article: Article,
    mentions: Iterable[Mention],
    *,
    links: Mapping[str, str] | None = None,
    warnings: Iterable[str] = (),
) -> Record:
    """Return the record of `article`: its mentions in text order, linked to their entities.

    Args:
        article: as read.
        mentions: in any order; they must not overlap.
        links: mention id → entity id, from resolution; a mention without one keeps its own.
        warnings: what a reader of the record should know.

    Raises:
        ValueError: a mention does not quote the text at its offsets, or two overlap.
    """
    links = links or {}
    linked = (
        mention.model_copy(update={"entity": links[mention.id]}) if mention.id in links else mention
        for mention in mentions
    )
    ordered = sorted(linked, key=lambda mention: (mention.start, mention.end))
    return Record(article=article, mentions=tuple(ordered), warnings=tuple(warnings))


def write_records(records: Iterable[Record], path: str | Path) -> None:
    """Write `records` as JSON lines, in the order given, to the file `path` or “-”.

    The file appears whole or not at all.
    """
    _write_lines(records, path)


def write_entities(entities: Iterable[Entity], path: str | Path) -> None:
    """Write `entities` as JSON lines, in the order given, to the file `path` or “-”.

    The file appears whole or not at all.
    """
    _write_lines(entities, path)


def write_text(text: str, path: str | Path) -> None:
    """Write `text`, as UTF-8, to the file `path` or “-”.

    The file appears whole or not at all.
    """
    _write([text.encode()], path)


def check_output(path: str | Path) -> None:
    """Refuse an output that could not be written in the end, before any work starts.

    Raises:
        ConfigError: the folder of `path` does not exist or is not writable, or `path` is a folder.
    """
    if str(path) == STDOUT:
        return
    target = Path(path)
    if target.is_dir():
        raise ConfigError(f"output “{path}” is a folder: name a file in it")
    if not target.resolve().parent.is_dir():
        raise ConfigError(f"output “{path}”: its folder does not exist: make it first")
    if not os.access(target if target.exists() else target.resolve().parent, os.W_OK):
        raise ConfigError(f"output “{path}” is not writable: choose another place")


def _write_lines(items: Iterable[Frozen], path: str | Path) -> None:
    _write((item.model_dump_json().encode() + b"\n" for item in items), path)


def _write(parts: Iterable[bytes], path: str | Path) -> None:
    try:
        with _opened(path) as handle:
            handle.writelines(parts)
    except BrokenPipeError:
        raise  # who reads has had enough; that is no error of the output
    except OSError as error:
        raise ConfigError(
            f"output “{path}” cannot be written: {error.strerror or error}; the database is"
            " complete: write it elsewhere with the same command"
        ) from error


@contextmanager
def _opened(path: str | Path) -> Iterator[BinaryIO]:
    if str(path) == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(path).resolve()
    if target.exists() and not target.is_file():
        # A pipe or a device such as /dev/null must not be replaced by a file.
        with target.open("wb") as handle:
            yield handle
        return
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") as handle:
            yield handle
            handle.flush()
            os.fsync(handle.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
