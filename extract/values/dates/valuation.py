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
    DayOfMonth,
    Decade,
    Expression,
    Feast,
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
from extract.values.dates.tense import Look, is_settled, look, may_be_today

_SINCE = re.compile(r"\bsince(?:\s+(?:the|about|around|at\s+least))*\s+$", re.IGNORECASE)
_NEXT_WORD = re.compile(r" ([a-z]+)\b")
_ABOUT = re.compile(
    r"\b(?:about|(?:around|circa|ca?\.|approximately|roughly|nearly|almost|some|over|more\s+than)"
    r"(?:\s+the)?)\s+$",
    re.IGNORECASE,
)
#: How far before a date "since" and "about" may stand, in characters.
_NEAR_CHARACTERS = 30
#: How much farther a day or month may lie on the side that the tense speaks of and still be meant:
#: news leaves the year out where it is plain, so eleven months back "was extended to 20 November"
#: loses to three weeks ahead. Without a tense the past is a little likelier. Tuned on TimeBank.
_TENSE_WEIGHT = 3.0
_PAST_WEIGHT = 1.5
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
#: In "Monday to Friday", what stands before the second: the first and the "to" say nothing of when.
_STRETCH_BEGUN = re.compile(
    r"(?:\b[A-Z][a-z]+day(?:\s+(?:morning|afternoon|evening|night))?"
    rf"|\b{_MONTH}(?:\s+\d{{1,2}}\w*)?|\b\d{{1,2}}\w*\s+{_MONTH})"
    r"\s+(?:to|through|thru|till|until|and)\s+(?:the\s+)?$"
)
_JOINS = ("to ", "through ", "thru ", "till ", "until ", "and ", "the ")
#: No stretch: "postponed from Tuesday to Friday".
_MOVED_FROM = re.compile(
    r"\b(?:moved|shifted|postponed|delayed|rescheduled|pushed(?: back)?|brought forward)"
    r"(?:\s+\w+){0,3}\s+from\s+(?:\w+\s)?$",
    re.IGNORECASE,
)
#: From Thursday on, "the weekend" without a verb is the coming one.
_WEEKEND_AHEAD_FROM = 3
_SATURDAY = 5
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
    happened: DateValue | None
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
        previous = self._before_it()
        if previous is None or previous.start is None:
            raise _UnsettledError("relative to the date before it in the text, which is not known")
        fine_enough = _FINENESS.get(shift.unit)
        within = shift.unit == "month" and _in_one_month(previous)
        if fine_enough is not None and previous.precision not in fine_enough and not within:
            raise _UnsettledError(
                f"relative to the date before it in the text, which names no {shift.unit}"
            )
        self.anchor = previous.start
        return previous.start

    def _before_it(self) -> DateValue | None:
        """Return the date before it; what has happened did not follow a day still to come."""
        previous, happened = self.previous, self.happened
        if happened is None or previous is None or previous.start is None:
            return previous
        to_come = self.publication is not None and previous.start > self.publication
        return happened if to_come and self.look() == "back" else previous

    def stretch_before(self) -> str:
        """Return the words before the stretch of days that the date ends, or before the date."""
        if not self.before.endswith(_JOINS):
            return self.before
        return _STRETCH_BEGUN.sub("", self.before)

    def look(self) -> Look | None:
        if _SINCE.search(self.before[-_NEAR_CHARACTERS:]):
            return "back"
        return look(self.stretch_before(), self.after)


def _in_one_month(value: DateValue) -> bool:
    start, end = value.start, value.end
    if start is None or end is None:
        return False
    last = end - DAY
    return (start.year, start.month) == (last.year, last.month)


def date_value(
    match: DateMatch,
    *,
    anchor: dt.date | None,
    previous: DateValue | None = None,
    happened: DateValue | None = None,
    before: str = "",
    after: str = "",
) -> DateValue:
    """Return the value of one date expression.

    Args:
        match: the expression, from `find_dates`.
        anchor: the day of publication; None leaves relative dates open.
        previous: the value of the date before it in the text, for "the following day".
        happened: the last date before it that is not after the day of publication.
        before: the rest of the sentence to the left, for its tense and for "since".
        after: the rest of the sentence to the right.
    """
    expression = match.expression
    context = _Context(anchor, previous, happened, before, after)
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
        case Shift() | Weekday() | DayOfMonth() | Feast(year=None):
            return True
        case _:
            return False


def _interval(expression: Expression, context: _Context) -> Interval:
    interval = _core_interval(expression.core, context)
    if expression.part is not None:
        interval = calendar.narrowed(interval, expression.part)
    near = context.before[-_NEAR_CHARACTERS:]
    # EDTF knows no "about" of a season or a range.
    plain = not set("/X~") & set(interval.edtf) and interval.precision != "season"
    about = expression.around or _ABOUT.search(near)
    if plain and not isinstance(expression.core, Weekday) and about:
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
        case DayOfMonth():
            return calendar.day(_day_of_month(core, context))
        case Feast():
            return _feast(core)


def _shift(shift: Shift, context: _Context) -> Interval:
    base = context.counted_from(shift)
    if shift.ago is not None:
        base = _moved(base, *shift.ago)
    if shift.origin == "publication" and shift.unit == "weekend":
        return _weekend(shift.count, base, context)
    if shift.unit == "decade" and abs(shift.count) > 1:
        interval = calendar.year(base.year + 10 * shift.count)  # "two decades ago": about that year
        return replace(interval, edtf=interval.edtf + "~")
    return calendar.unit_at(shift.unit, base, shift.count)


def _moved(date: dt.date, unit: Unit, count: int) -> dt.date:
    """Return the same day so many units on, or the last one of a month that is shorter."""
    if unit in ("day", "week"):
        return date + count * (7 if unit == "week" else 1) * DAY
    months = count * {"month": 1, "year": 12, "decade": 120}.get(unit, 1200)
    interval = calendar.month(*_month_of(calendar.add_months(date.replace(day=1), months)))
    if interval.start is None or interval.end is None:
        raise OverflowError("at the edge of the calendar")
    return min(interval.start + (date.day - 1) * DAY, interval.end - DAY)


def _month_of(date: dt.date) -> tuple[int, int]:
    return date.year, date.month


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
    if core.until is not None:
        if _MOVED_FROM.search(context.before):
            return base - back * DAY
        return _stretch(core.weekday, core.until, base, context.look())[0]
    if core.since is not None:
        first = core.since
        if first.step is None and not _MOVED_FROM.search(context.stretch_before()):
            return _stretch(first.weekday, core.weekday, base, context.look())[1]
        begun = _weekday(first, replace(context, before=context.stretch_before(), after=""))
        return begun + ((core.weekday - begun.weekday()) % 7 or 7) * DAY
    if core.origin == "previous" and core.step is None:
        return base + ((core.weekday - base.weekday() + 3) % 7 - 3) * DAY  # "that Sunday"
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
            if not ahead and may_be_today(context.before, context.after):
                looks_ahead = False
            found = base + (ahead or 7) * DAY if looks_ahead else base - back * DAY
    return found + 7 * core.weeks_on * DAY


def _stretch(first: int, last: int, base: dt.date, looks: Look | None) -> tuple[dt.date, dt.date]:
    """Return the days of "Monday to Friday": the latest such stretch, or the first to come."""
    length = (last - first) % 7 or 7
    if looks == "ahead":
        start = base + (first - base.weekday()) % 7 * DAY
        return start, start + length * DAY
    end = base - (base.weekday() - last) % 7 * DAY
    return end - length * DAY, end


def _day_of_month(core: DayOfMonth, context: _Context) -> dt.date:
    if core.weekday is None:
        return context.counted_from(Shift("month", 0, "previous")).replace(day=core.day)
    base = context.published()
    months = [calendar.add_months(base.replace(day=1), count) for count in range(-6, 7)]
    days = [
        each.replace(day=core.day)
        for each in months
        if (interval := calendar.month(each.year, each.month)).end
        and each + (core.day - 1) * DAY < interval.end
    ]
    fitting = [each for each in days if each.weekday() == core.weekday]
    if not fitting:
        raise ValueError(f"no such weekday is day {core.day} of a month around {base}")
    return min(fitting, key=lambda each: abs(each - base))


def _feast(core: Feast) -> Interval:
    if core.year is None:
        raise _UnsettledError("its day is not the same in every year or country")
    return calendar.year(core.year)


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
    if core.until is not None:
        end = _calendar(core.until, context).start
        if end is not None:
            turn = (month, core.day or 0) > (end.month, core.until.day or 31)
            return _written(core, end.year - turn)
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
    if _SINCE.search(context.before[-_NEAR_CHARACTERS:]) or is_settled(
        context.before, context.after
    ):
        return past[-1]
    weight = {"back": _TENSE_WEIGHT, "ahead": 1 / _TENSE_WEIGHT, None: _PAST_WEIGHT}[context.look()]
    ahead, back = _distance(future[0], anchor), -_distance(past[-1], anchor)
    return future[0] if ahead * weight < back else past[-1]


def _range(core: Range, context: _Context) -> Interval:
    first, last = core.first, core.last
    if isinstance(first, Weekday) or isinstance(last, Weekday):
        if first.weekday is None or last.weekday is None:
            raise ValueError("a weekday and a date make no range")
        days = _stretch(first.weekday, last.weekday, context.published(), context.look())
        return calendar.days(*days)
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
        if core.weekday is None and core.unit == "week":
            return calendar.week_without_year(month, core.ordinal)
        raise _UnsettledError("the year is not written and the day of publication is not known")
    first, last = month.start, month.end - DAY
    if core.unit == "day":
        return calendar.day(last if core.ordinal < 0 else first + (core.ordinal - 1) * DAY)
    if core.unit == "weekend":
        saturday = _month_weekday(first, last, core.ordinal, _SATURDAY)
        return calendar.unit_at("weekend", saturday, 0)
    if core.weekday is None:
        if core.ordinal < 0:
            return calendar.days(last - 6 * DAY, last, "week")
        start = first + 7 * (core.ordinal - 1) * DAY
        return calendar.days(start, min(start + 6 * DAY, last), "week")
    return calendar.day(_month_weekday(first, last, core.ordinal, core.weekday))


def _month_weekday(first: dt.date, last: dt.date, ordinal: int, weekday: int) -> dt.date:
    """Return the first, second … (or last, -1) such weekday from `first` to `last`."""
    if ordinal < 0:
        return last - ((last.weekday() - weekday) % 7) * DAY
    found = first + ((weekday - first.weekday()) % 7 + 7 * (ordinal - 1)) * DAY
    if found > last:
        raise ValueError(f"the month of {first} has no such weekday")
    return found


def _week_of(core: WeekOf, context: _Context) -> Interval:
    start = _calendar(core.day, context).start
    if start is None:
        raise _UnsettledError("the year is not written and the day of publication is not known")
    return calendar.unit_at(core.unit, start, 0)


def _numeric(core: Numeric, context: _Context) -> dt.date:
    """Take the reading on the weekday beside it, of the day of publication, or not in the future.

    If that leaves two, it stays open.
    """
    readings = {dt.date(core.year, month, day) for day, month in _orders(core)}
    if core.weekday is not None:
        readings = {each for each in readings if each.weekday() == core.weekday} or readings
    if len(readings) > 1 and context.publication is not None:
        context.anchor = context.publication
        if context.publication in readings:
            return context.publication
        if context.look() != "ahead":
            readings = {each for each in readings if each <= context.publication}
    if len(readings) != 1:
        raise _UnsettledError(
            f"{core.first}/{core.second}/{core.year} may be day/month or month/day"
        )
    return readings.pop()


def _orders(core: Numeric) -> tuple[tuple[int, int], tuple[int, int]]:
    return (core.first, core.second), (core.second, core.first)
