"""The first view of the page: how much there is, from where and when, and who is named most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from extract.report.data import MENTION_FIELDS, PageArticle, PageData
from extract.schemas import ENTITY_LABELS, LABELS, Frozen, Label

#: Views of the page in the order of its menu, and what the menu calls them.
VIEWS: dict[str, str] = {
    "overview": "Overview",
    "people": "People",
    "agencies": "Agencies",
    "places": "Places",
    "timeline": "Timeline",
    "map": "Map",
    "network": "Network",
    "counts": "Counts",
    "articles": "Articles",
    "open": "Left open",
}
#: Where the mentions of a label are listed.
VIEW_OF: dict[Label, str] = {
    "PERSON": "people",
    "AGENCY": "agencies",
    "LOCATION": "places",
    "DATE": "timeline",
    "COUNT": "counts",
}
#: Of each label, the most mentioned that are shown.
MOST_NAMED = 8


class Found(Frozen):
    """How much there is of one label: on the page, in the database, and how many distinct."""

    view: str
    mentions: int
    mentions_of: int
    entities: int | None
    entities_of: int | None


class Named(Frozen):
    """One of the most mentioned."""

    id: str
    name: str
    mentions: int


class Source(Frozen):
    """The articles of one source; None: those that name none."""

    name: str | None
    articles: int
    first: str | None
    last: str | None


class Overview(Frozen):
    """What the first view shows."""

    articles: int
    undated: int
    first: str | None
    last: str | None
    found: tuple[Found, ...]
    most_named: dict[str, tuple[Named, ...]]
    sources: tuple[Source, ...]
    open_dates: int
    unsure: int
    warned: int


def overview_of(data: PageData) -> Overview:
    """Return the first view of a page."""
    mentions: Counter[Label] = Counter()
    by_entity: Counter[int] = Counter()
    open_dates = 0
    for article in data.articles:
        for label, entity, value in _mentions(article):
            mentions[LABELS[label]] += 1
            by_entity[entity] += entity >= 0
            dated = data.values[value].keys() & {"start", "end"}
            open_dates += LABELS[label] == "DATE" and not dated
    distinct = Counter(LABELS[each.label] for each in data.entities)
    days = sorted(each.published for each in data.articles if each.published)
    return Overview(
        articles=len(data.articles),
        undated=sum(each.published is None for each in data.articles),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        found=tuple(
            Found(
                view=VIEW_OF[label],
                mentions=mentions[label],
                mentions_of=data.totals.mentions.get(label, 0),
                entities=distinct[label] if label in ENTITY_LABELS else None,
                entities_of=data.totals.entities.get(label, 0) if label in ENTITY_LABELS else None,
            )
            for label in VIEW_OF
        ),
        most_named={VIEW_OF[each]: _most_named(data, each, by_entity) for each in ENTITY_LABELS},
        sources=_sources(data),
        open_dates=open_dates,
        unsure=sum(each.open for each in data.decisions),
        warned=sum(bool(each.warnings) for each in data.articles),
    )


def _mentions(article: PageArticle) -> Iterator[tuple[int, int, int]]:
    """Yield the numbers of label, entity and value of each mention."""
    rows = article.mentions
    width = len(MENTION_FIELDS)
    return zip(rows[2::width], rows[3::width], rows[4::width], strict=True)


def _most_named(data: PageData, label: Label, mentions: Counter[int]) -> tuple[Named, ...]:
    number = LABELS.index(label)
    ranked = sorted(
        (each for each, entity in enumerate(data.entities) if entity.label == number),
        key=lambda each: (-mentions[each], data.entities[each].name),
    )
    return tuple(
        Named(id=data.entities[each].id, name=data.entities[each].name, mentions=mentions[each])
        for each in ranked[:MOST_NAMED]
    )


def _sources(data: PageData) -> tuple[Source, ...]:
    days: defaultdict[str | None, list[str | None]] = defaultdict(list)
    for article in data.articles:
        days[article.source].append(article.published)
    found = []
    for name, published in days.items():
        known = sorted(filter(None, published))
        found.append(
            Source(
                name=name,
                articles=len(published),
                first=known[0] if known else None,
                last=known[-1] if known else None,
            )
        )
    return tuple(
        sorted(found, key=lambda each: (each.name is None, -each.articles, each.name or ""))
    )
