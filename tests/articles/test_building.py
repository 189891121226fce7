import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.articles.building import article_from_fields, article_from_text, decode
from extract.errors import ArticleError
from extract.schemas import Article

DAY = dt.date(2024, 8, 1)


def from_text(text: str) -> Article:
    return article_from_text(text, name="a.txt", max_chars=10_000)


def from_fields(**fields: object) -> Article:
    return article_from_fields({"text": "Text."} | fields, name="n:1", max_chars=10_000)


@pytest.mark.parametrize(
    ("text", "published", "origin"),
    [
        pytest.param(" date 2024-08-01 Officials met.", DAY, "text", id="same-line"),
        pytest.param("date 2024-08-01\nOfficials met.", DAY, "text", id="own-line"),
        pytest.param("Date: 2024-08-01\r\nOfficials met.", DAY, "text", id="colon"),
        pytest.param("published 2024-08-01\nOfficials met.", DAY, "text", id="published"),
        pytest.param("---\npublished: 2024-08-01\n---\nMet.", DAY, "metadata", id="front-matter"),
        pytest.param("date 2024-08-01T10:00 Met.", DAY, "text", id="date-time"),
        pytest.param("date 2024-13-01 Met.", None, None, id="impossible"),
        pytest.param("date 2024-08-011 Met.", None, None, id="too-many-digits"),
        pytest.param("A date 2024-08-01 was set.", None, None, id="inside-a-sentence"),
        pytest.param("Met.\ndate 2024-08-01", None, None, id="not-leading"),
        pytest.param("update 2024-08-01 Met.", None, None, id="part-of-a-word"),
    ],
)
def test_leading_date(text: str, published: object, origin: str | None) -> None:
    article = from_text(text)
    assert (article.published, article.published_from) == (published, origin)
    assert article.text == text


def test_a_text_that_dates_itself_gives_the_day(
    dated_in_text: Callable[[dt.date | None], None],
) -> None:
    dated_in_text(DAY)
    assert from_text("Officials met.").published == DAY
    assert from_text("Officials met.").published_from == "text"


def test_metadata_go_before_what_the_text_says(
    dated_in_text: Callable[[dt.date | None], None],
) -> None:
    dated_in_text(dt.date(1999, 1, 1))
    article = from_fields(published="2024-08-01")
    assert (article.published, article.published_from) == (DAY, "metadata")


def test_front_matter_is_read_and_stays_in_the_text() -> None:
    text = (
        "---\r\nTitle: \"Swap: the details\"\r\nsource: 'The Daily'\r\nurl: https://example.org/a\r\n"
        "language: en\r\ntags: [a, b]\r\n---\r\nOfficials met."
    )
    article = from_text(text)
    assert article.text == text
    assert (article.title, article.source) == ("Swap: the details", "The Daily")
    assert (article.url, article.language) == ("https://example.org/a", "en")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("---\nOfficials met: no result.\n---\nMore.", id="rules-around-a-sentence"),
        pytest.param("---\ntitle: Never closed\nOfficials met.", id="never-closed"),
        pytest.param("Officials met.\n---\ntitle: Not leading\n---\n", id="not-leading"),
    ],
)
def test_a_rule_is_no_front_matter(text: str) -> None:
    assert from_text(text).title is None


@pytest.mark.parametrize(
    "published",
    [
        pytest.param("2024-08-01", id="date"),
        pytest.param(" 2024-08-01 ", id="spaces"),
        pytest.param("2024-08-01T23:59:59Z", id="utc"),
        pytest.param("2024-08-01T23:59:59+03:00", id="its-own-day-whatever-the-zone"),
        pytest.param("2024-08-01 09:30", id="space"),
        pytest.param(DAY, id="date-object"),
        pytest.param(dt.datetime(2024, 8, 1, 23, tzinfo=dt.UTC), id="date-time-object"),
    ],
)
def test_published_is_a_day(published: object) -> None:
    assert from_fields(published=published).published == DAY


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"text": None}, "has no “text”", id="no-text"),
        pytest.param({"text": 7}, "“text” is a number, expected a string", id="text-number"),
        pytest.param({"text": ["a"]}, "“text” is a list", id="text-list"),
        pytest.param({"text": ""}, "is empty", id="text-empty"),
        pytest.param({"text": "a\0b"}, "“text” holds a NUL", id="text-nul"),
        pytest.param({"text": "a\ud800b"}, "not valid Unicode", id="text-surrogate"),
        pytest.param({"text": "x" * 10_001}, "longer than 10,000", id="text-long"),
        pytest.param({"title": 7}, "“title” is a number, expected a string or null", id="title"),
        pytest.param({"url": {"a": 1}}, "“url” is an object", id="url"),
        pytest.param({"source": "a\ud800"}, "“source” is not valid Unicode", id="surrogate"),
        pytest.param({"id": True}, "“id” is true or false", id="id-boolean"),
        pytest.param({"id": 1.5}, "“id” is a number", id="id-fraction"),
        pytest.param({"published": "last week"}, "“published” is 'last week'", id="words"),
        pytest.param({"published": "2024-02-30"}, "expected an ISO date", id="impossible"),
        pytest.param({"published": "08/01/2024"}, "expected an ISO date", id="american"),
        pytest.param({"published": 20240801}, "expected an ISO date", id="number"),
    ],
)
def test_a_bad_field_is_refused_with_its_name(fields: dict[str, object], expected: str) -> None:
    with pytest.raises(ArticleError, match="n:1: ") as caught:
        from_fields(**fields)
    assert expected in caught.value.reason


def test_empty_fields_are_missing() -> None:
    article = from_fields(id="", title="", source=" ", published="", url=None, other="ignored")
    assert (article.title, article.source, article.url) == (None, None, None)
    assert article.id == article.sha256[:16]


def test_a_whole_number_is_an_id() -> None:
    assert from_fields(id=17).id == "17"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_any_text_comes_through_unchanged(text: str) -> None:
    # What begins with a byte order mark is the one exception, as is what is only space.
    if text.strip() and not text.startswith("\ufeff"):
        decoded = decode(text.encode(), "a.txt")
        assert article_from_fields({"text": decoded}, name="a", max_chars=10_000).text == text
