"""What failed, and why."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from extract.display.words import plain_table
from extract.store import Entry


def failures_table(entries: Iterable[Entry]) -> Table:
    """Return what failed, an article or an input a line."""
    table = plain_table()
    table.add_column("failed", style="red", overflow="fold")
    table.add_column("at stage")
    table.add_column("why, and what to do", overflow="fold")
    table.add_column("tried", justify="right")
    table.add_column("last, UTC")
    for entry in entries:
        table.add_row(
            Text(entry.article),
            entry.stage,
            Text(entry.error or ""),
            f"{entry.attempts:,}",
            f"{entry.at:%Y-%m-%d %H:%M}",
        )
    return table
