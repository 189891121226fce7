"""What a page knows: the facts of a store, packed for a browser.

Where to start reading: `PageData`, then `Packer`, which takes records one by one. What repeats
(values, rules, reasons) is stored once and referred to by its number. Offsets are in UTF-16 code
units there, as JavaScript counts, and in code points everywhere else.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from extract.lookup import DOUBTFUL_SCORE
from extract.report.network import Network, Pair, lay_out, pairs_of
from extract.report.world import project
from extract.resolve.clusters import display
from extract.schemas import (
    LABELS,
    Decision,
    Entity,
    Failure,
    Frozen,
    Label,
    LocationValue,
    Mention,
    Record,
)
from extract.sentences import sentence_starts
from extract.store import Totals
from extract.values.arithmetic import derived_counts

#: Bearers of one name that a decision across articles is shown at, the most mentioned.
_BEARERS = 5
#: Pairs that were judged to be two, of each entity, at least, that are shown.
_MOST_APART = 2
# The last character that JavaScript stores in one unit.
_LAST_BMP = 0xFFFF


class PageArticle(Frozen):
    """One article: `mentions` are rows of `MENTION_FIELDS`, flattened into one list."""

    id: str
    title: str | None
    source: str | None
    url: str | None
    published: str | None
    published_from: str | None
    text: str
    sentences: tuple[int, ...]
    mentions: tuple[int, ...]
    derived: tuple[tuple[str, str, bool | None, tuple[int, ...]], ...]
    warnings: tuple[str, ...]


#: Of each mention: offset, length, number in `LABELS`, then the numbers of its entity, value, rule
#: and detail (-1: none), and its confidence in percent (-1: none).
MENTION_FIELDS = ("start", "length", "label", "entity", "value", "by", "detail", "confidence")


class PageEntity(NamedTuple):
    """One entity, a row in JSON.

    `mentions` and `articles` count the whole database, `at` is on the map, `kept_apart` is how many
    pairs with names of others were judged to be two.
    """

    id: str
    label: int
    name: str
    aliases: tuple[tuple[str, int, int], ...]
    attributes: dict[str, tuple[str, ...]]
    mentions: int
    articles: int
    first: str | None
    last: str | None
    at: tuple[float, float] | None
    degrees: tuple[float, float] | None
    kept_apart: int


class PageDecision(NamedTuple):
    """One decision on two names, a row in JSON, with the numbers of the entities they may mean.

    `open` is whether the names are left unsure, and may still be of two.
    """

    label: int
    a: str
    b: str
    verdict: str
    rule: int
    score: float | None
    reason: str
    article: int
    bearers: tuple[tuple[int, ...], tuple[int, ...]]
    open: bool


class PageNetwork(Frozen):
    """The picture of who is mentioned with whom: [entity, x, y] and [node, node, sentences]."""

    nodes: tuple[tuple[int, float, float], ...]
    edges: tuple[tuple[int, int, int], ...]
    candidates: int


class PageData(Frozen):
    """All that the page knows.

    `totals` is of the whole database; `copies` are the articles that are copies, with the one that
    stands for their story; a merge with less than `doubtful_score` is worth a look.
    """

    labels: tuple[Label, ...]
    fields: dict[str, tuple[str, ...]]
    totals: Totals
    doubtful_score: float
    articles: tuple[PageArticle, ...]
    copies: dict[str, str]
    entities: tuple[PageEntity, ...]
    values: tuple[dict[str, Any], ...]
    rules: tuple[str, ...]
    details: tuple[str, ...]
    decisions: tuple[PageDecision, ...]
    network: PageNetwork
    failures: tuple[Failure, ...]


class _Numbers:
    """Numbers things in the order of their first use."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}

    def number(self, thing: Hashable | None) -> int:
        """Return the number of `thing`, -1 for None."""
        return -1 if thing is None else self._numbers.setdefault(thing, len(self._numbers))

    def things(self) -> tuple[Any, ...]:
        """Return all things, by number."""
        return tuple(self._numbers)


class Packer:
    """Takes records, and then what the store says of the entities that they name."""

    def __init__(self) -> None:
        self.articles: list[PageArticle] = []
        self._entities = _Numbers()
        self._values, self._rules, self._details = _Numbers(), _Numbers(), _Numbers()
        self._points: defaultdict[str, Counter[tuple[float, float]]] = defaultdict(Counter)
        self._named: list[dict[tuple[Label, str], set[str]]] = []
        self._pairs: Counter[Pair] = Counter()

    def add(self, record: Record) -> PageArticle:
        """Take one record, and return what the page gets of it."""
        article, mentions = record.article, record.mentions
        starts = sentence_starts(article.text)
        self._pairs += pairs_of(mentions, starts)
        named: defaultdict[tuple[Label, str], set[str]] = defaultdict(set)
        for mention in mentions:
            if mention.entity is not None:
                named[mention.label, display(mention.text)].add(mention.entity)
                self._note_place(mention.entity, mention)
        self._named.append(dict(named))
        order = {mention.id: number for number, mention in enumerate(mentions)}
        offset = _utf16(article.text)
        packed = PageArticle(
            id=article.id,
            title=article.title,
            source=article.source,
            url=article.url,
            published=_day(article.published),
            published_from=article.published_from,
            text=article.text,
            sentences=tuple(map(offset, starts)),
            mentions=tuple(
                number for mention in mentions for number in self._mention(mention, offset)
            ),
            derived=tuple(
                (each.kind, each.detail, each.holds, tuple(order[one] for one in each.sources))
                for each in derived_counts(record)
            ),
            warnings=record.warnings,
        )
        self.articles.append(packed)
        return packed

    def _mention(self, mention: Mention, offset: Callable[[int], int]) -> tuple[int, ...]:
        start, end = offset(mention.start), offset(mention.end)
        evidence = mention.evidence
        value = mention.value.model_dump_json(exclude_none=True, exclude_defaults=True)
        confidence = evidence.confidence
        return (
            start,
            end - start,
            LABELS.index(mention.label),
            self._entities.number(mention.entity),
            self._values.number(value),
            self._rules.number(evidence.by),
            self._details.number(evidence.detail),
            -1 if confidence is None else round(100 * confidence),
        )

    def _note_place(self, entity: str, mention: Mention) -> None:
        value = mention.value
        if isinstance(value, LocationValue) and value.lat is not None and value.lon is not None:
            self._points[entity][value.lat, value.lon] += 1

    def entity_ids(self) -> tuple[str, ...]:
        """Return the ids of the entities that the records name, by number."""
        return self._entities.things()

    def page(
        self,
        *,
        totals: Totals,
        copies: Mapping[str, str],
        entities: Sequence[Entity],
        decisions: Iterable[Decision],
        failures: Iterable[Failure],
    ) -> PageData:
        """Return what the page knows.

        Args:
            totals: of the database.
            copies: of the articles, the copies, each with the article that stands for its story.
            entities: those of `entity_ids`, in that order.
            decisions: on two of their names.
            failures: of the database.
        """
        bearers = _Bearers(entities, self.articles, self._named)
        numbers = {each.id: number for number, each in enumerate(entities)}
        names = {each.id: each.name for each in entities}
        judged = [self._decision(each, bearers) for each in decisions]
        apart = Counter(number for each in judged for number in _kept_apart(each))
        return PageData(
            labels=LABELS,
            fields={
                "mentions": MENTION_FIELDS,
                "entities": PageEntity._fields,
                "decisions": PageDecision._fields,
            },
            totals=totals,
            doubtful_score=DOUBTFUL_SCORE,
            articles=tuple(self.articles),
            copies=dict(copies),
            entities=tuple(
                self._entity(each, apart[number]) for number, each in enumerate(entities)
            ),
            values=tuple(json.loads(each) for each in self._values.things()),
            rules=self._rules.things(),
            details=self._details.things(),
            decisions=_nearest(judged),
            network=_network(lay_out(self._pairs, names), numbers),
            failures=tuple(failures),
        )

    def _entity(self, entity: Entity, kept_apart: int) -> PageEntity:
        points = self._points[entity.id]
        degrees = min(points, key=lambda each: (-points[each], each)) if points else None
        x, y = project(*degrees) if degrees else (0.0, 0.0)
        return PageEntity(
            id=entity.id,
            label=LABELS.index(entity.label),
            name=entity.name,
            aliases=tuple((each.name, each.count, each.articles) for each in entity.aliases),
            attributes={key: each for key, each in entity.attributes.items() if each},
            mentions=entity.mentions,
            articles=entity.articles,
            first=_day(entity.first_seen),
            last=_day(entity.last_seen),
            at=(round(x, 1), round(y, 1)) if degrees else None,
            degrees=degrees,
            kept_apart=kept_apart,
        )

    def _decision(self, decision: Decision, bearers: _Bearers) -> PageDecision:
        one, other = bearers.of(decision)
        return PageDecision(
            label=LABELS.index(decision.label),
            a=decision.name_a,
            b=decision.name_b,
            verdict=decision.verdict,
            rule=self._rules.number(decision.rule),
            score=decision.score,
            reason=decision.reason,
            article=bearers.article(decision),
            bearers=(one, other),
            open=decision.verdict == "unsure" and any(a != b for a in one for b in other),
        )


class _Bearers:
    """Finds the entities that the names of a decision may mean."""

    def __init__(
        self,
        entities: Sequence[Entity],
        articles: Sequence[PageArticle],
        named: Sequence[Mapping[tuple[Label, str], set[str]]],
    ) -> None:
        self._numbers = {each.id: number for number, each in enumerate(entities)}
        self._articles = {each.id: number for number, each in enumerate(articles)}
        self._named = named
        self._written: defaultdict[tuple[Label, str], list[int]] = defaultdict(list)
        for number in sorted(range(len(entities)), key=lambda each: -entities[each].mentions):
            for name in {alias.name for alias in entities[number].aliases}:
                self._written[entities[number].label, name].append(number)

    def article(self, decision: Decision) -> int:
        """Return the number of the article where it was decided, -1 if across or not here."""
        return self._articles.get(decision.article or "", -1)

    def of(self, decision: Decision) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the numbers of those who bear either name, where it was decided."""
        if decision.entity in self._numbers:
            number = self._numbers[decision.entity]
            return (number,), (number,)
        one, other = (self._of_name(decision, name) for name in (decision.name_a, decision.name_b))
        return one, other

    def _of_name(self, decision: Decision, name: str) -> tuple[int, ...]:
        key = decision.label, name
        article = self.article(decision)
        here = self._named[article].get(key, set()) if article >= 0 else set()
        if here:
            return tuple(sorted(self._numbers[each] for each in here if each in self._numbers))
        return tuple(self._written.get(key, ())[:_BEARERS])


def _kept_apart(decision: PageDecision) -> frozenset[int]:
    """Return the numbers of the entities that a decision kept apart; none if it did not."""
    if decision.verdict != "no_match":
        return frozenset()
    one, other = decision.bearers
    return frozenset((*one, *other)) if any(a != b for a in one for b in other) else frozenset()


def _nearest(decisions: Sequence[PageDecision]) -> tuple[PageDecision, ...]:
    """Return all decisions but those that kept apart: of these, the nearest of each entity."""
    shown: Counter[int] = Counter()
    kept: set[int] = set()
    for number in sorted(range(len(decisions)), key=lambda each: -(decisions[each].score or 0.0)):
        those = _kept_apart(decisions[number])
        if any(shown[each] < _MOST_APART for each in those):
            shown.update(those)
            kept.add(number)
    return tuple(
        each
        for number, each in enumerate(decisions)
        if number in kept or each.verdict != "no_match"
    )


def _network(network: Network, numbers: Mapping[str, int]) -> PageNetwork:
    at = {node.entity: place for place, node in enumerate(network.nodes)}
    return PageNetwork(
        nodes=tuple((numbers[node.entity], node.x, node.y) for node in network.nodes),
        edges=tuple((at[edge.a], at[edge.b], edge.sentences) for edge in network.edges),
        candidates=network.candidates,
    )


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def _utf16(text: str) -> Callable[[int], int]:
    """Return what turns an offset in code points into one in UTF-16 code units."""
    wide = [at for at, letter in enumerate(text) if ord(letter) > _LAST_BMP]
    return lambda offset: offset + bisect_left(wide, offset)
