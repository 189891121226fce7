"""Read compressed files so that damage is an error, and nothing before it is lost.

A file that was cut short raises as well, which not every library does by itself.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Protocol, cast

from extract.articles.building import optional_module

_BLOCK = 1 << 16
# A few bytes may stand for much text: a small portion bounds what comes out at once.
_PORTION = 1 << 12
# What is kept of a gzip member while it is read, to look for the next one if it is damaged.
_KEPT = 1 << 20
_GZIP = b"\x1f\x8b\x08"


class Readable(Protocol):
    """What gives bytes."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes, none at the end."""


class DamagedError(Exception):
    """Compressed bytes cannot be read; the message says why."""


#: What reading a damaged file raises.
DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile, DamagedError)


def decompressed(handle: BinaryIO, suffix: str, name: str) -> BinaryIO:
    """Return what `handle` holds, decompressed if `suffix` ends in “.gz” or “.zst”.

    Raises:
        ArticleError: zstandard is missing.
    """
    if suffix.endswith(".gz"):
        return cast("BinaryIO", gzip.GzipFile(fileobj=handle))
    if suffix.endswith(".zst"):
        zstandard = optional_module("zstandard", name, install="zstandard")
        return _opened(_frames(handle, zstandard))
    return handle


def members(handle: Readable, on_damage: Callable[[int], None]) -> BinaryIO:
    """Return the content of the gzip members of a file; a damaged one costs no other.

    Args:
        handle: the compressed bytes.
        on_damage: called with the offset at which a damaged member begins. What it gave before the
            damage is part of the content.
    """
    return _opened(_members(handle, on_damage))


def _frames(handle: Readable, zstandard: Any) -> Iterator[bytes]:  # noqa: ANN401 - a module
    """Yield the content of Zstandard frames; they need not say how long they are."""
    frame = None
    rest = b""
    while portion := rest or handle.read(_PORTION):
        frame = frame or zstandard.ZstdDecompressor().decompressobj()
        try:
            yield frame.decompress(portion)
        except zstandard.ZstdError as error:
            raise DamagedError(str(error)) from None
        rest = frame.unused_data
        if frame.eof:
            frame = None
    if frame is not None:
        raise DamagedError("the compressed file ends in the middle")


def _members(handle: Readable, on_damage: Callable[[int], None]) -> Iterator[bytes]:
    rest, start = b"", 0
    in_damage = False
    while portion := rest or handle.read(_BLOCK):
        member = zlib.decompressobj(wbits=zlib.MAX_WBITS + 16)
        raw, raw_start = b"", start
        try:
            while True:
                raw_start += max(0, len(raw) - _KEPT)
                raw = raw[-_KEPT:] + portion
                yield member.decompress(portion)
                if member.eof:
                    break
                portion = handle.read(_BLOCK)
                if not portion:
                    break
            is_whole = member.eof
        except zlib.error:
            is_whole = False
        if not is_whole:
            if not in_damage:
                on_damage(start)
            in_damage = True
            rest, start = _next_member(handle, raw, raw_start)
        else:
            in_damage = False
            rest = member.unused_data.lstrip(b"\0")  # some writers fill up to a block with zeros
            start = raw_start + len(raw) - len(rest)


def _next_member(handle: Readable, raw: bytes, start: int) -> tuple[bytes, int]:
    """Return the bytes from what looks like the next member on, and their offset.

    Args:
        handle: what comes after `raw`.
        raw: what was read, from some byte of the damaged member on.
        start: the offset of `raw`.
    """
    while (found := raw.find(_GZIP, 1)) < 0:
        block = handle.read(_BLOCK)
        if not block:
            return b"", start + len(raw)
        start += max(0, len(raw) - 2)
        raw = raw[-2:] + block
    return raw[found:], start + found


def _opened(blocks: Iterator[bytes]) -> BinaryIO:
    return cast("BinaryIO", io.BufferedReader(_Blocks(blocks), _BLOCK))


class _Blocks(io.RawIOBase):
    """Blocks of bytes as a file."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - the type has no name before 3.12
        while not self._ready:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._ready = memoryview(block)
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size
