"""Chunks that a run leases from the ledger, which it may share with runs on other machines."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import uuid4

from extract.store import Ledger
from extract.workers import NOTHING_NOW, Chunk, chunked


def _who() -> str:
    return f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"


@dataclass(frozen=True, slots=True)
class Leasing:
    """How a run leases articles.

    Attributes:
        seconds: how long others leave alone what this run has leased, unless it renews the lease,
            which it does with each new one.
        pause_s: between two looks for what others may give up, once all is leased.
        by: who leases.
    """

    seconds: float = 120.0
    pause_s: float = 0.5
    by: str = field(default_factory=_who)


def leased_chunks(ledger: Ledger, leasing: Leasing, *, version: str, size: int) -> Iterator[Chunk]:
    """Yield chunks of waiting articles until none waits, also not with somebody else.

    Args:
        ledger: of a PostgreSQL database.
        leasing: how to lease.
        version: of what annotates; what waits for another version is left alone.
        size: articles of a chunk.
    """
    while True:
        leased = ledger.lease(by=leasing.by, version=version, size=size, seconds=leasing.seconds)
        yield from chunked(leased, size=size)
        if leased:
            continue
        if not ledger.waiting(version)[0]:
            return
        time.sleep(leasing.pause_s)
        yield NOTHING_NOW
