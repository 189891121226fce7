from collections import deque
from collections.abc import Iterable, Iterator, Sequence

import pytest

from extract.schemas import Article, Failure, Record
from extract.workers import NOTHING_NOW, Chunk, Death, InProcess, Results, annotate, chunked
from extract.workers.chunks import annotate_chunk
from extract.workers.engine import DEATHS_ALONE
from tests.fake_extractor import FakeExtractor
from tests.workers.making import TEXTS, chunks, outcome


class Mortal(InProcess):
    """Has `workers`, one of whom dies of each chunk with KILL in it; answers out of order."""

    def __init__(self, workers: int = 2) -> None:
        super().__init__(FakeExtractor)
        self.workers = workers
        self.tried: list[int] = []

    @property
    def has_room(self) -> bool:
        return len(self._chunks) < self.workers

    def collect(self) -> Sequence[tuple[Chunk, Results | Death]]:
        chunk = self._chunks[-1]
        self.tried.append(len(chunk))
        if any("KILL" in each.text for each in chunk):
            self._chunks.pop()
            return [(chunk, Death("killed its worker process"))]
        return super().collect()


def test_an_article_that_raises_fails_alone() -> None:
    work = chunks("Anna.", "RAISE", "Boris.", "FAIL", "Carla.")
    assert outcome(annotate(work, InProcess(FakeExtractor))) == {
        "a000": "record",
        "a001": "ValueError: the text says RAISE",
        "a002": "record",
        "a003": "the text says FAIL",
        "a004": "record",
    }


def test_a_chunk_that_kills_is_halved_until_the_guilty_stands_alone() -> None:
    texts = list(TEXTS)
    texts[6] = "KILL"
    engine = Mortal()
    found = outcome(annotate(chunks(*texts, size=8), engine))
    assert found.pop("a006") == f"killed its worker process, {DEATHS_ALONE} times"
    assert found == {f"a{number:03}": "record" for number in range(22) if number != 6}
    # 8 with it, halves of 4 and 2, and alone as often as it takes; innocents are tried once.
    assert sorted(engine.tried) == sorted([8, 4, 4, 2, 2, 1, *[1] * DEATHS_ALONE, 8, 6])


def test_two_guilty_articles_in_one_chunk_are_both_found() -> None:
    found = outcome(annotate(chunks("KILL", "Anna.", "Boris.", "KILL"), Mortal()))
    assert [each == "record" for _, each in sorted(found.items())] == [False, True, True, False]


def test_a_source_with_nothing_at_hand_is_asked_again() -> None:
    (first, second) = chunks("Anna.", "Boris.", size=1)
    work = [NOTHING_NOW, first, NOTHING_NOW, NOTHING_NOW, second, NOTHING_NOW]
    assert len(outcome(annotate(work, Mortal()))) == 2


def test_an_extractor_that_loses_an_article_is_noticed() -> None:
    class Forgetful(FakeExtractor):
        def pipe(self, articles: Iterable[Article]) -> Iterator[Record | Failure]:
            results = deque(super().pipe(articles))
            results.popleft()
            return iter(results)

    with pytest.raises(RuntimeError, match="3 results for 4 articles"):
        annotate_chunk(Forgetful(), chunks(*TEXTS)[0])


def test_chunks_are_closed_by_number_and_by_length() -> None:
    articles = [
        Article(id=f"a{n}", text="x" * size) for n, size in enumerate([60_000] * 2 + [9] * 5)
    ]
    failure = Failure(article="f", stage="read", error="why")
    assert [len(each) for each in chunked([*articles, failure], size=4)] == [2, 4, 2]
