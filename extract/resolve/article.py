"""Who is who inside one article: mentions of one person, agency or place come together.

`cluster_article` is the entry. People are the business of `article_people`. Agencies come together
by one register id, one name, or an acronym and its long form; places by one gazetteer id or name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from extract.knowledge import ContextKey
from extract.resolve.article_people import People
from extract.resolve.blocks import Blocks, body_keys
from extract.resolve.bodies import (
    compare_bodies,
    is_acronym_of,
    is_lead_of,
    is_short_for,
    parse_body,
    place_key,
)
from extract.resolve.clusters import Cluster, Judged, display, reference_of
from extract.resolve.compare import NameJudgement, Verdict
from extract.resolve.names import lexicon, parse_person
from extract.resolve.reviewed import Reviewed
from extract.schemas import AgencyValue, ArticleMentions, LocationValue, Mention

#: A country is what an article is mostly about from this share of its bodies and places on.
HOME_SHARE = 0.5
#: The most repeated words that stand for the topic of an article.
TOPIC_WORDS = 12

#: Between a short name and the full one that explains it.
_APPOSITION = re.compile(r"(?:,|\s\()\s?(?:the\s)?")
#: Before a name that another body bears too.
_ANOTHER = re.compile(r"\b(?:another|other|second)\s$", re.IGNORECASE)
_ANOTHER_CHARS = 10
_TOPIC_WORD = re.compile(r"[a-z][a-z-]{4,}")


@dataclass(frozen=True)
class ArticleClusters:
    """The clusters of one article in text order, and every judgement that led to them.

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
    for mention in sorted(article.mentions, key=lambda m: (m.start, m.end, m.id)):
        by_label[mention.label].append(mention)
    people = People(article)
    people.read(by_label["PERSON"])
    bodies, body_judged = _cluster_bodies(article, by_label["AGENCY"])
    groups: list[list[Mention]] = [
        *people.groups(),
        *bodies,
        *_cluster_places(by_label["LOCATION"]),
    ]
    groups = [group for group in groups if group]
    if reviewed is not None:
        groups = reviewed.parted(article.id, groups)
    groups.sort(key=lambda group: (group[0].start, min(mention.id for mention in group)))
    clusters = tuple(
        Cluster.of(article, group, unclear=group[0].id in people.either) for group in groups
    )
    home = _home(by_label["AGENCY"] + by_label["LOCATION"])
    keys = [context_key(cluster) for cluster in clusters]
    everything = frozenset(shared_key(key) for key in (*filter(None, keys), *_topic(article)))
    namesakes = _namesakes(everything)
    for cluster, key in zip(clusters, keys, strict=True):
        cluster.around = everything
        cluster.own = _own(cluster, key, namesakes)
        cluster.home = home
    return ArticleClusters(clusters, tuple(people.judged + body_judged), frozenset(people.apart))


@lru_cache(maxsize=200_000)
def shared_key(key: ContextKey) -> ContextKey:
    """Return the one object that stands for an item of context in all articles."""
    return key


@lru_cache(maxsize=200_000)
def shared_keys(keys: frozenset[ContextKey]) -> frozenset[ContextKey]:
    """Return the one object that stands for a set of such items, small and often the same."""
    return keys


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
) -> frozenset[ContextKey]:
    """Return what of the context is the cluster itself: for a person, all who share the surname."""
    if cluster.label != "PERSON":
        return shared_keys(frozenset((key,))) if key else frozenset()
    # A relative does not tell one bearer of the surname from another.
    surnames = {name.surname.folded for name in cluster.full_names} or {
        part.folded for text in cluster.names for part in parse_person(text).parts
    }
    return shared_keys(
        frozenset[ContextKey]().union(*(namesakes.get(surname, ()) for surname in surnames))
    )


def _topic(article: ArticleMentions) -> frozenset[ContextKey]:
    """Return the words that the article repeats outside its names: what it is about."""
    outside, end = [], 0
    for mention in sorted(article.mentions, key=lambda m: m.start):
        outside.append(article.text[end : mention.start])
        end = max(end, mention.end)
    outside.append(article.text[end:])
    counts = Counter(_TOPIC_WORD.findall(" ".join(outside).casefold()))
    repeated = [word for word in counts if counts[word] > 1 and word not in lexicon("topic_stop")]
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


def _cluster_bodies(
    article: ArticleMentions, mentions: Sequence[Mention]
) -> tuple[list[list[Mention]], list[Judged]]:
    """Bring agencies together: by register id, by name, and acronyms with their long forms."""
    named: dict[tuple[str, str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        country = mention.value.country if isinstance(mention.value, AgencyValue) else None
        key = display(mention.text), mention.reference or "", country or ""
        named[key].append(mention)
    groups: list[list[Mention]] = []
    judged: list[Judged] = []
    blocks = Blocks()
    leads = _company_leads(mentions)
    # The registered and the longer names first: what is shorter then has something to mean.
    order = sorted(named.items(), key=lambda item: (not item[0][1], -len(item[0][0]), item[0]))
    for (name, _, _), mine in order:
        keys = set[str]().union(*map(body_keys, mine))
        fitting = [
            (number, judgement)
            for number in sorted(blocks.under(keys))
            if (judgement := _judge_bodies(groups[number], mine)) is not None
            and judgement.verdict == "match"
        ]
        sure = [item for item in fitting if item[1].plain]
        fitting = sure if len(sure) == 1 else fitting
        fitting = fitting or _named_in_full(groups, mine, leads)
        for number, judgement in fitting:
            other = display(groups[number][0].text)
            verdict: Verdict = "match" if len(fitting) == 1 else "unsure"
            if name != other:
                judged.append(
                    Judged(
                        "AGENCY",
                        name,
                        other,
                        verdict,
                        judgement.rule if len(fitting) == 1 else "several-fit",
                        judgement.score if len(fitting) == 1 else 0.5,
                        judgement.reason,
                        article.id,
                        mine[0].id,
                    )
                )
        if len(fitting) == 1:
            groups[fitting[0][0]] += mine
            blocks.add(fitting[0][0], keys)
            continue
        # What may be either of two bodies may be one here and the other there.
        for part in [[mention] for mention in mine] if fitting else [list(mine)]:
            meant = _meant(article.text, part[0], {each: groups[each] for each, _ in fitting})
            if meant is not None:
                groups[meant] += part
                continue
            blocks.add(len(groups), keys)
            groups.append(part)
    return [sorted(group, key=lambda m: m.start) for group in groups], judged


def _meant(text: str, mention: Mention, groups: Mapping[int, Sequence[Mention]]) -> int | None:
    """Return which of several bodies a short name means, or None where the text leaves it open.

    That is the one whose full name stands in apposition to it, or the only one named before it.
    """
    beside = [
        number
        for number, group in groups.items()
        if any(_APPOSITION.fullmatch(text, mention.end, m.start) for m in group)
    ]
    if beside or _ANOTHER.search(text, max(0, mention.start - _ANOTHER_CHARS), mention.start):
        return beside[0] if len(beside) == 1 else None
    before = [
        number for number, group in groups.items() if min(m.start for m in group) < mention.start
    ]
    return before[0] if len(before) == 1 else None


def _named_in_full(
    groups: Sequence[list[Mention]], mine: Sequence[Mention], leads: Mapping[str, str]
) -> list[tuple[int, NameJudgement]]:
    """Return which of `groups` are named in full what `mine` is called in short.

    What is short for a longer name has that before it; a company's first words are its name.
    """
    name = mine[0].text
    led = [
        number for number, group in enumerate(groups) if any(_leads(leads, name, m) for m in group)
    ]
    fitting = led if len(led) == 1 else []
    if not fitting and mine[0].reference is None:
        fitting = [
            number
            for number, group in enumerate(groups)
            if any(is_short_for(name, m.text) for m in group)
            and min(m.start for m in group) < min(m.start for m in mine)
            and not ("party" in _types(mine) | _types(group) and len(parse_body(name).words) > 1)
        ]
    return [
        (number, NameJudgement("match", 0.8, "short-form", ("one is short for the other",)))
        for number in fitting
        if _agree(_countries(groups[number]), _countries(mine))
        and _agree(_types(groups[number]), _types(mine))
    ]


def _leads(leads: Mapping[str, str], name: str, other: Mention) -> bool:
    return leads.get(name) == other.text or leads.get(other.text) == name


def _company_leads(mentions: Sequence[Mention]) -> Mapping[str, str]:
    """Return the first words of companies that stand alone too: name → the one name in full."""
    found: dict[str, set[str]] = defaultdict(set)
    kinds = {m.text: m.value.type for m in mentions if isinstance(m.value, AgencyValue)}
    for long, kind in kinds.items():
        for short in kinds:
            if len(short) < len(long) and is_lead_of(short, long, kind):
                found[short].add(long)
    return {short: longs.pop() for short, longs in found.items() if len(longs) == 1}


def _agree(one: AbstractSet[str], two: AbstractSet[str]) -> bool:
    """Return whether two sets have something in common, or one is empty."""
    return not (one and two) or not one.isdisjoint(two)


def _types(group: Iterable[Mention]) -> set[str]:
    """Return the types that the values of agencies say."""
    kinds = {m.value.type for m in group if isinstance(m.value, AgencyValue) and m.value.type}
    return set(kinds - {"other"})


def _judge_bodies(one: list[Mention], two: list[Mention]) -> NameJudgement | None:
    """Judge two groups of one article; None when nothing brings them near."""
    refs = [{m.reference for m in group if m.reference} for group in (one, two)]
    if refs[0] and refs[1]:
        if refs[0] == refs[1]:
            return NameJudgement(
                "match", 1.0, "register", ("both are one body in the register",), plain=True
            )
        return None
    countries = [_countries(group) for group in (one, two)]
    if countries[0] and countries[1] and not countries[0] & countries[1]:
        return None
    for a in one:
        for b in two:
            for short, long in ((a, b), (b, a)):
                acronym = short.text.replace(".", "")
                if (
                    isinstance(long.value, AgencyValue)
                    and long.value.acronym == acronym != long.text
                ):
                    return NameJudgement(
                        "match", 0.98, "acronym", (f"the text gives “{acronym}” for “{long.text}”",)
                    )
                body = parse_body(short.text)
                if body.acronym and is_acronym_of(body.acronym, parse_body(long.text)):
                    return NameJudgement(
                        "match",
                        0.9,
                        "initials",
                        (f"“{acronym}” are the initials of “{long.text}”",),
                    )
    judgements = [compare_bodies(a.text, b.text) for a in one for b in two]
    best = max(judgements, key=lambda j: (j.verdict == "match", j.score))
    if best.verdict == "unsure" and best.rule == "country-unknown":
        # In one article a body's bare name means the body that it has named in full; but what is
        # named before its chapter is the whole.
        chapter, bare = sorted((one, two), key=lambda group: not parse_body(group[0].text).chapter)
        if parse_body(chapter[0].text).chapter and bare[0].start < chapter[0].start:
            return best
        return NameJudgement("match", 0.85, "bare-name", best.evidence, best.counter)
    return best


def _countries(group: Iterable[Mention]) -> set[str]:
    found = set()
    for mention in group:
        if isinstance(mention.value, AgencyValue) and mention.value.country:
            found.add(mention.value.country)
        elif (country := parse_body(mention.text).country) is not None:
            found.add(country)
    return found


def _country_of(mention: Mention) -> str | None:
    return mention.value.country if isinstance(mention.value, LocationValue) else None


def _may_be_one(a: Mention, b: Mention) -> bool:
    """Return whether country and type of two places of one name agree, as far as they are known."""
    countries = {_country_of(a), _country_of(b)} - {None}
    types = {m.value.type for m in (a, b) if isinstance(m.value, LocationValue)}
    return len(countries) < 2 and not {"city", "region"} <= types


def _cluster_places(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Bring places together: by gazetteer id, else by name."""
    by_name: dict[str, dict[str, Mention]] = defaultdict(dict)
    for mention in mentions:
        if (reference := reference_of(mention)) is not None:
            by_name[place_key(mention.text)].setdefault(reference, mention)
    groups: dict[str, list[Mention]] = defaultdict(list)
    unplaced: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        reference = reference_of(mention)
        if reference is None:
            key = place_key(mention.text)
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
