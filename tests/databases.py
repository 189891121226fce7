"""Empty databases for tests, of SQLite and of PostgreSQL, by fixtures that any test may ask for.

A test that asks for `database` runs on both.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from extract.store import open_store
from tests.documents import fences
from tests.machines import give_up
from tests.postgres import VARIABLE, temporary_server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a database of a PostgreSQL server; missing, it fails tests on CI."""
    given = os.environ.get(VARIABLE)
    if given:
        yield given
        return
    try:
        with temporary_server() as server:
            yield server.url
    except FileNotFoundError as error:
        give_up(str(error))


@pytest.fixture
def postgres_database(postgres_server: str) -> Iterator[str]:
    """The URL of an empty PostgreSQL database that is dropped afterwards."""
    name = f"test_{uuid4().hex}"
    engine = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
        # Times of day are UTC in every test.
        connection.exec_driver_sql(f"ALTER DATABASE {name} SET timezone = 'UTC'")
    yield make_url(postgres_server).set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


class Users(NamedTuple):
    """The URLs of one PostgreSQL database: for the user who owns it, and for another.

    `rule` is that of a superuser.
    """

    owner: str
    helper: str
    rule: str


@contextmanager
def two_users(server: str, *, late: bool = False) -> Iterator[Users]:
    """Make an empty database with two users as docs/cluster.md does, the second in its own words.

    With `late`, the owner has made the tables before the second user gets its rights. Users belong
    to the whole server, so their names are of this call alone.
    """
    key = uuid4().hex
    names = {name: f"{name}_{key}" for name in ("news", "helper", "facts")}
    password = "change-me"  # noqa: S105 - the page's
    rule = make_url(server).set(database=names["facts"]).render_as_string(hide_password=False)
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in (
            f"CREATE ROLE {names['news']} LOGIN PASSWORD '{password}'",
            f"CREATE DATABASE {names['facts']} OWNER {names['news']}",
        ):
            connection.exec_driver_sql(statement)
    try:
        owner, helper = (
            make_url(rule)
            .set(username=names[name], password=password)
            .render_as_string(hide_password=False)
            for name in ("news", "helper")
        )
        if late:
            open_store(owner).close()
        (rights,) = (each for each in fences("docs/cluster.md") if each.language == "sql")
        execute(rule, re.sub("|".join(names), lambda found: names[found[0]], rights.text))
        yield Users(owner, helper, rule)
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {names['facts']} WITH (FORCE)")
            connection.exec_driver_sql(f"DROP ROLE IF EXISTS {names['helper']}, {names['news']}")
        engine.dispose()


@pytest.fixture
def users(postgres_server: str) -> Iterator[Users]:
    """An empty PostgreSQL database with two users; both are dropped afterwards."""
    with two_users(postgres_server) as made:
        yield made


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """An empty folder that every user may reach, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield folder
        folder.chmod(0o755)


@pytest.fixture
def sqlite_database(tmp_path: Path) -> str:
    """The URL of an SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path}/facts.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The URL of an empty database, of either kind."""
    kind = "sqlite_database" if request.param == "sqlite" else "postgres_database"
    return request.getfixturevalue(kind)


def query(url: str, statement: str) -> list[tuple[object, ...]]:
    """Return the rows of one SQL statement."""
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(statement))]
    engine.dispose()
    return rows


def execute(url: str, statement: str) -> None:
    """Execute one SQL statement."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
