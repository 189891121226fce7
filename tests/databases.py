"""Empty databases for tests, of SQLite and of PostgreSQL, by fixtures that any test may ask for.

A test that asks for `database` runs on both.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

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
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(str(error))


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
