"""The facts as flat tables: what the columns are, and the rows of each thing of a feed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Literal

from extract.schemas import VALUE_TYPES, Decision, Entity, Record
from extract.store import Feed, Story

Cell = str | int | float | bool | dt.date | None
Kind = Literal["text", "int", "float", "bool", "date"]
TableName = Literal["articles", "mentions", "entities", "aliases", "decisions", "deleted"]
Row = tuple[TableName, tuple[Cell, ...]]

_KINDS: dict[str, Kind] = {
    "low": "float", "high": "float", "lat": "float", "lon": "float", "geonames": "int",
    "relative": "bool", "start": "date", "end": "date", "anchor": "date",
}  # fmt: skip

_MENTION: dict[str, Kind] = {
    "id": "text", "article_id": "text", "label": "text", "start": "int", "end": "int",
    "text": "text", "entity_id": "text", "evidence_by": "text", "evidence_detail": "text",
    "confidence": "float",
}  # fmt: skip
_VALUE: dict[str, Kind] = {
    f"{label.lower()}_{name}": _KINDS.get(name, "text")
    for label, kind in VALUE_TYPES.items()
    for name in kind.model_fields
}

#: The columns of each table, with what they hold. A value has the columns of its label.
COLUMNS: dict[TableName, dict[str, Kind]] = {
    "articles": {
        "id": "text", "source": "text", "url": "text", "title": "text", "language": "text",
        "published": "date", "sha256": "text", "text": "text", "story_id": "text",
        "similarity": "float",
    },
    "mentions": _MENTION | _VALUE,
    "entities": {
        "id": "text", "label": "text", "name": "text", "attributes": "text", "mentions": "int",
        "articles": "int", "stories": "int", "first_seen": "date", "last_seen": "date",
    },
    "aliases": {"entity_id": "text", "name": "text", "count": "int", "articles": "int"},
    "decisions": {
        "id": "text", "label": "text", "name_a": "text", "name_b": "text", "verdict": "text",
        "rule": "text", "score": "float", "reason": "text", "article_id": "text",
        "entity_id": "text",
    },
    "deleted": {"kind": "text", "id": "text", "merged_into": "text"},
}  # fmt: skip


def table_rows(feed: Feed) -> Iterator[Row]:
    """Yield the rows of all tables, as they come."""
    for record, story in feed.records():
        yield from _record_rows(record, story)
    for entity, _ in feed.entities():
        yield from _entity_rows(entity)
    for decision in feed.decisions():
        yield "decisions", _decision_row(decision)
    for each in feed.deletions():
        yield "deleted", (each.kind, each.id, each.merged_into)


def table_names(feed: Feed) -> list[TableName]:
    """Return the tables of a feed: what is deleted is told to those who know of it."""
    return [name for name in COLUMNS if name != "deleted" or not feed.is_whole]


def _record_rows(record: Record, story: Story) -> Iterator[Row]:
    article = record.article
    fields = dict(article) | {"story_id": story.story, "similarity": story.similarity}
    yield "articles", tuple(fields[name] for name in COLUMNS["articles"])
    for mention in record.mentions:
        evidence = mention.evidence
        values: list[Cell] = [
            getattr(mention.value, name) if label == mention.label else None
            for label, kind in VALUE_TYPES.items()
            for name in kind.model_fields
        ]
        yield (
            "mentions",
            (
                mention.id,
                article.id,
                mention.label,
                mention.start,
                mention.end,
                mention.text,
                mention.entity,
                evidence.by,
                evidence.detail,
                evidence.confidence,
                *values,
            ),
        )


def _entity_rows(entity: Entity) -> Iterator[Row]:
    fields = {name: getattr(entity, name) for name in COLUMNS["entities"]}
    fields["attributes"] = json.dumps(entity.attributes, ensure_ascii=False, sort_keys=True)
    yield "entities", tuple(fields.values())
    for alias in entity.aliases:
        yield "aliases", (entity.id, alias.name, alias.count, alias.articles)


def _decision_row(decision: Decision) -> tuple[Cell, ...]:
    fields = dict(decision)
    fields |= {"article_id": decision.article, "entity_id": decision.entity}
    return tuple(fields[name] for name in COLUMNS["decisions"])
