"""Views that answer the questions people ask most; ``docs/database.md`` has examples.

They are made anew whenever tables are made or brought up to date, so a revision need not care for
them; a new or changed view needs a revision of its own, which may do nothing.

Among stories, copies of one count once; an article that is not compared yet counts as one.
"""

from __future__ import annotations

from sqlalchemy import Connection, inspect

#: By name, in SQL that both databases understand.
VIEWS = {
    # Every pair stands twice, so that asking for one name finds it.
    "who_was_mentioned_with_whom": """
        SELECT a.entity_id AS entity_id, one.name AS name,
               b.entity_id AS other_id, other.name AS other_name,
               COUNT(DISTINCT a.article_id) AS articles,
               COUNT(DISTINCT COALESCE(told.story_id, a.article_id)) AS stories,
               MIN(article.published) AS first_published,
               MAX(article.published) AS last_published
        FROM mentions AS a
        JOIN mentions AS b ON b.article_id = a.article_id AND b.entity_id <> a.entity_id
        JOIN entities AS one ON one.id = a.entity_id
        JOIN entities AS other ON other.id = b.entity_id
        JOIN articles AS article ON article.id = a.article_id
        LEFT JOIN stories AS told ON told.article_id = a.article_id
        WHERE one.label = 'PERSON' AND other.label = 'PERSON'
        GROUP BY a.entity_id, one.name, b.entity_id, other.name
    """,
    "counts_by_article": """
        SELECT article.id AS article_id, article.published AS published, article.title AS title,
               mention.id AS mention_id, mention.text AS text,
               counts.low AS low, counts.high AS high, counts.bound AS bound,
               counts.unit AS unit, counts.unit_class AS unit_class, counts.basis AS basis,
               counts.party AS party,
               COALESCE(told.story_id, article.id) AS story_id
        FROM counts
        JOIN mentions AS mention ON mention.id = counts.mention_id
        JOIN articles AS article ON article.id = mention.article_id
        LEFT JOIN stories AS told ON told.article_id = article.id
    """,
    "failures": """
        SELECT article, stage, error, attempts, at, run_id
        FROM ledger
        WHERE state IN ('failed', 'quarantined')
    """,
    # A day, month or year that the text gives, with the words around it.
    "timeline": """
        SELECT dates.start AS starts, dates."end" AS ends, dates.edtf AS edtf,
               dates.precision AS precision, mention.text AS text,
               SUBSTR(article.text,
                      CASE WHEN mention.start > 60 THEN mention.start - 59 ELSE 1 END,
                      CASE WHEN mention.start > 60 THEN 60 ELSE mention.start END
                          + mention."end" - mention.start + 60) AS context,
               article.id AS article_id, article.published AS published, article.title AS title,
               COALESCE(told.story_id, article.id) AS story_id
        FROM dates
        JOIN mentions AS mention ON mention.id = dates.mention_id
        JOIN articles AS article ON article.id = mention.article_id
        LEFT JOIN stories AS told ON told.article_id = article.id
        WHERE dates.start IS NOT NULL OR dates."end" IS NOT NULL
    """,
    "agencies_by_country": """
        SELECT agencies.country AS country, agencies.type AS type,
               entity.id AS entity_id, entity.name AS name,
               COUNT(*) AS mentions, COUNT(DISTINCT mention.article_id) AS articles,
               COUNT(DISTINCT COALESCE(told.story_id, article.id)) AS stories,
               MIN(article.published) AS first_published,
               MAX(article.published) AS last_published
        FROM agencies
        JOIN mentions AS mention ON mention.id = agencies.mention_id
        JOIN entities AS entity ON entity.id = mention.entity_id
        JOIN articles AS article ON article.id = mention.article_id
        LEFT JOIN stories AS told ON told.article_id = article.id
        GROUP BY agencies.country, agencies.type, entity.id, entity.name
    """,
}


def drop_views(connection: Connection) -> None:
    """Drop the views that are there: a table that one reads cannot be made anew."""
    present = set(inspect(connection).get_view_names())  # not what was a table once
    for name in present & VIEWS.keys():
        connection.exec_driver_sql(f"DROP VIEW {name}")


def create_views(connection: Connection) -> None:
    """Make the views."""
    for name, query in VIEWS.items():
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {query.strip()}")
