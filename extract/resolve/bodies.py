"""Compare the names of bodies and of places, and say why.

A body's name becomes a set of words, its country apart (`BodyName`): "Russian Defence Ministry",
"Russia's Ministry of Defense" and "Ministry of Defence of Russia" have one `key`. A part of a state
stands apart too, and is no other part: the police of Dubai is not that of Sharjah. Legal forms of
companies ("Inc.", "AG", "OOO") are left out. A name whose words are all generic ("Supreme Court")
says nothing without its country. The word lists are ``patterns/names.yaml`` and
``patterns/countries.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from extract.patterns.words import load_patterns
from extract.resolve.compare import LONG_PART, NameJudgement, sounds
from extract.resolve.names import lexicon, plain_words
from extract.values.countries import country_of, demonyms, parts

#: Letters of an acronym; shorter ones are initials of people, longer ones are words.
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9]{0,1}[A-Z0-9&-]{0,6}")
_IN_CAPITALS = re.compile(r"[A-Z]{2,}s?")
_COMPLEMENT = re.compile(r"\s(?:of|for|on|against|to)\s")
_WORD = re.compile(r"[^\W\d_]\w*")
_OWNED = re.compile(r"['’]s?\b")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
#: A word is compared letter by letter only from this length on ("BP" and "BD" are two).
SLIP_MIN_LENGTH = 4
#: From this length on, words with one stem are one word's forms.
STEM_MIN_LENGTH = 8
#: From this length on, a word is what the members of a party of that name are called.
MEMBERS_MIN_LENGTH = 5
#: Letters of an acronym that may have more than the first of a word: "ZIMRA".
CLIPPED_MIN_LENGTH = 4
#: How many letters more.
_CLIPPED_MORE = 2
#: Words of a country's name that are tried together ("United Arab Emirates").
_COUNTRY_WORDS = 4


@dataclass(frozen=True, slots=True)
class BodyName:
    """The name of a body (or a place), taken apart.

    Attributes:
        text: as given.
        words: the words that identify it, compared spelling, in order.
        country: ISO 3166-1 alpha-2 of the state that the name itself gives (for a state that is
            gone, the code that it had), or None.
        part: the part of that state that the name gives, in small letters ("new south wales").
        heads: what comes before the first "of" or "for", where more comes behind.
        generic: every word is one that bodies of every state bear.
        common: it is generic, and a state has many bodies of this name ("University").
        acronym: the name in capitals when it looks like an acronym, else None.
        chapter: it names a state's part of a larger body: "Amnesty International Nigeria".
        key: the words in the order of the alphabet, without the country.
    """

    text: str
    words: tuple[str, ...]
    country: str | None = None
    part: str | None = None
    heads: tuple[str, ...] = ()
    generic: bool = False
    common: bool = False
    acronym: str | None = None
    chapter: bool = False
    key: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Work out the key once: it is asked for at every comparison."""
        object.__setattr__(self, "key", " ".join(sorted(self.words)))

    @property
    def owner(self) -> str:
        """The country and the part of it that the name gives, as one word to compare."""
        return "/".join(filter(None, (self.country, self.part)))


@cache
def _legal_forms() -> tuple[tuple[str, ...], ...]:
    forms = {tuple(form.split()) for form in load_patterns("names.yaml")["legal_forms"]}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


@cache
def _legal_edges() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that begin a legal form, and those that end one."""
    forms = _legal_forms()
    return frozenset(form[0] for form in forms), frozenset(form[-1] for form in forms)


@cache
def _agency_words() -> Mapping[str, str]:
    words: dict[str, str] = load_patterns("names.yaml")["agency_words"]
    return words


@cache
def _numbers() -> Mapping[str, str]:
    words = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return {word: str(number) for number, word in enumerate(words)}


@lru_cache(maxsize=200_000)
def parse_body(text: str) -> BodyName:
    """Parse the name of a body: "The Russian Ministry of Defence", "Siemens AG", "BBC"."""
    stripped = text.strip()
    compact = stripped.replace(".", "")
    acronym = compact if _ACRONYM.fullmatch(compact) and compact.upper() == compact else None
    unbracketed = _BRACKETS.sub(r" \1 ", stripped)
    rest, country, part = ("", None, None) if acronym else _without_country(unbracketed)
    words = _identifying(rest or unbracketed)
    if acronym is None and not words:
        words, country, part = _identifying(unbracketed) or (stripped.casefold(),), None, None
    generic = acronym is None and lexicon("agency_generic").issuperset(words)
    common = generic and (
        (country is None and lexicon("agency_many").issuperset(words))
        or (part is None and not lexicon("agency_levels").isdisjoint(words))
    )
    return BodyName(
        text=text,
        words=words,
        country=country,
        part=part,
        heads=_heads(rest or unbracketed, words),
        generic=generic,
        common=common,
        acronym=acronym,
        chapter=country is not None and not generic and _ends_in_a_country(unbracketed),
    )


def _heads(text: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a name before its first "of" or "for": of the first, and not all."""
    before, *behind = _COMPLEMENT.split(text, maxsplit=1)
    if not behind or not before.strip():
        return ()
    heads = _identifying(before)
    return heads if len(heads) < len(words) and words[: len(heads)] == heads else ()


def _ends_in_a_country(text: str) -> bool:
    """Return whether a name ends in a country's name that no "of" ties to the rest."""
    words = text.split()
    for size in range(1, min(_COUNTRY_WORDS, len(words) - 1) + 1):
        phrase = " ".join(words[-size:])
        if country_of(phrase) and phrase not in demonyms():
            return words[-size - 1].casefold() not in lexicon("agency_stop")
    return False


@cache
def _former_states() -> Mapping[str, str]:
    states: dict[str, str] = load_patterns("names.yaml")["former_states"]
    return states


def _state_of(phrase: str) -> str | None:
    return country_of(phrase) or _former_states().get(phrase.removesuffix("'s"))


@cache
def _parts_of_states() -> Mapping[str, str]:
    """Return names and adjectives of parts of states, in small letters, with the part's name."""
    adjectives: dict[str, str] = load_patterns("names.yaml")["adjectives_of_parts"]
    return {part.casefold(): part.casefold() for part in parts()} | adjectives


def _without_country(text: str) -> tuple[str, str | None, str | None]:
    """Take the country or demonym out of a name that has more to it, and the part of a state."""
    words = text.replace("’", "'").split()
    country: str | None = None
    owner_of_part: str | None = None
    part: str | None = None
    for size in range(min(_COUNTRY_WORDS, len(words) - 1), 0, -1):
        start = 0
        while start + size <= len(words) and len(words) > size:
            phrase = " ".join(words[start : start + size]).strip(",;")
            code = _state_of(phrase) if phrase[:1].isupper() else None
            its_part = _parts_of_states().get(phrase.removesuffix("'s").casefold())
            if code is None or (part if its_part else country) is not None:
                start += 1
                continue
            end = start + size
            if its_part is not None:
                part, owner_of_part = its_part, code
                if words[end : end + 1] == ["City"]:  # Kansas City is not Kansas
                    part, end = f"{part} city", end + 1
            else:
                country = code
            words[start:end] = []
    return " ".join(words), country or owner_of_part, part


def _identifying(text: str) -> tuple[str, ...]:
    spoken = re.sub(r"['’]s\b", "", text).replace("%", " percent ").replace("+", " plus ")
    plain = plain_words(spoken).replace("&", " and ")
    words = _without_legal_form(plain.split())
    spelling, numbers = _agency_words(), _numbers()
    stop = lexicon("agency_stop") | lexicon("agency_silent")
    merged = _spelled_letters_joined(words)
    found = tuple(
        numbers.get(word, spelling.get(word, word))
        for word in merged
        if word not in stop or (len(word) == 1 and len(merged) == 1)
    )
    return found or tuple(merged)


def _without_legal_form(words: list[str]) -> list[str]:
    first, last = _legal_edges()
    if not words or (words[0] not in first and words[-1] not in last):
        return words
    for form in _legal_forms():
        size = len(form)
        if len(words) > size and tuple(words[-size:]) == form:
            return _without_legal_form(words[:-size])
        if len(words) > size and size + len("".join(form)) > 3 and tuple(words[:size]) == form:
            return _without_legal_form(words[size:])
    return words


def _spelled_letters_joined(words: list[str]) -> list[str]:
    """Join letters that stand alone: "a b c" is "abc"; single "a" between words stays."""
    out: list[str] = []
    run = ""
    for word in [*words, ""]:
        if len(word) == 1 and word.isalpha():
            run += word
            continue
        if run:
            out.append(run)
            run = ""
        if word:
            out.append(word)
    return out


def capitals(acronym: str) -> str:
    """Return the letters and digits of an acronym, in capitals: "R&AW" is RAW."""
    return re.sub(r"[^A-Z0-9]", "", acronym.upper())


@lru_cache(maxsize=50_000)
def initials_of(long_form: BodyName) -> frozenset[str]:
    """Return what the initials of a name of several words spell, with its country or without."""
    big = telling_words(long_form.text)
    if len(big) < 2:
        return frozenset()
    chosen = [_words_of(long_form.text), big]
    if long_form.country is not None:
        chosen.append([w for w in big if country_of(w) is None])
    return frozenset("".join(w[0] for w in some).upper() for some in chosen)


def is_acronym_of(acronym: str, long_form: BodyName) -> bool:
    """Return whether the initials of `long_form` spell `acronym`, with its country or without."""
    wanted = capitals(acronym)
    return len(wanted) > 1 and wanted in initials_of(long_form)


@lru_cache(maxsize=10_000)
def clipped_forms(long_form: str) -> frozenset[str]:
    """Return the acronyms with the initials of a name, and more letters of one of its words.

    "ZIMRA" is the Zimbabwe Revenue Authority; the last word has its initial alone.
    """
    words = telling_words(long_form)
    if len(words) < 3:
        return frozenset()
    forms = (
        "".join(word[: 1 + more * (place == long)] for place, word in enumerate(words)).upper()
        for long in range(len(words) - 1)
        for more in range(1, _CLIPPED_MORE + 1)
    )
    return frozenset(form for form in forms if len(form) >= CLIPPED_MIN_LENGTH)


def telling_words(text: str) -> list[str]:
    """Return the words of a name that an acronym has letters of."""
    small = lexicon("agency_stop")
    return [word for word in _words_of(text) if word.casefold() not in small]


def _words_of(text: str) -> list[str]:
    return _WORD.findall(_OWNED.sub("", text))


def is_one_of_many(body: BodyName, country: str | None) -> bool:
    """Return whether `country`, or any state, has many bodies of a name."""
    return body.common or (
        body.generic
        and body.owner == ""
        and country in lexicon("federations")
        and not lexicon("agency_of_federations").isdisjoint(body.words)
    )


@lru_cache(maxsize=200_000)
def is_short_for(short: str, long: str) -> bool:
    """Return whether an article that has named a body `long` may call it `short`.

    By its last words ("the Youth League" of "ANC Youth League", but not "the Security Council" of
    "National Security Council"), by what stands before "of" ("the Observatory"), without the part
    of a state that it is of, or without a word for what it is ("Leadership newspaper").
    """
    one, two = parse_body(short), parse_body(long)
    if one.acronym or two.acronym or one.owner:
        return False
    size = len(one.words)
    if one.words == two.words:
        return two.part is not None
    if lexicon("agency_whole").issuperset(one.words):
        return False
    if one.words == two.heads or (not one.generic and one.words == _undescribed(two)):
        return True
    rank_alone = size == 1 and one.generic  # "the Assembly" of the National Assembly
    return any(
        len(full) > size
        and full[-size:] == one.words
        and (rank_alone or not lexicon("agency_generic").issuperset(full[:-size]))
        for full in (two.words, two.heads)
    )


def _undescribed(body: BodyName) -> tuple[str, ...]:
    """Return the words of a name before a word that only says what it is, none without one."""
    return body.words[:-1] if body.words[-1] in lexicon("agency_descriptions") else ()


@lru_cache(maxsize=200_000)
def is_lead_of(short: str, long: str, kind: str | None) -> bool:
    """Return whether `short` is what stands before the words for a company in the name `long`.

    "Hindalco" of "Hindalco Industries", but not "Harvard" of "Harvard Law School"; of a party, what
    stands before that word, or its members: "Labour", "the Socialists".

    Args:
        short: a name.
        long: a longer one.
        kind: the type of the body named `long`, where it is known.
    """
    one, two = parse_body(short), parse_body(long)
    size = len(one.words)
    if one.acronym or two.acronym or size >= len(two.words):
        return False
    lead, rest = two.words[:size], two.words[size:]
    if rest == ("party",):
        return kind == "party" and _is_lead_of_party(short, long)
    return (
        one.owner == two.owner
        and lead == one.words
        and not one.generic
        and lexicon("company_words").issuperset(rest)
    )


def _is_lead_of_party(short: str, long: str) -> bool:
    """Return whether a party named `long` or its members are called `short`."""
    one, two = parse_body(short), parse_body(long)
    *lead, party = two.words
    members = one.words[-1].removesuffix("s")
    return (
        party == "party"
        and one.owner in {"", two.owner}
        and len(lead) == len(one.words)
        and tuple(lead[:-1]) == one.words[:-1]
        and (
            lead[-1] == one.words[-1]
            or (len(members) >= MEMBERS_MIN_LENGTH and lead[-1].startswith(members))
        )
    )


@lru_cache(maxsize=200_000)
def short_keys(long: str) -> frozenset[str]:
    """Return the keys of the names that `is_short_for` takes for short forms of `long`."""
    body = parse_body(long)
    tails = (full[at:] for full in (body.words, body.heads) for at in range(len(full)))
    shorts = map(" ".join, (*tails, _undescribed(body)))
    return frozenset(parse_body(short).key for short in shorts if is_short_for(short, long))


def full_forms(names: Iterable[str]) -> list[str]:
    """Return those of the names of one body that say best who it is.

    Left out are short forms of others, and generic names beside one that is not.
    """
    names = list(names)
    if len(names) == 1:
        return names
    full = [
        name
        for name in names
        if not any(is_short_for(name, long) or _is_lead_of_party(name, long) for long in names)
    ]
    bodies = {name: parse_body(name) for name in full}
    if all(body.generic or body.acronym for body in bodies.values()):
        return full
    return [name for name in full if bodies[name].owner or not bodies[name].generic]


@lru_cache(maxsize=500_000)
def compare_bodies(a: str, b: str) -> NameJudgement:
    """Judge by their words alone whether two names are one body's; order does not matter."""
    one, two = (parse_body(text) for text in sorted((a, b)))
    if one.acronym and two.acronym:
        return (
            _yes("acronym", 1.0, "the same letters")
            if one.acronym == two.acronym
            else _no("acronym", f"“{a}” and “{b}” are two acronyms")
        )
    if one.acronym or two.acronym:
        short, long = (one, two) if one.acronym else (two, one)
        assert short.acronym is not None  # noqa: S101 - the branch says so; for the type checker
        if is_acronym_of(short.acronym, long):
            return _yes(
                "initials", 0.8, f"“{short.text}” are the initials of “{long.text}”", plain=False
            )
    if one.country and two.country and one.country != two.country:
        return _no("country", f"{one.country} against {two.country}")
    if one.part and two.part and one.part != two.part:
        return _no("country", f"{one.part.title()} against {two.part.title()}")
    judgement = _judge_words(one, two)
    if not judgement.plain and (_IN_CAPITALS.fullmatch(a) or _IN_CAPITALS.fullmatch(b)):
        return _no("acronym", f"“{a}” and “{b}” differ in a letter")
    if judgement.verdict != "no_match" and one.owner != two.owner:
        owner = one.owner if len(one.owner) > len(two.owner) else two.owner
        return NameJudgement(
            "unsure",
            0.5,
            "country-unknown",
            judgement.evidence,
            (*judgement.counter, f"only one says its country ({owner})"),
            plain=judgement.plain,
        )
    return judgement


def _yes(rule: str, score: float, *evidence: str, plain: bool = True) -> NameJudgement:
    return NameJudgement("match", score, rule, evidence, plain=plain)


def _no(rule: str, *counter: str, evidence: tuple[str, ...] = ()) -> NameJudgement:
    return NameJudgement("no_match", 0.0, rule, evidence, counter)


def _judge_words(a: BodyName, b: BodyName) -> NameJudgement:
    if a.key == b.key:
        return _yes("same-words", 1.0, f"the same words ({a.key})")
    glued_a, glued_b = "".join(a.words), "".join(b.words)
    if glued_a == glued_b:
        return _yes("word-breaks", 0.97, "the same letters, parted differently")
    only_a, only_b = _difference(a.words, b.words), _difference(b.words, a.words)
    shared = f"shared: {' '.join(sorted(set(a.words) & set(b.words))) or 'nothing'}"
    if len(only_a) == len(only_b) == 1:
        return _judge_word(only_a[0], only_b[0], shared)
    # A word broken or joined, and one letter wrong.
    if (
        len(a.words) != len(b.words)
        and min(len(glued_a), len(glued_b)) >= 8
        and OSA.distance(glued_a, glued_b) <= 1
    ):
        return _yes("word-breaks", 0.85, "all letters but one, parted differently", plain=False)
    return _no(
        "other-words",
        f"“{' '.join(only_a)}” against “{' '.join(only_b)}”",
        evidence=(shared,),
    )


def _difference(a: tuple[str, ...], b: tuple[str, ...]) -> list[str]:
    rest = list(b)
    out = []
    for word in a:
        if word in rest:
            rest.remove(word)
        else:
            out.append(word)
    return out


def _judge_word(a: str, b: str, shared: str) -> NameJudgement:
    """Judge two names that differ in one word each."""
    pair = f"“{a}” against “{b}”"
    generic = lexicon("agency_generic")
    if any(ch.isdigit() for ch in a + b) or _is_roman(a) or _is_roman(b):
        return _no("number", pair, evidence=(shared,))
    if a in generic and b in generic:
        return _no("other-words", pair, evidence=(shared,))
    shorter, longer = sorted((a, b), key=len)
    distance = OSA.distance(a, b)
    allowed = 2 if len(shorter) >= LONG_PART else 1
    if len(shorter) >= SLIP_MIN_LENGTH and distance <= allowed:
        return _yes("slip", 0.85, f"{pair}: a slip", shared, plain=False)
    one_stem = longer.startswith(shorter[:-1]) and len(longer) - len(shorter) <= 3
    if (
        len(shorter) >= STEM_MIN_LENGTH
        and distance <= 3
        and (one_stem or (distance <= 2 and sounds(a) & sounds(b)))
    ):
        return _yes("slip", 0.8, f"{pair}: the same stem", shared, plain=False)
    if (
        len(shorter) >= SLIP_MIN_LENGTH
        and a[0] == b[0]
        and distance <= 2
        and sounds(a) & sounds(b)
        and OSA.normalized_similarity(a, b) >= 0.7
    ):
        return _yes("sound", 0.8, f"{pair} sound alike", shared, plain=False)
    return _no("other-words", pair, evidence=(shared,))


def _is_roman(word: str) -> bool:
    return re.fullmatch(r"[ivx]+", word) is not None


#: Words of places that are written short, or in two ways.
_PLACE_WORDS = {
    "mt": "mount",
    "st": "saint",
    "ft": "fort",
    "centre": "center",
    "theatre": "theater",
    "harbour": "harbor",
}
_PREPOSITIONS = "in|at|on|off|near|to|from|outside|inside|into|around|across|along|between|of"
# What may stand before a place's name in a phrase ("in the notorious Gulf of Aden"), and behind it.
_BEFORE_PLACE = re.compile(rf"^(?:(?:{_PREPOSITIONS}|the|an?)\s+)+(?=\S)", re.IGNORECASE)
_ADJECTIVES = re.compile(rf"^(?:(?!(?:{_PREPOSITIONS})\s)[a-z][\w-]*\s+)+(?=[A-Z])")
_BEHIND_PLACE = re.compile(r"(?<=\w),?\s(?:in|at|on|off|near|between|outside)\s.*$", re.DOTALL)


@lru_cache(maxsize=200_000)
def place_key(text: str) -> str:
    """Return the spelling under which the names of one place meet: no article, accents or case.

    Of a phrase, its name: "in the notorious Gulf of Aden between Yemen and Somalia".
    """
    name = _BEFORE_PLACE.sub("", " ".join(text.split()))
    name = _ADJECTIVES.sub("", name)
    alone = _BEHIND_PLACE.sub("", name)
    name = name if alone.islower() else alone
    words = plain_words(re.sub(r"['’]s$", "", name)).split()
    return " ".join(_PLACE_WORDS.get(word, word) for word in words)


def is_place_name(text: str) -> bool:
    """Return whether a text is a name, and no phrase in small letters: "prison", "a home"."""
    return not text.islower()


def compare_places(a: str, b: str) -> NameJudgement:
    """Judge by their letters alone whether two names are one place's: very strictly."""
    code_a, code_b = country_of(a), country_of(b)
    if code_a and code_a == code_b and place_key(a) != place_key(b):
        return _yes("country", 0.98, f"both name {code_a}")
    key_a, key_b = place_key(a), place_key(b)
    if key_a == key_b:
        return _yes("same-name", 1.0, f"“{key_a}” in both")
    if key_a.replace(" ", "") == key_b.replace(" ", ""):
        return _yes("word-breaks", 0.95, "the same letters, parted differently")
    if (
        min(len(key_a), len(key_b)) >= 7
        and key_a[0] == key_b[0]
        and OSA.distance(key_a, key_b) == 1
        and sounds(key_a) & sounds(key_b)
    ):
        return NameJudgement(
            "unsure",
            0.6,
            "sound",
            (f"“{key_a}” and “{key_b}” sound alike",),
            ("one letter differs",),
        )
    return _no("other-name", f"“{key_a}” against “{key_b}”")
