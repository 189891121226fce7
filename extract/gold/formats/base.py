"""What the readers of all formats return, and what they and the writers share.

Labelled articles from elsewhere differ from our gold in two ways: not every label, and not every
stretch, need be labelled in full; and there are labels that we do not have. `OutsideArticle` says
so beside the gold, and `mask` takes out of a record what that gold cannot judge, so that the
ordinary scorer can be used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, unquote

from extract.articles.building import article_from_fields
from extract.errors import ArticleError, ConfigError
from extract.evaluate.gold import GoldArticle, GoldMention
from extract.schemas import ENTITY_LABELS, LABELS, Article, CountValue, Frozen, Label, Record

Span = tuple[int, int]

#: Names that other label sets have for our labels; what is in neither is ignored.
OTHER_NAMES: Mapping[str, Label] = {
    "PER": "PERSON",
    "ORG": "AGENCY",
    "ORGANIZATION": "AGENCY",
    "ORGANISATION": "AGENCY",
    "LOC": "LOCATION",
    "GPE": "LOCATION",
    "FAC": "LOCATION",
    "CARDINAL": "COUNT",
}
#: The value of a count from a format that has no values: the schema knows no empty count.
NO_COUNT = CountValue(low=0, high=0)


class OutsideArticle(Frozen):
    """One article as another corpus labels it.

    Attributes:
        gold: the article with the mentions whose label is one of ours.
        scored: stretches that are labelled; None means the whole text.
        complete_labels: labels of which every mention is labelled, so that any other prediction is
            wrong. Of other labels only recall is fair.
        ignored: stretches with a label that we do not have, or inside a longer mention.
    """

    gold: GoldArticle
    scored: tuple[Span, ...] | None = None
    complete_labels: frozenset[Label] = frozenset(LABELS)
    ignored: tuple[Span, ...] = ()


def mask(record: Record, outside: OutsideArticle) -> Record:
    """Return `record` without the predictions that the outside gold cannot judge.

    A prediction counts when it shares a character with a gold mention of its label, since then it
    answers it. Else it counts, as wrong, only if its label is complete, it lies within a scored
    stretch, and it touches no ignored one.
    """
    gold = outside.gold.mentions

    def counts(label: Label, span: Span) -> bool:
        if any(each.label == label and _touch(span, (each.start, each.end)) for each in gold):
            return True
        if label not in outside.complete_labels:
            return False
        if any(_touch(span, other) for other in outside.ignored):
            return False
        return outside.scored is None or any(
            start <= span[0] and span[1] <= end for start, end in outside.scored
        )

    kept = tuple(each for each in record.mentions if counts(each.label, (each.start, each.end)))
    return record.model_copy(update={"mentions": kept})


def valued_labels(articles: Iterable[OutsideArticle]) -> frozenset[Label]:
    """Return the labels that have values to compare; of the others value scores mean nothing."""
    return frozenset(
        mention.label
        for each in articles
        for mention in each.gold.mentions
        if mention.value != NO_COUNT and mention.value.model_dump(exclude_defaults=True)
    )


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@dataclass(frozen=True, slots=True)
class Found:
    """One labelled stretch, as a reader meets it; `details` are those of `details_of`."""

    label: str
    start: int
    end: int
    details: Mapping[str, Any] | None = None


def our_label(name: str) -> Label | None:
    """Return our label for a label of another set, in any case; None if we have none."""
    upper = name.strip().upper()
    return next((label for label in LABELS if label == upper), None) or OTHER_NAMES.get(upper)


def outside_article(
    article: Article,
    found: Iterable[Found],
    *,
    scored: Sequence[Span] | None = None,
    complete_labels: Iterable[Label] = LABELS,
    tags: Sequence[str] = (),
    made_by: Literal["reading", "machine"] = "reading",
) -> OutsideArticle:
    """Return the article with what was found in it; of overlapping mentions the longest stays.

    Raises:
        ArticleError: a mention lies outside the text, is empty, or has a value that cannot be.
    """
    mentions: list[GoldMention] = []
    ignored: list[Span] = []
    for each in sorted(found, key=lambda each: (each.start - each.end, each.start)):
        label = our_label(each.label)
        span = (each.start, each.end)
        if label is None or any(_touch(span, (other.start, other.end)) for other in mentions):
            ignored.append(span)
        else:
            mentions.append(_gold_mention(article, label, each))
    gold = GoldArticle(
        article=article,
        mentions=tuple(sorted(mentions, key=lambda mention: mention.start)),
        tags=tuple(tags),
        made_by=made_by,
    )
    return OutsideArticle(
        gold=gold,
        scored=None if scored is None else tuple(scored),
        complete_labels=frozenset(complete_labels),
        ignored=tuple(sorted(ignored)),
    )


def _gold_mention(article: Article, label: Label, found: Found) -> GoldMention:
    if not 0 <= found.start < found.end <= len(article.text):
        raise ArticleError(
            article.id,
            f"{found.label} at {found.start}–{found.end} is no stretch of the text, which has"
            f" {len(article.text)} characters; offsets are code points, the end exclusive",
        )
    details = dict(found.details or {})
    if label not in ENTITY_LABELS:
        details.pop("entity", None)
    value = details.pop("value", None) or (NO_COUNT.model_dump() if label == "COUNT" else {})
    fields = {"label": label, "start": found.start, "end": found.end, "value": value}
    try:
        return GoldMention.model_validate(
            {**details, **fields, "text": article.text[found.start : found.end]}
        )
    except ValueError as error:
        where = f"{label} at {found.start}–{found.end}"
        raise ArticleError(article.id, f"{where}: {error}") from error


def details_of(mention: GoldMention) -> dict[str, Any]:
    """Return all that a mention has beside its label, offsets and text, defaults left out."""
    dumped = mention.model_dump(mode="json", include={"entity", "hard", "reason"})
    details = {name: value for name, value in dumped.items() if value not in {None, False}}
    if mention.value != NO_COUNT:
        value = mention.value.model_dump(mode="json", exclude_defaults=True)
        details |= {"value": value} if value else {}
    return details


def metadata_of(gold: GoldArticle) -> dict[str, Any]:
    """Return all that an article has beside its text and mentions, as flat JSON."""
    fields = gold.article.model_dump(mode="json", exclude={"text", "sha256"})
    return fields | {"tags": list(gold.tags), "made_by": gold.made_by}


def article_of(text: str, *, name: str, metadata: Mapping[str, Any] | None = None) -> Article:
    """Return the article of a text and of what a format says of it besides.

    Args:
        text: the text, kept as it is.
        name: the id where `metadata` give none, and what messages call the article.
        metadata: those of `metadata_of`, which are taken as they are; or some of the fields of an
            article, in which case the text is searched for a publication date if they have none.

    Raises:
        ArticleError: the text is empty, or a field has a value that it cannot have.
    """
    given = {"id": name, **(metadata or {}), "text": text}
    if "published_from" not in given:
        return article_from_fields(given, name=name, max_chars=len(text))
    try:
        return Article.model_validate(
            {field: given[field] for field in Article.model_fields if field in given}
        )
    except ValueError as error:
        raise ArticleError(name, f"has impossible metadata: {error}") from error


def file_stem(article_id: str) -> str:
    """Return a file name, without suffix, that holds any id."""
    return quote(article_id, safe=" ")


def id_of(file: Path, suffix: str) -> str:
    """Return the id that `file_stem` put into a file name."""
    return unquote(file.name.removesuffix(suffix))


def files_in(path: Path, *suffixes: str) -> list[Path]:
    """Return `path` if it is a file, else the files below it with one of `suffixes`, sorted.

    Raises:
        ConfigError: there is no such file.
    """
    if path.is_file():
        return [path]
    files = sorted(each for each in path.rglob("*") if each.name.endswith(suffixes))
    if not files:
        raise ConfigError(f"no {' or '.join(suffixes)} file at {path}")
    return files


def read_text(file: Path) -> str:
    """Return a UTF-8 file with its line ends as they are."""
    try:
        with file.open(encoding="utf-8", newline="") as handle:
            return handle.read()
    except UnicodeDecodeError as error:
        raise ArticleError(str(file), f"is not UTF-8: {error.reason}; convert it first") from error


def write_text(file: Path, text: str) -> None:
    """Write a UTF-8 file with its line ends as they are."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as handle:
        handle.write(text)


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes:
        about: what the format is, and what a round trip keeps.
        read: a file or folder → articles.
        write: None for a format that is only read.
        complete: whether the files say which labels are labelled in full; where they do not, those
            that occur in the set are.
    """

    about: str
    read: Callable[[Path], list[OutsideArticle]]
    write: Callable[[Sequence[GoldArticle], Path], None] | None = None
    complete: bool = False
