"""TimeML, as in TempEval-3: news with its time expressions, to score dates on a public set.

``TIMEX3`` of type DATE and TIME are dates, if their value names a day or a longer stretch of the
calendar; DURATION and SET, clock times, and references such as PRESENT_REF ("now") are ignored, as
the guidelines have no such dates.

Conventions that differ from ours: no place for "since" (an open interval), seasons and quarters
have their own codes, weeks are numbered, and early, mid and late are a modifier.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from xml.etree import ElementTree as ET

from extract.errors import ArticleError
from extract.gold.formats.base import (
    Found,
    OutsideArticle,
    article_of,
    files_in,
    outside_article,
    read_text,
)

_SEASONS = {"SP": 21, "SU": 22, "FA": 23, "AU": 23, "WI": 24}
_CALENDAR = re.compile(r"(?:\d{2,4}|\d{4}-\d\d|\d{4}-\d\d-\d\d|XXXX-\d\d(?:-\d\d)?)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(?:-(WE|[1-7]))?")
_PART_OF_YEAR = re.compile(r"(\d{4})-(?:Q([1-4])|H([12])|(SP|SU|FA|AU|WI))")
_THIRDS = {"START": 0, "MID": 1, "END": 2}


def read_timeml(path: Path) -> list[OutsideArticle]:
    """Read a ``.tml`` file, or all below a folder; the text is what stands in ``TEXT``.

    Raises:
        ArticleError: a file is not TimeML.
    """
    return [_read(file) for file in files_in(path, ".tml")]


def _read(file: Path) -> OutsideArticle:
    try:
        # Expat itself refuses entities that blow up, since 2.4.1.
        root = ET.fromstring(read_text(file))  # noqa: S314
    except ET.ParseError as error:
        raise ArticleError(str(file), f"is not XML: {error}") from error
    body = root.find("TEXT")
    if root.tag != "TimeML" or body is None:
        raise ArticleError(str(file), "is not TimeML: expected <TimeML> with a <TEXT> in it")
    found: list[Found] = []
    text = _text(body, 0, found)
    metadata = {"title": (root.findtext("TITLE") or "").strip() or None}
    created = root.find(".//TIMEX3[@functionInDocument='CREATION_TIME']")
    if created is not None and (day := re.match(r"\d{4}-\d\d-\d\d", created.get("value", ""))):
        metadata["published"] = day[0]
    article = article_of(text, name=file.name.removesuffix(".tml"), metadata=metadata)
    return outside_article(article, found, complete_labels=("DATE",))


def _text(element: ET.Element, start: int, found: list[Found]) -> str:
    """Return the text below `element`, which begins at `start`, and add its dates to `found`."""
    text = element.text or ""
    for child in element:
        inner = _text(child, start + len(text), found)
        if child.tag == "TIMEX3" and inner:
            place = start + len(text)
            value, mod = child.get("value", ""), child.get("mod")
            dated = child.get("type") in {"DATE", "TIME"} and names_days(value)
            found.append(
                Found(
                    "DATE" if dated else child.get("type", "TIMEX3") + " OTHER",
                    place,
                    place + len(inner),
                    {"value": {"edtf": edtf_of_timex(value, mod)}} if dated else None,
                )
            )
        text += inner + (child.tail or "")
    return text


def names_days(value: str) -> bool:
    """Return whether a TIMEX3 value places an expression in the calendar, known or not."""
    return not (
        value.startswith(("T", "P")) or value.endswith("_REF") or not re.match(r"[\dX]", value)
    )


def edtf_of_timex(value: str, mod: str | None = None) -> str | None:
    """Return a TIMEX3 value as EDTF; None for what EDTF, or the article, leaves open.

    Args:
        value: such as ``1998-01-08TNI``, ``1998-W02``, ``199``, ``1998-Q3``.
        mod: the modifier: APPROX, or START, MID and END of a month or year.
    """
    plain = value.partition("T")[0]
    if match := _WEEK.fullmatch(plain):
        return _week(int(match[1]), int(match[2]), match[3])
    if match := _PART_OF_YEAR.fullmatch(plain):
        year, quarter, half, season = match.groups()
        if half:
            return f"{year}-01/{year}-06" if half == "1" else f"{year}-07/{year}-12"
        return f"{year}-{32 + int(quarter) if quarter else _SEASONS[season]}"
    if not _CALENDAR.fullmatch(plain):
        return None
    if mod in _THIRDS and len(plain) in {4, 7} and "X" not in plain:
        return _third(plain, _THIRDS[mod])
    if "-" not in plain:
        plain = plain.ljust(4, "X")
    return plain + ("~" if mod == "APPROX" else "")


def _week(year: int, week: int, part: str | None) -> str | None:
    try:
        monday = dt.date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    if part and part != "WE":
        return (monday + dt.timedelta(days=int(part) - 1)).isoformat()
    first = monday + dt.timedelta(days=5 if part else 0)
    return f"{first}/{monday + dt.timedelta(days=6)}"


def _third(plain: str, third: int) -> str:
    if len(plain) == 4:
        return f"{plain}-{4 * third + 1:02}/{plain}-{4 * third + 4:02}"
    first = dt.date.fromisoformat(f"{plain}-01")
    last = ((first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)).day
    ends = (10, 20, last)
    return f"{plain}-{10 * third + 1:02}/{plain}-{ends[third]:02}"
