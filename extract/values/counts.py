"""What a count says beyond its number: unit, class of unit, basis and party, from strings alone.

The definitions are those of the annotation guidelines, version 1; the word lists stand in
``patterns/counts.toml``. Nothing here needs a parse: the component finds the span, and hands over
the words of the span and the text of the sentence on either side of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extract.schemas import Basis, CountValue, UnitClass
from extract.values.countries import adjectives
from extract.values.number_kinds import in_small_letters
from extract.values.numbers import patterns

#: Modifiers that settle the class of a person ("military personnel", "captured soldiers").
_MILITARY_MODIFIERS = {"military", "army", "navy", "naval", "airborne", "troop", "paramilitary"}
_PRISONER_MODIFIERS = {"detained", "imprisoned", "jailed", "captive", "abducted", "kidnapped"}
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
        return word
    if lower.endswith("ies") and len(lower) > 4:
        return word[:-3] + _like(word[-3:], "y")
    if lower.endswith(("sses", "shes", "ches", "xes", "zzes")):
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
        if modifiers & _PRISONER_MODIFIERS:
            return "prisoner"
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


# --- basis ----------------------------------------------------------------------------------------
# What stands before a count is read in small letters, what stands behind it as it is written.
_EACH_AFTER = re.compile(
    r"(?:\s*\((?:[^)]*)\))?(?:\s+in\s+total)?,?\s+(?:each\b(?!\s+(?:of|other|day|week|month|year|time|night)\b)|apiece\b|a\s+side\b|"
    r"per\s+(?:side|country|party|family|household|team|person|capital)\b|(?:from|on|for|by|to|of|in)\s+(?:each|either)\b|"
    r"(?:from|on|for|by)\s+both\s+sides\b)",
    re.IGNORECASE,
)
#: What may stand between the first of two counts and the "each" that both share.
_SHARED = re.compile(
    r"(?:,|,?\s+and|\s+plus|\s+as well as)\s+(?:\w+\s+){0,2}?[\d,]+(?:\s+[\w-]+){1,4}?"
    r"(?=\s+(?:each|apiece)\b)",
    re.IGNORECASE,
)
_EACH_BEFORE = re.compile(
    r"\b(?:each|every|either)\b(?!\s+(?:of\s+(?:the|these|those|them)\s+\d|other\b|day|week|month|year|time|night))"
    r"(?:\s+(?!and\b)[\w’'-]+){0,5}\s*$",
)
_OF_WHOM_BEFORE = re.compile(
    r"\b(?:of|among|amongst)\s+(?:whom|which|them|these|those)\b,?(?:\s+[\w’'-]+){0,4}?\s*$"
    r"|(?:\bincluding|\d[^.;]*\bincluded?s?|\bcomprising|\bcomprised|\bconsisting of|\bmade up of|"
    r"\bamong (?:them|these|those)|\bamong (?:the )?(?:\w+\s+){1,4}(?:were|was|are|is))"
    r"(?:\s+(?:also|only|just|the|its|their|his|as well as))?\s*$"
    r"|\b(?:of|among)\s+(?:the|these|those)\b[^,.;]{1,50},\s*$"
    r"|\bamong (?:the )?[^,.;]{3,60}\b(?:were|was|are|is)\s*$",
)
_PART_AFTER = re.compile(
    r"\s+(?:out\s+)?of\s+(?:the|them|whom|which|these|those|its|their|his|her|our|all|\d+\b)\b",
    re.IGNORECASE,
)
_MORE_BEFORE = re.compile(
    r"\b(?:another|(?:a|the)\s+(?:further|additional|other|extra)|further|additional|the\s+other|"
    r"the\s+remaining|extra|other)\s*$",
)
_MORE_INSIDE = re.compile(
    r"\b(?:others?|more|further|additional|extra|fresh)\b(?!\s+than)", re.IGNORECASE
)
_MORE_AFTER = re.compile(r"\s+(?:more|others?|further)\b(?!\s+than)", re.IGNORECASE)
_TOTAL_BEFORE = re.compile(
    r"(?:\b(?:a|the|an\s+(?:overall|estimated))\s+(?:grand\s+|overall\s+|combined\s+)?(?:total|sum)"
    r"(?:\s+number)?(?:\s+of)?|\b(?:in\s+all|all\s+told|altogether|in\s+total|overall),?|"
    r"\binvolv(?:ed|es|ing|e)|\ball(?:\s+of)?(?:\s+the|\s+its)?|\bcombined|\bentire|"
    r"\btotall?(?:ed|ing|s)|\b(?:death\s+)?toll\b[^.;:]{0,50}\b(?:to|at|is|was|reached|hit|passed|of)|"
    r"\btotal\b[^.;:]{0,60}\b(?:to|at|is|was|reached|of|stands\s+at))\s*$",
)
_TOTAL_AFTER = re.compile(
    r"(?:,?\s+(?:in\s+(?:total|all)|altogether|all\s+told|overall|combined)\b"
    r"|\s+(?:were|was|are|have\s+been|had\s+been|\w+ed)\s+(?:\w+\s+)?(?:in\s+(?:total|all)|altogether)\b)",
    re.IGNORECASE,
)
_LIST_TAIL = re.compile(
    r"^(?:\s+[\w’'-]+){0,5}(?:,|,?\s+and|,?\s+as well as)\s+(?:about\s+|some\s+|at least\s+)?$",
    re.IGNORECASE,
)


def basis_of(left: str, inside: str, right: str) -> Basis:
    """Return whether a count is a total, a share, an addition, or holds for each of several.

    Args:
        left: the sentence before the count and the words that bound it.
        inside: the count after its number: adjectives, noun and complement; "" if elided.
        right: the sentence after the count.
    """
    left = in_small_letters(left)
    if _EACH_AFTER.match(right) or _EACH_BEFORE.search(left):
        return "each"
    if (shared := _SHARED.match(right)) and not re.search(r"[.;]", shared.group()):
        return "each"
    if _MORE_BEFORE.search(left) or _MORE_INSIDE.search(inside) or _MORE_AFTER.match(right):
        return "additional"
    bare = not inside.strip()  # "three members of the group" are no share, "31 of the students" are
    if _OF_WHOM_BEFORE.search(left) or (bare and _PART_AFTER.match(right)):
        return "part"
    if _TOTAL_BEFORE.search(left) or _TOTAL_AFTER.match(right):
        return "total"
    return "unspecified"


def continues_list(between: str) -> bool:
    """Whether only a coordination stands between two counts ("two women and three children")."""
    return _LIST_TAIL.match(between) is not None


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


# --- the whole and its shares, over an article ----------------------------------------------------

#: Classes whose exact figures news gives as those of an event: 31 prisoners freed, 14 bodies found.
_FIGURES = frozenset(
    {"military", "civilian", "prisoner", "minor", "body", "casualty", "person", "event"}
)
#: How far a share may stand behind its whole, in characters: a sentence and a half.
WHOLE_REACH = 300


def settle_bases(
    starts: Sequence[int], values: Sequence[CountValue], plain: Sequence[bool]
) -> tuple[Basis, ...]:
    """Return the basis of every count of an article, where its own sentence leaves it open.

    News gives the figure of an event plainly ("31 prisoners were freed") and its shares behind it
    ("twelve are women"). So an open count of people is a share when a larger one of people, whole
    itself, stands shortly before it and its noun is left out, or when it and its neighbours behind
    that whole add up to it; otherwise it is a whole. Counts of things and states, and vague ones,
    stay open.

    Args:
        starts: where the counts begin in the text, ascending.
        values: their values, in the same order.
        plain: whether each has a noun of its own.
    """
    bases: list[Basis] = []
    for at, value in enumerate(values):
        basis = value.basis
        if basis == "unspecified" and value.unit_class in _FIGURES and value.low == value.high:
            near = [
                i
                for i in range(at)
                if starts[at] - starts[i] <= WHOLE_REACH and values[i].unit_class in _FIGURES
            ]
            larger = [i for i in near if values[i].low > value.high and bases[i] == "total"]
            is_share = bool(larger) and (
                not plain[at] or _is_listed(at, larger[-1], starts, values)
            )
            basis = "part" if is_share else "total"
        bases.append(basis)
    return tuple(bases)


def _is_listed(at: int, whole: int, starts: Sequence[int], values: Sequence[CountValue]) -> bool:
    """Whether the counts shortly behind a whole, that at `at` among them, add up to it."""
    total = 0
    for i in range(whole + 1, len(values)):
        if starts[i] - starts[whole] > WHOLE_REACH:
            break
        # Things are no share of people, and "including two minors" is one of a share.
        if values[i].unit_class not in _FIGURES or values[i].basis == "part":
            continue
        total += int(values[i].low)
        if i >= at and total == values[whole].low:
            return True
    return False
