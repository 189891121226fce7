"""Chunks of invented articles, and what became of them."""

from collections.abc import Iterable

from extract.schemas import Article, Record
from extract.workers import Chunk, Results

TEXTS = [f"Anna met {number} people." for number in range(22)]


def chunks(*texts: str, size: int = 4) -> list[Chunk]:
    articles = tuple(Article(id=f"a{number:03}", text=text) for number, text in enumerate(texts))
    return [articles[first : first + size] for first in range(0, len(articles), size)]


def outcome(annotated: Iterable[tuple[Chunk, Results]]) -> dict[str, str]:
    """Return, by article, "record" or the error; an article that comes twice fails the test."""
    found: dict[str, str] = {}
    for chunk, results in annotated:
        for article, each in zip(chunk, results, strict=True):
            key = each.article.id if isinstance(each, Record) else each.article
            assert key == article.id
            assert key not in found
            found[key] = "record" if isinstance(each, Record) else each.error
    return found
