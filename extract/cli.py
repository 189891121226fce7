"""The command line: each command parses its arguments, calls the library once, and prints.

Data go to standard output, messages to standard error. Exit status: 0 fine, 1 an article failed or
what was asked for is not there, 2 the command was used wrongly.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from extract import __version__
from extract.config import DEFAULT_MODEL, Settings
from extract.errors import ArticleError, ConfigError, ExtractError, ModelError

DEFAULT_DB = "sqlite:///facts.db"
#: Errors of usage: what the user asked for cannot be done as asked.
_USAGE_ERRORS = (ConfigError, ModelError)

app = typer.Typer(
    name="extract",
    help="Turn news articles into checked, queryable facts.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Database = Annotated[
    str, typer.Option("--db", metavar="URL", help="Database, as an SQLAlchemy URL.")
]
Model = Annotated[
    str,
    typer.Option(
        "--model",
        metavar="NAME|PATH",
        help="spaCy pipeline that proposes names: installed or a path.",
    ),
]


def main() -> None:
    """Run the command line; the entry point of the `extract` command."""
    logging.basicConfig(format="%(levelname)s: %(message)s", stream=sys.stderr)
    try:
        app()
    except ExtractError as error:
        print(f"extract: {error}", file=sys.stderr)  # noqa: T201 - a message to the user
        sys.exit(2 if isinstance(error, _USAGE_ERRORS) else 1)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"extract {__version__}")
        raise typer.Exit


@app.callback()
def common(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """Turn news articles into checked, queryable facts."""


@app.command()
def run(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT…",
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
    model: Model = DEFAULT_MODEL,
    workers: Annotated[
        int, typer.Option(metavar="N", min=1, help="Processes that read articles at once.")
    ] = 1,
) -> None:
    """Read articles into a database of facts.

    What was read before, by the same version, is passed over; a run that was killed goes on where
    it stopped. An article that cannot be read is reported, the rest goes on, and the exit status
    is 1.

    Example: extract run corpus/ --db sqlite:///facts.db --jsonl facts.jsonl
    """
    from extract.annotate import load_annotator  # noqa: PLC0415
    from extract.display import summary_view  # noqa: PLC0415
    from extract.progress import shown_progress  # noqa: PLC0415
    from extract.resolve import resolve  # noqa: PLC0415
    from extract.run import run as run_articles  # noqa: PLC0415

    settings = Settings(model=model)
    messages = Console(stderr=True)
    try:
        with shown_progress(messages) as progress:
            summary = run_articles(
                inputs,
                settings=settings,
                load=partial(load_annotator, settings),
                resolve=resolve,
                db_url=db,
                now=partial(dt.datetime.now, dt.UTC),
                jsonl=jsonl,
                entities=entities,
                workers=workers,
                progress=progress,
            )
    except ArticleError as error:
        # Raised before any work: an input that is not there.
        raise typer.BadParameter(str(error), param_hint="INPUT") from error
    # With data on standard output, the summary must not mix with it.
    printed = Path("-") in {jsonl, entities}
    (messages if printed else Console()).print(summary_view(summary))
    if summary.failures:
        raise typer.Exit(1)


@app.command()
def show(
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE", help="A file, or an article's id or its beginning.")
    ],
    db: Database = DEFAULT_DB,
    model: Model = DEFAULT_MODEL,
) -> None:
    """Print an article with its mentions coloured and their values beside them.

    A file is read afresh; an id is looked up in the database.

    Example: extract show corpus/000_9f0f1a379c9b6a5b.txt
    """
    from extract.display import article_view  # noqa: PLC0415

    console = Console(highlight=False)
    if Path(article).is_file():
        import extract  # noqa: PLC0415
        from extract.articles import read_articles  # noqa: PLC0415
        from extract.schemas import Failure  # noqa: PLC0415

        settings = Settings(model=model)
        extractor = extract.load(settings)
        for each in read_articles([article], max_chars=settings.max_chars):
            if isinstance(each, Failure):
                raise ArticleError(each.article, each.error)
            console.print(article_view(extractor(each)), soft_wrap=True)
        return
    from extract.store import open_store  # noqa: PLC0415

    with open_store(db, create=False) as store:
        console.print(article_view(store.record(article)), soft_wrap=True)


@app.command()
def entities(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="A name or an id; all entities without it.")
    ] = None,
    db: Database = DEFAULT_DB,
    label: Annotated[
        Literal["person", "agency", "location"] | None,
        typer.Option(help="Only entities of this kind."),
    ] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="Entities listed at most.")] = 50,
) -> None:
    """List entities with their variants, or one with its mentions and the reasons of its merges.

    Example: extract entities Whelan
    """
    from extract.display import PLURALS, entities_table, entity_view  # noqa: PLC0415
    from extract.store import open_store  # noqa: PLC0415

    console = Console(highlight=False)
    wanted = next((each for each in PLURALS if each.lower() == label), None)
    with open_store(db, create=False) as store:
        found = list(store.entities(label=wanted, name=name, limit=limit))
        if name is None:
            console.print(entities_table(found))
            return
        if not found:
            raise ArticleError(
                name, "names no entity in the database; list them all with “extract entities”"
            )
        for entity in found:
            console.print(
                entity_view(entity, store.mentions_of(entity.id), list(store.decisions(entity.id)))
            )


@app.command()
def schema() -> None:
    """Print the JSON Schemas of what goes in and what comes out.

    Example: extract schema > schema.json
    """
    from extract.schemas import ArticleInput, Entity, Record  # noqa: PLC0415

    schemas = {
        "input": ArticleInput.model_json_schema(),
        "record": Record.model_json_schema(mode="serialization"),
        "entity": Entity.model_json_schema(mode="serialization"),
    }
    typer.echo(json.dumps(schemas, indent=2, ensure_ascii=False))
