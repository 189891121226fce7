"""Write the reference of all commands in `docs/cli.md` from the program itself.

    python tools/build_cli_reference.py

Run by hand when a command or an option has changed; a test says when that is due.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from extract.cli import program
from extract.cli.general import GENERAL, commands

PAGE = Path(__file__).parents[1] / "docs" / "cli.md"
_PART = re.compile(r"(<!-- (general options|commands) -->\n).*?(<!-- end -->)", re.DOTALL)


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


def renewed(page: str) -> str:
    """Return the page with its parts as the program is now."""
    root = program()
    parts = {
        "general options": _options(root, general=True),
        "commands": "\n".join(_command(*each) for each in commands(root).items()),
    }
    return _PART.sub(lambda match: match[1] + parts[match[2]] + match[3], page)


def _command(words: tuple[str, ...], command: Any) -> str:  # noqa: ANN401 - as in commands
    """Return the section of one command: what it does, an example, arguments and options."""
    text, _, example = command.help.partition("Example: ")
    blocks = [f"### `extract {' '.join(words)}`"]
    blocks += [paragraph.replace("\n", " ") for paragraph in text.strip().split("\n\n")]
    if example:
        blocks.append(f"```text\n{example.strip()}\n```")
    return "\n\n".join(blocks) + "\n\n" + _options(command, general=False)


def _options(command: Any, *, general: bool) -> str:  # noqa: ANN401 - as in commands
    rows = list(_rows(command, general=general))
    return "\n".join(["| | |", "|---|---|", *rows, ""]) if rows else ""


def _rows(command: Any, *, general: bool) -> Iterator[str]:  # noqa: ANN401 - as in commands
    context = typer.Context(command, info_name="extract")
    for each in command.params:
        record = each.get_help_record(context)
        if record is not None and (each.name.strip("_") in GENERAL) is general:
            # The type that typer adds to an argument says no more than its name does.
            names = re.sub(r"^([^-]\S*) <[^>]*>$", r"\1", record[0])
            yield f"| `{_cell(names)}` | {_cell(record[1]).replace('<', '&lt;')} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    main()
