"""What an article says of who is named: role, title, sex, whose relative, elder or younger."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache

from extract.patterns.words import load_patterns
from extract.resolve.names import lexicon, sex_by_titles
from extract.schemas import Mention, PersonValue
from extract.values.counts import PEOPLE, unit_class_of

_WORD = re.compile(r"[A-Za-z]+")
#: Characters between two names in which a word of kinship makes them two people.
KIN_CHARS = 60
#: Titles that say of nobody what they do.
_NO_OFFICES = (
    lexicon("feminine_titles") | lexicon("masculine_titles") | lexicon("kinship") | {"dr", "mx"}
)
#: Characters before a name among which a title ends.
TITLE_CHARS = 12
_KIN = "|".join(sorted(lexicon("kinship")))
#: Before a name, titles between: "His father, President [Lund]".
_KIN_BEFORE = re.compile(
    rf"(?:\b(?:[Hh]is|[Hh]er|[Tt]heir)|['’]s)\s(?:[a-z-]+\s){{0,2}}({_KIN}),?"
    r"\s(?:[A-Z][\w.-]+\s){0,4}$"
)
#: Behind a name: whose relative its bearer is, or what a spouse is to them.
_KIN_BEHIND = re.compile(rf",\s(?:an?|the)\s(?:[\w-]+\s){{0,2}}({_KIN})\sof\b")
#: ", Juan Lund's uncle,"
_KIN_OF_NAMED = re.compile(
    rf",\s(?:[A-Z][\w.-]*\s){{0,3}}[A-Z][\w.-]*(?:['’]s|s['’])\s(?:[a-z-]+\s){{0,2}}({_KIN})\b"
)
_SPOUSE_BEHIND = re.compile(r",?\s(?:and\s(?:his|her)|whose)\s(?:[\w-]+\s)?(wife|husband)\b")
_BEGINNINGS_OF_KIN = (", the ", ", a", ", whose ", " whose ", " and h", ", and h")
#: What somebody is, behind the name: "Orhan, a bus driver,".
_APPOSED = re.compile(
    r",\s(?:an?|the)\s((?:[\w-]+\s){0,3}?[a-z]{3,})(?=[,.;:)]|\s(?:who|in|at|from)\b)"
)
#: The same ahead of it, where the role is a word of kinship: "a pastor, Moses Lund, her uncle".
_AHEAD = re.compile(
    r"(?:\b(?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Tt]heir)|['’]s)\s((?:[\w-]+\s){0,3}?[a-z]{3,}),\s$"
)
#: The noun of a role: "lawyer" in "lawyer for the company".
_HEAD = re.compile(r"[a-z]+(?=\s+(?:of|for|at|in|to|from|with|on|by|against|who)\b|[^a-z]*$)")
#: Behind a surname that a role tells from the same one: "Romero the lawyer".
_THE_BEHIND = re.compile(
    r"(?P<comma>,)?\sthe\s(?P<role>[a-z]{3,})"
    r"(?=(?(comma)[,.;:]|,?\s(?:who|had|will|would|went|came|[a-z]+(?:s|id|ed))\b))"  # not "of"
)
#: Before a name that is told or given what stands behind: "told Romero the judge had left".
_TELLING = re.compile(
    r"\b(?:told|asked|warned|informed|assured|reminded|showed|gave|sent|offered|promised)\s$"
)
_TELLING_CHARS = 12
#: Behind one that has such a role before it: not "the reporter Nichols murdered".
GOES_ON = re.compile(r"[,.;:]|\s(?:was|is|has|had|who|said|says|and|will|would|of|from|in|to)\b")
# A full stop behind a word of kinship ends the sentence: "the commander's widow. Kaddour was".
_TITLE_BEFORE = re.compile(r"\b((?:Mrs?|Ms|Smt)(?=\.)|[A-Za-z]+(?!\.))\.?\s+$")


def role_of(mention: Mention) -> str | None:
    """Return the role of a person's mention, or None."""
    return mention.value.role if isinstance(mention.value, PersonValue) else None


def title_of(mention: Mention, text: str) -> str | None:
    """Return the role, or what looks like a title ("IG"), that stands right before a name."""
    role, end = role_of(mention), mention.start
    while end and text[end - 1].isspace():
        end -= 1
    if role and text.endswith(role, 0, end):
        return role
    word = (text[max(0, end - TITLE_CHARS) : end].split() or [""])[-1]
    if not word[:1].isupper():
        return None
    title = word.rstrip(".")
    # A full stop behind more than a short form ends the sentence.
    if title.casefold() in lexicon("honorifics") and (title == word or len(title) <= 4):
        return title
    return word if word.isupper() and word.isalpha() and 2 <= len(word) <= 5 else None


def kin_before(mention: Mention, text: str) -> str | None:
    """Return the word of kinship that introduces a name, or None."""
    if kin := kin_word(role_of(mention)):
        return kin
    before = _KIN_BEFORE.search(text, max(0, mention.start - KIN_CHARS), mention.start)
    return before[1] if before else None


def sexes_behind(mention: Mention, text: str) -> set[str]:
    """Return what stands behind a name of its bearer's sex: ", the mother of", "and his wife"."""
    if not text.startswith(_BEGINNINGS_OF_KIN, mention.end):
        return set()
    if kin := _KIN_BEHIND.match(text, mention.end):
        return set(filter(None, [sex_by_titles([kin[1]])]))
    if spouse := _SPOUSE_BEHIND.match(text, mention.end):
        return {"m" if spouse[1] == "wife" else "f"}
    return set()


def contrasted_role(mention: Mention, text: str, *, in_commas: bool = False) -> str | None:
    """Return the role that tells a surname from the same one, or None.

    That is "lawyer" in "the lawyer Romero said", in "Romero the lawyer", and where the article
    has several of the surname `in_commas` as well: "Romero, the lawyer,".
    """
    behind = _THE_BEHIND.match(text, mention.end)
    if (
        behind
        and (in_commas or not behind["comma"])
        and is_person(behind["role"])  # not "for Romero the trial was over"
        and not _TELLING.search(text, max(0, mention.start - _TELLING_CHARS), mention.start)
    ):
        return behind["role"]
    role = role_of(mention)
    if role and role[0].islower() and text.endswith(_the(role), 0, mention.start):
        return _noun(role) if GOES_ON.match(text, mention.end) else None
    return None


def _noun(role: str) -> str | None:
    noun = _HEAD.search(role.casefold())
    return noun[0] if noun else None


@lru_cache(maxsize=10_000)
def _the(role: str) -> tuple[str, ...]:
    return f"the {role} ", f"The {role} "


def is_titled(mention: Mention, text: str) -> bool:
    """Return whether a title of some office stands before a name."""
    words = set(_WORD.findall((title_of(mention, text) or "").casefold()))
    return bool(words) and words.isdisjoint(_NO_OFFICES)


def kin_word(role: str | None) -> str | None:
    """Return the word of kinship that a role ends in ("boy's mother"), or None.

    In "lawyer of his wife" it is somebody else's.
    """
    words = _WORD.findall(role.casefold()) if role else []
    if not words or not {"of", "for", "to"}.isdisjoint(words):
        return None
    return words[-1] if words[-1] in lexicon("kinship") else None


def generation_of(mention: Mention, text: str) -> str | None:
    """Return whether a word of kinship makes somebody the "elder" or the "younger", or None."""
    said = role_of(mention) or ""
    kin = kin_before(mention, text)
    if kin is None and text.startswith(", ", mention.end):
        behind = _KIN_BEHIND.match(text, mention.end) or _KIN_OF_NAMED.match(text, mention.end)
        kin, said = (behind[1], behind[0]) if behind else (None, said)
    if kin is None:
        return None
    words = {kin, *_WORD.findall(said.casefold())}
    if kin in lexicon("elder_kin") or kin in lexicon("younger_kin"):
        return "elder" if kin in lexicon("elder_kin") else "younger"
    if words & lexicon("younger"):
        return "younger"
    return "elder" if words & lexicon("elder") else None


def kin_of(role: str | None) -> str | None:
    """Return a word of kinship anywhere in a role ("father of the accused"), or None."""
    words = _WORD.findall(role.casefold()) if role else []
    return next((word for word in words if word in lexicon("kinship")), None)


def sex_by_title(mention: Mention, text: str) -> str | None:
    """Return "m" or "f" where a title or role beside a mention says it, else None."""
    before = _TITLE_BEFORE.search(text[max(0, mention.start - TITLE_CHARS) : mention.start])
    return _sex_by(before[1] if before else None, role_of(mention))


@lru_cache(maxsize=50_000)
def _sex_by(title: str | None, role: str | None) -> str | None:
    return sex_by_titles(filter(None, (title, role, kin_word(role))))


@cache
def _kinds() -> Mapping[str, frozenset[str]]:
    """Return of what kinds a word for a person is."""
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    lists: dict[str, str] = load_patterns("names.yaml")["role_kinds"]
    for kind, words in lists.items():
        for word in words.split():
            kinds[word].add(kind)
        kinds[kind].add(kind)
    return {word: frozenset(found) for word, found in kinds.items()}


def with_kinds(word: str) -> frozenset[str]:
    """Return a word for a person, and the kinds that it is of: "reporter" and "journalist"."""
    return _kinds().get(word, frozenset()) | {word}


def tell_apart(one: AbstractSet[str], two: AbstractSet[str]) -> bool:
    """Return whether descriptions are of two people: each has an occupation, they share none.

    Whom something befell ("the prisoner") may be of any occupation, and so may who had one once.
    """
    if not one.isdisjoint(two):
        return False
    states, past = lexicon("role_states"), lexicon("past_roles")
    return all(bool(words - states) and words.isdisjoint(past) for words in (one, two))


def descriptions_of(mention: Mention, text: str) -> set[str]:
    """Return the words by which an article describes who is named, and their kinds.

    They are those of the role, the noun that stands behind the name ("Orhan, a bus driver,"), and
    the one before it where the role is of kinship.
    """
    role = role_of(mention)
    found = set(_describing(role)) if role else set()
    nouns = [_APPOSED.match(text, mention.end)] if text.startswith(", ", mention.end) else []
    if role and not found and text.endswith(", ", 0, mention.start):
        nouns.append(_AHEAD.search(text, max(0, mention.start - KIN_CHARS), mention.start))
    for phrase in nouns:
        if phrase and kin_of(phrase[0]) is None and is_person(noun := _noun(phrase[1]) or ""):
            found |= with_kinds(noun) | lexicon("past_roles").intersection(phrase[1].split())
    return found


def is_person(word: str) -> bool:
    """Return whether a word is for a person, in lower case."""
    return word in _kinds() or unit_class_of((), word) in PEOPLE


@lru_cache(maxsize=50_000)
def _describing(role: str) -> frozenset[str]:
    """Return the longer words of a role and the kinds of its noun, without titles of either sex.

    A role that says whose relative one is has none, and of "American prisoner" it is the noun.
    """
    if kin_of(role) is not None:
        return frozenset()
    words = {word for word in _WORD.findall(role.casefold()) if len(word) > 3}
    noun = _noun(role)
    if noun in lexicon("role_states"):
        return frozenset((noun,))
    if noun and is_person(noun):
        words |= with_kinds(noun)
    return frozenset(words - lexicon("feminine_titles") - lexicon("masculine_titles"))


def roles_of(mentions: Iterable[Mention]) -> list[str]:
    """Return the roles of mentions, as far as they have one."""
    values = (mention.value for mention in mentions)
    return [value.role for value in values if isinstance(value, PersonValue) and value.role]
