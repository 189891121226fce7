"""Bring new articles into a corpus that is resolved already: `update`.

A small corpus, or one that grows to twice its size, is resolved anew, which is exact. A large one
is grown: new names are compared with the entities that they meet in the database, and with nothing
else, so that the cost is that of the new articles. What was decided before stays, with one
exception: entities that a new article brings together are merged. A corpus grown in steps may so
differ from one resolved at once: pairs were decided on less context, and nobody is looked for by a
given name alone. `resolve_whole` removes the difference, and keeps the ids.

Where people have decided something new, the corpus is resolved anew: it may concern any of its
articles. What they decided before stays applied, and new articles grow the corpus unless one of the
decided names is in them or in an entity that they meet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from extract.knowledge import ContextKey, Knowledge, Memory, Remembered
from extract.resolve.article import context_key
from extract.resolve.blocks import part_keys
from extract.resolve.bodies import place_key
from extract.resolve.candidates import asked_keys, surnames_of, whole_keys
from extract.resolve.clusters import CONTEXT_ARTICLES, Cluster, Contexts, full_names
from extract.resolve.compare import differ
from extract.resolve.corpus import (
    Found,
    collector_paused,
    common_from,
    knowledge_of,
    linked,
    resolve_whole,
)
from extract.resolve.names import Part, fold, parse_person, surname_root
from extract.resolve.pool import Helpers
from extract.resolve.remember import body_blocks, surname_keys
from extract.resolve.reviewed import Reviewed
from extract.schemas import ENTITY_LABELS, Label, ReviewedDecision

#: Articles up to which a corpus is resolved anew: a few seconds.
SMALL_CORPUS = 5_000


def update(
    memory: Memory,
    *,
    reviewed: Sequence[ReviewedDecision] = (),
    note: Callable[[str], None] = lambda _words: None,
    workers: int = 1,
) -> Knowledge | None:
    """Resolve what a database has that is not resolved.

    Args:
        memory: the database.
        reviewed: what people have decided about names.
        note: is told what of these decisions does not apply, in words.
        workers: how many processes; see `resolve`.

    Returns:
        What it is to keep; None if everything is resolved, with these decisions.

    Raises:
        DecisionError: two of the reviewed decisions contradict each other.
    """
    resolved, unresolved = memory.counts()
    decided = Reviewed(reviewed)
    is_applied = not memory.whole_due() and decided.digest == memory.reviewed()
    if not unresolved and is_applied:
        return None
    is_grown = resolved > unresolved and resolved + unresolved > SMALL_CORPUS
    if is_grown and is_applied:
        grown = grow(memory, decided, workers=workers)
        if grown is not None:
            return grown
    return resolve_whole(memory, reviewed=reviewed, note=note, workers=workers)


def grow(memory: Memory, decided: Reviewed, *, workers: int = 1) -> Knowledge | None:
    """Resolve the new articles of a database beside the entities that they meet there.

    Args:
        memory: the database.
        decided: what people have decided, and is applied there.
        workers: how many processes; see `resolve`.

    Returns:
        What it is to keep; None if a decided name is among those that would be looked at.
    """
    nothing = Reviewed()  # what is decided is of names that are not looked at here
    with collector_paused(), Helpers(workers) as helpers:
        found = Found()
        found.read(memory.articles(unresolved=True), nothing, helpers)
        surnames = surname_keys(found.clusters["PERSON"])
        earlier = _met(found, memory)
        if not decided.names.isdisjoint(_names(found, earlier)):
            return None
        clusters_of = {identity: earlier_clusters(each) for identity, each in earlier.items()}
        for each in earlier.values():
            found.clusters[each.entity.label] += clusters_of[each.entity.id]
        for clusters in found.clusters.values():
            clusters.sort(key=lambda cluster: cluster.id)
        found.apart |= _apart(found, memory)

        def recall(entities: AbstractSet[str]) -> dict[str, set[ContextKey]]:
            return {
                entity: around - {context_key(cluster) for cluster in clusters_of[entity]}
                for entity, around in memory.contexts(entities, CONTEXT_ARTICLES).items()
            }

        rulings = {label: nothing.among(label, ()) for label in ENTITY_LABELS}
        groups = linked(found, Contexts(_common(memory), recall), rulings, helpers)
        links = {_stand_in(identity): identity for identity in earlier}
        known = knowledge_of(found, groups, memory, links, surnames, earlier=earlier)
        return replace(known, reviewed=decided.digest)


def _names(found: Found, earlier: Mapping[str, Remembered]) -> Iterator[tuple[Label, str]]:
    """Yield every spelling in new articles, and of the entities that they meet."""
    for label, clusters in found.clusters.items():
        yield from ((label, name) for cluster in clusters for name in cluster.names)
    for each in earlier.values():
        yield from ((each.entity.label, alias.name) for alias in each.entity.aliases)


def earlier_clusters(remembered: Remembered) -> list[Cluster]:
    """Return what stands for an entity among clusters: one for each full name of a person."""
    entity = remembered.entity
    called: dict[str, Counter[str]] = {}
    for name, count in remembered.tallies.get("called", {}).items():
        called.setdefault(parse_person(name).key, Counter())[name] = count
    names = Counter({alias.name: alias.count for alias in entity.aliases})
    parts = list(called.values()) or [names]
    tallies = {name: Counter(tally) for name, tally in remembered.tallies.items()}
    return [
        Cluster(
            label=entity.label,
            article=_stand_in(entity.id),
            published=None,
            mentions=(_stand_in(entity.id),),
            names=part,
            full_names=full_names(part) if entity.label == "PERSON" else (),
            roles=tallies.get("roles", Counter()),
            reference=remembered.reference,
            countries=tallies.get("countries", Counter()),
            types=tallies.get("types", Counter()),
            acronyms=tallies.get("acronyms", Counter()),
            births=tallies.get("births", Counter()),
            several="several" in tallies,
            entity=entity.id,
            identity=remembered.identity,
        )
        for part in parts
    ]


def _stand_in(entity: str) -> str:
    """Return the id that stands for the mentions of an earlier entity."""
    return f"entity {entity}"


def _met(found: Found, memory: Memory) -> dict[str, Remembered]:
    """Return the entities that the names in new articles may mean, by id."""
    asked: dict[Label, set[str]] = {
        "PERSON": _asked_of_people(found.clusters["PERSON"], memory),
        "AGENCY": {key for cluster in found.clusters["AGENCY"] for key in _asked_of_body(cluster)},
        "LOCATION": {
            f"place {place_key(name)}"
            for cluster in found.clusters["LOCATION"]
            for name in cluster.names
        },
    }
    for label in ("AGENCY", "LOCATION"):
        asked[label] |= {
            f"identity {cluster.reference}"
            for cluster in found.clusters[label]
            if cluster.reference is not None
        }
    return {
        each.entity.id: each for label, keys in asked.items() for each in memory.met(label, keys)
    }


def _asked_of_people(clusters: Iterable[Cluster], memory: Memory) -> set[str]:
    asked: set[str] = set()
    names = {name.key: name for cluster in clusters for name in cluster.full_names}
    bare = {parse_person(c.name).parts[0] for c in clusters if not c.full_names}
    like = _like(bare.union(*map(surnames_of, names.values())), memory)
    for name in names.values():
        asked.update(whole_keys(name))
        asked.update(
            f"surname {surname} {key}"
            for part in surnames_of(name)
            for surname in like[part]
            for key in asked_keys(name)
        )
    for part in bare:
        asked |= {f"bare {part.folded}", f"root {surname_root(part)}"}
        asked.update(f"root {surname_root(Part(each, fold(each)))}" for each in like[part])
    return asked


def _like(surnames: Iterable[Part], memory: Memory) -> dict[Part, set[str]]:
    """Return, for each of `surnames`, those in the database that may be spellings of it."""
    under: dict[str, list[Part]] = {}
    like: dict[Part, set[str]] = {}
    for part in surnames:
        like[part] = set()
        for key in part_keys(part):
            under.setdefault(key, []).append(part)
    for plain, keys in memory.surnames(under).items():
        other = Part(plain, fold(plain))
        for part in {part for key in keys for part in under[key]}:
            if not differ(part, other):
                like[part].add(plain)
    return like


def _asked_of_body(cluster: Cluster) -> set[str]:
    asked = {f"acronym {acronym}" for acronym in cluster.acronyms}
    return asked.union(*(body_blocks(name) for name in cluster.names))


def _common(memory: Memory) -> frozenset[ContextKey]:
    """Return the names that too many articles share to say anything.

    Words are not counted in a database: they weigh little.
    """
    limit = common_from(sum(memory.counts()))
    return frozenset(
        key
        for each in memory.frequent(limit)
        for cluster in earlier_clusters(each)
        if (key := context_key(cluster)) is not None
    )


def _apart(found: Found, memory: Memory) -> set[frozenset[str]]:
    names = {
        name for cluster in found.clusters["PERSON"] if cluster.full_names for name in cluster.names
    }
    return {frozenset((parse_person(a).key, parse_person(b).key)) for a, b in memory.apart(names)}
