"""The one-to-one assignment of greatest total weight (Kuhn and Munkres), in pure Python.

Written out because the libraries that have it would weigh more than the rest of this project;
the matrices here are small, since only clusters that share a mention compete.
"""

from __future__ import annotations

from collections.abc import Sequence


def assign(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the pairs (row, column) whose weights add up to the most.

    Args:
        weights: a rectangular matrix of non-negative weights; each row and column is used at most
            once, and every row is used when there are at least as many columns.

    The shortest augmenting path method with potentials, O(rows² · columns).
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        swapped = assign([list(column) for column in zip(*weights, strict=True)])
        return sorted((row, column) for column, row in swapped)
    rows, columns = len(weights), len(weights[0])
    infinity = float("inf")
    # Row and column 0 are sentinels; `row_of[j]` is the row that holds column j.
    row_potential = [0.0] * (rows + 1)
    column_potential = [0.0] * (columns + 1)
    row_of = [0] * (columns + 1)
    for row in range(1, rows + 1):
        row_of[0] = row
        column = 0
        least = [infinity] * (columns + 1)
        previous = [0] * (columns + 1)
        visited = [False] * (columns + 1)
        while row_of[column]:
            visited[column] = True
            current, step, nearest = row_of[column], infinity, 0
            for other in range(1, columns + 1):
                if visited[other]:
                    continue
                cost = -weights[current - 1][other - 1]
                slack = cost - row_potential[current] - column_potential[other]
                if slack < least[other]:
                    least[other], previous[other] = slack, column
                if least[other] < step:
                    step, nearest = least[other], other
            for other in range(columns + 1):
                if visited[other]:
                    row_potential[row_of[other]] += step
                    column_potential[other] -= step
                else:
                    least[other] -= step
            column = nearest
        while column:
            row_of[column] = row_of[previous[column]]
            column = previous[column]
    return sorted(
        (row_of[column] - 1, column - 1) for column in range(1, columns + 1) if row_of[column]
    )
