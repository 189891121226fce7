"""The news model in a spaCy pipeline: what it writes to a document."""

import pytest

from extract.components.base import found_in
from extract.components.news_model import GROUP, model_words
from extract.config import Settings
from extract.errors import ModelError
from extract.pipeline import blank_pipeline, build_pipeline, load_model


@pytest.fixture(scope="module")
def nlp():
    return load_model(Settings())


TEXT = "ANKARA  —\n\nPaul Whelan was freed.  He flew home."


def test_white_space_is_no_word_but_a_line_break_is():
    doc = blank_pipeline()("Ada  left.\n\nBo stayed.")
    words, tokens = model_words(doc)
    assert words == ["Ada", "left", ".", "\n", "Bo", "stayed", "."]
    assert [doc[i].text.strip() or "\n" for i in tokens] == words


def test_it_writes_names_tags_and_sentences(nlp):
    doc = nlp(TEXT)
    assert ("Paul Whelan", "PERSON") in [(ent.text, ent.label_) for ent in doc.ents]
    assert [token.tag_ for token in doc if token.text == "freed"] == ["VBN"]
    assert [sent.text.strip() for sent in doc.sents][-1] == "He flew home."
    assert all(token.tag_ == "_SP" for token in doc if token.is_space)


def test_names_carry_their_confidence(nlp):
    doc = nlp(TEXT)
    assert len(doc.spans[GROUP].attrs["scores"]) == len(doc.ents)
    full = build_pipeline(Settings())(TEXT)
    (whelan,) = [each for each in found_in(full, "names") if each.label == "PERSON"]
    assert whelan.evidence.confidence is not None
    assert 0.5 < whelan.evidence.confidence <= 1.0


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\n", "."])
def test_texts_without_words(nlp, text):
    assert nlp(text).text == text


def test_batches_change_nothing(nlp):
    texts = [TEXT, "Kyiv.", TEXT * 40]
    alone = [[(e.start, e.end, e.label_) for e in nlp(text).ents] for text in texts]
    together = [[(e.start, e.end, e.label_) for e in doc.ents] for doc in nlp.pipe(texts)]
    assert together == alone


def test_a_document_survives_bytes(nlp):
    doc = nlp(TEXT)
    again = type(doc)(nlp.vocab).from_bytes(doc.to_bytes())
    assert [e.text for e in again.ents] == [e.text for e in doc.ents]
    assert again.spans[GROUP].attrs["scores"] == doc.spans[GROUP].attrs["scores"]


def test_a_folder_without_a_model_is_named(tmp_path):
    with pytest.raises(ModelError, match="neither an installed spaCy pipeline"):
        load_model(Settings(model=str(tmp_path)))
