"""Score predictions against the gold: the whole evaluation, from records to figures.

Where to start reading: `evaluate`. What each measure means is said in `MEASURES`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from pydantic import ValidationError

from extract.errors import ArticleError, ConfigError
from extract.evaluate.cluster_errors import ClusterError
from extract.evaluate.gold import GoldArticle, GoldMention
from extract.evaluate.ledger import Ledger
from extract.evaluate.linking import ON_GOLD, Linking
from extract.evaluate.mistakes import Mistake, span_and_value_mistakes
from extract.evaluate.scores import ALL, Key, Score, by_key
from extract.evaluate.slices import Place, places, slices_of
from extract.evaluate.spans import Pair, align
from extract.evaluate.values import FIELDS, MAIN_FIELDS, main_right, right_fields
from extract.schemas import ENTITY_LABELS, LABELS, Decision, Frozen, Label, Mention, Record

#: Every measure, in one sentence.
MEASURES: dict[str, str] = {
    "strict": "label and offsets are right",
    "lenient": "the label is right and the spans share a character, one to one",
    "span_only": "the offsets are right, whatever the label",
    "strict_without_hard": "as strict, without hard labels and the predictions that touch them",
    "end_to_end": "label, offsets and all main values are right",
    "end_to_end_linked": "as end_to_end, and the entity is the one that stands for the gold's",
    "value": "of the strictly found mentions, all main values are right",
    **{
        f"value.{field}": f"of the strictly found mentions, {field} is right"
        for fields in FIELDS.values()
        for field in fields
    },
    "value.interval": "of the strictly found dates, the days meant are right, however written",
    "value.role_loose": "of the strictly found people, the role is right but for case and article",
    "entity": "of the strictly found mentions, the entity is the one that stands for the gold's",
    "b_cubed": "B³ over all mentions of both sides",
    "ceaf_e": "CEAF-e over all mentions of both sides",
    "muc": "MUC over all mentions of both sides",
    "lea": "LEA over all mentions of both sides",
    "pairwise": "pairs of mentions that are one entity, over all mentions of both sides",
    "b_cubed_found": "B³ over the strictly found mentions: the grouping alone",
    "ceaf_e_found": "CEAF-e over the strictly found mentions",
    "muc_found": "MUC over the strictly found mentions",
    "lea_found": "LEA over the strictly found mentions",
    "pairwise_found": "pairs of mentions that are one entity, over the strictly found mentions",
    **{
        f"{name}_gold": f"{shown} over the gold mentions, linked by resolution alone"
        for name, shown in {
            "b_cubed": "B³",
            "ceaf_e": "CEAF-e",
            "muc": "MUC",
            "lea": "LEA",
            "pairwise": "pairs of mentions that are one entity,",
        }.items()
    },
    "rule": "of the predictions of one rule or model, the share that is strictly right",
    "slice_recall": "of the gold mentions of a slice, the share that is strictly found",
    "slice_value": "of the found mentions of a slice, the share whose main values are right",
    "slice_entity": "of the found mentions of a slice, the share whose entity is right",
}


class Evaluation(Frozen):
    """All scores of one set of predictions, and all its mistakes.

    Attributes:
        articles: the ids of the articles, in the order of `Score.by_article`.
        gold: the number of gold mentions per label.
        cluster_errors: every entity that was wrongly joined or parted, whole; `mistakes` has those
            of found mentions as well, in short.
    """

    format: Literal["1"] = "1"
    articles: tuple[str, ...]
    gold: dict[Label, int]
    scores: tuple[Score, ...]
    mistakes: tuple[Mistake, ...]
    cluster_errors: tuple[ClusterError, ...] = ()

    def by_key(self) -> Mapping[Key, Score]:
        """Return the scores by (measure, label, part)."""
        return by_key(self.scores)

    def score(self, measure: str, label: str = ALL, part: str | None = None) -> Score:
        """Return one score; KeyError when there is none of that measure, label and part."""
        return self.by_key()[measure, label, part]

    def parts(self, measure: str) -> list[Score]:
        """Return the scores of a measure by part: the slices, or the rules."""
        return [each for each in self.scores if each.measure == measure and each.part is not None]

    def to_json(self) -> str:
        """Return the evaluation as JSON, one score or error per line, ratios included."""
        head = self.model_dump(mode="json", exclude={"scores", "mistakes", "cluster_errors"})
        lines = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in head.items()]
        rows: tuple[tuple[str, Sequence[Frozen]], ...] = (
            ("scores", self.scores),
            ("mistakes", self.mistakes),
            ("cluster_errors", self.cluster_errors),
        )
        for name, each_row in rows:
            written = [
                json.dumps(row.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False)
                for row in each_row
            ]
            lines.append(f'"{name}": [\n' + ",\n".join(written) + "\n]")
        return "{" + ",\n".join(lines) + "}\n"

    @classmethod
    def from_json(cls, text: str) -> Evaluation:
        """Return the evaluation that `to_json` wrote.

        Raises:
            ConfigError: it is no such text, or of another version.
        """
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            first = error.errors()[0]["msg"]
            raise ConfigError(
                f"no scores of “extract evaluate --json”: {first}; write them anew"
            ) from error


class Linked(NamedTuple):
    """Records whose mentions have entities, and the decisions that led to these."""

    records: Sequence[Record]
    decisions: Sequence[Decision] = ()


def evaluate(
    gold: Sequence[GoldArticle],
    predictions: Sequence[Record],
    *,
    decisions: Sequence[Decision] = (),
    on_gold: Linked | None = None,
) -> Evaluation:
    """Score `predictions` against `gold`.

    Args:
        gold: articles labelled by reading, each once.
        predictions: one record for each of them, found by the id of its article; records of other
            articles are left out.
        decisions: of the resolution of `predictions`; they are told beside its cluster errors.
        on_gold: the mentions of the gold themselves, linked by resolution, to score that alone.

    Raises:
        ArticleError: an article is in the gold twice, was labelled by a machine, has no record, or
            has one of another text.
    """
    records = _records(gold, predictions)
    linking = Linking(gold, records, decisions)
    ledger = Ledger(len(gold))
    _open(ledger)
    mistakes: list[Mistake] = []
    for index, (place, record) in enumerate(zip(places(gold), records, strict=True)):
        _count_article(ledger, index, place, record.mentions, linking)
        found_here = span_and_value_mistakes(place.gold, record.mentions)
        mistakes += [mistake for _, mistake in sorted(found_here, key=lambda pair: pair[0])]
    mistakes += linking.mistakes()
    totals = [*linking.count(ledger)]
    errors = [*linking.errors("found")]
    if on_gold is not None:
        alone = Linking(gold, _records(gold, on_gold.records), on_gold.decisions)
        totals += alone.count(ledger, ON_GOLD)
        errors += alone.errors("gold")
    return Evaluation(
        articles=tuple(each.article.id for each in gold),
        gold={
            label: sum(mention.label == label for each in gold for mention in each.mentions)
            for label in LABELS
        },
        scores=(*ledger.scores(), *totals),
        mistakes=tuple(mistakes),
        cluster_errors=tuple(errors),
    )


def _records(gold: Sequence[GoldArticle], predictions: Sequence[Record]) -> list[Record]:
    """Return the record of each gold article, or say which cannot be scored."""
    by_id = {record.article.id: record for record in predictions}
    records: list[Record] = []
    seen: set[str] = set()
    for each in gold:
        article = each.article.id
        if article in seen:
            raise ArticleError(article, "is in the gold twice; keep one of the two files")
        if each.made_by == "machine":
            raise ArticleError(
                article,
                "was labelled by a program and is no gold until somebody has read and mended it;"
                ' then set "made_by" to "reading"',
            )
        if article not in by_id:
            raise ArticleError(
                article,
                "has gold but no prediction; pass a record without mentions if it could not be"
                " processed",
            )
        if by_id[article].article.text != each.article.text:
            raise ArticleError(article, "gold and prediction have different texts; predict again")
        seen.add(article)
        records.append(by_id[article])
    return records


def _open(ledger: Ledger) -> None:
    """Name the scores that every evaluation has, in the order of reports, whatever was found."""
    for measure in ("strict", "lenient"):
        for label in (*LABELS, ALL):
            ledger.rows("found", measure, label)
    for label in (*LABELS, ALL):
        ledger.rows("sided", "span_only", label)
    for measure in ("strict_without_hard", "end_to_end", "end_to_end_linked"):
        for label in (*LABELS, ALL):
            ledger.rows("found", measure, label)
    for label in LABELS:
        if MAIN_FIELDS[label]:
            ledger.rows("right", "value", label)
        for field in FIELDS[label]:
            ledger.rows("right", f"value.{field}", label)
    ledger.rows("right", "value", ALL)
    for label in (*ENTITY_LABELS, ALL):
        ledger.rows("right", "entity", label)


def _count_article(
    ledger: Ledger, index: int, place: Place, predicted: Sequence[Mention], linking: Linking
) -> None:
    gold, article = place.gold.mentions, place.gold.article.id
    pairs = align(gold, predicted)
    right, linked = set[Pair](), set[Pair]()
    for pair in pairs.strict:
        if main_right(pair.gold.label, pair.gold.value, pair.predicted.value):
            right.add(pair)
        if linking.right(article, pair.gold):
            linked.add(pair)
    _count_found(ledger, index, "strict", gold, predicted, pairs=pairs.strict)
    _count_found(ledger, index, "lenient", gold, predicted, pairs=pairs.lenient)
    _count_spans(ledger, index, gold, predicted, pairs.span_only)
    _count_without_hard(ledger, index, gold, predicted)
    _count_found(ledger, index, "end_to_end", gold, predicted, pairs=right)
    _count_found(ledger, index, "end_to_end_linked", gold, predicted, pairs=right & linked)
    for pair in pairs.strict:
        _count_values(ledger, index, pair, all_right=pair in right, linked=pair in linked)
    _count_slices(ledger, index, place, pairs.strict, right=right, linked=linked)
    hits = {pair.predicted for pair in pairs.strict}
    for each in predicted:
        ledger.rows("right", "rule", each.label, each.evidence.by)[index] += (each in hits, 1)


def _count_found(
    ledger: Ledger,
    index: int,
    measure: str,
    gold: Sequence[GoldMention],
    predicted: Sequence[Mention],
    *,
    pairs: Sequence[Pair] | set[Pair],
) -> None:
    for label in LABELS:
        hits = sum(pair.gold.label == label for pair in pairs)
        spurious = sum(each.label == label for each in predicted) - hits
        missed = sum(each.label == label for each in gold) - hits
        ledger.add(index, "found", measure, label, (hits, spurious, missed))


def _count_spans(
    ledger: Ledger,
    index: int,
    gold: Sequence[GoldMention],
    predicted: Sequence[Mention],
    pairs: Sequence[Pair],
) -> None:
    # A pair may have two labels: it counts for the precision of one and the recall of the other.
    for label in LABELS:
        counts = (
            sum(pair.predicted.label == label for pair in pairs),
            sum(each.label == label for each in predicted),
            sum(pair.gold.label == label for pair in pairs),
            sum(each.label == label for each in gold),
        )
        ledger.add(index, "sided", "span_only", label, counts)


def _count_without_hard(
    ledger: Ledger, index: int, gold: Sequence[GoldMention], predicted: Sequence[Mention]
) -> None:
    hard = [each for each in gold if each.hard]
    sure = [each for each in gold if not each.hard]
    kept = [
        each
        for each in predicted
        if not any(each.start < other.end and other.start < each.end for other in hard)
    ]
    pairs = align(sure, kept).strict
    _count_found(ledger, index, "strict_without_hard", sure, kept, pairs=pairs)


def _count_values(ledger: Ledger, index: int, pair: Pair, *, all_right: bool, linked: bool) -> None:
    label = pair.gold.label
    if MAIN_FIELDS[label]:
        ledger.add(index, "right", "value", label, (all_right, 1))
    for field, right in right_fields(label, pair.gold.value, pair.predicted.value).items():
        ledger.rows("right", f"value.{field}", label)[index] += (right, 1)
    if label in ENTITY_LABELS:
        ledger.add(index, "right", "entity", label, (linked, 1))


def _count_slices(
    ledger: Ledger,
    index: int,
    place: Place,
    strict: Sequence[Pair],
    *,
    right: set[Pair],
    linked: set[Pair],
) -> None:
    found = {pair.gold.start: pair for pair in strict}
    for mention, names in slices_of(place):
        pair = found.get(mention.start)
        for name in names:
            ledger.rows("right", "slice_recall", ALL, name)[index] += (pair is not None, 1)
            if pair is not None and MAIN_FIELDS[mention.label]:
                ledger.rows("right", "slice_value", ALL, name)[index] += (pair in right, 1)
            if pair is not None and mention.label in ENTITY_LABELS:
                ledger.rows("right", "slice_entity", ALL, name)[index] += (pair in linked, 1)
