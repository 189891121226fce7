"""Each format gives back what its module says that it keeps."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings

from extract.errors import ConfigError
from extract.evaluate import GoldArticle
from extract.gold import FORMATS, read_labelled, write_labelled
from tests.gold.making import EXAMPLE, gold_articles


def everything(each: GoldArticle) -> object:
    return each


def all_but_metadata(each: GoldArticle) -> object:
    return each.article.id, each.article.text, each.mentions


def all_but_values(each: GoldArticle) -> object:
    spans = [(mention.start, mention.end, mention.label) for mention in each.mentions]
    return each.article, each.tags, each.made_by, spans


def tokens(each: GoldArticle) -> object:
    words = [(mention.label, "".join(mention.text.split())) for mention in each.mentions]
    return each.article.id, "".join(each.article.text.split()), [word for word in words if word[1]]


KEPT = {
    "brat": ("", all_but_metadata),
    "conll": ("", tokens),
    "label-studio": ("tasks.json", everything),
    "doccano": ("all.jsonl", all_but_values),
    "docbin": ("train.spacy", everything),
}


def back(articles: list[GoldArticle], name: str) -> list[GoldArticle]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / KEPT[name][0]
        write_labelled(articles, path, name)
        return [each.gold for each in read_labelled(path, name)]


@pytest.mark.parametrize("name", KEPT)
@given(articles=gold_articles())
@settings(max_examples=20)
def test_a_round_trip_keeps_what_the_format_can_hold(name, articles):
    kept = KEPT[name][1]
    by_id = {each.article.id: kept(each) for each in articles}
    assert {each.article.id: kept(each) for each in back(articles, name)} == by_id


@pytest.mark.parametrize("name", KEPT)
def test_an_article_with_all_labels_comes_back(name):
    kept = KEPT[name][1]
    (found,) = back([EXAMPLE], name)
    assert kept(found) == kept(EXAMPLE)


def test_conll_written_again_is_the_same(tmp_path):
    write_labelled([EXAMPLE], tmp_path / "one", "conll")
    (again,) = read_labelled(tmp_path / "one", "conll")
    write_labelled([again.gold], tmp_path / "two", "conll")
    (one,), (two,) = (list((tmp_path / name).iterdir()) for name in ("one", "two"))
    # Blank lines may differ: a text read from tokens has one line break between sentences.
    assert [line for line in one.read_text().split("\n") if line] == [
        line for line in two.read_text().split("\n") if line
    ]


def test_every_format_that_is_written_is_tested():
    assert KEPT.keys() == {name for name, each in FORMATS.items() if each.write}


def test_unknown_formats_and_read_only_ones_are_named(tmp_path):
    with pytest.raises(ConfigError, match="no format “xml”; there are brat"):
        read_labelled(tmp_path, "xml")
    with pytest.raises(ConfigError, match="“timeml” is only read; written are brat"):
        write_labelled([], tmp_path, "timeml")
