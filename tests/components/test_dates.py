"""The component for dates: its own span group, and what tags and names make it drop."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

import extract.components.dates  # noqa: F401 - registers the factory
from extract.components.base import found_in
from extract.components.dates import Dates
from tests.markup import parse

DATES = Dates(spacy.blank("en"), "extract_dates")


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("extract_dates")
    return nlp


def found_texts(doc: Doc) -> list[str]:
    return [doc.text[each.start : each.end] for each in DATES.match(doc)]


@pytest.mark.parametrize(
    "marked",
    [
        "He was freed <ent rule=dates.weekday>early Friday</ent>.",
        "On <ent rule=dates.day>July 4th</ent> he was freed.",
        (
            "It was sold in <ent rule=dates.month>late July 2024</ent>, not in"
            " <ent rule=dates.year>mid-2022</ent>."
        ),
        "They met on <ent rule=dates.day_range>May 23-25</ent> after 16 years.",
        "Türkiye’s deal of the <ent rule=dates.decade>1970s</ent> held.",
    ],
)
def test_dates_are_written_to_the_group_with_their_rule(nlp: Language, marked: str) -> None:
    text, expected = parse(marked)
    doc = nlp(text)
    found = found_in(doc, "dates")
    assert [(each.start, each.end, each.evidence.by) for each in found] == [
        (each.start, each.end, each.attributes["rule"]) for each in expected
    ]
    assert {each.label for each in found} == {"DATE"}
    assert all(each.value is None for each in found)
    assert len(doc.spans["dates"]) == len(expected)


def test_matching_changes_nothing(nlp: Language) -> None:
    doc = nlp.make_doc("He was freed on Friday.")
    assert list(DATES.match(doc)) == list(DATES.match(doc))
    assert "dates" not in doc.spans
    assert not doc.ents


def test_a_second_run_writes_the_same(nlp: Language) -> None:
    doc = nlp("He was freed on Friday.")
    once = found_in(doc, "dates")
    assert found_in(nlp.get_pipe("extract_dates")(doc), "dates") == once


@pytest.mark.parametrize(
    ("words", "tag", "dropped"),
    [
        ("The minister and March to the palace", "VBP", "March"),
        ("He went in May after it", "MD", "May"),
    ],
)
def test_a_month_tagged_as_a_verb_is_dropped(
    nlp: Language, words: str, tag: str, dropped: str
) -> None:
    doc = nlp.make_doc(words)
    assert found_texts(doc) == [dropped]
    next(token for token in doc if token.text == dropped).tag_ = tag
    assert found_texts(doc) == []


def test_a_weekday_in_a_person_is_dropped_and_one_beside_it_is_not(nlp: Language) -> None:
    doc = nlp.make_doc("The striker Sunday Oliseh scored on Sunday")
    doc.ents = [Span(doc, 2, 4, label="PERSON")]
    (found,) = DATES.match(doc)
    assert found.start == len("The striker Sunday Oliseh scored on ")


def test_a_full_date_is_kept_whatever_the_tags_say(nlp: Language) -> None:
    doc = nlp.make_doc("Freed May 3, 2024")
    for token in doc:
        token.tag_ = "MD"
    assert found_texts(doc) == ["May 3, 2024"]


def test_the_factory_says_what_it_assigns_and_needs(nlp: Language) -> None:
    assert nlp.get_factory_meta("extract_dates").assigns == ["doc.spans"]
    assert nlp.analyze_pipes()["problems"]["extract_dates"] == ["token.tag"]
