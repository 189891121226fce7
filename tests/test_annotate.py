"""Annotation in batches: the same records whether or not the vocabulary is kept."""

import gc

import pytest

from extract import annotate
from extract.config import Settings
from extract.schemas import Article

TEXTS = ["Paul Whelan was freed in Ankara.", "Two men left Kyiv.", "The FSB freed Ada Obi."]


@pytest.fixture(scope="module")
def annotator():
    return annotate.load_annotator(Settings(batch_size=2))


def test_a_large_vocabulary_changes_nothing(annotator, monkeypatch):
    articles = [Article(text=text) for text in TEXTS]
    kept = list(annotator.pipe(articles))
    monkeypatch.setattr(annotate, "LEXEMES_KEPT", 0)
    freed = list(annotator.pipe(articles))
    assert freed == kept
    assert [record.article.text for record in kept] == TEXTS


def test_a_large_vocabulary_stops_growing(annotator, monkeypatch):
    monkeypatch.setattr(annotate, "LEXEMES_KEPT", 0)
    before = len(annotator.nlp.vocab.strings)
    for number in range(5):
        list(annotator.pipe([Article(text=f"Zqx{number}ab met Zqy{number}cd.")]))
    assert len(annotator.nlp.vocab.strings) == before


def test_an_article_over_the_limit_is_refused_whole():
    small = annotate.load_annotator(Settings(max_chars=10))
    with pytest.raises(ValueError, match="10"):
        list(small.pipe([Article(text="Paul Whelan was freed.")]))


def test_the_garbage_collector_waits_while_a_batch_is_read(annotator, monkeypatch):
    running = []

    def collect(*arguments):
        running.append(gc.isenabled())
        return annotate_collect(*arguments)

    annotate_collect = annotate.collect
    monkeypatch.setattr(annotate, "collect", collect)
    articles = [Article(text=text) for text in TEXTS]
    running.extend(gc.isenabled() for _ in annotator.pipe(articles))
    assert running == [False, False, True, True, False, True]  # batches of two


def test_the_garbage_collector_goes_on_behind_an_error(annotator, monkeypatch):
    monkeypatch.setattr(annotate, "collect", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        list(annotator.pipe([Article(text=TEXTS[0])]))
    assert gc.isenabled()
