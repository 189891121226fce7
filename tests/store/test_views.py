"""The queries of docs/database.md, and what it prints for them, on both databases."""

import re
from pathlib import Path

import pytest

from extract.copies import link_copies
from extract.knowledge import Knowledge
from extract.schemas import (
    VALUE_TYPES,
    Alias,
    Article,
    Entity,
    Evidence,
    Mention,
    Record,
    Resolution,
)
from extract.store import open_store
from tests.databases import query
from tests.store.test_store import RUN

PAGE = (Path(__file__).parents[2] / "docs" / "database.md").read_text()
EXAMPLES = re.findall(r"```sql\n(.*?);\n```\n\n((?:    [^\n]*\n)+)", PAGE, re.DOTALL)

PRISONERS = {"unit": "prisoner", "unit_class": "prisoner"}
THURSDAY = {"edtf": "2024-08-01", "start": "2024-08-01", "end": "2024-08-02", "precision": "day"}
MIT = ("MIT", "AGENCY", {"type": "intelligence", "country": "TR"})
FSB = ("FSB", "AGENCY", {"type": "intelligence", "country": "RU"})
ARTICLES = (
    (
        "2024-08-01",
        "Anna and Boris were freed with 26 on Thursday.",
        ("Anna", "PERSON", {}),
        ("Boris", "PERSON", {}),
        ("26", "COUNT", {"low": 26, "high": 26} | PRISONERS),
        ("Thursday", "DATE", THURSDAY),
    ),
    ("2024-08-02", "Anna thanked the MIT; Boris and Carla did not.", ("Anna", "PERSON", {}), MIT,
     ("Boris", "PERSON", {}), ("Carla", "PERSON", {})),
    ("2024-08-03", "The MIT and the FSB counted 24.", MIT, FSB,
     ("24", "COUNT", {"low": 24, "high": 24} | PRISONERS)),
    # Another paper prints the same.
    ("2024-08-04", "The MIT and the FSB counted 24.", MIT, FSB,
     ("24", "COUNT", {"low": 24, "high": 24} | PRISONERS)),
    ("2024-08-05", "Anna, with Boris beside her, counted 26.", ("Anna", "PERSON", {}),
     ("Boris", "PERSON", {}), ("26", "COUNT", {"low": 26, "high": 26} | PRISONERS)),
)  # fmt: skip


@pytest.fixture
def facts(database: str) -> str:
    records, links, entities = [], {}, {}
    for published, text, *found in ARTICLES:
        mentions = []
        for word, label, value in found:
            start = text.index(word)
            key = f"{published}.{start}"
            mentions.append(
                Mention(
                    id=key, label=label, start=start, end=start + len(word), text=word,
                    value=VALUE_TYPES[label](**value), evidence=Evidence(by="test"),
                )
            )  # fmt: skip
            if label in {"PERSON", "AGENCY"}:
                links[key] = word.lower()
                entities[word] = Entity(
                    id=word.lower(),
                    label=label,
                    name=word,
                    mentions=1,
                    articles=1,
                    aliases=(Alias(name=word, count=1, articles=1),),
                )
        article = Article(id=published, text=text, published=published)
        records.append(Record(article=article, mentions=tuple(mentions)))
    with open_store(database) as store:
        assert store.write_records(records, run=RUN) == ()
        resolved = Resolution(entities=tuple(entities.values()), links=links, decisions=())
        store.write_knowledge(Knowledge.of(resolved))
        link_copies(store.stories())
    return database


def test_the_page_has_an_example_of_every_view() -> None:
    assert len(EXAMPLES) == 5


@pytest.mark.parametrize(("sql", "printed"), EXAMPLES, ids=lambda each: each.split("\n")[0][-40:])
def test_examples_print_what_the_page_says(facts: str, sql: str, printed: str) -> None:
    rows = [" | ".join(shown(value) for value in row) for row in query(facts, sql)]
    assert rows == [line.strip() for line in printed.splitlines()]


def shown(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
