"""Collect: turn an annotated document into mentions with typed values.

What a mention is was settled by the components; here each gets its value, its id and its evidence.
Dates need the day of publication and the date before them in the text, places the other places of
the article; nothing is taken from outside the article and its metadata.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from extract.components.agency_homes import settle_homes
from extract.components.arbiter import Arbiter
from extract.components.base import Found, found_in, text_of
from extract.schemas import (
    Article,
    DateValue,
    Mention,
    content_id,
)
from extract.values.dates import date_value, find_dates
from extract.values.language import is_foreign
from extract.values.place_entries import NO_PLACES, OwnPlaces
from extract.values.places import locate


@dataclass(frozen=True, slots=True)
class Collected:
    """The mentions of one article, sorted by start, and what its reader should be told."""

    mentions: tuple[Mention, ...]
    warnings: tuple[str, ...]


def collect(doc: Doc, article: Article, places: OwnPlaces = NO_PLACES) -> Collected:
    """Return the mentions that the arbiter left in `doc`, with their values.

    Args:
        doc: annotated by the pipeline.
        article: the article it was made from; `article.published` anchors relative dates.
        places: the user's own, which come before those of the gazetteer.
    """
    found = found_in(doc, Arbiter.group)
    valued = _valued_dates(doc, found, article) | _valued_places(doc, found, places)
    settled = settle_homes(
        text_of(doc),
        [valued.get(index, each) for index, each in enumerate(found)],
        source=article.source,
        url=article.url,
    )
    mentions = tuple(_mention(article, each) for each in settled)
    return Collected(mentions=mentions, warnings=tuple(_warnings(article, mentions)))


def _valued_dates(doc: Doc, found: Sequence[Found], article: Article) -> dict[int, Found]:
    """Return the dates of `found`, by index, each with its value."""
    text = text_of(doc)
    matches = {(match.start, match.end): match for match in find_dates(text)}
    bounds = [sentence.start_char for sentence in doc.sents] + [len(text)]
    valued: dict[int, Found] = {}
    previous: DateValue | None = None
    happened: DateValue | None = None
    for index, each in enumerate(found):
        match = matches.get((each.start, each.end)) if each.label == "DATE" else None
        if match is None:
            continue
        sentence = bisect_right(bounds, each.start) - 1
        value = date_value(
            match,
            anchor=article.published,
            previous=previous,
            happened=happened,
            before=text[bounds[sentence] : each.start],
            after=text[each.end : max(each.end, bounds[sentence + 1])],
        )
        valued[index] = replace(each, value=value)
        if value.edtf is not None:
            previous = value
            if value.start and (article.published is None or value.start <= article.published):
                happened = value
    return valued


def _valued_places(doc: Doc, found: Sequence[Found], own: OwnPlaces) -> dict[int, Found]:
    """Return the places of `found`, by index, each resolved in the light of the others."""
    places = [(index, each) for index, each in enumerate(found) if each.label == "LOCATION"]
    located = locate(text_of(doc), [(each.start, each.end) for _, each in places], own)
    return {
        index: replace(
            each,
            value=place.value,
            reference=place.reference,
            evidence=each.evidence.model_copy(
                update={"detail": "; ".join(filter(None, (each.evidence.detail, place.detail)))}
            ),
        )
        for (index, each), place in zip(places, located, strict=True)
    }


def _mention(article: Article, found: Found) -> Mention:
    if found.value is None:
        raise ValueError(f"the {found.label} at {found.start} of {article.id} has no value")
    return Mention(
        id=content_id(article.id, found.label, str(found.start), str(found.end)),
        label=found.label,
        start=found.start,
        end=found.end,
        text=article.text[found.start : found.end],
        value=found.value,
        evidence=found.evidence,
        reference=found.reference,
    )


def _warnings(article: Article, mentions: Sequence[Mention]) -> Iterator[str]:
    if is_foreign(article.text):
        yield "the text does not seem to be English: what is found in it is not to be trusted"
    dates = [each.value for each in mentions if isinstance(each.value, DateValue)]
    still_open = sum(value.edtf is None and value.relative for value in dates)
    if article.published is None and still_open:
        yield (
            f"no publication date: {still_open} relative "
            + ("date stays" if still_open == 1 else "dates stay")
            + " open; give one as “published”"
        )
