"""The command line: each command parses its arguments, calls the library once, and prints.

Where to start reading: `main` turns errors into exit statuses; the commands follow in the order of
use: `run`, `show`, `entities …`, `review`, `compare`, `schema`; `evaluate`, `gold …`, `check`,
`rules`.

Data go to standard output, messages to standard error. Exit status: 0 fine, 1 an article failed or
what was asked for is not there, 2 the command was used wrongly.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import logging
import os
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
import typer.core
from rich.console import Console, RenderableType

from extract import __version__
from extract.config import DEFAULT_MODEL, Settings
from extract.errors import (
    ArticleError,
    ConfigError,
    DecisionError,
    ExtractError,
    ModelError,
    PatternError,
)

if TYPE_CHECKING:
    from extract.evaluate import GoldArticle
    from extract.review import Author
    from extract.schemas import Article, ReviewedDecision
    from extract.store import Store

DEFAULT_DB = "sqlite:///facts.db"
#: Columns of a table that goes to a file or a pipe.
_PIPED_WIDTH = 140
#: Errors of usage: what the user asked for cannot be done as asked.
_USAGE_ERRORS = (ConfigError, DecisionError, ModelError, PatternError)

app = typer.Typer(
    name="extract",
    help="Turn news articles into checked, queryable facts.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

gold_app = typer.Typer(
    help="Work with labelled articles: check, compare, convert, prelabel.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(gold_app, name="gold")


class _EntityCommands(typer.core.TyperGroup):
    """Takes a first word that is none of its commands as what to list: `extract entities Whelan`.

    Whose name is that of a command is listed by `extract entities -- Merge`, or `list Merge`.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - a click context
        if not args or args[0] not in {*self.commands, *ctx.help_option_names}:
            args = ["list", *args]
        return super().parse_args(ctx, args)


entities_app = typer.Typer(
    cls=_EntityCommands, rich_markup_mode=None, subcommand_metavar="[NAME | COMMAND …]"
)
app.add_typer(entities_app, name="entities")

Database = Annotated[
    str, typer.Option("--db", metavar="URL", help="Database, as an SQLAlchemy URL.")
]
Decisions = Annotated[
    Path | None,
    typer.Option(
        "--decisions",
        metavar="FILE",
        help="What people decided about names; beside the database facts.db it is"
        " facts.decisions.jsonl.",
        show_default=False,
    ),
]
Why = Annotated[str | None, typer.Option("--why", metavar="TEXT", help="The reason, for others.")]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="NAME",
        help="Who decides; else git's user.name, or the login.",
        show_default=False,
    ),
]
Model = Annotated[
    str,
    typer.Option(
        "--model",
        metavar="NAME|PATH",
        help="What proposes names: news (our own), a folder that training packed, or a spaCy"
        " pipeline, installed or a path.",
    ),
]

RulesFolder = Annotated[
    Path | None,
    typer.Option(
        "--rules",
        metavar="FOLDER",
        help="Agencies, places and titles of your own: agencies, places, titles, each .yaml or"
        " .csv.",
    ),
]


def main() -> None:
    """Run the command line; the entry point of the `extract` command."""
    logging.basicConfig(format="%(levelname)s: %(message)s", stream=sys.stderr)
    try:
        app()
    except ExtractError as error:
        print(f"extract: {error}", file=sys.stderr)  # noqa: T201 - a message to the user
        sys.exit(2 if isinstance(error, _USAGE_ERRORS) else 1)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"extract {__version__}")
        raise typer.Exit


def _settings(model: str, rules: Path | None = None, *, workers: int = 1) -> Settings:
    # One process takes the whole machine; several share it, a thread each.
    threads = 1 if workers > 1 else os.cpu_count() or 1
    return Settings(model=model, rules=None if rules is None else str(rules), threads=threads)


@app.callback()
def common(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """Turn news articles into checked, queryable facts."""


@app.command()
def run(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT…",
            help="Folders, files (.txt .jsonl .csv .parquet .html .warc) or - for standard input.",
        ),
    ],
    db: Database = DEFAULT_DB,
    jsonl: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Also write all records here as JSON lines (- to print)."
        ),
    ] = None,
    entities: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Also write all entities here as JSON lines (- to print)."
        ),
    ] = None,
    rules: RulesFolder = None,
    decisions: Decisions = None,
    model: Model = DEFAULT_MODEL,
    workers: Annotated[
        int, typer.Option(metavar="N", min=1, help="Processes that read articles at once.")
    ] = 1,
) -> None:
    """Read articles into a database of facts.

    What was read before, by the same version, is passed over; a run that was killed goes on where
    it stopped. An article that cannot be read is reported, the rest goes on, and the exit status
    is 1.

    Example: extract run corpus/ --db sqlite:///facts.db --jsonl facts.jsonl
    """
    from extract.annotate import load_annotator  # noqa: PLC0415
    from extract.display import summary_view  # noqa: PLC0415
    from extract.progress import shown_progress  # noqa: PLC0415
    from extract.resolve import update  # noqa: PLC0415
    from extract.run import run as run_articles  # noqa: PLC0415

    settings = _settings(model, rules, workers=workers)
    messages = Console(stderr=True)
    if jsonl == entities == Path("-"):
        raise ConfigError("records and entities cannot both go to standard output: name a file")
    reviewed = _reviewed(decisions, db, outputs=(jsonl, entities))
    notes: list[str] = []
    try:
        with shown_progress(messages) as progress:
            summary = run_articles(
                inputs,
                settings=settings,
                load=partial(load_annotator, settings),
                resolve=partial(update, reviewed=reviewed, note=notes.append),
                db_url=db,
                now=partial(dt.datetime.now, dt.UTC),
                jsonl=jsonl,
                entities=entities,
                workers=workers,
                progress=progress,
            )
    except KeyboardInterrupt:
        messages.print("stopped; what was stored stays, and the same command goes on from there")
        raise typer.Exit(130) from None
    except ArticleError as error:
        # Raised before any work: an input that is not there.
        raise typer.BadParameter(str(error), param_hint="INPUT") from error
    # With data on standard output, the summary must not mix with it.
    printed = Path("-") in {jsonl, entities}
    written = [f"{db} (database)"]
    written += [
        f"{path} ({what})" for path, what in ((jsonl, "records"), (entities, "entities")) if path
    ]
    _print(summary_view(summary, written=written), messages if printed else Console())
    _print_notes(notes)
    if summary.failures:
        raise typer.Exit(1)


@app.command()
def show(
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE", help="A file, or an article's id or its beginning.")
    ],
    db: Database = DEFAULT_DB,
    rules: RulesFolder = None,
    model: Model = DEFAULT_MODEL,
) -> None:
    """Print an article with its mentions coloured and their values beside them.

    A file is read afresh; an id is looked up in the database.

    Example: extract show corpus/000_9f0f1a379c9b6a5b.txt
    """
    from extract.display import article_view  # noqa: PLC0415

    console = Console(highlight=False)
    if Path(article).is_file():
        import extract  # noqa: PLC0415
        from extract.articles import read_articles  # noqa: PLC0415
        from extract.schemas import Failure  # noqa: PLC0415

        settings = _settings(model, rules)
        extractor = extract.load(settings)
        for each in read_articles([article], max_chars=settings.max_chars):
            if isinstance(each, Failure):
                raise ArticleError(each.article, each.error)
            console.print(article_view(extractor(each)), soft_wrap=not console.is_terminal)
        return
    from extract.store import open_store  # noqa: PLC0415

    if Path(article).is_dir():
        raise ConfigError(f"“{article}” is a folder: show one of its files, or an article's id")
    if any(sign in article for sign in "/.\\"):
        raise ConfigError(f"“{article}”: there is no such file")
    with open_store(db, create=False) as store:
        console.print(article_view(store.record(article)), soft_wrap=not console.is_terminal)


@entities_app.callback()
def entities() -> None:
    """List entities, say why names are one, and decide who is who.

    `extract entities NAME` is `extract entities list NAME`; for somebody named like a command,
    write `extract entities -- NAME`.

    Example: extract entities Whelan
    """


@entities_app.command("list")
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
    from extract.display import PLURALS, entities_table, entity_view  # noqa: PLC0415
    from extract.store import open_store  # noqa: PLC0415

    console = Console(highlight=False)
    wanted = next((each for each in PLURALS if each.lower() == label), None)
    with open_store(db, create=False) as store:
        found = list(store.entities(label=wanted, name=name, limit=limit))
        if not found and not any(store.totals().entities.values()) and store.totals().articles:
            raise ArticleError(
                db, "holds articles but no entities yet: the last run did not finish; run it again"
            )
        if name is None:
            _print(entities_table(found), console)
            return
        if not found:
            raise ArticleError(
                name, "names no entity in the database; list them all with “extract entities”"
            )
        for entity in found:
            _print(
                entity_view(entity, store.mentions_of(entity.id), list(store.decisions(entity.id))),
                console,
            )


_EntityName = Annotated[
    str,
    typer.Argument(
        metavar="ENTITY", help="An id or its beginning, or a name that only one entity has."
    ),
]


@entities_app.command("merge")
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
    from extract.review import merge  # noqa: PLC0415
    from extract.store import open_store  # noqa: PLC0415

    path, author = _decisions_file(decisions, db), _author(by, why)
    with open_store(db, create=False) as store:
        merge(store, path, a, b, author)
        _apply(store, path)


@entities_app.command("split")
def entities_split(
    entity: _EntityName,
    parts: Annotated[
        list[str],
        typer.Argument(
            metavar="PART…", help="The spellings, or the ids of the articles, that are another one."
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
    from extract.review import split  # noqa: PLC0415
    from extract.store import open_store  # noqa: PLC0415

    path, author = _decisions_file(decisions, db), _author(by, why)
    with open_store(db, create=False) as store:
        split(store, path, entity, parts, author)
        _apply(store, path)


@entities_app.command("rename")
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
    from extract.review import rename  # noqa: PLC0415
    from extract.store import open_store  # noqa: PLC0415

    path, author = _decisions_file(decisions, db), _author(by, why)
    with open_store(db, create=False) as store:
        rename(store, path, entity, name, author)
        _apply(store, path)


@app.command()
def review(
    db: Database = DEFAULT_DB,
    decisions: Decisions = None,
    why: Why = None,
    by: By = None,
) -> None:
    """Decide the pairs that resolution left unsure, one by one, the best questions first.

    Each shows both names with their contexts and asks for y(es), n(o), s(kip), u(ndo) or q(uit); a
    reason may follow: “y both were in Ankara”. Answers are kept at once, in the file of decisions,
    and applied in the end.

    Example: extract review --by "Ann Lee"
    """
    from extract.review import find_questions, walk  # noqa: PLC0415
    from extract.store import open_store  # noqa: PLC0415

    path, author = _decisions_file(decisions, db), _author(by, why)
    console = Console(highlight=False)
    with open_store(db, create=False) as store:
        questions = find_questions(store)
        if not questions:
            typer.echo("no pair of names is unsure")
            return
        decided = walk(
            questions,
            store=store,
            path=path,
            author=author,
            read=console.input,
            show=lambda view: _print(view, console, width=console.width),
        )
        typer.echo(f"\n{decided} decided of {len(questions)}")
        if decided:
            _apply(store, path)


def _author(by: str | None, why: str | None) -> Author:
    from extract.review import Author, author_name  # noqa: PLC0415

    # The day where the author is.
    today = dt.datetime.now(dt.UTC).astimezone().date()
    return Author(by=author_name(by), on=today, why=(why or "").strip() or None)


def _apply(store: Store, path: Path) -> None:
    from extract.review import apply_decisions  # noqa: PLC0415

    notes = apply_decisions(store, path)
    typer.echo(f"kept in {path}, and applied")
    _print_notes(notes)


def _print_notes(notes: Iterable[str]) -> None:
    for note in notes:
        typer.echo(f"note: {note}", err=True)


def _decisions_file(given: Path | None, db: str) -> Path:
    from extract.decisions import SUFFIX  # noqa: PLC0415
    from extract.store import database_file  # noqa: PLC0415

    if given is not None:
        return given
    if (file := database_file(db)) is None:
        raise ConfigError(
            "where are decisions kept? This database is no file: name one with --decisions"
        )
    path = file.with_suffix(SUFFIX)
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _reviewed(
    given: Path | None, db: str, *, outputs: Iterable[Path | None]
) -> list[ReviewedDecision]:
    """Return the decisions that a run applies, before any work is done."""
    from extract.decisions import read_decisions  # noqa: PLC0415
    from extract.store import database_file  # noqa: PLC0415

    if given is None and database_file(db) is None:
        return []
    path = _decisions_file(given, db)
    if any(each is not None and each.resolve() == path.resolve() for each in outputs):
        raise ConfigError(f"output “{path}” is the file of decisions: name another")
    if given is not None and not path.exists():
        raise ConfigError(f"decisions “{path}”: there is no such file")
    return read_decisions(path) if path.exists() else []


@app.command()
def compare(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME NAME", help="Two names.")
    ] = None,
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
    from extract.display import decision_view, pair_scores_view  # noqa: PLC0415
    from extract.pairs import judge_pair, judge_pairs, score_pairs  # noqa: PLC0415
    from extract.schemas import Failure  # noqa: PLC0415

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
            _print(decision_view(judged.decision), Console(highlight=False))
        return
    known, failed = [], False
    for each in judge_pairs(pairs, pairs.name, label=label):
        if isinstance(each, Failure):
            failed = True
            typer.echo(f"{each.article}: {each.error}", err=True)
        else:
            typer.echo(each.as_json())
            known.append(each)
    if scores := score_pairs(known):
        _print(pair_scores_view(scores), Console(stderr=True, highlight=False))
    if failed:
        raise typer.Exit(1)


@app.command()
def schema() -> None:
    """Print the JSON Schemas of what goes in and what comes out.

    Example: extract schema > schema.json
    """
    from extract.schemas import ArticleInput, Entity, Record  # noqa: PLC0415

    schemas = {
        "input": ArticleInput.model_json_schema(),
        "record": Record.model_json_schema(mode="serialization"),
        "entity": Entity.model_json_schema(mode="serialization"),
    }
    typer.echo(json.dumps(schemas, indent=2, ensure_ascii=False))


GoldPath = Annotated[
    Path, typer.Argument(metavar="[GOLD]", help="A folder of gold files, or one.", exists=True)
]
FormatName = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="NAME",
        help="brat, conll, label-studio, doccano, docbin, timeml or stretches.",
    ),
]


@app.command()
def evaluate(
    gold: GoldPath = Path("gold"),
    split: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this folder of GOLD: dev or test.")
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            exists=True,
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
    from extract.evaluate import (  # noqa: PLC0415
        Evaluation,
        compare,
        gate,
        read_gold,
        render_comparison,
        render_page,
        render_table,
    )
    from extract.evaluate import evaluate as score  # noqa: PLC0415
    from extract.gold import evaluate_outside, read_labelled, render_outside  # noqa: PLC0415
    from extract.measure import predict_with_floors  # noqa: PLC0415
    from extract.records import check_output  # noqa: PLC0415

    for output in (html, scores):
        if output is not None:
            check_output(output)
    console, messages = _wide_console(), Console(stderr=True)
    place = gold / split if split else gold
    outside = read_labelled(place, format_name) if format_name else []
    labelled = [each.gold for each in outside] if format_name else read_gold(place)
    earlier = Evaluation.from_json(against.read_text(encoding="utf-8")) if against else None
    predictions = predict_with_floors(
        [each.article for each in labelled],
        _settings(model, rules),
        floors=floors,
        notice=lambda name: messages.print(f"reading {len(labelled):,} articles: {name}"),
    )
    if format_name:
        evaluations = {
            name: evaluate_outside(outside, records) for name, records in predictions.items()
        }
        console.print(render_outside(evaluations, outside))
    else:
        evaluations = {name: score(labelled, records) for name, records in predictions.items()}
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


@gold_app.command("check")
def gold_check(
    gold: GoldPath = Path("gold"),
    corpus: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", exists=True, help="Texts must equal the files here."),
    ] = None,
    doubts: Annotated[bool, typer.Option(help="Also list what may be a mistake.")] = True,
) -> None:
    """Check offsets, overlaps, guideline rules and contexts that disagree.

    Example: extract gold check gold/ --corpus corpus/
    """
    from collections import Counter  # noqa: PLC0415

    from extract.evaluate import read_gold  # noqa: PLC0415
    from extract.gold import check_gold, has_errors, render_findings  # noqa: PLC0415

    articles = read_gold(gold)
    findings = check_gold(articles, corpus=corpus)
    shown = findings if doubts else [each for each in findings if each.severity == "error"]
    labels = Counter(mention.label for each in articles for mention in each.mentions)
    _wide_console().print(render_findings(shown, articles=len(articles), labels=dict(labels)))
    if has_errors(findings):
        raise typer.Exit(1)


@gold_app.command("agree")
def gold_agree(
    first: Annotated[Path, typer.Argument(exists=True, help="One labelling.")],
    second: Annotated[Path, typer.Argument(exists=True, help="Another of the same articles.")],
) -> None:
    """Compare two labellings of the same articles.

    Example: extract gold agree labels/first labels/second
    """
    from extract.evaluate import read_gold  # noqa: PLC0415
    from extract.gold import agree, render_agreement  # noqa: PLC0415

    _wide_console().print(render_agreement(agree(read_gold(first), read_gold(second))))


@gold_app.command("import")
def gold_import(
    source: Annotated[Path, typer.Argument(exists=True, help="Articles in NAME's format.")],
    target: Annotated[Path, typer.Argument(help="Folder for the gold files.")],
    format_name: FormatName,
) -> None:
    """Turn labelled articles of another format into gold files.

    Example: extract gold import brat/ gold/new --format brat
    """
    from extract.gold import read_labelled  # noqa: PLC0415

    _write_gold_files([each.gold for each in read_labelled(source, format_name)], target)


@gold_app.command("export")
def gold_export(
    gold: Annotated[Path, typer.Argument(exists=True, help="A folder of gold files, or one.")],
    target: Annotated[Path, typer.Argument(help="File or folder to write.")],
    format_name: FormatName,
) -> None:
    """Write gold files in another format.

    Example: extract gold export gold/dev dev.jsonl --format doccano
    """
    from extract.evaluate import read_gold  # noqa: PLC0415
    from extract.gold import write_labelled  # noqa: PLC0415

    articles = read_gold(gold)
    write_labelled(articles, target, format_name)
    typer.echo(f"{len(articles):,} articles written to {target}", err=True)


@gold_app.command("prelabel")
def gold_prelabel(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT…", help="Articles, as for run.")],
    target: Annotated[Path, typer.Option("--into", metavar="FOLDER", help="Folder to write to.")],
    rules: RulesFolder = None,
    model: Model = DEFAULT_MODEL,
) -> None:
    """Label new articles by machine, for a person to read and mend.

    The files say so, and `extract evaluate` refuses them until "made_by" says "reading".

    Example: extract gold prelabel news/ --into gold/new
    """
    from extract.gold import prelabel  # noqa: PLC0415
    from extract.measure import predict  # noqa: PLC0415

    settings = _settings(model, rules)
    _write_gold_files(list(prelabel(predict(_articles(inputs, settings), settings))), target)


@app.command()
def check(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT…", help="Articles, as for run.")],
    rules: RulesFolder = None,
    model: Model = DEFAULT_MODEL,
) -> None:
    """Check the output on articles that nobody has labelled.

    The day of publication is moved, a person renamed, two sentences swapped, the article given
    twice; what should follow must follow.

    Example: extract check corpus/
    """
    import extract  # noqa: PLC0415
    from extract.gold import check_articles, render_consistency  # noqa: PLC0415

    settings = _settings(model, rules)
    articles = _articles(inputs, settings)
    _wide_console().print(render_consistency(check_articles(extract.load(settings), articles)))


@app.command("rules")
def list_rules(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[INPUT]…", help="Articles to fire on, as for run."),
    ] = None,
    gold: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            exists=True,
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
    from extract.evaluate import read_gold, render_rules, report_rules  # noqa: PLC0415
    from extract.records import check_output  # noqa: PLC0415
    from extract.values.rules import NO_RULES, read_rules  # noqa: PLC0415

    outputs = {path for path in (as_json, as_csv) if path is not None}
    if never and not inputs and gold is None:
        raise ConfigError("--never needs articles to fire on: give INPUT or --gold")
    if as_json is not None and as_json == as_csv:
        raise ConfigError("--json and --csv cannot both go to one place: name two files")
    for path in outputs - {Path("-")}:
        check_output(path)
    settings = _settings(model, rules)
    own = read_rules(rules) if rules is not None else NO_RULES
    labelled = read_gold(gold) if gold is not None else []
    articles = _articles(inputs, settings) if inputs else []
    predicted, records = [], []
    if labelled or articles:
        from extract.measure import annotate  # noqa: PLC0415

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
        _print(render_rules(report, never=never, everything=everything), Console(highlight=False))


def _articles(inputs: list[str], settings: Settings) -> list[Article]:
    """Return the articles of `inputs`; say on standard error which could not be read."""
    from extract.articles import read_articles  # noqa: PLC0415
    from extract.schemas import Failure  # noqa: PLC0415

    found = []
    try:
        for each in read_articles(inputs, max_chars=settings.max_chars):
            if isinstance(each, Failure):
                typer.echo(f"{each.article}: {each.error}", err=True)
            else:
                found.append(each)
    except ArticleError as error:
        raise typer.BadParameter(str(error), param_hint="INPUT") from error
    return found


def _write_gold_files(articles: list[GoldArticle], target: Path) -> None:
    from extract.evaluate import write_gold  # noqa: PLC0415
    from extract.gold.formats.base import file_stem  # noqa: PLC0415

    target.mkdir(parents=True, exist_ok=True)
    for each in articles:
        write_gold(each, target / f"{file_stem(each.article.id)}.json")
    typer.echo(f"{len(articles):,} gold files written to {target}", err=True)


def _print(view: RenderableType, console: Console, *, width: int = _PIPED_WIDTH) -> None:
    """Print a view; in a file or a pipe its lines are wide and end where their words end."""
    if console.is_terminal:
        console.print(view)
        return
    wide = Console(file=io.StringIO(), width=width, highlight=False)
    wide.print(view)
    text = wide.file.getvalue()  # type: ignore[attr-defined]  # a StringIO, given above
    console.file.write("".join(f"{line.rstrip()}\n" for line in text.splitlines()))


def _wide_console() -> Console:
    """Return a console for tables: as wide as the terminal, wide enough when there is none."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_PIPED_WIDTH)
