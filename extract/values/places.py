"""Which place of the world a name in an article means, with the evidence for it.

`locate` takes all location mentions of one article together, because each is evidence for the
others: "Paris, Texas" fixes Paris, and a story from Louisiana fixes Alexandria. One unknown name
stays unresolved and changes nothing for the rest.

Where to start reading: `locate`, then `_Article`. The weights are in `Weights`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import cast

from extract.patterns.words import load_patterns
from extract.schemas import LocationType, LocationValue
from extract.values.countries import codes, country_names, demonyms
from extract.values.gazetteer import Place, country_by_code, places_named, region_by_code
from extract.values.place_entries import NO_PLACES, OwnPlaces

#: Mean radius of the earth, in kilometres.
EARTH_RADIUS_KM = 6371.0
#: "Springfield" has 60 bearers; the least populous are never worth scoring.
MAX_CANDIDATES = 40
#: From this population on a town, not the region called after it, is meant by the bare name.
SEAT_POPULATION = 50_000
#: From this population on a town is named without its country.
LARGE_POPULATION = 100_000
#: A town so large is meant by its name, also where a part of it stands before it.
METROPOLIS = 1_000_000
#: Names so short may be abbreviations of others: "NYC".
LONGEST_SHORT = 3
#: Names of one town that share so much of their letters are spellings: Kochi and Cochin.
ALIKE = 0.5
#: An article has a home country when this share of its places lies in one. Set on gold dev and LGL;
#: higher is stricter.
HOME_SHARE = 0.45


@dataclass(frozen=True, slots=True)
class Weights:
    """How strongly each kind of evidence speaks for a reading, in powers of ten of population.

    Set by hand, not fitted. The errors on all of GeoVirus and LGL were read while they were set,
    so the figures of `benchmarks/places.py` on these are development figures.

    Attributes:
        country: a country's name is rarely used for anything else.
        capital: news comes from capitals.
        region: below a town of the same name and size ("New York").
        district: the same one level down.
        alternate: the name is not the usual one of the place.
        known: what a hand-written place is worth; it has no population.
        same_country: share of the article's places that are in the same country.
        named_country: the country itself or its people are mentioned.
        same_region: share of the article's places in the same first-level region.
        near: another place of the article lies within `near_km`.
        near_km: distance that counts as near, in kilometres.
        anchor_lead: by how much a reading must lead to count as evidence for others.
    """

    country: float = 1.5
    capital: float = 2.0
    region: float = -0.6
    district: float = -0.8
    alternate: float = -1.5
    known: float = 6.2
    same_country: float = 2.5
    named_country: float = 1.0
    same_region: float = 2.5
    near: float = 1.0
    near_km: float = 150.0
    anchor_lead: float = 1.2


WEIGHTS = Weights()
#: The reason of a place that the user's rules name.
OWN = "a place of your rules"


@dataclass(frozen=True, slots=True)
class Located:
    """What a location mention means.

    Attributes:
        value: type, country, coordinates and GeoNames number, None where they are not known.
        reference: id of the place in the gazetteer, the same for all its names; None if unknown.
        detail: one line that says how the place was chosen.
    """

    value: LocationValue
    reference: str | None
    detail: str


def locate(
    text: str, spans: Sequence[tuple[int, int]], own: OwnPlaces = NO_PLACES
) -> tuple[Located, ...]:
    """Resolve the location mentions of one article, each in the light of the others.

    Args:
        text: the article.
        spans: half-open offsets of its location mentions, in text order.
        own: the user's places; a name that is one of theirs means that place.

    Returns:
        One answer for each span, in the same order.

    Example:
        >>> text = "The fire in Paris, Texas, was out on Friday."
        >>> [(p.value.country, p.detail) for p in locate(text, [(12, 17)])]
        [('US', '9 places share this name; chosen by “Texas” beside it')]
    """
    return _Article(text, spans, own).answers()


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance between two points (degrees north, east), in kilometres."""
    phi_a, phi_b = math.radians(a[0]), math.radians(b[0])
    half = math.sin((phi_b - phi_a) / 2) ** 2
    half += math.cos(phi_a) * math.cos(phi_b) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


# --- words ----------------------------------------------------------------------------------------


def place_words() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return the lists of ``patterns/place_words.yaml``."""
    loaded: dict[str, dict[str, list[str]]] = load_patterns("place_words.yaml")
    return loaded


@cache
def type_of_word(position: str) -> Mapping[str, LocationType]:
    """Return word → location type for the words that stand `position` ("after", "before", …)."""
    lists = place_words()[position]
    return {word: cast(LocationType, kind) for kind, words in lists.items() for word in words}


@cache
def _directions() -> frozenset[str]:
    return frozenset(cast(Sequence[str], place_words()["directions"]))


@cache
def _abbreviations() -> Mapping[str, tuple[str, str]]:
    codes = cast(Mapping[str, str], place_words()["abbreviations"])
    return {short: tuple(code.split(".")) for short, code in codes.items()}  # type: ignore[misc]  # two parts each


# --- what a name can mean, without its article ----------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reading:
    """One place that a name can mean, and how likely that is before the article is looked at.

    `named_after_town` marks Donetsk the region: without a type word the town is meant.
    """

    place: Place
    prior: float
    named_after_town: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """All that a name says by itself.

    Attributes:
        readings: the places of that very name, the likeliest first.
        type: what its type word says it is ("Kursk Region": region); None without one.
        inside: the places that a part of the name bears ("Lviv Airport": Lviv), for the country.
        own: whether that is a place of the user's rules, and nothing else is meant.
    """

    readings: tuple[Reading, ...] = ()
    type: LocationType | None = None
    inside: tuple[Reading, ...] = ()
    own: bool = False


@lru_cache(maxsize=16384)
def meaning_of(name: str) -> Meaning:
    """Return what `name` can mean by itself."""
    name = " ".join(name.split()).removeprefix("the ").removeprefix("The ")
    exact = _readings(places_named(name), name)
    type_, base = _split_type_word(name)
    if base is None:
        first, _, rest = name.partition(" ")
        if not exact and rest and first.title() in _directions():
            return Meaning(type="region", inside=_readings(places_named(rest), rest))
        return Meaning(readings=exact)
    inside = _readings(places_named(base), base)
    if type_ == "region":
        regions = [r for r in inside if r.place.type == "region"]
        exact = exact or tuple(regions)
    elif type_ == "city":
        exact = exact or tuple(r for r in inside if r.place.type == "city")
    return Meaning(readings=exact, type=type_, inside=inside)


def _meaning_with(own: OwnPlaces, name: str) -> Meaning:
    """Return what `name` can mean where a user has places of their own."""
    if place := own.named(name):
        return Meaning(readings=(Reading(place, WEIGHTS.known),), own=True)
    meaning = meaning_of(name)
    if own.names and not meaning.readings:
        type_, base = _split_type_word(name)  # "Dorn Prison" lies where Dorn does
        if base is not None and (place := own.named(base)):
            return Meaning(type=type_, inside=(Reading(place, WEIGHTS.known),), own=True)
    return meaning


def _split_type_word(name: str) -> tuple[LocationType | None, str | None]:
    """Return the type that `name` states and the rest: "Kursk Region" → ("region", "Kursk")."""
    words = name.split()
    for length in range(min(3, len(words) - 1), 0, -1):
        phrase = " ".join(words[-length:])
        type_ = _type_after().get(phrase.lower())
        if type_ is not None:
            return type_, " ".join(words[:-length])
    head, of, base = name.partition(" of ")
    if of and head in type_of_word("before_of"):
        return type_of_word("before_of")[head], base.removeprefix("the ")
    for length in (2, 1):
        phrase = " ".join(words[:length])
        if len(words) > length and phrase in type_of_word("before"):
            return type_of_word("before")[phrase], " ".join(words[length:])
    return None, None


@cache
def _type_after() -> Mapping[str, LocationType]:
    return {word.lower(): type_ for word, type_ in type_of_word("after").items()}


def country_named(name: str) -> Place | None:
    """Return the country that bears `name` as written ("US", not "us"; "RUSSIA" in a heading)."""
    code = country_names().get(name) or country_names().get(name.replace("’", "'"))
    if code is None and name.isupper() and len(name) > 4:
        code = _countries_without_case().get(name.casefold())
    return country_by_code(code) if code else None


@cache
def _countries_without_case() -> Mapping[str, str]:
    return {name.casefold(): code for name, code in country_names().items()}


def _readings(places: Iterable[Place], name: str) -> tuple[Reading, ...]:
    country = country_named(name)
    # A country is looked up as written ("US" is not "us"): the row that its key finds is left out.
    candidates = [p for p in places if p.kind != "country" or p.country not in codes()]
    if country is not None:
        # Only a region of another state is a rival (Georgia), not the villages named China.
        rivals = (p for p in candidates if p.kind == "region" and p.country != country.country)
        candidates = [country, *rivals]
    elif name.endswith(".") and (short := _abbreviations().get(name.replace(".", ""))):
        candidates = [region] if (region := region_by_code(*short)) else candidates
    kept = candidates[:MAX_CANDIDATES]
    scored = [
        Reading(place, _prior(place), named_after_town=any(_is_seat(town, place) for town in kept))
        for place in kept
    ]
    return tuple(sorted(scored, key=lambda each: (-each.prior, each.place.id)))


def _is_seat(town: Place, region: Place) -> bool:
    return (
        region.kind in ("region", "district")
        and town.type == "city"
        and town.population >= (SEAT_POPULATION if town.primary else 10 * SEAT_POPULATION)
        and (town.country, town.admin1) == (region.country, region.admin1)
    )


def _prior(place: Place) -> float:
    if place.kind == "place" and not place.population:
        return WEIGHTS.known
    bonus = {
        "country": WEIGHTS.country,
        "capital": WEIGHTS.capital,
        "region": WEIGHTS.region,
        "district": WEIGHTS.district,
    }.get(place.kind, 0.0)
    alternate = 0.0 if place.primary else WEIGHTS.alternate
    return math.log10(place.population + 1) + bonus + alternate


# --- one article ----------------------------------------------------------------------------------

_BESIDE_AFTER = re.compile(
    r"(?:, (?:in )?|,? in (?:the )?| \()(?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w’'-]*){0,2})"
)
_NAME_BEFORE = r"(?P<name>[A-Z][\w.-]*(?: [A-Z][\w-]*){0,2})"
_KIND = (
    "city|town|village|suburb|port|settlement|hamlet|region|province|oblast|district|state|county|"
    "capital|resort"
)
_BESIDE_BEFORE = re.compile(
    # Russia's western Kursk; the Ukrainian border town of Sumy; Texas town Paris
    rf"{_NAME_BEFORE}(?:['’]s?(?: [a-z]+){{0,2}}|"
    rf"(?:['’]s?)?(?: [a-z]+){{0,2}} (?:{_KIND})(?: of|,)?) $"
)
#: "Iloilo province", and of a whole list "Ernakulam and Thrissur districts".
_TYPE_AFTER = re.compile(
    r"(?:(?:,| and|, and) [A-Z][\w’'-]+){1,5} (?P<plural>[a-z]+s)\b| (?P<word>[a-z]+)\b"
)
#: "The village of X"; in "the Riyadh district of Khartoum" the district is Riyadh.
_TYPE_BEFORE = re.compile(r"(?P<part>[A-Z][\w’'-]+ )?\b(?P<word>[a-z]+) of $")
#: "Haifa Street", "Haifa lane"; "the Riyadh district of Khartoum".
_STREET_AFTER = re.compile(r" (?:street|road|lane|avenue|alley|boulevard|square)\b")
_QUARTER_AFTER = re.compile(
    r" (?:district|quarter|neighbou?rhood|suburb|area|section) of"
    r" (?P<name>[A-Z][\w’'-]*(?: [A-Z][\w-]*)?)"
)
_ALIAS_BEFORE = re.compile(
    r"\b(?:old|once|former|formerly|ancient|now|or|called|calls|known as|renamed)\W{1,3}$|[(/]$"
)
_ALIAS_AFTER = re.compile(r"\)|/|,? (?:of old|as it (?:is|was) (?:then |now )?(?:called|known))\b")
_REGION_AFTER = re.compile(r" (?:Gov\.|Governor|Lieutenant Governor|Provincial)(?![\w-])")
_LISTED = re.compile(r", (?:and |or )?| and | or ")
_NUMBERED = re.compile(
    r"\b(?:Colony|Prison|Camp|School|IK|SIZO|Highway|Interstate|Route)\b.*\d"
    r"|^(?:U\.?S\.?|[AMIN])[ -]\d+$"
)
#: Waters between states, which no one state holds.
_WATERS = re.compile(r"\b(?:Gulf|Channel|Strait|Straits|Sea|Ocean|Passage)\b")
_CAPITALISED = re.compile(r"\b[A-Z][a-z]+\b")
#: How much text beside a mention is looked at, in characters.
_BEFORE_CHARS, _AFTER_CHARS = 60, 45


@dataclass(slots=True)
class _Evidence:
    """What the surely known places of an article say about the others."""

    countries: Counter[str] = field(default_factory=Counter)
    regions: Counter[tuple[str, str]] = field(default_factory=Counter)
    mentions: Counter[str] = field(default_factory=Counter)
    named: set[str] = field(default_factory=set)
    points: dict[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Choice:
    """What a mention is taken for, before the country of the whole article is known.

    `place` is None for a name that the gazetteer does not hold; `backed` says that something in
    the article speaks for the place.
    """

    place: Place | None
    type: LocationType | None
    country: str | None
    detail: str
    backed: bool = True


@dataclass(frozen=True, slots=True)
class _Hint:
    """A containing place beside a mention: its words, country and, for a region, its code.

    `short` says that it is an abbreviation ("Calif."), which stands for nothing but a container.
    """

    words: str
    country: str
    admin1: str | None
    short: bool = False


class _Article:
    def __init__(self, text: str, spans: Sequence[tuple[int, int]], own: OwnPlaces) -> None:
        self.text = text
        self.spans = spans
        self.names = [" ".join(text[start:end].split()) for start, end in spans]
        self.meanings = [_meaning_with(own, name) for name in self.names]
        self.hints = [self._hint(i) for i in range(len(spans))]
        self.evidence = self._gather()
        self.among_regions = self._among_regions()

    def answers(self) -> tuple[Located, ...]:
        # One sense per article, unless a containing place stands beside this very mention.
        hint_of_name: dict[str, _Hint] = {}
        for name, hint in zip(self.names, self.hints, strict=True):
            if hint is not None:
                hint_of_name.setdefault(name.casefold(), hint)
        known: dict[tuple[str, _Hint | None, LocationType | None], _Choice] = {}
        choices = []
        for i, name in enumerate(self.names):
            if (part := self._part_of_town(i)) is not None:
                choices.append(part)
                continue
            hint = self.hints[i] or hint_of_name.get(name.casefold())
            beside = self._type_beside(i)
            key = (name, hint, beside)
            if key not in known:
                known[key] = self._choice(self.meanings[i], hint, beside)
            choices.append(known[key])
        choices = self._told_apart(choices)
        home = home_of(
            (name, choice.country)
            for name, choice in zip(self.names, choices, strict=True)
            if choice.place is not None
        )
        return tuple(
            _located(choice, name, home) for choice, name in zip(choices, self.names, strict=True)
        )

    def _part_of_town(self, index: int) -> _Choice | None:
        """Return the choice for a street or a quarter that is called after another place, or None.

        "The Riyadh district of Khartoum" and "Haifa Street" lie in no Riyadh and no Haifa.
        """
        end = self.spans[index][1]
        if _STREET_AFTER.match(self.text, end):
            return _Choice(None, "facility", None, "a street that is called so")
        of = _QUARTER_AFTER.match(self.text, end)
        towns = meaning_of(of["name"]).readings if of else ()
        if not towns or towns[0].place.kind not in {"city", "capital"}:
            return None
        town = towns[0].place
        readings = self.meanings[index].readings
        if not readings or any(r.place.country == town.country for r in readings):
            return None
        return _Choice(None, "city", town.country, f"a part of {_where(town)}")

    def _told_apart(self, choices: list[_Choice]) -> list[_Choice]:
        """Leave open another name of a town that the article also calls by its own name.

        Who writes both Kochi and Ernakulam means two, whatever else a gazetteer lists; "the old
        Cochin" and another spelling are the same.
        """
        own: dict[str, str] = {}
        for choice, meaning in zip(choices, self.meanings, strict=True):
            for reading in meaning.readings:
                if choice.place is reading.place and reading.place.primary:
                    own[reading.place.id] = reading.place.name
        result = list(choices)
        for i, choice in enumerate(choices):
            place, name = choice.place, self.names[i]
            if place is None or place.type != "city" or place.primary or place.id not in own:
                continue
            if self._is_alias(i) or _alike(name, own[place.id]) or len(name) <= LONGEST_SHORT:
                continue
            detail = f"not {own[place.id]}, which the article names too"
            result[i] = _Choice(None, place.type, place.country, detail)
        return result

    def _is_alias(self, index: int) -> bool:
        """Return whether the words beside a name say that it is another name."""
        start, end = self.spans[index]
        return bool(
            _ALIAS_BEFORE.search(self.text, max(0, start - 30), start)
            or _ALIAS_AFTER.match(self.text, end)
        )

    # --- evidence ---------------------------------------------------------------------------------

    def _hint(self, index: int) -> _Hint | None:
        """Return the containing place beside mention `index`, if one of its readings is in it."""
        start, end = self.spans[index]
        readings = self.meanings[index].readings or self.meanings[index].inside
        best = readings[0].place.kind if readings else None
        if best == "country":
            return None
        if after := _BESIDE_AFTER.match(self.text, end, end + _AFTER_CHARS):
            is_comma = self.text[end] == ","
            for hint in _containers(after["name"]):
                # "California, Pennsylvania and Ohio" is a list; "Ontario, Calif." is not.
                if best == "region" and hint.admin1 and not hint.short:
                    continue
                if _any_inside(readings, hint) or (not readings and is_comma):
                    return hint
        if before := _BESIDE_BEFORE.search(self.text, max(0, start - _BEFORE_CHARS), start):
            for hint in _containers(before["name"]):
                if _any_inside(readings, hint) or not readings:
                    return hint
        return None

    def _type_beside(self, index: int) -> LocationType | None:
        """Return the type that the words beside a mention say: the village of X, X province."""
        start, end = self.spans[index]
        types = type_of_word("beside")
        if following := _TYPE_AFTER.match(self.text, end):
            word = following["plural"] or following["word"]
            type_ = types.get(word.removesuffix("s") if following["plural"] else word)
            if type_ is not None and type_ != "city":  # "Kyiv city officials"
                return type_
        preceding = _TYPE_BEFORE.search(self.text, max(0, start - 40), start)
        if preceding is not None and not preceding["part"]:
            return types.get(preceding["word"])
        if index in self.among_regions or _REGION_AFTER.match(self.text, end):
            return "region"
        return None

    def _among_regions(self) -> frozenset[int]:
        """Return the names that are said to be regions by the list they stand in, or by a comma.

        "From Zamfara, Katsina and Sokoto" names three states, though two are towns as well, and
        "Pavia, Iloilo" a town and its province.
        """
        surely, maybe = set(), set()
        for index, meaning in enumerate(self.meanings):
            kinds = {reading.place.type for reading in meaning.readings[:3]}
            if kinds == {"region"}:
                surely.add(index)
            elif "region" in kinds:
                maybe.add(index)
        found = {index for index in maybe if self._holds_the_place_before(index)}
        # A list hands it on from name to name, forwards and then backwards.
        pairs = [(at - 1, at) for at in range(1, len(self.spans))]
        for known, other in [*pairs, *((at, before) for before, at in reversed(pairs))]:
            if known in surely | found and other in maybe:
                first, second = sorted((known, other))
                if _LISTED.fullmatch(self.text, self.spans[first][1], self.spans[second][0]):
                    found.add(other)
        return frozenset(found)

    def _holds_the_place_before(self, index: int) -> bool:
        """Whether the name at `index` is a region with the town before it and a comma inside it."""
        if index == 0 or self.text[self.spans[index - 1][1] : self.spans[index][0]] != ", ":
            return False
        readings = self.meanings[index].readings
        if any(r.place.type == "city" and r.place.population >= METROPOLIS for r in readings[:3]):
            return False  # "Surulere, Lagos": a part of the town
        towns = [r.place for r in self.meanings[index - 1].readings if r.place.type == "city"]
        return any(
            r.place.type == "region"
            and (town.country, town.admin1) == (r.place.country, r.place.admin1)
            for town in towns
            for r in readings
        )

    def _gather(self) -> _Evidence:
        evidence = _Evidence()
        for word in _CAPITALISED.findall(self.text):
            code = demonyms().get(word)
            if code is not None:
                evidence.named.add(code)
                evidence.countries[code] += 1
        for meaning, hint in zip(self.meanings, self.hints, strict=True):
            anchor = _anchor(meaning.readings, hint)
            if anchor is None:
                continue
            if anchor.country:
                evidence.countries[anchor.country] += 1
                evidence.mentions[anchor.id] += 1
                if anchor.kind == "country":
                    evidence.named.add(anchor.country)
                elif anchor.admin1:
                    evidence.regions[anchor.country, anchor.admin1] += 1
            if anchor.kind != "country" and anchor.lat is not None and anchor.lon is not None:
                evidence.points[anchor.id] = (anchor.lat, anchor.lon)
        return evidence

    # --- decision ---------------------------------------------------------------------------------

    def _choice(self, meaning: Meaning, hint: _Hint | None, beside: LocationType | None) -> _Choice:
        type_ = meaning.type or beside
        readings = meaning.readings
        if meaning.own and readings:
            return _chosen(readings[0].place, OWN)
        if hint is not None and (inside := [r for r in readings if _is_inside(r.place, hint)]):
            place = self._best(inside, type_)[0].place
            return _chosen(place, _sharing(readings) + f"chosen by “{hint.words}” beside it")
        if readings:
            best, reason = self._best(readings, type_)
            return _chosen(
                best.place, _sharing(readings) + reason, backed=self._is_backed(best.place)
            )
        detail = "not in the gazetteer"
        if meaning.inside:
            base = self._best(meaning.inside, None)[0].place
            if meaning.own or base.country in self.evidence.countries or _is_widely_known(base):
                detail += f"; its country is that of {base.name}"
                return _Choice(None, type_, base.country, detail)
        if hint:
            detail += f"; its country is that of “{hint.words}” beside it"
        return _Choice(None, type_, hint.country if hint else None, detail)

    def _best(self, readings: Sequence[Reading], type_: LocationType | None) -> tuple[Reading, str]:
        """Return the likeliest reading and why."""
        if type_ is not None and (fitting := [r for r in readings if r.place.type == type_]):
            readings = fitting
        if type_ != "region":
            readings = [r for r in readings if not r.named_after_town] or readings
        if len(readings) == 1:
            return readings[0], "the only one whose usual name it is"
        scored = [(r.prior + self._support(r.place), r) for r in readings]
        score, best = max(scored, key=lambda each: (each[0], each[1].place.id))
        by_prior = max(readings, key=lambda r: r.prior)
        support = score - best.prior
        if support <= 0:
            reason = f"no evidence in the article; taken as the best known ({_where(best.place)})"
        elif best is by_prior:
            reason = f"the best known, and the article speaks of {_where(best.place)}"
        else:
            reason = f"chosen because the article speaks of {_where(best.place)}"
        return best, reason

    def _is_backed(self, place: Place) -> bool:
        """Whether another place of the article is in the country of `place`, or near it."""
        evidence = self.evidence
        if place.country is not None:
            others = evidence.countries[place.country] - evidence.mentions[place.id]
            if others > 0 or place.country in evidence.named:
                return True
        return self._is_near_another(place)

    def _support(self, place: Place) -> float:
        """Return how much the other places of the article speak for `place`."""
        evidence = self.evidence
        score = 0.0
        if place.country is not None and evidence.countries:
            total = evidence.countries.total()
            score += WEIGHTS.same_country * evidence.countries[place.country] / total
            if place.country in evidence.named and place.kind != "country":
                score += WEIGHTS.named_country
            if place.admin1 and place.kind != "country" and evidence.regions:
                in_region = evidence.regions[place.country, place.admin1]
                score += WEIGHTS.same_region * in_region / evidence.regions.total()
        if self._is_near_another(place):
            score += WEIGHTS.near
        return score

    def _is_near_another(self, place: Place) -> bool:
        if place.lat is None or place.lon is None or place.kind == "country":
            return False
        here = (place.lat, place.lon)
        return any(
            # A degree of latitude is 111 km: most pairs are told apart without trigonometry.
            id_ != place.id
            and abs(point[0] - here[0]) * 111 <= WEIGHTS.near_km
            and distance_km(here, point) <= WEIGHTS.near_km
            for id_, point in self.evidence.points.items()
        )


def _anchor(readings: Sequence[Reading], hint: _Hint | None) -> Place | None:
    """Return the place if the name, with what stands beside it, can hardly mean another."""
    if hint is not None:
        readings = [r for r in readings if _is_inside(r.place, hint)]
    if not readings:
        return None
    readings = [r for r in readings if not r.named_after_town] or readings
    if len(readings) == 1 or readings[0].prior - readings[1].prior >= WEIGHTS.anchor_lead:
        return readings[0].place
    return None


@lru_cache(maxsize=4096)
def _containers(words: str) -> tuple[_Hint, ...]:
    """Return the countries and first-level regions that `words`, or their beginning, name."""
    parts = words.split(" ")
    for length in range(len(parts), 0, -1):
        name = " ".join(parts[:length]).rstrip(".,'’")
        name = name.removesuffix("'s").removesuffix("’s")
        short = _abbreviations().get(name.replace(".", ""))
        if short is not None:
            return (_Hint(name, *short, short=True),)
        found = [
            _Hint(name, place.country, None if place.kind == "country" else place.admin1)
            for place in (r.place for r in meaning_of(name).readings)
            if place.country is not None and place.kind in ("country", "region")
        ]
        if code := demonyms().get(name):
            found.append(_Hint(name, code, None))
        if found:
            return tuple(found)
    return ()


def _any_inside(readings: Sequence[Reading], hint: _Hint) -> bool:
    return any(_is_inside(r.place, hint) for r in readings)


def _is_inside(place: Place, hint: _Hint) -> bool:
    if place.country != hint.country or place.kind == "country":
        return False
    return hint.admin1 is None or (place.admin1 == hint.admin1 and place.kind != "region")


def _alike(a: str, b: str) -> bool:
    return SequenceMatcher(None, a.casefold(), b.casefold()).ratio() >= ALIKE


def _sharing(readings: Sequence[Reading]) -> str:
    return f"{len(readings)} places share this name; " if len(readings) > 1 else ""


def _where(place: Place) -> str:
    if place.kind in ("country", "region", "place"):
        return place.name
    return f"{place.name}, {place.country}"


def _is_widely_known(place: Place) -> bool:
    """Whether a place is named without saying where it is."""
    return place.kind in ("country", "region", "capital") or place.population >= LARGE_POPULATION


def home_of(places: Iterable[tuple[str, str | None]]) -> str | None:
    """Return the country where most places of an article lie, None if there is no such country.

    Takes a name and a country for each mention. A place that is named ten times says no more than
    one named once; only between countries of as many places do mentions decide.
    """
    mentions = Counter((name.casefold(), code) for name, code in places if code is not None)
    named, mentioned = Counter[str](), Counter[str]()
    for (_, code), number in mentions.items():
        named[code] += 1
        mentioned[code] += number
    best = max(named, key=lambda code: (named[code], mentioned[code]), default=None)
    return best if best is not None and named[best] >= HOME_SHARE * named.total() else None


def _chosen(place: Place, detail: str, *, backed: bool = True) -> _Choice:
    return _Choice(place, place.type, place.country, detail, backed)


def _located(choice: _Choice, name: str, home: str | None) -> Located:
    """Return the answer for a choice; what the gazetteer does not hold lies in the home country."""
    place = choice.place
    if place is not None and not _is_stranger(choice, home):
        value = LocationValue(
            type=place.type,
            country=place.country,
            lat=place.lat,
            lon=place.lon,
            geonames=place.geonames,
        )
        return Located(value, place.id, choice.detail)
    country, type_, detail = choice.country, choice.type, choice.detail
    if place is not None:
        country = None
        detail = f"not in the gazetteer; {_where(place)} is too small and too far"
    if type_ is None:
        type_ = _unlisted_type(name)
    if country is None and home is not None and not _WATERS.search(name):
        country = home
        detail += f"; {home}: most places of the article lie there"
    return Located(LocationValue(type=type_, country=country), None, detail)


def _is_stranger(choice: _Choice, home: str | None) -> bool:
    """Whether a small town abroad, for which nothing speaks, stands in an article from one country.

    A hamlet that the gazetteer does not list shares its name with a town that it does.
    """
    place = choice.place
    return (
        place is not None
        and place.kind == "city"
        and not choice.backed
        and home is not None
        and place.country != home
        and place.population < SEAT_POPULATION
    )


def _unlisted_type(name: str) -> LocationType:
    """Return the type of a place that no list knows: most are towns."""
    if _NUMBERED.search(name):
        return "facility"
    if name.rpartition(" ")[2] in _directions():
        return "region"
    head, of, _ = name.partition(" of ")  # "the National Shrine of Saint Anne"
    words = head.split()
    if not words or (len(words) == 1 and not of):
        return "city"
    last = words[-1].capitalize()
    return (
        type_of_word("unlisted_after").get(last)
        or (type_of_word("after").get(last) if of else None)
        or type_of_word("unlisted_before").get(words[0])
        or "city"
    )
