from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.scorer import Scorer
from spacy.tokens import Doc, Span
from spacy.training import Example

from extract.evaluate import evaluate
from extract.evaluate.spans import align
from extract.schemas import LABELS
from tests.evaluate.making import as_gold, as_record, gold, record


@pytest.mark.parametrize(
    ("marked_gold", "marked_output", "strict", "lenient", "span_only"),
    [
        pytest.param(
            "<ent label=PERSON>Ann Lee</ent> ran",
            "<ent label=PERSON>Ann Lee</ent> ran",
            1,
            1,
            1,
            id="right",
        ),
        pytest.param(
            "<ent label=PERSON>Ann Lee</ent> ran",
            "Ann <ent label=PERSON>Lee</ent> ran",
            0,
            1,
            0,
            id="boundary",
        ),
        pytest.param(
            "<ent label=PERSON>Ann Lee</ent> ran",
            "<ent label=AGENCY>Ann Lee</ent> ran",
            0,
            0,
            1,
            id="label",
        ),
        pytest.param(
            "<ent label=PERSON>Ann Lee</ent> ran",
            "Ann <ent label=AGENCY>Lee</ent> ran",
            0,
            0,
            0,
            id="both",
        ),
        pytest.param(
            "<ent label=PERSON>Ann</ent> Lee",
            "Ann <ent label=PERSON>Lee</ent>",
            0,
            0,
            0,
            id="neighbours",
        ),
        pytest.param(
            "<ent label=PERSON>Ann</ent> and <ent label=PERSON>Bob</ent>",
            "<ent label=PERSON>Ann and Bob</ent>",
            0,
            1,
            0,
            id="one for two",
        ),
        pytest.param(
            "<ent label=PERSON>Ann and Bob</ent>",
            "<ent label=PERSON>Ann</ent> and <ent label=PERSON>Bob</ent>",
            0,
            1,
            0,
            id="two for one",
        ),
        pytest.param(
            "Ann<ent label=PERSON>Lee</ent>",
            "<ent label=PERSON>Ann</ent>Lee",
            0,
            0,
            0,
            id="touching is not overlapping",
        ),
        pytest.param("Ann", "Ann", 0, 0, 0, id="nothing"),
    ],
)
def test_align(
    marked_gold: str, marked_output: str, strict: int, lenient: int, span_only: int
) -> None:
    pairs = align(gold(marked_gold).mentions, record(marked_output).mentions)
    assert (len(pairs.strict), len(pairs.lenient), len(pairs.span_only)) == (
        strict,
        lenient,
        span_only,
    )


def test_the_greatest_overlap_is_taken_first() -> None:
    labelled = gold("<ent label=PERSON>aa</ent> <ent label=PERSON>bbbbbb</ent>").mentions
    found = record("<ent label=PERSON>aa bbbb</ent>bb").mentions
    assert [pair.gold.text for pair in align(labelled, found).lenient] == ["bbbbbb"]


NLP = spacy.blank("en")
WORDS = [f"w{index}" for index in range(14)]


@st.composite
def labelled(draw: st.DrawFn) -> str:
    """Markup over fixed words, with random spans."""
    index, parts = 0, []
    while index < len(WORDS):
        length = draw(st.integers(0, 3))
        words = " ".join(WORDS[index : index + max(length, 1)])
        label = draw(st.sampled_from(LABELS))
        parts.append(f"<ent label={label}>{words}</ent>" if length else words)
        index += max(length, 1)
    return " ".join(parts)


@given(labelled(), labelled())
def test_strict_scores_agree_with_spacy(first: str, second: str) -> None:
    def doc(marked: str) -> Doc:
        made = record(marked)
        result = NLP.make_doc(made.article.text)
        spans = [result.char_span(m.start, m.end, label=m.label) for m in made.mentions]
        result.ents = [span for span in spans if isinstance(span, Span)]
        return result

    theirs = Scorer.score_spans([Example(doc(second), doc(first))], "ents")
    ours = evaluate([gold(first)], [record(second)])
    if not record(first).mentions:
        return  # spaCy takes a document without entities for an unlabelled one
    for label, expected in theirs["ents_per_type"].items():
        found = ours.score("strict", label).ratios
        assert (found["precision"] or 0.0) == pytest.approx(expected["p"], abs=1e-6)
        assert (found["recall"] or 0.0) == pytest.approx(expected["r"], abs=1e-6)
        assert (found["f1"] or 0.0) == pytest.approx(expected["f"], abs=1e-6)
    assert ours.score("strict").ratios["recall"] == pytest.approx(theirs["ents_r"], abs=1e-6)


@given(labelled(), labelled())
def test_swapping_gold_and_prediction_swaps_precision_and_recall(first: str, second: str) -> None:
    there = evaluate([gold(first)], [record(second)])
    back = evaluate([as_gold(record(second))], [as_record(gold(first))])
    for measure in ("strict", "lenient", "span_only", "end_to_end"):
        for label in (*LABELS, "ALL"):
            one, other = there.score(measure, label).ratios, back.score(measure, label).ratios
            assert (one["precision"], one["recall"]) == (other["recall"], other["precision"])


@given(labelled())
def test_lenient_finds_all_that_strict_finds(marked: str) -> None:
    pairs = align(gold(marked).mentions, as_record(gold(marked)).mentions)
    assert pairs.strict == pairs.lenient == pairs.span_only
