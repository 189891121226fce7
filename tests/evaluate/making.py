"""Gold and records from inline markup: ``<ent label=LOCATION entity=kyiv country=UA>Kyiv</ent>``.

Attributes besides `label`, `entity` and `hard` are fields of the value.
"""

import datetime as dt
from typing import Any

from extract.evaluate import GoldArticle
from extract.schemas import Article, Record
from tests.markup import Marked, parse

THURSDAY = dt.date(2024, 8, 1)


def _mention(mark: Marked) -> dict[str, Any]:
    value: dict[str, Any] = dict(mark.attributes)
    label, entity = value.pop("label"), value.pop("entity", None)
    hard = value.pop("hard", "no") == "yes"
    if label == "COUNT":
        value = {"low": 1, "high": 1} | value
    return {
        "label": label,
        "start": mark.start,
        "end": mark.end,
        "text": mark.text,
        "entity": entity,
        "value": value,
        "hard": hard,
    }


def gold(
    marked: str,
    article: str = "a",
    *,
    published: dt.date | None = THURSDAY,
    tags: tuple[str, ...] = (),
    title: str | None = None,
) -> GoldArticle:
    text, marks = parse(marked)
    return GoldArticle.model_validate(
        {
            "article": Article(id=article, text=text, published=published, title=title),
            "mentions": [_mention(mark) for mark in marks],
            "tags": tags,
        }
    )


def as_record(article: GoldArticle, *, by: str = "rule") -> Record:
    """Return the record of an extractor that makes no mistake."""
    found = [
        mention.model_dump(exclude={"hard", "reason"})
        | {"id": f"{article.article.id}-{mention.start}", "evidence": {"by": by}}
        for mention in article.mentions
    ]
    return Record.model_validate({"article": article.article, "mentions": found})


def record(marked: str, article: str = "a", *, by: str = "rule") -> Record:
    return as_record(gold(marked, article), by=by)


def as_gold(found: Record) -> GoldArticle:
    """Return a record as if it were the gold."""
    mentions = [mention.model_dump(exclude={"id", "evidence"}) for mention in found.mentions]
    return GoldArticle.model_validate({"article": found.article, "mentions": mentions})
