import datetime as dt
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from extract.schemas import Article, Failure
from extract.store import Run, Store, fingerprint, open_store
from tests.databases import query
from tests.store.test_store import ANNA, RUN, record

LATER = dt.datetime(2024, 8, 3, 4, 5, tzinfo=dt.UTC)
NEWER = RUN.model_copy(update={"version": "2"})
KILLS = Article(id="k1", text="KILL")
KILLED = Failure(article="k1", stage="annotate", error="killed its worker")


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with open_store(database) as opened:
        yield opened


@pytest.fixture
def shared(postgres_database: str) -> Iterator[Store]:
    with open_store(postgres_database) as opened:
        yield opened


def test_what_is_written_is_done(store: Store) -> None:
    store.write_records([ANNA], run=RUN, at=LATER)
    (entry,) = store.ledger.entries(["a1", "a2"]).values()
    assert (entry.article, entry.state, entry.version) == ("a1", "done", "1")
    assert entry.fingerprint == fingerprint(ANNA.article)
    assert (entry.attempts, entry.at, entry.failure) == (1, LATER, None)


def test_rows_and_their_entry_are_written_together_or_not_at_all(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_options: object) -> None:
        raise MemoryError

    monkeypatch.setattr("extract.store.store.note_done", full)
    with pytest.raises(MemoryError):
        store.write_records([ANNA], run=RUN)
    assert store.ledger.entries(["a1"]) == {}
    assert list(store.records()) == []


def test_an_article_that_fails_is_kept_in_quarantine_until_it_is_done(store: Store) -> None:
    kept = {KILLS.id: KILLS}
    store.ledger.note_failures([KILLED], run=RUN, articles=kept, at=LATER)
    (entry,) = store.ledger.failures()
    assert (entry.state, entry.version, entry.attempts, entry.at) == ("quarantined", "1", 1, LATER)
    assert entry.failure == KILLED
    assert list(store.ledger.quarantined()) == [KILLS]
    store.ledger.note_failures([KILLED], run=RUN, articles=kept)
    assert [each.attempts for each in store.ledger.failures()] == [2]
    store.ledger.note_failures([KILLED], run=NEWER, articles=kept)
    assert [each.attempts for each in store.ledger.failures()] == [1]
    store.write_records([record("k1", "KILL")], run=NEWER)
    assert not list(store.ledger.failures())
    assert not list(store.ledger.quarantined())
    assert store.ledger.entries(["k1"])["k1"].attempts == 2


def test_an_input_that_cannot_be_read_stays_as_it_was_first_reported(store: Store) -> None:
    failure = Failure(article="news/a.jsonl:17", stage="read", error="no text")
    store.ledger.note_failures([failure], run=RUN)
    store.ledger.note_failures([failure], run=RUN, at=LATER)
    (entry,) = store.ledger.failures()
    assert (entry.state, entry.version, entry.attempts, entry.at) == (
        "failed",
        None,
        1,
        RUN.started,
    )


def test_queries_find_what_failed_as_before(database: str, store: Store) -> None:
    store.ledger.note_failures([KILLED], run=RUN, articles={KILLS.id: KILLS})
    store.write_records([ANNA], run=RUN)
    rows = query(database, "SELECT article, stage, error FROM failures")
    assert rows == [("k1", "annotate", "killed its worker")]


def lease(
    store: Store, by: str, *, size: int = 2, seconds: float = 60, version: str = "1"
) -> list[str]:
    found = store.ledger.lease(by=by, version=version, size=size, seconds=seconds)
    return [each.id for each in found]


def wait(store: Store, *numbers: int, run: Run = RUN) -> None:
    store.ledger.add_waiting([Article(id=f"w{n}", text="Anna.") for n in numbers], run=run)


def test_what_waits_is_leased_once(shared: Store) -> None:
    wait(shared, 1, 2, 3)
    assert lease(shared, "one") == ["w1", "w2"]
    assert lease(shared, "two") == ["w3"]
    assert lease(shared, "two") == []
    assert shared.ledger.waiting("1") == (3, 0)
    shared.write_records([record("w1", "Anna.")], run=RUN, leased=True)
    assert shared.ledger.waiting("1") == (2, 0)
    assert shared.ledger.entries(["w1"])["w1"].attempts == 1


def test_who_leases_at_the_same_time_gets_other_articles(
    shared: Store, postgres_database: str
) -> None:
    wait(shared, 1, 2)
    with open_store(postgres_database) as other, shared.ledger._writing() as busy:
        busy.exec_driver_sql("SELECT * FROM ledger WHERE article = 'w1' FOR UPDATE")
        assert lease(other, "two") == ["w2"]


def test_a_lease_that_ran_out_is_taken_up_alone_and_given_up_in_the_end(shared: Store) -> None:
    wait(shared, 1, 2, 3)
    assert lease(shared, "lost", seconds=-1) == ["w1", "w2"]
    assert lease(shared, "two") == ["w3"]
    for _ in range(3):
        assert lease(shared, "lost", seconds=-1) == ["w1"]
    assert lease(shared, "two") == ["w2"]
    (entry,) = shared.ledger.failures()
    assert (entry.article, entry.state, entry.attempts) == ("w1", "quarantined", 4)
    assert "was lost" in str(entry.error)


def test_a_new_lease_renews_those_that_the_worker_holds(shared: Store) -> None:
    wait(shared, 1, 2)
    assert lease(shared, "one", size=1, seconds=0.4) == ["w1"]
    assert lease(shared, "one", size=1, seconds=60) == ["w2"]
    time.sleep(0.5)
    assert lease(shared, "two") == []


def test_what_another_has_done_since_is_left_alone(shared: Store) -> None:
    wait(shared, 1)
    lease(shared, "slow", seconds=-1)
    shared.write_records([record("w1", "Anna.")], run=RUN, at=LATER, leased=True)
    shared.write_records([record("w1", "Anna.")], run=NEWER, leased=True)
    failure = Failure(article="w1", stage="annotate", error="late")
    shared.ledger.note_failures(
        [failure], run=RUN, articles={"w1": Article(id="w1", text="Anna.")}, leased=True
    )
    entry = shared.ledger.entries(["w1"])["w1"]
    assert (entry.state, entry.version, entry.at) == ("done", "1", LATER)


def test_what_another_has_done_is_left_alone_also_beside_what_the_database_refuses(
    shared: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then records are written one by one, and the run says which it could not."""
    wait(shared, 1, 2)
    lease(shared, "slow", seconds=-1)
    shared.write_records([record("w1", "Anna.")], run=RUN, at=LATER, leased=True)
    refused = record("w2", "Anna.")
    (mention,) = refused.mentions
    unstorable = mention.model_copy(update={"reference": "\0"})
    refused = refused.model_copy(update={"mentions": (unstorable,)})

    noted = shared.ledger.note_failures

    def overtaken(*args: Any, **options: Any) -> None:
        shared.write_records([record("w2", "Anna.")], run=RUN, at=LATER)
        noted(*args, **options)

    monkeypatch.setattr(shared.ledger, "note_failures", overtaken)
    late = [record("w1", "Anna."), refused]
    (failure,) = shared.write_records(late, run=NEWER, leased=True)
    assert failure.article == "w2"
    for entry in shared.ledger.entries(["w1", "w2"]).values():
        assert (entry.state, entry.version, entry.at) == ("done", "1", LATER)


def test_what_waits_for_another_version_is_left_alone(shared: Store) -> None:
    wait(shared, 1, run=NEWER)
    assert lease(shared, "one") == []
    assert shared.ledger.waiting("1") == (0, 1)


def test_who_waits_already_keeps_its_lease(shared: Store) -> None:
    wait(shared, 1)
    assert lease(shared, "one") == ["w1"]
    wait(shared, 1, 2)
    assert lease(shared, "two") == ["w2"]
    shared.ledger.add_waiting([Article(id="w1", text="Another text.")], run=RUN)
    assert lease(shared, "two") == ["w1"]


def test_what_another_machine_has_done_since_waits_no_more(shared: Store) -> None:
    wait(shared, 1)
    assert lease(shared, "one") == ["w1"]
    shared.write_records([record("w1", "Anna.")], run=RUN, leased=True)
    wait(shared, 1)
    assert lease(shared, "two") == []
    shared.ledger.add_waiting([Article(id="w1", text="Anna.")], run=RUN, force=True)
    assert lease(shared, "two") == ["w1"]


def test_a_second_run_waits_until_the_first_is_done(
    store: Store, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    order: list[str] = []

    def second() -> None:
        with open_store(database) as other, other.alone():
            order.append("second")

    with store.alone():
        thread = threading.Thread(target=second)
        thread.start()
        deadline = time.monotonic() + 20
        while "waiting for it" not in caplog.text and time.monotonic() < deadline:
            time.sleep(0.01)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]
    assert "another run is at work" in caplog.text


def test_runs_that_share_their_work_keep_others_off(shared: Store, postgres_database: str) -> None:
    with open_store(postgres_database) as other, shared.alone(shared=True):
        with other.alone(shared=True):
            pass
        with open_store(postgres_database) as third, third._engine.connect() as connection:
            free = connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({0x65787473})").scalar()
        assert free is False
