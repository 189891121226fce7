"""Label Studio JSON: a list of tasks, each with its annotations.

Kept: everything. Entities and values stand in the note of a region (``meta.text``), the article's
metadata beside its text. Machine-made labels are written as predictions.

The format: https://labelstud.io/guide/task_format. Offsets are code points since 2022; before that
they were UTF-16 units, which is told from the words that a region quotes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from extract.errors import ArticleError
from extract.evaluate.gold import GoldArticle, GoldMention
from extract.gold.formats.base import (
    Found,
    OutsideArticle,
    article_of,
    details_of,
    files_in,
    metadata_of,
    outside_article,
    read_text,
    write_text,
)

#: The names that our export gives to the parts of the labelling interface.
_FROM, _TO = "label", "text"


def read_label_studio(path: Path) -> list[OutsideArticle]:
    """Read an export in JSON, or all below a folder.

    Of several annotations of a task the one that is marked as ground truth is taken, else the first
    that was not cancelled; predictions only where there is no annotation.

    Raises:
        ArticleError: the file is not such an export, or a region does not quote the text.
    """
    articles = []
    for file in files_in(path, ".json"):
        try:
            tasks = json.loads(read_text(file))
            articles += [_article(task) for task in tasks]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            reason = f"is not an export of Label Studio in JSON: {error!r}; not JSON-MIN, for one"
            raise ArticleError(str(file), reason) from error
    return articles


def _article(task: Mapping[str, Any]) -> OutsideArticle:
    data = dict(task["data"])
    text, tags = data.pop("text"), data.pop("tags", ())
    article = article_of(text, name=str(task.get("id", "task")), metadata=data)
    done = [each for each in task.get("annotations", ()) if not each.get("was_cancelled")]
    chosen = sorted(done, key=lambda each: not each.get("ground_truth"))[:1]
    made_by = "reading" if chosen or not task.get("predictions") else "machine"
    results = (chosen or task.get("predictions") or [{"result": []}])[0]["result"]
    found = [each for region in results for each in _found(region, text)]
    return outside_article(
        article, found, tags=tags, made_by="machine" if made_by == "machine" else "reading"
    )


def _found(region: Mapping[str, Any], text: str) -> Iterator[Found]:
    value = region.get("value", {})
    labels = value.get("labels") or value.get("hypertextlabels")
    if not labels:
        return
    start, end, quoted = value["start"], value["end"], value.get("text")
    if quoted is not None and text[start:end] != quoted:
        units = text.encode("utf-16-le", "surrogatepass")
        try:
            start = len(units[: 2 * start].decode("utf-16-le"))
            end = len(units[: 2 * end].decode("utf-16-le"))
        except UnicodeDecodeError:
            end = start
        if text[start:end] != quoted:
            raise ValueError(f"the region {quoted!r} does not stand at {value['start']}")
    yield Found(labels[0], start, end, _details(region))


def _details(region: Mapping[str, Any]) -> dict[str, Any]:
    notes = region.get("meta", {}).get("text", ())
    ours = [note for note in notes if isinstance(note, str) and note.startswith("{")]
    return dict(json.loads(ours[0])) if ours else {}


def write_label_studio(articles: Sequence[GoldArticle], path: Path) -> None:
    """Write all articles to one file, to be imported as tasks.

    The labelling interface needs ``<Labels name="label" toName="text">`` and
    ``<Text name="text" value="$text"/>``.
    """
    tasks = [_task(each) for each in articles]
    write_text(path, json.dumps(tasks, ensure_ascii=False, indent=1) + "\n")


def _task(gold: GoldArticle) -> dict[str, Any]:
    metadata = metadata_of(gold)
    made_by = metadata.pop("made_by")
    result = [_region(mention) for mention in gold.mentions]
    key, more = ("annotations", {}) if made_by == "reading" else ("predictions", {"score": None})
    return {"data": {"text": gold.article.text, **metadata}, key: [{"result": result, **more}]}


def _region(mention: GoldMention) -> dict[str, Any]:
    region: dict[str, Any] = {
        "id": str(mention.start),
        "from_name": _FROM,
        "to_name": _TO,
        "type": "labels",
        "value": {
            "start": mention.start,
            "end": mention.end,
            "text": mention.text,
            "labels": [mention.label],
        },
    }
    if details := details_of(mention):
        region["meta"] = {"text": [json.dumps(details, ensure_ascii=False)]}
    return region
