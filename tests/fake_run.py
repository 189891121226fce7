"""A whole run with the fake extractor, in the test's process or as a script that can be killed."""

import datetime as dt
import sys
from functools import partial
from pathlib import Path

from extract.config import Settings
from extract.run import Summary, run
from extract.workers import Engine, InProcess, Processes
from tests.fake_extractor import load, update

NOW = dt.datetime(2024, 8, 2, 12, tzinfo=dt.UTC)


def run_fake(
    *inputs: str | Path, folder: Path, version: str = "1", seconds: float = 0.0, workers: int = 0
) -> Summary:
    """Run over `inputs` into the database and the two files in `folder`; 0 workers: in-process."""
    each = partial(load, seconds)
    engine: Engine = Processes(each, workers=workers) if workers else InProcess(each)
    return run(
        inputs,
        settings=Settings(batch_size=4, max_chars=10_000),
        version=version,
        engine=engine,
        resolve=update,
        db_url=f"sqlite:///{folder}/facts.db",
        now=lambda: NOW,
        jsonl=folder / "records.jsonl",
        entities=folder / "entities.jsonl",
    )


if __name__ == "__main__":
    news, target, pause, processes = sys.argv[1:]
    run_fake(news, folder=Path(target), seconds=float(pause), workers=int(processes))
