"""The one door to the pattern files: what it reads, and what it says of a file it cannot read."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import PatternError
from extract.patterns import words
from extract.patterns.words import (
    YamlLines,
    alternatives,
    load_patterns,
    read_patterns,
    word_lists,
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """An empty folder in place of the package's; the caches forget what they read there."""
    monkeypatch.setattr(words, "files", lambda _: tmp_path)
    load_patterns.cache_clear()
    word_lists.cache_clear()
    yield tmp_path
    load_patterns.cache_clear()
    word_lists.cache_clear()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("w.yaml", "months:\n  may: 5\n  words: [a, é]\n"),
        ("w.toml", '[months]\nmay = 5\nwords = ["a", "é"]\n'),
    ],
    ids=["yaml", "toml"],
)
def test_reads_both_formats(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    assert load_patterns(name) == {"months": {"may": 5, "words": ["a", "é"]}}


def test_a_file_is_read_once(folder: Path) -> None:
    (folder / "w.yaml").write_text("a: b\n", encoding="utf-8")
    first = load_patterns("w.yaml")
    (folder / "w.yaml").unlink()
    assert load_patterns("w.yaml") is first


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("w.yaml", b"a: b\nc: [d\n", "w.yaml, line 2: not YAML"),
        ("w.yaml", b"a: b\nc: 'd\n", "w.yaml, line 2: not YAML"),
        ("w.yaml", b"a: b\n c: d\n", "w.yaml, line 2: not YAML"),
        ("w.yaml", "a: éé\nc: \x01\nd:\ne:\n".encode(), "w.yaml, line 2: not YAML"),
        ("w.yaml", b"a: b\nc: \xff\n", "w.yaml, line 2: not UTF-8"),
        ("w.toml", b"a = 1\nb = \n", "w.toml, line 2: not TOML"),
        ("w.toml", b"a = 1\nb = [2,\n", "w.toml, line 2: not TOML"),
        ("w.toml", b"a = 1\na = 2\n", "w.toml, line 2: not TOML"),
        ("w.toml", b"a = 1\nb = '\xff'\n", "w.toml, line 2: not UTF-8"),
    ],
    ids=[
        "yaml open list",
        "yaml open quote",
        "yaml indentation",
        "yaml control character",
        "yaml not UTF-8",
        "toml no value",
        "toml open list",
        "toml key twice",
        "toml not UTF-8",
    ],
)
def test_malformed_file_is_named_with_its_line(
    folder: Path, name: str, content: bytes, message: str
) -> None:
    (folder / name).write_bytes(content)
    with pytest.raises(PatternError, match=f"^{message}"):
        load_patterns(name)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["none.yaml", "none.toml"])
def test_missing_file_is_named(name: str) -> None:
    with pytest.raises(PatternError, match=f"^{name}: .*reinstall extract"):
        load_patterns(name)


def test_reads_with_the_loader_in_python_where_the_one_in_c_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "_YAML_LOADER", words.yaml.SafeLoader)
    (tmp_path / "w.yaml").write_text("a: b\nc: [d\n", encoding="utf-8")
    with pytest.raises(PatternError, match=r"^w.yaml, line 2: not YAML"):
        read_patterns(tmp_path / "w.yaml")
    (tmp_path / "w.yaml").write_text("a: b\nc: \x01\n", encoding="utf-8")
    with pytest.raises(PatternError, match=r"^w.yaml, line 2: not YAML"):
        read_patterns(tmp_path / "w.yaml")


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("one",), 1),
        (("two",), 4),
        (("two", 1), 6),
        (("two", 1, "b"), 7),
        (("two", 1, "b", 0), 7),
        (("two", 5), 4),
        (("two", 1, "none"), 6),
        (("none",), 1),
    ],
)
def test_lines_of_a_path(tmp_path: Path, path: tuple[str | int, ...], line: int) -> None:
    text = "one:\n  - a\n\ntwo:\n  - b\n  - a: c\n    b: [d]\n"
    (tmp_path / "w.yaml").write_text(text, encoding="utf-8")
    assert YamlLines(tmp_path / "w.yaml").at(*path) == line


def test_keys_that_stand_twice_are_named_with_their_lines(tmp_path: Path) -> None:
    text = "one: &a\n  b: 1\n  b: 2\nlist:\n  - {c: 1, d: 2,\n     c: 3}\n  - *a\none: 4\n"
    (tmp_path / "w.yaml").write_text(text, encoding="utf-8")
    assert sorted(YamlLines(tmp_path / "w.yaml").twice()) == [(3, "b"), (6, "c"), (8, "one")]


def test_word_lists_are_sets_of_words(folder: Path) -> None:
    (folder / "w.yaml").write_text("kin: >\n  aunt uncle\n  aunt\n", encoding="utf-8")
    assert word_lists("w.yaml") == {"kin": {"aunt", "uncle"}}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kin: aunt\nroles:\n  - clerk\n", "w.yaml, line 2: list “roles” is list, expected words"),
        ("kin: aunt\nroles: 3\n", "w.yaml, line 2: list “roles” is int, expected words"),
        ("roles:\n", "w.yaml, line 1: list “roles” is NoneType, expected words"),
        ("- aunt\n", "w.yaml, line 1: expected a mapping"),
        ("", "w.yaml, line 1: expected a mapping"),
    ],
    ids=["list", "number", "nothing", "no mapping", "empty file"],
)
def test_list_that_is_no_text_is_refused_with_its_line(
    folder: Path, text: str, message: str
) -> None:
    (folder / "w.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PatternError, match=f"^{message}"):
        word_lists("w.yaml")


@given(st.text("abc", max_size=12), st.lists(st.text("abc", min_size=1, max_size=3), min_size=1))
def test_alternatives_fit_what_the_words_fit_in_their_order(text: str, given_words: list[str]):
    plain = re.compile("|".join(map(re.escape, given_words)))
    expected = [match.span() for match in plain.finditer(text)]
    assert [match.span() for match in re.finditer(alternatives(given_words), text)] == expected


@pytest.mark.parametrize("name", ["agency_words.yaml", "outlet_words.yaml", "place_words.yaml"])
def test_no_word_of_a_list_is_taken_for_yes_or_no(name: str) -> None:
    def truths(value: object, inside: str) -> list[str]:
        if isinstance(value, dict):
            return [each for key in value for each in truths(value[key], f"{inside} {key}")]
        if isinstance(value, list):
            return [each for item in value for each in truths(item, inside)]
        return [inside] if isinstance(value, bool) else []  # "on" without quotation marks

    assert truths(load_patterns(name), name) == []
