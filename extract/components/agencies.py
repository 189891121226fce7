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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from extract.components.agency_acronyms import (
    acronym_after,
    acronyms_of_offices,
    by_initials,
    capitals_of,
    is_a_thing,
    is_dateline,
    long_forms_of,
    names_by_initials,
    uses_of,
)
from extract.components.agency_completion import completed
from extract.components.agency_contexts import outlets, platforms
from extract.components.agency_finds import PRIORITY, Find, of_one_owner, quote, without_overlaps
from extract.components.agency_senses import (
    Context,
    choose_body,
    cues_among,
    is_contested,
    read_context,
)
from extract.components.base import Component, Found, found_in, text_of
from extract.schemas import AgencyType, AgencyValue, Evidence
from extract.values.agencies import (
    Words,
    agency_phrases,
    agency_set,
    agency_words,
    classify_agency,
    fold,
    read_words,
)
from extract.values.agency_candidates import (
    SHORT_ACRONYM,
    has_sign,
    in_capitals,
    trim,
    why_not_agency,
)
from extract.values.agency_patterns import (
    Pattern,
    country_at,
    country_before,
    country_of_sentence,
    extend_to_country,
    find_patterns,
    joined_right,
    owner_before,
)
from extract.values.countries import country_of, demonyms
from extract.values.register import (
    Body,
    Hit,
    Register,
    built_in_bodies,
    joined_bodies,
    load_register,
)

#: Confidence from which a name needs nothing else to speak for it, if the model gives any; higher
#: is stricter. On gold dev 0.4 to 0.85 differ by less than 0.01 F1; the worldwide newswire (0.78
#: against 0.76) and IE-ER (0.62 against 0.52) are for less.
SURE_ENOUGH = 0.5

_OPENING = frozenset("'\"‘“«„`")
_CLOSING = frozenset("'\"’”»“`")
#: "Corp." keeps its full stop where the sentence goes on.
_LEGAL_FORMS = frozenset({"inc", "corp", "ltd", "co", "INC", "CORP", "LTD", "CO"})
_FULL_STOP_INSIDE = re.compile(r"\.(?=,|['’]s|\s+[a-z0-9(]|\s+[A-Z][a-z]+ed\b)")
_FOREIGN_INITIALS = re.compile(r"\bknown\s(?:by|under)\sits\s[A-Z]\w+\s(?:initials|acronym),?\s$")
_MAX_UNIT_WORDS = 3  # "'Vimpel' unit", "'Dnipro Wolves' battalion"
#: What signs its own articles and is no outlet.
_SIGNING_TYPES = frozenset({"ngo", "international", "ministry", "police", "party"})
#: Whose bodies' names begin with theirs.
_UNIONS = frozenset({("un",), ("eu",), ("african-union",)})
#: Last words of what stands before a state's bodies as an adjective does: "United States Navy".
_STATES_BEFORE_THEIR_BODIES = frozenset({"US", "UK", "states", "kingdom"})
_NEVER_OWNED = frozenset({"media", "company", "international", "ngo"})
#: The words with which a name of the register may go on, by type.
_GOES_ON: dict[AgencyType, str] = {"company": "company_words", "media": "media_words"}
#: A web address holds words that look like names.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


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
        names_at = _by_word(words, names)
        hits = [hit for hit in self.register.find(words) if not self._refused(words, hit, names_at)]
        blocked = {
            at
            for hit in hits
            if hit.form.kind == "name" and hit.end - hit.start > 1
            for at in range(hit.start, hit.end)
        }
        finds = self._with_their_unions([self._from_hit(words, hit) for hit in hits])
        finds += [
            self._from_pattern(words, _without_leader(words, pattern, names_at))
            for pattern in find_patterns(words, blocked.__contains__)
            # "Tsafe Local Government Area" is a place.
            if pattern.end == len(words) or words.forms[pattern.end] != "Area"
        ]
        finds += _quoted_units(words)
        signed = [self._known(words, find) for find in _signed(words)]
        finds += signed
        finds = without_overlaps(finds)
        finds = without_overlaps([*finds, *_from_model(words, names, finds)])
        finds = _in_short(words, self._settle(words, finds, context), signed)
        in_links = {at for match in _ADDRESS.finditer(words.text) for at in range(*match.span())}
        for find in finds:
            if words.starts[find.start] not in in_links:
                yield _to_found(words, find)

    def _refused(self, words: Words, hit: Hit, names_at: Mapping[int, Sequence[Found]]) -> bool:
        """Say whether a hit is a word of something else: a headline, a surname, a rank."""
        if hit.form.article:
            return not _is_title(words, hit, names_at.get(hit.end - 1, ()))
        if _is_first_portfolio(words, hit):
            return True
        names = names_at.get(hit.start, ())
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
        return hit.form.kind == "local" and following in agency_set("ranks")

    def _from_hit(self, words: Words, hit: Hit) -> Find:
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
                    words.forms[start - 1] in demonyms()
                    or words.folded[start - 1] in _STATES_BEFORE_THEIR_BODIES
                )
                if wide_start < start and not is_adjective:
                    wide_start = start
                start, end, country = wide_start, wide_end, beside
            elif form.kind == "acronym":
                country = owner_before(words, start)
        elif bodies[0].country is not None and words.folded[end : end + 1] == ("of",):
            start_of, end_of, after = extend_to_country(words, start, end)
            if start_of == start and after == bodies[0].country:
                end = end_of  # "Cattle Breeders Association of Nigeria"
        kind = bodies[0].type
        if kind in {"police", "military"}:
            end += _goes_on(words, end, _force_words(words.folded[end - 1]))
        while kind in _GOES_ON and _goes_on(words, end, agency_set(_GOES_ON[kind])):
            end += 1
        if form.kind == "name" and (branch := _branch(words, start, end, bodies[0])) is not None:
            return branch
        rule = {"name": "register", "local": "register", "acronym": "acronym", "short": "acronym"}
        return Find(
            start,
            end,
            rule[form.kind],
            PRIORITY[rule[form.kind]],
            form.bodies,
            form.kind,
            key,
            country,
        )

    def _with_their_unions(self, finds: list[Find]) -> list[Find]:
        """Join "United Nations" and "Office for the Coordination of…" that follows it."""
        joined: list[Find] = []
        for find in finds:
            before = joined[-1] if joined else None
            if (
                before is not None
                and before.ids in _UNIONS
                and before.end == find.start
                and self.register.bodies[find.ids[0]].type == "international"
            ):
                find = replace(joined.pop(), end=find.end, ids=find.ids, key=find.key)  # noqa: PLW2901 - the same
            joined.append(find)
        return joined

    def _known(self, words: Words, find: Find) -> Find:
        """Take an outlet that signs for the one of the register that has its name or initials."""
        key = words.folded[find.start : find.end]
        ids = self.register.ids_of(key, "name", "acronym", "local")
        outlets_of = [each for each in ids if self.register.bodies[each].type == "media"]
        if len(outlets_of) != 1:
            return find
        body = self.register.bodies[outlets_of[0]]
        return replace(find, body=body.id, country=body.country)

    def _from_pattern(self, words: Words, pattern: Pattern) -> Find:
        find = Find(pattern.start, pattern.end, f"pattern.{pattern.rule}", PRIORITY["pattern"])
        kind, country = classify_agency(quote(words, find))
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

    def _settle(self, words: Words, finds: list[Find], context: Context) -> list[Find]:
        """Decide the body of each find, define acronyms, and find their later uses."""
        finds = of_one_owner(words, finds)
        for find in finds:
            if find.kind == "name" and len(find.ids) == 1:
                context.named.add(find.ids[0])
                body = self.register.bodies[find.ids[0]]
                country = body.country
                # Parties of many states bear one name: it says nothing of where the article is.
                if country is not None and body.type != "party":
                    context.countries[country] += 1
        finds = [self._resolve(_set_in_place(words, find), context) for find in finds]
        defined: dict[tuple[str, ...], Find] = {}
        finds = self._define(words, finds, defined)
        finds = without_overlaps([*finds, *uses_of(words, defined, finds)])
        long_forms, spelt_with = long_forms_of(words, finds), names_by_initials(words, finds)
        in_full = {find.body for find in finds if find.end - find.start > 1}
        settled: list[Find] = []
        for find in finds:
            definition = defined.get(words.folded[find.start : find.end]) or defined.get(find.key)
            how = "defined as"
            if definition is None and find.body is None and find.type is None:
                definition, how = long_forms.get(words.folded[find.start : find.end]), "initials of"
                if definition is not None and len(find.ids) > 1 and definition.body in find.ids:
                    definition = None  # the article names others with these initials
            elif definition is None and find.kind == "acronym":
                spelt = spelt_with.get(words.forms[find.start], ())
                find, definition = self._of_another(find, spelt, in_full)  # noqa: PLW2901 - the same
                how = "initials of"
            if definition is not None:
                find = replace(  # noqa: PLW2901 - the settled form of the same find
                    find,
                    body=definition.body,
                    type=definition.type,
                    country=definition.country,
                    rule="linked",
                    detail=f"{how} “{quote(words, definition)}”",
                )
            find = self._beside_its_cues(words, find)  # noqa: PLW2901 - the same
            if find.body is None and find.kind == "short":
                continue
            if find.kind == "acronym" and definition is None and is_a_thing(words, find):
                continue
            if find.body is None and find.kind == "acronym" and definition is None:
                short = len(quote(words, find)) <= SHORT_ACRONYM
                if short and find.rule == "acronym":
                    continue
            settled.append(find)
        return completed(words, _of_international_owners(words, settled))

    def _of_another(
        self, find: Find, spelt: Sequence[Find], in_full: AbstractSet[str | None]
    ) -> tuple[Find, Find | None]:
        """Return an acronym, and the body that the article spells out with its initials, if any.

        "The NPA" is the Nigerian Ports Authority where the article names that and not the New
        People's Army, which the register knows; where it names both, it is open which.

        Args:
            find: the acronym.
            spelt: one of each name that has its initials.
            in_full: the bodies that the article names by more than an acronym.
        """
        others = [each for each in spelt if each.body != find.body]
        if find.body is None or len(others) != 1:
            return find, None
        if find.body in in_full:
            detail = "the initials of several bodies that the article names"
            return replace(find, body=None, type=None, country=None, detail=detail), None
        return find, others[0]

    def _beside_its_cues(self, words: Words, find: Find) -> Find:
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

    def _as_body(self, find: Find, chosen: str, detail: str) -> Find:
        body = self.register.bodies[chosen]
        return replace(
            find, body=chosen, type=body.type, country=body.country, rule="acronym", detail=detail
        )

    def _resolve(self, find: Find, context: Context) -> Find:
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
                if find.country is None and find.key not in context.antecedents:
                    context.open.add(find.key)
                of_its_words = classify_agency(" ".join(find.key))[0] or min(kinds)
            sure = len(kinds) == 1 and len(find.ids) > 1 and not is_contested(find.key)
            same = kinds.pop() if sure else None
            return replace(find, type=same or find.type or of_its_words, detail=why)
        body = self.register.bodies[chosen]
        if find.kind == "local":
            context.antecedents[find.key] = chosen
        return replace(find, body=chosen, type=body.type, country=body.country, detail=why)

    def _define(
        self, words: Words, finds: list[Find], defined: dict[tuple[str, ...], Find]
    ) -> list[Find]:
        """Link "Long Form (ABC)" and "Long Form, or ABC": the acronym means the long form."""
        result = []
        alone = {find.start: find for find in finds if _stands_in_brackets(words, find)}
        for find in [*finds, *by_initials(words, finds)]:
            acronym = None if find.end - find.start == 1 else acronym_after(words, find.end)
            if acronym is None and find.end + 1 in alone and find.type is not None:
                # "Institute of Territorial Studies (Ineter)": no acronym by its letters.
                short = alone[find.end + 1]
                acronym = words.folded[short.start : short.end], quote(words, short)
            if (
                acronym is None
                or acronym[0] in agency_phrases("not_agencies")
                or self._is_credit(words, find, acronym)
                or is_dateline(words, find)
            ):
                result.append(find)
                continue
            key, form = acronym
            known = self._of_all_states(find, key, capitals_of(words, find), form)
            find = known or self._same_as_acronym(find, key)  # noqa: PLW2901 - the same
            find = replace(find, acronym=form)  # noqa: PLW2901 - the same
            defined.setdefault(key, find)
            result.append(find)
        return result

    def _is_credit(self, words: Words, find: Find, acronym: tuple[tuple[str, ...], str]) -> bool:
        """Say whether what stands in brackets is the agency that a report comes from."""
        key, form = acronym
        ids = self.register.ids_of(key, "name", "acronym")
        kinds = {self.register.bodies[each].type for each in ids}
        return kinds == {"media"} and find.body not in ids and capitals_of(words, find) != form

    def _of_all_states(
        self, find: Find, key: tuple[str, ...], initials: str, form: str
    ) -> Find | None:
        """Return a name that lacks its first words as the body of all states of its acronym.

        "Football Association (FIFA)" is no association of one state. None where it lacks nothing.
        """
        ids = self.register.ids_of(key, "acronym", "name")
        body = self.register.bodies[ids[0]] if len(ids) == 1 and not is_contested(key) else None
        if body is None or body.type != "international" or find.body == body.id:
            return None
        if len(initials) < 2 or initials == form or not form.endswith(initials):
            return None
        return replace(find, body=body.id, type=body.type, country=None)

    def _same_as_acronym(self, find: Find, key: tuple[str, ...]) -> Find:
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


def _stands_in_brackets(words: Words, find: Find) -> bool:
    """Say whether the model took the one word in a pair of brackets for a body."""
    marks = words.forms[find.start - 1 : find.start], words.forms[find.end : find.end + 1]
    return find.rule == "model" and find.end - find.start == 1 and marks == (("(",), (")",))


def _spells(acronym: str, body: Body) -> bool:
    """Return whether the capitals of a body's usual name are an acronym."""
    names = (*body.names[:1], *body.local)
    return any(acronym == "".join(w[0] for w in n.split() if w[0].isupper()) for n in names)


def _to_found(words: Words, find: Find) -> Found:
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


def _by_word(words: Words, names: Iterable[Found]) -> dict[int, list[Found]]:
    """Return the names that each word lies in."""
    names_at: dict[int, list[Found]] = {}
    for name in names:
        for at in _words_of(words, name):
            names_at.setdefault(at, []).append(name)
    return names_at


def _words_of(words: Words, name: Found) -> range:
    return range(bisect_right(words.ends, name.start), bisect_left(words.starts, name.end))


def _is_title(words: Words, hit: Hit, names: Iterable[Found]) -> bool:
    """Say whether "The Hindu", "the Guardian" is a newspaper and not an article and a noun."""
    before = words.forms[hit.start - 1] if hit.start else "\n"
    if words.forms[hit.start] == "The" and before[0].isalnum():
        return True
    start, end = words.starts[hit.start + 1], words.ends[hit.end - 1]
    return any(n.label == "AGENCY" and n.start >= start - 4 and n.end == end for n in names)


@cache
def _force_words(last: str) -> frozenset[str]:
    return frozenset(agency_words()["force_words"].get(last, ()))


def _is_first_portfolio(words: Words, hit: Hit) -> bool:
    """Say whether "Ministry of Education" goes on with "and Higher Education": another body."""
    return (
        hit.end - hit.start > 2
        and words.folded[hit.end : hit.end + 1] == ("and",)
        and "of" in words.folded[hit.start : hit.end - 1]
        and joined_right(words, hit.end + 1) is not None
    )


def _goes_on(words: Words, end: int, by: AbstractSet[str]) -> bool:
    # "Alibaba Group Holding", "Huawei Technologies Co", "Al Jazeera English".
    return end < len(words) and words.forms[end][0].isupper() and words.folded[end] in by


def _branch(words: Words, start: int, end: int, body: Body) -> Find | None:
    """Return the national branch that an association of no state has: "Oxfam Kenya".

    The national societies of the Red Cross have their country before the name.
    """
    if body.country is not None or body.type not in {"ngo", "international"}:
        return None
    before = country_before(words, start) if body.id == "red-cross" else None
    after = country_at(words, end) if body.type == "ngo" and end < len(words) else None
    if before is not None:
        start, country = before
    elif after is not None and words.forms[end] not in demonyms():
        end, country = after
    else:
        return None
    while body.id == "red-cross" and words.forms[end : end + 1] == ("Society",):
        end += 1
    return Find(start, end, "branch", PRIORITY["register"], type="ngo", country=country)


def _without_leader(
    words: Words, pattern: Pattern, names_at: Mapping[int, Sequence[Found]]
) -> Pattern:
    """Return a pattern without "of" and a person: the Meadow Movement of Ana Roa."""
    first = pattern.start + 2
    name = words.folded[first : pattern.end - 1]
    at = first + name.index("of") if "of" in name else -1
    leaders = names_at.get(at + 1, ()) if at > 0 else ()
    if any(each.label == "PERSON" and each.start == words.starts[at + 1] for each in leaders):
        return replace(pattern, end=at)
    return pattern


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


def _quoted_units(words: Words) -> Iterator[Find]:
    """Yield names in quotation marks before a unit's noun: the FSB's 'Vimpel' unit."""
    for at, form in enumerate(words.forms):
        if form not in _OPENING or at + 3 >= len(words) or not words.forms[at + 1][0].isupper():
            continue
        for end in range(at + 2, min(at + 2 + _MAX_UNIT_WORDS, len(words) - 1)):
            if words.forms[end] in _CLOSING:
                if words.folded[end + 1] in agency_set("unit_nouns"):
                    owner = owner_before(words, at)
                    yield Find(
                        at + 1, end, "unit", PRIORITY["pattern"], type="military",
                        country=owner, kind="local",
                    )  # fmt: skip
                break
            if not words.forms[end][0].isupper():
                break


def _signed(words: Words) -> Iterator[Find]:
    """Yield the outlets that sign the article, and the platform that is one letter."""
    for start, end, rule in outlets(words.text):
        if span := _words_at(words, start, end):
            kind, country = classify_agency(words.text[start:end])
            kind = kind if kind in _SIGNING_TYPES else "media"
            yield Find(*span, rule, PRIORITY["pattern"], type=kind, country=country, kind="local")
    for start, end in platforms(words.text):
        if span := _words_at(words, start, end):
            yield Find(
                *span, "platform", PRIORITY["pattern"], type="company", country="US", kind="local"
            )


def _in_short(words: Words, finds: list[Find], signed: list[Find]) -> list[Find]:
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
            detail = f"short for “{quote(words, outlet)}”"
            find = replace(find, body=None, type="media", country=outlet.country, detail=detail)  # noqa: PLW2901 - the same
        result.append(find)
    return result


def _words_at(words: Words, start: int, end: int) -> tuple[int, int] | None:
    """Return the first word and the one behind the last of ``text[start:end]``; None if none."""
    first, last = bisect_left(words.starts, start), bisect_left(words.starts, end)
    return (first, last) if first < last else None


def _of_international_owners(words: Words, finds: Sequence[Find]) -> list[Find]:
    """Make international what a body of all states owns: the African Union's Peace Council."""
    result: list[Find] = []
    for find in finds:
        owner = result[-1] if result else None
        if (
            owner is not None
            and owner.type == "international"
            and find.body is None
            and find.country is None
            and find.type in {None, "other", "court", "police", "military"}
            and owner.end + 1 == find.start
            and words.folded[owner.end] == "'s"
        ):
            find = replace(find, type="international")  # noqa: PLW2901 - the same
        result.append(find)
    return result


def _set_in_place(words: Words, find: Find) -> Find:
    """Give a name that several bodies share the country that its sentence is set in."""
    if len(find.ids) < 2 or find.kind == "name" or find.country is not None:
        return find
    return replace(find, country=country_of_sentence(words, find.start, find.end))


def _from_model(words: Words, names: tuple[Found, ...], finds: list[Find]) -> Iterator[Find]:
    """Yield what the model takes for organisations, trimmed, without what is none."""
    taken = {at for find in finds for at in range(find.start, find.end)}
    surnames = {fold(name_words[-1]) for n in names if n.label == "PERSON"
                if (name_words := words.text[n.start : n.end].split())}  # fmt: skip
    others = {words.text[name.start : name.end] for name in names if name.label != "AGENCY"}
    offices = acronyms_of_offices(words)
    for name in names:
        if name.label != "AGENCY":
            continue
        inside = _words_of(words, name)
        span = trim(words, inside.start, inside.stop)
        if span is None or not taken.isdisjoint(range(*span)):
            continue
        start, end = span
        if why_not_agency(words, start, end) or words.folded[end - 1] in surnames:
            continue
        if end - start == 1 and words.forms[start] in offices:
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
        find = Find(
            start, end, "model", PRIORITY["model"], kind="local", country=beside, confidence=sure
        )
        kind, country = classify_agency(quote(words, find))
        yield replace(find, type=kind, country=country or beside, detail=name.evidence.by)
