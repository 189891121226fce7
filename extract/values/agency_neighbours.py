"""What the words beside a name say of the body: "the rebel group X", "X shares".

`type_beside` reads the type from the noun before, behind or in apposition to a name,
`type_by_holder` from whom the body has ("a striker for X"), and `country_beside` the country from
an adjective in the same phrase ("the Swedish shipowner X"). The nouns are
``patterns/agency_words.yaml``, under `beside`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from extract.schemas import AgencyType
from extract.values.agencies import Words, agency_set, agency_words, fold, name_key
from extract.values.agency_patterns import country_at, country_before, owner_before

Place = Literal["adjectives", "nouns", "behind", "holders"]

_MOST_ADJECTIVES = 3  # words between the adjective of a country and the noun
_LONGEST_PHRASE = 9  # words of an apposition up to its noun
_LONGEST_BRACKET = 6  # words: "(ABC)", and what else stands in it
_HOLDS = frozenset({"of", "at", "for", "with", "from", "in", "to", "by"})
_IS = frozenset({"is", "was", "remains"})
_CALLING = frozenset({"called", "named", "dubbed"})
_NAMING = frozenset({"are", "were", "namely"})
_SETS_OFF = frozenset({",", "–", "—", "-"})
_ARTICLES = frozenset({"a", "an", "the", "one", "another"})
#: Where the first noun phrase of an apposition ends.
_PHRASE_ENDS = frozenset(
    {"of", "for", "that", "which", "who", "in", "with", "from", "at", "on", "to", "whose", "by"}
    | {"and", "founded", "run", "owned", "led", "linked", "headquartered", "close", "where", "has"}
)
_STOPS = frozenset(".!?\n")
_COMMON_CAPITALS = frozenset({"NGO", "NGOs", "TV", "MP", "MPs", "CEO", "MLA", "UN"})
#: Short words between a name and a noun, which say that the noun is another's.
_NO_TRADES = frozenset(
    {"a", "an", "the", "their", "own", "in", "of", "at", "for", "with", "from", "to", "by", "on"}
    | {"and", "or", "but", "that", "who", "over", "into", "after"}
)
_QUOTES = frozenset("'\"‘“’”«»„`")
#: Words on either side of a name in its sentence, and what one of them weighs. Set on newswire:
#: bodies of the register, their names left out.
_NEAR, _FAR = 7, 14
_CLOSE_WORD, _FAR_WORD, _DEED = 2, 1, 4
_ENOUGH, _LEAD = 2, 1.5
_BETWEEN = frozenset(
    {
        ",",
        "which",
        "that",
        "who",
        "has",
        "have",
        "had",
        "also",
        "later",
        "then",
        "on",
        "recently",
        "earlier",
        "yesterday",
    }
    | {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today"}
)


@cache
def _table(place: Place) -> Mapping[tuple[str, ...], AgencyType]:
    table = {
        name_key(noun): kind
        for kind, nouns in agency_words()["beside"].items()
        for noun in nouns.get(place, ())
    }
    plurals = {(*key[:-1], f"{key[-1]}s"): kind for key, kind in table.items()}
    return plurals | table


@cache
def _longest(place: Place) -> int:
    return max(map(len, _table(place)))


def _noun_ending(
    words: Words, end: int, place: Place, *, opens: bool = False
) -> tuple[int, AgencyType] | None:
    """Return the start and the type of the longest listed noun, in small letters, before `end`."""
    table = _table(place)
    for start in range(max(0, end - _longest(place)), end):
        kind = table.get(words.folded[start:end])
        if kind is not None and _is_common(words, end - 1, opens=opens or place == "holders"):
            return start, kind
    return None


def _noun_starting(words: Words, start: int, place: Place) -> AgencyType | None:
    table = _table(place)
    for end in range(min(len(words), start + _longest(place)), start, -1):
        kind = table.get(words.folded[start:end])
        # "ANC Leader Mudavadi": a title is written large before a name.
        if kind is not None and (
            _is_common(words, start) or (place == "behind" and words.forms[start].istitle())
        ):
            return kind
    return None


def _is_common(words: Words, at: int, *, opens: bool = False) -> bool:
    """Say whether a word is a noun and no part of a name; one may open a sentence if `opens`."""
    form = words.forms[at]
    if form.islower() or form in _COMMON_CAPITALS:
        return True
    return opens and (at == 0 or words.forms[at - 1] in _STOPS)


def type_beside(words: Words, start: int, end: int) -> AgencyType | None:
    """Return the type that a noun beside the name `start`–`end` gives it, None if none does.

    Args:
        words: the text.
        start: first word of the name.
        end: one past its last word.
    """
    return next(_nouns_beside(words, start, end), None)


def _nouns_beside(words: Words, start: int, end: int) -> Iterator[AgencyType]:
    folded, size = words.folded, len(words)
    before, after = _outside_marks(words, start, end)
    if noun := _noun_ending(words, _before_calling(words, before), "nouns"):
        yield noun[1]
    if adjective := _noun_ending(words, before, "adjectives"):
        yield adjective[1]
    if after < size:
        if (kind := _noun_starting(words, after, "nouns")) is not None:
            yield kind
        if _is_of_a_trade(words, after) and (
            (kind := _noun_starting(words, after + 1, "nouns")) == "company"
        ):
            yield kind
        if (kind := _noun_starting(words, after, "behind")) is not None:
            yield kind
        if folded[after] in _SETS_OFF | _IS and (phrase := _apposition(words, after + 1)):
            yield phrase[2]
    if (kind := _kind_of_list(words, before, after)) is not None:
        yield kind
    # "the main opposition party, X, said"
    set_off = _closes(words, after) and before and folded[before - 1] in _SETS_OFF
    if set_off and (noun := _noun_ending(words, before - 1, "nouns")):
        yield noun[1]


def _closes(words: Words, at: int) -> bool:
    return at >= len(words) or words.folded[at] in {",", "."}


def _is_of_a_trade(words: Words, at: int) -> bool:
    """Say whether a word may be the trade in "X tobacco company", and no verb: "X sued company"."""
    form = words.forms[at]
    return (
        form.isalpha()
        and form.islower()
        and not form.endswith(("ed", "ing", "s"))
        and form not in _NO_TRADES
        and form not in agency_set("irregular_pasts")
    )


def _before_calling(words: Words, end: int) -> int:
    """Return where "a company called", "a group known as" ends before its last words."""
    if words.folded[end - 1 : end] and words.folded[end - 1] in _CALLING:
        return end - 1
    return end - 2 if words.folded[max(0, end - 2) : end] == ("known", "as") else end


def _kind_of_list(words: Words, start: int, end: int) -> AgencyType | None:
    """Return the type that "rights groups such as X" or "X and other rights groups" says."""
    first = start - (words.folded[start - 1 : start] == ("the",))
    for opening in (("such", "as"), ("including",), ("like",)):
        at = first - len(opening)
        if at > 0 and words.folded[at : at + len(opening)] == opening:
            at -= words.folded[at - 1] == ","
            noun = _noun_ending(words, at, "nouns", opens=True)
            return None if noun is None else noun[1]
    if (named := _kind_that_is_named(words, first)) is not None:
        return named
    at = end + (words.folded[end : end + 1] == (",",))
    if words.folded[at : at + 2] != ("and", "other"):
        return None
    ends = range(at + 3, min(len(words), at + _LONGEST_PHRASE) + 1)
    return next((noun[1] for to in ends if (noun := _noun_ending(words, to, "nouns"))), None)


def _kind_that_is_named(words: Words, start: int) -> AgencyType | None:
    """Return the type that "the charities that it closed are X", "groups it met, namely X" say.

    The last noun in the plural before "are", "were" or "namely" is what is named.
    """
    at = start - 1
    if at < 1 or words.folded[at] not in _NAMING:
        return None
    for end in range(at, max(0, at - _FAR), -1):
        if words.forms[end - 1] in _STOPS:
            return None
        noun = _noun_ending(words, end, "nouns", opens=True)
        if noun is not None and words.forms[end - 1][-1] == "s":
            return noun[1]
    return None


def _outside_marks(words: Words, start: int, end: int) -> tuple[int, int]:
    """Return the ends of a name with its quotation marks and the acronym in brackets behind it."""
    size = len(words)
    while start and words.forms[start - 1] in _QUOTES:
        start -= 1
    while end < size and words.forms[end] in _QUOTES:
        end += 1
    if end < size and words.forms[end] == "(":
        within = range(end, min(end + _LONGEST_BRACKET, size))
        end = next((at + 1 for at in within if words.forms[at] == ")"), end)
    return start, end


def type_by_holder(words: Words, start: int) -> AgencyType | None:
    """Return the type that a holder says: "a striker for X", "fighters of X", "she told X"."""
    at = start - 1 if start and words.folded[start - 1] == "the" else start
    # "Told the CIB" may be said of any body.
    if at and words.folded[at - 1] == "told" and (at == start or not words.forms[start].isupper()):
        return "media"
    if at > 1 and words.folded[at - 2 : at] == (",", "reports"):
        return "media"  # "He left at nine, reports X."
    if at and words.folded[at - 1] in _HOLDS and (noun := _noun_ending(words, at - 1, "holders")):
        return noun[1]
    return None


def _apposition(words: Words, start: int) -> tuple[int, int, AgencyType] | None:
    """Return the words and the type of the phrase "a rights group" that starts at `start`."""
    if start >= len(words):
        return None
    owner = country_at(words, start) if words.forms[start][0].isupper() else None
    if owner is not None and words.folded[owner[0] : owner[0] + 1] != ("'s",):
        return None  # "X, Kenya and a rights group" is a list
    if owner is None and words.folded[start] not in _ARTICLES:
        return None
    if words.folded[start : start + 2] == ("one", "of"):
        start += 2  # "one of the rebel groups"
    end = _phrase_end(words, start)
    noun = _noun_ending(words, end, "nouns")
    if noun is None and words.folded[end : end + 1] == ("and",):
        end = _phrase_end(words, end, start)  # "a cyber intelligence and cyber defence company"
        noun = _noun_ending(words, end, "nouns")
    if noun is None or words.folded[end : end + 1] == ("to",):  # "a party to the deal"
        return None
    return start, end, noun[1]


def _phrase_end(words: Words, at: int, start: int | None = None) -> int:
    """Return where the noun phrase ends that goes on at word `at`, and started at `start`."""
    first = at if start is None else start
    end = at + 1
    while (
        end < len(words)
        and end - first < _LONGEST_PHRASE
        and words.folded[end] not in _PHRASE_ENDS
        and (words.forms[end][0].isalnum() or words.folded[end] == "'s")
    ):
        end += 1
    return end - (words.folded[end - 1] == "based")


def votes_around(words: Words, start: int, end: int) -> Counter[AgencyType]:
    """Return what the words of its sentence say for each type that a name may have.

    A word counts once, less where it is far off, and what the body does counts twice.
    """
    votes: Counter[AgencyType] = Counter()
    first, last = start, end
    while first and start - first < _FAR and words.forms[first - 1][0] not in _STOPS:
        first -= 1
    while last < len(words) and last - end < _FAR and words.forms[last][0] not in _STOPS:
        last += 1
    near = set(words.folded[max(first, start - _NEAR) : min(last, end + _NEAR)])
    around = _by_word("around")
    for word in near.union(words.folded[first:last]):
        if (kind := around.get(word)) is not None:
            votes[kind] += _CLOSE_WORD if word in near else _FAR_WORD
    verb = next((word for word in words.folded[end:last] if word not in _BETWEEN), "")
    if (kind := _by_word("verbs").get(verb)) is not None:
        votes[kind] += _DEED
    return votes


def clear_winner(votes: Counter[AgencyType]) -> AgencyType | None:
    """Return the type that `votes` speak for; None where they are few or divided."""
    ranked = [*votes.most_common(2), (None, 0), (None, 0)]
    (best, most), (_, second) = ranked[:2]
    return best if most >= max(_ENOUGH, _LEAD * second) else None


@cache
def _by_word(table: Literal["around", "verbs"]) -> Mapping[str, AgencyType]:
    return {fold(word): kind for kind, each in agency_words()[table].items() for word in each}


def country_beside(words: Words, start: int, end: int) -> str | None:
    """Return the country of the adjective in the phrase beside a name.

    "the Swedish shipowner X", "X, a Kenyan rights group": an adjective counts only where the
    phrase ends in a noun that `type_beside` reads.
    """
    before, after = _outside_marks(words, start, end)
    if before and words.folded[before - 1] == "," and _closes(words, after):
        before -= 1  # "Senegal's state-owned oil company, X,"
    noun = _noun_ending(words, before, "nouns")
    first = noun[0] if noun else before - _ends_in_any_noun(words, before)
    if first < before:
        for at in range(first, max(0, first - _MOST_ADJECTIVES), -1):
            found = country_before(words, at)
            if found is not None or words.folded[at - 1] == "'s":
                return found[1] if found else owner_before(words, at)
            if not words.forms[at - 1].islower() or words.folded[at - 1] in _ARTICLES | _HOLDS:
                break
    if after < len(words) and words.folded[after] in _SETS_OFF | _IS:
        phrase = _apposition(words, after + 1)
        return None if phrase is None else _one_country(words, phrase[0], phrase[1])
    return None


def _ends_in_any_noun(words: Words, end: int) -> bool:
    """Say whether the word before `end` is a noun that may stand before the name of any body."""
    return words.folded[max(0, end - 1)] in agency_set("nouns_of_no_type") and _is_common(
        words, end - 1
    )


def _one_country(words: Words, start: int, end: int) -> str | None:
    found = {country[1] for at in range(start, end) if (country := country_at(words, at))}
    return found.pop() if len(found) == 1 else None
