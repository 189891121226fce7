"""The ledger: what became of every article, in place of `failures` and a column of `articles`."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, DateTime, ForeignKey, Integer, String, Text

revision = "0003"
down_revision = "0002"

_KEY = String().with_variant(String(collation="C"), "postgresql")


def upgrade() -> None:
    """Note what is there as done, and what failed as due again."""
    op.create_table(
        "ledger",
        Column(
            "article", _KEY, primary_key=True, comment="id of the article, or name of the input"
        ),
        Column("state", String(16), nullable=False, comment="waiting, done, failed or quarantined"),
        Column("version", Text, comment="of code, model and rules; null: not read"),
        Column("fingerprint", String(64), comment="of text and metadata as read"),
        Column("stage", String(16), comment="where it failed"),
        Column("error", Text),
        Column("attempts", Integer, nullable=False),
        Column("at", DateTime(timezone=True), nullable=False, comment="UTC; of this state"),
        Column("run_id", _KEY, ForeignKey("runs.id", name="fk_ledger_run_id"), nullable=False),
        Column("content", JSON(none_as_null=True), comment="the article as read, until it is done"),
        Column("leased_by", Text, comment="who annotates it"),
        Column(
            "leased_until", DateTime(timezone=True), comment="after which others may take it up"
        ),
    )
    op.create_index("ix_ledger_run_id", "ledger", ["run_id"])
    op.create_index("ix_ledger_state_ledger_article", "ledger", ["state", "article"])
    op.execute(
        "INSERT INTO ledger (article, state, version, fingerprint, attempts, at, run_id)"
        " SELECT articles.id, 'done', articles.version, fingerprint, 1, runs.started, runs.id"
        " FROM articles JOIN runs ON runs.id = articles.run_id"
        " WHERE articles.id NOT IN (SELECT article FROM failures)"
    )
    # An article that failed at two stages keeps the first by name.
    op.execute(
        "INSERT INTO ledger (article, state, stage, error, attempts, at, run_id)"
        " SELECT article, 'failed', stage, error, 1, runs.started, runs.id"
        " FROM failures JOIN runs ON runs.id = failures.run_id WHERE NOT EXISTS (SELECT 1"
        " FROM failures AS other WHERE other.article = failures.article"
        " AND other.stage < failures.stage)"
    )
    op.drop_table("failures")
    op.drop_column("articles", "fingerprint")
