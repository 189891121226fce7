"""The command line in this process, for the tests of what it prints and returns."""

import io
import sys
from collections.abc import Callable

import pytest

from extract import cli


@pytest.fixture
def run_cli(monkeypatch, capsys) -> Callable[..., tuple[int, str, str]]:
    """Run `extract` with words and typed input; return (exit status, stdout, stderr)."""

    def run(*words: object, typed: str | None = None) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["extract", *map(str, words)])
        if typed is not None:
            monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as end:
            cli.main()
            raise SystemExit(0)
        printed = capsys.readouterr()
        return int(end.value.code or 0), printed.out, printed.err

    return run
