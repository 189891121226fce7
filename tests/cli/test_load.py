"""`extract load`: records that were written elsewhere, into a database."""

import json

import pytest

from tests.databases import query

TEXT = "Anna Reed left Oslo on Thursday with 4 others."


@pytest.fixture
def records(extract, tmp_path) -> str:
    (tmp_path / "news.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}))
    assert extract("run", "news.jsonl", "--jsonl", "records.jsonl")[0] == 0
    return "records.jsonl"


def test_records_make_a_database(extract, tmp_path, records):
    status, out, _ = extract("load", records, "--db", "sqlite:///copy.db")
    assert (status, "1 articles read: 1 new" in out or "1 article read: 1 new" in out) == (0, True)
    names = "SELECT name FROM entities ORDER BY name"
    assert query(f"sqlite:///{tmp_path}/copy.db", names) == query(
        f"sqlite:///{tmp_path}/facts.db", names
    )
    assert "1 unchanged" in extract("load", records, "--db", "sqlite:///copy.db")[1]
    assert "1 new" in extract("load", records, "--db", "sqlite:///copy.db", "--force")[1]


def test_who_made_the_records_can_be_said(extract, tmp_path, records):
    extract("load", records, "--db", "sqlite:///copy.db", "--made-by", "0.0.9")
    made = query(f"sqlite:///{tmp_path}/copy.db", "SELECT version FROM articles")
    assert made == [("0.0.9",)]
    row = {"record": (tmp_path / records).read_text(), "version": "0.0.9"}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row))
    status, out, _ = extract("load", "rows.jsonl", "--db", "sqlite:///other.db")
    assert (status, "was made by version 0.0.9" in " ".join(out.split())) == (1, True)
    told = ("--made-by", "0.0.9", "--db", "sqlite:///other.db")
    assert extract("load", "rows.jsonl", *told)[0] == 0


def test_a_line_that_is_no_record_is_left_to_load_again(extract, tmp_path, records):
    with (tmp_path / records).open("a") as file:
        file.write('{"text": "Eva left."}\n')
    status, out, _ = extract("load", records, "--db", "sqlite:///copy.db")
    assert (status, f"{records}:2" in out) == (1, True)
    status, _, err = extract("retry", "--db", "sqlite:///copy.db")
    assert (status, "run, or load, with its input" in err) == (1, True)
    assert "not there" not in err  # the file is
    assert f"{records}:2" in extract("failures", "--db", "sqlite:///copy.db")[1]


def test_what_is_not_there_is_not_loaded(extract):
    status, _, err = extract("load", "nothing.jsonl")
    assert (status, "RECORDS" in err, "does not exist" in err) == (2, True, True)
