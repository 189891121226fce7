"""Resolve within articles, in this process or in several; the outcome is the same.

What goes to other processes and what comes is packed as tuples: models would take longer to send
than to resolve, and clusters that share their names and context share them here again.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from extract.knowledge import ContextKey
from extract.resolve.article import ArticleClusters, cluster_article, shared_key
from extract.resolve.clusters import NOTHING, Cluster, full_names
from extract.resolve.names import PersonName
from extract.resolve.pool import in_processes
from extract.resolve.reviewed import Reviewed
from extract.schemas import (
    VALUE_TYPES,
    ArticleMentions,
    Evidence,
    Label,
    Mention,
    ReviewedDecision,
)

#: Articles up to which starting other processes costs more than it saves.
FEW_ARTICLES = 2_000
#: Articles that a process takes at once.
BATCH = 200

_PackedMention = tuple[str, Label, int, int, str, dict[str, Any], str | None]
_PackedArticle = tuple[str, str, dt.date | None, list[_PackedMention]]
_Counts = Mapping[str, int] | None
_PackedCluster = tuple[
    Label,
    tuple[str, ...],
    tuple[tuple[str, int], ...],
    str | None,
    tuple[_Counts, ...],
    bool,
    tuple[ContextKey, ...],
]
_Packed = tuple[Sequence[_PackedCluster], tuple[ContextKey, ...], str | None, ArticleClusters]


def cluster_articles(
    articles: Iterable[ArticleMentions], reviewed: Reviewed, *, workers: int = 1
) -> Iterator[tuple[str, ArticleClusters]]:
    """Yield the id of each article, and what `cluster_article` finds in it, in their order.

    Args:
        articles: the articles.
        reviewed: what people have decided about names.
        workers: how many processes; beyond 1, others are started if there are many articles.
    """
    source = iter(articles)
    for article in source if workers < 2 else islice(source, FEW_ARTICLES):
        yield article.id, cluster_article(article, reviewed)
    batches = iter(lambda: list(islice(source, BATCH)), [])
    if (first := next(batches, None)) is None:
        return
    for batch, packed in in_processes(
        chain((first,), batches),
        _articles,
        _cluster,
        workers=workers,
        start=_start,
        given=(reviewed.decisions,),
    ):
        for number, article in enumerate(batch):
            yield (
                article.id,
                cluster_article(article, reviewed)
                if packed is None
                else _unpacked(article, packed[number]),
            )


_LOST = Evidence(by="")
_reviewed = Reviewed()


def _start(decisions: Sequence[ReviewedDecision]) -> None:
    """Make a process ready: what people decided is the same for every article."""
    global _reviewed  # noqa: PLW0603 - a process of a pool has no other place for what it is given
    _reviewed = Reviewed(decisions)


def _articles(articles: Sequence[ArticleMentions]) -> list[_PackedArticle]:
    return [_article(each) for each in articles]


def _article(article: ArticleMentions) -> _PackedArticle:
    return (
        article.id,
        article.text,
        article.published,
        [
            (m.id, m.label, m.start, m.end, m.text, m.value.__dict__, m.reference)
            for m in article.mentions
        ],
    )


def _cluster(articles: Sequence[_PackedArticle]) -> list[_Packed]:
    return [_packed(cluster_article(_article_again(each), _reviewed)) for each in articles]


def _article_again(packed: _PackedArticle) -> ArticleMentions:
    """Return an article, checked before it was packed; the evidence of its mentions is lost."""
    identity, text, published, mentions = packed
    return ArticleMentions.model_construct(
        id=identity,
        text=text,
        published=published,
        mentions=tuple(
            Mention.model_construct(
                id=mention,
                label=label,
                start=start,
                end=end,
                text=words,
                value=VALUE_TYPES[label].model_construct(**value),
                evidence=_LOST,
                reference=reference,
            )
            for mention, label, start, end, words, value, reference in mentions
        ),
    )


def _packed(found: ArticleClusters) -> _Packed:
    clusters = found.clusters
    return (
        [
            (
                each.label,
                each.mentions,
                tuple(each.names.items()),
                each.reference,
                tuple(
                    dict(counts) if counts else None
                    for counts in (
                        each.roles,
                        each.countries,
                        each.types,
                        each.acronyms,
                        each.births,
                    )
                ),
                each.several,
                tuple(each.own),
            )
            for each in clusters
        ],
        tuple(clusters[0].around) if clusters else (),
        clusters[0].home if clusters else None,
        ArticleClusters((), found.judged, found.apart),
    )


def _unpacked(article: ArticleMentions, packed: _Packed) -> ArticleClusters:
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
    label, mentions, spelt, reference, counts, several, own = packed
    names, full = _names_again(label, spelt)
    roles, countries, types, acronyms, births = (
        Counter(each) if each is not None else NOTHING for each in counts
    )
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
        around,
        frozenset(map(shared_key, own)),
        home,
    )


@lru_cache(maxsize=50_000)
def _names_again(
    label: Label, spelt: tuple[tuple[str, int], ...]
) -> tuple[Counter[str], tuple[PersonName, ...]]:
    names = Counter(dict(spelt))
    return names, full_names(names) if label == "PERSON" else ()
