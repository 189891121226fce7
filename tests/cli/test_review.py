"""People decide on the command line: review, merge, split and rename, and runs that keep it."""

import datetime as dt
import json
from pathlib import Path

import pytest

from extract.decisions import read_decisions
from extract.records import assemble_record
from extract.resolve import resolve_whole
from extract.schemas import Article
from extract.store import Run, open_store
from tests.cli.articles import MISSPELT, SWAP
from tests.resolve.conftest import read_markup

#: Four pairs are unsure: Whelan (2 articles each), Karimov (2 and 1), Okonkwo, a surname of two.
ARTICLES = {
    "w1": '<p role="Marine">Paul Whelan</p> came home to <l>Novi</l>. It rained.',
    "w2": "On Monday, <p>Paul Whelan</p> sued the <a>Kent Rowing Club</a>.",
    "w3": "<p>Paul Whalen</p> bowls for J. Flynn and <a>Cork Cricket Club</a>.",
    "w4": "<p>Paul Whalen</p> bowled again.",
    "o1": "<p>Anton Karimov</p> sings.",
    "o2": "<p>Anton Karimov</p> sang.",
    "o3": "<p>Anton Kalimov</p> swims, <p>Anton Kalimov</p> said.",
    "k1": "<p>Grace Okonkwo</p> met <p>Jane Okonkwo</p>. " + "So. " * 200 + "<p>Okonkwo</p> left.",
    "s1": "<p>John Smith</p> bats.",
    "s2": "<p>John Smith</p> paints.",
    "s3": "<p>John Smith</p> bowls.",
    "b1": "<p>Suharto</p> met <p>Ilya Yashin</p>.",
    "b2": "<p>Suharto</p> met <p>Ilya Yashin</p> again.",
    "r1": "<p>Rosa Ortiz</p> sings. <p>Ortiz</p> paints.",
    "r2": "<p>Rosa Ortiz</p> sang. <p>Ortiz</p> painted.",
    "m1": "<p>Ada Merge</p> teaches.",
}


@pytest.fixture
def extract(monkeypatch, run_cli, tmp_path):
    """Run `extract` with these words, and `typed` as standard input; return what it printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return lambda *words, typed="": run_cli(*words, typed=typed)


@pytest.fixture
def facts(tmp_path) -> Path:
    """A database of `ARTICLES` in the folder where commands run."""
    path = tmp_path / "facts.db"
    run = Run(version="1", settings={}, started=dt.datetime(2024, 8, 2, tzinfo=dt.UTC))
    with open_store(f"sqlite:///{path}") as store:
        for identity, markup in ARTICLES.items():
            read = read_markup(identity, markup)
            article = Article(
                id=identity, text=read.text, title=f"Title {identity}", published="2024-08-01"
            )
            store.write_records([assemble_record(article, read.mentions)], run=run)
        store.write_knowledge(resolve_whole(store.memory()))
    return path


def people(path: Path) -> list[list[str]]:
    """Return the spellings of each person in the database."""
    with open_store(f"sqlite:///{path}", create=False) as store:
        return sorted(
            sorted(f"{alias.name} {alias.count}" for alias in entity.aliases)
            for entity in store.entities(label="PERSON")
        )


def lines(folder: Path) -> list[dict]:
    file = folder / "facts.decisions.jsonl"
    return [json.loads(each) for each in file.read_text("utf-8").splitlines()]


def test_review_asks_with_contexts_the_best_first(extract, facts):
    status, out, _ = extract("review", "--by", "Ann", typed="s\ns\nq\n")
    assert status == 0
    asked = [out.index("1 of 4"), out.index("2 of 4"), out.index("3 of 4")]
    first = out[asked[0] : asked[1]]
    left, right = (
        " ".join(" ".join(line[part].split()) for line in first.splitlines())
        for part in (slice(40), slice(40, None))
    )
    for column, words in (
        (left, "Paul Whalen 2 mentions, 2 articles"),
        (left, "Paul Whalen bowls for J. Flynn and Cork Cricket Club."),
        (right, "Paul Whelan 2 mentions, 2 articles"),
        (right, "Paul Whelan came home to Novi."),
        (right, "roles: Marine"),
        (right, "2024-08-01 Title w1"),
        (right, "beside Kent Rowing Club"),
        (first, "sound alike"),
    ):
        assert words in column
    assert "It rained" not in first
    assert "Anton Kalimov" in out[asked[1] : asked[2]]
    assert out[asked[1] : asked[2]].count("Kalimov swims") == 1
    assert "4 of 4" not in out
    assert max(map(len, out.splitlines())) <= 80
    assert not (facts.parent / "facts.decisions.jsonl").exists()


def test_answers_are_kept_at_once_and_applied_in_the_end(extract, facts):
    status, out, err = extract(
        "review", "--by", "Ann", "--why", "as read", typed="y one man\nn\nmaybe\nq\n"
    )
    assert status == 0
    assert "answer y, n, s, u or q" in out
    assert "2 decided of 4" in err
    yes, no = lines(facts.parent)
    assert (yes["decide"], {yes["a"], yes["b"]}) == ("same", {"Paul Whelan", "Paul Whalen"})
    assert (yes["by"], yes["why"]) == ("Ann", "one man")
    assert (no["decide"], {no["a"], no["b"]}) == ("different", {"Anton Karimov", "Anton Kalimov"})
    assert no["why"] == "as read"
    assert no["on"] == dt.datetime.now(dt.UTC).astimezone().date().isoformat()
    assert ["Paul Whalen 2", "Paul Whelan 2"] in people(facts)
    assert ["Anton Karimov 2"] in people(facts)
    _, out, _ = extract("review", "--by", "Ann")
    assert "1 of 2" in out
    assert "Whelan" not in out


def test_undo_takes_the_last_answer_back(extract, facts):
    _, out, err = extract("review", "--by", "Ann", typed="u\ny\nu\nn\ns\nu\nu\ny\nq\n")
    assert "nothing to undo" in out
    assert out.count("1 of 4") == 3
    (line,) = lines(facts.parent)
    assert (line["decide"], line["a"]) == ("same", "Paul Whalen")
    assert "1 decided of 4" in err


def test_a_surname_is_decided_for_its_article(extract, facts):
    extract("review", "--by", "Ann", typed="s\ns\ny\n")
    (line,) = lines(facts.parent)
    assert line["a_in"] == line["b_in"] == "k1"
    (joined,) = [each for each in people(facts) if "Okonkwo 1" in each]
    assert joined in (["Grace Okonkwo 1", "Okonkwo 1"], ["Jane Okonkwo 1", "Okonkwo 1"])
    _, out, _ = extract("review", "--by", "Ann")
    assert "1 of 2" in out, "the other Okonkwo is not asked about"


def test_an_answer_that_contradicts_a_line_is_not_kept(extract, facts):
    file = facts.parent / "other.decisions.jsonl"
    file.write_text(
        '{"decide": "same", "label": "PERSON", "a": "Paul Whalen", "b": "P W", "by": "B",'
        ' "on": "2024-08-02"}\n'
        '{"decide": "same", "label": "PERSON", "a": "Paul Whelan", "b": "P W", "by": "B",'
        ' "on": "2024-08-02"}\n'
    )
    _, out, _ = extract("review", "--by", "Ann", "--decisions", file, typed="n\nq\n")
    assert facts.exists()
    assert "not kept: the new decision says" in " ".join(out.split())
    assert f"{file.name}:2" in "".join(out.split())
    assert len(read_decisions(file)) == 2


def test_review_asks_nothing_while_the_file_is_malformed(extract, facts):
    (facts.parent / "facts.decisions.jsonl").write_text("Whelan is Whalen\n")
    status, out, err = extract("review", "--by", "Ann", typed="y\n")
    assert (status, out) == (2, "")
    assert "facts.decisions.jsonl:1: is no JSON" in err


def test_review_of_nothing_unsure_says_so(extract, facts):
    extract("review", "--by", "Ann", typed="n\nn\nn\nn\n")
    assert len(lines(facts.parent)) == 4
    status, _, err = extract("review", "--by", "Ann")
    assert (status, err) == (0, "no pair of names is unsure\n")


def test_merge_and_split_of_spellings_and_back(extract, facts):
    status, _, err = extract(
        "entities", "merge", "Paul Whelan", "Paul Whalen", "--by", "Ann", "--why", "one man"
    )
    assert status == 0
    assert err == "kept in facts.decisions.jsonl, and applied\n"
    assert ["Paul Whalen 2", "Paul Whelan 2"] in people(facts)
    _, out, _ = extract("entities", "Whelan")
    assert "one man (reviewed)" in " ".join(out.split())
    status, _, err = extract("entities", "split", "Whelan", "Paul Whalen", "--by", "Ann")
    assert status == 2
    assert "facts.decisions.jsonl:1 says “same”" in err
    assert len(lines(facts.parent)) == 1
    (facts.parent / "facts.decisions.jsonl").unlink()
    extract("entities", "rename", "Whelan", "Paul Whelan", "--by", "Ann")
    assert ["Paul Whelan 2"] in people(facts)


def test_an_article_is_split_off_and_stays_so(extract, facts):
    assert ["John Smith 3"] in people(facts)
    status, _, _ = extract("entities", "split", "John Smith", "s2", "--by", "Ann")
    assert status == 0
    assert [each for each in people(facts) if "Smith" in each[0]] == [
        ["John Smith 1"],
        ["John Smith 2"],
    ]
    status, _, err = extract("entities", "merge", "John Smith", "Ada Merge", "--by", "Ann")
    assert status == 1
    assert "may be any of 2 entities: give an id: John Smith (person-" in err
    with open_store(f"sqlite:///{facts}") as store:
        painter = store.record("s2").mentions[0].entity
    extract("entities", "merge", painter, "Ada Merge", "--by", "Ann")
    assert ["Ada Merge 1", "John Smith 1"] in people(facts)
    assert ["John Smith 2"] in people(facts)


def test_two_articles_split_off_are_one(extract, facts):
    extract("entities", "split", "John Smith", "s1", "s3", "--by", "Ann")
    with open_store(f"sqlite:///{facts}") as store:
        of = {each: store.record(each).mentions[0].entity for each in ("s1", "s2", "s3")}
    assert of["s1"] == of["s3"] != of["s2"]


def test_what_has_a_single_name_is_merged_with_all_its_articles(extract, facts):
    assert ["Suharto 2"] in people(facts)
    extract("entities", "merge", "Suharto", "Ada Merge", "--by", "Ann")
    assert {(line["a"], line.get("a_in")) for line in lines(facts.parent)} == {
        ("Suharto", "b1"),
        ("Ada Merge", None),
    }
    assert ["Ada Merge 1", "Suharto 2"] in people(facts)


def test_a_surname_that_is_split_off_is_one_person(extract, facts):
    assert ["Ortiz 2", "Rosa Ortiz 2"] in people(facts)
    extract("entities", "split", "Rosa Ortiz", "Ortiz", "--by", "Ann")
    assert ["Ortiz 2"] in people(facts)
    assert ["Rosa Ortiz 2"] in people(facts)


def test_of_several_decisions_all_are_kept_or_none(extract, facts):
    file = facts.parent / "facts.decisions.jsonl"
    file.write_text(
        '{"decide": "same", "label": "PERSON", "a": "John Smith", "a_in": "s2", "b": "John Smith",'
        ' "b_in": "s3", "by": "B", "on": "2024-08-02"}\n'
    )
    before = file.read_bytes()
    status, _, err = extract("entities", "split", "John Smith", "s1", "s3", "--by", "Ann")
    assert (status, "facts.decisions.jsonl:1 says “same”" in err) == (2, True)
    assert file.read_bytes() == before
    assert ["John Smith 3"] in people(facts)


def test_rename_shows_another_name_and_replaces_an_earlier_one(extract, facts):
    for name in ("P. N. Whelan", "Paul N. Whelan"):
        extract("entities", "rename", "Paul Whelan", name, "--by", "Ann")
    assert [line["shown_as"] for line in lines(facts.parent)] == ["Paul N. Whelan"]
    _, out, _ = extract("entities", "--label", "person")
    assert "Paul N. Whelan" in out
    assert "P. N. Whelan" not in out.replace("Paul N. Whelan", "")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("merge", "Nobody", "Ada Merge"), 1, "names no entity"),
        (("merge", "Ada Merge", "Merge"), 2, "one entity already"),
        (("merge", "Ada Merge", "Novi"), 2, "is a person and"),
        (("split", "Ada Merge", "Ada Marge"), 1, "its spellings are “Ada Merge”"),
        (("split", "Ada Merge", "Ada Merge"), 2, "nothing of Ada Merge would be left"),
        (("split", "John Smith", "s"), 1, "stands for several articles"),
    ],
)
def test_what_cannot_be_decided_is_refused_with_the_reason(extract, facts, words, status, said):
    code, _, err = extract("entities", *words, "--by", "Ann")
    assert (code, said in err) == (status, True), err
    assert not (facts.parent / "facts.decisions.jsonl").exists()


@pytest.mark.parametrize("words", [("--", "Merge"), ("list", "Merge"), ("Ada",), ("ada merge",)])
def test_somebody_with_the_name_of_a_command_is_found(extract, facts, words):
    assert facts.exists()
    status, out, _ = extract("entities", *words)
    assert status == 0
    assert "Ada Merge  person" in out
    assert "John Smith" not in out


@pytest.mark.parametrize("command", ["list", "merge", "split", "rename"])
def test_help_of_entities_commands_ends_in_an_example(extract, command):
    _, out, _ = extract("entities", command, "--help")
    example = "extract entities" if command == "list" else f"extract entities {command}"
    assert f"Example: {example}" in " ".join(out.split())


def test_who_decides_is_taken_from_git(extract, facts, monkeypatch):
    for key, value in (("COUNT", "1"), ("KEY_0", "user.name"), ("VALUE_0", "Git Person")):
        monkeypatch.setenv(f"GIT_CONFIG_{key}", value)
    extract("entities", "merge", "Paul Whelan", "Paul Whalen")
    assert [line["by"] for line in lines(facts.parent)] == ["Git Person"]


def test_a_database_that_is_no_file_needs_a_file_of_decisions(extract):
    status, _, err = extract("review", "--db", "postgresql+psycopg://nowhere/x")
    assert status == 2
    assert "--decisions" in err


def test_a_run_applies_decisions_and_keeps_them(extract, tmp_path):
    extract("run", SWAP, MISSPELT)
    assert any(
        {"Paul Whalen 1", "Paul Whelan 1"} <= set(each) for each in people(tmp_path / "facts.db")
    )
    extract("entities", "split", "Paul Whelan", "Paul Whalen", "--by", "Ann")
    assert ["Paul Whelan 1"] in people(tmp_path / "facts.db")
    status, out, err = extract("run", SWAP, MISSPELT)
    assert (status, "Nothing changed" in out, "note:" in err) == (0, True, False)
    extract(
        "run", SWAP, MISSPELT, "--db", "sqlite:///new.db", "--decisions", "facts.decisions.jsonl"
    )
    assert ["Paul Whelan 1"] in people(tmp_path / "new.db")


def test_a_run_notes_names_that_it_does_not_meet(extract, tmp_path):
    (tmp_path / "facts.decisions.jsonl").write_text(
        '{"decide": "same", "label": "PERSON", "a": "Ada Obi", "b": "Ann Obi", "by": "B",'
        ' "on": "2024-08-02"}'
    )
    status, _, err = extract("run", SWAP)
    assert status == 0
    assert err.count("note:") == 1
    assert "“Ada Obi”, “Ann Obi”" in err


@pytest.mark.parametrize(
    ("words", "content", "said"),
    [
        ((), "same Whelan Whalen", "facts.decisions.jsonl:1: is no JSON"),
        (("--decisions", "none.jsonl"), "", "there is no such file"),
        (("--jsonl", "facts.decisions.jsonl"), "", "is the file of decisions"),
        (("--entities", "x.jsonl", "--decisions", "x.jsonl"), "", "is the file of decisions"),
    ],
)
def test_a_run_refuses_bad_decisions_before_any_work(extract, tmp_path, words, content, said):
    file = tmp_path / "facts.decisions.jsonl"
    file.write_text(content)
    status, _, err = extract("run", SWAP, *words)
    assert (status, said in err) == (2, True), err
    assert not (tmp_path / "facts.db").exists()
    assert file.read_text() == content
