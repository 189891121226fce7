"""From scores to names: the best well-formed sequence of tags, and how sure each name is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from extract.newsmodel.words import spans_of

Floats = npt.NDArray[np.float32]

#: A score that no sum of others makes up for.
_NEVER = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Span:
    """A name: the words from `start` to before `stop`, its label, and how likely it is right."""

    start: int
    stop: int
    label: str
    confidence: float


def transitions_of(tags: Sequence[str]) -> Floats:
    """Return 0 for each pair of tags that may follow one another, by row and column, else -1e4.

    ``I-X`` continues ``B-X`` or ``I-X`` and nothing else.
    """
    size = len(tags)
    scores = np.zeros((size, size), dtype=np.float32)
    for i, before in enumerate(tags):
        for j, tag in enumerate(tags):
            if tag[0] == "I" and (before[0] == "O" or before[2:] != tag[2:]):
                scores[i, j] = _NEVER
    return scores


def best_tags(scores: Floats, transitions: Floats, *, begins: Floats) -> npt.NDArray[np.intp]:
    """Return the best sequence of tags for each of several sequences of words (Viterbi).

    Args:
        scores: of sequence × word × tag; sequences that are shorter are padded at their end.
        transitions: from tag × to tag.
        begins: score of each tag at the start of a sequence.

    Returns:
        The index of the tag of each word, sequence × word; padding gets any tag.
    """
    sequences, length, size = scores.shape
    back = np.empty((length, sequences, size), dtype=np.intp)
    best = scores[:, 0] + begins
    for word in range(1, length):
        candidates = best[:, :, None] + transitions
        candidates.argmax(axis=1, out=back[word])
        best = candidates.max(axis=1) + scores[:, word]
    path = np.empty((sequences, length), dtype=np.intp)
    path[:, -1] = best.argmax(axis=1)
    every = np.arange(sequences)
    for word in range(length - 1, 0, -1):
        path[:, word - 1] = back[word, every, path[:, word]]
    return path


def log_softmax(scores: Floats) -> Floats:
    """Return `scores` as log-probabilities over their last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


def span_odds(
    log: Floats, path: npt.NDArray[np.intp], tags: Sequence[str], calibration: Floats
) -> list[Span]:
    """Return the names on `path`, each with how likely it is right.

    A name is as sure as the least sure of its words and of the word behind it, which ends it.

    Args:
        log: log-probabilities, word × tag.
        path: the tag of each word.
        tags: what the tags are called.
        calibration: slope and offset for the log-odds, tag × 2.
    """
    found = spans_of([tags[i] for i in path])
    if not found:
        return []
    probability = np.exp(np.take_along_axis(log, path[:, None], axis=1)[:, 0])
    spans = []
    for start, stop, label in found:
        # Behind a name, anything that does not go on with it will do.
        inside = tags.index(f"I-{label}")
        sure = float(probability[start:stop].min())
        if stop < len(path):
            sure = min(sure, 1.0 - float(np.exp(log[stop, inside])))
        slope, offset = calibration[path[start]]
        odds = np.log(max(sure, 1e-6)) - np.log(max(1.0 - sure, 1e-6))
        spans.append(
            Span(start, stop, label, float(1.0 / (1.0 + np.exp(-(slope * odds + offset)))))
        )
    return spans


def agreed(spans: Sequence[Span], words: Sequence[str]) -> list[Span]:
    """Return the names of one document, the same words under the same label wherever they stand.

    A network sees a window and may take "Mkula" for a body in one and a man in the next. Every
    occurrence votes with its confidence, and a full name of a person votes for its surname too. On
    the development articles this raises F1 of names by 1.4 points.
    """
    votes: defaultdict[tuple[str, ...], defaultdict[str, float]] = defaultdict(
        lambda: defaultdict(float)
    )
    for span in spans:
        name = tuple(words[span.start : span.stop])
        votes[name][span.label] += span.confidence
        if span.label == "PERSON" and len(name) > 1:
            votes[name[-1:]]["PERSON"] += span.confidence
    result = []
    for span in spans:
        cast = votes[tuple(words[span.start : span.stop])]
        label, most = max(cast.items(), key=lambda vote: (vote[1], vote[0] == span.label, vote[0]))
        if label != span.label:
            span = replace(span, label=label, confidence=most / sum(cast.values()))  # noqa: PLW2901 - the same span
        result.append(span)
    return result
