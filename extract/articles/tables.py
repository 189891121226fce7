"""Files that hold many articles: JSON lines, CSV and Parquet. One bad row never hides the next."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, Protocol, TypeVar

from extract.articles.building import (
    METADATA,
    article_from_fields,
    decode,
    optional_module,
    too_long,
)
from extract.articles.compression import DAMAGED
from extract.errors import ArticleError
from extract.schemas import Article, Failure

Item_co = TypeVar("Item_co", covariant=True)

# JSON may spell one code point in 12 bytes ("\ud83d\ude00"); the rest of a line is metadata.
_JSON_BYTES_PER_CHAR = 12
_METADATA_BYTES = 1 << 16
_BLOCK = 1 << 20
# Rows of a table in memory together.
_ROWS = 64


class Make(Protocol[Item_co]):
    """Makes an item of the fields of a line or row."""

    def __call__(self, fields: Mapping[str, Any], /, *, name: str, max_chars: int) -> Item_co:
        """Return the item.

        Raises:
            ArticleError: the fields do not make one.
        """


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
    lines: Iterable[bytes | None], name: str, *, max_chars: int, make: Make[Item_co]
) -> Iterator[Item_co | Failure]:
    """Yield what `make` makes, or the failure in its place, of each of `lines` that is not blank.

    Raises:
        ArticleError: the compressed file that they come from is damaged.
    """
    number = 0
    try:
        for number, line in enumerate(lines, start=1):
            here = f"{name}:{number}"
            try:
                if line is None:
                    raise too_long(here, max_chars)
                if line.strip():
                    yield make(_json_object(line, here), name=here, max_chars=max_chars)
            except ArticleError as error:
                yield _failure(error)
    except DAMAGED as error:
        raise ArticleError(
            f"{name}:{number + 1}",
            f"is damaged from there on ({error}): the lines before it were read; fetch the file"
            " again",
        ) from None


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


def read_parquet(
    handle: BinaryIO,
    name: str,
    *,
    max_chars: int,
    make: Make[Item_co],
    columns: Sequence[str] = ("text", *METADATA),
) -> Iterator[Item_co | Failure]:
    """Yield what `make` makes, or the failure in its place, of each row.

    Row groups are read one after the other, and of each no more columns than are needed; one that
    is damaged costs no other.

    Args:
        handle: the file; it must be able to seek.
        name: what it is called in messages.
        max_chars: longest text, in code points.
        make: makes an item of a row.
        columns: that it needs: the first has to be there, the others may be.

    Raises:
        ArticleError: pyarrow is missing, the file is no Parquet, or lacks the first column.
    """
    parquet = optional_module("pyarrow.parquet", name, install="pyarrow")
    arrow = optional_module("pyarrow", name, install="pyarrow")
    try:
        file = parquet.ParquetFile(handle)
    except (arrow.ArrowException, OSError) as error:
        raise ArticleError(
            name, f"is not a readable Parquet file ({error}): write it, or fetch it, again"
        ) from None
    with file:
        present = file.schema_arrow.names
        if columns[0] not in present:
            raise ArticleError(
                name,
                f"has no column “{columns[0]}” (columns: {', '.join(present)}): rename the"
                f" column that holds the {columns[0]}",
            )
        wanted = [column for column in columns if column in present]
        first = 1
        for group in range(file.num_row_groups):
            number = first
            last = first + file.metadata.row_group(group).num_rows - 1
            try:
                for batch in file.iter_batches(_ROWS, row_groups=[group], columns=wanted):
                    for row in _rows(batch):
                        yield _made(row, f"{name}:{number}", max_chars, make)
                        number += 1
            except (arrow.ArrowException, OSError) as error:
                yield Failure(
                    article=f"{name}:{number}",
                    stage="read",
                    error=f"is damaged ({error}): the rows up to {last:,} were not read; write"
                    " the file, or fetch it, again",
                )
            first = last + 1


def _rows(batch: Any) -> Iterator[Mapping[str, Any] | ValueError]:  # noqa: ANN401 - Arrow has no types
    """Yield the rows of a record batch, or what is wrong with one."""
    try:
        yield from batch.to_pylist()
    except ValueError:  # bytes that are no UTF-8, a time that is none: only one row's, perhaps
        for place in range(batch.num_rows):
            try:
                yield from batch.slice(place, 1).to_pylist()
            except ValueError as error:
                yield error


def _made(
    row: Mapping[str, Any] | ValueError, name: str, max_chars: int, make: Make[Item_co]
) -> Item_co | Failure:
    if isinstance(row, ValueError):
        problem = f"holds what cannot be read ({row}): write it again as UTF-8"
        return Failure(article=name, stage="read", error=problem)
    try:
        return make(row, name=name, max_chars=max_chars)
    except ArticleError as error:
        return _failure(error)


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
