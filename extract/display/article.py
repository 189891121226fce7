"""One article: its text with mentions marked, who is named in it, and what is left open."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from extract.display.words import (
    COLOURS,
    PLURALS,
    VERDICT_WORDS,
    kind_words,
    plain_table,
    value_words,
)
from extract.lookup import is_doubtful
from extract.schemas import (
    ENTITY_LABELS,
    LABELS,
    AgencyValue,
    DateValue,
    Decision,
    DerivedCount,
    Entity,
    LocationValue,
    Mention,
    Record,
)
from extract.values.arithmetic import derived_counts


def article_text(
    record: Record, entities: Mapping[str, Entity], *, copy_of: str | None = None
) -> Text:
    """Return an article with its mentions coloured, and value and entity beside each.

    Args:
        record: the article with its mentions.
        entities: those that it names, by id; the name of one stands where the text writes another.
            Where a name comes again, its label alone is repeated.
        copy_of: the article that stands for its story, if it is a copy.
    """
    article = record.article
    text = Text()
    text.append(article.title or article.id, style="bold")
    facts = [
        article.source,
        article.url,
        f"published {article.published} (from {article.published_from})"
        if article.published
        else "no publication date",
        f"id {article.id}",
        f"a copy of {copy_of}" if copy_of else None,
    ]
    text.append("\n" + " · ".join(fact for fact in facts if fact), style="dim")
    text.append("\n\nmarked: ", style="dim")
    for label in LABELS:
        text.append(PLURALS[label], style=COLOURS[label])
        text.append(" ")
    text.append("\n\n")
    position, told = 0, set()
    for mention in record.mentions:
        tag = _tag(mention, entities)
        # What a name means is said once; a date or a count is worth saying each time.
        if mention.label in ENTITY_LABELS and (mention.text, tag) in told:
            tag = mention.label.lower()
        told.add((mention.text, tag))
        text.append(article.text[position : mention.start])
        text.append(mention.text, style=COLOURS[mention.label])
        text.append(f"⟨{tag}⟩", style="dim")
        position = mention.end
    text.append(article.text[position:].rstrip() + "\n")
    return text


def _tag(mention: Mention, entities: Mapping[str, Entity]) -> str:
    entity = entities.get(mention.entity or "")
    name = "" if entity is None or entity.name == " ".join(mention.text.split()) else entity.name
    known = [f"= {name}"] if name else []
    known += [words] if (words := value_words(mention)) else []
    return f"{mention.label.lower()} {', '.join(known)}".rstrip()


def article_facts(
    record: Record, entities: Mapping[str, Entity], decisions: Iterable[Decision]
) -> RenderableType:
    """Return what stands below the text: who is named, what is left open and why, sums, notes.

    Args:
        record: the article with its mentions.
        entities: those that it names, by id.
        decisions: on names of the article; those that are doubtful are listed.
    """
    blocks: list[RenderableType] = []
    if entities:
        blocks += [Text("who and what is named", style="dim"), _named(record, entities)]
    if still_open := [*_open(record), *_doubtful(decisions)]:
        table = plain_table()
        table.show_header = False
        table.add_column(overflow="fold")
        table.add_column()
        table.add_column(overflow="fold", ratio=1)
        for row in still_open:
            table.add_row(*map(Text, row))
        blocks += [Text("left open, and why", style="dim"), Padding(table, (0, 0, 1, 2))]
    if derived := [_derived_line(each) for each in derived_counts(record)]:
        blocks += [Text("derived from the counts, not in the text:", style="dim"), *derived]
    blocks += [Text(f"note: {warning}", style="yellow") for warning in record.warnings]
    return Group(*blocks)


def _named(record: Record, entities: Mapping[str, Entity]) -> RenderableType:
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    roles: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for mention in record.mentions:
        if mention.entity is not None and mention.entity in entities:
            written[mention.entity][" ".join(mention.text.split())] += 1
            if mention.label == "PERSON" and (role := value_words(mention)):
                roles[mention.entity][role] = None
    table = plain_table()
    table.add_column("name", overflow="fold")
    table.add_column("kind")
    table.add_column("in the text", overflow="fold", ratio=1)
    table.add_column("roles here", overflow="fold", ratio=1)
    order = sorted(
        written,
        key=lambda each: (ENTITY_LABELS.index(entities[each].label), -written[each].total()),
    )
    for each in order:
        entity = entities[each]
        spellings = ", ".join(
            f"{name} ×{count}" if count > 1 else name for name, count in written[each].most_common()
        )
        table.add_row(
            Text(entity.name, style=COLOURS[entity.label]),
            kind_words(entity),
            Text(spellings),
            Text("; ".join(roles[each])),
        )
    return Padding(table, (0, 0, 1, 2))


def _open(record: Record) -> Iterator[tuple[str, str, str]]:
    """Yield text, label and reason of each mention that has no full value, each text once."""
    seen = set()
    for mention in record.mentions:
        match mention.value:
            case DateValue(edtf=None, reason=reason):
                why = reason or "the article does not settle the day"
            case LocationValue(country=None, lat=None):
                why = "in no list of places, and the text does not say where it lies"
            case AgencyValue(type=None):
                why = "in no register, and its name and the text do not say what it is"
            case _:
                continue
        if (mention.text, why) not in seen:
            seen.add((mention.text, why))
            yield mention.text, mention.label.lower(), why


def _doubtful(decisions: Iterable[Decision]) -> Iterator[tuple[str, str, str]]:
    for each in decisions:
        if is_doubtful(each):
            score = f" {each.score:.2f}" if each.score is not None else ""
            verdict = f"{VERDICT_WORDS[each.verdict]}{score}"
            names = f"{each.name_a} / {each.name_b}"
            yield names, each.label.lower(), f"{verdict}: {each.reason} ({each.rule})"


def _derived_line(derived: DerivedCount) -> Text:
    line = Text("  ")
    style = "bold red" if derived.holds is False else COLOURS["COUNT"]
    named = derived.kind if derived.holds is not False else "check fails"
    line.append(named, style=style)
    line.append(f"  {derived.detail}" + (f" ({derived.unit})" if derived.unit else ""))
    return line
