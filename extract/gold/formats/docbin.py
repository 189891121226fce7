"""spaCy DocBin: the form that ``spacy train`` takes. The only format that needs spaCy.

Kept: everything. Mentions are ``doc.ents``, their entities knowledge-base ids; values and what the
article has beside its text stand in ``doc.user_data["extract"]``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.util import get_lang_class

from extract.errors import ArticleError
from extract.evaluate.gold import GoldArticle
from extract.gold.formats.base import (
    Found,
    OutsideArticle,
    article_of,
    details_of,
    files_in,
    metadata_of,
    outside_article,
)

_KEY = "extract"
#: The span group that ``spancat`` reads and writes, for files that have no entities.
_SPANS = "sc"


def read_docbin(path: Path) -> list[OutsideArticle]:
    """Read a ``.spacy`` file, or all below a folder; ``doc.ents``, or else ``doc.spans["sc"]``.

    Raises:
        ArticleError: the file is not a DocBin.
    """
    nlp = _blank()
    return [
        _article(doc, f"{file.stem}-{number}")
        for file in files_in(path, ".spacy")
        for number, doc in enumerate(_docs(file, nlp), start=1)
    ]


def write_docbin(articles: Sequence[GoldArticle], path: Path) -> None:
    """Write all articles to one file, in spaCy's tokens, cut at the edges of mentions."""
    nlp = _blank()
    path.parent.mkdir(parents=True, exist_ok=True)
    DocBin(store_user_data=True, docs=(_doc(each, nlp) for each in articles)).to_disk(path)


def _blank() -> Language:
    return get_lang_class("en")()


def _docs(file: Path, nlp: Language) -> Iterator[Doc]:
    try:
        yield from DocBin().from_disk(file).get_docs(nlp.vocab)
    # What broken bytes raise depends on where they break: zlib, msgpack or the strings.
    except Exception as error:
        raise ArticleError(str(file), f"is not a spaCy DocBin: {error!r}") from error


def _article(doc: Doc, name: str) -> OutsideArticle:
    stored: Mapping[str, Any] = doc.user_data.get(_KEY, {})
    metadata: Mapping[str, Any] = stored.get("article", {})
    spans = doc.ents or doc.spans.get(_SPANS, ())
    # Details belong to their span: a span that was moved since has none.
    details: Mapping[str, Any] = stored.get("mentions", {})
    found = [
        Found(
            span.label_,
            span.start_char,
            span.end_char,
            dict(details.get(f"{span.start_char}-{span.end_char}", {}))
            | ({"entity": span.kb_id_} if span.kb_id_ else {}),
        )
        for span in spans
    ]
    return outside_article(
        article_of(doc.text, name=name, metadata=metadata),
        found,
        tags=metadata.get("tags", ()),
        made_by=metadata.get("made_by", "reading"),
    )


def _doc(gold: GoldArticle, nlp: Language) -> Doc:
    edges = {edge for mention in gold.mentions for edge in (mention.start, mention.end)}
    made = nlp.make_doc(gold.article.text)
    words, spaces = [], []
    for token in made:
        end = token.idx + len(token)
        cuts = [token.idx, *sorted(edge for edge in edges if token.idx < edge < end), end]
        pieces = [gold.article.text[start:stop] for start, stop in pairwise(cuts)]
        words += pieces
        spaces += [False] * (len(pieces) - 1) + [bool(token.whitespace_)]
    doc = Doc(nlp.vocab, words=words, spaces=spaces)
    doc.set_ents([_span(doc, gold, index) for index in range(len(gold.mentions))])
    doc.user_data[_KEY] = {
        "article": metadata_of(gold),
        "mentions": {f"{each.start}-{each.end}": details_of(each) for each in gold.mentions},
    }
    return doc


def _span(doc: Doc, gold: GoldArticle, index: int) -> Span:
    mention = gold.mentions[index]
    span = doc.char_span(
        mention.start, mention.end, label=mention.label, kb_id=mention.entity or ""
    )
    if span is None:  # only a mention that ends in the space after a token
        raise ArticleError(
            gold.article.id,
            f"{mention.text!r} at {mention.start} begins or ends in space, which spaCy cannot hold;"
            " run “extract gold check”",
        )
    return span
