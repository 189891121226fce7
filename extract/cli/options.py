"""The options that several commands share, and what they mean for the library."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from extract.cli.completion import complete_databases, complete_formats, complete_models
from extract.config import Settings
from extract.suggest import did_you_mean_path


def existing(path: Path | None) -> Path | None:
    """Return a path that is there, for the callback of an option.

    Raises:
        BadParameter: it is not.
    """
    if path is not None and not path.exists():
        raise typer.BadParameter(f"“{path}” does not exist{did_you_mean_path(path)}")
    return path


DEFAULT_DB = "sqlite:///facts.db"

Database = Annotated[
    str,
    typer.Option(
        "--db",
        metavar="URL",
        help="Database, as an SQLAlchemy URL.",
        autocompletion=complete_databases,
    ),
]
Decisions = Annotated[
    Path | None,
    typer.Option(
        "--decisions",
        metavar="FILE",
        help="What people decided about names; beside the database facts.db it is"
        " facts.decisions.jsonl.",
        show_default=False,
    ),
]
Why = Annotated[str | None, typer.Option("--why", metavar="TEXT", help="The reason, for others.")]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="NAME",
        help="Who decides; else git's user.name, or the login.",
        show_default=False,
    ),
]
Model = Annotated[
    str,
    typer.Option(
        "--model",
        metavar="NAME|PATH",
        help="What proposes names: news (our own), a folder that training packed, or a spaCy"
        " pipeline, installed or a path.",
        autocompletion=complete_models,
    ),
]
RulesFolder = Annotated[
    Path | None,
    typer.Option(
        "--rules",
        metavar="FOLDER",
        help="Agencies, places and titles of your own: agencies, places, titles, each .yaml or"
        " .csv.",
    ),
]
GoldPath = Annotated[
    Path, typer.Argument(metavar="GOLD", help="A folder of gold files, or one.", callback=existing)
]
FormatName = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="NAME",
        help="brat, conll, label-studio, doccano, docbin, timeml or stretches.",
        autocompletion=complete_formats,
    ),
]


def settings_of(model: str, rules: Path | None = None, *, threads: int | None = None) -> Settings:
    """Return the settings that the options mean, for one process alone unless `threads` says so."""
    threads = threads or os.cpu_count() or 1
    return Settings(model=model, rules=None if rules is None else str(rules), threads=threads)
