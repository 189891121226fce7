"""Counts: how many people or things, with unit, class, bound, basis and party.

Purpose: extends each number that can count something to the end of the noun it counts, by the span
rules of the annotation guidelines, and works out its `CountValue`.

Does not do: dates (the dates component finds them, the arbiter settles overlaps), quantities
without a number ("several", "many", "a number of"), and nouns of another sentence: the unit of
"three were freed" is looked for in its own sentence only.

Where to start reading: `Counts.match`, then `_Sentence.counts`, which runs the three steps: find
the span of each number, drop bare numbers that count nothing, work out the values. Noun phrases
are read in ``noun_phrases.py``.

Assigns: ``doc.spans["counts"]``.

Example:
    >>> doc = nlp("More than 270 captured soldiers returned, three to Spain.")  # doctest: +SKIP
    >>> [(doc.text[f.start:f.end], f.value.unit) for f in found_in(doc, "counts")]  # doctest: +SKIP
    [('270 captured soldiers', 'soldier'), ('three', 'soldier')]

Parameters: none. It needs tags (``tagger``) and uses sentence starts and names when they are there.

Word lists: ``patterns/counts.toml``, whose head says where they come from.

Measured (``extract evaluate gold/ --split test``, 2026-11-25): P 0.938, R 0.864, F1 0.900; low and
high right for 1.00 of those found, unit 0.95, basis 0.72. Outside corpora, and what was left out of
them as not comparable, in ``docs/accuracy.md``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import cast

from spacy.attrs import SENT_START  # type: ignore[import-not-found]  # spaCy ships no stub for it
from spacy.language import Language
from spacy.tokens import Doc, Token

from extract.components.base import Component, Found, text_of, token_starts
from extract.components.noun_phrases import Noun, NounReader, predicates
from extract.schemas import CountValue, Evidence, UnitClass
from extract.values.bases import Placed, basis_of, continues_list, settle_bases
from extract.values.counts import (
    PEOPLE,
    adds_up,
    is_plural,
    is_unit,
    party_of,
    settle_classes,
    singular,
    unit_class_of,
)
from extract.values.number_kinds import Number
from extract.values.numbers import find_numbers, patterns

# Entity types of spaCy's pipelines; MISC is the news model's for laws, events and works.
_NAMES = frozenset({"PRODUCT", "FAC", "LAW", "EVENT", "PERSON", "MISC"})
_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OF_DETERMINED = re.compile(
    r"\s+(?:out\s+)?of\s+(?:the|them|whom|which|these|those|its|their|his|her|our|my|your|us|you|"
    r"all|\d|(?:two|three|four|five|six|seven|eight|nine|ten|a\s+total)\b)",
    re.IGNORECASE,
)
_NEXT_COUNT = re.compile(
    r"\s*(?:,|,?\s(?:and|or|to|then|,?\s?but))\s+(?:(?:about|around|some|at least|more than|over|"
    r"nearly|up to|another|possibly|perhaps|even|maybe|the other)\s+)*$",
    re.IGNORECASE,
)
_AFTER_ELIDED = re.compile(
    r"\s*(?:,|\.|;|:|\(|\)|—|–|$|\s(?:and|or|in|from|to|on|at|by|for|with|after|during|near|who|"
    r"while|as|when|since|before|inside|across|but|including|more|others|each|apiece|have|"
    r"critically|so far|there|here|today|yesterday|people)\b)",
    re.IGNORECASE,
)
_FOR_BEFORE = re.compile(r"\b[\w,]+[-‐‑–]for[-‐‑–]\Z", re.IGNORECASE)
_FOR_AFTER = re.compile(r"[-‐‑–]for[-‐‑–]", re.IGNORECASE)
_JOINED = re.compile(r"(?:[,;:—–]|\s-|\band|\bincluding|\bfollowed by|\bplus)\s*$", re.IGNORECASE)
_PLACED_AFTER = re.compile(r"\s(?:in|from|to|on|at|by|for|with|near|inside)\s")
_GAPPED_BEFORE = re.compile(r"(?:\band|[,;])\s+(?:the\s)?[A-Z][\w.]+\s+$")
_CLAUSE_END = re.compile(r"\s*(?:[.,;)]|$|and\b)")
_GROUP_OF = re.compile(
    r"\b(?:(?:crews?|groups?|teams?|batch(?:es)?|part(?:y|ies)|famil(?:y|ies)|gangs?|figure|total|"
    r"mother|father|parents?)\s+of|(?:list|number|count|total|toll)\s+(?:at|to|of))\s+$",
    re.IGNORECASE,
)
_THERE_ARE = re.compile(
    r"\b(?:there|we|they)\s+(?:are|were|(?:have|has|had)\s+been)\s+(?:now\s+|only\s+|just\s+)?$",
    re.IGNORECASE,
)
#: What only a figure of people stands behind, whatever follows it.
_FIGURE_BEFORE = re.compile(
    r"\b(?:(?:the|a|its|their|an\s+earlier)\s+(?:\w+\s+)?(?:figure|count|tally|toll)\s+of|that\s+makes|"
    r"compared\s+with|a\s+mere|(?:gave|given|gives|giving)\s+up|jumped\s+to|(?:the|its)\s+agreement\s+was\s+for)\s+$",
    re.IGNORECASE,
)
#: The verb of a number that begins its clause, behind a phrase: "Three from Yopal are missing".
_SUBJECT_AFTER = re.compile(
    r"(?:,\s+(?:including|among\s+them|of\s+whom|most\s+of\s+them|as\s+far\s+as)\b[^,.;]{1,60},"
    r"|\s+(?:from|in|of)\s+[A-Z][^,.;]{1,40})\s+(?:are|were|was|is|have|had|has|remain(?:ed)?|died)\b"
)
_DETERMINED = re.compile(
    r"\b(?:the|these|those|our|the\s+(?:last|first|remaining|other)|only|as many as)\s+$",
    re.IGNORECASE,
)
_AFTER_IN_HEADLINE = re.compile(
    r"\s*(?:[,;]|\s(?:in|after|ahead|over|as|from|at|on|with|to|found|freed|killed|held)\b)",
    re.IGNORECASE,
)
_IN_THE = re.compile(r"\bin (?:the|their)\s*$")
_UNIT_OF_THE = re.compile(r"\s+(?:out\s+)?of\s+(?:the|these|those|its|their|his|her|our)\s")
_SHARED_NOUN = re.compile(
    r"\s*(?:,?\s*(?:or|to|and)|,|out of(?: the)?|of(?: the)?)\s+(?:the\s+)?", re.IGNORECASE
)
_PARTS_AHEAD = re.compile(
    r"\s*(?:[:—–(,]|\s-)\s*(?:(?:comprising|including|namely|among them)\s+)?", re.IGNORECASE
)
_OF_THE_BEFORE = re.compile(
    r"\b(?:of|among)\s+(?:the|these|those|all|its|their)\s+$", re.IGNORECASE
)
_SAW = re.compile(r"\b(?:saw|sees?|seen|lets?|had|made|makes?|watch(?:ed|es))\s+$", re.IGNORECASE)
_SWAP = re.compile(
    r"(?:[-‐‑–]for[-‐‑–][\w,]+)?\s+([a-z]+)\s+(?:swap|exchange|deal|trade)\b", re.IGNORECASE
)
_MORE_AROUND = re.compile(
    r"\b(?:another|(?:a|the)\s+further|additional|the\s+other)\s*$", re.IGNORECASE
)
_INCLUDED = re.compile(r"\b(?:including|among them|of whom|of which)\s*$", re.IGNORECASE)
#: "the bodies of about 39 men" counts bodies.
_BODIES_OF = re.compile(r"\b(?:[Bb]odies|[Cc]orpses|[Rr]emains) of (?:the |another )?$")
_CASUALTY = re.compile(
    r"\b(?:kill|wound|injur|hurt|maim|massacr|slaughter|d(?:ied|ead|rown)|casualt|fatalit|toll|"
    r"execut|behead|martyr|perish)", re.IGNORECASE
)  # fmt: skip


#: What is larger counts nothing that news reports: it is an account or a reference number.
_LARGEST_COUNT = 10**13
_HARM = (
    r"(?:killed|injured|wounded|hurt|dead|died|drowned|martyred|executed|beheaded|slain|lost\s+their\s+lives|"
    r"slaughtered|gunned\s+down|shot\s+dead|neutrali[sz]ed|eliminated|hospitali[sz]ed|"
    r"(?:sustain|suffer|receiv)(?:ed|ing)\s+(?:[\w-]+\s+){0,3}(?:wounds?|injur(?:y|ies)|burns)|"
    r"(?:being\s+)?treated\s+(?:at|in|for))"
)
_HARMED_AFTER = re.compile(
    r"(?:,[^,;.]{0,60},)?"
    r"\s+(?:(?:were|was|are|is|have|has|had|been|being|also|later|who|feared|reported)\s+){0,3}"
    rf"{_HARM}\b",
    re.IGNORECASE,
)
_HARMED_BEFORE = re.compile(
    r"\b(?:kill(?:ed|ing|s)?|injur(?:ed|ing|es)|wound(?:ed|ing|s)?|martyr(?:ed|ing)|neutrali[sz](?:ed|ing)|"
    r"eliminat(?:ed|ing)|murder(?:ed|ing)?|slaughter(?:ed|ing)?|execut(?:ed|ing)|"
    r"(?:death|deaths|killing|murder)\s+of)\s+(?:of\s+)?[\"“]?$",
    re.IGNORECASE,
)
#: A predicate that names those whom a bare number counts: "of whom two were minors".
_NAMED_AFTER = re.compile(
    r"\s+(?:of\s+(?:whom|them|which|these|those)\s+)?(?:were|was|are|is)\s+(?:(?:still|all|also|only|from|the)\s+){0,2}"
    r"(?P<noun>[a-z]+|under\s+(?:18|16|15))\b",
    re.IGNORECASE,
)
#: A number said of a noun before it: "the number of abducted girls at 63", "of the returnees, 49".
_SAID_OF = re.compile(
    r"\b(?:number|count|total|toll)\s+of\s+(?:the\s+)?(?P<number_of>(?:[\w-]+\s+){0,3}?[\w-]+s|(?:[\w-]+\s+)?people)\b"
    r"[^.;,\d]{0,60}\b(?:at|to|is|was|reached)\s+$"
    r"|\b(?:of|among)\s+(?:the|these|those)\s+(?P<among>(?:[\w-]+\s+){0,2}?[\w-]+),\s+$"
    r"|\bthe\s+(?P<whose>injured|wounded|dead|missing|[a-z]+s),\s+of\s+whom\s+$",
    re.IGNORECASE,
)
_THINGS = frozenset({"object", "event", "state"})
_FROM_PLACE = re.compile(r"\s+(?:from|in|to)\s+[A-Z]")
#: What people come in; whom an elided number counts is said elsewhere.
_COLLECTIVES = frozenset({"group", "batch", "team", "party", "family", "crew", "convoy", "wave"})


@dataclass(slots=True)
class _Count:
    """A count in the making."""

    number: Number
    first: int  # its first token
    after: int  # the first token after it
    noun: Noun | None
    end: int  # where the span ends, in characters
    rule: str
    unit: str | None = None
    unit_class: UnitClass | None = None


@cache
def _object_verb() -> re.Pattern[str]:
    return re.compile(
        rf"\b{patterns()['units']['object_verbs']}\s+(?:only\s+|just\s+)?$", re.IGNORECASE
    )


@cache
def _before_subject() -> frozenset[str]:
    return frozenset(patterns()["phrases"]["before_subject"])


@cache
def _toll() -> re.Pattern[str]:
    return re.compile(patterns()["units"]["tolls"], re.IGNORECASE)


@Language.factory("extract_counts", assigns=["doc.spans"], requires=["token.tag"])
class Counts(Component):
    """Find counts and work out their values; see the module for what and how.

    Args:
        nlp: the pipeline (not used; part of spaCy's factory contract).
        name: the name of this pipe.
    """

    group = "counts"

    def __init__(self, nlp: Language, name: str) -> None:  # noqa: ARG002 - spaCy's
        self.name = name

    def match(self, doc: Doc) -> Iterable[Found]:
        """Yield the counts of `doc`, in text order."""
        text = text_of(doc)  # spaCy joins it anew at each access
        numbers = find_numbers(text)
        if not any(number.counts for number in numbers):
            return
        starts = token_starts(doc)
        found: list[Found] = []
        placed: list[Placed] = []
        for bounds, group in _by_sentence(_Bounds(doc, text, starts), starts, numbers):
            sentence = _Sentence(doc, text, starts, bounds, group)
            for each in sentence.counts():
                found.append(each)
                placed.append(sentence.placed(each))
        bases = settle_bases(text, placed)
        classes = settle_classes([each.value for each in placed])
        for each, place, basis, unit_class in zip(found, placed, bases, classes, strict=True):
            settled = {"basis": basis, "unit_class": unit_class}
            yield replace(each, value=place.value.model_copy(update=settled))


def _by_sentence(
    sentences: _Bounds, starts: Sequence[int], numbers: Sequence[Number]
) -> Iterator[tuple[tuple[int, int], list[Number]]]:
    """Yield the (first, stop) tokens of each sentence that has a count, with its numbers."""
    group: list[Number] = []
    bounds: tuple[int, int] | None = None
    for number in numbers:
        index = bisect_right(starts, number.start) - 1
        if bounds is not None and bounds[0] <= index < bounds[1]:
            group.append(number)
            continue
        if bounds is not None and any(each.counts for each in group):
            yield bounds, group
        bounds, group = sentences.around(index), [number]
    if bounds is not None and any(each.counts for each in group):
        yield bounds, group


class _Bounds:
    """Where the sentences of a document begin and end, in tokens.

    A line break ends a sentence too: headlines have no full stop.
    """

    def __init__(self, doc: Doc, text: str, starts: Sequence[int]) -> None:
        flags: list[int] = doc.to_array(SENT_START).tolist()
        sentences = [index for index, flag in enumerate(flags) if flag == 1]
        breaks = [bisect_right(starts, each.start()) - 1 for each in re.finditer("\n", text)]
        self._first = sorted({0, *sentences, *(index + 1 for index in breaks)})
        self._stop = sorted({*sentences, *breaks, len(starts)})

    def around(self, index: int) -> tuple[int, int]:
        """Return the first token of the sentence of token `index`, and the one behind its last."""
        first = self._first[bisect_right(self._first, index) - 1]
        return first, self._stop[bisect_right(self._stop, index)]


class _Sentence:
    """The numbers of one sentence, and the tokens that they stand among."""

    def __init__(
        self,
        doc: Doc,
        text: str,
        starts: Sequence[int],
        bounds: tuple[int, int],
        numbers: Sequence[Number],
    ) -> None:
        first, stop = bounds
        self.doc, self.starts, self.first, self.stop = doc, starts, first, stop
        self.numbers = numbers
        self.text = text
        self.begin = starts[first]
        last = doc[stop - 1]
        self.finish = last.idx + len(last)
        self.nouns = NounReader(doc, text, starts, stop)

    def counts(self) -> Iterator[Found]:
        """Yield the counts of the sentence with their values."""
        made = [each for n in self.numbers if n.counts and (each := self._count(n)) is not None]
        kept: list[_Count] = []
        for i, each in enumerate(made):
            if self._stands(i, made, anchored=bool(kept)):
                kept.append(each)
        values: list[CountValue] = []
        for i in range(len(kept)):
            self._settle_unit(i, kept)
            values.append(self._value(i, kept, values))
        for count, value in zip(kept, _with_parts(self.text, kept, values), strict=True):
            detail = (
                f"{value.low:g}" if value.low == value.high else f"{value.low:g}–{value.high:g}"
            )
            if value.unit is not None:
                source = "head noun" if count.noun is not None else "antecedent"
                detail += f"; unit “{value.unit}” from the {source}"
            yield Found(
                start=count.number.start,
                end=count.end,
                label="COUNT",
                evidence=Evidence(by=count.rule, detail=detail),
                value=value,
                priority=40,  # a date, a name or an agency with a number in it is no count
            )

    def placed(self, found: Found) -> Placed:
        """Return what decides, over the article, what the count `found` is of."""
        return Placed(
            found.start,
            found.end,
            cast(CountValue, found.value),
            named=found.evidence.by in {"counts.noun", "counts.of"},
            left=self.text[self.begin : found.start],
            right=self.text[found.end : self.finish],
        )

    # --- spans ------------------------------------------------------------------------------------
    def _count(self, number: Number) -> _Count | None:
        first = bisect_right(self.starts, number.start) - 1
        if self._in_name(first, number) or number.low >= _LARGEST_COUNT:
            return None
        after = bisect_left(self.starts, number.tail)
        if _FOR_BEFORE.search(self.text, self.begin, number.start) or _FOR_AFTER.match(
            self.text, number.end
        ):
            return _Count(number, first, after, None, number.end, "counts.n_for_m")
        noun = self.nouns.counted(after, many=number.high != 1)
        if noun is None:  # "dozens of prisoners", "a dozen of them"
            noun = self.nouns.complement(after)
        if noun is None:
            return _Count(number, first, after, None, number.end, "counts.elided")
        last = self.doc[noun.stop - 1]
        plain = "counts.of" if noun.of else "counts.noun"
        rule = {"range": "counts.range", "vague": "counts.vague"}.get(number.kind, plain)
        return _Count(number, first, after, noun, last.idx + len(last), rule)

    def _in_name(self, first: int, number: Number) -> bool:
        """Whether the number is part of a name: "Boeing 737", "the Three Gorges Dam"."""
        token = self.doc[first]
        if token.ent_iob_ == "I" and token.ent_type_ in _NAMES:
            before = self.doc[first - 1]
            return before.text[:1].isupper() and not self._unit_follows(number)
        if not token.is_title or first <= self.first or not token.text.isalpha():
            return False
        following = self.doc[first + 1] if first + 1 < self.stop else None
        before = self.doc[first - 1]
        return (
            following is not None
            and following.is_title
            and before.is_lower
            and not is_unit(following.text)
        )

    def _unit_follows(self, number: Number) -> bool:
        after = bisect_left(self.starts, number.tail)
        return any(is_plural(token.text) for token in self.doc[after : min(after + 4, self.stop)])

    # --- elided nouns -----------------------------------------------------------------------------
    def _stands(self, i: int, made: Sequence[_Count], *, anchored: bool) -> bool:
        """Whether a number without a noun counts something all the same.

        `anchored` says that the sentence has counted something before it.
        """
        count = made[i]
        if count.noun is not None or count.rule == "counts.n_for_m":
            return True
        number = count.number
        left = self.text[self.begin : number.lead]
        right = self.text[number.tail : self.finish]
        if number.kind == "vague" and not _IN_THE.search(left):
            return True
        one = number.low == number.high == 1
        if _OF_DETERMINED.match(right):
            return not one
        if i + 1 < len(made):
            gap = self.text[number.tail : made[i + 1].number.start]
            if _NEXT_COUNT.match(gap) and made[i + 1].noun is not None:
                return not one or re.search(r"\b(?:or|to)\b", gap) is not None
        anchored = anchored or bool(_MORE_AROUND.search(left))
        if not one and number.kind == "number" and _FIGURE_BEFORE.search(left):
            return True
        following = self._following(count)
        if following is not None and (anchored or not one):
            if following.lower_ in predicates():
                return True
            if following.tag_ in {"VB", "VBP"} and _SAW.search(left):
                return True
            if following.tag_ in _FINITE_TAGS and following.lower_ not in {"'s", "may"}:
                return self._subject(count)
            # No tagger tells "23 hid" from "23 hidden" by the form of the verb.
            if following.tag_ == "VBN" and (_GROUP_OF.search(left) or self._begins_clause(count)):
                return True
            if following.lower_ in {"more", "others", "each", "apiece"}:
                return True
        if not one and self._in_headline() and _AFTER_IN_HEADLINE.match(right) and left.strip():
            return True
        if not _AFTER_ELIDED.match(right):
            return False
        if not one and (_GROUP_OF.search(left) or _THERE_ARE.search(left)):
            return True
        if not one and number.kind == "number" and _DETERMINED.search(left):
            return True
        if not one and self._begins_clause(count) and _SUBJECT_AFTER.match(right):
            return True
        if _object_verb().search(left) or _toll().search(left):
            return True
        if _MORE_AROUND.search(left) or (not one and _OF_THE_BEFORE.search(left)):
            return True
        return anchored and _parallel(left, right)

    def _following(self, count: _Count) -> Token | None:
        """Return the token behind a bare number; an adverb before a verb is passed over."""
        if count.after >= self.stop:
            return None
        token = self.doc[count.after]
        if token.tag_ == "RB" and count.after + 1 < self.stop:
            after = self.doc[count.after + 1]
            return after if after.tag_ in _FINITE_TAGS else token
        return token

    def _in_headline(self) -> bool:
        """Whether the sentence is a line of its own that ends without a full stop."""
        line_start = self.begin == 0 or "\n" in self.text[max(0, self.begin - 2) : self.begin]
        return (line_start or ": " in self.text[self.begin : self.begin + 20]) and self.text[
            self.begin : self.finish
        ].rstrip()[-1:] not in {".", "!", "?", '"', "”", ","}

    def _subject(self, count: _Count) -> bool:
        """Whether a number before a verb is its subject: it begins a clause, or may do so."""
        if self._begins_clause(count):
            return True
        lead = bisect_right(self.starts, count.number.lead) - 1
        return self.doc[lead - 1].tag_ in {"IN", "WDT", "WP"}

    def _begins_clause(self, count: _Count) -> bool:
        lead = bisect_right(self.starts, count.number.lead) - 1
        return lead <= self.first or self.doc[lead - 1].lower_ in _before_subject()

    # --- values -----------------------------------------------------------------------------------
    def _came_to_harm(self, count: _Count) -> bool:
        """Whether the clause says that those who are counted were killed or hurt."""
        left = self.text[max(self.begin, count.number.lead - 40) : count.number.lead]
        right = self.text[count.end : min(count.end + 90, self.finish)]
        return bool(_HARMED_AFTER.match(right) or _HARMED_BEFORE.search(left))

    def _settle_unit(self, i: int, kept: Sequence[_Count]) -> None:
        count = kept[i]
        if count.rule == "counts.n_for_m":
            self._settle_unit_of_swap(count)
        elif count.noun is not None and count.noun.unit != "other":
            count.unit = count.noun.unit
            count.unit_class = unit_class_of(count.noun.words, count.unit)
        else:
            self._settle_elided(i, kept)
        if count.unit_class in PEOPLE and _BODIES_OF.search(self._left_of(count)):
            count.unit_class = "body"
        elif count.unit_class == "person" and self._came_to_harm(count):
            count.unit_class = "casualty"

    def _settle_elided(self, i: int, kept: Sequence[_Count]) -> None:
        """Take the unit of a count without a noun from the words around it."""
        count = kept[i]
        noun = self._said_of(count)
        if noun is not None:
            count.unit, count.unit_class = noun.unit, unit_class_of(noun.words, noun.unit)
            return
        source = self._antecedent(i, kept)
        if source is not None and source.unit_class in _THINGS and self._is_toll(count):
            source = None  # "three gates opened as the toll rises to 27"
        if source is not None and source.unit is None and source.noun is not None:
            count.unit = source.noun.unit  # it stands behind: "10 or 12 hostages"
            count.unit_class = unit_class_of(source.noun.words, count.unit)
        elif source is not None:
            count.unit, count.unit_class = source.unit, source.unit_class
        named = _NAMED_AFTER.match(self.text, count.end, self.finish)
        if _OF_THE_BEFORE.search(self._left_of(count)):
            named = None  # "60 of the 240 were teenagers": the sixty were
        if named is not None and (unit_class := _class_of_predicate(named["noun"])) is not None:
            count.unit_class = unit_class
        elif count.unit is None:
            left = re.split(r"[,;:]\s", self._left_of(count))[-1]
            right = re.split(r"[,;:]", self.text[count.end : min(count.end + 24, self.finish)])[0]
            around = f"{left} {right}"
            # In news a bare number that passed the tests for elided nouns counts people.
            count.unit_class = "casualty" if _CASUALTY.search(around) else "person"

    def _is_toll(self, count: _Count) -> bool:
        return _toll().search(self._left_of(count)) is not None

    def _said_of(self, count: _Count) -> Noun | None:
        """Return the noun that a count without one is said of, if that is no count of its own.

        "Two of his children", "four of the dead", "of the returnees, 49", "the number of girls is
        63".
        """
        if of_the := _UNIT_OF_THE.match(self.text, count.number.end):
            return self._group(of_the.end())
        said = _SAID_OF.search(self.text, self.begin, count.number.lead)
        return None if said is None else self._group(said.start(said.lastgroup or 0))

    def _group(self, start: int) -> Noun | None:
        """Return the noun phrase from character `start`; a participle may be one: "the injured"."""
        first = bisect_left(self.starts, start)
        noun = self.nouns.phrase(first, many=None)
        word = self.doc[first].lower_
        if noun is None and word in predicates():
            return Noun(first, first + 1, word, (word,))
        return noun

    def _settle_unit_of_swap(self, count: _Count) -> None:
        """Take the unit from the noun before "swap": "a 50-for-50 prisoner exchange"."""
        count.unit_class = "person"  # what news exchanges so are people
        swap = _SWAP.match(self.text, count.end)
        if swap is None:
            return
        unit = swap[1].lower()
        unit_class = unit_class_of((unit,), unit)
        if unit_class not in {"object", "event"}:
            count.unit, count.unit_class = unit, unit_class

    def _antecedent(self, i: int, kept: Sequence[_Count]) -> _Count | None:
        """Return the count whose noun an elided one shares: the next in "10 or 12", else before."""
        if i + 1 < len(kept) and kept[i].noun is None:
            gap = self.text[kept[i].end : kept[i + 1].number.lead]
            shared = _SHARED_NOUN.fullmatch(gap)
            if shared and kept[i + 1].noun is not None:
                return kept[i + 1]
        named = [
            each for each in kept[:i] if each.unit is not None and each.unit not in _COLLECTIVES
        ]
        if _FROM_PLACE.match(self.text, kept[i].end):  # "… from three countries, 770 from Laos"
            named = [each for each in named if each.unit_class != "state"]
        # "10 prisoners, including two minors, … and three": the three are prisoners.
        wholes = [each for each in named if not _INCLUDED.search(self._left_of(each))]
        candidates = wholes or named
        noun = kept[i].noun
        if noun is not None and noun.unit == "other" and self._are_listed(candidates[-2:]):
            return None  # "two Palestinians, three Israelis and 10 others" are others of neither
        return candidates[-1] if candidates else None

    def _are_listed(self, counts: Sequence[_Count]) -> bool:
        """Whether two counts of different units stand in one list."""
        if len({each.unit for each in counts}) < 2:
            return False
        return continues_list(self.text[counts[0].end : counts[1].number.start])

    def _left_of(self, count: _Count) -> str:
        return self.text[self.begin : count.number.lead]

    def _value(self, i: int, kept: Sequence[_Count], before: Sequence[CountValue]) -> CountValue:
        count = kept[i]
        number = count.number
        left = self.text[self.begin : number.lead]
        inside = self.text[number.tail : count.end]
        right = self.text[count.end : self.finish]
        basis = basis_of(left, inside, right)
        party = party_of(left, right)
        if before and continues_list(self.text[kept[i - 1].end : number.start]):
            if basis == "unspecified" and before[-1].basis == "part" and count.noun is not None:
                basis = "part"
            party = party or before[-1].party
        return CountValue(
            low=number.low,
            high=number.high,
            bound=number.bound,
            unit=count.unit,
            unit_class=count.unit_class,
            basis=basis,
            party=party,
        )


def _class_of_predicate(noun: str) -> UnitClass | None:
    """Return the class that the predicate `noun` gives to those of whom it is said."""
    if noun.lower().startswith("under"):
        return "minor"
    if not is_plural(noun):
        return None
    unit = singular(noun)
    return unit_class_of((noun,), unit)


def _parallel(left: str, right: str) -> bool:
    """Whether a bare number repeats the pattern of a count before it: "… and three to Spain"."""
    if _JOINED.search(left):
        return _PLACED_AFTER.match(right) is not None
    # "Ukraine received 205 prisoners and Russia 205."
    return _GAPPED_BEFORE.search(left) is not None and _CLAUSE_END.match(right) is not None


def _with_parts(
    text: str, counts: Sequence[_Count], values: Sequence[CountValue]
) -> list[CountValue]:
    """Return `values` with the parts that sum to a whole before them marked as such."""
    settled = list(values)
    for i in range(len(values) - 2):
        gap = text[counts[i].end : counts[i + 1].number.lead]
        if not _PARTS_AHEAD.fullmatch(gap):
            continue
        for j in range(i + 3, len(values) + 1):
            if adds_up(values[i], values[i + 1 : j]):
                settled[i + 1 : j] = [
                    each.model_copy(update={"basis": "part"}) for each in values[i + 1 : j]
                ]
                break
    return settled
