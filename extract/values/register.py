"""The agency register: real bodies of the world, read from data and indexed for search.

The files are ``patterns/agencies/*.yaml``; the README beside them says what each field means.
`load_register` gives the built-in register; `read_bodies` reads any such files, also a user's, and
refuses what is malformed with the name of the file and the line; `joined_bodies` makes one register
of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal

from anyascii import anyascii
from pydantic import BaseModel, Field, model_validator

from extract.patterns.entries import (
    Problem,
    RuleFile,
    Text,
    Texts,
    Where,
    checked,
    entries,
    open_rules,
    raise_all,
    unknown,
)
from extract.patterns.words import YamlLines
from extract.schemas import AgencyType, Country, Frozen, content_id
from extract.values.agencies import Words, read_words
from extract.values.countries import why_no_code

#: How a form names its body: alone ("name"), with its country ("local"), by initials
#: ("acronym"), or only where the article has the full name or a cue word ("short").
FormKind = Literal["name", "local", "acronym", "short"]

_FORMS = ("names", "local", "acronyms", "short")
_MIN_CAPITALS_WORD = 5  # letters: "HAMAS" in a headline is Hamas, "TIME" is not Time
_SLUG_WORD = re.compile(r"[a-z0-9]+")
_PARTICLES = frozenset(
    {"al", "el", "the", "an", "sans"}
)  # written small or large in front of a name


class Body(Frozen):
    """One body of the register; see the README beside the data for the fields."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    type: AgencyType
    country: Country | None
    names: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    usual: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling in the register: what it may name, and how it has to be written.

    Attributes:
        kind: how it names its bodies.
        bodies: their ids.
        capitals: which of its words need a capital.
        article: whether its first word is an article, which stays outside the name.
        exact: for a single word, the word itself: "LeT" is an armed group and "Let" is not.
    """

    kind: FormKind
    bodies: tuple[str, ...]
    capitals: tuple[bool, ...]
    article: bool = False
    exact: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A form of the register at the words `start` to `end` (exclusive) of a text."""

    start: int
    end: int
    form: Form


@dataclass(slots=True)
class _Node:
    below: dict[str, _Node] = field(default_factory=dict)
    forms: tuple[Form, ...] = ()


class Register:
    """Bodies by id, and a search for their forms in a text.

    Args:
        bodies: the bodies; ids are unique, and no name is shared (`read_bodies` checks it).
    """

    def __init__(self, bodies: Iterable[Body]) -> None:
        self.bodies: Mapping[str, Body] = {body.id: body for body in bodies}
        self._root = _Node()
        self._by_key: dict[tuple[str, ...], dict[FormKind, list[str]]] = {}
        forms: dict[tuple[tuple[str, ...], FormKind, tuple[bool, ...], str | None], list[str]] = {}
        for body in self.bodies.values():
            for kind, written in _forms_of(body):
                for name in written:
                    key, capitals, exact = _spelling(read_words(name))
                    ids = forms.setdefault((key, kind, capitals, exact), [])
                    if body.id not in ids:
                        ids.append(body.id)
        for (key, kind, capitals, exact), ids in forms.items():
            self._by_key.setdefault(key, {}).setdefault(kind, []).extend(ids)
            article = len(key) > 1 and key[0] == "the"
            self._add(key, Form(kind, tuple(ids), capitals, article, exact))

    def _add(self, key: tuple[str, ...], form: Form) -> None:
        node = self._root
        for word in key:
            below = node.below.get(word)
            if below is None:
                below = node.below[word] = _Node()
            node = below
        node.forms += (form,)

    def __len__(self) -> int:
        return len(self.bodies)

    def ids_of(self, key: tuple[str, ...], *kinds: FormKind) -> tuple[str, ...]:
        """Return the ids of the bodies that have the folded name `key`, as any of `kinds`."""
        found = self._by_key.get(key, {})
        return tuple(dict.fromkeys(each for kind in kinds for each in found.get(kind, ())))

    def find(self, words: Words) -> list[Hit]:
        """Return the longest forms that stand in `words`, left to right, not overlapping."""
        hits, at, size = [], 0, len(words)
        below, folded = self._root.below, words.folded
        while at < size:
            node = below.get(folded[at])
            if node is None and len(folded[at]) >= _MIN_CAPITALS_WORD and folded[at].isupper():
                node = below.get(folded[at].casefold())
            best: Hit | None = None
            end = at
            while node is not None:
                end += 1
                for form in node.forms:
                    if _written_alike(words, at, form):
                        # The first form of a node is the most telling: names before acronyms.
                        best = best if best and best.end == end else Hit(at, end, form)
                node = node.below.get(folded[end]) if end < size else None
            if best is None:
                at += 1
            else:
                hits.append(best)
                at = best.end
        return hits


def _spelling(words: Words) -> tuple[tuple[str, ...], tuple[bool, ...], str | None]:
    """Return the folded words of a name, which need a capital, and a single word as written."""
    capitals = tuple(
        form[0].isupper() and word not in _PARTICLES
        for form, word in zip(words.forms, words.folded, strict=True)
    )
    exact = words.forms[0].replace(".", "") if len(words) == 1 else None
    return words.folded, capitals, exact


def _forms_of(body: Body) -> Iterator[tuple[FormKind, tuple[str, ...]]]:
    yield "name", body.names
    yield "acronym", body.acronyms
    yield "local", body.local
    yield "short", body.short


def _written_alike(words: Words, at: int, form: Form) -> bool:
    forms = words.forms[at : at + len(form.capitals)]
    if form.exact is not None:
        one = forms[0].replace(".", "")
        in_capitals = len(one) >= _MIN_CAPITALS_WORD and one == form.exact.upper()
        return one == form.exact or in_capitals
    return all(
        written[0].isupper() for written, needed in zip(forms, form.capitals, strict=True) if needed
    )


class BodyEntry(Frozen):
    """One entry of `bodies`, as it is written; `name` and `aliases` come before `names`."""

    name: Text | None = None
    aliases: Texts = ()
    names: Texts = ()
    local: Texts = ()
    acronyms: Texts = ()
    short: Texts = ()
    cues: Texts = ()
    usual: bool = False
    type: AgencyType
    country: Text | None = None
    id: str | None = Field(default=None, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")

    @model_validator(mode="after")
    def _has_a_form(self) -> BodyEntry:
        if not (self.all_names or self.local or self.acronyms):
            raise ValueError("an agency without a name; give “name”, “names” or “acronyms”")
        return self

    @property
    def all_names(self) -> tuple[str, ...]:
        """The names that mean the body wherever they stand."""
        first = (self.name,) if self.name is not None else ()
        return (*first, *self.aliases, *self.names)

    def body(self) -> Body:
        """Return the body; without an id it gets one from its first form."""
        first = (*self.all_names, *self.local, *self.acronyms)[0]
        slug = re.sub(r"[^a-z0-9]+", "-", anyascii(first).lower()).strip("-")
        return Body.model_construct(  # checked as an entry
            id=self.id or f"own-{slug or content_id(first)}",
            type=self.type,
            country=self.country,
            names=self.all_names,
            local=self.local,
            acronyms=self.acronyms,
            short=self.short,
            cues=self.cues,
            usual=self.usual,
        )


class FamilyEntry(Frozen):
    """One entry of `families`: bodies that many states have under one name."""

    family: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    type: AgencyType
    countries: Texts
    names: Texts

    def bodies(self) -> Iterator[Body]:
        """Yield the body of each country."""
        for country in self.countries:
            yield Body.model_construct(  # checked as an entry
                id=f"{country.lower()}-{self.family}",
                type=self.type,
                country=country,
                local=self.names,
            )


class ListEntry(Frozen):
    """One entry of `lists`: bodies of one type and state that need no more than their names."""

    type: AgencyType
    country: Text | None = None
    each: tuple[Text | Texts, ...]

    def bodies(self) -> Iterator[Body]:
        """Yield a body for each name, and for each group of names of one."""
        for item in self.each:
            names = (item,) if isinstance(item, str) else item
            slug = "-".join(_SLUG_WORD.findall(anyascii(names[0]).casefold()))
            yield Body.model_construct(  # checked as an entry
                id=f"{self.country.lower()}-{slug}" if self.country else slug,
                type=self.type,
                country=self.country,
                names=names,
            )


_SECTIONS: dict[str, type[BaseModel]] = {
    "bodies": BodyEntry,
    "families": FamilyEntry,
    "lists": ListEntry,
}
_LISTS = frozenset({"aliases", "names", "local", "acronyms", "short", "cues"})


def open_bodies(file: Traversable, name: str) -> RuleFile:
    """Return a file of bodies, YAML or CSV; see `read_bodies`.

    Raises:
        PatternError: the file does not parse.
    """
    return open_rules(file, name, table=("bodies", _LISTS))


def read_bodies(files: Iterable[RuleFile]) -> tuple[tuple[Body, Where], ...]:
    """Return the bodies of `files`, each with where it stands.

    Raises:
        PatternError: entries are malformed, an id is used twice, or two bodies share a name; the
            message names the file and the line of each.
    """
    problems: list[Problem] = []
    placed = [each for file in files for each in _bodies_of(file, problems)]
    problems += _conflicts(placed)
    raise_all(problems)
    return tuple(placed)


def _bodies_of(file: RuleFile, problems: list[Problem]) -> Iterator[tuple[Body, Where]]:
    is_table = not isinstance(file.lines, YamlLines)
    known = ("type", *_SECTIONS)
    if not is_table:
        problems += [
            file.problem(unknown("section", key, known), key)
            for key in file.content
            if key not in known
        ]
        if not set(file.content) & set(_SECTIONS):
            problems.append(file.problem("expected a section `bodies:`, `families:` or `lists:`"))
    default = {"type": file.content["type"]} if "type" in file.content else {}
    sections = {"bodies": BodyEntry} if is_table else _SECTIONS
    for where, fields in entries(file, sections, problems):
        found: list[Body] = []
        if where.path[0] == "families":
            if (family := checked(where, default | fields, FamilyEntry, problems)) is not None:
                found = list(family.bodies())
        elif where.path[0] == "lists":
            if (listed := checked(where, default | fields, ListEntry, problems)) is not None:
                found = list(listed.bodies())
        elif (entry := checked(where, default | fields, BodyEntry, problems)) is not None:
            found = [entry.body()]
        for body in found:
            if body.country is not None and (why := why_no_code(body.country)):
                field = "country" if "country" in fields else "countries"
                problems.append(where.problem(why, field))
            yield body, where


def _conflicts(placed: Iterable[tuple[Body, Where]]) -> Iterator[Problem]:
    """Yield a problem for each id that is taken, and each name that means another body already."""
    ids: dict[str, Where] = {}
    owners: dict[tuple[str, ...], tuple[str, Where]] = {}
    for body, where in placed:
        if body.id in ids:
            yield where.problem(
                f"the agency “{body.id}” also stands at {ids[body.id]}; keep one, or give each an"
                " id of its own"
            )
            continue
        ids[body.id] = where
        for name in body.names:
            key = read_words(name).folded
            owner, other = owners.setdefault(key, (body.id, where))
            if owner != body.id:
                yield where.problem(
                    f"the name “{name}” also stands at {owner} ({other}); names mean one body:"
                    " keep one, or put it under `local` or `acronyms` of both"
                )


@cache
def built_in_bodies() -> tuple[Body, ...]:
    """Return the bodies that come with the package, read once."""
    folder = sorted(files("extract.patterns").joinpath("agencies").iterdir(), key=lambda f: f.name)
    opened = [open_bodies(file, file.name) for file in folder if file.name.endswith(".yaml")]
    return tuple(body for body, _ in read_bodies(opened))


def joined_bodies(built_in: Iterable[Body], own: Sequence[Body]) -> tuple[Body, ...]:
    """Return the bodies of the package and of a user; where both have a name, the user's wins.

    A body of the user's that has the id or a name of a built-in one, or its local name in the same
    country, takes its place: what the user states holds, the forms of both name it. An acronym is
    the user's alone, unless `cues` say that the words of the article decide between its bodies.
    """
    taken: set[tuple[str, ...]] = set()
    for body in own:
        taken |= {read_words(name).folded for name in body.names}
        taken |= {read_words(name).folded for name in body.acronyms if not body.cues}
    by_form: dict[tuple[str | None, tuple[str, ...]], Body] = {}
    for body in own:
        by_form |= {(None, read_words(name).folded): body for name in body.names}
        by_form |= {(body.country, read_words(name).folded): body for name in body.local}
    by_id = {body.id: body for body in own}
    joined: dict[str, Body] = {}
    kept = []
    for body in built_in:
        forms: list[tuple[str | None, tuple[str, ...]]] = [
            (None, read_words(name).folded) for name in body.names
        ]
        forms += [(body.country, read_words(name).folded) for name in body.local]
        mine = by_id.get(body.id) or next((by_form[f] for f in forms if f in by_form), None)
        left = body.model_copy(
            update={
                each: tuple(
                    name for name in getattr(body, each) if read_words(name).folded not in taken
                )
                for each in _FORMS
            }
        )
        if mine is None:
            kept.append(left)
        else:
            joined[mine.id] = _joined(joined.get(mine.id, mine), left)
    return (*(joined.get(body.id, body) for body in own), *kept)


def _joined(mine: Body, other: Body) -> Body:
    update: dict[str, object] = {
        each: tuple(dict.fromkeys((*getattr(mine, each), *getattr(other, each)))) for each in _FORMS
    }
    if mine.country is None:
        update["country"] = other.country
    return mine.model_copy(update=update | {"cues": mine.cues or other.cues})


@cache
def load_register() -> Register:
    """Return the built-in register, read once."""
    return Register(built_in_bodies())
