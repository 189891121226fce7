"""Bring the tables of an older database up to date, with Alembic.

Each revision is a module of `versions` with a number, the number before it, and `upgrade`. To
change the tables: change ``schema.py``, add a revision that does the same to what is there, and
raise `schema.REVISION`; a test compares the two on both databases. Revisions speak of tables
only. There is no way down: keep a copy of a database if you may need the older version again.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def config(connection: Connection) -> Config:
    """Return what Alembic needs to know to work on `connection`."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent))
    made.attributes["connection"] = connection
    return made


def upgrade(connection: Connection) -> None:
    """Bring the tables up to date, in the transaction of `connection`."""
    command.upgrade(config(connection), "head")
