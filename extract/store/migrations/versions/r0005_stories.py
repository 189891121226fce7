"""Which articles tell one story: all that are there are compared by the next run."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Double, ForeignKey, String

revision = "0005"
down_revision = "0004"

_KEY = String().with_variant(String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables, with a row for each article."""
    op.create_table(
        "stories",
        Column("article_id", _KEY, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
        Column(
            "story_id",
            _KEY,
            ForeignKey("articles.id", ondelete="SET NULL", deferrable=True, initially="DEFERRED"),
            comment="the article that stands for the story; null: not compared yet",
        ),
        Column("similarity", Double, comment="runs of words of both as a share of those of either"),
    )
    op.create_index("ix_stories_story_id", "stories", ["story_id"])
    op.create_table(
        "story_keys",
        Column("key", BigInteger, primary_key=True, autoincrement=False),
        Column("article_id", _KEY, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    )
    op.create_index("ix_story_keys_article_id", "story_keys", ["article_id"])
    op.execute("INSERT INTO stories (article_id) SELECT id FROM articles")
