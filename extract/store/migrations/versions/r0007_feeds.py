"""Who polls hears of decisions; stories no longer depend on the order in which articles came."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Count the decisions that are there as the first change; let every article be placed again."""
    comment = "number of the change in which it was made"
    op.add_column(
        "decisions",
        Column("changed", Integer(), nullable=False, server_default="1", comment=comment),
    )
    op.create_index("ix_decisions_changed", "decisions", ["changed"])
    if op.get_context().dialect.name == "postgresql":  # SQLite keeps no comments
        kinds = "article, entity or decision"
        op.alter_column("deletions", "kind", comment=kinds, existing_comment="article or entity")
        similarity = "runs of words of both as a share of those of either"
        op.alter_column(
            "stories",
            "similarity",
            comment=f"{similarity}; null: to be compared again",
            existing_comment=similarity,
        )
    op.execute("UPDATE stories SET similarity = NULL")
    op.execute("DELETE FROM story_keys")
