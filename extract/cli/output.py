"""How commands print: views as wide as the terminal, plain lines in files and pipes."""

from __future__ import annotations

import io
from collections.abc import Iterable

import typer
from rich.console import Console, RenderableType

#: Columns of a table that goes to a file or a pipe.
_PIPED_WIDTH = 140


def print_view(view: RenderableType, console: Console, *, width: int = _PIPED_WIDTH) -> None:
    """Print a view; in a file or a pipe its lines are wide and end where their words end."""
    if console.is_terminal:
        console.print(view)
        return
    wide = Console(file=io.StringIO(), width=width, highlight=False)
    wide.print(view)
    text = wide.file.getvalue()  # type: ignore[attr-defined]  # a StringIO, given above
    console.file.write("".join(f"{line.rstrip()}\n" for line in text.splitlines()))


def wide_console() -> Console:
    """Return a console for tables: as wide as the terminal, wide enough when there is none."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_PIPED_WIDTH)


def print_notes(notes: Iterable[str]) -> None:
    """Print what the user should know, and need not act on, on standard error."""
    for note in notes:
        typer.echo(f"note: {note}", err=True)
