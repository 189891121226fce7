"""JSON lines: records and entities as `extract run` writes them, stories and decisions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from extract.schemas import Frozen
from extract.store import Feed


def write(feed: Feed, folder: Path) -> None:
    """Write records with their stories, entities and decisions, and what is deleted."""
    records, stories = folder / "records.jsonl", folder / "stories.jsonl"
    with records.open("wb") as of_records, stories.open("wb") as of_stories:
        for record, story in feed.records():
            _write_line(of_records, record)
            _write_line(of_stories, story)
    write_lines(folder / "entities.jsonl", (entity for entity, _ in feed.entities()))
    write_lines(folder / "decisions.jsonl", feed.decisions())
    if not feed.is_whole:
        write_lines(folder / "deleted.jsonl", feed.deletions())


def write_lines(path: Path, items: Iterable[Frozen]) -> None:
    """Write each item as a line of JSON."""
    with path.open("wb") as file:
        for item in items:
            _write_line(file, item)


def _write_line(file: BinaryIO, item: Frozen) -> None:
    file.write(item.model_dump_json().encode() + b"\n")
