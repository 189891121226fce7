"""Invented articles with hard cases of identity: who is who when names are alike.

``stories/*.md`` hold them, a file for each kind of case. Whoever is named is marked with the entity
that is meant, as a link: ``[Tripoli](city:lb/tripoli)``. ``p`` is a person; any other kind is the
type of an agency or a place, where ``body`` and ``place`` are the type “other”; the country stands
before the stroke, and a country is its own. One target is one entity in all articles.

Some files were read while rules were written, the others were not: articles whose names begin with
the same word are one story, and chance puts a story into one half.

    python -m tests.identity.stories open      # scores of a half, and its errors
    python -m tests.identity.stories unread    # its scores alone
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, get_args

from extract.config import Settings
from extract.evaluate import Evaluation, GoldArticle, evaluate
from extract.measure import annotate, link_gold
from extract.records import assemble_record
from extract.schemas import ENTITY_LABELS, AgencyType, Article

Half = Literal["open", "unread"]

STORIES = Path(__file__).parent / "stories"
_HEADING = re.compile(r"^## (?P<name>[^\s,]+), (?P<published>[\d-]+)\n", re.MULTILINE)
_MARK = re.compile(r"\[(?P<text>[^\]]+)\]\((?P<kind>\w+):(?P<entity>[^)]+)\)")


def half_of(name: str) -> Half:
    """Return the half that the story of an article belongs to, which its first word decides."""
    story = name.split("-", maxsplit=1)[0]
    return "open" if hashlib.sha256(story.encode()).digest()[0] % 2 else "unread"


def read_stories(half: Half) -> list[GoldArticle]:
    """Return the articles of one half, with their people, agencies and places."""
    return [
        each
        for file in sorted(STORIES.glob("*.md"))
        for each in _articles(file.read_text(encoding="utf-8"))
        if half_of(each.article.id) == half
    ]


def _articles(page: str) -> list[GoldArticle]:
    _, *pieces = _HEADING.split(page)
    return [
        _article(name, published, marked.strip())
        for name, published, marked in zip(*[iter(pieces)] * 3, strict=True)
    ]


def _article(name: str, published: str, marked: str) -> GoldArticle:
    text, mentions, last = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        mentions.append(
            {
                "start": len(text),
                "end": len(text) + len(mark["text"]),
                "text": mark["text"],
                "entity": f"{mark['kind']}:{mark['entity']}",
                **_labelled(mark["kind"], mark["entity"]),
            }
        )
        text += mark["text"]
        last = mark.end()
    article = {"id": name, "published": published, "text": text + marked[last:]}
    return GoldArticle.model_validate({"article": Article(**article), "mentions": mentions})


def _labelled(kind: str, entity: str) -> dict[str, Any]:
    """Return the label and the value of a mention."""
    if kind == "p":
        return {"label": "PERSON", "value": {}}
    owner = entity if kind == "country" else entity.partition("/")[0]
    return {
        "label": "AGENCY" if kind == "body" or kind in get_args(AgencyType) else "LOCATION",
        "value": {
            "type": "other" if kind in {"body", "place"} else kind,
            "country": owner.upper() if len(owner) == 2 else None,
        },
    }


def score(stories: Sequence[GoldArticle]) -> Evaluation:
    """Return how well resolution groups the marked mentions: the measures that end in ``_gold``."""
    records = annotate([each.article for each in stories], Settings())
    bare = [assemble_record(each.article, ()) for each in stories]
    return evaluate(stories, bare, on_gold=link_gold(stories, records))


def table(scores: Evaluation) -> str:
    """Return the pairwise precision and recall, and B³ F1, of each label, as lines."""
    lines = []
    for label in ENTITY_LABELS:
        pairs = scores.score("pairwise_gold", label).ratios
        lines.append(
            f"{label:9}{scores.gold[label]:5} mentions"
            f"   pairwise P {pairs['precision']:.3f} R {pairs['recall']:.3f}"
            f"   B³ {scores.score('b_cubed_gold', label).value:.3f}"
        )
    return "\n".join(lines)


def _errors(scores: Evaluation) -> str:
    lines = []
    for error in scores.cluster_errors:
        lines.append(f"\n{error.kind} {error.label} ({error.pairs} pairs): {error.reason}")
        for part in error.parts:
            lines.append(f"  {part.entity}: {part.spellings}")
            lines += [
                f"      {m.article}: …{m.before}[{m.text}]{m.after}…" for m in part.mentions[:4]
            ]
    return "\n".join(lines)


if __name__ == "__main__":
    half: Half = "unread" if sys.argv[1:] == ["unread"] else "open"
    result = score(read_stories(half))
    sys.stdout.write(table(result) + "\n" + (_errors(result) if half == "open" else ""))
