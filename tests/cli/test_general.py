"""The options that every command takes, each by its effect."""

import os
import pty
import re
import subprocess
import sys

import pytest

from tests.cli.articles import SWAP

_COLOUR = re.compile(r"\x1b\[[0-9;]*3[0-7]")


@pytest.mark.parametrize("words", [("--quiet", "run"), ("run", "-q")])
def test_quiet_leaves_data_and_errors_alone(extract, tmp_path, words):
    (tmp_path / "empty.txt").touch()
    (tmp_path / "facts.decisions.jsonl").write_text(
        '{"decide": "same", "label": "PERSON", "a": "Ada Obi", "b": "Ann Obi", "by": "B",'
        ' "on": "2024-08-02"}'
    )
    status, out, err = extract(*words, SWAP, "empty.txt", "--jsonl", "-")
    assert status == 1
    assert out.count("\n") == 1
    assert err.startswith("empty.txt: ")
    assert err.count("\n") == 1
    status, out, err = extract(*words, SWAP)
    assert (status, out, err) == (0, "", "")


def test_quiet_commands_that_change_something_say_nothing(extract, tmp_path):
    (tmp_path / "news.jsonl").write_text('{"text": "Ada Obi met Ann Lee."}\n')
    extract("run", "news.jsonl")
    words = ("entities", "rename", "Ada Obi", "Ada N. Obi", "--by", "B")
    assert extract(*words, "--quiet") == (0, "", "")
    assert extract(*words)[2].startswith("kept in ")


def test_verbose_says_what_is_passed_over(extract, tmp_path, caplog):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "photo.jpg").touch()
    extract("run", "news")
    assert "photo.jpg" not in caplog.text
    for words in (("run", "news", "-v"), ("--verbose", "run", "news")):
        extract(*words)
        assert "photo.jpg: passed over" in caplog.text
        caplog.clear()


def run_in_terminal(*words: object, **environment: str) -> str:
    """Run `extract` with standard output on a terminal; return what it printed there."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", "from extract.cli import main; main()", *map(str, words)],
        stdout=theirs,
        env={
            **{key: each for key, each in os.environ.items() if key != "NO_COLOR"},
            "PYTHONPATH": os.pathsep.join(sys.path),
            "TERM": "xterm-256color",
            "COLUMNS": "80",
            **environment,
        },
    )
    os.close(theirs)
    printed = b""
    while True:
        try:
            printed += os.read(ours, 1 << 16)
        except OSError:  # the other end is closed
            break
    os.close(ours)
    assert process.wait(timeout=120) == 0
    return printed.decode()


def test_colours_are_for_terminals_and_not_with_no_color(extract):
    words = ("compare", "Paul Whelan", "Paul Whalen")
    assert _COLOUR.search(run_in_terminal(*words))
    assert not _COLOUR.search(run_in_terminal(*words, NO_COLOR="1"))
    assert "\x1b" not in extract(*words)[1]
