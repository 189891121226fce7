"""Workers and supervisors are killed at random moments, and leave no trace in what a run makes."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from tests.commands import RunCli
from tests.databases import query
from tests.fake_run import SCRIPT, run_fake

ROOT = Path(__file__).parents[1]
KILLS = 50
# Results between two kills: enough for what the last one cost to be made good. An article that
# kills are aimed at again and again is guilty, and rightly so.
BETWEEN = 20
# How many articles beyond those results may be done before the next kill: more than are at work.
AHEAD = 32
ARTICLES = KILLS * (BETWEEN + AHEAD)
WITHOUT = ("runs", "ledger")
NAMES = ("Anna", "Boris", "Carla", "Dimitri", "Eva")


def write_news(path: Path, articles: int) -> Path:
    with path.open("w") as handle:
        for number in range(articles):
            text = f"{NAMES[number % 5]} met {NAMES[number % 3]} and {number} others."
            handle.write(json.dumps({"id": f"a{number:05}", "text": text}) + "\n")
    return path


def content(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows, apart from those that tell runs apart."""
    url = f"sqlite:///{folder}/facts.db"
    names = query(url, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    found = {}
    for (name,) in names:
        if name in WITHOUT:
            continue
        columns = [row[1] for row in query(url, f"PRAGMA table_info({name})")]
        kept = ", ".join(f'"{each}"' for each in columns if each not in {"run_id", "changed"})
        found[str(name)] = sorted(query(url, f"SELECT {kept} FROM {name}"), key=repr)  # noqa: S608 - our own names
    found["ledger"] = sorted(query(url, "SELECT article, state, fingerprint FROM ledger"))
    found["state"] = query(url, "SELECT resolutions, whole_due FROM state")
    return found


def done(folder: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{folder}/facts.db?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM ledger").fetchone()[0])
    except sqlite3.OperationalError:
        return 0  # the file, or its tables, are not there yet


def workers_of(parent: int) -> list[int]:
    try:
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    except OSError:
        return []
    return [pid for pid in map(int, children) if _is_worker(pid)]


def _is_worker(pid: int) -> bool:
    try:
        return "spawn_main" in Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return False


class Killer:
    """Runs a command again and again, and kills it or one of its workers between results.

    Args:
        command: that is run.
        folder: where it writes.
        between: results that it must have made since the last kill.
        gate: a file whose size bounds how many articles it may do; see `FakeExtractor`.
    """

    def __init__(
        self,
        command: list[str],
        folder: Path,
        *,
        seed: int,
        between: int,
        gate: Path | None = None,
    ) -> None:
        self.command, self.folder = command, folder
        self.between, self.gate = between, gate
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        self.killed = {"worker": 0, "supervisor": 0}

    def run(self, aims: Iterable[str]) -> None:
        """Kill the “worker” or “supervisor” of `aims` one after the other, then let it end."""
        self._let_pass(0)
        process = self._start()
        for aim in aims:
            self._wait_for_results(process)
            time.sleep(self.chance.uniform(0.0, 0.05))
            if aim == "worker":
                os.kill(self.chance.choice(workers_of(process.pid)), signal.SIGKILL)
                self.killed["worker"] += 1
            else:
                process.kill()
                assert process.wait() == -signal.SIGKILL
                self.killed["supervisor"] += 1
                process = self._start()
        self._let_pass(ARTICLES)
        assert process.wait(timeout=300) == 0

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self.command, cwd=ROOT)  # noqa: S603 - our own script

    def _wait_for_results(self, process: subprocess.Popen[bytes]) -> None:
        wanted = done(self.folder) + self.between
        self._let_pass(wanted + AHEAD)
        while done(self.folder) < wanted:
            assert process.poll() is None, "it ended before all kills"
            time.sleep(0.03)

    def _let_pass(self, articles: int) -> None:
        if self.gate:
            self.gate.touch()
            os.truncate(self.gate, articles)


def test_fifty_kills_leave_no_trace(tmp_path: Path) -> None:
    calm, chaos = tmp_path / "calm", tmp_path / "chaos"
    news = write_news(tmp_path / "news.jsonl", ARTICLES)
    calm.mkdir()
    chaos.mkdir()
    run_fake(news, folder=calm)
    gate = tmp_path / "gate"
    command = [*SCRIPT, str(news), str(chaos)]
    command += ["--seconds", "0.005", "--workers", "2", "--gate", str(gate)]
    killer = Killer(command, chaos, seed=7, between=BETWEEN, gate=gate)
    # Workers last: the next start of a supervisor would make good what a lost one took along.
    killer.run("worker" if number % 5 else "supervisor" for number in range(KILLS))
    assert sum(killer.killed.values()) == KILLS
    assert killer.killed["supervisor"] == KILLS // 5
    for name in ("records.jsonl", "entities.jsonl"):
        assert (chaos / name).read_bytes() == (calm / name).read_bytes()
    assert content(chaos) == content(calm)


def write_real_news(path: Path, articles: int) -> Path:
    """Write a JSON lines file of short articles that the real extractor finds something in."""
    sentences = (
        "Paul Whelan was freed in Ankara on Thursday with 26 others.",
        "The FSB said that Evan Gershkovich left Moscow.",
        "Two soldiers were killed near Kyiv on 1 August 2024.",
    )
    texts = [f"{number} men: {sentences[number % 3]}" for number in range(articles)]
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    return path


def test_kills_of_the_real_thing_leave_no_trace(tmp_path: Path, run_cli: RunCli) -> None:
    news = write_real_news(tmp_path / "news.jsonl", 240)
    calm, chaos = tmp_path / "calm", tmp_path / "chaos"

    def words(folder: Path) -> list[str]:
        folder.mkdir()
        outputs = ["--db", f"sqlite:///{folder}/facts.db", "--jsonl", f"{folder}/records.jsonl"]
        return ["run", str(news), *outputs]

    assert run_cli(*words(calm))[0] == 0
    program = str(Path(sys.executable).parent / "extract")
    killer = Killer([program, *words(chaos), "--workers", "2"], chaos, seed=1, between=16)
    killer.run(("worker", "supervisor", "worker"))
    assert killer.killed == {"worker": 2, "supervisor": 1}
    assert (chaos / "records.jsonl").read_bytes() == (calm / "records.jsonl").read_bytes()
    assert content(chaos) == content(calm)


@pytest.fixture(autouse=True)
def _the_venv(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
