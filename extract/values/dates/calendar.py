"""Intervals of days and their EDTF (ISO 8601-2): the arithmetic under `valuation`.

Weeks run from Monday to Sunday. Seasons are those of the northern hemisphere, by whole months;
winter is named after the year that it begins in. Thirds and halves follow the annotation
guidelines.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from extract.schemas import Precision
from extract.values.dates.expressions import Part, Unit

DAY = dt.timedelta(days=1)
#: Any year without a 29 February: how long a month is when its year is not known.
_COMMON_YEAR = 2001
#: The first month of each season, by its EDTF number.
_SEASON_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}
#: Months of each third or half of a year.
_YEAR_PARTS: dict[Part, tuple[int, int]] = {
    "early": (1, 4),
    "mid": (5, 8),
    "late": (9, 12),
    "first half": (1, 6),
    "second half": (7, 12),
}
#: Years of each third or half of a decade.
_DECADE_PARTS: dict[Part, tuple[int, int]] = {
    "early": (0, 3),
    "mid": (4, 6),
    "late": (7, 9),
    "first half": (0, 4),
    "second half": (5, 9),
}
#: The month of each third of a season.
_SEASON_PARTS: dict[Part, int] = {"early": 0, "mid": 1, "late": 2}
#: Days of each third or half of a month; 0 is its last day.
_MONTH_PARTS: dict[Part, tuple[int, int]] = {
    "early": (1, 10),
    "mid": (11, 20),
    "late": (21, 0),
    "first half": (1, 15),
    "second half": (16, 0),
}


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of days with its EDTF; `end` is exclusive, None means open or unknown."""

    edtf: str
    start: dt.date | None
    end: dt.date | None
    precision: Precision


def day(date: dt.date) -> Interval:
    """Return one day."""
    # The last day that Python knows has no day after it.
    end = date + DAY if date < dt.date.max else None
    return Interval(date.isoformat(), date, end, "day")


def days(first: dt.date, last: dt.date, precision: Precision = "range") -> Interval:
    """Return the days from `first` to `last`, both inside."""
    return Interval(f"{first.isoformat()}/{last.isoformat()}", first, last + DAY, precision)


def week(date: dt.date) -> Interval:
    """Return the week of `date`, Monday to Sunday."""
    monday = date - date.weekday() * DAY
    return days(monday, monday + 6 * DAY, "week")


def month(year: int, number: int) -> Interval:
    """Return one month."""
    return Interval(
        f"{year:04d}-{number:02d}",
        dt.date(year, number, 1),
        dt.date(year, number, _length(year, number)) + DAY,
        "month",
    )


def months(year: int, first: int, last: int, precision: Precision = "range") -> Interval:
    """Return the months from `first` to `last` of one year, both inside."""
    start, end = month(year, first), month(year, last)
    return Interval(f"{start.edtf}/{end.edtf}", start.start, end.end, precision)


def year(number: int) -> Interval:
    """Return one year."""
    return Interval(f"{number:04d}", dt.date(number, 1, 1), dt.date(number + 1, 1, 1), "year")


def season(number: int, of_year: int) -> Interval:
    """Return a season by its EDTF number, 21 (spring) to 24 (winter)."""
    start = dt.date(of_year, _SEASON_MONTHS[number], 1)
    return Interval(f"{of_year:04d}-{number}", start, add_months(start, 3), "season")


def decade(first_year: int) -> Interval:
    """Return the ten years from `first_year`."""
    end = dt.date(first_year + 10, 1, 1)
    return Interval(f"{first_year // 10:03d}X", dt.date(first_year, 1, 1), end, "decade")


def century(number: int) -> Interval:
    """Return the `number`-th century as the hundred years that share their first two digits."""
    first = (number - 1) * 100
    start = dt.date(max(first, 1), 1, 1)
    return Interval(f"{number - 1:02d}XX", start, dt.date(first + 100, 1, 1), "century")


def unit_at(unit: Unit, date: dt.date, count: int) -> Interval:
    """Return the unit that lies `count` units after the one that `date` is in.

    Raises:
        ValueError, OverflowError: it lies outside the years 1 to 9999.
    """
    if unit == "day":
        return day(date + count * DAY)
    if unit == "week":
        return week(date + 7 * count * DAY)
    if unit == "weekend":
        saturday = date + (5 - date.weekday() + 7 * count) * DAY
        return days(saturday, saturday + DAY, "weekend")
    if unit == "month":
        first = add_months(date.replace(day=1), count)
        return month(first.year, first.month)
    if unit == "quarter":
        first = add_months(dt.date(date.year, (date.month - 1) // 3 * 3 + 1, 1), 3 * count)
        return months(first.year, first.month, first.month + 2, "quarter")
    if unit == "year":
        return year(date.year + count)
    if unit == "decade":
        return decade(date.year // 10 * 10 + 10 * count)
    return century(date.year // 100 + 1 + count)


def add_months(first: dt.date, count: int) -> dt.date:
    """Return the first day of a month that lies `count` months on."""
    years, index = divmod(first.month - 1 + count, 12)
    return dt.date(first.year + years, index + 1, 1)


def narrowed(whole: Interval, part: Part) -> Interval:
    """Return the part of a month, season, year or decade; any other interval stays whole."""
    start = whole.start
    if start is None:
        return _narrowed_without_year(whole, part)
    if whole.precision == "year":
        return months(start.year, *_YEAR_PARTS[part])
    if whole.precision == "season" and part in _SEASON_PARTS:
        first_month = add_months(start, _SEASON_PARTS[part])
        return month(first_month.year, first_month.month)
    if whole.precision == "decade":
        first, last = _DECADE_PARTS[part]
        return spanning(year(start.year + first), year(start.year + last))
    if whole.precision == "month":
        first, last = _MONTH_PARTS[part]
        last = last or _length(start.year, start.month)
        return days(start.replace(day=first), start.replace(day=last))
    return whole


def _narrowed_without_year(whole: Interval, part: Part) -> Interval:
    if whole.precision != "month":
        return whole
    first, last = _MONTH_PARTS[part]
    last = last or _length(_COMMON_YEAR, int(whole.edtf[-2:]))
    return Interval(f"{whole.edtf}-{first:02d}/{whole.edtf}-{last:02d}", None, None, "range")


def week_without_year(whole: Interval, ordinal: int) -> Interval:
    """Return the first, second … (or last, -1) seven days of a month whose year is not known."""
    length = _length(_COMMON_YEAR, int(whole.edtf[-2:]))
    first = length - 6 if ordinal < 0 else 7 * ordinal - 6
    last = min(first + 6, length)
    if first > last:
        raise ValueError(f"{whole.edtf} has no such week")
    return Interval(f"{whole.edtf}-{first:02d}/{whole.edtf}-{last:02d}", None, None, "week")


def spanning(first: Interval, last: Interval) -> Interval:
    """Return the range from the beginning of `first` to the end of `last`."""
    return Interval(f"{first.edtf}/{last.edtf}", first.start, last.end, "range")


def onwards(interval: Interval) -> Interval:
    """Return the open interval that begins with `interval`."""
    return Interval(f"{interval.edtf.split('/')[0]}/..", interval.start, None, "range")


def _length(of_year: int, number: int) -> int:
    return calendar.monthrange(of_year, number)[1]
