"""Bodies that their place in the article gives away: mastheads, credits of wire copy, platforms.

An outlet that no register knows signs its own articles: "source: The Lagos Ledger", "© 2024 Lagos
Ledger", "GUWAHATI, Jan 14 (BTNS) —". Named once, it is found wherever it stands again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.components.occurrences import occurrences

_NAME = r"[A-ZÀ-Þ][\w.&’'-]*(?: (?:of |the |and |& )?[A-ZÀ-Þ0-9][\w.&’'-]*){0,5}"
_MASTHEAD = re.compile(
    rf"^(?i:source|publisher|outlet|©|\(c\)|copyright)\s*:?\s*(?:©\s*)?(?:\d{{4}}\s*)?(?:by )?"
    rf"(?:The |the )?(?P<name>{_NAME})\s*(?:\((?P<bracket>[^)\n]*)\))?[.,]?"
    rf"\s*(?i:All rights reserved.*)?$",
    re.MULTILINE,
)
#: One capitalised word that is no outlet's name when it stands alone.
_GENERIC = frozenset(
    {"Police", "Army", "Government", "Parliament", "Court", "Reuters", "Agencies", "Internet"}
    | {"Staff", "Facebook", "Twitter", "Wikipedia", "Ministry", "Web", "Getty", "Supplied"}
)
_CREDIT = re.compile(
    r"^[A-ZÀ-Þ][\w ,.’'/-]{2,48}\((?P<name>[A-Z][A-Za-z]{1,14})\)\s*(?:[—–:_-]|--)", re.MULTILINE
)
_ON_PLATFORM = re.compile(
    r"\b(?:post(?:ed|s|ing)?|wrote|writing|said|shared|tweeted|statement|message|video|announced"
    r"|coverage|account|us)\b[^.\n]{0,40}?\b(?:on|via|to) (?P<name>X)\b(?!-)"
)
_NAME_BEGINS = re.compile(r"(?<![\w’'-])")
_NAME_ENDS = re.compile(r"(?![\w-])")


def outlets(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and rule of every outlet that signs the article, wherever it is named."""
    names: dict[str, str] = {}
    for rule, pattern in (("masthead", _MASTHEAD), ("credit", _CREDIT)):
        for match in pattern.finditer(text):
            name = match["name"]
            if name[0].isupper() and name not in _GENERIC:
                names.setdefault(name, rule)
    for name, rule in names.items():
        for start, end in occurrences(text, [name], _NAME_BEGINS, _NAME_ENDS):
            yield start, end, rule


def mastheads(text: str) -> Iterator[tuple[str, str]]:
    """Yield the names in the mastheads of a text, each with what stands in brackets behind it."""
    for match in _MASTHEAD.finditer(text):
        if match["name"] not in _GENERIC:
            yield match["name"], match["bracket"] or ""


def platforms(text: str) -> Iterator[tuple[int, int]]:
    """Yield each "X" on which somebody posts."""
    for match in _ON_PLATFORM.finditer(text):
        yield match.span("name")
