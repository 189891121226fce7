"""Export: the facts as files for other programs, all or what changed since the last time.

Where to start reading: `export`; each format is a module with `write`, which is given a `Feed` and
an empty folder. ``docs/guides/export.md`` says what is in the files. Everything is streamed: memory
does not grow with the database.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, get_args

from extract.errors import ConfigError
from extract.export import csv, ftm, geojson, jsonl, parquet
from extract.store import Feed, Store

Format = Literal["csv", "jsonl", "parquet", "ftm", "geojson"]
FORMATS: tuple[Format, ...] = get_args(Format)
_WRITERS: Mapping[Format, Callable[[Feed, Path], None]] = {
    "csv": csv.write,
    "jsonl": jsonl.write,
    "parquet": parquet.write,
    "ftm": ftm.write,
    "geojson": geojson.write,
}


def export(store: Store, kind: Format, folder: str | Path, *, since: str | None = None) -> str:
    """Write the facts of a database as files into `folder`, which is made if it is not there.

    Files of an earlier export are replaced once the new ones are complete.

    Args:
        store: the database.
        kind: the format.
        folder: where to.
        since: only what changed after this cursor, and what is gone since; "0" is the beginning.

    Returns:
        The cursor for the next time.

    Raises:
        ConfigError: the folder cannot be written, or a library is not installed.
        StoreError: the database cannot be read, or `since` is no cursor of it.
    """
    feed = Feed(store, since)
    target = Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".part-", dir=target))
    except OSError as error:
        raise ConfigError(f"folder “{folder}” cannot be written: {error.strerror}") from error
    try:
        _WRITERS[kind](feed, made)
        for path in sorted(made.iterdir()):
            path.replace(target / path.name)
    except OSError as error:
        raise ConfigError(f"folder “{folder}” cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return feed.cursor
