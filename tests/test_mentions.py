"""Collection: values from the article alone, ids from content, evidence for everything."""

import datetime as dt

import pytest

import extract
from extract.schemas import Article


@pytest.fixture(scope="module")
def facts():
    return extract.load()


def mention(record, words):
    return next(each for each in record.mentions if each.text == words)


def test_relative_dates_move_with_the_day_of_publication(facts):
    text = "The men were freed on Thursday. They were arrested two weeks ago, in late May."
    before = facts(text, published="2024-08-01")
    after = facts(text, published="2024-08-08")
    moved = mention(after, "Thursday").value.start - mention(before, "Thursday").value.start
    assert moved == dt.timedelta(days=7)
    assert mention(before, "Thursday").value.edtf == "2024-08-01"


def test_without_a_publication_date_relative_dates_stay_open_and_the_record_says_so(facts):
    record = facts("The men were freed on Thursday.")
    assert mention(record, "Thursday").value.edtf is None
    assert "no publication date: 1 relative date stays open" in record.warnings[0]


def test_the_following_day_takes_the_date_before_it(facts):
    record = facts("They met on 3 May 2024. The following day they signed.", published="2024-06-01")
    assert mention(record, "following day").value.edtf == "2024-05-04"


def test_an_open_date_is_no_base_for_the_following_day(facts):
    record = facts("On 3 May 2024 they met. They ate on Friday. The following day they signed.")
    assert mention(record, "following day").value.edtf == "2024-05-04"


def test_what_happened_the_same_day_did_not_happen_on_a_day_to_come(facts):
    text = "On 26 July 2024 he was remanded till 9 August 2024. The same day she spoke."
    record = facts(text, published="2024-08-01")
    assert mention(record, "same day").value.edtf == "2024-07-26"


def test_ids_come_from_the_article_and_the_place(facts):
    text = "Paul Whelan was freed in Ankara."
    one, again = facts(text), facts(text)
    other = facts(Article(id="other", text=text))
    assert [m.id for m in one.mentions] == [m.id for m in again.mentions]
    assert not {m.id for m in one.mentions} & {m.id for m in other.mentions}


def test_every_mention_has_its_evidence(facts):
    record = facts("FSB colonel Vadim Krasikov and 24 prisoners flew to Moscow on 1 August 2024.")
    assert {m.label for m in record.mentions} == {
        "PERSON",
        "AGENCY",
        "DATE",
        "COUNT",
        "LOCATION",
    }
    assert all(m.evidence.by for m in record.mentions)


LOCAL = (
    "The High Court heard that police from Kampala, Gulu, Jinja and Entebbe took the men to"
    " Mulago Hospital."
)


def test_a_body_without_a_country_gets_that_of_most_places(facts):
    record = facts(LOCAL)
    court, hospital = mention(record, "High Court"), mention(record, "Mulago Hospital")
    assert court.value.country == "UG"
    assert hospital.value.country == "UG"
    assert "the article is at home there" in court.evidence.detail


def test_no_country_is_given_where_places_are_spread(facts):
    record = facts("The High Court heard that the men went to Kampala, Nairobi, Paris and Lima.")
    assert mention(record, "High Court").value.country is None


def test_pipe_gives_what_single_calls_give(facts):
    texts = ["Paul Whelan was freed.", "Two men left Kyiv on 3 May 2024."]
    assert list(facts.pipe(texts)) == [facts(text) for text in texts]
