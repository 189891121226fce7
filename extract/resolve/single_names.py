"""Whom a single name means that its article says no more of: "Whelan", "Amina".

A surname joins a person whom other articles name in full only through context, and only if no
second one fits as well; a given name alone, or a surname that may be misspelt, needs more of it.
What is nobody's goes together where every pair of its articles shares a context.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from extract.knowledge import ContextKey
from extract.resolve.candidates import Surnames, surnames_of
from extract.resolve.clusters import (
    GIVEN_SUPPORT,
    SOLE_SUPPORT,
    SUPPORT,
    Cluster,
    Contexts,
    Judged,
    Support,
    Surroundings,
)
from extract.resolve.compare import compare_parts, gendered, say
from extract.resolve.groups import Bearer, Group
from extract.resolve.lives import Life
from extract.resolve.names import (
    Part,
    PersonName,
    fold,
    given_roots,
    is_fathers,
    is_known_given,
    is_shared_surname,
    parse_person,
    sex_by_titles,
    sex_of,
    surname_root,
)
from extract.resolve.reviewed import Ruling

#: How a single name is somebody's.
Called = Literal["surname", "other-name", "misspelt-surname", "given-name"]
#: By how much the better of two candidates for a bare surname must lead.
LEAD = 0.5


def join_single_names(
    clusters: Sequence[Cluster],
    people: Iterable[Group],
    surnames: Surnames,
    contexts: Contexts,
    ruling: Ruling,
) -> tuple[list[Group], list[Judged]]:
    """Give each single name to one of `people`, as far as the context says whose it is.

    Args:
        clusters: those without a full name, in order of id.
        people: who is named in full; they take in what is theirs.
        surnames: every surname of theirs.
        contexts: what stands around clusters.
        ruling: what people have decided.

    Returns:
        Groups of the names that are nobody's, and the judgements.
    """
    single = _SingleNames(contexts, ruling)
    single.join(clusters, _Bearing(people, surnames))
    return single.groups, single.judged


class _SingleNames:
    def __init__(self, contexts: Contexts, ruling: Ruling) -> None:
        self.contexts = contexts
        self.ruling = ruling
        self.groups: list[Group] = []
        self.judged: list[Judged] = []

    def join(self, clusters: Sequence[Cluster], bearing: _Bearing) -> None:
        new = [c for c in clusters if c.entity is None and not (c.unclear or c.several)]
        named = bearing.clusters_named(parse_person(each.name).parts[0] for each in new)
        self.contexts.expect(chain(clusters, named))
        for cluster in new:
            bearing.ask(parse_person(cluster.name).parts[0], self.contexts.of([cluster]))
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
        #: What stands around the single names that may have a root.
        self._asked: defaultdict[str, set[ContextKey]] = defaultdict(set)
        self._beside: dict[tuple[str, str], dict[ContextKey, list[Group]]] = {}
        self._articles: dict[int, set[str]] = {}

    def clusters_named(self, parts: Iterable[Part]) -> Iterator[Cluster]:
        """Yield what is known of the people whose surname is one of `parts`."""
        for root in {surname_root(part) for part in parts} & self._groups.keys():
            for group in self._groups[root]:
                yield from group.clusters

    def ask(self, part: Part, around: Surroundings) -> None:
        """Take note of a single name, for which `fitting` will be asked, and what is around it."""
        for root in {surname_root(part), *given_roots(part)}:
            self._asked[root] |= around.keys

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
                for key in group.contexts.among(group.clusters, self._asked[root]):
                    index[key].append(group)
            self._beside[part, root] = index
        beside = self._beside[part, root]
        near = {id(group): group for key in around.keys & beside.keys() for group in beside[key]}
        scored = [
            (support, group)
            for group in near.values()
            if article not in self._articles_of(group)
            and (support := around.support(group.surroundings)).shared
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


def _given_beside(root: str, cluster: Cluster) -> bool:
    """Return whether the article of `cluster` names somebody in full who has a given name."""
    words = {word for kind, key in cluster.around if kind == "person" for word in key.split()}
    return any(root in given_roots(Part(word, word)) for word in words)


def _called(bearer: Bearer) -> Iterator[str]:
    """Yield what a person may be called alone by, the surname left out: its root."""
    surname = bearer.name.surname.plain
    if len(bearer.name.parts) > 2:
        for part in surnames_of(bearer.name):
            if part.plain != surname and not is_known_given(part):
                yield surname_root(part)
    for cluster in bearer.clusters:
        if len(cluster.names) == 1 and not cluster.full_names[0].nicknames:
            continue  # most are so
        for text in cluster.names:
            if text.lower() == surname:
                continue
            part, *others = parse_person(text).parts
            if not others and part.plain != surname and not is_known_given(part):
                yield surname_root(part)
        for name in cluster.full_names:
            for nickname in name.nicknames:
                yield surname_root(nickname)
