"""Evaluation and gold tools on the command line, over a small gold set made here."""

import json
from pathlib import Path

import pytest

from extract.evaluate import GoldArticle, GoldMention, read_gold, write_gold
from extract.schemas import Article

TEXT = (
    "Russian President Vladimir Putin spoke in Moscow on Thursday. He named 24 prisoners.\n"
    "Putin thanked the FSB on 1 August 2024."
)


def gold_article(*, putin: str = "vladimir-putin") -> GoldArticle:
    def mention(words: str, label: str, value: dict, entity: str | None = None) -> GoldMention:
        start = TEXT.index(words)
        return GoldMention(
            label=label, start=start, end=start + len(words), text=words, entity=entity, value=value
        )

    last = TEXT.rindex("Putin")
    mentions = [
        mention("Vladimir Putin", "PERSON", {"role": "Russian President"}, putin),
        mention("Moscow", "LOCATION", {"type": "city", "country": "RU"}, "moscow"),
        mention("Thursday", "DATE", {"edtf": "2024-08-01"}),
        mention("24 prisoners", "COUNT", {"low": 24, "high": 24, "unit": "prisoner",
                                          "unit_class": "prisoner", "basis": "total"}),
        GoldMention(label="PERSON", start=last, end=last + 5, text="Putin", entity=putin,
                    value={"role": None}),
        mention("FSB", "AGENCY", {"type": "intelligence", "country": "RU"}, "fsb"),
        mention("1 August 2024", "DATE", {"edtf": "2024-08-01"}),
    ]  # fmt: skip
    article = Article(
        id="a", text=TEXT, published="2024-08-01", published_from="metadata", source="Wire"
    )
    return GoldArticle(article=article, mentions=tuple(mentions))


@pytest.fixture
def extract(monkeypatch, run_cli, tmp_path):
    """Run `extract` with these words beside a gold folder; return (exit status, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gold" / "dev").mkdir(parents=True)
    write_gold(gold_article(), tmp_path / "gold" / "dev" / "a.json")
    return run_cli


def test_evaluate_prints_ours_beside_the_floors(extract):
    status, out, err = extract("evaluate", "gold")
    assert status == 0
    assert "1 articles, 7 gold mentions" in out
    assert "plain model" in out
    assert "naive" in out
    assert "reading 1 articles: extract" in err


def test_evaluate_without_floors(extract):
    _, out, _ = extract("evaluate", "gold", "--no-floors")
    assert "naive" not in out


def test_evaluate_only_one_split(extract):
    status, _, err = extract("evaluate", "gold", "--split", "test")
    assert status == 2
    assert "test" in err


def test_evaluate_writes_scores_and_a_page(extract, tmp_path):
    extract("evaluate", "gold", "--no-floors", "--json", "s.json", "--html", "m.html")
    scores = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert any(each["measure"] == "strict" for each in scores["scores"])
    page = (tmp_path / "m.html").read_text(encoding="utf-8")
    assert page.lower().startswith("<!doctype html>")
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_evaluate_against_an_earlier_run_shows_what_changed(extract):
    extract("evaluate", "gold", "--no-floors", "--json", "s.json")
    status, out, _ = extract("evaluate", "gold", "--no-floors", "--against", "s.json")
    assert status == 0
    assert "0 gains, 0 losses" in out


def test_machine_made_labels_are_refused_as_gold(extract, tmp_path):
    made = gold_article().model_copy(update={"made_by": "machine"})
    write_gold(made, tmp_path / "gold" / "dev" / "a.json")
    status, _, err = extract("evaluate", "gold", "--no-floors")
    assert status == 1
    assert "made_by" in err


def test_gold_check_passes_and_fails(extract, tmp_path):
    assert extract("gold", "check", "gold")[0] == 0
    file = tmp_path / "gold" / "dev" / "a.json"
    file.write_text(file.read_text().replace('"2024-08-01"}', '"2024-13-01"}'))
    status, out, _ = extract("gold", "check", "gold")
    assert status == 1
    assert "error" in out


def test_gold_agree_compares_two_labellings(extract, tmp_path):
    (tmp_path / "other").mkdir()
    write_gold(gold_article(putin="somebody-else"), tmp_path / "other" / "a.json")
    status, out, _ = extract("gold", "agree", "gold", "other")
    assert status == 0
    assert "PERSON" in out
    assert "1.000" in out


@pytest.mark.parametrize("name", ["brat", "conll", "label-studio", "doccano", "docbin"])
def test_gold_export_and_import_give_the_spans_back(extract, name):
    target = {"label-studio": "x.json", "doccano": "x.jsonl", "docbin": "x.spacy"}.get(name, "x")
    assert extract("gold", "export", "gold", target, "--format", name)[0] == 0
    status, _, err = extract("gold", "import", target, "back", "--format", name)
    assert status == 0
    assert "1 gold files written" in err
    (back,) = read_gold(Path("back"))
    if name == "conll":  # keeps tokens, not the text
        assert [m.text for m in back.mentions] == [m.text for m in gold_article().mentions]
    else:
        assert [(m.start, m.end, m.label) for m in back.mentions] == [
            (m.start, m.end, m.label) for m in gold_article().mentions
        ]


def test_an_unknown_format_lists_those_there_are(extract):
    status, _, err = extract("gold", "export", "gold", "x", "--format", "nope")
    assert status == 2
    assert "brat" in err


def test_prelabel_marks_what_a_program_made(extract, tmp_path):
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf-8")
    status, _, _ = extract("gold", "prelabel", "news.txt", "--into", "new")
    assert status == 0
    (made,) = read_gold(Path("new"))
    assert made.made_by == "machine"
    assert made.mentions


def test_check_tries_unlabelled_articles(extract, tmp_path):
    (tmp_path / "news.txt").write_text(f"date 2024-08-01\n{TEXT}", encoding="utf-8")
    status, out, _ = extract("check", "news.txt")
    assert status == 0
    assert "publication" in out
    assert "repetition" in out


def test_a_folder_without_gold_is_an_error_of_usage(extract, tmp_path):
    (tmp_path / "empty").mkdir()
    for words in (("evaluate", "empty"), ("gold", "check", "empty")):
        status, _, err = extract(*words)
        assert status == 2
        assert "no gold files" in err


def test_bad_scores_are_refused_before_the_work(extract, tmp_path):
    (tmp_path / "bad.json").write_text("{}")
    status, _, err = extract("evaluate", "gold", "--against", "bad.json")
    assert status == 2
    assert "reading" not in err
