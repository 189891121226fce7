"""The tables, for SQLite and PostgreSQL alike.

Keys derive from content. `mentions` has every mention; the table of its label (`persons`,
`agencies`, `locations`, `dates`, `counts`) has its value under the same key. Deleting an article
deletes what was found in it.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

from extract.schemas import Label

#: The revision of these tables: the last one in `migrations`.
REVISION = "0009"

# Names for all constraints, so that a migration can address them on either database.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Keys sort by code point on both databases; PostgreSQL would otherwise follow its locale.
Key = String().with_variant(String(collation="C"), "postgresql")


def _changed(what: str) -> Column[int]:
    """Return the column for the number of the last change, which `state` counts."""
    comment = f"number of the change in which {what}"
    return Column(
        "changed", Integer, nullable=False, server_default="1", index=True, comment=comment
    )


runs = Table(
    "runs",
    metadata,
    Column("id", Key, primary_key=True),
    Column("version", Text, nullable=False, comment="of code, model and rules"),
    Column("settings", JSON, nullable=False),
    Column("started", DateTime(timezone=True), nullable=False, comment="UTC"),
    Column("finished", DateTime(timezone=True), comment="UTC; null: running, or killed"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Key, primary_key=True),
    Column("run_id", ForeignKey(runs.c.id), nullable=False, index=True),
    Column("version", Text, nullable=False, comment="of code, model and rules"),
    Column("sha256", String(64), nullable=False, comment="of the text, as UTF-8"),
    Column("source", Text),
    Column("url", Text),
    Column("title", Text),
    Column("language", Text),
    Column("published", Date, index=True),
    Column("published_from", Text),
    Column("warnings", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("resolved", Boolean, nullable=False, index=True, comment="its mentions have entities"),
    Column("context", JSON, comment="what it names and is about, for resolution"),
    _changed("it, its mentions or their entities changed"),
)

# Which articles tell one story: copies, and the one that stands for them.
stories = Table(
    "stories",
    metadata,
    Column("article_id", ForeignKey(articles.c.id, ondelete="CASCADE"), primary_key=True),
    Column(
        "story_id",
        ForeignKey(articles.c.id, ondelete="SET NULL", deferrable=True, initially="DEFERRED"),
        index=True,
        comment="the article that stands for the story; null: not compared yet",
    ),
    Column(
        "similarity",
        Double,
        comment="runs of words of both as a share of those of either; null: to be compared again",
    ),
)

# Where articles meet those that they may be copies of.
story_keys = Table(
    "story_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column(
        "article_id",
        ForeignKey(articles.c.id, ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
)

entities = Table(
    "entities",
    metadata,
    Column("id", Key, primary_key=True),
    Column("label", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("attributes", JSON, nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("first_seen", Date),
    Column("last_seen", Date),
    Column("born", Integer, nullable=False, comment="number of the resolution that it was new in"),
    Column("reference", Text, comment="id in the agency register or the gazetteer"),
    Column("identity", Text, nullable=False, comment="what its id was derived from"),
    Column("tallies", JSON, nullable=False, comment="of roles, types, countries, acronyms"),
    _changed("it or its aliases changed"),
    Index(None, "label", "name"),
    Index(None, "articles"),
)

# An id that was merged into another is never given again, and leads on.
redirects = Table(
    "redirects",
    metadata,
    Column("id", Key, primary_key=True),
    Column(
        "entity_id",
        ForeignKey(entities.c.id, ondelete="CASCADE", deferrable=True, initially="DEFERRED"),
        nullable=False,
        index=True,
    ),
    Column("born", Integer, nullable=False),
)

# Where new names meet the entities that they may mean.
blocks = Table(
    "blocks",
    metadata,
    Column("label", String(16), primary_key=True),
    Column("block", Key, primary_key=True),
    Column(
        "entity_id",
        ForeignKey(entities.c.id, ondelete="CASCADE", deferrable=True, initially="DEFERRED"),
        primary_key=True,
        index=True,
    ),
)

# Where new surnames meet those that are spelt alike.
surnames = Table(
    "surnames",
    metadata,
    Column("key", Key, primary_key=True),
    Column("surname", Key, primary_key=True),
)

# What holds for the database as a whole: one row. Who writes locks it first, so that changes are
# committed in the order of their numbers, on PostgreSQL too.
state = Table(
    "state",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("resolutions", Integer, nullable=False, comment="how often it was resolved"),
    Column("whole_due", Boolean, nullable=False, comment="a resolved article is gone or changed"),
    Column("reviewed", Text, nullable=False, comment="digest of the decisions that are applied"),
    Column("changes", Integer, nullable=False, server_default="1", comment="the last one's number"),
    Column("origin", Text, nullable=False, server_default="", comment="id of the first run"),
)

# What those who poll must take away again; an id that comes back is taken off.
deletions = Table(
    "deletions",
    metadata,
    Column("kind", String(16), primary_key=True, comment="article, entity or decision"),
    Column("id", Key, primary_key=True),
    _changed("it went, or was merged"),
)

aliases = Table(
    "aliases",
    metadata,
    Column(
        "entity_id",
        ForeignKey(entities.c.id, ondelete="CASCADE", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    Column("name", Key, primary_key=True, index=True),
    Column("rank", Integer, nullable=False, comment="0 is the first of its entity"),
    Column("count", Integer, nullable=False),
    Column("articles", Integer, nullable=False),
)

# The article is named, not referred to: a decision stands until resolution is written again.
decisions = Table(
    "decisions",
    metadata,
    Column("id", Key, primary_key=True),
    Column("label", String(16), nullable=False),
    Column("name_a", Text, nullable=False),
    Column("name_b", Text, nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("rule", Text, nullable=False),
    Column("score", Double),
    Column("reason", Text, nullable=False),
    Column("article_id", Key),
    Column("entity_id", Key, index=True),
    _changed("it was made"),
    Index(None, "name_a", "verdict"),
    Index(None, "name_b", "verdict"),
)

mentions = Table(
    "mentions",
    metadata,
    Column("id", Key, primary_key=True),
    Column("article_id", ForeignKey(articles.c.id, ondelete="CASCADE"), nullable=False),
    Column("label", String(16), nullable=False),
    Column("start", Integer, nullable=False, comment="code points"),
    Column("end", Integer, nullable=False, comment="code points, exclusive"),
    Column("text", Text, nullable=False),
    # Deferred: resolution replaces entities and links in one transaction, in whatever order.
    Column(
        "entity_id",
        ForeignKey(entities.c.id, deferrable=True, initially="DEFERRED"),
    ),
    Column("reference", Text, comment="id in the agency register or the gazetteer"),
    Column("evidence_by", Text, nullable=False),
    Column("evidence_detail", Text),
    Column("confidence", Double),
    Index(None, "article_id", "start"),
    # Spellings are found by `aliases`: an index on texts would cost a third of all writing.
    Index(None, "label"),
)
# Not of mentions that await resolution: they are written first, and faster so.
_linked = mentions.c.entity_id.is_not(None)
Index(
    None,
    mentions.c.entity_id,
    mentions.c.article_id,
    sqlite_where=_linked,
    postgresql_where=_linked,
)


def _mention_key() -> Column[str]:
    return Column("mention_id", ForeignKey(mentions.c.id, ondelete="CASCADE"), primary_key=True)


persons = Table("persons", metadata, _mention_key(), Column("role", Text))

agencies = Table(
    "agencies",
    metadata,
    _mention_key(),
    Column("type", String(16)),
    Column("country", String(2)),
    Column("acronym", Text),
    Index(None, "country", "type"),
)

locations = Table(
    "locations",
    metadata,
    _mention_key(),
    Column("type", String(16)),
    Column("country", String(2), index=True),
    Column("lat", Double, comment="degrees, WGS 84"),
    Column("lon", Double, comment="degrees, WGS 84"),
    Column("geonames", BigInteger),
)

dates = Table(
    "dates",
    metadata,
    _mention_key(),
    Column("edtf", Text),
    Column("start", Date, index=True),
    Column("end", Date, comment="exclusive"),
    Column("precision", String(16)),
    Column("relative", Boolean, nullable=False),
    Column("anchor", Date),
    Column("reason", Text),
)

counts = Table(
    "counts",
    metadata,
    _mention_key(),
    Column("low", Double, nullable=False),
    Column("high", Double, nullable=False),
    Column("bound", String(16), nullable=False),
    Column("unit", Text, index=True),
    Column("unit_class", String(16), index=True),
    Column("basis", String(16), nullable=False),
    Column("party", Text),
)

# One row an article that was taken up, or an input that could not be read, whatever became of it.
ledger = Table(
    "ledger",
    metadata,
    Column("article", Key, primary_key=True, comment="id of the article, or name of the input"),
    Column("state", String(16), nullable=False, comment="waiting, done, failed or quarantined"),
    Column("version", Text, comment="of code, model and rules; null: not read"),
    Column("fingerprint", String(64), comment="of text and metadata as read"),
    Column("stage", String(16), comment="where it failed"),
    Column("error", Text),
    Column("attempts", Integer, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False, comment="UTC; of this state"),
    Column("run_id", ForeignKey(runs.c.id), nullable=False, index=True),
    Column("content", JSON(none_as_null=True), comment="the article as read, until it is done"),
    Column("leased_by", Text, comment="who annotates it"),
    Column("leased_until", DateTime(timezone=True), comment="after which others may take it up"),
    Index(None, "state", "article"),
)

#: Where the value of a mention is, by its label.
VALUE_TABLES: dict[Label, Table] = {
    "PERSON": persons,
    "AGENCY": agencies,
    "LOCATION": locations,
    "DATE": dates,
    "COUNT": counts,
}
