"""What `run` and `retry` share: workers, progress, how a run ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extract.cli.deciding import reviewed_decisions
from extract.cli.output import complain, data_console, message_console, print_notes, print_view
from extract.errors import ArticleError

if TYPE_CHECKING:
    from extract.config import Settings
    from extract.leases import Leasing
    from extract.workers import Engine

Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        metavar="N",
        min=1,
        help="Processes that read articles at once; as many as there are cores by default.",
        show_default=False,
    ),
]


def work(
    inputs: Sequence[str],
    *,
    settings: Settings,
    db: str,
    decisions: Path | None,
    workers: int | None,
    engine: Literal["processes", "dask"] = "processes",
    scheduler: str | None = None,
    jsonl: Path | None = None,
    entities: Path | None = None,
    force: bool = False,
    again: Container[str] = (),
    leasing: Leasing | None = None,
    records: bool = False,
    made_by: str | None = None,
) -> None:
    """Run, show how far it is, and print how it ended; see `extract.run.run`.

    With `records` the inputs are records; see `extract.loading.load_records`. `made_by` is the
    version that made them, where that is not this one.

    Raises:
        typer.Exit: something failed (1), or the user stopped it (130).
    """
    from extract.display import summary_view
    from extract.loading import load_records
    from extract.progress import shown_progress
    from extract.resolve import update
    from extract.run import Summary, run
    from extract.versions import settings_version
    from extract.workers import (
        Dask,
        Processes,
        available_cores,
        load_extractor,
        load_same_extractor,
    )

    workers = workers or available_cores()
    messages = message_console()
    reviewed = reviewed_decisions(decisions, db, outputs=(jsonl, entities))
    notes: list[str] = []
    version = made_by or settings_version(settings)
    annotating: Engine = Processes(partial(load_extractor, settings), workers=workers)
    if engine == "dask":
        load = partial(load_same_extractor, settings, version)
        annotating = Dask(load, workers=workers, scheduler=scheduler)
    try:
        with shown_progress(messages) as progress:
            doing: Callable[..., Summary] = partial(run, engine=annotating, leasing=leasing)
            summary = (load_records if records else doing)(
                inputs,
                settings=settings,
                version=version,
                resolve=partial(
                    update, reviewed=reviewed, note=notes.append, workers=workers, report=progress
                ),
                db_url=db,
                now=partial(dt.datetime.now, dt.UTC),
                jsonl=jsonl,
                entities=entities,
                force=force,
                again=again,
                progress=progress,
            )
    except KeyboardInterrupt:
        messages.print("stopped; what was stored stays, and the same command goes on from there")
        raise typer.Exit(130) from None
    except ArticleError as error:
        # Raised before any work: an input that is not there.
        hint = "RECORDS" if records else "INPUT"
        raise typer.BadParameter(str(error), param_hint=hint) from error
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
