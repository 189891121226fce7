"""JSON lines: records and entities as `extract run --jsonl --entities` writes them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from extract.schemas import Frozen
from extract.store import Feed


def write(feed: Feed, folder: Path) -> None:
    """Write records and entities, and what is deleted."""
    write_lines(folder / "records.jsonl", feed.records())
    write_lines(folder / "entities.jsonl", (entity for entity, _ in feed.entities()))
    if not feed.is_whole:
        write_lines(folder / "deleted.jsonl", feed.deletions())


def write_lines(path: Path, items: Iterable[Frozen]) -> None:
    """Write each item as a line of JSON."""
    with path.open("wb") as file:
        for item in items:
            file.write(item.model_dump_json().encode() + b"\n")
