"""Near-identical contexts that disagree."""

import pytest

from extract.gold.contexts import context_doubts
from tests.gold.making import gold

FIRST = "Then <ent label=COUNT low=24 high=24 unit=man>24 men</ent> were freed."


def doubts(*marked):
    articles = [gold(each, str(index)) for index, each in enumerate(marked)]
    return [
        (each.article, articles[each.article].article.text[each.start : each.end], each.message)
        for each in context_doubts(articles)
    ]


@pytest.mark.parametrize(
    ("second", "message"),
    [
        pytest.param("THEN 31 men were freed.", "is not labelled", id="not labelled"),
        pytest.param(
            "Then <ent label=COUNT low=24 high=24>24</ent> men were freed.",
            "is COUNT '24' with another boundary",
            id="boundary",
        ),
        pytest.param(
            "Then <ent label=PERSON>24 men</ent> were freed.", "is PERSON '24 men'", id="label"
        ),
        pytest.param(
            "Then <ent label=COUNT low=24 high=24 unit=person basis=total>24 men</ent> were freed.",
            "differs in unit and basis",
            id="value",
        ),
    ],
)
def test_a_place_that_disagrees_is_told_once(second, message):
    opening = "Nothing more. "
    (doubt,) = doubts(opening + FIRST, opening + second)
    assert doubt[0] == 1
    assert doubt[2].startswith(message)
    assert "in 0 at 19 are COUNT '24 men'" in doubt[2]


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(FIRST, id="same label"),
        pytest.param("Then 24 men who were freed.", id="other words behind"),
        pytest.param("Since 24 men were freed.", id="other words before"),
    ],
)
def test_places_that_agree_or_are_not_alike_are_not_told(second):
    assert doubts(f"So. {FIRST}", f"So. {second}") == []


def test_contexts_do_not_run_from_one_article_into_the_next():
    assert doubts("Then <ent label=PERSON entity=a>Ann</ent> fell", "So then Ann fell down") == []
