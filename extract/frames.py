"""Annotate articles in data frames: what Spark, Ray and others call in their own workers.

A record is what `extract.load` gives, with entities resolved in the article. Workers see no article
but their own; who is who across articles is told by `extract load`, where records come together.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar, cast

from extract.articles.building import METADATA, article_from_fields
from extract.config import Settings
from extract.errors import ArticleError, ConfigError
from extract.extractor import Extractor
from extract.schemas import Article, Failure, Record
from extract.versions import settings_version
from extract.workers.chunks import annotate_chunk

Frame = TypeVar("Frame")

#: What the frames that come out have, all of them strings: the article's id; its record, a line of
#: JSON, or null; why there is none, or null; the version of code, model and rules that made it; and
#: what the register of agencies and the gazetteer know of its mentions, a JSON object of their ids
#: by mention id, or null.
COLUMNS = ("article", "record", "error", "version", "known")

_Row = tuple[str, str | None, str | None, str, str | None]


def extract_frames(frames: Iterable[Frame], *, settings: Settings | None = None) -> Iterator[Frame]:
    """Yield, for each frame of articles, a frame of their records: a row for each row, in order.

    The model is loaded once in a process, however often this is called there with these settings.

    Args:
        frames: pandas data frames, or Arrow tables or record batches. They have a column `text`
            and may have `id`, `title`, `source`, `url`, `published` and `language`; other columns
            are ignored.
        settings: what decides the output; the defaults when left out.

    Returns:
        Frames of the kind that was given, with the columns `COLUMNS`. An article that cannot be
        read or annotated has its reason in `error`, and the others go on.

    Raises:
        ConfigError: a frame is of another kind, or has no column `text`.
        ModelError: the model is missing or unsuitable; the message says what to install.
    """
    for frame in frames:
        rows = _rows(frame)
        yield _like(frame, list(_extracted(rows, settings or Settings())))


def _extracted(rows: Iterable[Mapping[str, Any]], settings: Settings) -> Iterator[_Row]:
    version = _version(settings)
    found = [_article(row, number, settings) for number, row in enumerate(rows)]
    articles = [each for each in found if isinstance(each, Article)]
    # Chunks as small as those of a run: large ones are slower, and take several times the memory.
    results = (
        result
        for first in range(0, len(articles), settings.batch_size)
        for result in annotate_chunk(
            _loaded(settings), tuple(articles[first : first + settings.batch_size])
        )
    )
    for each in found:
        result = next(results) if isinstance(each, Article) else each
        if isinstance(result, Record):
            known = {each.id: each.reference for each in result.mentions if each.reference}
            line = result.model_dump_json()
            yield result.article.id, line, None, version, json.dumps(known, sort_keys=True)
        else:
            yield result.article, None, result.error, version, None


@lru_cache(maxsize=1)
def _version(settings: Settings) -> str:
    return settings_version(settings)


@lru_cache(maxsize=1)
def _loaded(settings: Settings) -> Extractor:
    return Extractor(settings)


def _article(row: Mapping[str, Any], number: int, settings: Settings) -> Article | Failure:
    identity = row.get("id")
    name = f"row {number} of its frame" if identity is None else str(identity)
    try:
        return article_from_fields(row, name=name, max_chars=settings.max_chars)
    except ArticleError as error:
        return Failure(article=error.article, stage="read", error=error.reason)


def _rows(frame: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - neither library is imported here
    """Return the rows of a frame, with None for what is missing."""
    library = type(frame).__module__.partition(".")[0]
    if library == "pandas":
        names = list(frame.columns)
    elif library == "pyarrow":
        names = frame.schema.names
    else:
        raise ConfigError(
            f"a frame is a {type(frame).__name__}, expected a pandas DataFrame, an Arrow Table or"
            " a RecordBatch: set the batch format of your engine to one of them"
        )
    if "text" not in names:
        shown = ", ".join(map(str, names)) or "none"
        raise ConfigError(f"a frame has no column “text” (columns: {shown}): rename the one meant")
    wanted = [name for name in ("text", *METADATA) if name in names]
    if library == "pyarrow":
        found = frame.select(wanted).to_pylist()
    else:
        chosen = frame[wanted].astype(object)
        found = chosen.where(chosen.notna(), None).to_dict("records")
    return cast("list[dict[str, Any]]", found)


def _like(frame: Any, rows: list[_Row]) -> Any:  # noqa: ANN401 - the same
    """Return a frame of the kind of `frame`."""
    values = {name: [row[place] for row in rows] for place, name in enumerate(COLUMNS)}
    if type(frame).__module__.startswith("pandas"):
        return type(frame)(values, columns=list(COLUMNS), dtype=object)
    arrow = importlib.import_module("pyarrow")  # it is there, where a frame of it is
    schema = arrow.schema([(name, arrow.string()) for name in COLUMNS])
    return type(frame).from_pydict(values, schema=schema)
