"""Where known words stand in a text: an article's own names, sought all at once.

A pattern made of the names would say the same, but is compiled for one article and used once, which
costs more than the search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence


def occurrences(
    text: str, words: Sequence[str], before: re.Pattern[str], behind: re.Pattern[str]
) -> Iterator[tuple[int, int]]:
    """Yield where one of `words` stands, in text order and without overlaps.

    Args:
        text: the text.
        words: what is looked for, as written; of two that begin at one place the first is taken.
        before: must match where a word begins; it is to look behind only.
        behind: must match where a word ends.
    """
    found: list[tuple[int, int, int]] = []
    for rank, word in enumerate(words):
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            if before.match(text, start) and behind.match(text, end):
                found.append((start, rank, end))
            start = text.find(word, start + 1)
    last = 0
    for start, _, end in sorted(found):
        if start >= last:
            yield start, end
            last = end
