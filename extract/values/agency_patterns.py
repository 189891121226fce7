"""Where the words of a text make the name of an agency: grammar, no register.

Where to start reading: `find_patterns` walks over the head nouns of a text ("Ministry", "Court",
"Brigade") and asks `_name_around` for the name that each one heads: modifiers to its left,
a complement ("of", "for", "on", "against") to its right. What is refused is refused by a named
test of `_refusal`. The word lists are ``patterns/agency_words.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from extract.values.agencies import PARTS_OF_AMERICA, Words, agency_set, agency_words
from extract.values.countries import (
    adjectives,
    capitals,
    country_names,
    country_of,
    demonyms,
    parts,
)

_PREPOSITIONS = frozenset({"of", "for", "on", "against"})
_ORDINAL = re.compile(r"^\d{1,3}(?:st|nd|rd|th)?$")
_NUMBERED_HEADS = frozenset(
    {"brigade", "battalion", "regiment", "division", "corps", "squadron", "fleet", "army", "court"}
)
#: Heads that stay what the word before them makes of them: "Kent Ambulance Care Unit".
_ONE_SENSE = frozenset({"unit", "squad", "service"})
_OF_PLACES = frozenset({"police", "tribunal", "command", "guard"})
_HOLDERS_OFFICE = frozenset({"office", "department", "court", "chamber", "bureau"})
_POSSESSIVE = frozenset({"'s", "'", "’"})
_AND = frozenset({"and", ","})
_LONGEST_MODIFIER = 8  # words left of a head; longer runs are headlines in title case
_LONGEST_COUNTRY = 6  # words
_LONGEST_CAPITAL = 4  # words
_LONGEST_SENTENCE = 14  # words on either side of a name that are looked at
_STOPS = frozenset(".!?;\n")
_SAYING = frozenset(
    {"said", "says", "told", "announced", "confirmed", "added", "spokesman"}
    | {"spokeswoman", "spokesperson"}
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A name that its words make.

    Attributes:
        start: first word.
        end: one past the last word.
        rule: which rule found it.
    """

    start: int
    end: int
    rule: str


@cache
def _heads(kind: str) -> frozenset[str]:
    return frozenset(agency_words()["heads"][kind])


@cache
def _not_before() -> Mapping[str, frozenset[str]]:
    return {head: frozenset(words) for head, words in agency_words()["not_before_head"].items()}


@cache
def _first_words_of_countries() -> frozenset[str]:
    return frozenset(
        word.split()[0] for table in (country_names(), adjectives(), parts()) for word in table
    )


@cache
def _last_words_of_countries() -> frozenset[str]:
    return frozenset(
        word.split()[-1] for table in (country_names(), adjectives(), parts()) for word in table
    )


def _joined(words: Words, start: int, end: int) -> str:
    return words.text[words.starts[start] : words.ends[end - 1]]


def country_at(words: Words, at: int) -> tuple[int, str] | None:
    """Return the end and the code of the country or adjective that starts at word `at`."""
    form = words.forms[at]
    if form not in _first_words_of_countries():
        code = demonyms().get(form)
        return (at + 1, code) if code else None
    for end in range(min(len(words), at + _LONGEST_COUNTRY), at, -1):
        if words.folded[end - 1] in _POSSESSIVE:
            continue
        code = country_of(_joined(words, at, end))
        if code is not None:
            return end, code
    return None


def country_before(words: Words, end: int) -> tuple[int, str] | None:
    """Return the start and the code of the country or adjective that ends before word `end`."""
    if end < 1 or words.forms[end - 1] not in _last_words_of_countries():
        return None
    before = words.folded[end - 2] if end > 1 else ""
    if words.forms[end - 1] == "American" and before in PARTS_OF_AMERICA:
        return None
    for start in range(max(0, end - _LONGEST_COUNTRY), end):
        if words.forms[start][0].isupper() and words.folded[start] != "the":
            code = country_of(_joined(words, start, end))
            if code is not None:
                return start, code
    return None


def owner_before(words: Words, start: int) -> str | None:
    """Return the country whose possessive stands before word `start`: "Ukraine's Security…"."""
    if start < 2 or words.folded[start - 1] not in _POSSESSIVE:
        return None
    found = country_before(words, start - 1)
    return found[1] if found else None


def country_of_sentence(words: Words, start: int, end: int) -> str | None:
    """Return the country that a sentence is set in, as far as it says so plainly.

    "In Guyana, the CID said", "the CID in Colombo", "the Foreign Ministry said in Beijing".
    """
    first = start
    while first and start - first < _LONGEST_SENTENCE and words.forms[first - 1] not in _STOPS:
        first -= 1
    if first + 1 < start and words.folded[first] == "in":
        opening = _seat_at(words, first + 1)
        if opening is not None and words.folded[opening[0] : opening[0] + 1] == (",",):
            return opening[1]
    said = False
    for at in range(end, min(len(words) - 1, end + _LONGEST_SENTENCE)):
        word = words.folded[at]
        if word in _STOPS or word in {"that", "had", "was", "were"}:
            break
        said = said or word in _SAYING
        if word == "in" and (said or at == end) and (seat := _seat_at(words, at + 1)):
            return seat[1]
    return None


def _seat_at(words: Words, at: int) -> tuple[int, str] | None:
    """Return the end and the code of the country or the capital that starts at word `at`."""
    if at < len(words) and words.folded[at] == "the":
        at += 1
    if at >= len(words) or not words.forms[at][0].isupper() or words.forms[at] in demonyms():
        return None
    for end in range(min(len(words), at + _LONGEST_CAPITAL), at, -1):
        if (code := capitals().get(_joined(words, at, end))) is not None:
            return end, code
    return country_at(words, at)


def extend_to_country(words: Words, start: int, end: int) -> tuple[int, int, str | None]:
    """Return the name `start`–`end` with "Russian" before it or "of Russia" behind it.

    A possessive owner stays outside, but its country is returned.
    """
    before = country_before(words, start)
    if before is not None and not _breaks(words, before[0], start):
        return before[0], end, before[1]
    if end + 1 < len(words) and words.folded[end] == "of":
        at = end + 2 if words.folded[end + 1] == "the" else end + 1
        after = country_at(words, at) if at < len(words) and words.forms[at][0].isupper() else None
        if after is not None and not _is_cut_off(words, after[0]):
            return start, after[0], after[1]
    return start, end, owner_before(words, start)


def _breaks(words: Words, start: int, end: int) -> bool:
    return any(not words.forms[at][0].isalnum() for at in range(start, end))


def _is_name_word(words: Words, at: int) -> bool:
    form = words.forms[at]
    return form[0].isupper() or (form[0].isdigit() and form[-1].isupper())


def _left(words: Words, head: int, blocked: Callable[[int], bool]) -> int:
    """Return the first word of the modifiers before word `head`."""
    start = head
    while start > 0 and head - start < _LONGEST_MODIFIER:
        at = start - 1
        word = words.folded[at]
        if blocked(at):
            break
        if _is_name_word(words, at):
            if word in agency_set("not_inside") and not _title_inside(words, at, start):
                break
            start = at
        elif word in _POSSESSIVE:
            if at < 1 or words.folded[at - 1] not in agency_set("owners_inside"):
                break
            if not _is_name_word(words, at - 1) or blocked(at - 1):
                break
            start = at - 1
        elif word in _AND or word == "of":
            joined = _joined_left(words, at, start, blocked)
            if joined is None:
                break
            start = joined
        else:
            break
    while start < head and words.folded[start] in {"and", ",", "of", "'s"}:
        start += 1
    return start


def _title_inside(words: Words, at: int, start: int) -> bool:
    # "Chief Magistrate Court", "Prosecutor General's Office", "Joint Task Force", "New Zealand".
    word = words.folded[at]
    if word == "all":  # "the All India Students' Union"
        return at > 0 and words.folded[at - 1] == "the"
    if word not in agency_set("names_open_with"):
        return False
    following = words.folded[start]
    return word in {"new", "first", "second", "third", "joint", "justice", "foreign"} or (
        following in agency_set("owners_inside")
        or following in {"magistrates", "magistrate"}
        # "Istanbul Chief Public Prosecutor's Office"
        or (
            following in {"public", "judicial", "metropolitan"}
            and words.folded[start + 1] in agency_set("owners_inside")
        )
    )


def _joined_left(words: Words, at: int, start: int, blocked: Callable[[int], bool]) -> int | None:
    """Return the word before "and"/"of" at `at` when both sides are parts of one name."""
    if at < 1 or blocked(at - 1) or not _is_name_word(words, at - 1):
        return None
    before, after = words.folded[at - 1], words.folded[start]
    portfolios = agency_set("portfolios")
    if words.folded[at] == "and":
        country = country_before(words, start + 1)
        if country is not None and country[0] < at:
            return country[0]  # "Trinidad and Tobago", "Antigua and Barbuda"
        both = all(word in portfolios or word.endswith("s") for word in (before, after))
        return at - 1 if both else None
    if words.folded[at] == ",":
        return at - 1 if before in portfolios and after in portfolios else None
    return at - 1 if before == "house" else None  # "Ogun State House of Assembly"


def _complement(words: Words, end: int, blocked: Callable[[int], bool]) -> int:
    """Return the end of the complement that starts at word `end`, or `end` when there is none."""
    size = len(words)
    if end + 1 >= size or words.folded[end] not in _PREPOSITIONS:
        return end
    at = end + 1
    if words.folded[at] == "the":
        at += 1
    if at >= size or not _is_name_word(words, at) or blocked(at):
        return end
    if words.folded[at] in agency_set("not_inside") and words.folded[at] not in agency_set(
        "names_open_with"
    ):
        return end
    at = _run(words, at, blocked)
    # One more prepositional phrase: "of the Ministry of Defence", "for the Treatment of Prisoners".
    for _ in range(2):
        if at + 1 < size and words.folded[at] in {"of", "for", "in"}:
            opens = at + 2 if words.folded[at + 1] == "the" else at + 1
            is_name = opens < size and _is_name_word(words, opens) and not blocked(opens)
            if not is_name or (
                words.folded[at] == "in" and words.folded[opens] not in {"person", "persons"}
            ):
                break
            at = _run(words, opens, blocked)
    return end if _is_cut_off(words, at) else at


def _is_cut_off(words: Words, end: int) -> bool:
    """Say whether a complement ends in the adjective of another body: "of the Colombian | Army"."""
    return (
        end < len(words)
        and words.forms[end][0].isupper()
        and words.forms[end - 1] in demonyms()
        and words.folded[end - 2] in {"the", "of"}
    )


def _run(words: Words, at: int, blocked: Callable[[int], bool]) -> int:
    """Return the end of the run of capitalised words from `at`, joined by "and" or commas."""
    size = len(words)
    country = country_at(words, at)
    if country is not None and country[0] > at + 1:
        at = country[0] - 1
    at += 1
    while at < size and not blocked(at):
        word = words.folded[at]
        if _is_name_word(words, at) and not words.forms[at][0].isdigit():
            at += 1
        elif word == "and" and at + 1 < size and (beyond := joined_right(words, at + 1, blocked)):
            at = beyond
        elif word == "," and _comma_inside(words, at):
            at += 2
        elif word in _POSSESSIVE and words.folded[at - 1] in agency_set("owners_inside"):
            if at + 1 >= size or not _is_name_word(words, at + 1):
                break
            at += 2
        else:
            break
    return at


def joined_right(
    words: Words, at: int, blocked: Callable[[int], bool] = lambda _: False
) -> int | None:
    """Return the end of what "and" joins to a complement at word `at`; None if another name starts.

    "of Fisheries and Aquatic Resources": the portfolio may have its adjective before it.
    """
    for end in range(at, min(len(words), at + 2)):
        if not _is_name_word(words, end) or blocked(end):
            return None
        if words.folded[end] in agency_set("portfolios"):
            return None if _heads_another(words, end + 1) else end + 1
        if words.folded[end] not in agency_set("adjectives_of_portfolios"):
            return None
    return None


def _heads_another(words: Words, at: int) -> bool:
    # "Institute of Health and Health Minister X", "Ministry of Health and Education Ministry"
    return (
        at < len(words)
        and words.forms[at][0].isupper()
        and (words.folded[at] in _heads("modifier") or words.folded[at] in agency_set("not_inside"))
    )


def _comma_inside(words: Words, at: int) -> bool:
    """Say whether the comma at `at` stands in a list of portfolios that ends in "and"."""
    portfolios, size = agency_set("portfolios"), len(words)
    while at + 1 < size and words.folded[at] == ",":
        if words.folded[at + 1] not in portfolios or not _is_name_word(words, at + 1):
            return False
        at += 2
        while at < size and _is_name_word(words, at):
            at += 1
    return at < size and words.folded[at] == "and"


def _name_around(words: Words, head: int, blocked: Callable[[int], bool]) -> Pattern | None:
    word = words.folded[head]
    start = _left(words, head, blocked) if word in _heads("modifier") else head
    if word in _HOLDERS_OFFICE and start == head:
        start = _left(words, head, blocked)
        if words.folded[head - 1] != "'s":
            start = head
    end = head + 1
    # "Military Police of Pará", and no "Police of Pará" or "Police on Tuesday".
    of_place = word in _OF_PLACES and start < head and words.folded[end : end + 1] == ("of",)
    if of_place or word in _heads("complement"):
        end = _complement(words, end, blocked)
    rule = "of" if start == head else "modified"
    if word in _NUMBERED_HEADS and start > 0 and _ORDINAL.match(words.forms[start - 1]):
        start, rule = start - 1, "numbered"
    if start == head and end == head + 1:
        return None
    if rule != "numbered" and end == head + 1 and _refusal(words, start, head) is not None:
        return None
    if start == head and end > head + 1 and _refused_complement(words, head, end):
        return None
    extended_start, extended_end, _ = extend_to_country(words, start, end)
    return Pattern(extended_start, extended_end, f"{rule}.{word}")


def _refusal(words: Words, start: int, head: int) -> str | None:
    """Return the name of the false-positive pattern that "modifiers + head" falls under."""
    word, before = words.folded[head], words.folded[head - 1]
    if before in _not_before().get(word, ()):
        country = country_before(words, head)
        is_place = country is not None and country[0] == start
        if is_place or head - start == 1 or word in _ONE_SENSE:
            return "other_sense"
    if word in agency_set("heads_not_with_nationality_alone"):
        country = country_before(words, head)
        if country is not None and country[0] == start:
            # "Kenya Police" and "Ukraine Bank" differ: only what is listed is generic.
            return "nationality_and_generic_head"
    return None


def _refused_complement(words: Words, head: int, end: int) -> bool:
    # "House of X" is mostly a television series or a shop; "Front of Y" a line of battle;
    # "Government of President Z" and "Party of the Year" are no names.
    word = words.folded[head]
    following = words.folded[head + 2 : end]
    if word in {"front", "party", "house", "league", "campaign", "movement", "chamber", "society"}:
        return word == "house" or not following or words.folded[head + 1] != "of"
    if word in {"government", "parliament", "bank"}:
        return (
            country_at(words, min(head + 2, len(words) - 1)) is None
            and (words.folded[min(head + 2, len(words) - 1)] != "the" or word == "bank")
            and "state" not in following
        )
    if word in {"office", "college", "board", "department", "court", "committee", "council"}:
        return words.folded[head + 1] == "against"
    return False


def _small_names(words: Words) -> list[Pattern]:
    """Return names in small letters that a country owns: "Russian foreign ministry"."""
    found = []
    for phrase in agency_words()["small_with_owner"]:
        if phrase not in words.text:
            continue
        parts_of = tuple(phrase.split())
        parts_of = tuple(_british(part) for part in parts_of)
        for at in range(1, len(words) - len(parts_of) + 1):
            if words.folded[at : at + len(parts_of)] == parts_of and words.forms[at][0].islower():
                start, end, country = extend_to_country(words, at, at + len(parts_of))
                if country is not None:
                    found.append(Pattern(start, end, "small_with_owner"))
    return found


def _british(word: str) -> str:
    spelling: str = agency_words()["spellings"].get(word, word)
    return spelling


def heads_of(rule: str) -> frozenset[str]:
    """Return the head nouns of a rule: "of", "modified" or "numbered"."""
    return {
        "of": _heads("complement"),
        "modified": _heads("modifier") | _HOLDERS_OFFICE,
        "numbered": _NUMBERED_HEADS & (_heads("complement") | _heads("modifier")),
    }[rule]


def find_patterns(words: Words, blocked: Callable[[int], bool] = lambda _: False) -> list[Pattern]:
    """Return the names that the words of a text make, longest first where they share a head.

    Args:
        words: the text.
        blocked: says of a word that it belongs to another name and no pattern may run over it.

    Returns:
        Patterns in text order, not overlapping: of two that overlap the longer one stays.
    """
    heads = _heads("complement") | _heads("modifier")
    found = [
        pattern
        for at, word in enumerate(words.folded)
        if word in heads and words.forms[at][0].isupper() and not blocked(at)
        if not (words.forms[at].isupper() and at and words.forms[at - 1].isupper())
        if (pattern := _name_around(words, at, blocked)) is not None
    ]
    found += _small_names(words)
    found.sort(key=lambda each: (each.start - each.end, each.start))
    kept: list[Pattern] = []
    for pattern in found:
        if all(pattern.end <= other.start or pattern.start >= other.end for other in kept):
            kept.append(pattern)
    return sorted(kept, key=lambda each: each.start)
