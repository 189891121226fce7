"""The library in one object: text in, record out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from extract.annotate import Annotator
from extract.articles.building import article_from_fields, leading_metadata
from extract.collector import collector_waiting
from extract.config import Settings
from extract.records import assemble_record
from extract.resolve import entity_links
from extract.schemas import Article, ArticleMentions, Record


class Extractor:
    """A loaded pipeline: call it on a text, or on an `Article`, for its record.

    Entities are resolved within each article; `extract run` resolves them across articles.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._annotator = Annotator(settings)
        self.nlp = self._annotator.nlp

    def __call__(self, text: str | Article, *, published: dt.date | str | None = None) -> Record:
        """Return the record of one article.

        Args:
            text: the article, never changed.
            published: its day of publication, as a date or in ISO form. Relative dates stay open
                without one; today's is never taken in its place.

        Raises:
            ArticleError: the text is empty or longer than the settings allow, or `published` is no
                ISO date.
        """
        article = text if isinstance(text, Article) else self._article(text, published)
        return next(self.pipe([article]))

    def pipe(self, articles: Iterable[str | Article]) -> Iterator[Record]:
        """Yield the record of each article, in order; faster than one call each.

        Raises:
            ArticleError: as when called.
        """
        wanted = (each if isinstance(each, Article) else self._article(each) for each in articles)
        for record in self._annotator.pipe(wanted):
            yield _resolved(record)

    def _article(self, text: str, published: dt.date | str | None = None) -> Article:
        fields: dict[str, object] = {**leading_metadata(text), "text": text}
        if published is not None:
            fields["published"] = published
        return article_from_fields(fields, name="the text", max_chars=self.settings.max_chars)


def _resolved(record: Record) -> Record:
    with collector_waiting():
        links = entity_links([ArticleMentions.of(record)])
    return assemble_record(record.article, record.mentions, links=links, warnings=record.warnings)
