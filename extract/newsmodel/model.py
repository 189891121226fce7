"""The packed model: words in, names with confidence, parts of speech and sentence starts out.

Where to start reading: `NewsModel.read`. A packed model is a folder:

- ``model.onnx``: the network, its weights as 8-bit integers;
- ``tokenizer.json``: the vocabulary of its encoder;
- ``config.json``: see ``packed.py``;
- ``README.md``: the model card.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from extract.errors import ModelError
from extract.newsmodel.decoding import Floats, Span, agreed, best_tags, span_odds, transitions_of
from extract.newsmodel.packed import NETWORK, PACKED, read_packed
from extract.newsmodel.words import LINE_BREAK, Window, WordPieces, begins, shape_of, windows_of

#: Fusions of onnxruntime that slow this network down: without, a window takes a tenth less.
_NO_GAIN = ["SkipLayerNormFusion"]

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model says of one document.

    Attributes:
        spans: its names, in order, not overlapping.
        tags: index in `Packed.tags` of the part of speech of each word.
        starts: whether each word begins a sentence.
    """

    spans: tuple[Span, ...]
    tags: Ints
    starts: npt.NDArray[np.bool_]


class NewsModel:
    """A packed model, loaded on first use in each process.

    It pickles as the path of its folder, and a forked process loads it anew: the threads of
    onnxruntime do not live through a fork.

    Args:
        folder: of the packed model.
        threads: windows that are read at once; 1 where several processes share the machine.
            They change nothing in what is read.

    Raises:
        ModelError: the folder holds no packed model, or not all of one.
    """

    def __init__(self, folder: Path = PACKED, *, threads: int = 1) -> None:
        self.folder, self.threads = folder, threads
        self.packed = read_packed(folder)
        self.pieces_of = WordPieces(folder / "tokenizer.json")
        self._transitions = transitions_of(self.packed.labels)
        self._session: tuple[int, onnxruntime.InferenceSession] | None = None

    def __reduce__(self) -> tuple[object, ...]:
        return _load, (self.folder, self.threads)

    @cached_property
    def _calibration(self) -> Floats:
        pairs = [self.packed.calibration.get(tag[2:], (1.0, 0.0)) for tag in self.packed.labels]
        return np.array(pairs, dtype=np.float32)

    def read(self, documents: Sequence[Sequence[str]]) -> list[Reading]:
        """Return the reading of each document.

        Args:
            documents: each a list of words, in which a word that is a line break ends a line;
                other white space is left out. Any length: a document is read in windows, and
                nothing is cut off.
        """
        kept = [_Kept.empty(len(words), len(self.packed.labels)) for words in documents]
        jobs = [
            (words[window.context : window.stop], window, each)
            for words, each in zip(documents, kept, strict=True)
            for window in self._windows(words)
        ]
        self._network()  # loaded before threads could load it twice
        if self.threads > 1 and len(jobs) > 1:
            with ThreadPoolExecutor(self.threads) as pool:
                list(pool.map(self._read_window, *zip(*jobs, strict=True)))
        else:
            for job in jobs:
                self._read_window(*job)
        return self._decoded(documents, kept)

    def _windows(self, words: Sequence[str]) -> list[Window]:
        return windows_of(
            words,
            [len(self.pieces_of(word)) for word in words],
            max_pieces=self.packed.max_pieces,
            max_context=self.packed.max_context,
        )

    def _read_window(self, words: Sequence[str], window: Window, kept: _Kept) -> None:
        # One window at a time: 8-bit arithmetic scales by the largest number that it sees, so in a
        # batch an article's reading would hang on its neighbours. It is no slower: nothing is
        # padded.
        rows = [self.pieces_of(word) for word in words]
        lengths = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
        ends = lengths.cumsum()
        pieces = np.empty((1, int(ends[-1]) + 2), dtype=np.int64)
        pieces[0, 0] = self.pieces_of.first_id
        pieces[0, 1:-1] = [piece for row in rows for piece in row]
        pieces[0, -1] = self.pieces_of.last_id
        shapes = np.zeros_like(pieces)
        shapes[0, 1:-1] = np.repeat([shape_of(word) for word in words], lengths)
        names, tags, starts = self._network().run(
            ["names", "tags", "starts"],
            {
                "pieces": pieces,
                "shapes": shapes,
                "first": (ends - lengths + 1)[None],
                "last": ends[None],
            },
        )
        source = slice(window.start - window.context, None)
        target = slice(window.start, window.stop)
        kept.names[target] = names[0, source]
        kept.tags[target] = tags[0, source]
        kept.starts[target] = starts[0, source] > 0

    def _network(self) -> onnxruntime.InferenceSession:
        process = os.getpid()
        if self._session is None or self._session[0] != process:
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            path = self.folder / NETWORK
            try:
                session = onnxruntime.InferenceSession(
                    str(path),
                    options,
                    providers=["CPUExecutionProvider"],
                    disabled_optimizers=_NO_GAIN,
                )
            except Exception as error:  # onnxruntime's kinds of error share no base but this
                raise ModelError(f"{path} cannot be loaded: {error}") from error
            self._session = (process, session)
        return self._session[1]

    def _decoded(self, documents: Sequence[Sequence[str]], kept: Sequence[_Kept]) -> list[Reading]:
        if not documents:
            return []
        paths = _paths(kept, self._transitions)
        readings = []
        for words, each, path in zip(documents, kept, paths, strict=True):
            for at, word in enumerate(words):
                each.starts[at] = begins(words, at, likely=bool(each.starts[at]))
                if word == LINE_BREAK:
                    path[at] = 0
            spans = span_odds(each.names, path, self.packed.labels, self._calibration)
            readings.append(Reading(tuple(agreed(spans, words)), each.tags, each.starts))
        return readings


@dataclass(frozen=True, slots=True)
class _Kept:
    """The scores of the words of a document, gathered from its windows."""

    names: Floats
    tags: Ints
    starts: npt.NDArray[np.bool_]

    @classmethod
    def empty(cls, words: int, labels: int) -> _Kept:
        return cls(
            np.zeros((words, labels), dtype=np.float32),
            np.zeros(words, dtype=np.int64),
            np.zeros(words, dtype=np.bool_),
        )


def _paths(kept: Sequence[_Kept], transitions: Floats) -> list[Ints]:
    # All documents side by side: the best path is found word by word, and numpy does one word of
    # every document at a time.
    longest = max(len(each.tags) for each in kept)
    if not longest:
        return [np.zeros(0, dtype=np.int64) for _ in kept]
    scores = np.zeros((len(kept), longest, transitions.shape[0]), dtype=np.float32)
    for row, each in enumerate(kept):
        scores[row, : len(each.tags)] = each.names
    best = best_tags(scores, transitions, begins=transitions[0])
    return [row[: len(each.tags)].copy() for row, each in zip(best, kept, strict=True)]


def _load(folder: Path, threads: int) -> NewsModel:
    return NewsModel(folder, threads=threads)
