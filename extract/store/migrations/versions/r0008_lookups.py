"""Find by index all decisions on a name, and counts of one class of things."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Index the names of all decisions, not only of those in an article, and classes of units."""
    for name in ("name_a", "name_b"):
        op.drop_index(f"ix_decisions_{name}", "decisions")
        op.create_index(f"ix_decisions_{name}", "decisions", [name])
    op.create_index("ix_counts_unit_class", "counts", ["unit_class"])
