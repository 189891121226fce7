"""Find by their names the pairs that an article shows to be two people."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Index the names of what was decided in one article."""
    in_article = text("article_id IS NOT NULL")
    for name in ("name_a", "name_b"):
        op.create_index(
            f"ix_decisions_{name}",
            "decisions",
            [name],
            sqlite_where=in_article,
            postgresql_where=in_article,
        )
