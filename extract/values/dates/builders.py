"""What each rule of the grammar means, and what around it keeps it from being a date.

Where to start reading: `BUILDERS`, at the end, has one builder for each rule. A builder gets the
`Parts` of a match and returns the core of the expression, or None where the words only look like a
date: "Sunday Times", "Theresa May", the "second quarter" of a match.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum, auto
from typing import Any, Literal

from extract.values.dates.expressions import (
    Calendar,
    Century,
    Core,
    DayOfMonth,
    Decade,
    Feast,
    Months,
    MonthWeek,
    Numeric,
    Origin,
    Range,
    Season,
    Shift,
    Step,
    Unit,
    Weekday,
    WeekOf,
)
from extract.values.dates.lexicon import vocabulary
from extract.values.dates.parts import Parts, full_year

#: Bare numbers in this range are years even before a plural ("2024 elections"), unless round.
_MODERN_YEARS = range(1900, 2100)
_FIRST_BARE_YEAR = 1500
_SUMMARY_WIDTH = 160  # characters each side in which a quarter must look like business
_AMBIGUOUS_NAMES = frozenset({4, 6, 8})  # April, June, August are first names too


class Verdict(Enum):
    """What a builder says that leaves no room for a shorter match."""

    NAME = auto()  #: the words are a name: the "June" of "June 12 Movement" is no date either


def _named(parts: Parts) -> bool:
    """Whether the date is part of a name: Sunday Times, Black Friday, 12 June Movement."""
    context = vocabulary().context
    following = parts.after()
    if following.lower() in context["named_after"] and (
        following[:1].isupper() or following.lower() in ("movement", "alliance", "coalition")
    ):
        return True
    before = parts.before()
    return before.lower() in context["named_before"] and before[:1].isupper()


def _person_like(parts: Parts) -> bool:
    """Whether the word is a given name: a capital follows, and nothing before leads to a date."""
    following = parts.after()
    if not (following[:1].isupper() and following[1:2].islower()) or parts.lead():
        return False
    before = parts.before()
    return not before[:1].islower() and before not in (",", "’", "'")


def _iso(parts: Parts) -> Core | None:
    if "/" in (parts.before(), parts.after()):
        return None  # a web address
    year, month, day = (int(part) for part in re.split(r"[-/.]", parts.value("iso")))
    return Calendar(year, month, day, parts.value("weekday"))


def _numeric(parts: Parts) -> Core | None:
    first, second, year = re.split(r"[-/.]", parts.value("numeric"))
    one, two, full = int(first), int(second), full_year(year)
    if max(one, two) > 31 or min(one, two) == 0:
        return None
    weekday = parts.value("weekday")
    # With full stops no one writes the month first.
    if one > 12 or one == two or ("." in parts.value("numeric") and two <= 12):
        return Calendar(full, two, one, weekday)
    if two > 12:
        return Calendar(full, one, two, weekday)
    return Numeric(one, two, full, weekday)


def _day(parts: Parts) -> Core | Verdict | None:
    if parts.wrong_unit("year") and parts.has("month"):
        return None
    if parts.has("of_unit") and parts.value("of_unit") != "day":
        return None  # "the first week of June"
    word = parts.word("day")
    if word.isalpha() and not parts.has("year") and not parts.continues():
        return None  # "May second-quarter profits"
    ends_in_day = parts.last_word[:1].isdigit() and not parts.has("year")
    if parts.glued_dash_after() and parts.after(2)[:1].isdigit() and ends_in_day:
        return None
    if parts.breaks_line() and parts.after()[:1].isupper() and not parts.has("year"):
        return None  # "… until February" and on the next line "2 Storm": a list
    month, day = parts.value("month"), parts.number("day")
    if not parts.has("month"):
        relative = parts.relative()
        return Calendar(relative, None, day) if relative.unit == "month" else None
    context = vocabulary().context
    event = parts.after().lower() in context["attacks"] and not parts.has("year")
    if _named(parts) or (event and f"{month}-{day}" in context["named_days"]):
        return Verdict.NAME
    if day == 0:
        return None
    year = parts.year()
    if parts.has("short"):
        if len(parts.word("short")) != 2:
            return None
        year = full_year(parts.word("short"))
    return Calendar(year, month, day, parts.value("weekday"))


def _day_range(parts: Parts) -> Core | Verdict | None:
    if parts.wrong_unit("year"):
        return None
    if parts.has("days"):
        first, last = (
            int(re.sub(r"\D", "", each)) for each in re.split("[-–/]", parts.value("days"))
        )
        if "/" in parts.value("days") and last != first + 1:
            return None
    else:
        first, last = parts.number("day"), parts.number("until")
        listed = parts.word("join") in ("and", "or", "&") and parts.before().lower() != "between"
        counted = not parts.has("year") and not parts.continues()
        step = 2 if parts.has("between") else 1
        if (listed and last != first + step) or counted:
            return None  # "May 3 and 17": no range; "May 3 and 4 people": no day
        if parts.has("between") and parts.number("between") != first + 1:
            return None
    if _named(parts):
        return Verdict.NAME
    if not 0 < first < last:
        return None
    month, year = parts.value("month"), parts.year()
    return Range(Calendar(year, month, first), Calendar(year, month, last))


def _month(parts: Parts) -> Core | None:
    if parts.wrong_unit("year"):
        return None
    month, step = parts.value("month"), _step(parts)
    if parts.has("year") or parts.has("rel") or step:
        return Calendar(parts.year(), month, step=step)
    if parts.repeated or (parts.before() == "-" and parts.last_word.islower()):
        return None  # a set; a web address
    word = parts.word("month")
    in_range = parts.glued_dash_after("–") and parts.after(2).istitle()
    lead = parts.lead() or parts.modified or parts.before() == "(" or in_range
    if len(word) <= 4 and word not in ("june", "july", "may"):
        return Calendar(None, month) if lead and parts.before().lower() != "to" else None
    following = parts.after()
    event = parts.before().lower() == "the" and following.islower() and not parts.continues()
    if month in (3, 5) and not (lead or event):
        return None  # "March on", "Theresa May"; but "the May elections"
    if _named(parts) or (month in _AMBIGUOUS_NAMES and _person_like(parts)):
        return None
    return Calendar(None, month)


def _step(parts: Parts) -> Step | None:
    word = parts.word("step") or parts.word("this_one")
    if word in ("last", "past", "previous", "preceding"):
        return "last"
    if word in ("this", "current", "next"):
        return "next" if word == "next" else "this"
    return "coming" if word else None


def _year(parts: Parts) -> Core | None:
    year = parts.value("year")
    if parts.has("whole") and parts.value("whole") != "year":
        return None
    before, following = parts.before().lower(), parts.after()
    if before == ".":
        before = parts.before(2).lower()
    bc = following == "BC" or (following, parts.after(2), parts.after(3)) == ("B", ".", "C")
    if before == "at" or bc:
        return None
    plural = (
        following.islower() and following.endswith("s") and not following.endswith(("ss", "us"))
    )
    plural = plural and following not in vocabulary().context["continues"]
    settled = before in _YEAR_LEADS or before in _DETERMINERS or parts.has("whole")
    if year not in _MODERN_YEARS:
        return Calendar(year) if settled and not plural else None
    if plural and not settled and (year % 100 == 0 or year < 1950):
        return None
    return Calendar(year)


_YEAR_LEADS = frozenset(
    (
        "in",
        "since",
        "until",
        "till",
        "from",
        "by",
        "before",
        "after",
        "during",
        "to",
        "and",
        "through",
        "around",
        "about",
        "circa",
        "ca",
        "c",
        "ad",
    )
)
_DETERMINERS = frozenset(("the", "its", "his", "her", "their", "our", "this", "s", "of"))


def _years(parts: Parts) -> Core | None:
    first, last = re.split("[-–/]", parts.value("years"))
    year = int(first)
    if year not in _MODERN_YEARS and not (year >= _FIRST_BARE_YEAR and len(last) == 4):
        return None
    if len(last) == 4:
        end = int(last)
    elif last.startswith("0") and last[1] >= "1" and int(last) <= year % 100:
        return Calendar(year, int(last))  # "2024-08"
    else:
        end = year // 100 * 100 + int(last)
        if end < year and 1 <= int(last) <= 12:
            return Calendar(year, int(last))
    return Range(Calendar(year), Calendar(end)) if year < end < year + 200 else None


def _fiscal(parts: Parts) -> Core | None:
    years = [full_year(each) for each in re.findall(r"\d+", parts.value("fiscal"))]
    if len(years) == 2 and years[1] > years[0]:
        return Range(Calendar(years[0]), Calendar(years[1]))
    return Calendar(years[0])


def _decade(parts: Parts) -> Core | None:
    value = parts.value("decade")
    if isinstance(value, int):
        # Without "the" it is an age: "in his early eighties".
        in_row = parts.before().lower() == "and" and "the" in (parts.before(3), parts.before(4))
        the = parts.determined or parts.before().lower() == "the"
        return Decade(value) if the or in_row else None
    digits = int(re.sub(r"\D", "", value))
    if len(value) - value.endswith(("'s", "’s")) == 3 and not _is_short_decade(parts):
        return None
    if digits >= 1000:
        if digits % 100 == 0 and digits < 2000 and not (digits == 1900 and parts.early):
            return Century(digits // 100 + 1)  # "the 1800s"
        return Decade(digits) if digits < 2100 else None
    return Decade(1900 + digits)


def _is_short_decade(parts: Parts) -> bool:
    """Whether "90s" is a decade: "the 90s", "mid-90s", "the 1980s and 90s", and no temperature."""
    other = parts.before(2)
    in_row = parts.before().lower() in ("and", "or", "to") and other.endswith("0s")
    after_decade = in_row and (len(other) > len("30s") or parts.before(3).lower() == "the")
    if not (parts.determined or parts.modified or after_decade or parts.before() == "the"):
        return False
    if parts.modified and parts.before().lower() in ("his", "her", "their", "my", "your", "its"):
        return False
    return vocabulary().context["degrees"].isdisjoint(re.findall(r"\w+", parts.near(40)))


def _century(parts: Parts) -> Core | None:
    if parts.value("unit") != "century":
        return None
    number = parts.number("ordinal") + (parts.value("tens") or 0)
    if parts.last_word == "Century" and parts.after()[:1].isupper():
        return None  # a film studio
    return Century(number) if 1 <= number <= 21 else None


def _quarter(parts: Parts) -> Core | None:
    if parts.wrong_unit("year"):
        return None
    length = 3
    if parts.has("quarter"):
        number = int(re.sub(r"\D", "", parts.value("quarter")))
        if "H" in parts.value("quarter"):
            if not parts.has("year"):
                return None
            length = 6
    elif parts.value("unit") == "quarter" and parts.word("ordinal") == "last":
        number = 4
    elif parts.value("unit") == "quarter" and parts.number("ordinal") <= 4:
        number = parts.number("ordinal")
    else:
        return None
    dated = parts.has("year") or parts.has("rel") or parts.value("whole") == "year"
    if not dated and (parts.word("ordinal") == "last" or not _is_business(parts)):
        return None  # the second quarter of a match
    year = Shift("year", 0) if parts.has("whole") else parts.year()
    last = length * number
    return Months(last - length + 1, last, year, "quarter" if length == 3 else "range")


def _is_business(parts: Parts) -> bool:
    words = re.findall(r"\w+", parts.near(_SUMMARY_WIDTH))
    return not vocabulary().context["business"].isdisjoint(words)


def _months(parts: Parts) -> Core | None:
    if parts.value("unit") != "month" or parts.wrong_unit("year"):
        return None
    if parts.has("whole") and parts.value("whole") != "year":
        return None
    year = Shift("year", 0) if parts.has("whole") else parts.year()
    if not parts.has("quantity"):
        return Calendar(year, parts.number("ordinal")) if parts.number("ordinal") <= 12 else None
    count = parts.value("quantity")
    at_end = parts.word("ordinal") == "last"
    if not (at_end or parts.number("ordinal") == 1) or not 2 <= count <= 12:
        return None
    first, last = (13 - count, 12) if at_end else (1, count)
    return Months(first, last, year, "range")


def _month_week(parts: Parts) -> Core | None:
    what: Any = "weekend" if parts.word("of_what") == "weekend" else parts.value("of_what")
    ordinal = -1 if parts.word("ordinal") == "last" else parts.number("ordinal")
    if what not in (*range(7), "week", "weekend", "day") or (ordinal > 5 and what != "day"):
        return None
    month: Calendar | Shift
    if parts.has("month"):
        if parts.wrong_unit("year"):
            return None
        month = Calendar(parts.year(), parts.value("month"))
    elif parts.has("year"):
        month = Calendar(parts.value("year"))
    elif parts.has("whole"):
        if parts.value("whole") not in ("month", "year") or what != "day":
            return None
        month = Shift(parts.value("whole"), 0)
    else:
        month = parts.relative()
        if month.unit not in ("month", "year"):
            return None
    if what == "day" and ordinal > 0 and isinstance(month, Calendar) and month.month:
        return Calendar(month.year, month.month, ordinal)
    if isinstance(what, int):
        return MonthWeek(ordinal, month, what)
    unit: Literal["day", "week", "weekend"] = what
    return MonthWeek(ordinal, month, unit=unit)


def _week_of(parts: Parts) -> Core | None:
    weekend = parts.word("unit") == "weekend"
    if not (weekend or parts.value("unit") == "week") or parts.wrong_unit("year"):
        return None
    day = Calendar(parts.year(), parts.value("month"), parts.number("day"))
    return WeekOf(day, "weekend" if weekend else "week")


def _season(parts: Parts) -> Core | None:
    if parts.wrong_unit("year"):
        return None
    number, step = parts.value("season"), _step(parts)
    if parts.glued_dash_after() or parts.repeated:
        return None  # "the fall-out"
    if parts.has("years"):
        return Season(number, int(parts.value("years")[:4]))
    if parts.has("year") or parts.has("rel") or step:
        return Season(number, parts.year(), step)
    # "in the spring" and "in spring" are one, "the fall of Kabul" and "spring water" are none.
    lead = parts.before(2) if parts.before().lower() == "the" else parts.before()
    bare_fall = lead == parts.before() and parts.word("season") == "fall"
    if lead.lower() not in _SEASON_LEADS or bare_fall:
        return None
    if not parts.continues() or parts.after().lower() in ("of", "and", "or"):
        return None
    return Season(number)


_SEASON_LEADS = frozenset(("in", "by", "since", "until", "during", "over", "from", "through"))


def _weekday(parts: Parts) -> Core | None:
    weekday = parts.value("weekday")
    if parts.has("quantity"):
        unit = parts.value("unit")
        count = parts.value("quantity") * {"week": 1, "fortnight": 2}.get(unit, 0)
        if not count:
            return None
        ahead = parts.has("from")
        return Weekday(weekday, "coming" if ahead else None, weeks_on=count if ahead else -count)
    if parts.has("a_week"):
        # "on Thursday week", British: a week after the coming one
        follows = parts.value("a_week") == "week" and parts.last_word == "week"
        return Weekday(weekday, "coming", weeks_on=1) if follows and parts.continues() else None
    if parts.has("that"):
        return Weekday(weekday, origin="previous")
    short = len(parts.word("weekday").rstrip(".")) < len("monday")
    if short and not (parts.before().lower() in _SHORT_LEADS and parts.continues()):
        return None  # "Sun" and "Sat" are words
    if parts.last_word in ("last", "next"):
        # "on Monday last", "on Friday next"; not "on Monday last year's winner spoke"
        direction: Step = "last" if parts.last_word == "last" else "coming"
        return Weekday(weekday, direction) if parts.continues() else None
    if parts.has("rel"):
        week = Shift("week", -1, "publication") if parts.word("rel") == "past" else parts.relative()
        return Weekday(weekday, week=week) if week.unit == "week" else None
    if _named(parts):
        return None
    step = _step(parts)
    if step is None and (_person_like(parts) or parts.repeated or parts.after() in _DAYPARTS):
        return None
    word = parts.word("step")
    if word in ("following", "ensuing", "previous", "preceding"):
        direction = "coming" if word in ("following", "ensuing") else "last"
        return Weekday(weekday, direction, origin="previous")
    if word == "same":
        return None
    if word == "next" and parts.before().lower() == "the":
        return Weekday(weekday, "coming", origin="previous")
    return Weekday(weekday, step)


#: Before "Fri." and "Sat", which are too short to stand alone.
_SHORT_LEADS = frozenset(("on", "by", "since", "until", "till", "early", "late", "from"))
#: "Monday nights" are many.
_DAYPARTS = frozenset(("mornings", "afternoons", "evenings", "nights"))


def _day_of_month(parts: Parts) -> Core | None:
    if not 1 <= parts.number("day") <= 31:
        return None
    if parts.has("weekday"):
        if not (parts.last_word == ")" or parts.continues()) or parts.after().lower() == "of":
            return None  # "on Friday the second man"
        return DayOfMonth(parts.number("day"), parts.value("weekday"))
    the = parts.before().lower() == "the" and parts.before(2).lower() in _DAY_LEADS
    if not the or not parts.continues():
        return None  # "the 27th Brigade", "the 9th floor"
    if parts.after().lower() in ("of", "in", "and", "or", "to"):
        return None  # "on the 18th of the course"
    return DayOfMonth(parts.number("day"))


_DAY_LEADS = frozenset(("on", "by", "until", "till", "since"))


def _deictic(parts: Parts) -> Core | None:
    if parts.has("side"):
        if parts.value("unit") != "day":
            return None
        return Shift("day", parts.value("deictic") + parts.value("side"))
    if parts.has("part_of"):
        if parts.word("part_of") == "this":
            return Shift("day", 0)
        return Shift("day", -1) if parts.last_word.lower() in ("night", "evening") else None
    titled = parts.word("deictic") in ("today", "tonight") and not parts.last_word.islower()
    if titled and (parts.before()[:1].isupper() or _named(parts)):
        return None  # USA Today, Tonight Show
    if parts.word("deictic") == "today" and _is_nowadays(parts):
        return None
    return Shift("day", parts.value("deictic"))


def _is_nowadays(parts: Parts) -> bool:
    """Whether "today's" is of these times: "many of today's leaders", "in today's world"."""
    if parts.after() not in ("'", "’"):
        return False
    context = vocabulary().context
    some = parts.before().lower() == "of" and parts.before(2).lower() in context["quantifiers"]
    return some or parts.after(3).lower() in context["nowadays"]


def _quantity(parts: Parts) -> int:
    return int(parts.value("quantity")) + int(parts.value("plus") or 0)


def _unit(parts: Parts, factor: int) -> tuple[Unit, int] | None:
    """Return unit and count of a quantity; a fortnight is two weeks. None for quarters."""
    unit, count = parts.value("unit"), _quantity(parts) * factor
    if unit == "fortnight":
        return "week", 2 * count
    if unit in ("quarter", "century") or (unit == "year" and abs(count) > 1900):
        return None
    return unit, count


#: "half a decade", "half a century".
_HALVES: dict[str, tuple[Unit, int]] = {"decade": ("year", -5), "century": ("decade", -5)}


def _ago(parts: Parts) -> Core | None:
    if parts.has("quantity"):
        if parts.value("unit") == "century":
            return Shift("decade", -10 * _quantity(parts))
        counted = _unit(parts, -1)
    else:
        counted = _HALVES.get(parts.value("unit"))
    if counted is None:
        return None
    if parts.has("deictic"):
        return Shift("day", parts.value("deictic"), ago=counted)  # "a year ago today"
    if parts.has("this_unit"):
        unit = parts.value("this_unit")
        return Shift(unit, 0, ago=counted) if unit in ("week", "month", "year") else None
    return Shift(*counted)


def _from_now(parts: Parts) -> Core | None:
    counted = _unit(parts, 1)
    if counted is None:
        return None
    unit, count = counted
    if parts.has("deictic"):
        if parts.value("deictic") and unit not in ("day", "week"):
            return None
        days = count * (7 if unit == "week" else 1)
        return (
            Shift("day", days + parts.value("deictic"))
            if unit in ("day", "week")
            else Shift(unit, count)
        )
    if parts.last_word == "time" and parts.before().lower() != "in":
        return None
    return Shift(unit, count)


def _period(parts: Parts) -> Core | None:
    unit, word = parts.value("unit"), parts.word("step")
    step = parts.value("step")
    if parts.has("side"):
        # "the year before last", "the week after next"
        plain = unit in ("day", "week", "month", "year") and parts.continues()
        return Shift(unit, 2 * parts.value("side")) if plain else None
    after_the = parts.determined
    if parts.after().lower() == "of":
        return None  # "the last week of 2016"
    if unit in ("day", "fortnight"):
        return None
    if unit == "quarter" and word != "this" and not _is_business(parts):
        return None  # of a match
    if word == "last" and after_the and unit != "century":
        return None  # "over the last week": a duration
    if word == "next" and after_the:
        return None  # "over the next year"; what "the next week" follows is `_following`
    if parts.before().lower() in ("such", "and") and word == "current":
        return None
    return Shift(unit, step)


def _weekend(parts: Parts) -> Core | None:
    word = parts.word("step")
    if not word:
        article = parts.before().lower() == "the"
        return Shift("weekend", 0) if article and parts.continues() else None
    if word in ("following", "previous", "preceding", "same", "that", "ensuing"):
        return Shift("weekend", parts.value("step"), "previous")
    return Shift("weekend", parts.value("step"))


def _following(parts: Parts) -> Core | None:
    origin: Origin = "previous"
    unit: Unit
    if parts.has("adverb"):
        if parts.after().lower() in ("than", "this", "that", "in"):
            return None
        counted = _unit(parts, parts.value("adverb"))
        return Shift(*counted, origin) if counted else None
    if parts.has("side"):
        unit = parts.value("unit")
        if unit not in ("day", "week", "month", "year") or parts.before().lower() != "the":
            return None
        ends = not parts.after()[:1].isalpha() and not parts.after()[:1].isdigit()
        return Shift(unit, parts.value("side"), origin) if ends else None
    unit = parts.value("unit") or "day"
    word = parts.word("neighbour")
    if unit not in ("day", "week", "month", "year"):
        return None
    if word == "next" and (unit != "day" or parts.before().lower() != "the"):
        return None
    return Shift(unit, parts.value("neighbour"), origin)


def _whole(parts: Parts) -> Core | None:
    # "the end of the year", "by end of year"; without such a modifier it names no time.
    unit = parts.value("unit")
    modified = parts.modified and parts.governor in ("the", "of")
    return Shift(unit, 0) if modified and unit in ("week", "month", "year") else None


def _year_end(parts: Parts) -> Core | None:
    # "by year-end", "by year's end"; no "year-end bonus"
    ends = parts.value("unit") == "year" and parts.last_word.lower() == "end"
    year = None if parts.before().lower() == "since" else Shift("year", 0)
    return Months(9, 12, year, "range") if ends and parts.continues() else None


def _feast(parts: Parts) -> Core | None:
    named_day = parts.written("day") == "Day" and parts.written("feast").istitle()
    if parts.has("day") and not named_day:
        return None
    if not (parts.has("year") or parts.has("step")) and not _is_feast_time(parts):
        return None  # Easter eggs and the Ramadan fast
    return Feast(parts.value("year"))


def _is_feast_time(parts: Parts) -> bool:
    """Whether a feast says when: "before Easter", "on the eve of Diwali", "June 12, Labour Day"."""
    if not parts.continues():
        return False
    if parts.before().lower() == "the":
        whole = parts.has("eve") or parts.has("first_of") or parts.has("days_of")
        return whole and parts.before(2).lower() in vocabulary().context["leads"]
    if parts.before().lower() == "of":
        return parts.before(2).lower() in ("ahead", "month")  # no "tales of Ashura"
    apposed = parts.before() == "," and parts.before(2)[:1].isdigit()
    return parts.lead() or (apposed and not parts.after()[:1].isalpha())


def _holiday(parts: Parts) -> Core | None:
    month, day, *which = parts.value("holiday")
    dated = parts.has("year") or parts.has("step")
    named = " " in parts.word("holiday")
    if not (dated or named or (parts.lead() and parts.continues())):
        return None  # Christmas trees and Christmas markets
    step = _step(parts)
    if which:
        return MonthWeek(which[0], Calendar(parts.year(), month, step=step), day)
    return Calendar(parts.year(), month, day, step=step)


BUILDERS: dict[str, Callable[[Parts], Core | Verdict | None]] = {
    "dates.iso": _iso,
    "dates.numeric": _numeric,
    "dates.day": _day,
    "dates.day_range": _day_range,
    "dates.month": _month,
    "dates.year": _year,
    "dates.years": _years,
    "dates.fiscal": _fiscal,
    "dates.decade": _decade,
    "dates.century": _century,
    "dates.quarter": _quarter,
    "dates.months": _months,
    "dates.week_of": _week_of,
    "dates.month_week": _month_week,
    "dates.season": _season,
    "dates.weekday": _weekday,
    "dates.day_of_month": _day_of_month,
    "dates.deictic": _deictic,
    "dates.ago": _ago,
    "dates.from_now": _from_now,
    "dates.period": _period,
    "dates.weekend": _weekend,
    "dates.following": _following,
    "dates.whole": _whole,
    "dates.year_end": _year_end,
    "dates.feast": _feast,
    "dates.holiday": _holiday,
}
