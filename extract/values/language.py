"""Tell a text that is clearly not English: the rules and the model would read it as if it were.

The share of its words that only English sentences are held together by. Measured on 29 November
2026: at least 0.14 in the 49 articles of corpus/, a list of names among them; at most 0.03 in
invented reports of 12 other languages (tests/values/test_language.py), 0.09 in one in Pidgin.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from extract.patterns.words import word_lists

#: Share of English function words below which a text is not English. Higher is stricter.
ENGLISH_SHARE = 0.06
#: Words that are looked at, and below which nothing is said.
MOST_WORDS, FEWEST_WORDS = 300, 25

_WORD = re.compile(r"[^\W\d_]+")


def is_foreign(text: str) -> bool:
    """Whether a text is clearly not English; False where it is too short to tell."""
    words = english = 0
    for word in islice(_WORD.finditer(text), MOST_WORDS):
        words += 1
        english += word[0].casefold() in _english()
        if english >= ENGLISH_SHARE * MOST_WORDS:
            return False  # whatever the words behind are
    return words >= FEWEST_WORDS and english < ENGLISH_SHARE * words


@cache
def _english() -> frozenset[str]:
    return word_lists("language.yaml")["english"]
