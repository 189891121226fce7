"""Read the day of publication from the head of an article."""

from __future__ import annotations

import datetime as dt
import re

from extract.values.dates.expressions import Calendar
from extract.values.dates.grammar import DateMatch, find_dates

#: Where a byline or dateline can stand, in characters.
_HEAD_CHARACTERS = 300
#: "date 2024-08-01", "Published: 3 May 2024", "Released: …": no sentence says this.
_LABEL = re.compile(
    r"(?:^|[\n|•·])\s*(?:date:?|(?:(?:publication|publish|release|posting) date"
    r"|date (?:published|posted)|for immediate release"
    r"|dated|issued|released|(?:first |last )?(?:published|posted|updated))(?: on| at)?\s*[:|])"
    r"\s*$",
    re.IGNORECASE,
)
#: The same without a colon, which may also open a sentence: "Published on 3 May, the report …".
_OPEN_LABEL = re.compile(
    r"(?:^|[\n|•·])\s*(?:first |last )?(?:published|posted|updated)(?: on| at)?\s*[-–]?\s*$",
    re.IGNORECASE,
)
_SENTENCE_GOES_ON = re.compile(r"^,?\s+(?!(?:by|at|in)\b)[a-z]")
#: A clock time after the date: " 10:15 GMT", ", 9 a.m.", "T10:15".
_CLOCK = re.compile(
    r"^(?:T|\s*(?:[,|/•·@–-]|at\b)?\s*)(?:\d{1,2}[:.]\d{2}|\d{1,2}\s*[ap]\.?m\b)", re.IGNORECASE
)
#: The same before it, alone on the line: "10:15 GMT, 3 May 2024".
_CLOCK_BEFORE = re.compile(
    r"^\s*\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s*[A-Z]{2,4})?\s*[,|•·–-]?\s*$", re.IGNORECASE
)
#: "By Ann Doe | 3 May 2024 | 5 min": what parts a date from a name beside it.
_PARTED = re.compile(r"^(?:By|BY|by)\s|[|•·]\s*$|^[A-Z]{3,}\b.*[–—]\s*$")
_PARTS = re.compile(r"^\s*[|•·]")
#: "LAGOS, 3 May 2024 (AFP) —": a place before the date, a dash after it.
_PLACE_BEFORE = re.compile(
    r"(?:^|\n)\s*[A-Z][\w .'’/-]{1,40}(?:, [A-Z][\w .]{1,24})?[,(]?\s*[,(:|–—]\s*$"
)
_DASH_AFTER = re.compile(r"^\)?\s*(?:\([^)\n]{2,30}\)|/[^/\n]{2,30}/)?\s*[,.]?\s*(?:—|–|--|-\s|:)")
_ORNAMENTS = " \t|•·-–—()."
_BYLINE_WORDS = 8
#: Lower-case words that a byline may have, and words that make what follows a sentence.
_BYLINE_SMALL = frozenset(("by", "and", "at"))
_SENTENCE_OPENERS = frozenset(("On", "In", "By"))


def published_in(text: str) -> dt.date | None:
    """Return the day of publication that the head of `text` states, or None.

    Only a full date counts, within the first 300 characters, and only where a label ("Published: 3
    May 2024"), a line of its own, a clock time on a byline or a dateline ("LAGOS, 3 May 2024 (AFP)
    —") marks it. A date in a sentence is news: "On 3 May 2019 he was arrested".
    """
    # What follows a date at the very end of the head still has to be seen.
    head = text[: _HEAD_CHARACTERS + 40]
    for match in find_dates(head):
        if match.start > _HEAD_CHARACTERS:
            return None
        day = _full_date(match)
        if day is not None and _marks_publication(head, match):
            return day
    return None


def _full_date(match: DateMatch) -> dt.date | None:
    core = match.expression.core
    if not isinstance(core, Calendar) or match.expression.part:
        return None
    if not isinstance(core.year, int) or core.month is None or core.day is None:
        return None
    try:
        return dt.date(core.year, core.month, core.day)
    except ValueError:
        return None


def _marks_publication(head: str, match: DateMatch) -> bool:
    before, after = head[: match.start], head[match.end :]
    line_before, line_after = before.rsplit("\n", 1)[-1], after.split("\n", 1)[0]
    if _LABEL.search(before):
        return True
    if _OPEN_LABEL.search(before) and not _SENTENCE_GOES_ON.match(after):
        return True
    starts_line = not line_before.strip(_ORNAMENTS)
    if starts_line and not line_after.strip(_ORNAMENTS + ","):
        return True
    ends_line = not line_after.strip(_ORNAMENTS + ",") or _PARTS.match(line_after)
    if ends_line and _CLOCK_BEFORE.match(line_before):
        return True
    if ends_line and _PARTED.search(line_before) and _is_byline(line_before):
        return True
    if _CLOCK.match(after) and _is_byline(line_before):
        return True
    opens_text = not before.strip(_ORNAMENTS + "\n")
    return bool((opens_text or _PLACE_BEFORE.search(before)) and _DASH_AFTER.match(after))


def _is_byline(line: str) -> bool:
    """Whether what stands before a date on its line is no sentence: nothing, a name, "By …"."""
    words = [word for word in line.split() if word.strip(_ORNAMENTS)]
    if len(words) > _BYLINE_WORDS or (words and words[-1] in _SENTENCE_OPENERS):
        return False
    return all(not word[0].islower() or word in _BYLINE_SMALL for word in words)
