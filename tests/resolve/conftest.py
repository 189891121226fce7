"""Articles for resolution, written as inline markup.

``<p role="FSB colonel">Vadim Krasikov</p>`` is a person, ``<a …>`` an agency, ``<l …>`` a place;
``ref``, ``country``, ``type`` and ``acronym`` give what the annotator would have found.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable

import pytest

from extract.schemas import ArticleMentions, Mention, Resolution

#: (id, markup, publication day or None) → the article.
Reader = Callable[..., ArticleMentions]
#: (resolution, articles, label or None for all) → the mentions of each entity, sorted.
Clusters = Callable[..., list[list[str]]]

_LABELS = {"p": "PERSON", "a": "AGENCY", "l": "LOCATION"}
_TAG = re.compile(r"<(?P<tag>[pal])(?P<attributes>[^>]*)>(?P<text>.*?)</(?P=tag)>", re.DOTALL)
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


def read_markup(identity: str, markup: str, published: str | None = None) -> ArticleMentions:
    text, mentions, last = "", [], 0
    for match in _TAG.finditer(markup):
        text += markup[last : match.start()]
        value = dict(_ATTRIBUTE.findall(match["attributes"]))
        reference = value.pop("ref", None)
        start = len(text)
        text += match["text"]
        mentions.append(
            Mention(
                id=f"{identity}-{start:05}",
                label=_LABELS[match["tag"]],
                start=start,
                end=len(text),
                text=match["text"],
                value=value,
                evidence={"by": "test"},
                reference=reference,
            )
        )
        last = match.end()
    return ArticleMentions(
        id=identity,
        text=text + markup[last:],
        published=dt.date.fromisoformat(published) if published else None,
        mentions=tuple(mentions),
    )


@pytest.fixture(scope="session")
def article() -> Reader:
    """Return the reader of marked-up articles: (id, markup, published) → ArticleMentions."""
    return read_markup


@pytest.fixture(scope="session")
def clusters_of() -> Clusters:
    """Return what gives the clusters of a resolution as sorted lists of mention texts."""

    def clusters(
        resolution: Resolution, articles: Iterable[ArticleMentions], label: str | None = None
    ) -> list[list[str]]:
        found = {}
        for each in articles:
            for mention in each.mentions:
                if label in {None, mention.label}:
                    found.setdefault(resolution.links[mention.id], []).append(mention.text)
        return sorted(sorted(names) for names in found.values())

    return clusters
