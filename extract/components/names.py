"""Names as the statistical model proposes them, translated to our labels and cleaned.

This is the seam between extract and whatever model is used: what looks for people, agencies and
places reads the span group ``names`` and never ``doc.ents``. Counts and dates ask only whether a
token lies in a name of another kind. It does not judge; the people, agencies and locations
components do.

Assigns: ``doc.spans["names"]``.

Example:
    >>> doc = nlp("The FBI's Evan Gershkovich")            # doctest: +SKIP
    >>> [(f.label, doc.text[f.start:f.end]) for f in found_in(doc, "names")]   # doctest: +SKIP
    [('AGENCY', 'FBI'), ('PERSON', 'Evan Gershkovich')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from spacy.language import Language
from spacy.tokens import Doc

from extract.components.base import Component, Found, text_of
from extract.components.news_model import confidences
from extract.schemas import Evidence, Label

#: Our own labels, those of OntoNotes pipelines (ORG, GPE, …) and of CoNLL-style ones (PER).
LABEL_MAP: dict[str, Label] = {
    "AGENCY": "AGENCY",
    "LOCATION": "LOCATION",
    "PERSON": "PERSON",
    "PER": "PERSON",
    "ORG": "AGENCY",
    "GPE": "LOCATION",
    "LOC": "LOCATION",
    "FAC": "LOCATION",
}

_SHIP_LETTERS = (
    r"(?:M/?V|F/?V|HMS|HMAS|HMCS|HMNZS|USS|USNS|USCGC|INS|BRP|KRI|PNS|SLNS|TTS|ROKS|TCG|ORP|HNLMS"
    r"|HDMS|ESPS|RFA)"
)
#: What is named by the words after it. An airline is a carrier too: only its cargo makes it a ship.
_SHIP_BEFORE = re.compile(
    r"\b(?:(?:bulk|aircraft|ore|gas|LNG|car|vehicle|livestock) carrier"
    r"|(?:container|cargo|cruise|mother) ?ship|(?:patrol|fishing|rescue|supply|navy|naval|merchant"
    r"|cargo) (?:vessel|boat|ship)|tanker|freighter|trawler|yacht|frigate|destroyer|corvette"
    r"|submarine|dhow|cruiser|cutter|schooner|(?:[Cc]yclone|[Tt]yphoon|[Hh]urricane|[Ss]torm)"
    rf"|{_SHIP_LETTERS}) [\"“‘']?$"
)
_SHIP_PREFIX = re.compile(rf"{_SHIP_LETTERS} [\"“]?[A-Z]")
_LEADING = re.compile(r"^(?:(?:the|a|an)\s+|[\s\"'“”‘’«»(\[–—,.:;*•|/-]+)+", re.IGNORECASE)
_TRAILING = re.compile(r"(?:['’]s?|[\s\"“”‘’«»)\]–—,:;*•|/-]+)+$")
_REST_OF_WORD = re.compile(r"['’ʼ](?!s\b)\w+")
_LINE_BREAK = re.compile(r"\s*\n\s*|\s{3,}")


@Language.factory(
    "extract_names",
    assigns=["doc.spans"],
    requires=["doc.ents"],
    default_config={"label_map": LABEL_MAP},
)
class Names(Component):
    """Copy the model's entities into the span group ``names``.

    Args:
        nlp: the pipeline (not used; part of spaCy's factory contract).
        name: the name of this pipe.
        label_map: the model's label → ours; labels that are absent are ignored.
    """

    group = "names"

    def __init__(self, nlp: Language, name: str, label_map: Mapping[str, Label]) -> None:  # noqa: ARG002 - spaCy's
        self.name = name
        self.label_map = dict(label_map)

    def match(self, doc: Doc) -> Iterator[Found]:
        """Yield each mapped entity without article, quotes or possessive, one line at a time."""
        text = text_of(doc)
        sure = confidences(doc)
        found: list[Found] = []
        for ent in doc.ents:
            label = self.label_map.get(ent.label_)
            if label is None:
                continue
            evidence = Evidence(
                by="model", detail=ent.label_, confidence=sure.get((ent.start, ent.end))
            )
            found += [
                Found(start=start, end=end, label=label, evidence=evidence)
                for start, end in clean_span(text, ent.start_char, ent.end_char)
            ]
        ships = _ships(text, found)
        yield from (each for each in found if text[each.start : each.end] not in ships)


def _ships(text: str, found: Iterable[Found]) -> frozenset[str]:
    """Return the names that ships and storms bear: they are neither people nor bodies nor places.

    What is behind "the frigate" once is a ship wherever the article names it.
    """
    return frozenset(
        text[each.start : each.end]
        for each in found
        if _SHIP_PREFIX.match(text, each.start)
        or _SHIP_BEFORE.search(text, max(0, each.start - 30), each.start)
    )


def clean_span(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of ``text[start:end]`` that can be names.

    A model runs over line breaks, from a heading into the text below it; a name does not. Leading
    articles, quotation marks and possessive endings are outside by the guidelines.
    """
    # A model stops at an apostrophe inside a name: "Sana | 'a".
    if rest := _REST_OF_WORD.match(text, end):
        end = rest.end()
    line_start = start
    for line_break in [*_LINE_BREAK.finditer(text, start, end), None]:
        line_end = line_break.start() if line_break else end
        piece = text[line_start:line_end]
        if leading := _LEADING.match(piece):
            line_start += leading.end()
            piece = piece[leading.end() :]
        if trailing := _TRAILING.search(piece):
            line_end -= len(piece) - trailing.start()
            piece = piece[: trailing.start()]
        # "(MIT" lost its bracket above; an unbalanced one inside is kept by no name.
        if "(" in piece and ")" not in piece:
            line_end = line_start + piece.index("(")
            line_end -= len(text[line_start:line_end]) - len(text[line_start:line_end].rstrip())
        if line_start < line_end:
            yield line_start, line_end
        if line_break:
            line_start = line_break.end()
