import errno
import http.server
import os
import sys
import threading
import tracemalloc
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from extract.articles import check_inputs, count_articles, read_articles
from extract.articles.files import in_order
from extract.errors import ArticleError
from extract.schemas import Failure

fsspec = pytest.importorskip("fsspec")


def read(*inputs: str) -> list[Any]:
    return list(read_articles(inputs, max_chars=5_000))


def texts(*inputs: str) -> list[str]:
    return [each.text if not isinstance(each, Failure) else each.error for each in read(*inputs)]


@pytest.mark.parametrize("in_memory", [1, 2, 3, 7, 50, 51, 1_000])
def test_names_come_in_order_however_few_fit_in_memory(in_memory: int) -> None:
    names = [f"{number * 37 % 50}" for number in range(48)] + ["é", "\udce9.txt"]
    assert list(in_order(names, in_memory=in_memory)) == sorted(names)


def test_a_hundred_thousand_names_are_sorted_in_little_memory() -> None:
    tracemalloc.start()
    try:
        names = (f"{number * 7919 % 100_003:030}.txt" for number in range(100_000))
        count = sum(1 for _ in in_order(names, in_memory=5_000))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 100_000
    assert peak < 6_000_000


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert texts(str(tmp_path)) == ["One."]


def test_a_folder_that_may_not_be_listed_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    (tmp_path / "z.txt").write_text("One.")
    scandir = os.scandir

    def refuse(folder: str) -> Any:  # nothing is forbidden to root
        if folder == str(closed):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    text, failure = read(str(tmp_path))
    assert text.text == "One."
    assert (failure.article, failure.error) == (str(closed), "cannot be listed: Permission denied")


@pytest.fixture
def memory() -> Iterator[Any]:
    """Return a file system in memory with some news in it."""
    system = fsspec.filesystem("memory")
    system.pipe(
        {
            "/news/b.txt": b"Two.",
            "/news/a.txt": b"One.",
            "/news/deep/c.jsonl": b'{"text": "Three."}\n{"text": 4}\n',
            "/news/.hidden.txt": b"Not an article.",
            "/news/README.txt": b"Not an article.",
            "/news/photo.jpg": b"\xff",
            "/other/d.txt": b"Five.",
        }
    )
    yield system
    system.rm("/news", recursive=True)
    system.rm("/other", recursive=True)


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(
    ("url", "found"),
    [
        pytest.param("memory://news/a.txt", ["One."], id="file"),
        pytest.param(
            "memory://news", ["One.", "Two.", "Three.", "“text” is a number"], id="folder"
        ),
        pytest.param(
            "memory://news/", ["One.", "Two.", "Three.", "“text” is a number"], id="slash"
        ),
        pytest.param("memory://news/*.txt", [".hidden"], id="glob"),
        pytest.param("memory://*/[d-z].txt", ["Five."], id="glob-of-folders"),
        pytest.param("memory://news/photo.jpg", ["no known kind"], id="unknown-kind"),
    ],
)
def test_what_is_behind_a_url_is_read(url: str, found: list[str]) -> None:
    if found == [".hidden"]:  # who names files by a pattern means all that it fits
        assert texts(url) == ["Not an article.", "One.", "Two."]
        return
    for one, other in zip(texts(url), found, strict=True):
        assert other in one


@pytest.mark.usefixtures("memory")
def test_a_failure_behind_a_url_is_named_as_the_user_would_write_it() -> None:
    (failure,) = [each for each in read("memory://news") if isinstance(each, Failure)]
    assert failure.article == "memory://news/deep/c.jsonl:2"


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("memory://news/z.txt", "does not exist: check the URL", id="file"),
        pytest.param("memory://nothing/*.txt", "does not exist: check the URL", id="glob"),
        pytest.param("carrier-pigeon://news", "cannot be opened: Protocol not known", id="scheme"),
        pytest.param("http://127.0.0.1:1/a.txt", "does not exist", id="nobody-answers"),
    ],
)
def test_a_url_that_leads_nowhere_is_refused_before_work_starts(url: str, expected: str) -> None:
    with pytest.raises(ArticleError, match=expected):
        check_inputs([url])


@pytest.mark.parametrize(
    ("url", "module"),
    [
        pytest.param("s3://bucket/news/", "s3fs", id="s3"),
        pytest.param("gs://bucket/news/*.jsonl", "gcsfs", id="gs"),
        pytest.param("https://example.org/a.txt", "aiohttp", id="https"),
    ],
)
def test_a_driver_is_named_where_it_is_missing(
    url: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.delitem(sys.modules, "fsspec.implementations.http", raising=False)
    monkeypatch.setattr(sys.modules["fsspec.registry"], "_registry", {})
    with pytest.raises(ArticleError, match=f"pip install {module}"):
        check_inputs([url])


def test_fsspec_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(ArticleError, match="pip install fsspec"):
        check_inputs(["memory://news"])


def test_what_fails_while_it_is_read_is_a_failure_and_the_rest_goes_on(
    memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = memory.open

    def fail(path: str, mode: str) -> Any:
        if path.endswith("a.txt"):
            raise RuntimeError("token\nexpired")
        return opened(path, mode)

    monkeypatch.setattr(type(memory), "open", lambda _self, path, mode: fail(path, mode))
    assert texts("memory://news/a.txt", "memory://news/b.txt") == [
        "cannot be read: token expired",
        "Two.",
    ]


@pytest.mark.usefixtures("memory")
def test_what_is_behind_a_url_is_not_counted() -> None:
    assert count_articles(["memory://news"]) is None


def test_a_web_server_gives_a_file(tmp_path: Path) -> None:
    pytest.importorskip("aiohttp")
    (tmp_path / "a.jsonl").write_text('{"text": "From the web."}')
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        try:
            assert texts(f"{address}/a.jsonl") == ["From the web."]
            with pytest.raises(ArticleError, match="does not exist"):
                check_inputs([f"{address}/b.jsonl"])
        finally:
            server.shutdown()
