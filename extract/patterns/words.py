"""Read the data that stands beside this module: word lists, tables and patterns, YAML or TOML.

`load_patterns` gives the content of a file by its name, `word_lists` of one that holds a list a
key, `alternatives` the pattern of a list. `read_patterns` reads any file, also one that a user
brings, and `YamlLines` finds the line to name when its content is wrong.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from extract.errors import PatternError

#: The loader in C takes an eighth of the time; PyYAML is also built without it.
_YAML_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TOML_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


@cache
def load_patterns(name: str) -> Any:  # noqa: ANN401 - each file has its own shape, checked by its reader
    """Return the content of ``patterns/<name>``, read once.

    Raises:
        PatternError: as `read_patterns`.
    """
    return read_patterns(files("extract.patterns").joinpath(name))


def read_patterns(file: Traversable, name: str | None = None) -> Any:  # noqa: ANN401 - the same
    """Return the content of `file`: TOML if its name says so, else YAML.

    Args:
        file: what is read.
        name: how messages call it; by its own name, if None.

    Raises:
        PatternError: the file is missing, is no UTF-8 or does not parse; the message names file
            and line.
    """
    name = name or file.name
    try:
        text = file.read_text(encoding="utf-8")
        if file.name.endswith(".toml"):
            return tomllib.loads(text)
        return yaml.load(text, Loader=_YAML_LOADER)  # noqa: S506 - both loaders are the safe ones
    except FileNotFoundError as error:
        raise PatternError(f"{name}: there is no such pattern file; reinstall extract") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise PatternError(f"{name}, line {line}: not UTF-8; save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        found = _TOML_LINE.search(str(error))
        line = int(found[1]) if found and found[1] else _last_line(text)
        what = _TOML_LINE.sub("", str(error))
        raise PatternError(f"{name}, line {line}: not TOML: {what}; mend that line") from error
    except yaml.reader.ReaderError as error:  # a character that YAML forbids
        # One loader gives its position in bytes, the other in code points: look for it ourselves.
        found = yaml.reader.Reader.NON_PRINTABLE.search(text)
        line = text.count("\n", 0, found.start()) + 1 if found else 1
        raise PatternError(f"{name}, line {line}: not YAML: {error.reason}") from error
    except yaml.MarkedYAMLError as error:
        # What is missing at the end of the file is reported one line below it.
        line = min(error.problem_mark.line + 1 if error.problem_mark else 1, _last_line(text))
        raise PatternError(
            f"{name}, line {line}: not YAML: {error.problem}; mend that line or the one before"
        ) from error


def _last_line(text: str) -> int:
    return max(1, len(text.splitlines()))


class YamlLines:
    """Where the parts of a YAML file stand, in lines from 1; it reads the file when first asked."""

    def __init__(self, file: Traversable) -> None:
        self._file = file

    @cached_property
    def _root(self) -> Any:  # noqa: ANN401 - PyYAML's nodes have no common type
        return yaml.compose(self._file.read_text(encoding="utf-8"), Loader=_YAML_LOADER)

    def at(self, *path: str | int) -> int:
        """Return the line of the part at `path`: keys of mappings, indexes of lists.

        A key is where its name stands. Where the path leads nowhere, the line of the last part
        that is there.
        """
        node, line = self._root, 1
        for step in path:
            if isinstance(node, yaml.MappingNode):
                found = [(key, value) for key, value in node.value if key.value == str(step)]
                if not found:
                    break
                key, node = found[0]
                line = key.start_mark.line + 1
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                if step >= len(node.value):
                    break
                node = node.value[step]
                line = node.start_mark.line + 1
            else:
                break
        return int(line)

    def twice(self) -> Iterator[tuple[int, str]]:
        """Yield line and name of every key that its mapping has already: YAML keeps the last."""
        nodes, done = [self._root], set()
        while nodes:
            node = nodes.pop()
            if id(node) in done:  # an anchor may lead back to itself
                continue
            done.add(id(node))
            if isinstance(node, yaml.MappingNode):
                seen = set()
                for key, value in node.value:
                    if isinstance(key, yaml.ScalarNode) and key.value in seen:
                        yield int(key.start_mark.line) + 1, str(key.value)
                    seen.add(key.value if isinstance(key, yaml.ScalarNode) else None)
                    nodes.append(value)
            elif isinstance(node, yaml.SequenceNode):
                nodes += node.value


@cache
def word_lists(name: str) -> dict[str, frozenset[str]]:
    """Return the lists of ``patterns/<name>``, each a block of words parted by spaces.

    Raises:
        PatternError: as `load_patterns`; a list is not text, and the message names file and line.
    """
    lists = load_patterns(name)
    if not isinstance(lists, dict):
        raise PatternError(f"{name}, line 1: expected a mapping of lists, each with its name")
    for key, words in lists.items():
        if not isinstance(words, str):
            line = YamlLines(files("extract.patterns").joinpath(name)).at(key)
            raise PatternError(
                f"{name}, line {line}: list “{key}” is {type(words).__name__}, expected words"
                " parted by spaces"
            )
    return {key: frozenset(words.split()) for key, words in lists.items()}


def alternatives(words: Iterable[str]) -> str:
    """Return the pattern of any of `words`, of two that fit the one that is given first.

    Words with one first letter stand together, so that a search passes over all of them at once.

    >>> alternatives(["mayor", "judge", "major"])
    '(?:m(?:ayor|ajor)|j(?:udge))'
    """
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    joined = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())
    return f"(?:{'|'.join(joined)})"
