"""What training makes small."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from training.batches import Targets
from training.config import Config
from training.data import UNKNOWN
from training.network import Scores


def loss_of(scores: Scores, targets: Targets, config: Config) -> Tensor:
    """Return the loss of a batch, a mean over its words.

    A word that a corpus leaves without a label may be anything that the corpus does not label:
    there the loss is that of the sum of what it may be.
    """
    log = functional.log_softmax(scores.names.float(), dim=-1)
    total = log.new_zeros(())
    known = targets.names != UNKNOWN
    if known.any():
        certain = log.gather(-1, targets.names.clamp(min=0).unsqueeze(-1)).squeeze(-1)
        allowed = targets.maybe.unsqueeze(1).expand_as(log)
        vague = log.masked_fill(~allowed, -torch.inf).logsumexp(dim=-1)
        likelihood = torch.where(targets.names == 0, vague, certain)
        weight = targets.weight.unsqueeze(1).expand_as(likelihood)
        total = total - (likelihood * weight)[known].mean()
    if config.teacher is not None:
        total = total + config.teacher.weight * _taught_loss(scores, targets, config)
    for head, target, weight in (
        (scores.tags.flatten(0, 1), targets.tags.flatten(), config.tag_weight),
        (_two_way(scores.starts).flatten(0, 1), targets.starts.flatten(), config.sentence_weight),
    ):
        if (target != UNKNOWN).any():
            total = total + weight * functional.cross_entropy(
                head.float(), target, ignore_index=UNKNOWN
            )
    return total


def _taught_loss(scores: Scores, targets: Targets, config: Config) -> Tensor:
    temperature = config.teacher.temperature if config.teacher is not None else 1.0
    taught = ~targets.taught[..., 0].isnan()
    if not taught.any():
        return scores.names.new_zeros(())
    ours = functional.log_softmax(scores.names[taught].float() / temperature, dim=-1)
    theirs = functional.log_softmax(targets.taught[taught] / temperature, dim=-1)
    divergence = functional.kl_div(ours, theirs, reduction="batchmean", log_target=True)
    return divergence * temperature**2


def _two_way(starts: Tensor) -> Tensor:
    return torch.stack([torch.zeros_like(starts), starts], dim=-1)
