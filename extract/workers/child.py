"""What a worker process does: load the extractor once, then answer chunks until nobody asks."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from multiprocessing.connection import Connection
from queue import SimpleQueue

from extract.workers.chunks import Chunk, Loader, annotate_chunk

#: Says that a worker has loaded.
READY = "ready"


def serve(connection: Connection, load: Loader) -> None:
    """Answer each chunk that comes over `connection` with its results, in order.

    The first answer is `READY`. An error that is no article's fault is sent in the place of an
    answer, and is the last one.
    """
    # Ctrl-C reaches every process of a terminal; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    chunks: SimpleQueue[Chunk] = SimpleQueue()
    threading.Thread(target=_receive, args=(connection, chunks), daemon=True).start()
    try:
        extractor = load()
        connection.send(READY)
        while True:
            connection.send(annotate_chunk(extractor, chunks.get()))
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent has to know
        connection.send(_portable(error))


def _receive(connection: Connection, chunks: SimpleQueue[Chunk]) -> None:
    # A thread of its own, so that the parent never waits to send while this process waits to send,
    # and so that the end of the parent, which closes the connection, is seen at any time.
    try:
        while True:
            chunks.put(connection.recv())
    except (EOFError, OSError):
        os._exit(1)


def _portable(error: Exception) -> Exception:
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    except Exception:  # noqa: BLE001 - whatever its class does when it is pickled
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
