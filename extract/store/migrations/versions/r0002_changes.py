"""What changed when, for those who poll: numbers of changes, and ids that are gone."""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import Column, Integer, String, Text

revision = "0002"
down_revision = "0001"

_KEY = String().with_variant(String(collation="C"), "postgresql")


def _first(name: str, kind: Integer | Text, value: str, comment: str) -> Column[Any]:
    return Column(name, kind, nullable=False, server_default=value, comment=comment)


def upgrade() -> None:
    """Count all that is there as the first change."""
    op.create_table(
        "deletions",
        Column("kind", String(16), primary_key=True, comment="article or entity"),
        Column("id", _KEY, primary_key=True),
    )
    for table, what in (
        ("articles", "it, its mentions or their entities changed"),
        ("entities", "it or its aliases changed"),
        ("deletions", "it went, or was merged"),
    ):
        comment = f"number of the change in which {what}"
        op.add_column(table, _first("changed", Integer(), "1", comment))
        op.create_index(f"ix_{table}_changed", table, ["changed"])
    op.add_column("state", _first("changes", Integer(), "1", "the last one's number"))
    op.add_column("state", _first("origin", Text(), "", "id of the first run"))
    op.execute(
        "INSERT INTO state (id, resolutions, whole_due, reviewed)"
        " SELECT 1, 0, false, '' WHERE NOT EXISTS (SELECT 1 FROM state)"
    )
    op.execute(
        "UPDATE state SET origin = COALESCE((SELECT id FROM runs ORDER BY started, id LIMIT 1), '')"
    )
    op.execute("INSERT INTO deletions (kind, id, changed) SELECT 'entity', id, 1 FROM redirects")
