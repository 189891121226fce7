"""`extract export` and `extract db delete`: files, and a cursor that the next call takes."""

import pytest

from tests.store.test_migrations import load


@pytest.fixture
def db(sqlite_database, extract) -> str:
    load(sqlite_database, "0001")
    extract("db", "upgrade", "--db", sqlite_database)
    return sqlite_database


def test_a_cursor_leads_from_one_export_to_the_next(extract, db, tmp_path):
    status, cursor, _ = extract("export", "jsonl", "out", "--db", db)
    assert status == 0
    assert len((tmp_path / "out" / "records.jsonl").read_text().splitlines()) == 3
    assert extract("db", "delete", "a2", "--db", db)[:2] == (0, "1 deleted\n")
    status, after, _ = extract("export", "jsonl", "out", "--db", db, "--since", cursor.strip())
    assert status == 0
    assert after != cursor
    assert (tmp_path / "out" / "records.jsonl").read_text() == ""
    assert '"id":"a2"' in (tmp_path / "out" / "deleted.jsonl").read_text()


def test_what_is_not_there_cannot_be_deleted(extract, db):
    status, _, err = extract("db", "delete", "nobody", "--db", db)
    assert status == 1
    assert "nobody" in err
