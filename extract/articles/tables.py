"""Files that hold many articles: JSON lines, CSV and Parquet. One bad row never hides the next."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from extract.articles.building import article_from_fields, decode, optional_module, too_long
from extract.errors import ArticleError
from extract.schemas import Article, Failure

# JSON may spell one code point in 12 bytes ("\ud83d\ude00"); the rest of a line is metadata.
_JSON_BYTES_PER_CHAR = 12
_METADATA_BYTES = 1 << 16
_BLOCK = 1 << 20


def json_lines(handle: BinaryIO, *, max_chars: int) -> Iterator[bytes | None]:
    """Yield the lines of `handle`, with None for one that is too long to hold one article.

    However long a line is, no more than an article's worth of it is in memory.
    """
    limit = _JSON_BYTES_PER_CHAR * max_chars + _METADATA_BYTES
    while line := handle.readline(limit):
        if len(line) < limit or line.endswith(b"\n"):
            yield line
        else:
            while (rest := handle.readline(_BLOCK)) and not rest.endswith(b"\n"):
                pass
            yield None


def read_jsonl(
    lines: Iterable[bytes | None], name: str, *, max_chars: int
) -> Iterator[Article | Failure]:
    """Yield one article, or the failure in its place, for each of `lines` that is not blank."""
    for number, line in enumerate(lines, start=1):
        here = f"{name}:{number}"
        try:
            if line is None:
                raise too_long(here, max_chars)
            if line.strip():
                yield article_from_fields(_json_object(line, here), name=here, max_chars=max_chars)
        except ArticleError as error:
            yield _failure(error)


def read_csv(handle: BinaryIO, name: str, *, max_chars: int) -> Iterator[Article | Failure]:
    """Yield one article, or the failure in its place, for each row; the first row names columns.

    Raises:
        ArticleError: there is no column “text”, or a quote that is never closed hides where the
            next row begins; what stands after it is not read.
    """
    # An undecodable byte becomes half a surrogate pair, which fails its own row and no other.
    text = io.TextIOWrapper(handle, "utf-8-sig", errors="surrogateescape", newline="")
    csv.field_size_limit(max(csv.field_size_limit(), 4 * max_chars + _METADATA_BYTES))
    rows = csv.reader(_bounded_lines(text, name, max_chars), strict=True)
    try:
        header = [column.strip().lower() for column in next(rows, [])]
        if "text" not in header:
            raise ArticleError(
                name,
                f"has no column “text” (columns: {', '.join(header) or 'none'}), separate"
                " columns by commas and name them in the first row",
            )
        while True:
            here = f"{name}:{rows.line_num + 1}"
            row = next(rows, None)
            if row is None:
                return
            try:
                if row:
                    yield article_from_fields(
                        _named(header, row, here), name=here, max_chars=max_chars
                    )
            except ArticleError as error:
                yield _failure(error)
    except csv.Error as error:
        raise ArticleError(
            f"{name}:{rows.line_num}",
            f"is not valid CSV ({error}); mend the quotes: the rest of the file was not read",
        ) from None
    finally:
        text.detach()  # the caller owns the handle


def read_parquet(path: Path, name: str, *, max_chars: int) -> Iterator[Article | Failure]:
    """Yield one article, or the failure in its place, for each row.

    Raises:
        ArticleError: pyarrow is missing, the file is no Parquet, or has no column “text”.
    """
    parquet = optional_module("pyarrow.parquet", name, install="pyarrow")
    arrow = optional_module("pyarrow", name, install="pyarrow")
    try:
        with parquet.ParquetFile(path) as file:
            columns = file.schema_arrow.names
            if "text" not in columns:
                raise ArticleError(name, f"has no column “text” (columns: {', '.join(columns)})")
            number = 0
            for batch in file.iter_batches(batch_size=64):
                for row in batch.to_pylist():
                    number += 1
                    here = f"{name}:{number}"
                    try:
                        yield article_from_fields(row, name=here, max_chars=max_chars)
                    except ArticleError as error:
                        yield _failure(error)
    except arrow.ArrowException as error:
        raise ArticleError(name, f"is not a readable Parquet file: {error}") from None


def _json_object(line: bytes, name: str) -> Mapping[str, Any]:
    text = decode(line, name)
    try:
        fields = json.loads(text)
    except RecursionError:
        raise ArticleError(name, "is not an article: its JSON is nested too deep") from None
    except ValueError as error:
        raise ArticleError(
            name, f"is not valid JSON ({error}): write one complete object on each line"
        ) from None
    if not isinstance(fields, dict):
        raise ArticleError(name, 'is JSON but no object: write {"text": "…"} on each line')
    return fields


def _bounded_lines(text: io.TextIOWrapper, name: str, max_chars: int) -> Iterator[str]:
    limit = 4 * max_chars + _METADATA_BYTES
    number = 0
    while line := text.readline(limit):
        number += 1
        if len(line) == limit and not line.endswith("\n"):
            error = too_long(f"{name}:{number}", max_chars)
            raise ArticleError(error.article, f"{error.reason}; the rest of the file was not read")
        yield line


def _named(header: list[str], row: list[str], name: str) -> dict[str, str]:
    if len(row) != len(header):
        raise ArticleError(
            name,
            f"has {len(row)} columns, expected {len(header)}: put quotes around text with commas",
        )
    return dict(zip(header, row, strict=True))


def _failure(error: ArticleError) -> Failure:
    return Failure(article=error.article, stage="read", error=error.reason)
