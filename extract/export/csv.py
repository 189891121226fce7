"""CSV, one file a table, that a spreadsheet can open without executing what an article says.

A text that begins with a sign that starts a formula gets an apostrophe before it, as does one that
begins with apostrophes and such a sign; who takes one apostrophe away from those has the text.
"""

from __future__ import annotations

import csv
import re
from contextlib import ExitStack
from pathlib import Path

from extract.export.tables import COLUMNS, Cell, table_names, table_rows
from extract.store import Feed

# What OWASP names, and the full-width forms that spreadsheets read as the same.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def write(feed: Feed, folder: Path) -> None:
    """Write the files of all tables."""
    with ExitStack() as stack:
        writers = {}
        for name in table_names(feed):
            path = folder / f"{name}.csv"
            file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            writers[name] = csv.writer(file)
            writers[name].writerow(COLUMNS[name])
        for name, row in table_rows(feed):
            writers[name].writerow([_safe(cell) for cell in row])


def _safe(cell: Cell) -> Cell:
    if isinstance(cell, str) and _FORMULA.match(cell):
        return f"'{cell}"
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell
