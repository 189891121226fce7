"""How well mentions were grouped into entities, across articles: five published scores.

A clustering is a list of disjoint sets of mentions. Gold and prediction may hold different
mentions: as in Pradhan et al. (2014), nothing is added or removed to make them alike, so that a
gold mention that was not found earns no recall and a spurious one no precision. (Completing each
side with singletons, as some variants of B³ do, would pay full marks for every missed entity that
is named only once.) To score the grouping alone, pass both sides restricted to common mentions.

- B³ (Bagga and Baldwin 1998): per mention, the share of its cluster that belongs with it.
- MUC (Vilain et al. 1995): links needed to join what belongs together; blind to singletons.
- CEAF-e (Luo 2005): clusters aligned one to one by their Dice similarity.
- LEA (Moosavi and Strube 2016): per cluster, the share of its links that were found, weighted by
  size; a singleton has one link, to itself.
- pairwise: each pair of mentions that is one entity.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from extract.evaluate.assignment import assign

M = TypeVar("M", bound=Hashable)
Clusters = Sequence[frozenset[M]]


class Parts(NamedTuple):
    """Numerators and denominators of precision and recall."""

    precision_sum: float
    precision_of: float
    recall_sum: float
    recall_of: float


def group(entities: Mapping[M, Hashable]) -> list[frozenset[M]]:
    """Return the clusters that `entities`, mention → entity, describes; None is no one else."""
    members: dict[Hashable, set[M]] = defaultdict(set)
    alone: list[frozenset[M]] = []
    for mention, entity in entities.items():
        if entity is None:
            alone.append(frozenset([mention]))
        else:
            members[entity].add(mention)
    return [frozenset(each) for each in members.values()] + alone


def b_cubed_by_mention(clusters: Clusters[M], others: Clusters[M]) -> dict[M, float]:
    """Return the share of each mention's cluster that lies in its cluster among `others`.

    Of predicted clusters against gold it is each mention's precision; the other way round, recall.
    """
    of = _cluster_of(others)
    nothing: frozenset[M] = frozenset()
    return {
        mention: len(cluster & of.get(mention, nothing)) / len(cluster)
        for cluster in clusters
        for mention in cluster
    }


def b_cubed(gold: Clusters[M], predicted: Clusters[M]) -> Parts:
    """Return B³, the mean over mentions."""
    precision = b_cubed_by_mention(predicted, gold)
    recall = b_cubed_by_mention(gold, predicted)
    return Parts(sum(precision.values()), len(precision), sum(recall.values()), len(recall))


def muc(gold: Clusters[M], predicted: Clusters[M]) -> Parts:
    """Return MUC; undefined on a side that has singletons only."""
    return _both(gold, predicted, _muc_side)


def lea(gold: Clusters[M], predicted: Clusters[M]) -> Parts:
    """Return LEA, with singletons."""
    return _both(gold, predicted, _lea_side)


def ceaf_e(gold: Clusters[M], predicted: Clusters[M]) -> Parts:
    """Return CEAF-e (φ₄, Dice)."""
    similar = sum(_dice(gold[i], predicted[j]) for i, j in align_clusters(gold, predicted, _dice))
    return Parts(similar, len(predicted), similar, len(gold))


def pairwise(gold: Clusters[M], predicted: Clusters[M]) -> tuple[int, int, int]:
    """Return the pairs joined in both, in the prediction alone, and in the gold alone."""
    both = sum(_pairs(n) for n in _common(gold, predicted).values())
    return (
        both,
        sum(_pairs(len(each)) for each in predicted) - both,
        sum(_pairs(len(each)) for each in gold) - both,
    )


def align_clusters(
    gold: Clusters[M],
    predicted: Clusters[M],
    similarity: Callable[[frozenset[M], frozenset[M]], float] = lambda a, b: len(a & b),
) -> list[tuple[int, int]]:
    """Return the one-to-one pairs of indices, gold and predicted, of greatest total similarity.

    Only clusters with a mention in common are paired, so each connected group is solved apart.
    """
    neighbours: dict[int, set[int]] = defaultdict(set)
    back: dict[int, set[int]] = defaultdict(set)
    for i, j in _common(gold, predicted):
        neighbours[i].add(j)
        back[j].add(i)
    pairs: list[tuple[int, int]] = []
    seen: set[int] = set()
    for start in sorted(neighbours):
        if start in seen:
            continue
        rows, columns, frontier = {start}, set[int](), [start]
        while frontier:
            for j in neighbours[frontier.pop()] - columns:
                columns.add(j)
                frontier.extend(back[j] - rows)
                rows |= back[j]
        seen |= rows
        row_ids, column_ids = sorted(rows), sorted(columns)
        weights = [[similarity(gold[i], predicted[j]) for j in column_ids] for i in row_ids]
        pairs.extend(
            (row_ids[row], column_ids[column])
            for row, column in assign(weights)
            if weights[row][column] > 0
        )
    return sorted(pairs)


def _both(
    gold: Clusters[M],
    predicted: Clusters[M],
    side: Callable[[Clusters[M], Mapping[M, frozenset[M]]], tuple[float, float]],
) -> Parts:
    precision = side(predicted, _cluster_of(gold))
    recall = side(gold, _cluster_of(predicted))
    return Parts(*precision, *recall)


def _muc_side(clusters: Clusters[M], of: Mapping[M, frozenset[M]]) -> tuple[float, float]:
    kept = possible = 0
    for cluster in clusters:
        pieces = {of[mention] for mention in cluster if mention in of}
        strays = sum(1 for mention in cluster if mention not in of)
        kept += len(cluster) - len(pieces) - strays
        possible += len(cluster) - 1
    return kept, possible


def _lea_side(clusters: Clusters[M], of: Mapping[M, frozenset[M]]) -> tuple[float, float]:
    total = 0.0
    for cluster in clusters:
        if len(cluster) == 1:
            (mention,) = cluster
            total += len(of.get(mention, ())) == 1
            continue
        pieces = {of[mention] for mention in cluster if mention in of}
        links = sum(_pairs(len(cluster & piece)) for piece in pieces)
        total += len(cluster) * links / _pairs(len(cluster))
    return total, sum(len(cluster) for cluster in clusters)


def _cluster_of(clusters: Iterable[frozenset[M]]) -> dict[M, frozenset[M]]:
    return {mention: cluster for cluster in clusters for mention in cluster}


def _common(gold: Clusters[M], predicted: Clusters[M]) -> dict[tuple[int, int], int]:
    """Return how many mentions each gold cluster shares with each predicted one, if any."""
    place = {mention: j for j, cluster in enumerate(predicted) for mention in cluster}
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for i, cluster in enumerate(gold):
        for mention in cluster:
            if mention in place:
                shared[i, place[mention]] += 1
    return shared


def _dice(a: frozenset[M], b: frozenset[M]) -> float:
    return 2 * len(a & b) / (len(a) + len(b))


def _pairs(n: int) -> int:
    return n * (n - 1) // 2
