import gzip
import io
import tracemalloc

import pytest

from extract.articles.compression import DAMAGED, decompressed, members

zstandard = pytest.importorskip("zstandard")

LINES = b"".join(b"line %d of a text\n" % number for number in range(50_000))


def zstd(data: bytes, *, size: bool = True) -> bytes:
    return bytes(zstandard.ZstdCompressor(write_content_size=size).compress(data))


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        pytest.param(LINES, ".jsonl", id="plain"),
        pytest.param(gzip.compress(LINES), ".jsonl.gz", id="gzip"),
        pytest.param(gzip.compress(LINES[:9]) + gzip.compress(LINES[9:]), ".jsonl.gz", id="two"),
        pytest.param(zstd(LINES), ".jsonl.zst", id="zstd"),
        pytest.param(zstd(LINES, size=False), ".jsonl.zst", id="zstd-without-size"),
        pytest.param(zstd(LINES[:9]) + zstd(LINES[9:]), ".jsonl.zst", id="two-zstd-frames"),
    ],
)
def test_what_was_compressed_comes_back(content: bytes, suffix: str) -> None:
    with decompressed(io.BytesIO(content), suffix, "a") as handle:
        assert handle.readline() == b"line 0 of a text\n"
        assert handle.read() == LINES[17:]


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        pytest.param(gzip.compress(LINES)[:-2_000], ".gz", id="gzip-cut"),
        pytest.param(zstd(LINES)[:-2_000], ".zst", id="zstd-cut"),
        pytest.param(zstd(LINES, size=False)[:-1], ".zst", id="zstd-cut-in-the-last-byte"),
        pytest.param(zstd(LINES) + b"no frame", ".zst", id="zstd-with-junk-behind"),
        pytest.param(b"plain text", ".zst", id="no-zstd"),
        pytest.param(b"plain text", ".gz", id="no-gzip"),
    ],
)
def test_damage_is_an_error(content: bytes, suffix: str) -> None:
    with decompressed(io.BytesIO(content), suffix, "a") as handle, pytest.raises(DAMAGED):
        handle.read()


def test_what_comes_before_the_damage_is_read() -> None:
    with decompressed(io.BytesIO(zstd(LINES)[:-2_000]), ".zst", "a") as handle:
        lines = []
        with pytest.raises(DAMAGED):
            lines.extend(handle)
    assert len(lines) > 1_000


def test_a_bomb_is_not_read_at_once() -> None:
    bomb = zstd(bytes(400_000_000))
    tracemalloc.start()
    try:
        with decompressed(io.BytesIO(bomb), ".zst", "a") as handle:
            assert handle.read(10) == bytes(10)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 150_000_000


def test_members_after_a_damaged_one_are_read_wherever_blocks_end() -> None:
    good = [gzip.compress(bytes([number]) * 70_000 + LINES[: number * 999]) for number in range(9)]
    broken = good[4][:-30]
    content = b"".join([*good[:4], broken, *good[5:]])
    damage: list[int] = []
    found = members(io.BytesIO(content), damage.append).read()
    assert damage == [len(b"".join(good[:4]))]
    for number in (3, 5, 8):
        assert gzip.decompress(good[number]) in found


def test_zeros_between_members_are_padding() -> None:
    content = gzip.compress(b"one") + bytes(512) + gzip.compress(b"two") + bytes(512)
    damage: list[int] = []
    assert members(io.BytesIO(content), damage.append).read() == b"onetwo"
    assert damage == []
