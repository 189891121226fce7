"""How commands print: views as wide as the terminal, plain lines in files and pipes.

Data go to standard output; what the user should know besides goes to standard error, and not at
all with --quiet.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass

import typer
from rich.console import Console, RenderableType

#: Columns of a table that goes to a file or a pipe.
_PIPED_WIDTH = 140


@dataclass(frozen=True)
class Manners:
    """How a command behaves towards the person who called it.

    Attributes:
        quiet: it prints data and errors alone.
        verbose: it says what it passes over, and why.
        debug: an error comes with its traceback, and every library logs what it does.
    """

    quiet: bool = False
    verbose: bool = False
    debug: bool = False

    @property
    def log_level(self) -> int:
        """Return the lowest level of messages that the library's log shows."""
        if self.debug:
            return logging.DEBUG
        if self.verbose:
            return logging.INFO
        return logging.ERROR if self.quiet else logging.WARNING


#: Set by the options that every command takes, in ``general.py``.
manners: ContextVar[Manners] = ContextVar("manners", default=Manners())  # noqa: B039 - it is frozen


class _Console(Console):
    """A console that leaves it to `main` what a closed pipe means."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def data_console() -> Console:
    """Return the console for data: standard output."""
    return _Console(highlight=False)


def message_console() -> Console:
    """Return the console for messages: standard error, or nothing with --quiet."""
    return _Console(highlight=False, stderr=True, quiet=manners.get().quiet)


def wide_console() -> Console:
    """Return a console for tables: as wide as the terminal, wide enough when there is none."""
    found = data_console()
    return found if found.is_terminal else _Console(highlight=False, width=_PIPED_WIDTH)


def print_view(view: RenderableType, where: Console, *, width: int = _PIPED_WIDTH) -> None:
    """Print a view; in a file or a pipe its lines are wide and end where their words end."""
    if where.is_terminal or where.quiet:
        where.print(view)
        return
    wide = Console(file=io.StringIO(), width=width, highlight=False)
    wide.print(view)
    text = wide.file.getvalue()  # type: ignore[attr-defined]  # a StringIO, given above
    where.file.write("".join(f"{line.rstrip()}\n" for line in text.splitlines()))


def view_width(where: Console) -> int:
    """Return how many columns a view has that `print_view` prints there."""
    return where.width if where.is_terminal else _PIPED_WIDTH


def say(text: str) -> None:
    """Print what was done, or should be known, on standard error, unless --quiet."""
    if not manners.get().quiet:
        typer.echo(text, err=True)


def complain(text: str) -> None:
    """Print what went wrong with a part of the work on standard error; the rest goes on."""
    typer.echo(text, err=True)


def print_notes(notes: Iterable[str]) -> None:
    """Print what the user should know, and need not act on, on standard error."""
    for note in notes:
        say(f"note: {note}")
