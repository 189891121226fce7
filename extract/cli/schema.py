"""`extract schema`: the formats of what goes in and what comes out."""

from __future__ import annotations

import json

import typer


def schema() -> None:
    """Print the JSON Schemas of what goes in and what comes out.

    Example: extract schema > schema.json
    """
    from extract.schemas import ArticleInput, Entity, Record

    schemas = {
        "input": ArticleInput.model_json_schema(),
        "record": Record.model_json_schema(mode="serialization"),
        "entity": Entity.model_json_schema(mode="serialization"),
    }
    typer.echo(json.dumps(schemas, indent=2, ensure_ascii=False))
