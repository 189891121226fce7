"""Commands of extract in this process, with pipelines that are loaded once."""

import io
import logging
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from extract import cli, workers
from extract.config import Settings
from extract.values.rules import Rules

if TYPE_CHECKING:
    from spacy import Language

#: (words, typed input) → (exit status, stdout, stderr).
RunCli = Callable[..., tuple[int, str, str]]
#: Pipelines that were loaded, by their settings and what their rules say.
LOADED: dict[tuple[Settings, str], "Language"] = {}


def build_once(settings: Settings, rules: Rules) -> "Language":
    from extract.pipeline import build_pipeline  # noqa: PLC0415 - spaCy, which few tests need

    key = (settings, rules.digest())
    if key not in LOADED:
        LOADED[key] = build_pipeline(settings, rules)
    return LOADED[key]


def annotate_here(patch: pytest.MonkeyPatch) -> None:
    """Let commands annotate in this process, but for those that are given --workers 2."""
    processes, here = workers.Processes, workers.InProcess

    def engine(load: workers.Loader, *, workers: int) -> workers.Engine:
        return processes(load, workers=workers) if workers > 1 else here(load)

    patch.setattr("extract.annotate.build_pipeline", build_once)
    patch.setattr(workers, "available_cores", lambda: 1)
    patch.setattr(workers, "Processes", engine)


@pytest.fixture
def run_cli(monkeypatch, capsys) -> Iterator[RunCli]:
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
