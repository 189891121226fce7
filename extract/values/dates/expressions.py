"""What a date expression says, before anyone asks which day that was.

Each record is one way of saying when. `Shift` is the one relative building block: so many units
from the day of publication or from the date before it in the text; it may stand for the year of a
`Calendar` ("July last year") or the week of a `Weekday` ("Friday last week").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["day", "week", "weekend", "month", "quarter", "year", "decade", "century"]
Origin = Literal["publication", "previous"]
#: Which third of a month or a year is meant, or which half.
Part = Literal["early", "mid", "late", "first half", "second half"]
#: Which one of several: the latest before the day of publication, the one of its week or year, the
#: one of the next week or year, the first after it.
Step = Literal["last", "this", "next", "coming"]


@dataclass(frozen=True, slots=True)
class Shift:
    """`count` units after `origin`: yesterday, last month, two weeks ago, the following day.

    `ago` moves the origin first: one week for "a week ago today", three years for "three years ago
    this month".
    """

    unit: Unit
    count: int
    origin: Origin = "publication"
    ago: tuple[Unit, int] | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """A day, a month or a year of the calendar, as far as it is written.

    `year` may be relative ("July last year"); `step` picks the year of a month without one ("last
    May"). In "May to September" the first runs `until` the second, so that it lies before it.
    """

    year: int | Shift | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    step: Step | None = None
    until: Calendar | None = None


@dataclass(frozen=True, slots=True)
class Numeric:
    """Two numbers that are day and month in an order the text does not say: 03/04/2024."""

    first: int
    second: int
    year: int
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday (0 is Monday): bare, stepped ("last Friday"), or of a week ("Friday last week").

    `weeks_on` counts on from that day: -1 for "a week ago Tuesday". In "Monday to Friday" the first
    runs `until` the second and the second is `since` the first, so that one follows the other.
    """

    weekday: int
    step: Step | None = None
    week: Shift | None = None
    weeks_on: int = 0
    origin: Origin = "publication"
    until: int | None = None
    since: Weekday | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """From the beginning of `first` to the end of `last`."""

    first: Calendar | Weekday
    last: Calendar | Weekday


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day by its number alone: "the 19th", of the month talked about; "Sunday (2)"."""

    day: int
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Season:
    """A season by its EDTF number (21 spring to 24 winter), of a year or stepped."""

    number: int
    year: int | Shift | None = None
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Months:
    """A run of months of a year: quarters and "the first six months of 2024"."""

    first: int
    last: int
    year: int | Shift | None
    name: Literal["quarter", "range"] = "quarter"


@dataclass(frozen=True, slots=True)
class MonthWeek:
    """The first, second … (or last, -1) week, weekend, day or weekday of a month."""

    ordinal: int
    month: Calendar | Shift
    weekday: int | None = None
    unit: Literal["day", "week", "weekend"] = "week"


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The week or weekend that a day lies in: "the week of March 6"."""

    day: Calendar
    unit: Literal["week", "weekend"] = "week"


@dataclass(frozen=True, slots=True)
class Decade:
    """The ten years from `first_year`."""

    first_year: int


@dataclass(frozen=True, slots=True)
class Century:
    """The `number`-th century."""

    number: int


@dataclass(frozen=True, slots=True)
class Feast:
    """A day or time with a name that settles no day: Ramadan, Easter, Independence Day.

    Its day moves or differs from country to country; `year` is known where it is written.
    """

    year: int | None = None


Core = (
    Shift
    | Calendar
    | Numeric
    | Range
    | Weekday
    | DayOfMonth
    | Season
    | Months
    | MonthWeek
    | WeekOf
    | Decade
    | Century
    | Feast
)


@dataclass(frozen=True, slots=True)
class Expression:
    """A date expression: its core, the part of it that is meant ("late July"), and if it is rough.

    `around` is set where the word belongs to the mention: "around July 3".
    """

    core: Core
    part: Part | None = None
    around: bool = False
