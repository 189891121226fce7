"""`extract export`: the facts as files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from extract.cli.options import DEFAULT_DB, Database


def export(
    kind: Annotated[
        Literal["csv", "jsonl", "parquet", "ftm", "geojson"],
        typer.Argument(metavar="FORMAT", help="csv, jsonl, parquet, ftm or geojson."),
    ],
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Where to; it is made if it is not there.")
    ],
    db: Database = DEFAULT_DB,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="CURSOR",
            help="Only what changed since the export that printed this, and what is deleted or"
            " merged since.",
        ),
    ] = None,
) -> None:
    """Write the facts as files for other programs, and print a cursor for the next time.

    csv and parquet have a file for each table; jsonl has records, entities, stories and decisions;
    ftm has FollowTheMoney entities; geojson has the places.

    Example: extract export csv out/
    """
    from extract.export import export as write
    from extract.store import open_store

    with open_store(db, create=False) as store:
        typer.echo(write(store, kind, folder, since=since))
