"""Give a date expression its value: EDTF and a half-open interval of days.

Everything is arithmetic from the day of publication and from the date before it in the text;
nothing is borrowed from today. What the article does not settle keeps `edtf` None and says why,
save a day or month without its year, which EDTF can write: ``XXXX-07-04``.

Where to start reading: `date_value`, then `_core_interval`, which has a function for each kind of
expression.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from extract.schemas import DateValue
from extract.values.dates import calendar
from extract.values.dates.calendar import DAY, Interval
from extract.values.dates.expressions import (
    Calendar,
    Century,
    Core,
    Decade,
    Expression,
    Months,
    MonthWeek,
    Numeric,
    Range,
    Season,
    Shift,
    Step,
    Unit,
    Weekday,
    WeekOf,
)
from extract.values.dates.grammar import DateMatch
from extract.values.dates.lexicon import vocabulary
from extract.values.dates.tense import Look, look

_SINCE = re.compile(r"\bsince(?:\s+(?:the|about|around|at\s+least))*\s+$", re.IGNORECASE)
_NEXT_WORD = re.compile(r" ([a-z]+)\b")
_ABOUT = re.compile(
    r"\b(?:about|around|circa|c\.|approximately|roughly|nearly|almost|some|over|more\s+than)"
    r"(?:\s+the)?\s+$",
    re.IGNORECASE,
)
#: How far before a date "since" and "about" may stand, in characters.
_NEAR_CHARACTERS = 30
#: How much farther a day or month may lie on the side that the tense speaks of and still be meant:
#: news leaves the year out where it is plain, so eleven months back "was extended to 20 November"
#: loses to three weeks ahead. Without a tense the past is a little likelier. Tuned on TimeBank.
_TENSE_WEIGHT = 3.0
_PAST_WEIGHT = 1.5
#: From Thursday on, "the weekend" without a verb is the coming one.
_WEEKEND_AHEAD_FROM = 3
#: What a date must be at least as fine as for another to be counted from it.
_FINENESS: dict[Unit, frozenset[str]] = {
    "day": frozenset({"day"}),
    "week": frozenset({"day", "week", "weekend"}),
    "weekend": frozenset({"day", "week", "weekend"}),
    "month": frozenset({"day", "week", "weekend", "month"}),
    "year": frozenset({"day", "week", "weekend", "month", "quarter", "season", "year", "range"}),
}


class _UnsettledError(Exception):
    """The article does not say which day is meant, or there is no such day."""


@dataclass(slots=True)
class _Context:
    """What a date may be counted from, and what it was counted from in the end."""

    publication: dt.date | None
    previous: DateValue | None
    before: str
    after: str
    anchor: dt.date | None = None

    def published(self) -> dt.date:
        if self.publication is None:
            raise _UnsettledError("relative to the day of publication, which is not known")
        self.anchor = self.publication
        return self.publication

    def counted_from(self, shift: Shift) -> dt.date:
        if shift.origin == "publication":
            return self.published()
        previous = self.previous
        if previous is None or previous.start is None:
            raise _UnsettledError("relative to the date before it in the text, which is not known")
        fine_enough = _FINENESS.get(shift.unit)
        if fine_enough is not None and previous.precision not in fine_enough:
            raise _UnsettledError(
                f"relative to the date before it in the text, which names no {shift.unit}"
            )
        self.anchor = previous.start
        return previous.start

    def look(self) -> Look | None:
        if _SINCE.search(self.before[-_NEAR_CHARACTERS:]):
            return "back"
        return look(self.before, self.after)


def date_value(
    match: DateMatch,
    *,
    anchor: dt.date | None,
    previous: DateValue | None = None,
    before: str = "",
    after: str = "",
) -> DateValue:
    """Return the value of one date expression.

    Args:
        match: the expression, from `find_dates`.
        anchor: the day of publication; None leaves relative dates open.
        previous: the value of the date before it in the text, for "the following day".
        before: the rest of the sentence to the left, for its tense and for "since".
        after: the rest of the sentence to the right.
    """
    expression = match.expression
    context = _Context(anchor, previous, before, after)
    relative = _is_relative(expression.core)
    try:
        interval = _interval(expression, context)
    except _UnsettledError as unsettled:
        return DateValue(relative=relative, anchor=context.anchor, reason=str(unsettled))
    except (ValueError, OverflowError):
        return DateValue(
            relative=relative, anchor=context.anchor, reason="no such day in the calendar"
        )
    reason = None
    if interval.edtf.startswith("XXXX"):
        reason = "the year is not written and the day of publication is not known"
    return DateValue(
        edtf=interval.edtf,
        start=interval.start,
        end=interval.end,
        precision=interval.precision,
        relative=relative,
        anchor=context.anchor,
        reason=reason,
    )


def _is_relative(core: Core) -> bool:
    match core:
        case Calendar():
            return not isinstance(core.year, int)
        case Range():
            return _is_relative(core.last)
        case Season() | Months():
            return not isinstance(core.year, int)
        case MonthWeek():
            return isinstance(core.month, Shift) or _is_relative(core.month)
        case WeekOf():
            return _is_relative(core.day)
        case Shift() | Weekday():
            return True
        case _:
            return False


def _interval(expression: Expression, context: _Context) -> Interval:
    interval = _core_interval(expression.core, context)
    if expression.part is not None:
        interval = calendar.narrowed(interval, expression.part)
    near = context.before[-_NEAR_CHARACTERS:]
    plain = not set("/X~") & set(interval.edtf)
    if plain and not isinstance(expression.core, Weekday) and _ABOUT.search(near):
        interval = replace(interval, edtf=interval.edtf + "~")
    if _SINCE.search(near) and not _names_an_event(context):
        interval = calendar.onwards(interval)
    return interval


def _names_an_event(context: _Context) -> bool:
    """Whether "since" goes with what the date describes: "since the 2023 election"."""
    following = _NEXT_WORD.match(context.after)
    determined = context.before.rstrip().lower().endswith(" the")
    continues = vocabulary().context["continues"]
    return bool(determined and following and following[1] not in continues)


def _core_interval(core: Core, context: _Context) -> Interval:
    match core:
        case Calendar():
            return _calendar(core, context)
        case Shift():
            return _shift(core, context)
        case Weekday():
            return calendar.day(_weekday(core, context))
        case Range():
            return _range(core, context)
        case Season():
            return _season(core, context)
        case Months():
            return _months(core, context)
        case MonthWeek():
            return _month_week(core, context)
        case WeekOf():
            return _week_of(core, context)
        case Numeric():
            return calendar.day(_numeric(core, context))
        case Decade():
            return calendar.decade(core.first_year)
        case Century():
            return calendar.century(core.number)


def _shift(shift: Shift, context: _Context) -> Interval:
    base = context.counted_from(shift)
    if shift.origin == "publication" and shift.unit == "weekend":
        return _weekend(shift.count, base, context)
    if shift.unit == "decade" and abs(shift.count) > 1:
        interval = calendar.year(base.year + 10 * shift.count)  # "two decades ago": about that year
        return replace(interval, edtf=interval.edtf + "~")
    return calendar.unit_at(shift.unit, base, shift.count)


def _weekend(count: int, base: dt.date, context: _Context) -> Interval:
    on_weekend = base.weekday() >= 5
    if count == 0 and not on_weekend:
        looks = context.look()
        ahead = looks == "ahead" or (looks is None and base.weekday() >= _WEEKEND_AHEAD_FROM)
        count = 0 if ahead else -1
    return calendar.unit_at("weekend", base, count)


def _weekday(core: Weekday, context: _Context) -> dt.date:
    if core.week is not None:
        base = context.counted_from(core.week)
        return base + (core.weekday - base.weekday() + 7 * core.week.count) * DAY
    base = context.counted_from(Shift("day", 0, core.origin))
    ahead = (core.weekday - base.weekday()) % 7
    back = (base.weekday() - core.weekday) % 7
    match core.step:
        case "last":
            found = base - (back or 7) * DAY
        case "this":
            found = base + (core.weekday - base.weekday()) * DAY
        case "next":
            found = base + (core.weekday - base.weekday() + 7) * DAY
        case "coming":
            found = base + (ahead or 7) * DAY
        case _:
            looks_ahead = context.look() == "ahead" and core.weeks_on == 0
            found = base + (ahead or 7) * DAY if looks_ahead else base - back * DAY
    return found + 7 * core.weeks_on * DAY


def _calendar(core: Calendar, context: _Context) -> Interval:
    if isinstance(core.year, Shift) and core.year.unit == "month":
        # "the 15th of last month"
        first = context.counted_from(core.year).replace(day=1)
        month = calendar.add_months(first, core.year.count)
        return _written(replace(core, month=month.month), month.year)
    year = _year(core.year, context)
    if year is not None:
        return _written(core, year)
    return _without_year(core, core.month or 1, context)


def _year(year: int | Shift | None, context: _Context) -> int | None:
    if not isinstance(year, Shift):
        return year
    start = calendar.unit_at(year.unit, context.counted_from(year), year.count).start
    return start.year if start else None


def _written(core: Calendar, year: int) -> Interval:
    if core.month is None:
        return calendar.year(year)
    if core.day is None:
        return calendar.month(year, core.month)
    return calendar.day(dt.date(year, core.month, core.day))


def _without_year(core: Calendar, month: int, context: _Context) -> Interval:
    """Take the year nearest to the day of publication that the tense of the sentence allows."""
    if context.publication is None and core.step is None:
        if core.day is None:
            return Interval(f"XXXX-{month:02d}", None, None, "month")
        dt.date(2000, month, core.day)  # raises for a day that no year has
        return Interval(f"XXXX-{month:02d}-{core.day:02d}", None, None, "day")
    anchor = context.published()
    reach = range(anchor.year - 1, anchor.year + 2)
    if (month, core.day) == (2, 29):
        reach = range(anchor.year - 4, anchor.year + 5)
    candidates = [found for year in reach if (found := _possible(core, year))]
    if core.weekday is not None:
        fitting = [
            each for each in candidates if each.start and each.start.weekday() == core.weekday
        ]
        if fitting:
            return min(fitting, key=lambda each: abs(_distance(each, anchor)))
    return _chosen(candidates, anchor, core.step, context)


def _possible(core: Calendar, year: int) -> Interval | None:
    try:
        return _written(core, year)
    except ValueError:
        return None


def _distance(interval: Interval, anchor: dt.date) -> int:
    """Return the days from `anchor` to `interval`: 0 inside it, negative before it."""
    start, end = interval.start, interval.end
    if start is None or end is None:
        return 0
    if start > anchor:
        return (start - anchor).days
    return min(0, (end - DAY - anchor).days)


def _chosen(
    candidates: list[Interval], anchor: dt.date, step: Step | None, context: _Context
) -> Interval:
    if not candidates:
        raise _UnsettledError("no such day in the calendar")
    past = [each for each in candidates if _distance(each, anchor) < 0]
    here = [each for each in candidates if _distance(each, anchor) == 0]
    future = [each for each in candidates if _distance(each, anchor) > 0]
    if not past or not future:
        raise OverflowError("at the edge of the calendar")
    if step == "last":
        return past[-1]
    if step in ("next", "coming"):
        return future[0]
    if step == "this":
        return next(each for each in candidates if each.start and each.start.year == anchor.year)
    if here:
        return here[0]
    if _SINCE.search(context.before[-_NEAR_CHARACTERS:]):
        return past[-1]
    weight = {"back": _TENSE_WEIGHT, "ahead": 1 / _TENSE_WEIGHT, None: _PAST_WEIGHT}[context.look()]
    ahead, back = _distance(future[0], anchor), -_distance(past[-1], anchor)
    return future[0] if ahead * weight < back else past[-1]


def _range(core: Range, context: _Context) -> Interval:
    first, last = core.first, core.last
    end = _calendar(last, context)
    if first.year is None and first.month is not None and last.month is not None:
        if end.start is None:
            return calendar.spanning(_calendar(first, context), end)
        turn = first.month > last.month  # "December 28 – January 3"
        return calendar.spanning(_written(first, end.start.year - turn), end)
    return calendar.spanning(_calendar(first, context), end)


def _season(core: Season, context: _Context) -> Interval:
    year = _year(core.year, context)
    if year is not None:
        return calendar.season(core.number, year)
    anchor = context.published()
    reach = range(anchor.year - 2, anchor.year + 2)
    return _chosen(
        [calendar.season(core.number, each) for each in reach], anchor, core.step, context
    )


def _months(core: Months, context: _Context) -> Interval:
    year = _year(core.year, context)
    if year is not None:
        return calendar.months(year, core.first, core.last, core.name)
    anchor = context.published()
    reach = range(anchor.year - 1, anchor.year + 2)
    candidates = [calendar.months(each, core.first, core.last, core.name) for each in reach]
    return _chosen(candidates, anchor, None, context)


def _month_week(core: MonthWeek, context: _Context) -> Interval:
    month = _core_interval(core.month, context)
    if month.start is None or month.end is None:
        raise _UnsettledError("the year is not written and the day of publication is not known")
    first, last = month.start, month.end - DAY
    if core.weekday is None:
        if core.ordinal < 0:
            return calendar.days(last - 6 * DAY, last, "week")
        start = first + 7 * (core.ordinal - 1) * DAY
        return calendar.days(start, min(start + 6 * DAY, last), "week")
    if core.ordinal < 0:
        return calendar.day(last - ((last.weekday() - core.weekday) % 7) * DAY)
    found = first + ((core.weekday - first.weekday()) % 7 + 7 * (core.ordinal - 1)) * DAY
    if found > last:
        raise ValueError(f"{month.edtf} has no such weekday")
    return calendar.day(found)


def _week_of(core: WeekOf, context: _Context) -> Interval:
    start = _calendar(core.day, context).start
    if start is None:
        raise _UnsettledError("the year is not written and the day of publication is not known")
    return calendar.week(start)


def _numeric(core: Numeric, context: _Context) -> dt.date:
    """Take the reading that is not in the future, if only one is not; else leave it open."""
    readings = {dt.date(core.year, month, day) for day, month in _orders(core)}
    if context.publication is not None and context.look() != "ahead":
        readings = {each for each in readings if each <= context.publication}
        context.anchor = context.publication
    if len(readings) != 1:
        raise _UnsettledError(
            f"{core.first}/{core.second}/{core.year} may be day/month or month/day"
        )
    return readings.pop()


def _orders(core: Numeric) -> tuple[tuple[int, int], tuple[int, int]]:
    return (core.first, core.second), (core.second, core.first)
