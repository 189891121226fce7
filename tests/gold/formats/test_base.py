"""What an outside corpus can judge, and what it cannot."""

import pytest

from extract.gold import OutsideArticle, mask, valued_labels
from tests.evaluate.making import gold, record

TEXT = "Ann Lee met Bo Day and Cy Fox in Lviv"
GOLD = gold(
    "<ent label=PERSON>Ann Lee</ent> met Bo Day and Cy Fox in <ent label=LOCATION>Lviv</ent>"
)


def outside(**more):
    return OutsideArticle(gold=GOLD, **more)


@pytest.mark.parametrize(
    ("marked", "more", "kept"),
    [
        pytest.param("<ent label=PERSON>Bo Day</ent>", {}, True, id="wrong: label is complete"),
        pytest.param(
            "<ent label=PERSON>Bo Day</ent>",
            {"complete_labels": frozenset({"LOCATION"})},
            False,
            id="not judged: label is not complete",
        ),
        pytest.param(
            "<ent label=PERSON>Ann Lee</ent>", {"complete_labels": frozenset()}, True, id="answers"
        ),
        pytest.param(
            "<ent label=PERSON>Lee</ent>",
            {"complete_labels": frozenset(), "scored": ()},
            True,
            id="answers with another boundary",
        ),
        pytest.param(
            "<ent label=AGENCY>Lviv</ent>",
            {"complete_labels": frozenset()},
            False,
            id="another label answers nothing",
        ),
        pytest.param("<ent label=PERSON>Bo Day</ent>", {"scored": ((0, 18),)}, True, id="within"),
        pytest.param("<ent label=PERSON>Bo Day</ent>", {"scored": ((0, 17),)}, False, id="partly"),
        pytest.param("<ent label=PERSON>Bo Day</ent>", {"scored": ()}, False, id="nothing scored"),
        pytest.param(
            "<ent label=PERSON>Bo Day</ent>", {"ignored": ((17, 20),)}, False, id="touches ignored"
        ),
        pytest.param(
            "<ent label=PERSON>Bo Day</ent>", {"ignored": ((18, 20),)}, True, id="beside ignored"
        ),
    ],
)
def test_a_prediction_counts_only_where_the_gold_can_judge_it(marked, more, kept):
    words = marked.partition(">")[2].removesuffix("</ent>")
    masked = mask(record(TEXT.replace(words, marked)), outside(**more))
    assert bool(masked.mentions) is kept


def test_labels_without_values_are_told_apart():
    valued = gold(
        "<ent label=PERSON role=judge>Ann</ent> <ent label=DATE>Friday</ent> "
        "<ent label=COUNT low=0 high=0>two</ent> <ent label=LOCATION country=UA>Lviv</ent>"
    )
    assert valued_labels([OutsideArticle(gold=valued)]) == {"PERSON", "LOCATION"}
