"""Predict labelled articles with the pipeline and with the floors, for the scorer.

Evaluation itself never calls extraction; this module stands above both and brings them together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extract.annotate import Annotator
from extract.config import Settings
from extract.evaluate import GoldArticle, Linked
from extract.gold.floors import Floor, naive_floor
from extract.gold.model_floor import plain_model_floor
from extract.pipeline import load_model
from extract.records import assemble_record
from extract.resolve import resolve
from extract.schemas import Article, ArticleMentions, Evidence, Mention, Record, content_id

#: Is told the name of what is predicted next.
Notice = Callable[[str], None]


def annotate(articles: Sequence[Article], settings: Settings) -> list[Record]:
    """Return the record of each article, without entities.

    Raises:
        ModelError: the model is missing or unsuitable.
    """
    return list(Annotator(settings).pipe(articles))


def predict(articles: Sequence[Article], settings: Settings) -> Linked:
    """Return the record of each article, entities resolved across all of them.

    Raises:
        ModelError: the model is missing or unsuitable.
    """
    return _linked(annotate(articles, settings))


def link_gold(gold: Sequence[GoldArticle], records: Sequence[Record]) -> Linked:
    """Return the gold mentions, linked by resolution: what is wrong then is its mistake alone.

    What resolution knows of a mention is what `records` say of it; of those that they lack, what
    the label says.

    Args:
        gold: labelled articles.
        records: of our pipeline, one for each of them, in the same order.
    """
    return _linked([_as_labelled(each, record) for each, record in zip(gold, records, strict=True)])


def _as_labelled(gold: GoldArticle, record: Record) -> Record:
    found = {(each.label, each.start, each.end): each for each in record.mentions}
    article = gold.article
    mentions = (
        found.get((each.label, each.start, each.end))
        or Mention(
            id=content_id(article.id, each.label, str(each.start), str(each.end)),
            label=each.label,
            start=each.start,
            end=each.end,
            text=each.text,
            value=each.value,
            evidence=Evidence(by="gold"),
        )
        for each in gold.mentions
    )
    return assemble_record(article, mentions)


def _linked(records: Sequence[Record]) -> Linked:
    resolution = resolve(map(ArticleMentions.of, records))
    return Linked(
        [
            assemble_record(
                record.article, record.mentions, links=resolution.links, warnings=record.warnings
            )
            for record in records
        ],
        resolution.decisions,
    )


def predict_with_floors(
    articles: Sequence[Article],
    settings: Settings,
    *,
    floors: bool = True,
    notice: Notice = lambda _name: None,
) -> dict[str, Linked]:
    """Return named sets of predictions, linked: ours, and the floors that any output must beat.

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
            predictions[name] = Linked([floor(article) for article in articles])
    return predictions
