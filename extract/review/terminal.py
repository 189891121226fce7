"""Ask the questions in the terminal, one by one, and keep each answer at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from extract.decisions import append_decision, read_decisions, remove_decisions
from extract.display import COLOURS
from extract.errors import DecisionError
from extract.resolve.clusters import display
from extract.review.edits import Author, decision
from extract.review.questions import Question, Side
from extract.schemas import ArticleMentions, Mention, ReviewedDecision
from extract.store import Store

PROMPT = "one and the same? y(es) n(o) s(kip) u(ndo) q(uit), then a reason if you like: "
#: Mentions, articles, roles and names beside that are shown of each side.
SHOWN_MENTIONS = 3
SHOWN_ARTICLES = 4
SHOWN_ROLES = 4
SHOWN_BESIDE = 6
#: Characters of context on either side of a mention, at most.
CONTEXT_CHARS = 160
#: Articles that are searched for names beside.
READ_ARTICLES = 20

# An initial, "A. Kumara", ends no sentence.
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z])|\n\s*\n")


def walk(
    questions: Sequence[Question],
    *,
    store: Store,
    path: Path,
    author: Author,
    read: Callable[[str], str],
    show: Callable[[RenderableType], None],
) -> int:
    """Ask the questions until they, or the answers, end; return how many were decided.

    Args:
        questions: in the order in which they are asked.
        store: the database, for the contexts.
        path: the file of decisions, to which each answer is added at once.
        author: who answers; a reason beside an answer goes before the author's.
        read: shows a prompt and returns a line; raises `EOFError` at the end.
        show: prints.

    Raises:
        DecisionError: the file is malformed; nothing is asked then.
    """
    if path.exists():
        read_decisions(path)
    answers: list[ReviewedDecision | None] = []
    shown = -1
    while len(answers) < len(questions):
        at = len(answers)
        if shown != at:
            show(question_view(questions[at], store, at=at + 1, of=len(questions)))
            shown = at
        try:
            key, _, why = read(PROMPT).strip().partition(" ")
        except (EOFError, KeyboardInterrupt):
            break
        key = key.casefold()
        if key in {"q", "quit"}:
            break
        if key in {"s", "skip"}:
            answers.append(None)
        elif key in {"y", "yes", "n", "no"}:
            new = _decision(questions[at], key[0] == "y", why.strip(), author)
            try:
                append_decision(path, new)
            except DecisionError as error:
                show(Text(f"not kept: {error}", style="red"))
                continue
            answers.append(new)
        elif key in {"u", "undo"}:
            if not answers:
                show(Text("there is nothing to undo"))
                continue
            last = answers.pop()
            if last is not None:
                remove_decisions(path, lambda each, last=last: each == last)  # type: ignore[misc]  # a default binds it
        else:
            show(Text("answer y, n, s, u or q"))
    return sum(each is not None for each in answers)


def _decision(question: Question, same: bool, why: str, author: Author) -> ReviewedDecision:
    return decision(
        question.a.entity,
        "same" if same else "different",
        question.a.name,
        question.b.name,
        author._replace(why=why or author.why),
    )


def question_view(question: Question, store: Store, *, at: int, of: int) -> RenderableType:
    """Return a question: both names side by side, with what is known of each."""
    head = Text(f"\n{at:,} of {of:,}", style="bold")
    head.append(f"  {question.judged.label.lower()}\n", style="dim")
    table = Table(box=None, padding=(0, 2, 0, 0), expand=True, show_header=False)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    sides = [_Known(side, store) for side in (question.a, question.b)]
    both = set(sides[0].beside) & set(sides[1].beside)
    table.add_row(*(known.head() for known in sides))
    table.add_row(*(known.beside_line(both) for known in sides))
    for row in range(SHOWN_MENTIONS):
        if any(row < len(known.contexts) for known in sides):
            table.add_row(
                *(known.contexts[row] if row < len(known.contexts) else "" for known in sides)
            )
    why = Text("\nunsure: ", style="dim")
    why.append(f"{question.judged.reason} ({question.judged.rule})", style="not dim")
    return Group(head, table, why)


class _Known:
    """What is shown of one side."""

    def __init__(self, side: Side, store: Store) -> None:
        self.side = side
        # Where the name of the question stands is what the question is about.
        articles = sorted(store.mentions_of(side.entity.id), key=self._rank)
        self.articles = [store.record(each.id).article for each in articles[:SHOWN_ARTICLES]]
        self.contexts = list(self._contexts(articles))
        self.beside = self._beside(store, articles)

    def _rank(self, article: ArticleMentions) -> tuple[bool, bool, str]:
        text, place = self.side.name
        here = any(display(mention.text) == text for mention in article.mentions)
        return article.id != place, not here, article.id

    def head(self) -> Text:
        """Return name, roles, and articles with their dates."""
        entity, name = self.side
        head = Text(name.text, style=COLOURS[entity.label])
        if entity.name != name.text:
            head.append(f"\nof {entity.name}", style="bold not dim")
        head.append(f"\n{_many(entity.mentions, 'mention')}, {_many(entity.articles, 'article')}")
        others = [
            alias.name for alias in entity.aliases if alias.name not in {name.text, entity.name}
        ]
        if others:
            head.append(f"\nalso {', '.join(others)}")
        for kind, values in entity.attributes.items():
            if values:
                head.append(f"\n{kind}: {'; '.join(values[:SHOWN_ROLES])}")
        for article in self.articles:
            title = article.title or article.id
            head.append(f"\n{article.published or 'undated'}  ", style="dim")
            head.append(title, style="not dim")
        if entity.articles > len(self.articles):
            head.append(f"\nand {entity.articles - len(self.articles)} more", style="dim")
        return head

    def beside_line(self, both: set[str]) -> Text:
        """Return who else is named in the articles, those of both sides first."""
        line = Text("beside ", style="dim")
        names = sorted(self.beside, key=lambda each: (each not in both, -self.beside[each], each))
        for number, name in enumerate(names[:SHOWN_BESIDE]):
            line.append(", " if number else "", style="not dim")
            line.append(name + (" (both)" if name in both else ""), style="not dim")
        return line if names else Text("beside nobody", style="dim")

    def _contexts(self, articles: Sequence[ArticleMentions]) -> Iterator[Text]:
        shown: set[str] = set()
        for article in articles:
            body = _body_start(article.text)
            mentions = sorted(
                [each for each in article.mentions if each.start >= body] or article.mentions,
                key=lambda each: (display(each.text) != self.side.name.text, each.start),
            )
            # One from each article first; a sentence shows several mentions at once.
            for mention in mentions if len(articles) == 1 else mentions[:1]:
                context = _context(article, mention)
                if len(shown) < SHOWN_MENTIONS and context.plain not in shown:
                    shown.add(context.plain)
                    yield context

    def _beside(self, store: Store, articles: Sequence[ArticleMentions]) -> Counter[str]:
        found: Counter[str] = Counter()
        for article in articles[:READ_ARTICLES]:
            names = {
                display(mention.text)
                for mention in store.record(article.id).mentions
                if mention.label in {"PERSON", "AGENCY"} and mention.entity != self.side.entity.id
            }
            found.update(names)
        return found


def _context(article: ArticleMentions, mention: Mention) -> Text:
    """Return the sentence of a mention, cut where it is long."""
    text = article.text
    body = _body_start(text)
    first = max(body if mention.start > body else 0, mention.start - CONTEXT_CHARS)
    last = min(len(text), mention.end + CONTEXT_CHARS)
    before, after = text[first : mention.start], text[mention.end : last]
    starts = [found.end() for found in _SENTENCE_END.finditer(before)]
    end = _SENTENCE_END.search(after)
    cut_before = first > body and not starts
    cut_after = last < len(text) and end is None
    before = before[starts[-1] :] if starts else before
    after = after[: end.start() + 1] if end else after
    line = Text("\n" + ("… " if cut_before else ""))
    line.append(_one_line(before.partition(" ")[2] if cut_before else before.lstrip()))
    line.append(mention.text, style=COLOURS[mention.label])
    line.append(_one_line(after.rpartition(" ")[0] if cut_after else after))
    line.append(" …" if cut_after else "")
    return line


def _body_start(text: str) -> int:
    """Return where an article begins that has its metadata before it, between two “---”."""
    end = text.find("\n---\n", 3) if text.startswith("---") else -1
    return end + len("\n---\n") if end >= 0 else 0


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
