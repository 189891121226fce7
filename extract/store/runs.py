"""Runs, as the database remembers them."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from sqlalchemy import Connection, insert, select, update

from extract.schemas import Frozen, content_id
from extract.store import schema


class Run(Frozen):
    """One run, as the database remembers it.

    Attributes:
        version: of the code, model and rules that annotate.
        settings: as plain JSON values.
        started: an aware time.
    """

    version: str
    settings: dict[str, Any]
    started: dt.datetime

    @property
    def id(self) -> str:
        """Return the key of the run, derived from its content."""
        settings = json.dumps(self.settings, sort_keys=True)
        return content_id(self.version, settings, self.started.isoformat())


def ensure_run(connection: Connection, run: Run) -> None:
    """Write the row of `run` before the first row that refers to it.

    The first run of a database is what cursors know it by.
    """
    table, state = schema.runs, schema.state
    if connection.execute(select(table.c.id).where(table.c.id == run.id)).first() is None:
        row = {"id": run.id, "version": run.version, "settings": run.settings}
        connection.execute(
            insert(table), [row | {"started": as_utc(run.started), "finished": None}]
        )
        connection.execute(update(state).where(state.c.origin == "").values(origin=run.id))


def as_utc(moment: dt.datetime) -> dt.datetime:
    """Return an aware time in UTC; one that SQLite gave back without its zone is in UTC."""
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
