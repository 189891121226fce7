"""`extract db …`: the tables of a database, brought up to date and told about."""

from __future__ import annotations

import typer

from extract.cli.options import DEFAULT_DB, Database

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
