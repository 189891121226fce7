"""Show how far a run is: a bar with rate and time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from extract.run import Progress as Report
from extract.run import Stage

_STAGES: dict[Stage, str] = {
    "annotate": "reading articles",
    "copies": "finding copies",
    "resolve": "resolving names",
    "compare": "comparing names",
    "keep": "storing who is who",
    "write": "writing files",
}
#: Plain lines come at most this often.
_LINE_EVERY_S = 10.0


class _Rate(ProgressColumn):
    """Articles a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.1f}/s" if speed else "", style="dim")


@contextmanager
def shown_progress(console: Console) -> Iterator[Report]:
    """Yield a callback that shows the progress of a run on `console` until the block ends."""
    if not console.is_terminal:
        yield _plain_lines(console)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("loading the model", total=None)

        last = "", 0

        def report(stage: Stage, done: int, total: int | None) -> None:
            nonlocal last, task
            if stage != last[0] or done < last[1]:
                # Something else is counted from here on: a bar that was full would stay so.
                bar.remove_task(task)
                task = bar.add_task(_STAGES[stage], completed=done, total=total)
            else:
                bar.update(task, completed=done, total=total)
            last = stage, done

        yield report


def _plain_lines(console: Console) -> Report:
    # The rate is that of the last minute: what an earlier run had done goes by at once.
    recent: deque[tuple[float, int]] = deque(maxlen=7)
    last_at, last_stage = -_LINE_EVERY_S, ""

    def report(stage: Stage, done: int, total: int | None) -> None:
        nonlocal last_at, last_stage
        now = time.monotonic()
        if stage == last_stage and now - last_at < _LINE_EVERY_S:
            return
        if stage != last_stage or (recent and done < recent[-1][1]):
            recent.clear()
        last_at, last_stage = now, stage
        recent.append((now, done))
        elapsed, more = now - recent[0][0], done - recent[0][1]
        of_total = f" of {total:,}" if total else ""
        rate = f", {more / elapsed:,.1f}/s" if more else ""
        left = f", {elapsed * (total - done) / more:,.0f} s left" if total and more else ""
        console.print(f"{_STAGES[stage]}: {done:,}{of_total}{rate}{left}", highlight=False)

    return report
