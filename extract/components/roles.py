"""The role that the words around a person's name give: "FSB colonel", "press secretary".

Three places are read, the nearest and fullest wins, an honorific only when there is nothing else:
directly before the name ("U.S. journalist Evan Gershkovich"), behind it between commas
("Peskov, the Russian president's press secretary,"), and before it with a comma ("The mayor of
Lagos, Ada Obi,"). The words come out verbatim, without a leading article.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from spacy.tokens import Doc, Token

from extract.patterns.words import word_lists
from extract.values.titles import Titles

#: Longest description in tokens, on either side of the name.
MAX_ROLE_TOKENS = 14

_NOUN_PHRASE = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJS", "VBN", "HYPH", "AFX", "FW"})
_TIME_WORDS = frozenset(
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "today",
        "yesterday",
        "tomorrow",
    ]
)
_DETERMINERS = frozenset({"a", "an", "the", "his", "her", "their", "its", "whose", "our", "my"})
_LINKS = frozenset(
    {"of", "for", "with", "at", "in", "to", "from", "and", "on", "the", "a", "an", "&"}
)


def find_role(
    doc: Doc, start: int, end: int, name_starts: AbstractSet[int], titles: Titles
) -> str | None:
    """Return the role of the person named by tokens ``[start, end)``, verbatim, or None.

    Args:
        doc: a tagged document.
        start: first token of the name.
        end: one past its last token.
        name_starts: first tokens of all names in the document: a description ends before them.
        titles: the titles that are known.
    """
    before = _before(doc, start, titles)
    behind = _behind(doc, end, name_starts, titles) or _before_comma(
        doc, start, end, name_starts, titles
    )
    if before is not None and before in titles.honorifics:
        return behind or before
    if before is not None and behind is not None:
        return max(before, behind, key=lambda role: len(role.split()))
    return before or behind


def _phrase_before(doc: Doc, start: int, titles: Titles) -> int:
    """Return where the title of several words that ends at `start` begins; `start` if none does."""
    for phrase in titles.phrases:
        first = start - len(phrase)
        if first >= 0 and tuple(token.text for token in doc[first:start]) == phrase:
            return first
    return start


def _before(doc: Doc, start: int, titles: Titles) -> str | None:
    """Read the words directly before the name, leftwards from it."""
    words = word_lists("people.yaml")
    announcing = titles.ranks | titles.offices
    if start == 0 or doc[start - 1].is_space:
        return None
    nearest = doc[start - 1]
    if nearest.text in titles.honorifics:
        return nearest.text
    first = _phrase_before(doc, start, titles)
    if first < start and doc[first:start].text in titles.honorifics:
        return doc[first:start].text
    if first == start and not _is_role_word(nearest, announcing, titles.roles, words["not_roles"]):
        first = _before_of(doc, start, announcing | titles.roles)
        if first == start:
            return None
    while first > 0 and start - first < MAX_ROLE_TOKENS:
        token = doc[first - 1]
        if (
            token.tag_ not in _NOUN_PHRASE
            and token.text not in {"-", "/", "U.S.", "U.K."}
            and token.lower_ not in words["modifiers"]
        ) or token.text in _TIME_WORDS:
            break
        if token.is_space or token.text in words["not_people"] - {"First", "Second", "Press"}:
            break
        first -= 1
    while first < start and (doc[first].text in {"-", "/"} or doc[first].is_punct):
        first += 1
    return _verbatim(doc, first, start)


def _before_of(doc: Doc, start: int, heads: AbstractSet[str]) -> int:
    """Return where "head of the SBU" begins when it ends at `start`; `start` if it does not."""
    index = start - 1
    while index > 0 and start - index < 7:
        token = doc[index]
        if token.lower_ in {"of", "for"}:
            head = doc[index - 1]
            return head.i if head.text in heads or head.lower_ in heads else start
        if not (
            token.tag_.startswith("NN") or token.tag_ == "JJ" or token.lower_ in {"the", "and"}
        ):
            return start
        index -= 1
    return start


def _behind(doc: Doc, end: int, name_starts: AbstractSet[int], titles: Titles) -> str | None:
    """Read an apposition behind the name: ", a former operative of the FSB,"."""
    index = end
    if index >= len(doc) or doc[index].text != ",":
        return None
    index += 1
    # An age may stand between: "Ada Obi, 34, a nurse,".
    if index + 1 < len(doc) and doc[index].like_num and doc[index + 1].text == ",":
        index += 2
    return _description(doc, index, name_starts, titles)


def _before_comma(
    doc: Doc, start: int, end: int, name_starts: AbstractSet[int], titles: Titles
) -> str | None:
    """Read a description that ends in a comma before the name: "The mayor of Lagos, Ada Obi,"."""
    if start < 2 or doc[start - 1].text != ",":
        return None
    if end < len(doc) and doc[end].text not in {",", ".", ";", ":", "—", "–", ")"}:
        return None
    index = start - 2
    while index > 0 and start - index <= MAX_ROLE_TOKENS:
        if doc[index].is_sent_start or doc[index - 1].text in {",", ";", ":", "."}:
            break
        if doc[index].lower_ in {"a", "an", "the"} and doc[index - 1].lower_ not in _LINKS:
            break
        index -= 1
    role = _description(doc, index, name_starts, titles)
    # The description must reach up to the comma.
    return role if role is not None and doc[index : start - 1].text.endswith(role) else None


def _description(doc: Doc, index: int, name_starts: AbstractSet[int], titles: Titles) -> str | None:
    """Read a noun phrase with a role noun as its head, from token `index` to its end."""
    words = word_lists("people.yaml")
    if index < len(doc) and doc[index].lower_ in _DETERMINERS:
        index += 1
    first = index
    head = None
    while index < len(doc) and index - first < MAX_ROLE_TOKENS:
        token = doc[index]
        if index in name_starts and head is None:
            return None
        known = token.lower_ in titles.roles or token.text in titles.offices
        if known and (head is None or doc[index - 1].lower_ not in _LINKS):
            head = head or token
        link = token.lower_ in _LINKS or token.tag_ in {"POS", "IN", "CC"}
        if token.lower_ in {"and", "who", "whom"} and head is not None:
            break
        if link and token.tag_ not in {"POS", "HYPH"} and head is None:
            return None
        if not link and token.tag_ not in _NOUN_PHRASE and token.lower_ not in words["modifiers"]:
            break
        index += 1
    if index in name_starts or head is None:
        return None
    while index > first and (doc[index - 1].lower_ in _LINKS or doc[index - 1].is_space):
        index -= 1
    # What comes next must close the apposition; otherwise this was a list or a new clause.
    if index < len(doc) and doc[index].tag_.startswith(("VB", "MD")) and doc[index].tag_ != "VBN":
        return None
    return _verbatim(doc, first, index)


def _is_role_word(
    token: Token,
    titles: AbstractSet[str],
    role_nouns: AbstractSet[str],
    not_roles: AbstractSet[str],
) -> bool:
    if token.text in titles or token.lower_ in role_nouns:
        return True
    return token.tag_ == "NN" and token.is_lower and token.lower_ not in not_roles


def _verbatim(doc: Doc, first: int, end: int) -> str | None:
    if first >= end:
        return None
    text = doc[first:end].text
    return text if "\n" not in text else text.rsplit("\n", 1)[-1].strip() or None
