"""What the words beside the names of people say: namesakes, kinship, ages, who is introduced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Literal

from extract.resolve.article_roles import (
    GOES_ON,
    KIN_CHARS,
    role_of,
    roles_of,
    sex_by_title,
)
from extract.resolve.lives import ages_beside, callings_of
from extract.resolve.names import lexicon
from extract.schemas import Mention

#: Years by which the ages that an article gives of one person may differ.
AGE_SLACK = 1
#: Characters between two names that stand side by side.
SIDE_CHARS = len(", and  ")
#: Before a name that stood before already: somebody else of that name.
_NAMESAKE_BEFORE = re.compile(
    r"""(?:
        \b(?i:another|a\ssecond|a\sdifferent|a\sthird|an\sunrelated|the\sother)
            (?:\s(?:man|woman|person|boy|girl|one)\s(?:called|named))?
        | \b(?:with|of|by|bearing|sharing)\s(?:the\s(?:very\s)?same|that|his|her)\s(?:full\s)?name,?
        | \bnamesake,?
        | \b(?:not\s(?:to\sbe\s)?confused\swith|no\srelation\s(?:to|of)|(?:not\s|un)related\sto)
            (?:\s(?:the|a|an)(?:\s[a-z-]+){1,3})?
    )\s$""",
    re.VERBOSE,
)
_NAMESAKE_BEHIND = re.compile(
    r",?\s\(?(?:who\sshares\s(?:his|her|a|the)\sname\b|(?:of\s)?no\srelation"
    r"|(?:who\sis\s)?(?:not\s|un)related\b|(?:a|his|her|another)\snamesake|not\sthe\s(?:[a-z-]+\s){0,3}of\s(?:that|the\ssame)\sname)"
)
_NAMESAKE_CHARS = 60
#: Before a name that means anybody of it, if no noun stands behind: not "a Biden aide".
_ANY = (" a ", " another ", " a\n")
#: Before a name that stood before: "a consul, also called Adam Nowak".
_ALSO_NAMED = tuple(f"also {word}{space}" for word in ("named", "called") for space in (" ", "\n"))
#: Before a given name alone: somebody who was not named yet.
_YOUNGSTERS = frozenset(("boy", "boys", "girl", "girls", "child", "children", "twins", "baby"))
_INTRODUCED = re.compile(
    r"""(?:
        \b(?:also|is|was)\s(?:also\s)?(?:called|named)
        | \b(?i:an?|another|one|the\sother)(?:\s[a-z-]+){{1,4}}\s(?:also\s)?(?:called|named)
        | \b(?:is|was)\s(?:also|another)
        | \bnames?\s(?:of\s[a-z ]{{1,30}}\s)?(?:is|was|were)
        | (?:\b(?i:the|his|her|their|my|our|your)|['’]s)(?:\s[a-z-]+){{0,2}}\s(?:{kin}),?
    )\s$""".format(kin="|".join(sorted(lexicon("kinship") | _YOUNGSTERS))),
    re.VERBOSE,
)
#: The words that `_INTRODUCED` may end in: most names stand behind none of them.
_INTRODUCING = (
    lexicon("kinship")
    | _YOUNGSTERS
    | frozenset(("called", "named", "also", "another", "is", "was", "were"))
)
#: Before a role: "a crane driver, Saleh".
_INDEFINITE = re.compile(r"\b(?:an?|another)\s$", re.IGNORECASE)
_GROWN = frozenset(
    ("wife", "mother", "widow", "husband", "father", "widower", "grandfather", "grandmother")
)
#: Behind a name whose bearer's something is meant.
OWNER = re.compile(r"['’]s?\b")
#: Verbs of who says something, as alternatives of a pattern.
SPEECH = (
    "said|says|say|told|tells|added|adds|recalled|recalls|joked|jokes|wrote|writes|asked|asks"
    "|explained|explains|replied|insisted|insists|complained|warned|noted|shouted|laughed|laughs"
    "|cried|argued|declared|tweeted|posted|testified|stated"
)
#: Behind the name of who may say something in the same sentence.
MAY_SAY = re.compile(rf"[^.!?\n“”\"]{{0,120}}\s(?:{SPEECH})\b")
_SAYS_SO = re.compile(rf"\s(?:{SPEECH})\b")
_SIDE_BY_SIDE = re.compile(r",?\s+(?:and|&)\s+")
_WORD = re.compile(r"[A-Za-z]+")


def is_any(mention: Mention, text: str) -> bool:
    """Return whether a name means anybody of it: "an officer, also a Peeters, wrote it down"."""
    return text.endswith(_ANY, 0, mention.start) and bool(GOES_ON.match(text, mention.end))


def says_before(mention: Mention, text: str) -> bool:
    """Return whether its bearer said what stands before: "He saw his wife, Farrin said"."""
    return text.endswith((", ", ",\n"), 0, mention.start) and bool(
        _SAYS_SO.match(text, mention.end)
    )


def may_be(kin: str, others: set[str]) -> bool:
    """Return whether who is introduced as `kin` may be a relative who was introduced so."""
    if kin not in lexicon("kinship") | lexicon("younger_kin"):
        return False
    return bool(
        others
        - (
            _GROWN
            if kin in lexicon("younger_kin")
            else lexicon("younger_kin")
            if kin in _GROWN
            else set()
        )
    )


def is_quoted(text: str, at: int) -> bool:
    """Return whether somebody's words stand at `at`: between quotation marks of its paragraph."""
    before = text[text.rfind("\n\n", 0, at) + 1 : at]
    return (
        before.count("“") > before.count("”")
        or before.count("``") > before.count("''")
        or before.count('"') % 2 == 1
    )


def _near(
    ours: Iterable[Mention], theirs: Iterable[Mention], chars: int
) -> Iterator[tuple[Mention, Mention]]:
    """Yield the pairs of a mention of either side that stand near each other, in text order."""
    both = [(each, True) for each in ours] + [(each, False) for each in theirs]
    both.sort(key=lambda each: each[0].start)
    for number, (second, is_our) in enumerate(both):
        for before in range(number - 1, -1, -1):
            first, was_our = both[before]
            if second.start - first.end > chars:
                break
            if is_our != was_our:
                yield first, second


@dataclass(slots=True)
class Marks:
    """What stands beside mentions by which two bearers of one name are told apart."""

    callings: set[str] = field(default_factory=set)
    sexes: set[str] = field(default_factory=set)
    ages: set[int] = field(default_factory=set)

    def add(self, other: Marks) -> None:
        """Take in what stands beside another mention of the same bearer."""
        self.callings |= other.callings
        self.sexes |= other.sexes
        self.ages |= other.ages

    def apart(self, other: Marks) -> str | None:
        """Return what makes two bearers two people, or None."""
        callings = self.callings, other.callings
        if all(callings) and not callings[0] & callings[1]:
            return " against ".join("/".join(sorted(each)) for each in callings)
        if self.sexes and other.sexes and not self.sexes & other.sexes:
            return "one is a man, one a woman"
        ages = self.ages, other.ages
        if all(ages) and min(abs(x - y) for x, y in product(*ages)) > AGE_SLACK:
            return f"one is {min(ages[0])}, one {min(ages[1])}"
        return None


def marks_beside(mentions: Sequence[Mention], text: str) -> Marks:
    """Return what stands beside mentions by which bearers of one name are told apart."""
    sexes = {sex for each in mentions if (sex := sex_by_title(each, text))}
    return Marks(callings_of(roles_of(mentions)), sexes, ages_beside(text, mentions))


class Words:
    """What the words of an article say beside mentions of people."""

    def __init__(self, text: str) -> None:
        self.text = text

    def is_namesake(self, mention: Mention, *, again: bool = False) -> bool:
        """Return whether the words beside a name, which may stand again, tell of another bearer."""
        text = self.text
        if again and text.endswith(_ALSO_NAMED, 0, mention.start):
            return True
        before = text[max(0, mention.start - _NAMESAKE_CHARS) : mention.start]
        return bool(
            _NAMESAKE_BEFORE.search(" ".join(before.split()) + before[-1:])
            or _NAMESAKE_BEHIND.match(text, mention.end)
        )

    def apposition(self, mention: Mention) -> Literal["a", "the"] | None:
        """Return how a role that stands before a name and a comma begins, or None without one."""
        role = role_of(mention)
        if not role:
            return None
        before = self.text[: mention.start].rstrip()
        if not before.endswith(f"{role},"):
            return None
        start = len(before) - len(role) - 1
        return "a" if _INDEFINITE.search(self.text, max(0, start - 10), start) else "the"

    def told_apart(self, ours: Sequence[Mention], theirs: Sequence[Mention]) -> str | None:
        """Return what in the text makes the bearers of two full names two people, or None."""
        for first, second in _near(ours, theirs, SIDE_CHARS):
            if self.side_by_side(first, second):
                return "“and” joins them"
        return self.marks(ours).apart(self.marks(theirs))

    def marks(self, mentions: Sequence[Mention]) -> Marks:
        """Return what stands beside mentions by which bearers of one name are told apart."""
        return marks_beside(mentions, self.text)

    def side_by_side(self, first: Mention, second: Mention) -> bool:
        """Return whether "and" alone parts two names, other than in "Farrin and Farrin’s wife"."""
        near = second.start - first.end <= SIDE_CHARS
        if not near or not _SIDE_BY_SIDE.fullmatch(self.text, first.end, second.start):
            return False
        return first.text != second.text or not OWNER.match(self.text, second.end)

    def ages(self, mentions: Iterable[Mention]) -> set[int]:
        """Return the ages that stand beside mentions."""
        return ages_beside(self.text, mentions)

    def kinship(self, ours: Iterable[Mention], theirs: Iterable[Mention]) -> str | None:
        """Return the word of kinship that stands between mentions of two names, or None."""
        words = lexicon("kinship")
        for first, second in _near(ours, theirs, KIN_CHARS):
            between = self.text[first.end : second.start].casefold()
            for word in _WORD.findall(between):
                if word in words:
                    return str(word)
        return None

    def introduced(self, mention: Mention) -> str | None:
        """Return the last word of what introduces somebody by a name: "grandson", "called"."""
        start = max(0, mention.start - KIN_CHARS)
        words = self.text[start : mention.start].rsplit(None, 1)
        if not words or words[-1].rstrip(",") not in _INTRODUCING:
            return None
        if says_before(mention, self.text):
            return None
        found = _INTRODUCED.search(self.text, start, mention.start)
        return _WORD.findall(found[0])[-1].casefold() if found else None
