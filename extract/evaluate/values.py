"""Which values of a correctly found mention are right.

A field is right when gold and prediction say the same; `None` is right when the gold is `None`.
Dates are compared as EDTF strings and as intervals of days. The EDTF reader here is the scorer's
own, on purpose: a mistake of the extractor's reader must not excuse itself.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable

from extract.schemas import DateValue, Label, Value

Compare = Callable[[Value, Value], bool]
#: First and last day, both inclusive; None where the interval is open.
Days = tuple[dt.date | None, dt.date | None]


def _field(name: str) -> Compare:
    return lambda gold, predicted: bool(getattr(gold, name) == getattr(predicted, name))


def _same_days(gold: Value, predicted: Value) -> bool:
    assert isinstance(gold, DateValue)  # noqa: S101 - the table below says so
    assert isinstance(predicted, DateValue)  # noqa: S101 - the same
    if gold.edtf == predicted.edtf:
        return True
    days = edtf_days(gold.edtf)
    return days is not None and days == edtf_days(predicted.edtf)


def _same_role(gold: Value, predicted: Value) -> bool:
    return _plain(getattr(gold, "role")) == _plain(getattr(predicted, "role"))  # noqa: B009 - the table says so


def _plain(role: str | None) -> str | None:
    if role is None:
        return None
    words = role.casefold().split()
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) else words)


#: Every value that is scored, per label. `interval` and `role_loose` are second readings of the
#: field before them: the same days however written, the same role but for case and article.
FIELDS: dict[Label, dict[str, Compare]] = {
    "PERSON": {"role": _field("role"), "role_loose": _same_role},
    "AGENCY": {"type": _field("type"), "country": _field("country")},
    "DATE": {"edtf": _field("edtf"), "interval": _same_days},
    "COUNT": {
        name: _field(name)
        for name in ("low", "high", "bound", "unit", "unit_class", "basis", "party")
    },
    "LOCATION": {"type": _field("type"), "country": _field("country")},
}
SECOND_READINGS = frozenset({"interval", "role_loose"})
#: What must be right for a mention to be right end to end. A role is reported apart: that two
#: readers choose the same words of a description is a different task from finding the person.
MAIN_FIELDS: dict[Label, tuple[str, ...]] = {
    "PERSON": (),
    "AGENCY": ("type", "country"),
    "DATE": ("edtf",),
    "COUNT": ("low", "high", "bound", "unit", "basis"),
    "LOCATION": ("type", "country"),
}


def right_fields(label: Label, gold: Value, predicted: Value) -> dict[str, bool]:
    """Return, for every scored field of `label`, whether the prediction is right."""
    return {name: same(gold, predicted) for name, same in FIELDS[label].items()}


def main_right(label: Label, gold: Value, predicted: Value) -> bool:
    """Return whether all main fields are right (true for a label that has none)."""
    return all(FIELDS[label][name](gold, predicted) for name in MAIN_FIELDS[label])


def words(label: Label, value: Value, field: str | None = None) -> str:
    """Return a value in a few words, or one `field` of it, for a person to read."""
    if field is not None:
        return _shown(getattr(value, field))
    fields = (name for name in FIELDS[label] if name not in SECOND_READINGS)
    return ", ".join(f"{name} {_shown(getattr(value, name))}" for name in fields)


def _shown(value: object) -> str:
    return "none" if value is None else str(value)


_PLAIN = re.compile(r"(?P<year>\d{3}X|\d{2}XX|\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?[~?%]?")
#: First month and length in months of EDTF's seasons (21–24) and quarters (33–36).
_PARTS_OF_YEAR = {21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3)} | {
    33 + quarter: (1 + 3 * quarter, 3) for quarter in range(4)
}


def edtf_days(edtf: str | None) -> Days | None:
    """Return the first and last day of an EDTF string; None when it does not fix them.

    Reads what the guidelines use: days, months, years, decades, centuries, seasons (northern
    months), quarters, qualifiers, ranges and open ranges. An unknown year fixes no days.
    """
    if edtf is None:
        return None
    if "/" not in edtf:
        return _plain_days(edtf)
    left, _, right = edtf.partition("/")
    start = (None, None) if left in {"", ".."} else _plain_days(left)
    end = (None, None) if right in {"", ".."} else _plain_days(right)
    return None if start is None or end is None else (start[0], end[1])


def _plain_days(edtf: str) -> Days | None:
    match = _PLAIN.fullmatch(edtf)
    if match is None:
        return None
    year, month, day = match["year"], match["month"], match["day"]
    try:
        if "X" in year:
            first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
            return None if month else (dt.date(first, 1, 1), dt.date(last, 12, 31))
        if day:
            one = dt.date(int(year), int(month), int(day))
            return one, one
        first_month, months = (
            (1, 12) if not month else _PARTS_OF_YEAR.get(int(month), (int(month), 1))
        )
        return _months(int(year), first_month, months)
    except ValueError:  # no such day
        return None


def _months(year: int, first_month: int, months: int) -> Days:
    last = year * 12 + first_month - 1 + months - 1
    last_year, last_month = last // 12, last % 12 + 1
    last_day = calendar.monthrange(last_year, last_month)[1]
    return dt.date(year, first_month, 1), dt.date(last_year, last_month, last_day)
