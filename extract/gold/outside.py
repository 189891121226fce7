"""Score output on corpora that others have labelled, and show only what that can tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from extract.errors import ArticleError
from extract.evaluate.evaluation import Evaluation, evaluate
from extract.evaluate.tables import UNDEFINED, figure, spread
from extract.gold.formats import OutsideArticle, mask, valued_labels
from extract.schemas import LABELS, Label, Record


def evaluate_outside(articles: Sequence[OutsideArticle], records: Sequence[Record]) -> Evaluation:
    """Score `records` against an outside corpus; what it cannot judge is left out.

    Args:
        articles: of `read_labelled`.
        records: one for each article, found by its id.

    Raises:
        ArticleError: as `evaluate`.
    """
    by_id = {record.article.id: record for record in records}
    for each in articles:
        if each.gold.article.id not in by_id:
            raise ArticleError(each.gold.article.id, "has gold but no prediction")
    masked = [mask(by_id[each.gold.article.id], each) for each in articles]
    return evaluate([each.gold for each in articles], masked)


def render_outside(
    evaluations: Mapping[str, Evaluation], articles: Sequence[OutsideArticle]
) -> RenderableType:
    """Return a table of the span scores by label, ours and the floors' one below the other.

    Precision and F1 are n/a for labels that the corpus does not label in full, values for labels
    that it gives no values.

    Args:
        evaluations: name → evaluation of the same articles; ours first.
        articles: of `read_labelled`.
    """
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("label")
    table.add_column("by")
    for name in ("gold", "P", "R", "F1", "95 %", "lenient F1", "lenient R", "values right", "of"):
        table.add_column(name, justify="right")
    valued = valued_labels(articles)
    for label in LABELS:
        whole = _complete(articles, label)
        for place, (name, evaluation) in enumerate(evaluations.items()):
            strict, lenient = (evaluation.score(each, label) for each in ("strict", "lenient"))
            gold = strict.count("tp") + strict.count("fn")
            if not gold:
                continue
            has_values = label in valued and label != "PERSON"
            value = evaluation.score("value", label) if has_values else None
            table.add_row(
                Text(label if place == 0 else "", style="bold"),
                name,
                f"{gold:,}" if place == 0 else "",
                figure(strict.ratios["precision"]) if whole else UNDEFINED,
                figure(strict.ratios["recall"]),
                figure(strict.value) if whole else UNDEFINED,
                spread(strict) if whole else "",
                figure(lenient.value) if whole else UNDEFINED,
                figure(lenient.ratios["recall"]),
                figure(value.value) if value else UNDEFINED,
                f"{value.count('n'):,}" if value else "",
            )
    return table


def _complete(articles: Sequence[OutsideArticle], label: Label) -> bool:
    """Return whether every article that has mentions of a label has all of them."""
    return all(
        label in each.complete_labels
        for each in articles
        if any(mention.label == label for mention in each.gold.mentions)
    )
