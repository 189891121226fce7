"""What every component shares: documents in batches, errors and tokens."""

import pytest
import spacy

from extract.components.base import Component, tokens_of


class Noting(Component):
    def __init__(self, group, passed):
        self.group = group
        self.passed = passed

    def match(self, doc):
        self.passed.append((self.group, doc.text))
        return ()


def test_a_component_reads_a_batch_before_the_next_component_does():
    passed = []
    nlp = spacy.blank("en")
    docs = map(nlp.make_doc, ["a", "b", "c"])
    for group in ("first", "second"):
        docs = Noting(group, passed).pipe(docs, batch_size=2)
    passed.extend(("read", doc.text) for doc in docs)
    steps = [(group, batch) for batch in ("ab", "c") for group in ("first", "second", "read")]
    assert passed == [(group, text) for group, batch in steps for text in batch]


class Failing(Component):
    group = "failing"

    def match(self, doc):
        if doc.text == "b":
            raise ValueError(doc.text)
        return ()


def test_a_document_that_fails_goes_to_the_handler_and_the_others_go_on():
    nlp = spacy.blank("en")
    component = Failing()
    failed = []
    component.set_error_handler(
        lambda name, _pipe, docs, error: failed.append((name, docs[0].text, str(error)))
    )
    docs = component.pipe(map(nlp.make_doc, ["a", "b", "c"]))
    assert [doc.text for doc in docs] == ["a", "c"]
    assert failed == [("failing", "b", "b")]
    with pytest.raises(ValueError, match="b"):
        list(Failing().pipe([nlp.make_doc("b")]))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Paul Whelan left.", 5, 11),
        ("Paul Whelan left.", 7, 14),
        ("Paul Whelan left.", 16, 17),
        ("U.S.-born Whelan", 0, 16),
        ("Whelan", 0, 6),
    ],
)
def test_tokens_are_those_of_a_span_that_is_expanded(text, start, end):
    doc = spacy.blank("en").make_doc(text)
    span = doc.char_span(start, end, alignment_mode="expand")
    assert tokens_of(doc, start, end) == range(span.start, span.end)


def test_tokens_that_were_merged_are_not_counted_apart():
    doc = spacy.blank("en").make_doc("Paul Whelan left.")
    assert tokens_of(doc, 12, 16) == range(2, 3)
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[0:2])
    assert tokens_of(doc, 12, 16) == range(1, 2)
    assert tokens_of(spacy.blank("en").make_doc(""), 0, 0) == range(0)
