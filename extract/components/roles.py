"""The role that the words around a person's name give: "FSB colonel", "press secretary".

Places that are read, from the name outwards:

- directly before it: "U.S. journalist Evan Gershkovich", "head of the SBU Vasyl Maliuk";
- behind it, as an apposition: "Peskov, the Russian president's press secretary,";
- before it with a comma: "The mayor of Lagos, Ada Obi,", "The vice principal, Mrs. Hauwa Tsafe,";
- before words that give a name: "a Chinese financier named Chen", "the driver, known as Obi";
- before a list of names that share it: "twin daughters, Amina and Aisha Shehu";
- behind a plain "is" or "was": "Gelle had been an interpreter."

The fullest wins and the nearest of two that are alike; a courtesy title ("Mrs", "Dr") is the role
only when there is nothing else. The words come out verbatim, without a leading article.

Where to start reading: `find_role`. What a description of a person is: `person_phrases`.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from spacy.tokens import Doc

from extract.components.person_phrases import (
    COMMAS,
    CONJUNCTIONS,
    DASHES,
    DETERMINERS,
    FINITE,
    HYPHENS,
    POSSESSIVES,
    QUOTES,
    Phrase,
    ending_at,
    is_listed,
    is_person,
    is_place,
    name_end,
    phrase_start,
    read_phrase,
    title_start,
    words,
)
from extract.values.counts import is_demonym, singular
from extract.values.titles import Titles, built_in_titles

#: Longest list of names that one description covers.
_MAX_LIST = 20

_RETIRED = frozenset({"retd", "rtd", "ret", "retired"})
# What may follow a name that has its description before it.
_CLOSING = COMMAS | DASHES | QUOTES | {".", ":", ")", "(", "and", "of", "who", "from", "alias"}
# "who gave his name as", "known only as", "has been identified as".
_NAMING = frozenset({"named", "called", "surnamed", "nicknamed", "identified", "known", "gave",
                     "calling"})  # fmt: skip
_AROUND_NAMING = _NAMING | {
    "who", "his", "her", "their", "name", "as", "only", "asked", "to", "be", "is", "was", "has",
    "been", "had", "himself", "herself", "simply", "locally", "later", "police", "by",
}  # fmt: skip
_ALIASES = frozenset({"alias", "aka", "a.k.a.", "a.k.a"})


def find_role(
    doc: Doc, start: int, end: int, name_starts: AbstractSet[int], titles: Titles
) -> str | None:
    """Return the role of the person named by tokens ``[start, end)``, verbatim, or None.

    Args:
        doc: a tagged document.
        start: first token of the name.
        end: one past its last token.
        name_starts: first tokens of all names in the document: a description ends before them.
        titles: the titles that are known, a user's among them.
    """
    own = _own_title(doc, start, titles)
    title = doc[own:start].text if own < start else None
    bare = _skip_courtesies(doc, own)
    role = _description(doc, bare, end, name_starts)
    if title is not None and title not in titles.honorifics:
        longer = role is not None and len(role.text.split()) > len(title.split())
        return role.text if role is not None and longer else title
    if role is not None:
        return role.text
    return doc[bare:start].text if bare < start else None


def _own_title(doc: Doc, start: int, titles: Titles) -> int:
    """Return the first token of a user's title that ends at `start`; `start` if there is none."""
    nearest = doc[start - 1].text if start else ""
    for phrase in titles.phrases:
        first = start - len(phrase)
        if (
            first >= 0
            and phrase[-1] == nearest
            and tuple(token.text for token in doc[first:start]) == phrase
        ):
            return first
    known = built_in_titles()
    for kind in ("honorifics", "ranks", "offices", "roles"):
        if nearest in getattr(titles, kind) and nearest not in getattr(known, kind):
            return start - 1
    return start


def _description(doc: Doc, start: int, end: int, name_starts: AbstractSet[int]) -> Phrase | None:
    """Return what describes the name ``[start, end)``, its courtesy titles counted in."""
    title = _before(doc, start)
    left = start if title is None else title.first
    if title is not None and title.is_plural and not _opens_list(doc, end, name_starts):
        title = None  # "one of the officials Tebboune has consulted"
    announced = _before_comma(doc, left, end, name_starts) or _before_naming(doc, left, name_starts)
    if announced is not None and title is not None:
        if title.text in words().addresses:  # "a priest, Father Nowak"
            title = None
        elif doc[announced.head].lower_ in words().kin:  # "his friend, Sergeant Obi"
            announced = None
    told = (title, _behind(doc, end, name_starts), announced)
    found = [phrase for phrase in told if phrase is not None]
    if found:
        return max(found, key=lambda phrase: len(phrase.text.split()))
    return _shared(doc, left, end, name_starts) or _predicate(doc, start, end, name_starts)


# --- directly before the name ---------------------------------------------------------------------
def _skip_courtesies(doc: Doc, start: int) -> int:
    """Return the first token of the courtesy titles before `start`; `start` if there is none."""
    while start > 0:
        title = title_start(doc, start)
        if doc[title].text not in words().courtesies:
            break
        start = title
    return start


def _before(doc: Doc, start: int) -> Phrase | None:
    """Read the words directly before token `start`, leftwards from it."""
    if start == 0 or doc[start - 1].is_space:
        return None
    end = _before_bracket(doc, start)
    last = title_start(doc, end)
    if not _is_role_word(doc, last):
        return _of_something(doc, start, start)
    first = phrase_start(doc, last)
    rank = _rank_start(doc, first, end)
    if rank < end:
        # "Police spokesman DIG Thalduwa": a rank behind a description is a courtesy title.
        if first < rank and _is_whole_role(doc, rank - 1):
            return Phrase(doc, first, rank, rank - 1)
        office = _of_something(doc, rank, rank)
        if office is not None and doc[office.head].lower_ not in words().kin:
            return office
    return Phrase(doc, first, start, last)


def _before_bracket(doc: Doc, start: int) -> int:
    """Return the end of the title where "(retd)" stands between it and the name."""
    if doc[start - 1].text == ")":
        for index in range(start - 2, max(start - 5, 0), -1):
            if doc[index].text == "(":
                return index if doc[index + 1].lower_.rstrip(".") in _RETIRED else start
    return start


def _is_role_word(doc: Doc, index: int) -> bool:
    """Whether the word before a name describes its bearer."""
    token = doc[index]
    lower = token.lower_
    if token.text in words().titles or (lower in words().nouns and token.tag_ not in FINITE):
        return True
    if lower in words().nominal:  # "the accused Obi", but not "has accused Obi"
        return index > 0 and doc[index - 1].tag_ in {"DT", "JJ"}
    tag = token.tag_
    if tag in {"NNS", "NNPS"} or (tag == "NNP" and lower != token.text and lower[-1] == "s"):
        return singular(lower) in words().nouns
    if tag != "NN" or not token.is_lower:
        return False
    # "writer-in-residence"
    in_office = index > 1 and doc[index - 1].text in HYPHENS and doc[index - 2].lower_ == "in"
    return in_office or lower in words().epithets or is_person(token)


def _rank_start(doc: Doc, first: int, end: int) -> int:
    """Return where the ranks begin that end the title ``[first, end)``; `end` without one."""
    index = end
    while index > first:
        before = title_start(doc, index)
        if doc[before].text not in words().ranks and doc[before].text not in words().addresses:
            break
        index = before
        if index > first + 1 and doc[index - 1].text in HYPHENS:
            if doc[index - 2].text not in words().ranks:
                return end  # "Director-General"
            index -= 1
    if first < index == end - 1 and doc[index].text == "General":
        office = doc[index - 1]
        # "Secretary General" and "Attorney General" are no generals.
        if office.is_title and office.lower_ in words().nouns:
            return end
    return index


def _is_whole_role(doc: Doc, index: int) -> bool:
    """Whether a role can end here, before a rank: "spokesman", not "Deputy" or "Police"."""
    token = doc[index]
    return (
        token.lower_ in words().nouns
        and token.text not in words().ranks
        and (token.is_lower or token.lower_ not in words().modifiers)
    )


def _of_something(doc: Doc, stop: int, end: int) -> Phrase | None:
    """Read "head of the SBU" where it ends at `stop`."""
    if stop < 3 or not doc[stop - 1].tag_.startswith("NN"):
        return None
    for index in range(stop - 2, max(stop - 9, 0), -1):
        token = doc[index]
        lower = token.lower_
        if lower in {"of", "for"}:
            head = doc[index - 1]
            if not (is_listed(head.text) or (head.is_title and is_person(head))):
                return None
            return Phrase(doc, phrase_start(doc, head.i), end, head.i)
        if token.text in words().times or not (
            token.tag_.startswith("NN")
            or token.tag_ in {"JJ", "POS", "HYPH"}
            or lower in {"the", "and"}
        ):
            return None
    return None


# --- behind the name ------------------------------------------------------------------------------
def _behind(doc: Doc, end: int, name_starts: AbstractSet[int]) -> Phrase | None:
    """Read an apposition behind the name: ", a former operative of the FSB,"."""
    index = end
    while index < len(doc) and doc[index].text in words().letters:
        index += 1
    index = _skip_particulars(doc, index)
    if index + 1 >= len(doc):
        return None
    opener = doc[index].text
    if opener not in {",", "("} and opener not in DASHES:
        return None
    article = doc[index + 1].lower_
    determiner = article if article in DETERMINERS and article != "whose" else ""
    phrase = read_phrase(doc, index + 1 + bool(determiner), len(doc), name_starts)
    if phrase is None or phrase.is_plain or _begins_name(doc, phrase.end, name_starts):
        return None
    if not determiner and not is_listed(doc[phrase.head].text):
        return None
    if phrase.is_plural and determiner != "both":
        return None
    return phrase if _closes(phrase, determiner, opener, name_starts) else None


def _skip_particulars(doc: Doc, index: int) -> int:
    """Return the comma behind an age, a year of birth and a place: ", 28, Minsk,", "(45),"."""
    while index + 2 < len(doc):
        opener, inner = doc[index].text, doc[index + 1]
        if opener == "(" and inner.like_num and doc[index + 2].text == ")":
            index += 3
            continue
        if opener != ",":
            break
        stop = index + 1
        if inner.lower_ in {"aged", "born", "age"}:
            stop += 1
        if doc[stop].like_num:
            stop += 1
        elif inner.lower_ in {"of", "from"} or is_place(inner):
            stop += 1
            while (
                stop < len(doc)
                and doc[stop].tag_ in {"NNP", "HYPH"}
                and not is_listed(doc[stop].text)
            ):
                stop += 1
        else:
            break
        if stop >= len(doc) or doc[stop].text not in {",", "("}:
            break
        index = stop
    return index


def _closes(phrase: Phrase, determiner: str, opener: str, name_starts: AbstractSet[int]) -> bool:
    """Whether what follows a phrase closes an apposition, and opens no list or clause."""
    doc, end = phrase.doc, phrase.end
    if end >= len(doc) or doc[end].is_space:
        return True
    token = doc[end]
    if opener == "(":
        return token.text == ")"
    if token.tag_ in FINITE or token.tag_ in {"DT", "PRP", "PRP$"}:
        return False
    if token.lower_ in CONJUNCTIONS:
        return determiner not in POSSESSIVES and bool(determiner or end > phrase.head + 1)
    if token.text != "," or determiner in {"", "a", "an"}:
        return True
    # "Obi, the mayor, Ada" and "Obi, his wife, Ada": whose it is, the comma does not say.
    listed = determiner in POSSESSIVES and end + 1 < len(doc) and doc[end + 1].text == "and"
    return not listed and not _begins_name(doc, end + 1, name_starts)


def _begins_name(doc: Doc, index: int, name_starts: AbstractSet[int]) -> bool:
    """Whether a name stands at `index`, or titles before one."""
    first = index
    while index < len(doc) and (
        doc[index].text in words().courtesies
        or doc[index].text in words().titles
        or (doc[index].text == "." and index > first)
    ):
        index += 1
    return index in name_starts


# --- before the name, with a comma or with words that give a name ---------------------------------
def _before_comma(doc: Doc, left: int, end: int, name_starts: AbstractSet[int]) -> Phrase | None:
    """Read a description that ends in a comma before the name: "The mayor of Lagos, Ada Obi,"."""
    if left < 2 or (doc[left - 1].text != "," and doc[left - 1].text not in DASHES):
        return None
    closed = end >= len(doc) or _closes_name(doc, end)
    if not closed and (left in name_starts or doc[end].tag_ not in FINITE):
        return None
    phrase = ending_at(doc, left - 1, name_starts)
    if phrase is None or phrase.is_plain:
        return None
    if not closed and not _opens_sentence(doc, phrase.first):
        return None  # "The chairman, Mr Obi said", but not "told the chairman, Mr Obi said"
    return None if phrase.is_plural and not _is_shared(phrase, end, name_starts) else phrase


def _opens_sentence(doc: Doc, index: int) -> bool:
    while index > 0 and not doc[index].is_sent_start and doc[index - 1].lower_ in DETERMINERS:
        index -= 1
    return index == 0 or bool(doc[index].is_sent_start) or doc[index - 1].is_space


def _closes_name(doc: Doc, end: int) -> bool:
    token = doc[end]
    # "… cook, Rogelio Dimaculangan Jr. His remains": the name ends the sentence.
    return token.is_space or token.lower_ in _CLOSING or doc[end - 1].text[-1] == "."


def _is_shared(phrase: Phrase, end: int, name_starts: AbstractSet[int]) -> bool:
    """Whether a plural describes the name that ends at `end`: "two of the students", or a list."""
    doc, first = phrase.doc, phrase.first
    if any(index in name_starts for index in range(phrase.head, phrase.end)):
        return False  # "the sons of Carmen, Ivonne and Lina"
    while first > 0 and doc[first - 1].lower_ in {"the", "these", "those"}:
        first -= 1
    return (first > 0 and doc[first - 1].lower_ == "of") or _opens_list(doc, end, name_starts)


def _opens_list(doc: Doc, end: int, name_starts: AbstractSet[int]) -> bool:
    """Whether another name follows in a list the name that ends at `end`."""
    for index in range(end, min(end + 14, len(doc))):
        if index in name_starts:
            return True
        token = doc[index]
        if not (
            token.text in COMMAS
            or token.lower_ in CONJUNCTIONS
            or token.lower_ in POSSESSIVES
            or token.lower_ in {"of", "from", "aged"}
            or token.like_num
            or token.text[0].isupper()
            or token.lower_ in words().kin
        ):
            break
    return False


def _before_naming(doc: Doc, left: int, name_starts: AbstractSet[int]) -> Phrase | None:
    """Read who is given a name: "a Chinese financier named", "the caller, who gave his name as"."""
    index, named = left, False
    while index > 0 and doc[index - 1].lower_ in _AROUND_NAMING:
        index -= 1
        named = named or doc[index].lower_ in _NAMING
    if index == left or index < 2:
        return None
    if doc[index - 1].text == ",":
        index -= 1
    if named and (other := _name_before(doc, index, name_starts)) is not None:
        return _description(doc, _skip_courtesies(doc, other), name_end(doc, other), name_starts)
    phrase = ending_at(doc, index, name_starts)
    if phrase is None or phrase.is_plural:
        return None
    opening = phrase.first
    while opening > 0 and doc[opening - 1].lower_ in DETERMINERS:
        opening -= 1
    before = doc[opening - 1].lower_ if opening else ""
    # "identified the ringleader as an ethnic Korean surnamed Ri", "the captain, a Filipino called"
    if before == "as" or (before == "," and is_demonym(doc[phrase.head].text)):
        outer = ending_at(doc, opening - 1, name_starts)
        phrase = phrase if outer is None or outer.is_plural else outer
    elif not named and before not in _NAMING:
        return None  # "the police identified the driver as Obi"
    return None if phrase.is_plain else phrase


# --- shared with other names, or said of the name -------------------------------------------------
def _shared(doc: Doc, left: int, end: int, name_starts: AbstractSet[int]) -> Phrase | None:
    """Read what several names share: "ABs Tumulak, Dy and Macapodi", "A and B, both sons of C"."""
    if end + 1 in name_starts and doc[end].lower_ in CONJUNCTIONS:
        phrase = _behind(doc, name_end(doc, end + 1), name_starts)
        if phrase is not None and phrase.is_plural:
            return phrase
    for _ in range(_MAX_LIST):
        while left > 0 and doc[left - 1].lower_ in POSSESSIVES:
            left -= 1
        if left < 3:
            return None
        separator = doc[left - 1].lower_
        if not (separator in COMMAS or separator in CONJUNCTIONS or separator in _ALIASES):
            return None
        name = _name_before(doc, left - 1, name_starts)
        if name is None:
            return None
        bare = _skip_courtesies(doc, name)
        title = _before(doc, bare)
        if separator in _ALIASES:
            return title
        if title is None and bare < name and doc[bare].text in {"Justices", "Judges", "Senators"}:
            return Phrase(doc, bare, name, bare)
        phrase = title or _before_comma(doc, bare, left - 1, name_starts)
        if phrase is not None and phrase.is_plural:
            return phrase
        left = bare if title is None else title.first
    return None


def _name_before(doc: Doc, index: int, name_starts: AbstractSet[int]) -> int | None:
    """Return where the name begins that stands in a list before token `index`."""
    for start in range(index - 1, max(index - 16, -1), -1):
        if start in name_starts:
            return start
        token = doc[start]
        text = token.text
        if not (
            text[0].isupper()
            or text in COMMAS
            or text in HYPHENS
            or text in QUOTES
            or text in {"(", ")", ".", "and", "&", "of", "from", "aged"}
            or token.ent_type_ == "PERSON"
            or token.like_num
        ):
            return None
    return None


def _predicate(doc: Doc, start: int, end: int, name_starts: AbstractSet[int]) -> Phrase | None:
    """Read a plain statement of what somebody is: "Gelle had been an interpreter and …"."""
    index = end
    if index + 1 < len(doc) and doc[index].text == "," and doc[index + 1].lower_ == "who":
        index += 2
    if index + 2 >= len(doc) or (start and doc[start - 1].lower_ in {"which", "whom"}):
        return None  # "the church of which Urey is a member"
    verb = doc[index].lower_
    if verb in {"has", "had"} and doc[index + 1].lower_ == "been":
        index += 1
    elif verb not in {"is", "was"}:
        return None
    if doc[index + 1].lower_ not in {"a", "an"}:
        return None
    phrase = read_phrase(doc, index + 2, len(doc), name_starts)
    if phrase is None or phrase.is_plural or not is_listed(doc[phrase.head].text):
        return None
    return phrase if _closes(phrase, "a", ",", name_starts) else None
