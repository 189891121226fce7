"""The loop: from examples to a trained network, with a score after each epoch."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from extract.newsmodel.words import WordPieces
from training.batches import Piece, batches, cut, groups_of, targets_of
from training.config import Config
from training.data import Example
from training.losses import loss_of
from training.network import Network, encoder_folder, parameter_groups
from training.scoring import decode, score

_log = logging.getLogger(__name__)

#: Steps after which the running mean of the weights begins: the first ones are far off.
_AVERAGE_FROM = 100


def seed_everything(seed: int) -> random.Random:
    """Make every later random choice follow from `seed`; return the one for the data."""
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(mode=True, warn_only=True)
    return random.Random(seed)  # noqa: S311 - chance, not secrecy


def device_of_choice() -> torch.device:
    """Return a GPU where there is one, else the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def pieces_of(config: Config) -> WordPieces:
    """Return what cuts words for the encoder of `config`."""
    return WordPieces(encoder_folder(config.encoder.source) / "tokenizer.json")


def train(
    config: Config, examples: Sequence[Example], dev: Sequence[Example], folder: Path
) -> Network:
    """Return a network trained on `examples`; a run that was stopped goes on after its last epoch.

    After each epoch the scores on `dev` are logged. The weights of the last epoch are returned,
    not those of the best: choosing by `dev` would flatter the scores on it.
    """
    chance = seed_everything(config.seed)
    device = device_of_choice()
    read = pieces_of(config)
    network = Network(config).to(device)
    windows = cut(examples, read, config)
    # The noise of the lengths makes epochs differ by a batch or two.
    steps = sum(1 for _ in groups_of(windows, config, chance=random.Random(0))) + 4  # noqa: S311
    optimiser = torch.optim.AdamW(parameter_groups(network, config), weight_decay=0.01, fused=True)
    rate = torch.optim.lr_scheduler.OneCycleLR(
        optimiser,
        max_lr=[float(group["lr"]) for group in optimiser.param_groups],
        total_steps=steps * config.epochs,
        pct_start=config.warmup,
        anneal_strategy="linear",
        cycle_momentum=False,
    )
    mean = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(config.average))
    kept = {"network": network, "mean": mean, "optimiser": optimiser, "rate": rate}
    done = _take_up(folder, kept, chance, config)
    for epoch in range(done + 1, config.epochs + 1):
        started = time.monotonic()
        loss = _epoch(epoch, steps, windows, kept, read, chance, config)
        _keep(folder, kept, chance, config, epoch)
        _log.info(
            "epoch %d of %d: loss %.4f, %.0f s; %s",
            epoch, config.epochs, loss, time.monotonic() - started,
            summary(mean.module, config, dev, read),
        )  # fmt: skip
    network.load_state_dict(mean.module.state_dict())
    torch.save(network.state_dict(), folder / "network.pt")
    (folder / "checkpoint.pt").unlink(missing_ok=True)
    return network


def _epoch(
    epoch: int,
    steps: int,
    windows: Sequence[Piece],
    kept: dict[str, Any],
    read: WordPieces,
    chance: random.Random,
    config: Config,
) -> float:
    """Show the network every window once; return the mean loss."""
    network, optimiser = kept["network"], kept["optimiser"]
    device = next(network.parameters()).device
    network.train()
    losses = []
    with _progress() as progress:
        bar = progress.add_task(f"epoch {epoch} of {config.epochs}", total=steps)
        for step, (members, inputs) in enumerate(batches(windows, read, config, chance=chance)):
            with torch.autocast(device.type, torch.bfloat16):
                scores = network(*(each.to(device) for each in inputs))
            targets = targets_of(members, config).to(device)
            loss = loss_of(scores, targets, config)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            if kept["rate"].last_epoch + 1 < kept["rate"].total_steps:
                kept["rate"].step()
            if epoch > 1 or step >= _AVERAGE_FROM:
                kept["mean"].update_parameters(network)
            losses.append(loss.item())
            progress.advance(bar)
    return float(np.mean(losses))


def _keep(
    folder: Path, kept: dict[str, Any], chance: random.Random, config: Config, epoch: int
) -> None:
    state = {name: each.state_dict() for name, each in kept.items()}
    state |= {"config": config.model_dump_json(), "epoch": epoch}
    state |= {"chance": chance.getstate(), "torch": torch.get_rng_state()}
    torch.save(state, folder / "checkpoint.new")
    (folder / "checkpoint.new").replace(folder / "checkpoint.pt")


def _take_up(folder: Path, kept: dict[str, Any], chance: random.Random, config: Config) -> int:
    """Go on from the checkpoint of a run with the same configuration; return its epoch, or 0."""
    path = folder / "checkpoint.pt"
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=False)
    if state["config"] != config.model_dump_json():
        _log.info("the checkpoint in %s is of another configuration: starting anew", folder)
        return 0
    for name, each in kept.items():
        each.load_state_dict(state[name])
    chance.setstate(state["chance"])
    torch.set_rng_state(state["torch"])
    _log.info("going on after epoch %d", state["epoch"])
    return int(state["epoch"])


def summary(network: Network, config: Config, dev: Sequence[Example], read: WordPieces) -> str:
    """Return the scores on `dev` in one line."""
    outputs = judge(network, config, dev, read)
    spans = [decode(names, config.tags) for names, _, _ in outputs]
    line = ", ".join(f"{k} {v.f1:.3f}" for k, v in score(dev, spans, config.tags).items())
    known = [e.tags >= 0 for e in dev]
    right = sum(
        int((t.argmax(-1) == e.tags)[k].sum())
        for (_, t, _), e, k in zip(outputs, dev, known, strict=True)
    )
    starts = [(e.starts == 1, s > 0) for (_, _, s), e in zip(outputs, dev, strict=True)]
    both = sum(int((a & b).sum()) for a, b in starts)
    either = sum(int(a.sum() + b.sum()) for a, b in starts)
    tags = right / max(1, sum(int(k.sum()) for k in known))
    return (
        f"{line}; tags like spaCy's {tags:.4f}, sentence starts F1 {2 * both / max(1, either):.4f}"
    )


Judgement = tuple[npt.NDArray[np.float32], npt.NDArray[np.float32], npt.NDArray[np.float32]]


def judge(
    network: Network, config: Config, examples: Sequence[Example], read: WordPieces
) -> list[Judgement]:
    """Return the scores of the words of each example: names, tags, sentence starts."""
    network.eval()
    device = next(network.parameters()).device
    tag_count = network.tags.out_features
    results: list[Judgement] = [
        (
            np.zeros((len(e.words), len(config.tags)), dtype=np.float32),
            np.zeros((len(e.words), tag_count), dtype=np.float32),
            np.zeros(len(e.words), dtype=np.float32),
        )
        for e in examples
    ]
    place = {id(example): index for index, example in enumerate(examples)}
    windows: list[Piece] = cut(examples, read, config)
    with torch.inference_mode(), torch.autocast(device.type, torch.bfloat16):
        for members, inputs in batches(windows, read, config, chance=None):
            scores = network(*(each.to(device) for each in inputs))
            for row, member in enumerate(members):
                window = member.window
                inside = slice(window.start - window.context, window.stop - window.context)
                for kept, found in zip(results[place[id(member.example)]], scores, strict=True):
                    kept[window.start : window.stop] = found[row, inside].float().cpu().numpy()
    return results


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    )
