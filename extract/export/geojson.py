"""GeoJSON (RFC 7946): a point for every place whose coordinates are known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from extract.export.jsonl import write_lines
from extract.schemas import Entity
from extract.store import Feed, Place


def write(feed: Feed, folder: Path) -> None:
    """Write the places as one collection of features, and what is deleted."""
    with (folder / "places.geojson").open("w", encoding="utf-8") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        separator = "\n"
        for entity, place in feed.entities():
            if place is not None:
                file.write(separator + json.dumps(_feature(entity, place), ensure_ascii=False))
                separator = ",\n"
        file.write("\n]}\n")
    if not feed.is_whole:
        gone = (each for each in feed.deletions() if each.kind == "entity")
        write_lines(folder / "deleted.jsonl", gone)


def _feature(entity: Entity, place: Place) -> dict[str, Any]:
    properties = {
        "name": entity.name,
        "aliases": [alias.name for alias in entity.aliases],
        "type": place.type,
        "country": place.country,
        "geonames": place.geonames,
        "mentions": entity.mentions,
        "articles": entity.articles,
        "stories": entity.stories,
        "first_seen": entity.first_seen and entity.first_seen.isoformat(),
        "last_seen": entity.last_seen and entity.last_seen.isoformat(),
    }
    geometry = {"type": "Point", "coordinates": [place.lon, place.lat]}
    return {"type": "Feature", "id": entity.id, "geometry": geometry, "properties": properties}
