"""Store: the facts in tables, one schema for SQLite and PostgreSQL.

Where to start reading: `store` is what the rest of the package uses, with what it gives back in
`reader`, `schema` the tables, `rows`
how a record becomes rows and rows a record again, `memory` what resolution asks and brings,
`ledger` what became of every article, `locks` how runs keep out of each other's way,
`changes` how tables are brought up to date, `engine` how a database is opened and its errors
explained, `rights` what its user needs, `search` how entities are found, `tables` how a database
gets its tables, `migrations` how older ones come up to date.
"""

from extract.store.engine import database_file, revision_of
from extract.store.feed import Deletion, Feed, Place
from extract.store.ledger import Entry, Ledger
from extract.store.reader import Totals
from extract.store.rows import fingerprint
from extract.store.runs import Run
from extract.store.schema import REVISION
from extract.store.search import Sort
from extract.store.store import Store, open_store
from extract.store.stories import Story

__all__ = [
    "REVISION",
    "Deletion",
    "Entry",
    "Feed",
    "Ledger",
    "Place",
    "Run",
    "Sort",
    "Store",
    "Story",
    "Totals",
    "database_file",
    "fingerprint",
    "open_store",
    "revision_of",
]
