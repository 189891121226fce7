"""Occurrences: the same finds as a pattern made of the words."""

import re

from hypothesis import given
from hypothesis import strategies as st

from extract.components.occurrences import occurrences

BEFORE, BEHIND = re.compile(r"(?<!\w)"), re.compile(r"(?!\w)")
LETTERS = st.text("ab -", max_size=30)
WORDS = st.lists(st.text("ab-", min_size=1, max_size=3), max_size=5, unique=True)


@given(LETTERS, WORDS)
def test_the_finds_are_those_of_a_pattern(text: str, words: list[str]) -> None:
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words)) or '(?!)'})(?!\w)")
    expected = [match.span() for match in pattern.finditer(text)]
    assert list(occurrences(text, words, BEFORE, BEHIND)) == expected
