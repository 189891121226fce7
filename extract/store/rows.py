"""How a record becomes rows, and rows become the same record again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, select

from extract.knowledge import Knowledge, Remembered
from extract.schemas import (
    VALUE_TYPES,
    Alias,
    Article,
    Decision,
    Entity,
    Evidence,
    Mention,
    Record,
    Value,
)
from extract.store import schema

Rows = dict[Table, list[dict[str, Any]]]
#: The rows are drawn once: there may be many.
KnowledgeRows = dict[Table, Iterator[dict[str, Any]]]

_ARTICLE_FIELDS = tuple(Article.model_fields)
_ENTITY_FIELDS = tuple(name for name in Entity.model_fields if name not in {"aliases", "stories"})
# A float holds every whole number up to here exactly.
_LARGEST_COUNT = 2**53


def fingerprint(article: Article) -> str:
    """Return a digest of all that was read of `article`, text and metadata.

    An article is due again when this changes: a new publication day moves its dates.
    """
    return hashlib.sha256(article.model_dump_json().encode()).hexdigest()


def record_rows(records: Iterable[Record], *, run_id: str, version: str, change: int) -> Rows:
    """Return the rows of `records`, by table, in an order that foreign keys allow.

    Links to entities are left out: resolution writes them.
    """
    rows: Rows = {
        table: []
        for table in (
            schema.articles,
            schema.stories,
            schema.mentions,
            *schema.VALUE_TABLES.values(),
        )
    }
    for record in records:
        article = record.article
        rows[schema.articles].append(
            {name: getattr(article, name) for name in _ARTICLE_FIELDS}
            | {
                "run_id": run_id,
                "version": version,
                "warnings": list(record.warnings),
                "resolved": False,
                "context": None,
                "changed": change,
            }
        )
        rows[schema.stories].append(
            {"article_id": article.id, "story_id": None, "similarity": None}
        )
        for mention in record.mentions:
            rows[schema.mentions].append(_mention_row(mention, article.id))
            rows[schema.VALUE_TABLES[mention.label]].append(_value_row(mention))
    return rows


def _mention_row(mention: Mention, article_id: str) -> dict[str, Any]:
    return {
        "id": mention.id,
        "article_id": article_id,
        "label": mention.label,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "entity_id": None,
        "reference": mention.reference,
        "evidence_by": mention.evidence.by,
        "evidence_detail": mention.evidence.detail,
        "confidence": mention.evidence.confidence,
    }


def _value_row(mention: Mention) -> dict[str, Any]:
    row = {"mention_id": mention.id} | vars(mention.value)
    if mention.label == "COUNT" and max(abs(row["low"]), abs(row["high"])) > _LARGEST_COUNT:
        raise ValueError(
            f"mention {mention.id}: a count of {row['high']:.3g} is larger than the"
            f" {_LARGEST_COUNT:,} that the database holds exactly"
        )
    return row


def mention_query() -> Select[Any]:
    """Return the query for mentions with their values, one row each."""
    joined = schema.mentions
    columns: list[ColumnElement[Any]] = list(schema.mentions.columns)
    for label, table in schema.VALUE_TABLES.items():
        joined = joined.outerjoin(table, table.c.mention_id == schema.mentions.c.id)  # type: ignore[assignment] # a Join selects as a Table does
        columns += [column.label(_value_column(label, column.name)) for column in table.columns]
    return select(*columns).select_from(joined)


def mention_from_row(row: Row[Any]) -> Mention:
    """Return the mention of one row of `mention_query`."""
    fields = row._mapping  # noqa: SLF001 - the documented way to read a row by name
    label = fields["label"]
    return Mention(
        id=fields["id"],
        label=label,
        start=fields["start"],
        end=fields["end"],
        text=fields["text"],
        entity=fields["entity_id"],
        value=_value(label, fields),
        evidence=Evidence(
            by=fields["evidence_by"],
            detail=fields["evidence_detail"],
            confidence=fields["confidence"],
        ),
        reference=fields["reference"],
    )


def _value_column(label: str, column: str) -> str:
    return f"{label.lower()}_{column}"


def _value(label: Any, fields: Any) -> Value:  # noqa: ANN401 - columns of a row
    kind = VALUE_TYPES[label]
    values = {name: fields[_value_column(label, name)] for name in kind.model_fields}
    if label == "COUNT":
        # The column is a float; a whole number is an int in the record.
        for name in ("low", "high"):
            values[name] = int(values[name]) if values[name].is_integer() else values[name]
    return kind(**values)


def article_from_row(row: Row[Any]) -> Article:
    """Return the article of one row of `articles`."""
    fields = row._mapping  # noqa: SLF001 - the documented way to read a row by name
    return Article(**{name: fields[name] for name in _ARTICLE_FIELDS})


def knowledge_rows(knowledge: Knowledge, *, born: int, change: int) -> KnowledgeRows:
    """Return the rows of what a resolution found out, by table, without its links.

    Args:
        knowledge: what was found out.
        born: the number of this resolution.
        change: the number of this change.
    """
    remembered = knowledge.remembered
    return {
        schema.entities: (_entity_row(each, born, change) for each in remembered),
        schema.aliases: (
            {"entity_id": each.entity.id, "rank": rank} | vars(alias)
            for each in remembered
            for rank, alias in enumerate(each.entity.aliases)
        ),
        schema.blocks: (
            {"label": each.entity.label, "block": block, "entity_id": each.entity.id}
            for each in remembered
            for block in sorted(each.blocks or ())
        ),
        schema.decisions: (_decision_row(each, change) for each in knowledge.decisions),
        schema.surnames: (
            {"key": key, "surname": surname}
            for surname, keys in sorted(knowledge.surnames.items())
            for key in sorted(keys)
        ),
    }


def _entity_row(remembered: Remembered, born: int, change: int) -> dict[str, Any]:
    entity = remembered.entity
    row = vars(entity) | {
        "attributes": {key: list(values) for key, values in entity.attributes.items()},
        "born": born,
        "reference": remembered.reference,
        "identity": remembered.identity,
        "tallies": {name: dict(tally) for name, tally in remembered.tallies.items()},
        "changed": change,
    }
    del row["aliases"]
    return row


def remembered_from_rows(row: Row[Any], aliases: Sequence[Alias]) -> Remembered:
    """Return what is remembered of the entity of one row of `entities`, without its blocks."""
    return Remembered(
        entity=entity_from_rows(row, aliases),
        identity=row.identity,
        reference=row.reference,
        tallies=row.tallies,
        blocks=None,
    )


def entity_from_rows(row: Row[Any], aliases: Sequence[Alias]) -> Entity:
    """Return the entity of one row of `entities` with its aliases, in rank order."""
    fields = {name: row._mapping[name] for name in _ENTITY_FIELDS}  # noqa: SLF001 - as above
    return Entity(**fields, aliases=tuple(aliases))


def _decision_row(decision: Decision, change: int) -> dict[str, Any]:
    row = dict(vars(decision))
    renamed = {"article_id": row.pop("article"), "entity_id": row.pop("entity")}
    return row | renamed | {"changed": change}


def decision_from_row(row: Row[Any]) -> Decision:
    """Return the decision of one row of `decisions`."""
    fields = dict(row._mapping)  # noqa: SLF001 - as above
    del fields["changed"]
    return Decision(
        **fields | {"article": fields.pop("article_id"), "entity": fields.pop("entity_id")}
    )
