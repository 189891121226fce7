"""Labels for a person to read and mend, made by the machine and marked so.

`evaluate` refuses articles that are marked as machine-made: a person who has read one sets
``"made_by": "reading"``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extract.evaluate.gold import GUIDELINE_FIELDS, GoldArticle, GoldMention
from extract.schemas import VALUE_TYPES, Mention, Record


def prelabel(records: Iterable[Record], *, tags: Sequence[str] = ()) -> Iterator[GoldArticle]:
    """Yield each record as a gold article that is marked as made by a machine.

    Args:
        records: in any order. Their entities should have been resolved together, so that one entity
            has one id in all articles.
        tags: slices that all of the articles belong to.
    """
    for record in records:
        yield GoldArticle(
            made_by="machine",
            tags=tuple(tags),
            article=record.article,
            mentions=tuple(_gold_mention(mention) for mention in record.mentions),
        )


def _gold_mention(mention: Mention) -> GoldMention:
    # Only what the guidelines ask for: intervals and coordinates are output, not gold.
    value = mention.value.model_dump(include=set(GUIDELINE_FIELDS[mention.label]))
    return GoldMention(
        label=mention.label,
        start=mention.start,
        end=mention.end,
        text=mention.text,
        entity=mention.entity,
        value=VALUE_TYPES[mention.label](**value),
    )
