"""Every setting of a run, in one frozen object that is passed in; its defaults live here."""

from __future__ import annotations

from pydantic import Field

from extract.schemas import Frozen

#: The model that comes with the package, `extract.newsmodel`.
DEFAULT_MODEL = "news"


class Settings(Frozen):
    """What decides the output of a run.

    Attributes:
        model: "news", the model that comes with the package; the folder of another that
            ``python -m training`` packed; or an installed spaCy pipeline, by name or path. It
            proposes names; everything else is rules.
        rules: the folder of the user's own rules (`extract.values.rules.read_rules`), None for no
            more than those of the package.
        threads: of the news model, which change its speed and nothing else; 1 where several
            processes share a machine.
        batch_size: articles that go through the pipeline together; much larger batches are
            slower on a CPU and take several times the memory.
        max_chars: longest article, in code points, that is read. A longer one is reported as a
            failure, never cut.
    """

    model: str = DEFAULT_MODEL
    rules: str | None = None
    threads: int = Field(default=1, ge=1)
    batch_size: int = Field(default=16, ge=1)
    max_chars: int = Field(default=1_000_000, ge=1)
