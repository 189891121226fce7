import datetime as dt
import socket
from pathlib import Path

import pytest

from extract.articles import read_articles
from extract.schemas import Article, Failure
from tests.articles.making import PARAGRAPHS, page


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def read(path: Path, content: bytes, max_chars: int = 10_000) -> Article | Failure:
    path.write_bytes(content)
    (found,) = read_articles([path], max_chars=max_chars)
    return found


@pytest.mark.parametrize("suffix", [".html", ".htm"])
def test_a_page_gives_text_title_and_date(tmp_path: Path, suffix: str) -> None:
    head = (
        '<meta property="article:published_time" content="2024-08-01T10:00:00Z">'
        '<meta property="og:site_name" content="The Harbour Post">'
        '<link rel="canonical" href="https://example.org/sailors">'
    )
    article = read(tmp_path / f"a{suffix}", page(head=head))
    assert article.title == "Sailors return"
    assert "Zoë Brandt" in article.text
    assert "Weather" not in article.text
    assert article.published == dt.date(2024, 8, 1)
    assert article.published_from == "metadata"
    assert article.source == "The Harbour Post"
    assert article.url == "https://example.org/sailors"
    assert article.language == "en"


def test_a_day_in_the_prose_is_no_publication_date(tmp_path: Path) -> None:
    body = PARAGRAPHS + "<p>The ship was launched on 12 May 2011 in the northern yard.</p>"
    assert read(tmp_path / "a.html", page(body=body)).published is None


def test_a_declared_encoding_is_used(tmp_path: Path) -> None:
    assert "Zoë" in read(tmp_path / "a.html", page(charset="windows-1252")).text


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"", "is not an HTML page", id="empty"),
        pytest.param(b"<html><body></body></html>", "has no main text", id="no-text"),
        pytest.param(b"<p>caf\xe9</p>", "is not UTF-8", id="undeclared-encoding"),
        pytest.param(
            b'<meta charset="utf-8"><p>caf\xe9</p>', "neither UTF-8 nor utf-8", id="false-encoding"
        ),
        pytest.param(b'<meta charset="no-such"><p>\xe9</p>', "neither", id="unknown-encoding"),
        pytest.param(b"\x89PNG\x00\x00", "is binary", id="binary"),
        pytest.param(b"<p>" + b"x" * 200_001, "longer than", id="huge"),
        pytest.param(page(body=f"<p>{'Long prose. ' * 1_000}</p>"), "longer than", id="long-text"),
    ],
)
def test_a_bad_page_is_a_failure(tmp_path: Path, content: bytes, expected: str) -> None:
    failure = read(tmp_path / "a.html", content)
    assert isinstance(failure, Failure)
    assert expected in failure.error


def test_a_page_that_is_only_an_address_is_not_fetched(tmp_path: Path) -> None:
    assert read(tmp_path / "a.html", b"http://example.org/a").text.strip() == "http://example.org/a"
