"""What all commands have in common: errors in one line, suggestions, and quiet ends."""

import os
import subprocess
import sys

import pytest
from typer.core import TyperGroup

from extract import cli
from extract.cli import general
from tests.cli.articles import SWAP

ALL = {" ".join(words): each for words, each in general.commands(cli.program()).items()}


@pytest.mark.parametrize("command", ALL)
def test_help_has_an_example_and_ends_in_the_general_options(extract, command):
    status, out, err = extract(*command.split(), "--help")
    assert (status, err) == (0, "")
    if not isinstance(ALL[command], TyperGroup):
        example = command.removesuffix(" list")
        assert f"Example: extract {example}" in " ".join(out.split())
    for option in ("--config", "--quiet", "--verbose", "--debug"):
        assert out.count(f"{option} ") == 1


def test_version(extract):
    status, out, _ = extract("--version")
    assert (status, out.split()[0]) == (0, "extract")


def test_without_words_comes_the_help(extract):
    status, out, err = extract()
    assert (status, out) == (2, "")
    assert err.startswith("Usage: extract")
    assert extract("gold")[2].startswith("Usage: extract gold")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("shwo x", "no such command 'shwo'; did you mean 'show'? (see “extract --help”)"),
        ("gold chek", "no such command 'chek'; did you mean 'check'? (see “extract gold --help”)"),
        ("run x --jsnol y", ("no such option: --jsnol; did you mean --jsonl?"
         " (see “extract run --help”)")),
        ("run", ("invalid value for INPUT: none given; name a folder, a file,"
         " or - for standard input (see “extract run --help”)")),
        ("run x --workers 0", ("invalid value for '--workers': Input should be greater than or"
         " equal to 1 (see “extract run --help”)")),
        ("entities --label persn", ("invalid value for '--label': 'persn' is not one of 'person',"
         " 'agency', 'location' (see “extract entities list --help”)")),
        ("run newz/a.txt", ("invalid value for INPUT: newz/a.txt: does not exist; did you mean"
         " “news/a.txt”? (see “extract run --help”)")),
        ("show news/b.txt", "“news/b.txt”: there is no such file; did you mean “news/a.txt”?"),
        ("run news --rules ruels", "rules “ruels”: there is no such folder; did you mean “rules”?"),
        ("run news --decisions a.decision.jsonl", ("decisions “a.decision.jsonl”: there is no such"
         " file; did you mean “a.decisions.jsonl”?")),
        ("evaluate nwes", ("invalid value for 'GOLD': “nwes” does not exist; did you mean “news”?"
         " (see “extract evaluate --help”)")),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_with_what_may_be_meant(extract, tmp_path, words, line):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("Ada left.")
    (tmp_path / "rules").mkdir()
    (tmp_path / "a.decisions.jsonl").touch()
    assert extract(*words.split()) == (2, "", f"extract: {line}\n")


def test_an_unexpected_error_is_one_line_and_a_traceback_only_with_debug(extract, monkeypatch):
    def fail(**_: object) -> None:
        raise RuntimeError("a\nbad day")

    monkeypatch.setattr("extract.schemas.Record.model_json_schema", fail)
    status, out, err = extract("schema")
    assert (status, out) == (1, "")
    assert err == (
        "extract: unexpected RuntimeError: a bad day; run again with --debug, and report what it"
        " prints\n"
    )
    for words in (("schema", "--debug"), ("--debug", "schema")):
        status, _, err = extract(*words)
        assert status == 1
        assert "Traceback" in err
        assert "in fail" in err


def test_an_expected_error_has_a_traceback_only_with_debug(extract):
    words = ("entities", "--db", "sqlite:///absent.db")
    assert extract(*words)[2].count("\n") == 1
    assert "Traceback" in extract(*words, "--debug")[2]


def test_input_that_ends_early_is_no_traceback(extract, monkeypatch):
    def end(**_: object) -> None:
        raise EOFError

    monkeypatch.setattr("extract.schemas.Record.model_json_schema", end)
    status, out, err = extract("schema")
    assert (status, out, err) == (1, "", "\nextract: standard input ended too early\n")


@pytest.mark.parametrize("words", [("schema",), ("show", SWAP), ("rules", "--json", "-")])
def test_a_reader_that_goes_away_is_no_error(tmp_path, words):
    read_end, write_end = os.pipe()
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", "from extract.cli import main; main()", *map(str, words)],
        stdout=write_end,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    os.close(write_end)
    os.close(read_end)
    _, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (141, b"")
