"""`extract load`: records that were made elsewhere into a database."""

from __future__ import annotations

from typing import Annotated

import typer

from extract.cli.options import DEFAULT_DB, Database, Decisions, Model, RulesFolder, settings_of
from extract.cli.working import work
from extract.config import DEFAULT_MODEL


def load(
    records: Annotated[
        list[str],
        typer.Argument(
            metavar="RECORDS",
            help="Folders and files of records (.jsonl .jsonl.gz .jsonl.zst .parquet) or - for"
            " standard input.",
            show_default=False,
        ),
    ],
    db: Database = DEFAULT_DB,
    rules: RulesFolder = None,
    decisions: Decisions = None,
    model: Model = DEFAULT_MODEL,
    made_by: Annotated[
        str | None,
        typer.Option(
            "--made-by",
            metavar="VERSION",
            help="Version of code, model and rules that made the records, if not this one with"
            " --model and --rules.",
            show_default=False,
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Also store again what was stored and is the same.")
    ] = False,
) -> None:
    """Bring records into a database: what --jsonl wrote, or extract_frames on a cluster.

    They are stored as a run stores what it reads, and who is who is told across all articles of the
    database. What is there already is passed over; a load that was killed goes on where it stopped.
    A line that is no record is reported with its file and number, the rest goes on, and the exit
    status is 1.

    Example: extract load facts.jsonl --db sqlite:///copy.db
    """
    work(
        records,
        settings=settings_of(model, rules, threads=1),
        db=db,
        decisions=decisions,
        workers=None,
        force=force,
        records=True,
        made_by=made_by,
    )
