"""The model of names that comes with extract: names, parts of speech and sentence starts, at once.

It takes the place of a spaCy pipeline's tagger, sentence recogniser and entity recogniser. Articles
are read in windows that end with sentences, one at a time, so that a reading hangs on its article
alone; a long article is read to its end.

It does not judge: titles, generic bodies and the like are the business of the components after it,
which read what it writes as they read any other pipeline's.

Assigns: ``token.tag``, ``token.sent_start``, ``doc.ents`` (labels `extract.newsmodel` was trained
with, among them PERSON, AGENCY, LOCATION, DATE and NORP), and ``doc.spans["news_model"]``, the same
spans with their calibrated confidence, 0 to 1, in ``attrs["scores"]``.

Measured: ``extract/newsmodel/weights/README.md``, the model card.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from spacy.attrs import SENT_START, TAG  # type: ignore[import-not-found]  # spaCy ships no stub
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import minibatch

from extract.newsmodel.model import NewsModel, Reading
from extract.newsmodel.packed import PACKED
from extract.newsmodel.words import LINE_BREAK

GROUP = "news_model"


@Language.factory(
    "extract_news_model",
    assigns=["doc.ents", "doc.spans", "token.tag", "token.sent_start"],
    default_config={"folder": None, "threads": 1},
)
class NewsModelPipe:
    """Run a packed model over documents.

    Args:
        nlp: the pipeline, for its vocabulary.
        name: the name of this pipe.
        folder: of a packed model; None for the one that comes with the package.
        threads: that read at once.

    Raises:
        ModelError: the folder holds no packed model.
    """

    def __init__(self, nlp: Language, name: str, folder: str | None, threads: int) -> None:
        self.name = name
        self.model = NewsModel(Path(folder) if folder else PACKED, threads=threads)
        strings = nlp.vocab.strings
        self._tags = np.array([strings.add(t) for t in self.model.packed.tags], dtype=np.uint64)
        self._space = strings.add("_SP")
        for label in self.model.packed.labels[1:]:
            strings.add(label[2:])

    def __call__(self, doc: Doc) -> Doc:
        """Annotate `doc` and return it."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 16) -> Iterator[Doc]:
        """Annotate the documents of `stream`, `batch_size` of them together."""
        for docs in minibatch(stream, batch_size):  # type: ignore[no-untyped-call]  # spaCy's
            worded = [model_words(doc) for doc in docs]
            readings = self.model.read([words for words, _ in worded])
            for doc, (words, tokens), reading in zip(docs, worded, readings, strict=True):
                self.set_annotations(doc, words, tokens, reading)
                yield doc

    def set_annotations(
        self, doc: Doc, words: list[str], tokens: list[int], reading: Reading
    ) -> None:
        """Write what the model says of the `words` to the `tokens` of `doc` that they are."""
        if not tokens:
            return
        where = np.array(tokens)
        values = np.empty((len(doc), 2), dtype=np.uint64)
        values[:, 0] = self._space
        values[:, 1] = np.uint64(2**64 - 1)  # spaCy's −1: no sentence begins here
        is_word = np.array([word != LINE_BREAK for word in words])
        values[where[is_word], 0] = self._tags[reading.tags[is_word]]
        values[where[reading.starts], 1] = 1
        values[0, 1] = 1
        doc.from_array([TAG, SENT_START], values)  # type: ignore[arg-type]  # its stub knows no uint64
        spans = [
            Span(doc, tokens[span.start], tokens[span.stop - 1] + 1, label=span.label)
            for span in reading.spans
        ]
        doc.ents = spans
        doc.spans[GROUP] = SpanGroup(
            doc, name=GROUP, spans=spans, attrs={"scores": [s.confidence for s in reading.spans]}
        )


def model_words(doc: Doc) -> tuple[list[str], list[int]]:
    """Return the words of `doc` as the model reads them, and the token that each is.

    White space is no word, but a line break is one: it ends headings and sentences.
    """
    words: list[str] = []
    tokens: list[int] = []
    for token in doc:
        text = token.text
        if text.isspace():
            if "\n" not in text:
                continue
            text = LINE_BREAK
        words.append(text)
        tokens.append(token.i)
    return words, tokens


def confidences(doc: Doc) -> dict[tuple[int, int], float]:
    """Return how sure the model is of each name of `doc`, by its tokens; {} of other models."""
    if GROUP not in doc.spans:
        return {}
    group = doc.spans[GROUP]
    return {
        (span.start, span.end): round(score, 3)
        for span, score in zip(group, group.attrs["scores"], strict=True)
    }
