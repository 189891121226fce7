"""WARC archives: one article for each page in them; a damaged record costs no other.

The records are found here, because warcio gives up at the first that is damaged, and passes over
one that is cut short without a word. What is in a record, warcio reads: HTTP headers, transfer and
content encodings.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from extract.articles.building import optional_module
from extract.articles.compression import members
from extract.articles.pages import BYTES_PER_CHAR, article_from_html
from extract.errors import ArticleError
from extract.schemas import Article, Failure

_FIRST_LINE = re.compile(rb"WARC/1\.\d")
_LENGTH = re.compile(rb"^content-length:\s*(\d+)\s*$", re.IGNORECASE | re.MULTILINE)
_IS_RESPONSE = re.compile(rb"^warc-type:\s*response\s*$", re.IGNORECASE | re.MULTILINE)
_GZIP = b"\x1f\x8b"
_HEADER_BYTES = 1 << 16
_BLOCK = 1 << 20
_ADVICE = "the records after it are read: fetch the archive again if you need this one"


class _Record(NamedTuple):
    """A response, as far as it is worth reading: its number, its header, its content."""

    number: int
    header: bytes
    content: bytes


def read_warc(handle: BinaryIO, name: str, *, max_chars: int) -> Iterator[Article | Failure]:
    """Yield one article, or the failure in its place, for each HTML response in the archive.

    Args:
        handle: the archive, compressed with gzip or not.
        name: what it is called in messages.
        max_chars: longest main text, in code points.

    Raises:
        ArticleError: warcio is missing.
    """
    archive = optional_module("warcio.archiveiterator", name, install="warcio")
    errors = optional_module("warcio.exceptions", name, install="warcio")
    damaged: list[int] = []
    source = _Source(handle)
    start = source.read(len(_GZIP))
    source.push(start)
    if start == _GZIP:
        source = _Source(members(source, damaged.append))
    max_bytes = BYTES_PER_CHAR * max_chars
    for found in _records(source, name, max_bytes=max_bytes):
        yield from _damages(damaged, name)
        if isinstance(found, Failure):
            yield found
            continue
        try:
            # Taken one by one: asked for the next record, warcio reads this one to its end.
            record = next(archive.ArchiveIterator(io.BytesIO(found.header + found.content)))
            if _is_page(record):
                yield _article(record, name, max_chars=max_chars, max_bytes=max_bytes)
        except ArticleError as error:
            yield Failure(article=error.article, stage="read", error=error.reason)
        except (errors.ArchiveLoadFailed, zlib.error, EOFError, StopIteration, ValueError) as error:
            yield _failure(name, found.number, str(error).strip() or type(error).__name__)
    yield from _damages(damaged, name)


def _article(record: Any, name: str, *, max_chars: int, max_bytes: int) -> Article:  # noqa: ANN401 - warcio has no types
    url = record.rec_headers.get_header("WARC-Target-URI")
    kind = record.http_headers.get_header("Content-Type") or ""
    return article_from_html(
        record.content_stream().read(max_bytes + 1),
        f"{name}:{url}",
        max_chars=max_chars,
        url=url,
        charset=kind.partition("charset=")[2].strip("\"' ;"),
    )


def _is_page(record: Any) -> bool:  # noqa: ANN401 - warcio has no types
    headers = record.http_headers
    if headers is None or headers.get_statuscode() != "200":
        return False
    return "html" in (headers.get_header("Content-Type") or "")


def _records(source: _Source, name: str, *, max_bytes: int) -> Iterator[_Record | Failure]:
    """Yield each response, with no more of it than is worth reading, and what is damaged."""
    number = 0
    is_lost = False
    while line := source.readline(_HEADER_BYTES):
        if not _FIRST_LINE.match(line):
            if line.strip() and not is_lost:
                number, is_lost = number + 1, True
                yield _failure(name, number, "it does not begin with “WARC/1.0” or “WARC/1.1”")
            continue
        number, is_lost = number + 1, False
        header = line + _header(source)
        length = _LENGTH.search(header)
        if length is None:
            is_lost = True
            yield _failure(name, number, "its header does not say how long it is")
            continue
        size = int(length[1])
        content = source.read(min(size, max_bytes + _HEADER_BYTES))
        is_whole = len(content) + source.skip(size - len(content)) == size
        following = source.next_line()
        if is_whole and (not following or _FIRST_LINE.match(following)):
            source.push(following)
            if _IS_RESPONSE.search(header):
                yield _Record(number, header, content)
            continue
        # Its length is wrong, or the archive ends in it; another record may stand where it should.
        other = re.search(rb"(?<=\n)" + _FIRST_LINE.pattern, content)
        source.push((content[other.start() :] if other else b"") + following)
        is_lost = True
        yield _failure(name, number, f"it is not as long as it says ({size:,} bytes)")


def _header(source: _Source) -> bytes:
    """Return the lines up to the first that is empty, and that."""
    lines: list[bytes] = []
    size = 0
    while size < _HEADER_BYTES and (line := source.readline(_HEADER_BYTES)):
        lines.append(line)
        size += len(line)
        if not line.strip():
            break
    return b"".join(lines)


class _Source:
    """Bytes that can be put back."""

    def __init__(self, handle: BinaryIO) -> None:
        self._handle = handle
        self._held = io.BytesIO()

    def read(self, size: int, /) -> bytes:
        """Return `size` bytes, fewer only at the end."""
        held = self._held.read(size)
        return held + self._handle.read(size - len(held)) if len(held) < size else held

    def readline(self, size: int) -> bytes:
        """Return a line, or its first `size` bytes."""
        held = self._held.readline(size)
        if held.endswith(b"\n") or len(held) == size:
            return held
        return held + self._handle.readline(size - len(held))

    def push(self, data: bytes) -> None:
        """Put `data` back: it comes next."""
        self._held = io.BytesIO(data + self._held.read())

    def skip(self, size: int) -> int:
        """Pass over `size` bytes; return how many there were."""
        left = size
        while left and (block := self.read(min(left, _BLOCK))):
            left -= len(block)
        return size - left

    def next_line(self) -> bytes:
        """Return the next line that is not blank, b"" at the end."""
        while (line := self.readline(_HEADER_BYTES)) and not line.strip():
            pass
        return line


def _damages(damaged: list[int], name: str) -> Iterator[Failure]:
    while damaged:
        yield Failure(
            article=f"{name}:byte {damaged.pop(0)}",
            stage="read",
            error=f"is damaged: it cannot be decompressed; {_ADVICE}",
        )


def _failure(name: str, number: int, problem: str) -> Failure:
    return Failure(
        article=f"{name}:record {number}", stage="read", error=f"is damaged: {problem}; {_ADVICE}"
    )
