"""Find the expressions that denote dates: a regular grammar over categories of words.

`lexicon.lex` turns a text into a row of categories; each rule below is a regular expression over
that row, written in a small notation: a lower-case word is a category ("month"), ``name:category``
or ``name:(a|b)`` captures it. At each place the longest rule wins whose `build` accepts what stands
around it. Two passes follow: what a dash joins becomes one range ("May 23 – June 2"), and a date
without a year takes the one that a partner states ("between March and June 2022").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from extract.values.dates.builders import BUILDERS, Verdict
from extract.values.dates.expressions import (
    Calendar,
    Century,
    Core,
    Decade,
    Expression,
    MonthWeek,
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
    "PARTOFDAY": "(?:part? daypart)?",
}
#: The rules by name; one name may have several forms. `BUILDERS` says what each means.
_RULES: tuple[tuple[str, str], ...] = (
    ("dates.iso", "iso:iso"),
    ("dates.numeric", "numeric:numeric"),
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
    ("dates.day", "DAY dash MONTH dash YEAR"),
    ("dates.day", "day:ordinal_word (?:of_unit:unit)? of MONTH YEAR?"),
    ("dates.day", "day:ordinal (?:of_unit:unit)? of? rel:(last|this|next) rel_unit:unit"),
    ("dates.day_range", "(?:WEEKDAY comma?)? MONTH days:days YEAR?"),
    ("dates.day_range", "days:days of? MONTH YEAR?"),
    ("dates.day_range", "MONTH DAY join:(dash|to|and) the? until:(number|ordinal) YEAR?"),
    ("dates.day_range", "DAY join:(dash|to|and) the? until:(number|ordinal) of? MONTH YEAR?"),
    ("dates.month", "MONTH of? YEAR"),
    ("dates.month", "this? step:(last|this|next|past|coming) month:month"),
    ("dates.month", "MONTH"),
    ("dates.year", "year:year"),
    ("dates.years", "years:years"),
    ("dates.fiscal", "fiscal:fiscal"),
    ("dates.decade", "decade:(decade|decade_word)"),
    ("dates.century", "(?:tens:cardinal dash)? ordinal:(ordinal|ordinal_word) dash? unit:unit"),
    ("dates.quarter", "ordinal:(ordinal|ordinal_word) dash? unit:unit (?:of? YEAR)?"),
    ("dates.quarter", "ordinal:(ordinal|ordinal_word) dash? unit:unit of the whole:unit"),
    ("dates.quarter", "quarter:quarter of? (?:dash? YEAR)?"),
    ("dates.quarter", "year:year quarter:quarter"),
    ("dates.week_of", "unit:unit of the? MONTH DAY YEAR?"),
    ("dates.week_of", "unit:unit of the? DAY of? MONTH YEAR?"),
    ("dates.months", "ordinal:ordinal_word quantity:(number|cardinal) unit:units of the? YEAR"),
    ("dates.month_week", "ordinal:(ordinal_word|last) of_what:(unit|weekday) of MONTH YEAR?"),
    (
        "dates.month_week",
        (
            "ordinal:(ordinal_word|last) of_what:(unit|weekday)"
            " of the? rel:(last|this|next) rel_unit:unit"
        ),
    ),
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
    ("dates.weekday", "rel:(last|this|next) rel_unit:unit on? weekday:weekday PARTOFDAY"),
    ("dates.weekday", "QUANTITY UNIT ago weekday:weekday"),
    ("dates.deictic", "deictic:deictic PARTOFDAY"),
    ("dates.deictic", "part_of:(this|last) daypart"),
    ("dates.deictic", "unit:unit side:(before|after) deictic:deictic"),
    ("dates.ago", "QUANTITY UNIT ago"),
    ("dates.from_now", "QUANTITY UNIT from (?:now|deictic:deictic)"),
    ("dates.from_now", "QUANTITY UNIT apostrophe other? time"),
    ("dates.period", "step:(last|this|next|coming) unit:unit"),
    ("dates.weekend", "(?:this? step:(last|this|next|past|coming|neighbour|that))? weekend"),
    ("dates.following", "that? neighbour:(neighbour|that|next) unit:(unit|daypart)"),
    ("dates.following", "QUANTITY UNIT adverb:adverb"),
    ("dates.following", "unit:unit side:(before|after)"),
    ("dates.whole", "unit:unit"),
    ("dates.holiday", "step:(last|this|next)? holiday:holiday (?:comma? of? year:year)?"),
)
#: What may stand before a date and belong to it.
_MODIFIER = (
    "(?:part:part(?:dash|in the?|of the?)?|edge:edge of the?"
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
    "half",
    "units",
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
    anything = "|".join(re.sub(r"\?P<\w+>", "?:", rule) for _, rule in rules)
    return _Grammar(
        rules=tuple((name, re.compile(rule)) for name, rule in rules),
        modifier=re.compile(_in_categories(_MODIFIER) + "$"),
        first=re.compile(f"(?=[^{OTHER}{never}])(?={anything})"),
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
    settled = _shared_years(_joined(found, tokens), tokens)
    matches: list[DateMatch] = []
    for each in settled:
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
    {"dates.day", "dates.day_range", "dates.weekday", "dates.deictic", "dates.following"}
)


def _widened(match: DateMatch, text: str) -> DateMatch:
    """Return `match` with the part of the day before it and the weekday in apposition behind."""
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
        return DateMatch(tokens.spans[self.first][0], end, self.rule, self.expression)


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


def _longest(tokens: Tokens, first: int, behind: int, grammar: _Grammar) -> _Candidate | None:
    window = tokens.categories[first : first + _LONGEST_RULE]
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


def _part(core: Core, modifier: Parts | None, first: int) -> tuple[Part | None, int]:
    """Return which part of `core` its modifier means, and the first token of the whole."""
    if modifier is None or not isinstance(core, _HAS_PARTS):
        return None, first
    if modifier.has("half"):
        whole = isinstance(core, Calendar) and core.month is None
        if not (whole or isinstance(core, Shift)) or modifier.value("which") not in (1, 2):
            return None, first
        part: Part = "first half" if modifier.value("which") == 1 else "second half"
        return part, modifier.first
    if modifier.has("adverb"):
        # "earlier this year" is that year; "earlier July" is nothing.
        if isinstance(core, Calendar) and modifier.length == 1:
            return None, first
        return None, modifier.first
    return modifier.value("part") or modifier.value("edge"), modifier.first


def _joined(found: list[_Candidate], tokens: Tokens) -> Iterator[_Candidate]:
    """Make one range of two calendar dates with nothing but a dash between them."""
    dash = vocabulary().categories["dash"]
    pending: _Candidate | None = None
    for each in found:
        if pending is not None:
            ranged = None
            if each.first == pending.last + 1 and tokens.categories[pending.last] == dash:
                ranged = _ranged(pending, each)
            if ranged is not None:
                pending = ranged
                continue
            yield pending
        pending = each
    if pending is not None:
        yield pending


def _ranged(left: _Candidate, right: _Candidate) -> _Candidate | None:
    first, last = left.expression.core, right.expression.core
    if left.expression.part or right.expression.part:
        return None
    if not (isinstance(first, Calendar) and isinstance(last, Calendar)):
        return None
    if first.month is None and last.month is not None:
        return None  # "in 2022 - March": two dates
    if first.year is None:
        first = _with_year_of(first, last)
    return _Candidate(left.first, right.last, "dates.range", Expression(Range(first, last)))


def _shared_years(found: Iterator[_Candidate], tokens: Tokens) -> list[_Candidate]:
    """Give a date the year of the next one: "between March and June 2022"."""
    categories = vocabulary().categories
    joins = (categories["to"], categories["and"])
    result = list(found)
    for index in range(len(result) - 2, -1, -1):
        each, partner = result[index], result[index + 1]
        between = tokens.categories[each.last : partner.first].replace(categories["the"], "")
        core, other = each.expression.core, partner.expression.core
        if (
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
    if isinstance(year, int) and first.month and last.month and first.month > last.month:
        year -= 1  # "between November and March 2022"
    return replace(first, year=year)
