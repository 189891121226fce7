"""The entity of every mention on both sides, which stands for which, and how well they agree."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

from extract.evaluate import clusters
from extract.evaluate.cluster_errors import ClusterError, On, cluster_errors
from extract.evaluate.gold import GoldArticle, GoldMention
from extract.evaluate.ledger import Ledger, as_counts
from extract.evaluate.mistakes import Mistake, Named, cluster_mistakes
from extract.evaluate.scores import ALL, Array, Score
from extract.schemas import ENTITY_LABELS, Decision, Label, Mention, Record

_Entities = dict[Named, Hashable]
_Clusters = list[frozenset[Named]]

_TOTALS: dict[str, Callable[[_Clusters, _Clusters], clusters.Parts]] = {
    "ceaf_e": clusters.ceaf_e,
    "muc": clusters.muc,
    "lea": clusters.lea,
}
#: Measures over all mentions of both sides, and over those that both have.
SUFFIXES: Mapping[str, bool] = {"": False, "_found": True}
#: Measures over the gold mentions, linked by resolution alone.
ON_GOLD: Mapping[str, bool] = {"_gold": True}


class Linking:
    """The links of gold and output over a whole set of articles.

    Args:
        gold: the gold articles.
        records: the record of each of them, in the same order.
        decisions: what the entities of the records were decided by, for the errors.
    """

    def __init__(
        self,
        gold: Sequence[GoldArticle],
        records: Sequence[Record],
        decisions: Sequence[Decision] = (),
    ) -> None:
        self._texts = {each.article.id: each.article.text for each in gold}
        self._decisions = decisions
        self._index = {each.article.id: index for index, each in enumerate(gold)}
        self._gold = _entities(gold)
        self._predicted = _entities(records)
        sides = self._clusters(ALL, found_only=True)
        self._standing = {
            mention
            for i, j in clusters.align_clusters(*sides)
            for mention in sides[0][i] & sides[1][j]
        }

    def right(self, article: str, mention: GoldMention) -> bool:
        """Return whether a found mention has the entity that stands for its gold entity.

        Entities stand for each other one to one, so that as many found mentions as can be are
        right. A mention of a label without entities is always right.
        """
        return mention.label not in ENTITY_LABELS or _named(article, mention) in self._standing

    def mistakes(self) -> Iterator[Mistake]:
        """Yield the entities that were wrongly parted or joined, label by label."""
        for label in ENTITY_LABELS:
            yield from cluster_mistakes(*self._common(label))

    def errors(self, on: On) -> Iterator[ClusterError]:
        """Yield the same entities whole, with contexts and decisions, label by label."""
        for label in ENTITY_LABELS:
            sides = self._common(label)
            yield from cluster_errors(*sides, self._texts, self._decisions, on=on)

    def _common(self, label: Label) -> tuple[_Entities, _Entities]:
        common = [m for m in self._gold if m.label == label and m in self._predicted]
        return (
            {mention: self._gold[mention] for mention in common},
            {mention: self._predicted[mention] for mention in common},
        )

    def count(self, ledger: Ledger, suffixes: Mapping[str, bool] = SUFFIXES) -> Iterator[Score]:
        """Enter B³ into the ledger, and yield the scores that are not sums over articles.

        Args:
            ledger: of the articles.
            suffixes: what the names of the measures end in → whether found mentions alone count.
        """
        for suffix, found_only in suffixes.items():
            for label in (*ENTITY_LABELS, ALL):
                gold, predicted = self._clusters(label, found_only=found_only)
                rows = ledger.rows("sided", f"b_cubed{suffix}", label)
                self._add(rows[:, :2], clusters.b_cubed_by_mention(predicted, gold))
                self._add(rows[:, 2:], clusters.b_cubed_by_mention(gold, predicted))
                for name, total in _TOTALS.items():
                    counts = as_counts(total(gold, predicted))
                    yield Score(measure=name + suffix, label=label, kind="sided", counts=counts)
                pairs = clusters.pairwise(gold, predicted)
                yield Score(measure=f"pairwise{suffix}", label=label, kind="found", counts=pairs)

    def _clusters(self, label: str, *, found_only: bool) -> tuple[_Clusters, _Clusters]:
        def side(own: _Entities, other: _Entities) -> _Clusters:
            return clusters.group(
                {
                    mention: entity
                    for mention, entity in own.items()
                    if label in {ALL, mention.label} and (mention in other or not found_only)
                }
            )

        return side(self._gold, self._predicted), side(self._predicted, self._gold)

    def _add(self, rows: Array, shares: Mapping[Named, float]) -> None:
        """Add each mention's share, and one to the number of mentions, to its article's row."""
        for mention, share in shares.items():
            rows[self._index[mention.article]] += (share, 1)


def _entities(articles: Sequence[GoldArticle] | Sequence[Record]) -> _Entities:
    return {
        _named(each.article.id, mention): _entity(mention)
        for each in articles
        for mention in each.mentions
        if mention.label in ENTITY_LABELS
    }


def _named(article: str, mention: GoldMention | Mention) -> Named:
    return Named(article, mention.start, mention.end, mention.label, mention.text)


def _entity(mention: GoldMention | Mention) -> Hashable:
    # An id names one thing of one kind: the same id under two labels is two entities.
    return None if mention.entity is None else (mention.label, mention.entity)
