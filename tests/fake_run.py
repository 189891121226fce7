"""A whole run with the fake extractor, in the test's process or as a script that can be killed."""

import datetime as dt
import sys
from functools import partial
from pathlib import Path
from typing import Any

from extract.config import Settings
from extract.leases import Leasing
from extract.run import Summary, run
from extract.workers import Engine, InProcess, Processes
from tests.fake_extractor import load, update

NOW = dt.datetime(2024, 8, 2, 12, tzinfo=dt.UTC)


def run_fake(
    *inputs: str | Path,
    folder: Path,
    version: str = "1",
    seconds: float = 0.0,
    workers: int = 0,
    **options: Any,
) -> Summary:
    """Run over `inputs` into the database and the two files in `folder`; 0 workers: in-process."""
    each = partial(load, seconds)
    engine: Engine = Processes(each, workers=workers) if workers else InProcess(each)
    fixed: dict[str, Any] = {
        "settings": Settings(batch_size=4, max_chars=10_000),
        "version": version,
        "engine": engine,
        "resolve": update,
        "db_url": f"sqlite:///{folder}/facts.db",
        "now": lambda: NOW,
        "jsonl": folder / "records.jsonl",
        "entities": folder / "entities.jsonl",
    }
    return run(inputs, **fixed | options)


if __name__ == "__main__":
    news, target, pause, processes, *shared = sys.argv[1:]
    leasing: dict[str, Any] = {}
    if shared:  # the URL of a PostgreSQL database: lease from it
        now = dt.datetime.now(dt.UTC)
        leasing = {"db_url": shared[0], "leasing": Leasing(seconds=2), "now": lambda: now}
    run_fake(news, folder=Path(target), seconds=float(pause), workers=int(processes), **leasing)
