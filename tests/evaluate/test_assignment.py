from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.evaluate.assignment import assign


def total(weights: list[list[float]], pairs: list[tuple[int, int]]) -> float:
    return sum(weights[row][column] for row, column in pairs)


def best(weights: list[list[float]]) -> float:
    if len(weights) > len(weights[0]):
        weights = [list(column) for column in zip(*weights, strict=True)]
    rows, columns = len(weights), len(weights[0])
    return max(
        sum(weights[row][column] for row, column in enumerate(chosen))
        for chosen in permutations(range(columns), rows)
    )


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([[0.5]], [(0, 0)], id="one"),
        pytest.param([[1, 0.9], [0.9, 0]], [(0, 1), (1, 0)], id="the greedy choice is wrong"),
        pytest.param([[1, 2, 3]], [(0, 2)], id="wide"),
        pytest.param([[1], [3], [2]], [(1, 0)], id="tall"),
    ],
)
def test_assign(weights: list[list[float]], expected: list[tuple[int, int]]) -> None:
    assert assign(weights) == expected


@given(
    st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
        lambda shape: st.lists(
            st.lists(st.floats(0, 1), min_size=shape[1], max_size=shape[1]),
            min_size=shape[0],
            max_size=shape[0],
        )
    )
)
def test_no_other_assignment_weighs_more(weights: list[list[float]]) -> None:
    pairs = assign(weights)
    rows, columns = zip(*pairs, strict=True)
    assert len(pairs) == min(len(weights), len(weights[0]))
    assert len(set(rows)) == len(set(columns)) == len(pairs)
    assert total(weights, pairs) == pytest.approx(best(weights))
