"""Articles that a command reads whole, before it works on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from extract.cli.output import complain
from extract.config import Settings
from extract.errors import ArticleError

if TYPE_CHECKING:
    from extract.schemas import Article


def articles_of(inputs: list[str], settings: Settings) -> list[Article]:
    """Return the articles of `inputs`; say on standard error which could not be read."""
    from extract.articles import read_articles
    from extract.schemas import Failure

    found = []
    try:
        for each in read_articles(inputs, max_chars=settings.max_chars):
            if isinstance(each, Failure):
                complain(f"{each.article}: {each.error}")
            else:
                found.append(each)
    except ArticleError as error:
        raise typer.BadParameter(str(error), param_hint="INPUT") from error
    return found
