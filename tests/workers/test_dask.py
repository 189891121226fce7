import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from distributed import Client

from extract.config import Settings
from extract.errors import ClusterError, ConfigError, ModelError
from extract.workers import Chunk, Dask, annotate, load_same_extractor
from tests.fake_extractor import load, load_and_die, load_in_vain
from tests.fake_run import run_fake
from tests.test_run import files, write_news
from tests.workers.making import TEXTS, chunks, outcome

ROOT = Path(__file__).parents[2]
ALL = {f"a{number:03}": "record" for number in range(22)}


def test_articles_that_kill_hang_or_raise_fail_alone() -> None:
    work = chunks("Anna.", "Boris.", "KILL", "RAISE", "HANG", size=2)
    found = outcome(annotate(work, Dask(load, workers=2, patience_s=1)))
    assert "killed its worker" in found.pop("a002")
    assert "ValueError" in found.pop("a003")
    assert "longer than 1 s" in found.pop("a004")
    assert found == {"a000": "record", "a001": "record"}


def test_a_worker_killed_from_outside_costs_nothing() -> None:
    killed: list[int] = []
    engine = Dask(partial(load, 0.02), workers=2)

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


def test_workers_that_cannot_load_are_not_held_against_the_articles() -> None:
    with pytest.raises(ModelError, match="die while they load"):
        outcome(annotate(chunks(*TEXTS), Dask(load_and_die, workers=1)))


def test_what_a_worker_raises_while_it_loads_is_raised_here() -> None:
    with pytest.raises(ModelError, match="no such model"):
        outcome(annotate(chunks(*TEXTS), Dask(load_in_vain, workers=1)))


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ConfigError, match=r"pip install 'extract\[dask\]'"), Dask(load, workers=1):
        pass


@contextmanager
def cluster(workers: int = 2, *, pretend: str = "") -> Iterator[tuple[str, subprocess.Popen[str]]]:
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
            each.terminate()
        for each in processes:
            each.wait(timeout=30)
        scheduler.stderr.close()


@pytest.fixture
def calm(tmp_path: Path) -> Path:
    """A folder with the news and what an undisturbed run over them gives."""
    folder = tmp_path / "calm"
    folder.mkdir()
    run_fake(write_news(folder / "news.jsonl"), folder=folder)
    return folder


def test_a_cluster_whose_worker_is_killed_makes_what_one_process_makes(
    calm: Path, tmp_path: Path
) -> None:
    killed: list[int] = []
    with cluster() as (address, _):
        engine = Dask(partial(load, 0.02), workers=1, scheduler=address)

        def kill(_stage: str, done: int, _total: int | None) -> None:
            if done >= 8 and not killed:
                killed.append(kill_a_worker(engine._client))

        summary = run_fake(calm / "news.jsonl", folder=tmp_path, engine=engine, progress=kill)
    assert killed
    assert summary.new == 30
    assert files(tmp_path) == files(calm)


def test_after_a_scheduler_went_away_the_next_run_goes_on(calm: Path, tmp_path: Path) -> None:
    with cluster() as (address, scheduler):

        def kill(_stage: str, done: int, _total: int | None) -> None:
            if done >= 8:
                scheduler.kill()

        engine = Dask(partial(load, 0.05), workers=1, scheduler=address)
        with pytest.raises(ClusterError, match=r"the Dask scheduler at tcp:.*the same command"):
            run_fake(calm / "news.jsonl", folder=tmp_path, engine=engine, progress=kill)
    with cluster() as (address, _):
        engine = Dask(load, workers=1, scheduler=address)
        summary = run_fake(calm / "news.jsonl", folder=tmp_path, engine=engine)
    assert summary.unchanged >= 8
    assert summary.new == 30 - summary.unchanged > 0
    assert files(tmp_path) == files(calm)


def test_a_scheduler_that_is_not_there_is_named() -> None:
    engine = Dask(load, workers=1, scheduler="tcp://127.0.0.1:1")
    with pytest.raises(ClusterError, match=r"127\.0\.0\.1:1 cannot be reached"), engine:
        pass


@pytest.mark.filterwarnings("ignore::distributed.versions.VersionMismatchWarning")
def test_another_version_of_dask_is_named() -> None:
    with cluster(0, pretend="2020.1.0") as (address, _):
        engine = Dask(load, workers=1, scheduler=address)
        said = r"dask is .* here and 2020\.1\.0 in the scheduler"
        with pytest.raises(ConfigError, match=said), engine:
            pass


def test_a_worker_with_another_version_of_code_or_rules_is_named() -> None:
    with pytest.raises(ConfigError, match="and the run has another: install the same there"):
        load_same_extractor(Settings(), "another")
