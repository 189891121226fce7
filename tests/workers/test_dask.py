import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import dask
import pytest
from distributed import Client, LocalCluster

from extract.config import Settings
from extract.errors import ClusterError, ConfigError, ModelError
from extract.workers import Chunk, Dask, Death, Loader, annotate, load_same_extractor
from tests.fake_extractor import (
    load,
    load_and_die,
    load_and_note,
    load_for_one,
    load_in_vain,
    load_or_die,
    load_without_a_package,
)
from tests.fake_run import run_fake
from tests.test_run import files, write_news
from tests.workers.making import TEXTS, chunks, outcome

ROOT = Path(__file__).parents[2]
ALL = {f"a{number:03}": "record" for number in range(22)}


@contextmanager
def cluster(workers: int, *, pretend: str = "") -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A scheduler, whose address comes, and workers of their own, each a command.

    `pretend` is a version of dask that the scheduler says that it has.
    """
    program = "from distributed.cli.dask_scheduler import main; main()"
    if pretend:
        program = (
            "import distributed.versions as v; real = v._version_cached;"
            f"v._version_cached = lambda p: {pretend!r} if p == 'dask' else real(p);{program}"
        )
    local = ["--host", "127.0.0.1"]
    quiet = {"cwd": ROOT, "text": True, "stdout": subprocess.DEVNULL}
    scheduler = subprocess.Popen(  # noqa: S603 - Dask's own commands
        [sys.executable, "-c", program, *local, "--port", "0", "--no-dashboard"],
        env=os.environ | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"},
        stderr=subprocess.PIPE,
        **quiet,
    )
    processes = [scheduler]
    try:
        address = next(line.split()[-1] for line in scheduler.stderr if "Scheduler at:" in line)
        command = [sys.executable, "-c", "from distributed.cli.dask_worker import main; main()"]
        options = ["--nthreads", "1", "--no-dashboard", "--death-timeout", "20"]
        processes += [
            subprocess.Popen(  # noqa: S603 - Dask's own commands
                [*command, address, *local, *options], stderr=subprocess.DEVNULL, **quiet
            )
            for _ in range(workers)
        ]
        yield address, scheduler
    finally:
        for each in processes:
            each.kill()  # Dask's processes of a worker end with the one that started them
        for each in processes:
            each.wait(timeout=30)
        scheduler.stderr.close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a cluster of two workers; one that dies is started again."""
    with cluster(2) as (found, _):
        yield found


def test_articles_that_kill_hang_or_raise_fail_alone(address: str) -> None:
    work = chunks("Anna.", "Boris.", "KILL", "RAISE", "HANG", size=2)
    found = outcome(annotate(work, Dask(load, workers=1, scheduler=address, patience_s=0.5)))
    assert "killed its worker" in found.pop("a002")
    assert "ValueError" in found.pop("a003")
    assert "longer than 0.5 s" in found.pop("a004")
    assert found == {"a000": "record", "a001": "record"}


def test_a_worker_killed_from_outside_costs_nothing(address: str) -> None:
    killed: list[int] = []
    engine = Dask(partial(load, 0.02), workers=1, scheduler=address)

    def killing() -> Iterator[Chunk]:
        for number, chunk in enumerate(chunks(*TEXTS, size=2)):
            if number in {6, 8}:
                killed.append(kill_a_worker(engine._client))
            yield chunk

    assert outcome(annotate(killing(), engine)) == ALL
    assert len(killed) == 2


def kill_a_worker(client: Client) -> int:
    """Kill the first worker of a cluster, once there is one; return its process id."""
    client.wait_for_workers(1, timeout=60)
    pid = next(iter(client.run(os.getpid, on_error="ignore").values()))
    os.kill(pid, signal.SIGKILL)
    return int(pid)


def test_workers_that_cannot_load_are_not_held_against_the_articles(address: str) -> None:
    with pytest.raises(ModelError, match="die while they load"):
        outcome(annotate(chunks(*TEXTS), Dask(load_and_die, workers=1, scheduler=address)))


@pytest.mark.parametrize(
    ("loader", "said"),
    [
        pytest.param(load_in_vain, "no such model", id="no-model"),
        pytest.param(load_without_a_package, r"lacks a package .*no_such_package", id="no-package"),
    ],
)
def test_what_a_worker_raises_while_it_loads_is_raised_here(
    address: str, loader: Loader, said: str
) -> None:
    with pytest.raises(ModelError, match=said):
        outcome(annotate(chunks(*TEXTS), Dask(loader, workers=1, scheduler=address)))


def test_a_run_loads_once_in_a_worker_and_the_next_run_anew(address: str, tmp_path: Path) -> None:
    """Its rules may be others, in a folder of the same name."""
    noted = tmp_path / "loads"
    for _ in range(2):
        engine = Dask(partial(load_and_note, noted), workers=1, scheduler=address)
        assert outcome(annotate(chunks(*TEXTS), engine)) == ALL
        loads = noted.read_text().split()
        assert len(loads) == len(set(loads))
        noted.unlink()


def test_a_death_is_held_against_the_chunk_that_was_at_work_alone() -> None:
    """In a cluster of one worker, made here: both chunks come back as lost with it."""
    guilty, innocent = chunks("KILL", "Anna.", size=1)
    found: dict[Chunk, object] = {}
    with Dask(partial(load, 0.3), workers=1) as engine:
        engine.submit(guilty)
        engine.submit(innocent)
        while engine.busy:
            found |= dict(engine.collect())
    assert isinstance(found[guilty], Death)
    assert isinstance(found[innocent], tuple)


def test_failed_starts_are_counted_in_a_row(address: str, tmp_path: Path) -> None:
    """Two workers die while they load, one of the article, and two while they load."""
    loader = partial(load_or_die, tmp_path / "loads", {1, 2, 4, 5})
    found = outcome(annotate(chunks("KILL"), Dask(loader, workers=1, scheduler=address)))
    assert "killed its worker" in found["a000"]
    assert (tmp_path / "loads").stat().st_size == 4 + 3


@contextmanager
def cluster_of_threads(workers: int, threads: int) -> Iterator[LocalCluster]:
    """A cluster in this process, which starts at once and must not be killed."""
    with LocalCluster(
        n_workers=workers,
        threads_per_worker=threads,
        processes=False,
        dashboard_address="127.0.0.1:0",
    ) as made:
        yield made


def test_a_worker_with_several_threads_is_named_and_uses_one_at_a_time(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with cluster_of_threads(1, 4) as made:
        engine = Dask(load_for_one, workers=1, scheduler=made.scheduler_address)
        assert outcome(annotate(chunks(*TEXTS, size=2), engine)) == ALL
    assert caplog.text.count("1 workers have several threads") == 1


def test_a_cluster_without_workers_is_waited_for(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extract.workers.dask._LOOK_S", 0.1)
    with cluster_of_threads(0, 1) as made:
        engine = Dask(load, workers=1, scheduler=made.scheduler_address)
        found: list[dict[str, str]] = []
        work = annotate(chunks(*TEXTS, size=11), engine)
        thread = threading.Thread(target=lambda: found.append(outcome(work)))
        thread.start()
        deadline = time.monotonic() + 20
        while "has no workers: 2 chunks wait" not in caplog.text and time.monotonic() < deadline:
            time.sleep(0.02)
        made.scale(1)
        thread.join()
    assert "has no workers: 2 chunks wait" in caplog.text
    assert found == [ALL]


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ConfigError, match=r"pip install 'extract\[dask\]'"), Dask(load, workers=1):
        pass


@pytest.fixture
def calm(tmp_path: Path) -> Path:
    """A folder with the news and what an undisturbed run over them gives."""
    folder = tmp_path / "calm"
    folder.mkdir()
    run_fake(write_news(folder / "news.jsonl"), folder=folder)
    return folder


def test_a_cluster_whose_worker_is_killed_makes_what_one_process_makes(
    address: str, calm: Path, tmp_path: Path
) -> None:
    killed: list[int] = []
    engine = Dask(partial(load, 0.02), workers=1, scheduler=address)

    def kill(_stage: str, done: int, _total: int | None) -> None:
        if done >= 8 and not killed:
            killed.append(kill_a_worker(engine._client))

    summary = run_fake(calm / "news.jsonl", folder=tmp_path, engine=engine, progress=kill)
    assert killed
    assert summary.new == 30
    assert files(tmp_path) == files(calm)


@pytest.fixture
def impatient() -> Iterator[None]:
    """Let Dask look for a scheduler for a second, not for half a minute."""
    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
        yield


@pytest.mark.usefixtures("impatient")
def test_after_a_scheduler_went_away_the_next_run_goes_on(
    address: str, calm: Path, tmp_path: Path
) -> None:
    with cluster(1) as (lost, scheduler):

        def kill(_stage: str, done: int, _total: int | None) -> None:
            if done >= 8:
                scheduler.kill()

        engine = Dask(partial(load, 0.05), workers=1, scheduler=lost)
        with pytest.raises(ClusterError, match=r"the Dask scheduler at tcp:.*the same command"):
            run_fake(calm / "news.jsonl", folder=tmp_path, engine=engine, progress=kill)
    engine = Dask(load, workers=1, scheduler=address)
    summary = run_fake(calm / "news.jsonl", folder=tmp_path, engine=engine)
    assert summary.unchanged >= 8
    assert summary.new == 30 - summary.unchanged > 0
    assert files(tmp_path) == files(calm)


@pytest.mark.usefixtures("impatient")
def test_a_scheduler_that_is_not_there_is_named() -> None:
    engine = Dask(load, workers=1, scheduler="tcp://127.0.0.1:1")
    with pytest.raises(ClusterError, match=r"127\.0\.0\.1:1 cannot be reached"), engine:
        pass


@pytest.mark.filterwarnings("ignore::distributed.versions.VersionMismatchWarning")
def test_another_version_of_dask_is_named() -> None:
    with cluster(0, pretend="2020.1.0") as (other, _):
        engine = Dask(load, workers=1, scheduler=other)
        said = r"dask is .* here and 2020\.1\.0 in the scheduler"
        with pytest.raises(ConfigError, match=said), engine:
            pass


def test_a_worker_with_another_version_of_code_or_rules_is_named() -> None:
    with pytest.raises(ConfigError, match="and the run has another: install the same there"):
        load_same_extractor(Settings(), "another")
