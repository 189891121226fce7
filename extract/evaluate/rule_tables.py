"""A report on rules as tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extract.evaluate.rules import RuleFigures, RuleReport
from extract.evaluate.tables import UNDEFINED, figure

#: Entries of a large table that are shown before the rest is only counted.
MAX_ENTRIES = 12
#: Characters of what an entry is, and of an example, without and with that beside it.
ABOUT_CHARS = 40
EXAMPLE_CHARS = {False: 52, True: 26}


def render_rules(
    report: RuleReport, *, never: bool = False, everything: bool = False
) -> RenderableType:
    """Return the rules that fired, the busiest first, and those that never did.

    Where no article was read, it is a list of what each rule would fire on.

    Args:
        report: on the rules.
        never: only what never fired.
        everything: every entry of the large tables that the report has.
    """
    if not report.articles:
        return _list(report, everything=everything)
    blocks: list[RenderableType] = []
    if not never:
        blocks.append(_head(report))
        blocks += _fired(report, everything=everything)
    blocks += _never(report, everything=everything)
    return Group(*(Padding(block, (0, 0, 1, 0)) for block in blocks))


def _list(report: RuleReport, *, everything: bool) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("rule", "label", "fires on"):
        table.add_column(column, overflow="fold")
    for rule in report.rules:
        if everything or rule.kind != "entry":
            table.add_row(Text(rule.name), rule.label, Text(rule.about))
    tables = ", ".join(f"{each.name} {each.entries:,}" for each in report.tables)
    note = Text(
        f"entries of tables: {tables}\nwith INPUT or --gold: what they fire on", style="dim"
    )
    return Group(Padding(table, (0, 0, 1, 0)), note)


def _head(report: RuleReport) -> Text:
    head = Text(_articles(report.articles), style="bold")
    if report.gold_articles is not None:
        head.append(
            f"   right: label and both offsets as in gold, {_articles(report.gold_articles)}",
            style="not bold dim",
        )
    return head


def _articles(number: int) -> str:
    return f"{number:,} article" + ("" if number == 1 else "s")


def _fired(report: RuleReport, *, everything: bool) -> Iterable[RenderableType]:
    with_gold = report.gold_articles is not None
    if own := report.of("own", fired=True):
        yield _table("Your rules", own, with_gold=with_gold, about=True)
    yield _table("Rules", report.of("rule", fired=True), with_gold=with_gold)
    entries = report.of("entry", fired=True)
    for table in report.tables:
        of_table = [each for each in entries if _is_of(each, table.name)]
        if of_table:
            shown = of_table if everything else of_table[:MAX_ENTRIES]
            title = f"{table.name}: {table.fired:,} of {table.entries:,} fired"
            if len(shown) < len(of_table):
                title += f", the first {len(shown)} (--all: every one)"
            yield _table(title, shown, with_gold=with_gold, about=True)


def _around_mention(example: str, width: int) -> str:
    """Return as much of an example as fits, in whole words, its mention in the middle."""
    start, end = example.find("["), example.find("]") + 1
    room = max(0, width - (end - start)) // 2
    before, behind = example[:start].split(" "), example[end:].split(" ")
    while len(" ".join(before)) > room:
        before.pop(0)
    while len(" ".join(behind)) > room:
        behind.pop()
    return " ".join(before) + example[start:end] + " ".join(behind)


def _is_of(rule: RuleFigures, table: str) -> bool:
    prefix = "agencies.pattern." if table == "patterns" else f"{table}:"
    return rule.name.startswith(prefix)


def _table(
    title: str, rules: Sequence[RuleFigures], *, with_gold: bool, about: bool = False
) -> Table:
    table = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=None,
        padding=(0, 2, 0, 0),
        header_style="dim",
    )
    table.add_column("rule", no_wrap=True)
    if about:
        table.add_column("is", no_wrap=True, overflow="ellipsis", max_width=ABOUT_CHARS)
    else:
        table.add_column("label", no_wrap=True)
    for name in ("fired", "articles", *(("precision", "right/fired") if with_gold else ())):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("for example")
    for rule in rules:
        gold = (figure(rule.precision), _share(rule)) if with_gold else ()
        table.add_row(
            Text(rule.name),
            Text((rule.source or rule.about) if about else rule.label),
            f"{rule.fired:,}",
            f"{rule.articles:,}",
            *gold,
            Text(_around_mention(rule.example or "", EXAMPLE_CHARS[about])),
        )
    return table


def _share(rule: RuleFigures) -> str:
    return f"{rule.gold_right}/{rule.gold_fired}" if rule.gold_fired else UNDEFINED


def _never(report: RuleReport, *, everything: bool) -> Iterable[RenderableType]:
    silent = [*report.of("own", fired=False), *report.of("rule", fired=False)]
    if everything:
        silent += report.of("entry", fired=False)
    table = Table(
        title=f"Never fired in {_articles(report.articles)}",
        title_justify="left",
        title_style="bold",
        box=None,
        padding=(0, 2, 0, 0),
        header_style="dim",
    )
    for column in ("rule", "label", "would fire on"):
        table.add_column(column, overflow="fold")
    for rule in silent:
        about = f"{rule.about} ({rule.source})" if rule.source else rule.about
        table.add_row(Text(rule.name), rule.label, Text(about))
    if not everything:
        for each in report.tables:
            rest = each.entries - each.fired
            table.add_row(each.name, each.label, f"{rest:,} of {each.entries:,} entries (--all)")
    yield table
