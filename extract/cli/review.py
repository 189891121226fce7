"""`extract review`: decide the pairs that resolution left unsure."""

from __future__ import annotations

from extract.cli.deciding import apply, author_of, decisions_file
from extract.cli.options import DEFAULT_DB, By, Database, Decisions, Why
from extract.cli.output import data_console, print_view, say


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
    from extract.review import find_questions, walk
    from extract.store import open_store

    path, author = decisions_file(decisions, db), author_of(by, why)
    console = data_console()
    with open_store(db, create=False) as store:
        questions = find_questions(store)
        if not questions:
            say("no pair of names is unsure")
            return
        decided = walk(
            questions,
            store=store,
            path=path,
            author=author,
            read=console.input,
            show=lambda view: print_view(view, console, width=console.width),
        )
        say(f"\n{decided} decided of {len(questions)}")
        if decided:
            apply(store, path)
