from __future__ import annotations

import numpy as np
import pytest

from extract.evaluate.intervals import SWAPS, interval, paired_p_value


def test_the_interval_holds_the_value_and_narrows_with_more_articles() -> None:
    rows = np.array([[8, 10], [5, 10], [9, 10], [6, 10]], dtype=float)
    low, high = interval("right", rows)
    narrow_low, narrow_high = interval("right", np.tile(rows, (25, 1)))
    assert low is not None
    assert high is not None
    assert narrow_low is not None
    assert narrow_high is not None
    assert 0.5 <= low < narrow_low < 0.7 < narrow_high < high <= 0.9


def test_the_interval_has_the_width_that_theory_gives() -> None:
    # 200 articles of one mention each, half right: 1.96 * sqrt(0.25 / 200) = 0.069 to either side.
    rows = np.array([[1, 1], [0, 1]] * 100, dtype=float)
    assert interval("right", rows) == pytest.approx((0.431, 0.569), abs=0.01)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([[1, 2]], (None, None), id="one article"),
        pytest.param([[0, 0], [0, 0]], (None, None), id="undefined"),
        pytest.param([[2, 2], [3, 3]], (1.0, 1.0), id="all right"),
    ],
)
def test_intervals_at_the_edge(
    rows: list[list[float]], expected: tuple[float | None, float | None]
) -> None:
    assert interval("right", np.array(rows, dtype=float)) == expected


def test_equal_runs_do_not_differ() -> None:
    rows = np.array([[3, 1, 1], [4, 0, 2]], dtype=float)
    assert paired_p_value("found", rows, rows) == 1.0


def test_the_exact_p_value_of_three_articles() -> None:
    # Of the 8 swappings only none and all give the full difference: p is 1/4.
    before, after = np.array([[0, 1]] * 3, dtype=float), np.array([[1, 1]] * 3, dtype=float)
    assert paired_p_value("right", before, after) == pytest.approx(0.25, abs=0.02)


def test_a_steady_difference_over_many_articles_is_not_chance() -> None:
    before, after = np.array([[6, 10]] * 30, dtype=float), np.array([[7, 10]] * 30, dtype=float)
    assert paired_p_value("right", before, after) == pytest.approx(1 / (SWAPS + 1), abs=1e-6)


def test_undefined_differences_have_no_p_value() -> None:
    assert paired_p_value("right", np.zeros((2, 2)), np.ones((2, 2))) is None


def test_the_same_rows_give_the_same_figures() -> None:
    rows = np.array([[1, 2], [2, 3], [0, 1]], dtype=float)
    assert interval("right", rows) == interval("right", rows)
