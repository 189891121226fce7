"""Bring tables to a wanted state by touching only the rows that differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, insert, select, update

from extract.store import schema


def delete_rows(connection: Connection, table: Table, keys: Sequence[dict[str, Any]]) -> None:
    """Delete the rows of `table` with these keys, each a value for some of its columns."""
    if keys:
        same = [table.c[name] == bindparam(f"_{name}") for name in keys[0]]
        values = [{f"_{name}": value for name, value in key.items()} for key in keys]
        connection.execute(delete(table).where(*same), values)


def replace_rows(
    connection: Connection,
    table: Table,
    rows: Sequence[dict[str, Any]],
    *,
    among: ColumnElement[bool] | None = None,
) -> bool:
    """Make `table` hold exactly `rows`, touching only what differs; return whether any did.

    With `among`, only those of its rows for which that holds are looked at.
    """
    key = [column.name for column in table.primary_key]

    def keyed(content: Iterable[dict[str, Any]]) -> dict[tuple[Any, ...], dict[str, Any]]:
        return {tuple(row[name] for name in key): row for row in content}

    query = select(table) if among is None else select(table).where(among)
    old = keyed(dict(row._mapping) for row in connection.execute(query))  # noqa: SLF001 - documented
    new = keyed(rows)
    gone = [dict(zip(key, each, strict=True)) for each in old.keys() - new.keys()]
    added = [row for each, row in new.items() if each not in old]
    changed = [row for each, row in new.items() if each in old and old[each] != row]
    delete_rows(connection, table, gone)
    if added:
        connection.execute(insert(table), added)
    if changed and len(key) < len(table.columns):
        same = [table.c[name] == bindparam(f"_{name}") for name in key]
        keys = [{f"_{name}": row[name] for name in key} for row in changed]
        values = [row | each for row, each in zip(changed, keys, strict=True)]
        connection.execute(update(table).where(*same), values)
    return bool(gone or added or changed)


def link_mentions(connection: Connection, links: Mapping[str, str]) -> bool:
    """Set the entity of each mention, touching only what differs; return whether any did."""
    table = schema.mentions
    query = select(table.c.id, table.c.entity_id).where(table.c.entity_id.is_not(None))
    old = {row.id: row.entity_id for row in connection.execute(query)}
    changed = [
        {"_id": each, "entity_id": links.get(each)}
        for each in old.keys() | links.keys()
        if old.get(each) != links.get(each)
    ]
    if changed:
        connection.execute(update(table).where(table.c.id == bindparam("_id")), changed)
    return bool(changed)
