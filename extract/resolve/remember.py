"""The keys under which a database finds the entities that new names may mean.

Names of people meet in two steps, as in `candidates`: surnames that are alike, then the names that
bear one of them. So do the names of bodies: of those that are a new one but for one word
(`words_beside`), the words that are alike, then who is called so. Places meet under their names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extract.resolve.blocks import part_keys
from extract.resolve.bodies import parse_body, place_key
from extract.resolve.candidates import held_keys, surnames_of, whole_keys
from extract.resolve.clusters import Cluster
from extract.resolve.names import Part, parse_person, surname_root
from extract.resolve.things import name_keys
from extract.schemas import Label


def blocks_of(
    label: Label, names: Iterable[str], acronyms: Iterable[str], identity: str
) -> frozenset[str]:
    """Return the keys under which an entity with these names is found."""
    found = {f"identity {identity}"}
    if label == "PERSON":
        for name in names:
            found |= person_blocks(name)
    elif label == "AGENCY":
        found |= {f"acronym {acronym}" for acronym in acronyms}
        for name in names:
            found |= body_blocks(name)
    else:
        found |= {f"place {place_key(name)}" for name in names}
    return frozenset(found)


def person_blocks(text: str) -> set[str]:
    """Return the keys of one name of a person."""
    name = parse_person(text)
    if len(name.parts) == 1:
        return {f"bare {name.parts[0].folded}"}
    found = set(whole_keys(name))
    found.update(
        f"surname {part.plain} {key}" for part in surnames_of(name) for key in held_keys(name)
    )
    found.update(f"root {surname_root(part)}" for part in (*surnames_of(name), *name.nicknames))
    return found


def body_blocks(text: str) -> set[str]:
    """Return the keys of one name of a body."""
    body = parse_body(text)
    beside = words_beside(text)
    found = {f"name {key}" for key, word in name_keys(text).items() if word is None}
    found.update(f"{key} {word}" for key, word in beside.items())
    if body.acronym:
        found.add(f"acronym {body.acronym}")
    return found


def words_beside(text: str) -> dict[str, str]:
    """Return what the keys begin with of a body's name of several words, each with its last word.

    >>> words_beside("Kerry Harbour Board")["name board harbor *"]
    'kerry'
    """
    return {f"name {key}": word for key, word in name_keys(text).items() if word is not None}


def surname_keys(clusters: Iterable[Cluster]) -> Mapping[str, frozenset[str]]:
    """Return the surnames of people, each with the keys under which similar ones meet it."""
    parts: dict[str, Part] = {
        part.plain: part
        for cluster in clusters
        for name in cluster.full_names
        for part in surnames_of(name)
    }
    return {plain: part_keys(part) for plain, part in parts.items()}
