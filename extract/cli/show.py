"""`extract show`: one article with its facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli.options import DEFAULT_DB, Database, Model, RulesFolder, settings_of
from extract.cli.output import data_console, print_view
from extract.config import DEFAULT_MODEL, Settings
from extract.errors import ArticleError, ConfigError
from extract.suggest import did_you_mean_path

if TYPE_CHECKING:
    from extract.schemas import Article, Decision, Entity, Record
    from extract.store import Store


def show(
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE", help="A file, or an article's id or its beginning.")
    ],
    db: Database = DEFAULT_DB,
    from_db: Annotated[
        bool,
        typer.Option("--from-db", help="Show what the database holds of a file; read nothing."),
    ] = False,
    rules: RulesFolder = None,
    model: Model = DEFAULT_MODEL,
) -> None:
    """Print an article with its mentions coloured, and their values and entities beside them.

    Below it stand who is named, and what is left open, with the reason. A file is read afresh, and
    its names are resolved within it; an id is looked up in the database, where names are resolved
    across articles.

    Example: extract show corpus/000_9f0f1a379c9b6a5b.txt
    """
    is_file = Path(article).is_file()
    if not is_file and Path(article).is_dir():
        raise ConfigError(f"“{article}” is a folder: show one of its files, or an article's id")
    if not is_file and any(sign in article for sign in "/.\\"):
        raise ConfigError(f"“{article}”: there is no such file{did_you_mean_path(article)}")
    settings = settings_of(model, rules)
    if is_file and not from_db:
        _show_anew(list(_read(article, settings)), settings)
        return
    from extract.store import open_store

    ids = [each.id for each in _read(article, settings)] if is_file else [article]
    with open_store(db, create=False) as store:
        for each in ids:
            _show_stored(store, each)


def _read(path: str, settings: Settings) -> Iterator[Article]:
    from extract.articles import read_articles
    from extract.schemas import Failure

    for each in read_articles([path], max_chars=settings.max_chars):
        if isinstance(each, Failure):
            raise ArticleError(each.article, each.error)
        yield each


def _show_anew(articles: Sequence[Article], settings: Settings) -> None:
    import extract
    from extract.resolve import resolve
    from extract.schemas import ArticleMentions

    for record in extract.load(settings).pipe(articles):
        resolution = resolve([ArticleMentions.of(record)])
        entities = {each.id: each for each in resolution.entities}
        _print(record, entities, resolution.decisions)


def _show_stored(store: Store, article: str) -> None:
    record = store.record(article)
    ids = dict.fromkeys(each.entity for each in record.mentions if each.entity is not None)
    entities = list(store.entities_of(ids))
    names = {" ".join(each.text.split()) for each in record.mentions}
    judged = {
        each.id: each
        for decisions in store.decisions_on(entities).values()
        for each in decisions
        if each.article == record.article.id
        or (each.article is None and names & {each.name_a, each.name_b})
    }
    copy_of = store.copies([record.article.id]).get(record.article.id)
    _print(record, {each.id: each for each in entities}, list(judged.values()), copy_of)


def _print(
    record: Record,
    entities: Mapping[str, Entity],
    decisions: Sequence[Decision],
    copy_of: str | None = None,
) -> None:
    from extract.display import article_facts, article_text

    where = data_console()
    # In a file or a pipe, lines of the article stay as they are.
    text = article_text(record, entities, copy_of=copy_of)
    where.print(text, soft_wrap=not where.is_terminal)
    print_view(article_facts(record, entities, decisions), where)
