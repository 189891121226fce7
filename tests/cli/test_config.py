"""The file of settings: its keys are the options, and the command line comes first."""

import json

import pytest

from tests.cli.articles import SWAP


def write(folder, text: str, name: str = "extract.toml") -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_keys_at_the_top_hold_for_all_and_tables_for_one_command(extract, tmp_path):
    write(
        tmp_path, 'db = "sqlite:///all.db"\n[run]\nquiet = true\njsonl = "r.jsonl"\nworkers = 1\n'
    )
    assert extract("run", SWAP) == (0, "", "")
    assert (tmp_path / "r.jsonl").exists()
    assert (tmp_path / "all.db").exists()
    assert "Krasikov" in extract("entities")[1]
    write(
        tmp_path, 'db = "sqlite:///none.db"\n[entities.list]\ndb = "sqlite:///all.db"\nlimit = 1\n'
    )
    assert extract("entities")[1].count("\n") == 2
    write(tmp_path, 'db = "sqlite:///none.db"\n[entities]\ndb = "sqlite:///all.db"\n')
    assert "Krasikov" in extract("entities", "Krasikov")[1]


def test_the_command_line_comes_first(extract, tmp_path):
    write(tmp_path, 'label = "agency"\n')
    assert json.loads(extract("compare", "Ann Lee", "Anne Lee", "--json")[1])["kind"] == "AGENCY"
    words = ("compare", "Ann Lee", "Anne Lee", "--json", "--label", "person")
    assert json.loads(extract(*words)[1])["kind"] == "PERSON"
    write(tmp_path, "[compare]\njson = true\n")
    assert extract("compare", "Ann Lee", "Anne Lee")[1].startswith("{")


@pytest.mark.parametrize("before", [True, False])
def test_another_file_is_read_instead(extract, tmp_path, before):
    write(tmp_path, "no toml")
    write(tmp_path, "[compare]\njson = true\n", "other.toml")
    words, config = ("compare", "Ann Lee", "Anne Lee"), ("--config", "other.toml")
    assert extract(*((*config, *words) if before else (*words, *config)))[1].startswith("{")


def test_help_shows_the_defaults_of_the_program_whatever_the_file_says(extract, tmp_path):
    write(tmp_path, "no toml")
    assert extract("compare", "--help")[0] == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("modle = 'x'", "extract.toml: there is no option “modle”; did you mean “model”?"),
        ("[rnu]\ndb = 'x'", "extract.toml: there is no command “rnu”; did you mean “run”?"),
        ("[run]\nsplit = 'dev'", "extract.toml: [run] there is no option “split”"),
        ("[entities.lst]\ndb = 'x'", ("extract.toml: [entities] there is no command “lst”; did you"
         " mean “list”?")),
        ("json = true", ("extract.toml: “json” means different things to different commands: put it"
         " in one of [compare], ")),
        ("[compare]\njson = 'x'", "extract.toml: [compare] “json” is 'x', expected true or false"),
        ("db = ['a', 'b']", "extract.toml: “db” is ['a', 'b'], expected what --db takes"),
        ("db = true", "extract.toml: “db” is True, expected what --db takes"),
        ("db = 'x'\nlabel = person", "extract.toml, line 2: not TOML"),
        ("config = 'x'", "extract.toml: there is no option “config”"),
        ("label = 'persn'", "in extract.toml: invalid value for '--label': 'persn' is not one of"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_file_is_named_with_its_remedy(extract, tmp_path, text, said):
    write(tmp_path, text)
    status, out, err = extract("compare", "a", "b")
    assert (status, out) == (2, "")
    assert err.startswith(f"extract: {said}")
    assert err.count("\n") == 1


def test_a_file_that_is_not_there_is_an_error(extract, tmp_path):
    write(tmp_path, "", "mine.toml")
    status, _, err = extract("schema", "--config", "mien.toml")
    assert status == 2
    assert err == "extract: config “mien.toml”: there is no such file; did you mean “mine.toml”?\n"
