import multiprocessing
import os
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial

import pytest

from extract.errors import ModelError
from extract.schemas import Article, Failure, Record
from extract.workers import _annotate_together, annotate, annotate_in_processes
from tests.fake_extractor import FakeExtractor, load, load_and_die


def chunks(*texts: str, size: int = 4) -> list[list[Article]]:
    articles = [Article(id=f"a{number:03}", text=text) for number, text in enumerate(texts)]
    return [articles[first : first + size] for first in range(0, len(articles), size)]


def outcome(results: Iterable[tuple[Record | Failure, ...]]) -> dict[str, str]:
    """Return, by article, "record" or the error; an article that comes twice fails the test."""
    found: dict[str, str] = {}
    for each in (each for chunk in results for each in chunk):
        key = each.article.id if isinstance(each, Record) else each.article
        assert key not in found
        found[key] = "record" if isinstance(each, Record) else each.error
    return found


TEXTS = [f"Anna met {number} people." for number in range(22)]


def test_an_article_that_raises_fails_alone() -> None:
    work = chunks("Anna.", "RAISE", "Boris.", "FAIL", "Carla.")
    assert outcome(annotate(work, FakeExtractor())) == {
        "a000": "record",
        "a001": "ValueError: the text says RAISE",
        "a002": "record",
        "a003": "the text says FAIL",
        "a004": "record",
    }


def test_an_article_that_kills_its_worker_fails_alone() -> None:
    texts = list(TEXTS)
    texts[6], texts[7] = "KILL", "RAISE"
    found = outcome(annotate_in_processes(chunks(*texts), load, workers=2))
    assert "killed its worker" in found.pop("a006")
    assert "ValueError" in found.pop("a007")
    assert found == {f"a{number:03}": "record" for number in range(22) if number not in (6, 7)}


def test_a_worker_killed_from_outside_costs_nothing() -> None:
    source = iter(chunks(*TEXTS))
    seen: list[int] = []

    def killing() -> Iterator[list[Article]]:
        for number, chunk in enumerate(source):
            if number == 4:
                children = set(_children())
                seen.extend(children)
                for child in children:
                    os.kill(child, signal.SIGKILL)
            yield chunk

    found = outcome(annotate_in_processes(killing(), partial(load, "1", 0.02), workers=2))
    assert seen
    assert found == {f"a{number:03}": "record" for number in range(22)}


def _children() -> Iterator[int]:
    return (child.pid for child in multiprocessing.active_children() if child.pid)


def test_chunks_are_drawn_no_faster_than_they_are_done() -> None:
    drawn = 0

    def counted() -> Iterator[list[Article]]:
        nonlocal drawn
        for chunk in chunks(*TEXTS, size=1):
            drawn += 1
            yield chunk

    results = annotate_in_processes(counted(), partial(load, "1", 0.05), workers=1)
    next(results)
    assert drawn <= 4
    results.close()


def test_workers_that_cannot_load_are_not_held_against_the_articles() -> None:
    with pytest.raises(ModelError, match="die while they load"):
        outcome(annotate_in_processes(chunks(*TEXTS), load_and_die, workers=2))


def test_no_worker_starts_when_nothing_is_due() -> None:
    assert outcome(annotate_in_processes([], load_and_die, workers=2)) == {}


def test_an_extractor_that_loses_an_article_is_noticed() -> None:
    class Forgetful(FakeExtractor):
        def pipe(self, articles: Iterable[Article]) -> Iterator[Record | Failure]:
            return iter(list(super().pipe(articles))[1:])

    with pytest.raises(RuntimeError, match="3 results for 4 articles"):
        outcome(annotate(chunks(*TEXTS), Forgetful()))


def test_all_that_is_unfinished_when_a_worker_dies_is_returned() -> None:
    class BreakingPool:
        """Breaks on the first chunk while the second is at work."""

        capacity = 2

        def submit(self, chunk: list[Article]) -> Future[tuple[Record, ...]]:
            future: Future[tuple[Record, ...]] = Future()
            if chunk[0].id == "a000":
                future.set_exception(BrokenProcessPool())
            return future

    first, second, *_ = work = chunks(*TEXTS)
    with pytest.raises(StopIteration) as stopped:
        next(_annotate_together(BreakingPool(), iter(work)))
    assert stopped.value.value == [first, second]
