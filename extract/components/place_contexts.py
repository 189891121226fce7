"""Places that the words around them give away: repeated, listed beside a place, or lived in.

The model misses a town it has never seen, and calls it a person as often as not. The gazetteer
alone cannot tell either ("Anna", "Hassan" and "More" are towns). Together with one of four
contexts it can:

- **residence**: "Rituparna Hazarika of Jorhat", "Nay Lin Oo, 27, of Mawlamyine"; with the age the
  words are so sure that the gazetteer need not know the place;
- **title**: a place before an office: "Cebu Gov. Pamela Baricuatro", "Assam DGP";
- **list**: a name beside a place that is sure: "in Kerala, Assam and Tamil Nadu";
- **repetition**: a name that is surely a place once in the article is one everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from extract.components.occurrences import occurrences

#: One capitalised name of up to three words.
NAME = r"[A-ZÀ-Þ][\w’'-]*[\w](?: [A-ZÀ-Þ][\w’-]*[\w]){0,2}"

_RESIDENCE = re.compile(
    rf"\s*(?:\(\d{{1,2}}\)|,\s*\d{{1,2}}\s*,)?,?\s*(?:both )?(?:of|from) (?P<name>{NAME})"
    rf"|\s*,\s*\d{{1,2}}\s*,\s*(?P<listed>{NAME})(?=[;,.\n])"
)
_AFTER_AGE = re.compile(
    rf"\s*(?:\(\d{{1,2}}\)|,\s*\d{{1,2}}\s*,)\s*(?:both )?(?:of|from) "
    rf"(?P<name>{NAME})(?=[;,.)]| who\b)"
)
_TITLE = (
    r" (?=(?:DGP|IGP|MP|MLA|Gov\.|Governor|Mayor|Magistrate|Senator"
    r"|Deputy Commissioner|Archbishop|Bishop|Police Commissioner|District Judge)\b)"
)
_ANY_TITLE = re.compile(_TITLE)
_TITLE_BEHIND = re.compile(rf"(?<![\w’'-])(?P<name>{NAME}){_TITLE}")
_NEXT_IN_LIST = re.compile(rf"(?:,? and |, |/| or |; )(?:the )?(?P<name>{NAME})")
_BEFORE_IN_LIST = re.compile(rf"(?<![\w’'-])(?P<name>{NAME})(?:,? and |, |/| or )(?:the )?$")
# "Assam DGP" is a place before a title; "Hull Fair" is one name.
_CAPITAL_NEXT = re.compile(r"[ -]+[A-ZÀ-Þ][a-zß-þ]")
_CAPITAL_BEFORE = re.compile(
    r"(?<!\w)(?!(?:In|At|From|The|To|Near|Of|And|On|By|For|Outside|Across|Around|But|When) )"
    r"[A-ZÀ-Þ][\w’'.-]* $"
)

_NAME_BEGINS = re.compile(r"(?<![\w-])")
# "Sana'a" does not hold "Sana"; "Sana's" does.
_NAME_ENDS = re.compile(r"(?![\w-]|['’ʼ](?!s\b)\w)")

IsPlace = Callable[[int, int], bool]


def residences(
    text: str, people_ends: Iterable[int], is_place: IsPlace
) -> Iterator[tuple[int, int]]:
    """Yield where a person whose name ends at one of `people_ends` is said to come from."""
    for end in people_ends:
        if sure := _AFTER_AGE.match(text, end):
            yield sure.span("name")
            continue
        match = _RESIDENCE.match(text, end)
        if match is None:
            continue
        group = "name" if match["name"] else "listed"
        yield from _longest(match.start(group), match.end(group), text, is_place)


def before_titles(text: str, is_place: IsPlace) -> Iterator[tuple[int, int]]:
    """Yield the names that `is_place` backs directly before an office."""
    for match in _TITLE_BEHIND.finditer(text) if _ANY_TITLE.search(text) else ():
        start, end = match.span("name")
        while not is_place(start, end) and (space := text.find(" ", start, end)) > 0:
            start = space + 1
        if is_place(start, end):
            yield start, end


def neighbours(text: str, start: int, end: int, is_place: IsPlace) -> Iterator[tuple[int, int]]:
    """Yield the names that `is_place` backs beside the place ``text[start:end]`` in a list."""
    while following := _NEXT_IN_LIST.match(text, end):
        found = next(_longest(following.start("name"), following.end("name"), text, is_place), None)
        if found is None:
            break
        yield found
        end = found[1]
    while before := _BEFORE_IN_LIST.search(text, max(0, start - 50), start):
        span = before.span("name")
        if not is_place(*span):
            break
        yield span
        start = span[0]


def repetitions(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield every place where one of `names` stands alone, beside no other capitalised word."""
    wanted = sorted(set(names), key=lambda name: (-len(name), name))
    for start, end in occurrences(text, wanted, _NAME_BEGINS, _NAME_ENDS):
        if not _CAPITAL_NEXT.match(text, end) and not _CAPITAL_BEFORE.search(
            text, max(0, start - 30), start
        ):
            yield start, end


def _longest(start: int, end: int, text: str, is_place: IsPlace) -> Iterator[tuple[int, int]]:
    """Yield the longest beginning of ``text[start:end]``, in words, that `is_place` backs."""
    while not is_place(start, end):
        shorter = text.rfind(" ", start, end)
        if shorter < 0:
            return
        end = shorter
    yield start, end
