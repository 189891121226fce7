import datetime as dt

import pytest

from extract.gold import naive_floor
from extract.gold.floors import _counts
from extract.gold.model_floor import plain_model_floor
from extract.schemas import Article

TEXT = (
    "On August 2, 2024 the Ministry of Defence said that Ann Lee had freed 1,270 soldiers and two "
    "men in Lviv. The fine was $500, or 5%."
)


def found(record):
    return {(each.label, each.text) for each in record.mentions}


@pytest.fixture(scope="module")
def naive():
    return naive_floor(Article(id="a", text=TEXT, published=dt.date(2024, 8, 1)))


def test_the_naive_floor_finds_what_is_plain(naive):
    assert found(naive) >= {
        ("AGENCY", "Ministry of Defence"),
        ("PERSON", "Ann Lee"),
        ("COUNT", "1,270 soldiers"),
        ("COUNT", "two men"),
        ("LOCATION", "Lviv"),
    }
    assert not any(each.text.startswith(("500", "5")) for each in naive.mentions)


def test_the_naive_floor_reads_dates_and_numbers(naive):
    dates = [each.value.edtf for each in naive.mentions if each.label == "DATE"]
    assert "2024-08-02" in dates
    (count,) = (each.value for each in naive.mentions if each.text == "1,270 soldiers")
    assert (count.low, count.unit) == (1270, "soldiers")


def test_the_naive_floor_leaves_dates_open_without_a_publication_date():
    record = naive_floor(Article(id="a", text="They left on Friday, they said."))
    assert [each.value.edtf for each in record.mentions if each.label == "DATE"] == [None]


def test_a_year_is_no_count():
    text = "The treaty of 1998 soldiers on; 998 soldiers do not."
    assert [text[each.start : each.end] for each in _counts(text)] == ["998 soldiers"]


def test_equal_spellings_are_one_entity():
    record = naive_floor(
        Article(id="a", text="So the pilot Ann Lee met Bo Day. The pilot Ann Lee left.")
    )
    ann, bo, again = (each.entity for each in record.mentions if each.label == "PERSON")
    assert ann == again != bo


class _Ent:
    def __init__(self, label, start, end):
        self.label_, self.start_char, self.end_char = label, start, end


class _Model:
    def __call__(self, _):
        self.ents = [_Ent("PERSON", 52, 59), _Ent("GPE", 104, 108), _Ent("MONEY", 124, 127)]
        return self


def test_the_model_floor_maps_the_labels_that_we_have():
    record = plain_model_floor(_Model())(Article(id="a", text=TEXT))
    assert [each.label for each in record.mentions] == ["PERSON", "LOCATION"]
    assert all(each.evidence.by == "model" for each in record.mentions)
