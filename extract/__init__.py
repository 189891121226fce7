"""Turn news articles into checked, queryable facts.

Data flows one way: **read → annotate → collect → resolve → assemble → store**. Each verb is a
module or package; ``extract.run`` shows the whole sequence on one screen.

Example:
    >>> import extract
    >>> facts = extract.load()                                          # doctest: +SKIP
    >>> record = facts("Paul Whelan left on Thursday.", published="2024-08-01")  # doctest: +SKIP
    >>> [(m.label, m.text) for m in record.mentions]                    # doctest: +SKIP
    [('PERSON', 'Paul Whelan'), ('DATE', 'Thursday')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version as _version
from typing import TYPE_CHECKING, TypeVar

from extract.config import Settings
from extract.values.arithmetic import derived_counts

if TYPE_CHECKING:
    from extract.extractor import Extractor

Frame = TypeVar("Frame")

__version__ = _version("extract")
__all__ = ["Settings", "__version__", "derived_counts", "extract_frames", "load"]


def load(settings: Settings | None = None) -> Extractor:
    """Return an extractor: call it on a text for its record, or use its `pipe` for many.

    Args:
        settings: what decides the output; the defaults when left out.

    Raises:
        ConfigError: the folder of rules is not there, or empty.
        ModelError: the model is missing or unsuitable; the message says what to install.
        PatternError: rules are malformed; the message names every file and line.
    """
    # Imported here: spaCy takes a second, and `extract --help` needs none of it.
    from extract.extractor import Extractor  # noqa: PLC0415

    return Extractor(settings or Settings())


def extract_frames(frames: Iterable[Frame], *, settings: Settings | None = None) -> Iterator[Frame]:
    """Yield, for each frame of articles, a frame of their records: for Spark, Ray and others.

    `extract.frames.extract_frames` says the rest.
    """
    from extract.frames import extract_frames as extract_all  # noqa: PLC0415 - as in `load`

    return extract_all(frames, settings=settings)
