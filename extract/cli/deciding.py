"""The file of decisions, and who decides: for every command that reads or adds to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from extract.cli.output import print_notes, say
from extract.errors import ConfigError
from extract.suggest import did_you_mean_path

if TYPE_CHECKING:
    from extract.review import Author
    from extract.schemas import ReviewedDecision
    from extract.store import Store


def decisions_file(given: Path | None, db: str) -> Path:
    """Return the file of decisions: the one given, or the one beside the database at `db`.

    Raises:
        ConfigError: none is given, and the database is no file that it could lie beside.
    """
    from extract.decisions import SUFFIX
    from extract.store import database_file

    if given is not None:
        return given
    if (file := database_file(db)) is None:
        raise ConfigError(
            "where are decisions kept? This database is no file: name one with --decisions"
        )
    path = file.with_suffix(SUFFIX)
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def reviewed_decisions(
    given: Path | None, db: str, *, outputs: Iterable[Path | None]
) -> list[ReviewedDecision]:
    """Return the decisions that a run applies, before any work is done."""
    from extract.decisions import read_decisions
    from extract.store import database_file

    if given is None and database_file(db) is None:
        return []
    path = decisions_file(given, db)
    if any(each is not None and each.resolve() == path.resolve() for each in outputs):
        raise ConfigError(f"output “{path}” is the file of decisions: name another")
    if given is not None and not path.exists():
        raise ConfigError(f"decisions “{path}”: there is no such file{did_you_mean_path(given)}")
    return read_decisions(path) if path.exists() else []


def author_of(by: str | None, why: str | None) -> Author:
    """Return who decides, today, and why."""
    from extract.review import Author, author_name

    # The day where the author is.
    today = dt.datetime.now(dt.UTC).astimezone().date()
    return Author(by=author_name(by), on=today, why=(why or "").strip() or None)


def apply(store: Store, path: Path) -> None:
    """Resolve again by the decisions in the file at `path`, and say so."""
    from extract.review import apply_decisions

    notes = apply_decisions(store, path)
    say(f"kept in {path}, and applied")
    print_notes(notes)
