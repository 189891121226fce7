"""Find the inputs in folders and files, read each in its format, drop repeats."""

from __future__ import annotations

import gzip
import itertools
import logging
import os
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple

from extract.articles.building import article_from_text, decode, optional_module, too_long
from extract.articles.pages import BYTES_PER_CHAR, article_from_html, read_warc
from extract.articles.tables import json_lines, read_csv, read_jsonl, read_parquet
from extract.decisions import SUFFIX as DECISIONS
from extract.errors import ArticleError
from extract.schemas import Article, Failure

_log = logging.getLogger(__name__)

#: Standard input, among the inputs.
STDIN = "-"
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
_ONE_ARTICLE = (".txt", ".html", ".htm")
_UTF8_BYTES_PER_CHAR = 4
_BLOCK = 1 << 20


class _Source(NamedTuple):
    """One file to read: `name` is its path as the user wrote it, for messages."""

    path: Path
    name: str
    suffix: str | None


def check_inputs(inputs: Sequence[str | Path]) -> None:
    """Refuse inputs that are not there, before any work starts.

    Raises:
        ArticleError: a path does not exist, or there is no input at all.
    """
    if not inputs:
        raise ArticleError("input", "none given: name a folder, a file, or “-” for standard input")
    for each in inputs:
        if str(each) != STDIN and not Path(each).exists():
            raise ArticleError(_name(each), "does not exist: check the path")


def read_articles(
    inputs: Sequence[str | Path],
    *,
    stdin: BinaryIO | None = None,
    max_chars: int,
    on_repeat: Callable[[str], None] | None = None,
) -> Iterator[Article | Failure]:
    """Yield the articles of `inputs` in a fixed order, and a failure for each that cannot be read.

    Folders are read with everything below them, sorted by name; hidden files, READMEs, files of
    decisions and files of unknown kinds in them are passed over. The same article given twice is
    yielded once.

    Args:
        inputs: folders, files, or “-” for standard input: JSON lines if it opens with “{”,
            otherwise one text.
        stdin: standard input as bytes; the process's own by default.
        max_chars: longest text, in code points; a longer one is a failure, never cut.
        on_repeat: called with the id of each article that was given before.

    Raises:
        ArticleError: as `check_inputs`.
    """
    check_inputs(inputs)
    return _without_repeats(_read_all(inputs, stdin, max_chars), on_repeat)


def count_articles(inputs: Sequence[str | Path]) -> int | None:
    """Return about how many articles `inputs` hold, for a progress bar; None if only reading tells.

    Files of one article count one, JSON lines are counted, other formats are not.
    """
    total = 0
    for each in inputs:
        if str(each) == STDIN:
            return None
        for source in _sources(Path(each)):
            if isinstance(source, Failure) or source.suffix in _ONE_ARTICLE:
                total += 1
            elif source.suffix == ".jsonl":
                total += _count_lines(source.path)
            elif source.suffix is not None:
                return None
    return total


def _without_repeats(
    found: Iterator[tuple[str, Article | Failure]], on_repeat: Callable[[str], None] | None
) -> Iterator[Article | Failure]:
    seen: dict[str, bytes] = {}
    for source, each in found:
        if isinstance(each, Failure):
            yield each
            continue
        digest = bytes.fromhex(each.sha256)
        if each.id not in seen:
            seen[each.id] = digest
            yield each
        elif seen[each.id] != digest:
            yield Failure(
                article=f"{source}:{each.id}",
                stage="read",
                error="its id stands twice in the input, with different texts; the first was kept:"
                " give each article its own id",
            )
        elif on_repeat is not None:
            on_repeat(each.id)


def _read_all(
    inputs: Sequence[str | Path], stdin: BinaryIO | None, max_chars: int
) -> Iterator[tuple[str, Article | Failure]]:
    """Yield everything that is read, each with the name of the file that it comes from."""
    for each in inputs:
        if str(each) == STDIN:
            read = partial(_read_stdin, stdin or sys.stdin.buffer, max_chars=max_chars)
            yield from ((STDIN, found) for found in _guarded(STDIN, read))
            continue
        for source in _sources(Path(each)):
            if isinstance(source, Failure):
                yield source.article, source
            else:
                read = partial(_read, source, max_chars)
                yield from ((source.name, found) for found in _guarded(source.name, read))


def _guarded(
    name: str, read: Callable[[], Iterator[Article | Failure]]
) -> Iterator[Article | Failure]:
    """Turn what ends one file into a failure, so that the next file is read."""
    try:
        yield from read()
    except ArticleError as error:
        yield Failure(article=error.article, stage="read", error=error.reason)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Failure(
            article=name,
            stage="read",
            error=f"is damaged ({error}): the rest was not read; fetch the file again",
        )
    except OSError as error:
        reason = error.strerror or str(error)
        yield Failure(article=name, stage="read", error=f"cannot be read: {reason}")


def _read(source: _Source, max_chars: int) -> Iterator[Article | Failure]:
    path, name = source.path, source.name
    match source.suffix:
        case ".txt":
            data = _read_whole(path, name, max_chars, bytes_per_char=_UTF8_BYTES_PER_CHAR)
            yield article_from_text(decode(data, name), name=name, max_chars=max_chars)
        case ".html" | ".htm":
            data = _read_whole(path, name, max_chars, bytes_per_char=BYTES_PER_CHAR)
            yield article_from_html(data, name, max_chars=max_chars)
        case ".parquet":
            yield from read_parquet(path, name, max_chars=max_chars)
        case None:
            raise ArticleError(
                name, f"is of no known kind: rename it to end in one of {', '.join(SUFFIXES)}"
            )
        case ".csv":
            with path.open("rb") as handle:
                yield from read_csv(handle, name, max_chars=max_chars)
        case ".warc" | ".warc.gz":
            with path.open("rb") as handle:  # warcio sees by itself whether it is compressed
                yield from read_warc(handle, name, max_chars=max_chars)
        case suffix:
            with _open_jsonl(path, name, suffix) as handle:
                lines = json_lines(handle, max_chars=max_chars)
                yield from read_jsonl(lines, name, max_chars=max_chars)


def _open_jsonl(path: Path, name: str, suffix: str) -> AbstractContextManager[BinaryIO]:
    if suffix == ".jsonl.gz":
        return gzip.open(path, "rb")  # type: ignore[return-value] # a GzipFile reads as a BinaryIO
    if suffix == ".jsonl.zst":
        opened: AbstractContextManager[BinaryIO] = optional_module(
            "zstandard", name, install="zstandard"
        ).open(path, "rb")
        return opened
    return path.open("rb")


def _read_whole(path: Path, name: str, max_chars: int, *, bytes_per_char: int) -> bytes:
    limit = bytes_per_char * max_chars + 1
    with path.open("rb") as handle:
        data = handle.read(limit)
    if len(data) == limit:
        raise too_long(name, max_chars)
    return data


def _read_stdin(handle: BinaryIO, *, max_chars: int) -> Iterator[Article | Failure]:
    """Read JSON lines if the first line that is not blank opens an object, otherwise one text."""
    lines = json_lines(handle, max_chars=max_chars)
    head: list[bytes] = []
    for line in lines:
        if line is None:
            raise too_long(STDIN, max_chars)
        head.append(line)
        if line.strip():
            break
    if head and head[-1].lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        yield from read_jsonl(itertools.chain(head, lines), STDIN, max_chars=max_chars)
        return
    limit = _UTF8_BYTES_PER_CHAR * max_chars + 1
    data = b"".join(head) + handle.read(limit)
    if len(data) >= limit:
        raise too_long(STDIN, max_chars)
    yield article_from_text(decode(data, STDIN), name=STDIN, max_chars=max_chars)


def _sources(path: Path) -> Iterator[_Source | Failure]:
    """Yield the files at or below `path` in a fixed order."""
    if not path.is_dir():
        yield _Source(path, _name(path), _suffix(path))
        return
    problems: list[OSError] = []
    for folder, subfolders, files in os.walk(path, onerror=problems.append):
        subfolders[:] = sorted(each for each in subfolders if not each.startswith("."))
        for each in sorted(files):
            file = Path(folder, each)
            if each.startswith(".") or file.stem.lower() == "readme" or each.endswith(DECISIONS):
                continue
            if (suffix := _suffix(file)) is None:
                _log.info("%s: passed over, not of a known kind", _name(file))
            else:
                yield _Source(file, _name(file), suffix)
    for problem in problems:
        yield Failure(
            article=_name(problem.filename),
            stage="read",
            error=f"cannot be listed: {problem.strerror}",
        )


def _suffix(path: Path) -> str | None:
    name = path.name.lower()
    return next((suffix for suffix in SUFFIXES if name.endswith(suffix)), None)


def _name(path: str | Path) -> str:
    # A file name need not be UTF-8, but messages and databases are.
    return os.fsencode(path).decode("utf-8", "replace")


def _count_lines(path: Path) -> int:
    try:
        with path.open("rb") as handle:
            blocks = iter(lambda: handle.read(_BLOCK), b"")
            ends, last = 0, b"\n"
            for block in blocks:
                ends, last = ends + block.count(b"\n"), block[-1:]
            return ends + (last != b"\n")
    except OSError:
        return 1  # reading it will yield one failure
