from __future__ import annotations

import numpy as np
import pytest

from extract.evaluate.scores import Kind, Score, ratios


@pytest.mark.parametrize(
    ("kind", "counts", "expected"),
    [
        ("found", (6, 2, 4), {"precision": 0.75, "recall": 0.6, "f1": 0.666667}),
        ("found", (0, 0, 3), {"precision": None, "recall": 0.0, "f1": 0.0}),
        ("found", (0, 3, 0), {"precision": 0.0, "recall": None, "f1": 0.0}),
        ("found", (0, 0, 0), {"precision": None, "recall": None, "f1": None}),
        ("right", (3, 4), {"accuracy": 0.75}),
        ("right", (0, 0), {"accuracy": None}),
        ("sided", (3, 4, 3, 6), {"precision": 0.75, "recall": 0.5, "f1": 0.6}),
        ("sided", (0, 0, 0, 6), {"precision": None, "recall": 0.0, "f1": 0.0}),
        ("sided", (0, 2, 0, 6), {"precision": 0.0, "recall": 0.0, "f1": 0.0}),
        ("sided", (0, 0, 0, 0), {"precision": None, "recall": None, "f1": None}),
    ],
)
def test_ratios(kind: Kind, counts: tuple[int, ...], expected: dict[str, float | None]) -> None:
    score = Score(measure="m", label="ALL", kind=kind, counts=counts)
    assert score.ratios == expected
    assert score.value == list(expected.values())[-1]


def test_ratios_of_many_draws_at_once() -> None:
    derived = ratios("found", np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 0.0]]))
    assert derived["precision"][0] == 0.5
    assert np.isnan(derived["precision"][1])


def test_counts_are_stored_and_ratios_are_derived_again() -> None:
    score = Score(measure="m", label="ALL", kind="right", counts=(1, 2))
    written = score.model_dump(mode="json") | {"ratios": {"accuracy": 0.99}}
    assert Score.model_validate(written) == score
    assert score.count("n") == 2
