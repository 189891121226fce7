"""What each rule fires on: how often, with an example, and how often it is right on gold.

A rule is a name of ``patterns/rules.yaml``, which says all that `evidence.by` can be; an entry of
a large table (a body of the register, a place of the gazetteer, a title, a head noun of a
pattern); or a rule of the user's own. `report_rules` counts their firings in records.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from pydantic import computed_field

from extract.evaluate.gold import GoldArticle
from extract.evaluate.spans import align
from extract.patterns.words import load_patterns
from extract.schemas import LABELS, AgencyValue, Frozen, Label, Mention, PersonValue, Record
from extract.values.agency_patterns import heads_of
from extract.values.gazetteer import key_of, place_by_id, place_ids
from extract.values.register import Body, built_in_bodies
from extract.values.rules import NO_RULES, Rules, names
from extract.values.titles import SECTIONS, built_in_titles

#: What a name of ``rules.yaml`` ends in that stands for one rule for each head noun.
_EACH = ".*"
#: Characters of an example on either side of the mention.
CONTEXT_CHARS = 32

Kind = Literal["own", "rule", "entry"]
#: A rule's name and the label of what it finds; `model` finds more than one.
Key = tuple[str, Label]


class RuleFigures(Frozen):
    """One rule, and what it did.

    Attributes:
        name: as in `evidence.by`; an entry's begins with its table, a user's with ``own.``.
        label: of what it finds.
        kind: a rule of the user's, a rule of the package, or an entry of one of its tables.
        about: what it fires on.
        source: file and line of a user's rule.
        fired: mentions that it made or named.
        articles: articles that these stand in.
        example: the first of them, in its context, in brackets.
        gold_fired: mentions of gold articles that it made; None without gold.
        gold_right: of these, how many have the offsets and the label of a gold mention.
    """

    name: str
    label: Label
    kind: Kind
    about: str
    source: str | None = None
    fired: int = 0
    articles: int = 0
    example: str | None = None
    gold_fired: int | None = None
    gold_right: int | None = None

    @computed_field  # type: ignore[prop-decorator]  # pydantic's own, on a property
    @property
    def precision(self) -> float | None:
        """The share of its mentions on gold that are right; None where it made none there."""
        if not self.gold_fired or self.gold_right is None:
            return None
        return self.gold_right / self.gold_fired


class TableFigures(Frozen):
    """How many entries a large table has, and how many of them fired."""

    name: str
    label: Label
    entries: int
    fired: int


class RuleReport(Frozen):
    """All rules with what they did, the busiest first.

    Attributes:
        articles: articles that firings were counted in.
        gold_articles: labelled ones that precision rests on; None without gold.
        rules: the user's, the package's, then entries.
        tables: the large tables; entries that never fired are in `rules` only if asked for.
    """

    articles: int
    gold_articles: int | None
    rules: tuple[RuleFigures, ...]
    tables: tuple[TableFigures, ...]

    def of(self, kind: Kind, *, fired: bool) -> list[RuleFigures]:
        """Return the rules of a kind that fired, or those that never did."""
        return [rule for rule in self.rules if rule.kind == kind and bool(rule.fired) == fired]

    def to_json(self) -> str:
        """Return the report as JSON."""
        return self.model_dump_json(indent=1) + "\n"

    def to_csv(self) -> str:
        """Return the rules as a table with a header."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        columns = [*RuleFigures.model_fields, *RuleFigures.model_computed_fields]
        writer.writerow(columns)
        writer.writerows([getattr(rule, each) for each in columns] for rule in self.rules)
        return out.getvalue()


@dataclass(slots=True)
class _Count:
    """What one rule did."""

    fired: int = 0
    articles: set[str] = field(default_factory=set)
    example: str | None = None
    gold_fired: int = 0
    gold_right: int = 0


@cache
def built_in_rules() -> Mapping[Key, str]:
    """Return every rule of the package, by name and label, with what it fires on."""
    listed: dict[Label, dict[str, str]] = load_patterns("rules.yaml")
    return {
        (name.removesuffix(_EACH), label): about
        for label in LABELS
        for name, about in listed[label].items()
    }


@cache
def heads() -> Mapping[str, str]:
    """Return ``agencies.pattern.of.ministry`` → its rule, for each head noun of a pattern."""
    listed: dict[str, str] = load_patterns("rules.yaml")["AGENCY"]
    return {
        f"{rule}.{head}": rule
        for name in listed
        if name.endswith(_EACH)
        for rule in [name.removesuffix(_EACH)]
        for head in heads_of(rule.rpartition(".")[2])
    }


def rule_of(mention: Mention) -> Key:
    """Return the rule that made a mention, a pattern without its head noun."""
    by = mention.evidence.by
    return heads().get(by, by), mention.label


def report_rules(
    records: Sequence[Record],
    *,
    rules: Rules = NO_RULES,
    gold: Sequence[GoldArticle] = (),
    predicted: Sequence[Record] = (),
    everything: bool = False,
) -> RuleReport:
    """Return what each rule does in `records`, and how often it is right on `gold`.

    Args:
        records: articles to count firings in.
        rules: the user's own, which made the records.
        gold: labelled articles.
        predicted: the records of these, in the same order.
        everything: whether to list the entries of large tables that never fired.
    """
    own = _OwnRules(rules)
    counts: dict[Key, _Count] = defaultdict(_Count)
    for record in records:
        for mention in record.mentions:
            for key in _keys(mention, own):
                count = counts[key]
                count.fired += 1
                count.articles.add(record.article.id)
                count.example = count.example or _in_context(record, mention)
    for article, record in zip(gold, predicted, strict=True):
        right = {
            (pair.gold.start, pair.gold.end)
            for pair in align(article.mentions, record.mentions).strict
        }
        for mention in record.mentions:
            for key in _keys(mention, own):
                counts[key].gold_fired += 1
                counts[key].gold_right += (mention.start, mention.end) in right

    def figures(key: Key, kind: Kind, about: str) -> RuleFigures:
        count = counts.get(key) or _Count()
        return RuleFigures(
            name=key[0],
            label=key[1],
            kind=kind,
            about=about,
            source=rules.sources.get(key[0]) if kind == "own" else None,
            fired=count.fired,
            articles=len(count.articles),
            example=count.example,
            gold_fired=count.gold_fired if gold else None,
            gold_right=count.gold_right if gold else None,
        )

    found = [figures(key, "own", about) for key, about in own.about.items()]
    known = built_in_rules()
    found += [figures(key, "rule", about) for key, about in known.items()]
    tables = []
    for table in TABLES:
        fired = {name for name, label in counts if label == table.label and table.has(name)}
        listed = table.entries() if everything else sorted(fired)
        found += [figures((name, table.label), "entry", table.about(name)) for name in listed]
        tables.append(
            TableFigures(
                name=table.name,
                label=table.label,
                entries=sum(1 for _ in table.entries()),
                fired=sum(counts[name, table.label].fired > 0 for name in fired),
            )
        )
    listed_keys = {(each.name, each.label) for each in found}
    found += [
        figures(key, "rule", "not in patterns/rules.yaml")
        for key in counts
        if key not in listed_keys
    ]
    order = {"own": 0, "rule": 1, "entry": 2}
    found.sort(key=lambda each: (order[each.kind], -each.fired, each.label, each.name))
    return RuleReport(
        articles=len(records),
        gold_articles=len(gold) if gold else None,
        rules=tuple(found),
        tables=tuple(tables),
    )


# --- which rules a mention is of ------------------------------------------------------------------


class _OwnRules:
    """The user's rules, and which of them a mention is of."""

    def __init__(self, rules: Rules) -> None:
        self.about: dict[Key, str] = {}
        self._bodies: dict[str, Key] = {}
        self._places: dict[tuple[str, str], Key] = {}
        self._titles: dict[str, Key] = {}
        for name, body in zip(names("agencies", rules.agencies), rules.agencies, strict=True):
            self._bodies[body.id] = (name, "AGENCY")
            forms = (*body.names, *body.local, *body.acronyms)
            self.about[name, "AGENCY"] = ", ".join(forms)
        for name, place in zip(names("places", rules.places), rules.places, strict=True):
            for each in place.names:
                self._places[place.id, key_of(each)] = (name, "LOCATION")
            self.about[name, "LOCATION"] = ", ".join(place.names)
        for name, title in zip(names("titles", rules.titles), rules.titles, strict=True):
            self._titles[title.text] = (name, "PERSON")
            self.about[name, "PERSON"] = f"{title.text} ({title.kind})"

    def of(self, mention: Mention) -> Iterator[Key]:
        """Yield the user's rules that a mention is of."""
        if isinstance(mention.value, AgencyValue) and mention.reference in self._bodies:
            yield self._bodies[mention.reference]
        elif mention.label == "LOCATION" and mention.reference is not None:
            key = self._places.get((mention.reference, key_of(mention.text)))
            if key is not None:
                yield key
        elif isinstance(mention.value, PersonValue) and self._titles:
            said = f" {_announcement(mention)} {mention.value.role or ''} "
            for text, key in self._titles.items():
                if f" {text} " in said:
                    yield key


def _announcement(mention: Mention) -> str:
    """Return the title or role that announced a person, as the text has it."""
    if mention.evidence.by not in {"people.title", "people.role"}:
        return ""
    return (mention.evidence.detail or "").partition("“")[2].partition("”")[0]


def _keys(mention: Mention, own: _OwnRules) -> Iterator[Key]:
    """Yield every rule that a mention is of: what made it, the entry behind that, the user's."""
    yield rule_of(mention)
    mine = list(own.of(mention))
    yield from mine
    if mention.evidence.by in heads():
        yield mention.evidence.by, mention.label
    if mention.label == "AGENCY" and mention.reference is not None and not mine:
        yield f"{REGISTER}{mention.reference}", mention.label
    if mention.label == "LOCATION" and mention.reference is not None and not mine:
        yield f"{GAZETTEER}{mention.reference}", mention.label
    if mention.label == "PERSON":
        for word in dict.fromkeys(_announcement(mention).split()):
            if word in _titles():
                yield f"{TITLES}{word}", mention.label


def _in_context(record: Record, mention: Mention) -> str:
    text = record.article.text
    first, last = max(0, mention.start - CONTEXT_CHARS), mention.end + CONTEXT_CHARS
    before, after = text[first : mention.start], text[mention.end : last]
    if first and not text[first - 1].isspace():  # only whole words
        before = before.partition(" ")[2]
    if last < len(text) and not text[last].isspace():
        after = after.rpartition(" ")[0]
    return " ".join(f"{before}[{mention.text}]{after}".split())


# --- the large tables -----------------------------------------------------------------------------

REGISTER, GAZETTEER, TITLES, PATTERNS = "register:", "gazetteer:", "titles:", "agencies.pattern."


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of the package: its name, the names of its entries, and what one fires on."""

    name: str
    label: Label
    prefix: str
    entries: Callable[[], Iterable[str]]
    about: Callable[[str], str]

    def has(self, name: str) -> bool:
        return name.startswith(self.prefix) and (name, self.label) not in built_in_rules()


@cache
def _titles() -> Mapping[str, str]:
    titles = built_in_titles()
    return {text: kind for section, kind in SECTIONS.items() for text in getattr(titles, section)}


@cache
def _bodies() -> Mapping[str, Body]:
    return {body.id: body for body in built_in_bodies()}


def _about_body(name: str) -> str:
    body = _bodies().get(name.removeprefix(REGISTER))
    if body is None:
        return ""
    form = (*body.names, *body.local, *body.acronyms)[0]
    return ", ".join(filter(None, (form, body.type, body.country)))


def _about_place(name: str) -> str:
    place = place_by_id(name.removeprefix(GAZETTEER))
    return ", ".join(filter(None, (place.name, place.type, place.country))) if place else ""


TABLES = (
    _Table(
        "register",
        "AGENCY",
        REGISTER,
        lambda: (f"{REGISTER}{each}" for each in _bodies()),
        _about_body,
    ),
    _Table("patterns", "AGENCY", PATTERNS, heads, lambda name: f"“{name.rpartition('.')[2]}”"),
    _Table(
        "gazetteer",
        "LOCATION",
        GAZETTEER,
        lambda: (f"{GAZETTEER}{each}" for each in place_ids()),
        _about_place,
    ),
    _Table(
        "titles",
        "PERSON",
        TITLES,
        lambda: (f"{TITLES}{each}" for each in _titles()),
        lambda name: _titles()[name.removeprefix(TITLES)],
    ),
)
