"""Colours, and the words for values, numbers and kinds, that all views share."""

from __future__ import annotations

from rich.table import Table

from extract.schemas import (
    AgencyValue,
    CountValue,
    DateValue,
    Entity,
    Label,
    LocationValue,
    Mention,
    PersonValue,
)

COLOURS: dict[Label, str] = {
    "PERSON": "bold yellow",
    "AGENCY": "bold magenta",
    "DATE": "bold cyan",
    "COUNT": "bold green",
    "LOCATION": "bold blue",
}
PLURALS: dict[Label, str] = {
    "PERSON": "people",
    "AGENCY": "agencies",
    "DATE": "dates",
    "COUNT": "counts",
    "LOCATION": "locations",
}
VERDICT_COLOURS = {"match": "bold green", "no_match": "bold red", "unsure": "bold yellow"}
VERDICT_WORDS = {"match": "match", "no_match": "no match", "unsure": "unsure"}


def value_words(mention: Mention) -> str:
    """Return the value of `mention` in a few words; "" when the text gives it none."""
    match mention.value:
        case PersonValue(role=role):
            return role or ""
        case AgencyValue(type=kind, country=country):
            return " ".join(part for part in (kind, country) if part)
        case LocationValue(type=kind, country=country):
            return " ".join(part for part in (kind, country) if part)
        case DateValue(edtf=None, reason=reason):
            return f"open: {reason}" if reason else "open"
        case DateValue(edtf=edtf):
            return edtf or ""
        case CountValue():
            return _count_words(mention.value)


def _count_words(value: CountValue) -> str:
    signs = {"exact": "", "approx": "~", "at_least": "≥", "at_most": "≤"}
    number = f"{value.low:,}" if value.low == value.high else f"{value.low:,}–{value.high:,}"
    words = [f"{signs[value.bound]}{number}", value.unit or ""]
    if value.basis != "unspecified":
        words.append(f"({value.basis})")
    if value.party:
        words.append(f"for {value.party}")
    return " ".join(word for word in words if word)


def plain_table() -> Table:
    """Return a table without lines, its columns three spaces apart."""
    return Table(box=None, padding=(0, 3, 0, 0), header_style="dim")


def counted_stories(number: int) -> str:
    """Return how many stories, in words."""
    return f"{number:,} {'story' if number == 1 else 'stories'}"


def counted(number: int, noun: str) -> str:
    """Return “1 article”, “2,000 articles”."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def kind_words(entity: Entity) -> str:
    """Return what tells entities of one name apart: label, type and country."""
    if entity.label == "PERSON":
        return "person"
    known = [*entity.attributes.get("types", ())[:1], *entity.attributes.get("countries", ())[:1]]
    return " ".join(known) or entity.label.lower()
