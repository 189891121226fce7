"""Read a file of rules, YAML or CSV, and say of everything in it where it stands.

The rules that come with the package and those that a user brings have one form and are read here:
`open_rules` gives a file's content, `checked` an entry as a model, and every `Problem` bears the
file, the line and what to do. `raise_all` reports all of them together.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from extract.errors import PatternError
from extract.patterns.words import YamlLines, read_patterns

#: What parts the items of a list in one cell of a table.
LIST_SEPARATOR = ";"
#: A text that is not empty; what stands around it is no part of it.
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
#: A list of texts.
Texts = tuple[Text, ...]

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong at a line of a file, and how to mend it."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A file of rules as it is written.

    Attributes:
        name: how messages call it.
        content: a mapping of sections, each mostly a list of entries.
        lines: where its parts stand: by path in YAML, by row in a table.
        root: the path of `content` in the file, where it is a part of it.
    """

    name: str
    content: Mapping[str, Any]
    lines: YamlLines | tuple[int, ...]
    root: tuple[str | int, ...] = ()

    def line(self, *path: str | int) -> int:
        """Return the line of the part at `path` (section, index, field, …), or of what holds it."""
        if isinstance(self.lines, YamlLines):
            return self.lines.at(*self.root, *path)
        return self.lines[path[1]] if len(path) > 1 and isinstance(path[1], int) else 1

    def problem(self, message: str, *path: str | int) -> Problem:
        """Return a problem of the part at `path`."""
        return Problem(self.name, self.line(*path), message)


@dataclass(frozen=True, slots=True, eq=False)
class Where:
    """Where an entry stands; its line is looked for when it is asked for."""

    file: RuleFile
    path: tuple[str | int, ...]

    def problem(self, message: str, *more: str | int) -> Problem:
        """Return a problem of the entry, or of the part of it at `more`."""
        return self.file.problem(message, *self.path, *more)

    def __str__(self) -> str:
        return f"{self.file.name}, line {self.file.line(*self.path)}"


def open_rules(file: Traversable, name: str, *, table: tuple[str, Collection[str]]) -> RuleFile:
    """Return the content of a file of rules.

    Args:
        file: YAML, or a table if its name ends in ``.csv``.
        name: how messages call it.
        table: the section that the rows of a table make, and the columns that are lists.

    Raises:
        PatternError: the file does not parse, or is no mapping of sections; with file and line.
    """
    if file.name.endswith(".csv"):
        return _open_table(file, name, *table)
    content = read_patterns(file, name)
    if not isinstance(content, dict):
        raise PatternError(f"{name}, line 1: expected a mapping of sections, such as `{table[0]}:`")
    return RuleFile(name, {str(key): value for key, value in content.items()}, YamlLines(file))


def repeated_keys(file: RuleFile) -> list[Problem]:
    """Return a problem for each key that its mapping has already: YAML keeps the last in silence.

    It reads the file once more, so the rules of the package are looked at by a test instead.
    """
    if not isinstance(file.lines, YamlLines):
        return []
    return [
        Problem(file.name, line, f"“{key}” stands twice; keep one")
        for line, key in file.lines.twice()
    ]


def _open_table(file: Traversable, name: str, section: str, lists: Collection[str]) -> RuleFile:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise PatternError(f"{name}, line {line}: not UTF-8; save the file as UTF-8") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    rows: list[dict[str, Any]] = []
    lines: list[int] = []
    problems: list[Problem] = []
    before = 0
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            values = [cell.strip() for cell in cells]
            if not any(values):
                continue
            if not header:
                header = values
                continue
            if len(values) > len(header):
                problems.append(
                    Problem(
                        name,
                        line,
                        f"{len(values)} cells under {len(header)} columns; put quotes around a"
                        f" cell with a comma, and part a list with “{LIST_SEPARATOR}”",
                    )
                )
                continue
            cell_of = dict(zip(header, values, strict=False))
            rows.append({key: _cell(key in lists, cell) for key, cell in cell_of.items() if cell})
            lines.append(line)
    except csv.Error as error:
        raise PatternError(
            f"{name}, line {before + 1}: not CSV: {error}; close the quotes"
        ) from error
    problems += [
        Problem(name, 1, f"the column “{column}” stands twice; keep one")
        for column in dict.fromkeys(header)
        if header.count(column) > 1
    ]
    if not header:
        problems.append(Problem(name, 1, "the table is empty; its first line names the columns"))
    raise_all(problems)
    return RuleFile(name, {section: rows, "": header}, tuple(lines))


def _cell(is_list: bool, cell: str) -> str | list[str]:
    if not is_list:
        return cell
    return [item for each in cell.split(LIST_SEPARATOR) if (item := each.strip())]


def entries(
    file: RuleFile, sections: Mapping[str, type[BaseModel]], problems: list[Problem]
) -> Iterator[tuple[Where, dict[str, Any]]]:
    """Yield place and fields of every entry of a file's `sections`.

    What is no section, no list or no mapping becomes one of `problems`.
    """
    columns = file.content.get("")
    if columns is not None:  # a table
        (model,) = sections.values()
        strange = [column for column in columns if column not in fields_of(model)]
        problems += [file.problem(unknown("column", each, fields_of(model))) for each in strange]
        if strange:  # of what its rows lack nothing can be said
            return
    for section, model in sections.items():
        listed = file.content.get(section)
        if section not in file.content:
            continue
        if not isinstance(listed, list):
            problems.append(
                file.problem(f"`{section}:` is {kind_of(listed)}, expected a list", section)
            )
            continue
        for index, entry in enumerate(listed):
            if not isinstance(entry, dict):
                message = f"{kind_of(entry)}, expected fields: {', '.join(fields_of(model))}"
                problems.append(file.problem(message, section, index))
                continue
            fields = {str(key): value for key, value in entry.items()}
            yield Where(file, (section, index)), fields


def checked(
    where: Where, fields: Mapping[str, Any], model: type[Model], problems: list[Problem]
) -> Model | None:
    """Return the entry at `where` as a `model`; None where it is none, with its `problems`."""
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        found = error.errors()
        strange = any(each["type"] == "extra_forbidden" for each in found)
        problems += [
            where.problem(_message(each, model), *each["loc"])
            for each in found
            if not (strange and each["type"] == "missing")  # it is there, misspelt
        ]
        return None


def fields_of(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the names of the fields that an entry may have."""
    return tuple(model.model_fields)


def unknown(what: str, given: str, known: Iterable[str]) -> str:
    """Return what to say of a name that is none of those `known`, with the nearest of them.

    >>> unknown("column", "contry", ["name", "country"])
    'there is no column “contry”; did you mean “country”? Known: name, country'
    """
    known = list(known)
    return f"there is no {what} “{given}”{_nearest(given, known)} Known: {', '.join(known)}"


def raise_all(problems: Iterable[Problem]) -> None:
    """Raise one error for all of `problems`, in the order of files and lines; none for none.

    Raises:
        PatternError: there is a problem.
    """
    found = sorted(set(problems))
    if found:
        raise PatternError("\n".join(map(str, found)))


def kind_of(value: object) -> str:
    """Return what a value is, in words: "a list", "a text", "nothing"."""
    names = {list: "a list", dict: "a mapping", str: "a text", bool: "a yes or no"}
    return "nothing" if value is None else names.get(type(value), "a number")


def _nearest(given: str, known: Iterable[str]) -> str:
    found = get_close_matches(given, list(known), n=1)
    return f"; did you mean “{found[0]}”?" if found else "."


def _message(error: ErrorDetails, model: type[BaseModel]) -> str:
    location = [part for part in error["loc"] if isinstance(part, str)]
    field = location[0] if location else ""
    given = error["input"]
    match error["type"]:
        case "extra_forbidden":
            return unknown("field", field, fields_of(model))
        case "missing":
            return f"“{field}” is missing{_choices(model, field)}"
        case "literal_error":
            known = _literals(model, field)
            return f"{field} “{given}” is none of {', '.join(known)}{_nearest(str(given), known)}"
        case "tuple_type":
            return f"{field} is {kind_of(given)}, expected a list: [{given}]"
        case "string_type" if isinstance(given, bool):
            return (
                f"{field} is {str(given).lower()}: YAML reads NO, ON, YES and the like so; put"
                ' quotes around it: "NO"'
            )
        case "string_type" if given is not None and not isinstance(given, (list, dict)):
            return f"{field} is {given}, a number; put quotes around it"
        case "string_type":
            return f"{field} is {kind_of(given)}, expected a text"
        case "string_too_short":
            return f"{field} is empty; write it, or leave the field out"
        case "value_error":
            return str(error["ctx"]["error"])
        case _:
            return f"{field} is “{given}”: {error['msg'].lower()}"


def _choices(model: type[BaseModel], field: str) -> str:
    known = _literals(model, field)
    return f"; give one of {', '.join(known)}" if known else ""


def _literals(model: type[BaseModel], field: str) -> tuple[str, ...]:
    annotation = model.model_fields[field].annotation
    for each in (annotation, *get_args(annotation)):
        if get_origin(each) is Literal:
            return tuple(sorted(get_args(each)))
    return ()
