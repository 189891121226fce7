"""Every record that crosses a module boundary, as frozen pydantic models.

The shapes are the project's input and output contract, version `FORMAT`; `extract schema`
prints them. Offsets are half-open, in code points, into the article text exactly as stored:
``article.text[mention.start:mention.end] == mention.text``. What is missing is ``None``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import cache
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

FORMAT = "1"

Label = Literal["PERSON", "AGENCY", "DATE", "COUNT", "LOCATION"]
LABELS: tuple[Label, ...] = ("PERSON", "AGENCY", "DATE", "COUNT", "LOCATION")
#: The labels whose mentions name something that can be one thing in many articles.
ENTITY_LABELS: tuple[Label, ...] = ("PERSON", "AGENCY", "LOCATION")

AgencyType = Literal[
    "intelligence",
    "military",
    "police",
    "ministry",
    "court",
    "prison",
    "legislature",
    "executive",
    "party",
    "international",
    "ngo",
    "media",
    "company",
    "armed_group",
    "other",
]
LocationType = Literal["country", "region", "city", "facility", "natural", "other"]
Bound = Literal["exact", "approx", "at_least", "at_most"]
UnitClass = Literal[
    "military",
    "civilian",
    "prisoner",
    "minor",
    "body",
    "casualty",
    "person",
    "state",
    "object",
    "event",
]
Basis = Literal["total", "each", "part", "additional", "unspecified"]
DerivedKind = Literal["sum", "product", "remainder", "check"]
Precision = Literal[
    "day", "week", "weekend", "month", "quarter", "season", "year", "decade", "century", "range"
]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$", description="ISO 3166-1 alpha-2")]
Score = Annotated[float, Field(ge=0.0, le=1.0)]


def content_id(*parts: str, length: int = 16) -> str:
    """Return the first `length` hex digits of the SHA-256 of `parts`.

    Ids derive from content, so that a second run writes the same rows.
    """
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:length]


# Of a record that is frozen else.
_set = object.__setattr__


@cache
def _fields(model: type[BaseModel]) -> set[str]:
    """Return the names of all fields: one set for all records, or it were their largest part."""
    return set(model.model_fields)


class Frozen(BaseModel):
    """The base of every record: immutable, and strict about its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def trusted(cls, **values: Any) -> Self:  # noqa: ANN401 - of any field
        """Return a record of values that need no check, one for each of its fields.

        As `model_construct`, which looks for an alias and a default of every field first: too slow
        for the millions of records of a corpus.
        """
        record = cls.__new__(cls)
        _set(record, "__dict__", values)
        _set(record, "__pydantic_fields_set__", _fields(cls))
        _set(record, "__pydantic_extra__", None)
        _set(record, "__pydantic_private__", None)
        return record


class ArticleInput(BaseModel):
    """One article as it is given: a line of JSON, or a row of a table. Other fields are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    text: str = Field(min_length=1)
    id: str | None = Field(default=None, description="derived from the content when left out")
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: dt.datetime | dt.date | None = Field(default=None, description="ISO 8601")
    language: str | None = None


class Article(Frozen):
    """One article as it was read; `text` is never changed afterwards."""

    id: str = Field(min_length=1)
    source: str | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None
    published: dt.date | None = None
    published_from: Literal["metadata", "text"] | None = None
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="of the text, as UTF-8")
    text: str

    @model_validator(mode="before")
    @classmethod
    def _derive(cls, data: object) -> object:
        if isinstance(data, dict) and isinstance(data.get("text"), str):
            digest = hashlib.sha256(data["text"].encode("utf-8", "surrogatepass")).hexdigest()
            data = {"sha256": digest} | data
            data["id"] = data.get("id") or digest[:16]
        return data


class Evidence(Frozen):
    """Why a mention is there: the rule or model that made it, and a one-line detail."""

    by: str
    detail: str | None = None
    confidence: Score | None = None


class PersonValue(Frozen):
    """The title or description that the text gives a person, verbatim."""

    role: str | None = None


class AgencyValue(Frozen):
    """What kind of body an agency is, and the state that it belongs to."""

    type: AgencyType | None = None
    country: Country | None = None
    acronym: str | None = None


class LocationValue(Frozen):
    """What kind of place a location is, and where it lies (WGS 84, degrees)."""

    type: LocationType | None = None
    country: Country | None = None
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    geonames: int | None = None


class DateValue(Frozen):
    """A date as EDTF (ISO 8601-2) and as a half-open interval of days.

    `edtf` is None when the article does not settle the date; `reason` then says why.
    `start` or `end` is None where an interval is open or the year is unknown.
    """

    edtf: str | None = None
    start: dt.date | None = None
    end: dt.date | None = Field(default=None, description="exclusive")
    precision: Precision | None = None
    relative: bool = False
    anchor: dt.date | None = None
    reason: str | None = None


class CountValue(Frozen):
    """How many of what: the numbers meant, their bound, unit and basis."""

    low: float | int
    high: float | int
    bound: Bound = "exact"
    unit: str | None = None
    unit_class: UnitClass | None = None
    basis: Basis = "unspecified"
    party: str | None = None


Value = PersonValue | AgencyValue | DateValue | CountValue | LocationValue
VALUE_TYPES: dict[Label, type[Value]] = {
    "PERSON": PersonValue,
    "AGENCY": AgencyValue,
    "DATE": DateValue,
    "COUNT": CountValue,
    "LOCATION": LocationValue,
}


class TypedByLabel(Frozen):
    """A model with a `label` and a `value`, whose type the label says."""

    @model_validator(mode="before")
    @classmethod
    def _typed_value(cls, data: object) -> object:
        # All fields of a value are optional, so the label says which type it is.
        if isinstance(data, dict) and isinstance(data.get("value"), dict):
            kind = VALUE_TYPES.get(data.get("label", ""))
            if kind is not None:
                data = data | {"value": kind.model_validate(data["value"])}
        return data


class Mention(TypedByLabel):
    """One stretch of text that names or counts something, with its value and evidence."""

    id: str
    label: Label
    start: int = Field(ge=0)
    end: int
    text: str
    entity: str | None = None
    value: Value
    evidence: Evidence
    reference: str | None = Field(
        default=None,
        exclude=True,
        description="id in the agency register or the gazetteer; not part of the JSON lines",
    )


class Record(Frozen):
    """One article with its mentions, sorted by `start` and not overlapping."""

    format: Literal["1"] = "1"
    article: Article
    mentions: tuple[Mention, ...] = ()
    warnings: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _offsets_quote_the_text(self) -> Record:
        last = 0
        for mention in self.mentions:
            if self.article.text[mention.start : mention.end] != mention.text:
                raise ValueError(f"mention {mention.id} does not quote the text at its offsets")
            if mention.start < last:
                raise ValueError(f"mention {mention.id} overlaps the one before it")
            last = mention.end
        return self


class DerivedCount(Frozen):
    """A figure that follows from counts of a record by arithmetic and is not in its text."""

    kind: DerivedKind
    low: float | int
    high: float | int
    bound: Bound = "exact"
    unit: str | None = None
    unit_class: UnitClass | None = None
    sources: tuple[str, ...] = Field(min_length=1, description="ids of the mentions it comes from")
    holds: bool | None = Field(
        default=None, description="of a check: whether the parts make the stated total, sources[0]"
    )
    detail: str = Field(description="how it was worked out, in plain words")


class Alias(Frozen):
    """One spelling of an entity: how often it stands, and in how many articles."""

    name: str
    count: int
    articles: int


class Entity(Frozen):
    """One person, agency or place, with every spelling that was found for it."""

    id: str
    label: Label
    name: str
    aliases: tuple[Alias, ...] = ()
    attributes: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    mentions: int
    articles: int
    stories: int | None = Field(
        default=None,
        exclude=True,
        description="in how many stories, copies counted as one; not part of the JSON lines",
    )
    first_seen: dt.date | None = None
    last_seen: dt.date | None = None


class Decision(Frozen):
    """One judgement on whether two names are one entity, with its reason."""

    id: str
    label: Label
    name_a: str
    name_b: str
    verdict: Literal["match", "no_match", "unsure"]
    rule: str
    score: Score | None = None
    reason: str
    article: str | None = Field(default=None, description="where it was judged; None: across")
    entity: str | None = Field(default=None, description="the entity that a match led to")


class ReviewedDecision(Frozen):
    """What a person has decided: that two names are one entity or two, or how one is shown.

    A name without an article speaks of every article: "the same name, wherever it stands".
    """

    decide: Literal["same", "different", "name"]
    label: Literal["PERSON", "AGENCY", "LOCATION"]
    a: str = Field(min_length=1, description="a name as an article writes it")
    a_in: str | None = Field(default=None, min_length=1, description="only in this article (id)")
    b: str | None = Field(default=None, min_length=1, description="the other name")
    b_in: str | None = Field(default=None, min_length=1, description="only in this article (id)")
    shown_as: str | None = Field(
        default=None, min_length=1, description="the name that the entity is shown under"
    )
    by: str = Field(min_length=1, description="who decided")
    on: dt.date = Field(description="when")
    why: str | None = Field(default=None, min_length=1)

    @model_validator(mode="after")
    def _complete(self) -> ReviewedDecision:
        if self.decide == "name":
            if self.shown_as is None or self.b is not None or self.b_in is not None:
                raise ValueError("“name” takes “a” and “shown_as”, and neither “b” nor “b_in”")
        elif self.b is None or self.shown_as is not None:
            raise ValueError(f"“{self.decide}” takes “a” and “b”, and no “shown_as”")
        elif (self.a, self.a_in) == (self.b, self.b_in):
            raise ValueError(
                "“a” and “b” are one name: for two bearers of it give “a_in” or “b_in”, the"
                " article of one"
            )
        return self


class ArticleMentions(Frozen):
    """What resolution needs to know of one article."""

    id: str
    text: str
    published: dt.date | None = None
    mentions: tuple[Mention, ...]
    story: str | None = Field(
        default=None, description="the article that it is a copy of; None for none"
    )

    @classmethod
    def of(cls, record: Record) -> ArticleMentions:
        """Return what resolution needs to know of the article of `record`."""
        article = record.article
        return cls(
            id=article.id,
            text=article.text,
            published=article.published,
            mentions=record.mentions,
        )


class Resolution(Frozen):
    """The outcome of resolution: entities, the entity of each mention, and every decision."""

    entities: tuple[Entity, ...]
    links: dict[str, str] = Field(description="mention id → entity id")
    decisions: tuple[Decision, ...]


class Failure(Frozen):
    """One input that could not be processed, and what to do about it."""

    article: str = Field(description="the article's id, or the name of the input")
    stage: Literal["read", "annotate", "store", "load"]
    error: str
