from __future__ import annotations

import pytest

from extract.errors import ArticleError
from extract.evaluate import MEASURES, Evaluation, Linked, evaluate
from extract.schemas import LABELS
from tests.evaluate.making import as_record, gold, record

KYIV = "<ent label=LOCATION entity=kyiv type=city country=UA>{}</ent>"
TWO_ARTICLES = [
    gold(
        f"{KYIV.format('Kyiv')} said <ent label=PERSON entity=ann role=judge>Ann Lee</ent> freed "
        "<ent label=COUNT low=2 high=2 unit=man>two men</ent>.",
        "a",
        tags=("wire",),
    ),
    gold(
        f"On <ent label=DATE edtf=2024-08-01>Thursday</ent> {KYIV.format('Kiev')} and "
        "<ent label=PERSON entity=ann>Lee</ent> met the "
        "<ent label=AGENCY entity=sbu type=intelligence country=UA hard=yes>SBU</ent>.",
        "b",
        tags=("blog",),
    ),
]
OUTPUT = [
    record(  # the count with a wrong unit, the person with a wrong role
        "<ent label=LOCATION entity=1 type=city country=UA>Kyiv</ent> said "
        "<ent label=PERSON entity=2>Ann Lee</ent> freed "
        "<ent label=COUNT low=2 high=2 unit=person>two men</ent>.",
        "a",
    ),
    record(  # Kiev parted from Kyiv, Lee with an article too many, the agency taken for a person
        "On <ent label=DATE edtf=2024-08-01>Thursday</ent> "
        "<ent label=LOCATION entity=3 type=city country=UA>Kiev</ent> "
        "<ent label=PERSON entity=2>and Lee</ent> met the <ent label=PERSON>SBU</ent>.",
        "b",
        by="model",
    ),
]


@pytest.fixture(scope="module")
def scored() -> Evaluation:
    return evaluate(TWO_ARTICLES, OUTPUT)


@pytest.mark.parametrize(
    ("measure", "label", "counts"),
    [
        ("strict", "PERSON", (1, 2, 1)),
        ("strict", "AGENCY", (0, 0, 1)),
        ("strict", "LOCATION", (2, 0, 0)),
        ("strict", "ALL", (5, 2, 2)),
        ("lenient", "PERSON", (2, 1, 0)),
        ("lenient", "ALL", (6, 1, 1)),
        # The SBU's offsets are right: for the recall of AGENCY, and for the precision of PERSON.
        ("span_only", "AGENCY", (0, 0, 1, 1)),
        ("span_only", "PERSON", (2, 3, 1, 2)),
        ("span_only", "ALL", (6, 7, 6, 7)),
        ("strict_without_hard", "AGENCY", (0, 0, 0)),
        ("strict_without_hard", "PERSON", (1, 1, 1)),
        ("end_to_end", "COUNT", (0, 1, 1)),
        ("end_to_end", "PERSON", (1, 2, 1)),
        ("end_to_end", "LOCATION", (2, 0, 0)),
        # Kyiv stands for Kyiv, so Kiev, which was parted from it, is linked wrongly.
        ("end_to_end_linked", "LOCATION", (1, 1, 1)),
        ("value", "COUNT", (0, 1)),
        ("value", "ALL", (3, 4)),
        ("value.unit", "COUNT", (0, 1)),
        ("value.low", "COUNT", (1, 1)),
        ("value.role", "PERSON", (0, 1)),
        ("value.edtf", "DATE", (1, 1)),
        ("value.type", "AGENCY", (0, 0)),
        ("entity", "LOCATION", (1, 2)),
        ("b_cubed", "LOCATION", (2, 2, 1, 2)),
        # Gold {Ann Lee, Lee}; output {Ann Lee, and Lee} and {SBU}: two of three are spurious.
        ("b_cubed", "PERSON", (0.5, 3, 0.5, 2)),
        ("b_cubed_found", "PERSON", (1, 1, 1, 1)),
        ("pairwise", "LOCATION", (0, 0, 1)),
        ("muc", "LOCATION", (0, 0, 0, 1)),
    ],
)
def test_scores_computed_by_hand(
    scored: Evaluation, measure: str, label: str, counts: tuple[float, ...]
) -> None:
    assert scored.score(measure, label).counts == pytest.approx(counts)


@pytest.mark.parametrize(
    ("measure", "label", "part", "counts"),
    [
        ("slice_recall", "ALL", "tag: wire", (3, 3)),
        ("slice_recall", "ALL", "tag: blog", (2, 4)),
        ("slice_recall", "ALL", "same weekday", (1, 1)),
        ("slice_recall", "ALL", "variant names", (2, 2)),
        ("slice_entity", "ALL", "variant names", (1, 2)),
        ("slice_value", "ALL", "tag: wire", (1, 2)),
        ("slice_recall", "ALL", "hard", (0, 1)),
        ("rule", "PERSON", "model", (0, 2)),
        ("rule", "PERSON", "rule", (1, 1)),
    ],
)
def test_parts_computed_by_hand(
    scored: Evaluation, measure: str, label: str, part: str, counts: tuple[int, int]
) -> None:
    assert scored.score(measure, label, part).counts == counts


def test_mistakes_of_spans_and_links_are_listed(scored: Evaluation) -> None:
    told = [(mistake.kind, mistake.field, mistake.label) for mistake in scored.mistakes]
    assert told == [
        ("wrong value", "role", "PERSON"),
        ("wrong value", "unit", "COUNT"),
        ("wrong boundary", None, "PERSON"),
        ("wrong label", None, "AGENCY"),
        ("wrong cluster", "parted", "LOCATION"),
    ]


def test_a_perfect_prediction_scores_one_everywhere() -> None:
    scored = evaluate(TWO_ARTICLES, [as_record(article) for article in TWO_ARTICLES])
    assert {score.value for score in scored.scores} <= {1.0, None}
    assert scored.score("end_to_end_linked").value == 1.0
    assert scored.score("strict_without_hard", "AGENCY").value is None
    assert scored.mistakes == ()


def test_no_prediction_scores_nothing() -> None:
    empty = [record(article.article.text, article.article.id) for article in TWO_ARTICLES]
    scored = evaluate(TWO_ARTICLES, empty)
    assert scored.score("strict").ratios == {"precision": None, "recall": 0.0, "f1": 0.0}
    assert scored.score("value").value is None
    assert scored.score("b_cubed").value == 0.0


def test_every_measure_is_explained(scored: Evaluation) -> None:
    on_gold = Linked([as_record(article) for article in TWO_ARTICLES])
    whole = evaluate(TWO_ARTICLES, OUTPUT, on_gold=on_gold)
    assert {score.measure for score in whole.scores} == set(MEASURES)
    without = {name for name in MEASURES if not name.endswith("_gold")}
    assert {score.measure for score in scored.scores} == without


def test_gold_mentions_are_scored_by_themselves(scored: Evaluation) -> None:
    on_gold = Linked([as_record(article) for article in TWO_ARTICLES])
    whole = evaluate(TWO_ARTICLES, OUTPUT, on_gold=on_gold)
    assert whole.score("b_cubed_gold").value == whole.score("pairwise_gold").value == 1.0
    assert set(scored.by_key()) < set(whole.by_key())
    assert {error.on for error in whole.cluster_errors} <= {"found"}
    assert Evaluation.from_json(whole.to_json()) == whole


def test_labels_are_never_left_out() -> None:
    scored = evaluate([gold("Nothing.")], [record("Nothing.")])
    assert {score.label for score in scored.scores if score.measure == "strict"} == {*LABELS, "ALL"}


def test_json_gives_the_same_evaluation_and_the_same_bytes(scored: Evaluation) -> None:
    written = scored.to_json()
    again = Evaluation.from_json(written)
    assert again == scored
    assert again.to_json() == written == evaluate(TWO_ARTICLES, OUTPUT).to_json()


@pytest.mark.parametrize(
    ("labelled", "output", "message"),
    [
        pytest.param([gold("x"), gold("x")], [record("x")], "twice", id="twice"),
        pytest.param([gold("x")], [record("x", "b")], "no prediction", id="no record"),
        pytest.param([gold("x")], [record("y")], "different texts", id="another text"),
        pytest.param(
            [gold("x").model_copy(update={"made_by": "machine"})],
            [record("x")],
            "by a program",
            id="machine-made",
        ),
    ],
)
def test_what_cannot_be_scored_is_refused(labelled: list, output: list, message: str) -> None:
    with pytest.raises(ArticleError, match=message):
        evaluate(labelled, output)


def test_records_of_other_articles_are_left_out() -> None:
    more = [*OUTPUT, record("<ent label=PERSON>Ann</ent>", "c")]
    assert evaluate(TWO_ARTICLES, more) == evaluate(TWO_ARTICLES, OUTPUT)


def test_ids_of_two_labels_are_two_entities() -> None:
    marked = "<ent label=LOCATION entity=x>Bor</ent> and <ent label=PERSON entity=x>Bo</ent>."
    assert evaluate([gold(marked)], [record(marked)]).score("pairwise").counts == (0, 0, 0)
