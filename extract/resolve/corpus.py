"""From the mentions of many articles to entities, links and decisions: `resolve`.

`Resolved` is one entity in the making, whether all articles are resolved at once (`resolve`,
`resolve_whole`) or new ones beside what a database remembers (`growth.grow`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import NamedTuple, Self, TypeVar

from extract.collector import collector_paused
from extract.knowledge import ContextKey, Knowledge, Known, Memory, Remembered
from extract.resolve.clusters import Cluster, Contexts, Judged
from extract.resolve.copies import join_copies
from extract.resolve.identity import Claim, entity_id, lasting_ids
from extract.resolve.names import is_known_given, parse_person
from extract.resolve.people import FullNames, link_people
from extract.resolve.pool import Helpers, Report, silent
from extract.resolve.processes import cluster_articles
from extract.resolve.remember import blocks_of, surname_keys
from extract.resolve.reviewed import Reviewed, Ruling, notes_of
from extract.resolve.things import Thing, link_agencies, link_places
from extract.schemas import (
    ENTITY_LABELS,
    Alias,
    ArticleMentions,
    Decision,
    Entity,
    Label,
    Resolution,
    ReviewedDecision,
)

#: Context that stands in more articles than this, and in more than `COMMON_SHARE` of them, is
#: common: sharing it supports no match. Lower is stricter.
COMMON_ARTICLES = 20
COMMON_SHARE = 0.05
#: Most roles that a person's entity lists.
MAX_ROLES = 10


_Item = TypeVar("_Item")
_Tally = dict[str, int]


@dataclass(frozen=True, slots=True)
class Resolved:
    """One entity: its clusters, in order of id, and what an id of it derives from.

    `name` is the best attested spelling in the clusters, if it was looked for, and `spellings` are
    all of them, if they had to be counted for that.
    """

    label: Label
    clusters: Sequence[Cluster]
    identity: str
    reference: str | None = None
    name: str | None = None
    spellings: Spellings | None = None

    @property
    def earlier(self) -> list[str]:
        """The ids of the earlier entities in it."""
        return list(dict.fromkeys(c.entity for c in self.clusters if c.entity is not None))

    @property
    def unchanged(self) -> bool:
        """Whether it is an earlier entity, and nothing else."""
        return len(self.earlier) == 1 and not self.mentions

    @property
    def mentions(self) -> list[str]:
        """The ids of its mentions, as far as articles were looked at."""
        return [
            mention
            for cluster in self.clusters
            if cluster.entity is None
            for mention in cluster.mentions
        ]


@dataclass(slots=True)
class Found:
    """What was found in articles, one by one: their clusters, and what came with them."""

    clusters: defaultdict[Label, list[Cluster]] = field(default_factory=lambda: defaultdict(list))
    judged: list[Judged] = field(default_factory=list)
    apart: set[frozenset[str]] = field(default_factory=set)
    contexts: dict[str, frozenset[ContextKey]] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)

    def read(
        self,
        articles: Iterable[ArticleMentions],
        reviewed: Reviewed,
        helpers: Helpers,
        *,
        total: int | None = None,
    ) -> None:
        """Resolve the mentions within each article; of two with one id the first counts.

        The clusters are in order of id, in whatever order articles come.

        Args:
            articles: the articles.
            reviewed: what people have decided about names.
            helpers: who shares the work.
            total: how many articles there are, for reports.
        """
        due = self._due(articles)
        clusters_of: dict[str, Sequence[Cluster]] = {}
        for article, found in cluster_articles(due, reviewed, helpers, total=total):
            self.judged += found.judged
            self.apart |= found.apart
            self.contexts[article] = found.clusters[0].around if found.clusters else frozenset()
            clusters_of[article] = found.clusters
        for article in sorted(clusters_of):
            for cluster in clusters_of.pop(article):
                self.clusters[cluster.label].append(cluster)

    def _due(self, articles: Iterable[ArticleMentions]) -> Iterator[ArticleMentions]:
        """Yield the first article of each id; take note of copies."""
        known = set[str]()
        for article in articles:
            if article.id not in known:
                known.add(article.id)
                if article.story is not None:
                    self.copies[article.id] = article.story
                yield article

    def common(self) -> frozenset[ContextKey]:
        """Return the context that too many of the articles share to say anything."""
        # Ten prints of one report do not make what it names common.
        stories = len(self.contexts) - len(self.copies)
        limit = common_from(stories)
        if stories <= limit:
            return frozenset()
        frequency = Counter(
            key
            for article, keys in self.contexts.items()
            if article not in self.copies
            for key in keys
        )
        return frozenset(key for key, count in frequency.items() if count > limit)


def common_from(articles: int) -> float:
    """Return in how many of so many articles something may stand without being common."""
    return max(COMMON_ARTICLES, COMMON_SHARE * articles)


def resolve(
    articles: Iterable[ArticleMentions],
    *,
    reviewed: Iterable[ReviewedDecision] = (),
    note: Callable[[str], None] = lambda _words: None,
    workers: int = 1,
) -> Resolution:
    """Decide which mentions of which articles name one person, agency or place.

    Args:
        articles: the articles in any order; of two with one id the first counts.
        reviewed: what people have decided, in any order; it stands above every rule and score.
        note: is told, in words, which of the decisions do not apply to these articles.
        workers: how many processes; beyond 1, others share the work on a large corpus.

    Returns:
        Entities in order of id, the entity of every PERSON, AGENCY and LOCATION mention, and all
        decisions: matches, and the pairs that came close. The outcome does not depend on the order
        of `articles`.

    Raises:
        DecisionError: two of the reviewed decisions contradict each other.
    """
    decided = Reviewed(reviewed)
    with collector_paused():
        with Helpers(workers) as helpers:
            found, groups, rulings = _resolved(articles, decided, helpers)
        shown = _shown_names(found, groups, rulings, note)
        ids = [entity_id(group.label, group.identity) for group in groups]
        links = links_of(groups, ids)
        # What is made of it takes the place of what was found, a piece at a time.
        judged = found.judged
        del found, rulings
        entities = [
            _shown(_entity(group, identity)[0], shown.get(number))
            for number, (group, identity) in enumerate(zip(_emptied(groups), ids, strict=True))
        ]
        entities.sort(key=lambda entity: entity.id)
        decisions = decisions_of(_emptied(judged), links)
        return Resolution.trusted(entities=tuple(entities), links=links, decisions=decisions)


def entity_links(articles: Iterable[ArticleMentions]) -> dict[str, str]:
    """Return the entity of every PERSON, AGENCY and LOCATION mention, as `resolve` links them."""
    _, groups, _ = _resolved(articles, Reviewed(), Helpers())
    return links_of(groups, [entity_id(group.label, group.identity) for group in groups])


def resolve_whole(
    memory: Memory,
    *,
    reviewed: Iterable[ReviewedDecision] = (),
    note: Callable[[str], None] = lambda _words: None,
    workers: int = 1,
    report: Report = silent,
) -> Knowledge:
    """Resolve all articles of a database anew; entities keep the ids that they have there.

    Args:
        memory: the database.
        reviewed: what people have decided about names.
        note: is told what of these decisions does not apply, in words.
        workers: how many processes; see `resolve`.
        report: is told how far it is.

    Raises:
        DecisionError: two of the reviewed decisions contradict each other.
    """
    decided = Reviewed(reviewed)
    with collector_paused():
        with Helpers(workers, report) as helpers:
            articles, total = memory.articles(), sum(memory.counts())
            found, groups, rulings = _resolved(articles, decided, helpers, total=total)
        shown = _shown_names(found, groups, rulings, note)
        surnames = surname_keys(found.clusters["PERSON"])
        known = knowledge_of(found, groups, memory, memory.links(), surnames, shown=shown)
        return replace(known, reviewed=decided.digest)


def knowledge_of(
    found: Found,
    groups: Sequence[Resolved],
    memory: Memory,
    links: Mapping[str, str],
    surnames: Mapping[str, frozenset[str]],
    *,
    shown: Mapping[int, str] | None = None,
    earlier: Mapping[str, Known] | None = None,
) -> Knowledge:
    """Return what a database is to keep of resolved groups.

    Args:
        found: what the groups were made of.
        groups: the entities as they are now.
        memory: the database that they are for.
        links: the entity of each mention as it was; see `lasting_ids`.
        surnames: those in the articles, with their keys.
        shown: the names that groups were decided to be shown under, by position.
        earlier: the entities that `groups` add to; None if `groups` are all.
    """
    shown = shown or {}
    # Most entities that were met are as they were, and keep their ids.
    changed = {i: each for i, each in enumerate(groups) if not each.unchanged}
    claims = [
        Claim(group.label, group.identity, [m for c in group.clusters for m in c.mentions])
        for group in changed.values()
    ]
    if earlier is None:
        ages, taken = memory.ages(), memory.retired()
    else:
        ages = {each.id: each.born for each in earlier.values()}
        new = (group for group in changed.values() if not group.earlier)
        taken = memory.retired({entity_id(each.label, each.identity) for each in new})
        taken |= earlier.keys()
    ids, merged = lasting_ids(claims, links, ages, taken)
    new_links = links_of(changed.values(), ids)
    of_old = {old for group in changed.values() for old in group.earlier}
    old = {each.entity.id: each for each in memory.remembered(of_old)}
    remembered = [
        remember(group, identity, [old[i] for i in group.earlier], shown.get(number))
        for (number, group), identity in zip(changed.items(), ids, strict=True)
    ]
    known = new_links
    if earlier is not None:
        known = {**links, **_known_links(changed.values(), ids), **new_links}
    return Knowledge(
        whole=earlier is None,
        remembered=tuple(sorted(remembered, key=lambda each: each.entity.id)),
        links=new_links,
        decisions=decisions_of(found.judged, known),
        contexts=found.contexts,
        surnames=surnames,
        merged=merged,
    )


def _resolved(
    articles: Iterable[ArticleMentions],
    reviewed: Reviewed,
    helpers: Helpers,
    *,
    total: int | None = None,
) -> tuple[Found, list[Resolved], dict[Label, Ruling]]:
    found = Found()
    found.read(articles, reviewed, helpers, total=total)
    helpers.rest()  # what reading left in their memory is of little use to what comes
    rulings = {label: reviewed.among(label, found.clusters[label]) for label in ENTITY_LABELS}
    contexts = Contexts(found.common(), copies=frozenset(found.copies))
    groups = linked(found, contexts, rulings, helpers)
    if reviewed.decisions:
        kept = [each for each in found.judged if not rulings[each.label].overrides(each)]
        found.judged = [each for ruling in rulings.values() for each in ruling.judged] + kept
    return found, groups, rulings


def _shown_names(
    found: Found,
    groups: Sequence[Resolved],
    rulings: Mapping[Label, Ruling],
    note: Callable[[str], None],
) -> dict[int, str]:
    """Return the names that groups were decided to be shown under, by position."""
    names: dict[int, str] = {}
    for label, ruling in rulings.items():
        numbers = [number for number, group in enumerate(groups) if group.label == label]
        shown, judged = ruling.shown_names([groups[number].clusters for number in numbers])
        found.judged += judged
        names |= {numbers[place]: name for place, name in shown.items()}
    for words in notes_of(rulings.values()):
        note(words)
    return names


def _shown(entity: Entity, name: str | None) -> Entity:
    return entity if name is None else entity.model_copy(update={"name": name})


def linked(
    found: Found, contexts: Contexts, rulings: Mapping[Label, Ruling], helpers: Helpers
) -> list[Resolved]:
    """Bring the clusters of many articles together; the judgements go to `found`."""
    clusters = found.clusters
    names = FullNames(clusters["PERSON"], helpers)
    # Before people: helpers are at work.
    agencies, judged = link_agencies(clusters["AGENCY"], contexts, rulings["AGENCY"])
    found.judged += judged
    places, judged = link_places(clusters["LOCATION"], rulings["LOCATION"])
    found.judged += judged
    people, judged = link_people(
        clusters["PERSON"], names, frozenset(found.apart), contexts, rulings["PERSON"]
    )
    found.judged += judged
    persons = [clusters for _, clusters in _joined("PERSON", people, found, rulings)]
    return [
        *_resolved_people(persons),
        *_resolved_things("AGENCY", agencies, found, rulings),
        *_resolved_things("LOCATION", places, found, rulings),
    ]


def _resolved_things(
    label: Label, things: Sequence[Thing], found: Found, rulings: Mapping[Label, Ruling]
) -> Iterator[Resolved]:
    groups = [thing.clusters for thing in things]
    for places, clusters in _joined(label, groups, found, rulings):
        thing = things[places[0]]
        yield Resolved(label, clusters, thing.identity, thing.reference)


def _joined(
    label: Label,
    groups: Sequence[Sequence[Cluster]],
    found: Found,
    rulings: Mapping[Label, Ruling],
) -> Iterator[tuple[list[int], Sequence[Cluster]]]:
    """Yield the clusters that are one thing, also by copies, with the positions of their groups."""
    if not found.copies:
        yield from (([place], group) for place, group in enumerate(groups))
        return
    joined, judged = join_copies(label, groups, found.copies, rulings[label])
    found.judged += judged
    for places in joined:
        together = [cluster for place in places for cluster in groups[place]]
        yield places, sorted(together, key=lambda cluster: cluster.id)


def links_of(groups: Iterable[Resolved], ids: Iterable[str]) -> dict[str, str]:
    """Return the entity of every mention of the groups."""
    links: dict[str, str] = {}
    for group, identity in zip(groups, ids, strict=True):
        links.update(dict.fromkeys(group.mentions, identity))
    return links


def _known_links(groups: Iterable[Resolved], ids: Iterable[str]) -> dict[str, str]:
    """Return the entity of what stands for the mentions of earlier entities."""
    return {
        cluster.mentions[0]: identity
        for group, identity in zip(groups, ids, strict=True)
        for cluster in group.clusters
        if cluster.entity is not None
    }


def _resolved_people(groups: Sequence[Sequence[Cluster]]) -> Iterator[Resolved]:
    """Yield people, with what the id of each derives from: the name, if it is one person's alone.

    A bare surname is never enough to be one person's, so there the first mention is added.
    """
    identities = [next((c.identity for c in g if c.identity is not None), None) for g in groups]
    whose = list(zip(groups, identities, strict=True))
    best = [_best_name(group) for group, identity in whose if identity is None]
    keys = [parse_person(name).key for name, _ in best]
    bearers = Counter(keys)
    for group, identity in whose:
        # Most who are known are called nothing that somebody new is.
        if identity is not None and any(
            parse_person(name).key in bearers for cluster in group for name in cluster.names
        ):
            bearers[parse_person(_best_name(group)[0]).key] += 1
    named = zip(best, keys, strict=True)
    for group, identity in whose:
        if identity is not None:
            yield Resolved("PERSON", group, identity)
            continue
        (name, spellings), key = next(named)
        alone = bearers[key] == 1 and any(cluster.full_names for cluster in group)
        its_own = key if alone else "|".join((key, *min(cluster.id for cluster in group)))
        yield Resolved("PERSON", group, its_own, name=name, spellings=spellings)


def _best_name(people: Sequence[Cluster]) -> tuple[str, Spellings | None]:
    """Return the best attested spelling, and how all were counted if there is more than one."""
    first = people[0].names
    if len(first) == 1 and all(cluster.names.keys() == first.keys() for cluster in people):
        return next(iter(first)), None
    spellings = Spellings.of(people)
    return spellings.best("PERSON"), spellings


class Spellings(NamedTuple):
    """The spellings of one thing, counted.

    Attributes:
        mentions: how many mentions have each.
        articles: in how many articles it is.
        dated: in how many clusters of articles that say when they were published.
    """

    mentions: _Tally
    articles: _Tally
    dated: _Tally

    @classmethod
    def of(cls, clusters: Sequence[Cluster]) -> Self:
        """Count the spellings of clusters."""
        mentions: _Tally = {}
        articles: _Tally = {}
        dated: _Tally = {}
        met: set[tuple[str, str]] = set()
        for cluster in clusters:
            for name, count in cluster.names.items():
                mentions[name] = mentions.get(name, 0) + count
                if (where := (name, cluster.article)) not in met:
                    met.add(where)
                    articles[name] = articles.get(name, 0) + 1
                if cluster.published:
                    dated[name] = dated.get(name, 0) + 1
        return cls(mentions, articles, dated)

    def best(self, label: Label) -> str:
        """Return the best attested spelling.

        Full names stand before surnames and acronyms; then most articles, most articles that say
        when they were published, most mentions, a given name that the word lists know, and the
        alphabet decide.
        """

        def rank(text: str) -> tuple[bool, int, int, int, bool, int, str]:
            if label == "PERSON":
                name = parse_person(text)
                less, unknown = not name.full, not (name.given and is_known_given(name.given))
            else:
                less, unknown = label == "AGENCY" and " " not in text and text.isupper(), False
            attested = -self.articles[text], -self.dated.get(text, 0), -self.mentions[text]
            return less, *attested, unknown, -len(text.split()), text

        only, *others = self.mentions
        return min(self.mentions, key=rank) if others else only


def _add(tally: _Tally, counts: Mapping[str, int]) -> None:
    """Do as `Counter.update`, which for a handful takes three times as long."""
    for each, count in counts.items():
        tally[each] = tally.get(each, 0) + count


def remember(
    group: Resolved,
    identity: str,
    earlier: Sequence[Remembered] = (),
    shown: str | None = None,
) -> Remembered:
    """Return what a database is to keep of an entity whose id is `identity`.

    Args:
        group: its clusters.
        identity: its id.
        earlier: what was remembered of the entities that it was.
        shown: the name that it was decided to be shown under.
    """
    entity, tallies = _entity(group, identity, earlier)
    entity = _shown(entity, shown)
    names, acronyms = _met_by(entity, tallies)
    if all(cluster.unclear for cluster in group.clusters):
        names = set()  # so that no new name meets it
    before = [(old.identity, *_met_by(old.entity, old.tallies)) for old in earlier]
    is_met_as_before = before == [(group.identity, names, acronyms)]
    return Remembered(
        entity=entity,
        identity=group.identity,
        reference=group.reference,
        tallies={
            name: dict(sorted(tally.items())) for name, tally in sorted(tallies.items()) if tally
        },
        blocks=(
            None if is_met_as_before else blocks_of(group.label, names, acronyms, group.identity)
        ),
    )


def _met_by(entity: Entity, tallies: Mapping[str, Mapping[str, int]]) -> tuple[set[str], set[str]]:
    """Return the names and the acronyms by which new names meet an entity."""
    names = tallies.get("called") or [alias.name for alias in entity.aliases]
    return {*names}, {*tallies.get("acronyms", ())}


def _entity(
    group: Resolved, identity: str, earlier: Sequence[Remembered] = ()
) -> tuple[Entity, dict[str, _Tally]]:
    new = [cluster for cluster in group.clusters if cluster.entity is None]
    spellings = group.spellings or Spellings.of(new)
    tallies = _tallies(new, earlier, spellings)
    days = [cluster.published for cluster in new if cluster.published]
    for old in earlier:
        _add(spellings.mentions, {alias.name: alias.count for alias in old.entity.aliases})
        _add(spellings.articles, {alias.name: alias.articles for alias in old.entity.aliases})
        days += [day for day in (old.entity.first_seen, old.entity.last_seen) if day]
    entity = Entity.trusted(
        id=identity,
        label=group.label,
        name=(not earlier and group.name) or spellings.best(group.label),
        aliases=tuple(
            Alias.trusted(name=name, count=count, articles=spellings.articles[name])
            for name, count in sorted(spellings.mentions.items())
        ),
        attributes=_attributes(group.label, tallies),
        mentions=sum(spellings.mentions.values()),
        articles=len({cluster.article for cluster in new})
        + sum(old.entity.articles for old in earlier),
        stories=None,
        first_seen=min(days, default=None),
        last_seen=max(days, default=None),
    )
    return entity, tallies


def _tallies(
    new: Iterable[Cluster], earlier: Iterable[Remembered], spellings: Spellings
) -> dict[str, _Tally]:
    """Count what is counted of an entity: see `Remembered.tallies`."""
    tallies = defaultdict[str, _Tally](dict, dated=spellings.dated)
    for old in earlier:
        for name, tally in old.tallies.items():
            _add(tallies[name], tally)
    for cluster in new:
        if cluster.roles:
            _add(tallies["roles"], cluster.roles)
        if cluster.types:
            _add(tallies["types"], cluster.types)
        if cluster.countries:
            _add(tallies["countries"], cluster.countries)
        if cluster.acronyms:
            _add(tallies["acronyms"], cluster.acronyms)
        if cluster.births:
            _add(tallies["births"], cluster.births)
        if cluster.full_names:
            name = cluster.full_names[0].text
            _add(tallies["called"], {name: cluster.names[name]})
        if cluster.several:
            _add(tallies["several"], {cluster.name: 1})
    return tallies


def _attributes(label: Label, tallies: Mapping[str, _Tally]) -> dict[str, tuple[str, ...]]:
    def ranked(name: str) -> tuple[str, ...]:
        tally = tallies.get(name, {})
        return tuple(sorted(tally, key=lambda word: (-tally[word], word)))

    if label == "PERSON":
        return {"roles": ranked("roles")[:MAX_ROLES]}
    attributes = {"types": ranked("types"), "countries": ranked("countries")}
    if label == "AGENCY":
        attributes["acronyms"] = ranked("acronyms")
    return attributes


def _emptied(items: list[_Item]) -> Iterator[_Item]:
    """Yield the items of a list, in order, each of which leaves it."""
    items.reverse()
    while items:
        yield items.pop()


def decisions_of(judged: Iterable[Judged], links: Mapping[str, str]) -> tuple[Decision, ...]:
    """Return one decision per pair of names, rule and article, in order of id."""
    first: dict[tuple[str, ...], Judged] = {}
    for each in judged:
        first.setdefault(each.about, each)
    decisions = [first.pop(about).as_decision(about, links) for about in list(first)]
    decisions.sort(key=attrgetter("id"))
    return tuple(decisions)
