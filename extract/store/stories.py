"""Which articles tell one story, as the tables keep it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from extract.knowledge import Placed, Turn
from extract.schemas import Frozen
from extract.store import schema
from extract.store.bulk import is_one_of
from extract.store.engine import Connect
from extract.store.memory import next_change, note_change


class Story(Frozen):
    """The story that an article tells.

    Attributes:
        article: its id.
        story: id of the article that stands for the story: itself, if it is nobody's copy.
        similarity: runs of words of both, as a share of those of either; None: not compared yet.
    """

    article: str
    story: str
    similarity: float | None = None


class StoreStories:
    """A `Stories` on the tables.

    Args:
        reading: gives a connection to read with.
        writing: gives a connection to write with, in one transaction.
    """

    def __init__(self, reading: Connect, writing: Connect) -> None:
        self._reading = reading
        self._writing = writing

    def due(self) -> list[Turn]:
        """Return the articles that are to be placed, in any order."""
        query = _turns().where(_is_due())
        with self._reading() as connection:
            return [_turn(row) for row in connection.execute(query)]

    def texts(self, articles: Iterable[str]) -> dict[str, str]:
        """Return the texts of articles, by id."""
        table = schema.articles
        with self._reading() as connection:
            query = select(table.c.id, table.c.text)
            query = query.where(is_one_of(connection, table.c.id, articles))
            return {row.id: row.text for row in connection.execute(query)}

    def sharing(self, keys: Iterable[int]) -> dict[int, list[str]]:
        """Return the articles under each of `keys`."""
        table = schema.story_keys
        found: dict[int, list[str]] = {}
        with self._reading() as connection:
            query = select(table).where(is_one_of(connection, table.c.key, keys))
            for row in connection.execute(query):
                found.setdefault(row.key, []).append(row.article_id)
        return found

    def places(self, articles: Iterable[str]) -> dict[str, tuple[Turn, str]]:
        """Return turn and story of those of `articles` that are not due, by id."""
        table = schema.stories
        with self._reading() as connection:
            among = is_one_of(connection, table.c.article_id, articles)
            rows = connection.execute(_turns().where(among, ~_is_due()))
            return {row.id: (_turn(row), row.story_id) for row in rows}

    def copies(self, stories: Iterable[str]) -> dict[str, set[Turn]]:
        """Return the copies of each of `stories` that are not due; itself is none."""
        table = schema.stories
        found: dict[str, set[Turn]] = {}
        with self._reading() as connection:
            among = is_one_of(connection, table.c.story_id, stories)
            is_copy = table.c.story_id != table.c.article_id
            for row in connection.execute(_turns().where(among, is_copy, ~_is_due())):
                found.setdefault(row.story_id, set()).add(_turn(row))
        return found

    def place(self, placed: Iterable[Placed], again: Iterable[str]) -> None:
        """Keep where articles were placed, and which are due again, in one transaction."""
        everything = list(placed)
        table, keys = schema.stories, schema.story_keys
        with self._writing() as connection:
            change = next_change(connection)
            moved = _moved(connection, everything)
            connection.execute(
                update(table).where(table.c.article_id == bindparam("_id")),
                [
                    {"_id": each.article, "story_id": each.story, "similarity": each.similarity}
                    for each in everything
                ],
            )
            # One that was placed before has keys of that.
            had = is_one_of(connection, keys.c.article_id, [each.article for each in everything])
            connection.execute(delete(keys).where(had))
            waiting = is_one_of(connection, table.c.article_id, again)
            connection.execute(update(table).where(waiting).values(similarity=None))
            rows = [
                {"key": key, "article_id": each.article} for each in everything for key in each.keys
            ]
            if rows:
                connection.execute(insert(keys), rows)
            if moved:
                _note_moved(connection, moved, change)
                note_change(connection, change)


def _is_due() -> ColumnElement[bool]:
    # One whose story was deleted has lost it; one that is to be placed again, its similarity.
    return or_(schema.stories.c.story_id.is_(None), schema.stories.c.similarity.is_(None))


def _turns() -> Select[Any]:
    articles, stories = schema.articles, schema.stories
    columns = (articles.c.id, articles.c.published, stories.c.story_id)
    return select(*columns).join(stories, stories.c.article_id == articles.c.id)


def _turn(row: Row[Any]) -> Turn:
    return Turn(row.published or dt.date.max, row.id)


def _moved(connection: Connection, placed: Iterable[Placed]) -> list[str]:
    """Return the articles that were in no story, or in another one."""
    table = schema.stories
    stories = {each.article: each.story for each in placed}
    query = select(table.c.article_id, table.c.story_id)
    query = query.where(is_one_of(connection, table.c.article_id, stories))
    return [article for article, story in connection.execute(query) if story != stories[article]]


def _note_moved(connection: Connection, moved: Iterable[str], change: int) -> None:
    """Let those who poll hear of articles in other stories, and of entities in as many others."""
    articles, mentions, entities = schema.articles, schema.mentions, schema.entities
    among = is_one_of(connection, articles.c.id, moved)
    connection.execute(update(articles).where(among).values(changed=change))
    resolved = select(articles.c.id).where(among, articles.c.resolved)
    ids = connection.execute(resolved).scalars().all()
    if ids:  # what is new has no entities yet
        named = select(mentions.c.entity_id).where(
            is_one_of(connection, mentions.c.article_id, ids)
        )
        connection.execute(update(entities).where(entities.c.id.in_(named)).values(changed=change))


def stories_told(connection: Connection, articles: Iterable[str]) -> dict[str, Story]:
    """Return the story of each of these articles that has been compared, by id."""
    table = schema.stories
    found: dict[str, Story] = {}
    among = is_one_of(connection, table.c.article_id, articles)
    for row in connection.execute(select(table).where(among, table.c.story_id.is_not(None))):
        found[row.article_id] = Story(
            article=row.article_id, story=row.story_id, similarity=row.similarity
        )
    return found


def stories_of(connection: Connection, entities: Iterable[str]) -> dict[str, int]:
    """Return in how many stories each of these entities is named."""
    mentions, stories = schema.mentions, schema.stories
    told = func.coalesce(stories.c.story_id, mentions.c.article_id).distinct()
    query = (
        select(mentions.c.entity_id, func.count(told).label("stories"))
        .outerjoin(stories, stories.c.article_id == mentions.c.article_id)
        .where(is_one_of(connection, mentions.c.entity_id, entities))
        .group_by(mentions.c.entity_id)
    )
    return {row.entity_id: row.stories for row in connection.execute(query)}


def count_stories(connection: Connection) -> int:
    """Return how many stories the articles tell; one that is not compared yet counts as its own."""
    table = schema.stories
    copies = select(func.count()).select_from(table).where(table.c.story_id != table.c.article_id)
    articles = select(func.count()).select_from(schema.articles)
    return connection.execute(articles).scalar_one() - connection.execute(copies).scalar_one()
