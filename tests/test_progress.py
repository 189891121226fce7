import io

import pytest
from rich.console import Console
from rich.progress import Progress

from extract import progress


def test_what_an_earlier_run_had_done_does_not_count_as_speed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = iter([0.0, 10.0, 20.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    console = Console(file=io.StringIO(), width=120)
    with progress.shown_progress(console) as report:
        report("annotate", 900, 1000)
        report("annotate", 910, 1000)
        report("annotate", 940, 1000)
    assert console.file.getvalue().splitlines() == [
        "reading articles: 900 of 1,000",
        "reading articles: 910 of 1,000, 1.0/s, 90 s left",
        "reading articles: 940 of 1,000, 2.0/s, 30 s left",
    ]


def test_what_begins_anew_in_one_stage_is_no_step_back(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 10.0, 20.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    console = Console(file=io.StringIO(), width=120)
    with progress.shown_progress(console) as report:
        report("resolve", 1000, 1000)
        report("resolve", 200, 1000)
        report("resolve", 400, 1000)
    assert console.file.getvalue().splitlines() == [
        "resolving names: 1,000 of 1,000",
        "resolving names: 200 of 1,000",
        "resolving names: 400 of 1,000, 20.0/s, 30 s left",
    ]


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
