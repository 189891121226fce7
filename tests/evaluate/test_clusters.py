"""Cluster scores: hand-computed, against independent scorers, and their symmetries."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.evaluate import clusters
from extract.evaluate.clusters import Parts

#: Published scorers, written by others; imported here so that no example is timed with the import.
SCORCH = import_module("scorch.scores") if find_spec("scorch") else None
COREFEVAL = import_module("corefeval") if find_spec("corefeval") else None

Clusters = list[frozenset[int]]
MEASURES: dict[str, Callable[[Clusters, Clusters], Parts]] = {
    "b_cubed": clusters.b_cubed,
    "ceaf_e": clusters.ceaf_e,
    "muc": clusters.muc,
    "lea": clusters.lea,
}


def sets(*groups: str) -> Clusters:
    return [frozenset(map(int, group)) for group in groups]


@pytest.mark.parametrize(
    ("measure", "gold", "predicted", "expected"),
    [
        # 1 and 2 kept together, 3 lost to 4 and 5.
        # B³ recall: 1: 2/3, 2: 2/3, 3: 1/3, 4: 1, 5: 1; precision: 1: 1, 2: 1, 3: 1/3, 4, 5: 2/3.
        ("b_cubed", ("123", "45"), ("12", "345"), (3 + 2 / 3, 5, 3 + 2 / 3, 5)),
        # One link of two is kept in 123, the one of 45 is kept.
        ("muc", ("123", "45"), ("12", "345"), (2, 3, 2, 3)),
        # Dice of 123 and 12: 4/5; of 45 and 345: 4/5.
        ("ceaf_e", ("123", "45"), ("12", "345"), (1.6, 2, 1.6, 2)),
        # 123: 1 of 3 links, weight 3; 45: 1 of 1, weight 2. The other way: 12 full, 345 1 of 3.
        ("lea", ("123", "45"), ("12", "345"), (3, 5, 3, 5)),
        # A spurious mention (9) and a missed one (3) earn nothing.
        ("b_cubed", ("12", "3"), ("12", "9"), (2, 3, 2, 3)),
        ("ceaf_e", ("12", "3"), ("12", "9"), (1, 2, 1, 2)),
        ("muc", ("12", "3"), ("12", "9"), (1, 1, 1, 1)),
        ("lea", ("12", "3"), ("12", "9"), (2, 3, 2, 3)),
        # Singletons only: MUC sees nothing; LEA's self-link of 1 is right, of 2 lost in 23.
        ("muc", ("1", "2"), ("1", "2"), (0, 0, 0, 0)),
        ("lea", ("1", "2", "3"), ("1", "23"), (1, 3, 1, 3)),
        # 14 shares a mention with both gold clusters and is given to neither better.
        ("ceaf_e", ("12", "34"), ("12", "3", "4"), (1 + 2 / 3, 3, 1 + 2 / 3, 2)),
        ("b_cubed", (), ("12",), (0, 2, 0, 0)),
    ],
)
def test_cluster_scores_computed_by_hand(
    measure: str, gold: tuple[str, ...], predicted: tuple[str, ...], expected: tuple[float, ...]
) -> None:
    assert MEASURES[measure](sets(*gold), sets(*predicted)) == pytest.approx(expected)


def test_pairwise_computed_by_hand() -> None:
    # Gold pairs 12 13 23 45, predicted 12 34 35 45.
    assert clusters.pairwise(sets("123", "45"), sets("12", "345")) == (2, 2, 2)


def test_group_keeps_mentions_without_entity_apart() -> None:
    grouped = clusters.group({1: "a", 2: "a", 3: None, 4: None})
    assert sorted(map(sorted, grouped)) == [[1, 2], [3], [4]]


@st.composite
def clusterings(draw: st.DrawFn, *, smallest: int = 1) -> Clusters:
    """Disjoint clusters of some of the numbers 0–11."""
    places = draw(st.lists(st.integers(-1, 5), min_size=12, max_size=12))
    groups = [frozenset(i for i, at in enumerate(places) if at == place) for place in range(6)]
    return [group for group in groups if len(group) >= smallest]


@pytest.mark.parametrize("measure", MEASURES)
@given(gold=clusterings(), predicted=clusterings())
def test_swapping_the_sides_swaps_precision_and_recall(
    measure: str, gold: Clusters, predicted: Clusters
) -> None:
    there, back = MEASURES[measure](gold, predicted), MEASURES[measure](predicted, gold)
    assert there[:2] == pytest.approx(back[2:])
    assert there[2:] == pytest.approx(back[:2])


@pytest.mark.parametrize("measure", MEASURES)
@given(gold=clusterings())
def test_a_perfect_clustering_scores_one(measure: str, gold: Clusters) -> None:
    parts = MEASURES[measure](gold, gold)
    assert parts[0] == pytest.approx(parts[1])
    assert parts[2] == pytest.approx(parts[3])


@given(gold=clusterings(), predicted=clusterings())
def test_pairwise_counts_the_pairs_one_by_one(gold: Clusters, predicted: Clusters) -> None:
    def pairs(groups: Clusters) -> set[tuple[int, int]]:
        return {(a, b) for group in groups for a in group for b in group if a < b}

    g, p = pairs(gold), pairs(predicted)
    assert clusters.pairwise(gold, predicted) == (len(g & p), len(p - g), len(g - p))


@pytest.mark.skipif(SCORCH is None, reason="scorch is not installed")
@pytest.mark.parametrize("measure", ["b_cubed", "ceaf_e", "muc"])
@given(gold=clusterings(), predicted=clusterings())
def test_agrees_with_scorch(measure: str, gold: Clusters, predicted: Clusters) -> None:
    if not gold or not predicted:
        return
    recall, precision, _ = getattr(SCORCH, measure)(gold, predicted)
    mine = MEASURES[measure](gold, predicted)
    if measure == "muc" and not (mine.precision_of and mine.recall_of):
        return  # undefined here, 0 there
    assert mine.precision_sum / mine.precision_of == pytest.approx(precision)
    assert mine.recall_sum / mine.recall_of == pytest.approx(recall)


@pytest.mark.skipif(COREFEVAL is None, reason="coreference-eval is not installed")
@pytest.mark.parametrize("measure", ["b_cubed", "ceaf_e", "muc", "lea"])
@given(gold=clusterings(smallest=2), predicted=clusterings(smallest=2))
def test_agrees_with_coreference_eval(measure: str, gold: Clusters, predicted: Clusters) -> None:
    # It leaves singletons out, so there are none.
    if not gold or not predicted:
        return
    document = COREFEVAL.Document(
        [[(mention,) for mention in sorted(each)] for each in predicted],
        [[(mention,) for mention in sorted(each)] for each in gold],
    )
    theirs = COREFEVAL.scorer.Metric(getattr(COREFEVAL.scorer, measure.replace("_e", "e")))
    theirs.update(document)
    assert MEASURES[measure](gold, predicted) == pytest.approx(theirs.get_counts())
