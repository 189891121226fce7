"""From scores to names: well-formed, the best there is, agreed within a document."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.newsmodel.decoding import (
    Span,
    agreed,
    best_tags,
    log_softmax,
    span_odds,
    transitions_of,
)

TAGS = ("O", "B-X", "I-X", "B-Y", "I-Y")
TRANSITIONS = transitions_of(TAGS)


FOLLOWS = {"I-X": {"B-X", "I-X"}, "I-Y": {"B-Y", "I-Y"}}


def is_well_formed(path):
    tags = [TAGS[i] for i in (0, *path)]
    return all(a in FOLLOWS.get(b, TAGS) for a, b in itertools.pairwise(tags))


@settings(max_examples=60)
@given(st.lists(st.lists(st.floats(-4, 4), min_size=5, max_size=5), min_size=1, max_size=4))
def test_the_path_is_the_best_well_formed_one(rows):
    scores = np.array(rows, dtype=np.float32)
    path = best_tags(scores[None], TRANSITIONS, begins=TRANSITIONS[0])[0]
    worth = {
        each: sum(scores[i, tag] for i, tag in enumerate(each))
        for each in itertools.product(range(len(TAGS)), repeat=len(rows))
        if is_well_formed(each)
    }
    assert is_well_formed(path)
    assert worth[tuple(path)] == pytest.approx(max(worth.values()), abs=1e-4)


def test_padding_changes_no_path():
    rng = np.random.default_rng(0)
    short = rng.normal(size=(1, 3, 5)).astype(np.float32)
    padded = np.concatenate([short, np.zeros((1, 4, 5), dtype=np.float32)], axis=1)
    alone = best_tags(short, TRANSITIONS, begins=TRANSITIONS[0])[0]
    beside = best_tags(padded, TRANSITIONS, begins=TRANSITIONS[0])[0][:3]
    assert list(alone) == list(beside)


def test_probabilities_sum_to_one():
    scores = np.random.default_rng(1).normal(size=(4, 5)).astype(np.float32)
    assert np.exp(log_softmax(scores)).sum(axis=-1) == pytest.approx([1] * 4)


def _log(*rows):
    return np.log(np.array(rows, dtype=np.float32) + 1e-9)


NEUTRAL = np.array([[1.0, 0.0]] * len(TAGS), dtype=np.float32)


def test_a_name_is_as_sure_as_its_least_sure_word():
    log = _log([0.1, 0.9, 0, 0, 0], [0.2, 0, 0.8, 0, 0], [1, 0, 0, 0, 0])
    (span,) = span_odds(log, np.array([1, 2, 0]), TAGS, NEUTRAL)
    assert (span.start, span.stop, span.label) == (0, 2, "X")
    assert span.confidence == pytest.approx(0.8, abs=1e-3)


def test_a_name_that_may_go_on_is_less_sure():
    log = _log([0.1, 0.9, 0, 0, 0], [0.6, 0, 0.4, 0, 0])
    (span,) = span_odds(log, np.array([1, 0]), TAGS, NEUTRAL)
    assert span.confidence == pytest.approx(0.6, abs=1e-3)


def test_calibration_bends_the_odds_and_keeps_their_order():
    log = _log([0.1, 0.9, 0, 0, 0], [1, 0, 0, 0, 0], [0.3, 0.7, 0, 0, 0], [1, 0, 0, 0, 0])
    path = np.array([1, 0, 1, 0])
    timid = np.array([[0.5, -0.2]] * len(TAGS), dtype=np.float32)
    first, second = span_odds(log, path, TAGS, timid)
    assert 0.8 > first.confidence > second.confidence > 0.4


def agreed_labels(words, *spans):
    return [span.label for span in agreed([Span(*each) for each in spans], words.split())]


def test_a_name_has_the_label_of_most_of_its_occurrences():
    spans = [(0, 1, "PERSON", 0.9), (2, 3, "PERSON", 0.8), (4, 5, "AGENCY", 0.9)]
    assert agreed_labels("Mkula said Mkula told Mkula", *spans) == ["PERSON"] * 3


def test_a_full_name_speaks_for_its_surname():
    spans = [(0, 2, "PERSON", 0.9), (3, 4, "AGENCY", 0.8)]
    assert agreed_labels("Charles Mkula told Mkula", *spans) == ["PERSON", "PERSON"]


def test_a_place_stays_one_beside_a_man_of_another_name():
    spans = [(0, 2, "PERSON", 0.9), (3, 4, "LOCATION", 0.8)]
    assert agreed_labels("Charles Mkula left Lima", *spans) == ["PERSON", "LOCATION"]


def test_between_equals_a_name_keeps_its_label():
    spans = [(0, 1, "PERSON", 0.5), (2, 3, "AGENCY", 0.5)]
    assert agreed_labels("Ana met Ana", *spans) == ["PERSON", "AGENCY"]
