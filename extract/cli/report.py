"""`extract report`: the facts of a database as a page that a person can read."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from extract.cli.options import DEFAULT_DB, Database
from extract.cli.output import say
from extract.errors import ArticleError


def report(
    html: Annotated[
        str, typer.Option("--html", metavar="FILE", help="The page, one HTML file; - prints it.")
    ],
    db: Database = DEFAULT_DB,
    about: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Only articles that mention this person, agency or place: a name or an id.",
            show_default=False,
        ),
    ] = None,
    articles: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            help="Articles in the page at most, the most telling first; else as many as fit into"
            " 15 MB.",
            show_default=False,
        ),
    ] = None,
    title: Annotated[str, typer.Option(metavar="TEXT", help="The heading.")] = "News facts",
) -> None:
    """Make a page of a database: who, where and when, with the sentence behind every fact.

    The page is one file that needs no network: open it in a browser, search it, send it on.

    Example: extract report --html report.html
    """
    from extract.records import check_output, write_text
    from extract.report import report_page
    from extract.store import open_store

    check_output(html)
    with open_store(db, create=False) as store:
        totals = store.totals()
        if totals.articles and not any(totals.entities.values()) and any(totals.mentions.values()):
            raise ArticleError(
                db, "holds articles but no entities yet: the last run did not finish; run it again"
            )
        today = dt.datetime.now().astimezone().date()
        page = report_page(store, made=today, title=title, about=about, articles=articles)
    write_text(page.html, html)
    megabytes = len(page.html.encode()) / 1e6
    say(f"{html}: {page.articles:,} of {page.of:,} articles, {megabytes:.1f} MB")
