"""Gold articles: news labelled by reading, one JSON file per article.

A file is laid out with one mention per line, so that a change of one label is a change of one
line. Only the fields that the annotation guidelines ask for are written; coordinates, intervals
and the like belong to the output, not to the gold.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, model_validator

from extract.errors import ArticleError, ConfigError
from extract.schemas import ENTITY_LABELS, Article, Frozen, Label, TypedByLabel, Value

#: What the guidelines ask for, per label; the order is that of the file.
GUIDELINE_FIELDS: dict[Label, tuple[str, ...]] = {
    "PERSON": ("role",),
    "AGENCY": ("type", "country"),
    "DATE": ("edtf",),
    "COUNT": ("low", "high", "bound", "unit", "unit_class", "basis", "party"),
    "LOCATION": ("type", "country"),
}


class GoldMention(TypedByLabel):
    """One mention as it was labelled; `hard` when the guidelines do not decide it."""

    label: Label
    start: int = Field(ge=0)
    end: int
    text: str
    entity: str | None = None
    value: Value
    hard: bool = False
    reason: str | None = Field(default=None, description="why it is hard, in one line")

    @model_validator(mode="after")
    def _entity_where_one_can_be(self) -> GoldMention:
        if self.entity is not None and self.label not in ENTITY_LABELS:
            raise ValueError(f"a {self.label} has no entity, but {self.text!r} has {self.entity!r}")
        return self


class GoldArticle(Frozen):
    """One labelled article; `mentions` are sorted by `start` and do not overlap."""

    format: Literal["1"] = "1"
    guidelines: Literal["1"] = "1"
    made_by: Literal["reading", "machine"] = "reading"
    tags: tuple[str, ...] = Field(default=(), description="slices that the article belongs to")
    article: Article
    mentions: tuple[GoldMention, ...] = ()

    @model_validator(mode="after")
    def _offsets_quote_the_text(self) -> GoldArticle:
        last = 0
        for mention in self.mentions:
            where = f"{mention.label} {mention.text!r} at {mention.start}–{mention.end}"
            if self.article.text[mention.start : mention.end] != mention.text or not mention.text:
                raise ValueError(f"{where} does not quote the text")
            if mention.start < last:
                raise ValueError(f"{where} overlaps the mention before it, or is out of order")
            last = mention.end
        return self


def read_gold(path: Path) -> list[GoldArticle]:
    """Return the gold articles of a file, or of all ``.json`` files below a folder, by path.

    ``scores.json``, which keeps the figures of an earlier run, is left out.

    Raises:
        ArticleError: a file is not a gold article; the message names the file and the field.
        ConfigError: there is no gold file at or below `path`.
    """
    if path.is_dir():
        files = sorted(file for file in path.rglob("*.json") if file.name != "scores.json")
    else:
        files = [path]
    if not files or not path.exists():
        raise ConfigError(f"no gold files (*.json) at {path}: check the path")
    return [_read(file) for file in files]


def _read(file: Path) -> GoldArticle:
    try:
        return GoldArticle.model_validate_json(file.read_text(encoding="utf-8"))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the file"
        reason = f"not a gold article: {field}: {first['msg']}; see gold/README.md"
        raise ArticleError(str(file), reason) from error


def write_gold(gold: GoldArticle, path: Path) -> None:
    """Write one gold article to `path`, one mention per line; the same article, the same bytes."""
    head = gold.model_dump(mode="json", exclude={"mentions"})
    lines = [f"{_json(name)}: {_json(value)}" for name, value in head.items()]
    mentions = ",\n".join(f"  {_json(_fields(mention))}" for mention in gold.mentions)
    lines.append(f'"mentions": [\n{mentions}\n]' if mentions else '"mentions": []')
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{" + ",\n".join(lines) + "}\n", encoding="utf-8", newline="\n")


def _fields(mention: GoldMention) -> dict[str, object]:
    dumped: dict[str, object] = mention.model_dump(mode="json", exclude={"value"})
    value = mention.value.model_dump(mode="json", include=set(GUIDELINE_FIELDS[mention.label]))
    ordered = {name: value[name] for name in GUIDELINE_FIELDS[mention.label]}
    position = list(dumped).index("hard")
    items = list(dumped.items())
    return dict([*items[:position], ("value", ordered), *items[position:]])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
