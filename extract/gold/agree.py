"""How far two labellings of the same articles agree, and every difference in its text.

The scorer is the one that scores predictions, since F1 does not care which side is called gold.
Start reading at `agree`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extract.errors import ArticleError
from extract.evaluate.evaluation import Evaluation, evaluate
from extract.evaluate.gold import GoldArticle, GoldMention
from extract.evaluate.mistakes import Mistake, MistakeKind, Side
from extract.evaluate.scores import ALL, Score
from extract.evaluate.spans import overlapping
from extract.evaluate.tables import figure, spread
from extract.evaluate.values import FIELDS
from extract.schemas import ENTITY_LABELS, LABELS, Evidence, Frozen, Label, Mention, Record

DifferenceKind = Literal["only in A", "only in B", "label", "boundary", "value", "entity"]
_KINDS: dict[MistakeKind, DifferenceKind] = {
    "missed": "only in A",
    "spurious": "only in B",
    "wrong label": "label",
    "wrong boundary": "boundary",
    "wrong value": "value",
    "wrong cluster": "entity",
}
#: What is kept of the evaluation: scores that mean the same for two labellings.
_MEASURES = ("strict", "lenient", "value", "pairwise_found", "b_cubed_found")
#: Characters of the text that are shown on either side of a difference.
CONTEXT_CHARS = 45


class Confusion(Frozen):
    """How often A says one label where B says another; None is no mention."""

    a: Label | None
    b: Label | None
    count: int


class Difference(Frozen):
    """One difference, with the text around it; the mention stands in ⟦ ⟧.

    Attributes:
        label: A's label, or B's where A has no mention.
        field: the value that differs; for an entity "parted" (one in A, several in B) or "joined".
        a, b: what each says, in words; None is nothing.
    """

    article: str
    start: int
    end: int
    kind: DifferenceKind
    label: Label
    field: str | None = None
    a: str | None
    b: str | None
    context: str


class Agreement(Frozen):
    """The agreement of two labellings, A and B, on the articles that both have.

    Attributes:
        left_out: articles that only one of them has.
        scores: of `Evaluation`: measures strict, lenient, value, value.<field>, pairwise_found and
            b_cubed_found (entities, over the mentions that both have). Precision and recall say
            which of the two has more.
    """

    articles: tuple[str, ...]
    left_out: tuple[str, ...]
    scores: tuple[Score, ...]
    confusion: tuple[Confusion, ...]
    differences: tuple[Difference, ...]

    def score(self, measure: str, label: str = ALL) -> Score:
        """Return one score; KeyError when there is none of that measure and label."""
        for each in self.scores:
            if (each.measure, each.label) == (measure, label):
                return each
        raise KeyError((measure, label))


def agree(a: Sequence[GoldArticle], b: Sequence[GoldArticle]) -> Agreement:
    """Compare two labellings, article by article.

    Raises:
        ArticleError: an article is twice in one of them, has two texts, or none is in both.
    """
    in_a, in_b = _by_id(a), _by_id(b)
    common = [article for article in in_a if article in in_b]
    if not common:
        raise ArticleError("the two labellings", "have no article in common; compare their ids")
    for article in common:
        if in_a[article].article.text != in_b[article].article.text:
            raise ArticleError(article, "has two texts; label the same text twice")
    # A person and a machine may be compared as well; the scorer's refusal is for gold.
    gold = [in_a[article].model_copy(update={"made_by": "reading"}) for article in common]
    evaluation = evaluate(gold, [_as_record(in_b[article]) for article in common])
    texts = {each.article.id: each.article.text for each in gold}
    return Agreement(
        articles=tuple(common),
        left_out=tuple(sorted(in_a.keys() ^ in_b.keys())),
        scores=tuple(_scores(evaluation)),
        confusion=tuple(_confusion(gold, [in_b[article] for article in common])),
        differences=tuple(_difference(each, texts[each.article]) for each in evaluation.mistakes),
    )


def _by_id(articles: Sequence[GoldArticle]) -> dict[str, GoldArticle]:
    by_id: dict[str, GoldArticle] = {}
    for each in articles:
        if each.article.id in by_id:
            raise ArticleError(each.article.id, "is twice in one labelling; keep one file")
        by_id[each.article.id] = each
    return by_id


def _as_record(gold: GoldArticle) -> Record:
    mentions = tuple(
        Mention(
            id=f"{gold.article.id}-{each.start}",
            label=each.label,
            start=each.start,
            end=each.end,
            text=each.text,
            entity=each.entity,
            value=each.value,
            evidence=Evidence(by="B"),
        )
        for each in gold.mentions
    )
    return Record(article=gold.article, mentions=mentions)


def _scores(evaluation: Evaluation) -> Iterator[Score]:
    for each in evaluation.scores:
        kept = each.measure in _MEASURES or each.measure.startswith("value.")
        if kept and each.part is None:
            yield each.model_copy(update={"by_article": ()})


def _confusion(a: Sequence[GoldArticle], b: Sequence[GoldArticle]) -> Iterator[Confusion]:
    """Count the labels of mentions that overlap, one to one, and of those that stand alone."""
    counts: Counter[tuple[Label | None, Label | None]] = Counter()
    for one, other in zip(a, b, strict=True):
        pairs = overlapping(one.mentions, _as_record(other).mentions, same_label=False)
        counts.update((pair.gold.label, pair.predicted.label) for pair in pairs)
        in_pairs = {pair.gold.start for pair in pairs}, {pair.predicted.start for pair in pairs}
        counts.update((each.label, None) for each in _without(one.mentions, in_pairs[0]))
        counts.update((None, each.label) for each in _without(other.mentions, in_pairs[1]))
    for label_a in (*LABELS, None):
        for label_b in (*LABELS, None):
            if counts[label_a, label_b]:
                yield Confusion(a=label_a, b=label_b, count=counts[label_a, label_b])


def _without(mentions: Sequence[GoldMention], starts: set[int]) -> list[GoldMention]:
    return [each for each in mentions if each.start not in starts]


def _difference(mistake: Mistake, text: str) -> Difference:
    kind = _KINDS[mistake.kind]
    a, b = mistake.gold, mistake.predicted
    shown = a or b
    assert shown is not None  # noqa: S101 - a mistake has at least one side
    return Difference(
        article=mistake.article,
        start=shown.start,
        end=shown.end,
        kind=kind,
        label=mistake.label,
        field=mistake.field,
        a=_said(a, kind),
        b=_said(b, kind),
        context=in_context(text, shown.start, shown.end),
    )


def _said(side: Side | None, kind: DifferenceKind) -> str | None:
    if side is None:
        return None
    return side.value if kind in {"value", "entity"} else f"{side.label} {side.text!r}"


def in_context(text: str, start: int, end: int) -> str:
    """Return a stretch of text in ⟦ ⟧ with some of the text around it, on one line."""
    left, right = text[max(0, start - CONTEXT_CHARS) : start], text[end : end + CONTEXT_CHARS]
    return " ".join(f"{left}⟦{text[start:end]}⟧{right}".split())


def render_agreement(agreement: Agreement, *, max_differences: int = 100) -> RenderableType:
    """Return the tables of an agreement: spans, values and entities, labels, differences."""
    articles = len(agreement.articles)
    blocks: list[RenderableType] = [
        Text(f"{articles:,} articles labelled twice, A and B\n", style="bold")
    ]
    if agreement.left_out:
        left_out = ", ".join(agreement.left_out)
        blocks.append(Text(f"in one labelling only, left out: {left_out}\n", style="yellow"))
    tables = [_spans(agreement), _values(agreement), _labels(agreement)]
    if agreement.differences:
        tables.append(_differences(agreement, max_differences))
    return Group(*blocks, *(Padding(table, (0, 0, 1, 0)) for table in tables))


def _table(title: str) -> Table:
    return Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=None,
        padding=(0, 2, 0, 0),
        header_style="dim",
    )


def _spans(agreement: Agreement) -> Table:
    table = _table("Mentions")
    table.add_column("label")
    for name in ("in A", "in B", "F1", "95 %", "lenient"):
        table.add_column(name, justify="right")
    for label in (*LABELS, ALL):
        strict = agreement.score("strict", label)
        both, only_b, only_a = (strict.count(name) for name in ("tp", "fp", "fn"))
        table.add_row(
            Text(label, style="bold"),
            f"{both + only_a:,}",
            f"{both + only_b:,}",
            Text(figure(strict.value), style="bold"),
            spread(strict),
            figure(agreement.score("lenient", label).value),
        )
    return table


def _values(agreement: Agreement) -> Table:
    table = _table("Values and entities of mentions that both have")
    table.add_column("label")
    table.add_column("value")
    for name in ("agree", "of"):
        table.add_column(name, justify="right")
    scores = {(each.measure, each.label): each for each in agreement.scores}
    for label in LABELS:
        first = True
        for field in FIELDS[label]:
            score = scores.get((f"value.{field}", label))
            if score is not None and score.count("n"):
                name, of = field.replace("_", " "), f"{score.count('n'):,}"
                table.add_row(
                    Text(label if first else "", style="bold"), name, figure(score.value), of
                )
                first = False
        if label in ENTITY_LABELS:
            pairs = scores["pairwise_found", label]
            of = f"{sum(pairs.counts):,} pairs"
            table.add_row(
                Text(label if first else "", style="bold"), "entity", figure(pairs.value), of
            )
    return table


def _labels(agreement: Agreement) -> Table:
    table = _table("Labels of mentions that overlap (A down, B across)")
    table.add_column("A")
    counts = {(each.a, each.b): each.count for each in agreement.confusion}
    for label in (*LABELS, "none"):
        table.add_column(label, justify="right")
    for label_a in (*LABELS, None):
        cells = [f"{counts.get((label_a, label_b), 0):,}" for label_b in (*LABELS, None)]
        table.add_row(Text(label_a or "none", style="bold"), *cells)
    return table


def _differences(agreement: Agreement, most: int) -> Table:
    table = _table("Differences")
    for name in ("article", "label", "kind", "A", "B", "text"):
        table.add_column(name, overflow="fold")
    for each in agreement.differences[:most]:
        kind = each.kind if each.field is None else f"{each.kind}: {each.field}"
        cells = (each.article, each.label, kind, each.a or "–", each.b or "–", each.context)
        table.add_row(*(Text(cell) for cell in cells))
    if len(agreement.differences) > most:
        table.caption = f"and {len(agreement.differences) - most:,} more"
    return table
