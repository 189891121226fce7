"""Records that were made elsewhere give the database of a run that makes them."""

import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect

import extract
from extract.articles import read_articles
from extract.config import Settings
from extract.loading import load_records
from extract.resolve import update
from extract.run import Summary, failed_inputs, run
from extract.schemas import Article, Record
from extract.store import open_store
from extract.versions import settings_version
from extract.workers import InProcess, load_extractor
from tests.databases import query
from tests.fake_extractor import update as fake_update
from tests.fake_run import NOW, run_fake

pandas = pytest.importorskip("pandas")

TEXTS = {
    "a": "Anna met Boris and 26 others.",
    "b": "Carla saw Anna. Boris did not.",
    "c": "Carla saw Anna. Boris did not.",
    "d": "Dora counted 7.",
    "e": "Eva left.",
}
FIXED: dict[str, Any] = {
    "settings": Settings(batch_size=4, max_chars=10_000),
    "version": "1",
    "now": lambda: NOW,
}


def tables(url: str) -> dict[str, list[str]]:
    """Return all rows of a database, table by table."""
    engine = create_engine(url)
    names = inspect(engine).get_table_names()
    engine.dispose()
    return {name: sorted(map(repr, query(url, f"SELECT * FROM {name}"))) for name in names}  # noqa: S608


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A folder in which a run has written records.jsonl and facts.db."""
    news = tmp_path / "news.jsonl"
    news.write_text("".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in TEXTS.items()))
    run_fake(news, folder=tmp_path)
    return tmp_path


def load(path: Path, db: str, **options: Any) -> Summary:
    return load_records([path], resolve=fake_update, db_url=db, **(FIXED | options))


def test_lines_of_a_run_give_its_database(made: Path, postgres_database: str) -> None:
    url = f"sqlite:///{made}/copy.db"
    summary = load(made / "records.jsonl", url)
    assert (summary.new, summary.failures, summary.stories) == (5, (), 4)
    assert tables(url) == tables(f"sqlite:///{made}/facts.db")
    again = load(made / "records.jsonl", url, jsonl=made / "again.jsonl")
    assert (again.new, again.unchanged, again.changed) == (0, 5, False)
    assert (made / "again.jsonl").read_bytes() == (made / "records.jsonl").read_bytes()
    load(made / "records.jsonl", postgres_database, jsonl=made / "again.jsonl")
    assert (made / "again.jsonl").read_bytes() == (made / "records.jsonl").read_bytes()


def test_a_run_passes_over_what_was_loaded(made: Path) -> None:
    (made / "other").mkdir()
    load(made / "records.jsonl", f"sqlite:///{made}/other/facts.db")
    assert run_fake(made / "news.jsonl", folder=made / "other").unchanged == 5
    assert run_fake(made / "news.jsonl", folder=made / "other", version="2").outdated == 5


def test_a_load_that_was_ended_goes_on(made: Path) -> None:
    """It ends before the second chunk is written."""
    url, ticks = f"sqlite:///{made}/copy.db", iter([NOW, NOW])
    with pytest.raises(StopIteration):
        load(made / "records.jsonl", url, now=lambda: next(ticks))
    assert query(url, "SELECT COUNT(*) FROM articles") == [(4,)]
    summary = load(made / "records.jsonl", url)
    assert (summary.new, summary.unchanged) == (1, 4)
    assert tables(url) == tables(f"sqlite:///{made}/facts.db")


def test_what_could_not_be_annotated_here_is_loaded(tmp_path: Path) -> None:
    news, records = tmp_path / "news.jsonl", tmp_path / "made-elsewhere.jsonl"
    news.write_text(json.dumps({"id": "a", "text": "RAISE"}))
    assert len(run_fake(news, folder=tmp_path).failures) == 1
    (article,) = read_articles([news], max_chars=100)
    assert isinstance(article, Article)
    records.write_text(Record(article=article, mentions=(), warnings=()).model_dump_json())
    url = f"sqlite:///{tmp_path}/facts.db"
    summary = load(records, url)
    assert (summary.new, summary.failures, summary.articles) == (1, (), 1)
    with open_store(url) as store:
        assert list(store.ledger.failures()) == []


def broken(change: Callable[[dict[str, Any]], object]) -> Callable[[str], str]:
    def changed(line: str) -> str:
        fields = json.loads(line)
        change(fields)
        return json.dumps(fields)

    return changed


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        pytest.param(lambda _: "{", "is not valid JSON", id="no-json"),
        pytest.param(lambda _: '{"text": "Eva left."}', "is no record: give lines", id="article"),
        pytest.param(lambda line: line.replace('"text":"Eva"', '"text":"Ada"'),
                     "mention .* does not quote the text", id="offsets"),
        pytest.param(broken(lambda f: f["article"].update(text="Eva left!")),
                     "a text that was changed", id="changed"),
        pytest.param(broken(lambda f: f["mentions"][0].update(label="DOG")),
                     r"is no record of this version \(mentions\.0", id="label"),
        pytest.param(broken(lambda f: f.update(record="x")), "its record is no JSON", id="row"),
        pytest.param(lambda line: json.dumps({"record": line, "version": "0"}),
                     "was made by version 0 .* expected 1", id="version"),
        pytest.param(lambda line: json.dumps({"record": line, "known": '["x"]'}),
                     "its known is no JSON object", id="known"),
        pytest.param(lambda line: json.dumps({"record": line, "known": '{"m1": {"a": 1}}'}),
                     "known of mention “m1” is no text; load the column", id="known-value"),
        pytest.param(lambda _: json.dumps({"article": "e", "error": "it is empty"}),
                     "has no record of e: it is empty", id="error"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_record_is_named_and_the_rest_goes_on(
    made: Path, spoil: Callable[[str], str], problem: str
) -> None:
    url, path = f"sqlite:///{made}/copy.db", made / "some.jsonl"
    lines = (made / "records.jsonl").read_text().splitlines()
    (place,) = [n for n, line in enumerate(lines) if '"text":"Eva left."' in line]
    good = lines[place]
    lines[place] = spoil(good)
    path.write_text("\n".join(lines))
    for _ in range(2):
        summary = load(path, url)
        (failure,) = summary.failures
        assert failure.article == f"{path}:{place + 1}"
        assert failure.stage == "load"
        assert re.search(problem, failure.error)
        assert summary.articles == 4
    with open_store(url) as store:
        assert failed_inputs(store.ledger.failures()) == ([], [failure.article])
    lines[place] = good
    path.write_text("\n".join(lines))
    assert load(path, url).failures == ()
    assert tables(url)["mentions"] == tables(f"sqlite:///{made}/facts.db")["mentions"]
    with open_store(url) as store:
        assert list(store.ledger.failures()) == []


def test_files_of_other_kinds_hold_no_records(made: Path) -> None:
    (made / "a.txt").write_text("Anna.")
    (failure,) = load(made / "a.txt", f"sqlite:///{made}/copy.db").failures
    assert "JSON lines or Parquet" in failure.error


NEWS = [
    "Anna Reed of the FSB left Oslo on Thursday. Reed met the CIA in Lyon.",
    "The Central Intelligence Agency freed 4 men in Oslo, said Ana Pohl. The CIA did not.",
    "The Federal Security Service, or FSB, said that Anna Reed had left Norway with 26 others.",
]


def test_frames_of_a_cluster_give_the_database_of_a_run(tmp_path: Path) -> None:
    """Also what the register knows of agencies, which no line of JSON says."""
    parquet = pytest.importorskip("pyarrow.parquet")
    arrow = pytest.importorskip("pyarrow")
    rows = [{"id": f"n{n}", "text": text, "published": "2024-08-01"} for n, text in enumerate(NEWS)]
    frames = extract.extract_frames([pandas.DataFrame(rows[:2]), pandas.DataFrame(rows[2:])])
    (tmp_path / "records").mkdir()
    for number, frame in enumerate(frames):
        table = arrow.Table.from_pandas(frame)
        parquet.write_table(table, tmp_path / "records" / f"part-{number}.parquet")
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    options: dict[str, Any] = {
        "settings": Settings(),
        "version": settings_version(Settings()),
        "resolve": update,
        "now": lambda: NOW,
    }
    here, there = f"sqlite:///{tmp_path}/here.db", f"sqlite:///{tmp_path}/there.db"
    engine = InProcess(partial(load_extractor, Settings()))
    run([tmp_path / "news.jsonl"], engine=engine, db_url=here, **options)
    assert load_records([tmp_path / "records"], db_url=there, **options).failures == ()
    found = tables(there)
    assert found == tables(here)
    assert any("'ru-fsb'" in row for row in found["mentions"])
