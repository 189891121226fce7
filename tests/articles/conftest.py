"""Readers are tested apart from the date grammar: no text dates itself unless a test says so."""

import datetime as dt
import sys
import types
from collections.abc import Callable

import pytest


@pytest.fixture(autouse=True)
def dated_in_text(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.date | None], None]:
    """Return a function that sets the day that every text is found to state."""

    def set_day(day: dt.date | None) -> None:
        fake = types.ModuleType("extract.values.dates")
        fake.published_in = lambda _text: day  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "extract.values.dates", fake)

    set_day(None)
    return set_day
