"""`extract compare`: two names without articles."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from extract.cli.output import complain, data_console, message_console, print_view
from extract.errors import ConfigError


def compare(
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME", help="Two names.")] = None,
    label: Annotated[
        Literal["PERSON", "AGENCY", "LOCATION"],
        typer.Option(
            case_sensitive=False, help="What the names are of; in FILE, where it gives no kind."
        ),
    ] = "PERSON",
    pairs: Annotated[
        typer.FileBinaryRead | None,
        typer.Option(
            metavar="FILE",
            help="Judge the pairs in these JSON lines (- for standard input): a, b, kind.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON; pairs are always printed so.")
    ] = False,
) -> None:
    """Judge whether two names are one person's, agency's or place's, and say why.

    With --pairs, each line of FILE comes back with verdict, score, rule and reason added. Where
    lines say whether their names are the "same" (true or false), precision, recall and F1 follow
    on standard error; unsure counts as no match there. A bad line is reported, the rest goes on,
    and the exit status is 1.

    Example: extract compare "Vadim Krasikov" "Vedim Krasikov"
    """
    from extract.display import decision_view, pair_scores_view
    from extract.pairs import judge_pair, judge_pairs, score_pairs
    from extract.schemas import Failure

    names = names or []
    if pairs is not None and names:
        raise ConfigError("give two names or --pairs FILE, not both")
    if pairs is None:
        if len(names) != 2 or not all(name.strip() for name in names):
            raise ConfigError(
                f"{len(names)} given, two names are compared: put quotes around each, as in"
                ' extract compare "Paul Whelan" "Paul Whalen"; or give --pairs FILE'
            )
        judged = judge_pair(*names, label=label)
        if as_json:
            typer.echo(judged.as_json())
        else:
            print_view(decision_view(judged.decision), data_console())
        return
    known, failed = [], False
    for each in judge_pairs(pairs, pairs.name, label=label):
        if isinstance(each, Failure):
            failed = True
            complain(f"{each.article}: {each.error}")
        else:
            typer.echo(each.as_json())
            known.append(each)
    if scores := score_pairs(known):
        print_view(pair_scores_view(scores), message_console())
    if failed:
        raise typer.Exit(1)
