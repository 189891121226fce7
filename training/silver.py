"""Parts of speech and sentence starts as a spaCy pipeline sees them: silver, not gold.

No corpus at hand has them, so the model learns them from spaCy's tagger and parser. What a
pipeline said of a text is kept on disk; the next run reads it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import spacy
from spacy.tokens import Doc

from extract.components.news_model import model_words
from extract.newsmodel.words import LINE_BREAK
from extract.pipeline import blank_pipeline
from training.data import Example

#: The fine-grained tags of the Penn Treebank as spaCy's English pipelines use them.
TAGS = [
    "$",
    "''",
    ",",
    "-LRB-",
    "-RRB-",
    ".",
    ":",
    "ADD",
    "AFX",
    "CC",
    "CD",
    "DT",
    "EX",
    "FW",
    "HYPH",
    "IN",
    "JJ",
    "JJR",
    "JJS",
    "LS",
    "MD",
    "NFP",
    "NN",
    "NNP",
    "NNPS",
    "NNS",
    "PDT",
    "POS",
    "PRP",
    "PRP$",
    "RB",
    "RBR",
    "RBS",
    "RP",
    "SYM",
    "TO",
    "UH",
    "VB",
    "VBD",
    "VBG",
    "VBN",
    "VBP",
    "VBZ",
    "WDT",
    "WP",
    "WP$",
    "WRB",
    "XX",
    "``",
]


def add_silver(examples: Sequence[Example], pipeline: str, kept_in: Path) -> None:
    """Give each example its tags and sentence starts."""
    kept_in.mkdir(parents=True, exist_ok=True)
    missing = []
    for example in examples:
        file = _file(example, pipeline, kept_in)
        if file.exists():
            kept = np.load(file)
            example.tags, example.starts = kept["tags"], kept["starts"]
        else:
            missing.append(example)
    if not missing:
        return
    nlp = spacy.load(pipeline, exclude=["ner", "lemmatizer", "attribute_ruler"])
    words = blank_pipeline()
    docs = (Doc(nlp.vocab, **_words_of(words.make_doc(example.text))) for example in missing)
    index = {tag: number for number, tag in enumerate(TAGS)}
    for example, doc in zip(missing, nlp.pipe(docs, batch_size=16), strict=True):
        _, tokens = model_words(doc)
        example.tags = np.array([index.get(doc[i].tag_, -1) for i in tokens], dtype=np.int64)
        starts = [bool(doc[i].is_sent_start) for i in tokens]
        for at, word in enumerate(example.words):
            if word == LINE_BREAK:
                example.tags[at] = -1
                if at + 1 < len(starts):
                    starts[at + 1] = True
        example.starts = np.array(starts, dtype=np.int64)
        np.savez(_file(example, pipeline, kept_in), tags=example.tags, starts=example.starts)


def _words_of(doc: Doc) -> dict[str, list[str] | list[bool]]:
    return {
        "words": [token.text for token in doc],
        "spaces": [bool(token.whitespace_) for token in doc],
    }


def _file(example: Example, pipeline: str, kept_in: Path) -> Path:
    content = "\0".join([pipeline, *example.words])
    return kept_in / f"{hashlib.sha256(content.encode()).hexdigest()[:24]}.npz"
