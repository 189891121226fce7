"""The files among the inputs: below local folders, and behind URLs that fsspec opens.

Names come in order of code points, folder by folder, whatever the file system says first: the same
input is read in the same order everywhere. A folder of millions of files is sorted in parts that
lie in temporary files, so that its list is never in memory as a whole.
"""

from __future__ import annotations

import heapq
import io
import itertools
import json
import logging
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, BinaryIO, NamedTuple, Protocol

from extract.articles.building import optional_module
from extract.decisions import SUFFIX as DECISIONS
from extract.errors import ArticleError
from extract.schemas import Failure
from extract.suggest import did_you_mean_path

_log = logging.getLogger(__name__)

#: The formats, longest suffix first where one ends in another.
SUFFIXES = (
    ".jsonl.gz",
    ".jsonl.zst",
    ".jsonl",
    ".txt",
    ".csv",
    ".parquet",
    ".html",
    ".htm",
    ".warc.gz",
    ".warc",
)
#: Names that are sorted in memory: some ten megabytes.
NAMES_IN_MEMORY = 100_000
_NAMES_PER_LINE = 1_000
_SUFFIX = re.compile("(?:" + "|".join(map(re.escape, SUFFIXES)) + r")\Z")
_BLOCK = 1 << 16
_MAGIC = frozenset("*?[")


class File(NamedTuple):
    """One file to read.

    Attributes:
        name: its path or URL, as the user wrote it, for messages.
        suffix: which of `SUFFIXES` it has, None for another.
        open: opens it, as bytes.
    """

    name: str
    suffix: str | None
    open: Callable[[], BinaryIO]


class _Tree(Protocol):
    """Folders and files, wherever they are."""

    def entries(self, folder: str) -> Iterator[tuple[str, bool]]:
        """Yield the name of each entry of `folder`, in any order, and whether it is a folder.

        Raises:
            OSError: it cannot be listed.
        """

    def file(self, path: str, suffix: str | None) -> File:
        """Return the file at `path`."""


def is_url(given: str | Path) -> bool:
    """Whether an input is a URL for fsspec, such as “s3://bucket/news/”."""
    return isinstance(given, str) and "://" in given


def check_input(given: str | Path) -> None:
    """Refuse an input that is not there.

    Raises:
        ArticleError: the path or URL does not exist, or what reads the URL is not installed.
    """
    if not is_url(given):
        if not Path(given).exists():
            raise ArticleError(
                shown(given), f"does not exist{did_you_mean_path(given) or ': check the path'}"
            )
        return
    tree, path = _remote(str(given))
    try:
        there = bool(tree.system.glob(path) if _is_glob(path) else tree.system.exists(path))
    except Exception as error:
        raise ArticleError(
            shown(given), f"cannot be reached ({words(error)}): check address and credentials"
        ) from error
    if not there:
        raise ArticleError(shown(given), "does not exist: check the URL")


def files_at(given: str | Path) -> Iterator[File | Failure]:
    """Yield the files that `given` names, in a fixed order, and a failure for a folder in the way.

    Of a folder, that is everything below it but hidden files, READMEs, files of decisions and
    files of unknown kinds. A URL may also be a pattern with “*”, “?” and “[…]”.
    """
    if not is_url(given):
        tree: _Tree = _Local()
        path = os.fspath(given)
        if Path(path).is_dir():
            yield from _files(tree, _below(tree, path))
        else:
            yield tree.file(path, suffix_of(path))
        return
    remote, path = _remote(str(given))
    try:
        if _is_glob(path):
            found: Iterable[str] = sorted(remote.system.glob(path))
        elif remote.is_folder(path):
            yield from _files(remote, _below(remote, path))
            return
        else:
            found = [path]
    except Exception as error:  # noqa: BLE001 - the errors of the drivers share no base
        yield _unlisted(shown(given), error)
        return
    yield from _files(remote, found)


def estimate_files(given: Path, count: Callable[[str, str | None], int | None]) -> int | None:
    """Return the sum of `count` over the local files at `given`, None as soon as one is None.

    It is asked with the path and the suffix of each. Nothing is sorted: this is for a guess of how
    much there is.
    """
    path = os.fspath(given)
    found = _below(_Local(), path, order=False) if given.is_dir() else [path]
    total = 0
    for each in found:
        number = 1 if isinstance(each, Failure) else count(each, suffix_of(each))
        if number is None:
            return None
        total += number
    return total


def suffix_of(path: str) -> str | None:
    """Return which of `SUFFIXES` a path ends in, None for none."""
    match = _SUFFIX.search(path.lower())
    return match[0] if match else None


def shown(path: str | Path) -> str:
    """Return a path for messages: a file name need not be UTF-8, but messages and databases are."""
    return os.fsencode(path).decode("utf-8", "replace")


def words(error: Exception) -> str:
    """Return what an error says, on one line; some say nothing but their kind."""
    return " ".join(
        (getattr(error, "strerror", None) or str(error) or type(error).__name__).split()
    )


def in_order(names: Iterable[str], *, in_memory: int = NAMES_IN_MEMORY) -> Iterator[str]:
    """Yield `names` sorted, with no more than `in_memory` of them in memory at a time."""
    rest = iter(names)
    with ExitStack() as stack:
        runs: list[IO[str]] = []
        while some := sorted(itertools.islice(rest, in_memory)):
            if len(some) < in_memory and not runs:
                yield from some
                return
            run = stack.enter_context(tempfile.TemporaryFile("w+", encoding="ascii"))
            for first in range(0, len(some), _NAMES_PER_LINE):
                run.write(json.dumps(some[first : first + _NAMES_PER_LINE]) + "\n")
            run.seek(0)
            runs.append(run)
        yield from heapq.merge(*map(_names, runs))


def _names(run: IO[str]) -> Iterator[str]:
    for line in run:
        yield from json.loads(line)


def _below(tree: _Tree, folder: str, *, order: bool = True) -> Iterator[str | Failure]:
    """Yield the paths of the files in `folder`, then those in the folders in it."""
    folders: list[str] = []

    def files() -> Iterator[str]:
        for name, is_folder in tree.entries(folder):
            if name.startswith("."):
                continue
            if is_folder:
                folders.append(name)
            elif _is_wanted(folder, name):
                yield name

    try:
        for name in in_order(files()) if order else files():
            yield f"{folder.rstrip('/')}/{name}"
    except Exception as error:  # noqa: BLE001 - the errors of the drivers share no base
        yield _unlisted(tree.file(folder, None).name, error)
    for name in sorted(folders):
        yield from _below(tree, f"{folder.rstrip('/')}/{name}", order=order)


def _files(tree: _Tree, paths: Iterable[str | Failure]) -> Iterator[File | Failure]:
    for each in paths:
        yield each if isinstance(each, Failure) else tree.file(each, suffix_of(each))


def _is_wanted(folder: str, name: str) -> bool:
    if name.lower().startswith("readme.") or name.endswith(DECISIONS):
        return False
    if not name.lower().endswith(SUFFIXES):
        _log.info("%s/%s: passed over, not of a known kind", shown(folder), shown(name))
        return False
    return True


def _unlisted(name: str, error: Exception) -> Failure:
    return Failure(article=name, stage="read", error=f"cannot be listed: {words(error)}")


class _Local:
    """The file system of this machine."""

    def entries(self, folder: str) -> Iterator[tuple[str, bool]]:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not entry.is_dir():
                    yield entry.name, False
                elif not entry.is_symlink():  # it may lead back up
                    yield entry.name, True

    def file(self, path: str, suffix: str | None) -> File:
        here = Path(path)
        return File(shown(path), suffix, lambda: here.open("rb"))


class _Remote:
    """A file system behind URLs.

    Args:
        system: fsspec's.
        root: the path on it that was asked for.
        url: the same as the user wrote it.
    """

    def __init__(self, system: Any, root: str, url: str) -> None:  # noqa: ANN401 - fsspec has no types
        self.system = system
        self._root = root.rstrip("/")
        self._url = url.rstrip("/")

    def is_folder(self, path: str) -> bool:
        # What a web server lists, if anything, are the links of a page.
        return not self._url.startswith(("http://", "https://")) and self.system.isdir(path)

    def entries(self, folder: str) -> Iterator[tuple[str, bool]]:
        for entry in self.system.ls(folder, detail=True):
            path = str(entry["name"]).rstrip("/")
            if path != folder.rstrip("/"):  # a prefix may be an object of its own
                yield path.rpartition("/")[2], entry["type"] == "directory"

    def file(self, path: str, suffix: str | None) -> File:
        name = (
            self._url + path[len(self._root) :]
            if path.startswith(self._root)
            else self.system.unstrip_protocol(path)
        )
        # Buffered once more: not every driver's file can bound the length of a line.
        return File(
            shown(name), suffix, lambda: io.BufferedReader(self.system.open(path, "rb"), _BLOCK)
        )


def _is_glob(path: str) -> bool:
    return not _MAGIC.isdisjoint(path)


def _remote(url: str) -> tuple[_Remote, str]:
    """Return the file system that `url` lies on, and its path there."""
    core = optional_module("fsspec.core", shown(url), install="fsspec")
    try:
        system, path = core.url_to_fs(url)
    except ImportError as error:
        missing = getattr(error.__cause__, "name", None) or str(error)
        raise ArticleError(
            shown(url),
            f"needs the library {missing}, which is not installed: pip install {missing}",
        ) from None
    except Exception as error:  # noqa: BLE001 - the errors of the drivers share no base
        raise ArticleError(shown(url), f"cannot be opened: {words(error)}") from None
    return _Remote(system, path, url), path
