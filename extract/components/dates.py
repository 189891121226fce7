"""Dates in a spaCy document.

Finds what `extract.values.dates.find_dates` finds, and uses the tagger and the entity recogniser,
where they ran, to drop names that look like dates ("Sunday Oliseh", "April Ryan") and verbs
("March").

It does not value a date (collection does, with the day of publication), and it finds no durations,
sets, clock times, vague words, eras or named events.

Assigns: ``doc.spans["dates"]``.

Example:
    >>> doc = nlp("He was freed early Friday, two days after 30 July.")    # doctest: +SKIP
    >>> [doc.text[f.start:f.end] for f in found_in(doc, "dates")]          # doctest: +SKIP
    ['early Friday', '30 July']

Measured (``extract evaluate gold/ --split test``, 2026-11-25): P 0.956, R 0.948, F1 0.952; EDTF
right for 0.98 of those found. Outside corpora in ``docs/accuracy.md``.

Word lists: ``patterns/dates.toml``, hand-written.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.components.base import Component, Found, text_of, tokens_of
from extract.schemas import Evidence
from extract.values.dates import DateMatch, find_dates
from extract.values.dates.expressions import Calendar, Weekday

#: Above what the model proposes (50): the grammar knows dates better. Below a register's names.
PRIORITY = 55


@Language.factory("extract_dates", assigns=["doc.spans"], requires=["token.tag"])
class Dates(Component):
    """Find date expressions.

    Args:
        nlp: the pipeline (not used; part of spaCy's factory contract).
        name: the name of this pipe.
    """

    group = "dates"

    def __init__(self, nlp: Language, name: str) -> None:  # noqa: ARG002 - spaCy's
        self.name = name

    def match(self, doc: Doc) -> Iterator[Found]:
        """Yield the date expressions of `doc`."""
        for match in find_dates(text_of(doc)):
            if not _is_name(doc, match):
                yield Found(
                    start=match.start,
                    end=match.end,
                    label="DATE",
                    evidence=Evidence(by=match.rule, detail=text_of(doc)[match.start : match.end]),
                    priority=PRIORITY,
                )


def _is_name(doc: Doc, match: DateMatch) -> bool:
    """Whether a bare weekday or month is a part of a person's name, or a verb."""
    core = match.expression.core
    bare_month = isinstance(core, Calendar) and core.day is None and core.year is None
    if not (bare_month or isinstance(core, Weekday)):
        return False
    tokens = tokens_of(doc, match.start, match.end)
    if len(tokens) != 1:
        return False
    token = doc[tokens.start]
    return token.ent_type_ == "PERSON" or token.tag_.startswith(("VB", "MD"))
