"""`extract evaluate`, `check` and `rules`: how good it is, and what each rule does."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.cli.completion import complete_formats
from extract.cli.inputs import articles_of
from extract.cli.options import GoldPath, Model, RulesFolder, existing, settings_of
from extract.cli.output import data_console, message_console, print_view, wide_console
from extract.config import DEFAULT_MODEL
from extract.errors import ConfigError, ExtractError


def evaluate(
    gold: GoldPath = Path("gold"),
    split: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this folder of GOLD: dev or test.")
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            callback=existing,
            help="Scores of an earlier run: show gains and losses; exit 1 on a significant drop.",
        ),
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write every mistake in its sentence here.")
    ] = None,
    scores: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write all scores here.")
    ] = None,
    format_name: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="NAME",
            help="GOLD is an outside corpus: brat, conll, label-studio, doccano, docbin, timeml"
            " or stretches.",
            autocompletion=complete_formats,
        ),
    ] = None,
    floors: Annotated[
        bool, typer.Option(help="Show the plain model and a naive floor beside ours.")
    ] = True,
    rules: RulesFolder = None,
    model: Model = DEFAULT_MODEL,
) -> None:
    """Score the pipeline against labelled articles.

    Example: extract evaluate gold/ --split dev --html mistakes.html
    """
    from extract.evaluate import (
        Evaluation,
        compare,
        gate,
        read_gold,
        render_comparison,
        render_page,
        render_table,
    )
    from extract.evaluate import evaluate as score
    from extract.gold import evaluate_outside, read_labelled, render_outside
    from extract.measure import link_gold, predict_with_floors
    from extract.records import check_output

    for output in (html, scores):
        if output is not None:
            check_output(output)
    console, messages = wide_console(), message_console()
    place = gold / split if split else gold
    outside = read_labelled(place, format_name) if format_name else []
    labelled = [each.gold for each in outside] if format_name else read_gold(place)
    earlier = Evaluation.from_json(against.read_text(encoding="utf-8")) if against else None
    predictions = predict_with_floors(
        [each.article for each in labelled],
        settings_of(model, rules),
        floors=floors,
        notice=lambda name: messages.print(f"reading {len(labelled):,} articles: {name}"),
    )
    if format_name:
        evaluations = {
            name: evaluate_outside(outside, linked.records) for name, linked in predictions.items()
        }
        console.print(render_outside(evaluations, outside))
    else:
        on_gold = link_gold(labelled, predictions["extract"].records)
        evaluations = {
            name: score(
                labelled,
                linked.records,
                decisions=linked.decisions,
                on_gold=on_gold if name == "extract" else None,
            )
            for name, linked in predictions.items()
        }
        console.print(render_table(evaluations))
    ours = evaluations["extract"]
    if scores is not None:
        scores.write_text(ours.to_json(), encoding="utf-8")
    if html is not None:
        html.write_text(render_page(ours, labelled), encoding="utf-8")
    if earlier is not None:
        console.print(render_comparison(compare(earlier, ours)))
        if drops := gate(earlier, ours):
            named = ", ".join(f"{each.label} ({each.measure})" for each in drops)
            raise ExtractError(f"significant drop against {against}: {named}")


def check(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help="Articles, as for run.")],
    rules: RulesFolder = None,
    model: Model = DEFAULT_MODEL,
) -> None:
    """Check the output on articles that nobody has labelled.

    The day of publication is moved, a person renamed, two sentences swapped, the article given
    twice; what should follow must follow.

    Example: extract check corpus/
    """
    import extract
    from extract.gold import check_articles, render_consistency

    settings = settings_of(model, rules)
    articles = articles_of(inputs, settings)
    wide_console().print(render_consistency(check_articles(extract.load(settings), articles)))


def list_rules(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(metavar="INPUT", help="Articles to fire on, as for run."),
    ] = None,
    gold: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            callback=existing,
            help="Labelled articles: how often each rule is right. Without INPUT they are what it"
            " fires on.",
        ),
    ] = None,
    never: Annotated[bool, typer.Option("--never", help="Only rules that never fired.")] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Every entry of the register, the gazetteer, the titles.")
    ] = False,
    as_json: Annotated[
        Path | None,
        typer.Option("--json", metavar="FILE", help="Write all figures here (- to print)."),
    ] = None,
    as_csv: Annotated[
        Path | None,
        typer.Option("--csv", metavar="FILE", help="Write the rules as a table (- to print)."),
    ] = None,
    rules: RulesFolder = None,
    model: Model = DEFAULT_MODEL,
) -> None:
    """List every rule, the package's and yours: what it fires on, and how often it is right.

    Without articles, it says what each rule is for.

    Example: extract rules corpus/ --gold gold/dev --rules docs/example/rules
    """
    from extract.evaluate import read_gold, render_rules, report_rules
    from extract.records import check_output
    from extract.values.rules import NO_RULES, read_rules

    outputs = {path for path in (as_json, as_csv) if path is not None}
    if never and not inputs and gold is None:
        raise ConfigError("--never needs articles to fire on: give INPUT or --gold")
    if as_json is not None and as_json == as_csv:
        raise ConfigError("--json and --csv cannot both go to one place: name two files")
    for path in outputs - {Path("-")}:
        check_output(path)
    settings = settings_of(model, rules)
    own = read_rules(rules) if rules is not None else NO_RULES
    labelled = read_gold(gold) if gold is not None else []
    articles = articles_of(inputs, settings) if inputs else []
    predicted, records = [], []
    if labelled or articles:
        from extract.measure import annotate

        found = annotate([*(each.article for each in labelled), *articles], settings)
        predicted, records = found[: len(labelled)], found[len(labelled) :]
    report = report_rules(
        records if inputs else predicted,
        rules=own,
        gold=labelled,
        predicted=predicted,
        everything=everything,
    )
    for output, text in ((as_json, report.to_json), (as_csv, report.to_csv)):
        if output == Path("-"):
            typer.echo(text(), nl=False)
        elif output is not None:
            output.write_text(text(), encoding="utf-8", newline="")
    if Path("-") not in outputs:
        print_view(render_rules(report, never=never, everything=everything), data_console())
