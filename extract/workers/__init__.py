"""Who annotates the chunks of a run, and what becomes of a chunk that kills its worker.

Where to start reading: `annotate` in ``engine.py`` hands chunks to an engine and halves those that
it dies of. Engines: `Processes` of this machine (``processes.py``, whose workers run ``child.py``),
`Dask` of a cluster (``dask.py``), `InProcess` for a notebook or a debugger. What a chunk and its
results are is in ``chunks.py``.
"""

from extract.workers.chunks import (
    NOTHING_NOW,
    Chunk,
    Extractor,
    Loader,
    Results,
    chunked,
    load_extractor,
    load_same_extractor,
)
from extract.workers.dask import Dask
from extract.workers.engine import Death, Engine, InProcess, annotate
from extract.workers.processes import Processes, available_cores

__all__ = [
    "NOTHING_NOW",
    "Chunk",
    "Dask",
    "Death",
    "Engine",
    "Extractor",
    "InProcess",
    "Loader",
    "Processes",
    "Results",
    "annotate",
    "available_cores",
    "chunked",
    "load_extractor",
    "load_same_extractor",
]
