"""How many mention rows a second the store takes in, beside SQLite's own driver.

    python benchmarks/store.py [--mentions 200000]
    python -m tests.postgres python benchmarks/store.py     # and on a PostgreSQL server

Made-up records of fifty mentions, a fifth of each label, are written as a run writes them: 32
articles to a transaction, a mention as two rows, itself and its value. Beside it, in the same run,
by `sqlite3.executemany`: the same rows into the same tables, which shows what the schema costs,
and the mentions alone into a table with its key and one index, which shows what SQLite can do.
Then each mention is linked to one of 2,000 entities, and the same links are written again.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import os
import sqlite3
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from contextlib import closing
from itertools import islice
from pathlib import Path

from extract.knowledge import Knowledge, Remembered
from extract.schemas import (
    LABELS,
    VALUE_TYPES,
    Alias,
    Article,
    Entity,
    Evidence,
    Mention,
    Record,
    content_id,
)
from extract.store import Run, open_store

RUN = Run(version="made up", settings={}, started=dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
PER_ARTICLE = 50
CHUNK = 32
ENTITIES = 2_000
VALUES = {
    "PERSON": {"role": "foreign minister"},
    "AGENCY": {"type": "ministry", "country": "TR", "acronym": "MIT"},
    "DATE": {"edtf": "2024-08-01", "start": "2024-08-01", "end": "2024-08-02", "precision": "day"},
    "COUNT": {"low": 26, "high": 26, "unit": "prisoner", "unit_class": "prisoner"},
    "LOCATION": {"type": "city", "country": "TR", "lat": 39.92, "lon": 32.85, "geonames": 323786},
}
TABLES = ("articles", "mentions", "persons", "agencies", "locations", "dates", "counts")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mentions", type=int, default=200_000)
    mentions = parser.parse_args().mentions
    records = [made_up(number) for number in range(mentions // PER_ARTICLE)]
    print(
        "| what | seconds | CPU seconds | mentions a second | a CPU second |\n" + "|---" * 5 + "|"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts.db"
        measure(f"sqlite:///{path}", "SQLite", records)
        rows = rows_of(path)
        with closing(sqlite3.connect(path)) as source:
            schema = [sql for (sql,) in source.execute("SELECT sql FROM sqlite_master") if sql]
        with closing(opened(Path(folder) / "same.db")) as connection:
            for statement in sorted(schema, key=lambda sql: not sql.startswith("CREATE TABLE")):
                connection.execute(statement)
            connection.execute("INSERT INTO runs VALUES (?, '', '', '', '')", [RUN.id])
            row("sqlite3.executemany, same tables", mentions, lambda: executemany(connection, rows))
        with closing(opened(Path(folder) / "least.db")) as connection:
            columns = ", ".join(f"c{number}" for number in range(len(rows["mentions"][0])))
            connection.execute(f"CREATE TABLE mentions ({columns}, PRIMARY KEY (c0))")
            connection.execute("CREATE INDEX by_article ON mentions (c1)")
            only = {"mentions": rows["mentions"]}
            row(
                "sqlite3.executemany, mentions alone",
                mentions,
                lambda: executemany(connection, only),
            )
    if server := os.environ.get("EXTRACT_TEST_POSTGRES"):
        measure(server, "PostgreSQL", records)


def measure(url: str, name: str, records: list[Record]) -> None:
    """Print the rows of one database."""
    mentions = len(records) * PER_ARTICLE
    ids = [mention.id for record in records for mention in record.mentions]
    entities = [f"entity-{number:05}" for number in range(ENTITIES)]
    knowledge = linked(ids, entities)
    with open_store(url) as store:

        def write() -> None:
            rest = iter(records)
            while chunk := list(islice(rest, CHUNK)):
                assert store.write_records(chunk, run=RUN) == ()

        row(f"**extract, {name}**", mentions, write)
        row(f"links, {name}", mentions, lambda: check(store.write_knowledge(knowledge), True))
        row(f"same links, {name}", mentions, lambda: check(store.write_knowledge(knowledge), False))
        moved = linked(ids, entities[1:] + entities[:1])
        gc.collect()
        tracemalloc.start()
        store.write_knowledge(moved)
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        print(f"| other links, {name}: at most {peak:.0f} MB in Python | | | | |", flush=True)


def row(what: str, mentions: int, work: Callable[[], None]) -> None:
    """Print how long `work` takes."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    seconds, cpu = time.perf_counter() - clock, time.process_time() - processor
    rates = f"{mentions / seconds:,.0f} | {mentions / cpu:,.0f}"
    print(f"| {what} | {seconds:.1f} | {cpu:.1f} | {rates} |", flush=True)


def check(changed: bool, expected: bool) -> None:
    assert changed is expected


def made_up(number: int) -> Record:
    """Return the record of one article."""
    mentions: list[Mention] = []
    words: list[str] = []
    start = 0
    for place in range(PER_ARTICLE):
        label = LABELS[place % len(LABELS)]
        word = f"{label.title()} Name{(number * 7 + place) % 997}"
        mentions.append(
            Mention(
                id=content_id(str(number), label, str(start)),
                label=label,
                start=start,
                end=start + len(word),
                text=word,
                value=VALUE_TYPES[label](**VALUES[label]),
                evidence=Evidence(by="made up", detail="by the benchmark", confidence=0.9),
            )
        )
        words.append(word)
        start += len(word) + 1
    article = Article(text=" ".join(words) + f" {number}", published=dt.date(2024, 8, 1))
    return Record(article=article, mentions=tuple(mentions))


def linked(mentions: list[str], entities: list[str]) -> Knowledge:
    """Return a resolution in which each mention means the next of the entities."""
    return Knowledge(
        whole=True,
        remembered=tuple(
            Remembered(
                Entity(
                    id=each,
                    label="PERSON",
                    name=each,
                    aliases=(Alias(name=each, count=1, articles=1),),
                    mentions=1,
                    articles=1,
                ),
                each,
                None,
                {},
                frozenset({each}),
            )
            for each in sorted(entities)
        ),
        links={each: entities[number % len(entities)] for number, each in enumerate(mentions)},
        decisions=(),
        contexts={},
        surnames={},
        merged={},
    )


def opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").fetchone()
    return connection


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of each table, articles without entities, in the order of articles."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE mentions SET entity_id = NULL")
        return {name: list(connection.execute(f"SELECT * FROM {name}")) for name in TABLES}


def executemany(connection: sqlite3.Connection, rows: dict[str, list[tuple[object, ...]]]) -> None:
    """Insert the rows in transactions of as many mentions as those of extract."""
    sizes = {
        name: max(1, len(each) * CHUNK * PER_ARTICLE // len(rows["mentions"]))
        for name, each in rows.items()
    }
    rest = {name: iter(each) for name, each in rows.items()}
    while chunk := {name: some for name in rows if (some := list(islice(rest[name], sizes[name])))}:
        connection.execute("BEGIN IMMEDIATE")
        for name, some in chunk.items():
            marks = ", ".join("?" * len(some[0]))
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", some)
        connection.execute("COMMIT")


if __name__ == "__main__":
    main()
