import io

import pytest
from rich.console import Console

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
