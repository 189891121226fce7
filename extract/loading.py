"""Bring records that were made elsewhere into a database, as if they had been made here.

`load_records` is a run whose records are read, not made: what is done is passed over, each chunk is
written with its ledger entry, and who is who is resolved across all articles of the database.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from extract.articles import read_records
from extract.config import Settings
from extract.run import Summary, run
from extract.schemas import Article, Failure, Record
from extract.workers import InProcess


def load_records(
    inputs: Sequence[str | Path],
    *,
    settings: Settings,
    version: str,
    **options: Any,  # noqa: ANN401 - those of `run`
) -> Summary:
    """Store the records of `inputs`, and say what was done.

    Args:
        inputs: folders, files or URLs of JSON lines or Parquet, or “-” for standard input: lines
            that `extract run --jsonl` wrote, or rows of `extract.extract_frames`.
        settings: that the records were made with.
        version: of code, model and rules that made them.
        options: as for `run`, apart from `engine`, `read`, `retry` and `leasing`.

    Raises:
        ArticleError: an input does not exist.
        ConfigError: an output cannot be written or is an input.
        StoreError: the database cannot be opened or written.
    """
    made = _Made(version, kept=settings.batch_size)
    return run(
        inputs,
        settings=settings,
        version=version,
        engine=InProcess(lambda: made),
        read=made.articles,
        retry=True,  # what could not be annotated here may have been elsewhere
        **options,
    )


class _Made:
    """An extractor that has the records of its articles already.

    Args:
        version: that made them.
        kept: how many records to keep: as many as are asked for together.
    """

    def __init__(self, version: str, *, kept: int) -> None:
        self._version = version
        self._latest: deque[Record] = deque(maxlen=kept)

    def articles(
        self,
        inputs: Sequence[str | Path],
        /,
        *,
        stdin: BinaryIO | None,
        max_chars: int,
        on_repeat: Callable[[str], None] | None,
    ) -> Iterator[Article | Failure]:
        """Yield the articles of records, or failures."""
        found = read_records(
            inputs, version=self._version, stdin=stdin, max_chars=max_chars, on_repeat=on_repeat
        )
        for each in found:
            if isinstance(each, Record):
                self._latest.append(each)
                yield each.article
            else:
                yield each

    def pipe(self, articles: Iterable[Article]) -> Iterator[Record]:
        """Yield the records of articles that were read just now."""
        latest = {record.article.id: record for record in self._latest}
        for article in articles:
            yield latest[article.id]
