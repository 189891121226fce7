"""How sure is sure: fit confidence to how often the model is right on articles not trained on."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import torch

from extract.newsmodel.model import NewsModel
from extract.newsmodel.packed import NETWORK
from training.config import Config
from training.data import Example
from training.scoring import gold_spans


def calibrate(folder: Path, config: Config, dev: Sequence[Example]) -> float:
    """Write the calibration of each label into the packed model; return the error that is left.

    The log-odds of a span, times a slope and with an offset, become those of its being right.
    A label with too few spans keeps its own odds.

    Returns:
        The expected calibration error over ten bins of confidence, over all labels: the mean
        distance between confidence and share right, weighted by spans.
    """
    _write(folder, {})
    fitted = {}
    for label, judged in _judged(folder, config, dev).items():
        if len(judged) >= 50:
            fitted[label] = _fit(judged)
    _write(folder, fitted)
    everything = [each for judged in _judged(folder, config, dev).values() for each in judged]
    return _error(everything)


def _judged(
    folder: Path, config: Config, dev: Sequence[Example]
) -> dict[str, list[tuple[float, bool]]]:
    judged = defaultdict(list)
    for example, reading in zip(
        dev, NewsModel(folder).read([each.words for each in dev]), strict=True
    ):
        gold = gold_spans(example, config.tags)
        for span in reading.spans:
            right = (span.start, span.stop, span.label) in gold
            judged[span.label].append((span.confidence, right))
    return judged


def _fit(judged: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    sure = torch.tensor([confidence for confidence, _ in judged]).clamp(1e-6, 1 - 1e-6)
    odds, right = torch.logit(sure), torch.tensor([float(right) for _, right in judged])
    line = torch.tensor([1.0, 0.0], requires_grad=True)
    optimiser = torch.optim.LBFGS([line], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        value = torch.nn.functional.binary_cross_entropy_with_logits(
            line[0] * odds + line[1], right
        )
        value.backward()
        return value

    optimiser.step(loss)
    slope, offset = line.detach().tolist()
    return round(slope, 4), round(offset, 4)


def _error(judged: Sequence[tuple[float, bool]]) -> float:
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for each in judged:
        bins[min(int(each[0] * 10), 9)].append(each)
    off = (abs(sum(c for c, _ in each) - sum(right for _, right in each)) for each in bins.values())
    return sum(off) / max(1, len(judged))


def _write(folder: Path, fitted: dict[str, tuple[float, float]]) -> None:
    path = folder / "config.json"
    packed = json.loads(path.read_text(encoding="utf-8"))
    packed["calibration"] = fitted
    content = (folder / NETWORK).read_bytes() + json.dumps(fitted, sort_keys=True).encode()
    packed["version"] = hashlib.sha256(content).hexdigest()[:12]
    path.write_text(json.dumps(packed, indent=1) + "\n", encoding="utf-8")
