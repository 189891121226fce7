"""What every component shares: the order in which documents pass."""

import spacy

from extract.components.base import Component


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
