"""Every mistake by itself: what the gold says, what the output says, and which rule made it.

Each gold mention and each prediction takes part in one mistake of span at most. They are told in
this order: the same span with another label; the same label with another boundary; another label
with another boundary (told as a wrong label); missed; spurious. Found mentions can have one wrong
value per field. Wrong links are summed up per entity.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, cast

from extract.evaluate.gold import GoldArticle, GoldMention
from extract.evaluate.spans import Pair, align, overlapping
from extract.evaluate.values import SECOND_READINGS, right_fields, words
from extract.schemas import Frozen, Label, Mention

MistakeKind = Literal[
    "missed", "spurious", "wrong label", "wrong boundary", "wrong value", "wrong cluster"
]
MISTAKE_KINDS: tuple[MistakeKind, ...] = (
    "missed",
    "spurious",
    "wrong label",
    "wrong boundary",
    "wrong value",
    "wrong cluster",
)
#: Spellings that a wrong cluster lists for each of its parts.
MAX_SPELLINGS = 4


class Side(Frozen):
    """One side of a mistake: a mention as the gold or the output has it."""

    label: Label
    start: int
    end: int
    text: str
    value: str


class Mistake(Frozen):
    """One difference between gold and output.

    Attributes:
        label: the label of the gold, or of the prediction where there is no gold.
        field: the value that is wrong; for a wrong cluster "parted" or "joined".
        by: the rule or model that made the prediction.
        note: for a wrong cluster, its parts in words.
        pairs: for a wrong cluster, the pairs of mentions that are wrongly parted or joined.
    """

    kind: MistakeKind
    label: Label
    article: str
    field: str | None = None
    gold: Side | None = None
    predicted: Side | None = None
    by: str | None = None
    note: str | None = None
    pairs: int | None = None


class Named(NamedTuple):
    """A mention of an entity on either side, with its article; hashable and sortable."""

    article: str
    start: int
    end: int
    label: Label
    text: str


def span_and_value_mistakes(
    gold: GoldArticle, predicted: Sequence[Mention]
) -> Iterator[tuple[int, Mistake]]:
    """Yield the mistakes of one article, each with the offset at which it stands."""
    pairs = align(gold.mentions, predicted)
    article = gold.article.id
    for pair in pairs.strict:
        for field, right in right_fields(
            pair.gold.label, pair.gold.value, pair.predicted.value
        ).items():
            if not right and field not in SECOND_READINGS:
                yield pair.gold.start, _differing("wrong value", article, pair, field)
    relabelled = [pair for pair in pairs.span_only if pair.gold.label != pair.predicted.label]
    open_gold, open_predicted = _left(gold.mentions, predicted, [*pairs.strict, *relabelled])
    shifted = overlapping(open_gold, open_predicted, same_label=True)
    open_gold, open_predicted = _left(open_gold, open_predicted, shifted)
    relabelled += overlapping(open_gold, open_predicted, same_label=False)
    open_gold, open_predicted = _left(open_gold, open_predicted, relabelled)
    for pair in relabelled:
        yield pair.gold.start, _differing("wrong label", article, pair)
    for pair in shifted:
        yield pair.gold.start, _differing("wrong boundary", article, pair)
    for missed in open_gold:
        yield (
            missed.start,
            Mistake(kind="missed", label=missed.label, article=article, gold=_side(missed)),
        )
    for spurious in open_predicted:
        yield (
            spurious.start,
            Mistake(
                kind="spurious",
                label=spurious.label,
                article=article,
                predicted=_side(spurious),
                by=spurious.evidence.by,
            ),
        )


def _left(
    gold: Sequence[GoldMention], predicted: Sequence[Mention], pairs: Iterable[Pair]
) -> tuple[list[GoldMention], list[Mention]]:
    paired = [(pair.gold.start, pair.predicted.start) for pair in pairs]
    gold_starts = {gold_start for gold_start, _ in paired}
    starts = {start for _, start in paired}
    return (
        [each for each in gold if each.start not in gold_starts],
        [each for each in predicted if each.start not in starts],
    )


def _differing(kind: MistakeKind, article: str, pair: Pair, field: str | None = None) -> Mistake:
    return Mistake(
        kind=kind,
        label=pair.gold.label,
        article=article,
        field=field,
        gold=_side(pair.gold, field),
        predicted=_side(pair.predicted, field),
        by=pair.predicted.evidence.by,
    )


def _side(mention: GoldMention | Mention, field: str | None = None) -> Side:
    return Side(
        label=mention.label,
        start=mention.start,
        end=mention.end,
        text=mention.text,
        value=words(mention.label, mention.value, field),
    )


def cluster_mistakes(
    gold: Mapping[Named, Hashable], predicted: Mapping[Named, Hashable]
) -> Iterator[Mistake]:
    """Yield entities that the output parted, then those that it joined.

    Args:
        gold: the entity of each mention that both sides have; None is no one else.
        predicted: the same for the output.
    """
    yield from _split(gold, predicted, "parted")
    yield from _split(predicted, gold, "joined")


def _split(
    whole: Mapping[Named, Hashable],
    parts: Mapping[Named, Hashable],
    field: Literal["parted", "joined"],
) -> Iterator[Mistake]:
    """Yield the clusters of `whole` whose mentions lie in several clusters of `parts`."""
    for pieces in divided(whole, parts):
        # The largest piece is what the entity is; the first mention of the next one shows the harm.
        kept, shown = pieces[0][0], pieces[1][0]
        sides = [
            Side(label=each.label, start=each.start, end=each.end, text=each.text, value=value)
            for each, value in (
                (shown, f"the same as {kept.text!r}"),
                (shown, f"not the same as {kept.text!r}"),
            )
        ]
        yield Mistake(
            kind="wrong cluster",
            label=shown.label,
            article=shown.article,
            field=field,
            gold=sides[0] if field == "parted" else sides[1],
            predicted=sides[1] if field == "parted" else sides[0],
            note=" | ".join(spellings(mention.text for mention in piece) for piece in pieces),
            pairs=wrong_pairs(pieces),
        )


def divided(
    whole: Mapping[Named, Hashable], parts: Mapping[Named, Hashable]
) -> Iterator[list[list[Named]]]:
    """Yield the clusters of `whole` whose mentions lie in several of `parts`: piece by piece.

    The largest piece comes first; the mentions of each are in order of article and offset.
    """
    clusters: dict[Hashable, list[Named]] = defaultdict(list)
    for mention in sorted(whole):
        clusters[whole[mention] or mention].append(mention)
    for cluster in clusters.values():
        pieces: dict[Hashable, list[Named]] = defaultdict(list)
        for mention in cluster:
            pieces[parts[mention] or mention].append(mention)
        if len(pieces) > 1:
            yield sorted(pieces.values(), key=lambda piece: (-len(piece), piece))


def wrong_pairs(pieces: Sequence[Sequence[Named]]) -> int:
    """Return the number of pairs of mentions that lie in two of `pieces`."""
    whole = sum(len(piece) for piece in pieces)
    return (whole**2 - sum(len(piece) ** 2 for piece in pieces)) // 2


def spellings(texts: Iterable[str]) -> str:
    """Return the most frequent of `texts`, each with its number."""
    common = Counter(texts).most_common()
    shown = [f"{text} ×{count}" for text, count in common[:MAX_SPELLINGS]]
    return ", ".join(shown) + (", …" if len(common) > MAX_SPELLINGS else "")


def item_of(mistake: Mistake) -> tuple[str, str, int, int]:
    """Return what a mistake is about: article, label and offsets, gold's where there are any."""
    side = cast("Side", mistake.gold or mistake.predicted)
    return mistake.article, mistake.label, side.start, side.end
