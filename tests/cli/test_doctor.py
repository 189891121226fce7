"""`extract doctor`: each check is fine, or a problem with its remedy."""

import re

import pytest

import extract.doctor


def lines(out: str) -> dict[str, str]:
    """Return the verdict and the rest of each line, by what was checked."""
    found = {}
    for line in out.splitlines():
        verdict, rest = line.split(maxsplit=1)
        name = re.match(r"(extra \S+|model \S+|\S+)", rest)[1]
        found[name] = f"{verdict} {rest[len(name) :].strip()}"
    return found


@pytest.fixture
def no_model(monkeypatch):
    """Leave the model out: loading it is checked once."""
    fine = extract.doctor.Finding(name="model", detail="left out")
    monkeypatch.setattr("extract.doctor._model", lambda _: fine)


def test_all_is_fine_in_an_empty_folder(extract, tmp_path):
    status, out, err = extract("doctor")
    found = lines(out)
    assert (status, err) == (0, "")
    assert found["model news"] == "ok loads, and finds all five labels in a sentence"
    assert found["database"].startswith("ok sqlite:///facts.db is not there yet")
    assert found["dependencies"].startswith("ok")
    assert found["extra parquet"] == "ok reads .parquet: installed"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("no_model")
def test_a_database_is_counted(extract, facts):
    found = lines(extract("doctor", "--db", f"sqlite:///{facts}")[1])
    assert re.fullmatch(r"ok sqlite:.*: 2 articles, \d+ entities", found["database"])


@pytest.mark.parametrize(
    ("words", "name", "said"),
    [
        (("--model", "nope"), "model nope", "pip install"),
        (("--rules", "nowhere"), "rules", "there is no such folder"),
        (("--db", "facts.db"), "database", "is not a database URL"),
        (("--db", "sqlite:///notes.txt"), "database", "another kind of file"),
        (("--db", "sqlite:///absent/facts.db"), "folder", "mkdir -p"),
    ],
)
def test_a_problem_is_named_with_its_remedy(extract, tmp_path, request, words, name, said):
    if words[0] != "--model":
        request.getfixturevalue("no_model")
    (tmp_path / "notes.txt").write_text("no database " * 100)
    status, out, _ = extract("doctor", *words)
    found = lines(out)
    assert status == 1
    assert found[name].startswith("problem ")
    assert said in found[name]
    assert " → " in found[name]


@pytest.mark.usefixtures("no_model")
def test_a_folder_without_space_or_rights_is_a_problem(extract, monkeypatch):
    monkeypatch.setattr("extract.doctor._LITTLE_SPACE", 1 << 60)
    assert "→ free some space" in lines(extract("doctor")[1])["folder"]
    monkeypatch.setattr("os.access", lambda *_: False)
    status, out, _ = extract("doctor")
    assert status == 1
    assert "cannot be written" in lines(out)["folder"]


@pytest.mark.usefixtures("no_model")
def test_a_package_that_is_old_or_missing_is_a_problem_an_extra_is_not(extract, monkeypatch):
    needed = ["rich>=999", "nobody-has-this", "nor-this; extra == 'parquet'"]
    monkeypatch.setattr("importlib.metadata.requires", lambda _: needed)
    status, out, _ = extract("doctor")
    assert status == 1
    assert re.search(r"problem +dependencies +rich is [\d.]+, needed is >=999 → pip install", out)
    assert "nobody-has-this is not installed" in out
    assert lines(out)["extra parquet"] == (
        "– reads .parquet: nor-this is not installed → pip install 'extract[parquet]'"
    )


@pytest.mark.usefixtures("no_model")
def test_quiet_prints_problems_alone(extract):
    assert extract("doctor", "--quiet") == (0, "", "")
    status, out, _ = extract("doctor", "--quiet", "--db", "x")
    assert status == 1
    assert out.count("\n") == 1
