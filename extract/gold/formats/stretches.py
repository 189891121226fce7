"""JSON lines with scored stretches: public corpora brought to one form, to score ourselves on.

One article a line, gzipped or not: ``id``, ``published``, ``text``, ``mentions`` (with ``label``,
``start``, ``end`` and perhaps ``value`` and ``cluster``), ``scored`` and ``complete_labels``.
Only the values of dates are read, where they are TIMEX3; those of other corpora are in other terms.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from extract.errors import ArticleError
from extract.gold.formats.base import (
    Found,
    OutsideArticle,
    article_of,
    files_in,
    our_label,
    outside_article,
)
from extract.gold.formats.timeml import edtf_of_timex, names_days

#: What a reader makes of an article.
Built = TypeVar("Built")


def read_stretches(path: Path) -> list[OutsideArticle]:
    """Read a ``.jsonl`` or ``.jsonl.gz`` file, or all below a folder.

    Raises:
        ArticleError: a line is not of this form; the message names it.
    """
    return list(stretched(path, _article))


def stretched(path: Path, build: Callable[[Mapping[str, Any]], Built]) -> Iterator[Built]:
    """Yield what `build` makes of the fields of each article in a file, or below a folder.

    Raises:
        ArticleError: a line is not of this form; the message names it.
        ConfigError: there is no such file.
    """
    for file in files_in(path, ".jsonl.gz", ".jsonl"):
        opened = gzip.open if file.suffix == ".gz" else open
        with opened(file, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    built = build(json.loads(line))
                except (ValueError, KeyError, TypeError) as error:
                    reason = f"is not an article with scored stretches: {error!r}"
                    raise ArticleError(f"{file}, line {number}", reason) from error
                yield built


def _article(fields: Mapping[str, Any]) -> OutsideArticle:
    complete = {label for name in fields["complete_labels"] if (label := our_label(name))}
    return outside_article(
        article_of(fields["text"], name=fields["id"], metadata={"published": fields["published"]}),
        [_found(mention) for mention in fields["mentions"]],
        scored=[(start, end) for start, end in fields["scored"]],
        complete_labels=complete,
    )


def _found(mention: Mapping[str, Any]) -> Found:
    label, value = mention["label"], mention.get("value")
    details: dict[str, Any] = {"entity": mention.get("cluster")}
    if label == "DATE" and isinstance(value, str):
        if names_days(value):
            details["value"] = {"edtf": edtf_of_timex(value)}
        else:
            label = "DATE WITHOUT DAYS"
    return Found(label, mention["start"], mention["end"], details)
