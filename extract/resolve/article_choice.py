"""Whom a short name means that several people of one article bear.

A short name refers back: it means somebody whom the article has named in full before, if anybody.
A writer who has two Gonzalezes calls one of them Elian and the other Gonzalez, or names both in
full wherever they could be confused. So who goes by a given name is not meant by a surname, and who
goes by a surname not by a given name; a title means whose title it is; the surname goes on to mean
whom it meant until another of the name is named, and then whom the article is about; where what was
named last and what the article is about do not agree, the name stays apart.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from extract.resolve.article_bearers import (
    SENTENCE_BREAK,
    Fitting,
    Person,
    is_relative,
    said_by_age,
    said_title,
)
from extract.resolve.article_roles import (
    contrasted_role,
    descriptions_of,
    is_titled,
    kin_of,
    role_of,
    roles_of,
    sex_by_title,
    tell_apart,
    title_of,
    with_kinds,
)
from extract.resolve.article_words import MAY_SAY, SPEECH
from extract.resolve.lives import ages_beside, callings_of
from extract.resolve.names import Part, lexicon
from extract.schemas import Mention

#: Characters before a bare surname within which one of two bearers must stand alone to be meant.
NEAR_CHARS = 300
#: Why a surname whose role tells it from the only one named is not that one's.
ROLE_OF_ANOTHER = "the role of another"
#: How often a given name alone must stand for a person whom the surname then does not mean.
GIVEN_TIMES = 2
#: How many times as often as anybody else of the surname the article's main bearer is named.
MAIN_SHARE = 2
#: Before a name that is not what its sentence is about: "of the pilot [Kip Lund]", "she married".
_OF_WHOM = re.compile(
    rf"""\b(?:of|to|with|by|from|for|about|against|like|than|(?:[Hh]e|[Ss]he)\s(?!{SPEECH})[a-z]+)\s
        (?:(?:the|an?|his|her|their)\s)?(?:(?!(?:the|an?)\s)[\w-]+\s){{0,3}}$""",
    re.VERBOSE,
)
_OF_CHARS = 60
#: Before a short name of whom it did not mean last.
_THE_OTHER = ("the other ", "The other ", "the other\n")


def _is_title_of_a_relative(mention: Mention, item: Fitting, text: str) -> bool:
    """Return whether a surname has a title that its bearer, a relative, has not.

    "President Bukele" is not the first lady Gabriela de Bukele.
    """
    if item.called == "given-name" or not role_of(mention) or not title_of(mention, text):
        return False
    title = descriptions_of(mention, text)
    return (
        bool(title)
        and title.isdisjoint(item.person.told(text).described)
        and is_relative(item.person, text)
    )


def _has_role_of_another(mention: Mention, item: Fitting, text: str, *, several: bool) -> bool:
    """Return whether a role tells a surname from that of a bearer: "the lawyer Romero".

    Where `several` bear the name, any word may be there to tell them apart: "Romero, the survivor".
    """
    contrast = contrasted_role(mention, text, in_commas=several)
    if contrast is None:
        return False
    ours, theirs = with_kinds(contrast), item.person.told(text).described
    if several:
        return bool(theirs) and ours.isdisjoint(theirs)
    ours |= descriptions_of(mention, text) & lexicon("past_roles")
    return tell_apart(ours, theirs)


def _is_title_of_another(mention: Mention, item: Fitting, text: str) -> bool:
    """Return whether a title tells a surname from that of a bearer: "Colonel Lund" of a lawyer."""
    if not is_titled(mention, text):
        return False
    title, told = said_title(mention, text), item.person.told(text).described
    return tell_apart(descriptions_of(mention, text), told) and all(
        said_title(each, text) != title for each in item.person.mentions
    )


def _without_middle_names(part: Part, fitting: Sequence[Fitting]) -> Sequence[Fitting]:
    """Return who bears a name otherwise than in the middle, where it is a given name as well.

    "Hassan" is Hassan Ragab rather than Mahmoud Hassan el-Deeb.
    """
    if len(fitting) == 1 or all(item.called != "given-name" for item in fitting):
        return fitting
    return [
        item
        for item in fitting
        if item.called != "last-name"
        or all(part.folded != middle.folded for middle in item.form.parts[1:-1])
    ]


def _goes_by_title(item: Fitting, mention: Mention, text: str) -> bool:
    """Return whether a person's surname has had a title each time so far: "Judge Van Dam"."""
    titles = {t for t, places in item.person.titled(text).items() if places[0] < mention.start}
    return bool(titles) and "" not in titles


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
        return by_role
    if text.endswith(_THE_OTHER, 0, mention.start):
        fitting = _but_the_last(mention, fitting)
        if not fitting:
            return None, "another than who was named last"
    if len(fitting) > 1:  # "Greg" is Greg Lund rather than Gregory Moroz
        exact = [item for item in fitting if any(part.plain == p.plain for p in item.form.parts)]
        fitting = exact or fitting
    fitting = _without_middle_names(part, fitting)
    so_far = [item for item in fitting if _last_named(item.person, mention) is not None]
    if not so_far and not may_stand_ahead(mention, fitting, text):
        return None, "who is named in full after it has another role"
    of_several = len(fitting) > 1
    fitting = so_far or fitting
    if len(fitting) == 1:
        item = fitting[0]
        if _is_title_of_a_relative(mention, item, text):
            return None, "the title of one whose relative that is"
        if _has_role_of_another(mention, item, text, several=False):
            return None, ROLE_OF_ANOTHER
        if of_several and _is_title_of_another(mention, item, text):
            return None, ROLE_OF_ANOTHER
        its_own = callings_of(filter(None, [title_of(mention, text)]))
        callings = callings_of(roles_of(item.person.mentions)) if its_own else set()
        if callings and not callings & its_own:
            return None, f"{'/'.join(sorted(its_own))} against {'/'.join(sorted(callings))}"
        return item, "the only bearer named so far" if so_far else "nobody else here bears it"
    if said := said_by_age(mention, text):
        return _by_age(said, fitting, text)
    if is_titled(mention, text):
        return None, "neither of them is called so"
    if any(item.called == "misspelt-surname" for item in fitting):
        return None, "a slip, and several whose name it may be"
    fitting, why = _as_called(mention, fitting, text, given_first())
    if len(fitting) == 1:
        return fitting[0], why
    if why:
        return None, why
    near = [item for item in fitting if so_far and _is_near(item.person, mention)]
    last = max(fitting, key=lambda item: _last_named(item.person, mention) or 0)
    main = _main(fitting, text, ahead=not so_far)
    chosen, why = None, "neither role nor nearness decides"
    sex = sex_by_title(mention, text)
    if going_on := _meant_last(mention, fitting, text):
        chosen, why = going_on, "whom the surname meant last"
    elif main is None and near == [last] and (sex or not is_relative(last.person, text)):
        chosen, why = last, f"the only bearer named within {NEAR_CHARS} characters before"
    elif main is not None and (main is last or _are_aside(near, main, fitting, text)):
        chosen, why = main, "the bearer whom the article names most"
    if chosen is not None and _has_role_of_another(mention, chosen, text, several=True):
        return None, ROLE_OF_ANOTHER
    if (
        chosen is not None
        and not (sex or title_of(mention, text))
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


def _by_role(mention: Mention, fitting: Sequence[Fitting], text: str) -> tuple[Fitting, str] | None:
    """Return who alone of several may have the role of a short name, and why, or None."""
    roles = descriptions_of(mention, text)
    if contrast := contrasted_role(mention, text, in_commas=True):
        roles |= with_kinds(contrast)
    if not roles and is_titled(mention, text):
        roles = {(title_of(mention, text) or "").casefold()}
    if not roles:
        return None
    shared = [len(roles & item.person.told(text).described) for item in fitting]
    most = max(shared)
    if most > 0:
        only = shared.count(most) == 1
        return (fitting[shared.index(most)], "its role decides between them") if only else None
    if contrast is None:
        return None
    kinds = with_kinds(contrast)
    left = [item for item in fitting if not tell_apart(kinds, item.person.told(text).described)]
    return (left[0], "everybody else has another role") if len(left) == 1 else None


def _by_age(said: str, fitting: Sequence[Fitting], text: str) -> tuple[Fitting | None, str]:
    """Return whom of several "the elder" or "the younger" of a name means, or None, and why."""
    elder = said in lexicon("elder")
    ages = [ages_beside(text, item.person.mentions) for item in fitting]
    if all(ages):
        highest = [max(each) for each in ages]
        age = max(highest) if elder else min(highest)
        return fitting[highest.index(age)], f"the {said} by their ages"
    own, other = ("elder", "younger") if elder else ("younger", "elder")
    told = [item for item in fitting if own in item.person.generations(text)]
    rest = [item for item in fitting if other not in item.person.generations(text)]
    if len(told) != 1 and len(rest) < len(fitting):
        told = rest
    if len(told) == 1:
        return told[0], f"the {said} of a family"
    return None, f"nobody is known to be the {said}"


def _meant_last(mention: Mention, fitting: Sequence[Fitting], text: str) -> Fitting | None:
    """Return whom of several the surname meant last, so titled, if none was named since."""
    last = max(fitting, key=lambda item: _last(item.person.at, mention) or 0)
    at = _last(last.person.at, mention)
    so_titled = last.person.titled(text).get(said_title(mention, text), ())
    return last if at is not None and at == _last(so_titled, mention) else None


def may_stand_ahead(mention: Mention, fitting: Sequence[Fitting], text: str) -> bool:
    """Return whether a short name may mean somebody who is named in full after it alone.

    In a headline it may; elsewhere a role shows who is new: "Judge Tchalla", then "the lawyer Afi
    Tchalla"; "President Clinton", then "Hillary Clinton"; "Gift is beside him", then "the
    commissioner Gift Phiri".
    """
    roles = descriptions_of(mention, text)
    in_headline = "\n" not in text[: mention.start].lstrip()
    for person, _, called in fitting:
        theirs = person.told(text).described
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
        before and not SENTENCE_BREAK.search(text, before[-1], mention.start)
    )


def _last(places: Sequence[int], mention: Mention) -> int | None:
    """Return the last of `places`, which are in text order, before a mention, or None."""
    number = bisect_left(places, mention.start)
    return places[number - 1] if number else None


def _are_aside(
    near: Sequence[Fitting], main: Fitting, fitting: Sequence[Fitting], text: str
) -> bool:
    """Return whether of those near none but the main bearer may be meant by the surname.

    Who is named in full again is not, where the surname had meant the main bearer, nor a relative
    who goes by the given name; nor is anybody who was named once, as no subject
    ("she spoke of the pilot Kip Lund") and saying nothing, after the surname had meant the main
    bearer again and again. Whom a sentence is about, the next may be about as well.
    """
    used = _called_first(main, fitting)
    for person in (item.person for item in near if item is not main):
        if used and person.in_full > 1:
            is_aside = True
        elif is_relative(person, text):
            is_aside = bool(person.by_given_name)
        else:
            first = person.told(text).first
            is_aside = (
                used > 1
                and len(person.named) == 1
                and bool(_OF_WHOM.search(text, max(0, first.start - _OF_CHARS), first.start))
                and not MAY_SAY.match(text, first.end)
            )
        if person.by_surname or not is_aside:
            return False
    return True


def _last_named(person: Person, mention: Mention) -> int | None:
    return _last(person.named, mention)


def _is_near(person: Person, mention: Mention) -> bool:
    last = _last(person.at, mention)
    return last is not None and last >= mention.start - NEAR_CHARS


def _main(fitting: Sequence[Fitting], text: str, *, ahead: bool) -> Fitting | None:
    """Return whom of `fitting` the article is about, or None where it is about several.

    Who is named in full again, though another of the name was named, is not meant by it alone:
    that counts for a name in a headline, `ahead` of all of them.
    """
    called = {id(item): _called_first(item, fitting) for item in fitting}
    earliest = min(fitting, key=lambda item: item.person.named[0])
    # Of "Wang Sicong, the son of Wang Jianlin" the article goes on about the son.
    own = [
        item
        for item in fitting
        if called[id(item)] > 1 or item is earliest or not is_relative(item.person, text)
    ]
    if len(own) == 1:
        return own[0]
    times = {
        id(item): item.person.in_full if ahead else max(_before_others(item, fitting), 1)
        for item in fitting
    }
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
    return bisect_left(person.at, others) - bisect_left(person.named, others)


def _before_others(item: Fitting, fitting: Sequence[Fitting]) -> int:
    """Return how often somebody was named by more or less than a given name before the others."""
    person = item.person
    others = min(other.person.named[0] for other in fitting if other.person is not person)
    return bisect_left(person.at, others) - bisect_left(person.by_given_name, others)
