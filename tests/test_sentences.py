"""Where sentences begin, guessed from punctuation."""

from itertools import pairwise

import pytest

from extract.sentences import sentence_around, sentence_starts

CASES = {
    "two": ("One. Two.", ["One. ", "Two."]),
    "lines": ("Headline\n\nBody one. Body two", ["Headline\n\n", "Body one. ", "Body two"]),
    "quotes": ("He said: “Stop.” Then “go.”", ["He said: “Stop.” ", "Then “go.”"]),
    "initials": ("The U.S. Marine and J. Smith left.", ["The U.S. Marine and J. Smith left."]),
    "titles": ("Col. Ann Lee met Dr. Bo. They", ["Col. Ann Lee met Dr. Bo. ", "They"]),
    "paragraph behind initials": ("in the U.S.\n\nThe swap", ["in the U.S.\n\n", "The swap"]),
    "decimals": ("It is 1.5 m. tall.", ["It is 1.5 m. tall."]),
    "end": ("One.\n", ["One.\n"]),
    "nothing": ("", [""]),
}


@pytest.mark.parametrize(("text", "sentences"), CASES.values(), ids=CASES)
def test_sentences(text, sentences):
    starts = [*sentence_starts(text), len(text)]
    assert [text[a:b] for a, b in pairwise(starts)] == sentences


@pytest.mark.parametrize(
    ("words", "around"), [("Two", "Two. "), ("One. Two", "One. Two. "), ("Three", "Three")]
)
def test_a_stretch_is_in_the_sentences_that_it_touches(words, around):
    text = "One. Two. Three"
    at = text.index(words)
    start, end = sentence_around(text, at, at + len(words), sentence_starts(text))
    assert text[start:end] == around
