"""How good and how fast dates are, beside dateparser, on public annotated news.

Usage: ``python benchmarks/dates.py DEV_DATA_DIR [--misses]``. The folder holds TimeBank/AQUAINT,
WikiWars, IEER, Worldwide English NER and Recognizers-Text as JSON lines; see `docs/accuracy.md`.
``--unsound`` lists the weekdays of TimeBank whose gold value is no such day, by document, offset.

The corpora follow conventions of their own (they mark "now" and "recently", put articles inside,
give "a year ago" to the day; IEER and Worldwide leave "last week" and "today" out), so span figures
compare tools and say little in absolute terms.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from extract.schemas import DateValue
from extract.values.dates import DateMatch, date_value, find_dates

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
#: Expressions that are no dates under our guidelines, however a corpus marks them.
_NOT_OURS = re.compile(r"PRESENT_REF|PAST_REF|FUTURE_REF|P.*|.*XXXX.*|T.*")

#: Found by a tool: start, end, value.
Finding = tuple[int, int, str | None]
Article = dict[str, Any]
Resolver = Callable[[str, int, int, dt.date], str | None]


def read(folder: Path, name: str) -> list[Article]:
    """Return the articles of one corpus."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def published(article: Article) -> dt.date | None:
    """Return its day of publication."""
    stated = article["published"]
    return dt.date.fromisoformat(stated[:10]) if stated else None


def sentence_around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the rest of the sentence left and right of a mention."""
    left = re.split(
        r"(?<=[a-z\d\"”)][.!?])\s+(?=[A-Z\"“])|\n\s*\n", text[max(0, start - 400) : start]
    )
    right = re.split(r"(?<=[a-z\d\"”)][.!?])\s+(?=[A-Z\"“])|\n\s*\n", text[end : end + 400])
    return left[-1], right[0]


def valued(article: Article) -> Iterator[tuple[DateMatch, DateValue]]:
    """Yield every date that we find in a text, with its value."""
    previous = None
    for match in find_dates(article["text"]):
        before, after = sentence_around(article["text"], match.start, match.end)
        value = date_value(
            match, anchor=published(article), previous=previous, before=before, after=after
        )
        previous = value if value.edtf else previous
        yield match, value


def as_ours(timex: str) -> str:
    """Return a TIMEX value in our terms: parts of days are days, weeks are ranges."""
    timex = re.sub(r"T.*$", "", timex)
    if week := re.fullmatch(r"(\d{4})-W(\d\d?)(-WE)?", timex):
        monday = dt.date.fromisocalendar(int(week[1]), int(week[2]), 1)
        first = monday + dt.timedelta(days=5 if week[3] else 0)
        return f"{first}/{monday + dt.timedelta(days=6)}"
    if quarter := re.fullmatch(r"(\d{4})-Q([1-4])", timex):
        first_month = 3 * int(quarter[2]) - 2
        return f"{quarter[1]}-{first_month:02d}/{quarter[1]}-{first_month + 2:02d}"
    seasons = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
    if season := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", timex):
        return f"{season[1]}-{seasons[season[2]]}"
    return f"{timex}X" if re.fullmatch(r"\d{3}", timex) else timex


def agrees(edtf: str | None, timex: str) -> bool:
    """Whether a value is the gold one; TIMEX does not write "early", "around" and "since"."""
    ours, gold = (edtf or "").removesuffix("/..").rstrip("~"), as_ours(timex)
    if ours == gold:
        return True
    third = re.fullmatch(r"(\d{4}(?:-\d\d)?)-\d\d/\1-\d\d", ours)  # "late July" as July
    if third:
        return third[1] == gold
    # "early summer" as summer
    months = {"21": "03 04 05", "22": "06 07 08", "23": "09 10 11", "24": "12 01 02"}
    season = re.fullmatch(r"(\d{4})-(2[1-4])", gold)
    return bool(season and ours[:4] == season[1] and ours[5:] in months[season[2]].split())


def ours(
    text: str, start: int, end: int, anchor: dt.date, previous: DateValue | None
) -> DateValue | None:
    """Return our value of a gold span: of what we find that overlaps it, the longest."""
    inside = [m for m in find_dates(text) if m.start < end and start < m.end]
    if not inside:
        return None
    match = max(inside, key=lambda each: each.end - each.start)
    before, after = sentence_around(text, match.start, match.end)
    return date_value(match, anchor=anchor, previous=previous, before=before, after=after)


def _unsound(text: str, gold: str, anchor: dt.date) -> str | None:
    """Return why gold cannot be the weekday that the text names bare, None if it can."""
    day = dt.date.fromisoformat(gold)
    if f"{day:%A}" != text.capitalize():
        return f"gold is a {day:%A}"
    away = abs((day - anchor).days)
    return f"gold is {away} days from publication, over a week" if away > 7 else None


def list_unsound(articles: list[Article]) -> None:
    """Print every bare weekday whose gold value is unsound, with the reason."""
    for article in articles:
        anchor = published(article)
        for mention in article["mentions"]:
            gold = mention.get("value") or ""
            if anchor and _DAY.fullmatch(gold) and _WEEKDAY.fullmatch(mention["text"]):
                reason = _unsound(mention["text"], gold, anchor)
                if reason:
                    print(f"  {article['id']} {mention['start']} {mention['text']}: {reason}")


def dateparser_with(preference: str) -> Callable[[str, dt.date], str | None]:
    """Return a resolver that gives a span alone to dateparser."""
    import dateparser

    def resolve(text: str, anchor: dt.date) -> str | None:
        settings: Any = {
            "RELATIVE_BASE": dt.datetime.combine(anchor, dt.time(12)),
            "PREFER_DATES_FROM": preference,
        }
        found = dateparser.parse(text, languages=["en"], settings=settings)
        return found.date().isoformat() if found else None

    return resolve


def gold_span_accuracy(articles: list[Article], *, show: bool) -> None:
    """Print the share of day-level gold spans that get the right day."""
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[str] = Counter()
    rivals = {f"dateparser, {name}": dateparser_with(name) for name in ("past", "current_period")}
    for article in articles:
        anchor, previous = published(article), None
        assert anchor is not None
        for mention in sorted(article["mentions"], key=lambda each: each["start"]):
            if mention["label"] != "DATE":
                continue
            value = ours(article["text"], mention["start"], mention["end"], anchor, previous)
            if value is not None and value.edtf:
                previous = value
            gold = mention["value"] or ""
            if not _DAY.fullmatch(gold):
                continue
            kinds = ["day"]
            if _WEEKDAY.fullmatch(mention["text"]):
                sound = _unsound(mention["text"], gold, anchor) is None
                kinds += ["weekday"] + ["sound weekday"] * sound
            answers = {"extract": value.edtf if value else None}
            answers |= {name: resolve(mention["text"], anchor) for name, resolve in rivals.items()}
            for kind in kinds:
                total[kind] += 1
                for name, answer in answers.items():
                    right[name, kind] += (answer or "").split("/..")[0].rstrip("~") == gold
            if show and (answers["extract"] or "").split("/..")[0].rstrip("~") != gold:
                before, after = sentence_around(article["text"], mention["start"], mention["end"])
                print(
                    f"  {anchor} {anchor:%a} …{before[-70:]!r} [{mention['text']}] {after[:50]!r}"
                )
                print(f"      gold {gold}, ours {value.edtf if value else None}")
    for name in ("extract", *rivals):
        shares = [
            f"{kind} {right[name, kind]}/{total[kind]} = {right[name, kind] / total[kind]:.1%}"
            for kind in total
        ]
        print(f"  {name:28} {', '.join(shares)}")


def ours_in(article: Article) -> Iterator[Finding]:
    """Yield what we find in a text."""
    for match, value in valued(article):
        yield match.start, match.end, value.edtf


def search_dates_in(article: Article) -> Iterator[Finding]:
    """Yield what dateparser's own finder finds in a text, without the prepositions it takes in."""
    from dateparser.search import search_dates

    anchor = published(article)
    settings: Any = {"RELATIVE_BASE": dt.datetime.combine(anchor, dt.time(12))} if anchor else {}
    behind = 0
    for quoted, found in search_dates(article["text"], languages=["en"], settings=settings) or []:
        start = article["text"].find(quoted, behind)
        if start < 0:
            continue
        behind = start + len(quoted)
        lead = re.match(r"(?:(?:on|in|at|by|of|for|from|to|until|since) +)*", quoted, re.IGNORECASE)
        yield start + (lead.end() if lead else 0), behind, found.date().isoformat()


def spans_and_values(
    articles: list[Article],
    name: str,
    finder: Callable[[Article], Iterator[Finding]] = ours_in,
    *,
    show: bool = False,
) -> None:
    """Print precision, recall and F1 of spans, and of spans with their values, over whole texts."""
    hits = predicted = gold_total = values = with_values = 0
    missed: Counter[str] = Counter()
    invented: Counter[str] = Counter()
    for article in articles:
        wanted = [m for m in article["mentions"] if m["label"] == "DATE"]
        wanted = [m for m in wanted if not _NOT_OURS.fullmatch(str(m.get("value") or "-"))]
        # A prediction on a duration or a set is judged by nobody.
        free = [m for m in article["mentions"] if m not in wanted]
        used: set[int] = set()
        for start, end, value in finder(article):
            if not any(a <= start and end <= b for a, b in article["scored"]):
                continue
            partner = next(
                (
                    i
                    for i, m in enumerate(wanted)
                    if i not in used and _same(article["text"], m, start, end)
                ),
                None,
            )
            if partner is None and any(m["start"] < end and start < m["end"] for m in free):
                continue
            predicted += 1
            if partner is None:
                invented[article["text"][max(0, start - 20) : end + 15]] += 1
                continue
            used.add(partner)
            hits += 1
            if isinstance(wanted[partner].get("value"), str):
                gold = wanted[partner]["value"]
                # dateparser knows days alone: the first of what it means counts as the whole.
                values += agrees(value, gold) or (
                    finder is search_dates_in and str(value).startswith(as_ours(gold))
                )
        gold_total += len(wanted)
        with_values += sum(isinstance(m.get("value"), str) for m in wanted)
        missed.update(m["text"] for i, m in enumerate(wanted) if i not in used)
    precision, recall = hits / predicted, hits / gold_total
    line = f"  {name:32} spans P {precision:.3f} R {recall:.3f} F1 {_f1(precision, recall):.3f}"
    if with_values:
        line += f"   with value F1 {_f1(values / predicted, values / gold_total):.3f}"
    print(line)
    if show:
        print("    missed:", missed.most_common(150))
        print("    invented:", [key for key, _ in invented.most_common(120)])


def _same(text: str, mention: dict[str, Any], start: int, end: int) -> bool:
    """Whether two spans are one but for an article, a preposition or the mark around it."""
    first, last = mention["start"], mention["end"]
    lead = re.match(
        r"(?:(?:an?|the|this|around|about|nearly|since)\s+)*", text[first:last], re.IGNORECASE
    )
    return end == last and first <= start <= first + (lead.end() if lead else 0)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


#: Why a case of Recognizers-Text is none of ours, or has another value by our guidelines; the first
#: that fits counts. The peer resolves for a calendar assistant, our guidelines for news.
_OUTSIDE = {
    "clock times": (
        r"\d\s*[ap]\.?m?\.?\b|o'?clock|:\d\d|\bhours?\b|minute|noon|midnight|\bat \w+|\bhrs?\b|T\d"
        r"|\beod\b|end of (?:the )?day|thirty|forty|\b3 min|2h\b|\bfrom \d to \d|night$|night from"
    ),
    "durations": (
        r"\b(?:within|next|last|past|previous|following|coming|upcoming|first|for|rest|remaining)\b"
        r".*\b(?:days|weeks|months|years|quarters|decades|fortnight|weekdays|business)\b|^a day$"
        r"|^\d+ (?:upcoming|next|last) |\bstarting\b"
    ),
    "vague words": (
        r"^(?:now|right now|currently|at (?:present|the moment|the present time|this time)|recently"
        r"|otd|asap|as of now|previously|to date|till date|year to date)$"
    ),
    "ranges to now, in words or lower case, or ending where their last month begins": (
        r"^(?:from|between|in) .*\b(?:to|and|till|until|through|date)\b"
        r"|\d (?:to|through) |^\w+ to \w+$|~| (?:to|till) |^[A-Z]\w+-[A-Z]\w+ \d{4}$"
    ),
    "how long, not when: in two weeks": r"^in (?:a|\d+|two) (?:day|week|month|year)s?$",
    "as fine as its unit: two months ago is a month": r"^(?:one|two) months? ago$",
    "mid- is a third": r"^mid-",
    "two days joined are one range: 18 and 19 June": r"^19 June$",
    "the weekday picks the year": r"^Tuesday March 7$",
    "last is the latest before, not of the week before": r"^last Wednesday$",
    "written as no news writes": (
        r"^2017 april$|of 87$|^December 27$|^2150$|^christmas(?: eve)?$|2 weeks and 2 days ago"
        r"|^friday the 26th around 4$|^remaining of"
    ),
    "counted from another date": r"\b(?:after|before|from|since)\b.*\w",
    "needs a date before it in the text": (
        r"^(?:the )?(?:same|that|following|previous|next|past) \w+"
        r"|^the day (?:before|after)$|\blater$"
        r"|previous week|following week"
    ),
    "a bare unit, weekday of the month or week number": (
        r"^(?:the )?(?:day|week|month|year)$|^the \d+\w\w$|^\d+(?:st|nd|rd|th)$|week \d|of the 18th"
        r"|^(?:mon|tue|wed|thu|fri|sat|sun)\w* (?:the )?\w*(?:\d|first|teenth|eleventh|th)\w*$"
        r"|fortnight|the week after next|week (?:of|beginning|starting|commencing)|w/c|workweek"
        r"|working week|eoy"
    ),
    "numbers without a year, or glued": (
        r"^(?:\w+ )*\d{1,2}[/.-]\d{1,2}(?:-\d{1,2}/\d{1,2})?(?:/\d+)?$|^\d{8}$"
        r"|\w{3,}[/-]\d|\d[/-]\w{3,}"
        r"|^[a-z]{3}\d|Dec31|\d{4} \d\d|^[<=]|^\d\d-\d{4}$|\d{1,2}/\d{1,2}(?:/\d{4})?-\d|'?\d\d s$"
    ),
    "spelled-out years and days": (
        r"thousand|nineteen|twenty|seventeen|eighteen|fifteen|twelve|january first|ninth|thirty"
    ),
    "abbreviations in lower case": r"^(?:mon|tue|dec|may|q\d.*|tonite)$|tmrw|\d{2} nov|feb 30",
    "fiscal, school and calendar years": r"fiscal|school|calendar year|\b[sc]y ?\d|[-\s]?[hq]\d",
    "holidays that move or differ": (
        r"easter|eid|labor|independence|black friday|earth day|juneteenth|freedom|jubilee|patrick"
        r"|workers|halloween|thanksgiving|new year|fourth of july"
    ),
    "quarters and seasons alone": r"^\w+ quarter$|^(?:summer|winter|weekend|nineties)$",
}


def recognizers(articles: list[Article], *, show: bool) -> None:
    """Print how many cases of Recognizers-Text we value as it does, and the rest by reason."""
    right = 0
    reasons: Counter[str] = Counter()
    misses = []
    for article in articles:
        anchor = published(article)
        found = list(valued(article))
        for mention in article["mentions"]:
            if mention["label"] != "DATE" or anchor is None:
                continue
            inside = [
                value
                for match, value in found
                if match.start < mention["end"] and mention["start"] < match.end
            ]
            if any(_agree(inside, each) for each in mention["value"]):
                right += 1
            elif reason := _outside(mention["text"]):
                reasons[reason] += 1
            else:
                ours_there = [value.edtf for value in inside]
                misses.append((anchor, mention["text"], ours_there, mention["value"][0]["timex"]))
    outside = sum(reasons.values())
    print(
        f"  recognizers-datetime: of {right + outside + len(misses)} cases {right} right, "
        f"{len(misses)} wrong, {outside} outside our guidelines or of another value there:"
    )
    for reason, count in reasons.most_common():
        print(f"    {count:4} {reason}")
    if show:
        for anchor, text, values, gold in misses:
            print(f"    {anchor} {text!r}: {values} for {gold}")


def _outside(text: str) -> str | None:
    """Return why a case is none of ours, None if it should be right."""
    return next(
        (why for why, words in _OUTSIDE.items() if re.search(words, text, re.IGNORECASE)), None
    )


def _agree(values: list[DateValue], gold: dict[str, Any]) -> bool:
    """Whether one value is gold, or two are its beginning and its end."""
    if any(_agrees_with(value, gold) for value in values):
        return True
    if len(values) != 2 or None in (values[0].start, values[1].start):
        return False
    first, last = values
    bounds = (str(gold.get("start")), str(gold.get("end")))
    return str(first.start) == bounds[0] and bounds[1] in (str(last.start), str(last.end))


def _agrees_with(value: DateValue | None, gold: dict[str, Any]) -> bool:
    if value is None or value.start is None:
        return False
    start = str(gold.get("start") or gold.get("value") or gold.get("end"))[:10]
    end = str(gold.get("end") or "")[:10]
    if agrees(value.edtf, str(gold.get("timex"))):
        return True
    # Ranges end with an exclusive day there and with an inclusive one here.
    ends = (
        value.end is None
        or not end
        or end in (str(value.end), str(value.end - dt.timedelta(days=1)))
    )
    return value.start.isoformat() == start and ends


def speed(articles: list[Article]) -> None:
    """Print milliseconds per 1,000 words of scanning and microseconds per value."""
    words = sum(len(article["text"].split()) for article in articles)
    scans = []
    for _ in range(5):
        began = time.process_time()
        for article in articles:
            find_dates(article["text"])
        scans.append(time.process_time() - began)
    cases = [
        (match, published(article), *sentence_around(article["text"], match.start, match.end))
        for article in articles
        for match in find_dates(article["text"])
    ]
    runs = []
    for _ in range(5):
        began = time.process_time()
        for match, anchor, before, after in cases:
            date_value(match, anchor=anchor, before=before, after=after)
        runs.append(time.process_time() - began)
    print(
        f"  scanning: {1e6 * min(scans) / words:.2f} ms per 1,000 words"
        f" (median {1e6 * statistics.median(scans) / words:.2f})"
    )
    print(
        f"  valuing: {1e6 * min(runs) / len(cases):.1f} µs per date"
        f" (median {1e6 * statistics.median(runs) / len(cases):.1f}; {len(cases)} dates)"
    )


def main() -> None:
    """Print all figures."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--misses", action="store_true", help="list what is wrong")
    arguments.add_argument("--unsound", action="store_true", help="list unsound gold weekdays")
    arguments.add_argument("--quick", action="store_true", help="leave dateparser's search out")
    options = arguments.parse_args()
    timebank = read(options.folder, "timebank-aquaint")
    print("timebank-aquaint, gold spans with a day as value")
    gold_span_accuracy(timebank, show=options.misses)
    if options.unsound:
        list_unsound(timebank)
    print("whole texts")
    spans_and_values(timebank, "timebank-aquaint", show=options.misses)
    others = {name: read(options.folder, name) for name in ("wikiwars", "ieer", "worldwide-train")}
    for name, articles in others.items():
        spans_and_values(articles, name, show=options.misses)
    if not options.quick:
        for name, articles in {
            "timebank-aquaint": timebank,
            "wikiwars": others["wikiwars"],
        }.items():
            spans_and_values(articles, f"{name}, search_dates", search_dates_in)
    print("a peer's unit tests")
    recognizers(read(options.folder, "recognizers-datetime"), show=options.misses)
    print("speed (timebank-aquaint)")
    speed(timebank)


if __name__ == "__main__":
    main()
