"""Noun phrases that describe a person, read from tags alone: "former operative of the FSB".

What says whose or of what belongs to the phrase ("ship's owner", "head of the Committee"), what
says where from does not ("teacher from Hrodna", "Pakistan's foreign minister").

Where to start reading: `read_phrase`, forwards from an article; `phrase_start`, backwards from the
last word; `ending_at`, which finds the fullest phrase that ends before a token.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, lru_cache

from spacy.tokens import Doc, Token

from extract.patterns.words import word_lists
from extract.values.countries import country_of
from extract.values.counts import is_demonym, singular, unit_class_of
from extract.values.titles import built_in_titles

#: Longest description in tokens.
MAX_ROLE_TOKENS = 16

HYPHENS = frozenset("-‐‑")
DASHES = frozenset({"—", "–", "--"})
QUOTES = frozenset("\"“”‘’'") | {"``", "''"}
COMMAS = frozenset({",", ";"})
CONJUNCTIONS = frozenset({"and", "&"})
POSSESSIVES = frozenset({"his", "her", "their", "its", "our", "my", "your"})
DETERMINERS = POSSESSIVES | {"a", "an", "another", "one", "the", "both", "whose"}
FINITE = frozenset({"VB", "VBD", "VBP", "VBZ", "MD"})

_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_NOUN_PHRASE = _NOUNS | {"JJ", "JJR", "JJS", "VBN", "HYPH", "AFX", "FW"}
_PLACES = frozenset({"LOCATION", "GPE", "LOC", "FAC"})
_PEOPLE = frozenset({"military", "civilian", "prisoner", "minor", "person"})
# What may follow a noun and say whose or of what it is.
_LINKS = frozenset({"of", "for", "at", "with", "to", "on", "in", "under"})
_NAMED_ONLY = frozenset({"with", "on", "under"})
# Who is "on" a subject rather than on duty.
_ON_SUBJECTS = frozenset({"adviser", "advisor", "authority", "commentator", "envoy", "expert",
                          "rapporteur", "specialist", "writer"})  # fmt: skip
# One or more people in one noun.
_GROUPS = frozenset({"couple", "pair", "duo", "trio"})
_ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
                       "ninth", "tenth", "other", "same", "certain", "last", "only"})  # fmt: skip
#: Lower-case nouns that by their form are for a person and for nothing else.
_TRADE = re.compile(
    r"^(?!.*(?:list|human|talisman)$)[a-zà-ž-]*(?:"
    r"[a-z]{4}ist|[a-z]{4}ician|[a-z]{3,}(?:man|woman|person)|[a-z]{3}eer|[a-z]{3,}(?:smith|wright|"
    r"monger|keeper|maker|player|writer|driver|worker|holder|owner|bearer|fighter|leader|officer|"
    r"dealer|breaker|teacher|manager|builder|grower|seller))$"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of ``patterns/people.yaml`` and ``titles.yaml`` that descriptions are read by."""

    courtesies: AbstractSet[str]
    addresses: AbstractSet[str]
    ranks: AbstractSet[str]
    titles: AbstractSet[str]
    nouns: AbstractSet[str]
    lower_nouns: AbstractSet[str]
    kin: AbstractSet[str]
    anybody: AbstractSet[str]
    collectives: AbstractSet[str]
    modifiers: AbstractSet[str]
    portfolios: AbstractSet[str]
    nominal: AbstractSet[str]
    epithets: AbstractSet[str]
    times: AbstractSet[str]
    headings: AbstractSet[str]
    letters: AbstractSet[str]


@cache
def words() -> Words:
    """Return the lists, read once."""
    lists, titles = word_lists("people.yaml"), built_in_titles()
    return Words(
        courtesies=titles.honorifics,
        addresses=lists["addresses"],
        ranks=titles.ranks,
        titles=titles.ranks | titles.offices | lists["short_ranks"],
        nouns=titles.roles | lists["occupations"] | lists["kin"],
        # "Baker" is a surname more often than a trade.
        lower_nouns=lists["occupations"] - titles.roles - lists["kin"],
        kin=lists["kin"],
        anybody=lists["anybody"],
        collectives=lists["collectives"],
        modifiers=lists["modifiers"] | lists["participles"],
        portfolios=lists["portfolios"] | lists["title_parts"],
        nominal=lists["nominal"],
        epithets=lists["epithets"],
        times=lists["times"],
        headings=lists["headings"],
        letters=lists["post_nominals"],
    )


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase for a person.

    Attributes:
        doc: where it stands.
        first: its first token, behind any article.
        end: one past its last token.
        head: the token of its head noun.
    """

    doc: Doc
    first: int
    end: int
    head: int

    @property
    def text(self) -> str:
        """The words as they stand in the text."""
        text: str = self.doc[self.first : self.end].text
        return text

    @property
    def is_plural(self) -> bool:
        """Whether it describes several people."""
        head = self.doc[self.head]
        if head.tag_ in {"NNS", "NNPS"} or head.lower_ in _GROUPS:
            return True
        one = singular(head.text)
        return one != head.text and head.lower_ not in words().nouns

    @property
    def is_plain(self) -> bool:
        """Whether it says no more than that this is somebody: "a man", "a second person"."""
        if singular(self.doc[self.head].lower_) not in words().anybody:
            return False
        return all(
            token.lower_ in words().modifiers or token.lower_ in _ORDINALS
            for token in self.doc[self.first : self.head]
        )


# --- words ----------------------------------------------------------------------------------------
def is_listed(word: str) -> bool:
    """Whether a noun is surely for one person: a title, a listed noun, or a trade by its form."""
    if word in words().titles:
        return True
    lower = word.lower()
    if lower in words().nouns:
        return word == lower or lower not in words().lower_nouns
    return bool(_TRADE.search(word))


@lru_cache(maxsize=8192)
def _denotes_person(word: str) -> bool:
    lower = word.lower()
    one = singular(lower)
    if lower in words().collectives or one in words().collectives:
        return False
    if is_listed(word) or one in words().nouns or one in words().anybody or is_demonym(word):
        return True
    return word.islower() and unit_class_of((word,), one) in _PEOPLE


def is_person(token: Token) -> bool:
    """Whether a noun is for people: by the lists, by its form, or as the name of a people."""
    if _denotes_person(token.text):
        return True
    # "Supervisor of Elections": a trade with a capital, which alone may be a surname.
    of = token.is_title and token.i + 1 < len(token.doc) and token.nbor().lower_ == "of"
    return of and _denotes_person(token.lower_)


def is_place(token: Token) -> bool:
    """Whether the token is part of the name of a place."""
    kind = token.ent_type_
    return kind in _PLACES or (not kind and country_of(token.text) is not None)


# --- backwards from the last word -----------------------------------------------------------------
def title_start(doc: Doc, end: int) -> int:
    """Return the token of the title that ends at `end`: "Col" and "." may be two."""
    index = end - 1
    if index > 0 and doc[index].text == "." and not doc[index - 1].whitespace_:
        short = f"{doc[index - 1].text}."
        if short in words().titles or short in words().courtesies:
            return index - 1
    return index


def phrase_start(doc: Doc, last: int) -> int:
    """Return where the noun phrase begins whose last word is token `last`."""
    first = last
    while first > 0 and last - first < MAX_ROLE_TOKENS:
        token = doc[first - 1]
        if token.text in HYPHENS and first > 1 and not token.whitespace_:
            first -= 2
        elif (abbreviation := title_start(doc, first)) < first - 1:
            first = abbreviation
        elif token.tag_ == "POS":
            owner = _owner_start(doc, first - 1)
            if owner == first - 1:
                break
            first = owner
        elif _is_inside_name(doc, first - 1, last):
            first -= 2
        elif _belongs_before(doc, first - 1):
            first -= 1
        else:
            break
    while first < last and doc[first].is_punct:
        first += 1
    return first


def _belongs_before(doc: Doc, index: int) -> bool:
    """Whether the word at `index` belongs to the noun phrase that goes on behind it."""
    token = doc[index]
    if token.text in words().times or token.text in words().headings:
        return False
    if token.lower_ in words().modifiers or token.text in {"/", "U.S.", "U.K."}:
        return True
    if token.tag_ == "CD":  # "NIA Region 2 manager"
        return index > 0 and doc[index - 1].tag_ == "NNP" and doc[index + 1].is_lower
    if token.tag_ == "VBN":  # "a jailed lawyer", but not "has jailed lawyer"
        before = doc[index - 1] if index else None
        return before is None or before.tag_ in {"DT", "PRP$", "POS", "JJ", "IN", "HYPH", ",", ":"}
    return token.tag_ in _NOUN_PHRASE


def _owner_start(doc: Doc, mark: int) -> int:
    """Return where the owner before a possessive mark begins; `mark` if it is no part of a role.

    A country or a city says where from ("Pakistan's foreign minister"), anyone else whose.
    """
    first = mark
    while first > 0 and mark - first < MAX_ROLE_TOKENS // 2:
        token = doc[first - 1]
        if token.text in words().times:
            return mark
        if token.tag_ not in _NOUN_PHRASE:
            break
        first -= 1
    return mark if first < mark and is_place(doc[mark - 1]) else first


def _is_inside_name(doc: Doc, index: int, last: int) -> bool:
    """Whether the word joins two parts of a body's name: "Ministry of Defence spokesman"."""
    lower = doc[index].lower_
    if lower in CONJUNCTIONS:
        return _joins_portfolios(doc, index)
    return (
        lower == "of"
        and index > 0
        and doc[last].is_lower
        and doc[index + 1].is_title
        and doc[index + 1].text not in words().titles
        and doc[index - 1].is_title
        and doc[index - 1].tag_ in _NOUNS
        and not is_person(doc[index - 1])
    )


def _joins_portfolios(doc: Doc, index: int) -> bool:
    """Whether "and" stands inside a title: "Foreign and Caricom Affairs Minister"."""
    return (
        index > 0
        and doc[index - 1].text in words().portfolios
        and index + 1 < len(doc)
        and doc[index + 1].is_title
        and doc[index + 1].text not in words().titles
    )


# --- forwards from the first ----------------------------------------------------------------------
def read_phrase(doc: Doc, first: int, stop: int, name_starts: AbstractSet[int]) -> Phrase | None:
    """Return the noun phrase for a person that begins at token `first`, behind its article.

    Args:
        doc: a tagged document.
        first: the first token.
        stop: no token from here on is read.
        name_starts: first tokens of the names of people; a name is read over as an owner only.
    """
    stop = min(stop, len(doc), first + MAX_ROLE_TOKENS)
    end = _nouns_end(doc, first, stop, name_starts)
    found = _head(doc, first, end) or _compound_head(doc, first, end, stop)
    if found is None:
        return None
    head, end = found
    for mark in range(head - 1, first, -1):
        if doc[mark].tag_ == "POS" and is_place(doc[mark - 1]):
            first = mark + 1
            break
    return Phrase(doc, first, _complements_end(doc, end, stop, name_starts), head)


def _nouns_end(doc: Doc, first: int, stop: int, name_starts: AbstractSet[int]) -> int:
    """Return the end of the run of nouns and their modifiers that begins at `first`."""
    end = first
    while end < stop:
        token = doc[end]
        if end in name_starts:
            owner = name_end(doc, end)
            if owner >= stop or doc[owner].tag_ != "POS":
                break
            end = owner
        elif token.text in HYPHENS and end > first:
            end += 1
        elif token.text in words().times:
            if doc[end - 1].text not in HYPHENS:  # but "22-year-old"
                break
        elif token.tag_ not in _NOUN_PHRASE and token.lower_ not in words().modifiers:
            if token.text == "(" and end > first and _is_acronym_in_brackets(doc, end):
                end += 2
            elif not (
                token.tag_ == "POS"
                or token.lower_ in words().nominal
                or (token.tag_ == "CD" and end + 1 < stop and doc[end + 1].text in HYPHENS)
                or (token.lower_ in CONJUNCTIONS and _joins_portfolios(doc, end))
            ):
                break
        end += 1
    return min(end, stop)


def name_end(doc: Doc, start: int) -> int:
    """Return the end of the run of name words that begins at `start`."""
    end = start + 1
    while end < len(doc) and end - start < MAX_ROLE_TOKENS:
        token = doc[end]
        if token.tag_ == "POS" or not (
            token.text[0].isupper() or token.ent_type_ == "PERSON" or token.text in HYPHENS
        ):
            break
        end += 1
    return end


def _is_acronym_in_brackets(doc: Doc, index: int) -> bool:
    return (
        index + 3 < len(doc)
        and doc[index + 1].is_upper
        and doc[index + 2].text == ")"
        and doc[index + 3].tag_ in _NOUN_PHRASE
    )


def _is_head(doc: Doc, index: int, first: int) -> bool:
    token = doc[index]
    if token.lower_ in words().nominal or is_person(token):
        return True
    return index > first and doc[index - 1].lower_ == "ethnic"


def _head(doc: Doc, first: int, end: int) -> tuple[int, int] | None:
    """Return the head noun of ``[first, end)`` and where the noun ends, None if it is no person."""
    head = end - 1
    # The tagger takes a participle for a part of the phrase: "a teacher killed in the raid".
    while head > first and doc[head].tag_ in {"VBN", "JJ"} and not _is_head(doc, head, first):
        head -= 1
    if head < first:
        return None
    if _is_head(doc, head, first):
        return head, head + 1
    office = head - 4  # "officer-in-charge", "commander-in-chief"
    if office >= first and doc[head - 1].text in HYPHENS and doc[head - 2].lower_ in {"in", "at"}:
        return (office, head + 1) if _is_head(doc, office, first) else None
    return None


def _compound_head(doc: Doc, first: int, end: int, stop: int) -> tuple[int, int] | None:
    """Return the head behind a body with "of": "House of Representatives member"."""
    if not (first < end < stop and doc[end].lower_ == "of" and doc[end - 1].is_title):
        return None
    head = end + 1
    while head < stop and doc[head].is_title and doc[head].tag_ in _NOUNS:
        head += 1
    if end + 1 < head < stop and doc[head].is_lower and _is_head(doc, head, first):
        return head, head + 1
    return None


def _complements_end(doc: Doc, end: int, stop: int, name_starts: AbstractSet[int]) -> int:
    """Return the end of what says whose or of what behind the noun that ends at `end`."""
    placed = True  # "a teacher in Lagos" says where, "head of the mission in Georgia" which
    while end < stop:
        link = doc[end].lower_
        if link in CONJUNCTIONS:
            # "founder and director of the fund": one person, two nouns.
            second = _second_noun(doc, end + 1, stop, name_starts)
            if second == end + 1:
                break
            end, placed = second, True
            continue
        if link not in _LINKS:
            break
        inner = _complement_end(doc, end + 1, stop, name_starts)
        if link == "in" and placed and not _is_body(doc, end + 1, inner):
            break
        if not _says_of_what(doc, link, end + 1, inner):
            break
        if any(index in name_starts for index in range(end + 1, inner)):
            return inner  # "sons of P.V. Hamza of Tirur": what follows says where from
        placed = is_place(doc[inner - 1])
        end = inner
    return end


def _is_body(doc: Doc, first: int, end: int) -> bool:
    return any(token.ent_type_ in {"AGENCY", "ORG"} for token in doc[first:end])


def _second_noun(doc: Doc, first: int, stop: int, name_starts: AbstractSet[int]) -> int:
    """Return the end of the noun for one person that begins at `first`; `first` without one."""
    end = _nouns_end(doc, first, min(stop, first + 6), name_starts)
    found = _head(doc, first, end) if end not in name_starts else None
    return found[1] if found is not None and is_listed(doc[found[0]].text) else first


def _complement_end(doc: Doc, first: int, stop: int, name_starts: AbstractSet[int]) -> int:
    """Return the end of the noun phrase that begins at `first`, behind "of" or another link."""
    end = first
    while end < stop and _continues(doc, end, first, name_starts):
        end = name_end(doc, end) if end in name_starts else end + 1
    while end > first and _dangles(doc[end - 1]):
        end -= 1
    if end > first and doc[end - 1].text in QUOTES:
        marks = sum(token.text in QUOTES for token in doc[first:end])
        return end - marks % 2
    return end


def _dangles(token: Token) -> bool:
    """Whether a complement cannot end in the token: "the movement led" goes on with "by"."""
    return (
        token.tag_ in {"DT", "POS", "HYPH"}
        or token.text == "and"
        or (token.tag_ == "VBN" and token.is_lower)
    )


def _continues(doc: Doc, index: int, first: int, name_starts: AbstractSet[int]) -> bool:
    token = doc[index]
    if index > first and token.text in words().courtesies:
        return False
    if token.tag_ in _NOUN_PHRASE or token.tag_ in {"CD", "POS"} or token.text in QUOTES:
        return not token.is_space
    if index == first:
        return token.tag_ in {"DT", "PRP$"}
    before, following = doc[index - 1], doc[index + 1] if index + 1 < len(doc) else token
    if token.lower_ in CONJUNCTIONS:
        return (
            (following.tag_ in _NOUNS or following.tag_ == before.tag_ == "JJ")
            and before.is_title == following.is_title
            and following.i not in name_starts
            and not is_person(following)
        )
    if token.tag_ == "VBG":
        return following.tag_ == "NN"  # "the negotiating team"
    return (
        token.text == "/"
        or (token.text == "." and before.text in {"No", "Nos", "St"})
        or (token.lower_ == "no" and before.is_title)  # "Osaka Ishin no Kai"
    )


def _says_of_what(doc: Doc, link: str, first: int, end: int) -> bool:
    """Whether a complement is part of the description, and no time or place."""
    if end == first or doc[end - 1].tag_ in {"JJ", "DT", "PRP$"}:
        return False
    if any(token.text in words().times or token.text == "time" for token in doc[first:end]):
        return False
    if link == "on" and doc[first - 2].lower_ in _ON_SUBJECTS:
        return True
    return link not in _NAMED_ONLY or any(token.text[0].isupper() for token in doc[first:end])


# --- before a token -------------------------------------------------------------------------------
def ending_at(doc: Doc, end: int, name_starts: AbstractSet[int]) -> Phrase | None:
    """Return the fullest noun phrase for a person that ends right before token `end`.

    A place may stand between them: "an agent from Lapu-Lapu City". Without an article the noun
    must be listed. What follows a name and a comma is said of that name, and is not returned.
    """
    openings = _openings(doc, end)
    for position, (first, determined) in enumerate(openings):
        phrase = read_phrase(doc, first, end, name_starts)
        if phrase is None:
            continue
        if not (_reaches(doc, phrase.end, end) if determined else phrase.end == end):
            continue
        if not (determined or is_listed(doc[phrase.head].text)):
            continue
        if _is_said_of_another(doc, first - determined, name_starts):
            continue
        # "three cousins of a brigadier": the nearer; "the wife of the president": the first
        nearer = any(inner > phrase.head for inner, opened in openings[position + 1 :] if opened)
        if not (phrase.is_plural and nearer):
            return phrase
    return None


def _openings(doc: Doc, end: int) -> list[tuple[int, bool]]:
    """Return where a phrase that ends at `end` may begin, the farthest first.

    With each goes whether an article or a number stands before it.
    """
    found: list[tuple[int, bool]] = []
    people = False
    for index in range(end - 1, max(end - MAX_ROLE_TOKENS - 5, -1), -1):
        token = doc[index]
        tag, lower = token.tag_, token.lower_
        people = people or _denotes_person(token.text) or lower in words().nominal
        if lower in DETERMINERS or tag == "DT":
            found.append((index + 1, True))
            if index == 0 or doc[index - 1].lower_ not in _LINKS:
                break
        elif tag == "CD":
            if doc[index + 1].text not in HYPHENS:
                found.append((index + 1, True))
        elif lower in CONJUNCTIONS or lower in _LINKS:
            found.append((index + 1, False))
        elif (
            tag in FINITE
            or tag in {"PRP", "WP", "WDT", "WRB", ":", ".", ",", "_SP"}
            or token.text in DASHES
            or (tag == "VBG" and doc[index - 1].tag_ != "DT" and lower not in words().modifiers)
            or (tag == "IN" and lower not in {"from", "by"})
        ):
            found.append((index + 1, False))
            break
        if token.is_sent_start:
            found.append((index, False))
            break
    return found[::-1] if people else []


def _reaches(doc: Doc, stop: int, end: int) -> bool:
    """Whether nothing but a place stands between a phrase and token `end`."""
    if stop == end:
        return True
    if stop > end or doc[stop].lower_ not in _LINKS | {"from"}:
        return False
    return all(
        token.tag_ in _NOUN_PHRASE or token.tag_ in {"DT", "CD", "IN", "POS"}
        for token in doc[stop + 1 : end]
    )


def _is_said_of_another(doc: Doc, opening: int, name_starts: AbstractSet[int]) -> bool:
    """Whether the phrase that opens at `opening` follows a name and a comma."""
    if opening < 2 or doc[opening - 1].text != ",":
        return False
    if doc[opening].lower_ in POSSESSIVES | {"whose", "another"}:
        return False
    for index in range(opening - 2, max(opening - 12, -1), -1):
        if index in name_starts:
            return True
        token = doc[index]
        if not (token.text[0].isupper() or token.text in HYPHENS or token.tag_ in {"CD", ","}):
            return False
    return False
