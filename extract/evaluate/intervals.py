"""What chance alone could do: intervals by bootstrap and paired tests, over articles.

Articles are drawn, not mentions: the mentions of one article stand or fall together. Every draw
is seeded, so the same counts give the same figures.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from extract.evaluate.scores import RATIOS, Array, Kind, number, ratios

SEED = 20_240_801
RESAMPLES = 1_000
#: Swaps of the paired test; the smallest p-value it can give is 1 / (SWAPS + 1).
SWAPS = 5_000
#: Ends of the 95 % interval, in per cent.
ENDS = (2.5, 97.5)


def interval(kind: Kind, rows: Array) -> tuple[float | None, float | None]:
    """Return the 95 % percentile interval of a score's main ratio.

    Args:
        kind: the kind of score.
        rows: articles × `COLUMNS[kind]`.

    Returns:
        Low and high; (None, None) with fewer than two articles or no defined value. Draws in which
        the ratio is undefined are left out.
    """
    if len(rows) < 2:
        return None, None
    drawn = ratios(kind, _draws(len(rows)) @ rows)[RATIOS[kind][-1]]
    drawn = drawn[~np.isnan(drawn)]
    if not drawn.size:
        return None, None
    low, high = np.percentile(drawn, ENDS)
    return number(low), number(high)


def paired_p_value(kind: Kind, a: Array, b: Array) -> float | None:
    """Return the two-sided p-value of the difference between two runs on the same articles.

    Approximate randomisation (Noreen 1989): were the runs alike, swapping their outcomes on any
    article would change nothing; p is how often a random swapping gives a difference at least as
    great. None when a ratio is undefined.

    Args:
        kind: the kind of score.
        a: articles × `COLUMNS[kind]` of one run.
        b: the same of the other run, articles in the same order.
    """
    main = RATIOS[kind][-1]
    observed = ratios(kind, b.sum(axis=0))[main] - ratios(kind, a.sum(axis=0))[main]
    if np.isnan(observed):
        return None
    difference = _swaps(len(a)) @ (b - a)
    swapped_a, swapped_b = a.sum(axis=0) + difference, b.sum(axis=0) - difference
    swapped = ratios(kind, swapped_b)[main] - ratios(kind, swapped_a)[main]
    # Equal differences must count as equal whatever the order of the additions.
    as_great = np.abs(swapped) >= abs(observed) - 1e-12
    return number((1 + np.count_nonzero(as_great)) / (SWAPS + 1))


@cache
def _draws(articles: int) -> Array:
    generator = np.random.default_rng(SEED)
    share = np.full(articles, 1 / articles)
    return generator.multinomial(articles, share, size=RESAMPLES).astype(float)


@cache
def _swaps(articles: int) -> Array:
    return np.random.default_rng(SEED).integers(0, 2, size=(SWAPS, articles)).astype(float)
