"""From a trained network to a packed model: ONNX, 8-bit weights, and a check that they agree."""

from __future__ import annotations

import copy
import json
import shutil
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from extract.newsmodel.model import NewsModel
from extract.newsmodel.packed import NETWORK
from training.config import Config
from training.data import Example
from training.network import Network, encoder_folder
from training.scoring import decode
from training.silver import TAGS
from training.train import judge, pieces_of


class _SmallEmbedding(nn.Module):
    """An embedding in 8 bits, each row with a scale of its own: rare pieces have small numbers."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("numbers", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, pieces: Tensor) -> Tensor:
        return self.numbers[pieces].float() * self.scale[pieces]


class _Packed(nn.Module):
    """The network as it is used: log-probabilities of names, the best tag, the start's log-odds."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = copy.deepcopy(network)
        embeddings = self.network.encoder.embeddings
        embeddings.word_embeddings = _SmallEmbedding(embeddings.word_embeddings.weight.detach())

    def forward(
        self, pieces: Tensor, shapes: Tensor, first: Tensor, last: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        scores = self.network(pieces, shapes, None, first, last)
        return scores.names.log_softmax(-1), scores.tags.argmax(-1), scores.starts


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the packed model says what the network said, on articles not trained on.

    Attributes:
        spans: strict F1 of the one's names against the other's.
        tags: share of words with the same part of speech.
    """

    spans: float
    tags: float


def pack(network: Network, config: Config, folder: Path) -> None:
    """Write ``model.onnx``, ``tokenizer.json``, and ``config.json`` as yet without calibration."""
    folder.mkdir(parents=True, exist_ok=True)
    full = folder / "full.onnx"
    network = network.cpu().eval()
    pieces = torch.ones((1, 12), dtype=torch.int64)
    words = torch.arange(1, 9)[None]
    names = ["pieces", "shapes", "first", "last"]
    axes = {name: {1: "piece"} for name in names[:2]}
    axes |= {name: {1: "word"} for name in [*names[2:], "names", "tags", "starts"]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's remarks on what it traces
        torch.onnx.export(
            _Packed(network),
            (pieces, torch.zeros_like(pieces), words, words),
            str(full),
            input_names=names,
            output_names=["names", "tags", "starts"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
    # A scale for each column of a matrix: with one for the whole, a name in thirty comes out
    # otherwise than before.
    quantize_dynamic(
        full,
        folder / NETWORK,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        weight_type=QuantType.QInt8,
    )
    full.unlink()
    shutil.copy(encoder_folder(config.encoder.source) / "tokenizer.json", folder / "tokenizer.json")
    packed = {
        "name": config.name,
        "version": "",  # calibration gives it
        "labels": config.tags,
        "tags": TAGS,
        "max_pieces": config.max_pieces,
        "max_context": config.max_context,
        "calibration": {},
    }
    (folder / "config.json").write_text(json.dumps(packed, indent=1) + "\n", encoding="utf-8")


def agreement(
    network: Network, config: Config, folder: Path, examples: Sequence[Example]
) -> Agreement:
    """Return how far the packed model in `folder` agrees with `network` on `examples`."""
    before = judge(network, config, examples, pieces_of(config))
    after = NewsModel(folder).read([example.words for example in examples])
    same = total = tags = words = 0
    for (names, speech, _), reading in zip(before, after, strict=True):
        ours = {(span.start, span.stop, span.label) for span in reading.spans}
        theirs = set(decode(names, config.tags))
        same += len(ours & theirs)
        total += len(ours) + len(theirs)
        tags += int((speech.argmax(-1) == reading.tags).sum())
        words += len(reading.tags)
    return Agreement(2 * same / total if total else 1.0, tags / words if words else 1.0)
