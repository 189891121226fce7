"""People: named individuals, their roles, and their surnames on second reference.

The model proposes; rules add what it misses or mislabels, and what is no person is refused:

- ``people.title``: a title, rank, office or honorific announces the name behind it;
- ``people.role``: a noun for a person does the same for a name ("mercenary Rico Krieger");
- ``people.age``: "Amina Yusuf, 34,";
- ``people.named``: "surnamed Ri", "a man called Macaraig";
- ``people.byline``: "By Grace Wanjiru", "Editing by José Ibarra"; who comments: "Ada Obi says:";
- ``people.list``: a full name beside a person in a list, or in a numbered one;
- ``people.surname``: a surname of somebody named in full in the article, wherever it stands again
  ("Krasikov" that the model calls an organisation, "Gershkovich" a city);
- ``people.human``: a full name that the model takes for an organisation, with a person's role or
  deeds;
- ``people.given``: another part of such a name, where the model saw a name of any kind;
- ``people.brothers``: "brothers Evgeny and Bogdan X" are two people.

Where to start reading: `People.match`, which runs the rules in their order, then `_proposed` (what
of the model's names is a person) and `_announced` (titles, roles, ages).

It does not resolve who is who, and it leaves families, groups, ships and nationalities alone.

Assigns: ``doc.spans["people"]``.

Example:
    >>> doc = nlp("U.S. Marine Paul Whelan flew home.")    # doctest: +SKIP
    >>> found_in(doc, "people")[0].value                   # doctest: +SKIP
    PersonValue(role='U.S. Marine')

Measured (``extract evaluate gold/ --split test``, 2026-11-25): P 0.878, R 0.932, F1 0.904, the
model's own 0.896; role right for 0.82 of those found. Outside corpora in ``docs/accuracy.md``.

Sources of the word lists: ``patterns/people.yaml`` and ``patterns/titles.yaml``. How names are
read: `person_names`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from extract.components.base import Component, Found, found_in, text_of, token_starts, tokens_of
from extract.components.occurrences import occurrences
from extract.components.person_names import HYPHENS, NameReader, is_capitalised
from extract.components.roles import find_role
from extract.patterns.words import alternatives, word_lists
from extract.schemas import Evidence, Label, PersonValue
from extract.values.countries import country_of
from extract.values.number_kinds import in_small_letters
from extract.values.titles import Title, built_in_titles, joined_titles

# How sure each way of finding a person is beside the finds of other components; higher wins.
_PRIORITY = {
    "people.brothers": 63,
    "people.named": 61,
    "people.byline": 63,
    "people.title": 62,
    "people.age": 61,
    "people.surname": 60,
    "people.role": 58,
    "people.given": 55,
    "people.list": 52,
    "people.human": 51,
    "model": 50,
}
_KIN = frozenset(
    {
        "brothers",
        "sisters",
        "siblings",
        "twins",
        "cousins",
        "sons",
        "daughters",
        "couple",
        "parents",
        "children",
        "friends",
    }
)
_SEPARATORS = frozenset({",", ";", "and", "&"})
_LIST_ENDS = _SEPARATORS | {".", "(", ")", "—", "–", "who", "were", "are", "was", "\n"}
_AGE = re.compile(
    r"\s*,\s*(?:aged\s+)?\d{1,2}\s*(?:[,.;)—–]|\(|$)|\s*\(\s*\d{1,2}\s*\)", re.MULTILINE
)
_NUMBERED = re.compile(r"^[^\S\n]*\d{1,3}[.)]\s+(?=[A-Z])", re.MULTILINE)
_COMMENTER = re.compile(r"^(?=[A-Z][^\n:]{2,40} (?:says|wrote|replied|commented):)", re.MULTILINE)
_AGE_OF_ONE_NAME = re.compile(
    r"\s*,\s*\d{1,2}\s*,\s*(?:of|from|an?|the|who|was|is|said|told)\b|\s*\(\d{1,2}\)"
)

#: Before the name of a place, though the article has a person of that name: "the state of Vargas".
_PLACE_OF = re.compile(
    r"\b(?:state|province|region|district|county|governorate|department|prefecture|oblast|city|town"
    r"|village|municipality|suburb|island|port)\sof\s$"
)
_PLACE_OF_CHARS = 20
_WORD_BEGINS = re.compile(r"(?<!\w)")
_WORD_ENDS = re.compile(r"(?!\w)")

#: In characters; a line that is longer has more than the words of a heading.
_LONGEST_HEADING = 1000

Spans = dict[tuple[int, int], Evidence]


@Language.factory("extract_people", assigns=["doc.spans"], requires=["doc.spans", "token.tag"])
class People(Component):
    """Find people and their roles.

    Args:
        nlp: the pipeline, whose words the titles are cut into.
        name: the name of this pipe.
        titles: the user's own, as plain data; they come before those of the package.
    """

    group = "people"

    def __init__(self, nlp: Language, name: str, titles: Sequence[Mapping[str, Any]] = ()) -> None:
        self.name = name
        self.titles = built_in_titles()
        if titles:
            own = [Title.model_validate(each) for each in titles]
            self.titles = joined_titles(own, lambda text: [t.text for t in nlp.make_doc(text)])
        self.read = NameReader(self.titles)
        self.naming = word_lists("people.yaml")["naming"]
        self.human_verbs = word_lists("people.yaml")["human_verbs"]
        self.nameable = word_lists("people.yaml")["nameable"] | self.titles.roles
        namings = alternatives(sorted({*self.naming, "named", "called"}))
        self._namings = re.compile(rf"(?<!\w){namings}(?!\w)")
        nouns = alternatives(sorted(self.titles.roles))
        self._announcing = re.compile(rf"(?<!\w)(?:[A-ZÀ-ÞĀ-Ž]|{nouns}(?!\w))")
        bylines = "|".join(sorted(word_lists("people.yaml")["bylines"]))
        self._byline = re.compile(
            rf"(?:^|[\n(;|—–-])[^\S\n]*(?:Additional\s+)?(?:{bylines})(?:\s+by\b|:)?:?\s+(?=[A-Z])",
            re.IGNORECASE,
        )

    def match(self, doc: Doc) -> Iterator[Found]:
        """Yield every person, with the role that the words around the name give."""
        spans = self._proposed(doc)
        announced = (
            *self._announced(doc),
            *self._named(doc),
            *self._signed(doc),
            *self._numbered(doc),
        )
        for span, evidence in announced:
            _settle(spans, span, evidence)
        spans |= dict(self._brothers(doc, spans))
        spans |= dict(self._human(doc, spans))
        spans |= dict(self._listed(doc, spans))
        taken = {i for span in spans for i in range(*span)}
        for span, evidence in self._second_references(doc, spans):
            if taken.isdisjoint(range(*span)):
                spans[span] = evidence
                taken.update(range(*span))
        starts = {start for start, _ in spans}
        text = text_of(doc)
        for (start, end), evidence in spans.items():
            at = doc[start].idx
            if end - start == 1 and _PLACE_OF.search(text, max(0, at - _PLACE_OF_CHARS), at):
                continue
            yield Found(
                start=at,
                end=doc[end - 1].idx + len(doc[end - 1]),
                label="PERSON",
                evidence=evidence,
                value=PersonValue(role=find_role(doc, start, end, starts, self.titles)),
                priority=_PRIORITY[evidence.by],
            )

    def _proposed(self, doc: Doc) -> Spans:
        """Return the model's people, each from its first initial to its last suffix."""
        text = text_of(doc)
        lowered: frozenset[str] | None = None
        names = found_in(doc, "names")
        others = {i for each in names if each.label != "PERSON" for i in _tokens(doc, each)}
        carried = self._carried(doc, "PERSON")
        spans: Spans = {}
        for each in names:
            if each.label != "PERSON" or text[each.start : each.end] in carried:
                continue
            # In a heading every word is capitalised; one that the text also has in lower case is
            # an ordinary word there ("Trump Comments on Swap").
            heading = _in_heading(text, each.start, each.end)
            if heading and lowered is None:
                lowered = frozenset(token.lower_ for token in doc if token.is_lower)
            ordinary = lowered if heading and lowered else frozenset()
            tokens = _tokens(doc, each)
            for start, end in self.read.parts(doc, tokens.start, tokens.stop, ordinary):
                whole = self._whole(doc, start, end, others) if not heading else (start, end)
                if not self._is_definite(doc, *whole):
                    spans.setdefault(whole, each.evidence)
        return spans

    def _whole(self, doc: Doc, start: int, end: int, others: set[int]) -> tuple[int, int]:
        """Return the span of the name of which the model saw ``doc[start:end]``."""
        first = self.read.run_start(doc, start)
        if end - start == 1 and first == start:
            first = self._around_surname(doc, start, others)[0]
        last = self.read.run_end(doc, start)
        while last > end and (
            last - 1 in others or (doc[last - 1].is_upper and len(doc[last - 1]) > 1)
        ):
            last -= 1
        if any(i in others for i in range(end, last)):
            last = end
        return first, max(last, end)

    def _carried(self, doc: Doc, label: Label) -> set[str]:
        """Return the names of this label that a ship or a storm bears: "the carrier Corvina"."""
        vessels = self.read.vessels
        return {
            text_of(doc)[each.start : each.end]
            for each in found_in(doc, "names")
            if each.label == label
            and (start := _tokens(doc, each).start)
            and (doc[start - 1].lower_ in vessels or doc[start - 1].text in vessels)
        }

    def _is_definite(self, doc: Doc, start: int, end: int) -> bool:
        """Whether "the" makes it a thing: "the Al Rahmani", but not "the Trump team"."""
        return (
            start > 0
            and doc[start - 1].lower_ == "the"
            and not (end < len(doc) and doc[end].tag_ in {"NN", "NNS", "POS"})
        )

    def _announced(self, doc: Doc) -> Iterator[tuple[tuple[int, int], Evidence]]:
        """Yield names that a title or a role announces, or that an age follows."""
        text = text_of(doc)
        read = self.read
        starts = token_starts(doc)
        skip_to = 0
        # Only capitals and nouns for people can announce a name: the other words are passed over.
        for word in self._announcing.finditer(text):
            start = bisect_right(starts, word.start()) - 1
            if start < skip_to:
                continue
            token = doc[start]
            if token.text in self.titles.roles and start + 1 < len(doc):
                end = read.run_end(doc, start + 1)
                words = doc[start + 1 : end]
                if end > start + 1 and words[0].tag_ == "NNP" and read.is_full_name(list(words)):
                    yield (start + 1, end), Evidence(by="people.role", detail=f"“{token.text}”")
                    skip_to = end
            elif not is_capitalised(token):
                continue
            elif read.opens_title(doc, start):
                behind = read.title_end(doc, start)
                end = read.run_end(doc, behind) if start < behind < len(doc) else behind
                words = doc[behind:end]
                if (
                    end > behind
                    and "\n" not in doc[start:behind].text_with_ws
                    and is_capitalised(words[0])
                    and (
                        words[0].tag_.startswith(("NN", "JJ"))
                        or doc[behind - 1].text in self.titles.honorifics
                    )
                    and read.is_name(list(words))
                ):
                    title = doc[start:behind].text
                    yield (behind, end), Evidence(by="people.title", detail=f"title “{title}”")
                    skip_to = end
            else:
                end = read.run_end(doc, start)
                age = _AGE if end - start > 1 else _AGE_OF_ONE_NAME
                if (
                    end > start
                    and age.match(text, starts[end - 1] + len(doc[end - 1]))
                    and (
                        read.is_full_name(list(doc[start:end]))
                        or (end - start == 1 and token.tag_ == "NNP" and read.is_name([token]))
                    )
                ):
                    yield (start, end), Evidence(by="people.age", detail="an age follows the name")
                skip_to = end

    def _signed(self, doc: Doc) -> Iterator[tuple[tuple[int, int], Evidence]]:
        """Yield the names of a byline: "Reporting by Halima Noor in Garowe and Piet van Wyk"."""
        text = text_of(doc)
        for comment in _COMMENTER.finditer(text):
            start = _token_at(doc, comment.end())
            end = self.read.run_end(doc, start)
            if end > start and self.read.is_name(list(doc[start:end])):
                yield (start, end), Evidence(by="people.byline", detail="who comments")
        for signature in self._byline.finditer(text):
            start = _token_at(doc, signature.end())
            while start < len(doc):
                end = self.read.run_end(doc, start)
                if not self.read.is_full_name(list(doc[start:end])):
                    break
                yield (start, end), Evidence(by="people.byline", detail=signature[0].strip())
                if end + 1 < len(doc) and doc[end].lower_ == "in":
                    end = self.read.run_end(doc, end + 1)
                if end >= len(doc) or doc[end].text not in _SEPARATORS:
                    break
                start = end + 1

    def _named(self, doc: Doc) -> Iterator[tuple[tuple[int, int], Evidence]]:
        """Yield what the text says is somebody's name."""
        for word in self._namings.finditer(in_small_letters(text_of(doc))):
            token = doc[_token_at(doc, word.start())]
            naming = token.lower_ in self.naming or any(
                doc[i].lower_ in self.nameable for i in range(max(token.i - 2, 0), token.i)
            )
            if naming and token.i + 1 < len(doc) and is_capitalised(doc[token.i + 1]):
                end = self.read.run_end(doc, token.i + 1)
                if end > token.i + 1 and self.read.is_name(list(doc[token.i + 1 : end])):
                    detail = f"“{token.text}”"
                    yield (token.i + 1, end), Evidence(by="people.named", detail=detail)

    def _numbered(self, doc: Doc) -> Iterator[tuple[tuple[int, int], Evidence]]:
        """Yield the full names that open the lines of a numbered list."""
        for number in _NUMBERED.finditer(text_of(doc)):
            start = _token_at(doc, number.end())
            end = self.read.run_end(doc, start)
            words = list(doc[start:end])
            if (
                self.read.is_full_name(words)
                and all(word.tag_.startswith("NN") or not is_capitalised(word) for word in words)
                and (end == len(doc) or doc[end].is_space or doc[end].text in {",", ";", "("})
            ):
                yield (start, end), Evidence(by="people.list", detail="in a numbered list")

    def _brothers(self, doc: Doc, spans: Spans) -> Iterator[tuple[tuple[int, int], Evidence]]:
        for start, end in list(spans):
            if start < 3 or end - start < 2 or doc[start - 1].lower_ != "and":
                continue
            given = doc[start - 2]
            if (
                any(doc[i].lower_ in _KIN for i in range(max(0, start - 4), start - 2))
                and given.tag_ == "NNP"
                and is_capitalised(given)
                and self.read.is_name([given])
            ):
                yield (
                    (given.i, given.i + 1),
                    Evidence(by="people.brothers", detail=f"“{doc[start - 3].text} … and …”"),
                )

    def _listed(self, doc: Doc, spans: Spans) -> Iterator[tuple[tuple[int, int], Evidence]]:
        """Yield full names that stand beside a person in a list and that nothing else claims."""
        claimed = self._claimed(doc, spans)
        waiting = list(spans)
        while waiting:
            for start, end in self._beside(doc, *waiting.pop()):
                words = list(doc[start:end])
                if (
                    self.read.is_full_name(words)
                    and all(
                        each.tag_.startswith("NNP") or not is_capitalised(each) for each in words
                    )
                    and claimed.isdisjoint(range(start, end))
                    and (end == len(doc) or doc[end].text in _LIST_ENDS)
                ):
                    yield (start, end), Evidence(by="people.list", detail="in a list of people")
                    claimed |= set(range(start, end))
                    waiting.append((start, end))

    def _beside(self, doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the runs of name words on either side of a name, with a separator between."""
        after = end
        while after < len(doc) and doc[after].text in _SEPARATORS:
            after += 1
        if end < after < len(doc):
            yield after, self.read.run_end(doc, after)
        before = start
        while before > 0 and doc[before - 1].text in _SEPARATORS:
            before -= 1
        if 0 < before < start:
            first = before
            while first > 0 and before - first < 5 and is_capitalised(doc[first - 1]):
                first -= 1
            while first < before and self.read.is_title(doc[first]):
                first += 1
            if first < before and self.read.run_end(doc, first) == before:
                yield first, before

    def _human(self, doc: Doc, spans: Spans) -> Iterator[tuple[tuple[int, int], Evidence]]:
        """Yield full names that the model takes for bodies, and the text for people."""
        claimed = self._claimed(doc, spans)
        bodies = [each for each in found_in(doc, "names") if each.label == "AGENCY"]
        text = text_of(doc)
        carried = self._carried(doc, "AGENCY")
        for each in bodies:
            tokens = _tokens(doc, each)
            start, end = tokens.start, tokens.stop
            if (
                text[each.start : each.end] in carried
                or not claimed.isdisjoint(tokens)
                or len(tokens) > 4
                or (start > 0 and doc[start - 1].lower_ in {"the", "of", "at"})
            ):
                continue
            words = list(doc[start:end])
            if not self.read.is_full_name(words) or any(word.is_upper for word in words):
                continue
            if (end < len(doc) and doc[end].lower_ in self.human_verbs) or find_role(
                doc, start, end, frozenset(), self.titles
            ):
                yield (start, end), Evidence(by="people.human", detail="a role or a deed beside it")

    def _claimed(self, doc: Doc, spans: Spans) -> set[int]:
        """Return the tokens that are people already, or surely something else."""
        claimed = {i for start, end in spans for i in range(start, end)}
        for each in found_in(doc, "agencies"):
            claimed |= set(_tokens(doc, each))
        for each in found_in(doc, "names"):
            if each.label == "LOCATION":
                claimed |= set(_tokens(doc, each))
        return claimed

    def _second_references(
        self, doc: Doc, spans: Spans
    ) -> Iterator[tuple[tuple[int, int], Evidence]]:
        """Yield later mentions of people by a part of a name that the article gives in full."""
        surnames, parts = self._name_parts(doc, spans)
        if not surnames and not parts:
            return
        proposed = {i for each in found_in(doc, "names") for i in _tokens(doc, each)}
        words = {*surnames, *parts}
        words |= {word.upper() for word in surnames if len(word) > 3}
        for start, _ in occurrences(text_of(doc), sorted(words), _WORD_BEGINS, _WORD_ENDS):
            token = doc[_token_at(doc, start)]
            key = token.text.title() if token.is_upper and len(token) > 3 else token.text
            if key in surnames:
                span = self._surname_at(doc, token.i)
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
            full = doc[start:end].text
            words = [
                token
                for token in doc[start:end]
                if token.text not in self.read.suffixes and is_capitalised(token) and len(token) > 2
            ]
            if end - start < 2 or not words:
                continue
            *others, last = words
            if country_of(last.text) is None:
                surnames.setdefault(last.text.title() if last.is_upper else last.text, full)
            for word in others:
                if (
                    word.is_alpha
                    and country_of(word.text) is None
                    and word.text not in self.read.not_surnames
                ):
                    parts.setdefault(word.text, full)
        return surnames, parts

    def _surname_at(self, doc: Doc, index: int) -> tuple[int, int] | None:
        """Return the span of the name that ends in the surname at `index`; None if none does."""
        following = doc[index + 1] if index + 1 < len(doc) else None
        if following is not None and (
            following.text in self.read.not_surnames
            or (following.text in HYPHENS and not doc[index].whitespace_)
        ):
            return None
        start, end = self._around_surname(doc, index, frozenset())
        before = doc[start - 1] if start else None
        if before is not None and {before.lower_, before.text} & self.read.vessels:
            return None
        return start, end

    def _around_surname(self, doc: Doc, index: int, others: AbstractSet[int]) -> tuple[int, int]:
        """Return the span of the name that ends at `index`: hyphens, particles, given names."""
        read = self.read
        start = index
        while start > 1 and doc[start - 1].text in HYPHENS and not doc[start - 1].whitespace_:
            start -= 2
        while start > 0 and doc[start - 1].text in read.particles and not doc[start].is_sent_start:
            start -= 1
        while start > 0 and not doc[start].is_sent_start and index - start < 2:
            if start - 1 in others or not read.can_precede(doc[start - 1]):
                break
            start -= 1
        return start, index + 1

    def _stands_alone(self, doc: Doc, index: int) -> bool:
        """Whether no capitalised word and no hyphen touches the one at `index`."""
        neighbours = [doc[i] for i in (index - 1, index + 1) if 0 <= i < len(doc)]
        return not any(
            each.text in HYPHENS or (is_capitalised(each) and not self.read.is_title(each))
            for each in neighbours
        )


def _settle(spans: Spans, span: tuple[int, int], evidence: Evidence) -> None:
    """Add what a rule found in place of what it covers; what covers it takes its reason."""
    for inner in [each for each in spans if span[0] <= each[0] and each[1] <= span[1]]:
        del spans[inner]
    covering = next((each for each in spans if each[0] <= span[0] and span[1] <= each[1]), span)
    spans[covering] = evidence


def _in_heading(text: str, start: int, end: int) -> bool:
    """Whether the characters stand in a line of its own that is no sentence."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = line_end if line_end >= 0 else len(text)
    if line_end - line_start > _LONGEST_HEADING:
        return False  # without a look at each word of it for each of its names
    line = text[line_start:line_end].strip()
    if line[:1].isdigit():  # an item of a list
        return False
    return len(line.split()) < 18 and not line.endswith((".", "!", "?", "”", '"', ","))


def _token_at(doc: Doc, offset: int) -> int:
    """Return the index of the token at a character, or the length of the document behind it."""
    if offset >= len(text_of(doc)):
        return len(doc)
    return bisect_right(token_starts(doc), offset) - 1


def _tokens(doc: Doc, found: Found) -> range:
    return tokens_of(doc, found.start, found.end)
