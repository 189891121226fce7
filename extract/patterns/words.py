"""Read the word lists that stand beside this module: one YAML file a subject, one list a key."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from extract.errors import PatternError


@cache
def load_patterns(name: str) -> Any:  # noqa: ANN401 - each file has its own shape, checked by its reader
    """Return the content of ``patterns/<name>``, read once.

    Raises:
        PatternError: the file is missing or is not YAML; the message names file and line.
    """
    try:
        text = files("extract.patterns").joinpath(name).read_text(encoding="utf-8")
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except FileNotFoundError as error:
        raise PatternError(f"patterns/{name} is missing; reinstall extract") from error
    except yaml.YAMLError as error:
        raise PatternError(f"patterns/{name} is not valid YAML: {error}") from error


@cache
def word_lists(name: str) -> dict[str, frozenset[str]]:
    """Return the lists of ``patterns/<name>``, each a block of words parted by spaces.

    Raises:
        PatternError: a list is not text; the message names file and list.
    """
    lists = load_patterns(name)
    for key, words in lists.items():
        if not isinstance(words, str):
            raise PatternError(
                f"patterns/{name}: list “{key}” is {type(words).__name__}, expected words parted by"
                " spaces"
            )
    return {key: frozenset(words.split()) for key, words in lists.items()}
