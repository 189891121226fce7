"""The model card: what a packed model was made from, how good it is, and on what terms."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from extract.newsmodel.model import NewsModel
from extract.newsmodel.packed import NETWORK
from training.config import Config
from training.data import Example
from training.export import Agreement
from training.scoring import Score, region_of, score

_LABELS = ("names", "PERSON", "AGENCY", "LOCATION", "DATE", "NORP", "MONEY", "PRODUCT", "MISC")


def write_card(
    folder: Path,
    config: Config,
    dev: Sequence[Example],
    *,
    agreement: Agreement,
    calibration_error: float,
    today: dt.date,
) -> Mapping[str, Score]:
    """Write ``README.md`` into the packed model in `folder`; return the scores in it."""
    readings = NewsModel(folder).read([example.words for example in dev])
    spans = [[(s.start, s.stop, s.label) for s in reading.spans] for reading in readings]
    scores = score(dev, spans, config.tags)
    size = (folder / NETWORK).stat().st_size / 1e6
    text = f"""# {config.name}

A token classifier for English news: names of people, agencies and places, dates and some others,
parts of speech, sentence starts. Read by `extract.newsmodel`.

| | |
|---|---|
| packed | {today.isoformat()}, {size:.1f} MB, 8-bit weights |
| encoder | `{config.encoder.source}`, {config.encoder.licence} |
| names learnt from | {_sources(config)} |
| parts of speech and sentence starts learnt from | what `{config.silver}` says of the same texts |
| teacher | {_teacher(config)} |
| seed, epochs | {config.seed}, {config.epochs} |
| never trained on | {len(dev)} articles, listed in `{config.dev_articles}` |

## Terms of the weights

**{config.weights_licence}**: they were learnt from data under those terms. The code around them is
under the terms of the project.

## Scores

Strict spans on the articles that were never trained on, by `python -m training`:

| label | P | R | F1 | gold |
|---|---|---|---|---|
{_rows(scores)}

*names* is PERSON, AGENCY and LOCATION together. Names of the packed model, agreed within each
article, and of the network before packing agree to F1 {agreement.spans:.3f}, parts of speech in
{agreement.tags:.3f} of words. Confidence is off by {calibration_error:.3f} on average (ten bins).

By region, F1 of names:

{_by_region(dev, spans, config)}

## Limits

English news only. Labels of the training data waver where a name is a body or a place by turns, and
where a title belongs to a name. Names of one word are the hardest; what the rest of an article says
of them decides.
"""
    (folder / "README.md").write_text(text, encoding="utf-8")
    return scores


def _sources(config: Config) -> str:
    return "; ".join(f"`{Path(corpus.path).name}`" for corpus in config.corpora)


def _teacher(config: Config) -> str:
    if config.teacher is None:
        return "none"
    texts = ", ".join(f"`{text}`" for text in config.teacher.texts) or "none"
    return f"{', '.join(f'`{run}`' for run in config.teacher.runs)}; texts without labels: {texts}"


def _rows(scores: Mapping[str, Score]) -> str:
    return "\n".join(
        f"| {label} | {s.precision:.3f} | {s.recall:.3f} | {s.f1:.3f} | {s.gold} |"
        for label in _LABELS
        if (s := scores.get(label))
    )


def _by_region(
    dev: Sequence[Example], spans: Sequence[Sequence[tuple[int, int, str]]], config: Config
) -> str:
    regions: dict[str, list[int]] = defaultdict(list)
    for index, example in enumerate(dev):
        regions[region_of(example.id)].append(index)
    cells = []
    for region, members in sorted(regions.items()):
        found = score([dev[i] for i in members], [spans[i] for i in members], config.tags)
        if "names" in found:
            cells.append(f"{region} {found['names'].f1:.2f} ({found['names'].gold})")
    return ", ".join(cells)
