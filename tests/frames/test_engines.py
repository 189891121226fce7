"""The recipes of docs/frames.md, on the engines themselves: pytest -m slow tests/frames."""

import datetime as dt
import json
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import extract
from extract.articles.building import article_from_fields
from extract.config import Settings
from extract.loading import load_records
from extract.resolve import update
from extract.run import run
from extract.versions import settings_version
from extract.workers import InProcess, load_extractor
from tests.test_loading import tables

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

RECIPES = Path(__file__).parents[2] / "docs" / "frames.md"
NAMES = ("Anna Reed", "Boris Hask", "Carla Olin", "Dimitri Pohl")
ARTICLES = [
    {
        "id": f"a{number:03}",
        "published": "2024-08-01",
        "text": f"{NAMES[number % 4]} left Oslo on Thursday with {number + 2} others.",
    }
    for number in range(60)
]


@pytest.fixture(scope="module")
def expected() -> dict[str, str]:
    """Return the records that one process gives."""
    facts = extract.load()
    articles = [article_from_fields(each, name="", max_chars=1_000) for each in ARTICLES]
    return {record.article.id: record.model_dump_json() for record in facts.pipe(articles)}


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the articles, where the recipes run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    monkeypatch.setenv("PYTHONPATH", str(RECIPES.parents[1]))
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    lines = (json.dumps(each) + "\n" for each in ARTICLES)
    (tmp_path / "news.jsonl").write_text("".join(lines))
    return tmp_path


def recipe(heading: str, folder: Path) -> str:
    """Return the code below a heading, on the files of `folder`, in frames of a few articles.

    What it calls is `annotate`, which workers get with it, and not what they import themselves.
    """
    section = RECIPES.read_text().partition(f"## {heading}\n")[2]
    found = re.search(r"```python\n(.*?)```", section, re.DOTALL)
    assert found is not None
    code = found[1].replace('"/data/', f'"{folder}/').replace("batch_size=64", "batch_size=8")
    return code.replace("extract.extract_frames", "annotate")


def killing(frames: Any, marker: str, original: Callable[..., Iterator[Any]]) -> Iterator[Any]:
    """Kill the worker at the third frame that any worker sees, once."""
    for frame in frames:
        seen = Path(marker)
        with seen.open("a") as handle:
            handle.write("x")
        if seen.stat().st_size == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        yield from original([frame])


def check(folder: Path, expected: dict[str, str]) -> None:
    from pyarrow import parquet  # noqa: PLC0415 - of an extra

    rows = parquet.read_table(folder / "records").to_pylist()
    assert len(rows) == len(ARTICLES)
    assert all(row["error"] is None for row in rows)
    assert {row["article"]: row["record"] for row in rows} == expected


def check_loaded(folder: Path) -> None:
    """The files that an engine wrote give the database that one run makes of the articles."""
    same: dict[str, Any] = {
        "settings": Settings(),
        "version": settings_version(Settings()),
        "resolve": update,
        "now": lambda: dt.datetime(2024, 8, 2, tzinfo=dt.UTC),
    }
    here, there = (f"sqlite:///{folder}/{name}.db" for name in ("here", "there"))
    engine = InProcess(partial(load_extractor, Settings()))
    run([folder / "news.jsonl"], engine=engine, db_url=here, **same)
    assert load_records([folder / "records"], db_url=there, **same).failures == ()
    assert tables(there) == tables(here)


@pytest.mark.parametrize("killed", [False, True], ids=["undisturbed", "killed"])
@pytest.mark.parametrize("engine", ["Spark", "Ray Data"])
def test_a_recipe_gives_the_records_of_one_process(
    news: Path,
    expected: dict[str, str],
    engine: str,
    killed: bool,
) -> None:
    marker = news / "frames-seen"
    names: dict[str, Any] = {"__name__": "recipe", "annotate": extract.extract_frames}
    if killed:
        names["annotate"] = partial(killing, marker=str(marker), original=extract.extract_frames)
    try:
        exec(recipe(engine, news), names)  # noqa: S102 - our own documentation
        check(news, expected)
        check_loaded(news)
    finally:
        if "spark" in names:
            names["spark"].stop()
        if "ray" in names:
            names["ray"].shutdown()
    assert not killed or marker.stat().st_size > 3
