"""The file of settings, ``extract.toml``: its keys are the options of the commands.

A key at the top holds for every command that has the option; one in the table of a command, such
as ``[run]`` or ``[entities.list]``, for that command, and comes first. What stands on the command
line comes before both.

    db = "sqlite:///news.db"
    quiet = true

    [run]
    jsonl = "facts.jsonl"
    workers = 2
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typer.core

from extract.cli.general import commands
from extract.errors import ConfigError
from extract.patterns.words import read_patterns
from extract.suggest import did_you_mean, did_you_mean_path

#: Options that make sense on the command line alone.
_NO_KEYS = frozenset({"config", "help", "version", "install-completion", "show-completion"})

Words = tuple[str, ...]


def read_defaults(path: Path, root: Any) -> Mapping[Words, Mapping[str, Any]]:  # noqa: ANN401 - as in commands
    """Return the defaults of each command in the file at `path`, by the name of their parameter.

    Args:
        path: a TOML file.
        root: the program, with its commands.

    Raises:
        ConfigError: there is no such file, or a key is no option or command, or does not fit it.
        PatternError: the file is no TOML; the message names the line.
    """
    if not path.is_file():
        raise ConfigError(f"config “{path}”: there is no such file{did_you_mean_path(path)}")
    defaults: dict[Words, dict[str, Any]] = defaultdict(dict)
    _read_table(str(path), read_patterns(path, str(path)), (), commands(root), defaults)
    return defaults


def _read_table(
    file: str,
    table: Mapping[str, Any],
    words: Words,
    known: Mapping[Words, Any],
    defaults: dict[Words, dict[str, Any]],
) -> None:
    below = {each: command for each, command in known.items() if each[: len(words)] == words}
    options: dict[str, dict[Words, typer.core.TyperOption]] = defaultdict(dict)
    for each, command in below.items():
        for key, option in _options(command).items():
            options[key][each] = option
    names = {each[len(words)] for each in below if len(each) > len(words)}
    place = f"{file}: [{'.'.join(words)}] " if words else f"{file}: "
    tables = {key: value for key, value in table.items() if isinstance(value, dict)}
    for key in table.keys() - tables.keys():
        if key not in options:
            raise ConfigError(f"{place}there is no option “{key}”{did_you_mean(key, options)}")
        _check_one_meaning(place, key, options[key])
        for each, option in options[key].items():
            defaults[each][option.name] = _value(place, key, table[key], option)
    for key, content in tables.items():
        if key not in names:
            raise ConfigError(f"{place}there is no command “{key}”{did_you_mean(key, names)}")
        _read_table(file, content, (*words, key), known, defaults)


def _options(command: Any) -> dict[str, typer.core.TyperOption]:  # noqa: ANN401 - as in commands
    """Return the options of a command by the key that they have in the file."""
    found = {}
    for each in command.params:
        if isinstance(each, typer.core.TyperOption):
            key = max(each.opts, key=len).lstrip("-")
            if key not in _NO_KEYS:
                found[key] = each
    return found


def _check_one_meaning(
    place: str, key: str, options: Mapping[Words, typer.core.TyperOption]
) -> None:
    if len({(each.is_flag, each.metavar) for each in options.values()}) > 1:
        tables = ", ".join(f"[{'.'.join(words)}]" for words in sorted(options))
        raise ConfigError(
            f"{place}“{key}” means different things to different commands: put it in one of"
            f" {tables}"
        )


def _value(place: str, key: str, value: object, option: typer.core.TyperOption) -> object:
    """Return a value as it would come from the command line, which checks it further."""
    if option.is_flag:
        if not isinstance(value, bool):
            raise ConfigError(f"{place}“{key}” is {value!r}, expected true or false")
        return value
    if isinstance(value, str | int | dt.date) and not isinstance(value, bool):
        return str(value)
    raise ConfigError(f"{place}“{key}” is {value!r}, expected what --{key} takes: a word in quotes")
