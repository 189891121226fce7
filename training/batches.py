"""Batches of windows, as tensors, in a random order that the seed decides."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np
import torch
from torch import Tensor

from extract.newsmodel.words import SHAPES, Window, WordPieces, shape_of, windows_of
from training.config import Config
from training.data import UNKNOWN, Example
from training.network import Inputs

_CASED = [SHAPES.index(s) for s in ("lower", "title", "title-foreign", "upper", "capital", "mixed")]
#: What each letter-bearing shape becomes under each kind of noise.
_NOISES = [SHAPES.index(shape) for shape in ("upper", "lower", "lower", "title")]


@dataclass(frozen=True, slots=True)
class Targets:
    """What the labels say of the words of a batch; `UNKNOWN` where they say nothing.

    Attributes:
        names: window × word, the index of the tag.
        maybe: window × tag, what a word without a name may be all the same.
        weight: window, of the labels.
        tags: window × word.
        starts: window × word.
        taught: window × word × tag, a teacher's log-probabilities; NaN where there is none.
    """

    names: Tensor
    maybe: Tensor
    weight: Tensor
    tags: Tensor
    starts: Tensor
    taught: Tensor

    def to(self, device: torch.device) -> Targets:
        """Return the same on `device`."""
        return Targets(*(getattr(self, each.name).to(device) for each in fields(self)))


@dataclass(frozen=True, slots=True)
class Piece:
    """A window of an example."""

    example: Example
    window: Window


def cut(examples: Sequence[Example], read: WordPieces, config: Config) -> list[Piece]:
    """Return the windows of all `examples`."""
    return [
        Piece(example, window)
        for example in examples
        for window in windows_of(
            example.words,
            [len(read(word)) for word in example.words],
            max_pieces=config.max_pieces,
            max_context=config.max_context,
        )
    ]


def batches(
    pieces: Sequence[Piece], read: WordPieces, config: Config, *, chance: random.Random | None
) -> Iterator[tuple[list[Piece], Inputs]]:
    """Yield batches of windows of like length; shuffled and noisy if there is a `chance`."""
    for each in groups_of(pieces, config, chance=chance):
        members = [pieces[i] for i in each]
        yield members, inputs_of(members, read, config, chance)


def groups_of(
    pieces: Sequence[Piece], config: Config, *, chance: random.Random | None
) -> list[list[int]]:
    """Return the indices of `pieces` in groups of like length, each of a batch's size."""
    order = list(range(len(pieces)))
    if chance is not None:
        chance.shuffle(order)
    # Like lengths together, but not the same ones in every epoch.
    keys = {i: pieces[i].window.pieces + (chance.random() * 16 if chance else 0) for i in order}
    order.sort(key=keys.__getitem__, reverse=True)
    groups: list[list[int]] = []
    longest = 0
    for index in order:
        size = pieces[index].window.pieces + 2
        longest = max(longest, size)
        if groups and (len(groups[-1]) + 1) * longest <= config.batch_pieces:
            groups[-1].append(index)
        else:
            groups.append([index])
            longest = size
    if chance is not None:
        chance.shuffle(groups)
    return groups


def inputs_of(
    members: Sequence[Piece], read: WordPieces, config: Config, chance: random.Random | None = None
) -> Inputs:
    """Return the tensors that the network reads."""
    longest = max(member.window.pieces for member in members) + 2
    widest = max(member.window.stop - member.window.context for member in members)
    pieces = np.zeros((len(members), longest), dtype=np.int64)
    shapes = np.zeros_like(pieces)
    mask = np.zeros_like(pieces)
    first = np.zeros((len(members), widest), dtype=np.int64)
    last = np.zeros_like(first)
    for row, member in enumerate(members):
        noise = chance is not None and chance.random() < config.noise
        becomes = chance.choice(_NOISES) if chance is not None and noise else None
        position = 1
        pieces[row, 0] = read.first_id
        words = member.example.words[member.window.context : member.window.stop]
        for column, word in enumerate(words):
            ids, shape = read(word), shape_of(word)
            if becomes is not None and shape in _CASED:
                shape = becomes
            first[row, column] = position
            pieces[row, position : position + len(ids)] = ids
            shapes[row, position : position + len(ids)] = shape
            position += len(ids)
            last[row, column] = position - 1
        pieces[row, position] = read.last_id
        mask[row, : position + 1] = 1
    return Inputs(*map(torch.from_numpy, (pieces, shapes, mask, first, last)))


def targets_of(members: Sequence[Piece], config: Config) -> Targets:
    """Return what is known of the words of a batch; context is not asked for."""
    widest = max(member.window.stop - member.window.context for member in members)
    shape = (len(members), widest)
    names, tags, starts = (np.full(shape, UNKNOWN, dtype=np.int64) for _ in range(3))
    taught = np.full((*shape, len(config.tags)), np.nan, dtype=np.float32)
    for row, member in enumerate(members):
        window, example = member.window, member.example
        source = slice(window.start, window.stop)
        target = slice(window.start - window.context, window.stop - window.context)
        names[row, target] = example.names[source]
        tags[row, target] = example.tags[source]
        starts[row, target] = example.starts[source]
        if example.taught is not None:
            taught[row, target] = example.taught[source]
    return Targets(
        names=torch.from_numpy(names),
        maybe=torch.from_numpy(np.stack([member.example.maybe for member in members])),
        weight=torch.tensor([member.example.weight for member in members], dtype=torch.float32),
        tags=torch.from_numpy(tags),
        starts=torch.from_numpy(starts),
        taught=torch.from_numpy(taught),
    )
