import json
import random
import sqlite3
import subprocess
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from extract.config import Settings
from extract.errors import ArticleError, ConfigError
from extract.run import run
from extract.workers import InProcess
from tests.databases import query
from tests.fake_extractor import load, update
from tests.fake_run import NOW, SCRIPT, run_fake

ROOT = Path(__file__).parents[1]
NAMES = ("Anna", "Boris", "Carla", "Dimitri", "Eva")


def write_news(path: Path, articles: int = 30, **changes: str) -> Path:
    """Write a JSON lines file of invented articles; `changes` replaces the texts of some ids."""
    lines = [
        json.dumps(
            {
                "id": f"a{number:03}",
                "published": "2024-08-01",
                "text": changes.get(
                    f"a{number:03}",
                    f"{NAMES[number % 5]} met {NAMES[number % 3]} and {number} others.",
                ),
            }
        )
        for number in range(articles)
    ]
    path.write_text("\n".join(lines))
    return path


def tables(folder: Path, *without: str) -> dict[str, list[tuple[object, ...]]]:
    """Return the content of all tables."""
    with closing(sqlite3.connect(folder / "facts.db")) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if name not in without
        ]
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr)  # noqa: S608 - our own names
            for name in names
        }


def failed(folder: Path) -> list[tuple[str, str]]:
    """Return the article and the stage of what failed, as the database has it."""
    rows = query(
        f"sqlite:///{folder}/facts.db", "SELECT article, stage FROM ledger WHERE stage > ''"
    )
    return sorted(rows)


def files(folder: Path) -> tuple[bytes, bytes]:
    return (folder / "records.jsonl").read_bytes(), (folder / "entities.jsonl").read_bytes()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the news and what a run over them gives."""
    folder = tmp_path_factory.mktemp("undisturbed")
    run_fake(write_news(folder / "news.jsonl"), folder=folder)
    return folder


def test_a_run_says_what_it_did(undisturbed: Path, tmp_path: Path) -> None:
    summary = run_fake(undisturbed / "news.jsonl", folder=tmp_path)
    assert (summary.read, summary.new, summary.unchanged) == (30, 30, 0)
    assert summary.changed
    assert summary.mentions == {"COUNT": 30, "PERSON": 60}
    assert summary.entities == {"PERSON": 5}
    assert [each.name for each in summary.people][:3] != []
    assert summary.people[0].mentions == max(each.mentions for each in summary.people)
    assert summary.failures == ()


def test_records_are_sorted_and_linked(undisturbed: Path) -> None:
    records = [json.loads(line) for line in files(undisturbed)[0].splitlines()]
    assert [each["article"]["id"] for each in records] == [f"a{n:03}" for n in range(30)]
    entities = {json.loads(line)["id"] for line in files(undisturbed)[1].splitlines()}
    linked = {each["entity"] for record in records for each in record["mentions"] if each["entity"]}
    assert linked == entities


def test_a_second_run_changes_nothing_and_says_so(tmp_path: Path) -> None:
    news = write_news(tmp_path / "news.jsonl", a003="FAIL", a004="")
    run_fake(news, folder=tmp_path)
    before = tables(tmp_path), files(tmp_path)
    summary = run_fake(news, folder=tmp_path)
    assert (summary.new, summary.unchanged, summary.changed) == (0, 28, False)
    assert len(summary.failures) == 2
    assert (tables(tmp_path), files(tmp_path)) == before


def test_several_workers_give_the_same_bytes(undisturbed: Path, tmp_path: Path) -> None:
    before = threading.active_count()  # fsspec keeps a thread, once it was used
    run_fake(undisturbed / "news.jsonl", folder=tmp_path, workers=2)
    assert threading.active_count() == before
    assert files(tmp_path) == files(undisturbed)
    assert tables(tmp_path) == tables(undisturbed)


def test_the_order_of_inputs_does_not_matter(undisturbed: Path, tmp_path: Path) -> None:
    lines = (undisturbed / "news.jsonl").read_text().splitlines()
    random.Random(7).shuffle(lines)  # noqa: S311 - no secret
    shuffled = tmp_path / "news.jsonl"
    shuffled.write_text("\n".join(lines))
    run_fake(shuffled, folder=tmp_path)
    assert files(tmp_path) == files(undisturbed)


def test_a_changed_article_is_done_again_and_no_other(tmp_path: Path) -> None:
    news = write_news(tmp_path / "news.jsonl")
    run_fake(news, folder=tmp_path)
    summary = run_fake(write_news(news, a005="Fritz met 2 others."), folder=tmp_path)
    assert (summary.new, summary.unchanged, summary.changed) == (1, 29, True)
    assert (summary.articles, summary.mentions["PERSON"]) == (30, 59)
    assert "Fritz" in [each.name for each in summary.people]


def test_new_metadata_make_an_article_due_again(tmp_path: Path) -> None:
    news = write_news(tmp_path / "news.jsonl", 2)
    run_fake(news, folder=tmp_path)
    news.write_text(news.read_text().replace("2024-08-01", "2024-08-08", 1))
    assert run_fake(news, folder=tmp_path).new == 1


def test_a_new_version_does_all_again(tmp_path: Path) -> None:
    news = write_news(tmp_path / "news.jsonl", 6)
    run_fake(news, folder=tmp_path)
    before = files(tmp_path)
    summary = run_fake(news, folder=tmp_path, version="2")
    assert (summary.new, summary.outdated) == (6, 6)
    assert files(tmp_path) == before


def test_articles_of_earlier_runs_stay_and_are_resolved_together(tmp_path: Path) -> None:
    run_fake(write_news(tmp_path / "a.jsonl", 3), folder=tmp_path)
    (tmp_path / "b.jsonl").write_text(
        '{"id": "b", "published": "2024-08-02", "text": "Anna met Zora."}'
    )
    summary = run_fake(tmp_path / "b.jsonl", folder=tmp_path)
    assert (summary.read, summary.articles) == (1, 4)
    anna = next(each for each in summary.people if each.name == "Anna")
    assert anna.articles == 2


def test_failures_are_kept_until_they_are_mended(tmp_path: Path) -> None:
    news = tmp_path / "news.jsonl"
    write_news(news, 8, a002="FAIL", a003="RAISE", a004="", a005="Count 99999999999999999999.")
    summary = run_fake(news, folder=tmp_path)
    assert {(each.article, each.stage) for each in summary.failures} == {
        ("a002", "annotate"),
        ("a003", "annotate"),
        (f"{news}:5", "read"),
        ("a005", "store"),
    }
    assert summary.new == 4
    assert failed(tmp_path) == sorted((each.article, each.stage) for each in summary.failures)
    summary = run_fake(write_news(news, 8, a002="FAIL"), folder=tmp_path)
    assert [each.article for each in summary.failures] == ["a002"]
    assert failed(tmp_path) == [("a002", "annotate")]


def test_an_article_that_failed_is_not_tried_again_until_somebody_asks(tmp_path: Path) -> None:
    def attempts() -> list[tuple[object, ...]]:
        rows = "SELECT article, state, attempts FROM ledger WHERE article = 'a002'"
        return query(f"sqlite:///{tmp_path}/facts.db", rows)

    news = write_news(tmp_path / "news.jsonl", 4, a002="KILL Anna", a003="FAIL")
    run_fake(news, folder=tmp_path, workers=1)
    assert attempts() == [("a002", "quarantined", 1)]
    # In this process it would kill the test.
    summary = run_fake(news, folder=tmp_path)
    assert [each.article for each in summary.failures] == ["a002", "a003"]
    assert attempts() == [("a002", "quarantined", 1)]
    run_fake(folder=tmp_path, workers=1, again={"a002"})
    assert attempts() == [("a002", "quarantined", 2)]
    summary = run_fake(news, folder=tmp_path, workers=1, version="2")
    assert attempts() == [("a002", "quarantined", 1)]
    assert (summary.new, summary.outdated) == (2, 2)
    summary = run_fake(write_news(news, 4, a003="FAIL"), folder=tmp_path, version="2")
    assert attempts() == [("a002", "done", 1)]
    assert [each.article for each in summary.failures] == ["a003"]


def test_what_is_taken_up_again_needs_no_input(tmp_path: Path) -> None:
    news = write_news(tmp_path / "news.jsonl", 2, a001="FAIL Anna")
    run_fake(news, folder=tmp_path)
    news.unlink()
    summary = run_fake(folder=tmp_path, again={"a001"})
    assert (summary.read, summary.new, [each.article for each in summary.failures]) == (
        1,
        0,
        ["a001"],
    )


def test_force_does_all_again(tmp_path: Path) -> None:
    news = write_news(tmp_path / "news.jsonl", 6)
    run_fake(news, folder=tmp_path)
    before = files(tmp_path)
    summary = run_fake(news, folder=tmp_path, force=True)
    assert (summary.new, summary.unchanged, summary.outdated) == (6, 0, 0)
    assert files(tmp_path) == before


def test_failures_of_other_inputs_are_left_alone(tmp_path: Path) -> None:
    write_news(tmp_path / "a.jsonl", 2, a001="")
    write_news(tmp_path / "b.jsonl", 2, a001="")
    run_fake(tmp_path / "a.jsonl", tmp_path / "b.jsonl", folder=tmp_path)
    run_fake(write_news(tmp_path / "a.jsonl", 2), folder=tmp_path)
    assert failed(tmp_path) == [(f"{tmp_path}/b.jsonl:2", "read")]


def test_the_same_article_twice_in_the_input_is_counted(tmp_path: Path) -> None:
    news = write_news(tmp_path / "news.jsonl", 3)
    summary = run_fake(news, news, folder=tmp_path)
    assert (summary.read, summary.repeated, summary.new) == (3, 3, 3)


@pytest.mark.parametrize(
    ("options", "error", "expected"),
    [
        pytest.param({"inputs": ["missing"]}, ArticleError, "does not exist", id="input"),
        pytest.param({"jsonl": "missing/r.jsonl"}, ConfigError, "folder does not", id="jsonl"),
        pytest.param({"entities": "."}, ConfigError, "is a folder", id="entities"),
    ],
)
def test_what_cannot_work_is_refused_before_the_database_is_made(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: dict[str, object],
    error: type[Exception],
    expected: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    fixed = {
        "inputs": [write_news(tmp_path / "news.jsonl")],
        "settings": Settings(),
        "version": "1",
        "engine": InProcess(load),
        "resolve": update,
        "db_url": "sqlite:///facts.db",
        "now": lambda: NOW,
    }
    with pytest.raises(error, match=expected):
        run(**fixed | options)
    assert [each.name for each in tmp_path.iterdir()] == ["news.jsonl"]


def test_progress_ends_at_the_total(tmp_path: Path) -> None:
    news = write_news(tmp_path / "news.jsonl", 9, a002="FAIL", a004="")
    steps: list[tuple[str, int, int | None]] = []
    run(
        [news, news],
        settings=Settings(batch_size=4),
        version="1",
        engine=InProcess(load),
        resolve=update,
        db_url=f"sqlite:///{tmp_path}/facts.db",
        now=lambda: NOW,
        progress=lambda *step: steps.append(step),
    )
    done = [done for stage, done, _ in steps if stage not in {"copies", "keep"}]
    assert done == sorted(done)
    last = [("copies", 7, 7), ("resolve", 18, 18), *(("keep", n, 5) for n in range(1, 6))]
    assert steps[-8:] == [*last, ("write", 18, 18)]


def test_workers_die_with_a_parent_that_is_killed(undisturbed: Path, tmp_path: Path) -> None:
    command = [*SCRIPT, str(undisturbed / "news.jsonl"), str(tmp_path)]
    process = subprocess.Popen([*command, "--seconds", "0.5", "--workers", "2"], cwd=ROOT)  # noqa: S603 - our own script
    deadline = time.monotonic() + 20
    while not (workers := _spawned_by(process.pid)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert workers
    time.sleep(0.5)  # the worker must have begun to watch its parent
    workers = _spawned_by(process.pid)
    process.kill()
    process.wait()
    deadline = time.monotonic() + 60
    while any(map(_runs, workers)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(map(_runs, workers))


def _spawned_by(parent: int) -> list[int]:
    """Return the pool workers of a process."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [pid for pid in map(int, children) if "spawn_main" in _command(pid)]


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except FileNotFoundError:
        return ""


def _runs(pid: int) -> bool:
    return "spawn_main" in _command(pid)
