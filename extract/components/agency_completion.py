"""Type and country of a body that no register and no word of its name tells.

Where to start reading: `completed`. What stands beside a name decides, then its owner, the same
name elsewhere in the article, the words of its sentences, and the names that it is listed with.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

from extract.components.agency_finds import Find
from extract.schemas import AgencyType
from extract.values.agencies import Words, agency_set, classify_agency, fold
from extract.values.agency_neighbours import (
    clear_winner,
    country_beside,
    type_beside,
    type_by_holder,
    votes_around,
)
from extract.values.agency_patterns import country_before

_SPORTS_WORDS = 5  # different words of sport that make an article one on sport
#: Whose parts are of their own kind, and what a part's name says too little to stand against it.
_FORCES = frozenset({"intelligence", "military", "police", "prison", "armed_group", "party"})
#: "The Popular Union, an opposition party": unions, groups and fronts are what they are said to be.
_SOFT_TYPES = frozenset({None, "other", "ngo", "company", "party"})
_SAID_OF_UNIONS = frozenset({"party", "armed_group"})
_WEAK_TYPES = frozenset({None, "other", "company"})
_LISTING = frozenset({",", "and", "or", "the"})
_LONGEST_NAME = 10  # words
_SMALL_WORDS = frozenset({"of", "for", "and", "the", "in", "on", "de", "la", "para", "y"})


def completed(words: Words, finds: list[Find]) -> list[Find]:
    """Give what has no type or country of its own what stands beside it or beside its namesakes."""
    finds = [_as_spelt_out(words, _beside(words, find)) for find in finds]
    finds = _as_their_long_forms(words, finds)
    finds = _of_their_owners(words, finds)
    finds = _as_elsewhere(words, finds)
    finds = _by_their_sentences(words, finds)
    finds = _as_their_neighbours(words, finds)
    if len(agency_set("sports") & set(words.folded)) < _SPORTS_WORDS:
        return finds
    return [replace(find, type=find.type or "other") for find in finds]


def _beside(words: Words, find: Find) -> Find:
    if find.body is not None:
        return find
    kind, country = find.type, find.country
    is_soft = kind in _SOFT_TYPES
    beside = type_beside(words, find.start, find.end) if is_soft or kind == "military" else None
    if kind in {None, "other"} or (is_soft and beside in _SAID_OF_UNIONS):
        kind = beside or kind
    if kind is None:
        kind = type_by_holder(words, find.start)
    if kind == "military" and "armed_group" in {beside, type_by_holder(words, find.start)}:
        kind = "armed_group"  # "the rebel Free Army", "fighters of the Southern Defence Force"
    if country is None and kind != "international":
        country = country_beside(words, find.start, find.end)
    return replace(find, type=kind, country=country)


def _as_spelt_out(words: Words, find: Find) -> Find:
    """Give an acronym in brackets what the words before them say: "Transit Systems Office (TSO)".

    They are no name of their own where nobody found one there.
    """
    if find.type is not None or words.forms[find.start - 1 : find.start] != ("(",):
        return find
    end = find.start - 1
    end -= words.folded[end - 1 : end] == ("'s",)
    start = end
    while start and end - start < _LONGEST_NAME and _goes_on_left(words, start - 1):
        start -= 1
    if start == end:
        return find
    name = words.text[words.starts[start] : words.ends[end - 1]]
    kind, country = classify_agency(name)
    return replace(find, type=kind, country=find.country or country) if kind else find


def _as_their_long_forms(words: Words, finds: list[Find]) -> list[Find]:
    """Give an acronym the type that what stands beside its long form gave that.

    "The Popular Union (UP), an opposition party": its acronym was defined before.
    """
    long_forms = {fold(find.acronym): find for find in finds if find.acronym and not find.body}
    result = []
    for find in finds:
        long = long_forms.get(words.folded[find.start]) if find.rule == "linked" else None
        if long is not None and find.body is None and find.end - find.start == 1:
            find = replace(find, type=long.type or find.type, country=find.country or long.country)  # noqa: PLW2901 - the same
        result.append(find)
    return result


def _goes_on_left(words: Words, at: int) -> bool:
    return words.forms[at][0].isupper() or words.folded[at] in _SMALL_WORDS


def _of_their_owners(words: Words, finds: list[Find]) -> list[Find]:
    """Give a part the country of its owner, and the type if that is a force.

    The PNP's Maritime Group is police, and Philippine.
    """
    owners = {find.end: find for find in finds}
    forces = {
        words.folded[each.start : each.end]: each
        for each in finds
        if each.body is not None and each.type in _FORCES
    }
    result = []
    for find in finds:
        begins = words.folded[find.start : find.start + 1] if find.end - find.start > 1 else ()
        whole = forces.get(begins) if find.body is None and find.type in _WEAK_TYPES else None
        if whole is not None:
            # "ANC Veterans' Command": its name begins with that of the whole.
            find = replace(find, type=whole.type, country=find.country or whole.country)  # noqa: PLW2901 - the same
        owner = owners.get(find.start - 1) if find.body is None else None
        if owner is not None and words.folded[find.start - 1] == "'s":
            is_part = find.type in _WEAK_TYPES or find.rule == "unit"
            kind = owner.type if owner.type in _FORCES and is_part else find.type
            find = replace(find, type=kind, country=find.country or owner.country)  # noqa: PLW2901 - the same
        result.append(find)
    return result


def _as_elsewhere(words: Words, finds: list[Find]) -> list[Find]:
    """Give a name what the same name, or a longer one that begins with it, has elsewhere.

    A name that two bodies of the article bear gives nothing, and an owner ("Kenya's Foreign
    Ministry") none where the name stood alone before it: it may be another state's.
    """
    known: dict[tuple[str, ...], tuple[AgencyType | None, str | None]] = {}
    owned: dict[tuple[str, ...], tuple[int, str | None]] = {}
    bodies: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    alone: dict[tuple[str, ...], int] = {}
    for find in finds:
        key = words.folded[find.start : find.end]
        if find.body is not None:
            bodies[key].add(find.body)
        of_owner = words.folded[find.start - 1 : find.start] == ("'s",)
        if not of_owner:
            alone.setdefault(key, find.start)
        # "Kenya's High Court", or the "High Court of Kenya", which is no High Court before it.
        named = len(key) if of_owner else _words_before_a_country(words, find)
        if named and find.country is not None:
            owned.setdefault(key[:named], (find.start, find.country))
        for size in range(len(key), 0, -1):
            kind, country = known.get(key[:size], (None, None))
            said = find.country if size > named else None
            known[key[:size]] = (kind or find.type, country or said)
    result = []
    for find in finds:
        key = words.folded[find.start : find.end]
        kind, country = known[key]
        if country is None and key in owned and owned[key][0] < alone.get(key, find.start):
            country = owned[key][1]
        if find.body is None and find.type in {None, kind} and len(bodies[key]) < 2:
            find = replace(find, type=kind, country=find.country or country)  # noqa: PLW2901 - the same
        result.append(find)
    return result


def _words_before_a_country(words: Words, find: Find) -> int:
    """Return how many words a name has before the country that ends it, 0 where none does."""
    last = country_before(words, find.end) if find.end - find.start > 1 else None
    if last is None or last[0] <= find.start:
        return 0
    size = last[0] - find.start
    while size and words.folded[find.start + size - 1] in _SMALL_WORDS:
        size -= 1
    return size


def _by_their_sentences(words: Words, finds: list[Find]) -> list[Find]:
    """Give what has no type the one that the words around all its mentions speak for."""
    votes: defaultdict[tuple[str, ...], Counter[AgencyType]] = defaultdict(Counter)
    for find in finds:
        if find.type is None:
            votes[_called(words, find)] += votes_around(words, find.start, find.end)
    return [
        replace(find, type=clear_winner(votes[_called(words, find)])) if find.type is None else find
        for find in finds
    ]


def _called(words: Words, find: Find) -> tuple[str, ...]:
    """Return the key of what the article calls a body for short, or else of its name."""
    return (fold(find.acronym),) if find.acronym else words.folded[find.start : find.end]


def _as_their_neighbours(words: Words, finds: list[Find]) -> list[Find]:
    """Give what has no type that of the names it is listed with: "GSK, Unilever and X"."""
    result = list(finds)
    for order in (range(1, len(finds)), range(len(finds) - 2, -1, -1)):
        for at in order:
            other = at - 1 if order.step > 0 else at + 1
            first, second = sorted((at, other))
            between = _without_brackets(words.folded[finds[first].end : finds[second].start])
            if result[at].type is None and between and _LISTING.issuperset(between):
                result[at] = replace(result[at], type=result[other].type)
    return result


def _without_brackets(between: tuple[str, ...]) -> tuple[str, ...]:
    if between[:1] == ("(",) and ")" in between:
        return between[between.index(")") + 1 :]
    return between
