"""Records: ids from content, offsets that quote the text, values typed by their label."""

import datetime as dt
import json
import pickle

import pytest
from pydantic import ValidationError

from extract.articles.building import METADATA
from extract.schemas import (
    Alias,
    Article,
    ArticleInput,
    CountValue,
    DateValue,
    Evidence,
    LocationValue,
    Mention,
    PersonValue,
    Record,
    content_id,
)

TEXT = "Two men left Kyiv."


def mention(label: str, start: int, end: int, value: object, **more: object) -> Mention:
    return Mention.model_validate(
        {
            "id": content_id(label, str(start)),
            "label": label,
            "start": start,
            "end": end,
            "text": TEXT[start:end],
            "value": value,
            "evidence": Evidence(by="test"),
            **more,
        }
    )


def test_an_article_without_an_id_gets_one_from_its_content():
    assert Article(text=TEXT).id == Article(text=TEXT).id == Article(text=TEXT).sha256[:16]
    assert Article(text=TEXT).id != Article(text=TEXT + " ").id


def test_a_given_id_is_kept():
    assert Article(id="a-1", text=TEXT).id == "a-1"


def test_records_are_frozen():
    with pytest.raises(ValidationError):
        Article(text=TEXT).title = "x"


def test_a_trusted_record_is_what_a_checked_one_is():
    values = {"name": "Paul Whelan", "count": 3, "articles": 2}
    checked, trusted = Alias(**values), Alias.trusted(**values)
    assert trusted == checked
    assert trusted.model_dump_json() == checked.model_dump_json()
    assert trusted.model_fields_set == checked.model_fields_set
    assert pickle.loads(pickle.dumps(trusted)) == checked  # noqa: S301 - our own bytes
    assert trusted.model_copy(update={"count": 4}).count == 4
    with pytest.raises(ValidationError, match="frozen"):
        trusted.count = 4


def test_unknown_fields_are_refused():
    with pytest.raises(ValidationError):
        Article(text=TEXT, author="x")


@pytest.mark.parametrize(
    ("label", "value", "kind"),
    [
        ("PERSON", {"role": "mayor"}, PersonValue),
        ("DATE", {"edtf": "2024"}, DateValue),
        ("COUNT", {"low": 2, "high": 2}, CountValue),
        ("LOCATION", {"type": "city", "country": "UA"}, LocationValue),
    ],
)
def test_the_label_types_the_value(label, value, kind):
    assert type(mention(label, 0, 3, value).value) is kind


def test_a_mention_must_quote_the_text():
    wrong = mention("COUNT", 0, 7, {"low": 2, "high": 2}).model_copy(update={"text": "Ten men"})
    with pytest.raises(ValidationError, match="does not quote"):
        Record(article=Article(text=TEXT), mentions=(wrong,))


def test_mentions_must_not_overlap():
    one = mention("COUNT", 0, 7, {"low": 2, "high": 2})
    two = mention("PERSON", 4, 12, {"role": None})
    with pytest.raises(ValidationError, match="overlaps"):
        Record(article=Article(text=TEXT), mentions=(one, two))


def test_the_reference_stays_out_of_the_json():
    line = mention("LOCATION", 13, 17, {}, reference="geonames:703448").model_dump_json()
    assert "reference" not in json.loads(line)


def test_json_round_trip():
    record = Record(
        article=Article(text=TEXT, published=dt.date(2024, 8, 1), published_from="metadata"),
        mentions=(mention("COUNT", 0, 7, {"low": 2, "high": 2, "unit": "man"}),),
        warnings=("x",),
    )
    assert Record.model_validate_json(record.model_dump_json()) == record


def test_the_input_schema_names_what_the_readers_read():
    assert set(ArticleInput.model_fields) == {"text", *METADATA}
