"""Which predicted mention answers which gold mention, in three readings.

- strict: the same label at the same offsets.
- lenient: the same label and at least one character in common; one to one, greatest overlap first.
- span_only: the same offsets, whatever the label.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.evaluate.gold import GoldMention
from extract.schemas import Mention


class Pair(NamedTuple):
    """A gold mention and the prediction that answers it."""

    gold: GoldMention
    predicted: Mention


@dataclass(frozen=True, slots=True)
class Alignment:
    """The pairs of one article, by reading, each in the order of the text."""

    strict: tuple[Pair, ...]
    lenient: tuple[Pair, ...]
    span_only: tuple[Pair, ...]


def align(gold: Sequence[GoldMention], predicted: Sequence[Mention]) -> Alignment:
    """Pair the mentions of one article; neither side may overlap itself."""
    at = {(mention.start, mention.end): mention for mention in predicted}
    same_span = [(each, at[each.start, each.end]) for each in gold if (each.start, each.end) in at]
    span_only = tuple(Pair(*pair) for pair in same_span)
    strict = tuple(pair for pair in span_only if pair.gold.label == pair.predicted.label)
    lenient = tuple(pair for pair in overlapping(gold, predicted, same_label=True))
    return Alignment(strict=strict, lenient=lenient, span_only=span_only)


def overlapping(
    gold: Sequence[GoldMention], predicted: Sequence[Mention], *, same_label: bool
) -> list[Pair]:
    """Return one-to-one pairs that share a character, greatest overlap first taken.

    Of equal overlaps the one that comes first in the text is taken, so that the outcome does not
    depend on which side is called gold.
    """
    candidates = sorted(
        _touching(gold, predicted),
        key=lambda pair: (-_overlap(pair), max(pair.gold.start, pair.predicted.start)),
    )
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    pairs = []
    for pair in candidates:
        if same_label and pair.gold.label != pair.predicted.label:
            continue
        if pair.gold.start in taken_gold or pair.predicted.start in taken_predicted:
            continue
        taken_gold.add(pair.gold.start)
        taken_predicted.add(pair.predicted.start)
        pairs.append(pair)
    return sorted(pairs, key=lambda pair: pair.gold.start)


def _touching(gold: Sequence[GoldMention], predicted: Sequence[Mention]) -> Iterator[Pair]:
    first = 0
    for each in gold:
        # Both sides are sorted and free of overlaps: what ended before stays behind.
        while first < len(predicted) and predicted[first].end <= each.start:
            first += 1
        index = first
        while index < len(predicted) and predicted[index].start < each.end:
            yield Pair(each, predicted[index])
            index += 1


def _overlap(pair: Pair) -> int:
    gold, predicted = pair
    return min(gold.end, predicted.end) - max(gold.start, predicted.start)
