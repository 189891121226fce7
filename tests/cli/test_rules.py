"""Rules of one's own on the command line, and the list of all rules."""

import csv
import io
import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from extract.evaluate import write_gold
from extract.extractor import Extractor
from tests.evaluate.making import gold

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "example"
GUIDE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")


@pytest.fixture
def extract(monkeypatch, run_cli, tmp_path):
    """Run `extract` with these words beside the example; return (exit status, stdout, stderr)."""
    shutil.copytree(EXAMPLE, tmp_path / "docs" / "example")
    shutil.copytree(EXAMPLE / "rules", tmp_path / "rules")
    shutil.copy(EXAMPLE / "article.txt", tmp_path)
    monkeypatch.chdir(tmp_path)
    return run_cli


def values(path: Path, text: str) -> list[dict]:
    (line,) = path.read_text(encoding="utf-8").splitlines()
    return [each["value"] for each in json.loads(line)["mentions"] if each["text"] == text]


# --- --rules --------------------------------------------------------------------------------------


def test_run_takes_rules_in_this_process_and_in_others(extract, tmp_path):
    command = ("run", "article.txt", "--rules", "rules")
    assert extract(*command, "--db", "sqlite:///one.db", "--jsonl", "one.jsonl")[0] == 0
    extract(*command, "--db", "sqlite:///two.db", "--jsonl", "two.jsonl", "--workers", "2")
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
    assert [each["country"] for each in values(tmp_path / "one.jsonl", "JW")] == ["KE"]
    assert [each["lat"] for each in values(tmp_path / "one.jsonl", "Kilambo")] == [-4.38]
    assert [each["role"] for each in values(tmp_path / "one.jsonl", "Grace Achieng")] == [
        "Nahodha Mkuu"
    ]


def test_other_rules_make_every_article_due_and_the_same_none(extract, tmp_path):
    def new(*words: str) -> str:
        out = extract("run", "article.txt", "--jsonl", "f.jsonl", *words)[1]
        return re.search(r"\d+ new", out)[0]

    assert new() == "1 new"
    assert values(tmp_path / "f.jsonl", "JW")[0]["country"] is None
    assert new("--rules", "rules") == "1 new"
    assert values(tmp_path / "f.jsonl", "JW")[0]["country"] == "KE"
    assert new("--rules", "rules") == "0 new"
    file = tmp_path / "rules" / "agencies.yaml"
    file.write_text(file.read_text().replace("KE", "TZ"))
    assert new("--rules", "rules") == "1 new"
    assert values(tmp_path / "f.jsonl", "JW")[0]["country"] == "TZ"
    assert new() == "1 new"
    with sqlite3.connect(tmp_path / "facts.db") as database:
        settings = [json.loads(row[0]) for row in database.execute("select settings from runs")]
    database.close()
    assert {each["rules"] for each in settings} == {None, "rules"}


def test_mistakes_are_an_error_of_usage_that_names_all_of_them(extract, tmp_path):
    (tmp_path / "rules" / "places.csv").write_text("name,type\nKilambo,town\n")
    (tmp_path / "rules" / "titles.yaml").write_text("offices: [Kabaka, Kabaka]\n")
    status, _, err = extract("run", "article.txt", "--rules", "rules")
    assert status == 2
    assert err.splitlines()[0] == "extract: 2 mistakes in the rules:"
    assert "rules/places.csv, line 2: type “town” is none of city, country" in err
    assert "rules/titles.yaml, line 1: the title “Kabaka” also stands at" in err
    assert not (tmp_path / "facts.db").exists()


@pytest.mark.parametrize("command", ["run article.txt", "show article.txt", "check article.txt",
                                     "evaluate gold", "rules", "rules article.txt",
                                     "gold prelabel article.txt --into new"])  # fmt: skip
def test_every_command_that_reads_articles_reads_the_rules(extract, command):
    write_gold(gold("Ada left."), Path("gold/a.json"))
    status, _, err = extract(*command.split(), "--rules", "nowhere")
    assert status == 2
    assert err.endswith("extract: rules “nowhere”: there is no such folder\n")


def test_evaluate_scores_what_the_rules_find(extract):
    text = "<ent label=LOCATION type=city country=KE>Kilambo</ent> slept."
    write_gold(gold(text), Path("gold/a.json"))

    def right(*words: str) -> str:
        extract("evaluate", "gold", "--no-floors", "--json", "s.json", *words)
        measures = json.loads(Path("s.json").read_text())["scores"]
        return str(
            [s for s in measures if (s["measure"], s["label"]) == ("value.country", "LOCATION")]
        )

    assert right() != right("--rules", "rules")


def test_prelabel_and_check_use_the_rules(extract, monkeypatch):
    extract("gold", "prelabel", "article.txt", "--into", "new", "--rules", "rules")
    assert '"type": "police", "country": "KE"' in next(Path("new").glob("*.json")).read_text()
    used = []
    load = Extractor.__init__
    monkeypatch.setattr(
        Extractor,
        "__init__",
        lambda self, settings: (used.append(settings), load(self, settings))[1],
    )
    extract("check", "article.txt", "--rules", "rules")
    assert [each.rules for each in used] == ["rules"]


# --- extract rules --------------------------------------------------------------------------------


def test_rules_lists_all_of_them_without_reading_anything(extract):
    status, out, _ = extract("rules", "--rules", "rules")
    assert status == 0
    lines = out.splitlines()
    assert lines[1].split()[:2] == ["own.agencies:own-jahazi-watch", "AGENCY"]
    assert any(line.startswith("dates.weekday") for line in lines)
    assert "fired" not in out
    assert re.search(r"entries of tables: register [\d,]+, patterns \d+, gazetteer [\d,]+", out)


def test_rules_counts_firings_and_lists_what_never_fired(extract):
    _, out, _ = extract("rules", "article.txt", "--rules", "rules")
    fired, never = out.split("Never fired in 1 article")
    row = next(line for line in fired.splitlines() if line.startswith("own.places:Kilambo"))
    assert row.split()[-6:-3] == ["2", "2", "1"]  # the line of the file, firings, articles
    assert "dates.weekday" in fired
    assert "dates.century" in never
    assert "dates.weekday" not in never
    assert "precision" not in out


def test_rules_on_gold_say_how_often_each_is_right(extract):
    text = (
        "<ent label=LOCATION country=KE>Kilambo</ent> slept. Then Kilambo woke"
        " on <ent label=DATE edtf=2024-08-01>Thursday</ent>."
    )
    write_gold(gold(text), Path("gold/a.json"))
    _, out, _ = extract("rules", "--gold", "gold", "--rules", "rules")
    rows = {line.split()[0]: line for line in out.splitlines() if line.strip()}
    assert "0.500          1/2" in rows["own.places:Kilambo"]
    assert "1.000          1/1" in rows["dates.weekday"]
    _, out, _ = extract("rules", "article.txt", "--gold", "gold", "--rules", "rules")
    rows = {line.split()[0]: line for line in out.splitlines() if line.strip()}
    assert re.search(r" 1 +1 +n/a +n/a ", rows["own.titles:Mwalimu"])


def test_rules_never_is_that_part_alone(extract):
    status, out, _ = extract("rules", "article.txt", "--never")
    assert status == 0
    assert out.startswith("Never fired in 1 article")
    assert "dates.weekday" not in out
    assert re.search(r"register +AGENCY +[\d,]+ of [\d,]+ entries", out)
    status, _, err = extract("rules", "--never")
    assert status == 2
    assert "give INPUT or --gold" in err


def test_rules_all_lists_every_entry(extract):
    _, out, _ = extract("rules", "article.txt", "--all", "--csv", "-")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) > 85_000
    assert {"register:ru-fsb", "titles:Mayor", "gazetteer:geonames:323786"} <= {
        row["name"] for row in rows
    }


def test_rules_for_machines(extract, tmp_path):
    status, out, _ = extract("rules", "article.txt", "--rules", "rules", "--json", "-")
    assert status == 0
    listed = {each["name"]: each for each in json.loads(out)["rules"]}
    assert listed["own.titles:Mwalimu"]["fired"] == 1
    assert listed["own.titles:Mwalimu"]["source"] == "rules/titles.yaml, line 1"
    assert listed["own.titles:Mwalimu"]["example"] == (
        "Watch told reporters. Mwalimu [Juma Otieno], the town's harbourmaster, said"
    )
    extract("rules", "article.txt", "--json", "r.json", "--csv", "r.csv")
    names = [each["name"] for each in json.loads((tmp_path / "r.json").read_text())["rules"]]
    rows = csv.DictReader(io.StringIO((tmp_path / "r.csv").read_text()))
    assert [row["name"] for row in rows] == names
    assert extract("rules", "--json", "-", "--csv", "-")[0] == 2


# --- the guide ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"), re.findall(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", GUIDE, re.DOTALL)
)
def test_the_files_of_the_guide_are_those_of_the_example(name, content):
    assert (ROOT / name).read_text(encoding="utf-8") == content


def test_the_guide_has_the_whole_example():
    assert GUIDE.count("<!-- file: ") == len(list((EXAMPLE / "rules").iterdir())) == 3
