import pytest

from extract.errors import ArticleError
from extract.gold import OutsideArticle, evaluate_outside, render_outside
from tests.evaluate.making import gold, record
from tests.gold.making import shown

GOLD = gold(
    "<ent label=PERSON>Ann Lee</ent> met Bo Day in <ent label=LOCATION country=UA>Lviv</ent>, not "
    "<ent label=LOCATION country=UA>Kyiv</ent>"
)
FOUND = record(
    "<ent label=PERSON>Ann Lee</ent> met <ent label=PERSON>Bo Day</ent> in "
    "<ent label=LOCATION country=PL>Lviv</ent>, not Kyiv"
)


def test_only_what_can_be_judged_is_scored_and_shown():
    outside = [OutsideArticle(gold=GOLD, complete_labels=frozenset({"LOCATION"}))]
    evaluation = evaluate_outside(outside, [FOUND])
    assert evaluation.score("strict", "PERSON").counts == (1, 0, 0)
    assert evaluation.score("strict", "LOCATION").counts == (1, 0, 1)
    table = shown(render_outside({"ours": evaluation}, outside))
    rows = [line.split() for line in table.splitlines()]
    # Recall alone where labels are not complete, and no values where there are none.
    assert ["PERSON", "ours", "1", "n/a", "1.000", "n/a", "n/a", "1.000", "n/a"] in rows
    location = next(row for row in rows if row[:1] == ["LOCATION"])
    assert location[2:6] == ["2", "1.000", "0.500", "0.667"]
    assert location[-2:] == ["0.000", "1"]


def test_an_article_without_a_record_is_an_error():
    with pytest.raises(ArticleError, match="no prediction"):
        evaluate_outside([OutsideArticle(gold=GOLD)], [])
