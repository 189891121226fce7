"""Acronyms that an article defines, by brackets or by initials, and those that are things."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from extract.components.agency_finds import PRIORITY, Find, quote
from extract.values.agencies import (
    Words,
    agency_phrases,
    agency_set,
    agency_words,
    classify_agency,
    fold,
    read_words,
)
from extract.values.agency_candidates import SHORT_ACRONYM, why_not_agency

_ACRONYM = re.compile(r"^(?=(?:[^A-ZÀ-ÞİŞĞ]*[A-ZÀ-ÞİŞĞ]){2})[A-ZÀ-ÞİŞĞ][\w&./()-]{1,11}$")
#: After the bracket of a dateline: "UNITED NATIONS (AP) — ", which defines nothing.
_DATELINE_DASH = re.compile(r"\)\s*(?:--|[—–_-])\s")
_SMALL_INITIALS = frozenset({"of", "for", "and", "the", "in", "on", "to", "&"})
_MAX_DEFINED_WORDS = 10  # a long form has at most this many words
_NEAR_WORDS = 6  # words on either side of an acronym that tell a thing from a body


def is_dateline(words: Words, find: Find) -> bool:
    """Return whether a name in capitals is where a wire story comes from: no body's long form."""
    close = words.text.find(")", words.ends[find.end - 1])
    return quote(words, find).isupper() and bool(_DATELINE_DASH.match(words.text, close))


def acronym_after(words: Words, end: int) -> tuple[tuple[str, ...], str] | None:
    """Return the acronym, folded and as written, that follows a long form ending at `end`."""
    size = len(words)
    if end < size and words.forms[end] == "(":
        start = end + 1
        stop = start
        while stop < size and stop - start < 4 and words.forms[stop] not in {")", ",", ";"}:
            stop += 1
        if stop < size and stop > start and words.forms[stop] in {")", ",", ";"}:
            form = words.text[words.starts[start] : words.ends[stop - 1]]
            if "/" in form and not form.isupper():
                return None  # "(Aden/Muscat)": two places
            if _ACRONYM.match(form) or (form.isupper() and form.isalpha() and len(form) > 1):
                return words.folded[start:stop], form
        return None
    after = words.folded[end : end + 3]
    start = end + 2 if after[:2] in {(",", "or"), ("known", "as")} else end + 3
    if after[:2] not in {(",", "or"), ("known", "as")} and after != (",", "known", "as"):
        return None
    if start < size and _ACRONYM.match(words.forms[start]) and words.forms[start].isupper():
        return words.folded[start : start + 1], words.forms[start]
    return None


def by_initials(words: Words, finds: list[Find]) -> Iterator[Find]:
    """Yield capitalised long forms whose initials are the acronym in brackets behind them."""
    ends = {find.end for find in finds}
    for at in range(2, len(words) - 2):
        if words.forms[at] != "(" or at in ends:
            continue
        acronym = words.forms[at + 1]
        if words.forms[at + 2] != ")" or not (acronym.isupper() and len(acronym) > SHORT_ACRONYM):
            continue
        if (fold(acronym),) in agency_phrases("not_agencies"):
            continue
        letters, start = acronym, at
        while start > 0 and at - start < _MAX_DEFINED_WORDS and letters:
            word = words.forms[start - 1]
            if word[0].isupper() and word[0] == letters[-1]:
                letters, start = letters[:-1], start - 1
            elif words.folded[start - 1] in _SMALL_INITIALS:
                start -= 1
            else:
                break
        if letters:
            continue
        # What lies inside the long form gives way to it; what runs over its edge does not.
        taken = any(
            find.start < at and start < find.end and not (start <= find.start and find.end <= at)
            for find in finds
        )
        if not taken and why_not_agency(words, start, at) is None:
            name = words.text[words.starts[start] : words.ends[at - 1]]
            kind, country = classify_agency(name)
            if kind is None:
                continue
            yield Find(
                start, at, "initials", PRIORITY["pattern"], type=kind, country=country, kind="local"
            )


def acronyms_of_offices(words: Words) -> frozenset[str]:
    """Return the acronyms that stand for an office: "Chief Election Commissioner (CEC)"."""
    offices = agency_set("titles_at_end")
    return frozenset(
        words.forms[at + 1]
        for at in range(1, len(words) - 2)
        if words.forms[at] == "(" and words.forms[at + 2] == ")" and words.forms[at + 1].isupper()
        if words.folded[at - 1] in offices and words.forms[at - 1][0].isupper()
    )


def capitals_of(words: Words, find: Find) -> str:
    """Return the first letters of the capitalised words of a name."""
    return "".join(form[0] for form in words.forms[find.start : find.end] if form[0].isupper())


def names_by_initials(words: Words, finds: list[Find]) -> dict[str, list[Find]]:
    """Return the finds whose type is known, the last of each name, by their initials."""
    found: defaultdict[str, dict[tuple[str, ...], Find]] = defaultdict(dict)
    for find in finds:
        if find.type is not None:
            found[capitals_of(words, find)][words.folded[find.start : find.end]] = find
    return {initials: list(names.values()) for initials, names in found.items()}


def long_forms_of(words: Words, finds: list[Find]) -> dict[tuple[str, ...], Find]:
    """Return the bodies of the article whose type is known, by the initials of their names.

    An article may use an acronym that it never puts in brackets: Overseas Workers Welfare
    Administration, later OWWA or Owwa. Two bodies with the same initials give none.
    """
    forms: dict[tuple[str, ...], Find] = {}
    shared: set[tuple[str, ...]] = set()
    for find in finds:
        capitals = capitals_of(words, find)
        if len(capitals) <= SHORT_ACRONYM or find.type is None:
            continue
        for key in ((capitals,), (capitals.lower(),)):
            other = forms.setdefault(key, find)
            if words.folded[other.start : other.end] != words.folded[find.start : find.end]:
                shared.add(key)
    return {key: find for key, find in forms.items() if key not in shared}


@cache
def _things() -> dict[str, frozenset[str]]:
    return {
        acronym: frozenset(read_words(" ".join(cues)).folded)
        for acronym, cues in agency_words()["things_by_acronym"].items()
    }


def is_a_thing(words: Words, find: Find) -> bool:
    """Say whether the words around an acronym make it no body: "GRU airport", "NIS 500"."""
    cues = _things().get(words.folded[find.start])
    if cues is None:
        return False
    around = range(max(0, find.start - _NEAR_WORDS), min(len(words), find.end + _NEAR_WORDS))
    if not cues.isdisjoint(words.folded[at] for at in around if at != find.start):
        return True
    return "0" in cues and find.end < len(words) and words.forms[find.end][0].isdigit()


def uses_of(
    words: Words, defined: dict[tuple[str, ...], Find], finds: list[Find]
) -> Iterator[Find]:
    """Yield every use of the acronyms that the article defines."""
    starts = {key[0] for key in defined}
    taken = {at for find in finds for at in range(find.start, find.end)}
    for at, word in enumerate(words.folded):
        if word not in starts or at in taken or not words.forms[at][0].isupper():
            continue
        for key in defined:
            if words.folded[at : at + len(key)] == key:
                yield Find(
                    at, at + len(key), "linked", PRIORITY["acronym"], kind="acronym", key=key
                )
