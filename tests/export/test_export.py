"""Each format is read back by a tool of its field; what changed is told, and what is gone."""

import csv
import datetime as dt
import errno
import json
import re
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import geojson
import pyarrow.parquet as pq
import pytest

from extract.copies import link_copies
from extract.errors import ConfigError, StoreError
from extract.export import FORMATS, export
from extract.knowledge import Knowledge
from extract.records import assemble_record
from extract.schemas import (
    Alias,
    Article,
    Decision,
    Entity,
    Evidence,
    Mention,
    Record,
    Resolution,
)
from extract.store import Feed, Store, open_store
from tests.fake_extractor import resolve
from tests.store.test_migrations import load
from tests.store.test_store import RUN, record

FTM = json.loads((Path(__file__).parent / "ftm.json").read_text())["schemata"]


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """Three articles, three entities, one id that was merged; every label has a value."""
    load(database, "0001")
    with open_store(database) as opened:
        yield opened


def add(store: Store, *records: Record) -> None:
    store.write_records(records, run=RUN)
    store.write_knowledge(Knowledge.of(resolve(store.article_mentions())))


def merge(store: Store, **merged: str) -> None:
    assert store.write_knowledge(
        Knowledge(
            whole=False, remembered=(), links={}, decisions=(), contexts={}, surnames={},
            merged=merged,
        )
    )  # fmt: skip


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_json_lines_are_the_records_and_entities(store: Store, tmp_path: Path) -> None:
    export(store, "jsonl", tmp_path / "out")
    written = (tmp_path / "out" / "records.jsonl").read_text().splitlines()
    assert [Record.model_validate_json(line).article.id for line in written] == ["a1", "a2", "a3"]
    names = [each["name"] for each in lines(tmp_path / "out" / "entities.jsonl")]
    assert names == ["Anna Türk", "Port Office", "Ankara"]
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == [
        "decisions.jsonl",
        "entities.jsonl",
        "records.jsonl",
        "stories.jsonl",
    ]


def test_csv_has_every_mention_with_its_value(store: Store, tmp_path: Path) -> None:
    export(store, "csv", tmp_path)
    with (tmp_path / "mentions.csv").open(newline="", encoding="utf-8") as file:
        rows = {row["text"]: row for row in csv.DictReader(file)}
    assert rows["Port Office"]["agency_acronym"] == "PO"
    assert rows["Port Office"]["entity_id"] == "e2"
    assert rows["Ankara"]["location_lat"] == "39.92"
    assert rows["1 August 2024"]["date_end"] == "2024-08-02"
    assert rows["1 August 2024"]["date_relative"] == "false"
    with (tmp_path / "aliases.csv").open(newline="", encoding="utf-8") as file:
        assert [row["name"] for row in csv.DictReader(file)] == ["Anna", "Ana", "Ankara"]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'tis", "'tis"),
        ("a=1", "a=1"),
    ],
)
def test_no_cell_of_csv_is_a_formula(
    sqlite_database: str, tmp_path: Path, text: str, cell: str
) -> None:
    article = Article(id="a", text=text, title=text)
    with open_store(sqlite_database) as store:
        store.write_records([assemble_record(article, [])], run=RUN)
        export(store, "csv", tmp_path / "out")
    with (tmp_path / "out" / "articles.csv").open(newline="", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert (row["title"], row["text"]) == (cell, cell)
    assert re.sub(r"^'('*[=+\-@\t\r\n＝＋－＠])", r"\1", cell) == text


def test_names_in_csv_are_no_formulas_either(sqlite_database: str, tmp_path: Path) -> None:
    entity = Entity(
        id="e1", label="AGENCY", name="=1+1", mentions=1, articles=1,
        aliases=(Alias(name="@now", count=1, articles=1),),
    )  # fmt: skip
    with open_store(sqlite_database) as store:
        store.write_knowledge(Knowledge.of(Resolution(entities=(entity,), links={}, decisions=())))
        export(store, "csv", tmp_path / "out")
    assert ",'=1+1," in (tmp_path / "out" / "entities.csv").read_text()
    assert ",'@now," in (tmp_path / "out" / "aliases.csv").read_text()


def in_a_town(key: str, text: str) -> Record:
    """Return the record of an article that begins with Lima."""
    value = {"type": "city", "country": "PE", "lat": -12.04, "lon": -77.03}
    mention = Mention(
        id=f"{key}.0", label="LOCATION", start=0, end=4, text="Lima", value=value,
        evidence=Evidence(by="test"),
    )  # fmt: skip
    return assemble_record(Article(id=key, text=f"Lima. {text}"), [mention])


def test_numbers_below_zero_stay_numbers_in_csv(store: Store, tmp_path: Path) -> None:
    store.write_records([in_a_town("b", "Rain.")], run=RUN)
    export(store, "csv", tmp_path)
    assert ",-12.04,-77.03," in (tmp_path / "mentions.csv").read_text()


def test_parquet_has_types_and_duckdb_reads_it(store: Store, tmp_path: Path) -> None:
    export(store, "parquet", tmp_path)
    schema = pq.read_schema(tmp_path / "mentions.parquet")
    kinds = {name: str(schema.field(name).type) for name in ("start", "count_low", "date_start")}
    assert kinds == {"start": "int64", "count_low": "double", "date_start": "date32[day]"}
    with duckdb.connect() as connection:
        for name in ("articles", "mentions", "entities"):
            connection.read_parquet(str(tmp_path / f"{name}.parquet")).create_view(name)
        found = connection.sql(
            "SELECT e.name, m.text, a.published FROM mentions m"
            " JOIN entities e ON e.id = m.entity_id JOIN articles a ON a.id = m.article_id"
            " WHERE m.label = 'LOCATION'"
        ).fetchall()
    assert [(name, text, str(day)) for name, text, day in found] == [
        ("Ankara", "Ankara", "2024-08-02")
    ]


def test_geojson_is_valid_and_has_the_places(store: Store, tmp_path: Path) -> None:
    export(store, "geojson", tmp_path)
    collection = geojson.loads((tmp_path / "places.geojson").read_text())
    assert collection.is_valid
    (place,) = collection.features
    assert place.geometry.coordinates == [32.85, 39.92]
    assert (place.id, place.properties["name"], place.properties["country"]) == (
        "e3",
        "Ankara",
        "TR",
    )


def test_geojson_without_places_is_an_empty_collection(sqlite_database, tmp_path: Path) -> None:
    with open_store(sqlite_database) as store:
        export(store, "geojson", tmp_path / "out")
    collection = geojson.loads((tmp_path / "out" / "places.geojson").read_text())
    assert collection.is_valid
    assert collection.features == []


def test_followthemoney_knows_every_schema_and_property(store: Store, tmp_path: Path) -> None:
    export(store, "ftm", tmp_path)
    entities = {each["id"]: each for each in lines(tmp_path / "entities.ftm.json")}
    assert {each["schema"] for each in entities.values()} == {
        "Person",
        "Organization",
        "Address",
        "Article",
        "Documentation",
    }
    for each in entities.values():
        schema = FTM[each["schema"]]
        assert re.fullmatch(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?", each["id"])
        assert set(schema["required"]) <= each["properties"].keys()
        for name, values in each["properties"].items():
            assert values
            assert all(isinstance(value, str) for value in values)
            kind = schema["properties"][name]
            if kind["type"] == "entity":
                targets = [FTM[entities[value]["schema"]]["is"] for value in values]
                assert all(kind["range"] in target for target in targets)
            if kind["type"] == "country":
                assert all(re.fullmatch("[a-z]{2}", value) for value in values)
            if kind["type"] == "date":
                assert all(re.fullmatch(r"\d{4}(-\d\d){0,2}", value) for value in values)
    (person,) = [each for each in entities.values() if each["schema"] == "Person"]
    assert person["properties"]["position"] == ["guard", "captain"]
    links = [each["properties"] for each in entities.values() if each["schema"] == "Documentation"]
    assert [each["namesMentioned"] for each in links if each["entity"] == [person["id"]]] == [
        ["Anna"],
        ["Anna"],
    ]


# Copies and decisions


@pytest.fixture
def told(store: Store) -> Store:
    """The same store, with a copy of its third article, which names who that names."""
    (swap,) = store.records(["a3"])
    copy = swap.article.model_copy(update={"id": "a4", "published": dt.date(2024, 8, 9)})
    mentions = [m.model_copy(update={"id": f"copy of {m.id}"}) for m in swap.mentions]
    store.write_records([Record(article=copy, mentions=tuple(mentions))], run=RUN)
    links = {m.id: m.entity for m in mentions if m.entity}
    found = Knowledge.of(Resolution(entities=(), links=links, decisions=()))
    store.write_knowledge(replace(found, whole=False, contexts={"a4": frozenset()}))
    link_copies(store.stories())
    return store


def test_every_article_says_which_story_it_tells(told: Store, tmp_path: Path) -> None:
    export(told, "csv", tmp_path)
    with (tmp_path / "articles.csv").open(newline="", encoding="utf-8") as file:
        stories = {row["id"]: (row["story_id"], row["similarity"]) for row in csv.DictReader(file)}
    assert stories == {f"a{n}": (f"a{min(n, 3)}", "1.0") for n in range(1, 5)}
    with (tmp_path / "entities.csv").open(newline="", encoding="utf-8") as file:
        counts = {row["name"]: row["stories"] for row in csv.DictReader(file)}
    assert counts["Port Office"] == "1"
    export(told, "parquet", tmp_path)
    with duckdb.connect() as connection:
        for name in ("articles", "mentions"):
            connection.read_parquet(str(tmp_path / f"{name}.parquet")).create_view(name)
        found = connection.sql(
            "SELECT count(*), count(DISTINCT a.story_id) FROM mentions m"
            " JOIN articles a ON a.id = m.article_id"
            " WHERE m.count_low = 26 AND m.count_unit = 'prisoner'"
        ).fetchall()
    assert found == [(2, 1)]
    export(told, "jsonl", tmp_path)
    assert [each["story"] for each in lines(tmp_path / "stories.jsonl")] == ["a1", "a2", "a3", "a3"]
    export(told, "geojson", tmp_path)
    (place,) = geojson.loads((tmp_path / "places.geojson").read_text()).features
    assert (place.properties["name"], place.properties["stories"]) == ("Ankara", 1)


def test_followthemoney_links_a_copy_to_its_story(told: Store, tmp_path: Path) -> None:
    export(told, "ftm", tmp_path)
    entities = {each["id"]: each for each in lines(tmp_path / "entities.ftm.json")}
    (link,) = [each for each in entities.values() if each["schema"] == "UnknownLink"]
    ends = [link["properties"][name][0] for name in ("subject", "object")]
    assert [entities[each]["properties"]["fileName"] for each in ends] == [["a4"], ["a3"]]
    assert link["properties"]["role"] == ["copy of"]


def test_who_polls_hears_of_another_story_and_of_its_entities(told: Store, tmp_path: Path) -> None:
    cursor = export(told, "jsonl", tmp_path)
    told.delete_articles(["a3"])
    link_copies(told.stories())
    export(told, "jsonl", tmp_path, since=cursor)
    assert lines(tmp_path / "stories.jsonl") == [{"article": "a4", "story": "a4", "similarity": 1}]
    assert {each["name"] for each in lines(tmp_path / "entities.jsonl")} == {
        "Port Office",
        "Ankara",
    }


def test_decisions_are_exported_with_their_reasons(store: Store, tmp_path: Path) -> None:
    export(store, "csv", tmp_path)
    with (tmp_path / "decisions.csv").open(newline="", encoding="utf-8") as file:
        first, second = csv.DictReader(file)
    assert (first["name_a"], first["name_b"], first["verdict"]) == ("Anna", "Anne", "unsure")
    assert (first["score"], first["reason"]) == ("0.75", "one letter differs")
    assert (second["article_id"], second["entity_id"], second["score"]) == ("a1", "e1", "")
    export(store, "jsonl", tmp_path)
    assert [Decision(**line) for line in lines(tmp_path / "decisions.jsonl")] == list(
        store.decisions()
    )
    export(store, "parquet", tmp_path)
    rows = pq.read_table(tmp_path / "decisions.parquet").to_pylist()
    assert [(row["id"], row["score"]) for row in rows] == [("d1", 0.75), ("d2", None)]


def test_who_polls_hears_of_decisions_that_are_new_other_or_gone(
    store: Store, tmp_path: Path
) -> None:
    cursor = export(store, "jsonl", tmp_path)
    d1, d2 = store.decisions()
    new = d1.model_copy(update={"id": "d3", "name_b": "Hanna"})
    other = d2.model_copy(update={"verdict": "unsure"})
    entities = tuple(store.entities())
    found = Resolution(entities=entities, links={}, decisions=(other, new))
    store.write_knowledge(Knowledge.of(found))
    second = export(store, "jsonl", tmp_path, since=cursor)
    assert [each["id"] for each in lines(tmp_path / "decisions.jsonl")] == ["d2", "d3"]
    assert [each for each in lines(tmp_path / "deleted.jsonl") if each["kind"] == "decision"] == [
        {"kind": "decision", "id": "d1", "merged_into": None}
    ]
    found = Resolution(entities=entities, links={}, decisions=(d1, other, new))
    store.write_knowledge(Knowledge.of(found))
    export(store, "jsonl", tmp_path, since=second)
    assert [each["id"] for each in lines(tmp_path / "decisions.jsonl")] == ["d1"]
    export(store, "jsonl", tmp_path, since=cursor)
    assert lines(tmp_path / "deleted.jsonl") == []


# What changed


def test_a_second_export_has_what_changed_alone(store: Store, tmp_path: Path) -> None:
    first = export(store, "jsonl", tmp_path / "all")
    again = export(store, "jsonl", tmp_path / "none", since=first)
    assert again == first
    assert [(each.name, each.read_text()) for each in sorted((tmp_path / "none").iterdir())] == [
        ("decisions.jsonl", ""),
        ("deleted.jsonl", ""),
        ("entities.jsonl", ""),
        ("records.jsonl", ""),
        ("stories.jsonl", ""),
    ]
    store.write_records([record("a4", "Eva met 3 others.")], run=RUN)
    second = export(store, "jsonl", tmp_path / "new", since=first)
    assert second != first
    assert [e["article"]["id"] for e in lines(tmp_path / "new" / "records.jsonl")] == ["a4"]
    assert lines(tmp_path / "new" / "entities.jsonl") == []


def test_a_new_database_takes_the_cursors_that_it_gave(database: str, tmp_path: Path) -> None:
    with open_store(database) as store:
        empty = export(store, "jsonl", tmp_path)
        store.write_records([record("a1", "Anna.")], run=RUN)
        first = export(store, "jsonl", tmp_path, since=empty)
        assert [each["article"]["id"] for each in lines(tmp_path / "records.jsonl")] == ["a1"]
        later = RUN.model_copy(update={"version": "2"})
        store.write_records([record("a2", "Boris.")], run=later)
        assert export(store, "jsonl", tmp_path, since=first) != first
        assert [each["article"]["id"] for each in lines(tmp_path / "records.jsonl")] == ["a2"]


def test_other_entities_of_an_article_make_it_new(store: Store, tmp_path: Path) -> None:
    add(store)
    first = export(store, "jsonl", tmp_path)
    add(store, record("a4", "Eva met Anna."))
    export(store, "jsonl", tmp_path, since=first)
    assert [each["article"]["id"] for each in lines(tmp_path / "records.jsonl")] == ["a4"]
    names = {each["name"] for each in lines(tmp_path / "entities.jsonl")}
    assert names == {"Eva", "Anna"}  # Anna is mentioned more often than before
    assert lines(tmp_path / "deleted.jsonl") == []


def test_deletions_and_merges_are_told(store: Store, tmp_path: Path) -> None:
    first = export(store, "jsonl", tmp_path)
    store.delete_articles(["a2", "nobody"])
    merge(store, e2="e1")
    second = export(store, "jsonl", tmp_path, since=first)
    assert lines(tmp_path / "deleted.jsonl") == [
        {"kind": "article", "id": "a2", "merged_into": None},
        {"kind": "entity", "id": "e2", "merged_into": "e1"},
    ]
    # The article whose agency is another entity now is given again.
    assert [each["article"]["id"] for each in lines(tmp_path / "records.jsonl")] == ["a3"]
    store.write_records([record("a2", "Carla met Anna.")], run=RUN)
    export(store, "jsonl", tmp_path, since=second)
    assert lines(tmp_path / "deleted.jsonl") == []
    export(store, "jsonl", tmp_path, since="0")
    gone = [each["id"] for each in lines(tmp_path / "deleted.jsonl")]
    assert gone == ["e2", "e9"]


def test_an_id_that_leads_elsewhere_now_is_told_again(store: Store, tmp_path: Path) -> None:
    merge(store, e2="e1")
    cursor = export(store, "jsonl", tmp_path)
    merge(store, e1="e3")
    export(store, "jsonl", tmp_path, since=cursor)
    gone = [(each["id"], each["merged_into"]) for each in lines(tmp_path / "deleted.jsonl")]
    assert gone == [("e1", "e3"), ("e2", "e3"), ("e9", "e3")]


def test_an_entity_that_is_back_is_deleted_no_more(store: Store, tmp_path: Path) -> None:
    def deleted() -> int:
        export(store, "jsonl", tmp_path, since=cursor)
        return len(lines(tmp_path / "deleted.jsonl"))

    add(store, record("a4", "Eva."))
    cursor = export(store, "jsonl", tmp_path)
    add(store, record("a4", "Dimitri."))
    assert deleted() == 1
    add(store, record("a4", "Eva and Dimitri."))
    assert deleted() == 0


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_tells_what_is_deleted(store: Store, tmp_path: Path, kind: str) -> None:
    export(store, kind, tmp_path, since="0")
    (path,) = tmp_path.glob("deleted.*")
    if kind == "parquet":
        assert pq.read_table(path).to_pylist() == [
            {"kind": "entity", "id": "e9", "merged_into": "e1"}
        ]
    else:
        assert "entity" in path.read_text()


@pytest.mark.parametrize(
    ("cursor", "problem"),
    [("7", "no cursor"), ("x", "no cursor"), ("ffff.1", "another database")],
)
def test_a_cursor_of_something_else_is_refused(
    store: Store, tmp_path: Path, cursor: str, problem: str
) -> None:
    with pytest.raises(StoreError, match=problem):
        export(store, "csv", tmp_path, since=cursor)


def test_a_cursor_of_the_time_after_a_backup_is_refused(store: Store, tmp_path: Path) -> None:
    """A database that was restored from a backup has not come so far yet."""
    origin, _, number = export(store, "jsonl", tmp_path).rpartition(".")
    with pytest.raises(StoreError, match="another database"):
        export(store, "jsonl", tmp_path, since=f"{origin}.{int(number) + 1}")


def test_changes_have_the_order_of_commits(store: Store, database: str, tmp_path: Path) -> None:
    """A writer that began first and commits last is not passed over."""
    cursor = export(store, "jsonl", tmp_path)
    with open_store(database) as other:
        for number in range(5):
            for each, name in ((store, "b"), (other, "c")):
                each.write_records([record(f"{name}{number}", "Eva.")], run=RUN)
                cursor = export(store, "jsonl", tmp_path, since=cursor)
                found = [line["article"]["id"] for line in lines(tmp_path / "records.jsonl")]
                assert found == [f"{name}{number}"]


# Files


def test_a_failed_export_leaves_the_files_of_the_last(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    export(store, "csv", out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    store.delete_articles(["a1"])

    def full(_feed: Feed) -> Iterator[None]:
        raise OSError(errno.ENOSPC, "No space left on device")
        yield

    with monkeypatch.context() as patch:
        patch.setattr(Feed, "entities", full)
        with pytest.raises(ConfigError, match=r"cannot be written: No space left"):
            export(store, "csv", out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    with pytest.raises(ConfigError, match="cannot be written"):
        export(store, "csv", out / "articles.csv")


def test_parquet_names_the_extra_that_it_needs(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(ConfigError, match=r"pip install 'extract\[parquet\]'"):
        export(store, "parquet", tmp_path)


@pytest.mark.parametrize("kind", ["csv", "jsonl", "ftm", "geojson"])
def test_memory_does_not_grow_with_the_database(tmp_path: Path, kind: str) -> None:
    peaks = []
    for number in (200, 1_600):
        with open_store(f"sqlite:///{tmp_path}/{number}.db") as store:
            texts = (f"Anna met {each} people. " * 10 for each in range(number))
            records = [in_a_town(f"a{key:05}", text) for key, text in enumerate(texts)]
            store.write_records(records, run=RUN)
            names = {each.mentions[0].id: f"e{key:05}" for key, each in enumerate(records)}
            entities = tuple(
                Entity(id=key, label="LOCATION", name="Lima", mentions=1, articles=1)
                for key in names.values()
            )
            store.write_knowledge(
                Knowledge.of(Resolution(entities=entities, links=names, decisions=()))
            )
            del records, names, entities
            export(store, kind, tmp_path / "out")  # what is kept for good is there now
            tracemalloc.start()
            export(store, kind, tmp_path / "out")
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0] + 200_000
