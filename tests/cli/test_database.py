"""`extract db`: the tables of a database, told about and brought up to date."""

import pytest

from extract.store import REVISION, open_store
from tests.store.test_migrations import load


@pytest.fixture
def old(sqlite_database: str) -> str:
    load(sqlite_database, "0001")
    return sqlite_database


def test_an_old_database_is_brought_up_to_date_on_request(extract, old, caplog):
    assert extract("db", "current", "--db", old)[1] == f"0001 (this version: {REVISION})\n"
    status, out, _ = extract("db", "upgrade", "--db", old)
    assert status == 0
    assert f"brought up to date from 0001: revision {REVISION}" in out
    assert "older version" in caplog.text
    assert extract("db", "current", "--db", old)[1] == f"{REVISION}\n"
    status, out, err = extract("db", "upgrade", "--db", old)
    assert (status, err) == (0, "")
    assert "is up to date" in out


def test_a_command_that_reads_an_old_database_says_what_to_do(extract, old):
    status, _, err = extract("entities", "--db", old)
    assert status == 1
    assert "extract db upgrade --db sqlite:///" in err


def test_a_run_brings_an_old_database_up_to_date(extract, old, tmp_path, caplog):
    (tmp_path / "a.txt").write_text("date 2024-08-01\nAnna Ivanova met Boris Petrov in Ankara.")
    status, _, _ = extract("run", "a.txt", "--db", old)
    assert status == 0
    assert "brought up to date" in caplog.text
    with open_store(old) as store:
        assert store.totals().articles == 4


@pytest.mark.parametrize("command", ["upgrade", "current"])
def test_a_database_that_is_not_there_is_not_made(extract, tmp_path, command):
    status, _, err = extract("db", command, "--db", "sqlite:///absent.db")
    assert status == 1
    assert "does not exist" in err
    assert list(tmp_path.iterdir()) == []
