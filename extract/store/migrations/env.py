"""Run by Alembic: how it works on the connection that it is given."""

from __future__ import annotations

from alembic import context

from extract.store.schema import metadata
from extract.store.tables import revisions

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=revisions.name,
    render_as_batch=True,  # SQLite alters few things in place: a table is made anew and filled
)
with context.begin_transaction():
    context.run_migrations()
