import gzip
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extract.articles import read_articles
from extract.schemas import Article, Failure
from tests.articles.making import PARAGRAPHS, page, response


def numbered(number: int) -> bytes:
    """Return the record of a page that is like no other."""
    body = f"{PARAGRAPHS}<p>It was the voyage of {1_900 + number} that they spoke of most.</p>"
    return response(f"http://example.org/{number}", page(body=body))


PAGES = [numbered(number) for number in range(4)]
GZIPPED = [gzip.compress(each) for each in PAGES]


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., list[Any]]:
    """Return a function that reads an archive; pages in it are told by the end of their URL."""

    def read(*records: bytes, suffix: str = ".warc", max_chars: int = 10_000) -> list[Any]:
        path = tmp_path / f"crawl{suffix}"
        path.write_bytes(b"".join(records))
        return [
            each.url.rpartition("/")[2]
            if isinstance(each, Article)
            else Failure(
                article=each.article.removeprefix(str(path)), stage="read", error=each.error
            )
            for each in read_articles([path], max_chars=max_chars)
        ]

    return read


def test_warcio_is_named_where_it_is_missing(
    read: Callable[..., list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    (failure,) = read(b"\x1f\x8b", suffix=".warc.gz")
    assert "pip install warcio" in failure.error


@pytest.mark.parametrize("suffix", [".warc", ".warc.gz"])
def test_html_responses_are_articles_and_the_rest_is_passed_over(
    read: Callable[..., list[Any]], suffix: str
) -> None:
    records = (
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 3\r\n\r\na=b\r\n\r\n",
        PAGES[1],
        response("http://example.org/style.css", b"p {}", kind="text/css"),
        response("http://example.org/gone", page(), status="404 Not Found"),
        response("http://example.org/2", b"<html><body></body></html>"),
        PAGES[3],
    )
    packed = [gzip.compress(each) for each in records] if suffix.endswith("gz") else records
    first, failure, last = read(*packed, suffix=suffix)
    assert (first, last) == ("1", "3")
    assert failure.article == ":http://example.org/2"
    assert "no main text" in failure.error


def test_an_archive_in_one_gzip_member_is_read(read: Callable[..., list[Any]]) -> None:
    assert read(gzip.compress(b"".join(PAGES)), suffix=".warc.gz") == ["0", "1", "2", "3"]


def test_a_page_that_is_too_long_is_a_failure(read: Callable[..., list[Any]]) -> None:
    big = response("http://example.org/big", page() + b" " * 300_000)
    failure, after = read(big, PAGES[1], max_chars=5_000)
    assert "longer than" in failure.error
    assert after == "1"


@pytest.mark.parametrize(
    ("records", "found"),
    [
        pytest.param([PAGES[0], PAGES[1][:-300]], ["0", (":record 2", "not as long")], id="cut"),
        pytest.param([PAGES[0], PAGES[1][:60]], ["0", (":record 2", "how long")], id="cut-header"),
        pytest.param(
            [PAGES[0], PAGES[1][:400] + b"\r\n", PAGES[2], PAGES[3]],
            ["0", (":record 2", "not as long"), "2", "3"],
            id="too-short",
        ),
        pytest.param(
            [PAGES[0].replace(b"WARC/1.0", b"W\0RC/1.0"), PAGES[1]],
            [(":record 1", "does not begin"), "1"],
            id="no-first-line",
        ),
        pytest.param(
            [PAGES[0].replace(b"Content-Length: ", b"Content-Length: x"), PAGES[1]],
            [(":record 1", "how long"), "1"],
            id="no-length",
        ),
        pytest.param([b"No archive.\n" * 5], [(":record 1", "does not begin")], id="no-archive"),
        pytest.param([], [], id="empty"),
    ],
)
def test_a_damaged_record_is_a_failure_and_the_rest_goes_on(
    read: Callable[..., list[Any]], records: list[bytes], found: list[Any]
) -> None:
    check(read(*records), found)


BAD = GZIPPED[1][:60] + b"\0" * 40 + GZIPPED[1][100:]


@pytest.mark.parametrize(
    ("members", "damage_at"),
    [
        pytest.param([GZIPPED[0], BAD, *GZIPPED[2:]], len(GZIPPED[0]), id="zeros-in-it"),
        pytest.param([GZIPPED[0], GZIPPED[1][:200], *GZIPPED[2:]], len(GZIPPED[0]), id="short"),
        pytest.param([GZIPPED[0], b"junk", *GZIPPED[2:]], len(GZIPPED[0]), id="junk-between"),
        pytest.param(
            [GZIPPED[0], *GZIPPED[2:], GZIPPED[1][:-200]],
            len(b"".join([GZIPPED[0], *GZIPPED[2:]])),
            id="cut-at-the-end",
        ),
    ],
)
def test_a_damaged_member_of_a_compressed_archive_costs_no_other(
    read: Callable[..., list[Any]], members: list[bytes], damage_at: int
) -> None:
    found = read(*members, suffix=".warc.gz")
    assert [each for each in found if isinstance(each, str)] == ["0", "2", "3"]
    places = [each.article for each in found if isinstance(each, Failure)]
    assert f":byte {damage_at}" in places
    assert len(places) <= 2


def check(found: list[Any], expected: list[Any]) -> None:
    assert len(found) == len(expected), found
    for one, other in zip(found, expected, strict=True):
        if isinstance(other, str):
            assert one == other
        else:
            assert one.article == other[0]
            assert other[1] in one.error
