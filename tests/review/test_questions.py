"""Which questions are asked, about which entities, and how a decision would name them."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pytest

from extract.records import assemble_record
from extract.resolve import resolve_whole
from extract.review import find_questions
from extract.schemas import Article
from extract.store import Run, open_store
from tests.resolve.conftest import read_markup

INDIAN = 'the <a type="military" country="IN">Indian Navy</a>'
INDONESIAN = 'the <a type="military" country="ID">Indonesian Navy</a>, the <a>Navy</a>' * 2
SWAP = "Exchanged beside <p>Ilya Yashin</p> and <p>Rico Krieger</p>."


def asked(folder: Path, markups: Iterable[str]) -> list[tuple[str, ...]]:
    """Return each question as names with their articles, and the name of each entity."""
    run = Run(version="1", settings={}, started=dt.datetime(2024, 8, 2, tzinfo=dt.UTC))
    with open_store(f"sqlite:///{folder}/facts.db") as store:
        for number, markup in enumerate(markups):
            read = read_markup(f"a{number}", markup)
            record = assemble_record(Article(id=read.id, text=read.text), read.mentions)
            store.write_records([record], run=run)
        store.write_knowledge(resolve_whole(store.memory()))
        return [
            tuple(
                f"{side.name.text}@{side.name.article} = {side.entity.name}"
                for side in (question.a, question.b)
            )
            for question in find_questions(store)
        ]


#: (scenario, articles, the questions)
QUESTIONS = [
    (
        "who-goes-by-the-name",
        [INDIAN, INDONESIAN, "the <a>Navy</a>"],
        [
            ("Indonesian Navy@None = Indonesian Navy", "Navy@a2 = Navy"),
            ("Indian Navy@None = Indian Navy", "Navy@a2 = Navy"),
        ],
    ),
    (
        "not-who-is-of-another-country",
        [INDIAN, ", ".join(['the <a country="ID">Navy</a>'] * 2), "the <a>Navy</a>"],
        [
            ("Navy@a1 = Navy", "Navy@a2 = Navy"),
            ("Indian Navy@None = Indian Navy", "Navy@a2 = Navy"),
        ],
    ),
    (
        "not-who-has-the-name-beside-another",
        [
            '<a acronym="LBB">Lagos Boxing Board</a>, the <a>LBB</a>, the <a>LBB</a>',
            '<a acronym="LBB">Leeds Ballet Board</a>, the <a>LBB</a>, the <a>LBB</a>',
            "the <a>LBB</a>",
        ],
        [
            ("LBB@a2 = LBB", "Lagos Boxing Board@None = Lagos Boxing Board"),
            ("LBB@a2 = LBB", "Leeds Ballet Board@None = Leeds Ballet Board"),
        ],
    ),
    (
        "each-pair-once",
        ["<p>Paul Whelan</p>. " + SWAP, "<p>Paul N. Whelan</p>. " + SWAP, "<p>Paul Whalen</p>"],
        [("Paul Whalen@None = Paul Whalen", "Paul Whelan@None = Paul N. Whelan")],
    ),
    (
        "a-surname-in-its-article",
        ["<p>Vadim Krasikov</p>. " + SWAP, "<p>Anton Krasikov</p>. " + SWAP,
         "<p>Krasikov</p>. " + SWAP],
        [("Anton Krasikov@None = Anton Krasikov", "Krasikov@a2 = Krasikov")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("markups", "expected"), [pytest.param(*rest, id=name) for name, *rest in QUESTIONS]
)
def test_questions_name_who_is_meant(
    tmp_path: Path, markups: list[str], expected: list[tuple[str, ...]]
) -> None:
    assert asked(tmp_path, markups) == expected
