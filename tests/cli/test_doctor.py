"""`extract doctor`: each check is fine, or a problem with its remedy."""

import os
import re
import subprocess
import sys
import textwrap

import pytest

import extract.doctor
from extract.schemas import Failure
from extract.store import open_store
from tests.store.test_store import ANNA, CARLA, RUN


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


@pytest.mark.usefixtures("no_model")
def test_failures_are_counted_and_no_problem(extract, facts, tmp_path):
    (tmp_path / "facts.db").write_bytes(facts.read_bytes())
    failures = [Failure(article=f"{n}.txt", stage="read", error="empty") for n in range(3)]
    with open_store("sqlite:///facts.db") as store:
        store.ledger.note_failures(failures, run=RUN)
    status, out, _ = extract("doctor")
    assert status == 0
    assert lines(out)["database"].endswith("entities, 3 failures (“extract failures” lists them)")


@pytest.mark.usefixtures("no_model")
def test_a_run_without_names_is_finished_and_one_that_was_stopped_is_not(extract, tmp_path):
    (tmp_path / "rain.txt").write_text("It rained all night.")
    extract("run", "rain.txt")
    status, out, _ = extract("doctor")
    assert (status, lines(out)["database"]) == (
        0,
        "ok sqlite:///facts.db: 1 articles, 0 entities",
    )
    with open_store("sqlite:///facts.db") as store:
        store.write_records([ANNA, CARLA], run=RUN)  # what a run does before names are resolved
    status, out, _ = extract("doctor")
    assert status == 1
    assert re.fullmatch(
        r"problem .*: 3 articles, 0 entities; 2 articles are not read, or .* run it again",
        lines(out)["database"],
    )


@pytest.mark.usefixtures("no_model")
def test_articles_that_wait_for_a_lease_are_an_unfinished_run(extract, postgres_database):
    with open_store(postgres_database) as store:
        store.ledger.add_waiting([ANNA.article], run=RUN)
    status, out, _ = extract("doctor", "--db", postgres_database)
    assert status == 1
    assert "1 articles are not read, or their names not resolved" in lines(out)["database"]


@pytest.mark.skipif(os.name != "posix", reason="users and modes are POSIX's")
@pytest.mark.parametrize(
    ("file_mode", "folder_mode"), [(0o444, 0o777), (0o644, 0o555)], ids=["file", "folder"]
)
def test_a_database_that_cannot_be_written_is_a_problem(facts, open_folder, file_mode, folder_mode):
    folder = open_folder
    (folder / "facts.db").write_bytes(facts.read_bytes())
    (folder / "facts.db").chmod(file_mode)
    folder.chmod(folder_mode)
    script = textwrap.dedent(
        """
        import os, sys
        import sqlalchemy.dialects.sqlite.pysqlite, sqlite3  # while modules can be read
        from extract.doctor import _database
        import extract.store
        os.chdir(sys.argv[1])
        if os.geteuid() == 0:  # modes do not stop root
            os.setuid(65534)
        found = _database("sqlite:///facts.db")
        print(found.is_problem, found.detail)
        """
    )
    command = [sys.executable, "-c", script, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert done.stdout.startswith("True ")
    assert "the file and its folder must be there and be writable" in done.stdout


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
