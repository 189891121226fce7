"""`extract run`: articles into a database of facts."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from extract.cli.deciding import reviewed_decisions
from extract.cli.options import DEFAULT_DB, Database, Decisions, Model, RulesFolder, settings_of
from extract.cli.output import complain, data_console, message_console, print_notes, print_view
from extract.config import DEFAULT_MODEL
from extract.errors import ArticleError, ConfigError


def run(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="Folders, files (.txt .jsonl .csv .parquet .html .warc) or - for standard input.",
        ),
    ],
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
    workers: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            help="Processes that read articles at once; as many as there are cores by default.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Read articles into a database of facts.

    What was read before, by the same version, is passed over; a run that was killed goes on where
    it stopped. An article that cannot be read is reported, the rest goes on, and the exit status
    is 1.

    Example: extract run corpus/ --db sqlite:///facts.db --jsonl facts.jsonl
    """
    from extract.display import summary_view
    from extract.progress import shown_progress
    from extract.resolve import update
    from extract.run import run as run_articles
    from extract.versions import settings_version
    from extract.workers import Processes, available_cores, load_extractor

    settings = settings_of(model, rules, threads=1)
    messages = message_console()
    if jsonl == entities == Path("-"):
        raise ConfigError("records and entities cannot both go to standard output: name a file")
    reviewed = reviewed_decisions(decisions, db, outputs=(jsonl, entities))
    notes: list[str] = []
    try:
        with shown_progress(messages) as progress:
            summary = run_articles(
                inputs,
                settings=settings,
                version=settings_version(settings),
                engine=Processes(
                    partial(load_extractor, settings), workers=workers or available_cores()
                ),
                resolve=partial(update, reviewed=reviewed, note=notes.append),
                db_url=db,
                now=partial(dt.datetime.now, dt.UTC),
                jsonl=jsonl,
                entities=entities,
                progress=progress,
            )
    except KeyboardInterrupt:
        messages.print("stopped; what was stored stays, and the same command goes on from there")
        raise typer.Exit(130) from None
    except ArticleError as error:
        # Raised before any work: an input that is not there.
        raise typer.BadParameter(str(error), param_hint="INPUT") from error
    # With data on standard output, the summary must not mix with it.
    printed = Path("-") in {jsonl, entities}
    written = [f"{db} (database)"]
    written += [
        f"{path} ({what})" for path, what in ((jsonl, "records"), (entities, "entities")) if path
    ]
    if messages.quiet:
        for failure in summary.failures:
            complain(f"{failure.article}: {failure.error}")
    else:
        print_view(summary_view(summary, written=written), messages if printed else data_console())
    print_notes(notes)
    if summary.failures:
        raise typer.Exit(1)
