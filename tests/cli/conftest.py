"""The command line in this process, for the tests of what it prints and returns."""

import io
import logging
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from extract import cli, workers
from extract.config import Settings
from extract.versions import settings_version
from tests.cli.articles import MISSPELT, SWAP

#: Pipelines that were loaded, by their settings and version: a run would load one for each test.
LOADED: dict[tuple[Settings, str], workers.Extractor] = {}


def load_once(settings: Settings) -> workers.Extractor:
    key = (settings, settings_version(settings))
    if key not in LOADED:
        LOADED[key] = workers.load_extractor(settings)
    return LOADED[key]


def annotate_here(patch: pytest.MonkeyPatch) -> None:
    """Let `extract run` annotate in this process, but for those tests that give --workers 2."""
    processes = workers.Processes

    def engine(load: workers.Loader, *, workers: int) -> workers.Engine:
        if workers > 1:
            return processes(load, workers=workers)
        (settings,) = load.args
        return here(partial(load_once, settings))

    here = workers.InProcess
    patch.setattr(workers, "available_cores", lambda: 1)
    patch.setattr(workers, "Processes", engine)


@pytest.fixture
def run_cli(monkeypatch, capsys) -> Iterator[Callable[..., tuple[int, str, str]]]:
    """Run `extract` with words and typed input; return (exit status, stdout, stderr)."""

    annotate_here(monkeypatch)

    def run(*words: object, typed: str | None = None) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["extract", *map(str, words)])
        if typed is not None:
            monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as end:
            cli.main()
            raise SystemExit(0)
        printed = capsys.readouterr()
        return int(end.value.code or 0), printed.out, printed.err

    yield run
    logging.getLogger("extract").setLevel(logging.NOTSET)


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
