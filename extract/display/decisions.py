"""Judgements on two names, and how good they are on pairs that say what is true."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import RenderableType
from rich.text import Text

from extract.display.words import VERDICT_COLOURS, VERDICT_WORDS, plain_table
from extract.pairs import PairScore
from extract.schemas import Decision


def decision_view(decision: Decision) -> RenderableType:
    """Return the decision on two names: verdict, score, and what speaks for and against."""
    line = Text(VERDICT_WORDS[decision.verdict], style=VERDICT_COLOURS[decision.verdict])
    if decision.score is not None:
        line.append(f"  {decision.score:.2f}", style="default not bold")
    line.append(f"  {decision.label.lower()}, {decision.rule}", style="dim not bold")
    line.append(f"\n{decision.reason}", style="default not bold")
    return line


def pair_scores_view(scores: Mapping[str, PairScore]) -> RenderableType:
    """Return precision, recall and F1 of the judgements on pairs, a line for each kind."""

    def shown(share: float | None) -> str:
        return "–" if share is None else f"{share:.3f}"

    table = plain_table()
    table.add_column("kind")
    for column in ("pairs", "same", "matched", "P", "R", "F1"):
        table.add_column(column, justify="right")
    for kind, score in scores.items():
        numbers = (score.pairs, score.tp + score.fn, score.tp + score.fp)
        shares = (score.precision, score.recall, score.f1)
        table.add_row(Text(kind), *(f"{n:,}" for n in numbers), *map(shown, shares))
    return table
