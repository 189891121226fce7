"""The command line: each command parses its arguments, calls the library once, and prints.

Where to start reading: `main` turns errors into exit statuses. Each module holds the commands of
one subject; what several share is in ``options.py``, ``output.py``, ``inputs.py`` and
``deciding.py``. A command imports the library when it is called, so that help comes at once.

Data go to standard output, messages to standard error. Exit status: 0 fine, 1 an article failed or
what was asked for is not there, 2 the command was used wrongly.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from typing import Any

import typer
import typer.core
import typer.main
from typer.exceptions import TyperException

from extract.cli import (
    compare,
    database,
    doctor,
    entities,
    evaluate,
    export,
    failures,
    gold,
    load,
    report,
    review,
    run,
    schema,
    show,
)
from extract.cli.general import common, config_file, with_general_options
from extract.cli.output import Manners, manners
from extract.errors import ConfigError, DecisionError, ExtractError, ModelError, PatternError

#: Errors of usage: what the user asked for cannot be done as asked.
_USAGE_ERRORS = (ConfigError, DecisionError, ModelError, PatternError)
#: What a shell says of a command whose reader went away: 128 + SIGPIPE.
_READER_GONE = 141


class _Program(typer.core.TyperGroup):
    """The program. A reader that went away (`| head`) ends it without a word."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - a context of typer's
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # What is left in the buffer must go somewhere when Python ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(_READER_GONE) from None
        return result


app = typer.Typer(
    name="extract",
    cls=_Program,
    help="Turn news articles into checked, queryable facts.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.command()(run.run)
app.command()(load.load)
app.command()(failures.failures)
app.command()(failures.retry)
app.command()(show.show)
app.command()(report.report)
app.command()(export.export)
app.command()(review.review)
app.command()(compare.compare)
app.command()(schema.schema)
app.command()(doctor.doctor)
app.command()(evaluate.evaluate)
app.command()(evaluate.check)
app.command("rules")(evaluate.list_rules)
app.add_typer(gold.app, name="gold")
app.add_typer(entities.app, name="entities")
app.add_typer(database.app, name="db")


app.callback()(common)


def program() -> typer.core.TyperGroup:
    """Return the program with all its commands, each with the general options."""
    root = typer.main.get_command(app)
    if not isinstance(root, typer.core.TyperGroup):  # typer makes one command of a lone command
        raise TypeError("the program has no commands")
    return with_general_options(root)


def main() -> None:
    """Run the command line; the entry point of the `extract` command."""
    manners.set(Manners())
    logging.basicConfig(format="%(levelname)s: %(message)s", stream=sys.stderr)
    logging.getLogger("extract").setLevel(logging.NOTSET)
    try:
        status = program()(prog_name="extract", standalone_mode=False)
    except typer.Abort:
        _complain("standard input ended too early")
        status = 1
    except TyperException as error:
        status = _usage_error(error)
    except ExtractError as error:
        _complain(str(error))
        status = 2 if isinstance(error, _USAGE_ERRORS) else 1
    except Exception as error:  # noqa: BLE001 - the last boundary: nobody but the user is above
        what = f"{type(error).__name__}: {error}".rstrip(": ").replace("\n", " ")
        _complain(f"unexpected {what}; run again with --debug, and report what it prints")
        status = 1
    sys.exit(status if isinstance(status, int) else 0)


def _usage_error(error: TyperException) -> int:
    """Print in one line what is wrong with the words of a command; return the exit status."""
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":  # called without words: its message is the help
        print(error.format_message(), file=sys.stderr)  # noqa: T201 - a message to the user
        return error.exit_code
    if possible := getattr(error, "possibilities", None):
        message = f"{error.message}; did you mean {' or '.join(sorted(possible))}?"
    else:
        message = error.format_message().replace("Value error, ", "").replace("\n\t", " ")
    message = message.removesuffix(".").replace(". Did you mean", "; did you mean")
    message = message[:1].lower() + message[1:]
    if context is None:
        _complain(message)
        return error.exit_code
    parameter = getattr(error, "param", None)
    if parameter is not None and _is_from_file(context, parameter.name):
        message = f"in {config_file(context)}: {message}"
    _complain(f"{message} (see “{context.command_path} {context.help_option_names[-1]}”)")
    return error.exit_code


def _is_from_file(context: Any, parameter: str) -> bool:  # noqa: ANN401 - a context of typer's
    source = context.get_parameter_source(parameter)
    return source is not None and source.name == "DEFAULT_MAP"


def _complain(message: str) -> None:
    if manners.get().debug:
        traceback.print_exc()
    print(f"extract: {message}", file=sys.stderr)  # noqa: T201 - a message to the user
