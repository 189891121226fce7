"""Read each input in its format, drop repeats."""

from __future__ import annotations

import itertools
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeVar

from extract.articles.building import (
    article_from_fields,
    article_from_text,
    decode,
    too_long,
)
from extract.articles.compression import decompressed
from extract.articles.files import (
    SUFFIXES,
    File,
    check_input,
    estimate_files,
    files_at,
    is_url,
    words,
)
from extract.articles.pages import BYTES_PER_CHAR, article_from_html
from extract.articles.records import FRAME, record_from_fields
from extract.articles.tables import json_lines, read_csv, read_jsonl, read_parquet
from extract.articles.warc import read_warc
from extract.errors import ArticleError
from extract.schemas import Article, Failure, Record

#: Standard input, among the inputs.
STDIN = "-"
_Item = TypeVar("_Item", Article, Record)
#: How many times as long as its text a record may be.
_RECORD_PER_TEXT = 8
_ONE_ARTICLE = (".txt", ".html", ".htm")
_UTF8_BYTES_PER_CHAR = 4
# Bytes of JSON lines that are counted; from there on their number is estimated.
_COUNTED = 1 << 24


def check_inputs(inputs: Sequence[str | Path]) -> None:
    """Refuse inputs that are not there, before any work starts.

    Raises:
        ArticleError: a path or URL does not exist, what reads it is not installed, or there is no
            input at all.
    """
    if not inputs:
        raise ArticleError("input", "none given: name a folder, a file, or “-” for standard input")
    for each in inputs:
        if str(each) != STDIN:
            check_input(each)


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
        inputs: folders, files, URLs that fsspec opens (of a file, of what a folder is there, or a
            pattern such as “s3://bucket/news/*.jsonl.gz”), or “-” for standard input: JSON lines
            if it opens with “{”, otherwise one text.
        stdin: standard input as bytes; the process's own by default.
        max_chars: longest text, in code points; a longer one is a failure, never cut.
        on_repeat: called with the id of each article that was given before.

    Raises:
        ArticleError: as `check_inputs`.
    """
    check_inputs(inputs)

    def read_stdin() -> Iterator[Article | Failure]:
        return _read_stdin(stdin or sys.stdin.buffer, max_chars=max_chars)

    found = _read_all(inputs, read_stdin, partial(_read, max_chars=max_chars))
    return _without_repeats(found, on_repeat)


def read_records(
    inputs: Sequence[str | Path],
    *,
    version: str,
    stdin: BinaryIO | None = None,
    max_chars: int,
    on_repeat: Callable[[str], None] | None = None,
) -> Iterator[Record | Failure]:
    """Yield the records of `inputs` in a fixed order, and a failure for each that is none.

    Args:
        inputs: as for `read_articles`; files are JSON lines or Parquet.
        version: of code, model and rules that made the records; rows that say another one fail.
        stdin: standard input as bytes; the process's own by default.
        max_chars: longest text, in code points.
        on_repeat: called with the id of each article that was given before.

    Raises:
        ArticleError: as `check_inputs`.
    """
    check_inputs(inputs)
    make = partial(record_from_fields, version=version)

    def from_lines(lines: BinaryIO, name: str) -> Iterator[Record | Failure]:
        # A record is longer than its text: each mention has its evidence.
        bounded = json_lines(lines, max_chars=_RECORD_PER_TEXT * max_chars)
        return read_jsonl(bounded, name, max_chars=max_chars, make=make)

    def from_file(file: File) -> Iterator[Record | Failure]:
        name = file.name
        if file.suffix is None or not file.suffix.startswith((".jsonl", ".parquet")):
            raise ArticleError(name, "holds no records: they are in JSON lines or Parquet")
        with file.open() as handle:
            if file.suffix == ".parquet":
                yield from read_parquet(
                    handle, name, max_chars=max_chars, make=make, columns=("record", *FRAME)
                )
            else:
                yield from from_lines(decompressed(handle, file.suffix, name), name)

    def read_stdin() -> Iterator[Record | Failure]:
        return from_lines(stdin or sys.stdin.buffer, STDIN)

    for each in _without_repeats(_read_all(inputs, read_stdin, from_file), on_repeat):
        yield each.model_copy(update={"stage": "load"}) if isinstance(each, Failure) else each


def count_articles(inputs: Sequence[str | Path]) -> int | None:
    """Return about how many articles `inputs` hold, for a progress bar; None if only reading tells.

    Files of one article count one, JSON lines are counted, in a large file by its beginning; other
    formats are not, nor is anything behind a URL.
    """
    total = 0
    for each in inputs:
        if str(each) == STDIN or is_url(each):
            return None
        found = estimate_files(Path(each), _count)
        if found is None:
            return None
        total += found
    return total


def _without_repeats(
    found: Iterator[tuple[str, _Item | Failure]], on_repeat: Callable[[str], None] | None
) -> Iterator[_Item | Failure]:
    seen = _Seen()
    for source, each in found:
        if isinstance(each, Failure):
            yield each
            continue
        article = each.article if isinstance(each, Record) else each
        earlier = seen.add(article)
        if earlier is None:
            yield each
        elif earlier != article.sha256:
            yield Failure(
                article=f"{source}:{article.id}",
                stage="read",
                error="its id stands twice in the input, with different texts; the first was kept:"
                " give each article its own id",
            )
        elif on_repeat is not None:
            on_repeat(article.id)


class _Seen:
    """The ids that were read, with the hashes of their texts.

    They lie in a temporary file, which SQLite makes and deletes: of ten million articles they
    would be gigabytes.
    """

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=OFF")
        self._connection.execute("CREATE TABLE seen (id TEXT PRIMARY KEY, sha256) WITHOUT ROWID")
        self._connection.execute("BEGIN")

    def add(self, article: Article) -> str | None:
        """Take note of an article; return the hash of one with its id that came before."""
        row = (article.id, article.sha256)
        if self._connection.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", row).rowcount:
            return None
        found = self._connection.execute("SELECT sha256 FROM seen WHERE id = ?", row[:1]).fetchone()
        return str(found[0])


def _read_all(
    inputs: Sequence[str | Path],
    read_stdin: Callable[[], Iterator[_Item | Failure]],
    read: Callable[[File], Iterator[_Item | Failure]],
) -> Iterator[tuple[str, _Item | Failure]]:
    """Yield everything that is read, each with the name of the file that it comes from."""
    for each in inputs:
        if str(each) == STDIN:
            yield from ((STDIN, found) for found in _guarded(STDIN, read_stdin))
            continue
        for file in files_at(each):
            if isinstance(file, Failure):
                yield file.article, file
            else:
                found_here = _guarded(file.name, partial(read, file))
                yield from ((file.name, found) for found in found_here)


def _guarded(name: str, read: Callable[[], Iterator[_Item | Failure]]) -> Iterator[_Item | Failure]:
    """Turn what ends one file into a failure, so that the next file is read."""
    try:
        yield from read()
    except ArticleError as error:
        yield Failure(article=error.article, stage="read", error=error.reason)
    except OSError as error:
        yield Failure(article=name, stage="read", error=f"cannot be read: {words(error)}")
    except Exception as error:
        if not is_url(name):
            raise
        # The errors of what reads URLs share no base.
        yield Failure(article=name, stage="read", error=f"cannot be read: {words(error)}")


def _read(file: File, max_chars: int) -> Iterator[Article | Failure]:
    name = file.name
    if file.suffix is None:
        raise ArticleError(
            name, f"is of no known kind: rename it to end in one of {', '.join(SUFFIXES)}"
        )
    with file.open() as handle:
        match file.suffix:
            case ".txt":
                data = _read_whole(handle, name, max_chars, bytes_per_char=_UTF8_BYTES_PER_CHAR)
                yield article_from_text(decode(data, name), name=name, max_chars=max_chars)
            case ".html" | ".htm":
                data = _read_whole(handle, name, max_chars, bytes_per_char=BYTES_PER_CHAR)
                yield article_from_html(data, name, max_chars=max_chars)
            case ".parquet":
                yield from read_parquet(handle, name, max_chars=max_chars, make=article_from_fields)
            case ".csv":
                yield from read_csv(handle, name, max_chars=max_chars)
            case ".warc" | ".warc.gz":
                yield from read_warc(handle, name, max_chars=max_chars)
            case suffix:
                lines = json_lines(decompressed(handle, suffix, name), max_chars=max_chars)
                yield from read_jsonl(lines, name, max_chars=max_chars, make=article_from_fields)


def _read_whole(handle: BinaryIO, name: str, max_chars: int, *, bytes_per_char: int) -> bytes:
    limit = bytes_per_char * max_chars + 1
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
        lines = itertools.chain(head, lines)
        yield from read_jsonl(lines, STDIN, max_chars=max_chars, make=article_from_fields)
        return
    limit = _UTF8_BYTES_PER_CHAR * max_chars + 1
    data = b"".join(head) + handle.read(limit)
    if len(data) >= limit:
        raise too_long(STDIN, max_chars)
    yield article_from_text(decode(data, STDIN), name=STDIN, max_chars=max_chars)


def _count(path: str, suffix: str | None) -> int | None:
    if suffix in _ONE_ARTICLE:
        return 1
    return _count_lines(path) if suffix == ".jsonl" else None


def _count_lines(path: str) -> int:
    try:
        with Path(path).open("rb") as handle:
            head = handle.read(_COUNTED)
            size = handle.seek(0, 2)
    except OSError:
        return 1  # reading it will yield one failure
    lines = head.count(b"\n")
    if len(head) < size:
        return round(lines * size / len(head))
    return lines + (not head.endswith(b"\n") and bool(head))
