"""Checks without any gold: change an article in a way whose effect is known, and look.

- *publication*: published seven days later, what is counted from the day of publication lies seven
  days later, and every other day stays. Relative months and years are left out, since a week may or
  may not carry them into the next, and so are days whose year alone is counted from publication.
- *renaming*: a person's name is replaced throughout by another; the same stretches are people, and
  the same ones are one person.
- *order*: two neighbouring sentences change places; the values of the mentions in them stay. Left
  out are dates that take another date as their base ("the following day"), what people are called
  (the nearest description counts), and a pair whose second sentence leans on the first.
- *repetition*: the same article under another id; its mentions have the entities of the first.

A violation is a fault of the extractor, though not always one that matters; their rate is a signal
of quality where there is no gold. Start reading at `check_articles`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from extract.evaluate.values import MAIN_FIELDS, words
from extract.gold.agree import in_context
from extract.resolve import resolve
from extract.schemas import (
    ENTITY_LABELS,
    Article,
    ArticleMentions,
    DateValue,
    Frozen,
    Mention,
    Record,
)

Check = Literal["publication", "renaming", "order", "repetition"]
CHECKS: tuple[Check, ...] = ("publication", "renaming", "order", "repetition")
#: What is checked: an article in, its record out. Entities are resolved here.
Extractor = Callable[[Article], Record]

_WEEK = dt.timedelta(days=7)
#: Names to rename people to: common, so that no model has trouble with them.
_NEW_NAMES = ("Daniel", "Foster", "Thomas", "Palmer", "Martin", "Bennett", "Robert", "Lawson")
_NAME_WORD = re.compile(r"[^\W\d_]{2,}(?:[-’'][^\W\d_]+)*")
# A sentence within a line: up to a mark that is followed by a capital.
_SENTENCE = re.compile(r"\S.*?[.!?][\"”’)]*(?=\s+[\"“‘(]?[A-Z]|\s*$)", re.MULTILINE)
# An abbreviation or an initial ends no sentence.
_NO_END = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Gov|Sen|Rep|St|No|Jr|Sr|vs))\.$")
_MIN_SENTENCE_WORDS = 4
# "July 4", "the 4th", "Sunday (2)" and "Christmas" are counted from publication by their year or
# month alone.
_CALENDAR_DAY = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\d(?:st|nd|rd|th)\b|\d[/.-]\d"
    r"|\(\d"
)
_COUNTED = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|tonight|yesterday|tomorrow|overnight|"
    r"days?|weeks?|weekend|morning|afternoon|evening|night)\b",
    re.IGNORECASE,
)
# Words that lean on the sentence before: what they count or name is said there.
_LEANS = re.compile(
    r"\b(?:of (?:whom|them|those|these)|others?|another|the rest|the remaining|both|the same|"
    r"these|those|each|the (?:following|next|previous) (?:day|week|month|year)|"
    r"that (?:day|week))\b",
    re.IGNORECASE,
)


class Violation(Frozen):
    """One mention, or entity, that did not behave as it should.

    Attributes:
        start, end: of the mention in the article as it was.
        expected, found: in words.
        context: the mention in ⟦ ⟧ with the text around it.
    """

    check: Check
    article: str
    start: int
    end: int
    expected: str
    found: str
    context: str


class Consistency(Frozen):
    """The outcome: how many mentions each check looked at, and which were wrong."""

    articles: int
    tried: dict[Check, int]
    violations: tuple[Violation, ...]


#: A mention that did not behave, what was expected of it, and what was found.
_Wrong = tuple[Mention, str, str]


class _Outcome(NamedTuple):
    """One check of one article: how many mentions were looked at, and those that were wrong."""

    tried: int
    wrong: list[_Wrong]


def check_articles(extractor: Extractor, articles: Iterable[Article]) -> Consistency:
    """Run all four checks on each article; each takes one more extraction.

    Args:
        extractor: a pure function of the article, such as `extract.Extractor`.
        articles: any; labels are not needed.
    """
    tried: Counter[Check] = Counter(dict.fromkeys(CHECKS, 0))
    violations: list[Violation] = []
    count = 0
    for article in articles:
        count += 1
        before = extractor(article)
        outcomes: tuple[tuple[Check, _Outcome], ...] = (
            ("publication", check_publication(extractor, before)),
            ("renaming", check_renaming(extractor, before)),
            ("order", check_order(extractor, before)),
            ("repetition", check_repetition(extractor, before)),
        )
        for check, outcome in outcomes:
            tried[check] += outcome.tried
            for mention, expected, found in outcome.wrong:
                violations.append(
                    Violation(
                        check=check,
                        article=article.id,
                        start=mention.start,
                        end=mention.end,
                        expected=expected,
                        found=found,
                        context=in_context(article.text, mention.start, mention.end),
                    )
                )
    return Consistency(articles=count, tried=dict(tried), violations=tuple(violations))


def check_publication(extractor: Extractor, before: Record) -> _Outcome:
    """Publish the article seven days later."""
    published = before.article.published
    if published is None:
        return _Outcome(0, [])
    moved = before.article.model_copy(update={"published": published + _WEEK})
    after = {(each.start, each.end, each.label): each for each in extractor(moved).mentions}
    tried = 0
    wrong: list[_Wrong] = []
    for mention in before.mentions:
        value = mention.value
        if not isinstance(value, DateValue):
            continue
        answer = after.get((mention.start, mention.end, "DATE"))
        shift = _expected_shift(mention, answer, published)
        if shift is None:
            continue
        tried += 1
        found = answer.value if answer else None
        expected = (_plus(value.start, shift), _plus(value.end, shift))
        if not isinstance(found, DateValue):
            wrong.append((mention, "a date", "no date"))
        elif (found.start, found.end) != expected:
            wanted = f"{value.edtf}, {shift.days} days on" if shift else f"{value.edtf}, as before"
            wrong.append((mention, wanted, str(found.edtf)))
    return _Outcome(tried, wrong)


def _expected_shift(
    mention: Mention, answer: Mention | None, published: dt.date
) -> dt.timedelta | None:
    """Return by how much a date should move; None if nothing is known of it."""
    value = mention.value
    assert isinstance(value, DateValue)  # noqa: S101 - the caller asked
    if value.edtf is None:
        return None
    if not value.relative:
        return dt.timedelta(0)
    if value.precision not in {"day", "week", "weekend"} or _CALENDAR_DAY.search(mention.text):
        return None
    if not _COUNTED.search(mention.text):
        return None
    if value.anchor == published:
        return _WEEK
    # Counted from another date of the text: it goes where that date goes.
    moved = answer.value if answer else None
    if isinstance(moved, DateValue) and moved.anchor is not None and value.anchor is not None:
        return moved.anchor - value.anchor
    return None


def _plus(day: dt.date | None, shift: dt.timedelta) -> dt.date | None:
    return None if day is None else day + shift


def check_renaming(extractor: Extractor, before: Record) -> _Outcome:
    """Rename the person who is named most often, throughout."""
    people = [each for each in before.mentions if each.label == "PERSON"]
    links = _links([before])
    names = _most_named(before, people, links)
    if names is None:
        return _Outcome(0, [])
    text, moved = _replaced(before.article.text, names)
    renamed = before.article.model_copy(update={"text": text, "title": None})
    after = extractor(renamed)
    links_after = _links([after])
    there = {(each.start, each.end): each for each in after.mentions if each.label == "PERSON"}
    wrong: list[_Wrong] = []
    answers: dict[str, Mention] = {}
    for mention in people:
        place = (moved(mention.start), moved(mention.end))
        answer = there.get(place)
        if answer is None:
            now = text[slice(*place)]
            wrong.append((mention, f"a person, as {now!r}", "no such person"))
        else:
            answers[mention.id] = answer
    # Each person's first mention speaks for the person; the others, and no more, must go with it.
    first: dict[str, Mention] = {}
    first_after: dict[str, Mention] = {}
    for mention in people:
        if mention.id not in answers:
            continue
        entity, entity_after = links[mention.id], links_after[answers[mention.id].id]
        one = first.setdefault(entity, mention)
        other = first_after.setdefault(entity_after, mention)
        if one != other:
            wrong.append(
                (mention, f"the same as {one.text!r}", f"the same as {other.text!r}, renamed")
            )
    return _Outcome(len(people), wrong)


def _links(records: Sequence[Record]) -> dict[str, str]:
    resolution = resolve(map(ArticleMentions.of, records))
    # A mention that resolution left alone is an entity of its own.
    alone = {mention.id: mention.id for each in records for mention in each.mentions}
    return alone | resolution.links


def _most_named(
    record: Record, people: Sequence[Mention], links: dict[str, str]
) -> dict[str, str] | None:
    """Return the new words for those of the most named person; None if no one can be renamed.

    A person with a word that other labels or the prose use as well cannot be renamed alone.
    """
    clusters: dict[str, list[Mention]] = defaultdict(list)
    for mention in people:
        clusters[links[mention.id]].append(mention)
    text = record.article.text
    free = [name for name in _NEW_NAMES if name.casefold() not in text.casefold()]
    for cluster in sorted(clusters.values(), key=lambda each: (-len(each), each[0].start)):
        found = {match for each in cluster for match in _NAME_WORD.findall(each.text)}
        own = sorted(word for word in found if word[0].isupper())
        new: dict[str, str] = {}
        for word in own:
            # SHOUTED words are the same words, in a headline.
            key = word.title() if word.isupper() and word.title() in found else word
            if key not in new:
                new[key] = free[len(new) % len(free)] if free else ""
            new[word] = new[key].upper() if key != word else new[key]
        distinct = {word for word in own if not (word.isupper() and word.title() in found)}
        inside = sum(_occurrences(each.text, own) for each in people)
        if own and len(distinct) <= len(free) and _occurrences(text, own) == inside:
            return new
    return None


def _occurrences(text: str, own: Iterable[str]) -> int:
    return len(re.findall(_any_of(own), text))


def _any_of(own: Iterable[str]) -> str:
    longest_first = sorted(own, key=len, reverse=True)
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"


def _replaced(text: str, names: dict[str, str]) -> tuple[str, Callable[[int], int]]:
    """Return the text with its names replaced, and where an offset of the old one has gone."""
    changes = [
        (match.end(), len(names[match[0]]) - len(match[0]))
        for match in re.finditer(_any_of(names), text)
    ]

    def moved(offset: int) -> int:
        return offset + sum(by for end, by in changes if end <= offset)

    return re.sub(_any_of(names), lambda match: names[match[0]], text), moved


def check_order(extractor: Extractor, before: Record) -> _Outcome:
    """Swap the two neighbouring sentences with the most mentions in them."""
    text = before.article.text
    pair = _best_pair(text, before.mentions)
    if pair is None:
        return _Outcome(0, [])
    (start, middle), (second, end) = pair
    swapped = text[second:end] + text[middle:second] + text[start:middle]
    article = before.article.model_copy(update={"text": text[:start] + swapped + text[end:]})
    after = {(each.start, each.end, each.label): each for each in extractor(article).mentions}
    tried = 0
    wrong: list[_Wrong] = []
    for mention in before.mentions:
        if not start <= mention.start < end or _has_another_base(mention, before):
            continue
        tried += 1
        shift = end - middle if mention.start < middle else start - second
        answer = after.get((mention.start + shift, mention.end + shift, mention.label))
        if answer is None:
            wrong.append((mention, mention.label, "no such mention"))
            continue
        for field in MAIN_FIELDS[mention.label]:
            said = [words(each.label, each.value, field) for each in (mention, answer)]
            if said[0] != said[1]:
                wrong.append((mention, f"{field} {said[0]}", said[1]))
    return _Outcome(tried, wrong)


def _has_another_base(mention: Mention, record: Record) -> bool:
    value = mention.value
    return (
        isinstance(value, DateValue) and value.relative and value.anchor != record.article.published
    )


def _best_pair(
    text: str, mentions: Sequence[Mention]
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    best, most = None, 0
    for pair in _neighbours(text):
        (start, middle), (second, end) = pair
        inside = [each for each in mentions if each.start < end and start < each.end]
        whole = all(
            (start <= each.start and each.end <= middle)
            or (second <= each.start and each.end <= end)
            for each in inside
        )
        if whole and len(inside) > most:
            best, most = pair, len(inside)
    return best


def _neighbours(text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the pairs of sentences that stand side by side in a line and may change places."""
    for line in re.finditer(r"[^\r\n]+", text):
        sentences: list[tuple[int, int]] = []
        start: int | None = None
        for match in _SENTENCE.finditer(text, line.start(), line.end()):
            start = match.start() if start is None else start
            if not _NO_END.search(text, start, match.end()):
                sentences.append((start, match.end()))
                start = None
        for one, two in pairwise(sentences):
            long_enough = all(
                len(text[slice(*each)].split()) >= _MIN_SENTENCE_WORDS for each in (one, two)
            )
            if long_enough and not any(_LEANS.search(text, *each) for each in (one, two)):
                yield one, two


def check_repetition(extractor: Extractor, before: Record) -> _Outcome:
    """Read the article once more under another id, and resolve both together."""
    article = before.article
    copy = extractor(article.model_copy(update={"id": f"{article.id}-again"}))
    links = _links([before, copy])
    there = {(each.start, each.end, each.label): each for each in copy.mentions}
    tried = 0
    wrong: list[_Wrong] = []
    for mention in before.mentions:
        if mention.label not in ENTITY_LABELS:
            continue
        tried += 1
        answer = there.get((mention.start, mention.end, mention.label))
        if answer is None:
            wrong.append((mention, mention.label, "no such mention"))
        elif links[answer.id] != links[mention.id]:
            wrong.append((mention, "the entity of the first article", "another entity"))
    return _Outcome(tried, wrong)


def render_consistency(consistency: Consistency) -> RenderableType:
    """Return the share of mentions that behaved as they should, and each that did not."""
    shares = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    shares.add_column("check")
    for name in ("mentions", "wrong", "right"):
        shares.add_column(name, justify="right")
    for check in CHECKS:
        tried = consistency.tried.get(check, 0)
        places = {
            (each.article, each.start) for each in consistency.violations if each.check == check
        }
        share = f"{1 - len(places) / tried:.1%}" if tried else "n/a"
        shares.add_row(check, f"{tried:,}", f"{len(places):,}", share)
    blocks: list[RenderableType] = [
        Text(f"{consistency.articles:,} articles, each changed in four ways", style="bold"),
        shares,
    ]
    if consistency.violations:
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
        for name in ("check", "article", "expected", "found", "text"):
            table.add_column(name, overflow="fold")
        for each in consistency.violations:
            cells = (each.check, each.article, each.expected, each.found, each.context)
            table.add_row(*(Text(cell) for cell in cells))
        blocks.append(table)
    return Group(*blocks)
