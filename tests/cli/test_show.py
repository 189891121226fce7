"""`extract show`: an article with its facts."""

import json

import pytest

from tests.cli.articles import MISSPELT, SWAP


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


def test_show_names_who_is_in_the_article_and_under_which_names(extract):
    _, out, _ = extract("show", MISSPELT)
    assert "Gershkovich⟨person = Ivan Gershkovich⟩" in out
    rows = out.split("who and what is named")[1].splitlines()
    row = next(each for each in rows if each.strip().startswith("Ivan Gershkovich"))
    assert "Ivan Gershkovich ×2" in row
    assert "person" in row


def test_what_a_name_means_is_said_once(extract):
    _, out, _ = extract("show", SWAP)
    assert out.count("Ankara⟨location city TR⟩") == 1
    assert out.count("Ankara⟨location⟩") == 1
    assert out.count("Thursday⟨date 2024-08-01⟩") == 2


def test_show_says_what_is_left_open_and_why(extract, tmp_path):
    (tmp_path / "news.txt").write_text(
        "Police in Zzyzxburgh, where Ada Obi met Ben Obi on Thursday, said Obi left."
    )
    _, out, _ = extract("show", "news.txt")
    still_open = [line.split() for line in out.split("left open, and why")[1].splitlines()]
    assert ["Thursday", "date", "relative"] in [words[:3] for words in still_open]
    assert ["Zzyzxburgh", "location", "in", "no", "list"] in [words[:5] for words in still_open]
    assert any(words[-1:] == ["(several-fit)"] for words in still_open)


def test_from_db_shows_a_file_as_the_database_holds_it(extract, facts, monkeypatch):
    monkeypatch.setattr("extract.extractor.Extractor.__init__", None)
    status, out, _ = extract("show", MISSPELT, "--from-db", "--db", f"sqlite:///{facts}")
    assert status == 0
    assert "Ivan Gershkovich⟨person = Evan Gershkovich" in out
    assert "id f6847272" in out


def test_from_db_of_a_file_that_was_not_read_says_so(extract, facts, tmp_path):
    (tmp_path / "new.txt").write_text("Ada Obi left.")
    status, _, err = extract("show", "new.txt", "--from-db", "--db", f"sqlite:///{facts}")
    assert status == 1
    assert "is not in the database" in err


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


def test_show_says_whose_copy_an_article_is(extract, tmp_path):
    lines = [
        json.dumps({"id": name, "text": "Anna Reed left Oslo.", "published": f"2024-08-0{day}"})
        for name, day in (("first", 1), ("second", 2))
    ]
    (tmp_path / "news.jsonl").write_text("\n".join(lines))
    assert extract("run", "news.jsonl")[0] == 0
    assert "a copy of first" in extract("show", "second")[1]
    assert "a copy of" not in extract("show", "first")[1]
