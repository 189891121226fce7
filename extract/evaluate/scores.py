"""A score: counts that are stored, and ratios that are derived from them.

Every score keeps its counts per article where it is a sum over articles. Intervals and paired
tests work on those, and a score read back from a file can be tested against a new one. A ratio
without a denominator is `None` and is printed as n/a.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import computed_field, model_validator

from extract.schemas import Frozen

Array = npt.NDArray[np.float64]
Kind = Literal["found", "right", "sided"]
#: The counts of each kind of score.
COLUMNS: dict[Kind, tuple[str, ...]] = {
    "found": ("tp", "fp", "fn"),
    "right": ("correct", "n"),
    "sided": ("precision_sum", "precision_of", "recall_sum", "recall_of"),
}
#: The ratios of each kind; the last is the one that speaks for the score.
RATIOS: dict[Kind, tuple[str, ...]] = {
    "found": ("precision", "recall", "f1"),
    "right": ("accuracy",),
    "sided": ("precision", "recall", "f1"),
}
#: The label of a score over all labels together.
ALL = "ALL"
#: Figures in files are rounded to this many digits, so that the bytes do not depend on the machine.
DIGITS = 6


def ratios(kind: Kind, counts: Array) -> dict[str, Array]:
    """Return the ratios of `counts`, whose last axis is `COLUMNS[kind]`; NaN where undefined."""
    columns = [counts[..., index] for index in range(len(COLUMNS[kind]))]
    match kind:
        case "right":
            correct, n = columns
            return {"accuracy": _divide(correct, n)}
        case "found":
            tp, fp, fn = columns
            precision, recall = _divide(tp, tp + fp), _divide(tp, tp + fn)
            return {
                "precision": precision,
                "recall": recall,
                "f1": _divide(2 * tp, 2 * tp + fp + fn),
            }
        case "sided":
            precision = _divide(columns[0], columns[1])
            recall = _divide(columns[2], columns[3])
            f1 = _divide(2 * precision * recall, precision + recall)
            # One empty side makes its ratio undefined, but leaves no doubt of the whole.
            nothing_right = (columns[0] + columns[2] == 0) & (columns[1] + columns[3] > 0)
            f1 = np.where(nothing_right, 0.0, f1)
            return {"precision": precision, "recall": recall, "f1": f1}


def _divide(numerator: Array, denominator: Array) -> Array:
    quotient: Array = np.full(np.shape(numerator), np.nan)
    np.divide(numerator, denominator, out=quotient, where=denominator != 0)
    return quotient


class Score(Frozen):
    """One measure of one label, or of one part (a slice, a rule) of the mentions.

    Attributes:
        counts: the totals, named by `COLUMNS[kind]`.
        by_article: a row of counts per article of the evaluation; empty where a score is not a sum
            over articles (links between articles).
        low, high: the 95 % bootstrap interval of `value` over articles.
    """

    measure: str
    label: str
    part: str | None = None
    kind: Kind
    counts: tuple[int | float, ...]
    low: float | None = None
    high: float | None = None
    by_article: tuple[tuple[int | float, ...], ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _drop_derived(cls, data: object) -> object:
        # Ratios are written for readers of the file; what counts are the counts.
        if isinstance(data, dict):
            return {name: value for name, value in data.items() if name not in {"value", "ratios"}}
        return data

    @computed_field  # type: ignore[prop-decorator]  # pydantic documents this order
    @property
    def ratios(self) -> dict[str, float | None]:
        """The derived ratios, by name; None where the denominator is 0."""
        derived = ratios(self.kind, np.asarray(self.counts, dtype=float))
        return {name: number(value) for name, value in derived.items()}

    @property
    def value(self) -> float | None:
        """The ratio that speaks for the score: F1, or accuracy."""
        return self.ratios[RATIOS[self.kind][-1]]

    def count(self, name: str) -> int | float:
        """Return one count by its name in `COLUMNS`."""
        return self.counts[COLUMNS[self.kind].index(name)]


def number(value: Any) -> float | None:  # noqa: ANN401 - a numpy scalar or 0-d array
    """Return a figure as it is stored: rounded, and None for NaN."""
    return None if np.isnan(value) else round(float(value), DIGITS)


Key = tuple[str, str, str | None]


def by_key(scores: tuple[Score, ...]) -> Mapping[Key, Score]:
    """Return scores by (measure, label, part)."""
    return {(each.measure, each.label, each.part): each for each in scores}
