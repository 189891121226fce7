"""Articles as the model learns them: words, and what is known of each word.

Where to start reading: `read_corpus`, then `Example`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language

from extract.components.news_model import model_words
from extract.evaluate.gold import read_gold
from extract.gold.formats.stretches import stretched
from training.config import Config, Corpus

#: A word about which nothing is known.
UNKNOWN = -1


@dataclass(slots=True)
class Example:
    """One article.

    Attributes:
        id: of the article.
        words: as the model reads them.
        offsets: of each word in the text, start and end.
        names: index of the tag of each word in `Config.tags`, or `UNKNOWN`.
        maybe: whether a word that has no name may have one of each tag all the same.
        weight: of its labels in the loss.
        tags: index of the part of speech of each word, or `UNKNOWN`.
        starts: whether each word begins a sentence: 1, 0 or `UNKNOWN`.
        taught: a teacher's log-probabilities, word × tag, or None.
    """

    id: str
    text: str
    words: list[str]
    offsets: list[tuple[int, int]]
    names: npt.NDArray[np.int64]
    maybe: npt.NDArray[np.bool_]
    weight: float = 1.0
    tags: npt.NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    starts: npt.NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    taught: npt.NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article with its labelled spans, in characters, before it is cut into words."""

    id: str
    text: str
    spans: Sequence[tuple[int, int, str]]
    scored: Sequence[tuple[int, int]]


def read_corpus(corpus: Corpus, config: Config, data: Path, nlp: Language) -> list[Example]:
    """Return the articles of `corpus` as examples."""
    path = Path(corpus.path) if corpus.path.startswith("./") else data / corpus.path
    articles = _read_gold(path) if corpus.format == "gold" else stretched(path, _labelled)
    complete = set(corpus.labels)
    maybe = np.array([tag == "O" or tag[2:] not in complete for tag in config.tags])
    return [
        example_of(article, corpus.rename, config, nlp, maybe=maybe, weight=corpus.weight)
        for article in articles
    ]


def read_texts(path: Path, config: Config, nlp: Language) -> list[Example]:
    """Return the articles of a file of stretches as examples without labels."""
    maybe = np.ones(len(config.tags), dtype=bool)
    articles = (Labelled(a.id, a.text, (), ()) for a in stretched(path, _labelled))
    return [example_of(a, {}, config, nlp, maybe=maybe, weight=0.0) for a in articles]


def _labelled(fields: Mapping[str, Any]) -> Labelled:
    # All labels of the corpus, where the reader of the gold tools keeps ours alone.
    spans = [(m["start"], m["end"], m["label"]) for m in fields["mentions"]]
    return Labelled(fields["id"], fields["text"], spans, fields["scored"])


def _read_gold(path: Path) -> Iterator[Labelled]:
    for gold in read_gold(path):
        text = gold.article.text
        spans = [(m.start, m.end, m.label) for m in gold.mentions]
        yield Labelled(gold.article.id, text, spans, [(0, len(text))])


def example_of(
    article: Labelled,
    rename: dict[str, str],
    config: Config,
    nlp: Language,
    *,
    maybe: npt.NDArray[np.bool_],
    weight: float,
) -> Example:
    """Return `article` cut into words; a name takes every word that it touches."""
    doc = nlp.make_doc(article.text)
    words, tokens = model_words(doc)
    offsets = [(doc[i].idx, doc[i].idx + len(doc[i])) for i in tokens]
    starts = [start for start, _ in offsets]
    ends = [end for _, end in offsets]
    names = np.full(len(words), UNKNOWN, dtype=np.int64)
    for start, end in article.scored:
        names[bisect_left(starts, start) : bisect_right(ends, end)] = 0
    index = {tag: i for i, tag in enumerate(config.tags)}
    for start, end, label in article.spans:
        called = rename.get(label, label)
        if called not in config.labels:
            continue
        first, stop = bisect_right(ends, start), bisect_left(starts, end)
        if first < stop:
            names[first:stop] = index[f"I-{called}"]
            names[first] = index[f"B-{called}"]
    return Example(article.id, article.text, words, offsets, names, maybe, weight)


def split(examples: Iterable[Example], dev_articles: Path) -> tuple[list[Example], list[Example]]:
    """Return `examples` for training and for development, by the fixed list of ids."""
    held = set(dev_articles.read_text(encoding="utf-8").split())
    train: list[Example] = []
    dev: list[Example] = []
    for example in examples:
        (dev if example.id in held else train).append(example)
    return train, dev
