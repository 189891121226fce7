"""All mistakes on one page of HTML, each in its sentence, with gold beside output.

The page needs no network: styles and script are inside, and its content security policy forbids
everything else. Everything that comes from an article is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from extract.evaluate.cluster_errors import ClusterError
from extract.evaluate.evaluation import Evaluation
from extract.evaluate.gold import GoldArticle
from extract.evaluate.mistakes import MISTAKE_KINDS, Mistake, Side
from extract.evaluate.scores import ALL, Score
from extract.evaluate.tables import figure, spread
from extract.schemas import ENTITY_LABELS, LABELS, Article
from extract.sentences import sentence_around, sentence_starts

#: The longest stretch shown on either side of a mention whose sentence is longer, in characters.
MAX_CONTEXT_CHARS = 240


class Quote(NamedTuple):
    """A mention in its sentence."""

    before: str
    text: str
    after: str


class Shown(NamedTuple):
    """One mistake as the page shows it."""

    mistake: Mistake
    article: Article
    gold: Quote | None
    predicted: Quote | None


class ErrorGroup(NamedTuple):
    """The cluster errors of one label and kind: the anchor, the heading, the worst first."""

    id: str
    title: str
    errors: Sequence[ClusterError]


def render_page(
    evaluation: Evaluation, gold: Sequence[GoldArticle], *, title: str = "extract: mistakes"
) -> str:
    """Return the page of an evaluation.

    Args:
        evaluation: what `evaluate` returned for `gold`.
        gold: the same articles, whose texts the page quotes.
        title: the heading of the page.
    """
    articles = {each.article.id: each.article for each in gold}
    return _template().render(
        title=title,
        evaluation=evaluation,
        labels=LABELS,
        rows=(*LABELS, ALL),
        entity_rows=(*ENTITY_LABELS, ALL),
        kinds=MISTAKE_KINDS,
        scores=evaluation.by_key(),
        rules=sorted(evaluation.parts("rule"), key=_wrong_first),
        shown=[_shown(mistake, articles[mistake.article]) for mistake in evaluation.mistakes],
        error_groups=list(_error_groups(evaluation.cluster_errors)),
        makers=sorted({each.by for each in evaluation.mistakes if each.by}),
    )


def _error_groups(errors: Sequence[ClusterError]) -> Iterator[ErrorGroup]:
    """Yield the cluster errors by label, by whose mentions they are and by kind."""
    words = {"found": "mentions found", "gold": "gold mentions"}

    def key(error: ClusterError) -> tuple[int, str, str]:
        return ENTITY_LABELS.index(error.label), error.on, error.kind

    for (label, on, kind), group in groupby(sorted(errors, key=key), key):
        name = ENTITY_LABELS[label]
        yield ErrorGroup(f"{kind}-{name}-{on}", f"{name}, {words[on]}, {kind}", list(group))


def _wrong_first(rule: Score) -> tuple[float, str, str]:
    return rule.count("correct") - rule.count("n"), rule.label, rule.part or ""


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("extract.evaluate", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"figure": figure, "spread": spread}
    return environment.get_template("page.html.j2")


def _shown(mistake: Mistake, article: Article) -> Shown:
    return Shown(
        mistake=mistake,
        article=article,
        gold=quote(article.text, mistake.gold) if mistake.gold else None,
        predicted=quote(article.text, mistake.predicted) if mistake.predicted else None,
    )


def quote(text: str, side: Side) -> Quote:
    """Return a mention with the rest of its sentence, cut where that is very long."""
    start, end = sentence_around(text, side.start, side.end, sentence_starts(text))
    before, after = text[start : side.start], text[side.end : end]
    if len(before) > MAX_CONTEXT_CHARS:
        before = "…" + before[-MAX_CONTEXT_CHARS:]
    if len(after) > MAX_CONTEXT_CHARS:
        after = after[:MAX_CONTEXT_CHARS] + "…"
    return Quote(before.lstrip(), side.text, after.rstrip())
