"""`extract run`: articles into a database of facts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from extract.cli.options import DEFAULT_DB, Database, Decisions, Model, RulesFolder, settings_of
from extract.cli.working import Workers, work
from extract.config import DEFAULT_MODEL
from extract.errors import ConfigError


def run(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT",
            help="Folders, files (.txt .jsonl .csv .parquet .html .warc) or - for standard input.",
            show_default=False,
        ),
    ] = None,
    db: Database = DEFAULT_DB,
    jsonl: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Also write all records here as JSON lines (- to print)."
        ),
    ] = None,
    entities: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Also write all entities here as JSON lines (- to print)."
        ),
    ] = None,
    rules: RulesFolder = None,
    decisions: Decisions = None,
    model: Model = DEFAULT_MODEL,
    workers: Workers = None,
    engine: Annotated[
        Literal["processes", "dask"],
        typer.Option(
            "--engine",
            help="Who reads articles: processes of this machine, or a Dask cluster (extra dask).",
        ),
    ] = "processes",
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler",
            metavar="ADDRESS",
            help="Of the Dask cluster, such as tcp://10.0.0.5:8786; without it, one is started on"
            " this machine.",
            show_default=False,
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Also read again what was read and is the same.")
    ] = False,
    lease: Annotated[
        bool,
        typer.Option(
            "--lease",
            help="Share the work with others who run this on the same PostgreSQL database; without"
            " INPUT, help them.",
        ),
    ] = False,
) -> None:
    """Read articles into a database of facts.

    What was read before, by the same version, is passed over; a run that was killed goes on where
    it stopped. An article that cannot be read is reported, the rest goes on, and the exit status
    is 1.

    Example: extract run corpus/ --db sqlite:///facts.db --jsonl facts.jsonl
    """
    from extract.leases import Leasing

    if not inputs and not lease:
        raise typer.BadParameter(
            "none given; name a folder, a file, or - for standard input", param_hint="INPUT"
        )
    if lease and not db.startswith("postgresql"):
        raise ConfigError(
            "--lease needs a PostgreSQL database, which several machines can reach:"
            " --db postgresql+psycopg://USER@HOST/NAME"
        )
    if scheduler is not None and engine != "dask":
        raise ConfigError("--scheduler is the address of a Dask cluster: add --engine dask")
    if jsonl == entities == Path("-"):
        raise ConfigError("records and entities cannot both go to standard output: name a file")
    work(
        inputs or [],
        settings=settings_of(model, rules, threads=1),
        db=db,
        decisions=decisions,
        workers=workers,
        engine=engine,
        scheduler=scheduler,
        jsonl=jsonl,
        entities=entities,
        force=force,
        leasing=Leasing() if lease else None,
    )
