"""What an earlier, larger model thinks of each word, for a smaller one to learn."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from extract.errors import ConfigError
from extract.newsmodel.decoding import log_softmax
from training.config import Config
from training.data import Example
from training.network import Network
from training.train import device_of_choice, judge, pieces_of


def load_run(folder: Path) -> tuple[Network, Config]:
    """Return the network that an earlier run left in `folder`, and its configuration.

    Raises:
        ConfigError: there is none.
    """
    try:
        config = Config.model_validate_json((folder / "config.json").read_text(encoding="utf-8"))
        network = Network(config)
        network.load_state_dict(torch.load(folder / "network.pt", weights_only=True))
    except OSError as error:
        raise ConfigError(f"no finished run in {folder} ({error}): train it first") from error
    return network.to(device_of_choice()), config


def teach(examples: Sequence[Example], runs: Sequence[Path]) -> None:
    """Give each example the mean judgement of the networks in `runs`.

    A network's judgements are kept beside it, so that a second student need not wait for them.
    """
    distinct = {id(example): example for example in examples}
    for example in distinct.values():
        example.taught = None
    for run in runs:
        _add(list(distinct.values()), run)
    for example in distinct.values():
        if example.taught is not None:
            example.taught = np.log(example.taught / len(runs) + 1e-9)


def _add(examples: Sequence[Example], run: Path) -> None:
    kept_in = run / "judgements"
    kept_in.mkdir(parents=True, exist_ok=True)
    files = [kept_in / f"{_key(example)}.npy" for example in examples]
    missing = [e for e, file in zip(examples, files, strict=True) if not file.exists()]
    if missing:
        network, config = load_run(run)
        judged = judge(network, config, missing, pieces_of(config))
        for example, (names, _, _) in zip(missing, judged, strict=True):
            probabilities = np.exp(log_softmax(names)).astype(np.float16)
            np.save(kept_in / f"{_key(example)}.npy", probabilities)
    for example, file in zip(examples, files, strict=True):
        probabilities = np.load(file).astype(np.float32)
        example.taught = probabilities if example.taught is None else example.taught + probabilities


def _key(example: Example) -> str:
    return hashlib.sha256("\0".join(example.words).encode()).hexdigest()[:24]
