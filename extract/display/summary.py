"""The end of a run: what was read, what failed, what was found, who was named most."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from extract.display.entities import entities_table
from extract.display.words import COLOURS, PLURALS, counted, counted_stories, plain_table
from extract.run import Summary
from extract.schemas import LABELS


def summary_view(summary: Summary, *, written: Sequence[str] = ()) -> RenderableType:
    """Return the end of a run: what was read, what failed, what was found, who was named most.

    Args:
        summary: of the run.
        written: where its output is, in words.
    """
    blocks: list[RenderableType] = [Text(_headline(summary), style="bold")]
    if summary.failures:
        failed = plain_table()
        failed.add_column("failed", style="red", overflow="fold")
        failed.add_column("why, and what to do", overflow="fold")
        for failure in summary.failures:
            failed.add_row(Text(failure.article), Text(failure.error))
        blocks.append(Padding(failed, (1, 0, 0, 2)))
    if not summary.articles:
        return Group(*blocks)
    found = plain_table()
    found.add_column("found")
    found.add_column("mentions", justify="right")
    found.add_column("distinct", justify="right")
    for label in LABELS:
        distinct = summary.entities.get(label)
        found.add_row(
            Text(PLURALS[label], style=COLOURS[label]),
            f"{summary.mentions.get(label, 0):,}",
            f"{distinct:,}" if distinct is not None else "",
        )
    blocks.append(Padding(found, (1, 0, 0, 2)))
    for title, entities in (
        ("most mentioned people", summary.people),
        ("most mentioned agencies", summary.agencies),
    ):
        if entities:
            blocks.append(Padding(entities_table(entities, title=title), (1, 0, 0, 2)))
    if written:
        lines = Text("\nwritten  ", style="dim")
        lines.append("\n         ".join(written), style="default not dim")
        lines.append("\nnext     ", style="dim")
        lines.append("extract entities NAME", style="default not dim")
        lines.append(" (who is who, with reasons), ")
        lines.append("extract show FILE", style="default not dim")
        lines.append(" (an article with its facts)")
        blocks.append(lines)
    return Group(*blocks)


def _headline(summary: Summary) -> str:
    parts = [f"{summary.new:,} new", f"{summary.unchanged:,} unchanged"]
    if summary.repeated:
        parts.append(f"{summary.repeated:,} given twice")
    if summary.failures:
        parts.append(f"{len(summary.failures):,} failed")
    if summary.outdated:
        parts[0] += f" ({summary.outdated:,} done anew: code, model or rules have changed)"
    line = f"{counted(summary.read, 'article')} read: {', '.join(parts)}"
    if not summary.changed and summary.unchanged and not summary.failures:
        line += "\nNothing changed: the database already held these facts."
    if not summary.read and not summary.new and not summary.failures:
        line += "\nThere is nothing to read in the input: give .txt, .jsonl, .csv or .html files."
    held = f"The database holds {counted(summary.articles, 'article')}"
    if summary.stories < summary.articles:
        held += f" that tell {counted_stories(summary.stories)}: the others are copies"
    held += "."
    return f"{line}\n{held} ({summary.seconds:.1f} s)"
