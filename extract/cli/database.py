"""`extract db …`: the tables of a database, brought up to date and told about."""

from __future__ import annotations

from typing import Annotated

import typer

from extract.cli.options import DEFAULT_DB, Database
from extract.errors import ArticleError

app = typer.Typer(
    help="Look after the database itself.", no_args_is_help=True, rich_markup_mode=None
)


@app.command()
def upgrade(db: Database = DEFAULT_DB) -> None:
    """Bring the tables of an older version of extract up to date; the facts stay.

    All in one transaction. `extract run` does the same by itself. An older version cannot use the
    database afterwards.

    Example: extract db upgrade --db sqlite:///facts.db
    """
    from extract.store import REVISION, open_store, revision_of

    found = revision_of(db)
    open_store(db, create=False, upgrade=True).close()
    done = "is up to date" if found == REVISION else f"is brought up to date from {found}"
    typer.echo(f"{db} {done}: revision {REVISION}")


@app.command()
def current(db: Database = DEFAULT_DB) -> None:
    """Print the revision of the tables, and that of this version where it is another.

    Example: extract db current
    """
    from extract.store import REVISION, revision_of

    found = revision_of(db)
    typer.echo(found if found == REVISION else f"{found} (this version: {REVISION})")


@app.command()
def delete(
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE…", help="Ids of articles.")],
    db: Database = DEFAULT_DB,
) -> None:
    """Delete articles and all that was found in them; who is who is told anew by the next run.

    `extract export --since` tells of it. Exit status 1 if one of them is not there.

    Example: extract db delete 716adc51f045603a
    """
    from extract.store import open_store

    with open_store(db, create=False) as store:
        found = store.delete_articles(articles)
    typer.echo(f"{len(found)} deleted")
    if missing := sorted(set(articles) - set(found)):
        raise ArticleError(missing[0], "is not in the database: check the id")
