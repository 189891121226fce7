"""Titles: what stands before a person's name and says what the person is.

The lists are ``patterns/titles.yaml``, which says what each kind does; a user's file has the same
form. `built_in_titles` gives those of the package, `joined_titles` these and a user's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal, get_args

from pydantic import field_validator, model_validator

from extract.patterns.entries import (
    Problem,
    RuleFile,
    Text,
    Where,
    checked,
    entries,
    kind_of,
    open_rules,
    raise_all,
    unknown,
)
from extract.patterns.words import YamlLines
from extract.schemas import Frozen

TitleKind = Literal["honorific", "rank", "office", "role"]
#: The section of each kind in a file.
SECTIONS: dict[str, TitleKind] = {f"{kind}s": kind for kind in get_args(TitleKind)}


class Title(Frozen):
    """One title; without a kind it is an office."""

    text: Text
    kind: TitleKind = "office"

    @field_validator("text")
    @classmethod
    def _one_space(cls, text: str) -> str:
        return " ".join(text.split())

    @model_validator(mode="after")
    def _written_as_its_kind(self) -> Title:
        small = self.text == self.text.lower()
        if self.kind == "role" and (not small or " " in self.text):
            raise ValueError(
                f"“{self.text}” is no role: a role is one word in small letters (“ombudsman”); with"
                " capitals or several words it is an office"
            )
        if self.kind != "role" and self.text[0] == self.text[0].lower():
            raise ValueError(
                f"the {self.kind} “{self.text}” begins with a small letter; write it as it stands"
                " before a name, with a capital, or make it a role"
            )
        return self


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles that are known.

    Attributes:
        honorifics: a role only when there is nothing else.
        ranks: one of the two kinds that are part of a role.
        offices: the other.
        roles: nouns for people, in small letters.
        phrases: the words of each title that has several, as texts are cut; longest first.
    """

    honorifics: frozenset[str]
    ranks: frozenset[str]
    offices: frozenset[str]
    roles: frozenset[str]
    phrases: tuple[tuple[str, ...], ...] = ()


def open_titles(file: Traversable, name: str) -> RuleFile:
    """Return a file of titles, YAML or CSV; see `read_titles`.

    Raises:
        PatternError: the file does not parse.
    """
    return open_rules(file, name, table=("titles", ()))


def read_titles(files: Iterable[RuleFile]) -> tuple[tuple[Title, Where], ...]:
    """Return the titles of `files`, each with where it stands.

    Raises:
        PatternError: entries are malformed, or one stands twice; the message names the file and the
            line of each.
    """
    problems: list[Problem] = []
    placed = [each for file in files for each in _titles_of(file, problems)]
    seen: dict[str, Where] = {}
    for title, where in placed:
        if (first := seen.setdefault(title.text, where)) is not where:
            problems.append(
                where.problem(f"the title “{title.text}” also stands at {first}; keep one")
            )
    raise_all(problems)
    return tuple(placed)


def _titles_of(file: RuleFile, problems: list[Problem]) -> Iterator[tuple[Title, Where]]:
    for where, fields in _fields(file, problems):
        if (title := checked(where, fields, Title, problems)) is not None:
            yield title, where


def _fields(
    file: RuleFile, problems: list[Problem]
) -> Iterator[tuple[Where, Mapping[str, object]]]:
    if not isinstance(file.lines, YamlLines):
        yield from entries(file, {"titles": Title}, problems)
        return
    for section, listed in file.content.items():
        if section not in SECTIONS:
            problems.append(file.problem(unknown("section", section, SECTIONS), section))
        elif not isinstance(listed, list):
            problems.append(
                file.problem(f"`{section}:` is {kind_of(listed)}, expected a list", section)
            )
        else:
            for index, text in enumerate(listed):
                yield Where(file, (section, index)), {"text": text, "kind": SECTIONS[section]}


@cache
def built_in_titles() -> Titles:
    """Return the titles that come with the package, read once."""
    file = files("extract.patterns").joinpath("titles.yaml")
    return _titles(title for title, _ in read_titles([open_titles(file, file.name)]))


def joined_titles(own: Sequence[Title], words_of: Callable[[str], Sequence[str]]) -> Titles:
    """Return the titles of the package and a user's; where both have one, the user's kind holds.

    Args:
        own: the user's.
        words_of: cuts a title into words as texts are cut.
    """
    built_in = built_in_titles()
    taken = {title.text for title in own}
    kept = [
        Title.model_construct(text=text, kind=kind)
        for section, kind in SECTIONS.items()
        for text in getattr(built_in, section) - taken
    ]
    phrases = {words for title in own if len(words := tuple(words_of(title.text))) > 1}
    longest_first = sorted(phrases, key=lambda words: (-len(words), words))
    return replace(_titles([*kept, *own]), phrases=tuple(longest_first))


def _titles(titles: Iterable[Title]) -> Titles:
    texts: dict[str, set[str]] = {section: set() for section in SECTIONS}
    for title in titles:
        texts[f"{title.kind}s"].add(title.text)
    return Titles(
        honorifics=frozenset(texts["honorifics"]),
        ranks=frozenset(texts["ranks"]),
        offices=frozenset(texts["offices"]),
        roles=frozenset(texts["roles"]),
    )
