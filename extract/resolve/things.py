"""The same agency or place in different articles.

One register or gazetteer id is one thing, and two ids are two. What has no id goes by its name,
with country and type agreeing; a name that bodies of every state bear ("Supreme Court") says
nothing across articles unless the country is known, from the name, its value or its article; one
that a state has many of ("City Council") says nothing at all.

Where to start reading: `link_agencies`, then `link_places`.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from extract.resolve.blocks import Blocks, word_keys
from extract.resolve.bodies import (
    BodyName,
    compare_bodies,
    full_forms,
    is_one_of_many,
    is_place_name,
    parse_body,
    place_key,
    short_keys,
)
from extract.resolve.clusters import SUPPORT, Cluster, Contexts, Judged, Surroundings, Tally
from extract.resolve.compare import NameJudgement, say, sounds
from extract.resolve.reviewed import NO_MARKS, Marks, Ruling

#: An acronym without a long form is a name of its own from this many letters on.
TELLING_ACRONYM = 5
#: The support that two bodies need of which the name alone says nothing ("the Navy"): two people.
NAMELESS_SUPPORT = 2.0
#: Bodies whose names differ in one word, up to which all are compared with all.
SMALL_BLOCK = 50
#: Ends the key of all names that have one word more.
ONE_MORE = " *"
#: Types of bodies that are known beyond their state by their name alone.
_KNOWN_ABROAD = frozenset({"company", "ngo", "international"})
#: And of what may be such a body.
_AT_HOME_ABROAD = _KNOWN_ABROAD | {None, "other"}


@dataclass(eq=False)
class Thing:
    """Clusters that are one agency or place.

    Attributes:
        reference: its register or gazetteer id, or None.
        country: ISO 3166-1 alpha-2, or None.
        identity: what its entity id derives from.
        clusters: what it is made of; they come in at the end, and leave all at once.
        marks: what people have decided of them.
    """

    reference: str | None
    country: str | None
    identity: str
    clusters: list[Cluster] = field(default_factory=list)
    marks: Marks = NO_MARKS
    _tallies: _Tallies | None = None

    @property
    def _tallied(self) -> _Tallies:
        if self._tallies is None:
            self._tallies = _Tallies()
        self._tallies.add(self.clusters)
        return self._tallies

    @property
    def spellings(self) -> list[str]:
        """Every spelling, in the order of the alphabet."""
        return sorted(self._tallied.names)

    @property
    def full_forms(self) -> list[str]:
        """The spellings that are not short for another, in the order of the alphabet."""
        return self._tallied.full_forms

    @property
    def name(self) -> str:
        """The best attested long spelling."""
        return self.body.text

    @property
    def body(self) -> BodyName:
        """The name, taken apart."""
        return self._tallied.body

    @property
    def type(self) -> str | None:
        """The most frequent type of its values."""
        types = self._tallied.types
        return min(types, key=lambda t: (-types[t], t)) if types else None

    @property
    def homes(self) -> AbstractSet[str]:
        """The countries that its articles are mostly about."""
        return self._tallied.homes

    def absorb(self, other: Thing) -> None:
        """Take the clusters of `other`; the fuller identity stays."""
        if (other.reference is not None, other.country is not None) > (
            self.reference is not None,
            self.country is not None,
        ):
            self.reference, self.country, self.identity = (
                other.reference,
                other.country,
                other.identity,
            )
        self.clusters += other.clusters
        self.marks |= other.marks
        other.clusters, other._tallies = [], None


class _Tallies:
    """What a thing is called and said to be, counted cluster by cluster.

    A thing may have thousands of clusters, and is asked for its name at every comparison.
    """

    def __init__(self) -> None:
        self.clusters = 0
        self.names: Counter[str] = Counter()
        self.types: Counter[str] = Counter()
        self.homes: set[str] = set()
        self._body: BodyName | None = None
        self._full: tuple[int, list[str]] = (0, [])

    def add(self, clusters: Sequence[Cluster]) -> None:
        """Count those of `clusters` that have come in since the last time."""
        if self.clusters == len(clusters):
            return
        for cluster in clusters[self.clusters :]:
            self.names.update(cluster.names)
            self.types.update(cluster.types)
            if cluster.home is not None:
                self.homes.add(cluster.home)
        self.clusters = len(clusters)
        self._body = None

    @property
    def body(self) -> BodyName:
        """The best attested long spelling, taken apart."""
        if self._body is None:
            bodies = map(parse_body, self.full_forms)
            self._body = min(bodies, key=lambda body: _worth(body, self.names))
        return self._body

    @property
    def full_forms(self) -> list[str]:
        """The spellings that are not short for another, in the order of the alphabet."""
        if self._full[0] != len(self.names):
            self._full = len(self.names), full_forms(sorted(self.names))
        return self._full[1]


def link_agencies(
    clusters: Iterable[Cluster], contexts: Contexts, ruling: Ruling
) -> tuple[list[Thing], list[Judged]]:
    """Bring the agency clusters of many articles together; see `link_people` for the arguments."""
    things: dict[str, Thing] = {}
    acronyms: list[Cluster] = []
    for cluster in clusters:
        body = _best_body(cluster)
        if cluster.identity is None and _is_mere_acronym(cluster, body):
            acronyms.append(cluster)
            continue
        country = body.country or cluster.country
        identity = cluster.identity or cluster.reference or _identity(cluster, body, country)
        if cluster.reference is None and country is None and body.generic:
            country = cluster.home
        thing = things.setdefault(identity, Thing(cluster.reference, country, identity))
        if cluster.identity is None and cluster.reference is None and _has_other_of(thing, cluster):
            identity += f"|{'|'.join(cluster.id)}"
            thing = things.setdefault(identity, Thing(None, country, identity))
        thing.country = thing.country or country
        thing.clusters.append(cluster)
    acronyms = _decide(things, acronyms, ruling)
    judged = _join_by_name(list(things.values()), ruling)
    kept = [thing for thing in things.values() if thing.clusters]
    judged += _join_acronyms(kept, acronyms, contexts, ruling)
    judged += _join_in_context(kept, contexts, ruling)
    return [thing for thing in kept if thing.clusters], judged


def _has_other_of(thing: Thing, cluster: Cluster) -> bool:
    """Return whether a thing has another cluster of the same article.

    Where an article has a name twice, it may be either of two bodies each time. Clusters come in
    order of their articles.
    """
    return bool(thing.clusters) and thing.clusters[-1].article == cluster.article


def _decide(things: dict[str, Thing], waiting: Iterable[Cluster], ruling: Ruling) -> list[Cluster]:
    """Part and join `things` as people decided; return the waiting clusters that are still open."""
    for identity, thing in list(things.items()):
        thing.clusters, *others = ruling.parted(thing.clusters)
        thing.marks = ruling.marks(thing.clusters)
        for clusters in others:
            its_own = f"{identity}|{'|'.join(clusters[0].id)}"
            things[its_own] = Thing(
                thing.reference, thing.country, its_own, clusters, ruling.marks(clusters)
            )
    home_of = {cluster.id: thing for thing in things.values() for cluster in thing.clusters}
    for unit in ruling.units:
        for cluster in unit:
            if cluster.id not in home_of:
                identity = f"name:{cluster.name}|{'|'.join(cluster.id)}"
                marks = ruling.marks([cluster])
                thing = Thing(cluster.reference, cluster.country, identity, [cluster], marks)
                things[identity] = home_of[cluster.id] = thing
        home = home_of[unit[0].id]
        for cluster in unit:
            other = home_of[cluster.id]
            if other is home:
                continue
            if (parting := ruling.between(home.marks, other.marks)) is not None:
                ruling.refuse(parting, home.name, other.name)
                continue
            moved = other.clusters
            home.absorb(other)
            home_of.update((each.id, home) for each in moved)
    return [cluster for cluster in waiting if cluster.id not in home_of]


def _is_mere_acronym(cluster: Cluster, body: BodyName) -> bool:
    short = body.acronym is not None and len(body.acronym) < TELLING_ACRONYM
    return short and cluster.reference is None


def _best_body(cluster: Cluster) -> BodyName:
    bodies = map(parse_body, full_forms(cluster.names))
    return min(bodies, key=lambda b: _worth(b, cluster.names))


def _worth(body: BodyName, names: Tally) -> tuple[bool, bool, int, str]:
    """Return the rank of a name among those of one thing: the lowest says best who it is."""
    nameless = body.generic and not body.owner
    return body.acronym is not None, nameless, -names.get(body.text, 0), body.text


def _identity(cluster: Cluster, body: BodyName, country: str | None) -> str:
    place = country or ""
    types = cluster.types
    kind = min(types, key=lambda t: (-types[t], t)) if types else ""
    if is_one_of_many(body, country or cluster.home):
        place = f"article {cluster.article}"
    elif country is None and body.generic:
        # A name of every state's body: the country of the article, or else this article only.
        place = cluster.home or f"article {cluster.article}"
    return f"name:{body.key}|{place}|{kind}" + (f"|{body.part}" if body.part else "")


def _join_by_name(things: list[Thing], ruling: Ruling) -> list[Judged]:
    """Join things that a name shows to be one: an unknown country filled in, a spelling variant."""
    judged: list[Judged] = []
    blocks: defaultdict[str, list[Thing]] = defaultdict(list)
    for thing in things:
        for key in sorted({key for name in thing.full_forms for key in name_keys(name)}):
            blocks[key].append(thing)
    for key in sorted(blocks):
        block = sorted(
            {id(t): t for t in blocks[key] if t.clusters}.values(), key=lambda t: t.identity
        )
        near = _near(key, block)
        for number, a in enumerate(block):
            later = sorted(place for place in near[number] if place > number)
            for place in later:
                b = block[place]
                if not a.clusters or not b.clusters or ruling.between(a.marks, b.marks):
                    continue
                judgement = _judge(a, b, block)
                if judgement is None:
                    continue
                judged.append(_judged(a.name, b.name, judgement, a.clusters[0]))
                if judgement.verdict == "match":
                    for gained in near[place] - near[number]:
                        if gained > place:
                            insort(later, gained)
                    near[number] |= near[place]
                    a.absorb(b)
    return judged


def _near(key: str, block: Sequence[Thing]) -> list[set[int]]:
    """Return for each thing of a block those whose names are worth comparing with its own.

    That is all of them, but of many bodies whose names differ in one word ("the police command of
    …") those whose words share a key.
    """
    if len(block) <= SMALL_BLOCK or not key.endswith(ONE_MORE):
        return [set(range(len(block)))] * len(block)
    under = Blocks()
    keys_of = [_keys_below(key, thing) for thing in block]
    for number, keys in enumerate(keys_of):
        under.add(number, keys)
    return [set(under.under(keys)) for keys in keys_of]


def _keys_below(key: str, thing: Thing) -> set[str]:
    """Return the keys of the words that the names of `thing` have beyond those of a block."""
    words = (name_keys(name).get(key) for name in thing.full_forms)
    return set[str]().union(*(word_keys(word) for word in words if word is not None))


def name_keys(name: str) -> Mapping[str, str | None]:
    """Return keys under which names meet that differ in one word or in none.

    A key that is a name but for one word comes with that word.
    """
    body = parse_body(name)
    words = sorted(body.words)
    if body.acronym:
        return {body.acronym: None}
    if len(words) == 1:
        return dict.fromkeys((*(f"sound {code}" for code in sounds(words[0])), words[0]))
    return {" ".join(words[:i] + words[i + 1 :]) + ONE_MORE: word for i, word in enumerate(words)}


def _judge(a: Thing, b: Thing, block: Sequence[Thing]) -> NameJudgement | None:
    """Judge two things with names alike; None when there is nothing to say."""
    if a.reference and b.reference:
        return None
    if a.country and b.country and a.country != b.country:
        return None
    names = [
        (compare_bodies(x, y), x, y)
        for x in a.full_forms
        for y in b.full_forms
        if parse_body(x).acronym is None and parse_body(y).acronym is None
    ]
    if not names:
        return None
    best = max(names, key=lambda item: (item[0].verdict != "no_match", item[0].score))[0]
    if best.verdict == "no_match":
        return None
    if a.type and b.type and a.type != b.type and "other" not in {a.type, b.type}:
        return NameJudgement(
            "no_match", 0.0, "type", best.evidence, (f"one is {a.type}, the other {b.type}",)
        )
    if not best.plain:
        return NameJudgement("unsure", 0.6, best.rule, best.evidence, ("a word differs",))
    if is_one_of_many(a.body, a.country) or is_one_of_many(b.body, b.country):
        return NameJudgement(
            "unsure", 0.4, "generic-name", best.evidence, ("a state has many of this name",)
        )
    if a.country is None and b.country is None and a.body.generic:
        return NameJudgement(
            "unsure", 0.4, "generic-name", best.evidence, ("bodies of many states bear it",)
        )
    if a.country != b.country:
        unknown, known = (a, b) if a.country is None else (b, a)
        rivals = [
            t
            for t in block
            if t.clusters and t.country and t is not known and t.body.key == unknown.body.key
        ]
        if known.body.chapter:
            return NameJudgement(
                "unsure", 0.5, "chapter", best.evidence, (f"one is that of {known.country} alone",)
            )
        if known.body.part is not None and unknown.body.part is None:
            return NameJudgement(
                "unsure", 0.5, "part", best.evidence, (f"one is that of {known.body.owner} alone",)
            )
        if _is_of_its_state(known) and unknown.homes and known.country not in unknown.homes:
            homes = ", ".join(sorted(unknown.homes))
            return NameJudgement(
                "unsure",
                0.5,
                "country-unknown",
                best.evidence,
                (f"one is of {known.country}, and the other's articles are about {homes}",),
            )
        if unknown.body.generic or rivals:
            return NameJudgement(
                "unsure",
                0.5,
                "country-unknown",
                best.evidence,
                ("bodies of several states bear it",),
            )
        return NameJudgement(
            "match", 0.85, "same-words", best.evidence, (f"only one says {known.country}",)
        )
    chapter = a.body.chapter or b.body.chapter or a.body.part != b.body.part
    if best.rule == "country-unknown" and not chapter:
        return NameJudgement("match", 0.9, "same-words", best.evidence, (f"both of {a.country}",))
    return best


def _is_of_its_state(thing: Thing) -> bool:
    """Return whether articles on other states hardly mean a thing: it has its country in its name.

    Or it is a body of the state, or an outlet: these have one name in many states.
    """
    return thing.body.country is not None or thing.type not in _AT_HOME_ABROAD


def _join_acronyms(
    things: list[Thing], clusters: list[Cluster], contexts: Contexts, ruling: Ruling
) -> list[Judged]:
    """Give acronyms that their article does not spell out to the one body that fits.

    Extends `things` with the acronyms that stay by themselves.
    """
    senses: defaultdict[str, list[Thing]] = defaultdict(list)
    for thing in things:
        letters = {a for c in thing.clusters for a in c.acronyms}
        letters |= {body.acronym for n in thing.spellings if (body := parse_body(n)).acronym}
        for acronym in sorted(filter(None, letters)):
            senses[acronym].append(thing)
    judged: list[Judged] = []
    alone: dict[str, Thing] = {}
    around_thing: dict[int, Surroundings] = {}
    for cluster in clusters:
        acronym = _best_body(cluster).acronym or cluster.name
        place = cluster.country or cluster.home
        marks = ruling.marks([cluster])
        fitting = [
            t
            for t in senses[acronym]
            if (not (t.country and cluster.country) or t.country == cluster.country)
            and not ruling.between(t.marks, marks)
        ]
        around = contexts.of([cluster])
        supported = []
        for thing in fitting:
            if id(thing) not in around_thing:
                around_thing[id(thing)] = contexts.of(thing.clusters)
            known = around_thing[id(thing)]
            support = around.support(known)
            if support.score >= SUPPORT or (place and thing.country == place):
                supported.append((thing, support))
        if len(supported) == 1:
            thing, support = supported[0]
            judgement = NameJudgement(
                "match",
                0.85,
                "acronym-in-context",
                (f"“{acronym}” is its acronym", *support.evidence),
            )
            judged.append(_judged(cluster.name, thing.name, judgement, cluster))
            thing.clusters.append(cluster)
            thing.marks |= marks
            continue
        for thing in fitting:
            doubt = NameJudgement(
                "unsure",
                0.4,
                "acronym-in-context",
                (f"“{acronym}” is its acronym",),
                (f"{len(fitting)} bodies fit, and the context does not decide",),
            )
            judged.append(_judged(cluster.name, thing.name, doubt, cluster))
        identity = f"name:{acronym}|{place or f'article {cluster.article}'}"
        thing = alone.setdefault(identity, Thing(None, place, identity))
        if _has_other_of(thing, cluster) or ruling.between(thing.marks, marks):
            identity += f"|{'|'.join(cluster.id)}"
            thing = alone.setdefault(identity, Thing(None, place, identity))
        thing.clusters.append(cluster)
        thing.marks |= marks
    things += alone.values()
    return judged


def _join_in_context(things: Sequence[Thing], contexts: Contexts, ruling: Ruling) -> list[Judged]:
    """Join what is named alike, but says too little by its name, where articles share a context.

    That is an acronym that no article spells out, a short form of another's name, a name that many
    bodies bear, and that of a company which articles on several states name. What many articles
    name so is left: they are too many to weigh.
    """
    blocks: defaultdict[str, list[Thing]] = defaultdict(list)
    for thing in things:
        keys = {parse_body(name).key for name in thing.spellings}
        for key in sorted(keys.union(*map(short_keys, thing.full_forms))):
            blocks[key].append(thing)
    judged: list[Judged] = []
    for key in sorted(blocks):
        block = [thing for thing in blocks[key] if thing.clusters]
        waiting = {id(thing) for thing in block if _waits(thing, key, block)}
        if not waiting or not 1 < len(block) <= SMALL_BLOCK:
            continue
        placed: list[tuple[Thing, Surroundings]] = []
        for thing in sorted(block, key=lambda t: (id(t) in waiting, t.identity)):
            around = contexts.of(thing.clusters)
            fitting = [
                (number, support)
                for number, (other, known) in enumerate(placed)
                if id(thing) in waiting
                and _may_be_one(thing, other, ruling)
                and (support := around.support(known)).score >= _support_needed(thing, other)
            ]
            if len(fitting) != 1:
                placed.append((thing, around))
                continue
            number, support = fitting[0]
            home, known = placed[number]
            judgement = NameJudgement("match", 0.8, "name-in-context", support.evidence)
            judged.append(_judged(thing.name, home.name, judgement, thing.clusters[0]))
            home.absorb(thing)
            placed[number] = home, Surroundings(known.keys | around.keys)
    return judged


def _support_needed(thing: Thing, other: Thing) -> float:
    """Return the least support that makes one of two things with one name or its short form."""
    nameless = thing.body.generic or _are_of_states(thing, other)
    return NAMELESS_SUPPORT if nameless else SUPPORT


def _waits(thing: Thing, key: str, block: Sequence[Thing]) -> bool:
    """Return whether a thing has no other name than the one under `key`, and that says little."""
    if thing.reference or {parse_body(name).key for name in thing.full_forms} != {key}:
        return False
    body = thing.body
    if body.owner:
        return False  # "America Online" is short for nobody's "Online"
    if (
        body.acronym
        or is_one_of_many(body, thing.country)
        or (body.generic and thing.country is None)
    ):
        return True
    return any(
        _are_of_states(thing, other)
        or key not in {parse_body(name).key for name in other.full_forms}
        or any(key in short_keys(name) for name in other.full_forms)
        for other in block
        if other is not thing
    )


def _are_of_states(one: Thing, two: Thing) -> bool:
    """Return whether two things are said to be of two states."""
    return bool(one.country and two.country and one.country != two.country)


def _may_be_of_one_state(one: Thing, two: Thing) -> bool:
    """Return whether two things may have one country.

    That of a company, or of what else is known abroad, is mostly that of the article which names
    it, and says little where the name does not give it.
    """
    if not _are_of_states(one, two):
        return True
    return not {one.type, two.type}.isdisjoint(_KNOWN_ABROAD) and not (
        one.reference or two.reference or _is_of_its_state(one) or _is_of_its_state(two)
    )


def _may_be_one(one: Thing, two: Thing, ruling: Ruling) -> bool:
    """Return whether nothing but the context speaks against two things being one."""
    types = {one.type, two.type} - {None, "other"}
    return (
        len(types) < 2
        and (one.country == two.country if one.body.generic else _may_be_of_one_state(one, two))
        and not (one.body.part and two.body.part and one.body.part != two.body.part)
        and not ruling.between(one.marks, two.marks)
        and {c.article for c in one.clusters}.isdisjoint(c.article for c in two.clusters)
    )


def link_places(clusters: Iterable[Cluster], ruling: Ruling) -> tuple[list[Thing], list[Judged]]:
    """Bring the place clusters of many articles together: one id, or one name in one country."""
    things: dict[str, Thing] = {}
    by_name: defaultdict[str, list[Thing]] = defaultdict(list)
    unknown: list[Cluster] = []
    for cluster in clusters:
        if cluster.identity is None and cluster.reference is None and cluster.country is None:
            unknown.append(cluster)
            continue
        key = place_key(cluster.name)
        identity = cluster.identity or cluster.reference or f"name:{key}|{cluster.country}"
        thing = things.setdefault(identity, Thing(cluster.reference, cluster.country, identity))
        thing.clusters.append(cluster)
    unknown = _decide(things, unknown, ruling)
    for thing in things.values():
        for key in sorted({place_key(name) for name in thing.spellings}):
            by_name[key].append(thing)
    judged = []
    for thing in list(things.values()):
        if not thing.clusters:
            continue
        # The same name in the same country, once with an id and once without.
        same = [
            t
            for t in by_name[place_key(thing.name)]
            if t.reference
            and t.clusters
            and t.country == thing.country
            and {t.type, thing.type} != {"city", "region"}
            and not ruling.between(t.marks, thing.marks)
        ]
        if thing.reference is None and len(same) == 1:
            judgement = NameJudgement("match", 0.9, "same-name", ("the same name and country",))
            judged.append(
                _judged(thing.name, same[0].name, judgement, thing.clusters[0], "LOCATION")
            )
            same[0].absorb(thing)
    for cluster in unknown:
        key = place_key(cluster.name)
        marks = ruling.marks([cluster])
        fitting = [
            t
            for t in by_name[key]
            if t.clusters and is_place_name(t.name) and not ruling.between(t.marks, marks)
        ]
        if len(fitting) == 1:
            if fitting[0].name != cluster.name:
                judgement = NameJudgement(
                    "match", 0.85, "same-name", ("no other place has the name",)
                )
                judged.append(
                    _judged(cluster.name, fitting[0].name, judgement, cluster, "LOCATION")
                )
            fitting[0].clusters.append(cluster)
            fitting[0].marks |= marks
        else:
            identity = f"name:{key}|" + ("" if is_place_name(cluster.name) else cluster.article)
            thing = things.setdefault(identity, Thing(None, None, identity))
            if ruling.between(thing.marks, marks):
                identity += "|".join(cluster.id)
                thing = things.setdefault(identity, Thing(None, None, identity))
            thing.clusters.append(cluster)
            thing.marks |= marks
    return [thing for thing in things.values() if thing.clusters], judged


def _judged(
    a: str, b: str, judgement: NameJudgement, cluster: Cluster, label: str = "AGENCY"
) -> Judged:
    return Judged(
        label,  # type: ignore[arg-type]  # one of the two labels
        a,
        b,
        judgement.verdict,
        judgement.rule,
        judgement.score,
        say(judgement.evidence, judgement.counter),
        mention=cluster.mentions[0],
    )
