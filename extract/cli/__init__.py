"""The command line: each command parses its arguments, calls the library once, and prints.

Where to start reading: `main` turns errors into exit statuses. Each module holds the commands of
one subject; what several share is in ``options.py``, ``output.py``, ``inputs.py`` and
``deciding.py``. A command imports the library when it is called, so that help comes at once.

Data go to standard output, messages to standard error. Exit status: 0 fine, 1 an article failed or
what was asked for is not there, 2 the command was used wrongly.
"""

from __future__ import annotations

import logging
import sys
from typing import Annotated

import typer

from extract import __version__
from extract.cli import compare, database, entities, evaluate, gold, review, run, schema, show
from extract.errors import ConfigError, DecisionError, ExtractError, ModelError, PatternError

#: Errors of usage: what the user asked for cannot be done as asked.
_USAGE_ERRORS = (ConfigError, DecisionError, ModelError, PatternError)

app = typer.Typer(
    name="extract",
    help="Turn news articles into checked, queryable facts.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(run.run)
app.command()(show.show)
app.command()(review.review)
app.command()(compare.compare)
app.command()(schema.schema)
app.command()(evaluate.evaluate)
app.command()(evaluate.check)
app.command("rules")(evaluate.list_rules)
app.add_typer(gold.app, name="gold")
app.add_typer(entities.app, name="entities")
app.add_typer(database.app, name="db")


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
