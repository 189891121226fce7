"""Resolve within articles, in this process or with helpers; the outcome is the same.

What goes to helpers and what comes is packed as tuples: models would take longer to send
than to resolve, and clusters that share their names and context share them here again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Any

from extract.knowledge import ContextKey
from extract.resolve.article import ArticleClusters, cluster_article, shared_key, shared_keys
from extract.resolve.clusters import NOTHING, Cluster, Tally, full_names
from extract.resolve.names import PersonName
from extract.resolve.pool import Helpers, Work
from extract.resolve.reviewed import Reviewed
from extract.schemas import (
    ENTITY_LABELS,
    VALUE_TYPES,
    ArticleMentions,
    Evidence,
    Label,
    Mention,
    ReviewedDecision,
    Value,
)

#: Articles that a process takes at once.
BATCH = 200
#: Batches up to which starting helpers costs more than it saves.
FEW_BATCHES = 10

_PackedValue = tuple[tuple[str, Any], ...]
_PackedMention = tuple[str, Label, int, int, str, _PackedValue, str | None]
_PackedArticle = tuple[str, str, dt.date | None, list[_PackedMention]]
_Counts = tuple[tuple[str, int], ...]
_PackedCluster = tuple[
    Label,
    tuple[str, ...],
    _Counts,
    str | None,
    tuple[_Counts, ...],
    bool,
    bool,
    tuple[ContextKey, ...],
]
_Packed = tuple[Sequence[_PackedCluster], tuple[ContextKey, ...], str | None, ArticleClusters]


def cluster_articles(
    articles: Iterable[ArticleMentions],
    reviewed: Reviewed,
    helpers: Helpers,
    *,
    total: int | None = None,
) -> Iterator[tuple[str, ArticleClusters]]:
    """Return the id of each article, and what `cluster_article` finds in it, in their order.

    Args:
        articles: the articles.
        reviewed: what people have decided about names.
        helpers: who shares the work.
        total: how many articles there are, for reports.
    """

    def here(batch: Sequence[ArticleMentions]) -> list[tuple[str, ArticleClusters]]:
        return [(each.id, cluster_article(each, reviewed)) for each in batch]

    there = partial(_cluster, decisions=reviewed.decisions)
    work = Work(
        here,
        _articles,
        there,
        _unpacked,
        batch=BATCH,
        few=FEW_BATCHES,
        doing="resolve",
        total=total,
    )
    return helpers.do(work, articles)


_LOST = Evidence(by="")


def _articles(articles: Sequence[ArticleMentions]) -> list[_PackedArticle]:
    return [_article(each) for each in articles]


def _article(article: ArticleMentions) -> _PackedArticle:
    return (
        article.id,
        article.text,
        article.published,
        [
            (m.id, m.label, m.start, m.end, m.text, _value_sent(m), m.reference)
            for m in article.mentions
        ],
    )


def _value_sent(mention: Mention) -> _PackedValue:
    # Nobody asks for a date or a count, only where it stands.
    return tuple(vars(mention.value).items()) if mention.label in ENTITY_LABELS else ()


def _cluster(
    articles: Sequence[_PackedArticle], *, decisions: tuple[ReviewedDecision, ...]
) -> list[_Packed]:
    reviewed = _reviewed(decisions)
    return [_packed(cluster_article(_article_again(each), reviewed)) for each in articles]


@lru_cache(maxsize=1)
def _reviewed(decisions: tuple[ReviewedDecision, ...]) -> Reviewed:
    return Reviewed(decisions)


def _article_again(packed: _PackedArticle) -> ArticleMentions:
    """Return an article, checked before it was packed; the evidence of its mentions is lost."""
    identity, text, published, mentions = packed
    return ArticleMentions.trusted(
        id=identity,
        text=text,
        published=published,
        mentions=tuple(
            Mention.trusted(
                id=mention,
                label=label,
                start=start,
                end=end,
                text=words,
                entity=None,
                value=_value_again(label, value),
                evidence=_LOST,
                reference=reference,
            )
            for mention, label, start, end, words, value, reference in mentions
        ),
        story=None,
    )


@lru_cache(maxsize=20_000)
def _value_again(label: Label, value: _PackedValue) -> Value:
    return VALUE_TYPES[label].trusted(**dict(value))


def _packed(found: ArticleClusters) -> _Packed:
    clusters = found.clusters
    return (
        [
            (
                each.label,
                each.mentions,
                tuple(each.names.items()),
                each.reference,
                (
                    tuple(each.roles.items()),
                    tuple(each.countries.items()),
                    tuple(each.types.items()),
                    tuple(each.acronyms.items()),
                    tuple(each.births.items()),
                ),
                each.several,
                each.unclear,
                each.own,
            )
            for each in clusters
        ],
        tuple(clusters[0].around) if clusters else (),
        clusters[0].home if clusters else None,
        ArticleClusters((), found.judged, found.apart),
    )


def _unpacked(
    articles: Sequence[ArticleMentions], sent: Sequence[_Packed]
) -> list[tuple[str, ArticleClusters]]:
    return [
        (article.id, _article_clusters(article, each))
        for article, each in zip(articles, sent, strict=True)
    ]


def _article_clusters(article: ArticleMentions, packed: _Packed) -> ArticleClusters:
    clusters, context, home, found = packed
    around = frozenset(map(shared_key, context))
    return ArticleClusters(
        tuple(_cluster_again(article, each, around, home) for each in clusters),
        found.judged,
        found.apart,
    )


def _cluster_again(
    article: ArticleMentions,
    packed: _PackedCluster,
    around: frozenset[ContextKey],
    home: str | None,
) -> Cluster:
    label, mentions, spelt, reference, counts, several, unclear, own = packed
    names, full = _names_again(label, spelt)
    roles, countries, types, acronyms, births = _tallies_again(counts)
    return Cluster(
        label,
        article.id,
        article.published,
        mentions,
        names,
        full,
        roles,
        reference,
        countries,
        types,
        acronyms,
        births,
        several,
        unclear,
        around,
        shared_keys(own),
        home,
    )


@lru_cache(maxsize=50_000)
def _names_again(label: Label, spelt: _Counts) -> tuple[Tally, tuple[PersonName, ...]]:
    names = dict(spelt)
    return names, full_names(names) if label == "PERSON" else ()


@lru_cache(maxsize=50_000)
def _tallies_again(counts: tuple[_Counts, ...]) -> tuple[Tally, ...]:
    return tuple(_tally_again(each) if each else NOTHING for each in counts)


@lru_cache(maxsize=50_000)
def _tally_again(counts: _Counts) -> Tally:
    return dict(counts)
