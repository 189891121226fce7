"""One HTML file of the facts in a store.

Where to start reading: `report_page`. The page is made of ``page/``: a template, a style sheet and
scripts, which are put into the file, and the facts (``data.py``) as JSON. Its content security
policy allows these styles and scripts by their hashes, and nothing else: no network, no code of an
article's. The scripts write text, never markup.
"""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from extract import __version__
from extract.errors import ArticleError
from extract.report.data import Packer, PageData
from extract.report.overview import VIEWS, overview_of
from extract.report.world import outline
from extract.schemas import Frozen
from extract.store import Store

#: The largest page that is made unless more articles are asked for, in bytes.
MAX_BYTES = 15_000_000
#: What a try may take up before the share of everything else is known.
_FIRST_SHARE, _NEXT_SHARE = 0.9, 0.97
#: Scripts of the page, in the order in which they build on one another.
SCRIPTS = (
    "base",
    "facts",
    "tables",
    "entities",
    "articles",
    "timeline",
    "map",
    "network",
    "counts",
    "main",
)


class Page(Frozen):
    """A page, and how much of the database is in it."""

    html: str
    articles: int
    of: int


def report_page(
    store: Store,
    *,
    made: dt.date,
    title: str = "News facts",
    about: str | None = None,
    articles: int | None = None,
    max_bytes: int = MAX_BYTES,
) -> Page:
    """Return the page of what `store` holds.

    Args:
        store: of a database that is resolved.
        made: the day that stands on the page.
        title: its heading.
        about: only articles that mention an entity with this name or id.
        articles: how many at most; None: as many as fit.
        max_bytes: size of the page as UTF-8, unless `articles` is given.

    Raises:
        ArticleError: no entity is named `about`.
        StoreError: the database cannot be read.
    """
    entities = None
    if about is not None:
        entities = [each.id for each in store.entities(about)]
        if not entities:
            raise ArticleError(
                about, "names no entity in the database; list them all with “extract entities”"
            )
    ids = store.telling_articles(entities)
    wanted = ids if articles is None else ids[:articles]
    room = None if articles is not None else int(_FIRST_SHARE * max_bytes)
    while True:
        data = _data(store, wanted, room)
        html = _render(data, title=title, made=made, about=about, chosen=len(ids))
        size = len(html.encode())
        held = len(data.articles)
        if room is None or size <= max_bytes or held <= 1:
            return Page(html=html, articles=held, of=data.totals.articles)
        wanted = wanted[: max(1, int(held * _NEXT_SHARE * max_bytes / size))]


def _data(store: Store, ids: Sequence[str], room: int | None) -> PageData:
    """Return what the page knows of the articles `ids`, the first that fit into `room` bytes."""
    packer = Packer()
    taken = 0
    for record in store.records(ids):
        taken += len(packer.add(record).model_dump_json().encode())
        if room is not None and taken > room:
            break
    entities = list(store.entities_of(packer.entity_ids()))
    names = {(each.label, alias.name) for each in entities for alias in each.aliases}
    return packer.page(
        totals=store.totals(),
        copies=store.copies(each.id for each in packer.articles),
        entities=entities,
        decisions=store.decisions_among(names),
        failures=(entry.failure for entry in store.ledger.failures() if entry.failure),
    )


def _render(data: PageData, *, title: str, made: dt.date, about: str | None, chosen: int) -> str:
    style = _part("page.css")
    script = _script()
    return _template().render(
        title=title,
        made=made,
        about=about,
        chosen=chosen,
        version=__version__,
        overview=overview_of(data),
        totals=data.totals,
        failures=data.failures,
        views=VIEWS,
        style=Markup(style),  # noqa: S704 - a file of the package
        script=Markup(script),  # noqa: S704 - the same
        style_hash=_hash(style),
        script_hash=_hash(script),
        data=_embedded(data.model_dump_json()),
        map=_embedded(outline().model_dump_json()),
    )


def _embedded(text: str) -> Markup:
    """Return JSON that can stand in a script element: nothing in it can end that."""
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - it holds no markup any more


@cache
def _script() -> str:
    return "\n".join(
        ("(() => {", '"use strict";', *(_part(f"{each}.js") for each in SCRIPTS), "})();")
    )


def _part(name: str) -> str:
    return files("extract.report").joinpath("page", name).read_text(encoding="utf-8")


def _hash(code: str) -> str:
    """Return the source of an inline style or script for a content security policy."""
    return f"sha256-{b64encode(hashlib.sha256(code.encode()).digest()).decode()}"


def _day(day: dt.date | str) -> str:
    """Return a day, or one in ISO 8601, as a reader writes it."""
    date = dt.date.fromisoformat(str(day))
    return f"{date.day} {calendar.month_abbr[date.month]} {date.year}"


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("extract.report", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = _day
    return environment.get_template("page.html.j2")
