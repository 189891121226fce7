"""The agency register: real bodies of the world, read from data and indexed for search.

The files are ``patterns/agencies/*.yaml``; the README beside them says what each field means.
`load_register` gives the built-in register; `read_bodies` reads any folder of such files and
refuses what is malformed with the name of the file and the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal, get_args

from anyascii import anyascii
from pydantic import Field, ValidationError

from extract.errors import PatternError
from extract.patterns.words import line_of_item, read_patterns
from extract.schemas import AgencyType, Country, Frozen
from extract.values.agencies import Words, read_words
from extract.values.countries import codes

#: How a form names its body: alone ("name"), with its country ("local"), by initials
#: ("acronym"), or only where the article has the full name or a cue word ("short").
FormKind = Literal["name", "local", "acronym", "short"]

_MIN_CAPITALS_WORD = 5  # letters: "HAMAS" in a headline is Hamas, "TIME" is not Time
_SECTIONS = ("bodies", "families", "lists")
_SLUG_WORD = re.compile(r"[a-z0-9]+")
_PARTICLES = frozenset({"al", "el", "the", "an"})  # written small or large in front of a name


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


def _expand_family(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for country in entry["countries"]:
        yield {
            "id": f"{country.lower()}-{entry['family']}",
            "type": entry["type"],
            "country": country,
            "local": entry["names"],
        }


def _expand_list(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    country = entry["country"]
    for item in entry["each"]:
        names = [item] if isinstance(item, str) else item
        slug = "-".join(_SLUG_WORD.findall(anyascii(names[0]).casefold()))
        yield {
            "id": f"{country.lower()}-{slug}" if country else slug,
            "type": entry["type"],
            "country": country,
            "names": names,
        }


def _expanded(section: str, entry: dict[str, Any], kind: object) -> Iterable[dict[str, Any]]:
    if section == "families":
        return _expand_family(entry)
    return _expand_list({"type": kind} | entry) if section == "lists" else [{"type": kind} | entry]


def _read_file(file: Traversable) -> Iterator[tuple[str, Body]]:
    name, content = file.name, read_patterns(file)
    if not isinstance(content, dict) or not (set(_SECTIONS) & set(content)):
        raise PatternError(f"{name}: expected a mapping with `bodies:` or `families:`")
    for section in _SECTIONS:
        for index, entry in enumerate(content.get(section) or ()):
            try:
                expanded = _expanded(section, entry, content.get("type"))
                bodies = [Body.model_validate(each) for each in expanded]
            except (ValidationError, KeyError, TypeError, AttributeError) as error:
                where = f"{name}, line {line_of_item(file, section, index)}"
                raise PatternError(f"{where}: {_in_short(error)}") from error
            for body in bodies:
                if body.country is not None and body.country not in codes():
                    line = line_of_item(file, section, index)
                    raise PatternError(
                        f"{name}, line {line}: {body.id}: country {body.country!r} is no "
                        "ISO 3166-1 alpha-2 code; see patterns/countries.yaml"
                    )
                yield f"{name}, line of {body.id}", body


def _in_short(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        field_name = ".".join(map(str, first["loc"]))
        legal = f"; types are {', '.join(get_args(AgencyType))}" if field_name == "type" else ""
        return f"field {field_name!r}: {first['msg']}, got {first['input']!r}{legal}"
    return f"{type(error).__name__}: {error}; see the README beside the register for the fields"


def read_bodies(folder: Traversable) -> tuple[Body, ...]:
    """Return the bodies of every ``*.yaml`` file in `folder`, in the order of file names.

    Raises:
        PatternError: a file is not YAML, an entry is malformed, an id is used twice, or two
            bodies share a name; the message names file and line or both bodies.
    """
    seen: dict[str, str] = {}
    owner: dict[tuple[str, ...], str] = {}
    bodies = []
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if not file.name.endswith(".yaml"):
            continue
        for where, body in _read_file(file):
            if body.id in seen:
                raise PatternError(f"{where}: the id {body.id!r} is taken ({seen[body.id]})")
            seen[body.id] = where
            for name in body.names:
                key = read_words(name).folded
                if owner.setdefault(key, body.id) != body.id:
                    raise PatternError(
                        f"{where}: the name {name!r} also stands at {owner[key]}; names mean one "
                        "body: put it under `local` or `acronyms` of both"
                    )
            bodies.append(body)
    return tuple(bodies)


@cache
def load_register() -> Register:
    """Return the built-in register, read once."""
    return Register(read_bodies(files("extract.patterns").joinpath("agencies")))
