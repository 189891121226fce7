"""brat standoff: a text and an ``.ann`` file for each article.

Kept: id (as the file name), text, mentions with everything they have. Entities and values stand in
notes, as JSON, since brat's own attributes take only values that are listed in advance. Not kept:
what the article has beside its text, and tags.

The format: https://brat.nlplab.org/standoff.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from extract.errors import ArticleError
from extract.evaluate.gold import GoldArticle, GoldMention
from extract.gold.formats.base import (
    Found,
    OutsideArticle,
    article_of,
    details_of,
    file_stem,
    files_in,
    id_of,
    outside_article,
    read_text,
    write_text,
)
from extract.schemas import LABELS

#: What brat needs to show and edit the files.
_CONFIGURATION = (
    "[entities]\n" + "\n".join(LABELS) + "\n\n[relations]\n\n[events]\n\n[attributes]\n"
    "Hard\tArg:<ENTITY>\n"
)
# A mention may not cross a line in brat; it is written as one fragment per line.
_LINE_BREAK = re.compile(r"\s*[\r\n]\s*")


def read_brat(path: Path) -> list[OutsideArticle]:
    """Read an ``.ann`` file, or all below a folder, each with the ``.txt`` beside it.

    Raises:
        ArticleError: a line is not standoff, or a mention has a gap in it.
        ConfigError: an ``.ann`` or its ``.txt`` is missing.
    """
    return [_read(file) for file in files_in(path, ".ann")]


def _read(file: Path) -> OutsideArticle:
    text = read_text(file.with_name(file.name.removesuffix(".ann") + ".txt"))
    spans: dict[str, tuple[str, int, int]] = {}
    details: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(read_text(file).split("\n"), start=1):
        where = f"{file}, line {number}"
        try:
            kind, rest = line[:1], line.rstrip("\r").split("\t")
            if kind == "T":
                spans[rest[0]] = _span(rest[1], text)
            elif kind in {"A", "M"} and rest[1].split()[0] == "Hard":
                details.setdefault(rest[1].split()[1], {})["hard"] = True
            elif kind == "#" and rest[1].startswith("AnnotatorNotes ") and rest[2][:1] == "{":
                details.setdefault(rest[1].split()[1], {}).update(json.loads(rest[2]))
        except (ValueError, IndexError) as error:
            raise ArticleError(where, f"is not brat standoff: {error}") from error
    found = [
        Found(label, start, end, details.get(key)) for key, (label, start, end) in spans.items()
    ]
    return outside_article(article_of(text, name=id_of(file, ".ann")), found)


def _span(field: str, text: str) -> tuple[str, int, int]:
    label, _, offsets = field.partition(" ")
    parts = [tuple(map(int, part.split())) for part in offsets.split(";")]
    for (_, end), (start, _) in pairwise(parts):
        if text[end:start].strip():
            raise ValueError(
                f"a mention with a gap, {text[end:start]!r}; join it or part it in two"
            )
    return label, parts[0][0], parts[-1][1]


def write_brat(articles: Sequence[GoldArticle], path: Path) -> None:
    """Write a ``.txt`` and an ``.ann`` per article, and ``annotation.conf``, into a folder."""
    write_text(path / "annotation.conf", _CONFIGURATION)
    for each in articles:
        stem = file_stem(each.article.id)
        write_text(path / f"{stem}.txt", each.article.text)
        lines = [
            line
            for number, mention in enumerate(each.mentions, start=1)
            for line in _lines(number, mention)
        ]
        write_text(path / f"{stem}.ann", "".join(f"{line}\n" for line in lines))


def _lines(number: int, mention: GoldMention) -> Iterator[str]:
    breaks = list(_LINE_BREAK.finditer(mention.text))
    starts = [0, *(each.end() for each in breaks)]
    ends = [*(each.start() for each in breaks), len(mention.text)]
    # A break at an edge would leave an empty fragment.
    parts = [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]
    offsets = ";".join(f"{mention.start + start} {mention.start + end}" for start, end in parts)
    words = " ".join(mention.text[start:end] for start, end in parts)
    yield f"T{number}\t{mention.label} {offsets}\t{words}"
    details = details_of(mention)
    if details.pop("hard", False):
        yield f"A{number}\tHard T{number}"
    if details:
        yield f"#{number}\tAnnotatorNotes T{number}\t{json.dumps(details, ensure_ascii=False)}"
