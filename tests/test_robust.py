"""What may go wrong around a run: the disk, the database, another run; nothing is lost."""

import datetime as dt
import resource
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from extract.articles import read_articles
from extract.errors import ConfigError, StoreError
from extract.leases import Leasing
from extract.store import Run, open_store
from tests.databases import query
from tests.fake_run import NOW, SCRIPT, run_fake
from tests.machines import enlarge, give_up, small_disk
from tests.postgres import Server, temporary_server
from tests.test_run import files, write_news

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the news and what an undisturbed run over them gives."""
    folder = tmp_path_factory.mktemp("calm")
    run_fake(write_news(folder / "news.jsonl"), folder=folder)
    return folder


def start(
    calm: Path, folder: Path, *words: str, pause: float = 0.0, **options: Any
) -> subprocess.Popen[str]:
    command = [*SCRIPT, str(calm / "news.jsonl"), str(folder)]
    return subprocess.Popen(  # noqa: S603 - our own script
        [*command, "--seconds", str(pause), "--workers", "1", *words],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def test_a_disk_that_is_full_ends_the_run_with_what_to_do(calm: Path, tmp_path: Path) -> None:
    """A limit on the size of files, which fails as a disk does: in the middle of a write."""
    with open_store(f"sqlite:///{tmp_path}/facts.db"):
        room = (tmp_path / "facts.db").stat().st_size + 40_000

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    process = start(calm, tmp_path, preexec_fn=limit)
    _, said = process.communicate(timeout=120)
    assert process.returncode
    assert "is the disk full" in said or "disk is full" in said
    run_fake(calm / "news.jsonl", folder=tmp_path)
    assert files(tmp_path) == files(calm)


def test_a_file_on_a_full_disk_is_named(calm: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"/dev/full.*No space left.*the database is complete"):
        run_fake(calm / "news.jsonl", folder=tmp_path, jsonl="/dev/full")
    assert run_fake(calm / "news.jsonl", folder=tmp_path).new == 0
    assert files(tmp_path) == files(calm)


def test_a_disk_that_fills_up_keeps_what_is_committed(tmp_path: Path) -> None:
    """A file system of its own, with room for the tables and some of the articles."""
    news = write_news(tmp_path / "news.jsonl", 600)
    outputs = {"jsonl": tmp_path / "records.jsonl", "entities": tmp_path / "entities.jsonl"}
    run_fake(news, folder=tmp_path)
    expected = files(tmp_path)
    with small_disk(tmp_path / "disk", kilobytes=1500) as disk:
        with pytest.raises(StoreError, match=r"disk.* full.*committed is kept"):
            run_fake(news, folder=disk, **outputs)
        done = query(f"sqlite:///{disk}/facts.db", "SELECT count(*) FROM ledger")[0][0]
        assert 0 < done < 600
        enlarge(disk, kilobytes=20_000)
        assert run_fake(news, folder=disk, **outputs).unchanged == done
    assert files(tmp_path) == expected


def test_outputs_on_a_disk_that_is_full_leave_the_old_ones_as_they_are(
    calm: Path, tmp_path: Path
) -> None:
    old = b"what another run made"
    with small_disk(tmp_path / "disk", kilobytes=8) as disk:
        (disk / "records.jsonl").write_bytes(old)
        outputs = {"jsonl": disk / "records.jsonl", "entities": disk / "entities.jsonl"}
        with pytest.raises(ConfigError, match=r"records.*No space left.*the database is complete"):
            run_fake(calm / "news.jsonl", folder=tmp_path, **outputs)
        assert [each.name for each in disk.iterdir()] == ["records.jsonl"]
        assert (disk / "records.jsonl").read_bytes() == old
        enlarge(disk, kilobytes=20_000)
        assert run_fake(calm / "news.jsonl", folder=tmp_path, **outputs).new == 0
        assert files(disk) == files(calm)


def test_a_locked_database_is_waited_for(calm: Path, tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/facts.db").close()
    locked = threading.Event()

    def lock() -> None:
        with closing(sqlite3.connect(tmp_path / "facts.db", isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            locked.set()
            time.sleep(1)

    other = threading.Thread(target=lock)
    other.start()
    locked.wait()
    started = time.monotonic()
    run_fake(calm / "news.jsonl", folder=tmp_path)
    other.join()
    assert time.monotonic() - started > 0.5
    assert files(tmp_path) == files(calm)


def test_two_runs_at_once_make_what_one_makes(calm: Path, tmp_path: Path) -> None:
    runs = [start(calm, tmp_path, pause=0.02) for _ in range(2)]
    said = [each.communicate(timeout=120)[1] for each in runs]
    assert [each.returncode for each in runs] == [0, 0]
    assert sum("another run is at work" in each for each in said) == 1
    assert files(tmp_path) == files(calm)
    attempts = query(f"sqlite:///{tmp_path}/facts.db", "SELECT DISTINCT attempts FROM ledger")
    assert attempts == [(1,)]


@pytest.fixture
def server() -> Iterator[Server]:
    """A PostgreSQL server that the test may stop."""
    try:
        with temporary_server() as started:
            yield started
    except FileNotFoundError as error:
        give_up(str(error))


def test_a_database_that_goes_away_loses_nothing(
    calm: Path, tmp_path: Path, server: Server
) -> None:
    stopped: list[int] = []

    def stop(_stage: str, done: int, _total: int | None) -> None:
        if done >= 12 and not stopped:
            stopped.append(done)
            server.stop()

    with pytest.raises(StoreError, match="database “postgresql"):
        run_fake(calm / "news.jsonl", folder=tmp_path, db_url=server.url, progress=stop)
    assert stopped
    server.start()
    kept = query(server.url, "SELECT count(*) FROM ledger WHERE state = 'done'")
    assert kept == [(stopped[0],)]
    summary = run_fake(calm / "news.jsonl", folder=tmp_path, db_url=server.url)
    assert (summary.new, summary.unchanged) == (30 - stopped[0], stopped[0])
    assert files(tmp_path) == files(calm)


def test_runs_that_lease_share_the_work(calm: Path, tmp_path: Path, postgres_database: str) -> None:
    open_store(postgres_database).close()
    found: list[object] = []

    def work(name: str) -> None:
        folder = tmp_path / name
        folder.mkdir()
        started = NOW + dt.timedelta(minutes=len(name))
        found.append(
            run_fake(
                calm / "news.jsonl",
                folder=folder,
                seconds=0.01,
                db_url=postgres_database,
                leasing=Leasing(pause_s=0.05),
                now=lambda: started,
            )
        )

    threads = [threading.Thread(target=work, args=(name,)) for name in ("one", "four", "three")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sum(each.new for each in found) == 30
    for name in ("one", "four", "three"):
        assert files(tmp_path / name) == files(calm)
    attempts = query(postgres_database, "SELECT DISTINCT attempts, state FROM ledger")
    assert attempts == [(1, "done")]


def test_what_a_lost_machine_had_leased_is_done_by_another(
    calm: Path, tmp_path: Path, postgres_database: str
) -> None:
    news = list(read_articles([calm / "news.jsonl"], max_chars=10_000))
    this = Run(version="1", settings={}, started=NOW)
    with open_store(postgres_database) as store:
        store.ledger.add_waiting(news, run=this)
        gone = store.ledger.lease(by="gone", version="1", size=4, seconds=0.5)
    assert len(gone) == 4
    summary = run_fake(
        calm / "news.jsonl",
        folder=tmp_path,
        db_url=postgres_database,
        leasing=Leasing(pause_s=0.05),
    )
    assert summary.new == 30
    assert files(tmp_path) == files(calm)
    attempts = query(postgres_database, "SELECT attempts, count(*) FROM ledger GROUP BY attempts")
    assert sorted(attempts) == [(1, 26), (2, 4)]


def test_a_machine_that_is_killed_leaves_its_work_to_the_others(
    calm: Path, tmp_path: Path, postgres_database: str
) -> None:
    """Three processes, each with a supervisor and a worker; one is killed in the middle."""
    open_store(postgres_database).close()
    folders = [tmp_path / name for name in ("one", "two", "three")]
    for each in folders:
        each.mkdir()
    runs = [start(calm, each, "--lease", postgres_database, pause=0.2) for each in folders]
    done = "SELECT count(*) FROM ledger WHERE state = 'done'"
    while query(postgres_database, done)[0][0] == 0:
        time.sleep(0.05)
    runs[0].kill()
    said = [each.communicate(timeout=120)[1] for each in runs]
    assert [each.returncode for each in runs] == [-signal.SIGKILL, 0, 0], said
    assert files(folders[1]) == files(folders[2]) == files(calm)
    states = query(postgres_database, "SELECT state, count(*) FROM ledger GROUP BY state")
    assert states == [("done", 30)]


@pytest.fixture(autouse=True)
def _this_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
