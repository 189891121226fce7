"""Agencies: names of bodies by register, by pattern, by definition in the article, by model.

Purpose: find every named body of an article with its type, country and register id.
Where to start reading: `Agencies.match`, which runs the finders in order of trust.

It does not decide overlaps with people and places (the arbiter does), merge spellings of one body
(resolution does), or take "the government", "Turkish intelligence" and other generic bodies for
names. An acronym that several bodies share is a mention without a body unless the article decides.
Countries that only the places of the article tell are given when it is collected (`agency_homes`).

Assigns ``doc.spans["agencies"]``; reads the candidates of the group "names" where it exists.

Example: "Türkiye's National Intelligence Organization (MIT) said" gives "National Intelligence
Organization" and "MIT", both intelligence, TR, register id ``tr-mit``.

Sources of the word lists: ``patterns/agencies/README.md`` and ``patterns/agency_words.yaml``.

Measured (``extract evaluate gold/ --split test``, 2026-11-25): P 0.900, R 0.845, F1 0.872; type and
country right for 0.67 of those found (0.98 on dev, from which the words were written); outside
corpora in ``docs/accuracy.md``. Of bodies that nothing but the model speaks for, type and country
often stay open.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from extract.components.agency_contexts import outlets, platforms
from extract.components.agency_senses import (
    Context,
    choose_body,
    cues_among,
    read_context,
)
from extract.components.base import Component, Found, found_in, text_of
from extract.schemas import AgencyType, AgencyValue, Evidence
from extract.values.agencies import Words, agency_words, classify_agency, fold, read_words
from extract.values.agency_candidates import (
    SHORT_ACRONYM,
    has_sign,
    in_capitals,
    trim,
    why_not_agency,
)
from extract.values.agency_neighbours import country_beside, type_beside, type_by_holder
from extract.values.agency_patterns import (
    Pattern,
    country_of_sentence,
    extend_to_country,
    find_patterns,
    owner_before,
)
from extract.values.countries import country_of, demonyms
from extract.values.register import (
    Body,
    FormKind,
    Hit,
    Register,
    built_in_bodies,
    joined_bodies,
    load_register,
)

#: Which finder wins an overlap: a name that the register knows, a name that its words make,
#: an acronym, and last the model, on a level with its people and places.
PRIORITY = {"register": 80, "pattern": 75, "acronym": 70, "model": 50}

#: Confidence from which a name needs nothing else to speak for it, if the model gives any; higher
#: is stricter. On gold dev 0.4 to 0.85 differ by less than 0.01 F1; the worldwide newswire (0.78
#: against 0.76) and IE-ER (0.62 against 0.52) are for less.
SURE_ENOUGH = 0.5

_ACRONYM = re.compile(r"^(?=(?:[^A-ZÀ-ÞİŞĞ]*[A-ZÀ-ÞİŞĞ]){2})[A-ZÀ-ÞİŞĞ][\w&./()-]{1,11}$")
_OPENING = frozenset("'\"‘“«„`")
_CLOSING = frozenset("'\"’”»“`")
#: "Corp." keeps its full stop where the sentence goes on.
_LEGAL_FORMS = frozenset({"inc", "corp", "ltd", "co", "INC", "CORP", "LTD", "CO"})
_FULL_STOP_INSIDE = re.compile(r"\.(?=,|['’]s|\s+[a-z0-9(]|\s+[A-Z][a-z]+ed\b)")
#: After the bracket of a dateline: "UNITED NATIONS (AP) — ", which defines nothing.
_DATELINE_DASH = re.compile(r"\)\s*(?:--|[—–_-])\s")
_FOREIGN_INITIALS = re.compile(r"\bknown\s(?:by|under)\sits\s[A-Z]\w+\s(?:initials|acronym),?\s$")
_SMALL_INITIALS = frozenset({"of", "for", "and", "the", "in", "on", "to", "&"})
_MAX_DEFINED_WORDS = 10  # a long form has at most this many words
_NEAR_WORDS = 6  # words on either side of an acronym that tell a thing from a body
_SPORTS_WORDS = 5  # different words of sport that make an article one on sport
_MAX_UNIT_WORDS = 3  # "'Vimpel' unit", "'Dnipro Wolves' battalion"
#: Whose parts are of their own kind, and what a part's name says too little to stand against it.
_FORCES = frozenset({"intelligence", "military", "police", "prison", "armed_group", "party"})
#: "The Popular Union, an opposition party": unions, groups and fronts are what they are said to be.
_SOFT_TYPES = frozenset({None, "other", "ngo", "company", "party"})
_SAID_OF_UNIONS = frozenset({"party", "armed_group"})
_WEAK_TYPES = frozenset({None, "other", "company"})
#: What signs its own articles and is no outlet.
_SIGNING_TYPES = frozenset({"ngo", "international", "ministry", "police", "party"})
_LISTING = frozenset({",", "and", "or", "the"})
_NEVER_OWNED = frozenset({"media", "company", "international", "ngo"})


@dataclass(frozen=True, slots=True)
class _Find:
    """A name at the words `start` to `end`, and the bodies it may mean."""

    start: int
    end: int
    rule: str
    priority: int
    ids: tuple[str, ...] = ()
    kind: FormKind = "name"
    key: tuple[str, ...] = ()
    country: str | None = None
    type: AgencyType | None = None
    body: str | None = None
    detail: str | None = None
    acronym: str | None = None
    confidence: float | None = None


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(agency_words()[name])


@cache
def _phrases(name: str) -> frozenset[tuple[str, ...]]:
    return frozenset(read_words(phrase).folded for phrase in agency_words()[name])


def _quote(words: Words, find: _Find) -> str:
    return words.text[words.starts[find.start] : words.ends[find.end - 1]]


@Language.factory("extract_agencies", assigns=["doc.spans"], requires=["doc.spans"])
class Agencies(Component):
    """Find named bodies; see the module's first lines.

    Args:
        nlp: the pipeline (not used; part of spaCy's factory contract).
        name: the name of this pipe.
        register: the bodies to know; the built-in register if None.
        bodies: the user's own, as plain data; they come before those of the register.
    """

    group = "agencies"

    def __init__(
        self,
        nlp: Language,  # noqa: ARG002 - spaCy's
        name: str,
        register: Register | None = None,
        bodies: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        self.name = name
        self._register = register
        if bodies:
            own = [Body.model_validate(each) for each in bodies]
            self._register = Register(joined_bodies(built_in_bodies(), own))

    @property
    def register(self) -> Register:
        """The bodies that are known; read on first use."""
        if self._register is None:
            self._register = load_register()
        return self._register

    def match(self, doc: Doc) -> Iterator[Found]:
        """Yield the agencies of `doc` in text order, not overlapping among themselves."""
        words = read_words(text_of(doc))
        context = read_context(words)
        names = found_in(doc, "names")
        hits = [hit for hit in self.register.find(words) if not self._refused(words, hit, names)]
        blocked = {
            at
            for hit in hits
            if hit.form.kind == "name" and hit.end - hit.start > 1
            for at in range(hit.start, hit.end)
        }
        finds = [self._from_hit(words, hit) for hit in hits]
        finds += [
            self._from_pattern(words, pattern)
            for pattern in find_patterns(words, blocked.__contains__)
            # "Tsafe Local Government Area" is a place.
            if pattern.end == len(words) or words.forms[pattern.end] != "Area"
        ]
        finds += _quoted_units(words)
        signed = [self._known(words, find) for find in _signed(words)]
        finds += signed
        finds = _without_overlaps(finds)
        finds = _without_overlaps([*finds, *_from_model(words, names, finds)])
        finds = _in_short(words, self._settle(words, finds, context), signed)
        yield from (_to_found(words, find) for find in finds)

    def _refused(self, words: Words, hit: Hit, names: tuple[Found, ...]) -> bool:
        """Say whether a hit is a word of something else: a headline, a surname, a rank."""
        if hit.form.article:
            return not _is_title(words, hit, names)
        if any(_is_part_of_longer(words, hit, name, self.register) for name in names):
            return True
        if hit.end - hit.start > 1:
            return False
        at, form = hit.start, words.forms[hit.start]
        if form.isupper() and in_capitals(words, at):
            return True
        start, end = words.starts[at], words.ends[at]
        for name in names:
            if name.start <= start and end <= name.end and (name.start, name.end) != (start, end):
                if name.label == "PERSON":
                    return True
                if name.label == "LOCATION" and hit.form.kind != "acronym":
                    return words.starts[at] > name.start or name.end > end
        following = words.folded[at + 1] if at + 1 < len(words) else ""
        return hit.form.kind == "local" and following in _set("ranks")

    def _from_hit(self, words: Words, hit: Hit) -> _Find:
        form = hit.form
        start, end = hit.start + form.article, hit.end
        key = words.folded[hit.start : hit.end]
        country: str | None = None
        bodies = [self.register.bodies[each] for each in form.bodies]
        if form.kind == "local":
            start, end, country = extend_to_country(words, start, end)
        elif form.kind in {"acronym", "name"} and bodies[0].type not in _NEVER_OWNED:
            wide_start, wide_end, beside = extend_to_country(words, start, end)
            if beside is not None and any(body.country == beside for body in bodies):
                is_adjective = (
                    words.forms[start - 1] in demonyms() or words.folded[start - 1] == "US"
                )
                if wide_start < start and not is_adjective:
                    wide_start = start
                start, end, country = wide_start, wide_end, beside
            elif form.kind == "acronym":
                country = owner_before(words, start)
        while bodies[0].type == "company" and _goes_on_as_company(words, end):
            end += 1
        rule = {"name": "register", "local": "register", "acronym": "acronym", "short": "acronym"}
        return _Find(
            start,
            end,
            rule[form.kind],
            PRIORITY[rule[form.kind]],
            form.bodies,
            form.kind,
            key,
            country,
        )

    def _known(self, words: Words, find: _Find) -> _Find:
        """Take an outlet that signs for the one of the register that has its name or initials."""
        key = words.folded[find.start : find.end]
        ids = self.register.ids_of(key, "name", "acronym", "local")
        outlets_of = [each for each in ids if self.register.bodies[each].type == "media"]
        if len(outlets_of) != 1:
            return find
        body = self.register.bodies[outlets_of[0]]
        return replace(find, body=body.id, country=body.country)

    def _from_pattern(self, words: Words, pattern: Pattern) -> _Find:
        find = _Find(pattern.start, pattern.end, f"pattern.{pattern.rule}", PRIORITY["pattern"])
        kind, country = classify_agency(_quote(words, find))
        key = words.folded[pattern.start : pattern.end]
        ids = self.register.ids_of(key, "name", "local")
        if not ids:
            key = _without_country(words, pattern)
            ids = self.register.ids_of(key, "name", "local") if key else ()
        return replace(
            find,
            ids=ids,
            kind="local",
            key=key,
            country=country or owner_before(words, pattern.start),
            type=kind,
        )

    def _settle(self, words: Words, finds: list[_Find], context: Context) -> list[_Find]:
        """Decide the body of each find, define acronyms, and find their later uses."""
        for find in finds:
            if find.kind == "name" and len(find.ids) == 1:
                context.named.add(find.ids[0])
                body = self.register.bodies[find.ids[0]]
                country = body.country
                # Parties of many states bear one name: it says nothing of where the article is.
                if country is not None and body.type != "party":
                    context.countries[country] += 1
        finds = [self._resolve(_set_in_place(words, find), context) for find in finds]
        defined: dict[tuple[str, ...], _Find] = {}
        finds = self._define(words, finds, defined)
        finds = _without_overlaps([*finds, *_uses(words, defined, finds)])
        long_forms = _long_forms(words, finds)
        settled: list[_Find] = []
        for find in finds:
            definition = defined.get(words.folded[find.start : find.end]) or defined.get(find.key)
            how = "defined as"
            if definition is None and find.body is None and find.type is None:
                definition, how = long_forms.get(words.folded[find.start : find.end]), "initials of"
            elif definition is None and find.kind == "acronym":
                find, definition = self._of_another(words, find, finds)  # noqa: PLW2901 - the same
                how = "initials of"
            if definition is not None:
                find = replace(  # noqa: PLW2901 - the settled form of the same find
                    find,
                    body=definition.body,
                    type=definition.type,
                    country=definition.country,
                    rule="linked",
                    detail=f"{how} “{_quote(words, definition)}”",
                )
            find = self._beside_its_cues(words, find)  # noqa: PLW2901 - the same
            if find.body is None and find.kind == "short":
                continue
            if find.kind == "acronym" and definition is None and _is_a_thing(words, find):
                continue
            if find.body is None and find.kind == "acronym" and definition is None:
                short = len(_quote(words, find)) <= SHORT_ACRONYM
                if short and find.rule == "acronym":
                    continue
            settled.append(find)
        return _completed(words, settled)

    def _of_another(
        self, words: Words, find: _Find, finds: Sequence[_Find]
    ) -> tuple[_Find, _Find | None]:
        """Return an acronym, and the body that the article spells out with its initials, if any.

        "The NPA" is the Nigerian Ports Authority where the article names that and not the New
        People's Army, which the register knows; where it names both, it is open which.
        """
        spelt = {
            words.folded[each.start : each.end]: each
            for each in finds
            if each.type is not None and _capitals(words, each) == words.forms[find.start]
        }
        others = [each for each in spelt.values() if each.body != find.body]
        if find.body is None or len(others) != 1:
            return find, None
        if any(each.body == find.body and each.end - each.start > 1 for each in finds):
            detail = "the initials of several bodies that the article names"
            return replace(find, body=None, type=None, country=None, detail=detail), None
        return find, others[0]

    def _beside_its_cues(self, words: Words, find: _Find) -> _Find:
        """Give an acronym the sense that the word beside it names, against the article's sense.

        In an article on Ankara's MIT, "a professor at MIT" is still the university's, and so is
        "the MIT professor"; "known by its French initials, RSF" is no body whose name spells them.
        """
        if find.end - find.start != 1:
            return find
        ids = self.register.ids_of(words.folded[find.start : find.end], "acronym")
        if len(ids) < 2:
            return find
        at = find.start
        if _FOREIGN_INITIALS.search(words.text, max(0, words.starts[at] - 60), words.starts[at]):
            letters = words.forms[at]
            foreign = [each for each in ids if not _spells(letters, self.register.bodies[each])]
            if len(foreign) == 1:
                return self._as_body(
                    find, foreign[0], "the text says that the initials are foreign"
                )
        beside = set(words.folded[find.end : find.end + 1])
        if at > 1 and words.folded[at - 1] in {"at", "of", "from"}:
            beside.add(words.folded[at - 2])
        votes = {each: cues_among(self.register.bodies[each], beside) for each in ids}
        best = max(votes, key=lambda each: votes[each])
        if best == find.body or not votes[best] or any(votes[each] for each in ids if each != best):
            return find
        return self._as_body(find, best, f"beside it: {', '.join(sorted(beside))}")

    def _as_body(self, find: _Find, chosen: str, detail: str) -> _Find:
        body = self.register.bodies[chosen]
        return replace(
            find, body=chosen, type=body.type, country=body.country, rule="acronym", detail=detail
        )

    def _resolve(self, find: _Find, context: Context) -> _Find:
        if not find.ids:
            return find
        chosen, why = choose_body(
            self.register,
            find.ids,
            context,
            kind=find.kind,
            key=find.key,
            country=find.country,
        )
        if chosen is None:
            kinds = {self.register.bodies[each].type for each in find.ids}
            of_its_words = None
            if find.kind == "local":
                of_its_words = classify_agency(" ".join(find.key))[0] or min(kinds)
            sure = len(kinds) == 1 and (find.kind == "local" or find.country is not None)
            same = kinds.pop() if sure and len(find.ids) > 1 else None
            return replace(find, type=same or find.type or of_its_words, detail=why)
        body = self.register.bodies[chosen]
        if find.kind == "local":
            context.antecedents[find.key] = chosen
        return replace(find, body=chosen, type=body.type, country=body.country, detail=why)

    def _define(
        self, words: Words, finds: list[_Find], defined: dict[tuple[str, ...], _Find]
    ) -> list[_Find]:
        """Link "Long Form (ABC)" and "Long Form, or ABC": the acronym means the long form."""
        result = []
        for find in [*finds, *_by_initials(words, finds)]:
            acronym = None if find.end - find.start == 1 else _acronym_after(words, find.end)
            if (
                acronym is None
                or acronym[0] in _phrases("not_agencies")
                or _is_dateline(words, find)
            ):
                result.append(find)
                continue
            key, form = acronym
            find = self._same_as_acronym(find, key)  # noqa: PLW2901 - the same
            find = replace(find, acronym=form)  # noqa: PLW2901 - the same
            defined.setdefault(key, find)
            result.append(find)
        return result

    def _same_as_acronym(self, find: _Find, key: tuple[str, ...]) -> _Find:
        """Take the register's body for a long form that only its acronym or its country names."""
        if find.body is not None:
            return find
        bodies = [self.register.bodies[each] for each in self.register.ids_of(key, "acronym")]
        shared = [body for body in bodies if body.id in find.ids]
        if len(shared) == 1 and find.country in {None, shared[0].country}:
            (body,) = shared
            return replace(find, body=body.id, type=body.type, country=body.country)
        same = [b for b in bodies if b.country == find.country and b.type == find.type]
        return replace(find, body=same[0].id) if find.country and len(same) == 1 else find


def _spells(acronym: str, body: Body) -> bool:
    """Return whether the capitals of a body's usual name are an acronym."""
    names = (*body.names[:1], *body.local)
    return any(acronym == "".join(w[0] for w in n.split() if w[0].isupper()) for n in names)


def _to_found(words: Words, find: _Find) -> Found:
    end = words.ends[find.end - 1]
    if words.folded[find.end - 1] in _LEGAL_FORMS and _FULL_STOP_INSIDE.match(words.text, end):
        end += 1
    return Found(
        start=words.starts[find.start],
        end=end,
        label="AGENCY",
        value=AgencyValue(type=find.type, country=find.country, acronym=find.acronym),
        reference=find.body,
        evidence=Evidence(
            by=f"agencies.{find.rule}", detail=find.detail, confidence=find.confidence
        ),
        priority=find.priority,
    )


def _is_part_of_longer(words: Words, hit: Hit, name: Found, register: Register) -> bool:
    """Say whether a brand begins a longer name of which the model is sure: Vodafone Warriors."""
    confidence = name.evidence.confidence
    if name.label != "AGENCY" or confidence is None or confidence < SURE_ENOUGH:
        return False
    begins = name.start == words.starts[hit.start] and hit.end < len(words)
    goes_on = begins and words.ends[hit.end] <= name.end and words.forms[hit.end][0].isupper()
    return goes_on and register.bodies[hit.form.bodies[0]].type == "company"


def _is_title(words: Words, hit: Hit, names: tuple[Found, ...]) -> bool:
    """Say whether "The Hindu", "the Guardian" is a newspaper and not an article and a noun."""
    before = words.forms[hit.start - 1] if hit.start else "\n"
    if words.forms[hit.start] == "The" and before[0].isalnum():
        return True
    start, end = words.starts[hit.start + 1], words.ends[hit.end - 1]
    return any(n.label == "AGENCY" and n.start >= start - 4 and n.end == end for n in names)


def _goes_on_as_company(words: Words, end: int) -> bool:
    # "Alibaba Group Holding", "Huawei Technologies Co".
    return (
        end < len(words)
        and words.forms[end][0].isupper()
        and words.folded[end] in _set("company_words")
    )


def _without_overlaps(finds: list[_Find]) -> list[_Find]:
    """Return `finds` in text order; of two that overlap the longer stays, then the more trusted."""
    kept: list[_Find] = []
    taken: set[int] = set()
    order = sorted(finds, key=lambda f: (f.start - f.end, -f.priority, f.start))
    for find in order:
        span = range(find.start, find.end)
        if taken.isdisjoint(span):
            kept.append(find)
            taken.update(span)
    return sorted(kept, key=lambda find: find.start)


def _without_country(words: Words, pattern: Pattern) -> tuple[str, ...]:
    """Return the key of a pattern's name without "Russian" before or "of Russia" behind it."""
    key = words.folded[pattern.start : pattern.end]
    forms = words.forms[pattern.start : pattern.end]
    for cut in range(1, min(5, len(key))):
        if country_of(" ".join(forms[:cut])) is not None:
            return key[cut:]
    for at in range(len(key) - 1, 0, -1):
        if key[at] == "of" and country_of(" ".join(forms[at + 1 :])) is not None:
            return key[:at]
    return ()


def _quoted_units(words: Words) -> Iterator[_Find]:
    """Yield names in quotation marks before a unit's noun: the FSB's 'Vimpel' unit."""
    for at, form in enumerate(words.forms):
        if form not in _OPENING or at + 3 >= len(words) or not words.forms[at + 1][0].isupper():
            continue
        for end in range(at + 2, min(at + 2 + _MAX_UNIT_WORDS, len(words) - 1)):
            if words.forms[end] in _CLOSING:
                if words.folded[end + 1] in _set("unit_nouns"):
                    owner = owner_before(words, at)
                    yield _Find(
                        at + 1, end, "unit", PRIORITY["pattern"], type="military",
                        country=owner, kind="local",
                    )  # fmt: skip
                break
            if not words.forms[end][0].isupper():
                break


def _signed(words: Words) -> Iterator[_Find]:
    """Yield the outlets that sign the article, and the platform that is one letter."""
    for start, end, rule in outlets(words.text):
        if span := _words_at(words, start, end):
            kind, country = classify_agency(words.text[start:end])
            kind = kind if kind in _SIGNING_TYPES else "media"
            yield _Find(*span, rule, PRIORITY["pattern"], type=kind, country=country, kind="local")
    for start, end in platforms(words.text):
        if span := _words_at(words, start, end):
            yield _Find(
                *span, "platform", PRIORITY["pattern"], type="company", country="US", kind="local"
            )


def _in_short(words: Words, finds: list[_Find], signed: list[_Find]) -> list[_Find]:
    """Take the last words of an outlet that signs the article for that outlet.

    In the Gulf Coast Guardian, "the Guardian was told" is no London paper.
    """
    outlets_by_end = {
        words.folded[at : each.end]: each
        for each in signed
        if each.type == "media"
        for at in range(each.start + 1, each.end)
    }
    result = []
    for find in finds:
        outlet = outlets_by_end.get(words.folded[find.start : find.end])
        if outlet is not None and find.type in {None, "media"}:
            detail = f"short for “{_quote(words, outlet)}”"
            find = replace(find, body=None, type="media", country=outlet.country, detail=detail)  # noqa: PLW2901 - the same
        result.append(find)
    return result


def _words_at(words: Words, start: int, end: int) -> tuple[int, int] | None:
    """Return the first word and the one behind the last of ``text[start:end]``; None if none."""
    first, last = bisect_left(words.starts, start), bisect_left(words.starts, end)
    return (first, last) if first < last else None


def _is_dateline(words: Words, find: _Find) -> bool:
    """Return whether a name in capitals is where a wire story comes from: no body's long form."""
    close = words.text.find(")", words.ends[find.end - 1])
    return _quote(words, find).isupper() and bool(_DATELINE_DASH.match(words.text, close))


def _acronym_after(words: Words, end: int) -> tuple[tuple[str, ...], str] | None:
    """Return the acronym, folded and as written, that follows a long form ending at `end`."""
    size = len(words)
    if end < size and words.forms[end] == "(":
        start = end + 1
        stop = start
        while stop < size and stop - start < 4 and words.forms[stop] not in {")", ",", ";"}:
            stop += 1
        if stop < size and stop > start and words.forms[stop] in {")", ",", ";"}:
            form = words.text[words.starts[start] : words.ends[stop - 1]]
            if "/" in form and not form.isupper():
                return None  # "(Aden/Muscat)": two places
            if _ACRONYM.match(form) or (form.isupper() and form.isalpha() and len(form) > 1):
                return words.folded[start:stop], form
        return None
    after = words.folded[end : end + 3]
    start = end + 2 if after[:2] in {(",", "or"), ("known", "as")} else end + 3
    if after[:2] not in {(",", "or"), ("known", "as")} and after != (",", "known", "as"):
        return None
    if start < size and _ACRONYM.match(words.forms[start]) and words.forms[start].isupper():
        return words.folded[start : start + 1], words.forms[start]
    return None


def _by_initials(words: Words, finds: list[_Find]) -> Iterator[_Find]:
    """Yield capitalised long forms whose initials are the acronym in brackets behind them."""
    ends = {find.end for find in finds}
    for at in range(2, len(words) - 2):
        if words.forms[at] != "(" or at in ends:
            continue
        acronym = words.forms[at + 1]
        if words.forms[at + 2] != ")" or not (acronym.isupper() and len(acronym) > SHORT_ACRONYM):
            continue
        if (fold(acronym),) in _phrases("not_agencies"):
            continue
        letters, start = acronym, at
        while start > 0 and at - start < _MAX_DEFINED_WORDS and letters:
            word = words.forms[start - 1]
            if word[0].isupper() and word[0] == letters[-1]:
                letters, start = letters[:-1], start - 1
            elif words.folded[start - 1] in _SMALL_INITIALS:
                start -= 1
            else:
                break
        # What lies inside the long form gives way to it; what runs over its edge does not.
        taken = any(
            find.start < at and start < find.end and not (start <= find.start and find.end <= at)
            for find in finds
        )
        if not letters and not taken and why_not_agency(words, start, at) is None:
            name = words.text[words.starts[start] : words.ends[at - 1]]
            kind, country = classify_agency(name)
            if kind is None:
                continue
            yield _Find(
                start, at, "initials", PRIORITY["pattern"], type=kind, country=country, kind="local"
            )


def _capitals(words: Words, find: _Find) -> str:
    """Return the first letters of the capitalised words of a name."""
    return "".join(form[0] for form in words.forms[find.start : find.end] if form[0].isupper())


def _long_forms(words: Words, finds: list[_Find]) -> dict[tuple[str, ...], _Find]:
    """Return the bodies of the article whose type is known, by the initials of their names.

    An article may use an acronym that it never puts in brackets: Overseas Workers Welfare
    Administration, later OWWA or Owwa. Two bodies with the same initials give none.
    """
    forms: dict[tuple[str, ...], _Find] = {}
    shared: set[tuple[str, ...]] = set()
    for find in finds:
        capitals = _capitals(words, find)
        if len(capitals) <= SHORT_ACRONYM or find.type is None:
            continue
        key = (capitals.lower(),)
        other = forms.setdefault(key, find)
        if words.folded[other.start : other.end] != words.folded[find.start : find.end]:
            shared.add(key)
    return {key: find for key, find in forms.items() if key not in shared}


@cache
def _things() -> dict[str, frozenset[str]]:
    return {
        acronym: frozenset(read_words(" ".join(cues)).folded)
        for acronym, cues in agency_words()["things_by_acronym"].items()
    }


def _is_a_thing(words: Words, find: _Find) -> bool:
    """Say whether the words around an acronym make it no body: "GRU airport", "NIS 500"."""
    cues = _things().get(words.folded[find.start])
    if cues is None:
        return False
    around = range(max(0, find.start - _NEAR_WORDS), min(len(words), find.end + _NEAR_WORDS))
    if not cues.isdisjoint(words.folded[at] for at in around if at != find.start):
        return True
    return "0" in cues and find.end < len(words) and words.forms[find.end][0].isdigit()


def _set_in_place(words: Words, find: _Find) -> _Find:
    """Give a name that several bodies share the country that its sentence is set in."""
    if len(find.ids) < 2 or find.kind == "name" or find.country is not None:
        return find
    return replace(find, country=country_of_sentence(words, find.start, find.end))


def _completed(words: Words, finds: list[_Find]) -> list[_Find]:
    """Give what has no type or country of its own what stands beside it or beside its namesakes."""
    finds = _of_their_owners(words, [_beside(words, find) for find in finds])
    finds = _as_elsewhere(words, finds)
    finds = _as_their_neighbours(words, finds)
    if len(_set("sports") & set(words.folded)) < _SPORTS_WORDS:
        return finds
    return [replace(find, type=find.type or "other") for find in finds]


def _beside(words: Words, find: _Find) -> _Find:
    if find.body is not None:
        return find
    kind, country = find.type, find.country
    beside = type_beside(words, find.start, find.end) if kind in _SOFT_TYPES else None
    if kind in {None, "other"} or beside in _SAID_OF_UNIONS:
        kind = beside or kind
    if kind is None:
        kind = type_by_holder(words, find.start)
    if country is None and kind != "international":
        country = country_beside(words, find.start, find.end)
    return replace(find, type=kind, country=country)


def _of_their_owners(words: Words, finds: list[_Find]) -> list[_Find]:
    """Give a part the country of its owner, and the type if that is a force.

    The PNP's Maritime Group is police, and Philippine.
    """
    owners = {find.end: find for find in finds}
    result = []
    for find in finds:
        owner = owners.get(find.start - 1) if find.body is None else None
        if owner is not None and words.folded[find.start - 1] == "'s":
            is_part = find.type in _WEAK_TYPES or find.rule == "unit"
            kind = owner.type if owner.type in _FORCES and is_part else find.type
            find = replace(find, type=kind, country=find.country or owner.country)  # noqa: PLW2901 - the same
        result.append(find)
    return result


def _as_elsewhere(words: Words, finds: list[_Find]) -> list[_Find]:
    """Give a name what the same name, or a longer one that begins with it, has elsewhere.

    A name that two bodies of the article bear gives nothing, and an owner ("Kenya's Foreign
    Ministry") none to those before it: it may be another state's.
    """
    known: dict[tuple[str, ...], tuple[AgencyType | None, str | None]] = {}
    owned: dict[tuple[str, ...], tuple[int, str | None]] = {}
    bodies: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for find in finds:
        key = words.folded[find.start : find.end]
        if find.body is not None:
            bodies[key].add(find.body)
        of_owner = words.folded[find.start - 1 : find.start] == ("'s",)
        if of_owner and find.country is not None:
            owned.setdefault(key, (find.start, find.country))
        for size in range(len(key), 0, -1):
            kind, country = known.get(key[:size], (None, None))
            known[key[:size]] = (kind or find.type, country or (None if of_owner else find.country))
    result = []
    for find in finds:
        key = words.folded[find.start : find.end]
        kind, country = known[key]
        if country is None and key in owned and owned[key][0] < find.start:
            country = owned[key][1]
        if find.body is None and find.type in {None, kind} and len(bodies[key]) < 2:
            find = replace(find, type=kind, country=find.country or country)  # noqa: PLW2901 - the same
        result.append(find)
    return result


def _as_their_neighbours(words: Words, finds: list[_Find]) -> list[_Find]:
    """Give what has no type that of the names it is listed with: "GSK, Unilever and X"."""
    result = list(finds)
    for order in (range(1, len(finds)), range(len(finds) - 2, -1, -1)):
        for at in order:
            other = at - 1 if order.step > 0 else at + 1
            first, second = sorted((at, other))
            between = words.folded[finds[first].end : finds[second].start]
            if result[at].type is None and between and _LISTING.issuperset(between):
                result[at] = replace(result[at], type=result[other].type)
    return result


def _uses(
    words: Words, defined: dict[tuple[str, ...], _Find], finds: list[_Find]
) -> Iterator[_Find]:
    """Yield every use of the acronyms that the article defines."""
    starts = {key[0] for key in defined}
    taken = {at for find in finds for at in range(find.start, find.end)}
    for at, word in enumerate(words.folded):
        if word not in starts or at in taken:
            continue
        for key in defined:
            if words.folded[at : at + len(key)] == key:
                yield _Find(
                    at, at + len(key), "linked", PRIORITY["acronym"], kind="acronym", key=key
                )


def _from_model(words: Words, names: tuple[Found, ...], finds: list[_Find]) -> Iterator[_Find]:
    """Yield what the model takes for organisations, trimmed, without what is none."""
    taken = {at for find in finds for at in range(find.start, find.end)}
    surnames = {fold(name_words[-1]) for n in names if n.label == "PERSON"
                if (name_words := words.text[n.start : n.end].split())}  # fmt: skip
    others = {words.text[name.start : name.end] for name in names if name.label != "AGENCY"}
    for name in names:
        if name.label != "AGENCY":
            continue
        start = bisect_right(words.ends, name.start)
        end = bisect_left(words.starts, name.end)
        span = trim(words, start, end)
        if span is None or not taken.isdisjoint(range(*span)):
            continue
        start, end = span
        if why_not_agency(words, start, end) or words.folded[end - 1] in surnames:
            continue
        contested = words.text[words.starts[start] : words.ends[end - 1]] in others
        sure = name.evidence.confidence
        if (sure is None or sure < SURE_ENOUGH) and not has_sign(
            words, start, end, contested=contested
        ):
            continue
        start, end, beside = extend_to_country(words, start, end)
        if not taken.isdisjoint(range(start, end)):
            start, end = span
        find = _Find(
            start, end, "model", PRIORITY["model"], kind="local", country=beside, confidence=sure
        )
        kind, country = classify_agency(_quote(words, find))
        yield replace(find, type=kind, country=country or beside, detail=name.evidence.by)
