"""`extract show`: one article with its facts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.cli.options import DEFAULT_DB, Database, Model, RulesFolder, settings_of
from extract.cli.output import data_console
from extract.config import DEFAULT_MODEL
from extract.errors import ArticleError, ConfigError
from extract.suggest import did_you_mean_path


def show(
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE", help="A file, or an article's id or its beginning.")
    ],
    db: Database = DEFAULT_DB,
    rules: RulesFolder = None,
    model: Model = DEFAULT_MODEL,
) -> None:
    """Print an article with its mentions coloured and their values beside them.

    A file is read afresh; an id is looked up in the database.

    Example: extract show corpus/000_9f0f1a379c9b6a5b.txt
    """
    from extract.display import article_view

    console = data_console()
    if Path(article).is_file():
        import extract
        from extract.articles import read_articles
        from extract.schemas import Failure

        settings = settings_of(model, rules)
        extractor = extract.load(settings)
        for each in read_articles([article], max_chars=settings.max_chars):
            if isinstance(each, Failure):
                raise ArticleError(each.article, each.error)
            console.print(article_view(extractor(each)), soft_wrap=not console.is_terminal)
        return
    from extract.store import open_store

    if Path(article).is_dir():
        raise ConfigError(f"“{article}” is a folder: show one of its files, or an article's id")
    if any(sign in article for sign in "/.\\"):
        raise ConfigError(f"“{article}”: there is no such file{did_you_mean_path(article)}")
    with open_store(db, create=False) as store:
        console.print(article_view(store.record(article)), soft_wrap=not console.is_terminal)
