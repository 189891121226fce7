"""`extract doctor`: whether everything that extract needs is there and works."""

from __future__ import annotations

import typer

from extract.cli.options import DEFAULT_DB, Database, Model, RulesFolder, settings_of
from extract.cli.output import data_console, manners
from extract.config import DEFAULT_MODEL


def doctor(
    db: Database = DEFAULT_DB,
    rules: RulesFolder = None,
    model: Model = DEFAULT_MODEL,
) -> None:
    """Check installation, model, database, write rights and optional parts.

    Each line is ok, or a problem with what to do; “–” stands before an optional part that is not
    installed. The exit status is 1 if there is a problem. Nothing is changed.

    Example: extract doctor --db sqlite:///facts.db
    """
    from extract.display import finding_line
    from extract.doctor import examine

    where = data_console()
    problems = 0
    for finding in examine(settings_of(model, rules), db):
        problems += finding.is_problem
        if finding.is_problem or not manners.get().quiet:
            where.print(finding_line(finding), soft_wrap=True)
    if problems:
        raise typer.Exit(1)
