"""What people have decided about names: the file that it is kept in, and the check for sense.

The file holds JSON lines, one decision a line, the keys in one order:

    {"decide": "same", "label": "PERSON", "a": "Paul Whelan", "b": "Paul Whalen", "by": …}

JSON lines, and not a table: names hold commas and quotes, most decisions need few of the fields,
and a later field leaves earlier lines as they are. The order of lines says nothing, so that two
branches merge by keeping the lines of both.
"""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from extract.errors import DecisionError
from extract.schemas import ReviewedDecision

#: How the name of a file of decisions ends.
SUFFIX = ".decisions.jsonl"
_EXAMPLE = (
    '{"decide": "same", "label": "PERSON", "a": "Paul Whelan", "b": "Paul Whalen",'
    ' "by": "Ann Lee", "on": "2024-08-02", "why": "one man in both"}'
)
#: A label, a name, and the article that it is limited to, if any.
Name = tuple[str, str, str | None]


def read_decisions(path: Path) -> list[ReviewedDecision]:
    """Read a file of reviewed decisions; blank lines are passed over.

    Raises:
        DecisionError: the file cannot be read, a line is malformed, or two contradict each other.
    """
    numbers, found = [], []
    for number, line in _lines(path):
        numbers.append(number)
        found.append(_parse(line, f"{path}:{number}"))
    check_decisions(found, where=lambda at: f"{path}:{numbers[at]}")
    return found


def append_decision(path: Path, decision: ReviewedDecision) -> None:
    """Add a line to the file, which is made if it is not there.

    Raises:
        DecisionError: the file cannot be written, or the decision contradicts a line of it; then
            nothing is written.
    """
    known = read_decisions(path) if path.exists() else []
    check_decisions(
        [*known, decision],
        where=lambda at: f"{path}:{_number(path, at)}" if at < len(known) else "the new decision",
    )
    try:
        ends = not path.exists() or path.read_bytes()[-1:] in {b"", b"\n"}
        with path.open("a", encoding="utf-8", newline="\n") as handle:
            handle.write(("" if ends else "\n") + as_line(decision))
    except OSError as error:
        raise DecisionError(f"{path}: cannot be written: {error.strerror or error}") from error


def remove_decisions(path: Path, unwanted: Callable[[ReviewedDecision], bool]) -> None:
    """Take the lines of `unwanted` decisions out of the file; the others stay as they are."""
    lines = path.read_text(encoding="utf-8").split("\n")
    gone = {number for number, line in _lines(path) if unwanted(_parse(line, f"{path}:{number}"))}
    if gone:
        part = path.with_name(f".{path.name}.part")
        part.write_text(
            "\n".join(line for number, line in enumerate(lines, 1) if number not in gone),
            encoding="utf-8",
            newline="\n",
        )
        part.replace(path)


def as_line(decision: ReviewedDecision) -> str:
    """Return the line of a decision, with its end."""
    fields = decision.model_dump(mode="json", exclude_none=True)
    return json.dumps(fields, ensure_ascii=False) + "\n"


def check_decisions(
    decisions: Sequence[ReviewedDecision], *, where: Callable[[int], str] = str
) -> None:
    """Refuse decisions that cannot all hold: the same and different, directly or by a chain.

    Args:
        decisions: in any order.
        where: names a decision, given its position, for the message.

    Raises:
        DecisionError: two contradict each other; the message names all that take part.
    """
    same = Same(decisions)
    for at, decision in enumerate(decisions):
        if decision.decide != "different":
            continue
        chain = same.chain(decision)
        if chain is not None:
            others = " and ".join(f"{where(each)} says “same”" for each in chain)
            one, two = _written(decision)
            raise DecisionError(
                f"{where(at)} says that {one} and {two} are different, but {others}: delete one of"
                " them, or limit it to an article with “a_in” or “b_in”"
            )


class Same:
    """What is the same by decision: names as nodes, decisions as edges."""

    def __init__(self, decisions: Sequence[ReviewedDecision]) -> None:
        self._singled_out = singled_out(decisions)
        self._edges: defaultdict[Name, list[tuple[Name, int]]] = defaultdict(list)
        #: Of a name in every article, the same name in one.
        self._limited: defaultdict[Name, set[Name]] = defaultdict(set)
        for at, decision in enumerate(decisions):
            one, two = names_of(decision)
            for name in (one, two):
                if name is not None and name[2] is not None:
                    self._limited[name[0], name[1], None].add(name)
            if decision.decide == "same" and two is not None:
                self._edges[one].append((two, at))
                self._edges[two].append((one, at))
        for everywhere, limited in self._limited.items():
            # What is said of a name in every article is said of it in one.
            if everywhere in self._edges:
                at = self._edges[everywhere][0][1]
                for name in sorted(limited, key=str):
                    self._edges[everywhere].append((name, at))
                    self._edges[name].append((everywhere, at))

    def names(self, name: Name) -> set[Name]:
        """Return all names that are the same as `name`, itself among them."""
        found, queue = {name}, [name]
        while queue:
            for there, _ in self._edges.get(queue.pop(), ()):
                if there not in found:
                    found.add(there)
                    queue.append(there)
        return found

    def chain(self, different: ReviewedDecision) -> list[int] | None:
        """Return the decisions by which two names are the same, None if they are not."""
        one, two = names_of(different)
        if two is None:
            return None
        goals = self._meant(two, one)
        for start in sorted(self._meant(one, two), key=str):
            if (found := self._path(start, goals - {start})) is not None:
                return found
        return None

    def _meant(self, name: Name, other: Name) -> set[Name]:
        """Return the nodes of a name: it in every article is it in each."""
        nodes = {name} | self._limited.get(name, set())
        return nodes - self._singled_out if other in self._singled_out - {name} else nodes

    def _path(self, start: Name, goals: set[Name]) -> list[int] | None:
        paths: dict[Name, list[int]] = {start: []}
        queue = deque([start])
        while queue:
            here = queue.popleft()
            for there, at in self._edges.get(here, ()):
                if there not in paths:
                    paths[there] = paths[here] if at in paths[here] else [*paths[here], at]
                    if there in goals:
                        return paths[there]
                    queue.append(there)
        return None


def singled_out(decisions: Iterable[ReviewedDecision]) -> set[Name]:
    """Return the names that in one article are somebody else than in the others.

    That is what "different" says of a name in one article and the same name without an article;
    those others are the articles that no such decision singles out.
    """
    found = set()
    for decision in decisions:
        if decision.decide == "different" and decision.a == decision.b:
            one, two = (decision.label, decision.a, decision.a_in), names_of(decision)[1]
            if two is not None and None in {one[2], two[2]}:
                found.add(one if two[2] is None else two)
    return found


def names_of(decision: ReviewedDecision) -> tuple[Name, Name | None]:
    """Return the names that a decision is about, each with its label and article."""
    two = (decision.label, decision.b, decision.b_in) if decision.b is not None else None
    return (decision.label, decision.a, decision.a_in), two


def _written(decision: ReviewedDecision) -> Iterator[str]:
    for name in names_of(decision):
        if name is not None:
            yield f"“{name[1]}”" + (f" in {name[2]}" if name[2] else "")


def _number(path: Path, at: int) -> int:
    return [number for number, _ in _lines(path)][at]


def _lines(path: Path) -> Iterable[tuple[int, str]]:
    """Return the lines that are not blank, each with its number."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DecisionError(f"{path}: is not UTF-8 ({error.reason}): save it as UTF-8") from error
    except OSError as error:
        raise DecisionError(f"{path}: cannot be read: {error.strerror or error}") from error
    # Not splitlines: a JSON string may hold a line separator of Unicode.
    return [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]


def _parse(line: str, where: str) -> ReviewedDecision:
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        raise DecisionError(
            f"{where}: a mark of an unfinished merge: keep the lines of both sides, delete the mark"
        )
    try:
        fields = json.loads(line)
    except ValueError as error:
        raise DecisionError(f"{where}: is no JSON ({error}); expected {_EXAMPLE}") from error
    if not isinstance(fields, dict):
        raise DecisionError(f"{where}: is no JSON object; expected {_EXAMPLE}")
    try:
        return ReviewedDecision.model_validate(fields)
    except ValidationError as error:
        problem = error.errors()[0]
        field = ".".join(map(str, problem["loc"]))
        said = problem["msg"].removeprefix("Value error, ")
        if problem["type"] == "missing":
            said = "is missing"
        elif problem["type"] == "extra_forbidden":
            said = f"is no field; the fields are {', '.join(ReviewedDecision.model_fields)}"
        message = f"“{field}”: {said}" if field else said
        raise DecisionError(f"{where}: {message}; expected such as {_EXAMPLE}") from error
