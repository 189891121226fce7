"""The command line in this process, for the tests of what it prints and returns."""

import sys
from pathlib import Path

import pytest

from extract import cli
from tests.cli.articles import MISSPELT, SWAP
from tests.commands import annotate_here


@pytest.fixture
def extract(monkeypatch, run_cli, tmp_path):
    """Run `extract` with these words in an empty folder; return (exit status, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    return run_cli


@pytest.fixture(scope="session")
def facts(tmp_path_factory) -> Path:
    """A database of the two articles on the Ankara swap."""
    path = tmp_path_factory.mktemp("db") / "facts.db"
    with pytest.MonkeyPatch.context() as patch:
        annotate_here(patch)
        patch.setattr(
            sys, "argv", ["extract", "run", str(SWAP), str(MISSPELT), f"--db=sqlite:///{path}"]
        )
        with pytest.raises(SystemExit) as end:
            cli.main()
    assert not end.value.code
    return path
