"""Check labelled articles: what breaks a rule of the guidelines, and what may be a mistake.

Where to start reading: `check_gold`. What is tested of one mention by itself stands in `rules`;
here is what is tested of an article, and of all of them together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from extract.evaluate.gold import GoldArticle, GoldMention
from extract.gold.contexts import context_doubts
from extract.gold.rules import Severity, problems_of
from extract.schemas import AgencyValue, Frozen, Label, LocationValue

_STYLES: dict[Severity, str] = {"error": "red", "doubt": "yellow"}


class Finding(Frozen):
    """One thing that is wrong (error), or may be (doubt), at one place of an article.

    Attributes:
        rule: a short name of what was tested.
        text: the words at the place.
    """

    article: str
    start: int
    end: int
    text: str
    rule: str
    message: str
    severity: Severity


def check_gold(articles: Sequence[GoldArticle], *, corpus: Path | None = None) -> list[Finding]:
    """Return what is wrong, or may be, with labelled articles, by article and offset.

    Args:
        articles: all of them, since entities are compared across articles.
        corpus: a folder of ``.txt`` files, one of which must have the text of each article.
    """
    findings: list[Finding] = []
    for each in articles:
        findings += _structure(each)
        for mention in each.mentions:
            for rule, severity, message in problems_of(mention, published=each.article.published):
                findings.append(_finding(each, mention, rule, severity, message))
        findings += _same_words(each)
    findings += _entities(articles)
    findings += _twice(articles)
    for doubt in context_doubts(articles):
        gold = articles[doubt.article]
        place = (doubt.start, doubt.end)
        findings.append(_at(gold, *place, "context", "doubt", doubt.message))
    if corpus is not None:
        findings += _against_corpus(articles, corpus)
    order = {each.article.id: index for index, each in enumerate(articles)}
    return sorted(findings, key=lambda each: (order[each.article], each.start, each.end, each.rule))


def has_errors(findings: Sequence[Finding]) -> bool:
    """Return whether a check has failed; doubts alone do not fail it."""
    return any(each.severity == "error" for each in findings)


def _finding(
    gold: GoldArticle, mention: GoldMention, rule: str, severity: Severity, message: str
) -> Finding:
    return _at(gold, mention.start, mention.end, rule, severity, message)


def _at(
    gold: GoldArticle, start: int, end: int, rule: str, severity: Severity, message: str
) -> Finding:
    return Finding(
        article=gold.article.id,
        start=start,
        end=end,
        text=gold.article.text[start:end],
        rule=rule,
        message=message,
        severity=severity,
    )


def _structure(gold: GoldArticle) -> Iterator[Finding]:
    """Yield what reading a gold file refuses, for articles that were made in another way."""
    last = 0
    for mention in gold.mentions:
        if gold.article.text[mention.start : mention.end] != mention.text or not mention.text:
            message = f"the offsets do not quote {mention.text!r}"
            yield _finding(gold, mention, "offsets", "error", message)
        if mention.start < last:
            message = "overlaps the mention before it, or is out of order"
            yield _finding(gold, mention, "overlap", "error", message)
        last = max(last, mention.end)


def _same_words(gold: GoldArticle) -> Iterator[Finding]:
    """Yield names that one article labels in two ways, or leaves unlabelled at another place."""
    first: dict[str, GoldMention] = {}
    for mention in gold.mentions:
        if mention.label == "COUNT":
            continue
        before = first.setdefault(mention.text, mention)
        if before.label != mention.label:
            message = f"is {mention.label}, but {before.label} at {before.start}"
            yield _finding(gold, mention, "two labels", "doubt", message)
        elif before.entity != mention.entity:
            message = f"is {mention.entity}, but {before.entity} at {before.start}"
            yield _finding(gold, mention, "two entities", "doubt", message)
    covered = [False] * (len(gold.article.text) + 1)
    for mention in gold.mentions:
        covered[mention.start : mention.end] = [True] * (mention.end - mention.start)
    for words, mention in first.items():
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", gold.article.text):
            if not any(covered[match.start() : match.end()]):
                message = f"is not labelled, but is {mention.label} at {mention.start}"
                yield _at(gold, *match.span(), "unlabelled", "doubt", message)


_Trait = Callable[[GoldMention], str | None]


def _kind(mention: GoldMention) -> str | None:
    return mention.value.type if isinstance(mention.value, AgencyValue | LocationValue) else None


def _country(mention: GoldMention) -> str | None:
    value = mention.value
    return (value.country or "none") if isinstance(value, AgencyValue | LocationValue) else None


_TRAITS: dict[str, _Trait] = {
    "label": lambda mention: mention.label,
    "type": _kind,
    "country": _country,
}


def _entities(articles: Sequence[GoldArticle]) -> Iterator[Finding]:
    """Yield mentions of an entity that has another label, type or country elsewhere."""
    mentions: dict[str, list[tuple[GoldArticle, GoldMention]]] = defaultdict(list)
    for each in articles:
        for mention in each.mentions:
            if mention.entity is not None:
                mentions[mention.entity].append((each, mention))
    for entity, places in mentions.items():
        for trait, of in _TRAITS.items():
            # The first mention speaks for the entity; the rest are measured against it.
            told = [(gold, mention, value) for gold, mention in places if (value := of(mention))]
            for gold, mention, value in told[1:]:
                if value != told[0][2]:
                    where = f"{told[0][0].article.id} at {told[0][1].start}"
                    message = f"{entity} has {trait} {value}, but {told[0][2]} in {where}"
                    severity: Severity = "doubt" if mention.hard or told[0][1].hard else "error"
                    yield _finding(gold, mention, f"entity {trait}", severity, message)


def _twice(articles: Sequence[GoldArticle]) -> Iterator[Finding]:
    seen: set[str] = set()
    for each in articles:
        if each.article.id in seen:
            yield _at(each, 0, 0, "twice", "error", "two files have an article of this id")
        seen.add(each.article.id)


def _against_corpus(articles: Sequence[GoldArticle], corpus: Path) -> Iterator[Finding]:
    texts = {
        file.name: file.read_bytes().decode("utf-8-sig") for file in sorted(corpus.rglob("*.txt"))
    }
    known = set(texts.values())
    for each in articles:
        text = each.article.text
        if text in known:
            continue
        name, same = max(
            ((name, _common(text, other)) for name, other in texts.items()),
            key=lambda pair: pair[1],
            default=("", 0),
        )
        nearest = f"; {name} is the nearest, and differs at {same}" if same else ""
        message = f"no file of {corpus} has this text{nearest}"
        yield _at(each, same, same, "text", "error", message)


def _common(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    for index, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return index
    return min(len(one), len(other))


def render_findings(
    findings: Sequence[Finding], *, articles: int, labels: dict[Label, int] | None = None
) -> RenderableType:
    """Return the findings as a table, errors marked in words as well as in colour.

    Args:
        findings: of `check_gold`.
        articles: how many were checked.
        labels: how many mentions of each label they have.
    """
    errors = sum(each.severity == "error" for each in findings)
    head = f"{articles:,} articles checked: {errors:,} errors, {len(findings) - errors:,} doubts"
    lines: list[RenderableType] = [Text(head, style="bold")]
    if labels:
        lines.append(Text(", ".join(f"{count:,} {label}" for label, count in labels.items())))
    if findings:
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
        for name in ("", "article", "at", "rule", "text", "message"):
            table.add_column(name, overflow="fold")
        for each in findings:
            cells = (each.article, str(each.start), each.rule, each.text, each.message)
            mark = Text(each.severity, style=_STYLES[each.severity])
            table.add_row(mark, *(Text(cell) for cell in cells))
        lines.append(table)
    return Group(*lines)
