import gzip
import json
import os
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extract.articles import read_articles
from extract.schemas import Failure

MAX_CHARS = 2_000
Reader = Callable[[str | bytes], list[Any]]


def read(path: Path, content: str | bytes) -> list[Any]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_articles([path], max_chars=MAX_CHARS))


@pytest.fixture
def jsonl(tmp_path: Path) -> Reader:
    return lambda content: read(tmp_path / "news.jsonl", content)


@pytest.fixture
def csv(tmp_path: Path) -> Reader:
    return lambda content: read(tmp_path / "news.csv", content)


def test_a_line_gives_all_fields(jsonl: Reader) -> None:
    fields = {
        "id": "n1",
        "title": "Swap",
        "source": "The Daily",
        "url": "https://example.org/1",
        "published": "2024-08-01",
        "language": "en",
        "text": "Officials met.\r\n",
    }
    (article,) = jsonl(json.dumps(fields))
    assert article.model_dump(mode="json", include=set(fields)) == fields
    assert article.published_from == "metadata"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(b'{"text": "cut', "is not valid JSON", id="cut"),
        pytest.param(b"Plain words", "is not valid JSON", id="words"),
        pytest.param(b'["text"]', "no object", id="list"),
        pytest.param(b'"text"', "no object", id="string"),
        pytest.param(b"{}", "has no “text”", id="no-text"),
        pytest.param(b'{"text": null}', "has no “text”", id="null"),
        pytest.param(b'{"text": 5}', "“text” is a number", id="number"),
        pytest.param(b'{"text": "  "}', "is empty", id="blank"),
        pytest.param(b'{"text": "\\ud83d"}', "not valid Unicode", id="lone-surrogate"),
        pytest.param(b'{"text": "a\\u0000"}', "NUL", id="escaped-nul"),
        pytest.param(b'{"text": "caf\xe9"}', "not UTF-8", id="latin-1"),
        pytest.param(b'{"text": "a\0"}', "binary", id="nul"),
        pytest.param(b'{"a":' + b"[" * 20_000, "nested too deep", id="deep"),
        pytest.param(b'{"n": ' + b"9" * 5_000 + b', "text": "A"}', "not valid JSON", id="digits"),
        pytest.param(b'{"text": "' + b"x" * 3_000 + b'"}', "longer than", id="long"),
        pytest.param(b'{"text": "' + b"x" * 200_000 + b'"}', "longer than", id="long-line"),
    ],
)
def test_a_bad_line_is_a_failure_and_the_rest_goes_on(
    tmp_path: Path, jsonl: Reader, line: bytes, expected: str
) -> None:
    before, failure, after = jsonl(b'{"text": "A"}\n\n' + line + b'\n{"text": "B"}\n')
    assert failure.article == f"{tmp_path}/news.jsonl:3"
    assert expected in failure.error
    assert (before.text, after.text) == ("A", "B")


def test_a_line_of_50_mb_is_refused_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(b'{"text": "' + b"x" * 50_000_000 + b'"}\n{"text": "B"}')
    tracemalloc.start()
    try:
        failure, article = read_articles([path], max_chars=MAX_CHARS)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "longer than" in failure.error
    assert article.text == "B"
    assert peak < 10_000_000


def test_the_last_line_may_fill_the_buffer_exactly(jsonl: Reader) -> None:
    limit = 12 * MAX_CHARS + (1 << 16)
    line = b'{"text": "A", "other": ""}'
    line = line.replace(b'""', b'"' + b"x" * (limit - len(line) - 1) + b'"') + b"\n"
    assert len(line) == limit
    assert [each.text for each in jsonl(line + b'{"text": "B"}')] == ["A", "B"]


def test_csv_rows_are_articles(csv: Reader) -> None:
    first, second = csv(
        '\ufeffid,Title,text,extra\r\n1,Swap,"Two lines,\r\nand ""quotes"".",x\r\n2,,Second.,\r\n'
    )
    assert (first.id, first.title) == ("1", "Swap")
    assert first.text == 'Two lines,\r\nand "quotes".'
    assert (second.text, second.title) == ("Second.", None)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(b"2,", "is empty", id="no-text"),
        pytest.param(b"2", "has 1 columns, expected 2", id="short"),
        pytest.param(b"2,A,B", "has 3 columns, expected 2: put quotes", id="unquoted-comma"),
        pytest.param(b"2,caf\xe9", "not valid Unicode", id="latin-1"),
        pytest.param(b"2,a\0b", "NUL", id="nul"),
        pytest.param(b'2,"' + b"x" * 3_000 + b'"', "longer than", id="long"),
    ],
)
def test_a_bad_row_is_a_failure_and_the_rest_goes_on(
    tmp_path: Path, csv: Reader, row: bytes, expected: str
) -> None:
    before, failure, after = csv(b'id,text\n1,"A\nB"\n' + row + b"\n3,C\n")
    assert failure.article == f"{tmp_path}/news.csv:4"
    assert expected in failure.error
    assert (before.text, after.text) == ("A\nB", "C")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param("id;text\n1;A", "no column “text” (columns: id;text)", id="semicolons"),
        pytest.param("", "no column “text” (columns: none)", id="empty"),
        pytest.param('text\n"never closed\nA\n', "is not valid CSV", id="never-closed"),
        pytest.param("text\n" + "x" * 200_000, "rest of the file was not read", id="long-line"),
    ],
)
def test_a_csv_that_cannot_be_split_into_rows_is_a_failure(
    csv: Reader, content: str | bytes, expected: str
) -> None:
    (failure,) = csv(content)
    assert isinstance(failure, Failure)
    assert expected in failure.error


def test_parquet_names_the_extra_where_pyarrow_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    (failure,) = read(tmp_path / "news.parquet", b"PAR1")
    assert "pip install pyarrow" in failure.error


@pytest.mark.parametrize("suffix", ["gz", "zst"])
def test_lines_before_the_damage_are_read_and_it_is_placed(tmp_path: Path, suffix: str) -> None:
    rows = b"".join(
        json.dumps({"text": os.urandom(300).hex()}).encode() + b"\n" for _ in range(1_000)
    )
    pack = gzip.compress if suffix == "gz" else pytest.importorskip("zstandard").compress
    path = tmp_path / f"news.jsonl.{suffix}"
    *articles, failure = read(path, pack(rows)[:-2_000])
    assert len(articles) > 50
    assert failure.article == f"{path}:{len(articles) + 1}"
    assert "is damaged from there on" in failure.error


def test_parquet_rows_are_articles(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "news.parquet", {"id": [1, 2], "text": ["A", None]})
    article, failure = read_articles([path], max_chars=MAX_CHARS)
    assert (article.id, article.text) == ("1", "A")
    assert failure.article == f"{path}:2"


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        pytest.param(None, "not a readable Parquet file", id="no-parquet"),
        pytest.param(
            {"body": ["A"]},
            "has no column “text” (columns: body): rename the column that holds the text",
            id="no-text",
        ),
    ],
)
def test_what_is_no_parquet_of_articles_is_a_failure(
    tmp_path: Path, columns: dict[str, list[Any]] | None, expected: str
) -> None:
    path = tmp_path / "news.parquet"
    if columns is None:
        path.write_bytes(b"no parquet at all")
    else:
        write_parquet(path, columns)
    (failure,) = read_articles([path], max_chars=MAX_CHARS)
    assert (failure.article, failure.stage) == (str(path), "read")
    assert expected in failure.error


def test_a_parquet_file_that_is_cut_short_is_a_failure(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "news.parquet", {"text": ["A", "B"]})
    (failure,) = read(path, path.read_bytes()[:-20])
    assert "write it, or fetch it, again" in failure.error


def test_a_damaged_row_group_costs_no_other(tmp_path: Path) -> None:
    texts = [f"{letter} " * 900 for letter in "ABCDEF"]
    path = write_parquet(tmp_path / "news.parquet", {"text": texts}, row_group_size=2)
    content = bytearray(path.read_bytes())
    where = pytest.importorskip("pyarrow.parquet").ParquetFile(path).metadata.row_group(1)
    column = where.column(0)
    start = column.dictionary_page_offset or column.data_page_offset
    content[start : start + column.total_compressed_size] = b"\xff" * column.total_compressed_size
    first, second, failure, fifth, sixth = read(path, bytes(content))
    assert [each.text[0] for each in (first, second, fifth, sixth)] == ["A", "B", "E", "F"]
    assert failure.article == f"{path}:3"
    assert "the rows up to 4 were not read" in failure.error


def test_a_row_that_is_no_utf_8_costs_no_other(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    values = arrow.array([b"A", b"caf\xe9", b"C"], arrow.binary())
    text = arrow.Array.from_buffers(arrow.string(), 3, values.buffers())
    path = write_parquet(tmp_path / "news.parquet", {"text": text})
    first, failure, last = read_articles([path], max_chars=MAX_CHARS)
    assert (first.text, last.text) == ("A", "C")
    assert failure.article == f"{path}:2"
    assert "write it again as UTF-8" in failure.error


def write_parquet(path: Path, columns: dict[str, Any], row_group_size: int | None = None) -> Path:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(arrow.table(columns), path, row_group_size=row_group_size)
    return path
