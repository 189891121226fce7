import io

import pytest
from rich.console import Console
from rich.progress import Progress

from extract import progress
from extract.run import Stage


@pytest.mark.parametrize(
    ("stage", "done", "lines"),
    [
        pytest.param(
            "annotate",
            [900, 910, 940],
            [
                "reading articles: 900 of 1,000",
                "reading articles: 910 of 1,000, 1.0/s, 90 s left",
                "reading articles: 940 of 1,000, 2.0/s, 30 s left",
            ],
            id="what an earlier run had done does not count as speed",
        ),
        pytest.param(
            "resolve",
            [1000, 200, 400],
            [
                "resolving names: 1,000 of 1,000",
                "resolving names: 200 of 1,000",
                "resolving names: 400 of 1,000, 20.0/s, 30 s left",
            ],
            id="what begins anew in one stage is no step back",
        ),
    ],
)
def test_lines_tell_speed_and_time_left(
    stage: Stage, done: list[int], lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 10.0, 20.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    console = Console(file=io.StringIO(), width=120)
    with progress.shown_progress(console) as report:
        for each in done:
            report(stage, each, 1000)
    assert console.file.getvalue().splitlines() == lines


def test_a_bar_that_was_full_goes_on_with_what_comes_next(monkeypatch: pytest.MonkeyPatch) -> None:
    bars: list[Progress] = []

    class Kept(Progress):
        def __init__(self, *columns: object, **options: object) -> None:
            super().__init__(*columns, **options)
            bars.append(self)

    monkeypatch.setattr(progress, "Progress", Kept)
    console = Console(file=io.StringIO(), width=120, force_terminal=True)
    with progress.shown_progress(console) as report:
        for stage, done in [("copies", 3), ("resolve", 3), ("resolve", 1), ("resolve", 2)]:
            report(stage, done, 3)
            (task,) = bars[0].tasks
            assert (task.completed, task.finished) == (done, False)
        report("compare", 1, None)
        (task,) = bars[0].tasks
        assert (task.description, task.total) == ("comparing names", None)
