"""Read the facts of a database back.

Where to start reading: `Reader`. Nothing here reads more than a page at once, in short
transactions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, Table, and_, func, select

from extract.errors import ArticleError
from extract.schemas import (
    ArticleMentions,
    Decision,
    Entity,
    Frozen,
    Label,
    Mention,
    Record,
)
from extract.store import schema
from extract.store.bulk import LAST
from extract.store.engine import READ_ONLY, explained
from extract.store.ledger import count_failures
from extract.store.rows import (
    article_from_row,
    decision_from_row,
    entity_from_rows,
    mention_from_row,
    mention_query,
)
from extract.store.search import Sort, decisions_on, find_entities, names_like, spellings_of
from extract.store.stories import count_stories, stories_of, stories_told

# Articles, or entities, that are in memory together while all are read.
_PAGE = 64
# Rows that are in memory together while a long answer is looked through.
_ROWS = 1000


class Totals(Frozen):
    """How much a database holds."""

    articles: int
    stories: int
    mentions: dict[Label, int]
    entities: dict[Label, int]
    failures: int


class Reader:
    """What a store can be asked.

    Args:
        engine: on the database.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that only reads, in one transaction."""
        with explained(self._engine), self._engine.connect() as connection:
            yield connection.execution_options(**{READ_ONLY: True})

    def records(self, ids: Sequence[str] | None = None) -> Iterator[Record]:
        """Yield every record, sorted by article id, with the entities of its mentions.

        Args:
            ids: only these articles, in this order; those that are not there are passed over.
        """
        if ids is None:
            for article, mentions in self._pages():
                yield _record(article, mentions)
            return
        for first in range(0, len(ids), _PAGE):
            some = ids[first : first + _PAGE]
            found = {
                row.id: (row, each) for row, each in self._page(schema.articles.c.id.in_(some))
            }
            yield from (_record(*found[each]) for each in some if each in found)

    def telling_articles(self, entities: Sequence[str] | None = None) -> list[str]:
        """Return the ids of articles, first those that name most that other articles name too.

        Of two that name as much the newer one comes first.

        Args:
            entities: only articles that mention one of these.
        """
        articles, mentions = schema.articles, schema.mentions
        shared = (
            select(
                mentions.c.article_id,
                func.count(func.distinct(mentions.c.entity_id)).label("names"),
            )
            .join(schema.entities, schema.entities.c.id == mentions.c.entity_id)
            .where(schema.entities.c.articles > 1)
            .group_by(mentions.c.article_id)
        )
        query = select(articles.c.id, articles.c.published)
        if entities is not None:
            naming = select(mentions.c.article_id).where(mentions.c.entity_id.in_(entities))
            shared = shared.where(mentions.c.article_id.in_(naming))
            query = query.where(articles.c.id.in_(naming))
        names = shared.subquery()
        query = query.add_columns(names.c.names).outerjoin(
            names, names.c.article_id == articles.c.id
        )
        with self.reading() as connection:
            rows = sorted(connection.execute(query), key=lambda row: row.id)
        rows.sort(key=lambda row: (row.names or 0, row.published or dt.date.min), reverse=True)
        return [row.id for row in rows]

    def record(self, article: str) -> Record:
        """Return the record of the article with this id, or with the only id that begins so.

        Raises:
            ArticleError: there is none, or more than one.
        """
        table = schema.articles
        among = and_(table.c.id >= article, table.c.id < article + LAST)
        with self.reading() as connection:
            query = select(table.c.id).where(among).order_by(table.c.id).limit(4)
            ids = list(connection.execute(query).scalars())
        if not ids:
            raise ArticleError(article, "is not in the database: check the id")
        if len(ids) > 1 and ids[0] != article:
            raise ArticleError(article, f"stands for several articles: {', '.join(ids[:3])} …")
        ((row, mentions),) = self._page(table.c.id == ids[0])
        return _record(row, mentions)

    def article_mentions(self) -> Iterator[ArticleMentions]:
        """Yield what resolution needs to know of each article, sorted by article id."""
        return self._unresolved_or_all(unresolved=False)

    def entities(
        self,
        name: str | None = None,
        *,
        label: Label | None = None,
        country: str | None = None,
        since: dt.date | None = None,
        sort: Sort = "mentions",
        limit: int | None = None,
        count_stories: bool = False,
    ) -> Iterator[Entity]:
        """Yield entities.

        Args:
            name: whole words of a spelling, in any case, or the first characters of an id, also of
                one that was merged into another.
            label: only this label.
            country: only agencies and places of this country (ISO 3166-1 alpha-2).
            since: only what an article of this day, or of a later one, names.
            sort: the most mentioned first, or those in most articles, by name, or by the day of
                the first article.
            limit: at most so many.
            count_stories: whether to say in how many stories each is named.
        """
        with self.reading() as connection:
            ids = find_entities(
                connection,
                name=name,
                label=label,
                country=country,
                since=since,
                sort=sort,
                limit=limit,
            )
        for first in range(0, len(ids), _PAGE):
            some = ids[first : first + _PAGE]
            yield from self._entities(some, count_stories=count_stories)

    def names_like(self, beginning: str) -> list[str]:
        """Return spellings of entities with a word that begins so; not all of very many."""
        with self.reading() as connection:
            return names_like(connection, beginning)

    def decisions_on(self, entities: Sequence[Entity]) -> dict[str, list[Decision]]:
        """Return what was judged on the names of each entity, by its id, sorted by names.

        A judgement in an article counts for entities that the article mentions. One across
        articles counts for every bearer of the name.
        """
        with self.reading() as connection:
            return decisions_on(connection, entities)

    def entities_of(self, ids: Collection[str], *, count_stories: bool = False) -> Iterator[Entity]:
        """Yield the entities with these ids, in the order given.

        Args:
            ids: those that are not there are passed over.
            count_stories: whether to say in how many stories each is named.
        """
        wanted = list(ids)
        for first in range(0, len(wanted), _PAGE):
            some = wanted[first : first + _PAGE]
            yield from self._entities(some, count_stories=count_stories)

    def decisions_among(self, names: Collection[tuple[Label, str]]) -> list[Decision]:
        """Return the decisions on two of `names`, sorted by label and names."""
        table = schema.decisions
        with self.reading() as connection:
            found = [
                decision_from_row(row)
                for row in connection.execution_options(yield_per=_ROWS).execute(select(table))
                if (row.label, row.name_a) in names and (row.label, row.name_b) in names
            ]
        return sorted(found, key=_by_names)

    def decisions(self, entity: str | None = None) -> Iterator[Decision]:
        """Yield the decisions that led to `entity`, or all; sorted by label and names."""
        table = schema.decisions
        query = select(table)
        if entity is not None:
            query = query.where(table.c.entity_id == entity)
        with self.reading() as connection:
            decisions = [decision_from_row(row) for row in connection.execute(query)]
        yield from sorted(decisions, key=_by_names)

    def mentions_of(self, entity: str) -> Iterator[ArticleMentions]:
        """Yield each article that mentions `entity`, with those mentions alone."""
        table = schema.mentions
        query = select(table.c.article_id).where(table.c.entity_id == entity).distinct()
        with self.reading() as connection:
            ids = sorted(connection.execute(query).scalars())
        for each in ids:
            among = schema.articles.c.id == each
            for row, mentions in self._page(among, table.c.entity_id == entity):
                yield _article_mentions(row, mentions)

    def copies(self, articles: Iterable[str]) -> dict[str, str]:
        """Return those of `articles` that are copies, each with what stands for its story."""
        with self.reading() as connection:
            stories = stories_told(connection, articles).values()
        return {each.article: each.story for each in stories if each.story != each.article}

    def totals(self) -> Totals:
        """Return how much the database holds."""
        with self.reading() as connection:
            return Totals(
                articles=_count(connection, schema.articles),
                stories=count_stories(connection),
                mentions=_count_by_label(connection, schema.mentions),
                entities=_count_by_label(connection, schema.entities),
                failures=count_failures(connection),
            )

    # How pages are read

    def _unresolved_or_all(self, unresolved: bool) -> Iterator[ArticleMentions]:
        due = schema.articles.c.resolved.is_(False) if unresolved else None
        for row, mentions in self._pages(due):
            yield _article_mentions(row, mentions)

    def _pages(
        self, among: ColumnElement[bool] | None = None
    ) -> Iterator[tuple[Row[Any], tuple[Mention, ...]]]:
        """Yield every article and its mentions, in short transactions: none outlives a page."""
        last = ""
        while True:
            table = schema.articles
            query = select(table.c.id).where(table.c.id > last).order_by(table.c.id).limit(_PAGE)
            if among is not None:
                query = query.where(among)
            with self.reading() as connection:
                ids = list(connection.execute(query).scalars())
            if not ids:
                return
            yield from self._page(table.c.id.in_(ids))
            last = ids[-1]

    def _page(
        self, among: ColumnElement[bool], of_mentions: ColumnElement[bool] | None = None
    ) -> list[tuple[Row[Any], tuple[Mention, ...]]]:
        articles, mentions, stories = schema.articles, schema.mentions, schema.stories
        ids = select(articles.c.id).where(among)
        query = mention_query().where(mentions.c.article_id.in_(ids)).order_by(mentions.c.start)
        if of_mentions is not None:
            query = query.where(of_mentions)
        with self.reading() as connection:
            rows = connection.execute(
                select(articles, stories.c.story_id)
                .outerjoin(stories, stories.c.article_id == articles.c.id)
                .where(among)
                .order_by(articles.c.id)
            ).all()
            found: dict[str, list[Mention]] = {row.id: [] for row in rows}
            for row in connection.execute(query):
                if row.article_id in found:  # else written since, by another run
                    found[row.article_id].append(mention_from_row(row))
        return [(row, tuple(found[row.id])) for row in rows]

    def _entities(self, ids: Sequence[str], *, count_stories: bool = False) -> Iterator[Entity]:
        entities = schema.entities
        with self.reading() as connection:
            rows = {
                row.id: row
                for row in connection.execute(select(entities).where(entities.c.id.in_(ids)))
            }
            spellings = spellings_of(connection, ids)
            stories = stories_of(connection, ids) if count_stories else {}
        for each in ids:
            if each in rows:
                entity = entity_from_rows(rows[each], spellings[each])
                yield entity.model_copy(update={"stories": stories.get(each)})


def _by_names(decision: Decision) -> tuple[str, ...]:
    return decision.label, decision.name_a, decision.name_b, decision.id


def _record(row: Row[Any], mentions: tuple[Mention, ...]) -> Record:
    return Record(article=article_from_row(row), mentions=mentions, warnings=tuple(row.warnings))


def _article_mentions(row: Row[Any], mentions: tuple[Mention, ...]) -> ArticleMentions:
    return ArticleMentions(
        id=row.id,
        text=row.text,
        published=row.published,
        mentions=mentions,
        story=row.story_id if row.story_id != row.id else None,
    )


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _count_by_label(connection: Connection, table: Table) -> dict[Label, int]:
    query = select(table.c.label, func.count()).group_by(table.c.label).order_by(table.c.label)
    return {row.label: row[1] for row in connection.execute(query)}
