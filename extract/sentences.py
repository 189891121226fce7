"""Where the sentences of a text begin, for showing a mention in its own.

Ends of sentences are guessed from punctuation: no model is asked, so that any text can be quoted.
Lines are sentences of their own, as headlines are; the full stop of an initial or a title ends
none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])|\n\s*")
# What stands before a full stop that abbreviates.
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z](?:\.[A-Z])*|Mr|Mrs|Ms|Messrs|Dr|Prof|Gen|Col|Lt|Sgt|Maj|Capt|Cpl|Cmdr|Adm|Gov|Sen"
    r"|Rep|Rev|Hon|Pres|Supt|Insp|Det|Brig|St|No|vs)$"
)
# Characters before a full stop that can be such a word.
_LONGEST = 12


def sentence_starts(text: str) -> list[int]:
    """Return where each sentence of `text` begins, the first at 0."""
    starts = [0]
    for end in _END.finditer(text):
        before = text[max(0, end.start() - _LONGEST) : end.start()]
        may_go_on = end[0].startswith(".") and "\n" not in end[0]
        if not (may_go_on and _ABBREVIATION.search(before)) and end.end() < len(text):
            starts.append(end.end())
    return starts


def sentence_around(text: str, start: int, end: int, starts: Sequence[int]) -> tuple[int, int]:
    """Return where the sentence, or the sentences, of a stretch of `text` begin and end.

    Args:
        text: the whole text.
        start: of the stretch.
        end: of the stretch, exclusive.
        starts: of `sentence_starts`.
    """
    first = starts[bisect_right(starts, start) - 1]
    after = bisect_right(starts, max(start, end - 1))
    return first, starts[after] if after < len(starts) else len(text)
