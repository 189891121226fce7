"""Find where an entity stands, and what was decided on a name, without a look at other rows."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Index mentions by entity and article, decisions by name and verdict."""
    op.drop_index("ix_mentions_entity_id", "mentions")
    linked = text("entity_id IS NOT NULL")
    op.create_index(
        "ix_mentions_entity_id_mentions_article_id",
        "mentions",
        ["entity_id", "article_id"],
        sqlite_where=linked,
        postgresql_where=linked,
    )
    for name in ("name_a", "name_b"):
        op.drop_index(f"ix_decisions_{name}", "decisions")
        op.create_index(f"ix_decisions_{name}_decisions_verdict", "decisions", [name, "verdict"])
