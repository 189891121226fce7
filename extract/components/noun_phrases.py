"""The noun phrase that a number counts, read from tags alone: no parse, no lemmas.

Where to start reading: `NounReader.counted`, the phrase after a number with its "of" complement by
span rule 7 of the annotation guidelines; `NounReader.phrase` walks the tokens. The tagger errs in
headlines and on rare plurals, so known units (``patterns/counts.toml``) overrule its tags.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Token

from extract.values.countries import adjectives
from extract.values.counts import is_demonym, is_invariant, is_plural, is_unit, singular, unit_of
from extract.values.numbers import patterns

_HYPHENS = {"-", "‐", "‑"}
_OPENING = {'"', "“", "‘", "'", "``"}
_CLOSING = {'"', "”", "’", "'", "''"}
_MODIFIER_TAGS = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "AFX", "PDT"})
_DETERMINED = frozenset({"DT", "PRP$", "PRP", "WDT", "WP", "WP$", "CD", "PDT", "EX"})
_SHORT_NAMES = frozenset({"S. Korean", "N. Korean"})
_MAX_WORDS = 8  # a noun phrase with more words between number and head is not seen in news


@dataclass(frozen=True, slots=True)
class Noun:
    """A counted noun phrase.

    Attributes:
        head: the last token of the head noun.
        stop: one past the last token of the phrase, complement included.
        unit: the head noun as a unit: singular, lower case unless it is a demonym.
        words: the words up to the head, as written.
        of: whether an "of" complement is part of the phrase.
    """

    head: int
    stop: int
    unit: str
    words: tuple[str, ...]
    of: bool = False


@cache
def predicates() -> frozenset[str]:
    """Return the words said of people whose noun is left out ("26 dead")."""
    return frozenset(patterns()["units"]["predicates"])


@cache
def _ends() -> frozenset[str]:
    return frozenset(patterns()["phrases"]["ends"].split())


@cache
def _pairs() -> re.Pattern[str]:
    return _any_of(patterns()["units"]["pairs"])


@cache
def _fixed_complements() -> re.Pattern[str]:
    return _any_of(patterns()["of"]["fixed"])


@cache
def _plural_modifiers() -> frozenset[str]:
    return frozenset(patterns()["units"]["plural_modifiers"])


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(longest_first)})\b", re.IGNORECASE)


class NounReader:
    """Reads noun phrases of one sentence.

    Args:
        doc: the tagged document, `text` its text, and `starts` the first character of each token.
        stop: one past the last token of the sentence.
    """

    def __init__(self, doc: Doc, text: str, starts: Sequence[int], stop: int) -> None:
        self.doc, self.text, self.starts, self.stop = doc, text, starts, stop

    def counted(self, index: int, *, many: bool) -> Noun | None:
        """Return the noun phrase that begins at token `index`, its "of" complement included."""
        noun = self.phrase(index, many=many)
        if noun is None:
            return None
        begin = self.starts[noun.head]
        if pair := _pairs().match(self.text, begin):
            noun = replace(noun, stop=bisect_left(self.starts, pair.end()))
        if fixed := _fixed_complements().match(self.text, begin):
            return replace(noun, stop=bisect_left(self.starts, fixed.end()), of=True)
        inner = self.complement(noun.stop)
        return noun if inner is None else replace(noun, stop=inner.stop, of=True)

    def complement(self, index: int, depth: int = 0) -> Noun | None:
        """Return the bare common noun phrase after the "of" at `index`, or None.

        A determiner ("of the students"), a number or a name ("of Ukraine") makes it no complement.
        """
        if depth > 1 or index + 1 >= self.stop or self.doc[index].lower_ != "of":
            return None
        if self.doc[index + 1].tag_ in _DETERMINED:
            return None
        noun = self.phrase(index + 1, many=None)
        if noun is None:
            return None
        head = self.doc[noun.head]
        known = is_plural(head.text) or is_demonym(head.text)
        if not known and (
            head.tag_ in {"NNP", "NNPS"} or (head.ent_type_ and head.text[0].isupper())
        ):
            return None
        if noun.stop < self.stop and self.doc[noun.stop].tag_ == "POS":
            return None
        deeper = self.complement(noun.stop, depth + 1)
        return replace(noun, stop=noun.stop if deeper is None else deeper.stop, of=True)

    def phrase(self, index: int, *, many: bool | None) -> Noun | None:
        """Return the noun phrase from token `index` to the end of its head noun.

        `many` says whether the head must be a plural; None takes either.
        """
        doc, i, head, end = self.doc, index, None, index
        modified, words, quoted = False, 0, False
        while i < self.stop and words < _MAX_WORDS:
            last = self._hyphenated(i)
            token = doc[last]
            text = token.text if last == i else doc[i : last + 1].text
            lower = text.lower()
            if lower in _ends() and not (lower == "back" and head is None):
                break
            if text in _OPENING and head is None and not quoted:
                quoted, i = True, i + 1
                continue
            if head is not None and not _continues(doc[head], token, many=many):
                break
            if self._is_noun(token, i, last):
                head, end = last, last + 1
            elif head is not None:
                break
            elif text in {",", "and"} or lower == "&":
                if not modified or not self._joins_modifiers(i):
                    break
            elif token.tag_ in _MODIFIER_TAGS or last > i or _is_model(token):
                modified = True
            elif token.tag_ in {"RB", "RBR", "RBS"} and lower.endswith(
                ("ly", "more", "most", "very")
            ):
                pass
            elif token.tag_ == "VBD" and lower in predicates() and i == index:
                modified = True
            else:
                break
            i, words = last + 1, words + 1
        if head is None:
            return None
        return self._checked(index, head, end, many=many, quoted=quoted)

    def _checked(
        self, index: int, head: int, end: int, *, many: bool | None, quoted: bool
    ) -> Noun | None:
        token = self.doc[head]
        plural = _is_plural(token)
        start = head
        while start > index and self.doc[start - 1].text in _HYPHENS and start - 2 >= index:
            start -= 2
        if start < head:
            plural = plural or _is_plural(self.doc[start])
        text = self.doc[start : head + 1].text
        if many and not plural and not _acceptable_singular(token):
            return None
        if many is False and plural and not is_invariant(token.text) and token.tag_ != "NN":
            return None
        stop = end
        if quoted and end < self.stop and self.doc[end].text in _CLOSING:
            stop = end + 1
        words = tuple(
            each.text for each in self.doc[index : head + 1] if each.is_alpha or "-" in each.text
        )
        if start < head and "of" in text.lower().split("-"):
            return Noun(head, stop, unit_of(text), words)
        return Noun(head, stop, self._unit(index, token), words)

    def _unit(self, index: int, head: Token) -> str:
        """Return the unit of the phrase from `index` to `head`.

        A people of two words is one name ("South Koreans"), and in running text a capital makes a
        name of a word that no list knows: "three Malayalis", "the two Noviks".
        """
        unit = unit_of(head.text)
        if head.i == index:
            before = self.doc[index - 2] if index > 1 else None
            running = before is not None and before.is_lower and head.is_title
            return head.text.removesuffix("s") if running and not is_unit(head.text) else unit
        people = f"{self.doc[head.i - 1].text} {unit}"
        return people if people in adjectives() or people in _SHORT_NAMES else unit

    def _hyphenated(self, index: int) -> int:
        """Return the last token of the word at `index`, hyphenated parts included."""
        doc, last = self.doc, index
        while (
            last + 2 < self.stop
            and doc[last + 1].text in _HYPHENS
            and not doc[last].whitespace_
            and not doc[last + 1].whitespace_
        ):
            last += 2
        return last

    def _is_noun(self, token: Token, first: int, last: int) -> bool:
        lower = token.lower_
        if lower in predicates():
            return token.tag_ == "NNS" or (token.tag_ in {"NN", "JJ"} and self._determined(first))
        if lower in patterns()["units"]["nominal"]:
            return not self._modifies(last)
        if token.tag_ in {"NN", "NNS", "NNP", "NNPS"}:
            return not (last > first and token.tag_ == "NN" and self._modifies(last))
        if is_plural(token.text):  # whatever the tagger calls it, unless it may be the verb
            return token.tag_ != "VBZ" or self.doc[first - 1].tag_ != "CD"
        if token.tag_ in {"JJ", "VBZ"} and is_demonym(token.text):
            following = self.doc[last + 1] if last + 1 < self.stop else None
            return following is None or not (
                following.tag_ in _MODIFIER_TAGS
                or following.tag_[:2] == "NN"
                or following.lower_ == "and"
            )
        return False

    def _modifies(self, last: int) -> bool:
        return last + 1 < self.stop and self.doc[last + 1].tag_[:2] == "NN"

    def _joins_modifiers(self, index: int) -> bool:
        if index + 1 >= self.stop or index == 0:
            return False
        before, after = self.doc[index - 1], self.doc[index + 1]
        alike = before.text[:1].isupper() == after.text[:1].isupper()
        return alike and (
            after.tag_ in {"JJ", "JJR", "VBN", "AFX"}
            or (after.tag_ in {"NNP", "NN"} and before.tag_ == after.tag_)
            or (is_demonym(after.text) and is_demonym(before.text))
        )

    def _determined(self, first: int) -> bool:
        """Whether "dead" is a noun here: "the 26 dead"."""
        return first > 1 and self.doc[first - 2].lower_ in {"the", "these", "those"}


def _is_model(token: Token) -> bool:
    """Whether a token that is tagged as a number is the name of a model: "two AK-47 rifles"."""
    return token.tag_ == "CD" and token.text[:1].isalpha() and token.text[-1:].isdigit()


def _is_plural(token: Token) -> bool:
    acronyms = token.tag_ == "NNP" and token.text.endswith("s") and token.text[:-1].isupper()
    listed = is_plural(token.text) or is_invariant(token.text)
    return token.tag_ in {"NNS", "NNPS"} or listed or acronyms


def _acceptable_singular(token: Token) -> bool:
    """Whether a head that is no known plural may be one: "26 Taliban", a plural tagged as a name.

    A true singular is no head: in "the 12 month deal" the number counts no deals.
    """
    if token.ent_type_ == "NORP" or is_demonym(token.text):
        return True
    return singular(token.text) != token.text


def _continues(head: Token, token: Token, *, many: bool | None) -> bool:
    """Whether a noun phrase goes on after the noun `head` with `token`."""
    if token.tag_ not in {"NN", "NNS", "NNP", "NNPS"} and not is_plural(token.text):
        return False
    new_capital = head.is_lower and token.text[:1].isupper()  # "one soldier John", "men Thursday"
    if many is False:
        return (
            not new_capital and token.tag_ != "NNS" and not (is_unit(head.text) and token.is_title)
        )
    if not _is_plural(head):
        return not new_capital or is_plural(token.text)
    if head.lower_ in _plural_modifiers():
        collective = token.lower_ in {"staff", "crew"}
        return collective or (_is_plural(token) and token.is_lower == head.is_lower)
    if is_invariant(head.text):
        return _is_plural(token) and token.is_lower == head.is_lower
    # "Texas Police Officers": a name that looks like a plural.
    name = head.tag_ in {"NNP", "NNPS"} and not is_unit(head.text)
    return name and (_is_plural(token) or token.tag_ in {"NNP", "NNPS"})
