"""CoNLL: one token and its tag a line, a blank line between sentences, one file per article.

Kept: id (as the file name), tokens and the spans of mentions. Not kept: the space between tokens,
so that a text is read back with one space between tokens and one line per sentence; entities and
values.

Tags are written as B, I and O; the readers of IOB1, BIO and BIOES are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from extract.errors import ArticleError
from extract.evaluate.gold import GoldArticle
from extract.gold.formats.base import (
    Found,
    OutsideArticle,
    article_of,
    file_stem,
    files_in,
    id_of,
    outside_article,
    read_text,
    write_text,
)

SUFFIXES = (".conll", ".iob", ".bio", ".tsv")
_TOKEN = re.compile(r"\w+(?:[-’'.]\w+)*|[^\w\s]")
_TAG = re.compile(r"(?:(?P<place>[BIESLU])-(?P<label>\S+)|O)")
#: A line that opens an article in files that hold many.
_OPENING = "-DOCSTART-"


def read_conll(path: Path) -> list[OutsideArticle]:
    """Read a file, or all below a folder; a file that holds many articles is taken apart.

    The token is the first column, its tag the last.

    Raises:
        ArticleError: a line has no token or no tag.
    """
    return [each for file in files_in(path, *SUFFIXES) for each in _read(file)]


def _read(file: Path) -> Iterator[OutsideArticle]:
    suffix = next((suffix for suffix in SUFFIXES if file.name.endswith(suffix)), file.suffix)
    articles: list[list[list[tuple[str, str]]]] = [[[]]]
    for number, line in enumerate(read_text(file).split("\n"), start=1):
        columns = line.split()
        if not columns:
            articles[-1].append([])
        elif columns[0] == _OPENING:
            articles.append([[]])
        elif len(columns) < 2 or not _TAG.fullmatch(columns[-1]):
            raise ArticleError(
                f"{file}, line {number}",
                f"expected a token and a tag such as B-PERSON, got {line!r}",
            )
        else:
            articles[-1][-1].append((columns[0], columns[-1]))
    filled = [[each for each in sentences if each] for sentences in articles]
    filled = [sentences for sentences in filled if sentences]
    stem = id_of(file, suffix)
    for number, sentences in enumerate(filled, start=1):
        yield _article(sentences, stem if len(filled) == 1 else f"{stem}-{number}")


def _article(sentences: Sequence[Sequence[tuple[str, str]]], name: str) -> OutsideArticle:
    text = ""
    found: list[Found] = []
    for sentence in sentences:
        text += "\n" if text else ""
        goes_on: str | None = None
        for position, (token, tag) in enumerate(sentence):
            text += " " if position else ""
            start, end = len(text), len(text) + len(token)
            text += token
            match = _TAG.fullmatch(tag)
            label = match["label"] if match else None
            if label is None:
                goes_on = None
                continue
            place = match["place"] if match else None
            if place in {"I", "E", "L"} and goes_on == label:
                found[-1] = Found(label, found[-1].start, end)
            else:
                found.append(Found(label, start, end))
            goes_on = None if place in {"E", "S", "L", "U"} else label
    return outside_article(article_of(text, name=name), found)


def write_conll(articles: Sequence[GoldArticle], path: Path) -> None:
    """Write one ``.conll`` file per article into a folder."""
    for each in articles:
        write_text(path / f"{file_stem(each.article.id)}.conll", "".join(_lines(each)))


def _lines(gold: GoldArticle) -> Iterator[str]:
    """Yield token lines; a token never crosses the edge of a mention."""
    position = 0
    for mention in gold.mentions:
        yield from _tokens(gold.article.text, position, mention.start, label=None)
        yield from _tokens(gold.article.text, mention.start, mention.end, label=mention.label)
        position = mention.end
    yield from _tokens(gold.article.text, position, len(gold.article.text), label=None)


def _tokens(text: str, start: int, end: int, *, label: str | None) -> Iterator[str]:
    # A line break between mentions ends a sentence; one inside a mention does not.
    previous, first = start, True
    for token in _TOKEN.finditer(text, start, end):
        if label is None and "\n" in text[previous : token.start()]:
            yield "\n"
        tag = "O" if label is None else f"{'B' if first else 'I'}-{label}"
        yield f"{token[0]}\t{tag}\n"
        previous, first = token.end(), False
    if label is None and "\n" in text[previous:end]:
        yield "\n"
