"""What a count says beyond its number: unit, class of unit and party, from strings alone.

The definitions are those of the annotation guidelines, version 1; the word lists stand in
``patterns/counts.toml``. Nothing here needs a parse: the component finds the span, and hands over
the words of the span and the text of the sentence on either side of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extract.schemas import CountValue, UnitClass
from extract.values.countries import adjectives
from extract.values.numbers import patterns

#: Modifiers that settle the class of a person ("military personnel", "captured soldiers").
_MILITARY_MODIFIERS = {"military", "army", "navy", "naval", "airborne", "troop", "paramilitary"}
#: Below this, two numbers of an article are equal, or add up, by chance.
SMALL = 10
PEOPLE = frozenset({"military", "civilian", "prisoner", "minor", "body", "casualty", "person"})
_UNMARKED = {"person", "man", "woman", "personnel", "member", "officer", "staff", "citizen",
             "crew", "individual", "serviceman", "other"}  # fmt: skip
#: "Israelis", "taxis" and "gurus" are plurals although they end like "basis" and "bus".
_PLURAL_IN_IS_OR_US = (
    "elis", "qis", "anis", "axis", "stis", "alis", "emis", "utis", "urus", "menus", "emus",
)  # fmt: skip
_DEMONYM_ENDING = re.compile(r"(?:[a-z]an|[a-z]ese|[a-z]ite|[a-z]ish)$")
_PERSON_ENDING = re.compile(r"(?:[a-z]{3}(?:er|or|ist|ian|ee)|[a-z]{2,}(?:man|woman))$")


@cache
def _invariant() -> frozenset[str]:
    return frozenset(patterns()["units"]["invariant"])


@cache
def _classes() -> dict[str, UnitClass]:
    # The first class that lists a noun has it: "soldier" is military before it is a person.
    classes: dict[str, UnitClass] = {}
    for unit_class, nouns in patterns()["units"]["classes"].items():
        for noun in nouns:
            classes.setdefault(noun, unit_class)
    return classes


@cache
def _demonyms() -> frozenset[str]:
    return frozenset(patterns()["units"]["demonyms"]) | frozenset(adjectives())


@cache
def _not_person() -> frozenset[str]:
    return frozenset(patterns()["units"]["not_person"])


def singular(word: str) -> str:
    """Return the singular of the English noun `word`, letters kept as they are written.

    A word that is already singular, or has one form for both, comes back unchanged.
    """
    lower = word.lower()
    irregular: dict[str, str] = patterns()["units"]["irregular"]
    if lower in irregular:
        return irregular[lower] if word == lower else _like(word, irregular[lower])
    if lower.endswith("men") and len(lower) > 3:
        return word[:-2] + _like(word[-2:], "an")
    if lower in _invariant() or not lower.endswith("s"):
        return word
    if lower.endswith(("ss", "us", "is")) and not lower.endswith(_PLURAL_IN_IS_OR_US):
        # "Saudis" and "Punjabis": what is written with a capital is no "basis".
        return word[:-1] if word[:1].isupper() and lower[:-1].capitalize() in _demonyms() else word
    if lower.endswith("ies") and len(lower) > 4:
        return word[:-3] + _like(word[-3:], "y")
    if lower.endswith(("sses", "shes", "ches", "xes", "zzes")) and lower[:-1] not in _classes():
        return word[:-2]
    return word[:-1]


def _like(shape: str, word: str) -> str:
    if shape.isupper() and len(shape) > 1:
        return word.upper()
    return word.capitalize() if shape[:1].isupper() else word


def is_plural(word: str) -> bool:
    """Whether `word` is a known plural, or a plural of a noun that is listed as a unit."""
    lower = word.lower()
    if lower in patterns()["units"]["irregular"]:
        return True
    one = singular(lower)
    return one != lower and (one in _classes() or one.capitalize() in _demonyms())


def is_unit(word: str) -> bool:
    """Whether `word`, singular or plural, is a listed unit or a demonym."""
    lower = word.lower()
    return singular(lower) in _classes() or lower in _invariant() or is_demonym(word)


def is_invariant(word: str) -> bool:
    """Whether `word` has one form for one and many ("personnel", "aircraft")."""
    return word.lower() in _invariant()


def is_demonym(word: str) -> bool:
    """Whether `word` is a capitalised name of a people, singular or plural ("Russians")."""
    return word[:1].isupper() and singular(word.capitalize()) in _demonyms()


def unit_of(head: str) -> str:
    """Return the unit for the head noun `head`: singular, lower case; a demonym keeps its capital.

    A compound written with hyphens gives its head ("prisoners-of-war" → "prisoner").
    """
    head = re.split(r"[-‐‑](?=of\b)", head)[0]
    one = singular(head)
    lower = one.lower()
    if not head[:1].isupper() or lower in _classes() or lower in _invariant():
        return lower
    if one.isupper() and singular(head) == head and len(one) < 6:
        return lower
    if is_demonym(head):
        return one.capitalize()
    return one if _DEMONYM_ENDING.search(one) else lower


def unit_class_of(words: Sequence[str], unit: str | None) -> UnitClass | None:
    """Return the class of what is counted.

    Args:
        words: the words between the number and the end of the head noun, as written.
        unit: its unit, as `unit_of` gives it; None gives None.
    """
    if unit is None:
        return None
    classes = _classes()
    lower = [word.lower() for word in words]
    if len(lower) > 1:
        compound = f"{lower[-2]} {singular(lower[-1])}"
        if compound in classes:
            return classes[compound]
    if unit.lower() in _UNMARKED:
        modifiers = set(lower[:-1])
        if modifiers & _MILITARY_MODIFIERS:
            return "military"
        if "civilian" in modifiers:
            return "civilian"
    found = classes.get(unit.lower())
    if found is not None:
        return found
    if unit[:1].isupper() or unit.capitalize() in _demonyms():
        return "person"
    if unit not in _not_person() and _PERSON_ENDING.search(unit):
        return "person"
    return "object"


def settle_classes(values: Sequence[CountValue]) -> tuple[UnitClass | None, ...]:
    """Return the class of every count of an article, where its own sentence names nothing.

    A bare number stands for a noun that the article gives elsewhere: that of the same number,
    before it or behind it ("pardons 31", "31 political prisoners"). Two small numbers are equal by
    chance. A share has the class of a bare whole right before it.

    Args:
        values: the counts of an article, in the order of the text.
    """
    told: dict[float, UnitClass] = {}
    for value in values:
        exact = value.low == value.high >= SMALL
        if exact and value.unit_class in PEOPLE and not _is_untold(value):
            told.setdefault(value.low, value.unit_class)
    classes: list[UnitClass | None] = []
    for at, value in enumerate(values):
        unit_class = value.unit_class
        if _is_untold(value):
            unit_class = told.get(value.low, unit_class)
            if unit_class == "person" and value.basis == "part" and at:
                before = classes[-1] if values[at - 1].unit is None else None
                unit_class = before if before in PEOPLE else unit_class
        classes.append(unit_class)
    return tuple(classes)


def _is_untold(value: CountValue) -> bool:
    return value.unit is None and value.unit_class == "person"


# --- party ----------------------------------------------------------------------------------------
_NAME = r"(?:[A-Z](?:\.[A-Z])+\.?|[A-Z][\w’-]*[\w])(?:\s(?:of\s)?[A-Z][\w’-]*\w){0,3}"
_RECEIVER_BEFORE = re.compile(
    rf"(?:^|[,;:—–(]\s*|\b(?:[Aa]nd|[Ww]hile|[Bb]ut|that|[Tt]he)\s)\s*(?P<name>{_NAME})\s+"
    r"(?:(?:has|have|had|also|in turn|then|meanwhile|later|itself|will|would)\s+)*"
    r"(?:receiv(?:ed|es|e)|recovered|got|gets|get|got back|brought back|brought home|welcomed|"
    r"welcomed back|welcomed home|lost|secured)\s*$"
)
_RECEIVER_AFTER = re.compile(
    r"(?:,[^,;.]{0,60},)?(?:\s+(?:were|was|are|being|had been|have been|will be|would be))?"
    r"(?:\s+(?:then|later|also|in turn))?\s+"
    r"(?:(?:transferred|handed over|returned|sent|sent back|flown|released|repatriated|delivered|"
    r"deported|extradited|turned over|moved|given)\s+(?:back\s+|home\s+)?)?to\s+(?:the\s+)?"
    rf"(?P<name>{_NAME})"
)


def party_of(left: str, right: str) -> str | None:
    """Return the side that a count is for, as the text names it, or None unless it is plain.

    Plain is a named receiver: "Kyiv received 26 …", "… were transferred to Germany".
    """
    match = _RECEIVER_BEFORE.search(left) or _RECEIVER_AFTER.match(right)
    return match["name"] if match else None


# --- arithmetic -----------------------------------------------------------------------------------
def adds_up(whole: CountValue, parts: Sequence[CountValue]) -> bool:
    """Whether exact `parts` sum to the exact `whole` ("26 people: 24 adults and two minors")."""
    exact = all(each.bound == "exact" and each.low == each.high for each in (whole, *parts))
    return exact and len(parts) > 1 and sum(each.low for each in parts) == whole.low
