"""Where an evaluation keeps its counts while it reads: one row per article and score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from extract.evaluate.intervals import interval
from extract.evaluate.scores import ALL, COLUMNS, DIGITS, Array, Key, Kind, Score


class Ledger:
    """Counts per article, by measure, label and part.

    Args:
        articles: how many there are; a row is addressed by the article's index.
    """

    def __init__(self, articles: int) -> None:
        self._articles = articles
        self._rows: dict[Key, tuple[Kind, Array]] = {}

    def rows(self, kind: Kind, measure: str, label: str, part: str | None = None) -> Array:
        """Return the rows (articles × columns) of a score to add to, zeros at first."""
        key = (measure, label, part)
        if key not in self._rows:
            self._rows[key] = kind, np.zeros((self._articles, len(COLUMNS[kind])))
        return self._rows[key][1]

    def add(
        self, article: int, kind: Kind, measure: str, label: str, counts: Sequence[float]
    ) -> None:
        """Add counts to the score of a label and to that of all labels."""
        self.rows(kind, measure, label)[article] += counts
        self.rows(kind, measure, ALL)[article] += counts

    def scores(self) -> Iterator[Score]:
        """Yield the scores with their intervals, in the order in which they were first named."""
        for (measure, label, part), (kind, rows) in self._rows.items():
            low, high = interval(kind, rows)
            yield Score(
                measure=measure,
                label=label,
                part=part,
                kind=kind,
                counts=as_counts(rows.sum(axis=0)),
                low=low,
                high=high,
                by_article=tuple(as_counts(row) for row in rows),
            )


def as_counts(row: Sequence[float] | Array) -> tuple[int | float, ...]:
    """Return numbers as they are stored: whole where they are, else rounded."""
    return tuple(
        int(count) if float(count).is_integer() else round(float(count), DIGITS) for count in row
    )
