"""The same person in different articles: normalise → block → compare → decide.

Start with `link_people`. Clusters of the articles whose full name has one key are one *bearer*.
Bearers are compared only within blocks (surname sound × given name, and a second key that forgives
the surname's sound), joined best pair first, and never by a chain: two groups join only if *every*
pair of their names may be one person. A difference that names alone cannot settle needs a shared
context; without it the pair is kept as `unsure`. A bare surname joins a bearer only through
context, and only if no second one fits as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations, product

from extract.resolve.blocks import RARE_SURNAME, shortened
from extract.resolve.clusters import SUPPORT, Cluster, ContextKey, Judged, Support, Surroundings
from extract.resolve.compare import LONG_PART, NameJudgement, judge_people, say, sounds
from extract.resolve.names import (
    PersonName,
    given_roots,
    parse_person,
    surname_root,
)

#: By how much the better of two candidates for a bare surname must lead.
LEAD = 0.5
#: Blocks larger than this are not compared pair by pair: their names share too common a key.
MAX_BLOCK = 400
#: Rules under which a name says less than the other: "J. Smith", "John Smith" for "John Q. Smith".
LESS_SAID = frozenset({"initials", "middle-name-missing"})


@dataclass(eq=False)
class Bearer:
    """All clusters whose full name has one key."""

    key: str
    clusters: list[Cluster] = field(default_factory=list)
    name: PersonName = field(init=False)

    def settle(self) -> None:
        """Choose the spelling that stands for the key, once all clusters are in."""
        counts: defaultdict[str, int] = defaultdict(int)
        for cluster in self.clusters:
            counts[cluster.full_names[0].text] += cluster.names[cluster.full_names[0].text]
        self.name = parse_person(min(counts, key=lambda text: (-counts[text], text)))


@dataclass(eq=False)
class Group:
    """Bearers, and bare surnames, that are one person; `clusters` in order of id."""

    bearers: list[Bearer]
    loose: list[Cluster] = field(default_factory=list)
    surroundings: Surroundings = field(default_factory=Surroundings)

    @property
    def clusters(self) -> list[Cluster]:
        """Every cluster of the person."""
        found = [cluster for bearer in self.bearers for cluster in bearer.clusters] + self.loose
        return sorted(found, key=lambda cluster: cluster.id)


@dataclass(frozen=True, slots=True)
class _Pair:
    a: Bearer
    b: Bearer
    judgement: NameJudgement
    needs_context: bool


def link_people(
    clusters: Iterable[Cluster],
    apart: frozenset[frozenset[str]],
    common: frozenset[ContextKey],
) -> tuple[list[list[Cluster]], list[Judged]]:
    """Bring the person clusters of many articles together.

    Args:
        clusters: the PERSON clusters of all articles.
        apart: pairs of full-name keys that an article shows to be two people.
        common: context that too many articles share to say anything.

    Returns:
        The clusters of each person, and the judgements across articles: matches, and the pairs
        that came close.
    """
    ordered = sorted(clusters, key=lambda cluster: cluster.id)
    linker = _Linker(apart, common)
    linker.join_full_names([cluster for cluster in ordered if cluster.full_names])
    linker.join_bare_names([cluster for cluster in ordered if not cluster.full_names])
    return [group.clusters for group in linker.groups], linker.judged


class _Linker:
    def __init__(self, apart: frozenset[frozenset[str]], common: frozenset[ContextKey]) -> None:
        self.apart = apart
        self.common = common
        self.groups: list[Group] = []
        self.judged: list[Judged] = []

    def join_full_names(self, clusters: list[Cluster]) -> None:
        bearers: dict[str, Bearer] = {}
        for cluster in clusters:
            key = cluster.full_names[0].key
            bearers.setdefault(key, Bearer(key)).clusters.append(cluster)
        for bearer in bearers.values():
            bearer.settle()
        group_of = {
            key: Group([bearer], surroundings=Surroundings.of(bearer.clusters, self.common))
            for key, bearer in bearers.items()
        }
        for pair in self._ranked(list(bearers.values())):
            one, two = group_of[pair.a.key], group_of[pair.b.key]
            if one is not two and self._decide(pair, one, two):
                one.bearers += two.bearers
                one.surroundings.keys |= two.surroundings.keys
                group_of.update((bearer.key, one) for bearer in two.bearers)
        unique = {id(group): group for group in group_of.values()}
        self.groups = list(unique.values())

    def _ranked(self, bearers: list[Bearer]) -> list[_Pair]:
        """Return the pairs worth a decision, surest first."""
        pairs: list[tuple[Bearer, Bearer, NameJudgement]] = []
        narrower: defaultdict[str, list[tuple[str, PersonName]]] = defaultdict(list)
        for a, b, few in _candidates(bearers):
            judgement = self._compare(a, b)
            if judgement.verdict == "no_match":
                if judgement.same_surname and few:
                    self._note(a, b, judgement)
                continue
            pairs.append((a, b, judgement))
            if judgement.rule in LESS_SAID:
                narrower[a.key].append((b.key, b.name))
                narrower[b.key].append((a.key, a.name))
        torn = {
            key
            for key, names in narrower.items()
            if any(
                judge_people(x, y).verdict == "no_match"
                for (_, x), (_, y) in combinations(names, 2)
            )
        }
        ranked = [
            _Pair(
                a,
                b,
                judgement,
                not judgement.plain
                or (judgement.rule in LESS_SAID and bool({a.key, b.key} & torn)),
            )
            for a, b, judgement in pairs
        ]
        ranked.sort(key=lambda p: (p.needs_context, -p.judgement.score, p.a.key, p.b.key))
        return ranked

    def _compare(self, a: Bearer, b: Bearer) -> NameJudgement:
        if frozenset((a.key, b.key)) in self.apart:
            return NameJudgement(
                "no_match",
                0.0,
                "apart-in-article",
                (),
                ("one article names both as two people",),
                same_surname=True,
            )
        return judge_people(*sorted((a.name, b.name), key=lambda name: name.text))

    def _decide(self, pair: _Pair, one: Group, two: Group) -> bool:
        judgement = pair.judgement
        for a, b in product(one.bearers, two.bearers):
            across = self._compare(a, b)
            if across.verdict != "match":
                against = f"{a.name.text} and {b.name.text} would be one: {across.reason}"
                counter = (*judgement.counter, against)
                doubt = replace(
                    judgement, verdict="unsure", score=0.5, rule="no-chaining", counter=counter
                )
                self._note(pair.a, pair.b, doubt)
                return False
        support = one.surroundings.support(two.surroundings)
        judgement = replace(judgement, evidence=(*judgement.evidence, *support.evidence))
        if pair.needs_context and support.score < SUPPORT:
            counter = (*judgement.counter, "no context in common that decides")
            score = min(judgement.score, 0.6)
            judgement = replace(judgement, verdict="unsure", score=score, counter=counter)
        self._note(pair.a, pair.b, judgement)
        return judgement.verdict == "match"

    def _note(self, a: Bearer, b: Bearer, judgement: NameJudgement) -> None:
        self.judged.append(
            Judged(
                "PERSON",
                a.name.text,
                b.name.text,
                judgement.verdict,
                judgement.rule,
                judgement.score,
                judgement.reason,
                mention=a.clusters[0].mentions[0].id,
            )
        )

    def join_bare_names(self, clusters: list[Cluster]) -> None:
        by_surname: defaultdict[str, list[Group]] = defaultdict(list)
        for group in self.groups:
            for root in sorted({surname_root(b.name.surname) for b in group.bearers}):
                by_surname[root].append(group)
        articles = {id(g): {c.article for c in g.clusters} for g in self.groups}
        waiting: defaultdict[str, list[Cluster]] = defaultdict(list)
        for cluster in clusters:
            part = parse_person(cluster.name).parts[0]
            around = Surroundings.of([cluster], self.common)
            scored = sorted(
                (
                    (around.support(group.surroundings), group)
                    for group in by_surname.get(surname_root(part), ())
                    if cluster.article not in articles[id(group)]
                ),
                key=lambda item: (-item[0].score, item[1].clusters[0].id),
            )
            if not self._attach(cluster, scored):
                waiting[part.folded].append(cluster)
        for root in sorted(waiting):
            self.groups += self._grouped(waiting[root])

    def _attach(self, cluster: Cluster, scored: list[tuple[Support, Group]]) -> bool:
        if not scored:
            return False
        support, group = scored[0]
        second = scored[1][0].score if len(scored) > 1 else 0.0
        name = group.bearers[0].name.text
        sure = support.score >= SUPPORT and support.score - second >= LEAD
        counter = [f"“{cluster.name}” is a surname alone"]
        if len(scored) > 1:
            counter.append(f"{len(scored)} people bear it")
        if not sure and support.score < SUPPORT:
            counter.append("no context in common that decides")
        self.judged.append(
            Judged(
                "PERSON",
                cluster.name,
                name,
                "match" if sure else "unsure",
                "surname-in-context",
                min(0.9, 0.6 + 0.1 * support.score) if sure else 0.4,
                say(support.evidence, counter),
                article=cluster.article,
                mention=cluster.mentions[0].id,
            )
        )
        if sure:
            group.loose.append(cluster)
        return sure

    def _grouped(self, clusters: list[Cluster]) -> list[Group]:
        """Group bare names of one spelling: only where every pair shares a context."""
        groups: list[tuple[Group, list[Surroundings]]] = []
        for cluster in clusters:
            around = Surroundings.of([cluster], self.common)
            for group, members in groups:
                if any(other.article == cluster.article for other in group.loose):
                    continue
                supports = [around.support(member) for member in members]
                if all(support.score >= SUPPORT for support in supports):
                    self.judged.append(
                        Judged(
                            "PERSON",
                            cluster.name,
                            group.loose[0].name,
                            "match",
                            "single-name-in-context",
                            0.8,
                            say(supports[0].evidence, ("a single name",)),
                            article=cluster.article,
                            mention=cluster.mentions[0].id,
                        )
                    )
                    group.loose.append(cluster)
                    members.append(around)
                    break
            else:
                groups.append((Group([], [cluster]), [around]))
        return [group for group, _ in groups]


def _block_keys(name: PersonName) -> Iterator[str]:
    """Yield the keys under which a name meets those that may be the same person's."""
    yield "words " + " ".join(sorted(part.folded for part in name.parts))
    yield "glued " + "".join(part.folded for part in name.parts)
    for surname in {name.parts[0], name.parts[-1]}:
        first = name.given if surname is name.surname else name.surname
        if first is None or surname.initial or first.initial:
            continue
        roots = {*given_roots(first), *sounds(first.plain)}
        # The surname's sound or family, with the given name's: Whelan, Whalen.
        for code in {*sounds(surname.plain), surname_root(surname)}:
            yield from (f"sound {code} {root}" for root in roots)
        # The given name, with the surname less one letter: what one slip apart has in common.
        folded = surname.folded
        less_one = shortened(folded, 1)
        for root in given_roots(first):
            yield from (f"slip {letters} {root}" for letters in less_one)
            if len(folded) >= LONG_PART:
                yield f"long {folded[:4]} {root}"


def _initial_keys(name: PersonName) -> Iterator[str]:
    """Yield the keys under which "J. Smith" meets every Smith with a J."""
    if name.given is not None:
        yield from (f"{code} {name.given.plain[0]}" for code in sounds(name.surname.plain))


def _meetings(
    bearers: Iterable[Bearer], keys_of: Callable[[PersonName], Iterable[str]]
) -> list[list[Bearer]]:
    """Return the blocks of two bearers and more, in order of their keys."""
    # Most keys are one bearer's alone: a list for each of them would cost more than the rest.
    first: dict[str, Bearer] = {}
    blocks: dict[str, list[Bearer]] = {}
    for bearer in bearers:
        for key in keys_of(bearer.name):
            other = first.setdefault(key, bearer)
            if other is not bearer:
                block = blocks.setdefault(key, [other])
                if block[-1] is not bearer:
                    block.append(bearer)
    return [blocks[key] for key in sorted(blocks)]


def _candidates(bearers: Iterable[Bearer]) -> Iterator[tuple[Bearer, Bearer, bool]]:
    """Yield the pairs that share a block, each once, and whether few bear such a name."""
    ordered = sorted(bearers, key=lambda bearer: bearer.key)
    seen: set[tuple[str, str]] = set()

    def fresh(pairs: Iterable[tuple[Bearer, Bearer]]) -> Iterator[tuple[Bearer, Bearer]]:
        for a, b in pairs:
            pair = (min(a.key, b.key), max(a.key, b.key))
            if a is not b and pair not in seen:
                seen.add(pair)
                yield a, b

    for block in _meetings(ordered, lambda name: (surname_root(name.surname),)):
        if len(block) <= RARE_SURNAME:
            yield from ((a, b, True) for a, b in fresh(combinations(block, 2)))
    for block in _meetings(ordered, _block_keys):
        if len(block) <= MAX_BLOCK:
            yield from ((a, b, False) for a, b in fresh(combinations(block, 2)))
    for block in _meetings(ordered, _initial_keys):
        short = [bearer for bearer in block if not bearer.name.full]
        if short and len(block) <= MAX_BLOCK:
            yield from ((a, b, False) for a, b in fresh(product(short, block)))
