"""Who is who inside one article: mentions of one person, agency or place come together.

`cluster_article` is the entry. People are the business of `article_people`, agencies of
`article_bodies`; places come together by one gazetteer id or name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from extract.knowledge import ContextKey
from extract.resolve.article_aliases import joined_by_alias
from extract.resolve.article_bodies import cluster_bodies
from extract.resolve.article_people import People
from extract.resolve.bodies import parse_body, place_key
from extract.resolve.clusters import Cluster, Judged, reference_of
from extract.resolve.names import lexicon, parse_person
from extract.resolve.reviewed import Reviewed
from extract.schemas import AgencyValue, ArticleMentions, LocationValue, Mention
from extract.values.places import type_of_word

#: A country is what an article is mostly about from this share of its bodies and places on.
HOME_SHARE = 0.5
#: The most repeated words that stand for the topic of an article.
TOPIC_WORDS = 12

_TOPIC_WORD = re.compile(r"[a-z][a-z-]{4,}")


@dataclass(frozen=True)
class ArticleClusters:
    """The clusters of one article in order of id, and every judgement that led to them.

    `apart` holds pairs of full-name keys that the article shows to be two people.
    """

    clusters: tuple[Cluster, ...]
    judged: tuple[Judged, ...]
    apart: frozenset[frozenset[str]]


def cluster_article(article: ArticleMentions, reviewed: Reviewed | None = None) -> ArticleClusters:
    """Bring the mentions of one article together.

    Args:
        article: its text and mentions; DATE and COUNT mentions are ignored.
        reviewed: what people have decided about names.

    Returns:
        One cluster per person, agency and place, with its context, and the judgements.
    """
    by_label: dict[str, list[Mention]] = defaultdict(list)
    in_order = sorted(article.mentions, key=attrgetter("start", "end", "id"))
    for mention in in_order:
        by_label[mention.label].append(mention)
    people = People(article)
    people.read(by_label["PERSON"])
    bodies, body_judged = cluster_bodies(article, by_label["AGENCY"])
    groups: list[list[Mention]] = [
        *people.groups(),
        *bodies,
        *joined_by_alias(article.text, _cluster_places(by_label["LOCATION"]), _named_otherwise),
    ]
    groups = [group for group in groups if group]
    if reviewed is not None:
        groups = reviewed.parted(article.id, groups)
    groups.sort(key=_first_id)
    clusters = tuple(
        Cluster.of(article, group, unclear=group[0].id in people.either) for group in groups
    )
    home = _home(by_label["AGENCY"] + by_label["LOCATION"])
    keys = [context_key(cluster) for cluster in clusters]
    topic = _topic(article.text, in_order)
    everything = frozenset(map(shared_key, (*filter(None, keys), *topic)))
    namesakes = _namesakes(everything)
    for cluster, key in zip(clusters, keys, strict=True):
        cluster.around = everything
        cluster.own = _own(cluster, key, namesakes)
        cluster.home = home
    return ArticleClusters(clusters, tuple(people.judged + body_judged), frozenset(people.apart))


def _first_id(group: Sequence[Mention]) -> str:
    return group[0].id if len(group) == 1 else min([mention.id for mention in group])


@lru_cache(maxsize=200_000)
def shared_key(key: ContextKey) -> ContextKey:
    """Return the one object that stands for an item of context in all articles."""
    return key


@lru_cache(maxsize=200_000)
def shared_keys(keys: tuple[ContextKey, ...]) -> tuple[ContextKey, ...]:
    """Return the one object that stands for a few such items, which are often the same."""
    return tuple(map(shared_key, keys))


def context_key(cluster: Cluster) -> ContextKey | None:
    """Return what a cluster is to the others of its article, or None where it says too little."""
    if cluster.label == "PERSON":
        return ("person", cluster.full_names[0].key) if cluster.full_names else None
    if cluster.label == "AGENCY":
        body = parse_body(cluster.name)
        if cluster.reference is None and body.generic:
            return None
        return "agency", cluster.reference or " ".join(
            filter(None, (body.key, body.part, cluster.country))
        )
    if "country" in cluster.types:
        return "country", cluster.country or place_key(cluster.name)
    return "place", cluster.reference or place_key(cluster.name)


def _namesakes(everything: Iterable[ContextKey]) -> Mapping[str, set[ContextKey]]:
    """Return the people whose full name has a word, by word."""
    namesakes: defaultdict[str, set[ContextKey]] = defaultdict(set)
    for key in everything:
        if key[0] == "person":
            for word in key[1].split():
                namesakes[word].add(key)
    return namesakes


def _own(
    cluster: Cluster, key: ContextKey | None, namesakes: Mapping[str, set[ContextKey]]
) -> tuple[ContextKey, ...]:
    """Return what of the context is the cluster itself: for a person, all who share the surname."""
    if cluster.label != "PERSON":
        return shared_keys((key,)) if key else ()
    # A relative does not tell one bearer of the surname from another.
    surnames = {name.surname.folded for name in cluster.full_names} or {
        part.folded for text in cluster.names for part in parse_person(text).parts
    }
    found = set[ContextKey]().union(*(namesakes.get(surname, ()) for surname in surnames))
    return shared_keys(tuple(sorted(found)))


def _topic(text: str, mentions: Sequence[Mention]) -> frozenset[ContextKey]:
    """Return the words that an article repeats outside its names: what it is about."""
    outside, end = [], 0
    for mention in mentions:
        outside.append(text[end : mention.start])
        end = max(end, mention.end)
    outside.append(text[end:])
    counts = Counter(_TOPIC_WORD.findall(" ".join(outside).casefold()))
    stop = lexicon("topic_stop")
    repeated = [word for word, count in counts.items() if count > 1 and word not in stop]
    repeated.sort(key=lambda word: (-counts[word], word))
    return frozenset(("word", word) for word in repeated[:TOPIC_WORDS])


def _home(mentions: Iterable[Mention]) -> str | None:
    countries = Counter(
        mention.value.country
        for mention in mentions
        if isinstance(mention.value, AgencyValue | LocationValue) and mention.value.country
    )
    if not countries:
        return None
    country = min(countries, key=lambda code: (-countries[code], code))
    return country if countries[country] > HOME_SHARE * countries.total() else None


def _country_of(mention: Mention) -> str | None:
    return mention.value.country if isinstance(mention.value, LocationValue) else None


def _may_be_one(a: Mention, b: Mention) -> bool:
    """Return whether country and type of two places of one name agree, as far as they are known."""
    countries = {_country_of(a), _country_of(b)} - {None}
    types = {m.value.type for m in (a, b) if isinstance(m.value, LocationValue)}
    return len(countries) < 2 and not {"city", "region"} <= types


def _named_otherwise(a: Mention, b: Mention) -> bool:
    """Return whether two names may be one place's: the gazetteer knows one of them at most."""
    return _may_be_one(a, b) and None in {reference_of(a), reference_of(b)}


def _place_keys(mentions: Iterable[Mention]) -> Mapping[str, str]:
    """Return under which key the names of places meet: no spaces ("Yan Kuzo" is Yankuzo).

    And with its type word, where the article has one full name for it alone: "the Bolan" is the
    Bolan Pass, if it has no id of its own and is of that type.
    """
    keys: dict[str, str] = {}
    kinds: dict[str, set[str | None]] = defaultdict(set)
    for mention in mentions:
        key = keys[mention.text] = place_key(mention.text).replace(" ", "")
        kind = mention.value.type if isinstance(mention.value, LocationValue) else None
        kinds[key].add(kind if reference_of(mention) is None else "known")
    full: dict[str, set[str]] = defaultdict(set)
    for text, key in keys.items():
        *short, word = text.split()
        kind = type_of_word("after").get(word)
        called = place_key(" ".join(short)).replace(" ", "")
        if kind in {"natural", "facility"} and kinds.get(called) == {kind}:
            full[called].add(key)
    alone = {short: longs.pop() for short, longs in full.items() if len(longs) == 1}
    return {text: alone.get(key, key) for text, key in keys.items()}


def _cluster_places(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Bring places together: by gazetteer id, else by name."""
    if len(mentions) == 1:
        return [list(mentions)]
    keys = _place_keys(mentions)
    by_name: dict[str, dict[str, Mention]] = defaultdict(dict)
    for mention in mentions:
        if (reference := reference_of(mention)) is not None:
            by_name[keys[mention.text]].setdefault(reference, mention)
    groups: dict[str, list[Mention]] = defaultdict(list)
    unplaced: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        reference = reference_of(mention)
        if reference is None:
            key = keys[mention.text]
            # A name without an id is the place of that name which has one, if only one has, and
            # no other country or type: the Riyadh of Khartoum is not the capital.
            known = by_name.get(key, {}).items()
            fitting = [each for each, place in known if _may_be_one(place, mention)]
            if len(fitting) != 1:
                unplaced[key].append(mention)
                continue
            reference = fitting[0]
        groups[reference].append(mention)
    for key, own in unplaced.items():
        several = len({_country_of(mention) for mention in own} - {None}) > 1
        for mention in own:
            groups[f"name:{key}|{_country_of(mention) if several else ''}"].append(mention)
    return list(groups.values())
