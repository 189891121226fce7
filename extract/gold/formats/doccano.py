"""doccano JSONL: one article a line, with its labelled stretches.

Kept: text, spans, and what the article has beside its text, which doccano hands through as
metadata. Not kept: entities and values, for which a labelled stretch has no place.

Both forms of export are read: ``"label": [[start, end, name], …]`` and ``"entities": [{…}, …]``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from extract.errors import ArticleError
from extract.evaluate.gold import GoldArticle
from extract.gold.formats.base import (
    Found,
    OutsideArticle,
    article_of,
    files_in,
    metadata_of,
    outside_article,
    read_text,
    write_text,
)

# doccano numbers its examples itself under "id"; ours goes under another name.
_OUR_ID = "article"


def read_doccano(path: Path) -> list[OutsideArticle]:
    """Read a JSONL export, or all below a folder.

    Raises:
        ArticleError: a line is not of this form; the message names it.
    """
    articles = []
    for file in files_in(path, ".jsonl"):
        for number, line in enumerate(read_text(file).split("\n"), start=1):
            if not line.strip():
                continue
            name = f"{file.stem}-{number}"
            try:
                articles.append(_article(json.loads(line), name))
            except (ValueError, KeyError, TypeError) as error:
                reason = f"is not a line of doccano's JSONL: {error!r}"
                raise ArticleError(f"{file}, line {number}", reason) from error
    return articles


def _article(fields: dict[str, Any], name: str) -> OutsideArticle:
    spans = [
        Found(each["label"], each["start_offset"], each["end_offset"])
        for each in fields.get("entities", ())
    ] or [
        Found(label, start, end)
        for start, end, label in fields.get("label", fields.get("labels", ()))
    ]
    metadata: Mapping[str, Any] = fields | {"id": fields.get(_OUR_ID) or fields.get("id") or name}
    return outside_article(
        article_of(fields["text"], name=name, metadata=metadata),
        spans,
        tags=fields.get("tags", ()),
        made_by=fields.get("made_by", "reading"),
    )


def write_doccano(articles: Sequence[GoldArticle], path: Path) -> None:
    """Write all articles to one file, to be imported for sequence labelling."""
    lines = []
    for each in articles:
        metadata = metadata_of(each)
        metadata[_OUR_ID] = metadata.pop("id")
        spans = [[mention.start, mention.end, mention.label] for mention in each.mentions]
        fields = {"text": each.article.text, "label": spans, **metadata}
        lines.append(json.dumps(fields, ensure_ascii=False) + "\n")
    write_text(path, "".join(lines))
