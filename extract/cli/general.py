"""The options that every command takes, before or behind its name.

They are declared once, with the program; `with_general_options` gives them to every command, so
that `extract --quiet run` and `extract run --quiet` are the same, and every help names them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
import typer.core
import typer.main

from extract import __version__
from extract.cli.output import manners

#: The file of settings that is looked for in the working directory.
CONFIG_FILE = "extract.toml"
#: Where the file that --config names is remembered, until the command is known.
_GIVEN = "extract.config"
#: Their names, as the program knows them.
GENERAL = ("config", "quiet", "verbose", "debug")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"extract {__version__}")
        raise typer.Exit


def _read_config(ctx: typer.Context, value: Path | None) -> Path | None:
    """Make what the file of settings says the defaults of the command that is called."""
    if value is not None:
        ctx.meta[_GIVEN] = value
    if ctx.resilient_parsing or isinstance(ctx.command, typer.core.TyperGroup):
        return value  # the command follows, and is given this option too
    path = config_file(ctx)
    if _GIVEN in ctx.meta or path.is_file():
        from extract.cli.config import read_defaults

        root = ctx.find_root()
        words = tuple(ctx.command_path.split()[len(root.command_path.split()) :])
        ctx.default_map = dict(read_defaults(path, root.command).get(words, {}))
    return value


def config_file(ctx: typer.Context) -> Path:
    """Return the file of settings: the one of --config, or that of the working directory."""
    return Path(ctx.meta.get(_GIVEN, CONFIG_FILE))


def _remember(name: str) -> Callable[[bool], bool]:
    def remember(value: bool) -> bool:
        # Asked twice, before and behind the command's name: what one says stays.
        if value:
            manners.set(replace(manners.get(), **{name: True}))
            logging.getLogger("extract").setLevel(manners.get().log_level)
        return value

    return remember


def common(
    _config: Annotated[
        Path | None,
        typer.Option(
            "--config",
            metavar="FILE",
            is_eager=True,
            expose_value=False,
            callback=_read_config,
            help=f"Read defaults of options from here; else from {CONFIG_FILE}, if it is there.",
        ),
    ] = None,
    _quiet: Annotated[
        bool,
        typer.Option(
            "--quiet",
            "-q",
            expose_value=False,
            callback=_remember("quiet"),
            help="Print data and errors alone: no progress, no summary, no notes.",
        ),
    ] = False,
    _verbose: Annotated[
        bool,
        typer.Option(
            "--verbose",
            "-v",
            expose_value=False,
            callback=_remember("verbose"),
            help="Also say what is passed over, and why.",
        ),
    ] = False,
    _debug: Annotated[
        bool,
        typer.Option(
            "--debug",
            is_eager=True,
            expose_value=False,
            callback=_remember("debug"),
            help="Print the traceback of an error.",
        ),
    ] = False,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """Turn news articles into checked, queryable facts."""


def with_general_options(root: typer.core.TyperGroup) -> typer.core.TyperGroup:
    """Return `root`, with its general options added to every command below it."""
    shared = [each for each in root.params if each.name.strip("_") in GENERAL]
    for command in commands(root).values():
        command.params.extend(shared)
    return root


def commands(group: Any) -> dict[tuple[str, ...], Any]:  # noqa: ANN401 - typer has no public type for it
    """Return every command and group below `group`, by the words that call it."""
    return dict(_below(group, ()))


def _below(group: Any, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:  # noqa: ANN401
    for name, command in group.commands.items():
        yield (*words, name), command
        if isinstance(command, typer.core.TyperGroup):
            yield from _below(command, (*words, name))
