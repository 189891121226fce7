"""`extract show`: an article with its facts."""

import pytest

from tests.cli.articles import SWAP


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


@pytest.mark.parametrize(("name", "said"), [("no.txt", "no such file"), (".", "is a folder")])
def test_show_says_what_is_wrong_with_a_path(extract, name, said):
    status, _, err = extract("show", name)
    assert status == 2
    assert said in err


def test_the_official_name_of_the_default_model_works(extract):
    assert extract("show", SWAP, "--model", "en_core_web_sm")[0] == 0
