"""The rules that a user adds: agencies, places and titles, from a folder of files.

The files have the form of those that come with the package (``patterns/agencies/``,
``patterns/places.yaml``, ``patterns/titles.yaml``) and the same readers. `read_rules` reads a
folder once; the rules are then handed on as plain, immutable data, so that two pipelines in one
process can have different ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import Field

from extract.errors import ConfigError, PatternError
from extract.patterns.entries import Problem, RuleFile, Where, raise_all, repeated_keys, unknown
from extract.schemas import Frozen
from extract.suggest import did_you_mean_path
from extract.values.agencies import read_words
from extract.values.gazetteer import key_of
from extract.values.place_entries import PlaceEntry, open_places, read_places
from extract.values.register import Body, open_bodies, read_bodies
from extract.values.titles import Title, open_titles, read_titles

#: The files that a folder of rules may hold, each as YAML or as a table.
FILES = tuple(
    f"{name}.{form}" for name in ("agencies", "places", "titles") for form in ("yaml", "csv")
)

_Rule = TypeVar("_Rule")


class Rules(Frozen):
    """The rules of a user.

    Attributes:
        agencies: bodies, which come before those of the register.
        places: which come before those of the gazetteer.
        titles: which come before those of the package.
        sources: file and line of each rule, by its name (`names`); not part of what they say.
    """

    agencies: tuple[Body, ...] = ()
    places: tuple[PlaceEntry, ...] = ()
    titles: tuple[Title, ...] = ()
    sources: dict[str, str] = Field(default_factory=dict, exclude=True)

    def __bool__(self) -> bool:
        return bool(self.agencies or self.places or self.titles)

    def digest(self) -> str:
        """Return 12 hex digits that stand for what the rules say, wherever they are written."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]


#: What is known without a user's rules.
NO_RULES = Rules()


def read_rules(folder: str | Path) -> Rules:
    """Return the rules of a folder; hidden files and a README in it are passed over.

    Raises:
        ConfigError: there is no such folder, or no rules in it.
        PatternError: rules are malformed or contradict each other; the message names the file, the
            line and the mending of all of them.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise ConfigError(f"rules “{folder}”: there is no such folder{did_you_mean_path(folder)}")
    found = [
        file
        for file in sorted(folder.iterdir())
        if not file.name.startswith((".", "README")) and file.name != "__pycache__"
    ]
    if not found:
        raise ConfigError(f"rules “{folder}”: the folder is empty; it may hold {', '.join(FILES)}")
    mistakes = [
        f"{file}: {unknown('file of rules', file.name, FILES)}"
        for file in found
        if file.name not in FILES
    ]

    def read(
        name: str,
        opened: Callable[[Path, str], RuleFile],
        checked: Callable[[Sequence[RuleFile]], tuple[tuple[_Rule, Where], ...]],
    ) -> tuple[tuple[_Rule, Where], ...]:
        files = []
        for file in found:
            if file.stem == name and file.name in FILES:
                try:
                    files.append(opened(file, str(file)))
                except PatternError as error:
                    mistakes.extend(str(error).splitlines())
        try:
            raise_all(problem for file in files for problem in repeated_keys(file))
            return checked(files)
        except PatternError as error:
            mistakes.extend(str(error).splitlines())
            return ()

    agencies = read("agencies", open_bodies, read_bodies)
    places = read("places", open_places, read_places)
    titles = read("titles", open_titles, read_titles)
    mistakes += map(str, sorted({*_shared_acronyms(agencies), *_shared_names(agencies, places)}))
    if mistakes:
        head = [f"{len(mistakes)} mistakes in the rules:"] if len(mistakes) > 1 else []
        raise PatternError("\n".join((*head, *mistakes)))
    sources = {
        name: str(where)
        for kind, rules in (("agencies", agencies), ("places", places), ("titles", titles))
        for name, (_, where) in zip(names(kind, [rule for rule, _ in rules]), rules, strict=True)
    }
    return Rules(
        agencies=tuple(rule for rule, _ in agencies),
        places=tuple(rule for rule, _ in places),
        titles=tuple(rule for rule, _ in titles),
        sources=sources,
    )


def names(kind: str, rules: Sequence[Any]) -> list[str]:
    """Return the stable name of each of a user's rules: ``own.places:Dorn``."""
    attribute = {"agencies": "id", "places": "name", "titles": "text"}[kind]
    return [f"own.{kind}:{getattr(rule, attribute)}" for rule in rules]


def _shared_acronyms(placed: Sequence[tuple[Body, Where]]) -> Iterator[Problem]:
    """Yield a problem for each acronym of two bodies that not both have cues."""
    owners: dict[tuple[str, ...], tuple[Body, Where]] = {}
    for body, where in placed:
        for acronym in body.acronyms:
            key = read_words(acronym).folded
            other, first = owners.setdefault(key, (body, where))
            if other is not body and not (body.cues and other.cues):
                yield where.problem(
                    f"the acronym “{acronym}” also stands at {first}; give both `cues`, words of an"
                    " article that tell them apart, or keep one",
                    "acronyms",
                )


def _shared_names(
    agencies: Sequence[tuple[Body, Where]], places: Sequence[tuple[PlaceEntry, Where]]
) -> Iterator[Problem]:
    """Yield a problem for each name that is an agency's and a place's."""
    owners = {
        key_of(name): where for body, where in agencies for name in (*body.names, *body.acronyms)
    }
    for place, where in places:
        for name in place.names:
            if (owner := owners.get(key_of(name))) is not None:
                yield where.problem(
                    f"the place “{name}” is an agency at {owner}; a name is one: keep one"
                )
