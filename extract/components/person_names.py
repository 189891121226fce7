"""Where a person's name begins and ends in a run of tokens, and what can be one at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from extract.patterns.words import word_lists
from extract.values.countries import country_of
from extract.values.titles import Titles

#: Longest name in tokens: particles, patronymics and hyphens count.
MAX_NAME_TOKENS = 14
#: Longest title in tokens: "Deputy Works Minister Datuk".
MAX_TITLE_TOKENS = 8

HYPHENS = frozenset("-‐‑–")
_QUOTES = frozenset("\"“”‘’'")
_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]?|[A-Z]")


class NameReader:
    """Reads names of people by the word lists of ``patterns/people.yaml``; keeps no state.

    Args:
        titles: the titles that are known.
    """

    def __init__(self, titles: Titles) -> None:
        words = word_lists("people.yaml")
        self.titles = titles.honorifics | titles.ranks | titles.offices
        self.phrases: dict[str, list[tuple[str, ...]]] = {}
        for phrase in titles.phrases:
            self.phrases.setdefault(phrase[0], []).append(phrase)
        self.title_parts = words["title_parts"]
        self.not_people = words["not_people"]
        self.not_surnames = words["not_surnames"]
        self.particles = words["particles"]
        self.suffixes = words["suffixes"]
        self.post_nominals = words["post_nominals"]
        self.short_given_names = words["short_given_names"]
        self.vessels = words["vessels"]
        self.common = titles.roles | words["modifiers"]
        self._ends_name = self.not_surnames | self.not_people | self.post_nominals
        self._may_open_title = self.titles | self.title_parts | self.phrases.keys()

    def is_title(self, token: Token) -> bool:
        """Whether the token can announce a name."""
        return token.text in self.titles

    def opens_title(self, doc: Doc, start: int) -> bool:
        """Whether a title may begin at the token."""
        token = doc[start]
        return (
            self.is_title(token)
            or token.text in self.title_parts
            or self.phrase_end(doc, start) > start
        )

    def phrase_end(self, doc: Doc, start: int) -> int:
        """Return the end of the title of several words that begins at `start`; `start` if none."""
        for phrase in self.phrases.get(doc[start].text, ()):
            end = start + len(phrase)
            if tuple(token.text for token in doc[start:end]) == phrase:
                return end
        return start

    def title_end(self, doc: Doc, start: int) -> int:
        """Return the token behind the title that begins at `start`; `start` if it announces nobody.

        "Deputy Works Minister Datuk" is one title; its last word must be able to announce a name.
        """
        end = start
        for index in range(start, min(start + MAX_TITLE_TOKENS, len(doc))):
            token = doc[index]
            if index < end:
                continue  # inside a title of several words
            if (behind := self.phrase_end(doc, index)) > index:
                end = behind
            elif self.is_title(token):
                end = index + 1
            elif token.text not in self.title_parts and token.text not in HYPHENS:
                break
        return end

    def run_end(self, doc: Doc, start: int) -> int:
        """Return the end of the longest run of name words that begins at token `start`."""
        index = last = start
        while index < len(doc) and index - start < MAX_NAME_TOKENS:
            token = doc[index]
            text = token.text
            inside = index > start
            # Behind a particle a word is the surname, whatever else it is: "Van Dam".
            if inside and self._is_behind_particle(token):
                last = index = index + 1
                continue
            if inside and (
                text in self._ends_name
                or (text in self._may_open_title and self._opens_title(doc, index))
            ):
                break
            if inside and text in self.suffixes:
                return index + 1
            if (text[0].isupper() and token.tag_ != "POS") or (
                inside and self._is_second_syllable(doc, index)
            ):
                last = index + 1
            elif inside and text in _QUOTES and self._is_nickname(doc, index):
                index += 2
            elif not (
                self._is_particle(doc, index)
                or (inside and text in HYPHENS and not token.whitespace_)
                or (inside and text == "," and self._is_suffix(doc, index + 1))
                or (inside and text == "." and doc[index - 1].text in self.short_given_names)
            ):
                break
            # A heading may run into the next sentence without a break; a name does not.
            if text[-1] == "." and len(text) > 4 and not _INITIALS.fullmatch(text):
                break
            index += 1
        return last

    def run_start(self, doc: Doc, start: int) -> int:
        """Return where the name that the model begins at `start` begins: initials belong to it."""
        while start > 0 and not doc[start - 1].is_space:
            before = doc[start - 1]
            if not (
                before.text in self.particles
                or before.text in self.short_given_names
                or (before.is_upper and _INITIALS.fullmatch(before.text))
                or (
                    before.text == "." and start > 1 and doc[start - 2].text in {"Ma", "Md", "Mohd"}
                )
            ):
                break
            start -= 1
        while doc[start].text == "." or doc[start].text in {"y", "e", "st", "san", "los", "la"}:
            start += 1
        return start

    def parts(
        self, doc: Doc, start: int, end: int, ordinary: frozenset[str]
    ) -> Iterator[tuple[int, int]]:
        """Yield the names in ``doc[start:end]``: none, one, or two of "X and Y".

        Args:
            doc: a tagged document.
            start: first token of what a model takes for one person.
            end: one past its last token.
            ordinary: words that are no names here, in lower case.
        """
        titles = [
            max(i, self.phrase_end(doc, i) - 1)
            for i in range(start, end - 1)
            if self.is_title(doc[i]) or self.phrase_end(doc, i) > i
        ]
        # "Kachhi Deputy Commissioner Jahangir Khan Kurd" is one name with all before it outside.
        index = max(titles) + 1 if titles else start
        while index < end:
            if doc[index].text in self.post_nominals or not (
                is_capitalised(doc[index]) or self._is_particle(doc, index)
            ):
                index += 1
                continue
            run_end = max(min(self.run_end(doc, index), end), index + 1)
            words = list(doc[index:run_end])
            while words and self._is_ordinary(words[-1], ordinary):
                words.pop()
            while words and self._is_ordinary(words[0], ordinary):
                words.pop(0)
            if words and self.is_name(words):
                yield words[0].i, words[-1].i + 1
            index = run_end

    def is_full_name(self, words: Sequence[Token]) -> bool:
        """Whether a run of words can be a given name and a surname, without a title."""
        return (
            len(words) >= 2
            and is_capitalised(words[0])
            and self.is_name(words)
            and not any(self.is_title(word) for word in words)
            and not (
                self.phrases and any(self.phrase_end(word.doc, word.i) > word.i for word in words)
            )
        )

    def is_name(self, words: Sequence[Token]) -> bool:
        """Whether a run of words can be the name of a person."""
        first, last = words[0].text, words[-1].text
        text = " ".join(word.text for word in words)
        return not (
            any(char.isdigit() for char in text)
            or first in self.not_people
            or first in self.not_surnames
            or (last in self.not_surnames and not self._is_behind_particle(words[-1]))
            or last in self.titles
            or (len(words) == 1 and (len(first) < 2 or bool(_INITIALS.fullmatch(first))))
            or country_of(text) is not None
            # "Israeli Hayom" is no person while "Jordan Peterson" is: an adjective begins no name.
            or (
                len(words) > 1
                and country_of(first) is not None
                and first.endswith(("an", "ish", "ese", "i"))
            )
        )

    def _is_ordinary(self, token: Token, ordinary: frozenset[str]) -> bool:
        """Whether a word at the edge of a model's name is an ordinary one."""
        if token.lower_ in self.particles or _INITIALS.fullmatch(token.text):
            return False
        return (
            token.text in self.not_people
            or token.lower_ in self.common
            or token.lower_ in ordinary
            or not (token.tag_.startswith("NN") or token.tag_ in {"HYPH", "FW", "JJ"})
        )

    def _is_behind_particle(self, token: Token) -> bool:
        before = token.doc[token.i - 1].lower_ if token.i else ""
        return before in self.particles and is_capitalised(token)

    def _is_particle(self, doc: Doc, index: int) -> bool:
        token = doc[index]
        if token.lower_ not in self.particles or index + 1 >= len(doc):
            return False
        following = doc[index + 1]
        return (
            is_capitalised(following)
            or following.text in HYPHENS
            or (following.text in self.particles and self._is_particle(doc, index + 1))
        )

    def _opens_title(self, doc: Doc, index: int) -> bool:
        """Whether a title, not a surname such as King, begins inside a run of capitals."""
        token = doc[index]
        if token.text in self.title_parts:
            return True
        behind = self.phrase_end(doc, index)
        if behind == index and self.is_title(token):
            behind = index + 1
        return (
            index < behind < len(doc)
            and is_capitalised(doc[behind])
            and doc[behind].text not in self.suffixes
        )

    def can_precede(self, token: Token) -> bool:
        """Whether a word before a surname can be the given name that the model left out."""
        return (
            token.tag_ in {"NNP", "NNPS"}
            and is_capitalised(token)
            and token.is_alpha
            and not token.is_upper
            and not self.is_title(token)
            and token.text not in self.title_parts
            and token.text not in self.not_people
            and token.text not in self.not_surnames
            and country_of(token.text) is None
        )

    def _is_second_syllable(self, doc: Doc, index: int) -> bool:
        """Whether the token ends a Korean or Taiwanese given name: "Kwang-ho"."""
        return (
            index > 1
            and doc[index].is_lower
            and len(doc[index]) <= 6
            and doc[index - 1].text in HYPHENS
            and not doc[index - 1].whitespace_
            and not doc[index - 2].whitespace_
            and is_capitalised(doc[index - 2])
        )

    def _is_suffix(self, doc: Doc, index: int) -> bool:
        return index < len(doc) and doc[index].text in self.suffixes

    def _is_nickname(self, doc: Doc, index: int) -> bool:
        """Whether a quoted nickname with a surname behind it begins at `index`."""
        return (
            index + 3 < len(doc)
            and doc[index].text in _QUOTES
            and is_capitalised(doc[index + 1])
            and doc[index + 2].text in _QUOTES
            and is_capitalised(doc[index + 3])
        )


def is_capitalised(token: Token) -> bool:
    """Whether the token begins with a capital letter."""
    return token.text[0].isupper()
