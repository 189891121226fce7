"""How the model sees words: their pieces, their shapes, and the windows that they are read in.

Training and use share this module, so that a word looks the same to both. It knows no spaCy: a
document is a list of words, and a line break is a word too, `LINE_BREAK`.

The encoder was trained on lower-case text. What case tells ("Will" and "will", headings in
capitals) reaches it as the shape of each word instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from tokenizers import Tokenizer

LINE_BREAK = "\n"

#: The shapes of words; their order is part of a trained model.
SHAPES = (
    "none",  # padding and the marks around a window
    "break",
    "lower",
    "title",
    "title-foreign",  # "Erdoğan": a letter outside ASCII
    "upper",
    "capital",  # "A"
    "initials",  # "J.", "U.S."
    "mixed",  # "McKenzie", "iPhone"
    "number",
    "alphanumeric",
    "sign",
    "quote",
    "stop",
    "uncased",  # letters of a script without cases
)
_SHAPE_IDS = {shape: index for index, shape in enumerate(SHAPES)}
#: A word with more pieces is a link or a code: its first ones tell what it is.
MAX_PIECES = 16
#: Different words whose pieces are kept: the same words come again and again.
_WORDS_KEPT = 30_000
_STOPS = frozenset(".!?…。")
_QUOTES = frozenset("\"'“”‘’«»`")


@lru_cache(maxsize=_WORDS_KEPT)
def shape_of(word: str) -> int:
    """Return the index in `SHAPES` of what case and signs tell about `word`."""
    return _SHAPE_IDS[_shape_name(word)]


def _shape_name(word: str) -> str:
    if word == LINE_BREAK:
        return "break"
    if word.isalpha():
        if word.islower():
            return "lower"
        if word.istitle():
            if len(word) == 1:
                return "capital"
            return "title" if word.isascii() else "title-foreign"
        if word.isupper():
            return "upper"
        return "mixed" if word.lower() != word.upper() else "uncased"
    if any(char.isdigit() for char in word):
        return "alphanumeric" if any(char.isalpha() for char in word) else "number"
    if word[0] in _STOPS:
        return "stop"
    if word[0] in _QUOTES and len(word) <= 2:
        return "quote"
    letters = [char for char in word if char.isalpha()]
    if not letters:
        return "sign"
    if all(char.isupper() for char in letters) and "." in word:
        return "initials"
    if all(char.islower() for char in letters):
        return "lower"
    return "title" if word[0].isupper() and letters[-1].islower() else "mixed"


class WordPieces:
    """Cuts words into the pieces of an encoder's vocabulary.

    Args:
        path: a ``tokenizer.json`` that lower-cases, as BERT's does.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, tuple[int, ...]] = {}
        self.first_id, self.last_id = self._tokenizer.encode("").ids
        self._unknown: int = self._tokenizer.token_to_id("[UNK]")  # type: ignore[assignment]  # BERT's have one
        # A line break has no piece of its own; its shape tells it from the end of a window.
        self._known[LINE_BREAK] = (self.last_id,)

    def __call__(self, word: str) -> tuple[int, ...]:
        """Return the ids of the pieces of `word`, at least one and at most `MAX_PIECES`."""
        pieces = self._known.get(word)
        if pieces is None:
            found = self._tokenizer.encode(word, add_special_tokens=False).ids[:MAX_PIECES]
            pieces = tuple(found) or (self._unknown,)
            if len(self._known) > _WORDS_KEPT:
                self._known = {LINE_BREAK: (self.last_id,)}
            self._known[word] = pieces
        return pieces

    def __reduce__(self) -> tuple[type[WordPieces], tuple[Path]]:
        return WordPieces, (self._path,)


@dataclass(frozen=True, slots=True)
class Window:
    """A run of words that the model reads together.

    Attributes:
        context: its first word; what lies before `start` is there to be seen, not to be labelled.
        start: the first word that it labels.
        stop: one past its last word.
        pieces: how many pieces its words have.
    """

    context: int
    start: int
    stop: int
    pieces: int


def windows_of(
    words: Sequence[str], sizes: Sequence[int], *, max_pieces: int, max_context: int
) -> list[Window]:
    """Return windows that together label each word exactly once, in order.

    A window ends where a sentence seems to end, if there is such a place in its latter half, else
    where it is full; then the next one begins with the words before the cut. Sentences that are
    whole need none: on the development articles it makes no difference.

    Args:
        words: of one document.
        sizes: how many pieces each has.
        max_pieces: of the words of one window, context included.
        max_context: of the words before those that it labels.
    """
    windows = []
    start = 0
    while start < len(words):
        context, used = _context(words, sizes, start, max_context)
        stop, last_break, pieces_at_break, before = start, start, 0, used
        while stop < len(words) and (stop == start or used + sizes[stop] <= max_pieces):
            used += sizes[stop]
            stop += 1
            if stop < len(words) and ends_sentence(words, stop):
                last_break, pieces_at_break = stop, used
        if stop < len(words) and pieces_at_break - before > (used - before) / 2:
            stop, used = last_break, pieces_at_break
        windows.append(Window(context, start, stop, used))
        start = stop
    return windows


def _context(
    words: Sequence[str], sizes: Sequence[int], start: int, max_context: int
) -> tuple[int, int]:
    """Return the first word to be seen before `start`, and how many pieces that adds."""
    context, used = start, 0
    while (
        context > 0
        and not ends_sentence(words, context)
        and used + sizes[context - 1] <= max_context
    ):
        context -= 1
        used += sizes[context]
    return context, used


def ends_sentence(words: Sequence[str], at: int) -> bool:
    """Whether a sentence seems to end before ``words[at]``; good enough to cut windows."""
    before = words[at - 1]
    if before == LINE_BREAK:
        return words[at] != LINE_BREAK
    if before in _QUOTES and at > 1:
        before = words[at - 2]
    return before[-1] in _STOPS and before[0] in _STOPS and not words[at][0].islower()


def begins(words: Sequence[str], at: int, *, likely: bool) -> bool:
    """Whether a sentence begins with ``words[at]``: surely on a new line, never within a clause.

    Args:
        words: of a document.
        at: which of them.
        likely: what the model thinks.
    """
    if at == 0 or words[at - 1] == LINE_BREAK:
        return True
    last = words[at - 1][-1]
    return likely and not (last.isalnum() or last in ",-")


def spans_of(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return (start, stop, label) of each name in `tags`, which begin names with ``B-``."""
    spans = []
    start = None
    for index, (before, tag) in enumerate(pairwise(["O", *tags, "O"])):
        if start is not None and not (tag[0] == "I" and tag[2:] == before[2:]):
            spans.append((start, index, before[2:]))
            start = None
        if tag[0] == "B" or (tag[0] == "I" and start is None):
            start = index
    return spans
