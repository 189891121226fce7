"""Predict labelled articles with the pipeline and with the floors, for the scorer.

Evaluation itself never calls extraction; this module stands above both and brings them together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extract.annotate import Annotator
from extract.config import Settings
from extract.gold.floors import Floor, naive_floor
from extract.gold.model_floor import plain_model_floor
from extract.pipeline import load_model
from extract.records import assemble_record
from extract.resolve import resolve
from extract.schemas import Article, ArticleMentions, Record

#: Is told the name of what is predicted next.
Notice = Callable[[str], None]


def annotate(articles: Sequence[Article], settings: Settings) -> list[Record]:
    """Return the record of each article, without entities.

    Raises:
        ModelError: the model is missing or unsuitable.
    """
    return list(Annotator(settings).pipe(articles))


def predict(articles: Sequence[Article], settings: Settings) -> list[Record]:
    """Return the record of each article, entities resolved across all of them.

    Raises:
        ModelError: the model is missing or unsuitable.
    """
    records = annotate(articles, settings)
    resolution = resolve(map(ArticleMentions.of, records))
    return [
        assemble_record(
            record.article, record.mentions, links=resolution.links, warnings=record.warnings
        )
        for record in records
    ]


def predict_with_floors(
    articles: Sequence[Article],
    settings: Settings,
    *,
    floors: bool = True,
    notice: Notice = lambda _name: None,
) -> dict[str, list[Record]]:
    """Return named sets of predictions: ours, and the floors that any output must beat.

    Args:
        articles: without labels.
        settings: of our pipeline; its model is the plain model of the floor.
        floors: whether to add the plain model and the naive floor.
        notice: told what is predicted next, for a progress display.

    Raises:
        ModelError: the model is missing or unsuitable.
    """
    notice("extract")
    predictions = {"extract": predict(articles, settings)}
    if floors:
        ways: dict[str, Floor] = {
            "plain model": plain_model_floor(load_model(settings)),
            "naive": naive_floor,
        }
        for name, floor in ways.items():
            notice(name)
            predictions[name] = [floor(article) for article in articles]
    return predictions
