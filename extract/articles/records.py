"""Records that were made elsewhere: what `extract run --jsonl` wrote, or frames of records.

A row of a frame is what `extract.extract_frames` gives: `article`, `record`, `error`, `version` and
`known`. A line may be a record, or such a row.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from extract.articles.building import check_text
from extract.errors import ArticleError
from extract.schemas import Mention, Record

#: What a row of a frame may have beside its record.
FRAME = ("article", "error", "version", "known")
# What the places of the gazetteer that GeoNames numbers are called there.
_GEONAMES = "geonames:"


def record_from_fields(
    fields: Mapping[str, Any], *, name: str, version: str, max_chars: int
) -> Record:
    """Return the record that `fields` are, or that they hold as a row of a frame.

    Args:
        fields: of a line of JSON, or a row of a table.
        name: where the record comes from, for messages: file and line.
        version: of code, model and rules that made the records; a row may say its own.
        max_chars: longest text, in code points.

    Raises:
        ArticleError: it is no record, or was made by another version, or the row says why there is
            none.
    """
    if not {"record", "error"}.isdisjoint(fields):
        return _of_row(fields, name, version, max_chars)
    if "mentions" not in fields:
        raise ArticleError(
            name,
            "is no record: give lines that “extract run --jsonl” wrote, or rows of extract_frames;"
            " “extract run” reads articles",
        )
    return _checked(fields, {}, name, max_chars)


def _of_row(row: Mapping[str, Any], name: str, version: str, max_chars: int) -> Record:
    if row.get("record") is None:
        raise ArticleError(name, f"has no record of {row.get('article')}: {row.get('error')}")
    made_by = row.get("version") or version
    if made_by != version:
        raise ArticleError(
            name,
            f"was made by version {made_by} of code, model and rules, expected {version}: make the"
            " records again with this one, or say “--made-by”, and “extract run” will do them anew",
        )
    fields = _object(row, "record", name)
    known = _object(row, "known", name) if row.get("known") else {}
    if strange := [key for key, value in known.items() if not isinstance(value, str)]:
        raise ArticleError(
            name,
            f"is no row of extract_frames: what it has known of mention “{strange[0]}” is no text;"
            " load the column “known” as extract_frames made it, or leave it out",
        )
    return _checked(fields, known, name, max_chars)


def _object(row: Mapping[str, Any], column: str, name: str) -> dict[str, Any]:
    text = row[column]
    try:
        found = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise ArticleError(name, f"is no row of extract_frames: its {column} is no JSON object")
    return found


def _checked(
    fields: Mapping[str, Any], known: Mapping[str, str], name: str, max_chars: int
) -> Record:
    try:
        record = Record.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        problem = f"{where}: {first['msg']}".removeprefix(": ")
        raise ArticleError(name, f"is no record of this version ({problem})") from None
    text = record.article.text
    check_text(text, name=name, max_chars=max_chars)
    if hashlib.sha256(text.encode()).hexdigest() != record.article.sha256:
        raise ArticleError(name, "has a text that was changed: its sha256 is that of another")
    mentions = tuple(
        mention.model_copy(update={"reference": known.get(mention.id, _reference(mention))})
        for mention in record.mentions
    )
    return record.model_copy(update={"mentions": mentions})


def _reference(mention: Mention) -> str | None:
    """Return what a record says of the gazetteer; the register of agencies it does not name."""
    number = getattr(mention.value, "geonames", None)
    return None if number is None else f"{_GEONAMES}{number}"
