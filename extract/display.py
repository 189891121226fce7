"""What a person sees in the terminal: the summary of a run, an article, entities, decisions.

Functions return rich renderables and print nothing. Every colour is backed by words, so that the
output says the same without colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extract.pairs import PairScore
from extract.run import Summary
from extract.schemas import (
    LABELS,
    AgencyValue,
    ArticleMentions,
    CountValue,
    DateValue,
    Decision,
    DerivedCount,
    Entity,
    Label,
    LocationValue,
    Mention,
    PersonValue,
    Record,
)
from extract.store import Entry
from extract.values.arithmetic import derived_counts

COLOURS: dict[Label, str] = {
    "PERSON": "bold yellow",
    "AGENCY": "bold magenta",
    "DATE": "bold cyan",
    "COUNT": "bold green",
    "LOCATION": "bold blue",
}
PLURALS: dict[Label, str] = {
    "PERSON": "people",
    "AGENCY": "agencies",
    "DATE": "dates",
    "COUNT": "counts",
    "LOCATION": "locations",
}
VERDICT_COLOURS = {"match": "bold green", "no_match": "bold red", "unsure": "bold yellow"}
#: Words of context on either side of a mention, in characters.
CONTEXT_CHARS = 60


def value_words(mention: Mention) -> str:
    """Return the value of `mention` in a few words; "" when the text gives it none."""
    match mention.value:
        case PersonValue(role=role):
            return role or ""
        case AgencyValue(type=kind, country=country):
            return " ".join(part for part in (kind, country) if part)
        case LocationValue(type=kind, country=country):
            return " ".join(part for part in (kind, country) if part)
        case DateValue(edtf=None, reason=reason):
            return f"open: {reason}" if reason else "open"
        case DateValue(edtf=edtf):
            return edtf or ""
        case CountValue():
            return _count_words(mention.value)


def _count_words(value: CountValue) -> str:
    signs = {"exact": "", "approx": "~", "at_least": "≥", "at_most": "≤"}
    number = f"{value.low:,}" if value.low == value.high else f"{value.low:,}–{value.high:,}"
    words = [f"{signs[value.bound]}{number}", value.unit or ""]
    if value.basis != "unspecified":
        words.append(f"({value.basis})")
    if value.party:
        words.append(f"for {value.party}")
    return " ".join(word for word in words if word)


def article_view(record: Record) -> RenderableType:
    """Return an article with its mentions coloured and their values beside them."""
    article = record.article
    head = Text()
    head.append(article.title or article.id, style="bold")
    facts = [
        article.source,
        article.url,
        f"published {article.published} (from {article.published_from})"
        if article.published
        else "no publication date",
        f"id {article.id}",
    ]
    head.append("\n" + " · ".join(fact for fact in facts if fact), style="dim")
    legend = Text("\nmarked: ", style="dim")
    for label in LABELS:
        legend.append(PLURALS[label], style=COLOURS[label])
        legend.append(" ")
    body = Text("\n")
    position = 0
    for mention in record.mentions:
        body.append(article.text[position : mention.start])
        body.append(mention.text, style=COLOURS[mention.label])
        words = value_words(mention)
        tag = mention.label.lower() + (f" {words}" if words else "")
        body.append(f"⟨{tag}⟩", style="dim")
        position = mention.end
    body.append(article.text[position:].rstrip() + "\n")
    derived = [_derived_line(each) for each in derived_counts(record)]
    if derived:
        derived.insert(0, Text("derived from the counts, not in the text:", style="dim"))
    warnings = [Text(f"note: {warning}", style="yellow") for warning in record.warnings]
    return Group(head, legend, body, *derived, *warnings)


def _derived_line(derived: DerivedCount) -> Text:
    line = Text("  ")
    style = "bold red" if derived.holds is False else COLOURS["COUNT"]
    named = derived.kind if derived.holds is not False else "check fails"
    line.append(named, style=style)
    line.append(f"  {derived.detail}" + (f" ({derived.unit})" if derived.unit else ""))
    return line


def summary_view(summary: Summary, *, written: Sequence[str] = ()) -> RenderableType:
    """Return the end of a run: what was read, what failed, what was found, who was named most.

    Args:
        summary: of the run.
        written: where its output is, in words.
    """
    blocks: list[RenderableType] = [Text(_headline(summary), style="bold")]
    if summary.failures:
        failed = _table()
        failed.add_column("failed", style="red", overflow="fold")
        failed.add_column("why, and what to do", overflow="fold")
        for failure in summary.failures:
            failed.add_row(Text(failure.article), Text(failure.error))
        blocks.append(Padding(failed, (1, 0, 0, 2)))
    if not summary.articles:
        return Group(*blocks)
    found = _table()
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


def failures_table(entries: Iterable[Entry]) -> Table:
    """Return what failed, an article or an input a line."""
    table = _table()
    table.add_column("failed", style="red", overflow="fold")
    table.add_column("at stage")
    table.add_column("why, and what to do", overflow="fold")
    table.add_column("tried", justify="right")
    table.add_column("last, UTC")
    for entry in entries:
        table.add_row(
            Text(entry.article),
            entry.stage,
            Text(entry.error or ""),
            f"{entry.attempts:,}",
            f"{entry.at:%Y-%m-%d %H:%M}",
        )
    return table


def _table() -> Table:
    return Table(box=None, padding=(0, 3, 0, 0), header_style="dim")


def _headline(summary: Summary) -> str:
    parts = [f"{summary.new:,} new", f"{summary.unchanged:,} unchanged"]
    if summary.repeated:
        parts.append(f"{summary.repeated:,} given twice")
    if summary.failures:
        parts.append(f"{len(summary.failures):,} failed")
    if summary.outdated:
        parts[0] += f" ({summary.outdated:,} done anew: code, model or rules have changed)"
    line = f"{_counted(summary.read, 'article')} read: {', '.join(parts)}"
    if not summary.changed and summary.unchanged and not summary.failures:
        line += "\nNothing changed: the database already held these facts."
    if not summary.read and not summary.new and not summary.failures:
        line += "\nThere is nothing to read in the input: give .txt, .jsonl, .csv or .html files."
    held = f"The database holds {_counted(summary.articles, 'article')}."
    return f"{line}\n{held} ({summary.seconds:.1f} s)"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def entities_table(entities: Sequence[Entity], *, title: str = "name") -> Table:
    """Return entities a line each: name, kind, mentions, articles, other spellings."""
    table = _table()
    table.add_column(title)
    table.add_column("kind")
    table.add_column("mentions", justify="right")
    table.add_column("articles", justify="right")
    table.add_column("also written", overflow="fold", ratio=1)
    for entity in entities:
        table.add_row(
            Text(entity.name, style=COLOURS[entity.label]),
            _kind(entity),
            f"{entity.mentions:,}",
            f"{entity.articles:,}",
            Text(", ".join(_other_names(entity))),
        )
    return table


def _kind(entity: Entity) -> str:
    """Return what tells entities of one name apart: label, type and country."""
    if entity.label == "PERSON":
        return "person"
    known = [*entity.attributes.get("types", ())[:1], *entity.attributes.get("countries", ())[:1]]
    return " ".join(known) or entity.label.lower()


def _other_names(entity: Entity) -> list[str]:
    return [alias.name for alias in entity.aliases if alias.name != entity.name]


def entity_view(
    entity: Entity, mentions: Iterable[ArticleMentions], decisions: Sequence[Decision]
) -> RenderableType:
    """Return one entity: its spellings, the reasons of its merges, its mentions in context."""
    head = Text()
    head.append(entity.name, style=COLOURS[entity.label])
    head.append(f"  {entity.label.lower()}, id {entity.id}\n", style="dim")
    days = dict.fromkeys((entity.first_seen, entity.last_seen))
    seen = f", {' to '.join(map(str, days))}" if entity.first_seen else ""
    head.append(
        f"{_counted(entity.mentions, 'mention')} in {_counted(entity.articles, 'article')}{seen}\n"
    )
    for name, values in entity.attributes.items():
        if values:
            head.append(f"{name}: ", style="dim")
            head.append("; ".join(values) + "\n")
    spellings = _table()
    spellings.add_column("written")
    spellings.add_column("mentions", justify="right")
    spellings.add_column("articles", justify="right")
    for alias in entity.aliases:
        spellings.add_row(Text(alias.name), str(alias.count), str(alias.articles))
    lines: list[RenderableType] = [head, Padding(spellings, (0, 0, 1, 2))]
    if decisions:
        reasons = _table()
        for column in ("judged", "names", "score", "because"):
            reasons.add_column(column, overflow="fold")
        for decision in decisions:
            reasons.add_row(
                decision.verdict,
                Text(f"{decision.name_a} / {decision.name_b}"),
                f"{decision.score:.2f}" if decision.score is not None else "",
                Text(f"{decision.reason} ({decision.rule})"),
            )
        lines.append(Padding(reasons, (0, 0, 1, 2)))
    lines.append(Text("in context", style="dim"))
    lines.extend(
        _context_line(article, mention) for article in mentions for mention in article.mentions
    )
    return Group(*lines)


def _context_line(article: ArticleMentions, mention: Mention) -> Text:
    text = article.text
    before = text[max(0, mention.start - CONTEXT_CHARS) : mention.start]
    after = text[mention.end : mention.end + CONTEXT_CHARS]
    line = Text(f"  {article.id}  ", style="dim")
    line.append("… " + _whole_words(before, at_start=True), style="not dim")
    line.append(mention.text, style=COLOURS[mention.label])
    line.append(_whole_words(after, at_start=False) + " …", style="not dim")
    return line


def _whole_words(context: str, *, at_start: bool) -> str:
    """Return context on one line, without the part of a word at its far edge."""
    words = context.split()
    if len(words) > 1:
        words = words[1:] if at_start else words[:-1]
    line = " ".join(words)
    near = context[-1:] if at_start else context[:1]
    if not near.isspace():
        return line
    return f"{line} " if at_start else f" {line}"


def decision_view(decision: Decision) -> RenderableType:
    """Return the decision on two names: verdict, score, and what speaks for and against."""
    verdict = {"match": "match", "no_match": "no match", "unsure": "unsure"}[decision.verdict]
    line = Text(verdict, style=VERDICT_COLOURS[decision.verdict])
    if decision.score is not None:
        line.append(f"  {decision.score:.2f}", style="default not bold")
    line.append(f"  {decision.label.lower()}, {decision.rule}", style="dim not bold")
    line.append(f"\n{decision.reason}", style="default not bold")
    return line


def pair_scores_view(scores: Mapping[str, PairScore]) -> RenderableType:
    """Return precision, recall and F1 of the judgements on pairs, a line for each kind."""

    def shown(share: float | None) -> str:
        return "–" if share is None else f"{share:.3f}"

    table = _table()
    table.add_column("kind")
    for column in ("pairs", "same", "matched", "P", "R", "F1"):
        table.add_column(column, justify="right")
    for kind, score in scores.items():
        numbers = (score.pairs, score.tp + score.fn, score.tp + score.fp)
        shares = (score.precision, score.recall, score.f1)
        table.add_row(Text(kind), *(f"{n:,}" for n in numbers), *map(shown, shares))
    return table
