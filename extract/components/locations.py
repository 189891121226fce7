"""Named places: what the model proposes, cleaned and judged, and what it misses.

A statistical name is kept when it can be a place, loses what the guidelines leave outside
(articles, lower-case directions) and gains what they keep inside (its type word: Kursk Region).
Found without the model are the user's own places, names that end in a type word (Kondengui Central
Prison), countries, well-known towns where a place is due (after "in", or in a dateline), and lesser
ones where the words around them give them away (`place_contexts`).

It does not say which place is meant (`extract.values.places.locate` does, from all places of the
article), and it does not settle overlaps with people and agencies (the arbiter does).

Where to start reading: `Locations.match` names the finders.

Assigns: ``doc.spans["locations"]``.

Example:
    >>> doc = nlp("He was held in Evin Prison, northern Tehran.")          # doctest: +SKIP
    >>> [doc.text[f.start:f.end] for f in found_in(doc, "locations")]      # doctest: +SKIP
    ['Evin Prison', 'Tehran']

Word lists: ``patterns/place_words.yaml``, hand-written; names: the gazetteer (GeoNames).

Measured (``extract evaluate gold/ --split test``, 2026-11-25): P 0.957, R 0.891, F1 0.923, the
model's own 0.872; outside corpora in ``docs/accuracy.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc

from extract.components.base import Component, Found, found_in, text_of
from extract.components.place_contexts import before_titles, neighbours, repetitions, residences
from extract.patterns.words import alternatives, word_lists
from extract.schemas import Evidence
from extract.values.countries import country_names, demonyms
from extract.values.gazetteer import Place
from extract.values.places import country_named, meaning_of, place_words, type_of_word

#: A name with its type word is surer than a bare one, an unknown one the least sure.
_PRIORITY = {
    "locations.own": 66,
    "locations.type_word": 64,  # above a title: "Princess Alice Hospital" is no princess
    "locations.dateline": 52,
    "locations.gazetteer": 51,
    "locations.country": 51,
    "locations.context": 51,
    "model": 50,
}
_UNKNOWN_PRIORITY = 45
#: Letters: a name in capitals that is longer may be one that is written otherwise elsewhere.
LONGEST_ACRONYM = 4
#: A town that is found without the model, in inhabitants. Below, names are too often words.
MIN_POPULATION = 100_000
#: A town that backs what the model proposes, by whether the name is its usual one.
MIN_POPULATION_KNOWN = {True: 15_000, False: 100_000}

#: Confidence from which a name that the gazetteer does not know is a place all the same; higher is
#: stricter. Against never: +0.003 F1 on gold dev, +0.008 on the newswire, -0.005 on IE-ER.
SURE_ENOUGH = 0.7

_DATELINE = re.compile(
    r"^[ \t]*(?:\([^)\n]{2,20}\)[ \t]*)?(?P<names>[A-Z][\w.'’-]+(?:[ /][A-Z][\w.'’-]+){0,4})"
    r"(?:, [A-Z][\w. ]{2,24})?(?:, [A-Z][a-z]+\.? \d{1,2})?(?:[ ]?\([^)\n]{2,30}\))?[ ]?"
    r"(?:[—–]|--|-(?= )|:(?= [A-Z]))",
    re.MULTILINE,
)
_NUMBERED = re.compile(
    r"\b(?:(?:Penal|Correctional|Prison|Labou?r) (?:Colony|Camp)|Colony|Prison)"
    r" (?:No\.? ?|Number )?\d+\b|\bIK-\d+\b"
)
_NUMBERED_WORD = re.compile(r"C(?:olony|amp) |Prison |IK-")
_WORD = re.compile(r"[^\W\d_]")
#: Begins with the capital, so that the search passes over all else at once.
_CAPITALISED = re.compile(r"[A-ZÀ-Þ](?<![\w-].)(?:[\w.’'-]*[\w.]|(?<=[A-Z]))")
_CAPITALISED_RUN = re.compile(r"[A-ZÀ-Þ][\w-]*(?:['’ʼ](?!s\b)\w+)?(?: [A-ZÀ-Þ][\w-]*){0,2}")
_STATE = re.compile(r"(?<![\w-])(?P<name>[A-ZÀ-Þ]\w+(?: [A-ZÀ-Þ]\w+)?) State(?![\w’'-])")
#: Compounds that say where somebody or something is at home; "US-led" says who leads.
_AT_HOME = re.compile(r"[-‑–](?:based|born|bound|flagged|registered)\b")
#: The words before a type word; particles inside names stay: Rio de Janeiro, Deir al-Balah.
_RUN = re.compile(
    r"(?<![\w-])(?:(?:[A-ZÀ-Þ][a-z]{0,2}\.|[A-ZÀ-Þ0-9][\w'’&-]*) "
    r"(?:(?:de|da|do|del|la|el|al|bin) (?=[A-ZÀ-Þ]))?){1,5}$"
)
_WORD_BEFORE = re.compile(r"([A-Za-z]+) (?:the )?$")
_CAPITAL_BEFORE = re.compile(r"([A-Z][\w.]*) $")
_PART_OF_NAME = re.compile(r"[A-Z][\w’'-]+ $")
_FOLLOWING = re.compile(r" (?:(?P<word>[A-Z]\w+)|of [A-Z])")
_POSSESSIVE = re.compile(r"['’]s?$")
_HYPHENED = re.compile(r"-[a-z]+$")  # Lima-based
#: What stands before or after a name that the gazetteer does not know and speaks for a place.
_BEFORE_UNKNOWN = re.compile(
    r"(?:\b(?:city|town|village|suburb|district|region|province|area|community|island|river|port|county|capital|state|"
    r"neighbou?rhood|settlement|hamlet|camp|outskirts) of|[A-Z][\w’'-]+,) (?:the )?$"
)


@Language.factory("extract_locations", assigns=["doc.spans"], requires=["doc.spans"])
class Locations(Component):
    """Find named places.

    Args:
        nlp: the pipeline (not used; part of spaCy's factory contract).
        name: the name of this pipe.
        places: the names of the user's own places.
    """

    group = "locations"

    def __init__(self, nlp: Language, name: str, places: Sequence[str] = ()) -> None:  # noqa: ARG002  (spaCy's contract)
        self.name = name
        self._own = _own_names(places) if places else None

    def match(self, doc: Doc) -> Iterator[Found]:
        """Yield the places of `doc`; of two ways to one place the surer first."""
        text = text_of(doc)  # joined anew at each access
        names = found_in(doc, "names")
        taken = bytearray(len(text))
        found = [
            *_with_type_word(text, names),
            *_datelines(text),
            *_proposed(text, names),
            *_missed(text, names),
        ]
        people_ends = [each.end for each in found_in(doc, "people")]
        otherwise = _named_otherwise(doc, text, names)
        if self._own is not None:
            named = [*names, *found_in(doc, "people")]
            found += _own_places(text, self._own, named, otherwise)
        found += _in_context(text, found, otherwise, people_ends)
        for each in sorted(found, key=lambda f: (-f.priority, f.start - f.end, f.start)):
            if not any(taken[each.start : each.end]) and not _is_post_nominal(
                text, each, people_ends
            ):
                taken[each.start : each.end] = b"\1" * (each.end - each.start)
                yield each


def _is_post_nominal(text: str, found: Found, people_ends: Sequence[int]) -> bool:
    """Whether letters behind a name are a degree: "Ann Lee, MD,", not Maryland."""
    letters = word_lists("people.yaml")["post_nominals"]
    return text[found.start : found.end] in letters and any(
        text[end : found.start] in {", ", " "} for end in people_ends if end < found.start
    )


# --- word lists -----------------------------------------------------------------------------------


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(cast(Sequence[str], place_words()[name]))


@cache
def _country_starts() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return first word → the names of countries that begin with it, longest first."""
    starts: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(country_names(), key=lambda each: (-len(each), each)):
        words = tuple(name.split())
        starts.setdefault(words[0], []).append(words)
    return {start: tuple(names) for start, names in starts.items()}


def _best(name: str) -> Place | None:
    readings = meaning_of(name).readings
    return readings[0].place if readings else None


def _is_well_known(place: Place | None) -> bool:
    if place is None:
        return False
    if place.kind in ("country", "capital"):
        return True
    if place.kind == "region":
        return place.primary and place.population >= 10 * MIN_POPULATION
    return place.primary and (place.kind == "place" or place.population >= MIN_POPULATION)


def _is_known(place: Place | None) -> bool:
    """Say whether the gazetteer backs a name: not by a village, nor by a village's other name."""
    if place is None:
        return False
    return place.kind != "city" or place.population >= MIN_POPULATION_KNOWN[place.primary]


# --- what the user's rules name -------------------------------------------------------------------


def _own_names(places: Sequence[str]) -> re.Pattern[str]:
    """Return the pattern of the user's names as they are written, or all in capitals."""
    written = {*places, *(name.upper() for name in places if len(name) > LONGEST_ACRONYM)}
    longest_first = sorted(written, key=lambda name: (-len(name), name))
    spaced = alternatives(longest_first).replace("\\ ", r"\s")
    return re.compile(rf"(?<![\w-]){spaced}(?![\w-]|['’ʼ](?!s\b)\w)")


def _own_places(
    text: str, own: re.Pattern[str], named: Sequence[Found], otherwise: frozenset[str]
) -> Iterator[Found]:
    """Yield the user's places, save where a longer name of a person or a body has them inside."""
    longer = [each for each in named if each.label != "LOCATION"]
    for match in own.finditer(text):
        start, end = match.span()
        inside = any(
            each.start <= start and end <= each.end and end - start < each.end - each.start
            for each in longer
        )
        if not inside and otherwise.isdisjoint(match[0].split()):
            yield _found(*_extended(text, start, end), "locations.own")


# --- what the model proposes ----------------------------------------------------------------------


def _proposed(text: str, names: Sequence[Found]) -> Iterator[Found]:
    surnames = _surnames(text, names)
    unknown: dict[str, list[Found]] = {}
    for each in names:
        if each.label == "LOCATION":
            for start, end in _pieces(text, each.start, each.end):
                found = _judged(text, start, end, each.evidence, surnames)
                if found is None:
                    continue
                if found.priority == _UNKNOWN_PRIORITY:
                    unknown.setdefault(text[found.start : found.end], []).append(found)
                else:
                    yield found
        elif _is_mislabelled(text, each, surnames):
            place = _best(text[each.start : each.end])
            detail = f"{place.name if place else ''}; the model says {each.label}"
            span = _extended(text, each.start, each.end)
            yield _found(*span, "locations.gazetteer", detail)
    # Of the names that only the model takes for places a third are: the text must agree once.
    for mentions in unknown.values():
        if any(_looks_like_place(text, found.start) for found in mentions):
            yield from mentions


def _looks_like_place(text: str, start: int) -> bool:
    """Say whether what stands before an unknown name speaks for a place."""
    return _is_after_locative(text, start) or bool(
        _BEFORE_UNKNOWN.search(text[max(0, start - 30) : start])
    )


def _judged(
    text: str, start: int, end: int, evidence: Evidence, surnames: frozenset[str]
) -> Found | None:
    name = text[start:end]
    place = _best(name)
    if _is_refused(text, start, end, place):
        return None
    if name.islower() or (name in surnames and not _is_well_known(place)):
        return None
    start, end = _extended(text, start, end)
    known = (
        _is_known(place) or text[start:end] != name or (evidence.confidence or 0.0) >= SURE_ENOUGH
    )
    return Found(
        start=start,
        end=end,
        label="LOCATION",
        evidence=evidence,
        priority=_PRIORITY["model"] if known else _UNKNOWN_PRIORITY,
    )


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the names in ``text[start:end]``, without lower-case words before them."""
    if _best(text[start:end]) is not None:  # Washington, D.C.
        yield start, end
        return
    for piece in re.finditer(r"[^,/;]+", text[start:end]):
        words = list(re.finditer(r"\S+", piece[0]))
        while words and (not _WORD.search(words[0][0]) or _is_outside(words[0][0])):
            words.pop(0)
        while words and not _WORD.search(words[-1][0]) and not words[-1][0].isdigit():
            words.pop()
        if not words:
            continue
        first = start + piece.start() + words[0].start()
        last = start + piece.start() + words[-1].end()
        yield from _parted_at_hyphen(text, first, last)


def _is_outside(word: str) -> bool:
    # A lower-case first word is a direction, an article or a description, save in al-Hol.
    return word.islower() and not word.startswith(
        ("al-", "el-", "ad-", "ar-", "as-", "az-", "ash-")
    )


def _parted_at_hyphen(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    name = text[start:end]
    parts = re.split(r"[-–]", name)
    if len(parts) == 2 and _best(name) is None and all(_is_well_known(_best(p)) for p in parts):
        yield start, start + len(parts[0])
        yield end - len(parts[1]), end
    else:
        yield start, end


def _is_refused(text: str, start: int, end: int, place: Place | None) -> bool:
    """Say whether ``text[start:end]`` is no place: an adjective, an event, part of a compound."""
    name = text[start:end]
    if name in _words("never") or len(name) < 2 or name.isdigit():
        return True
    is_country = country_named(name) is not None
    if name in demonyms() and not is_country:
        return True
    if name.split()[-1] in demonyms() and place is None:
        return True
    if name.startswith(("USS ", "HMS ", "INS ", "MV ", "MT ", "BRP ", "SS ")):
        return True
    if name.split()[-1] in _words("not_before") and place is None and " " in name:
        return True
    return _is_in_compound(text, start, end)


def _is_in_compound(text: str, start: int, end: int) -> bool:
    """Say whether the name is part of "US-led", "pro-Russia" or "Vietnam War"."""
    if re.match(r"[-‑–][a-z]|\$", text[end : end + 2]) and not _AT_HOME.match(text, end):
        return True
    if re.search(
        r"\b(?:pro|anti|non|ex|post|pre|intra|inter|trans)[-‑–]$",
        text[max(0, start - 8) : start],
        re.IGNORECASE,
    ):
        return True
    following = re.match(r" ([A-Z]\w+)(?: ([A-Z]\w+))?", text[end : end + 40])
    return following is not None and following[1] in _words("not_before")


def _extended(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span with the capitalised type word that follows: Kursk + Region."""
    if country_named(text[start:end]) is not None:
        return start, end
    if text.startswith(", D.C.", end) and text[start:end] == "Washington":
        return start, end + len(", D.C.")
    following = re.match(r"(?: [A-Z][\w.]*){1,3}", text[end : end + 40])
    if following is None:
        return start, end
    words = following[0].split()
    for length in range(len(words), 0, -1):
        phrase = " ".join(words[:length])
        if phrase in type_of_word("after") and phrase[0].isupper():
            longer = end + 1 + len(phrase)
            after = re.match(r" ([A-Z]\w+)", text[longer : longer + 25])
            if after is None or after[1] not in _words("not_before"):
                return start, longer
    return start, end


def _surnames(text: str, names: Sequence[Found]) -> frozenset[str]:
    """Return the last words of the full names of people in the article."""
    people = (text[f.start : f.end].split() for f in names if f.label == "PERSON")
    return frozenset(words[-1] for words in people if len(words) > 1)


def _is_mislabelled(text: str, found: Found, surnames: frozenset[str]) -> bool:
    """Say whether a name that the model calls a person or an agency is a well-known place."""
    name = text[found.start : found.end]
    if country_named(name) is not None and name not in _words("doubtful_countries"):
        return not _is_in_compound(text, found.start, found.end)
    is_due = _is_after_locative(text, found.start)
    if name.count(" ") > 3 or name in surnames or (name.isupper() and len(name) <= 4):
        return False
    place = _best(name)
    if place is None or _is_refused(text, found.start, found.end, place):
        return False
    if found.label == "PERSON":
        # After "in" even a village; elsewhere only a capital whose name nobody bears.
        if is_due:
            return " " not in name or _is_known(place)
        return place.kind == "capital" and place.primary and name not in _words("borne_capitals")
    if not _is_well_known(place):
        return False
    # Away from "in" only what is rarely the name of a team or a firm.
    return is_due or _is_rarely_else(place, name)


def _is_rarely_else(place: Place | None, name: str) -> bool:
    if place is None or place.kind not in ("capital", "region"):
        return False
    return place.kind == "capital" or " " in name or place.population >= 30 * MIN_POPULATION


def _is_after_locative(text: str, start: int) -> bool:
    before = _WORD_BEFORE.search(text[max(0, start - 20) : start])
    return before is not None and before[1].lower() in _words("locative")


# --- what needs no model --------------------------------------------------------------------------


def _with_type_word(text: str, names: Sequence[Found]) -> Iterator[Found]:
    """Yield capitalised runs that end in a sure type word, and "Strait of X"."""
    people = [(each.start, each.end) for each in names if each.label == "PERSON"]
    for match in _TYPE_WORD().finditer(text):
        start = _run_start(text, match.start())
        if (
            start is None
            # A man may be called Bay or Hill.
            or any(begin <= start and match.end() <= end for begin, end in people)
            or _goes_on(text, match.end())
            or _is_refused(text, start, match.end(), None)
        ):
            continue
        yield _found(start, match.end(), "locations.type_word", f"“{match[0]}”")
    for match in _TYPE_OF().finditer(text):
        name = match["base"]
        while (place := _best(name)) is None and " " in name:
            name = name.rpartition(" ")[0]
        end = match.start("base") + len(name)
        whole = _best(text[match.start() : end])
        if _PART_OF_NAME.search(text[max(0, match.start() - 25) : match.start()]):
            continue
        if (place or whole) is not None and not _goes_on(text, end):
            yield _found(match.start(), end, "locations.type_word", f"“{match['head']} of”")
    for match in _STATE.finditer(text) if " State" in text else ():
        place = _best(match["name"])
        is_region = place is not None and (place.kind == "region" or _best(match[0]) is not None)
        if is_region and not _goes_on(text, match.end()):
            yield _found(match.start(), match.end(), "locations.type_word", "“State”")
    for match in _NUMBERED.finditer(text) if _NUMBERED_WORD.search(text) else ():
        yield _found(match.start(), match.end(), "locations.type_word", "numbered")


@cache
def _TYPE_WORD() -> re.Pattern[str]:  # noqa: N802  (a constant that needs the word lists)
    words = sorted(_words("sure"), key=lambda word: (-len(word), word))
    return re.compile(rf"(?<=\S ){alternatives(words)}(?![\w’'-])")


@cache
def _TYPE_OF() -> re.Pattern[str]:  # noqa: N802  (the same)
    heads = alternatives(sorted(type_of_word("before_of")))
    return re.compile(
        rf"\b(?P<head>{heads}) of (?:the )?(?P<base>[A-Z][\w’-]*(?: [A-Z][\w’-]*){{0,2}})"
    )


def _run_start(text: str, end: int) -> int | None:
    """Return where the capitalised run before the type word at `end` begins, or None."""
    run = _RUN.search(text, max(0, end - 70), end)
    if run is None:
        return None
    words = list(re.finditer(r"\S+", run[0]))
    for i in reversed(range(len(words))):  # Augusta's | Highland Avenue, but Queen's Hospital
        owner = _POSSESSIVE.sub("", words[i][0])
        if owner != words[i][0] and _best(owner) is not None:
            words = words[i + 1 :]
            break
    while words and _is_leading_word(words[0][0]):
        words.pop(0)
    if not any(word[0][0].isupper() and word[0] not in _words("generic") for word in words):
        return None
    if text[end : end + 6] == "School" and words[-1][0] in _words("school_bodies"):
        return None
    return run.start() + words[0].start()


def _is_leading_word(word: str) -> bool:
    """Say whether a word before a name is not part of it: The, In, Russian, Lima-based."""
    return (
        word in _words("leading")
        or word in demonyms()
        or not word[0].isupper()
        or _HYPHENED.search(word) is not None
    )


def _goes_on(text: str, end: int) -> bool:
    """Say whether a larger name, of no place, goes on at `end`: Kano State | Government."""
    following = _FOLLOWING.match(text, end)
    if following is None:
        return False
    word = following["word"]
    return word is None or word in _words("not_before") or word in type_of_word("after")


def _datelines(text: str) -> Iterator[Found]:
    """Yield the towns that open an agency story: KYIV, Ukraine (AP) —; Ankara/Moscow —."""
    for match in _DATELINE.finditer(text):
        for name in re.finditer(r"[^/]+", match["names"]):
            place = _best(name[0])
            if place is not None and place.type in ("city", "country", "region"):
                offset = match.start("names") + name.start()
                yield _found(offset, offset + len(name[0]), "locations.dateline", place.name)


def _missed(text: str, names: Sequence[Found]) -> Iterator[Found]:
    """Yield countries, and large towns after "in", that the model has not proposed as names."""
    covered = bytearray(len(text))
    for each in names:
        covered[each.start : each.end] = b"\1" * (each.end - each.start)
    starts = _country_starts()
    for match in _CAPITALISED.finditer(text):
        start = match.start()
        word = _POSSESSIVE.sub("", match[0])
        # A country that owns what follows is a name apart: Türkiye's | National Intelligence
        # Organization, whatever the model has drawn together.
        if covered[start] and (word == match[0] or word not in starts):
            continue
        if word in starts and (end := _country_end(text, start, starts[word])):
            yield _found(start, end, "locations.country", "not proposed by the model")
        elif _is_lone_capital(text, start, word):
            yield _found(start, start + len(word), "locations.gazetteer", "a capital")
        elif _is_after_locative(text, start) and (end := _known_end(text, start)):
            yield _found(
                *_extended(text, start, end), "locations.gazetteer", "not proposed by the model"
            )


def _is_lone_capital(text: str, start: int, word: str) -> bool:
    """Say whether a word that the model has passed over is a capital that nobody is called."""
    place = _best(word)
    end = start + len(word)
    return (
        place is not None
        and place.kind == "capital"
        and place.primary
        and word not in _words("borne_capitals")
        and not re.match(r"[ -]+[A-ZÀ-Þ]", text[end : end + 3])
        and not _is_refused(text, start, end, place)
    )


def _named_otherwise(doc: Doc, text: str, names: Sequence[Found]) -> frozenset[str]:
    """Return the words that the article surely uses for people: parts of their full names."""
    people = [f for f in (*found_in(doc, "people"), *names) if f.label == "PERSON"]
    full_names = {text[each.start : each.end] for each in people}
    return frozenset(
        word
        for name in full_names
        if " " in name and not _is_well_known(_best(name))
        for word in name.split()
    )


def _in_context(
    text: str, found: Sequence[Found], otherwise: frozenset[str], people_ends: Sequence[int]
) -> Iterator[Found]:
    """Yield places that the words around them give away, beside those in `found`."""

    def is_place(start: int, end: int) -> bool:
        name = text[start:end]
        place = _best(name)
        return (
            place is not None
            and otherwise.isdisjoint(name.split())
            and name.split()[0] not in _words("leading")
            and name not in _words("word_towns")
            and not (name.isupper() and len(name) <= 4)
            and not _is_refused(text, start, end, place)
        )

    def context(start: int, end: int, kind: str) -> Found:
        return _found(*_extended(text, start, end), "locations.context", kind)

    new = [context(*span, "residence") for span in residences(text, people_ends, is_place)]
    new += [context(*span, "before a title") for span in before_titles(text, is_place)]
    for each in [*found, *new]:
        new += [
            context(*span, "in a list of places")
            for span in neighbours(text, each.start, each.end, is_place)
        ]
    known = {(each.start, each.end) for each in found}
    new = [each for each in new if (each.start, each.end) not in known]
    known |= {(each.start, each.end) for each in new}
    yield from new
    sure = {
        name
        for each in [*found, *new]
        if each.priority > _UNKNOWN_PRIORITY
        and (name := text[each.start : each.end])
        and otherwise.isdisjoint(name.split())
        and country_named(name) is None
        and _best(name) is not None
    }
    repeated = (context(*span, "a place elsewhere") for span in repetitions(text, sure))
    # Where a rule has found the place itself, its reason stays; the model's bare guess of a name
    # that is sure elsewhere is backed.
    yield from (each for each in repeated if (each.start, each.end) not in known)


def _known_end(text: str, start: int) -> int | None:
    """Return where the well-known place that begins at `start` ends, or None."""
    run = _CAPITALISED_RUN.match(text, start)
    if run is None:
        return None
    place = _best(run[0])
    # A small town too, where no article stands: "in Goole", but "in the Field".
    backed = _is_well_known(place) or (
        _is_known(place)
        and run[0] not in _words("word_towns")
        and text[start - 4 : start] != "the "
    )
    if not backed or run[0].isupper() or _is_refused(text, start, run.end(), place):
        return None
    return run.end()


def _country_end(text: str, start: int, names: Sequence[tuple[str, ...]]) -> int | None:
    """Return where the country's name that begins at `start` ends, or None."""
    for words in names:
        name = " ".join(words)
        end = start + len(name)
        if text[start:end].replace("’", "'") != name or text[end : end + 1].isalnum():
            continue
        if _is_refused(text, start, end, country_named(name)):
            return None
        if len(words) > 1 or _is_after_locative(text, start):
            return end
        # Beside another capitalised word it may be part of a name: Michael Jordan, Chad Smith.
        before = _CAPITAL_BEFORE.search(text[max(0, start - 20) : start])
        alone = not re.match(r" [A-Z]", text[end : end + 2]) and (
            before is None or before[1] in _words("leading")
        )
        return end if alone and name not in _words("doubtful_countries") else None
    return None


def _found(start: int, end: int, rule: str, detail: str | None = None) -> Found:
    return Found(
        start=start,
        end=end,
        label="LOCATION",
        evidence=Evidence(by=rule, detail=detail),
        priority=_PRIORITY[rule],
    )
