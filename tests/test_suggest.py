"""What somebody may have meant."""

import pytest

from extract.suggest import did_you_mean, did_you_mean_path


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("modle", "; did you mean “model”?"),
        ("MODEL", "; did you mean “model”?"),
        ("wrokers", "; did you mean “Workers”?"),
        ("jam", ""),
        ("", ""),
    ],
)
def test_the_closest_word_is_offered_and_nothing_far(word, said):
    assert did_you_mean(word, ["db", "model", "Workers"]) == said


def test_a_path_is_compared_with_its_neighbours(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus" / "de").mkdir(parents=True)
    (tmp_path / "corpus" / "de" / "one.txt").touch()
    assert did_you_mean_path("corpsu") == "; did you mean “corpus”?"
    assert did_you_mean_path("corpsu/de/one.txt") == "; did you mean “corpus/de/one.txt”?"
    assert did_you_mean_path("corpsu/fr/one.txt") == "; did you mean “corpus”?"
    assert did_you_mean_path("corpus/de/onee.txt") == "; did you mean “corpus/de/one.txt”?"
    assert did_you_mean_path("corpus/de/one.txt/x") == ""
    assert did_you_mean_path("elsewhere") == ""
