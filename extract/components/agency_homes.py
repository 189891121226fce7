"""Where a body belongs whose name does not say it: the places of its article decide.

The evidence, strongest first: a place in the name ("Lahore High Court"), a place beside it ("the
court in Kampala", "an Islamabad-based institute"), the same body elsewhere in the article, and
last, for bodies of a state and its public, what the sentences around it say of countries against
the country that the article is at home in.

It runs when places have their countries, after the arbiter. International bodies and armed groups
belong to no state, and what the register knows keeps what it says.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from extract.components.agency_contexts import mastheads
from extract.components.agency_nearby import Nearby, peoples, read_nearby
from extract.components.agency_senses import BY_VOTES
from extract.components.base import Found
from extract.schemas import AgencyType, AgencyValue, LocationValue
from extract.values.agencies import agency_words
from extract.values.countries import country_of
from extract.values.gazetteer import Place, places_named
from extract.values.outlets import address_in, country_of_address

#: Bodies that belong to the state, or to the public, that an article is about.
LOCAL_TYPES: frozenset[str] = frozenset(
    {"intelligence", "military", "police", "ministry", "court", "prison", "legislature"}
    | {"executive", "party", "media", "other", "company", "ngo"}
)
#: Bodies that say by their country where an article is at home.
_STATE_TYPES: frozenset[str] = frozenset(
    {"intelligence", "military", "police", "ministry", "court", "prison", "legislature"}
    | {"executive", "party", "other"}
)
#: What counts how much for the home of an article. Set on gold dev and on the outlets of the
#: worldwide newswire, whose country is known: 90 of 143 right and 27 wrong, where places alone
#: gave 50 and 15.
_PLACE, _STATE_BODY, _DEMONYM, _DATELINE = 2, 4, 1, 4
#: More for a place in the lead, which says where things happened.
_LEAD = 2
_MIN_HOME, _HOME_SHARE = 4, 0.4
#: Where no other country has nearly as much, a smaller share will do.
_FAR_AHEAD, _HOME_SHARE_AHEAD = 1.5, 0.3
#: From so many votes, and none for the country of its outlet, an article is on things abroad.
_MIN_ABROAD = 12
#: One country that is named alone needs less.
_MIN_HOME_ALONE = 2
#: Outlets, companies and associations stand in articles on other states than theirs more often.
_CLEAR_SHARE = 0.5
_WIDER_TYPES: frozenset[str | None] = frozenset({"media", "company", "ngo", None})
#: A place in a name must have so many inhabitants, and so many times those of its namesakes abroad.
_MIN_INHABITANTS, _CLEAR_INHABITANTS = 200_000, 5
_CAPITAL = 10  # times more often named than a town of its size
#: Where the article is at home in its country, or names it, a smaller place will do; where it is
#: at home elsewhere and never names it, only a larger one.
_MIN_INHABITANTS_AT_HOME, _MIN_INHABITANTS_NAMED = 2_000, 100_000
_MIN_INHABITANTS_UNNAMED = 500_000
#: What the home of the article counts against what is near a body; what is beside its sentences
#: counts at most so much, and so much is the least that decides.
_HOME_OF_OUTLET, _HOME_CLEAR, _HOME_UNCLEAR, _MOST_BESIDE, _MIN_NEAR = 6.0, 3.0, 2.5, 2.0, 2.5
#: Outlets, companies and associations stand beside states that are not theirs more often.
_HOME_WIDER, _MIN_NEAR_WIDER = 1.0, 4.0
_LONGEST_PLACE = 3  # words

_WORD = re.compile(r"[^\W\d_][\w'’]*")
_IN_PLACE = re.compile(
    r"(?:'s|’s)?,? (?:based |headquartered |headquarters |office |offices )?"
    r"(?:in|of|at|from) (?:the )?$"
)
#: "In San José, the Foreign Ministry": a place that opens the sentence.
_IN_BEFORE = re.compile(r"(?:^|[\s“\"])In $")
_THE = re.compile(r",? the $")
_OWNER = re.compile(r"^(?:['’]s |-based (?:[a-z]+ ){0,3})$")
_BASED = re.compile(r"^,? (?:an? |the )(?:[a-z]+ ){0,3}$")
_DATELINE_END = re.compile(r"^[^\n]{0,60}?(?:\)\s*(?:[—–:-]|--)|\s[—–]\s|\s--\s)")
_POSSESSIVE_BEFORE = re.compile(r"['’]s?\s$")
_LEAD_PARAGRAPH = re.compile(r"^(?!\w+:).{80,}", re.MULTILINE)
_SLASH = re.compile(r"[/,]")
_NEAR = 40  # characters


@dataclass(frozen=True, slots=True)
class _Home:
    """Where an article is at home.

    Attributes:
        country: the country, None if no one stands out.
        dateline: the country that the article is sent from, None if it does not say so.
        by_outlet: whether the outlet's own name says the country.
        clear: whether the country has most of what the article says of countries.
        named: the countries that the article speaks of.
        of_article: where the article is at home that its outlet wrote of things abroad.
    """

    country: str | None
    dateline: str | None
    by_outlet: bool
    clear: bool
    named: frozenset[str]
    of_article: _Home | None = None

    def seen_by(self, kind: AgencyType | None) -> _Home:
        """Return the home that counts for a body of a type.

        A local paper that writes of things abroad means its own state by "the ministry", and the
        companies of the country that it writes of.
        """
        if self.of_article is not None and kind in _WIDER_TYPES - {"media"}:
            return self.of_article
        return self

    @property
    def weight(self) -> float:
        """What it counts against what the sentences around a body say."""
        if self.by_outlet:
            return _HOME_OF_OUTLET
        return _HOME_CLEAR if self.clear else _HOME_UNCLEAR


def settle_homes(
    text: str, found: Sequence[Found], *, source: str | None = None, url: str | None = None
) -> list[Found]:
    """Return `found` with a country for the bodies whose article tells it.

    Args:
        text: the article.
        found: its mentions, sorted, the places with their values.
        source: the outlet that it is from, where known.
        url: its address, where known.
    """
    places = [each for each in found if isinstance(each.value, LocationValue)]
    signers = [*mastheads(text), *_signer(source)]
    address = url or address_in(text)
    of_address = address and country_of_address(address)
    home = _home(text, found, places, signers, of_address)
    settled = [_of_outlets_state(each, home) for each in found]
    settled = [_by_place(text, each, home, places) if _is_open(each) else each for each in settled]
    settled = _as_elsewhere(text, settled)
    beyond = _acronyms_beyond_states(text, found)
    left = [each for each in settled if _is_open(each) and _name(text, each) not in beyond]
    if left:
        # What has its country by now says more of the home.
        later = _home(text, settled, places, signers, of_address)
        home = later if later.country is not None else home
        nearby = read_nearby(text, left, settled)
        settled = [
            _by_article(text, each, home, nearby[_name(text, each)])
            if _is_open(each) and _name(text, each) in nearby
            else each
            for each in settled
        ]
    return [_department(text, each) for each in settled]


def _name(text: str, found: Found) -> str:
    return text[found.start : found.end]


def _is_open(found: Found) -> bool:
    value = found.value
    return (
        isinstance(value, AgencyValue)
        and value.country is None
        and found.reference is None
        and (value.type is None or value.type in LOCAL_TYPES)
    )


def _with_country(found: Found, country: str | None, why: str) -> Found:
    if country is None or not isinstance(found.value, AgencyValue):
        return found
    detail = "; ".join(filter(None, (found.evidence.detail, f"{country}: {why}")))
    return replace(
        found,
        value=found.value.model_copy(update={"country": country}),
        evidence=found.evidence.model_copy(update={"detail": detail}),
    )


# --- places in a name and beside it ---------------------------------------------------------------


def _by_place(text: str, found: Found, home: _Home, places: Sequence[Found]) -> Found:
    name = text[found.start : found.end]
    known, several = _countries_of_names(text, places, found.start)
    inside = _place_inside(name, home.country, home.named, known)
    if inside is not None and inside[0] not in several:
        return _with_country(found, inside[1], f"“{inside[0]}” in its name")
    for place in places:
        if place.start > found.end + 2 * _NEAR:
            break
        if place.end < found.start - _NEAR or not isinstance(place.value, LocationValue):
            continue
        if _stands_beside(text, found, place):
            why = f"“{text[place.start : place.end]}” beside it"
            return _with_country(found, place.value.country, why)
    if inside is not None:
        return _with_country(found, inside[1], f"“{inside[0]}” in its name, as named before")
    return found


def _countries_of_names(
    text: str, places: Iterable[Found], before: int
) -> tuple[dict[str, str], set[str]]:
    """Return the countries of the article's places by name, and the names that several bear.

    Of several the one named last before `before` is meant, or else the first.
    """
    known: dict[str, str] = {}
    several: set[str] = set()
    for place in places:
        country = _country(place)
        if country is None:
            continue
        name = text[place.start : place.end]
        if known.get(name, country) != country:
            several.add(name)
        if name not in known or place.start < before:
            known[name] = country
    return known, several


def _stands_beside(text: str, found: Found, place: Found) -> bool:
    if place.start >= found.end:
        between = text[found.end : place.start]
        if _IN_PLACE.fullmatch(between) or (between == " (" and text[place.end :].startswith(")")):
            return True
        return text.startswith("-based", place.end) and _BASED.match(between) is not None
    between = text[place.end : found.start]
    if _THE.fullmatch(between) and _IN_BEFORE.search(text[max(0, place.start - 4) : place.start]):
        return True
    return _OWNER.match(between) is not None


def _place_inside(
    name: str, home: str | None, named: frozenset[str], known: Mapping[str, str]
) -> tuple[str, str] | None:
    """Return the place in a name and its country: the article's own places first."""
    words = [match.group() for match in _WORD.finditer(name)]
    for size in range(min(_LONGEST_PLACE, len(words) - 1), 0, -1):
        for at in range(len(words) - size + 1):
            place = " ".join(words[at : at + size]).removesuffix("'s").removesuffix("’s")
            if not place[0].isupper() or place.casefold() in _no_places():
                continue
            country = known.get(place) or _country_of_place(place, home, named)
            if country is not None:
                return place, country
    return None


@cache
def _no_places() -> frozenset[str]:
    words = agency_words()
    heads = {word for kind in words["heads"].values() for word in kind}
    others = (words["portfolios"], words["no_places"], words["beyond_states"])
    return frozenset(heads.union(*others))


@lru_cache(maxsize=10_000)
def _country_of_place(name: str, home: str | None, named: frozenset[str]) -> str | None:
    """Return the country of the one place that a name in a body's name means."""
    inhabitants: Counter[str] = Counter()
    for place in places_named(name):
        if place.country is not None and (
            _is_settled(place) or (place.country in named and _is_other_name(place))
        ):
            weight = place.population * (_CAPITAL if place.kind == "capital" else 1)
            inhabitants[place.country] = max(inhabitants[place.country], weight)
    if home is not None and inhabitants[home] >= _MIN_INHABITANTS_AT_HOME:
        return home
    spoken_of = [
        country
        for country, number in inhabitants.items()
        if country in named and number >= _MIN_INHABITANTS_NAMED
    ]
    if len(spoken_of) == 1:
        return spoken_of[0]
    ranked = inhabitants.most_common(2)
    least = _MIN_INHABITANTS if home is None else _MIN_INHABITANTS_UNNAMED
    if not ranked or ranked[0][1] < least:
        return None
    if len(ranked) == 2 and ranked[0][1] < _CLEAR_INHABITANTS * ranked[1][1]:
        return None
    return ranked[0][0]


def _is_other_name(place: Place) -> bool:
    """Say whether a name is another one of a place that is large enough to bear two: "Grodno"."""
    return place.kind in {"region", "city"} and place.population >= _MIN_INHABITANTS_NAMED


def _is_settled(place: Place) -> bool:
    return place.kind in {"region", "district", "capital", "city"} and place.primary


# --- the same body elsewhere ----------------------------------------------------------------------


def _as_elsewhere(text: str, found: Sequence[Found]) -> list[Found]:
    """Give a name, and the acronym that the article defines, the country it has elsewhere.

    "Kenya's Foreign Ministry" tells nothing of a Foreign Ministry before it, nor of any after that.
    """
    known: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    alone: dict[str, int] = {}
    for each in found:
        owned = _POSSESSIVE_BEFORE.search(text, max(0, each.start - 4), each.start)
        if not owned:
            alone.setdefault(_name(text, each), each.start)
        if isinstance(each.value, AgencyValue) and each.value.country is not None:
            since = each.start if owned else 0
            for name in filter(None, (text[each.start : each.end], each.value.acronym)):
                if not (owned and name in alone):
                    known[name].append((since, each.value.country))
    return [
        _with_country(each, _country_elsewhere(text, each, known), "as elsewhere")
        if _is_open(each)
        else each
        for each in found
    ]


def _country_elsewhere(
    text: str, found: Found, known: Mapping[str, Sequence[tuple[int, str]]]
) -> str | None:
    acronym = found.value.acronym if isinstance(found.value, AgencyValue) else None
    said = [*known.get(text[found.start : found.end], ()), *known.get(acronym or "", ())]
    return next((country for since, country in said if since <= found.start), None)


# --- the article's home ---------------------------------------------------------------------------


def _by_article(text: str, found: Found, home: _Home, nearby: Nearby) -> Found:
    """Give a body the country that its sentences speak of, or the home of the article."""
    value = found.value
    if not isinstance(value, AgencyValue):
        return found
    name = text[found.start : found.end]
    if _spans_states(name) and not (home.by_outlet and value.type == "media"):
        return found
    home = home.seen_by(value.type)
    if value.type == "media" and home.dateline not in {None, home.country}:
        return found  # a wire service that reports from abroad
    country = _outvoted(home, nearby, wider=value.type in _WIDER_TYPES)
    at_home = country == home.country
    return _with_country(
        found, country, "the article is at home there" if at_home else "its sentences speak of it"
    )


def _outvoted(home: _Home, nearby: Nearby, *, wider: bool) -> str | None:
    """Return the country that what is near a body speaks for, against the home of the article.

    What stands beside its sentences speaks for the home already, and against it not alone.
    """
    votes: defaultdict[str, float] = defaultdict(float, nearby.inside)
    if home.country is not None and (home.clear or not wider):
        for country, number in nearby.beside.items():
            votes[country] += 0 if country == home.country else min(number, _MOST_BESIDE)
        votes[home.country] += home.weight + (_HOME_WIDER if wider else 0)
    elif not wider:
        for country, number in nearby.beside.items():
            votes[country] += number
    best = max(votes, key=lambda each: (votes[each], each == home.country), default=None)
    if best is None or votes[best] < (_MIN_NEAR_WIDER if wider else _MIN_NEAR):
        return None
    tied = any(votes[each] == votes[best] for each in votes if each != best)
    return None if tied and best != home.country else best


@lru_cache(maxsize=10_000)
def _spans_states(name: str) -> bool:
    """Say whether a name has a word for more than one state: "Gulf Dispatch", "World Vision"."""
    words = {match.group().casefold() for match in _WORD.finditer(name)}
    return not words.isdisjoint(agency_words()["beyond_states"])


def _acronyms_beyond_states(text: str, found: Sequence[Found]) -> frozenset[str]:
    return frozenset(
        each.value.acronym
        for each in found
        if isinstance(each.value, AgencyValue)
        and each.value.acronym is not None
        and _spans_states(text[each.start : each.end])
    )


def _signer(source: str | None) -> Iterator[tuple[str, str]]:
    if source is not None:
        name, _, bracket = source.removesuffix(")").partition("(")
        yield name.strip(), bracket


def _home(
    text: str,
    found: Sequence[Found],
    places: Sequence[Found],
    signers: Sequence[tuple[str, str]],
    of_address: str | None,
) -> _Home:
    dateline = next((_country(p) for p in places if _is_dateline(text, p)), None)
    votes: Counter[str] = Counter()
    for country, number in _votes(text, found):
        votes[country] += number
    if dateline is not None:
        votes[dateline] += _DATELINE
    named = frozenset(votes)
    (best, number), (_, second) = [*votes.most_common(2), ("", 0), ("", 0)][:2]
    alone = number == votes.total() >= _MIN_HOME_ALONE
    share = _HOME_SHARE if number < _FAR_AHEAD * second else _HOME_SHARE_AHEAD
    stands_out = alone or number >= max(_MIN_HOME, share * votes.total())
    clear = number >= _CLEAR_SHARE * votes.total()
    of_article = _Home(
        best if stands_out else None, dateline, by_outlet=False, clear=clear, named=named
    )
    outlet = _country_of_outlet(signers, votes) or of_address
    if outlet is None:
        return of_article
    abroad = clear and number >= _MIN_ABROAD and not votes[outlet]
    return _Home(
        outlet, dateline, by_outlet=True, clear=True, named=named,
        of_article=of_article if abroad else None,
    )  # fmt: skip


def _votes(text: str, found: Sequence[Found]) -> Iterator[tuple[str, int]]:
    lead = _LEAD_PARAGRAPH.search(text)
    start, end = lead.span() if lead else (0, 0)
    for each in found:
        match each.value:
            case LocationValue(country=str(country)):
                yield country, _PLACE + (_LEAD if start <= each.start < end else 0)
            case AgencyValue(type=kind, country=str(country)) if kind in _STATE_TYPES:
                yield country, _STATE_BODY
    for _, country in peoples(text):
        yield country, _DEMONYM


def _country(found: Found) -> str | None:
    return found.value.country if isinstance(found.value, LocationValue) else None


def _is_dateline(text: str, place: Found) -> bool:
    """Say whether a place opens its line, as in "QUETTA, Pakistan (AP) —"."""
    return (place.start == 0 or text[place.start - 1] == "\n") and (
        _DATELINE_END.match(text[place.end : place.end + 2 * _NEAR]) is not None
    )


def _country_of_outlet(signers: Iterable[tuple[str, str]], votes: Counter[str]) -> str | None:
    """Return the country of the outlet that signs the article, where a place in its name tells it.

    A local paper that writes of things abroad still means its own ministry by "the ministry".
    """
    for name, bracket in signers:
        rivals = {_nearest_namesake(place, votes) for place in _SLASH.split(bracket)} - {None}
        if len(rivals) == 1:
            return rivals.pop()
        if not rivals and not _spans_states(name):
            country = country_of(name) or next(_countries_inside(name), None)
            if country is not None:
                return country
    return None


def _countries_inside(name: str) -> Iterator[str]:
    for match in _WORD.finditer(name):
        if (country := country_of(match.group())) is not None:
            yield country
    if (inside := _place_inside(name, None, frozenset(), {})) is not None:
        yield inside[1]


def _nearest_namesake(name: str, votes: Counter[str]) -> str | None:
    """Return the country of a place, of several that of which the article speaks most."""
    countries = [p.country for p in places_named(name.strip()) if p.country and _is_settled(p)]
    return max(countries, key=lambda each: votes[each], default=None)


def _of_outlets_state(found: Found, home: _Home) -> Found:
    """Take a ministry that only the article's words gave to another state for the outlet's own.

    A Colombo paper may name Russia more often than Sri Lanka; its Defence Ministry is its own.
    """
    guessed = (found.evidence.detail or "").startswith(BY_VOTES)
    if not (home.by_outlet and guessed and found.evidence.by == "agencies.register"):
        return found
    if found.value is None or getattr(found.value, "country", None) == home.country:
        return found
    return _with_country(
        replace(found, reference=None), home.country, "the outlet is at home there"
    )


# --- departments ----------------------------------------------------------------------------------


def _department(text: str, found: Found) -> Found:
    """Make no ministry of a department in a state where departments are parts of ministries.

    Where the state is open, only what has a portfolio may be one: no "Department of Neurology".
    """
    value = found.value
    if (
        not isinstance(value, AgencyValue)
        or value.type != "ministry"
        or found.reference is not None
        or not text.startswith("Department of", found.start)
        or value.country in agency_words()["department_is_ministry"]
        or (value.country is None and _has_portfolio(_name(text, found)))
    ):
        return found
    return replace(found, value=value.model_copy(update={"type": "other"}))


def _has_portfolio(name: str) -> bool:
    words = {match.group().casefold() for match in _WORD.finditer(name)}
    return not words.isdisjoint(agency_words()["portfolios"])
