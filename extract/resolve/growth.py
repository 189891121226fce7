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

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from extract.collector import collector_paused
from extract.knowledge import ContextKey, Knowledge, Known, Memory
from extract.resolve.article import context_key
from extract.resolve.blocks import part_keys, word_keys
from extract.resolve.bodies import parse_body, place_key
from extract.resolve.candidates import asked_keys, surnames_of, whole_keys
from extract.resolve.clusters import CONTEXT_ARTICLES, NOTHING, Cluster, Contexts, Tally, full_names
from extract.resolve.compare import differ
from extract.resolve.corpus import (
    Found,
    common_from,
    knowledge_of,
    linked,
    resolve_whole,
)
from extract.resolve.names import Part, PersonName, fold, parse_person, surname_root
from extract.resolve.pool import Helpers, Report, silent
from extract.resolve.remember import body_blocks, surname_keys, words_beside
from extract.resolve.reviewed import Reviewed
from extract.resolve.things import ONE_MORE
from extract.schemas import ENTITY_LABELS, Label, ReviewedDecision

#: Articles up to which a corpus is resolved anew: a few seconds.
SMALL_CORPUS = 5_000


def update(
    memory: Memory,
    *,
    reviewed: Sequence[ReviewedDecision] = (),
    note: Callable[[str], None] = lambda _words: None,
    workers: int = 1,
    report: Report = silent,
) -> Knowledge | None:
    """Resolve what a database has that is not resolved.

    Args:
        memory: the database.
        reviewed: what people have decided about names.
        note: is told what of these decisions does not apply, in words.
        workers: how many processes; see `resolve`.
        report: is told how far it is.

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
        grown = grow(memory, decided, workers=workers, report=report)
        if grown is not None:
            return grown
    return resolve_whole(memory, reviewed=reviewed, note=note, workers=workers, report=report)


def grow(
    memory: Memory, decided: Reviewed, *, workers: int = 1, report: Report = silent
) -> Knowledge | None:
    """Resolve the new articles of a database beside the entities that they meet there.

    Args:
        memory: the database.
        decided: what people have decided, and is applied there.
        workers: how many processes; see `resolve`.
        report: is told how far it is.

    Returns:
        What it is to keep; None if a decided name is among those that would be looked at.
    """
    nothing = Reviewed()  # what is decided is of names that are not looked at here
    with collector_paused(), Helpers(workers, report) as helpers:
        found = Found()
        _, due = memory.counts()
        found.read(memory.articles(unresolved=True), nothing, helpers, total=due)
        helpers.rest()  # what reading left in their memory is of little use to what comes
        people = found.clusters["PERSON"]
        asked = list(_surnames(people))
        under = _under(asked)
        near: Mapping[str, AbstractSet[str]] = memory.surnames(under)
        surnames = {
            plain: keys for plain, keys in surname_keys(people).items() if near.get(plain) != keys
        }
        earlier = _met(found, _like(asked, under, near), memory)
        if not decided.names.isdisjoint(_names(found, earlier)):
            return None
        clusters_of = {identity: earlier_clusters(each) for identity, each in earlier.items()}
        for each in earlier.values():
            found.clusters[each.label] += clusters_of[each.id]
        for clusters in found.clusters.values():
            clusters.sort(key=lambda cluster: cluster.id)
        found.apart |= _apart(found, memory)

        def recall(entities: AbstractSet[str]) -> dict[str, set[ContextKey]]:
            recalled = memory.contexts(entities, CONTEXT_ARTICLES)
            for entity, around in recalled.items():
                around.difference_update(map(context_key, clusters_of[entity]))
            return recalled

        rulings = {label: nothing.among(label, ()) for label in ENTITY_LABELS}
        groups = linked(found, Contexts(_common(memory), recall), rulings, helpers)
        links = {_stand_in(identity): identity for identity in earlier}
        known = knowledge_of(found, groups, memory, links, surnames, earlier=earlier)
        return replace(known, reviewed=decided.digest)


def _names(found: Found, earlier: Mapping[str, Known]) -> Iterator[tuple[Label, str]]:
    """Yield every spelling in new articles, and of the entities that they meet."""
    for label, clusters in found.clusters.items():
        yield from ((label, name) for cluster in clusters for name in cluster.names)
    for each in earlier.values():
        yield from ((each.label, name) for name in each.names)


def earlier_clusters(known: Known) -> list[Cluster]:
    """Return what stands for an entity among clusters: one for each full name of a person."""
    called: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for name, count in known.tallies.get("called", {}).items():
        called[parse_person(name).key][name] = count

    def tally(name: str) -> Tally:
        return known.tallies.get(name, NOTHING)

    stand_in = _stand_in(known.id)
    roles, countries, types = tally("roles"), tally("countries"), tally("types")
    acronyms, births = tally("acronyms"), tally("births")
    return [
        Cluster(
            label=known.label,
            article=stand_in,
            published=None,
            mentions=(stand_in,),
            names=part,
            full_names=full_names(part) if known.label == "PERSON" else (),
            roles=roles,
            reference=known.reference,
            countries=countries,
            types=types,
            acronyms=acronyms,
            births=births,
            several="several" in known.tallies,
            entity=known.id,
            identity=known.identity,
        )
        for part in (called.values() or [known.names])
    ]


def _stand_in(entity: str) -> str:
    """Return the id that stands for the mentions of an earlier entity."""
    return f"entity {entity}"


def _met(found: Found, like: Mapping[Part, AbstractSet[str]], memory: Memory) -> dict[str, Known]:
    """Return the entities that the names in new articles may mean, by id.

    Args:
        found: what is in the articles.
        like: of each surname, those in the database that may be spellings of it.
        memory: the database.
    """
    asked: dict[Label, set[str]] = {
        "PERSON": _asked_of_people(found.clusters["PERSON"], like),
        "AGENCY": _asked_of_bodies(found.clusters["AGENCY"], memory),
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
    return {each.id: each for label, keys in asked.items() for each in memory.met(label, keys)}


def _asked_of_people(
    clusters: Iterable[Cluster], like: Mapping[Part, AbstractSet[str]]
) -> set[str]:
    asked: set[str] = set()
    for name in _full_names(clusters):
        asked.update(whole_keys(name))
        keys = asked_keys(name)
        for part in surnames_of(name):
            asked.update(f"surname {surname} {key}" for surname in like[part] for key in keys)
    for part in _bare_names(clusters):
        asked |= {f"bare {part.folded}", f"root {surname_root(part)}"}
        asked.update(f"root {surname_root(Part(each, fold(each)))}" for each in like[part])
    return asked


def _full_names(clusters: Iterable[Cluster]) -> Collection[PersonName]:
    return {name.key: name for cluster in clusters for name in cluster.full_names}.values()


def _bare_names(clusters: Iterable[Cluster]) -> set[Part]:
    return {parse_person(each.name).parts[0] for each in clusters if not each.full_names}


def _surnames(clusters: Iterable[Cluster]) -> set[Part]:
    """Return what may be a surname in the names of people."""
    return _bare_names(clusters).union(*map(surnames_of, _full_names(clusters)))


def _under(surnames: Iterable[Part]) -> dict[str, list[int]]:
    """Return the keys of surnames, each with the positions of those that have it."""
    under: defaultdict[str, list[int]] = defaultdict(list)
    for number, part in enumerate(surnames):
        for key in part_keys(part):
            under[key].append(number)
    return under


def _like(
    surnames: Sequence[Part],
    under: Mapping[str, Sequence[int]],
    near: Mapping[str, AbstractSet[str]],
) -> dict[Part, set[str]]:
    """Return, for each surname, those in the database that may be spellings of it.

    Args:
        surnames: those in new articles.
        under: their keys, each with the positions of those that have it.
        near: the surnames in the database that have some of these keys, each with those.
    """
    like: list[set[str]] = [set() for _ in surnames]
    for plain, keys in near.items():
        other = Part(plain, fold(plain))
        for number in set().union(*map(under.__getitem__, keys)):
            if not differ(surnames[number], other):
                like[number].add(plain)
    return dict(zip(surnames, like, strict=True))


def _asked_of_bodies(clusters: Iterable[Cluster], memory: Memory) -> set[str]:
    asked: set[str] = set()
    beside: defaultdict[str, set[str]] = defaultdict(set)
    names: set[str] = set()
    for cluster in clusters:
        asked.update(f"acronym {acronym}" for acronym in cluster.acronyms)
        names.update(cluster.names)
    for name in names:
        asked |= body_blocks(name)
        for beginning, word in words_beside(name).items():
            beside[beginning].add(word)
    asked |= beside.keys()  # as an older version of extract wrote them
    return asked.union(_like_bodies(beside, {parse_body(name).key for name in names}, memory))


def _like_bodies(
    beside: Mapping[str, AbstractSet[str]], whole: AbstractSet[str], memory: Memory
) -> Iterator[str]:
    """Yield the blocks in the database of names that are new ones but for a word that is alike.

    Args:
        beside: what the keys of new names begin with, with the last words of these; see
            `words_beside`.
        whole: the words of new names. Of what has one word more each may be the short form.
        memory: the database.
    """
    keys_of = {
        beginning: frozenset[str]().union(*map(word_keys, words))
        for beginning, words in beside.items()
    }
    short = {f"name {words}{ONE_MORE}" for words in whole}
    for block in memory.blocks("AGENCY", (f"{beginning} " for beginning in beside)):
        beginning, _, word = block.rpartition(" ")
        if beginning in short or not keys_of[beginning].isdisjoint(word_keys(word)):
            yield block


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
