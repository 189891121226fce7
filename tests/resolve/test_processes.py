"""Several processes find what one finds."""

import datetime as dt
import logging
import multiprocessing
from collections.abc import Iterator

import pytest

from extract.resolve import judging, processes, resolve
from extract.schemas import ArticleMentions, ReviewedDecision
from tests.resolve.conftest import Reader
from tests.resolve.test_corpus import STOCK


@pytest.fixture(autouse=True)
def _many_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "FEW_BATCHES", 1)
    monkeypatch.setattr(processes, "BATCH", 3)
    monkeypatch.setattr(judging, "FEW_NAMES", 1)
    monkeypatch.setattr(judging, "BATCH", 3)


@pytest.fixture
def articles(article: Reader) -> list[ArticleMentions]:
    markup = [*STOCK, "<p>Paul Whelan</p>, <p>Whelan</p>, <p>Paul Whalen</p>. No names but these."]
    return [article(f"a{n:02}", each) for n, each in enumerate([*markup, "Nobody.", *STOCK])]


def test_several_processes_find_what_one_finds(articles: list[ArticleMentions]) -> None:
    assert resolve(articles, workers=2) == resolve(articles)


def test_every_process_knows_what_people_decided(articles: list[ArticleMentions]) -> None:
    parted = ReviewedDecision(
        decide="different",
        label="PERSON",
        a="Paul Whelan",
        b="Paul Whalen",
        by="Ann Lee",
        on=dt.date(2026, 11, 25),
    )
    several = resolve(articles, reviewed=[parted], workers=2)
    assert several == resolve(articles, reviewed=[parted])
    assert several != resolve(articles)


def test_what_dead_processes_leave_is_found_without_them(
    articles: list[ArticleMentions], caplog: pytest.LogCaptureFixture
) -> None:
    def killing() -> Iterator[ArticleMentions]:
        for number, each in enumerate(articles):
            if number == len(articles) - 5:
                for child in multiprocessing.active_children():
                    child.kill()
                    child.join()
            yield each

    with caplog.at_level(logging.WARNING):
        assert resolve(killing(), workers=2) == resolve(articles)
    assert "died" in caplog.text
