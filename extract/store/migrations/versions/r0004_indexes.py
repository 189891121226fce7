"""Indexes of mentions that cost less to write."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Drop the index on texts, and leave what is not resolved out of that on entities."""
    op.drop_index("ix_mentions_label_mentions_text", "mentions")
    op.create_index("ix_mentions_label", "mentions", ["label"])
    op.drop_index("ix_mentions_entity_id", "mentions")
    linked = text("entity_id IS NOT NULL")
    op.create_index(
        "ix_mentions_entity_id",
        "mentions",
        ["entity_id"],
        sqlite_where=linked,
        postgresql_where=linked,
    )
