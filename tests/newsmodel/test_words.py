"""How the model sees words: shapes, pieces, and windows that miss nothing."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.newsmodel.packed import PACKED
from extract.newsmodel.words import (
    LINE_BREAK,
    MAX_PIECES,
    SHAPES,
    WordPieces,
    begins,
    ends_sentence,
    shape_of,
    spans_of,
    windows_of,
)


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("will", "lower"),
        ("Will", "title"),
        ("Erdoğan", "title-foreign"),
        ("ANKARA", "upper"),
        ("A", "capital"),
        ("U.S.", "initials"),
        ("J.", "initials"),
        ("McKenzie", "mixed"),
        ("iPhone", "mixed"),
        ("al-", "lower"),
        ("O'Brien", "title"),
        ("2024", "number"),
        ("1,000", "number"),
        ("G7", "alphanumeric"),
        (".", "stop"),
        ("”", "quote"),
        ("—", "sign"),
        ("普京", "uncased"),
        (LINE_BREAK, "break"),
    ],
)
def test_the_shape_of_a_word(word, shape):
    assert SHAPES[shape_of(word)] == shape


@given(st.text(min_size=1))
def test_every_word_has_a_shape(word):
    assert 0 < shape_of(word) < len(SHAPES)


@pytest.fixture(scope="module")
def pieces_of():
    return WordPieces(PACKED / "tokenizer.json")


def test_case_is_left_to_the_shape(pieces_of):
    assert pieces_of("Ankara") == pieces_of("ankara")


def test_a_word_of_unknown_signs_has_a_piece(pieces_of):
    assert len(pieces_of("\u2060")) == 1


def test_a_long_link_keeps_its_first_pieces(pieces_of):
    assert len(pieces_of("https://example.org/" + "a1-" * 100)) == MAX_PIECES


def test_pieces_survive_pickling(pieces_of):
    assert pickle.loads(pickle.dumps(pieces_of))("Whelan") == pieces_of("Whelan")  # noqa: S301


WORDS = st.lists(st.sampled_from(["Ada", "left", ".", "”", LINE_BREAK, "and", "Kyiv"]), max_size=60)


@given(words=WORDS, size=st.integers(1, 4), room=st.integers(6, 30), context=st.integers(0, 5))
def test_windows_label_each_word_once_and_keep_within_their_room(words, size, room, context):
    sizes = [size] * len(words)
    windows = windows_of(words, sizes, max_pieces=room, max_context=min(context, room - size))
    assert [i for window in windows for i in range(window.start, window.stop)] == list(
        range(len(words))
    )
    for window in windows:
        assert window.context <= window.start < window.stop
        assert window.pieces == size * (window.stop - window.context) <= room


def test_windows_end_with_sentences():
    words = ["Ada", "left", ".", "Bo", "stayed", ".", "Cy", "slept", "."]
    windows = windows_of(words, [1] * len(words), max_pieces=8, max_context=0)
    assert [(window.start, window.stop) for window in windows] == [(0, 6), (6, 9)]


def test_whole_sentences_need_no_context():
    words = ["Ada", "left", ".", "Bo", "stayed", ".", "Cy", "slept", "."]
    windows = windows_of(words, [1] * len(words), max_pieces=8, max_context=3)
    assert [(window.context, window.start) for window in windows] == [(0, 0), (6, 6)]


def test_where_a_sentence_is_cut_the_next_window_sees_what_came_before():
    words = ["Ada", "left", "Bo", "and", "Cy", "and", "Di", "and", "Ed", "."]
    windows = windows_of(words, [1] * len(words), max_pieces=8, max_context=3)
    assert [(window.context, window.start) for window in windows] == [(0, 0), (5, 8)]


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        (["left", ".", "Bo"], True),
        (["left", ".", "”", "Bo"], True),
        (["Gov", ".", "bo"], False),
        (["left", "Bo"], False),
        (["left", LINE_BREAK, "bo"], True),
    ],
)
def test_where_a_sentence_seems_to_end(words, ends):
    assert ends_sentence(words, len(words) - 1) is ends


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("O B-X I-X O", [(1, 3, "X")]),
        ("B-X B-X", [(0, 1, "X"), (1, 2, "X")]),
        ("B-X I-Y", [(0, 1, "X"), (1, 2, "Y")]),
        ("I-X O", [(0, 1, "X")]),
        ("O O", []),
    ],
)
def test_spans_of_tags(tags, spans):
    assert spans_of(tags.split()) == spans


@pytest.mark.parametrize(
    ("words", "likely", "expected"),
    [
        (["left", ".", "Two"], True, True),
        (["left", ".", "Two"], False, False),
        (["Two", "Palestinians"], True, False),
        (["Lima", ",", "Ada"], True, False),
        (["Heading", LINE_BREAK, "text"], False, True),
        (["Two"], False, True),
    ],
)
def test_where_a_sentence_begins(words, likely, expected):
    assert begins(words, len(words) - 1, likely=likely) is expected
