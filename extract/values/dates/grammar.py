"""Find the expressions that denote dates: a regular grammar over categories of words.

`lexicon.lex` turns a text into a row of categories; each rule below is a regular expression over
that row, written in a small notation: a lower-case word is a category ("month"), ``name:category``
or ``name:(a|b)`` captures it. At each place the longest rule wins whose `build` accepts what stands
around it. Two passes follow: what a dash joins becomes one range ("May 23 – June 2"), and a date
without a year takes the one that a partner states ("between March and June 2022").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TypeGuard

from extract.values.dates.builders import BUILDERS, Verdict
from extract.values.dates.expressions import (
    Calendar,
    Century,
    Core,
    Decade,
    Expression,
    MonthWeek,
    Numeric,
    Part,
    Range,
    Season,
    Shift,
    Weekday,
)
from extract.values.dates.lexicon import OTHER, Tokens, lex, vocabulary
from extract.values.dates.parts import Parts


@dataclass(frozen=True, slots=True)
class DateMatch:
    """One date expression in a text.

    Attributes:
        start: first character, in code points.
        end: one past the last character.
        rule: the rule that found it, such as ``dates.weekday``.
        expression: what it says.
    """

    start: int
    end: int
    rule: str
    expression: Expression


#: Shorthands of the notation.
_MACROS = {
    "MONTH": "month:(month|month_short)",
    "WEEKDAY": "weekday:(weekday|weekday_short)",
    "DAY": "day:(number|ordinal)",
    "YEAR": (
        "(?:(?:comma|of|in)? year:(year|short_year)"
        "|comma? of? the? rel:(last|this|next|neighbour|that) rel_unit:unit)"
    ),
    "QUANTITY": "(?:quantity:(article|number|amount|cardinal)(?:dash plus:cardinal)?)",
    "UNIT": "unit:(unit|units)",
    "UNIT_OF_A": "article unit:unit",
    "PARTOFDAY": "(?:part? daypart)?",
    "FEAST": "before_feast? feast:feast (?:dash? after_feast)*",
}
#: The rules by name; one name may have several forms. `BUILDERS` says what each means.
_RULES: tuple[tuple[str, str], ...] = (
    ("dates.iso", "(?:WEEKDAY comma?)? iso:iso"),
    ("dates.numeric", "(?:WEEKDAY comma?)? numeric:numeric"),
    (
        "dates.day",
        (
            "(?:(?:this?(?:coming|past|last|next)|this)? WEEKDAY comma?)? MONTH comma? the?"
            " day:(number|ordinal|ordinal_word) YEAR? PARTOFDAY"
        ),
    ),
    (
        "dates.day",
        "(?:WEEKDAY comma? on? the?)? DAY (?:(?:of_unit:unit)? of)? MONTH YEAR? PARTOFDAY",
    ),
    ("dates.day", "DAY dash MONTH dash (?:YEAR|short:(number|amount))"),
    ("dates.day", "day:ordinal_word (?:of_unit:unit)? of MONTH YEAR?"),
    ("dates.day", "day:ordinal (?:of_unit:unit)? of? rel:(last|this|next) rel_unit:unit"),
    ("dates.day_range", "(?:WEEKDAY comma?)? MONTH days:days YEAR?"),
    ("dates.day_range", "days:days of? MONTH YEAR?"),
    ("dates.day_range", "MONTH DAY join:(dash|to|and) the? until:(number|ordinal) YEAR?"),
    ("dates.day_range", "DAY join:(dash|to|and) the? until:(number|ordinal) of? MONTH YEAR?"),
    (
        "dates.day_range",
        "MONTH DAY comma between:(number|ordinal) comma? join:and until:(number|ordinal) YEAR?",
    ),
    (
        "dates.day_range",
        "DAY comma between:(number|ordinal) comma? join:and until:(number|ordinal) of? MONTH YEAR?",
    ),
    ("dates.day_of_month", "day:ordinal"),
    ("dates.day_of_month", "WEEKDAY open day:number close"),
    ("dates.day_of_month", "WEEKDAY comma? the? day:(ordinal|ordinal_word)"),
    ("dates.month", "MONTH of? YEAR"),
    ("dates.month", "this? step:(last|this|next|past|coming) month:month"),
    ("dates.month", "MONTH"),
    ("dates.year", "(?:whole:unit)? year:year"),
    ("dates.year", "(?:climate season_word|monsoon) (?:of|in)? year:year"),
    ("dates.years", "years:years"),
    ("dates.fiscal", "fiscal:fiscal"),
    ("dates.decade", "decade:(decade|decade_word)"),
    ("dates.century", "(?:tens:cardinal dash)? ordinal:(ordinal|ordinal_word) dash? unit:unit"),
    ("dates.quarter", "ordinal:(ordinal|ordinal_word|last) dash? unit:unit (?:of? YEAR)?"),
    ("dates.quarter", "ordinal:(ordinal|ordinal_word|last) dash? unit:unit of the whole:unit"),
    ("dates.quarter", "quarter:quarter of? (?:dash? YEAR)?"),
    ("dates.quarter", "year:year dash? quarter:quarter"),
    ("dates.week_of", "unit:(unit|weekend) of the? MONTH DAY YEAR?"),
    ("dates.week_of", "unit:(unit|weekend) of the? DAY of? MONTH YEAR?"),
    ("dates.day_range", "weekend of MONTH days:days YEAR?"),
    ("dates.day_range", "weekend of days:days of? MONTH YEAR?"),
    (
        "dates.months",
        "ordinal:(ordinal_word|last) quantity:(number|cardinal) unit:units of the? YEAR",
    ),
    (
        "dates.months",
        "ordinal:(ordinal_word|last) quantity:(number|cardinal) unit:units of the whole:unit",
    ),
    ("dates.months", "ordinal:(ordinal|ordinal_word) unit:unit of the? YEAR"),
    (
        "dates.month_week",
        (
            "ordinal:(ordinal_word|last) of_what:(unit|weekday|weekend) PARTOFDAY (?:of|in)"
            " MONTH YEAR?"
        ),
    ),
    (
        "dates.month_week",
        (
            "ordinal:(ordinal_word|last) of_what:(unit|weekday|weekend) PARTOFDAY (?:of|in)"
            " the? rel:(last|this|next) rel_unit:unit"
        ),
    ),
    ("dates.month_week", "ordinal:(ordinal_word|last) of_what:(unit|weekend) (?:of|in) year:year"),
    ("dates.month_week", "ordinal:(ordinal_word|last) of_what:(unit|weekend) of the whole:unit"),
    ("dates.season", "season:season (?:of? YEAR|of? years:years)"),
    ("dates.season", "this? step:(last|this|next|past|coming) season:season"),
    ("dates.season", "season:season"),
    (
        "dates.weekday",
        (
            "(?:this? step:(last|next|past|coming|neighbour)|this_one:this)? weekday:weekday"
            " PARTOFDAY (?:of? rel:(last|this|next|past) rel_unit:unit)?"
        ),
    ),
    ("dates.weekday", "weekday:weekday_short"),
    ("dates.weekday", "weekday:weekday step:(last|next)"),
    ("dates.weekday", "weekday:weekday a_week:unit"),
    ("dates.weekday", "that:that weekday:weekday PARTOFDAY"),
    ("dates.weekday", "rel:(last|this|next) rel_unit:unit on? weekday:weekday PARTOFDAY"),
    ("dates.weekday", "QUANTITY UNIT ago weekday:weekday"),
    ("dates.weekday", "QUANTITY UNIT from:from weekday:weekday"),
    ("dates.deictic", "deictic:deictic PARTOFDAY"),
    ("dates.deictic", "part_of:(this|last) daypart"),
    ("dates.deictic", "unit:unit side:(before|after) deictic:deictic"),
    ("dates.ago", "QUANTITY UNIT ago"),
    ("dates.ago", "half UNIT_OF_A ago"),
    ("dates.ago", "QUANTITY UNIT ago (?:deictic:deictic|this this_unit:unit)"),
    ("dates.from_now", "QUANTITY UNIT from (?:now|deictic:deictic)"),
    ("dates.from_now", "QUANTITY UNIT apostrophe other? time"),
    ("dates.period", "step:(last|this|next|coming) unit:unit"),
    ("dates.weekend", "(?:this? step:(last|this|next|past|coming|neighbour|that))? weekend"),
    ("dates.following", "that? neighbour:(neighbour|that|next) unit:(unit|daypart)"),
    ("dates.following", "QUANTITY UNIT adverb:adverb"),
    ("dates.following", "unit:unit side:(before|after)"),
    ("dates.period", "unit:unit side:before last"),
    ("dates.period", "unit:unit side:after next"),
    ("dates.whole", "unit:unit"),
    ("dates.year_end", "unit:unit (?:dash|apostrophe other) edge:edge"),
    (
        "dates.feast",
        (
            "(?:first_of:(ordinal_word|last) unit of|eve:eve of)? step:(last|this|next)?"
            " FEAST days_of:(weekend|weekday)? year:year?"
        ),
    ),
    ("dates.feast", "step:(last|this|next)? feast:civic day:unit year:year?"),
    ("dates.holiday", "step:(last|this|next)? holiday:holiday (?:comma? of? year:year)? PARTOFDAY"),
)
#: What may stand before a date and belong to it.
_MODIFIER = (
    "(?:part:part(?:dash|in the?|of the?|on)?|edge:edge of the?|end:edge dash?"
    "|ends:(ordinal_word|last) units of the?"
    "|which:(ordinal_word|ordinal) half:half of the?|adverb:adverb in? the?)"
)
#: No rule spans more tokens: "Sunday, the 24th day of August, of the same year evening" and room.
_LONGEST_RULE = 16
#: Categories that start no rule: a quick look rules most tokens out.
_NEVER_FIRST = [
    "comma",
    "dash",
    "apostrophe",
    "open",
    "gap",
    "of",
    "in",
    "on",
    "to",
    "and",
    "the",
    "before",
    "after",
    "ago",
    "from",
    "now",
    "time",
    "part",
    "daypart",
    "units",
    "close",
    "after_feast",
    "season_word",
    "short_year",
    "adverb",
    "edge",
]


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The rules, compiled; `first` finds the places where a rule can begin."""

    rules: tuple[tuple[str, re.Pattern[str]], ...]
    modifier: re.Pattern[str]
    first: re.Pattern[str]


def _in_categories(notation: str) -> str:
    """Return the regular expression over categories that a rule in the notation means."""
    categories = vocabulary().categories | {"other": OTHER}
    for name, expansion in _MACROS.items():
        notation = re.sub(rf"\b{name}\b", expansion, notation)
    captured = re.sub(r"\b([a-z_]+):(\w+|\([^()]*\))", r"(?P<\1>\2)", notation)
    categorised = re.sub(r"(?<!P<)\b[a-z_]+\b(?!>)", lambda word: categories[word[0]], captured)
    return categorised.replace(" ", "")


@cache
def _grammar() -> _Grammar:
    categories = vocabulary().categories
    never = "".join(categories[name] for name in _NEVER_FIRST)
    rules = [(name, _in_categories(notation)) for name, notation in _RULES]
    compiled = tuple((name, re.compile(rule)) for name, rule in rules)
    anything = "|".join(re.sub(r"\?P<\w+>", "?:", rule) for _, rule in rules)
    # What is a date by itself needs no look ahead, and most tokens are no beginning at all.
    alone = "".join(
        category
        for category in categories.values()
        if any(rule.fullmatch(category) for _, rule in compiled)
    )
    beginning = f"[^{OTHER}{never}{alone}](?=[^{OTHER}])(?<=(?={anything}).)"
    return _Grammar(
        rules=compiled,
        modifier=re.compile(_in_categories(_MODIFIER) + "$"),
        first=re.compile(f"[{alone}]|{beginning}"),
    )


def find_dates(text: str) -> list[DateMatch]:
    """Return the date expressions of `text`, in text order; they do not overlap.

    Durations, sets, clock times, vague words and named eras or events are none; an impossible day
    ("30 February") is one, without a value.
    """
    return list(_find_dates(text))


@lru_cache(maxsize=64)
def _find_dates(text: str) -> tuple[DateMatch, ...]:
    # Kept for a batch of articles: annotation finds the spans, collection values them.
    tokens = lex(text)
    grammar = _grammar()
    found: list[_Candidate] = []
    behind = 0
    for place in grammar.first.finditer(tokens.categories):
        if place.start() < behind:
            continue
        candidate = _longest(tokens, place.start(), behind, grammar)
        if candidate is not None:
            found.append(candidate)
            behind = candidate.last
    settled = _shared(_joined(found, tokens), tokens)
    matches: list[DateMatch] = []
    for each in _in_one_order(settled, tokens):
        match = _widened(each.match(tokens), text)
        if not matches or match.start >= matches[-1].end:
            matches.append(match)
    return tuple(matches)


#: The part of a day belongs to its date on either side: "the night of April 28", "May 5, a Monday".
_PART_OF_DAY_BEFORE = re.compile(
    r"\b(?:(?:early|small) hours|morning|afternoon|evening|night)s? of (?:the )?$", re.IGNORECASE
)
_WEEKDAY_BEHIND = re.compile(r", an? (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_DAYS = frozenset(
    {
        "dates.day",
        "dates.day_range",
        "dates.range",
        "dates.weekday",
        "dates.deictic",
        "dates.following",
    }
)


#: "around July 3": the word belongs to what is written as a date.
_AROUND = re.compile(r"\b(?:[Aa]round|[Cc]irca|ca?\.) $")
_WRITTEN = frozenset({"dates.day", "dates.month", "dates.year", "dates.season", "dates.holiday"})


def _widened(match: DateMatch, text: str) -> DateMatch:
    """Return `match` with what belongs to it on either side.

    That is "around", the part of the day before it, and the weekday in apposition behind.
    """
    around = _AROUND.search(text, max(0, match.start - 10), match.start)
    if around and match.rule in _WRITTEN:
        expression = replace(match.expression, around=True)
        match = replace(match, start=around.start(), expression=expression)
    if match.rule not in _DAYS:
        return match
    before = _PART_OF_DAY_BEFORE.search(text, max(0, match.start - 30), match.start)
    behind = _WEEKDAY_BEHIND.match(text, match.end) if match.rule == "dates.day" else None
    return replace(
        match,
        start=before.start() if before else match.start,
        end=behind.end() if behind else match.end,
    )


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An expression with the half-open range of its tokens."""

    first: int
    last: int
    rule: str
    expression: Expression

    def match(self, tokens: Tokens) -> DateMatch:
        end = tokens.spans[self.last - 1][1]
        if tokens.text[end - 1] == ".":
            end -= 1  # the stop of a last "Sept." may as well end the sentence
        # A leading article is outside: a [day earlier].
        first = self.first + (tokens.word(self.first).lower() in ("a", "an"))
        return DateMatch(tokens.spans[first][0], end, self.rule, self.expression)


@lru_cache(maxsize=4096)
def _rules_for(window: str) -> tuple[int, ...]:
    """Return the rules that match at the start of a row of categories, the longest match first.

    The rows repeat from text to text, and trying all rules is what costs.
    """
    matches = (
        (match.end(), -index)
        for index, (_, pattern) in enumerate(_grammar().rules)
        if (match := pattern.match(window))
    )
    return tuple(-order for _, order in sorted(matches, reverse=True))


def _window(row: str, first: int) -> str:
    """Return as much of the row as a rule can match: up to a word of none but after an apostrophe.

    Short windows repeat, and what repeats is looked up.
    """
    apostrophe = vocabulary().categories["apostrophe"]
    end = row.find(OTHER, first)
    while end > 0 and row[end - 1] == apostrophe:
        end = row.find(OTHER, end + 1)
    limit = first + _LONGEST_RULE
    return row[first : limit if end < 0 else min(end, limit)]


def _longest(tokens: Tokens, first: int, behind: int, grammar: _Grammar) -> _Candidate | None:
    window = _window(tokens.categories, first)
    for rule in _rules_for(window):
        name, pattern = grammar.rules[rule]
        match = pattern.match(tokens.categories, first)
        if match is None:
            continue
        modifier = grammar.modifier.search(tokens.categories, max(behind, first - 4), first)
        start = modifier.start() if modifier else first
        parts = Parts(tokens, match, start)
        core = BUILDERS[name](parts)
        if core is Verdict.NAME:
            return None
        if core is None:
            continue
        part, start = _part(core, Parts(tokens, modifier, start) if modifier else None, first)
        return _Candidate(start, match.end(), name, Expression(core, part))
    return None


#: What can be early or late, and what can have an end or a half.
_HAS_PARTS = (Calendar, Season, Decade, Century, Shift, Weekday, MonthWeek)
#: Words before "end March": anywhere else it is a verb ("talks end March 3").
_BEFORE_END = frozenset(("by", "at", "until", "till", "since", "in", "from", "before", "of"))


def _part(core: Core, modifier: Parts | None, first: int) -> tuple[Part | None, int]:
    """Return which part of `core` its modifier means, and the first token of the whole."""
    if modifier is None or not isinstance(core, _HAS_PARTS):
        return None, first
    if modifier.has("half"):
        whole = isinstance(core, Calendar) and core.day is None
        halved = whole or isinstance(core, Shift | Decade)
        if not halved or modifier.value("which") not in (1, 2):
            return None, first
        part: Part = "first half" if modifier.value("which") == 1 else "second half"
        return part, modifier.first
    if modifier.has("adverb"):
        # "earlier this year" is that year; "earlier July" is nothing.
        if isinstance(core, Calendar) and modifier.length == 1:
            return None, first
        return None, modifier.first
    if modifier.has("end"):
        # "end-2023", "by end March"
        tied = modifier.last_word in ("-", "–") or modifier.before().lower() in _BEFORE_END
        dated = isinstance(core, Calendar) and core.day is None
        if not tied or not dated or modifier.word("end") != "end":
            return None, first
        return "late", modifier.first
    if modifier.has("ends"):
        ordinal = 3 if modifier.word("ends") == "last" else modifier.value("ends")
        monthly = isinstance(core, Calendar) and core.month is not None and core.day is None
        if not monthly or ordinal not in (1, 3):
            return None, first
        return "early" if ordinal == 1 else "late", modifier.first
    return modifier.value("part") or modifier.value("edge"), modifier.first


def _joined(found: list[_Candidate], tokens: Tokens) -> Iterator[_Candidate]:
    """Make one of two dates with nothing but a dash between them, or a comma and the same day.

    "23 May – 2 June" is a range; "the following day, 6 June" is one day.
    """
    dash, comma = (vocabulary().categories[name] for name in ("dash", "comma"))
    pending: _Candidate | None = None
    for each in found:
        if pending is not None:
            one = None
            if each.first == pending.last + 1 and tokens.categories[pending.last] == dash:
                one = _ranged(pending, each)
            elif each.first == pending.last + 1 and tokens.categories[pending.last] == comma:
                one = _in_apposition(pending, each)
            if one is not None:
                pending = one
                continue
            yield pending
        pending = each
    if pending is not None:
        yield pending


def _ranged(left: _Candidate, right: _Candidate) -> _Candidate | None:
    first, last = left.expression.core, right.expression.core
    if left.expression.part or right.expression.part:
        return None
    if _is_bare(first) and _is_bare(last):
        return _Candidate(left.first, right.last, "dates.range", Expression(Range(first, last)))
    if not (isinstance(first, Calendar) and isinstance(last, Calendar)):
        return None
    if first.month is None and last.month is not None:
        return None  # "in 2022 - March": two dates
    if first.year is None:
        first = _with_year_of(first, last)
    return _Candidate(left.first, right.last, "dates.range", Expression(Range(first, last)))


def _is_bare(core: Core) -> TypeGuard[Weekday]:
    """Whether it is a weekday with nothing beside it that says which."""
    return isinstance(core, Weekday) and core == Weekday(core.weekday)


def _in_apposition(left: _Candidate, right: _Candidate) -> _Candidate | None:
    """Make one mention of a day and its other name: "Independence Day, August 31"."""
    for exact, other in ((left, right), (right, left)):
        core = exact.expression.core
        dated = isinstance(core, Calendar) and exact.rule == "dates.day" and core.weekday is None
        named = other.rule in ("dates.feast", "dates.holiday")
        # "the following day, 6 June", but "6 June, the following day" is told once more
        relative = other is left and other.rule in ("dates.following", "dates.deictic")
        if dated and (named or (relative and _is_day(other.expression.core))):
            return replace(exact, first=left.first, last=right.last)
    return None


def _is_day(core: Core) -> bool:
    return isinstance(core, Shift) and core.unit == "day"


def _in_one_order(found: Sequence[_Candidate], tokens: Tokens) -> Iterator[_Candidate]:
    """Read 03/04/2024 in the order that the other numeric dates of the text show, if all show one.

    A writer who puts 13/04/2024 puts the day first.
    """
    numeric = [each for each in found if each.rule == "dates.numeric"]
    open_ones = [each for each in numeric if isinstance(each.expression.core, Numeric)]
    if not open_ones:
        yield from found
        return
    orders = {
        _first_number(each, tokens) == each.expression.core.day
        for each in numeric
        if isinstance(each.expression.core, Calendar)
        and each.expression.core.day != each.expression.core.month
    }
    for each in found:
        core = each.expression.core
        if len(orders) == 1 and isinstance(core, Numeric):
            day, month = (core.first, core.second) if True in orders else (core.second, core.first)
            calendar_day = Calendar(core.year, month, day, core.weekday)
            yield replace(each, expression=Expression(calendar_day))
        else:
            yield each


def _first_number(numeric: _Candidate, tokens: Tokens) -> int:
    return int(re.split(r"\D", tokens.word(numeric.last - 1))[0])


def _shared(found: Iterator[_Candidate], tokens: Tokens) -> list[_Candidate]:
    """Settle two dates by each other: "between March and June 2022", "Monday to Friday"."""
    categories = vocabulary().categories
    joins = (categories["to"], categories["and"])
    result = list(found)
    for index in range(len(result) - 2, -1, -1):
        each, partner = result[index], result[index + 1]
        between = tokens.categories[each.last : partner.first].replace(categories["the"], "")
        core, other = each.expression.core, partner.expression.core
        if between == categories["to"] and isinstance(core, Weekday) and _is_bare(other):
            last = replace(partner.expression, core=replace(other, since=core))
            result[index + 1] = replace(partner, expression=last)
            if _is_bare(core):
                first = replace(each.expression, core=replace(core, until=other.weekday))
                result[index] = replace(each, expression=first)
        elif (
            between in joins
            and isinstance(core, Calendar)
            and isinstance(other, Calendar)
            and core.month is not None
            and core.year is None
            and core.step is None
            and other.month is not None
        ):
            shared = replace(each.expression, core=_with_year_of(core, other))
            result[index] = replace(each, expression=shared)
    return result


def _with_year_of(first: Calendar, last: Calendar) -> Calendar:
    year = last.year
    if year is None:
        return replace(first, until=last)
    if isinstance(year, int) and first.month and last.month and first.month > last.month:
        year -= 1  # "between November and March 2022"
    return replace(first, year=year)
