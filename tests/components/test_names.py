"""The seam to the model: labels are translated, spans cleaned, nothing is judged."""

import pytest
import spacy

from extract.components.base import found_in
from extract.components.names import LABEL_MAP, Names, clean_span


def doc_with(text: str, *ents: tuple[str, str]) -> spacy.tokens.Doc:
    nlp = spacy.blank("en")
    doc = nlp(text)
    doc.ents = [
        doc.char_span(text.index(words), text.index(words) + len(words), label=label)
        for words, label in ents
    ]
    return Names(nlp, "names", LABEL_MAP)(doc)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the United States", ["United States"]),
        ("The Hague", ["Hague"]),
        ("Türkiye’s", ["Türkiye"]),
        ("Turkey's", ["Turkey"]),
        ("prisoners’", ["prisoners"]),
        ("“Vimpel”", ["Vimpel"]),
        ("(MIT)", ["MIT"]),
        ("Defence Intelligence of Ukraine (DIU", ["Defence Intelligence of Ukraine"]),
        ("Ukraine\n\nUkrainian Pravda", ["Ukraine", "Ukrainian Pravda"]),
        ("– WSJ", ["WSJ"]),
        ("Theresa May", ["Theresa May"]),
        ("An-Nahar", ["An-Nahar"]),
        ("the", ["the"]),
        ("“”", []),
    ],
)
def test_cleans_a_span(text, expected):
    assert [text[a:b] for a, b in clean_span(text, 0, len(text))] == expected


def test_translates_the_labels_of_the_model():
    doc = doc_with("Ada Obi of Interpol left Lagos.", ("Ada Obi", "PERSON"), ("Interpol", "ORG"))
    assert [(each.label, each.evidence.detail) for each in found_in(doc, "names")] == [
        ("PERSON", "PERSON"),
        ("AGENCY", "ORG"),
    ]


def test_ignores_labels_that_are_no_names():
    assert not found_in(doc_with("It cost 5 dollars.", ("5 dollars", "MONEY")), "names")


def test_ships_and_storms_are_no_names_however_often_they_come():
    text = "The frigate Almadén met the MV Ruby Star near Cádiz. Almadén fled Typhoon Odette."
    names = ("Almadén", "Ruby Star", "Cádiz", "Odette")
    doc = doc_with(text, *((name, "GPE") for name in names))
    assert [text[each.start : each.end] for each in found_in(doc, "names")] == ["Cádiz"]
    doc = doc_with("USS Nimitz sailed for Guam.", ("USS Nimitz", "ORG"), ("Guam", "GPE"))
    assert [each.label for each in found_in(doc, "names")] == ["LOCATION"]
