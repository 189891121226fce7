"""FollowTheMoney entities, one JSON object a line, for Aleph and the tools around it.

People become `Person`, agencies `PublicBody`, `Company` or `Organization`, places `Address` with
their coordinates, articles `Article`. A `Documentation` links each article to each entity that it
names, with the spellings; an `UnknownLink` with the role “copy of” leads from a copy to the article
that stands for its story. Dates and counts have no counterpart. The names of schemata and
properties are those of FollowTheMoney 4.11; a test holds the output to them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from extract.export.jsonl import write_lines
from extract.schemas import Entity, Frozen, Record, content_id
from extract.store import Deletion, Feed, Place, Story

_BODIES = frozenset(
    {
        "intelligence",
        "military",
        "police",
        "ministry",
        "court",
        "prison",
        "legislature",
        "executive",
    }
)


class FtmEntity(Frozen):
    """One entity of FollowTheMoney: a property has a list of texts."""

    id: str
    schema_: str
    properties: dict[str, list[str]]

    def line(self) -> str:
        """Return it as a line of JSON."""
        content = {"id": self.id, "schema": self.schema_, "properties": self.properties}
        return json.dumps(content, ensure_ascii=False) + "\n"


def write(feed: Feed, folder: Path) -> None:
    """Write all entities into one file, and the ids of what is deleted into another."""
    with (folder / "entities.ftm.json").open("w", encoding="utf-8") as file:
        for entity, place in feed.entities():
            file.write(_thing(entity, place).line())
        for record, story in feed.records():
            for each in _documents(record, story):
                file.write(each.line())
    if not feed.is_whole:
        write_lines(folder / "deleted.jsonl", map(_deletion, feed.deletions()))


def _id(kind: str, own: str) -> str:
    # An article's id is whatever its source gave; FollowTheMoney takes letters and digits.
    return f"extract-{kind}-{content_id(own, length=32)}"


def _deletion(gone: Deletion) -> Deletion:
    merged = None if gone.merged_into is None else _id("entity", gone.merged_into)
    return Deletion(kind=gone.kind, id=_id(gone.kind, gone.id), merged_into=merged)


def _thing(entity: Entity, place: Place | None) -> FtmEntity:
    given = entity.attributes
    names = {"name": [entity.name], "alias": [each.name for each in entity.aliases]}
    countries = [code.lower() for code in given.get("countries", ())]
    if entity.label == "PERSON":
        return _made("Person", entity.id, names | {"position": given.get("roles", ())})
    if entity.label == "AGENCY":
        types = set(given.get("types", ()))
        schema = (
            "PublicBody"
            if types & _BODIES
            else "Company" if types == {"company"} else "Organization"
        )  # fmt: skip
        more = {"country": countries, "abbreviation": given.get("acronyms", ())}
        return _made(schema, entity.id, names | more)
    where: dict[str, Iterable[str | None]] = {"full": [entity.name], "country": countries}
    if place is not None:
        where["latitude"] = [str(place.lat)]
        where["longitude"] = [str(place.lon)]
        where["country"] = [*countries, place.country and place.country.lower()]
        where["city"] = [entity.name if place.type == "city" else None]
    return _made("Address", entity.id, names | where)


def _made(schema: str, own: str, properties: dict[str, Any]) -> FtmEntity:
    return FtmEntity(id=_id("entity", own), schema_=schema, properties=_filled(properties))


def _filled(properties: dict[str, Any]) -> dict[str, list[str]]:
    """Return the properties that have values, each value once."""
    kept = {name: [v for v in dict.fromkeys(values) if v] for name, values in properties.items()}
    return {name: values for name, values in kept.items() if values}


def _documents(record: Record, story: Story) -> Iterator[FtmEntity]:
    """Yield an article and its links."""
    article = record.article
    published = article.published and article.published.isoformat()
    about = {
        "name": [article.title or article.id],
        "fileName": [article.id],
        "title": [article.title],
        "publishedAt": [published],
        "sourceUrl": [article.url],
        "publisher": [article.source],
        "bodyText": [article.text],
    }
    document = _id("article", article.id)
    yield FtmEntity(id=document, schema_="Article", properties=_filled(about))
    spellings: dict[str, list[str]] = {}
    for mention in record.mentions:
        if mention.entity is not None:
            spellings.setdefault(mention.entity, []).append(mention.text)
    for entity, texts in spellings.items():
        link = {
            "document": [document],
            "entity": [_id("entity", entity)],
            "role": ["mentioned"],
            "date": [published],
            "namesMentioned": texts,
        }
        yield _link("Documentation", link, article.id, entity)
    if story.story != article.id:
        about = {
            "subject": [document],
            "object": [_id("article", story.story)],
            "role": ["copy of"],
            "date": [published],
        }
        yield _link("UnknownLink", about, article.id, "copy of", story.story)


def _link(schema: str, properties: dict[str, Any], *own: str) -> FtmEntity:
    identity = f"extract-link-{content_id(*own, length=32)}"
    return FtmEntity(id=identity, schema_=schema, properties=_filled(properties))
