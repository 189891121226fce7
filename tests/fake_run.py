"""A whole run with the fake extractor, in the test's process or as a script that can be killed."""

import argparse
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

#: The words of a run in a process of its own. With `-m` each of its workers would import this
#: module anew, and with it all that a run needs and they do not.
SCRIPT = (sys.executable, "-c", "from tests.fake_run import main; main()")
NOW = dt.datetime(2024, 8, 2, 12, tzinfo=dt.UTC)


def run_fake(
    *inputs: str | Path,
    folder: Path,
    version: str = "1",
    seconds: float = 0.0,
    workers: int = 0,
    gate: Path | None = None,
    **options: Any,
) -> Summary:
    """Run over `inputs` into the database and the two files in `folder`; 0 workers: in-process."""
    each = partial(load, seconds, gate)
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


def main() -> None:
    """Run as the command line says."""
    parser = argparse.ArgumentParser()
    parser.add_argument("news")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=0.0)
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--gate", type=Path)
    parser.add_argument("--lease", metavar="URL", help="of the PostgreSQL database to lease from")
    given = vars(parser.parse_args())
    news, url = given.pop("news"), given.pop("lease")
    if url:
        now = dt.datetime.now(dt.UTC)
        given |= {"db_url": url, "leasing": Leasing(seconds=2), "now": lambda: now}
    run_fake(news, **given)
