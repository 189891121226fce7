"""Python's garbage collector, out of the way of work that makes millions of objects."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_waiting() -> Iterator[None]:
    """Let the garbage collector wait: what lies about at the end is looked through once.

    It would otherwise come by for every few hundred objects, and now and then go through all that
    is loaded, word lists and names, to find nothing.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the garbage collector: it would go through millions of objects, again and again.

    What resolution makes does not refer to itself in a circle, so nothing is left behind; a third
    of the time is.
    """
    running = gc.isenabled()
    with collector_waiting():
        try:
            yield
        finally:
            if running and not gc.get_freeze_count():
                # What was made counts as old from here on: as new it would be gone through now.
                gc.freeze()
                gc.unfreeze()
