"""Evaluations and comparisons as tables for the terminal.

Functions return rich renderables and print nothing. Every colour is backed by words or figures, so
that the output says the same without colours. With several sets of predictions, each label has one
line per set, the first set being ours and the others its floors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import get_args

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extract.evaluate.cluster_errors import ClusterError, On
from extract.evaluate.compare import Change, Comparison
from extract.evaluate.evaluation import Evaluation
from extract.evaluate.mistakes import MISTAKE_KINDS, Mistake
from extract.evaluate.scores import ALL, Key, Score
from extract.evaluate.slices import SLICES, TAG
from extract.evaluate.values import FIELDS
from extract.schemas import ENTITY_LABELS, LABELS

UNDEFINED = "n/a"
#: Items of a comparison that are listed before the rest is only counted.
MAX_ITEMS = 40
#: Cluster errors that are told one by one in the terminal.
MAX_WORST = 10


def figure(value: float | None) -> str:
    """Return a ratio with three digits; n/a where it is undefined."""
    return UNDEFINED if value is None else f"{value:.3f}"


def spread(score: Score | None) -> str:
    """Return a score's 95 % interval, short; empty where it has none."""
    if score is None or score.low is None or score.high is None:
        return ""
    return f"{score.low:.2f}–{score.high:.2f}"


def render_table(evaluations: Mapping[str, Evaluation]) -> RenderableType:
    """Return the tables of one or more named sets of predictions on the same gold.

    Args:
        evaluations: name → evaluation; ours first, then the floors.
    """
    if not evaluations:
        raise ValueError("render_table needs at least one evaluation")
    scores = {name: evaluation.by_key() for name, evaluation in evaluations.items()}
    first = next(iter(evaluations.values()))
    mentions = sum(first.gold.values())
    head = Text(f"{len(first.articles):,} articles, {mentions:,} gold mentions", style="bold")
    head.append("   95 %: bootstrap over articles\n", style="not bold dim")
    tables = (
        _spans(scores),
        _values(scores),
        _clusters(scores),
        _slices(evaluations),
        _mistakes(evaluations),
        *_cluster_errors(first.cluster_errors),
    )
    return Group(head, *(Padding(table, (0, 0, 1, 0)) for table in tables))


_Scores = Mapping[str, Mapping[Key, Score]]


def _table(title: str, left: Sequence[str], right: Sequence[str]) -> Table:
    table = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=None,
        padding=(0, 2, 0, 0),
        header_style="dim",
    )
    for name in left:
        table.add_column(name, no_wrap=True)
    for name in right:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _named(several: bool, name: str) -> list[str]:
    return [name] if several else []


def _spans(scores: _Scores) -> Table:
    several = len(scores) > 1
    columns = ["gold", "P", "R", "F1", "95 %", "sure", "lenient", "span", "end to end", "linked"]
    table = _table("Mentions (strict)", ["label", *_named(several, "by")], columns)
    for label in (*LABELS, ALL):
        for place, (name, by_key) in enumerate(scores.items()):
            strict = by_key["strict", label, None]
            others = [
                by_key[measure, label, None]
                for measure in (
                    "strict_without_hard",
                    "lenient",
                    "span_only",
                    "end_to_end",
                    "end_to_end_linked",
                )
            ]
            table.add_row(
                _once(label, place),
                *_named(several, name),
                f"{strict.count('tp') + strict.count('fn'):,}" if place == 0 else "",
                figure(strict.ratios["precision"]),
                figure(strict.ratios["recall"]),
                Text(figure(strict.value), style="bold" if place == 0 else ""),
                spread(strict),
                *(figure(score.value) for score in others),
                end_section=place == len(scores) - 1,
            )
    table.caption = (
        "sure: strict without hard labels · lenient: any overlap · span: label ignored\n"
        "end to end: span and main values · linked: and the entity"
    )
    table.caption_justify = "left"
    return table


def _once(label: str, place: int) -> Text:
    return Text(label if place == 0 else "", style="bold")


def _values(scores: _Scores) -> Table:
    table = _table("Values of found mentions", ["label", "value"], [])
    for place, name in enumerate(scores):
        table.add_column(name if len(scores) > 1 else "right", justify="right", no_wrap=True)
        if place == 0:
            table.add_column("95 %", justify="right", no_wrap=True)
        table.add_column("of", justify="right", no_wrap=True)
    measures: list[tuple[str, tuple[str, ...]]] = [
        (label, tuple(f"value.{field}" for field in FIELDS[label])) for label in LABELS
    ]
    for label, fields in (*measures, (ALL, ())):
        for place, measure in enumerate((*fields, "value", "entity")):
            own, *floors = (by_key.get((measure, label, None)) for by_key in scores.values())
            if own is not None:
                figures = [figure(own.value), spread(own), f"{own.count('n'):,}"]
                figures += [cell for floor in floors for cell in _share(floor)]
                table.add_row(_once(label, place), _value_name(measure), *figures)
    return table


def _value_name(measure: str) -> str:
    if measure == "value":
        return "all main values"
    return measure.removeprefix("value.").replace("_", " ")


def _share(score: Score | None) -> tuple[str, str]:
    return (UNDEFINED, "0") if score is None else (figure(score.value), f"{score.count('n'):,}")


def _clusters(scores: _Scores) -> Table:
    several = len(scores) > 1
    table = _table(
        "Entities across articles (F1; P and R for B³ and pairs)",
        ["label", "mentions", *_named(several, "by")],
        ["B³ P", "B³ R", "B³", "95 %", "CEAF-e", "MUC", "LEA", "pair P", "pair R"],
    )
    for label in (*ENTITY_LABELS, ALL):
        for line, (words, suffix) in enumerate(
            (("all", ""), ("found", "_found"), ("gold", "_gold"))
        ):
            having = [
                (name, by_key)
                for name, by_key in scores.items()
                if ("b_cubed" + suffix, label, None) in by_key
            ]
            for place, (name, by_key) in enumerate(having):
                b_cubed = by_key["b_cubed" + suffix, label, None]
                pairs = by_key["pairwise" + suffix, label, None]
                table.add_row(
                    _once(label, place + line),
                    words if place == 0 else "",
                    *_named(several, name),
                    figure(b_cubed.ratios["precision"]),
                    figure(b_cubed.ratios["recall"]),
                    Text(figure(b_cubed.value), style="bold" if place == 0 else ""),
                    spread(b_cubed),
                    *(
                        figure(by_key[measure + suffix, label, None].value)
                        for measure in ("ceaf_e", "muc", "lea")
                    ),
                    figure(pairs.ratios["precision"]),
                    figure(pairs.ratios["recall"]),
                )
    table.caption = "gold: the gold mentions, linked by resolution alone"
    table.caption_justify = "left"
    return table


def _slices(evaluations: Mapping[str, Evaluation]) -> Table:
    several = len(evaluations) > 1
    table = _table(
        "Slices of the gold",
        ["slice", *_named(several, "by")],
        ["gold", "found", "95 %", "values right", "of", "entity right", "of"],
    )
    scores = {name: evaluation.by_key() for name, evaluation in evaluations.items()}
    for part in _slice_names(evaluations.values()):
        for place, (name, by_key) in enumerate(scores.items()):
            recall = by_key.get(("slice_recall", ALL, part))
            table.add_row(
                Text(part if place == 0 else ""),
                *_named(several, name),
                f"{recall.count('n'):,}" if recall and place == 0 else "",
                figure(recall.value if recall else None),
                spread(recall),
                *_share(by_key.get(("slice_value", ALL, part))),
                *_share(by_key.get(("slice_entity", ALL, part))),
            )
    return table


def _slice_names(evaluations: Iterable[Evaluation]) -> list[str]:
    present = {s.part for each in evaluations for s in each.parts("slice_recall") if s.part}
    tags = sorted(name for name in present if name.startswith(TAG))
    return [each.name for each in SLICES if each.name in present] + tags


def _mistakes(evaluations: Mapping[str, Evaluation]) -> Table:
    several = len(evaluations) > 1
    table = _table("Mistakes", ["kind", *_named(several, "by")], [*LABELS, "all"])
    counts = {
        name: Counter((mistake.kind, mistake.label) for mistake in evaluation.mistakes)
        for name, evaluation in evaluations.items()
    }
    for kind in MISTAKE_KINDS:
        for place, (name, count) in enumerate(counts.items()):
            row = [count[kind, label] for label in LABELS]
            cells = [f"{number:,}" for number in (*row, sum(row))]
            table.add_row(kind if place == 0 else "", *_named(several, name), *cells)
    return table


def _cluster_errors(errors: Sequence[ClusterError]) -> Iterator[Table]:
    """Yield how many entities are wrongly joined or parted, and the worst of them."""
    columns = ["merged", "pairs", "split", "pairs"]
    counts = _table("Cluster errors (pairs: of mentions)", ["label", "mentions"], columns)
    for label, on in product(ENTITY_LABELS, get_args(On)):
        mine = [each for each in errors if (each.label, each.on) == (label, on)]
        cells = [
            f"{number:,}"
            for kind in ("merged", "split")
            for pairs in [[each.pairs for each in mine if each.kind == kind]]
            for number in (len(pairs), sum(pairs))
        ]
        counts.add_row(_once(label, on != "found"), on, *cells)
    yield counts
    if not errors:
        return
    worst = sorted(errors, key=lambda each: (each.kind != "merged", -each.pairs))[:MAX_WORST]
    table = Table(title="The worst of them", title_justify="left", title_style="bold", box=None)
    for name in ("kind", "label", "mentions", "pairs", "parts", "why"):
        table.add_column(name, overflow="fold", header_style="dim")
    for each in worst:
        parts = " | ".join(part.spellings for part in each.parts)
        cells = [each.kind, each.label, each.on, f"{each.pairs:,}", parts, each.reason]
        table.add_row(*map(Text, cells))
    if len(errors) > MAX_WORST:
        table.caption = f"and {len(errors) - MAX_WORST:,} more: all are in --html and --json"
    yield table


def render_comparison(comparison: Comparison) -> RenderableType:
    """Return what changed from one run to the next: scores with p-values, then item by item."""
    counts = (
        f"{len(comparison.gains):,} gains, {len(comparison.losses):,} losses,"
        f" {len(comparison.changes):,} wrong in another way, over {comparison.articles:,} articles"
    )
    blocks: list[RenderableType] = [Text(counts + "\n", style="bold")]
    if comparison.left_out:
        left_out = ", ".join(comparison.left_out)
        blocks.append(Text(f"in one of the runs only, left out: {left_out}\n", style="yellow"))
    table = _table("Change", ["measure", "label"], ["before", "after", "change", "p", ""])
    for each in comparison.differences:
        if not each.change:
            continue
        table.add_row(
            each.measure.replace("_", " "),
            each.label,
            figure(each.before),
            figure(each.after),
            f"{each.change:+.3f}",
            _p_value(each.p),
            Text("significant", style="green" if each.change > 0 else "red")
            if each.significant
            else Text("may be chance", style="dim"),
        )
    blocks.append(Padding(table, (0, 0, 1, 0)))
    for title, style, changes in (
        ("Lost", "red", comparison.losses),
        ("Gained", "green", comparison.gains),
        ("Wrong in another way", "yellow", comparison.changes),
    ):
        if changes:
            blocks.append(Padding(_items(title, style, changes), (0, 0, 1, 0)))
    return Group(*blocks)


def _p_value(p: float | None) -> str:
    if p is None:
        return UNDEFINED
    return "<0.001" if p < 0.001 else f"{p:.3f}"


def _items(title: str, style: str, changes: Sequence[Change]) -> Table:
    table = Table(title=title, title_justify="left", title_style=f"bold {style}", box=None)
    for name in ("article", "label", "text", "before", "after"):
        table.add_column(name, overflow="fold", header_style="dim")
    for change in changes[:MAX_ITEMS]:
        article, label, *_ = change.item
        texts = [
            side.text
            for mistake in (*change.before, *change.after)
            if (side := mistake.gold or mistake.predicted)
        ]
        cells = (article, label, texts[0], describe(change.before), describe(change.after))
        table.add_row(*(Text(cell) for cell in cells))
    if len(changes) > MAX_ITEMS:
        table.caption = f"and {len(changes) - MAX_ITEMS:,} more"
    return table


def describe(mistakes: Sequence[Mistake]) -> str:
    """Return the mistakes about one item in a few words; "right" when there are none."""
    return "; ".join(_describe(mistake) for mistake in mistakes) or "right"


def _describe(mistake: Mistake) -> str:
    gold, predicted = mistake.gold, mistake.predicted
    match mistake.kind:
        case "wrong value" if gold and predicted:
            return f"{mistake.field} {predicted.value}, not {gold.value}"
        case "wrong label" | "wrong boundary" if predicted:
            return f"{mistake.kind}: {predicted.label} {predicted.text!r}"
        case "wrong cluster":
            return f"{mistake.field}: {mistake.note}"
    return mistake.kind
