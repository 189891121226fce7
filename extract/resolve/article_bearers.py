"""Whom a short name means that several people of one article bear.

A writer who has two Gonzalezes calls one of them Elian and the other Gonzalez, or names both in
full wherever they could be confused. So who goes by a given name is not meant by a surname; the
surname means whom the article is about, as long as nobody else was named since; where what was
named last and what the article is about do not agree, the name stays apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.resolve.names import PersonName, lexicon, sex_by_titles, sex_of
from extract.schemas import Mention, PersonValue

#: Characters before a bare surname within which one of two bearers must stand alone to be meant.
NEAR_CHARS = 300
#: Characters beside a full name in which a word of kinship makes its bearer somebody's relative.
RELATIVE_CHARS = 40
#: How often a given name alone must stand for a person whom the surname then does not mean.
GIVEN_TIMES = 2
#: How many times as often as anybody else of the surname the article's main bearer is named.
MAIN_SHARE = 2

_TITLE_BEFORE = re.compile(r"([A-Za-z]+)\.?\s+$")
_WORD = re.compile(r"[A-Za-z]+")
_SENTENCE_BREAK = re.compile(r"[.!?\n]")
#: ", a brother of", ", Paul's twin brother"; what begins with "whose" is about somebody else.
_APPOSITION = re.compile(r",\s+(?!whose|and|with|his|her\b)((?:[\w’']+\s+){0,3}[\w’']+)")


@dataclass
class Person:
    """One person as far as the article has told.

    Attributes:
        forms: spellings of the full name.
        mentions: all mentions, those in full first.
        named: where a mention stands that says more than the surname, in text order.
        by_given_name: how often a given name alone stands for the person.
    """

    forms: list[PersonName]
    mentions: list[Mention] = field(default_factory=list)
    named: list[int] = field(default_factory=list)
    by_given_name: int = 0

    @property
    def in_full(self) -> int:
        """How often the person is named in full."""
        return len(self.named) - self.by_given_name

    def sexes(self, text: str) -> set[str]:
        """Return what titles and given names say about the person's sex."""
        found = {sex for form in self.forms if form.given and (sex := sex_of(form.given))}
        return found | {sex for mention in self.mentions if (sex := sex_by_title(mention, text))}


#: A person who may be meant, and the spelling of the full name that says so.
Fitting = tuple[Person, PersonName]


def sex_by_title(mention: Mention, text: str) -> str | None:
    """Return "m" or "f" where a title or role beside a mention says it, else None."""
    titles = []
    if before := _TITLE_BEFORE.search(text[max(0, mention.start - 12) : mention.start]):
        titles.append(before.group(1))
    if isinstance(mention.value, PersonValue) and mention.value.role:
        titles.append(mention.value.role)
    return sex_by_titles(titles)


def role_words(mentions: Iterable[Mention]) -> set[str]:
    """Return the longer words of the roles of `mentions`, lower case, without titles."""
    return (
        {
            word
            for mention in mentions
            if isinstance(mention.value, PersonValue) and mention.value.role
            for word in _WORD.findall(mention.value.role.casefold())
            if len(word) > 3
        }
        - lexicon("feminine_titles")
        - lexicon("masculine_titles")
    )


def choose(
    mention: Mention, fitting: Sequence[Fitting], text: str, *, as_surname: bool
) -> tuple[Fitting | None, str]:
    """Return whom of `fitting` a short name means, or None, and why.

    Args:
        mention: the short name.
        fitting: who bears it, at least one.
        text: the article.
        as_surname: it is a surname, not a given name.
    """
    if len(fitting) == 1:
        return fitting[0], "nobody else here bears it"
    roles = role_words([mention])
    by_role = [item for item in fitting if roles & role_words(item[0].mentions)]
    if len(by_role) == 1:
        return by_role[0], "its role decides between them"
    main = _main(fitting, text)
    so_far = [item for item in fitting if _last_named(item[0], mention) is not None]
    if len(so_far) == 1 and main in (None, so_far[0]):
        return so_far[0], "the only bearer named so far"
    others = [item for item in fitting if item[0].by_given_name < GIVEN_TIMES]
    if as_surname and len(others) == 1:
        return others[0], "everybody else who bears it goes by a given name here"
    near = [item for item in so_far if _is_near(item[0], mention)]
    last = max(so_far, key=lambda item: _last_named(item[0], mention) or 0, default=None)
    if main is None and near == [last]:
        return last, f"the only bearer named within {NEAR_CHARS} characters before"
    if main is not None and (main is last or not near):
        return main, "the bearer whom the article names most"
    return None, "neither role nor nearness decides"


def _last_named(person: Person, mention: Mention) -> int | None:
    return max((at for at in person.named if at < mention.start), default=None)


def _is_near(person: Person, mention: Mention) -> bool:
    window = mention.start - NEAR_CHARS
    return any(window <= other.start < mention.start for other in person.mentions)


def _main(fitting: Sequence[Fitting], text: str) -> Fitting | None:
    """Return whom of `fitting` the article is about, or None where it is about several."""
    ranked = sorted(fitting, key=lambda item: -item[0].in_full)
    own = [item for item in ranked if not _is_relative(item[0], text)]
    if len(own) == 1:
        return own[0]
    first, second = ranked[0], ranked[1]
    return first if first[0].in_full >= MAIN_SHARE * second[0].in_full else None


def _is_relative(person: Person, text: str) -> bool:
    """Return whether a person is first named as somebody's relative ("his brother David")."""
    first = min(person.mentions, key=lambda mention: mention.start)
    before = _SENTENCE_BREAK.split(text[max(0, first.start - RELATIVE_CHARS) : first.start])[-1]
    after = _APPOSITION.match(text, first.end)
    words = [*_WORD.findall(before), *(_WORD.findall(after[1]) if after else ())]
    return any(word.casefold() in lexicon("kinship") for word in words)
