"""Annotate and collect: articles in, records without resolved entities out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext

from spacy.language import Language
from spacy.tokens import Doc

from extract.collector import collector_waiting
from extract.components.base import make_doc
from extract.config import Settings
from extract.mentions import collect
from extract.pipeline import build_pipeline
from extract.records import assemble_record
from extract.schemas import Article, Record
from extract.values.place_entries import OwnPlaces
from extract.values.rules import Rules
from extract.versions import own_rules

#: Different words kept in memory between batches, at half a kilobyte each: what a thousand
#: articles need, so that the memory of a long run is flat from then on.
LEXEMES_KEPT = 30_000


class Annotator:
    """A loaded pipeline with what collects its mentions.

    Attributes:
        rules: the user's own.
        nlp: the spaCy pipeline.
    """

    rules: Rules
    nlp: Language

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.rules = own_rules(settings)
        self.nlp = build_pipeline(settings, self.rules)
        self._places = OwnPlaces(self.rules.places)

    def pipe(self, articles: Iterable[Article]) -> Iterator[Record]:
        """Yield the record of each article, in order.

        Raises:
            ValueError: an article is longer than the settings allow; it is never cut.
        """
        for batch in _batched(articles, self.settings.batch_size):
            with collector_waiting(), self._bounded_vocabulary():
                docs = (make_doc(self.nlp, article.text) for article in batch)
                records = [
                    self._record(doc, article)
                    for doc, article in zip(
                        self.nlp.pipe(docs, batch_size=len(batch)), batch, strict=True
                    )
                ]
            yield from records

    def _bounded_vocabulary(self) -> AbstractContextManager[object]:
        # A memory zone frees the words of a batch, and makes every batch pay for its words anew:
        # only once the vocabulary is large, or a long run would grow for ever.
        return self.nlp.memory_zone() if len(self.nlp.vocab) > LEXEMES_KEPT else nullcontext()

    def _record(self, doc: Doc, article: Article) -> Record:
        collected = collect(doc, article, self._places)
        return assemble_record(article, collected.mentions, warnings=collected.warnings)


def _batched(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    batch: list[Article] = []
    for article in articles:
        batch.append(article)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def load_annotator(settings: Settings) -> Annotator:
    """Return the annotator that `settings` describes; a worker process calls this once.

    Raises:
        ConfigError: the folder of rules is not there, or empty.
        ModelError: the model is missing or unsuitable; the message says what to install.
        PatternError: rules are malformed; the message names every file and line.
    """
    return Annotator(settings)
