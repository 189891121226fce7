"""What in-article and cross-article resolution share: clusters, their context, their judgements."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from math import fsum
from typing import NamedTuple

from extract.knowledge import ContextKey
from extract.resolve.compare import Verdict
from extract.resolve.lives import births_beside, names_several
from extract.resolve.names import PersonName, parse_person
from extract.schemas import (
    ArticleMentions,
    Decision,
    Label,
    LocationValue,
    Mention,
    content_id,
)
from extract.values.gazetteer import Place, country_by_code, place_by_id
from extract.values.register import Body, load_register

#: What one shared item of context weighs. 1.0 is what turns an unsure pair into a match: one more
#: person, or two things of less weight. Set by hand; higher is laxer.
CONTEXT_WEIGHTS = {
    "person": 1.0,
    "agency": 0.6,
    "role": 0.5,
    "place": 0.4,
    "word": 0.2,
    "country": 0.2,
}
#: Most that items of one kind add up to: however many countries are shared, they do not decide.
CONTEXT_CAPS = {
    "person": 3.0,
    "agency": 1.8,
    "role": 1.0,
    "place": 0.8,
    "word": 0.6,
    "country": 0.4,
}
#: A person's context is that of so many articles, the first by id: who is in all of them has
#: everybody for company.
CONTEXT_ARTICLES = 50
#: The support that counts as a shared context.
SUPPORT = 1.0
#: The support that a bare surname needs which is rare and of which the corpus has one bearer.
SOLE_SUPPORT = 0.6
#: The support that a given name alone needs, and a surname that may be misspelt.
GIVEN_SUPPORT = 2.0

_SPACE = re.compile(r"\s+")
_POSSESSIVE = re.compile(r"['’]s?$")
_ROLE_WORD = re.compile(r"[a-z]{4,}")
#: Words of roles that many people bear; they support nothing.
_COMMON_ROLE = frozenset(["former", "said", "this", "that", "with", "from", "late", "then"])

#: How often each word was counted; never written to, as many clusters have one.
Tally = Mapping[str, int]
#: Nothing counted: one object for the many clusters that have none.
NOTHING: Tally = {}


@lru_cache(maxsize=50_000)
def display(text: str) -> str:
    """Return a mention's text as a name: spaces single, no possessive mark."""
    return _POSSESSIVE.sub("", _SPACE.sub(" ", text.strip())) or text


class Judged(NamedTuple):
    """One judgement on two names; `mention` is in the entity that a match led to."""

    label: Label
    name_a: str
    name_b: str
    verdict: Verdict
    rule: str
    score: float
    reason: str
    article: str | None = None
    mention: str | None = None

    @property
    def about(self) -> tuple[str, ...]:
        """What makes it the same as another: label, the names in order, rule, article, reason.

        The reason only of what people have decided: of two names, several may have decided several
        things, of different articles.
        """
        label, one, two, _, rule, _, reason, article, _ = self
        if two < one:
            one, two = two, one
        said = (reason,) if rule == "reviewed" else ()
        return (label, one, two, rule, article or "", *said)

    def as_decision(self, about: tuple[str, ...], links: Mapping[str, str]) -> Decision:
        """Return the record of this judgement, which is `about` that; `links` know its entity."""
        return Decision.trusted(
            id="decision-" + content_id(*about),
            label=self.label,
            name_a=about[1],
            name_b=about[2],
            verdict=self.verdict,
            rule=self.rule,
            score=round(self.score, 4),
            reason=self.reason,
            article=self.article,
            entity=links.get(self.mention) if self.mention and self.verdict == "match" else None,
        )


@dataclass(slots=True, eq=False)
class Cluster:
    """The mentions of one person, agency or place in one article.

    Attributes:
        label: PERSON, AGENCY or LOCATION.
        article: id of the article.
        published: its publication day.
        mentions: ids of the mentions, in text order, at least one.
        names: every spelling, with its number of mentions.
        full_names: the parsed names of a person of more than one part, best attested first.
        roles: the roles that the article gives a person.
        reference: the register or gazetteer id that the mentions carry most often.
        countries: the countries of their values.
        types: the types of their values.
        acronyms: the acronyms of their values.
        births: the years of birth, a year more or less, that the article gives a person.
        several: it names a family, or two of one name, and no one person.
        unclear: the article names several people who may be meant, and does not say which.
        around: what the article names and is about; shared by its clusters.
        own: what of it is the cluster itself, or a namesake.
        home: the country that the article is mostly about, or None.
        entity: id of the entity that these are the earlier mentions of, of all articles; None for
            the mentions of one article.
        identity: what the id of that entity was derived from.
    """

    label: Label
    article: str
    published: dt.date | None
    mentions: tuple[str, ...]
    names: Tally
    full_names: tuple[PersonName, ...]
    roles: Tally
    reference: str | None
    countries: Tally
    types: Tally
    acronyms: Tally
    births: Tally
    several: bool = False
    unclear: bool = False
    around: frozenset[ContextKey] = frozenset()
    own: tuple[ContextKey, ...] = ()
    home: str | None = None
    entity: str | None = None
    identity: str | None = None

    @classmethod
    def of(
        cls, article: ArticleMentions, mentions: Sequence[Mention], *, unclear: bool = False
    ) -> Cluster:
        """Gather the mentions of one thing, in text order, without what is around them."""
        label = mentions[0].label
        names, full = named(label, tuple(mention.text for mention in mentions))
        person, agency = label == "PERSON", label == "AGENCY"
        references = (
            [] if person else [found for mention in mentions if (found := reference_of(mention))]
        )
        births = births_beside(article, mentions) if person else []
        return cls(
            label,
            article.id,
            article.published,
            tuple(mention.id for mention in mentions),
            names,
            full_names=full,
            roles=_counted(mentions, "role") if person else NOTHING,
            reference=_most(_tally(references)) if references else None,
            countries=NOTHING if person else _counted(mentions, "country"),
            types=NOTHING if person else _counted(mentions, "type"),
            acronyms=_counted(mentions, "acronym") if agency else NOTHING,
            births=counted(tuple(births)) if births else NOTHING,
            several=person and names_several(article.text, mentions[0], full=bool(full)),
            unclear=unclear and not full,
        )

    @property
    def id(self) -> tuple[str, str]:
        """Article and first mention: unique, and the same in every run."""
        return self.article, self.mentions[0] if len(self.mentions) == 1 else min(self.mentions)

    @property
    def name(self) -> str:
        """The best attested spelling."""
        if self.full_names:
            return self.full_names[0].text
        return min(self.names, key=lambda text: (-len(text.split()), -self.names[text], text))

    @property
    def role_words(self) -> frozenset[str]:
        """The longer words of the roles, lower case."""
        return _role_words(tuple(self.roles))

    @property
    def country(self) -> str | None:
        """Its most frequent country."""
        return _most(self.countries)

    @property
    def context(self) -> frozenset[ContextKey]:
        """What else the article names; the cluster itself left out."""
        return self.around.difference(self.own)


def has_new(clusters: Iterable[Cluster]) -> bool:
    """Return whether one of `clusters` is of an article, and not of an earlier entity."""
    return any(cluster.entity is None for cluster in clusters)


@lru_cache(maxsize=50_000)
def _role_words(roles: tuple[str, ...]) -> frozenset[str]:
    words = {word for role in roles for word in _ROLE_WORD.findall(role.casefold())}
    return frozenset(words - _COMMON_ROLE)


@lru_cache(maxsize=50_000)
def _role_keys(roles: tuple[str, ...]) -> frozenset[ContextKey]:
    """Return what roles are to those who bear a name, one object for all who have them."""
    return frozenset(("role", word) for word in _role_words(roles))


def _most(counts: Tally) -> str | None:
    """Return what is counted most often, the first of the alphabet among equals."""
    return min(counts, key=lambda each: (-counts[each], each)) if counts else None


def _counted(mentions: Iterable[Mention], attribute: str) -> Tally:
    """Count what the values of `mentions` say under `attribute`; values without it say nothing."""
    found = [value for m in mentions if (value := getattr(m.value, attribute, None))]
    return counted(tuple(found)) if found else NOTHING


@lru_cache(maxsize=50_000)
def counted(words: tuple[str, ...]) -> Tally:
    """Count words, white space single: one result for all who count the same."""
    return _tally(_SPACE.sub(" ", word) for word in words)


def _tally(words: Iterable[str]) -> Tally:
    """Count words. A `Counter` of a handful takes four times as long to make."""
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts


def reference_of(mention: Mention) -> str | None:
    """Return the register or gazetteer id of a mention; of a state, that of its country code."""
    value = mention.value
    if mention.reference is not None or not isinstance(value, LocationValue):
        return mention.reference
    state = country_by_code(value.country or "") if value.type == "country" else None
    return state.id if state is not None else None


@lru_cache(maxsize=50_000)
def named(label: Label, texts: tuple[str, ...]) -> tuple[Tally, tuple[PersonName, ...]]:
    """Return the spellings of mentions, counted, and of people the full names.

    Many clusters are written alike, and share what is returned.
    """
    names = _tally(map(display, texts))
    return names, full_names(names) if label == "PERSON" else ()


def full_names(names: Tally) -> tuple[PersonName, ...]:
    """Return the parsed names of more than one part, best attested first."""
    parsed = [(parse_person(text), count) for text, count in names.items()]
    many = [(name, count) for name, count in parsed if len(name.parts) > 1]
    many.sort(key=lambda item: (not item[0].full, -item[1], -len(item[0].parts), item[0].text))
    return tuple(name for name, _ in many)


class Support(NamedTuple):
    """How far two contexts agree: `score` (1.0 is a shared context), and what they share."""

    score: float = 0.0
    shared: AbstractSet[ContextKey] = frozenset()

    @property
    def evidence(self) -> tuple[str, ...]:
        """What is shared in words, the weightiest first."""
        shown = sorted(self.shared, key=lambda key: (-CONTEXT_WEIGHTS[key[0]], key))[:4]
        return tuple(f"both beside {kind} “{_shown(kind, key)}”" for kind, key in shown)


_NO_SUPPORT = Support()


@dataclass(slots=True)
class Surroundings:
    """The context of one cluster, or of several taken together."""

    keys: set[ContextKey] = field(default_factory=set)

    def support(self, other: Surroundings) -> Support:
        """Return how far this context and `other` agree."""
        if not (shared := self.keys & other.keys):
            return _NO_SUPPORT
        sums: defaultdict[str, float] = defaultdict(float)
        for kind, _ in shared:
            sums[kind] += CONTEXT_WEIGHTS[kind]
        # Exact, so that the order of the kinds, which is that of a set, says nothing.
        score = fsum(min(total, CONTEXT_CAPS[kind]) for kind, total in sums.items())
        return Support(score, shared)


@lru_cache(maxsize=50_000)
def _shown(kind: str, key: str) -> str:
    """Return an item of context in words: the name of what a country code or an id stands for."""
    found: Place | Body | None = None
    if kind == "country":
        found = country_by_code(key)
    elif kind == "place" and key.startswith(("geonames:", "place:")):
        found = place_by_id(key)
    elif kind == "agency" and " " not in key:  # else it is no id, but a name
        found = load_register().bodies.get(key)
    if isinstance(found, Body):
        return next(iter((*found.names, *found.acronyms, *found.short, *found.local)), key)
    return found.name if found else key


class Contexts:
    """What stands around clusters, without what is common in the corpus.

    Args:
        common: context that too many articles share to say anything.
        recall: returns what the articles of earlier entities name and are about, by their ids;
            None where there is no earlier entity.
        copies: articles that tell what another one tells: they add nothing to its context.
    """

    def __init__(
        self,
        common: frozenset[ContextKey] = frozenset(),
        recall: Callable[[AbstractSet[str]], Mapping[str, set[ContextKey]]] | None = None,
        copies: AbstractSet[str] = frozenset(),
    ) -> None:
        self._common = common
        self._recall = recall
        self._recalled: dict[str, set[ContextKey]] = {}
        self._copies = copies

    def expect(self, clusters: Iterable[Cluster]) -> None:
        """Recall at once what stands around all of `clusters`: one by one it takes longer."""
        if self._recall is not None:
            entities = {cluster.entity for cluster in clusters if cluster.entity is not None}
            # Not by subtracting the keys: that would go through all of them.
            if due := {each for each in entities if each not in self._recalled}:
                self._recalled.update(self._recall(due))

    def _around(self, cluster: Cluster) -> set[ContextKey] | frozenset[ContextKey]:
        if cluster.entity is None or self._recall is None:
            return cluster.around
        if cluster.entity not in self._recalled:
            self.expect((cluster,))
        return self._recalled[cluster.entity]

    def among(self, clusters: Iterable[Cluster], keys: AbstractSet[ContextKey]) -> set[ContextKey]:
        """Return, fast, which of `keys` may stand around clusters: all that do, and a few more."""
        found: set[ContextKey] = set()
        for cluster in clusters:
            found.update(keys & self._around(cluster))
            if cluster.roles:
                found.update(keys & _role_keys(tuple(cluster.roles)))
        return found

    def of(self, clusters: Iterable[Cluster]) -> Surroundings:
        """Gather the contexts of the first `CONTEXT_ARTICLES` of `clusters`, copies left out."""
        keys: set[ContextKey] = set()
        if self._copies:
            clusters = list(clusters)
            told = (each for each in clusters if each.article not in self._copies)
            clusters = list(islice(told, CONTEXT_ARTICLES)) or clusters
        for cluster in islice(clusters, CONTEXT_ARTICLES):
            keys |= self._around(cluster).difference(cluster.own)
            if cluster.roles:
                keys |= _role_keys(tuple(cluster.roles))
        if not keys.isdisjoint(self._common):
            keys -= self._common
        return Surroundings(keys)
