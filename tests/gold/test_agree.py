"""Two labellings, with agreement counted by hand."""

import pytest
from hypothesis import given, settings

from extract.errors import ArticleError
from extract.gold import agree, render_agreement
from tests.gold.making import gold, gold_articles, shown

A = [
    gold(
        "<ent label=PERSON entity=ann>Ann Lee</ent> of the "
        "<ent label=AGENCY entity=sbu type=police>SBU</ent> met "
        "<ent label=PERSON entity=ann>Lee</ent> on "
        "<ent label=DATE edtf=2024-08-01>"
        "late Thursday</ent> in <ent label=LOCATION entity=lviv>Lviv</ent>.",
        "one",
    ),
    gold("Nothing.", "only-a"),
]
B = [
    gold(
        "<ent label=PERSON entity=1>Ann Lee</ent> of the <ent label=LOCATION entity=2>"
        "SBU</ent> met <ent label=PERSON entity=3>Lee</ent> on late <ent label=DATE "
        "edtf=2024-08-01>Thursday</ent> in Lviv.",
        "one",
    ),
]


def test_agreement_is_that_counted_by_hand():
    found = agree(A, B)
    assert found.articles == ("one",)
    assert found.left_out == ("only-a",)
    assert found.score("strict", "PERSON").counts == (2, 0, 0)
    assert found.score("strict", "AGENCY").value == 0.0
    assert found.score("strict", "DATE").value == 0.0
    assert found.score("lenient", "DATE").value == 1.0
    # One pair of people in A, none in B.
    assert found.score("pairwise_found", "PERSON").counts == (0, 0, 1)
    assert {(each.a, each.b): each.count for each in found.confusion} == {
        ("PERSON", "PERSON"): 2,
        ("AGENCY", "LOCATION"): 1,
        ("DATE", "DATE"): 1,
        ("LOCATION", None): 1,
    }


def test_differences_are_listed_in_their_text():
    found = [(each.kind, each.label, each.a, each.b) for each in agree(A, B).differences]
    assert found == [
        ("label", "AGENCY", "AGENCY 'SBU'", "LOCATION 'SBU'"),
        ("boundary", "DATE", "DATE 'late Thursday'", "DATE 'Thursday'"),
        ("only in A", "LOCATION", "LOCATION 'Lviv'", None),
        ("entity", "PERSON", "the same as 'Ann Lee'", "not the same as 'Ann Lee'"),
    ]
    assert (
        agree(A, B).differences[0].context
        == "Ann Lee of the ⟦SBU⟧ met Lee on late Thursday in Lviv."
    )


def test_values_are_compared_on_shared_spans():
    one = gold("<ent label=COUNT low=2 high=2 unit=man>two men</ent> left", "a")
    other = gold("<ent label=COUNT low=2 high=2 unit=person>two men</ent> left", "a")
    found = agree([one], [other])
    assert found.score("value.low", "COUNT").value == 1.0
    assert found.score("value.unit", "COUNT").value == 0.0
    (difference,) = found.differences
    assert (difference.field, difference.a, difference.b) == ("unit", "man", "person")


def test_machine_made_labels_may_be_compared():
    machine = A[0].model_copy(update={"made_by": "machine"})
    assert agree([machine], [A[0]]).score("strict").value == 1.0


@given(articles=gold_articles())
@settings(max_examples=15)
def test_a_labelling_agrees_with_itself_and_sides_may_be_swapped(articles):
    same = agree(articles, articles)
    assert not same.differences
    assert same.score("strict").value in {1.0, None}
    bare = [each.model_copy(update={"mentions": each.mentions[::2]}) for each in articles]
    one, other = agree(articles, bare), agree(bare, articles)
    assert one.score("strict").value == other.score("strict").value
    assert {(each.a, each.b, each.count) for each in one.confusion} == {
        (each.b, each.a, each.count) for each in other.confusion
    }


@pytest.mark.parametrize(
    ("a", "b", "message"),
    [
        pytest.param([A[1]], B, "no article in common", id="nothing common"),
        pytest.param([A[0], A[0]], B, "is twice in one labelling", id="twice"),
        pytest.param([gold("Other text", "one")], B, "has two texts", id="texts"),
    ],
)
def test_what_cannot_be_compared_is_refused(a, b, message):
    with pytest.raises(ArticleError, match=message):
        agree(a, b)


def test_the_table_shows_scores_confusion_and_differences():
    table = shown(render_agreement(agree(A, B), max_differences=3))
    for words in ("PERSON", "1.000", "left out: only-a", "boundary", "⟦SBU⟧", "and 1 more"):
        assert words in table
