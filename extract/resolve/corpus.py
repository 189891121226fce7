"""From the mentions of many articles to entities, links and decisions: `resolve`."""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from extract.resolve.article import cluster_article
from extract.resolve.clusters import Cluster, ContextKey, Judged
from extract.resolve.names import is_known_given, parse_person
from extract.resolve.people import link_people
from extract.resolve.reviewed import Reviewed, Ruling, notes_of
from extract.resolve.things import link_agencies, link_places
from extract.schemas import (
    ENTITY_LABELS,
    Alias,
    ArticleMentions,
    Decision,
    Entity,
    Label,
    Resolution,
    ReviewedDecision,
    content_id,
)

#: Context that stands in more articles than this, and in more than `COMMON_SHARE` of them, is
#: common: sharing it supports no match. Lower is stricter.
COMMON_ARTICLES = 20
COMMON_SHARE = 0.05
#: Most roles that a person's entity lists.
MAX_ROLES = 10

#: The clusters of one entity, and what its id derives from.
_Grouped = tuple[Label, Sequence[Cluster], str]


def resolve(
    articles: Iterable[ArticleMentions],
    *,
    reviewed: Iterable[ReviewedDecision] = (),
    note: Callable[[str], None] = lambda _words: None,
) -> Resolution:
    """Decide which mentions of which articles name one person, agency or place.

    Args:
        articles: the articles in any order; of two with one id the first counts.
        reviewed: what people have decided, in any order; it stands above every rule and score.
        note: is told, in words, which of the decisions do not apply to these articles.

    Returns:
        Entities in order of id, the entity of every PERSON, AGENCY and LOCATION mention, and all
        decisions: matches, and the pairs that came close. The outcome does not depend on the order
        of `articles`.

    Raises:
        DecisionError: two of the reviewed decisions contradict each other.
    """
    decided = Reviewed(reviewed)
    with _collector_paused():
        groups, judged, rulings = _grouped(articles, decided)
        entities = [_entity(label, group, identity) for label, group, identity in groups]
        for label, ruling in rulings.items():
            numbers = [number for number, group in enumerate(groups) if group[0] == label]
            shown, why = ruling.shown_names([groups[number][1] for number in numbers])
            judged += why
            for place, name in shown.items():
                number = numbers[place]
                entities[number] = entities[number].model_copy(update={"name": name})
        links = _links(groups)
        for words in notes_of(rulings.values()):
            note(words)
        return Resolution(
            entities=tuple(sorted(entities, key=lambda entity: entity.id)),
            links=dict(sorted(links.items())),
            decisions=_decisions(judged, links),
        )


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause the garbage collector: it would go through millions of objects, again and again.

    Nothing here refers to itself in a circle, so nothing is left behind; a third of the time is.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def entity_links(articles: Iterable[ArticleMentions]) -> dict[str, str]:
    """Return the entity of every PERSON, AGENCY and LOCATION mention, as `resolve` links them."""
    return _links(_grouped(articles)[0])


def _links(groups: Iterable[_Grouped]) -> dict[str, str]:
    return {
        mention: _entity_id(label, identity)
        for label, group, identity in groups
        for cluster in group
        for mention in cluster.mentions
    }


def _grouped(
    articles: Iterable[ArticleMentions], reviewed: Reviewed | None = None
) -> tuple[list[_Grouped], list[Judged], dict[Label, Ruling]]:
    """Return the clusters of each entity, every judgement that led to them, and what was ruled."""
    reviewed = reviewed or Reviewed()
    by_id: dict[str, ArticleMentions] = {}
    for article in articles:
        by_id.setdefault(article.id, article)
    judged: list[Judged] = []
    clusters: defaultdict[str, list[Cluster]] = defaultdict(list)
    apart: set[frozenset[str]] = set()
    for identity in sorted(by_id):
        found = cluster_article(by_id[identity], reviewed)
        judged += found.judged
        apart |= found.apart
        for cluster in found.clusters:
            clusters[cluster.label].append(cluster)
    common = _common_context(clusters, len(by_id))
    rulings = {label: reviewed.among(label, clusters[label]) for label in ENTITY_LABELS}
    people, people_judged = link_people(
        clusters["PERSON"], frozenset(apart), common, rulings["PERSON"]
    )
    agencies, agencies_judged = link_agencies(clusters["AGENCY"], common, rulings["AGENCY"])
    places, places_judged = link_places(clusters["LOCATION"], rulings["LOCATION"])
    groups: list[_Grouped] = [
        *(("PERSON", group, identity) for group, identity in _people_identities(people)),
        *(("AGENCY", thing.clusters, thing.identity) for thing in agencies),
        *(("LOCATION", thing.clusters, thing.identity) for thing in places),
    ]
    judged += [*people_judged, *agencies_judged, *places_judged]
    if reviewed.decisions:
        judged = [each for each in judged if not rulings[each.label].overrides(each)]
        judged = [each for ruling in rulings.values() for each in ruling.judged] + judged
    return groups, judged, rulings


def _common_context(clusters: dict[str, list[Cluster]], articles: int) -> frozenset[ContextKey]:
    limit = max(COMMON_ARTICLES, COMMON_SHARE * articles)
    if articles <= limit:
        return frozenset()
    seen: defaultdict[str, set[ContextKey]] = defaultdict(set)
    for group in clusters.values():
        for cluster in group:
            seen[cluster.article] |= cluster.context
    frequency = Counter(key for keys in seen.values() for key in keys)
    return frozenset(key for key, count in frequency.items() if count > limit)


def _people_identities(groups: Iterable[Sequence[Cluster]]) -> list[tuple[Sequence[Cluster], str]]:
    """Return what the id of each person derives from: the name, if it is one person's alone.

    A bare surname is never enough to be one person's, so there the first mention is added.
    """
    named = [(group, parse_person(_canonical("PERSON", group)).key) for group in groups]
    bearers = Counter(key for _, key in named)
    return [
        (
            group,
            key
            if bearers[key] == 1 and any(cluster.full_names for cluster in group)
            else "|".join((key, *min(cluster.id for cluster in group))),
        )
        for group, key in named
    ]


def _entity(label: Label, clusters: Sequence[Cluster], identity: str) -> Entity:
    counts: Counter[str] = Counter()
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for cluster in clusters:
        counts.update(cluster.names)
        for name in cluster.names:
            articles[name].add(cluster.article)
    aliases = tuple(
        Alias(name=name, count=counts[name], articles=len(articles[name]))
        for name in sorted(counts)
    )
    days = sorted(cluster.published for cluster in clusters if cluster.published)
    return Entity(
        id=_entity_id(label, identity),
        label=label,
        name=_canonical(label, clusters),
        aliases=aliases,
        attributes=_attributes(label, clusters),
        mentions=counts.total(),
        articles=len({cluster.article for cluster in clusters}),
        first_seen=days[0] if days else None,
        last_seen=days[-1] if days else None,
    )


def _entity_id(label: Label, identity: str) -> str:
    return f"{label.lower()}-{content_id(label, identity)}"


def _canonical(label: Label, clusters: Sequence[Cluster]) -> str:
    """Return the best attested spelling.

    Full names stand before surnames and acronyms; then most articles, most articles that say when
    they were published, most mentions, a given name that the word lists know, and the alphabet
    decide.
    """
    counts: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    dated: Counter[str] = Counter()
    for cluster in clusters:
        counts.update(cluster.names)
        articles.update(cluster.names.keys())
        if cluster.published:
            dated.update(cluster.names.keys())

    def rank(text: str) -> tuple[bool, int, int, int, bool, int, str]:
        if label == "PERSON":
            name = parse_person(text)
            less, unknown = not name.full, not (name.given and is_known_given(name.given))
        else:
            less, unknown = label == "AGENCY" and " " not in text and text.isupper(), False
        attested = -articles[text], -dated[text], -counts[text]
        return less, *attested, unknown, -len(text.split()), text

    return min(counts, key=rank) if len(counts) > 1 else next(iter(counts))


def _attributes(label: Label, clusters: Sequence[Cluster]) -> dict[str, tuple[str, ...]]:
    def ranked(counters: Iterable[Counter[str]]) -> tuple[str, ...]:
        total: Counter[str] = Counter()
        for counter in counters:
            total.update(counter)
        return tuple(sorted(total, key=lambda word: (-total[word], word)))

    if label == "PERSON":
        return {"roles": ranked(cluster.roles for cluster in clusters)[:MAX_ROLES]}
    attributes = {
        "types": ranked(cluster.types for cluster in clusters),
        "countries": ranked(cluster.countries for cluster in clusters),
    }
    if label == "AGENCY":
        attributes["acronyms"] = ranked(cluster.acronyms for cluster in clusters)
    return attributes


def _decisions(judged: Iterable[Judged], links: dict[str, str]) -> tuple[Decision, ...]:
    """Return one decision per pair of names, rule and article, in order of id."""
    found: dict[str, Decision] = {}
    for each in judged:
        decision = each.as_decision(links)
        found.setdefault(decision.id, decision)
    return tuple(found[identity] for identity in sorted(found))
