"""Two evaluations side by side: what was gained, what was lost, and whether chance could do it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from extract.evaluate.evaluation import Evaluation
from extract.evaluate.intervals import paired_p_value
from extract.evaluate.mistakes import Mistake, item_of
from extract.evaluate.scores import Array, Score
from extract.schemas import Frozen

#: Measures that are compared with a test; the links between articles by B³, which is a sum.
TESTED = ("strict", "lenient", "end_to_end", "end_to_end_linked", "value", "b_cubed")
#: Measures of which a significant drop on a label fails the gate.
GATED = ("strict", "end_to_end", "b_cubed")
#: The level of the gate: how often runs of equal worth would differ this much by chance.
SIGNIFICANT = 0.05

Item = tuple[str, str, int, int]


class Change(Frozen):
    """One mention, or one entity, whose mistakes differ between two runs."""

    item: Item
    before: tuple[Mistake, ...]
    after: tuple[Mistake, ...]


class Difference(Frozen):
    """One measure of one label in two runs; `p` is the two-sided p-value of the difference."""

    measure: str
    label: str
    before: float | None
    after: float | None
    p: float | None

    @property
    def change(self) -> float | None:
        """After less before, None if either is undefined."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before

    @property
    def significant(self) -> bool:
        """Whether chance alone would seldom make such a difference."""
        return self.p is not None and self.p < SIGNIFICANT


class Comparison(Frozen):
    """A later run against an earlier one, over the articles that both have.

    Attributes:
        articles: how many articles were compared.
        left_out: articles that only one of the runs has.
        gains: items with fewer or lighter mistakes than before.
        losses: items with more or graver mistakes than before.
        changes: items that are wrong in another way than before.
    """

    articles: int
    left_out: tuple[str, ...]
    differences: tuple[Difference, ...]
    gains: tuple[Change, ...]
    losses: tuple[Change, ...]
    changes: tuple[Change, ...]


def compare(before: Evaluation, after: Evaluation) -> Comparison:
    """Compare two evaluations item by item and measure by measure.

    A mention that was not found is graver than any wrong value of one that was.
    """
    common = [article for article in before.articles if article in set(after.articles)]
    items_before = _by_item(before.mistakes, common)
    items_after = _by_item(after.mistakes, common)
    gains, losses, changes = [], [], []
    for item in sorted(items_before.keys() | items_after.keys()):
        change = Change(
            item=item,
            before=tuple(items_before.get(item, ())),
            after=tuple(items_after.get(item, ())),
        )
        weight = _weight(change.after) - _weight(change.before)
        if weight < 0:
            gains.append(change)
        elif weight > 0:
            losses.append(change)
        elif _told(change.before) != _told(change.after):
            changes.append(change)
    return Comparison(
        articles=len(common),
        left_out=tuple(sorted(set(before.articles) ^ set(after.articles))),
        differences=tuple(_differences(before, after, common)),
        gains=tuple(gains),
        losses=tuple(losses),
        changes=tuple(changes),
    )


def gate(before: Evaluation, after: Evaluation) -> tuple[Difference, ...]:
    """Return the significant drops of `after`: none, and the gate is open."""
    return tuple(
        difference
        for difference in compare(before, after).differences
        if difference.measure in GATED
        and difference.significant
        and difference.change is not None
        and difference.change < 0
    )


def _by_item(mistakes: Iterable[Mistake], articles: Sequence[str]) -> dict[Item, list[Mistake]]:
    kept = set(articles)
    items: dict[Item, list[Mistake]] = defaultdict(list)
    for mistake in mistakes:
        if mistake.article in kept:
            items[item_of(mistake)].append(mistake)
    return items


def _weight(mistakes: Sequence[Mistake]) -> int:
    """Return how bad mistakes about one item are: its span, then the number of wrong values."""
    span_wrong = any(mistake.kind not in {"wrong value", "wrong cluster"} for mistake in mistakes)
    return 100 * span_wrong + len(mistakes)


def _told(mistakes: Sequence[Mistake]) -> list[Mistake]:
    """Return mistakes without what made them: the same mistake by another rule is no change."""
    return [mistake.model_copy(update={"by": None}) for mistake in mistakes]


def _differences(
    before: Evaluation, after: Evaluation, common: Sequence[str]
) -> Iterable[Difference]:
    old, new = before.by_key(), after.by_key()
    rows_before = [before.articles.index(article) for article in common]
    rows_after = [after.articles.index(article) for article in common]
    for key, score in new.items():
        if key[0] not in TESTED or key[2] is not None or key not in old:
            continue
        a, b = _rows(old[key], rows_before), _rows(score, rows_after)
        kind = score.kind
        yield Difference(
            measure=score.measure,
            label=score.label,
            before=_total(old[key], a),
            after=_total(score, b),
            p=paired_p_value(kind, a, b) if common else None,
        )


def _rows(score: Score, wanted: Sequence[int]) -> Array:
    return np.asarray([score.by_article[index] for index in wanted], dtype=float).reshape(
        len(wanted), len(score.counts)
    )


def _total(score: Score, rows: Array) -> float | None:
    counts = tuple(float(count) for count in rows.sum(axis=0))
    return score.model_copy(update={"counts": counts}).value
