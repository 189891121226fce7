"""Which articles tell one story, as the tables keep it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from extract.knowledge import Placed
from extract.store import schema
from extract.store.bulk import parts
from extract.store.engine import Connect
from extract.store.memory import next_change, note_change


class StoreStories:
    """A `Stories` on the tables.

    Args:
        reading: gives a connection to read with.
        writing: gives a connection to write with, in one transaction.
    """

    def __init__(self, reading: Connect, writing: Connect) -> None:
        self._reading = reading
        self._writing = writing

    def due(self) -> Iterator[str]:
        """Yield the ids of the articles that are in no story yet, the earliest published first."""
        articles, stories = schema.articles, schema.stories
        query = (
            select(articles.c.id)
            .join(stories, stories.c.article_id == articles.c.id)
            .where(stories.c.story_id.is_(None))
            # Those that nobody dated come last, on either database.
            .order_by(articles.c.published.is_(None), articles.c.published, articles.c.id)
        )
        with self._reading() as connection:
            ids = list(connection.execute(query).scalars())
        yield from ids

    def texts(self, articles: Iterable[str]) -> dict[str, str]:
        """Return the texts of articles, by id."""
        table = schema.articles
        found: dict[str, str] = {}
        with self._reading() as connection:
            for some in parts(sorted(articles)):
                query = select(table.c.id, table.c.text).where(table.c.id.in_(some))
                found.update((row.id, row.text) for row in connection.execute(query))
        return found

    def standing(self, keys: Iterable[int]) -> dict[int, list[str]]:
        """Return the articles that stand for stories under each of `keys`, sorted by id."""
        table = schema.story_keys
        found: dict[int, list[str]] = {}
        with self._reading() as connection:
            for some in parts(keys):
                query = select(table).where(table.c.key.in_(some)).order_by(table.c.article_id)
                for row in connection.execute(query):
                    found.setdefault(row.key, []).append(row.article_id)
        return found

    def place(self, placed: Iterable[Placed]) -> None:
        """Keep where articles were placed, in one transaction."""
        everything = list(placed)
        articles, table, keys = schema.articles, schema.stories, schema.story_keys
        with self._writing() as connection:
            change = next_change(connection)
            connection.execute(
                update(table).where(table.c.article_id == bindparam("_id")),
                [
                    {"_id": each.article, "story_id": each.story, "similarity": each.similarity}
                    for each in everything
                ],
            )
            for some in parts(each.article for each in everything):
                new = update(articles).where(articles.c.id.in_(some)).values(changed=change)
                connection.execute(new)
                # One that stood for another story once, and was read anew, has keys of that.
                connection.execute(delete(keys).where(keys.c.article_id.in_(some)))
            rows = [
                {"key": key, "article_id": each.article} for each in everything for key in each.keys
            ]
            if rows:
                connection.execute(insert(keys), rows)
            note_change(connection, change)


def stories_of(connection: Connection, entities: Iterable[str]) -> dict[str, int]:
    """Return in how many stories each of these entities is named."""
    mentions, stories = schema.mentions, schema.stories
    found: dict[str, int] = {}
    for some in parts(entities):
        query = (
            select(
                mentions.c.entity_id,
                func.count(
                    func.coalesce(stories.c.story_id, mentions.c.article_id).distinct()
                ).label("stories"),
            )
            .outerjoin(stories, stories.c.article_id == mentions.c.article_id)
            .where(mentions.c.entity_id.in_(some))
            .group_by(mentions.c.entity_id)
        )
        found.update((row.entity_id, row.stories) for row in connection.execute(query))
    return found


def count_stories(connection: Connection) -> int:
    """Return how many stories the articles tell; one that is not compared yet counts as its own."""
    table = schema.stories
    copies = select(func.count()).select_from(table).where(table.c.story_id != table.c.article_id)
    articles = select(func.count()).select_from(schema.articles)
    return connection.execute(articles).scalar_one() - connection.execute(copies).scalar_one()
