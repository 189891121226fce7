"""What in-article and cross-article resolution share: clusters, their context, their judgements."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from extract.resolve.compare import Verdict
from extract.resolve.names import PersonName, parse_person
from extract.schemas import (
    AgencyValue,
    Decision,
    Label,
    LocationValue,
    Mention,
    PersonValue,
    content_id,
)

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
#: The support that counts as a shared context.
SUPPORT = 1.0

_SPACE = re.compile(r"\s+")
_POSSESSIVE = re.compile(r"['’]s?$")
_ROLE_WORD = re.compile(r"[a-z]{4,}")
#: Words of roles that many people bear; they support nothing.
_COMMON_ROLE = frozenset(["former", "said", "this", "that", "with", "from", "late", "then"])

ContextKey = tuple[str, str]


@lru_cache(maxsize=50_000)
def display(text: str) -> str:
    """Return a mention's text as a name: spaces single, no possessive mark."""
    return _POSSESSIVE.sub("", _SPACE.sub(" ", text.strip())) or text


@dataclass(frozen=True, slots=True)
class Judged:
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

    def as_decision(self, links: dict[str, str]) -> Decision:
        """Return the record of this judgement, its entity looked up in `links`."""
        one, two = sorted((self.name_a, self.name_b))
        entity = links.get(self.mention) if self.mention and self.verdict == "match" else None
        return Decision(
            id="decision-" + content_id(self.label, one, two, self.rule, self.article or ""),
            label=self.label,
            name_a=one,
            name_b=two,
            verdict=self.verdict,
            rule=self.rule,
            score=round(self.score, 4),
            reason=self.reason,
            article=self.article,
            entity=entity,
        )


@dataclass(frozen=True)
class Cluster:
    """The mentions of one person, agency or place in one article.

    Attributes:
        label: PERSON, AGENCY or LOCATION.
        article: id of the article.
        published: its publication day.
        mentions: in text order, at least one.
        context: what else the article names; the cluster itself left out.
        home: the country that the article is mostly about, or None.
    """

    label: Label
    article: str
    published: dt.date | None
    mentions: tuple[Mention, ...]
    context: frozenset[ContextKey] = frozenset()
    home: str | None = None

    @cached_property
    def names(self) -> Counter[str]:
        """Every spelling, with its number of mentions."""
        return Counter(display(mention.text) for mention in self.mentions)

    @cached_property
    def id(self) -> tuple[str, str]:
        """Article and first mention: unique, and the same in every run."""
        return self.article, min(mention.id for mention in self.mentions)

    @cached_property
    def full_names(self) -> tuple[PersonName, ...]:
        """The parsed names of more than one part, best attested first."""
        parsed = [(parse_person(text), count) for text, count in self.names.items()]
        many = [(name, count) for name, count in parsed if len(name.parts) > 1]
        many.sort(key=lambda item: (not item[0].full, -item[1], -len(item[0].parts), item[0].text))
        return tuple(name for name, _ in many)

    @cached_property
    def name(self) -> str:
        """The best attested spelling."""
        if self.label == "PERSON" and self.full_names:
            return self.full_names[0].text
        return min(self.names, key=lambda text: (-len(text.split()), -self.names[text], text))

    @cached_property
    def roles(self) -> Counter[str]:
        """The roles that the article gives a person."""
        return Counter(
            _SPACE.sub(" ", mention.value.role)
            for mention in self.mentions
            if isinstance(mention.value, PersonValue) and mention.value.role
        )

    @cached_property
    def role_words(self) -> frozenset[str]:
        """The longer words of the roles, lower case."""
        words = {word for role in self.roles for word in _ROLE_WORD.findall(role.casefold())}
        return frozenset(words - _COMMON_ROLE)

    @cached_property
    def reference(self) -> str | None:
        """The register or gazetteer id that its mentions carry most often."""
        found = Counter(mention.reference for mention in self.mentions if mention.reference)
        return min(found, key=lambda ref: (-found[ref], ref)) if found else None

    @cached_property
    def countries(self) -> Counter[str]:
        """The countries of its values."""
        return Counter(
            mention.value.country
            for mention in self.mentions
            if isinstance(mention.value, AgencyValue | LocationValue) and mention.value.country
        )

    @cached_property
    def types(self) -> Counter[str]:
        """The types of its values."""
        return Counter(
            mention.value.type
            for mention in self.mentions
            if isinstance(mention.value, AgencyValue | LocationValue) and mention.value.type
        )

    @cached_property
    def acronyms(self) -> Counter[str]:
        """The acronyms of its values."""
        return Counter(
            mention.value.acronym
            for mention in self.mentions
            if isinstance(mention.value, AgencyValue) and mention.value.acronym
        )

    @cached_property
    def country(self) -> str | None:
        """Its most frequent country."""
        return (
            min(self.countries, key=lambda c: (-self.countries[c], c)) if self.countries else None
        )

    def with_context(self, context: frozenset[ContextKey], home: str | None) -> Cluster:
        """Return the cluster with what its article says around it."""
        cluster = replace(self, context=context, home=home)
        # What was worked out from the mentions holds for the new cluster as well.
        vars(cluster).update(vars(self) | {"context": context, "home": home})
        return cluster


@dataclass(slots=True)
class Support:
    """How far two contexts agree: `score` (1.0 is a shared context), and the words that say so."""

    score: float = 0.0
    evidence: tuple[str, ...] = ()


@dataclass(slots=True)
class Surroundings:
    """The context of one cluster, or of several taken together."""

    keys: set[ContextKey] = field(default_factory=set)

    @classmethod
    def of(cls, clusters: Iterable[Cluster], common: frozenset[ContextKey]) -> Surroundings:
        """Gather the contexts of `clusters`, without what is `common` in the corpus."""
        keys: set[ContextKey] = set()
        for cluster in clusters:
            keys |= cluster.context
            keys.update(("role", word) for word in cluster.role_words)
        return cls(keys - common)

    def support(self, other: Surroundings) -> Support:
        """Return how far this context and `other` agree."""
        sums: defaultdict[str, float] = defaultdict(float)
        for kind, _ in (shared := self.keys & other.keys):
            sums[kind] += CONTEXT_WEIGHTS[kind]
        score = sum(min(total, CONTEXT_CAPS[kind]) for kind, total in sums.items())
        shown = sorted(shared, key=lambda key: (-CONTEXT_WEIGHTS[key[0]], key))[:4]
        return Support(score, tuple(f"both beside {kind} “{name}”" for kind, name in shown))
