"""`extract run` as a user meets it: what it prints, writes and returns."""

import json
import sqlite3

import pytest

from extract.schemas import Record
from tests.cli.articles import MISSPELT, SWAP


def test_run_makes_the_default_database_and_a_summary(extract, tmp_path):
    status, out, err = extract("run", SWAP)
    assert status == 0
    assert "1 article read: 1 new" in out
    assert "most mentioned people" in out
    assert "Gershkovich" in out
    assert "reading articles" in err
    with sqlite3.connect(tmp_path / "facts.db") as database:
        assert database.execute("select count(*) from mentions").fetchone()[0] > 30
    database.close()


def test_a_second_run_changes_nothing_and_says_so(extract, tmp_path):
    extract("run", SWAP, "--jsonl", "first.jsonl")
    status, out, _ = extract("run", SWAP, "--jsonl", "second.jsonl")
    assert status == 0
    assert "1 unchanged" in out
    assert "Nothing changed" in out
    assert (tmp_path / "first.jsonl").read_bytes() == (tmp_path / "second.jsonl").read_bytes()


def test_jsonl_holds_records_that_quote_their_text(extract, tmp_path):
    extract("run", SWAP, "--jsonl", "facts.jsonl")
    (line,) = (tmp_path / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    record = Record.model_validate(json.loads(line))
    assert record.article.text == SWAP.read_text(encoding="utf-8")
    assert {mention.label for mention in record.mentions} == {
        "PERSON",
        "AGENCY",
        "DATE",
        "COUNT",
        "LOCATION",
    }
    assert all(m.entity for m in record.mentions if m.label in {"PERSON", "AGENCY", "LOCATION"})
    assert all(m.entity is None for m in record.mentions if m.label in {"DATE", "COUNT"})


def test_jsonl_to_standard_output_is_not_mixed_with_the_summary(extract):
    status, out, err = extract("run", SWAP, "--jsonl", "-")
    assert status == 0
    assert json.loads(out)["article"]["published"] == "2024-08-01"
    assert "1 article read" in err


def test_entities_file_joins_the_spellings_of_both_articles(extract, tmp_path):
    extract("run", SWAP, MISSPELT, "--entities", "entities.jsonl")
    lines = (tmp_path / "entities.jsonl").read_text(encoding="utf-8").splitlines()
    spellings = [{a["name"] for a in json.loads(line)["aliases"]} for line in lines]
    assert any({"Evan Gershkovich", "Ivan Gershkovich"} <= names for names in spellings)


def test_a_bad_article_is_named_and_the_rest_goes_on(extract, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    status, out, _ = extract("run", SWAP, "empty.txt")
    assert status == 1
    assert "1 new" in out
    assert "empty.txt" in out


def test_a_missing_input_is_an_error_of_usage(extract):
    status, _, err = extract("run", "nowhere/")
    assert status == 2
    assert "nowhere" in err
    assert "does not exist" in err


def test_a_missing_model_says_what_to_install(extract):
    status, _, err = extract("run", SWAP, "--model", "en_core_web_nope")
    assert status == 2
    assert "pip install" in err
    assert "en_core_web_nope" in err


def test_workers_give_the_same_records(extract, tmp_path):
    extract("run", SWAP, MISSPELT, "--db", "sqlite:///one.db", "--jsonl", "one.jsonl")
    status, _, _ = extract(
        "run", SWAP, MISSPELT, "--db", "sqlite:///two.db", "--jsonl", "two.jsonl", "--workers", "2"
    )
    assert status == 0
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--jsonl", "x.jsonl", "--entities", "x.jsonl"), "written twice"),
        (("--jsonl", "-", "--entities", "-"), "standard output"),
        (("--db", "sqlite:///f.db", "--jsonl", "f.db"), "is the database"),
        (("--jsonl", "news.jsonl"), "lies in the input"),
    ],
)
def test_an_output_never_destroys_an_input_or_another_output(extract, tmp_path, words, said):
    line = json.dumps({"text": "Paul Whelan was freed."}) + "\n"
    (tmp_path / "news.jsonl").write_text(line, encoding="utf-8")
    status, _, err = extract("run", "news.jsonl", *words)
    assert status == 2
    assert said in err
    assert (tmp_path / "news.jsonl").read_text(encoding="utf-8") == line


def test_the_summary_says_where_the_output_is(extract):
    _, out, _ = extract("run", SWAP, "--jsonl", "facts.jsonl")
    assert "sqlite:///facts.db (database)" in out
    assert "facts.jsonl (records)" in out


def test_a_failed_article_is_no_sign_that_nothing_changed(extract, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    _, out, _ = extract("run", "empty.txt")
    assert "Nothing changed" not in out


def test_a_dask_cluster_of_this_machine_makes_the_same_records(extract, tmp_path):
    extract("run", SWAP, MISSPELT, "--db", "sqlite:///here.db", "--jsonl", "here.jsonl")
    words = ("--db", "sqlite:///dask.db", "--jsonl", "dask.jsonl", "--workers", "1")
    status, out, err = extract("run", SWAP, MISSPELT, *words, "--engine", "dask")
    assert status == 0, err
    assert "2 new" in out
    assert (tmp_path / "dask.jsonl").read_bytes() == (tmp_path / "here.jsonl").read_bytes()


def test_a_scheduler_is_one_of_dask(extract):
    status, _, err = extract("run", SWAP, "--scheduler", "tcp://127.0.0.1:1")
    assert status == 2
    assert "add --engine dask" in err
