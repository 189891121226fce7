"""`extract entities …`: who is who, and single decisions on it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer
import typer.core

from extract.cli.deciding import apply, author_of, decisions_file
from extract.cli.options import DEFAULT_DB, By, Database, Decisions, Why
from extract.cli.output import data_console, print_view
from extract.errors import ArticleError


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
        metavar="ENTITY", help="An id or its beginning, or a name that only one entity has."
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
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="A name or an id; all entities without it.")
    ] = None,
    db: Database = DEFAULT_DB,
    label: Annotated[
        Literal["person", "agency", "location"] | None,
        typer.Option(help="Only entities of this kind."),
    ] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="Entities listed at most.")] = 50,
) -> None:
    """List entities with their variants, or one with its mentions and the reasons of its merges.

    Example: extract entities Whelan
    """
    from extract.display import PLURALS, entities_table, entity_view
    from extract.store import open_store

    console = data_console()
    wanted = next((each for each in PLURALS if each.lower() == label), None)
    with open_store(db, create=False) as store:
        found = list(store.entities(label=wanted, name=name, limit=limit))
        if not found and not any(store.totals().entities.values()) and store.totals().articles:
            raise ArticleError(
                db, "holds articles but no entities yet: the last run did not finish; run it again"
            )
        if name is None:
            print_view(entities_table(found), console)
            return
        if not found:
            raise ArticleError(
                name, "names no entity in the database; list them all with “extract entities”"
            )
        for entity in found:
            print_view(
                entity_view(entity, store.mentions_of(entity.id), list(store.decisions(entity.id))),
                console,
            )


@app.command("merge")
def entities_merge(
    a: _EntityName,
    b: Annotated[str, typer.Argument(metavar="ENTITY", help="The other.")],
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
