"""What articles tell of a life, by which two bearers of one name are told apart.

Years of birth are evidence by themselves. Callings and countries are less: a singer may become a
judge, and a Briton may write of America. So they tell people apart only where nothing else is
shared, and countries only of a name that many bear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from extract.patterns.words import load_patterns
from extract.resolve.names import (
    PersonName,
    is_known_given,
    is_shared_surname,
    lexicon,
    sex_by_titles,
)
from extract.schemas import ArticleMentions, Mention
from extract.values.countries import country_of

if TYPE_CHECKING:
    from extract.resolve.clusters import Cluster

_Known = TypeVar("_Known")

#: Years by which the birth of one person may differ as articles tell it.
BIRTH_SLACK = 2
#: Years from which on a difference is no slip of a writer.
GENERATION = 10

_AGE_BEHIND = re.compile(
    r"(?:,\s+(?:(?:an?|the)\s+[^,.;:\n]{2,40},\s+)?(?:aged?\s+)?|\s+\(|\s+aged\s+|\s+(?:is|was)\s+)"
    r"(\d{1,3})"
    r"(?=[,;.)](?!\d)|\s+years?\s+(?:old|of\s+age)|$)"  # not "was 2,000 votes ahead"
)
#: Before a name: "when Amina was 9, they moved" does not say how old she is.
_LONG_AGO = re.compile(
    r"\b(?:when|while|since|until|till|before|after|once|time)\s(?:[\w.]+\s){0,3}$", re.IGNORECASE
)
_AGE_BEFORE = re.compile(r"(\d{1,3})-year-old\s+(?:[a-z]+\s+){0,3}$")
_BORN_BEHIND = re.compile(
    r"(?:,\s+(?:who\s+was\s+)?born\s+(?:in\s+|on\s+[\w ,]{3,14}\s)?|\s+\((?:born\s+|b\.\s*))"
    r"((?:18|19|20)\d\d)\b"
)
#: The letters of a Chinese or Korean syllable, at most.
_SYLLABLE = 4
#: Characters before a name among which an age is looked for.
_BEFORE = 48
_FAMILY_BEHIND = re.compile(
    r"(?:['’]s?)?\s+(?:famil(?:y|ies)|household|home|house|residence|clan|dynasty"
    r"|brothers|sisters|siblings|twins|couple|spouses|parents|sons|daughters|children)\b"
)
#: "the swirling Gonzalez family saga", "the Somoza dynasty", "the entire Al-Sabah Family": so too
#: without "the" right before the name; a house may be one person's.
_CLAN_BEHIND = re.compile(
    r"""\s+[“"']?(?i:famil(?:y|ies)|clan|dynasty|cartel|brothers|sisters|siblings)\b(?!['’])"""
)
#: Before the name of a family: "the four McCourt brothers", "these McCourts".
_SEVERAL_BEFORE = re.compile(
    r"\b(?:[Tt]hese|[Tt]hose|(?:[Tt]he|[Aa]ll)\s(?:two|three|four|five|six))\s$"
)
#: Before a name that several bear, who are named once: "two women named Volha Zalatar".
_SEVERAL_NAMED = re.compile(
    r"\b(?:(?i:two|three|four|five|six|both|several|many)\s"
    r"(?!(?:minute|hour|day|week|month|year|decade)s\b)(?:[a-z-]+\s){0,3}|are\s(?:all\s)?)"
    r"(?:named|called)\s$"
)
#: Behind a name that was said of somebody: "two witnesses named Nur as", "both sides called Nur a".
_AS_WHAT = re.compile(r"\s(?:as|an?|the|to|at|back)\b")
_NAMING = tuple(f" {word}{space}" for word in ("named", "called") for space in (" ", "\n"))
_ROLE_WORD = re.compile(r"[A-Za-z][a-z]+")


def ages_beside(text: str, mentions: Iterable[Mention]) -> set[int]:
    """Return the ages that stand right beside mentions: "Amina, 9," or "9-year-old Amina".

    An age that somebody had once is none.
    """
    found = set()
    for mention in mentions:
        if behind := _AGE_BEHIND.match(text, mention.end):
            start = max(0, mention.start - _BEFORE)
            is_past = "was" in behind[0] and _LONG_AGO.search(text, start, mention.start)
            if not is_past:
                found.add(int(behind[1]))
        else:
            before = text[max(0, mention.start - _BEFORE) : mention.start]
            if "-year-old" in before and (age := _AGE_BEFORE.search(before)):
                found.add(int(age[1]))
    return found


def births_beside(article: ArticleMentions, mentions: Sequence[Mention]) -> list[str]:
    """Return the years of birth that an article gives beside mentions, a year more or less.

    An age says one only in an article that says when it was published.
    """
    found = [behind[1] for m in mentions if (behind := _BORN_BEHIND.match(article.text, m.end))]
    if article.published is not None:
        year = article.published.year
        found += [str(year - age) for age in ages_beside(article.text, mentions)]
    return found


def names_several(text: str, mention: Mention, *, full: bool) -> bool:
    """Return whether a name is that of several: "two men named Ahmed Nur".

    If it is not `full`, a family's as well: "the Rosenbaum family", "the Trumps".
    """
    if (
        text.endswith(_NAMING, 0, mention.start)
        and _SEVERAL_NAMED.search(text, max(0, mention.start - _BEFORE), mention.start)
        and not _AS_WHAT.match(text, mention.end)
    ):
        return True
    if full:
        return False
    if _CLAN_BEHIND.match(text, mention.end):
        return True
    if text.endswith(("the ", "The "), 0, mention.start):
        return mention.text.endswith("s") or bool(_FAMILY_BEHIND.match(text, mention.end))
    start = max(0, mention.start - 16)
    return mention.text.endswith("s") and bool(_SEVERAL_BEFORE.search(text, start, mention.start))


@cache
def _callings() -> Mapping[str, str]:
    """Return the words of callings, by word: what a person rarely is beside the others."""
    callings: dict[str, str] = load_patterns("names.yaml")["callings"]
    return {word: calling for calling, words in callings.items() for word in words.split()}


@lru_cache(maxsize=50_000)
def of_role(role: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the callings and the countries that a role names; of a former role, no calling."""
    words = _ROLE_WORD.findall(role)
    past = {word.casefold() for word in words} & lexicon("past_roles")
    callings = {
        calling
        for word in words
        if not past and (calling := _callings().get(word.casefold())) is not None
    }
    countries = {code for word in words if word[0].isupper() and (code := country_of(word))}
    return frozenset(callings), frozenset(countries)


def callings_of(roles: Iterable[str]) -> set[str]:
    """Return the callings that roles name."""
    return {calling for role in roles for calling in of_role(role)[0]}


@lru_cache(maxsize=50_000)
def is_common(name: PersonName) -> bool:
    """Return whether many people bear a full name: a usual given name, a usual surname."""
    given, surname = name.given, name.surname
    if given is None or not is_shared_surname(surname):
        return False
    # “Musa Ibrahim”, “Li Wei”: a name that is a surname as well, or of one short syllable.
    eastern = len(name.parts) == 2 and name.parts[0].plain in lexicon("eastern_surnames")
    return (
        is_known_given(given)
        or is_shared_surname(given)
        or (eastern and len(name.parts[1].plain) <= _SYLLABLE)
    )


class Clash(NamedTuple):
    """What tells two people apart; `hard` if no shared context outweighs it."""

    rule: str
    words: str
    hard: bool


@dataclass(slots=True)
class Life:
    """What is known of one person: years of birth, callings, countries of roles, home, sex.

    Of most people most of it is unknown, and an empty frozenset takes no memory.
    """

    births: frozenset[int] = frozenset()
    callings: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    homes: frozenset[str] = frozenset()
    sexes: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    @classmethod
    def of(cls, clusters: Iterable[Cluster]) -> Life:
        """Gather what the articles of `clusters` tell."""
        life = cls()
        for cluster in clusters:
            if cluster.births:
                life.births |= set(map(int, cluster.births))
            if cluster.home:
                life.homes |= {cluster.home}
            if cluster.roles:
                life.add(_told_by(tuple(cluster.roles)))
                life.words |= cluster.role_words
        return life

    def add(self, other: Life) -> None:
        """Take in what is known of `other`."""
        self.births = _both(self.births, other.births)
        self.callings = _both(self.callings, other.callings)
        self.countries = _both(self.countries, other.countries)
        self.homes = _both(self.homes, other.homes)
        self.sexes = _both(self.sexes, other.sexes)
        self.words = _both(self.words, other.words)

    def says_less(self, *, common: bool) -> tuple[bool, ...]:
        """Return a key that sorts lives, those first that tell most of a common name or a rare."""
        countries = self.countries or self.homes
        return not self.births, not self.callings, not self.sexes, not (common and countries)

    def clash(self, other: Life, *, common: bool) -> Clash | None:
        """Return what tells two bearers of one name apart, or None.

        Args:
            other: the other bearer.
            common: whether many people bear the name.
        """
        if self.births and other.births:
            years = min(abs(a - b) for a, b in product(self.births, other.births))
            if years > BIRTH_SLACK:
                words = f"one was born about {min(self.births)}, one about {min(other.births)}"
                return Clash("ages", words, years > GENERATION)
            return None
        if len(self.sexes) == len(other.sexes) == 1 and self.sexes != other.sexes:
            return Clash("titles", "one is a man, one a woman", hard=True)
        if self.words & other.words:
            return None
        abroad = _apart(self.countries, other.countries) or _apart(self.homes, other.homes)
        if (callings := _apart(self.callings, other.callings)) and (common or abroad):
            return Clash("callings", f"one is of the calling {callings}", hard=False)
        if common and abroad:
            return Clash("countries", f"one is at home in {abroad}", hard=False)
        return None


@lru_cache(maxsize=50_000)
def _told_by(roles: tuple[str, ...]) -> Life:
    """Return what roles tell, their words left out: one object for all who have them."""
    life = Life()
    for role in roles:
        callings, countries = of_role(role)
        life.callings |= callings
        life.countries |= countries
    if sex := sex_by_titles(roles):
        life.sexes = frozenset((sex,))
    return life


def _both(one: frozenset[_Known], two: frozenset[_Known]) -> frozenset[_Known]:
    """Return what is in either, one of the two if it is all."""
    if not two or one is two:
        return one
    return one | two if one else two


def _apart(one: frozenset[str], two: frozenset[str]) -> str | None:
    """Return in words that two sets are both known and have nothing in common, or None."""
    if not one or not two or one & two:
        return None
    return f"{'/'.join(sorted(one))}, one {'/'.join(sorted(two))}"
