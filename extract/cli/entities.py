"""`extract entities …`: who is who, and single decisions on it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

import typer
import typer.core
from rich.console import Group

from extract.cli.completion import complete_names
from extract.cli.deciding import apply, author_of, decisions_file
from extract.cli.options import DEFAULT_DB, By, Database, Decisions, Why
from extract.cli.output import data_console, print_view, say, view_width
from extract.errors import ArticleError, ConfigError

#: Entities of one name that are shown in full.
_IN_FULL = 3


class _EntityCommands(typer.core.TyperGroup):
    """Takes a first word that is none of its commands as what to list: `extract entities Whelan`.

    Whose name is that of a command is listed by `extract entities -- Merge`, or `list Merge`.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - a click context
        if not args or args[0] not in {*self.commands, *ctx.help_option_names}:
            args = ["list", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_EntityCommands, rich_markup_mode=None, subcommand_metavar="[NAME | COMMAND …]"
)
_EntityName = Annotated[
    str,
    typer.Argument(
        metavar="ENTITY",
        help="An id or its beginning, or a name that only one entity has.",
        autocompletion=complete_names,
    ),
]


@app.callback()
def entities() -> None:
    """List entities, say why names are one, and decide who is who.

    `extract entities NAME` is `extract entities list NAME`; for somebody named like a command,
    write `extract entities -- NAME`.

    Example: extract entities Whelan
    """


@app.command("list")
def entities_list(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME",
            help="Words of a name, or an id; all entities without it.",
            autocompletion=complete_names,
        ),
    ] = None,
    db: Database = DEFAULT_DB,
    label: Annotated[
        Literal["person", "agency", "location"] | None,
        typer.Option(help="Only entities of this kind."),
    ] = None,
    country: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Only agencies and places of this country, such as TR."),
    ] = None,
    since: Annotated[
        dt.datetime | None,
        typer.Option(
            metavar="DAY",
            formats=["%Y-%m-%d"],
            help="Only what an article of this day, or of a later one, names: 2024-08-01.",
        ),
    ] = None,
    sort: Annotated[
        Literal["mentions", "articles", "name", "first-seen"],
        typer.Option(help="What comes first."),
    ] = "mentions",
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="Entities listed at most.")] = 50,
    mentions: Annotated[
        int,
        typer.Option(metavar="N", min=0, help="Mentions shown in context, of one entity, at most."),
    ] = 12,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Print JSON lines; with NAME also judgements and contexts."),
    ] = False,
) -> None:
    """List entities with their variants, or one with its mentions and the reasons of its merges.

    More than a few of one name are listed; more words of the name, or an id, lead to one. A “?”
    marks what is worth a look: a merge of a low score, or a pair of names that is left unsure.

    Example: extract entities Whelan
    """
    from extract.display import entities_list as entities_view
    from extract.display import entity_view
    from extract.lookup import gather, similar_name
    from extract.schemas import ENTITY_LABELS
    from extract.store import open_store

    name = " ".join(names) if names else None
    country = None if country is None else _country(country)
    with open_store(db, create=False) as store:
        found = list(
            store.entities(
                name=name,
                label=next((each for each in ENTITY_LABELS if each.lower() == label), None),
                country=country,
                since=None if since is None else since.date(),
                sort=sort,
                limit=limit + 1,
                count_stories=True,
            )
        )
        more, found = len(found) > limit, found[:limit]
        totals = store.totals()
        if not any(totals.entities.values()) and totals.articles:
            raise ArticleError(
                db, "holds articles but no entities yet: the last run did not finish; run it again"
            )
        if not found and name is not None:
            meant = similar_name(store, name) or "; list them all with “extract entities”"
            which = " of this kind" if label or country or since else ""
            raise ArticleError(name, f"names no entity{which} in the database{meant}")
        in_full = name is not None and len(found) <= _IN_FULL
        facts = gather(store, found, contexts=mentions if in_full or (as_json and name) else 0)
    if as_json:
        for each in facts if name else found:
            typer.echo(each.model_dump_json())
        return
    where = data_console()
    if in_full:
        for number, each in enumerate(facts):
            print_view(Group("", entity_view(each)) if number else entity_view(each), where)
        return
    print_view(entities_view(facts, width=view_width(where)), where)
    if more:
        say(f"\nthe first {limit:,}: --limit {2 * limit} shows more")
    elif name is not None:
        say("\nmore words of the name, or an id, show one with its mentions and reasons")


def _country(code: str) -> str:
    if len(code) != 2 or not code.isalpha():
        raise ConfigError(f"country “{code}”: give its two letters (ISO 3166-1), such as TR")
    return code.upper()


@app.command("merge")
def entities_merge(
    a: _EntityName,
    b: Annotated[
        str,
        typer.Argument(metavar="ENTITY", help="The other.", autocompletion=complete_names),
    ],
    db: Database = DEFAULT_DB,
    decisions: Decisions = None,
    why: Why = None,
    by: By = None,
) -> None:
    """Decide that two entities are one, and resolve again.

    Example: extract entities merge "Paul Whelan" "Paul Whalen" --why "one man in both"
    """
    from extract.review import merge
    from extract.store import open_store

    path, author = decisions_file(decisions, db), author_of(by, why)
    with open_store(db, create=False) as store:
        merge(store, path, a, b, author)
        apply(store, path)


@app.command("split")
def entities_split(
    entity: _EntityName,
    parts: Annotated[
        list[str],
        typer.Argument(
            metavar="PART", help="The spellings, or the ids of the articles, that are another one."
        ),
    ],
    db: Database = DEFAULT_DB,
    decisions: Decisions = None,
    why: Why = None,
    by: By = None,
) -> None:
    """Decide that some spellings, or articles, of an entity are another one; resolve again.

    Example: extract entities split "Paul Whelan" "Paul Whalen" --why "the bowler"
    """
    from extract.review import split
    from extract.store import open_store

    path, author = decisions_file(decisions, db), author_of(by, why)
    with open_store(db, create=False) as store:
        split(store, path, entity, parts, author)
        apply(store, path)


@app.command("rename")
def entities_rename(
    entity: _EntityName,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is shown under.")],
    db: Database = DEFAULT_DB,
    decisions: Decisions = None,
    why: Why = None,
    by: By = None,
) -> None:
    """Decide the name that an entity is shown under, and resolve again.

    Example: extract entities rename "Paul Whelan" "Paul Nicholas Whelan"
    """
    from extract.review import rename
    from extract.store import open_store

    path, author = decisions_file(decisions, db), author_of(by, why)
    with open_store(db, create=False) as store:
        rename(store, path, entity, name, author)
        apply(store, path)
