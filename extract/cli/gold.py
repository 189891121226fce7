"""`extract gold …`: labelled articles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli.inputs import articles_of
from extract.cli.options import FormatName, GoldPath, Model, RulesFolder, existing, settings_of
from extract.cli.output import say, wide_console
from extract.config import DEFAULT_MODEL

if TYPE_CHECKING:
    from extract.evaluate import GoldArticle

app = typer.Typer(
    help="Work with labelled articles: check, compare, convert, prelabel.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("check")
def gold_check(
    gold: GoldPath = Path("gold"),
    corpus: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", callback=existing, help="Texts must equal the files here."),
    ] = None,
    doubts: Annotated[bool, typer.Option(help="Also list what may be a mistake.")] = True,
) -> None:
    """Check offsets, overlaps, guideline rules and contexts that disagree.

    Example: extract gold check gold/ --corpus corpus/
    """
    from collections import Counter

    from extract.evaluate import read_gold
    from extract.gold import check_gold, has_errors, render_findings

    articles = read_gold(gold)
    findings = check_gold(articles, corpus=corpus)
    shown = findings if doubts else [each for each in findings if each.severity == "error"]
    labels = Counter(mention.label for each in articles for mention in each.mentions)
    wide_console().print(render_findings(shown, articles=len(articles), labels=dict(labels)))
    if has_errors(findings):
        raise typer.Exit(1)


@app.command("agree")
def gold_agree(
    first: Annotated[Path, typer.Argument(callback=existing, help="One labelling.")],
    second: Annotated[
        Path, typer.Argument(callback=existing, help="Another of the same articles.")
    ],
) -> None:
    """Compare two labellings of the same articles.

    Example: extract gold agree labels/first labels/second
    """
    from extract.evaluate import read_gold
    from extract.gold import agree, render_agreement

    wide_console().print(render_agreement(agree(read_gold(first), read_gold(second))))


@app.command("import")
def gold_import(
    source: Annotated[Path, typer.Argument(callback=existing, help="Articles in NAME's format.")],
    target: Annotated[Path, typer.Argument(help="Folder for the gold files.")],
    format_name: FormatName,
) -> None:
    """Turn labelled articles of another format into gold files.

    Example: extract gold import brat/ gold/new --format brat
    """
    from extract.gold import read_labelled

    _write_gold_files([each.gold for each in read_labelled(source, format_name)], target)


@app.command("export")
def gold_export(
    gold: Annotated[
        Path, typer.Argument(callback=existing, help="A folder of gold files, or one.")
    ],
    target: Annotated[Path, typer.Argument(help="File or folder to write.")],
    format_name: FormatName,
) -> None:
    """Write gold files in another format.

    Example: extract gold export gold/dev dev.jsonl --format doccano
    """
    from extract.evaluate import read_gold
    from extract.gold import write_labelled

    articles = read_gold(gold)
    write_labelled(articles, target, format_name)
    say(f"{len(articles):,} articles written to {target}")


@app.command("prelabel")
def gold_prelabel(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help="Articles, as for run.")],
    target: Annotated[Path, typer.Option("--into", metavar="FOLDER", help="Folder to write to.")],
    rules: RulesFolder = None,
    model: Model = DEFAULT_MODEL,
) -> None:
    """Label new articles by machine, for a person to read and mend.

    The files say so, and `extract evaluate` refuses them until "made_by" says "reading".

    Example: extract gold prelabel news/ --into gold/new
    """
    from extract.gold import prelabel
    from extract.measure import predict

    settings = settings_of(model, rules)
    _write_gold_files(
        list(prelabel(predict(articles_of(inputs, settings), settings).records)), target
    )


def _write_gold_files(articles: list[GoldArticle], target: Path) -> None:
    from extract.evaluate import write_gold
    from extract.gold.formats.base import file_stem

    target.mkdir(parents=True, exist_ok=True)
    for each in articles:
        write_gold(each, target / f"{file_stem(each.article.id)}.json")
    say(f"{len(articles):,} gold files written to {target}")
