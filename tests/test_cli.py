"""The command line as a user meets it: what each command prints, writes and returns."""

import json
import sqlite3
import sys
from pathlib import Path

import pytest

from extract import cli
from extract.schemas import Record

CORPUS = Path(__file__).parents[1] / "corpus"
SWAP = CORPUS / "000_9f0f1a379c9b6a5b.txt"
MISSPELT = CORPUS / "001_2936d6a5fdfe49ac.txt"


@pytest.fixture
def extract(monkeypatch, run_cli, tmp_path):
    """Run `extract` with these words in an empty folder; return (exit status, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    return run_cli


@pytest.fixture(scope="module")
def facts(tmp_path_factory) -> Path:
    """A database of the two articles on the Ankara swap."""
    path = tmp_path_factory.mktemp("db") / "facts.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            sys, "argv", ["extract", "run", str(SWAP), str(MISSPELT), f"--db=sqlite:///{path}"]
        )
        with pytest.raises(SystemExit) as end:
            cli.main()
    assert not end.value.code
    return path


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


def test_show_prints_a_file_with_values_beside_its_mentions(extract):
    status, out, _ = extract("show", SWAP)
    assert status == 0
    assert "Thursday⟨date 2024-08-01⟩" in out
    assert "26 individuals⟨count 26 individual" in out
    assert "published 2024-08-01 (from text)" in out


def test_show_lists_what_follows_from_the_counts_apart_from_the_text(extract):
    status, out, _ = extract("show", SWAP)
    text, derived = out.split("derived from the counts, not in the text:")
    assert status == 0
    assert "10 prisoners + 13 others + three = 26, as stated" in derived
    assert "as stated" not in text


def test_show_finds_an_article_in_the_database_by_the_start_of_its_id(extract, facts):
    status, out, _ = extract("show", "bdb9a579", "--db", f"sqlite:///{facts}")
    assert status == 0
    assert "Evan Gershkovich" in out


def test_entities_lists_variants(extract, facts):
    status, out, _ = extract("entities", "--db", f"sqlite:///{facts}", "--label", "person")
    assert status == 0
    assert "Krasikov" in out
    assert "Ankara" not in out


def test_entities_shows_one_with_contexts_and_reasons(extract, facts):
    status, out, _ = extract("entities", "Whelan", "--db", f"sqlite:///{facts}")
    assert status == 0
    assert "Whalen" in out
    assert "match" in out
    assert "sound alike" in out
    assert "Marine" in out


def test_entities_of_an_unknown_name_fails_with_a_hint(extract, facts):
    status, _, err = extract("entities", "Nobody", "--db", f"sqlite:///{facts}")
    assert status == 1
    assert "extract entities" in err


def test_a_missing_database_is_an_error_and_is_not_made(extract, tmp_path):
    status, _, err = extract("entities", "--db", "sqlite:///absent.db")
    assert status != 0
    assert "absent.db" in err
    assert not (tmp_path / "absent.db").exists()


def test_compare_judges_two_names_and_says_why(extract):
    status, out, _ = extract("compare", "Paul Whelan", "Paul Whalen")
    assert status == 0
    assert out.split()[:2] == ["match", "0.92"]
    assert "sound alike" in out
    status, out, _ = extract("compare", "KGB", "KGB of Belarus", "--label", "agency", "--json")
    judged = json.loads(out)
    assert status == 0
    assert (judged["kind"], judged["verdict"], judged["score"]) == ("AGENCY", "unsure", 0.5)
    assert judged["a"] == "KGB"
    assert "country" in judged["reason"]


def test_compare_scores_pairs_and_goes_on_after_a_bad_line(extract, tmp_path):
    rows = [
        {"a": "Paul Whelan", "b": "Paul Whalen", "kind": "PERSON", "same": True, "id": 1},
        {"a": "Paul Whelan", "kind": "PERSON"},
        {"a": "KGB", "b": "KGB of Belarus", "kind": "ORG", "same": True, "id": 2},
    ]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "pairs.jsonl").write_text(text, encoding="utf-8")
    status, out, err = extract("compare", "--pairs", "pairs.jsonl")
    assert status == 1
    assert [(row["id"], row["verdict"]) for row in map(json.loads, out.splitlines())] == [
        (1, "match"),
        (2, "unsure"),
    ]
    bad, *table = err.splitlines()
    assert bad.startswith("pairs.jsonl:2: field “b” is missing")
    assert [line.split() for line in table] == [
        ["kind", "pairs", "same", "matched", "P", "R", "F1"],
        ["PERSON", "1", "1", "1", "1.000", "1.000", "1.000"],
        ["ORG", "1", "1", "0", "–", "0.000", "0.000"],
        ["all", "2", "2", "1", "1.000", "0.500", "0.667"],
    ]


def test_compare_reads_standard_input(extract, monkeypatch, tmp_path):
    (tmp_path / "piped").write_text('{"a": "Paul Whelan", "b": "David Whelan"}\n', encoding="utf-8")
    with (tmp_path / "piped").open(encoding="utf-8") as piped:
        monkeypatch.setattr(sys, "stdin", piped)
        status, out, err = extract("compare", "--pairs", "-")
    assert (status, err) == (0, "")
    assert json.loads(out)["verdict"] == "no_match"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Paul Whelan",), "two names"),
        (("Paul", "Whelan", "Paul Whalen"), "two names"),
        (("Paul Whelan", " "), "two names"),
        (("Paul Whelan", "Paul Whalen", "--pairs", "pairs.jsonl"), "not both"),
        (("--pairs", "absent.jsonl"), "absent.jsonl"),
    ],
)
def test_compare_says_what_it_needs(extract, tmp_path, words, said):
    (tmp_path / "pairs.jsonl").write_text("", encoding="utf-8")
    status, out, err = extract("compare", *words)
    assert (status, out) == (2, "")
    assert said in err


def test_schema_prints_input_and_output(extract):
    status, out, _ = extract("schema")
    schemas = json.loads(out)
    assert status == 0
    assert schemas["input"]["required"] == ["text"]
    assert {"article", "mentions", "warnings", "format"} <= set(schemas["record"]["properties"])
    assert "aliases" in schemas["entity"]["properties"]
    assert "reference" not in json.dumps(schemas["record"]["$defs"]["Mention"])


@pytest.mark.parametrize("command", ["run", "show", "entities", "compare", "schema"])
def test_help_ends_in_an_example(extract, command):
    status, out, _ = extract(command, "--help")
    assert status == 0
    assert f"Example: extract {command}" in " ".join(out.split())


def test_version(extract):
    status, out, _ = extract("--version")
    assert (status, out.split()[0]) == (0, "extract")


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


def test_entities_finds_whole_words(extract, facts):
    _, out, _ = extract("entities", "MIT", "--db", f"sqlite:///{facts}")
    assert "National Intelligence Organization" in out
    status, _, _ = extract("entities", "Whel", "--db", f"sqlite:///{facts}")
    assert status == 1


@pytest.mark.parametrize(("name", "said"), [("no.txt", "no such file"), (".", "is a folder")])
def test_show_says_what_is_wrong_with_a_path(extract, name, said):
    status, _, err = extract("show", name)
    assert status == 2
    assert said in err


def test_the_official_name_of_the_default_model_works(extract):
    assert extract("show", SWAP, "--model", "en_core_web_sm")[0] == 0
