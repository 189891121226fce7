"""Parquet, one file a table, with types; needs the extra `parquet`."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from extract.errors import ConfigError
from extract.export.tables import COLUMNS, Cell, TableName, table_names, table_rows
from extract.store import Feed

# Rows that are in memory together, of each table; articles are large.
_ROWS = 5_000


def write(feed: Feed, folder: Path) -> None:
    """Write the files of all tables.

    Raises:
        ConfigError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - of an extra
        import pyarrow.parquet as pq  # noqa: PLC0415 - the same
    except ModuleNotFoundError:
        raise ConfigError(
            "Parquet needs pyarrow, which is not installed: pip install 'extract[parquet]'"
        ) from None

    types = {
        "text": pa.string(),
        "int": pa.int64(),
        "float": pa.float64(),
        "bool": pa.bool_(),
        "date": pa.date32(),
    }
    with ExitStack() as stack:
        writers: dict[TableName, Any] = {}
        waiting: dict[TableName, list[tuple[Cell, ...]]] = {}
        for name in table_names(feed):
            schema = pa.schema([(column, types[kind]) for column, kind in COLUMNS[name].items()])
            path = folder / f"{name}.parquet"
            writers[name] = stack.enter_context(pq.ParquetWriter(path, schema, compression="zstd"))
            waiting[name] = []

        def flush(name: TableName) -> None:
            schema = writers[name].schema
            columns = zip(*waiting[name], strict=True) if waiting[name] else ([] for _ in schema)
            arrays = [pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)]
            writers[name].write_table(pa.Table.from_arrays(arrays, schema=schema))
            waiting[name].clear()

        for name, row in table_rows(feed):
            waiting[name].append(row)
            if len(waiting[name]) == (_ROWS // 10 if name == "articles" else _ROWS):
                flush(name)
        for name in waiting:
            flush(name)
