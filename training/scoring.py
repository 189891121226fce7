"""Scores of names on articles that were not trained on: strict spans, per label and region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extract.newsmodel.decoding import best_tags, log_softmax, transitions_of
from extract.newsmodel.words import spans_of
from training.data import UNKNOWN, Example

#: The labels whose F1 together is called that of names.
NAMES = ("PERSON", "AGENCY", "LOCATION")


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of strict spans: right, predicted, in the gold."""

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the predicted spans that are right; 0 without any."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold spans that were found; 0 without any."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.predicted + self.gold
        return 2 * self.right / both if both else 0.0


def decode(scores: npt.NDArray[np.float32], tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return the best spans of one article from its scores, word × tag."""
    if not len(scores):
        return []
    transitions = transitions_of(tags)
    path = best_tags(log_softmax(scores)[None], transitions, begins=transitions[0])[0]
    return spans_of([tags[i] for i in path])


def score(
    examples: Sequence[Example],
    predicted: Sequence[Sequence[tuple[int, int, str]]],
    tags: Sequence[str],
) -> dict[str, Score]:
    """Return the score of each label, and of ``names``: the labels of `NAMES` together."""
    right, guessed, gold = Counter[str](), Counter[str](), Counter[str]()
    for example, spans in zip(examples, predicted, strict=True):
        truth = gold_spans(example, tags)
        scored = {
            span for span in spans if all(example.names[i] != UNKNOWN for i in range(*span[:2]))
        }
        for label in {span[2] for span in truth | scored}:
            for key in (label, "names") if label in NAMES else (label,):
                right[key] += sum(span[2] == label for span in truth & scored)
                guessed[key] += sum(span[2] == label for span in scored)
                gold[key] += sum(span[2] == label for span in truth)
    return {
        key: Score(right[key], guessed[key], gold[key])
        for key in ("names", *sorted(gold.keys() | guessed.keys()))
        if key in gold or key in guessed
    }


def gold_spans(example: Example, tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """Return the labelled spans of `example`."""
    return set(spans_of([tags[i] if i != UNKNOWN else "O" for i in example.names]))


def region_of(article: str) -> str:
    """Return the country or part of the world in the id of an article of the newswire."""
    return article.split("_", maxsplit=1)[0]
