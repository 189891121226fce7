"""Labelled articles in other formats: read them, write them, score against them.

    articles = read_labelled(Path("brat/"), "brat")
    evaluation = evaluate([each.gold for each in articles], [mask(...), ...])
    write_labelled(gold, Path("train.spacy"), "docbin")

What a round trip keeps is said at the head of each format's module.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extract.errors import ConfigError
from extract.evaluate.gold import GoldArticle
from extract.gold.formats.base import (
    Format,
    OutsideArticle,
    mask,
    valued_labels,
)
from extract.gold.formats.brat import read_brat, write_brat
from extract.gold.formats.conll import read_conll, write_conll
from extract.gold.formats.doccano import read_doccano, write_doccano
from extract.gold.formats.label_studio import read_label_studio, write_label_studio
from extract.gold.formats.stretches import read_stretches
from extract.gold.formats.timeml import read_timeml

__all__ = [
    "FORMATS",
    "Format",
    "OutsideArticle",
    "mask",
    "read_labelled",
    "valued_labels",
    "write_labelled",
]


def _read_docbin(path: Path) -> list[OutsideArticle]:
    from extract.gold.formats.docbin import read_docbin  # noqa: PLC0415 - spaCy is slow to import

    return read_docbin(path)


def _write_docbin(articles: Sequence[GoldArticle], path: Path) -> None:
    from extract.gold.formats.docbin import write_docbin  # noqa: PLC0415 - spaCy is slow to import

    write_docbin(articles, path)


FORMATS: dict[str, Format] = {
    "brat": Format("brat standoff, a folder: all but metadata", read_brat, write_brat),
    "conll": Format("token and tag, a folder: spans only", read_conll, write_conll),
    "label-studio": Format("Label Studio JSON: everything", read_label_studio, write_label_studio),
    "doccano": Format("doccano JSONL: all but values", read_doccano, write_doccano),
    "docbin": Format("spaCy DocBin: everything", _read_docbin, _write_docbin),
    "timeml": Format("TimeML (TempEval-3): dates", read_timeml, complete=True),
    "stretches": Format("JSON lines with scored stretches", read_stretches, complete=True),
}


def read_labelled(path: Path, name: str) -> list[OutsideArticle]:
    """Return the labelled articles of a file or folder in the format `name`.

    Raises:
        ConfigError: there is no such format.
        ArticleError: a file is not in that format.
        ConfigError: or there is no file of that format at `path`.
    """
    chosen = _format(name)
    articles = chosen.read(path)
    if chosen.complete:
        return articles
    used = frozenset(mention.label for each in articles for mention in each.gold.mentions)
    return [each.model_copy(update={"complete_labels": used}) for each in articles]


def write_labelled(articles: Sequence[GoldArticle], path: Path, name: str) -> None:
    """Write gold articles to a file or folder in the format `name`.

    Raises:
        ConfigError: there is no such format, or it is only read.
    """
    chosen = _format(name)
    if chosen.write is None:
        writable = ", ".join(each for each, form in FORMATS.items() if form.write)
        raise ConfigError(f"format “{name}” is only read; written are {writable}")
    chosen.write(articles, path)


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise ConfigError(f"there is no format “{name}”; there are {', '.join(FORMATS)}")
    return FORMATS[name]
