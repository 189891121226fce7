"""Invented articles that name invented people, with the truth known: as many as are asked for.

    world = World(mentions=100_000)
    for article, people in world.articles():
        ...

`article` is an `ArticleMentions`, `people` the person behind each of its PERSON mentions. Articles
come one by one and need no memory; the same seed gives the same articles in every process.

People live in communities (a town, a trial, a team). An article takes its people from one
community, a few from a list of world figures or from elsewhere, so that company is evidence.
Frequencies follow Zipf's law (Mandelbrot's form) over communities, people in them, given names and
surnames. Names come from eight traditions (``invented.yaml``); given names have the variants that
``extract/patterns/names.yaml`` knows. Two people may bear one name: by chance, and a few by design.
How a name is written varies: romanisation, given-name variants and diminutives, initials, middle
names dropped, slips of the pen; later in an article the surname stands alone.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import accumulate, product
from pathlib import Path
from random import Random

import yaml

from extract.patterns.words import load_patterns
from extract.schemas import (
    AgencyValue,
    ArticleMentions,
    Evidence,
    LocationValue,
    Mention,
    PersonValue,
)

#: PERSON mentions of an article, on average.
MENTIONS_PER_ARTICLE = 9.2
ARTICLES_PER_COMMUNITY = 25
WORLD_FIGURES = 200
#: People of a community: some, and more with every article on it.
FEWEST_PEOPLE, PEOPLE_PER_ARTICLE = 6, 0.95

#: Chances, of a person in an article: to be a world figure, or from another community.
FIGURE, GUEST = 0.06, 0.04
#: Chances, of a name as an article writes it.
INITIAL, TYPO, SURNAME_ALONE = 0.03, 0.02, 0.02
MIDDLE_WRITTEN, MIDDLE_INITIAL = 0.15, 0.15
#: Chances, of a person: to have a middle name, to be given somebody else's whole name.
MIDDLE_NAME, NAMESAKE = 0.4, 0.01
ROLE_SAID = 0.4

_EVIDENCE = Evidence(by="invented")
_NOBODY = PersonValue()


#: Spellings, diminutives and sex of a given name.
Given = tuple[tuple[str, ...], tuple[str, ...], str | None]


@dataclass(frozen=True)
class Tradition:
    """How the people of one part of the world are named; ``invented.yaml`` says what each means."""

    name: str
    share: float
    given: tuple[str, ...]
    surnames: tuple[str, ...]
    flatness: float
    habits: dict[str, tuple[str, ...]] = field(default_factory=dict)
    respelt: float = 0.02
    nicknamed: float = 0.02
    surname_first: bool = False
    hyphen: bool = False
    two_surnames: bool = False
    gendered: bool = False

    @classmethod
    def of(cls, entry: dict) -> Tradition:
        """Return the tradition that the file describes."""
        return cls(**entry | {part: words(entry[part]) for part in ("given", "surnames")})

    @cached_property
    def givens(self) -> list[Given]:
        """The given names with what the word lists know of them."""
        return [families().get(name, ((name,), (), None)) for name in self.given]


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person; `id` is the truth."""

    id: int
    tradition: Tradition
    given: str
    variants: tuple[str, ...]
    nicknames: tuple[str, ...]
    middle: str | None
    surname: str
    second_surname: str | None
    role: str


@dataclass(frozen=True)
class Community:
    """People who stand in articles together, with the bodies, places and words around them."""

    number: int
    articles: int
    people: tuple[Person, ...]
    agencies: tuple[str, ...]
    places: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass
class Zipf:
    """Draws positions 0 … n − 1 with weights 1 ÷ (position + 1 + q)."""

    n: int
    q: float = 0.0
    _sums: list[float] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._sums = list(accumulate(1 / (rank + self.q) for rank in range(1, self.n + 1)))

    def draw(self, rng: Random) -> int:
        """Return a position."""
        return bisect(self._sums, rng.random() * self._sums[-1])

    def share(self, position: int) -> float:
        """Return how much of all falls to `position`, 0–1."""
        below = self._sums[position - 1] if position else 0.0
        return (self._sums[position] - below) / self._sums[-1]


zipf = cache(Zipf)


class World:
    """Communities and their articles, all derived from a seed.

    Args:
        mentions: about how many PERSON mentions the articles hold together.
        seed: another seed gives another world.
    """

    def __init__(self, mentions: int, seed: int = 7) -> None:
        self.seed = seed
        articles = max(1, round(mentions / MENTIONS_PER_ARTICLE))
        self.communities = max(1, articles // ARTICLES_PER_COMMUNITY)
        self._size = Zipf(self.communities, q=10.0)
        shares = accumulate(self._size.share(number) for number in range(self.communities))
        ends = [round(articles * share) for share in shares]
        self._articles = [end - start for start, end in zip([0, *ends], ends, strict=False)]
        self._figures = tuple(
            self._person(self.communities, rank, home=None) for rank in range(WORLD_FIGURES)
        )

    def articles(self) -> Iterator[tuple[ArticleMentions, list[int]]]:
        """Yield every article, with the person behind each PERSON mention in order."""
        serial = 0
        for number, count in enumerate(self._articles):
            community = self._community(number)
            for each in range(count):
                yield self._article(community, each, serial)
                serial += 1

    @property
    def size(self) -> int:
        """The number of `articles`."""
        return sum(self._articles)

    def new_articles(self, count: int) -> Iterator[tuple[ArticleMentions, list[int]]]:
        """Yield `count` articles that are not among `articles`, on the same communities."""
        rng = self._rng(self.communities + 1, 0)
        serial = self.size
        for each in range(count):
            community = self._community(self._size.draw(rng))
            yield self._article(community, community.articles + each, serial + each)

    def _rng(self, *numbers: int) -> Random:
        seed = self.seed
        for number in numbers:
            seed = (seed << 24) + number
        return Random(seed)

    def _community(self, number: int) -> Community:
        rng = self._rng(1, number)
        articles = self._articles[number]
        size = FEWEST_PEOPLE + round(PEOPLE_PER_ARTICLE * articles)
        home = _TRADITIONS[bisect(_SHARES, rng.random() * _SHARES[-1])]
        places = tuple(
            f"{rng.choice(_PLACE_STEMS)}{rng.choice(_PLACE_MIDDLES)}{rng.choice(_PLACE_ENDINGS)}"
            for _ in range(2)
        )
        agencies = tuple(rng.choice(_BODIES).format(rng.choice(places)) for _ in range(2))
        return Community(
            number,
            articles,
            tuple(self._person(number, rank, home) for rank in range(size)),
            agencies,
            places,
            tuple(rng.sample(_TOPICS, 3)),
        )

    def _person(self, community: int, rank: int, home: Tradition | None) -> Person:
        rng = self._rng(2, community, rank)
        identity = (community << 20) + rank
        if rng.random() < NAMESAKE:
            rng = self._rng(2, rng.randrange(self.communities), rng.randrange(FEWEST_PEOPLE))
            rng.random()
        if home is None or rng.random() < 0.3:
            home = _TRADITIONS[bisect(_SHARES, rng.random() * _SHARES[-1])]
        spellings, nicknames, sex = home.givens[zipf(len(home.given), 8.0).draw(rng)]
        own = spellings[min(int(rng.expovariate(1.5)), len(spellings) - 1)]
        if home.hyphen:
            own = f"{own}-{rng.choice(home.given).lower()}"
        middle = None
        if not (home.surname_first or home.two_surnames) and rng.random() < MIDDLE_NAME:
            middle = home.givens[zipf(len(home.given), 8.0).draw(rng)][0][0]
        surname = _surname(home, rng, woman=sex == "f")
        second = _surname(home, rng, woman=False) if home.two_surnames else None
        return Person(
            identity,
            home,
            own,
            () if home.hyphen else tuple(word for word in spellings if word != own),
            nicknames,
            middle,
            surname,
            second,
            f"{rng.choice(_RANKS)} {rng.choice(_POSTS)}".strip(),
        )

    def _article(
        self, community: Community, number: int, serial: int
    ) -> tuple[ArticleMentions, list[int]]:
        rng = self._rng(3, community.number, number)
        chosen: dict[int, Person] = {}
        local = zipf(len(community.people), 1.0)
        for _ in range(rng.choice((3, 4, 4, 5, 5, 6))):
            chance = rng.random()
            if chance < FIGURE:
                person = self._figures[zipf(WORLD_FIGURES).draw(rng)]
            elif chance < FIGURE + GUEST:
                other = rng.randrange(self.communities)
                person = self._person(other, rng.randrange(FEWEST_PEOPLE), home=None)
            else:
                person = community.people[local.draw(rng)]
            chosen[person.id] = person
        # The hash of the running number: the order of ids says nothing of communities.
        page = _Page(f"{serial * 2_654_435_761 % 2**32:08x}", community.topics, rng)
        shorts: dict[str, int] = {}
        names = {identity: written(person, rng) for identity, person in chosen.items()}
        for _, short in names.values():
            shorts[short] = shorts.get(short, 0) + 1
        later: list[int] = []
        page.name_body(community.agencies[rng.random() < 0.3])
        for identity, person in chosen.items():
            full, short = names[identity]
            alone = shorts[short] == 1 and rng.random() < SURNAME_ALONE
            role = person.role if rng.random() < ROLE_SAID else None
            page.name_person(identity, short if alone else full, role)
            later += [identity] * min(int(rng.expovariate(0.6)), 6)
        page.name_place(community.places[rng.random() < 0.3])
        rng.shuffle(later)
        for identity in later:
            full, short = names[identity]
            page.name_person(identity, short if shorts[short] == 1 else full, None)
        published = dt.date(2023, 1, 1) + dt.timedelta(days=(community.number * 37 + number) % 730)
        return page.article(published), page.people


class _Page:
    """An article as it is written."""

    def __init__(self, identity: str, topics: Sequence[str], rng: Random) -> None:
        self.identity = identity
        self.people: list[int] = []
        self._topics = topics
        self._rng = rng
        self._text: list[str] = []
        self._length = 0
        self._mentions: list[Mention] = []

    def name_person(self, identity: int, name: str, role: str | None) -> None:
        """Write a sentence on a person."""
        self._write(f"{role} " if role else "")
        self._mention("PERSON", name, PersonValue(role=role) if role else _NOBODY)
        self._write(f" spoke about the {self._rng.choice(self._topics)}. ")
        self.people.append(identity)

    def name_body(self, name: str) -> None:
        """Write a sentence on a body."""
        self._write("A statement by the ")
        self._mention("AGENCY", name, AgencyValue())
        self._write(" came first. ")

    def name_place(self, name: str) -> None:
        """Write a sentence on a place."""
        self._write("It happened in ")
        self._mention("LOCATION", name, LocationValue())
        self._write(" that week. ")

    def article(self, published: dt.date) -> ArticleMentions:
        """Return what is written."""
        return ArticleMentions(
            id=self.identity,
            text="".join(self._text),
            published=published,
            mentions=tuple(self._mentions),
        )

    def _write(self, words: str) -> None:
        self._text.append(words)
        self._length += len(words)

    def _mention(self, label: str, name: str, value: object) -> None:
        self._mentions.append(
            Mention(
                id=f"{self.identity}:{len(self._mentions)}",
                label=label,
                start=self._length,
                end=self._length + len(name),
                text=name,
                value=value,
                evidence=_EVIDENCE,
            )
        )
        self._write(name)


def written(person: Person, rng: Random) -> tuple[str, str]:
    """Return a name as one article writes it: in full, and the surname alone."""
    tradition = person.tradition
    given, surname, middle = person.given, person.surname, None
    if rng.random() < tradition.respelt:
        if person.variants and rng.random() < 0.5:
            given = rng.choice(person.variants)
        else:
            surname = respelt(surname, tradition, rng)
    if tradition.hyphen and (way := rng.random()) < 0.3:
        first, second = given.split("-")
        given = f"{first} {second.capitalize()}" if way < 0.2 else f"{first}{second}"
    if person.nicknames and rng.random() < tradition.nicknamed:
        given = rng.choice(person.nicknames)
    elif not tradition.surname_first and rng.random() < INITIAL:
        given = f"{given[0]}."
    if person.middle is not None:
        way = rng.random()
        if way < MIDDLE_WRITTEN:
            middle = person.middle
        elif way < MIDDLE_WRITTEN + MIDDLE_INITIAL:
            middle = f"{person.middle[0]}."
    if rng.random() < TYPO:
        if rng.random() < 0.3:
            given = slip(given, rng)
        else:
            surname = slip(surname, rng)
    second = person.second_surname if person.second_surname and rng.random() < 0.35 else None
    words = [surname, given] if tradition.surname_first else [given, middle, surname, second]
    return " ".join(filter(None, words)), surname


def respelt(name: str, tradition: Tradition, rng: Random) -> str:
    """Return `name` by another habit of romanisation, where one applies."""
    fitting = [pattern for pattern in tradition.habits if re.search(pattern, name)]
    if not fitting:
        return name
    pattern = rng.choice(fitting)
    return re.sub(pattern, rng.choice(tradition.habits[pattern]), name, count=1)


def slip(name: str, rng: Random) -> str:
    """Return `name` with two letters swapped, one left out, or one wrong; the first one stays."""
    if len(name) < 4:
        return name
    at = rng.randrange(1, len(name) - 1)
    match rng.randrange(3):
        case 0:
            return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        case 1:
            return name[:at] + name[at + 1 :]
        case _:
            return name[:at] + rng.choice("aeiourstnlmdkvgb") + name[at + 1 :]


def _surname(tradition: Tradition, rng: Random, *, woman: bool) -> str:
    surnames = tradition.surnames
    surname = surnames[zipf(len(surnames), tradition.flatness).draw(rng)]
    if woman and tradition.gendered:
        if surname.endswith(("ov", "ev", "in")):
            return f"{surname}a"
        if surname.endswith("sky"):
            return f"{surname[:-1]}aya"
    return surname


@cache
def families() -> dict[str, Given]:
    """Return the families of given names that the word lists know, by their spellings."""
    found: dict[str, Given] = {}
    for entry in load_patterns("names.yaml")["given"]:
        same = tuple(word.capitalize() for word in entry["same"].split()[:6])
        short = tuple(word.capitalize() for word in entry.get("short", "").split()[:3])
        for word in same:
            found.setdefault(word, (same, short, entry.get("sex")))
    return found


def words(given: str | Sequence[str]) -> tuple[str, ...]:
    """Return words in their order, or all that parts make together, in an order of chance."""
    if isinstance(given, str):
        return tuple(given.split())
    built = ("".join(each).replace("-", "") for each in product(*(part.split() for part in given)))
    unique = sorted({"-".join(map(str.capitalize, word.split("_"))) for word in built})
    Random(1).shuffle(unique)
    return tuple(unique)


_MADE_OF = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
_TRADITIONS = tuple(map(Tradition.of, _MADE_OF["traditions"]))
_SHARES = tuple(accumulate(tradition.share for tradition in _TRADITIONS))
_RANKS = ("", *words(_MADE_OF["ranks"]))
_POSTS, _TOPICS, _PLACE_STEMS, _PLACE_MIDDLES, _PLACE_ENDINGS = (
    words(_MADE_OF[name])
    for name in ("posts", "topics", "place_stems", "place_middles", "place_endings")
)
_BODIES = tuple(_MADE_OF["bodies"])
