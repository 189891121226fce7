import datetime as dt
import os
import sqlite3
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.errors import ArticleError, StoreError
from extract.knowledge import Knowledge
from extract.records import assemble_record
from extract.schemas import (
    ENTITY_LABELS,
    VALUE_TYPES,
    Alias,
    Article,
    Decision,
    Entity,
    Failure,
    Mention,
    Record,
    Resolution,
)
from extract.store import Run, Store, fingerprint, open_store
from tests.databases import query
from tests.fake_extractor import mentions_in, resolve

RUN = Run(version="1", settings={"model": "m"}, started=dt.datetime(2024, 8, 2, tzinfo=dt.UTC))


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with open_store(database) as opened:
        yield opened


def record(key: str, text: str, **fields: object) -> Record:
    article = Article(id=key, text=text, **fields)
    return assemble_record(article, mentions_in(article))


ANNA = record("a1", "Anna met Boris and 26 people.", published="2024-08-01", title="A meeting")
CARLA = record("a2", "Carla met Anna.", language="en")

# What the store gives back, for records of every shape that the schemas allow.

_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
_maybe_text = st.none() | _text
_days = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
_scores = st.none() | st.floats(0, 1)
_numbers = st.integers(-(2**53), 2**53) | st.floats(-1e15, 1e15)
_values = {
    "role": _maybe_text,
    "acronym": _maybe_text,
    "country": st.none() | st.sampled_from(["TR", "US"]),
    "lat": st.none() | st.floats(-90, 90),
    "lon": st.none() | st.floats(-180, 180),
    "geonames": st.none() | st.integers(0, 2**62),
    "edtf": _maybe_text,
    "start": st.none() | _days,
    "end": st.none() | _days,
    "anchor": st.none() | _days,
    "reason": _maybe_text,
    "low": _numbers,
    "high": _numbers,
    "unit": _maybe_text,
    "party": _maybe_text,
}
_references = {
    "reference": _maybe_text,
    "evidence": st.fixed_dictionaries({"by": _text, "detail": _maybe_text, "confidence": _scores}),
}


@st.composite
def records(draw: st.DrawFn, key: str) -> Record:
    words = draw(st.lists(_text.filter(str.strip), min_size=1, max_size=5))
    mentions = []
    start = 0
    for word in words:
        label = draw(st.sampled_from(tuple(VALUE_TYPES)))
        kind = VALUE_TYPES[label]
        drawn = {name: draw(_values[name]) for name in kind.model_fields if name in _values}
        mentions.append(
            Mention(
                id=f"{key}.{start}",
                label=label,
                start=start,
                end=start + len(word),
                text=word,
                value=kind(**drawn),
                **{name: draw(values) for name, values in _references.items()},
            )
        )
        start += len(word) + 1
    fields = {name: draw(_maybe_text) for name in ("source", "url", "title", "language")}
    published = draw(st.none() | _days)
    article = Article(id=key, text=" ".join(words), published=published, **fields)
    return Record(
        article=article, mentions=tuple(mentions), warnings=tuple(draw(st.lists(_text, max_size=2)))
    )


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.tuples(records("a"), records("b"), records("\U0001f600")))
def test_the_store_gives_back_what_it_took(store: Store, written: tuple[Record, ...]) -> None:
    assert store.write_records(written[::-1], run=RUN) == ()
    assert tuple(store.records()) == written
    assert [each.mentions for each in store.article_mentions()] == [
        each.mentions for each in written
    ]


def test_whole_counts_come_back_as_whole_numbers(store: Store) -> None:
    store.write_records([ANNA], run=RUN)
    (count,) = [each.value for each in store.record("a1").mentions if each.label == "COUNT"]
    assert repr(count.low) == "26"


def test_an_article_written_again_replaces_its_rows(store: Store, database: str) -> None:
    store.write_records([ANNA, CARLA], run=RUN)
    shorter = record("a1", "Dimitri met nobody.")
    store.write_records([shorter], run=RUN)
    assert list(store.records()) == [shorter, CARLA]
    assert query(database, "SELECT count(*) FROM persons") == [(3,)]
    assert query(database, "SELECT count(*) FROM counts") == [(0,)]


def test_writing_in_pages_keeps_the_order(store: Store) -> None:
    many = [record(f"a{number:03}", f"Anna met {number}.") for number in range(150)]
    store.write_records(many[::-1], run=RUN)
    assert list(store.records()) == many


@pytest.mark.parametrize(
    "change", [{"text": "Anna."}, {"published": "2024-08-02"}, {"title": None}, {"url": "u"}]
)
def test_a_fingerprint_covers_text_and_metadata(change: dict[str, object]) -> None:
    fields = {"text": ANNA.article.text, "published": "2024-08-01", "title": "A meeting"}
    assert fingerprint(Article(id="a1", **fields)) == fingerprint(ANNA.article)
    assert fingerprint(Article(id="a1", **fields | change)) != fingerprint(ANNA.article)


def test_a_record_that_does_not_fit_fails_alone(store: Store) -> None:
    large = record("a0", "Anna met 99999999999999999999 people.")
    same_mentions = CARLA.model_copy(
        update={"article": CARLA.article.model_copy(update={"id": "a3"})}
    )
    failures = store.write_records([large, ANNA, CARLA, same_mentions], run=RUN)
    assert [(each.article, each.stage) for each in failures] == [("a0", "store"), ("a3", "store")]
    assert "larger than" in failures[0].error
    assert list(store.records()) == [ANNA, CARLA]
    assert tuple(each.failure for each in store.ledger.failures()) == failures
    assert [each.state for each in store.ledger.failures()] == ["quarantined"] * 2


def test_a_failure_is_forgotten_once_the_article_is_written(store: Store) -> None:
    other = Failure(article="a2", stage="annotate", error="stop")
    store.ledger.note_failures([other.model_copy(update={"article": "a1"}), other], run=RUN)
    store.write_records([ANNA], run=RUN)
    assert [each.failure for each in store.ledger.failures()] == [other]


def test_failures_to_read_are_forgotten_below_the_inputs_alone(store: Store) -> None:
    names = ["news", "news/a.txt", "news/b.txt", "news2/a.txt", "n.jsonl:2", "n.jsonl.gz:2", "-:1"]
    store.ledger.note_failures(
        [Failure(article=n, stage="read", error="e") for n in names], run=RUN
    )
    store.ledger.note_failures([Failure(article="news/c", stage="annotate", error="e")], run=RUN)
    store.ledger.forget_read_failures(["news/", "n.jsonl", "-"], but=["news/b.txt"])
    left = ["n.jsonl.gz:2", "news", "news/b.txt", "news/c", "news2/a.txt"]
    assert [each.article for each in store.ledger.failures()] == left


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [pytest.param("a1", ANNA, id="whole"), pytest.param("b", CARLA, id="prefix")],
)
def test_a_record_is_found_by_the_beginning_of_its_id(
    store: Store, prefix: str, expected: Record
) -> None:
    second = record("b2345", CARLA.article.text, language="en")
    store.write_records([ANNA, record("a11", "Eva."), second], run=RUN)
    assert store.record(prefix).article.text == expected.article.text


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        pytest.param("a", "several articles: a1, a2", id="ambiguous"),
        pytest.param("x", "not in the database", id="missing"),
        pytest.param("%", "not in the database", id="no-wildcard"),
    ],
)
def test_a_prefix_must_be_of_one_article(store: Store, prefix: str, expected: str) -> None:
    store.write_records([ANNA, CARLA], run=RUN)
    with pytest.raises(ArticleError, match=expected):
        store.record(prefix)


# Resolution

DECISIONS = (
    Decision(
        id="d1",
        label="PERSON",
        name_a="Anna",
        name_b="Anne",
        verdict="unsure",
        rule="variant",
        score=0.75,
        reason="one letter differs",
    ),
    Decision(
        id="d2",
        label="PERSON",
        name_a="Anna",
        name_b="Boris",
        verdict="match",
        rule="none",
        reason="told so",
        article="a1",
        entity="e1",
    ),
)
ENTITY = Entity(
    id="e1",
    label="PERSON",
    name="Anna Türk",
    aliases=(Alias(name="Anna", count=2, articles=2), Alias(name="Ana", count=1, articles=1)),
    attributes={"roles": ("guard", "captain"), "a": ()},
    mentions=3,
    articles=2,
    first_seen="2024-08-01",
)
OTHER = Entity(id="e2", label="AGENCY", name="Port Office", mentions=9, articles=1)


def links(*names: str) -> dict[str, str]:
    mentions = [each for found in (ANNA, CARLA) for each in found.mentions]
    return {each.id: "e1" for each in mentions if each.text in names}


def test_a_resolution_comes_back_as_written(store: Store) -> None:
    store.write_records([ANNA, CARLA], run=RUN)
    resolution = Resolution(entities=(ENTITY, OTHER), links=links("Anna"), decisions=DECISIONS)
    assert store.write_knowledge(Knowledge.of(resolution))
    assert list(store.entities()) == [OTHER, ENTITY]
    assert tuple(store.decisions()) == DECISIONS
    assert tuple(store.decisions("e1")) == DECISIONS[1:]
    linked = {m.id: m.entity for each in store.records() for m in each.mentions if m.entity}
    assert linked == links("Anna")
    found = [(each.id, [m.text for m in each.mentions]) for each in store.mentions_of("e1")]
    assert found == [("a1", ["Anna"]), ("a2", ["Anna"])]


def test_the_same_resolution_again_changes_nothing(store: Store) -> None:
    store.write_records([ANNA, CARLA], run=RUN)
    resolution = Resolution(entities=(ENTITY, OTHER), links=links("Anna"), decisions=DECISIONS)
    assert store.write_knowledge(Knowledge.of(resolution))
    assert not store.write_knowledge(Knowledge.of(resolution))


def test_a_new_resolution_replaces_the_old_one(store: Store) -> None:
    store.write_records([ANNA, CARLA], run=RUN)
    first = Resolution(entities=(ENTITY, OTHER), links=links("Anna"), decisions=DECISIONS)
    store.write_knowledge(Knowledge.of(first))
    changed = ENTITY.model_copy(update={"aliases": ENTITY.aliases[::-1], "name": "Anna"})
    second = Resolution(entities=(changed,), links=links("Boris"), decisions=())
    assert store.write_knowledge(Knowledge.of(second))
    assert list(store.entities()) == [changed]
    assert list(store.decisions()) == []
    linked = {m.id: m.entity for each in store.records() for m in each.mentions if m.entity}
    assert linked == links("Boris")


def test_a_link_to_no_entity_is_refused_and_nothing_is_written(store: Store) -> None:
    store.write_records([ANNA], run=RUN)
    with pytest.raises(StoreError, match=r"(?i)foreign key"):
        store.write_knowledge(
            Knowledge.of(Resolution(entities=(OTHER,), links=links("Anna"), decisions=()))
        )
    assert list(store.entities()) == []


def test_an_entity_may_go_with_the_article_that_named_it(store: Store) -> None:
    store.write_records([ANNA, CARLA], run=RUN)
    store.write_knowledge(Knowledge.of(resolve(store.article_mentions())))
    store.write_records([record("a1", "Dimitri met nobody.")], run=RUN)
    store.write_knowledge(Knowledge.of(resolve(store.article_mentions())))
    assert {each.name for each in store.entities()} == {"Anna", "Carla", "Dimitri"}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        pytest.param("anna", ["e1"], id="any-case"),
        pytest.param("TÜRK", ["e1"], id="any-case-beyond-ascii"),
        pytest.param("Ana", ["e1"], id="variant"),
        pytest.param("e2", ["e2"], id="id"),
        pytest.param("Zora", [], id="nobody"),
        pytest.param(None, ["e2", "e1"], id="all"),
    ],
)
def test_entities_are_found_by_any_spelling(
    store: Store, name: str | None, found: list[str]
) -> None:
    store.write_knowledge(
        Knowledge.of(Resolution(entities=(ENTITY, OTHER), links={}, decisions=()))
    )
    assert [each.id for each in store.entities(name)] == found
    assert [each.id for each in store.entities(name, label="PERSON")] == [
        each for each in found if each == "e1"
    ]
    assert [each.id for each in store.entities(name, limit=1)] == found[:1]


def test_records_come_in_the_order_that_is_asked_for(store: Store) -> None:
    store.write_records([ANNA, CARLA], run=RUN)
    asked = ["a2", "gone", "a1"]
    assert [each.article.id for each in store.records(asked)] == ["a2", "a1"]


def test_telling_articles_name_what_others_name_and_newer_ones_come_first(store: Store) -> None:
    articles = [
        record("a1", "Anna met Boris.", published="2024-08-01"),
        record("a2", "Anna met Boris again.", published="2024-08-02"),
        record("a3", "Anna met Carla and Dimitri.", published="2024-08-03"),
        record("a4", "Nobody."),
    ]
    store.write_records(articles, run=RUN)
    found = resolve(store.article_mentions())
    store.write_knowledge(Knowledge.of(found))
    assert store.telling_articles() == ["a2", "a1", "a3", "a4"]
    carla = [each.id for each in found.entities if each.name == "Carla"]
    assert store.telling_articles(carla) == ["a3"]


def test_entities_and_decisions_are_found_by_ids_and_names(store: Store) -> None:
    store.write_records([ANNA, CARLA], run=RUN)
    found = resolve(store.article_mentions())
    decisions = tuple(
        Decision(
            id=f"d{number}",
            label="PERSON",
            name_a=a,
            name_b=b,
            verdict="no_match",
            rule="r",
            reason="why",
        )
        for number, (a, b) in enumerate([("Carla", "Anna"), ("Anna", "Boris"), ("Anna", "Eve")])
    )
    store.write_knowledge(Knowledge.of(found.model_copy(update={"decisions": decisions})))
    ids = [each.id for each in found.entities][::-1]
    assert [each.id for each in store.entities_of([*ids, "gone"])] == ids
    names = {("PERSON", name) for name in ("Anna", "Boris", "Carla")} | {("AGENCY", "Eve")}
    assert [each.id for each in store.decisions_among(names)] == ["d1", "d0"]


def test_totals_count_by_label(store: Store) -> None:
    store.write_records([ANNA, CARLA], run=RUN)
    store.write_knowledge(
        Knowledge.of(Resolution(entities=(ENTITY, OTHER), links={}, decisions=()))
    )
    store.ledger.note_failures([Failure(article="x", stage="read", error="e")], run=RUN)
    totals = store.totals()
    assert (totals.articles, totals.failures) == (2, 1)
    assert totals.mentions == {"COUNT": 1, "PERSON": 4}
    assert totals.entities == {"AGENCY": 1, "PERSON": 1}
    assert set(totals.entities) <= set(ENTITY_LABELS)


def test_a_run_is_noted_with_its_times_once_it_wrote_something(store: Store, database: str) -> None:
    def runs() -> list[tuple[object, ...]]:
        texts = "SELECT version, CAST(started AS TEXT), CAST(finished AS TEXT) FROM runs"
        found = query(database, texts)
        return [(version, *(str(each)[:19] for each in times)) for version, *times in found]

    end = dt.datetime(2024, 8, 2, 14, tzinfo=dt.timezone(dt.timedelta(hours=3)))
    store.finish_run(RUN, finished=end)
    assert runs() == []
    store.write_records([ANNA], run=RUN)
    store.write_records([CARLA], run=RUN)
    store.finish_run(RUN, finished=end)
    assert runs() == [("1", "2024-08-02 00:00:00", "2024-08-02 11:00:00")]


# Databases that cannot be used


def other_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (id)")


def other_articles(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE articles (id, headline)")


def no_database(path: Path) -> None:
    path.write_text("This is a letter, not a database. " * 50)


@pytest.mark.parametrize(
    ("prepare", "expected"),
    [
        pytest.param(no_database, "another kind of file", id="not-a-database"),
        pytest.param(other_program, "something else \\(bookmarks\\)", id="other-tables"),
        pytest.param(other_articles, "table articles lacks", id="table-of-the-same-name"),
        pytest.param(Path.mkdir, "unable to open", id="folder"),
    ],
)
def test_what_is_not_ours_is_refused_and_left_as_it_is(
    tmp_path: Path, prepare: object, expected: str
) -> None:
    path = tmp_path / "facts.db"
    prepare(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError, match=expected):
        open_store(f"sqlite:///{path}")
    assert (path.read_bytes() if path.is_file() else None) == before


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("facts.db", "not a database URL; use “sqlite:///facts.db”", id="no-url"),
        pytest.param("mysql://host/db", "mysql is not supported", id="other-kind"),
        pytest.param("sqlite:////no/such/folder/f.db", "must be there", id="no-folder"),
        pytest.param("sqlite:////proc/f.db", "unable to open", id="not-writable"),
    ],
)
def test_an_address_that_cannot_be_opened_says_why(url: str, expected: str) -> None:
    with pytest.raises(StoreError, match=expected):
        open_store(url)


def test_postgresql_names_the_extra_where_its_driver_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match="pip install psycopg") as caught:
        open_store("postgresql+psycopg://user:secret@host/db")
    assert "secret" not in str(caught.value)


def test_reading_does_not_make_a_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="“extract run” makes it"):
        open_store(f"sqlite:///{tmp_path}/facts.db", create=False)
    (tmp_path / "facts.db").touch()
    with pytest.raises(StoreError, match="holds no tables"):
        open_store(f"sqlite:///{tmp_path}/facts.db", create=False)
    assert [each.name for each in tmp_path.iterdir()] == ["facts.db"]


def test_a_database_locked_by_another_writer_is_waited_for_then_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/facts.db"
    with (
        open_store(url, lock_timeout_s=0.1) as store,
        closing(sqlite3.connect(tmp_path / "facts.db", isolation_level=None)) as other,
    ):
        store.write_records([ANNA], run=RUN)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another process is writing"):
            store.write_records([CARLA], run=RUN)
        assert list(store.records()) == [ANNA]
        other.execute("ROLLBACK")
        store.write_records([CARLA], run=RUN)
        assert list(store.records()) == [ANNA, CARLA]


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/facts.db"
    names = [f"{writer}{number:02}" for writer in "ab" for number in range(40)]

    def write(writer: str) -> None:
        with open_store(url) as store:
            for name in names:
                if name.startswith(writer):
                    store.write_records([record(name, "Anna met 3 others.")], run=RUN)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, "ab"))
    with open_store(url) as store:
        assert [each.article.id for each in store.records()] == names


@pytest.mark.skipif(os.name != "posix", reason="users and modes are POSIX's")
@pytest.mark.parametrize(
    ("folder_mode", "name"),
    [
        pytest.param(0o555, "new.db", id="new-file"),
        pytest.param(0o555, "facts.db", id="folder"),
        pytest.param(0o777, "facts.db", id="file"),
    ],
)
def test_a_place_that_is_not_writable_says_so(
    open_folder: Path, folder_mode: int, name: str
) -> None:
    folder = open_folder
    with open_store(f"sqlite:///{folder}/facts.db") as store:
        store.write_records([ANNA], run=RUN)
    (folder / "facts.db").chmod(0o444)
    folder.chmod(folder_mode)
    script = textwrap.dedent(
        """
        import os, sys
        import sqlalchemy.dialects.sqlite.pysqlite, sqlite3  # while modules can be read
        from extract.errors import StoreError
        from extract.schemas import Resolution
        from extract.store import open_store
        os.chdir(sys.argv[1])
        if os.geteuid() == 0:  # modes do not stop root
            os.setuid(65534)
        try:
            with open_store(f"sqlite:///{sys.argv[2]}") as store:
                store.delete_articles(["a1"])
        except StoreError as error:
            print(error)
        """
    )
    command = [sys.executable, "-c", script, str(folder), name]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert "the file and its folder must be there and be writable" in done.stdout


def test_a_change_of_the_journal_mode_waits_for_a_writer(tmp_path: Path) -> None:
    """SQLite itself does not wait when a first connection changes the mode of a database."""
    path = tmp_path / "facts.db"
    open_store(f"sqlite:///{path}").close()
    writer = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    with closing(writer):
        writer.execute("PRAGMA journal_mode=DELETE").fetchone()
        writer.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.3, writer.execute, ["ROLLBACK"])
        release.start()
        with open_store(f"sqlite:///{path}", lock_timeout_s=5) as store:
            assert store.totals().articles == 0
        release.join()
