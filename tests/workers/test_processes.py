import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from extract.errors import ModelError
from extract.schemas import Article
from extract.workers import Chunk, Processes, annotate
from tests.fake_extractor import load, load_and_die, load_in_vain
from tests.workers.making import TEXTS, chunks, outcome

ALL = {f"a{number:03}": "record" for number in range(22)}


def test_articles_that_kill_or_raise_fail_alone() -> None:
    texts = list(TEXTS)
    texts[6], texts[7] = "KILL", "RAISE"
    found = outcome(annotate(chunks(*texts), Processes(load, workers=2)))
    assert "killed its worker" in found.pop("a006")
    assert "ValueError" in found.pop("a007")
    assert found == {key: value for key, value in ALL.items() if key not in {"a006", "a007"}}


def test_the_others_go_on_while_a_chunk_is_halved() -> None:
    texts = ["KILL", *TEXTS[1:]]
    order = [
        chunk[0].id
        for chunk, _ in annotate(chunks(*texts), Processes(partial(load, 0.02), workers=2))
    ]
    assert order.index("a000") > order.index("a008")


def test_a_worker_killed_from_outside_costs_nothing() -> None:
    seen: list[int] = []

    def killing() -> Iterator[Chunk]:
        for number, chunk in enumerate(chunks(*TEXTS, size=2)):
            if number == 6:
                seen.extend(children())
                for child in seen:
                    os.kill(child, signal.SIGKILL)
            yield chunk

    assert outcome(annotate(killing(), Processes(partial(load, 0.02), workers=2))) == ALL
    assert seen


def children() -> list[int]:
    return [child.pid for child in multiprocessing.active_children() if child.pid]


def test_an_article_that_never_ends_fails_alone() -> None:
    texts = [*TEXTS[:3], "HANG"]
    engine = Processes(load, workers=1, patience_s=0.3)
    found = outcome(annotate(chunks(*texts, size=2), engine))
    assert "took longer than 0.3 s" in found.pop("a003")
    assert set(found.values()) == {"record"}


def test_chunks_are_drawn_no_faster_than_they_are_done() -> None:
    drawn = 0

    def counted() -> Iterator[Chunk]:
        nonlocal drawn
        for chunk in chunks(*TEXTS, size=1):
            drawn += 1
            yield chunk

    results = annotate(counted(), Processes(partial(load, 0.05), workers=1))
    next(results)
    assert drawn <= 3
    results.close()
    assert not children()


def test_large_chunks_and_large_answers_never_wait_for_each_other() -> None:
    large = "a" * 1_000_000  # more than a pipe holds, there and, with its record, back
    work = chunks(*[f"{large} Anna {number}" for number in range(6)], size=1)
    found = outcome(annotate(work, Processes(load, workers=1)))
    assert set(found.values()) == {"record"}
    assert len(found) == 6


def test_workers_that_cannot_load_are_not_held_against_the_articles() -> None:
    with pytest.raises(ModelError, match="die while they load"):
        outcome(annotate(chunks(*TEXTS), Processes(load_and_die, workers=2)))


def test_what_a_worker_raises_while_it_loads_is_raised_here() -> None:
    with pytest.raises(ModelError, match="no such model"):
        outcome(annotate(chunks(*TEXTS), Processes(load_in_vain, workers=2)))


def test_where_only_some_workers_can_load_they_go_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    drawn = 0

    def until_given_up() -> Iterator[Chunk]:
        nonlocal drawn
        while "cannot start" not in caplog.text:
            drawn += 1
            yield (Article(id=f"a{drawn}", text="Anna."),)

    load_one = partial(load_once, str(tmp_path / "loaded"))
    found = outcome(annotate(until_given_up(), Processes(load_one, workers=2)))
    assert "Going on with 1" in caplog.text
    assert list(found.values()) == ["record"] * drawn


def load_once(mark: str) -> object:
    """Load in the first process, and die in every other."""
    try:
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        os.kill(os.getpid(), signal.SIGKILL)
    return load(0.1)


def test_no_worker_starts_when_nothing_is_due() -> None:
    assert outcome(annotate([], Processes(load_and_die, workers=2))) == {}


def test_no_more_workers_start_than_there_are_chunks() -> None:
    engine = Processes(partial(load, 0.2), workers=8)
    with engine:
        for chunk in chunks("Anna.", "Boris.", size=1):
            engine.submit(chunk)
        assert len(children()) == 2
        deadline = time.monotonic() + 20
        while engine.busy and time.monotonic() < deadline:
            engine.collect()
    assert not engine.busy
