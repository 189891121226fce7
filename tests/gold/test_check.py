"""What is tested of an article, and of all articles together."""

import pytest

from extract.gold import check_gold, has_errors, render_findings
from extract.schemas import Article
from tests.gold.making import EXAMPLE, gold, shown

ANN = "<ent label=PERSON entity=ann>Ann Lee</ent>"
LVIV = "<ent label=LOCATION entity=lviv type=city country={}>Lviv</ent>"


def found(*articles, **more):
    return [
        (each.article, each.text, each.rule, each.severity) for each in check_gold(articles, **more)
    ]


def test_a_good_article_has_no_findings():
    assert found(EXAMPLE) == []


def test_offsets_and_overlaps_are_found_in_what_was_not_read_from_a_file():
    article = gold(f"{ANN} left")
    (mention,) = article.mentions
    wrong = mention.model_copy(update={"start": 1, "end": 8})
    broken = article.model_copy(update={"mentions": (mention, wrong)})
    assert found(broken) == [("a", "nn Lee ", rule, "error") for rule in ("offsets", "overlap")]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param(
            f"{ANN} left; Ann Lee stayed", ("Ann Lee", "unlabelled"), id="unlabelled elsewhere"
        ),
        pytest.param(
            f"{ANN} and then <ent label=PERSON entity=other>Ann Lee</ent> came",
            ("Ann Lee", "two entities"),
            id="two entities",
        ),
        pytest.param(
            f"{ANN} and then <ent label=AGENCY entity=x type=court>Ann Lee</ent> came",
            ("Ann Lee", "two labels"),
            id="two labels",
        ),
    ],
)
def test_the_same_words_labelled_in_two_ways_are_doubted(marked, expected):
    assert found(gold(marked)) == [("a", *expected, "doubt")]


def test_parts_of_longer_names_are_not_unlabelled():
    marked = (
        f"{LVIV.format('UA')} and <ent label=AGENCY entity=x type=court>Lviv Court</ent>, Lvivska"
    )
    assert found(gold(marked)) == []


@pytest.mark.parametrize(
    ("second", "rules"),
    [
        pytest.param(LVIV.format("UA"), [], id="same"),
        pytest.param(LVIV.format("PL"), ["entity country"], id="country"),
        pytest.param(LVIV.format("UA").replace("city", "region"), ["entity type"], id="type"),
        pytest.param("<ent label=PERSON entity=lviv>Lviv</ent>", ["entity label"], id="label"),
    ],
)
def test_one_entity_is_one_thing_in_all_articles(second, rules):
    articles = gold(f"In {LVIV.format('UA')}", "a"), gold(f"Near {second}", "b")
    assert found(*articles) == [("b", "Lviv", rule, "error") for rule in rules]
    assert has_errors(check_gold(articles)) is bool(rules)


def test_hard_labels_of_one_entity_are_doubts():
    second = LVIV.format("PL hard=yes")
    articles = gold(f"In {LVIV.format('UA')}", "a"), gold(f"Near {second}", "b")
    assert found(*articles) == [("b", "Lviv", "entity country", "doubt")]
    assert not has_errors(check_gold(articles))


def test_an_id_stands_once():
    assert found(EXAMPLE, EXAMPLE) == [("example", "", "twice", "error")]


def test_the_text_is_that_of_the_corpus(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"Ann Lee left.\r\n")
    same = EXAMPLE.model_copy(
        update={"article": Article(id="x", text="Ann Lee left.\r\n"), "mentions": ()}
    )
    other = same.model_copy(update={"article": Article(id="y", text="Ann Lee left.\n")})
    (finding,) = check_gold([same, other], corpus=tmp_path)
    assert (finding.article, finding.rule, finding.start) == ("y", "text", 13)
    assert "a.txt is the nearest" in finding.message


def test_findings_are_shown_with_their_severity_in_words():
    articles = [gold(f"{ANN} left; Ann Lee’s <ent label=PERSON>aunt</ent>")]
    table = shown(render_findings(check_gold(articles), articles=1, labels={"PERSON": 2}))
    assert "1 articles checked: 1 errors, 2 doubts" in table
    for words in ("2 PERSON", "error", "doubt", "unlabelled"):
        assert words in table
