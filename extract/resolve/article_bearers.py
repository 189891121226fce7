"""Whom a short name means that several people of one article bear.

A short name refers back: it means somebody whom the article has named in full before, if anybody.
A writer who has two Gonzalezes calls one of them Elian and the other Gonzalez, or names both in
full wherever they could be confused. So who goes by a given name is not meant by a surname, and who
goes by a surname not by a given name; a title means whose title it is; the surname means whom the
article is about, as long as nobody else was named since; where what was named last and what the
article is about do not agree, the name stays apart.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from extract.resolve.article_words import (
    contrasted_role,
    is_quoted,
    is_titled,
    kin_of,
    role_of,
    role_words,
    roles_of,
    sex_by_title,
    title_of,
)
from extract.resolve.compare import PLAIN_KINDS, compare_parts, gendered
from extract.resolve.lives import callings_of
from extract.resolve.names import Part, PersonName, is_fathers, lexicon, sex_of_name
from extract.schemas import Mention

#: How a short name is somebody's.
Called = Literal["surname", "last-name", "given-name", "half-surname", "misspelt-surname"]

#: Characters before a bare surname within which one of two bearers must stand alone to be meant.
NEAR_CHARS = 300
#: Characters beside a full name in which a word of kinship makes its bearer somebody's relative.
RELATIVE_CHARS = 60
#: Why a surname whose role tells it from the only one named is not that one's.
ROLE_OF_ANOTHER = "the role of another"
#: How often a given name alone must stand for a person whom the surname then does not mean.
GIVEN_TIMES = 2
#: How many times as often as anybody else of the surname the article's main bearer is named.
MAIN_SHARE = 2

#: A given name as Chinese and Korean ones are written: "Cheng-ta".
_TWO_SYLLABLES = re.compile(r"[A-Z][a-z]+-[a-z]+\b")
_WORD = re.compile(r"[A-Za-z]+")
_ELDER = re.compile(r"\b(?:young|younger|old|older|elder)\s$")
_SENTENCE_BREAK = re.compile(r"[.!?\n]")
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
#: Before a short name of whom it did not mean last.
_THE_OTHER = ("the other ", "The other ", "the other\n")
_FIRST_LADY = re.compile(r"\bfirst\s(?:lady|gentleman|family)\b", re.IGNORECASE)
#: ", a brother of", ", Paul's twin brother"; what begins with "whose" is about somebody else.
_APPOSITION = re.compile(r",\s+(?!whose|and|with|his|her\b)((?:[\w’']+\s+){0,3}[\w’']+)")


@dataclass
class Person:
    """One person as far as the article has told.

    Attributes:
        forms: spellings of the full name; of who has none, the single name.
        mentions: all mentions, those in full first.
        named: where a mention stands that says more than the surname, in text order.
        by_given_name: where a given name alone stands for the person, in text order.
        by_surname: the surnames, folded, that stand alone for the person.
        by_given_name_in_own_words: how often a given name alone stands so outside quotations.
    """

    forms: list[PersonName]
    mentions: list[Mention] = field(default_factory=list)
    named: list[int] = field(default_factory=list)
    by_given_name: list[int] = field(default_factory=list)
    by_surname: set[str] = field(default_factory=set)
    by_given_name_in_own_words: int = 0

    @property
    def in_full(self) -> int:
        """How often the person is named in full."""
        return len(self.named) - len(self.by_given_name)

    def call_by_given_name(self, at: int, text: str) -> None:
        """Note that a given name alone stands for the person at `at` in `text`."""
        insort(self.by_given_name, at)
        insort(self.named, at)
        self.by_given_name_in_own_words += not is_quoted(text, at)

    def sexes(self, text: str) -> set[str]:
        """Return what titles, kinship and given names say about the person's sex."""
        found = {sex for form in self.forms if (sex := sex_of_name(form))}
        return found | {sex for mention in self.mentions if (sex := sex_by_title(mention, text))}


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


def _is_title_of_a_relative(mention: Mention, item: Fitting, text: str) -> bool:
    """Return whether a surname has a title that its bearer, a relative, has not.

    "President Bukele" is not the first lady Gabriela de Bukele.
    """
    if item.called == "given-name" or not role_of(mention) or not title_of(mention, text):
        return False
    title = role_words([mention])
    return (
        bool(title)
        and title.isdisjoint(role_words(item.person.mentions))
        and is_relative(item.person, text)
    )


def _has_role_of_another(mention: Mention, item: Fitting, text: str, *, in_commas: bool) -> bool:
    """Return whether a role tells a surname from that of a bearer: "the lawyer Romero"."""
    contrast = contrasted_role(mention, text, in_commas=in_commas)
    if contrast is None:
        return False
    theirs = role_words(item.person.mentions)
    return bool(theirs) and contrast not in theirs


def _goes_by_title(item: Fitting, mention: Mention, text: str) -> bool:
    """Return whether a person's surname has had a title each time so far: "Judge Van Dam"."""
    person = item.person
    short = [m for m in person.mentions if m.start < mention.start and m.start not in person.named]
    return bool(short) and all(title_of(each, text) for each in short)


def _but_the_last(mention: Mention, fitting: Sequence[Fitting]) -> Sequence[Fitting]:
    """Return who of those that a name fits are not the one it meant last."""
    named = [_last_named(item.person, mention) for item in fitting]
    last = max((at for at in named if at is not None), default=None)
    return [item for item, at in zip(fitting, named, strict=True) if at is None or at != last]


def choose(
    mention: Mention,
    part: Part,
    fitting: Sequence[Fitting],
    text: str,
    *,
    given_first: Callable[[], bool | None],
) -> tuple[Fitting | None, str]:
    """Return whom of `fitting` a short name means, or None, and why.

    Args:
        mention: the short name.
        part: its one part.
        fitting: who bears it, at least one.
        text: the article.
        given_first: tells whether the article calls people by their given names, as Ethiopians
            and Icelanders are called, or by their surnames; None if it does both or neither.
    """
    if len(fitting) > 1 and (by_role := _by_role(mention, fitting, text)) is not None:
        return by_role, "its role decides between them"
    if text.endswith(_THE_OTHER, 0, mention.start):
        fitting = _but_the_last(mention, fitting)
        if not fitting:
            return None, "another than who was named last"
    so_far = [item for item in fitting if _last_named(item.person, mention) is not None]
    if not so_far and not may_stand_ahead(mention, fitting, text):
        return None, "who is named in full after it has another role"
    fitting = so_far or fitting
    if len(fitting) == 1:
        item = fitting[0]
        if _is_title_of_a_relative(mention, item, text):
            return None, "the title of one whose relative that is"
        if _has_role_of_another(mention, item, text, in_commas=False):
            return None, ROLE_OF_ANOTHER
        its_own = callings_of(filter(None, [title_of(mention, text)]))
        callings = callings_of(roles_of(item.person.mentions)) if its_own else set()
        if callings and not callings & its_own:
            return None, f"{'/'.join(sorted(its_own))} against {'/'.join(sorted(callings))}"
        return item, "the only bearer named so far" if so_far else "nobody else here bears it"
    if is_titled(mention, text) or _ELDER.search(text, max(0, mention.start - 10), mention.start):
        return None, "neither of them is called so"
    fitting, why = _as_called(mention, fitting, text, given_first())
    if len(fitting) == 1:
        return fitting[0], why
    if why:
        return None, why
    near = [item for item in fitting if so_far and _is_near(item.person, mention)]
    last = max(fitting, key=lambda item: _last_named(item.person, mention) or 0)
    main = _main(fitting, text)
    chosen, why = None, "neither role nor nearness decides"
    if main is None and near == [last]:
        chosen, why = last, f"the only bearer named within {NEAR_CHARS} characters before"
    elif (
        near
        and (main is None or main is last)
        and last.called != "given-name"
        and not is_relative(last.person, text)
        and _named_twice_since(last, fitting, mention)
    ):
        chosen, why = last, "named twice since anybody else of the name"
    elif main is not None and (main is last or not near):
        chosen, why = main, "the bearer whom the article names most"
    if chosen is not None and _has_role_of_another(mention, chosen, text, in_commas=True):
        return None, ROLE_OF_ANOTHER
    if (
        chosen is not None
        and not (title_of(mention, text) or sex_by_title(mention, text))
        and _goes_by_title(chosen, mention, text)
        and not all(_goes_by_title(item, mention, text) for item in fitting)
    ):
        return None, "who may be meant is called by a title"
    # Of two surnames one is used: who is called Fernández here is not meant by Bazán.
    if chosen is not None and chosen.called != "given-name":
        used = chosen.person.by_surname
        if used and part.folded not in used:
            return None, "who may be meant goes by another surname"
    return chosen, why


def _by_role(mention: Mention, fitting: Sequence[Fitting], text: str) -> Fitting | None:
    """Return who alone of several shares most words of a role with a short name, or None."""
    roles = role_words([mention])
    if contrast := contrasted_role(mention, text, in_commas=True):
        roles.add(contrast)
    if not roles:
        return None
    shared = [len(roles & role_words(item.person.mentions)) for item in fitting]
    most = max(shared)
    return fitting[shared.index(most)] if most > 0 and shared.count(most) == 1 else None


def may_stand_ahead(mention: Mention, fitting: Sequence[Fitting], text: str) -> bool:
    """Return whether a short name may mean somebody who is named in full after it alone.

    In a headline it may; elsewhere a role shows who is new: "Judge Tchalla", then "the lawyer Afi
    Tchalla"; "President Clinton", then "Hillary Clinton"; "Gift is beside him", then "the
    commissioner Gift Phiri".
    """
    roles = role_words([mention])
    in_headline = "\n" not in text[: mention.start].lstrip()
    for person, _, called in fitting:
        theirs = role_words(person.mentions)
        if roles & theirs or (in_headline and not (roles and theirs)):
            return True
        if not roles and called != "given-name":
            return not _is_a_relative(mention)
        if not theirs and (not roles or called == "given-name"):
            return True
    return False


def _is_a_relative(mention: Mention) -> bool:
    """Return whether a role says whose relative somebody is: "mother of the pilot"."""
    role = role_of(mention) or ""
    return " of " in role and kin_of(role) is not None


def _as_called(
    mention: Mention, fitting: Sequence[Fitting], text: str, given_first: bool | None
) -> tuple[Sequence[Fitting], str]:
    """Return who of several may be meant by how the article calls them, and why.

    The reason is empty where that says nothing.
    """
    mixed = len({item.called == "given-name" for item in fitting}) > 1
    times = 1 if mixed else GIVEN_TIMES
    others = [item for item in fitting if not _called_otherwise(item, mention, text, times)]
    if len(others) == 1:
        return others, "everybody else who bears it is called otherwise here"
    fitting = others or fitting
    given = [item for item in fitting if item.called == "given-name"]
    so_called = [i for i in given if any(at < mention.start for at in i.person.by_given_name)]
    if len(so_called) == 1 and len(given) == len(fitting):
        return so_called, "the only one who is called so alone"
    if not given or len(given) == len(fitting):
        return fitting, ""
    if given_first is None:
        return fitting, "it is a given name of one and a surname of another"
    chosen = given if given_first else [item for item in fitting if item.called != "given-name"]
    return chosen, "so the article calls people" if len(chosen) == 1 else ""


def _called_otherwise(item: Fitting, mention: Mention, text: str, times: int) -> bool:
    """Return whether the article calls somebody by the other name: often, or in this sentence."""
    person = item.person
    if item.called == "given-name":
        return bool(person.by_surname) and not person.by_given_name
    before = [at for at in person.by_given_name if at < mention.start]
    # A friend's words are not how the article calls anybody; but who speaks of Raman is not he.
    return person.by_given_name_in_own_words >= times or bool(
        before and not _SENTENCE_BREAK.search(text, before[-1], mention.start)
    )


def _last_named(person: Person, mention: Mention) -> int | None:
    before = bisect_left(person.named, mention.start)
    return person.named[before - 1] if before else None


def _named_twice_since(last: Fitting, fitting: Sequence[Fitting], mention: Mention) -> bool:
    others = max(
        (_last_named(item.person, mention) or 0 for item in fitting if item is not last), default=0
    )
    return sum(others < at < mention.start for at in last.person.named) > 1


def _is_near(person: Person, mention: Mention) -> bool:
    window = mention.start - NEAR_CHARS
    return any(window <= other.start < mention.start for other in person.mentions)


def _main(fitting: Sequence[Fitting], text: str) -> Fitting | None:
    """Return whom of `fitting` the article is about, or None where it is about several."""
    called = {id(item): _called_first(item, fitting) for item in fitting}
    own = [i for i in fitting if called[id(i)] > 1 or not is_relative(i.person, text)]
    if len(own) == 1:
        return own[0]
    times = {id(item): item.person.in_full + called[id(item)] for item in fitting}
    ranked = sorted(fitting, key=lambda item: (-times[id(item)], -len(item.person.named)))
    first, second = ranked[:2]
    most, next_most = times[id(first)], times[id(second)]
    if not second.person.in_full:  # those who were introduced by a given name alone never are
        most, next_most = len(first.person.named), len(second.person.named)
    return first if most >= MAIN_SHARE * next_most else None


def _called_first(item: Fitting, fitting: Sequence[Fitting]) -> int:
    """Return how often the short name stood for somebody before anybody else of it was named."""
    person = item.person
    others = min(other.person.named[0] for other in fitting if other.person is not person)
    said = sum(mention.start < others for mention in person.mentions)
    return said - sum(at < others for at in person.named)


def is_relative(person: Person, text: str) -> bool:
    """Return whether a person is first named as somebody's relative ("his brother David")."""
    first = min(person.mentions, key=lambda mention: mention.start)
    before = _SENTENCE_BREAK.split(text[max(0, first.start - RELATIVE_CHARS) : first.start])[-1]
    if _FIRST_LADY.search(before):
        return True
    after = _APPOSITION.match(text, first.end)
    words = [*_WORD.findall(before), *(_WORD.findall(after[1]) if after else ())]
    return any(word.casefold() in lexicon("kinship") for word in words)
