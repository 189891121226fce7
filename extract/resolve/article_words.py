"""What the words beside the names of people say: roles, sex, kinship, ages, who is introduced.

Functions on one mention's role, and `Words` for what stands in the text of an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product
from typing import Literal

from extract.resolve.lives import ages_beside, callings_of
from extract.resolve.names import lexicon, sex_by_titles
from extract.schemas import Mention, PersonValue
from extract.values.counts import PEOPLE, unit_class_of

#: Characters between two names in which a word of kinship makes them two people.
KIN_CHARS = 60
#: Years by which the ages that an article gives of one person may differ.
AGE_SLACK = 1

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
#: Behind a surname that a role tells from the same one: "Romero the lawyer".
_THE_BEHIND = re.compile(
    r"(?P<comma>,)?\sthe\s(?P<role>[a-z]{4,})"
    r"(?=(?(comma)[,.;:]|,?\s(?:who|was|is|has|had|says?|said|[a-z]+ed)\b))"  # not "the news of"
)
#: Before a name that is told or given what stands behind: "told Romero the judge had left".
_TELLING = re.compile(
    r"\b(?:told|asked|warned|informed|assured|reminded|showed|gave|sent|offered|promised)\s$"
)
_TELLING_CHARS = 12
#: Behind one that has such a role before it: not "the reporter Nichols murdered".
_GOES_ON = re.compile(r"[,.;:]|\s(?:was|is|has|had|who|said|says|and|will|would|of|from|in|to)\b")
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
#: Words of kinship of the young and of the grown-up: nobody is both in one article.
_YOUNG = frozenset(("son", "daughter", "grandson", "granddaughter", "boy", "girl", "child", "baby"))
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
_SAYS_SO = re.compile(rf"\s(?:{SPEECH})\b")
_SIDE_BY_SIDE = re.compile(r",?\s+(?:and|&)\s+")
_WORD = re.compile(r"[A-Za-z]+")
# A full stop behind a word of kinship ends the sentence: "the commander's widow. Kaddour was".
_TITLE_BEFORE = re.compile(r"\b((?:Mrs?|Ms|Smt)(?=\.)|[A-Za-z]+(?!\.))\.?\s+$")
#: Letters that stand for a title: "IG Kamara".
_LETTERS_BEFORE = re.compile(r"\b([A-Z]{2,5})\s+$")


def role_of(mention: Mention) -> str | None:
    """Return the role of a person's mention, or None."""
    return mention.value.role if isinstance(mention.value, PersonValue) else None


def title_of(mention: Mention, text: str) -> str | None:
    """Return the role, or what looks like a title ("IG"), that stands right before a name."""
    role = role_of(mention)
    if role and text.endswith(role, 0, len(text[: mention.start].rstrip())):
        return role
    letters = _LETTERS_BEFORE.search(text, max(0, mention.start - 8), mention.start)
    return letters[1] if letters else None


def is_any(mention: Mention, text: str) -> bool:
    """Return whether a name means anybody of it: "an officer, also a Peeters, wrote it down"."""
    return text.endswith(_ANY, 0, mention.start) and bool(_GOES_ON.match(text, mention.end))


def contrasted_role(mention: Mention, text: str, *, in_commas: bool = False) -> str | None:
    """Return the role that tells a surname from the same one, or None.

    That is "lawyer" in "the lawyer Romero said", in "Romero the lawyer", and where the article
    has several of the surname `in_commas` as well: "Romero, the lawyer,".
    """
    behind = _THE_BEHIND.match(text, mention.end)
    if (
        behind
        and (in_commas or not behind["comma"])
        and unit_class_of((), behind["role"]) in PEOPLE  # not "for Romero the trial was over"
        and not _TELLING.search(text, max(0, mention.start - _TELLING_CHARS), mention.start)
    ):
        return behind["role"]
    role = role_of(mention)
    if role and role[0].islower() and text.endswith(_the(role), 0, mention.start):
        return role.rsplit(None, 1)[-1] if _GOES_ON.match(text, mention.end) else None
    return None


def says_before(mention: Mention, text: str) -> bool:
    """Return whether its bearer said what stands before: "He saw his wife, Farrin said"."""
    return text.endswith((", ", ",\n"), 0, mention.start) and bool(
        _SAYS_SO.match(text, mention.end)
    )


@lru_cache(maxsize=10_000)
def _the(role: str) -> tuple[str, ...]:
    return f"the {role} ", f"The {role} "


def is_titled(mention: Mention, text: str) -> bool:
    """Return whether a title of some office stands before a name."""
    words = set(_WORD.findall((title_of(mention, text) or "").casefold()))
    known = "honorifics", "feminine_titles", "masculine_titles", "kinship"
    return bool(words) and words.isdisjoint(set[str]().union(*map(lexicon, known)))


def kin_word(role: str | None) -> str | None:
    """Return the word of kinship that a role ends in ("boy's mother"), or None.

    In "lawyer of his wife" it is somebody else's.
    """
    words = _WORD.findall(role.casefold()) if role else []
    if not words or not {"of", "for", "to"}.isdisjoint(words):
        return None
    return words[-1] if words[-1] in lexicon("kinship") else None


def kin_of(role: str | None) -> str | None:
    """Return a word of kinship anywhere in a role ("father of the accused"), or None."""
    words = _WORD.findall(role.casefold()) if role else []
    return next((word for word in words if word in lexicon("kinship")), None)


def sex_by_title(mention: Mention, text: str) -> str | None:
    """Return "m" or "f" where a title or role beside a mention says it, else None."""
    before = _TITLE_BEFORE.search(text[max(0, mention.start - 12) : mention.start])
    return _sex_by(before[1] if before else None, role_of(mention))


@lru_cache(maxsize=50_000)
def _sex_by(title: str | None, role: str | None) -> str | None:
    return sex_by_titles(filter(None, (title, role, kin_word(role))))


def role_words(mentions: Iterable[Mention]) -> set[str]:
    """Return the longer words of the roles of `mentions`, lower case.

    Titles of either sex are left out, and roles that say whose relative one is.
    """
    found = set[str]()
    for each in mentions:
        if role := role_of(each):
            found |= _telling(role)
    return found


@lru_cache(maxsize=50_000)
def _telling(role: str) -> frozenset[str]:
    if kin_of(role) is not None:
        return frozenset()
    words = {word for word in _WORD.findall(role.casefold()) if len(word) > 3}
    return frozenset(words - lexicon("feminine_titles") - lexicon("masculine_titles"))


def roles_of(mentions: Iterable[Mention]) -> list[str]:
    """Return the roles of mentions, as far as they have one."""
    values = (mention.value for mention in mentions)
    return [value.role for value in values if isinstance(value, PersonValue) and value.role]


def may_be(kin: str, others: set[str]) -> bool:
    """Return whether who is introduced as `kin` may be a relative who was introduced so."""
    if kin not in lexicon("kinship") | _YOUNG:
        return False
    return bool(others - (_GROWN if kin in _YOUNG else _YOUNG if kin in _GROWN else set()))


def is_quoted(text: str, at: int) -> bool:
    """Return whether somebody's words stand at `at`: between quotation marks of its paragraph."""
    before = text[text.rfind("\n\n", 0, at) + 1 : at]
    return (
        before.count("“") > before.count("”")
        or before.count("``") > before.count("''")
        or before.count('"') % 2 == 1
    )


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
        role, before = role_of(mention), self.text[: mention.start].rstrip()
        if not role or not before.endswith(f"{role},"):
            return None
        start = len(before) - len(role) - 1
        return "a" if _INDEFINITE.search(self.text, max(0, start - 10), start) else "the"

    def told_apart(self, ours: Sequence[Mention], theirs: Sequence[Mention]) -> str | None:
        """Return what in the text makes the bearers of two full names two people, or None."""
        for a, b in product(ours, theirs):
            if self.side_by_side(a, b) if a.start < b.start else self.side_by_side(b, a):
                return "“and” joins them"
        callings = callings_of(roles_of(ours)), callings_of(roles_of(theirs))
        if all(callings) and not callings[0] & callings[1]:
            return " against ".join("/".join(sorted(each)) for each in callings)
        sexes = [
            {sex for each in side if (sex := sex_by_title(each, self.text))}
            for side in (ours, theirs)
        ]
        if all(sexes) and not sexes[0] & sexes[1]:
            return "one is a man, one a woman"
        ages, others = self.ages(ours), self.ages(theirs)
        if ages and others and min(abs(x - y) for x, y in product(ages, others)) > AGE_SLACK:
            return f"one is {min(ages)}, one {min(others)}"
        return None

    def side_by_side(self, first: Mention, second: Mention) -> bool:
        """Return whether "and" alone parts two names, other than in "Farrin and Farrin’s wife"."""
        near = second.start - first.end <= len(", and  ")
        if not near or not _SIDE_BY_SIDE.fullmatch(self.text, first.end, second.start):
            return False
        return first.text != second.text or not OWNER.match(self.text, second.end)

    def ages(self, mentions: Iterable[Mention]) -> set[int]:
        """Return the ages that stand beside mentions."""
        return ages_beside(self.text, mentions)

    def kinship(self, ours: Iterable[Mention], theirs: Iterable[Mention]) -> str | None:
        """Return the word of kinship that stands between mentions of two names, or None."""
        words = lexicon("kinship")
        for a, b in product(ours, theirs):
            first, second = sorted((a, b), key=lambda m: m.start)
            if second.start - first.end <= KIN_CHARS:
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
