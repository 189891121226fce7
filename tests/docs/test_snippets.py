"""Every snippet of bash, Python and SQL in the documents is run, or says why it is not.

A page's snippets are run in order in a folder of their own, which holds a few articles of
`corpus/` and `gold/`; SQL asks the `facts.db` that they made. Above a snippet that cannot be run
stands `<!-- not run: the reason -->`; above commands with what they print, `<!-- output -->`; above
what the Python before it prints, `<!-- prints -->`.

Commands of extract that need nothing of a shell run in this process, where a model is loaded once.
"""

import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from tests.documents import DOCUMENTS, ROOT, fences

RUN = ("bash", "sh", "python", "sql", "console")
#: Marks of snippets that something else runs.
ELSEWHERE = {
    "main job": ".ci/run runs it, word for word",
    "tests": ".ci/run runs it, word for word",
}
#: Pages whose snippets have a test of their own, on data of their own.
OWN_TEST = {"docs/database.md": "tests/store/test_views.py"}
ARTICLES = ("000_9f", "001_29", "002_87", "014_corvina", "023_ferry", "024_ferry", "037_seychelles")
GOLD = ("000_9f", "001_29", "037_seychelles")
TIMEOUT_S = 600
#: What a shell does more with than part words and leave out comments.
_SHELL = re.compile(r"[|&;<>(){}$`\\*?~=]")


def reason(fence):
    """Return why a snippet is not run, None where it is."""
    said = fence.mark.removeprefix("not run:").strip() if fence.mark.startswith("not run:") else ""
    return said or ELSEWHERE.get(fence.mark) or OWN_TEST.get(fence.page)


PAGES = [
    page
    for page in DOCUMENTS
    if any(fence.language in RUN and not reason(fence) for fence in fences(page))
]


@pytest.fixture
def workplace(tmp_path, monkeypatch) -> Path:
    """A folder as a newcomer has it, but with few articles."""
    for folder in ("corpus", "gold/dev", "news"):
        (tmp_path / folder).mkdir(parents=True)
    for start in ARTICLES:
        (path,) = (ROOT / "corpus").glob(f"{start}*.txt")
        shutil.copy(path, tmp_path / "corpus")
    for start in ARTICLES[:2]:
        (path,) = (ROOT / "corpus").glob(f"{start}*.txt")
        shutil.copy(path, tmp_path / "news")
    for start in GOLD:
        (path,) = (ROOT / "gold" / "dev").glob(f"{start}*.json")
        shutil.copy(path, tmp_path / "gold" / "dev")
    shutil.copytree(ROOT / "docs" / "example", tmp_path / "docs" / "example")
    binaries = Path(sys.executable).parent
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "bin").symlink_to(binaries)
    monkeypatch.setenv("PATH", f"{binaries}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("COLUMNS", "140")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def plain_commands(text):
    """Return the words of each line if all are commands of extract alone, else None."""
    try:
        lines = [words for line in text.splitlines() if (words := shlex.split(line, comments=True))]
    except ValueError:  # a quotation goes on in the next line
        return None
    if any(_SHELL.search("".join(words)) for words in lines):
        return None
    plain = all(words[0] in {"extract", ".venv/bin/extract"} for words in lines)
    return [words[1:] for words in lines] if plain else None


def run_bash(text, run_cli):
    commands = plain_commands(text)
    if commands is None:
        return run_in_shell(text)
    printed = ""
    for words in commands:
        status, out, err = run_cli(*words, typed="")
        assert status == 0, f"exit status {status}\n{words}\n{err}"
        printed += out
    return printed


def run_in_shell(text):
    done = subprocess.run(  # noqa: S603 - the snippets are ours
        ["bash", "-euo", "pipefail", "-c", text],  # noqa: S607 - the bash of whoever runs it
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    assert done.returncode == 0, f"exit status {done.returncode}\n{text}\n{done.stderr}"
    return done.stdout


def run_console(text, run_cli):
    """Run each line behind a `$`, and look for the lines below it in what it prints."""
    command, shown = "", {}
    for line in text.splitlines():
        if line.startswith("$ "):
            command = line[2:]
            shown[command] = []
        elif command:
            shown[command].append(line)
    for each, lines in shown.items():
        assert "\n".join(lines) in run_bash(each, run_cli), each


def run_sql(text):
    connection = sqlite3.connect("facts.db")
    try:
        for statement in filter(str.strip, text.split(";")):
            assert connection.execute(statement).fetchone(), f"no row: {statement}"
    finally:
        connection.close()


@pytest.mark.parametrize("page", PAGES)
def test_snippets_run(page, workplace, run_cli):  # noqa: ARG001 - it is where they run
    names: dict[str, object] = {}
    printed = ""
    for fence in fences(page):
        if fence.mark == "prints":
            assert fence.text == printed, str(fence)
        if fence.language not in RUN or reason(fence):
            continue
        match fence.language:
            case "bash" | "sh":
                run_bash(fence.text, run_cli)
            case "python":
                with redirect_stdout(StringIO()) as out:
                    exec(compile(fence.text, str(fence), "exec"), names)  # noqa: S102 - ours
                printed = out.getvalue()
            case "sql":
                run_sql(fence.text)
            case "console":
                run_console(fence.text, run_cli)


def test_what_needs_a_shell_is_left_to_one():
    assert plain_commands("extract run news/  # all\n\n.venv/bin/extract entities 'A B'") == [
        ["run", "news/"],
        ["entities", "A B"],
    ]
    assert plain_commands("extract schema > schema.json") is None
    assert plain_commands("A=1 extract schema") is None
    assert plain_commands("extract schema\nls") is None
    assert plain_commands("extract entities 'A\nB'") is None


def test_every_page_with_snippets_is_run_or_says_why():
    assert {"README.md", "docs/quickstart.md", "docs/rules.md"} <= set(PAGES)
    unexplained = [
        str(fence)
        for page in DOCUMENTS
        for fence in fences(page)
        if fence.mark.startswith("not run") and not reason(fence)
    ]
    assert not unexplained
    for page, test in OWN_TEST.items():
        assert page.rpartition("/")[2] in (ROOT / test).read_text(encoding="utf-8")
