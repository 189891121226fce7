"""What a shell offers for words whose values lie outside the program: names, models, databases.

A completion never fails: where there is nothing to look at, it offers nothing.
"""

from __future__ import annotations

from pathlib import Path

import typer

from extract.config import DEFAULT_MODEL
from extract.errors import ExtractError

#: Names that are offered at most.
_OFFERED = 50


def complete_names(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the spellings in the database that begin so, or have a word that does."""
    from extract.store import open_store

    try:
        with open_store(ctx.params.get("db") or "", create=False) as store:
            names = store.names_like(incomplete)
    except ExtractError:
        return []
    return [each for each in names if each.startswith(incomplete)][:_OFFERED]


def complete_models(incomplete: str) -> list[str]:
    """Return our model and the spaCy pipelines that are installed."""
    from importlib.metadata import entry_points

    # As spaCy finds them, without the seconds that importing it takes.
    models = [DEFAULT_MODEL, *sorted(each.name for each in entry_points(group="spacy_models"))]
    return [each for each in models if each.startswith(incomplete)]


def complete_databases(incomplete: str) -> list[str]:
    """Return the URLs of the SQLite files in the working directory."""
    urls = [f"sqlite:///{path}" for path in sorted(Path().glob("*.db"))]
    return [each for each in urls if each.startswith(incomplete)]


def complete_formats(incomplete: str) -> list[str]:
    """Return the formats of labelled articles."""
    from extract.gold import FORMATS

    return [each for each in sorted(FORMATS) if each.startswith(incomplete)]
