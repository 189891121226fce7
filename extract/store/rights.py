"""What a user of PostgreSQL must be allowed to do; an SQLite file has its mode alone."""

from __future__ import annotations

from itertools import product

from sqlalchemy import Connection, func, select

from extract.store.schema import metadata

#: What a run does with every table, and a word for where.
_RIGHTS = {"SELECT": "from", "INSERT": "into", "UPDATE": "of", "DELETE": "from"}


def lacking(connection: Connection) -> list[str]:
    """Return which rights of a run the user lacks, such as “insert into counts”; none on SQLite."""
    if connection.dialect.name != "postgresql":
        return []
    asked = list(product(metadata.tables, _RIGHTS))
    rights = [func.has_table_privilege(table, right) for table, right in asked]
    temporary = func.has_database_privilege(func.current_database(), "TEMPORARY")
    *found, may_make = connection.execute(select(*rights, temporary)).one()
    missing = [
        f"{right.lower()} {_RIGHTS[right]} {table}"
        for (table, right), given in zip(asked, found, strict=True)
        if not given
    ]
    return missing if may_make else [*missing, "make temporary tables"]
