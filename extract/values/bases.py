"""What a count is of: the whole, a share of it, an addition, or so many for each of several.

`basis_of` reads the sentence of one count; `settle_bases` reads the counts of an article together
and decides what their sentences leave open, as a reader does: the figures of a list that add up to
another figure are its shares, a larger figure of people is the whole of an event, and the two
guards who come by are neither. The definitions are those of the annotation guidelines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.schemas import Basis, CountValue
from extract.values.counts import SMALL
from extract.values.number_kinds import in_small_letters

# What stands before a count is read in small letters, what stands behind it as it is written.
_EACH_AFTER = re.compile(
    r"(?:\s*\((?:[^)]*)\))?(?:\s+in\s+total)?,?\s+(?:each\b(?!\s+(?:of|other|day|week|month|year|time|night)\b)|apiece\b|a\s+side\b|"
    r"per\s+(?:side|country|party|family|household|team|person|capital)\b|(?:from|on|for|by|to|of|in)\s+(?:each|either)\b|"
    r"(?:from|on|for|by)\s+both\s+sides\b|(?:of\s+(?:us|them)\s+)?to\s+an?\s+(?:room|cell|bed|mat|tent|van|car|boat|bunk|desk|bench|table|hut|class)\b)",
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
    r"\s+(?:out\s+)?of\s+(?:the|them|whom|which|these|those|its|all|\d+\b)\b",
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


# --- over an article ------------------------------------------------------------------------------
#: Classes whose exact figures news gives as those of an event: 31 prisoners freed, 14 bodies found.
_FIGURES = frozenset(
    {"military", "civilian", "prisoner", "minor", "body", "casualty", "person", "event"}
)
#: How far a share may stand behind its whole, in characters: a sentence and a half.
WHOLE_REACH = 300
#: People in passing are few: "two guards", "a woman".
FEW = 2
#: What may stand between two figures of one list: "75 Koreans, 37 from Busan and 21 Filipinos".
_IN_LIST = re.compile(
    r"(?:\s+(?:in|from|at|for|of|on|to)\s+[^.;:\d]{2,40})?"
    r"\s*(?:,|;|,?\s+(?:and|as\s+well\s+as|plus))(?:\s+(?:about|some|around|another))?\s*"
)
#: One more of a list that is told by no number: "two insurgents and a paramilitary officer".
_AND_ONE = re.compile(
    r"(?:\s+(?:in|from|at)\s+[^.;:\d,]{2,30})?,?\s+(?:and|plus|as\s+well\s+as)"
    r"\s+(?:an?|his|her|the)\s+[a-z]"
)
_WITH_SHARES = re.compile(
    r"[^.;:]{0,60}\b(?:(?:of|among)\s+(?:whom|which|them|these|those)|including|mostly|most\s+of)\b"
)
_OF_THE = re.compile(r"\s+(?:out\s+)?of\s+(?:the|these|those|its|their|his|her|a\s+total\s+of)\s+")
_ONE_OF_THE = re.compile(
    r"\b(?:one|each|any|none|most|all|both|half)\s+of\s+(?:the|these|those)\s+$"
)
_TAKEN_UP = re.compile(r"\b(?:the|these|those|all|all\s+the|both)\s+$")
_STATED = re.compile(
    r"\b(?:(?:number|total|figure|toll|list|count|crew)\b[^.;:,]{0,40}?"
    r"\s(?:of|at|to|is|was|reached|stood\s+at|stands\s+at)"
    r"|(?:rose|risen|rising|climbed|climbs|grew|soared|up|down|fell)\s+(?:from\s+\S+\s+)?to"
    r"|there\s+(?:are|were|have\s+been)(?:\s+only)?)\s+$"
)
_IN_PASSING = re.compile(
    r"\b(?:with|by|in|than|between|against|his|her|my|your|our|their|alongside|beside|"
    r"according\s+to|in\s+exchange\s+for)\s+$|[’']s\s+$"
)
_SWAP = re.compile(r"[-‐‑–]for[-‐‑–]", re.IGNORECASE)
#: A swap that is a rate, or that nobody made: "three-for-one", "offered a 10-for-26 deal".
_RATE = re.compile(r"[-‐‑–]for[-‐‑–](?:one|1)\b", re.IGNORECASE)
_NO_SWAP = re.compile(r"\b(?:no|(?:offer|propos|demand|reject|refus)\w*\s+an?)\s+(?:[\w,]+-for-)?$")
_THE_REST = re.compile(r"\bthe\s+(?:other|remaining)\s+$")
#: What did not come to pass, or not yet: "offered", "would be freed".
_IRREAL_BEFORE = re.compile(
    r"\b(?:would|could|might|may|if|sought|offered|demanded|demands|wanted|promised|asked)\b[^.;,]{0,50}$"
)
_IRREAL_AFTER = re.compile(r"\s+(?:would|could|might|may|will)\b")


@dataclass(frozen=True, slots=True)
class Placed:
    """A count in its article.

    Attributes:
        start: its first character.
        end: one past its last.
        value: its value, with the basis that its own sentence gives.
        named: whether it has a noun of its own.
        left: its sentence before it, the words that bound it included.
        right: its sentence behind it.
    """

    start: int
    end: int
    value: CountValue
    named: bool
    left: str
    right: str

    @property
    def exact(self) -> bool:
        """Whether it is one number, whatever bounds it."""
        return self.value.low == self.value.high

    @property
    def figure(self) -> bool:
        """Whether it is a number of people, or of what befalls them."""
        return self.value.unit_class in _FIGURES


def settle_bases(text: str, counts: Sequence[Placed]) -> tuple[Basis, ...]:
    """Return the basis of every count of an article, where its own sentence leaves it open.

    Args:
        text: the text of the article.
        counts: its counts, in the order of the text.
    """
    listed = set(_shares_by_sum(text, counts))
    bases: list[Basis] = []
    for at, count in enumerate(counts):
        basis = count.value.basis
        if basis == "unspecified":
            basis = "part" if at in listed else _settled(text, counts, bases, at)
        elif basis == "additional" and _is_rest(counts, bases, at):
            basis = "part"
        bases.append(basis)
    return tuple(bases)


def _settled(text: str, counts: Sequence[Placed], bases: Sequence[Basis], at: int) -> Basis:
    """Return the basis of the open count at `at`, those before it being settled."""
    count = counts[at]
    left = in_small_letters(count.left)
    taken_up = _TAKEN_UP.search(left) is not None
    after_of = at > 0 and _OF_THE.fullmatch(text, counts[at - 1].end, count.start) is not None
    first = _SWAP.match(count.right) is not None
    if first or left.endswith("-for-"):
        is_rate = _RATE.match(count.right) if first else count.value.low == 1
        return "unspecified" if is_rate or _NO_SWAP.search(left) else "total"
    if after_of or _ONE_OF_THE.search(left) or _STATED.search(left):
        return "total"
    if count.value.unit_class == "state":
        return "total" if taken_up else "unspecified"
    if _WITH_SHARES.match(count.right):
        return "total"
    if not count.figure or not count.exact:
        return "unspecified"
    if not taken_up and not count.named and _behind_whole(counts, bases, at):
        return "part"
    return "total" if _is_whole(count, left, taken_up=taken_up) else "unspecified"


def _behind_whole(counts: Sequence[Placed], bases: Sequence[Basis], at: int) -> bool:
    """Whether a larger figure, whole itself, stands shortly before the count at `at`."""
    count = counts[at]
    for i in range(at - 1, -1, -1):
        if count.start - counts[i].start > WHOLE_REACH:
            return False
        if counts[i].figure and counts[i].value.low > count.value.high and bases[i] == "total":
            return True
    return False


def _is_rest(counts: Sequence[Placed], bases: Sequence[Basis], at: int) -> bool:
    """Whether the count at `at` is the rest of a whole just given: "the other eight"."""
    left = in_small_letters(counts[at].left)
    return _THE_REST.search(left) is not None and _behind_whole(counts, bases, at)


def _is_whole(count: Placed, left: str, *, taken_up: bool) -> bool:
    """Whether an open figure is the whole of an event, not of people in passing."""
    if taken_up or not count.named or count.value.bound in {"at_least", "at_most"}:
        return True
    in_passing = _IN_PASSING.search(left) or count.value.low <= FEW
    irreal = _IRREAL_BEFORE.search(left) or _IRREAL_AFTER.match(count.right)
    return not in_passing and not irreal


def _shares_by_sum(text: str, counts: Sequence[Placed]) -> Iterator[int]:
    """Yield the indices of counts that a list gives and that add up to another exact figure."""
    figures = [each for each in counts if each.exact and each.figure]
    starts: dict[float, list[int]] = {}
    for each in figures:
        starts.setdefault(each.value.low, []).append(each.start)
    at = 0
    while at < len(counts):
        stop = at + 1
        while stop < len(counts) and _IN_LIST.fullmatch(
            text, counts[stop - 1].end, counts[stop].start
        ):
            stop += 1
        run = [i for i in range(at, stop) if counts[i].figure and counts[i].exact]
        one_more = 1 if _AND_ONE.match(text, counts[stop - 1].end) else 0
        whole = sum(counts[i].value.low for i in run) + one_more
        if len(run) + one_more > 1 and any(
            whole >= SMALL or 0 < counts[at].start - start <= WHOLE_REACH
            for start in starts.get(whole, ())
        ):
            yield from run
        at = stop
