import io
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extract.articles import check_inputs, count_articles, read_articles
from extract.errors import ArticleError
from extract.schemas import Failure

MAX_CHARS = 5_000


def read(
    *inputs: str | Path, stdin: bytes = b"", on_repeat: Callable[[str], None] | None = None
) -> list[Any]:
    source = io.BytesIO(stdin)
    return list(read_articles(inputs, stdin=source, max_chars=MAX_CHARS, on_repeat=on_repeat))


def write(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_folder_is_read_in_order_without_what_is_no_article(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(tmp_path / "b.txt", "Second.")
    write(tmp_path / "a.txt", "First.")
    write(tmp_path / "deep" / "er" / "c.JSONL", '{"text": "Third."}\n{"text": "Fourth."}')
    for name in (
        "README.md",
        "readme.txt",
        ".hidden.txt",
        ".git/config.txt",
        "photo.jpg",
        "facts.decisions.jsonl",
    ):
        write(tmp_path / name, "Not an article.")
    with caplog.at_level(logging.INFO):
        assert [each.text for each in read(tmp_path)] == ["First.", "Second.", "Third.", "Fourth."]
    assert "photo.jpg: passed over" in caplog.text


def test_folders_are_read_in_order_of_name(tmp_path: Path) -> None:
    for name in "gcafdbe":
        write(tmp_path / name / "1.txt", name)
    assert [each.text for each in read(tmp_path)] == list("abcdefg")


def test_inputs_of_several_kinds_are_read_in_the_order_given(tmp_path: Path) -> None:
    lines = write(tmp_path / "z.jsonl", '{"text": "One."}')
    text = write(tmp_path / "a.txt", "Two.")
    assert [each.text for each in read(lines, "-", text, stdin=b"Stdin.")] == [
        "One.",
        "Stdin.",
        "Two.",
    ]


@pytest.mark.parametrize(
    ("stdin", "texts"),
    [
        pytest.param(b"A text.\nOf two lines.", ["A text.\nOf two lines."], id="text"),
        pytest.param(b'{"text": "A"}\n{"text": "B"}\n', ["A", "B"], id="json-lines"),
        pytest.param(b'\n  \n {"text": "A"}', ["A"], id="json-lines-after-blank-lines"),
        pytest.param(b'\xef\xbb\xbf{"text": "A"}', ["A"], id="json-lines-after-bom"),
        pytest.param(b"\n\nA text.", ["\n\nA text."], id="text-after-blank-lines"),
        pytest.param(b"[1] is a footnote.", ["[1] is a footnote."], id="bracket-is-no-object"),
    ],
)
def test_standard_input_is_json_lines_or_one_text(stdin: bytes, texts: list[str]) -> None:
    assert [each.text for each in read("-", stdin=stdin)] == texts


@pytest.mark.parametrize(
    ("stdin", "expected"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b"x" * (5 * MAX_CHARS), "longer than", id="long"),
        pytest.param(b"x" * 200_000, "longer than", id="long-line"),
        pytest.param(b"\xff\xfeA\x00", "UTF-16", id="utf-16"),
    ],
)
def test_bad_standard_input_is_a_failure(stdin: bytes, expected: str) -> None:
    (failure,) = read("-", stdin=stdin)
    assert isinstance(failure, Failure)
    assert failure.article == "-"
    assert expected in failure.error


BAD_TEXTS = [
    pytest.param(b"", "is empty", id="empty"),
    pytest.param(b" \r\n\t\n", "is empty", id="blank"),
    pytest.param(b"caf\xe9 au lait", "not UTF-8 (byte 0xe9 at offset 3)", id="latin-1"),
    pytest.param(b"\xef\xbb\xbfcaf\xe9", "not UTF-8 (byte 0xe9 at offset 3)", id="latin-1-bom"),
    pytest.param(b"\xed\xa0\x80", "not UTF-8", id="encoded-surrogate"),
    pytest.param(b"\xff\xfeT\x00", "is UTF-16", id="utf-16"),
    pytest.param(b"\x89PNG\r\n\x00\x00", "binary (a NUL at byte 6)", id="binary"),
    pytest.param(b"x" * (MAX_CHARS + 1), "longer than 5,000 characters", id="too-long"),
    pytest.param("é".encode() * MAX_CHARS * 3, "longer than 5,000 characters", id="far-too-long"),
]


@pytest.mark.parametrize(("content", "expected"), BAD_TEXTS)
def test_a_bad_text_is_a_failure_and_the_rest_goes_on(
    tmp_path: Path, content: str | bytes, expected: str
) -> None:
    bad = write(tmp_path / "1.txt", content)
    write(tmp_path / "2.txt", "Good.")
    failure, article = read(tmp_path)
    assert isinstance(failure, Failure)
    assert (failure.article, failure.stage) == (str(bad), "read")
    assert expected in failure.error
    assert article.text == "Good."


def test_a_text_of_the_greatest_length_is_read(tmp_path: Path) -> None:
    (article,) = read(write(tmp_path / "1.txt", "é" * MAX_CHARS))
    assert len(article.text) == MAX_CHARS


def test_a_huge_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as handle:
        handle.truncate(50_000_000_000)  # sparse: it takes no space
    (failure,) = read(path)
    assert "longer than" in failure.error


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("Line one.\r\nLine two.\r\n", id="crlf"),
        pytest.param("  \u2003Indented, with trailing space. \n\n", id="outer-space"),
        pytest.param("Cafe\u0301 and caf\u00e9, \ufb01n, \U0001f600", id="not-normalised"),
    ],
)
def test_text_is_kept_exactly_as_stored(tmp_path: Path, content: str | bytes) -> None:
    (article,) = read(write(tmp_path / "1.txt", content))
    assert article.text == content


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (article,) = read(write(tmp_path / "1.txt", b"\xef\xbb\xbfText."))
    assert article.text == "Text."


def test_the_same_article_given_twice_is_one_article(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "Same.")
    write(tmp_path / "b.txt", "Same.")
    repeats: list[str] = []
    (article,) = read(tmp_path, path, on_repeat=repeats.append)
    assert repeats == [article.id, article.id]


def test_one_id_with_two_texts_is_a_failure(tmp_path: Path) -> None:
    path = write(
        tmp_path / "n.jsonl", '{"id": "7", "text": "A"}\n{"id": "7", "text": "B"}\n{"text": "C"}'
    )
    first, failure, last = read(path)
    assert (first.text, last.text) == ("A", "C")
    assert failure.article == f"{path}:7"
    assert "different texts" in failure.error


def test_one_text_under_two_ids_is_two_articles(tmp_path: Path) -> None:
    path = write(tmp_path / "n.jsonl", '{"id": "7", "text": "A"}\n{"id": "8", "text": "A"}')
    assert [each.id for each in read(path)] == ["7", "8"]


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        pytest.param(["missing.txt"], "missing.txt: does not exist", id="missing"),
        pytest.param([], "none given", id="none"),
    ],
)
def test_inputs_that_are_not_there_are_refused_before_work_starts(
    inputs: list[str], expected: str
) -> None:
    for refuse in (check_inputs, lambda each: read_articles(each, max_chars=MAX_CHARS)):
        with pytest.raises(ArticleError, match=expected):
            refuse(inputs)


def test_a_file_of_unknown_kind_given_by_name_is_a_failure(tmp_path: Path) -> None:
    (failure,) = read(write(tmp_path / "report.pdf", b"%PDF"))
    assert "no known kind" in failure.error
    assert ".jsonl.gz" in failure.error


def test_a_link_that_leads_nowhere_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (failure,) = read(tmp_path)
    assert failure.error == "cannot be read: No such file or directory"


def test_a_file_name_that_is_not_utf_8_still_makes_a_message(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    write(path, b"")
    (failure,) = read(tmp_path)
    assert failure.article.endswith("caf\ufffd.txt")


def test_a_file_that_only_claims_to_be_compressed_is_a_failure(tmp_path: Path) -> None:
    (failure,) = read(write(tmp_path / "n.jsonl.gz", '{"text": "A"}'))
    assert "is damaged" in failure.error


def test_zstandard_is_named_where_it_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    (failure,) = read(write(tmp_path / "n.jsonl.zst", b"\x28\xb5\x2f\xfd"))
    assert "pip install zstandard" in failure.error


@pytest.mark.parametrize(
    ("files", "count"),
    [
        pytest.param({"a.txt": "A", "b/c.html": "<p>", "README.md": "-"}, 2, id="files"),
        pytest.param({"a.jsonl": "{}\n{}\n", "b.jsonl": "{}\n{}", "c.jsonl": ""}, 4, id="lines"),
        pytest.param({"a.txt": "A", "b.csv": "text\nA"}, None, id="csv-is-not-counted"),
    ],
)
def test_articles_are_counted_ahead_where_that_is_cheap(
    tmp_path: Path, files: dict[str, str], count: int | None
) -> None:
    for name, content in files.items():
        write(tmp_path / name, content)
    assert count_articles([tmp_path]) == count


def test_a_large_file_of_lines_is_counted_by_its_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extract.articles.sources._COUNTED", 1_000)
    write(tmp_path / "a.jsonl", b'{"text": "A"}\n' * 10_000)
    assert count_articles([tmp_path]) == pytest.approx(10_000, rel=0.01)


def test_standard_input_is_not_counted() -> None:
    assert count_articles(["-"]) is None
