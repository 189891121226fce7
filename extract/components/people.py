"""People: named individuals, their roles, and their surnames on second reference.

The model proposes; six rules add what it misses or mislabels, and what is no person is refused:

- ``people.title``: a title, rank, office or honorific announces the name behind it;
- ``people.role``: a noun for a person does the same for a full name ("mercenary Rico Krieger");
- ``people.age``: "Amina Yusuf, 34,";
- ``people.surname``: a surname of somebody named in full in the article, wherever it stands again
  ("Krasikov" that the model calls an organisation, "Gershkovich" a city);
- ``people.given``: another part of such a name, where the model saw a name of any kind;
- ``people.brothers``: "brothers Evgeny and Bogdan X" are two people.

It does not resolve who is who, and it leaves families, groups and nationalities alone.

Assigns: ``doc.spans["people"]``.

Example:
    >>> doc = nlp("U.S. Marine Paul Whelan flew home.")    # doctest: +SKIP
    >>> found_in(doc, "people")[0].value                   # doctest: +SKIP
    PersonValue(role='U.S. Marine')

Sources of the word lists: ``patterns/people.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token

from extract.components.base import Component, Found, found_in, text_of
from extract.components.roles import find_role
from extract.patterns.words import word_lists
from extract.schemas import Evidence, PersonValue
from extract.values.countries import country_of

#: Longest name in tokens: particles, patronymics and hyphens count.
MAX_NAME_TOKENS = 14

# How sure each way of finding a person is beside the finds of other components; higher wins.
_PRIORITY = {
    "people.title": 62,
    "people.age": 61,
    "people.role": 58,
    "people.surname": 60,
    "people.given": 55,
    "people.brothers": 63,
    "model": 50,
}
_HYPHENS = frozenset("-‐‑–")
_AGE = re.compile(r"\s*,\s*(?:aged\s+)?\d{1,2}\s*[,.;)—–]|\s*\(\s*\d{1,2}\s*\)")
_INITIAL = re.compile(r"^(?:[A-Z]\.)+[A-Z]?$|^[A-Z]$")


@Language.factory(
    "extract_people",
    assigns=["doc.spans"],
    requires=["doc.spans", "token.tag"],
)
class People(Component):
    """Find people and their roles.

    Args:
        nlp: the pipeline (not used; part of spaCy's factory contract).
        name: the name of this pipe.
    """

    group = "people"

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        words = word_lists("people.yaml")
        self.titles = words["honorifics"] | words["ranks"] | words["offices"]
        self.title_parts = words["title_parts"]
        self.not_people = words["not_people"]
        self.not_surnames = words["not_surnames"]
        self.particles = words["particles"]
        self.suffixes = words["suffixes"]
        self.role_nouns = words["role_nouns"]
        self.common = words["role_nouns"] | words["modifiers"]

    def match(self, doc: Doc) -> Iterator[Found]:
        """Yield every person, with the role that the words around the name give."""
        spans = self._spans(doc)
        starts = {start for start, _ in spans}
        agencies = {
            index
            for each in found_in(doc, "agencies")
            if each.priority > _PRIORITY["people.title"]
            for index in _token_range(doc, each)
        }
        for (start, end), evidence in sorted(spans.items()):
            if agencies.issuperset(range(start, end)):
                continue
            yield Found(
                start=doc[start].idx,
                end=doc[end - 1].idx + len(doc[end - 1]),
                label="PERSON",
                evidence=evidence,
                value=PersonValue(role=find_role(doc, start, end, starts)),
                priority=_PRIORITY[evidence.by],
            )

    def _spans(self, doc: Doc) -> dict[tuple[int, int], Evidence]:
        """Return token spans of people, each with the rule that found it first."""
        spans: dict[tuple[int, int], Evidence] = {}
        text = text_of(doc)
        lowered = {token.lower_ for token in doc if token.is_lower}
        for each in found_in(doc, "names"):
            if each.label == "PERSON":
                # In a heading every word is capitalised; one that the text also has in lower case
                # is an ordinary word there ("Trump Comments on Swap").
                ordinary = lowered if _in_heading(text, each.start, each.end) else set()
                for span in self._trim(doc, _token_range(doc, each), ordinary):
                    spans.setdefault(span, each.evidence)
        for span, evidence in self._announced(doc):
            # What a title announces is the whole name; a model's find inside it is a part of it.
            for inner in [s for s in spans if span[0] <= s[0] and s[1] <= span[1]]:
                del spans[inner]
            if not any(s[0] <= span[0] and span[1] <= s[1] for s in spans):
                spans[span] = evidence
            else:
                covering = next(s for s in spans if s[0] <= span[0] and span[1] <= s[1])
                spans[covering] = evidence
        for span, evidence in self._brothers(doc, spans):
            spans[span] = evidence
        spans |= {
            span: evidence
            for span, evidence in self._second_references(doc, spans)
            if not any(span[0] < s[1] and s[0] < span[1] for s in spans)
        }
        return spans

    def _trim(self, doc: Doc, tokens: range, ordinary: set[str]) -> Iterator[tuple[int, int]]:
        """Yield the parts of a model's PERSON that can be a name: nothing, one, or two ("X and Y")."""
        start, end = tokens.start, tokens.stop
        while end - start > 1 and self._is_title(doc[start]):
            start += 1
        for part_start, part_end in self._name_runs(doc, start, end):
            words = [doc[i] for i in range(part_start, part_end)]
            while words and self._is_heading_word(words[-1], ordinary):
                words.pop()
            while words and self._is_heading_word(words[0], ordinary):
                words.pop(0)
            if words and self._is_name(words):
                yield words[0].i, words[-1].i + 1

    def _name_runs(self, doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
        index = start
        while index < end:
            if not _is_capitalised(doc[index]) and not self._is_particle(doc, index):
                index += 1
                continue
            run_end = min(self._run_end(doc, index), end)
            yield index, max(run_end, index + 1)
            index = max(run_end, index + 1)

    def _announced(self, doc: Doc) -> Iterator[tuple[tuple[int, int], Evidence]]:
        """Yield names that a title announces or an age follows."""
        text = text_of(doc)
        skip_to = 0
        for token in doc:
            if token.i < skip_to:
                continue
            start = token.i
            if token.text in self.role_nouns and start + 1 < len(doc):
                end = self._run_end(doc, start + 1)
                words = [doc[i] for i in range(start + 1, end)]
                if words and words[0].tag_ == "NNP" and self._is_full_name(words):
                    yield (start + 1, end), Evidence(by="people.role", detail=f"“{token.text}”")
                    skip_to = end
                continue
            if not _is_capitalised(token):
                continue
            if self._is_title(token) or token.text in self.title_parts:
                skip_to = self._title_end(doc, start)
                if skip_to == start or skip_to >= len(doc) or "\n" in doc[start:skip_to].text_with_ws:
                    skip_to = start + 1
                    continue
                end = self._run_end(doc, skip_to)
                words = [doc[i] for i in range(skip_to, end)]
                if words and words[0].tag_.startswith("NNP") and self._is_name(words):
                    title = doc[start:skip_to].text
                    yield (skip_to, end), Evidence(by="people.title", detail=f"title “{title}”")
                    skip_to = end
                continue
            end = self._run_end(doc, start)
            words = [doc[i] for i in range(start, end)]
            if _AGE.match(text, words[-1].idx + len(words[-1])) and self._is_full_name(words):
                yield (start, end), Evidence(by="people.age", detail="an age follows the name")
            skip_to = end

    def _title_end(self, doc: Doc, start: int) -> int:
        """Return the token behind the title that begins at `start`; `start` if it announces nobody.

        "Deputy Works Minister Datuk" is one title; its last word must be able to announce a name.
        """
        end = start
        for index in range(start, min(start + 8, len(doc))):
            token = doc[index]
            if self._is_title(token):
                end = index + 1
            elif token.text not in self.title_parts and token.text not in _HYPHENS:
                break
        return end

    def _brothers(
        self, doc: Doc, spans: dict[tuple[int, int], Evidence]
    ) -> Iterator[tuple[tuple[int, int], Evidence]]:
        for start, end in list(spans):
            if start < 3 or end - start < 2 or doc[start - 1].lower_ != "and":
                continue
            given = doc[start - 2]
            if (
                doc[start - 3].lower_ in {"brothers", "sisters", "siblings", "twins", "cousins"}
                and _is_capitalised(given)
                and self._is_name([given])
            ):
                yield (
                    (given.i, given.i + 1),
                    Evidence(by="people.brothers", detail=f"“{doc[start - 3].text} … and …”"),
                )

    def _second_references(
        self, doc: Doc, spans: dict[tuple[int, int], Evidence]
    ) -> Iterator[tuple[tuple[int, int], Evidence]]:
        """Yield later mentions of people by a part of a name that the article gives in full."""
        surnames, parts = self._name_parts(doc, spans)
        if not surnames and not parts:
            return
        proposed = {i for each in found_in(doc, "names") for i in _token_range(doc, each)}
        for token in doc:
            key = token.text.title() if token.is_upper and len(token) > 3 else token.text
            if key in surnames:
                span = self._around_surname(doc, token.i)
                if span is not None:
                    yield span, Evidence(by="people.surname", detail=f"surname of {surnames[key]}")
            elif key in parts and token.i in proposed and self._stands_alone(doc, token.i):
                yield (
                    (token.i, token.i + 1),
                    Evidence(by="people.given", detail=f"part of the name {parts[key]}"),
                )

    def _name_parts(
        self, doc: Doc, spans: Iterable[tuple[int, int]]
    ) -> tuple[dict[str, str], dict[str, str]]:
        """Return surnames and other parts of the full names in the article → the full name."""
        surnames: dict[str, str] = {}
        parts: dict[str, str] = {}
        for start, end in spans:
            words = [token for token in doc[start:end] if token.text not in self.suffixes]
            if len(words) < 2:
                continue
            full = doc[start:end].text
            *others, last = words
            if len(last) > 2 and _is_capitalised(last) and country_of(last.text) is None:
                surnames.setdefault(last.text.title() if last.is_upper else last.text, full)
            for word in others:
                if (
                    len(word) > 2
                    and _is_capitalised(word)
                    and word.is_alpha
                    and country_of(word.text) is None
                    and word.text not in self.not_surnames
                ):
                    parts.setdefault(word.text, full)
        return surnames, parts

    def _around_surname(self, doc: Doc, index: int) -> tuple[int, int] | None:
        """Return the span of the name that ends in the surname at `index`; None if it is no name."""
        following = doc[index + 1] if index + 1 < len(doc) else None
        if following is not None and following.text in self.not_surnames:
            return None
        if following is not None and following.text in _HYPHENS and not following.whitespace_:
            return None
        start = index
        while start > 1 and doc[start - 1].text in _HYPHENS and not doc[start - 1].whitespace_:
            start -= 2
        while start > 0 and doc[start - 1].text in self.particles and not doc[start].is_sent_start:
            start -= 1
        while start > 0 and not doc[start].is_sent_start and "\n" not in doc[start - 1].text:
            before = doc[start - 1]
            if (
                not before.tag_.startswith("NNP")
                or not _is_capitalised(before)
                or not before.is_alpha
                or self._is_title(before)
                or before.text in self.not_people
                or before.text in self.not_surnames
                or before.is_upper
                or country_of(before.text) is not None
                or index - start >= 2
            ):
                break
            start -= 1
        return start, index + 1

    def _stands_alone(self, doc: Doc, index: int) -> bool:
        """Whether no capitalised word and no hyphen touches the one at `index`."""
        neighbours = [doc[i] for i in (index - 1, index + 1) if 0 <= i < len(doc)]
        return not any(
            each.text in _HYPHENS or (_is_capitalised(each) and not self._is_title(each))
            for each in neighbours
        )

    def _run_end(self, doc: Doc, start: int) -> int:
        """Return the end of the run of name words that begins at token `start`."""
        index = start
        last = start
        while index < len(doc) and index - start < MAX_NAME_TOKENS:
            token = doc[index]
            if token.is_space or (index > start and token.text in self.not_surnames):
                break
            if _is_capitalised(token) and not token.is_digit:
                if index > start and (token.text in self.not_people or token.tag_ == "POS"):
                    break
                last = index + 1
            elif self._is_particle(doc, index) or (
                token.text in _HYPHENS and not token.whitespace_ and index > start
            ):
                pass
            elif (
                token.text == "," and index + 1 < len(doc) and doc[index + 1].text in self.suffixes
            ):
                pass
            else:
                break
            # A sentence may start in the middle of a heading without a full stop; a name does not.
            if token.text.endswith(".") and len(token) > 3 and token.text not in self.suffixes:
                break
            index += 1
        return last

    def _is_particle(self, doc: Doc, index: int) -> bool:
        token = doc[index]
        if token.lower_ not in self.particles or index + 1 >= len(doc):
            return False
        following = doc[index + 1]
        return (
            _is_capitalised(following)
            or following.text in _HYPHENS
            or (following.text in self.particles and self._is_particle(doc, index + 1))
        )

    def _is_title(self, token: Token) -> bool:
        return token.text in self.titles

    def _is_heading_word(self, token: Token, ordinary: set[str]) -> bool:
        """Whether a capitalised word at the edge of a name is an ordinary one."""
        return (
            token.text in self.not_people
            or not (token.tag_.startswith("NNP") or token.tag_ in {"HYPH", "FW", "NN", "NNS", "JJ"})
            or (token.lower_ in ordinary and not _INITIAL.match(token.text))
            or token.lower_ in self.common
        ) and token.lower_ not in self.particles

    def _is_full_name(self, words: list[Token]) -> bool:
        """Whether a run of words can be a given name and a surname, without a title."""
        return (
            len(words) >= 2
            and self._is_name(words)
            and _is_capitalised(words[0])
            and not any(self._is_title(word) for word in words)
        )

    def _is_name(self, words: list[Token]) -> bool:
        """Whether a run of words can be the name of a person."""
        first, last = words[0], words[-1]
        text = " ".join(word.text for word in words)
        return not (
            any(char.isdigit() for char in text)
            or first.text in self.not_people
            or first.text in self.not_surnames
            or last.text in self.not_surnames
            or (len(words) == 1 and (len(first) < 2 or bool(_INITIAL.match(first.text))))
            or country_of(text) is not None
            or (len(words) > 1 and country_of(first.text) is not None and _is_demonym(first.text))
        )


def _is_demonym(word: str) -> bool:
    # "Israeli Hayom" is no person while "Jordan Peterson" and "Chad Wolf" are.
    return word.endswith(("an", "ish", "ese", "ian", "i"))


def _is_capitalised(token: Token) -> bool:
    return token.text[0].isupper()


def _in_heading(text: str, start: int, end: int) -> bool:
    """Whether the characters stand in a line of its own that is no sentence."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line = text[line_start : line_end if line_end >= 0 else len(text)].strip()
    return len(line.split()) < 18 and not line.endswith((".", "!", "?", "”", '"', ","))


def _token_range(doc: Doc, found: Found) -> range:
    span = doc.char_span(found.start, found.end, alignment_mode="expand")
    return range(span.start, span.end) if span is not None else range(0)
