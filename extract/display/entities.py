"""Who is who: a table of entities, and one with its spellings, its merges and its mentions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extract.display.words import (
    COLOURS,
    VERDICT_WORDS,
    counted,
    counted_stories,
    kind_words,
    plain_table,
)
from extract.lookup import EntityFacts, Mentioned, is_doubtful
from extract.schemas import Decision, Entity

#: From so many columns on there is room for days and roles.
_ROOMY = 110
#: Marks what is worth a look.
DOUBT = "?"
_DOUBT_STYLE = "bold red"


def entities_table(entities: Sequence[Entity], *, title: str = "name") -> Table:
    """Return entities a line each: name, kind, mentions, articles, other spellings."""
    table = plain_table()
    table.add_column(title)
    table.add_column("kind")
    table.add_column("mentions", justify="right")
    table.add_column("articles", justify="right")
    has_copies = any(map(_is_in_copies, entities))
    if has_copies:
        table.add_column("stories", justify="right")
    table.add_column("also written", overflow="fold", ratio=1)
    for entity in entities:
        table.add_row(
            Text(entity.name, style=COLOURS[entity.label]),
            kind_words(entity),
            f"{entity.mentions:,}",
            f"{entity.articles:,}",
            *((f"{entity.stories:,}",) if has_copies else ()),
            Text(", ".join(_other_names(entity))),
        )
    return table


def _is_in_copies(entity: Entity) -> bool:
    """Whether some of the articles that name an entity are copies of one story."""
    return entity.stories is not None and entity.stories < entity.articles


def entities_list(found: Sequence[EntityFacts], *, width: int) -> RenderableType:
    """Return a list of entities, those with doubts marked.

    Args:
        found: the entities.
        width: of the output, in columns; where there is room, days and roles stand beside them.
    """
    roomy = width >= _ROOMY
    has_roles = roomy and any(entity.attributes.get("roles") for entity in found)
    table = plain_table()
    table.add_column("name", overflow="fold", max_width=34 if roomy else 26)
    table.add_column("kind", max_width=30)
    table.add_column("mentions" if roomy else "ment.", justify="right")
    table.add_column("articles" if roomy else "art.", justify="right")
    has_copies = any(map(_is_in_copies, found))
    if has_copies:
        table.add_column("stories", justify="right")
    if roomy:
        table.add_column("first seen", no_wrap=True)
        table.add_column("last seen", no_wrap=True)
    table.add_column("also written", overflow="fold", ratio=1)
    if has_roles:
        table.add_column("roles", overflow="fold", ratio=1)
    for entity in found:
        name = Text(entity.name, style=COLOURS[entity.label])
        if entity.doubts:
            name.append(f" {DOUBT}", style=_DOUBT_STYLE)
        days = (entity.first_seen, entity.last_seen) if roomy else ()
        roles = (Text("; ".join(entity.attributes.get("roles", ())[:2])),) if has_roles else ()
        table.add_row(
            name,
            kind_words(entity),
            f"{entity.mentions:,}",
            f"{entity.articles:,}",
            *((f"{entity.stories:,}",) if has_copies else ()),
            *(str(day or "") for day in days),
            Text(", ".join(_other_names(entity))),
            *roles,
        )
    if not any(entity.doubts for entity in found):
        return table
    note = Text(f"\n{DOUBT}", style=_DOUBT_STYLE)
    note.append("  a merge, or a pair of names, that is worth a look: ", style="default not bold")
    note.append("extract entities NAME, extract review", style="default not bold")
    return Group(table, note)


def entity_view(entity: EntityFacts) -> RenderableType:
    """Return one entity: its spellings, the reasons of its merges, its mentions in context."""
    head = Text()
    head.append(entity.name, style=COLOURS[entity.label])
    head.append(f"  {kind_words(entity)}, id {entity.id}\n", style="dim")
    days = dict.fromkeys((entity.first_seen, entity.last_seen))
    seen = f", {' to '.join(map(str, days))}" if entity.first_seen else ""
    told = f" ({counted_stories(entity.stories or 0)})" if _is_in_copies(entity) else ""
    head.append(
        f"{counted(entity.mentions, 'mention')} in {counted(entity.articles, 'article')}"
        f"{told}{seen}\n"
    )
    for name, values in entity.attributes.items():
        if values:
            head.append(f"{name}: ", style="dim")
            head.append("; ".join(values) + "\n")
    spellings = plain_table()
    spellings.add_column("written")
    spellings.add_column("mentions", justify="right")
    spellings.add_column("articles", justify="right")
    for alias in entity.aliases:
        spellings.add_row(Text(alias.name), str(alias.count), str(alias.articles))
    blocks: list[RenderableType] = [head, Padding(spellings, (0, 0, 1, 2))]
    for title, decisions in (
        ("taken for one", entity.merges),
        ("left unsure: may be the same", entity.unsure),
        ("kept apart", entity.apart),
    ):
        if decisions:
            blocks.append(Text(title, style="dim"))
            blocks.append(Padding(_reasons(decisions), (0, 0, 1, 2)))
    if entity.in_context:
        blocks.append(Text("in context", style="dim"))
        blocks.append(_contexts(entity, entity.in_context))
        if left := entity.mentions - len(entity.in_context):
            blocks.append(Text(f"  and {left:,} more: --mentions {entity.mentions}", style="dim"))
    return Group(*blocks)


def _reasons(decisions: Iterable[Decision]) -> Table:
    table = plain_table()
    table.show_header = False
    for _ in range(3):
        table.add_column(overflow="fold")
    table.add_column(overflow="fold", ratio=1)
    for decision in decisions:
        doubtful = is_doubtful(decision)
        table.add_row(
            Text(DOUBT if doubtful else " ", style=_DOUBT_STYLE),
            Text(f"{decision.name_a} / {decision.name_b}"),
            f"{VERDICT_WORDS[decision.verdict]}"
            + (f" {decision.score:.2f}" if decision.score is not None else ""),
            Text(f"{decision.reason} ({decision.rule})"),
        )
    return table


def _contexts(entity: Entity, mentions: Iterable[Mentioned]) -> Table:
    table = plain_table()
    table.show_header = False
    table.padding = (0, 2, 0, 0)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold", ratio=1)
    last = None
    for each in mentions:
        line = Text("… " + each.before)
        line.append(each.text, style=COLOURS[entity.label])
        line.append(each.after + " …")
        where = f"  {each.published or 'undated'}  {each.article}"
        table.add_row(where if each.article != last else "", line)
        last = each.article
    return table


def _other_names(entity: Entity) -> list[str]:
    return [alias.name for alias in entity.aliases if alias.name != entity.name]
