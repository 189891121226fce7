"""The same person in different articles: normalise → block → compare → decide.

Start with `FullNames` and `link_people`. Clusters whose full name has one key are one *bearer*.
Bearers are compared only where `candidates` lets them meet, joined best pair first, and never by a
chain: two groups join only if *every* pair of their names may be one person. A difference that
names alone cannot settle needs a shared context; without it the pair is kept as `unsure`. Whom a
single name means is the business of `single_names`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from extract.knowledge import ContextKey
from extract.resolve.candidates import Candidates, Surnames
from extract.resolve.clusters import SUPPORT, Cluster, Contexts, Judged, Surroundings, has_new
from extract.resolve.compare import NameJudgement, judge_people, say
from extract.resolve.groups import Bearer, Group
from extract.resolve.judging import judge_candidates, judge_pair
from extract.resolve.lives import is_common
from extract.resolve.names import PersonName, given_kinship
from extract.resolve.namesakes import by_life, shared_names
from extract.resolve.pool import Helpers
from extract.resolve.reviewed import RULE, Ruling, reason_of
from extract.resolve.single_names import join_single_names

#: Circles of one name, for the first of its bearers and for each that is expected beside, from
#: which on they are no sign of several people: who is known everywhere is in everybody's company.
CIRCLES = 10
#: Rules under which a name says less than the other: "J. Smith", "John Smith" for "John Q. Smith".
LESS_SAID = frozenset({"initials", "middle-name-missing"})


#: Two names that may be one person's, by their positions, and what they say.
_Close = tuple[int, int, NameJudgement]


@dataclass(frozen=True, slots=True)
class _Pair:
    a: Bearer
    b: Bearer
    judgement: NameJudgement
    needs_context: bool


class FullNames:
    """The full names of a corpus, and what they say of each other.

    That hangs on nothing else, so helpers begin with it at once.

    Args:
        clusters: the PERSON clusters.
        helpers: who judges pairs of names, if they are many.

    Attributes:
        whole: who bears each name, as if it were one person; by surname, so that what is alike is
            worked out by one process, and is still at hand.
        candidates: the names that are worth comparing.
    """

    def __init__(self, clusters: Iterable[Cluster], helpers: Helpers) -> None:
        of_key: defaultdict[str, list[Cluster]] = defaultdict(list)
        for cluster in clusters:
            if cluster.full_names and not cluster.several:
                of_key[cluster.full_names[0].key].append(cluster)
        self.whole = [Bearer.of(key, own) for key, own in of_key.items()]
        self.whole.sort(key=lambda each: (each.name.surname.folded, each.key))
        new = frozenset(number for number, each in enumerate(self.whole) if each.is_new)
        self.candidates = Candidates([each.name for each in self.whole], new)
        self._judged = judge_candidates(self.candidates, helpers)
        self._helpers = helpers

    def judged(self) -> Iterator[tuple[int, int, NameJudgement | None]]:
        """Yield what two names say, by their positions, for the first time; then helpers rest."""
        yield from self._judged
        self._helpers.rest()


def link_people(
    clusters: Sequence[Cluster],
    names: FullNames,
    apart: frozenset[frozenset[str]],
    contexts: Contexts,
    ruling: Ruling,
) -> tuple[list[list[Cluster]], list[Judged]]:
    """Bring the person clusters of many articles together.

    Args:
        clusters: the PERSON clusters of articles, and what is known of earlier entities, in order
            of id.
        names: their full names.
        apart: pairs of full-name keys that an article shows to be two people.
        contexts: what stands around clusters.
        ruling: what people have decided of `clusters`.

    Returns:
        The clusters of each person, and the judgements across articles: matches, and the pairs
        that came close.
    """
    linker = _Linker(apart, contexts, ruling)
    linker.join_full_names(names)
    decided = {cluster.id for unit in ruling.units for cluster in unit}
    single = [c for c in clusters if (c.several or not c.full_names) and c.id not in decided]
    nobodys, judged = join_single_names(single, linker.groups, linker.surnames, contexts, ruling)
    return [group.clusters for group in (*linker.groups, *nobodys)], linker.judged + judged


class _Linker:
    def __init__(
        self,
        apart: frozenset[frozenset[str]],
        contexts: Contexts,
        ruling: Ruling,
    ) -> None:
        self.apart = apart
        #: Those of whose name is any of `apart`: few.
        self._torn = frozenset[str]().union(*apart)
        self.contexts = contexts
        self.ruling = ruling
        self.surnames = Surnames(())
        self.groups: list[Group] = []
        self.judged: list[Judged] = []
        self._compared: dict[tuple[str, str], NameJudgement] = {}

    def join_full_names(self, names: FullNames) -> None:
        bearers_of = list(self._parted(names.whole))
        bearers = [bearer for own in bearers_of for bearer in own]
        group_of = {
            bearer.key: Group([bearer], self.contexts, marks=self.ruling.marks(bearer.clusters))
            for bearer in bearers
        }
        self._join_known(bearers, group_of)
        self._join_aliases(bearers, group_of)
        unnamed = self._join_decided(group_of)
        ranked = self._ranked(self._close(names, bearers_of), bearers_of)
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

    def _parted(self, names: Sequence[Bearer]) -> Iterator[Sequence[Bearer]]:
        """Yield the bearers of each full name: one, or more of one that many may bear."""
        shared = shared_names(each.name for each in names)
        asked = (e for e in names if e.is_new and (e.key in shared or _entities(e.clusters) > 1))
        self.contexts.expect(cluster for each in asked for cluster in each.clusters)
        for whole in names:
            key, own = whole.key, whole.clusters
            if len(own) == 1:
                yield (whole,)
                continue
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
            yield (
                (whole,)
                if len(parts) == 1
                else [
                    Bearer.of(
                        key if number == 1 else f"{key} ({number})",
                        sorted(part, key=lambda cluster: cluster.id),
                    )
                    for number, part in enumerate(parts, 1)
                ]
            )

    def _by_life(self, clusters: Sequence[Cluster], *, torn: bool) -> list[list[Cluster]]:
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

    def _ranked(
        self, pairs: Sequence[_Close], bearers_of: Sequence[Sequence[Bearer]]
    ) -> list[_Pair]:
        """Return the pairs worth a decision, the surest last."""
        narrower: defaultdict[int, list[PersonName]] = defaultdict(list)
        for first, second, judgement in pairs:
            if judgement.rule in LESS_SAID:
                narrower[first].append(bearers_of[second][0].name)
                narrower[second].append(bearers_of[first][0].name)

        @cache
        def torn(number: int) -> bool:
            """Whether the names that say less, or more, than that at `number` are several's."""
            return any(
                # What is kept is no such pair, whatever else it is.
                _pair_key(x, y) not in self._compared and judge_pair(x, y).verdict == "no_match"
                for x, y in combinations(narrower[number], 2)
            )

        ranked = []
        for first, second, judgement in pairs:
            ours, theirs = bearers_of[first], bearers_of[second]
            if ours[0].key > theirs[0].key:
                ours, theirs = theirs, ours
            needs_context = (
                not judgement.plain
                or _is_weak(ours[0].name, theirs[0].name)
                or (judgement.rule in LESS_SAID and (torn(first) or torn(second)))
            )
            ranked += [
                _Pair(x, y, judgement, needs_context)
                for x, y in product(ours, theirs)
                if x.is_new or y.is_new
            ]
        ranked.sort(
            key=lambda p: (p.needs_context, -p.judgement.score, p.a.key, p.b.key), reverse=True
        )
        return ranked

    def _close(self, names: FullNames, bearers_of: Sequence[Sequence[Bearer]]) -> list[_Close]:
        """Return which names may be one person's, by their positions, and what they say."""
        candidates = names.candidates
        pairs: list[_Close] = []
        for first, second, names_say in names.judged():
            a, b = candidates.names[first], candidates.names[second]
            judgement = self._told_apart(a, b) or names_say
            if judgement is None:
                continue
            self._keep(a, b, judgement)
            if judgement.verdict != "no_match":
                pairs.append((first, second, judgement))
            elif candidates.relatives:
                self._note(bearers_of[first][0], bearers_of[second][0], judgement)
        self.surnames = candidates.surnames
        return pairs

    def _compare(self, a: PersonName, b: PersonName) -> NameJudgement:
        if (known := self._compared.get(_pair_key(a, b))) is not None:
            return known
        judgement = self._told_apart(a, b) or judge_pair(a, b)
        self._keep(a, b, judgement)
        return judgement

    def _keep(self, a: PersonName, b: PersonName, judgement: NameJudgement) -> None:
        if judgement.verdict != "no_match":  # most pairs are none, and few are asked for again
            self._compared[_pair_key(a, b)] = judgement

    def _told_apart(self, a: PersonName, b: PersonName) -> NameJudgement | None:
        if a.key == b.key:
            counter = ("bearers of this name were told apart",)
            return NameJudgement("no_match", 0.0, "namesakes", (), counter, same_surname=True)
        if a.key not in self._torn or frozenset((a.key, b.key)) not in self.apart:
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
            is_pair = a is pair.a and b is pair.b
            across = judgement if is_pair else self._compare(a.name, b.name)
            if across.verdict != "match" and not self._known_as(a, b, one, two):
                against = f"{a.name.text} and {b.name.text} would be one: {across.reason}"
                counter = (*judgement.counter, against)
                doubt = judgement._replace(
                    verdict="unsure", score=0.5, rule="no-chaining", counter=counter
                )
                self._note(pair.a, pair.b, doubt)
                one.refused |= {two}
                two.refused |= {one}
                return False
        clash = one.life.clash(two.life, common=is_common(pair.a.name))
        if clash is not None and clash.hard:
            counter = (*judgement.counter, clash.words)
            parted = judgement._replace(
                verdict="no_match", score=0.0, rule=clash.rule, counter=counter
            )
            self._note(pair.a, pair.b, parted)
            return False
        support = one.surroundings.support(two.surroundings)
        judgement = judgement._replace(evidence=(*judgement.evidence, *support.evidence))
        if (pair.needs_context or clash is not None) and support.score < SUPPORT:
            told = () if clash is None else (clash.words,)
            counter = (*judgement.counter, *told, "no context in common that decides")
            score = min(judgement.score, 0.6)
            judgement = judgement._replace(verdict="unsure", score=score, counter=counter)
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
        return any(
            self._compare(x.name, y.name).verdict == "match" for x, y in product(ours, theirs)
        )

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


def _pair_key(a: PersonName, b: PersonName) -> tuple[str, str]:
    return (a.text, b.text) if a.text < b.text else (b.text, a.text)


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


def _join(group_of: dict[str, Group], one: Group, two: Group) -> None:
    """Make `two` part of `one`."""
    one.absorb(two)
    group_of.update((bearer.key, one) for bearer in two.bearers)
