"""The people of one article, as far as it has told, and how a short name is theirs."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from extract.resolve.article_roles import (
    descriptions_of,
    generation_of,
    role_of,
    sex_by_title,
    sexes_behind,
    title_of,
)
from extract.resolve.article_words import Marks, is_quoted, marks_beside
from extract.resolve.compare import PLAIN_KINDS, compare_parts, gendered
from extract.resolve.names import Part, PersonName, is_fathers, lexicon, sex_of_name
from extract.schemas import Mention

#: How a short name is somebody's.
Called = Literal["surname", "last-name", "given-name", "half-surname", "misspelt-surname"]
#: Characters beside a full name in which a word of kinship makes its bearer somebody's relative.
RELATIVE_CHARS = 60
#: A given name as Chinese and Korean ones are written: "Cheng-ta".
_TWO_SYLLABLES = re.compile(r"[A-Z][a-z]+-[a-z]+\b")
_WORD = re.compile(r"[A-Za-z]+")
#: Before a name that several bear: "the elder Lund", "young Lund"; not "a young Lund", who may be
#: anybody, nor "the 12-year-old Lund".
_BY_AGE = re.compile(
    r"(?:\b[Tt]he\s([Ee]lder|[Oo]lder|[Yy]ounger|[Oo]ld|[Yy]oung)"
    r"|(?:^|[.!?”\"]\s|\n)(Old|Young))\s$"
)
_BY_AGE_CHARS = len("the younger ") + 2
SENTENCE_BREAK = re.compile(r"[.!?\n]")
#: Before the given name of who sits on a throne, or may.
_THRONES = tuple(
    f"{title}{space}"
    for title in [
        "King",
        "Queen",
        "Emperor",
        "Empress",
        "Tsar",
        "Czar",
        "Pope",
        "Prince",
        "Princess",
    ]
    for space in (" ", "\n")
)
_FIRST_LADY = re.compile(r"\bfirst\s(?:lady|gentleman|family)\b", re.IGNORECASE)
#: ", a brother of", ", Paul's twin brother"; what begins with "whose" is about somebody else.
_APPOSITION = re.compile(r",\s+(?!whose|and|with|his|her\b)((?:[\w’']+\s+){0,3}[\w’']+)")
#: ", a radiologist in Essen, is a cousin of"; but anybody "was the son of" somebody.
_IS_KIN = re.compile(
    rf"""(?:,[^,.\n]{{1,60}},)?\sis\s(?:an?|the|his|her)\s(?:[a-z-]+\s){{0,2}}?
        (?:{"|".join(sorted(lexicon("kinship")))})\b""",
    re.VERBOSE,
)


@dataclass(slots=True)
class Told:
    """What the words beside the mentions of one person say.

    Attributes:
        sexes: by titles and kinship.
        described: the words by which the article describes the person, and their kinds.
        generations: whether the person is the "elder" or the "younger" of a family.
        is_kin: whether a sentence on the person says whose relative they are.
        first: the first mention.
        read: how many mentions were read.
    """

    first: Mention
    sexes: set[str] = field(default_factory=set)
    described: set[str] = field(default_factory=set)
    generations: set[str] = field(default_factory=set)
    is_kin: bool = False
    read: int = 0

    def read_on(self, mentions: Sequence[Mention], text: str) -> None:
        """Take in the mentions that have come since."""
        for mention in mentions[self.read :]:
            self.sexes |= sexes_behind(mention, text)
            if sex := sex_by_title(mention, text):
                self.sexes.add(sex)
            self.described |= descriptions_of(mention, text)
            if generation := generation_of(mention, text):
                self.generations.add(generation)
            self.is_kin = self.is_kin or bool(_IS_KIN.match(text, mention.end))
            if mention.start < self.first.start:
                self.first = mention
        self.read = len(mentions)


@dataclass
class Person:
    """One person as far as the article has told.

    Attributes:
        forms: spellings of the full name; of who has none, the single name.
        mentions: all mentions, those in full first.
        at: where the mentions stand, in text order.
        named: where a mention stands that says more than the surname, in text order.
        by_given_name: where a given name alone stands for the person, in text order.
        by_surname: the surnames, folded, that stand alone for the person.
        by_given_name_in_own_words: how often a given name alone stands so outside quotations.
    """

    forms: list[PersonName]
    mentions: list[Mention] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    named: list[int] = field(default_factory=list)
    by_given_name: list[int] = field(default_factory=list)
    by_surname: set[str] = field(default_factory=set)
    by_given_name_in_own_words: int = 0
    _told: Told | None = None
    #: What stands beside the mentions, and how many were read for that.
    _marks: Marks | None = None
    _marked: int = 0
    #: Where a surname stands alone, by the title before it, and those whose title was not read yet.
    _titled: dict[str, list[int]] | None = None
    _surnames: list[Mention] = field(default_factory=list)

    @property
    def in_full(self) -> int:
        """How often the person is named in full."""
        return len(self.named) - len(self.by_given_name)

    def name_in_full(self) -> None:
        """Note that all mentions so far give the full name."""
        self.named = sorted(mention.start for mention in self.mentions)
        self.at = list(self.named)

    def call_by_given_name(self, mention: Mention, text: str) -> None:
        """Take in a given name that stands alone for the person in `text`."""
        self._take(mention)
        insort(self.by_given_name, mention.start)
        insort(self.named, mention.start)
        self.by_given_name_in_own_words += not is_quoted(text, mention.start)

    def call_by_surname(self, mention: Mention, surname: Part) -> None:
        """Take in a surname that stands alone for the person."""
        self._take(mention)
        self.by_surname.add(surname.folded)
        self._surnames.append(mention)

    def _take(self, mention: Mention) -> None:
        self.mentions.append(mention)
        insort(self.at, mention.start)

    def titled(self, text: str) -> Mapping[str, Sequence[int]]:
        """Return where a surname alone stands for the person, by the title before it.

        The places are in text order; the title is empty where there is none.
        """
        if self._titled is None:
            self._titled = defaultdict(list)
        while self._surnames:
            mention = self._surnames.pop()
            insort(self._titled[said_title(mention, text)], mention.start)
        return self._titled

    def stands_at(self, start: int) -> bool:
        """Return whether a mention of the person begins there."""
        number = bisect_left(self.at, start)
        return number < len(self.at) and self.at[number] == start

    def marks(self, text: str) -> Marks:
        """Return what stands beside the mentions by which two bearers of a name are told apart."""
        if self._marks is None:
            self._marks = Marks()
        if self._marked < len(self.mentions):
            self._marks.add(marks_beside(self.mentions[self._marked :], text))
            self._marked = len(self.mentions)
        return self._marks

    def told(self, text: str) -> Told:
        """Return what the words beside the mentions say."""
        if self._told is None:
            self._told = Told(self.mentions[0])
        self._told.read_on(self.mentions, text)
        return self._told

    def sexes(self, text: str) -> set[str]:
        """Return what titles, kinship and given names say about the person's sex."""
        return self.told(text).sexes | {sex for form in self.forms if (sex := sex_of_name(form))}

    def generations(self, text: str) -> set[str]:
        """Return whether kinship or a suffix makes the person the "elder" or the "younger"."""
        suffixes = {form.suffix for form in self.forms if form.suffix}
        return self.told(text).generations | {
            "elder" if suffix == "sr" else "younger" for suffix in suffixes
        }


class Fitting(NamedTuple):
    """A person who may be meant, the spelling of the full name that says so, and how."""

    person: Person
    form: PersonName
    called: Called


def how_called(name: PersonName, form: PersonName) -> Called | None:
    """Return how a single name is that of who has the full name `form`, or None."""
    part, first = name.parts[0], form.given
    relation = compare_parts(part, form.surname).kind
    if relation in PLAIN_KINDS and not is_fathers(name, form.surname):
        return "surname"
    last = (p for p in form.parts[1:] if not is_fathers(name, p))
    if any(part.folded == p.folded for p in (*last, *form.nicknames)):
        return "last-name"
    if (
        first is not None
        and not name.leading_particle
        and compare_parts(part, first, as_given=True).kind in PLAIN_KINDS
    ):
        return "given-name"
    if relation == "half" and not _TWO_SYLLABLES.search(f"{name.text} {form.text}"):
        return "half-surname"
    if (
        relation in {"sound", "slip"}
        and not gendered(part.plain, form.surname.plain)
        and part.plain != f"{form.surname.plain}s"  # "the McCourts" are a family
    ):
        return "misspelt-surname"
    return None


def is_throned_otherwise(mention: Mention, item: Fitting, text: str) -> bool:
    """Return whether a short name is a monarch's and its bearer is none.

    Kings and popes go by a given name: "King Hussein" is not Saddam Hussein, whose surname it is,
    and "Emperor Theodore" not Theodore Roosevelt.
    """
    if not _is_throned(mention, text):
        return False
    bearers = [each for each in item.person.mentions if each is not mention]
    known = any(role_of(each) for each in bearers)
    throned = any(_is_throned(each, text) for each in bearers)
    return not throned and (known or item.called != "given-name")


def _is_throned(mention: Mention, text: str) -> bool:
    return text.endswith(_THRONES, 0, mention.start)


def said_by_age(mention: Mention, text: str) -> str | None:
    """Return by which word a name is that of the "elder" or the "younger" of it, or None."""
    said = _BY_AGE.search(text, max(0, mention.start - _BY_AGE_CHARS), mention.start)
    return (said[1] or said[2]).casefold() if said else None


def said_title(mention: Mention, text: str) -> str:
    """Return the title right before a name ("judge", "younger"), empty without one."""
    if said := said_by_age(mention, text):
        return said
    return (title_of(mention, text) or "").casefold().rstrip(".")


def is_relative(person: Person, text: str) -> bool:
    """Return whether a person is first named as somebody's relative ("his brother David")."""
    told = person.told(text)
    first = told.first
    before = SENTENCE_BREAK.split(text[max(0, first.start - RELATIVE_CHARS) : first.start])[-1]
    if told.is_kin or _FIRST_LADY.search(before):
        return True
    after = _APPOSITION.match(text, first.end)
    words = [*_WORD.findall(before), *(_WORD.findall(after[1]) if after else ())]
    return any(word.casefold() in lexicon("kinship") for word in words)
