"""The same person in different articles: normalise → block → compare → decide.

Start with `link_people`. Clusters of the articles whose full name has one key are one *bearer*.
Bearers are compared only where `candidates` lets them meet, joined best pair first, and never by a
chain: two groups join only if *every* pair of their names may be one person. A difference that
names alone cannot settle needs a shared context; without it the pair is kept as `unsure`. A bare
surname joins a bearer only through context, and only if no second one fits as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain, combinations, product
from typing import Literal

from extract.knowledge import ContextKey
from extract.resolve.candidates import Candidates, Surnames, surnames_of
from extract.resolve.clusters import (
    GIVEN_SUPPORT,
    SOLE_SUPPORT,
    SUPPORT,
    Cluster,
    Contexts,
    Judged,
    Support,
    Surroundings,
    has_new,
)
from extract.resolve.compare import (
    NameJudgement,
    compare_parts,
    gendered,
    judge_people,
    say,
)
from extract.resolve.judging import judge_candidates, judge_pair
from extract.resolve.lives import Life, is_common
from extract.resolve.names import (
    Part,
    PersonName,
    fold,
    given_kinship,
    given_roots,
    is_fathers,
    is_known_given,
    is_shared_surname,
    parse_person,
    sex_by_titles,
    sex_of,
    surname_root,
)
from extract.resolve.namesakes import by_life, shared_names
from extract.resolve.pool import Helpers
from extract.resolve.reviewed import NO_MARKS, RULE, Marks, Ruling, reason_of

#: How a single name is somebody's.
Called = Literal["surname", "other-name", "misspelt-surname", "given-name"]
#: Circles of one name, for the first of its bearers and for each that is expected beside, from
#: which on they are no sign of several people: who is known everywhere is in everybody's company.
CIRCLES = 10
#: By how much the better of two candidates for a bare surname must lead.
LEAD = 0.5
#: Rules under which a name says less than the other: "J. Smith", "John Smith" for "John Q. Smith".
LESS_SAID = frozenset({"initials", "middle-name-missing"})


@dataclass(eq=False, slots=True)
class Bearer:
    """All clusters whose full name has one key; of namesakes, those of one of them."""

    key: str
    clusters: list[Cluster] = field(default_factory=list)
    unit: int | None = None
    name: PersonName = field(init=False)

    @property
    def is_new(self) -> bool:
        """Whether a cluster is not of an earlier resolution."""
        return has_new(self.clusters)

    def settle(self) -> None:
        """Choose the spelling that stands for the key, once all clusters are in."""
        counts: defaultdict[str, int] = defaultdict(int)
        for cluster in self.clusters:
            counts[cluster.full_names[0].text] += cluster.names[cluster.full_names[0].text]
        self.name = parse_person(min(counts, key=lambda text: (-counts[text], text)))


@dataclass(eq=False, slots=True)
class Group:
    """Bearers, and bare surnames, that are one person.

    Attributes:
        bearers: whose full names are the person's.
        contexts: where to look for what stands around them.
        loose: the bare surnames.
        marks: what people have decided of them.
        refused: groups that no chain of names may join to this one. They stay so: groups only grow.
    """

    bearers: list[Bearer]
    contexts: Contexts
    loose: list[Cluster] = field(default_factory=list)
    marks: Marks = NO_MARKS
    refused: frozenset[Group] = frozenset()
    _surroundings: Surroundings | None = None
    _life: Life | None = None

    @property
    def life(self) -> Life:
        """What is told of the bearers; gathered when it is first asked for."""
        if self._life is None:
            self._life = Life.of(c for bearer in self.bearers for c in bearer.clusters)
        return self._life

    @property
    def surroundings(self) -> Surroundings:
        """What stands around the bearers; looked for when it is first asked for."""
        if self._surroundings is None:
            keys = (self.contexts.of(bearer.clusters).keys for bearer in self.bearers)
            self._surroundings = Surroundings(set[ContextKey]().union(*keys))
        return self._surroundings

    def absorb(self, other: Group) -> None:
        """Take in the bearers of `other`."""
        self.bearers += other.bearers
        self.loose += other.loose
        self.marks |= other.marks
        self.refused |= other.refused
        for each in other.refused:
            each.refused |= {self}
        other.refused = frozenset()
        if self._surroundings is not None:
            self._surroundings.keys |= other.surroundings.keys
        if self._life is not None:
            self._life.add(other.life)

    @property
    def clusters(self) -> list[Cluster]:
        """Every cluster of the person, in order of id."""
        found = [cluster for bearer in self.bearers for cluster in bearer.clusters] + self.loose
        return sorted(found, key=lambda cluster: cluster.id) if len(found) > 1 else found

    def forget(self) -> None:
        """Let go of what only joining full names asks for.

        What is told of the bearers and stands around them takes memory, and is found again where
        it is needed; two groups that refuse each other are a circle that nothing else would end,
        see `collector_paused`.
        """
        self.refused = frozenset()
        self._life = None
        if not self.loose:
            self._surroundings = None


@dataclass(frozen=True, slots=True)
class _Pair:
    a: Bearer
    b: Bearer
    judgement: NameJudgement
    needs_context: bool


def link_people(
    clusters: Sequence[Cluster],
    apart: frozenset[frozenset[str]],
    contexts: Contexts,
    ruling: Ruling,
    helpers: Helpers,
) -> tuple[list[list[Cluster]], list[Judged]]:
    """Bring the person clusters of many articles together.

    Args:
        clusters: the PERSON clusters of articles, and what is known of earlier entities, in order
            of id.
        apart: pairs of full-name keys that an article shows to be two people.
        contexts: what stands around clusters.
        ruling: what people have decided of `clusters`.
        helpers: who judges the names of pairs, if they are many.

    Returns:
        The clusters of each person, and the judgements across articles: matches, and the pairs
        that came close.
    """
    linker = _Linker(apart, contexts, ruling, helpers)
    linker.join_full_names([c for c in clusters if c.full_names and not c.several])
    decided = {cluster.id for unit in ruling.units for cluster in unit}
    linker.join_bare_names(
        [c for c in clusters if (c.several or not c.full_names) and c.id not in decided]
    )
    return [group.clusters for group in linker.groups], linker.judged


class _Linker:
    def __init__(
        self,
        apart: frozenset[frozenset[str]],
        contexts: Contexts,
        ruling: Ruling,
        helpers: Helpers,
    ) -> None:
        self.apart = apart
        self.helpers = helpers
        self.contexts = contexts
        self.ruling = ruling
        self.surnames = Surnames(())
        self.groups: list[Group] = []
        self.judged: list[Judged] = []
        self._compared: dict[tuple[str, str], NameJudgement] = {}

    def join_full_names(self, clusters: list[Cluster]) -> None:
        bearers = {bearer.key: bearer for bearer in self._bearers(clusters)}
        for bearer in bearers.values():
            bearer.settle()
        group_of = {
            key: Group([bearer], self.contexts, marks=self.ruling.marks(bearer.clusters))
            for key, bearer in bearers.items()
        }
        self._join_known(bearers.values(), group_of)
        self._join_aliases(bearers.values(), group_of)
        unnamed = self._join_decided(group_of)
        ranked = self._ranked(list(bearers.values()))
        self.contexts.expect(
            c for pair in ranked for each in (pair.a, pair.b) for c in each.clusters
        )
        while ranked:
            pair = ranked.pop()
            one, two = group_of[pair.a.key], group_of[pair.b.key]
            if one is not two and self._decide(pair, one, two):
                _join(group_of, one, two)
        unique = {id(group): group for group in group_of.values()}
        self.groups = [*unique.values(), *unnamed]
        self._compared.clear()
        for group in self.groups:
            group.forget()

    def _bearers(self, clusters: Iterable[Cluster]) -> Iterator[Bearer]:
        """Yield the bearers of full names: one of a name, or more of one that many may bear."""
        of_key: defaultdict[str, list[Cluster]] = defaultdict(list)
        for cluster in clusters:
            of_key[cluster.full_names[0].key].append(cluster)
        shared = shared_names(own[0].full_names[0] for own in of_key.values())
        several = {key for key, own in of_key.items() if _entities(own) > 1}
        asked = (of_key[key] for key in shared.keys() | several)
        self.contexts.expect(c for own in asked if has_new(own) for c in own)
        for key, own in of_key.items():
            parts = self.ruling.parted(own)
            is_decided, torn = len(parts) > 1, frozenset((key,)) in self.apart
            if torn or not is_decided:
                parts = [each for part in parts for each in self._by_life(part, torn=torn)]
            if not torn:
                crowded = key in shared and not is_decided
                parts = [
                    each
                    for part in parts
                    for each in (
                        self._namesakes(part, shared.get(key, 0.0))
                        if crowded or _entities(part) > 1
                        else [part]
                    )
                ]
            for number, part in enumerate(parts, 1):
                yield Bearer(key if number == 1 else f"{key} ({number})", part)

    def _by_life(self, clusters: list[Cluster], *, torn: bool) -> list[list[Cluster]]:
        parts, clash = by_life(clusters, self.contexts, torn=torn)
        if clash is not None:
            name = clusters[0].full_names[0].text
            self.judged.append(
                Judged(
                    "PERSON",
                    name,
                    name,
                    "no_match" if clash.hard else "unsure",
                    clash.rule,
                    0.0 if clash.hard else 0.5,
                    say(("the same name",), (clash.words,)),
                    mention=clusters[0].mentions[0],
                )
            )
        return parts

    def _namesakes(self, clusters: list[Cluster], expected: float) -> list[list[Cluster]]:
        """Part the clusters of a name that many bear: one person is who is in one company.

        A cluster goes to those with whom it shares most, if that is enough; what was known as one
        entity stays one, and what was known as several stays several. Else, more circles than so
        common a name has bearers are one person's.

        Args:
            clusters: all clusters of the name.
            expected: how many others are likely to bear it; see `shared_names`.
        """
        is_open = has_new(clusters)
        parts: list[list[Cluster]] = []
        keys_of: list[set[ContextKey]] = []
        beside: defaultdict[ContextKey, set[int]] = defaultdict(set)
        of_entity: dict[str, int] = {}
        for cluster in sorted(clusters, key=lambda each: (each.entity is None, each.id)):
            around = self.contexts.of([cluster]) if is_open else Surroundings()
            home = of_entity.get(cluster.entity) if cluster.entity is not None else None
            if home is None and cluster.entity is None:
                near = set[int]().union(*(beside[key] for key in around.keys & beside.keys()))
                scored = [
                    (around.support(Surroundings(keys_of[number])).score, -number)
                    for number in near
                ]
                score, number = max(scored, default=(0.0, 0))
                home = -number if score >= SUPPORT else None
            if home is None:
                home = len(parts)
                parts.append([])
                keys_of.append(set())
            if cluster.entity is not None:
                of_entity[cluster.entity] = home
            parts[home].append(cluster)
            keys_of[home] |= around.keys
            for key in around.keys:
                beside[key].add(home)
        if len(parts) == 1:
            return parts
        name = clusters[0].full_names[0].text
        circles = f"{len(parts)} circles that share nothing that decides"
        # Those who were told apart were so by all names of the corpus, which are not here.
        everywhere = len(of_entity) < 2 and len(parts) > CIRCLES * (1 + expected)
        said = (
            f"the same name; it stands in {circles}, more than so rare a name has bearers"
            if everywhere
            else f"the same name; against: it stands in {circles}, and many may bear it"
        )
        self.judged.append(
            Judged(
                "PERSON",
                name,
                name,
                "match" if everywhere else "unsure",
                "known-everywhere" if everywhere else "namesakes",
                0.8 if everywhere else 0.5,
                said,
                mention=parts[0][0].mentions[0],
            )
        )
        return [[cluster for part in parts for cluster in part]] if everywhere else parts

    def _join_decided(self, group_of: dict[str, Group]) -> list[Group]:
        """Join what people decided to be one; return the groups that have no full name."""
        if not self.ruling.units:
            return []
        bearer_of = {
            cluster.id: bearer
            for group in group_of.values()
            for bearer in group.bearers
            for cluster in bearer.clusters
        }
        unnamed = []
        for number, unit in enumerate(self.ruling.units):
            bare = [cluster for cluster in unit if cluster.id not in bearer_of]
            named = [bearer_of[cluster.id] for cluster in unit if cluster.id in bearer_of]
            home = group_of[named[0].key] if named else Group([], self.contexts)
            for bearer in named:
                other = group_of[bearer.key]
                if bearer.unit is None:
                    bearer.unit = number
                parting = self.ruling.between(home.marks, other.marks)
                if parting is not None:
                    self.ruling.refuse(parting, named[0].name.text, bearer.name.text)
                elif other is not home:
                    _join(group_of, home, other)
            home.loose += bare
            home.marks |= self.ruling.marks(bare)
            home.surroundings.keys |= self.contexts.of(bare).keys
            if not named:
                unnamed.append(home)
        return unnamed

    def _join_known(self, bearers: Iterable[Bearer], group_of: dict[str, Group]) -> None:
        """Join the names that an earlier resolution found to be one person's."""
        first: dict[str, Bearer] = {}
        for bearer in bearers:
            for cluster in bearer.clusters:
                if cluster.entity is not None:
                    other = first.setdefault(cluster.entity, bearer)
                    one, two = group_of[other.key], group_of[bearer.key]
                    if one is not two:
                        _join(group_of, one, two)

    def _join_aliases(self, bearers: Iterable[Bearer], group_of: dict[str, Group]) -> None:
        """Join the full names that an article gives as one person's, however unlike they are."""
        for bearer in bearers:
            for cluster in bearer.clusters:
                for name in cluster.full_names[1:]:
                    one, two = group_of[bearer.key], group_of.get(name.key)
                    if (
                        two is None
                        or two is one
                        or judge_people(bearer.name, name).verdict != "no_match"
                        or self.ruling.between(one.marks, two.marks) is not None
                    ):
                        continue
                    _join(group_of, one, two)
                    evidence = ("one article gives both names as one person's",)
                    self._note(
                        bearer, two.bearers[0], NameJudgement("match", 0.95, "alias", evidence)
                    )

    def _ranked(self, bearers: list[Bearer]) -> list[_Pair]:
        """Return the pairs worth a decision, the surest last."""
        pairs: list[tuple[Bearer, Bearer, NameJudgement]] = []
        narrower: defaultdict[str, list[Bearer]] = defaultdict(list)
        ordered = sorted(bearers, key=lambda bearer: bearer.key)
        new = frozenset(number for number, bearer in enumerate(ordered) if bearer.is_new)
        candidates = Candidates([bearer.name for bearer in ordered], new)
        for first, second, names_say in judge_candidates(candidates, self.helpers):
            a, b = ordered[first], ordered[second]
            judgement = self._told_apart(a, b) or names_say
            if judgement is None:
                continue
            self._keep(a, b, judgement)
            if judgement.verdict == "no_match":
                if candidates.relatives:
                    self._note(a, b, judgement)
                continue
            pairs.append((a, b, judgement))
            if judgement.rule in LESS_SAID:
                narrower[a.key].append(b)
                narrower[b.key].append(a)
        self.helpers.rest()
        self.surnames = candidates.surnames
        del candidates  # and the index that was made of them

        @cache
        def torn(key: str) -> bool:
            """Whether the names that say less, or more, than that of `key` are several people's."""
            return any(
                # What is kept is no such pair, whatever else it is.
                _pair_key(x, y) not in self._compared
                and judge_pair(x.name, y.name).verdict == "no_match"
                for x, y in combinations(narrower[key], 2)
            )

        ranked = [
            _Pair(
                a,
                b,
                judgement,
                not judgement.plain
                or _is_weak(a.name, b.name)
                or (judgement.rule in LESS_SAID and (torn(a.key) or torn(b.key))),
            )
            for a, b, judgement in pairs
        ]
        ranked.sort(
            key=lambda p: (p.needs_context, -p.judgement.score, p.a.key, p.b.key), reverse=True
        )
        return ranked

    def _compare(self, a: Bearer, b: Bearer) -> NameJudgement:
        if (known := self._compared.get(_pair_key(a, b))) is not None:
            return known
        judgement = self._told_apart(a, b) or judge_pair(a.name, b.name)
        self._keep(a, b, judgement)
        return judgement

    def _keep(self, a: Bearer, b: Bearer, judgement: NameJudgement) -> None:
        if judgement.verdict != "no_match":  # most pairs are none, and few are asked for again
            self._compared[_pair_key(a, b)] = judgement

    def _told_apart(self, a: Bearer, b: Bearer) -> NameJudgement | None:
        if a.name.key == b.name.key:
            counter = ("bearers of this name were told apart",)
            return NameJudgement("no_match", 0.0, "namesakes", (), counter, same_surname=True)
        if frozenset((a.name.key, b.name.key)) not in self.apart:
            return None
        return NameJudgement(
            "no_match",
            0.0,
            "apart-in-article",
            (),
            ("one article names both as two people",),
            same_surname=True,
        )

    def _decide(self, pair: _Pair, one: Group, two: Group) -> bool:
        judgement = pair.judgement
        parting = self.ruling.between(one.marks, two.marks)
        if parting is not None:
            if {pair.a.name.text, pair.b.name.text} != {parting.a, parting.b}:
                decided = (reason_of(parting),)
                self._note(pair.a, pair.b, NameJudgement("no_match", 0.0, RULE, decided))
            return False
        if two in one.refused:
            return False
        for a, b in product(one.bearers, two.bearers):
            across = self._compare(a, b)
            if across.verdict != "match" and not self._known_as(a, b, one, two):
                against = f"{a.name.text} and {b.name.text} would be one: {across.reason}"
                counter = (*judgement.counter, against)
                doubt = replace(
                    judgement, verdict="unsure", score=0.5, rule="no-chaining", counter=counter
                )
                self._note(pair.a, pair.b, doubt)
                one.refused |= {two}
                two.refused |= {one}
                return False
        clash = one.life.clash(two.life, common=is_common(pair.a.name))
        if clash is not None and clash.hard:
            counter = (*judgement.counter, clash.words)
            parted = replace(judgement, verdict="no_match", score=0.0, counter=counter)
            self._note(pair.a, pair.b, replace(parted, rule=clash.rule))
            return False
        support = one.surroundings.support(two.surroundings)
        judgement = replace(judgement, evidence=(*judgement.evidence, *support.evidence))
        if (pair.needs_context or clash is not None) and support.score < SUPPORT:
            told = () if clash is None else (clash.words,)
            counter = (*judgement.counter, *told, "no context in common that decides")
            score = min(judgement.score, 0.6)
            judgement = replace(judgement, verdict="unsure", score=score, counter=counter)
        self._note(pair.a, pair.b, judgement)
        return judgement.verdict == "match"

    def _known_as(self, a: Bearer, b: Bearer, one: Group, two: Group) -> bool:
        """Return whether `a` and `b` match under other names that were decided to be theirs."""
        if a.unit is None and b.unit is None:
            return False
        if frozenset((a.name.key, b.name.key)) in self.apart:
            return False
        ours = [x for x in one.bearers if x is a or (x.unit is not None and x.unit == a.unit)]
        theirs = [x for x in two.bearers if x is b or (x.unit is not None and x.unit == b.unit)]
        return any(self._compare(x, y).verdict == "match" for x, y in product(ours, theirs))

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
                mention=a.clusters[0].mentions[0],
            )
        )

    def join_bare_names(self, clusters: list[Cluster]) -> None:
        bearing = _Bearing(self.groups, self.surnames)
        new = (c for c in clusters if c.entity is None and not (c.unclear or c.several))
        named = bearing.clusters_named(parse_person(each.name).parts[0] for each in new)
        self.contexts.expect(chain(clusters, named))
        waiting: defaultdict[str, list[Cluster]] = defaultdict(list)
        for cluster in clusters:
            name = parse_person(cluster.name)
            part = name.parts[0]
            if cluster.unclear:  # not even its article says who is meant of those whom it names
                marks = self.ruling.marks([cluster])
                self.groups.append(Group([], self.contexts, [cluster], marks))
                continue
            if cluster.several:
                waiting[f"family {name.key}"].append(cluster)
                continue
            if cluster.entity is not None:  # nobody was found for it, and that stays
                waiting[part.folded].append(cluster)
                continue
            around = self.contexts.of([cluster])
            fitting = bearing.fitting(part, cluster, around)
            if fitting is not None:
                marks = self.ruling.marks([cluster])
                births = Life.of([cluster]) if cluster.births else None
                scored = [
                    each
                    for each in fitting.scored
                    if not _clash(name, cluster, each[1], fitting.part)
                    and not (births and each[1].life.clash(births, common=False))
                    and not (marks and self.ruling.between(marks, each[1].marks))
                ]
                fitting = replace(fitting, scored=scored)
            if fitting is None or not self._attach(cluster, fitting):
                waiting[part.folded].append(cluster)
        for root in sorted(waiting):
            self.groups += self._grouped(waiting[root])

    def _attach(self, cluster: Cluster, fitting: _Fitting) -> bool:
        if not fitting.scored:
            return False
        support, group = fitting.scored[0]
        second = fitting.scored[1][0].score if len(fitting.scored) > 1 else 0.0
        name = group.bearers[0].name.text
        sole = (
            fitting.part == "surname"
            and fitting.bearers == 1
            and not is_shared_surname(parse_person(cluster.name).parts[0])
        )
        needed = SOLE_SUPPORT if sole else SUPPORT
        if fitting.part in {"given-name", "misspelt-surname"} or (
            fitting.bearers > 1 and is_known_given(parse_person(cluster.name).parts[0])
        ):
            needed = GIVEN_SUPPORT
        sure = support.score >= needed and support.score - second >= LEAD
        evidence = (*support.evidence, "nobody else bears it") if sole else support.evidence
        counter = [f"“{cluster.name}” is a {fitting.part.replace('-', ' ')} alone"]
        if fitting.bearers > 1:
            counter.append(f"{fitting.bearers} people bear it")
        if support.score < needed:
            counter.append("no context in common that decides")
        self.judged.append(
            Judged(
                "PERSON",
                cluster.name,
                name,
                "match" if sure else "unsure",
                f"{fitting.part}-in-context",
                min(0.9, 0.6 + 0.1 * support.score) if sure else 0.4,
                say(evidence, counter),
                article=cluster.article,
                mention=cluster.mentions[0],
            )
        )
        if sure:
            group.loose.append(cluster)
            group.marks |= self.ruling.marks([cluster])
        return sure

    def _grouped(self, clusters: list[Cluster]) -> list[Group]:
        """Group bare names of one spelling: only where every pair shares a context."""
        groups: list[tuple[Group, list[Surroundings]]] = []
        beside: defaultdict[ContextKey, set[int]] = defaultdict(set)
        for cluster in sorted(clusters, key=lambda each: (each.entity is None, each.id)):
            around, life = self.contexts.of([cluster]), Life.of([cluster])
            near = set[int]()
            if cluster.entity is None:
                near = near.union(*(beside[key] for key in around.keys & beside.keys()))
            for number in sorted(near):
                group, members = groups[number]
                if any(other.article == cluster.article for other in group.loose):
                    continue
                if self.ruling.between(group.marks, self.ruling.marks([cluster])):
                    continue
                if life.clash(Life.of(group.loose), common=True):
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
                            mention=cluster.mentions[0],
                        )
                    )
                    group.loose.append(cluster)
                    group.marks |= self.ruling.marks([cluster])
                    members.append(around)
                    break
            else:
                number = len(groups)
                marks = self.ruling.marks([cluster])
                groups.append((Group([], self.contexts, [cluster], marks), [around]))
            for key in around.keys:
                beside[key].add(number)
        return [group for group, _ in groups]


def _pair_key(a: Bearer, b: Bearer) -> tuple[str, str]:
    return (a.key, b.key) if a.key < b.key else (b.key, a.key)


def _clash(name: PersonName, cluster: Cluster, group: Group, called: Called) -> bool:
    """Return whether its spelling, a suffix, the sex or “bin” keeps a bare name from a person."""
    surnames = [bearer.name.surname for bearer in group.bearers]
    if called == "surname" and all(
        is_fathers(name, each) or compare_parts(name.parts[0], each).kind == "different"
        for each in surnames
    ):  # short names are others' at one letter's difference: “Han”, “Khan”
        return True
    suffixes = {bearer.name.suffix for bearer in group.bearers} - {None}
    if name.suffix and suffixes and name.suffix not in suffixes:
        return True
    sex = sex_by_titles(cluster.roles)
    if sex is None:
        return False
    known = {sex_by_titles(each.roles) for each in group.clusters}
    known |= {sex_of(each.name.given) for each in group.bearers if each.name.given}
    return bool(known - {None, sex}) and sex not in known


def _is_weak(a: PersonName, b: PersonName) -> bool:
    """Return whether names that match are many people's: "Steve Davis" and "Stephen Davis".

    So it is of names that many bear, and where a diminutive is not the only difference.
    """
    if is_common(a) and is_common(b):
        return True
    if a.given is None or b.given is None or given_kinship(a.given, b.given) != "short":
        return False
    return a.surname.plain != b.surname.plain or len(a.parts) != len(b.parts)


def _entities(clusters: Iterable[Cluster]) -> int:
    """Return how many earlier entities are among clusters."""
    return len({cluster.entity for cluster in clusters if cluster.entity is not None})


def _given_beside(root: str, cluster: Cluster) -> bool:
    """Return whether the article of `cluster` names somebody in full who has a given name."""
    words = {word for kind, key in cluster.around if kind == "person" for word in key.split()}
    return any(root in given_roots(Part(word, word)) for word in words)


def _called(bearer: Bearer) -> Iterator[str]:
    """Yield what a person may be called alone by, the surname left out: its root."""
    if len(bearer.name.parts) > 2:
        for part in surnames_of(bearer.name):
            if not is_known_given(part):
                yield surname_root(part)
    for cluster in bearer.clusters:
        if len(cluster.names) == 1 and not cluster.full_names[0].nicknames:
            continue  # most are so
        for text in cluster.names:
            name = parse_person(text)
            if len(name.parts) == 1 and not is_known_given(name.parts[0]):
                yield surname_root(name.parts[0])
        for name in cluster.full_names:
            for nickname in name.nicknames:
                yield surname_root(nickname)


@dataclass(frozen=True, slots=True)
class _Fitting:
    """Whom a single name may mean: how it is theirs, the best supported first, and how many."""

    part: Called
    scored: list[tuple[Support, Group]]
    bearers: int


class _Bearing:
    """The people who bear a single name, found by what stands around them."""

    def __init__(self, groups: Iterable[Group], surnames: Surnames) -> None:
        self._surnames = surnames
        self._groups: defaultdict[str, list[Group]] = defaultdict(list)
        #: Those who are called so beside their surname: "Marcano" of "Luis Marcano Brito".
        self._others: defaultdict[str, list[Group]] = defaultdict(list)
        self._given: defaultdict[str, list[Group]] = defaultdict(list)
        for group in groups:
            roots = {surname_root(bearer.name.surname) for bearer in group.bearers}
            for root in roots:
                self._groups[root].append(group)
            for root in {root for bearer in group.bearers for root in _called(bearer)} - roots:
                self._others[root].append(group)
            given = {b.name.given for b in group.bearers if b.name.full and b.name.given}
            for root in {root for part in given for root in given_roots(part)}:
                self._given[root].append(group)
        self._beside: dict[tuple[str, str], dict[ContextKey, list[Group]]] = {}
        self._articles: dict[int, set[str]] = {}

    def clusters_named(self, parts: Iterable[Part]) -> Iterator[Cluster]:
        """Yield what is known of the people whose surname is one of `parts`."""
        for root in {surname_root(part) for part in parts} & self._groups.keys():
            for group in self._groups[root]:
                yield from group.clusters

    def fitting(self, part: Part, cluster: Cluster, around: Surroundings) -> _Fitting | None:
        """Return the people who may be meant by a single name, or None if nobody bears it.

        Nobody is who is named in the article, where it was settled who is meant. Of those without
        support one is returned at most, the first by name.
        """
        root = surname_root(part)
        if root in self._groups:
            return self._fitting("surname", root, self._groups[root], cluster, around)
        if root in self._others:
            return self._fitting("other-name", root, self._others[root], cluster, around)
        if not is_known_given(part) and (alike := self._alike(part)):
            return self._fitting("misspelt-surname", root, alike, cluster, around)
        roots = given_roots(part)
        # A diminutive of several names means too little.
        if len(roots) > 1 or roots[0] not in self._given or _given_beside(roots[0], cluster):
            return None
        return self._fitting("given-name", roots[0], self._given[roots[0]], cluster, around)

    def _alike(self, part: Part) -> list[Group]:
        """Return the people whose surname `part` may be a misspelling of."""
        roots = {
            surname_root(Part(plain, fold(plain)))
            for plain in self._surnames.like(part)
            if not gendered(plain, part.plain)
        }
        return [group for root in sorted(roots) for group in self._groups.get(root, ())]

    def _fitting(
        self,
        part: Called,
        root: str,
        groups: list[Group],
        cluster: Cluster,
        around: Surroundings,
    ) -> _Fitting:
        article = cluster.article
        if (part, root) not in self._beside:
            index: defaultdict[ContextKey, list[Group]] = defaultdict(list)
            groups[0].contexts.expect(c for group in groups for c in group.clusters)
            for group in groups:
                for key in group.surroundings.keys:
                    index[key].append(group)
            self._beside[part, root] = index
        beside = self._beside[part, root]
        near = {id(group): group for key in around.keys & beside.keys() for group in beside[key]}
        scored = [
            (around.support(group.surroundings), group)
            for group in near.values()
            if article not in self._articles_of(group)
        ]
        scored.sort(key=lambda item: (-item[0].score, item[1].bearers[0].key))
        if not scored:
            if part in {"given-name", "misspelt-surname"}:
                return _Fitting(part, [], len(groups))
            strangers = (g for g in groups if article not in self._articles_of(g))
            first = min(strangers, key=lambda group: group.bearers[0].key, default=None)
            scored = [] if first is None else [(Support(), first)]
        return _Fitting(part, scored, len(groups))

    def _articles_of(self, group: Group) -> set[str]:
        if id(group) not in self._articles:
            self._articles[id(group)] = {cluster.article for cluster in group.clusters}
        return self._articles[id(group)]


def _join(group_of: dict[str, Group], one: Group, two: Group) -> None:
    """Make `two` part of `one`."""
    one.absorb(two)
    group_of.update((bearer.key, one) for bearer in two.bearers)
