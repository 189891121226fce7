"""`extract failures` and `extract retry`: what could not be processed, and trying it again."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from extract.cli.options import DEFAULT_DB, Database, Decisions, Model, RulesFolder, settings_of
from extract.cli.output import complain, data_console, message_console, print_view
from extract.cli.working import Workers, work
from extract.config import DEFAULT_MODEL
from extract.errors import ArticleError


def failures(
    db: Database = DEFAULT_DB,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line, for machines.")
    ] = False,
) -> None:
    """List what could not be processed: article, stage, error, attempts and time.

    An input that could not be read is tried again by every run; an article that failed later is in
    quarantine until it or the version changes, or “extract retry”.

    Example: extract failures --db sqlite:///facts.db
    """
    from extract.display import failures_table
    from extract.store import open_store

    with open_store(db, create=False) as store:
        found = list(store.ledger.failures())
    if as_json:
        for each in found:
            fields = each.model_dump(mode="json", exclude={"fingerprint"})
            typer.echo(json.dumps(fields, ensure_ascii=False))
    elif found:
        print_view(failures_table(found), data_console())
    else:
        message_console().print("nothing failed")


def retry(
    articles: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ARTICLE",
            help="Ids as “extract failures” lists them; all without any.",
            show_default=False,
        ),
    ] = None,
    db: Database = DEFAULT_DB,
    rules: RulesFolder = None,
    decisions: Decisions = None,
    model: Model = DEFAULT_MODEL,
    workers: Workers = None,
) -> None:
    """Try again what failed: articles in quarantine as they were read, inputs from their files.

    Example: extract retry --db sqlite:///facts.db
    """
    from extract.run import failed_inputs
    from extract.store import open_store

    with open_store(db, create=False) as store:
        failed = [
            each for each in store.ledger.failures() if not articles or each.article in articles
        ]
    for wanted in articles or ():
        if all(each.article != wanted for each in failed):
            raise ArticleError(wanted, "has not failed: “extract failures” lists what has")
    if not failed:
        message_console().print("nothing failed, so there is nothing to try again")
        return
    inputs, gone = failed_inputs(failed)
    for name in gone:
        complain(f"{name}: cannot be tried again from here: run, or load, with its input")
    again = {each.article for each in failed if each.state == "quarantined"}
    if not again and not inputs:
        raise typer.Exit(1)
    work(
        inputs,
        settings=settings_of(model, rules, threads=1),
        db=db,
        decisions=decisions,
        workers=workers,
        again=again,
    )
    if gone:
        raise typer.Exit(1)
