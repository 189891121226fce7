"""What the page knows: offsets as JavaScript counts, decisions with their bearers, the overview."""

import pytest

from extract.report.data import (
    MENTION_FIELDS,
    Packer,
    PageArticle,
    PageData,
    PageDecision,
    _nearest,
)
from extract.report.overview import Source, overview_of
from extract.schemas import LABELS
from tests.markup import parse
from tests.report.making import MARKED, NAMES


@pytest.fixture(scope="module")
def data(filled) -> PageData:
    packer = Packer()
    for record in filled.records():
        packer.add(record)
    entities = list(filled.entities_of(packer.entity_ids()))
    names = {(each.label, alias.name) for each in entities for alias in each.aliases}
    return packer.page(
        totals=filled.totals(),
        copies=filled.copies(MARKED),
        entities=entities,
        decisions=filled.decisions_among(names),
        failures=(),
    )


def rows(article: PageArticle) -> list[dict[str, int]]:
    """Return the mentions of an article, unpacked."""
    width = len(MENTION_FIELDS)
    flat = article.mentions
    return [
        dict(zip(MENTION_FIELDS, flat[at : at + width], strict=True))
        for at in range(0, len(flat), width)
    ]


def article(data: PageData, key: str) -> PageArticle:
    return next(each for each in data.articles if each.id == key)


@pytest.mark.parametrize("key", MARKED)
def test_offsets_quote_the_text_in_utf16(data, key):
    packed = article(data, key)
    units = packed.text.encode("utf-16-le")
    quoted = [
        units[2 * row["start"] : 2 * (row["start"] + row["length"])].decode("utf-16-le")
        for row in rows(packed)
    ]
    assert quoted == [mark.text for mark in parse(MARKED[key][3])[1]]


def test_sentences_begin_where_javascript_finds_them(data):
    packed = article(data, "swap")
    units = packed.text.encode("utf-16-le")
    starts = [units[2 * start :].decode("utf-16-le")[:5] for start in packed.sentences]
    assert starts == ["🎈 Eva", "The M", "Talks"]


def test_mentions_lead_to_their_entities_and_values(data):
    first = rows(article(data, "swap"))[0]
    assert LABELS[first["label"]] == "PERSON"
    assert data.entities[first["entity"]].id == "gershkovich"
    assert data.values[first["value"]] == {"role": "U.S. journalist"}
    assert data.rules[first["by"]] == "test"
    assert first["confidence"] == 50
    date = rows(article(data, "swap"))[3]
    assert date["entity"] == -1


def test_entities_are_those_of_the_mentions_with_a_place_where_one_is_known(data):
    assert {each.id for each in data.entities} == set(NAMES)
    by_id = {each.id: each for each in data.entities}
    assert by_id["ankara"].degrees == (39.92, 32.85)
    assert by_id["krasikov"].at is None


def test_decisions_name_those_who_bear_the_names(data):
    found = {(each.a, each.b): each for each in data.decisions}
    assert ("Evan Gershkovich", "Nobody Here") not in found
    ids = [each.id for each in data.entities]
    unsure = found["Krasikova", "Vedim Krasikov"]
    assert [[ids[one] for one in side] for side in unsure.bearers] == [["krasikova"], ["krasikov"]]
    assert data.articles[unsure.article].id == "misspelt"
    assert unsure.open
    merge = found["Vadim Krasikov", "Vedim Krasikov"]
    assert [[ids[one] for one in side] for side in merge.bearers] == [["krasikov"], ["krasikov"]]
    assert not merge.open
    assert merge.article == -1


def test_of_pairs_kept_apart_the_nearest_of_each_are_shown():
    def apart(score: float, one: int, other: int) -> PageDecision:
        pair = ((one,), (other,))
        return PageDecision(0, "a", "b", "no_match", 0, score, "why", -1, pair, open=False)

    merge = PageDecision(0, "a", "b", "match", 0, 0.9, "why", -1, ((0,), (0,)), open=False)
    far = [apart(0.0, 0, other) for other in (1, 2, 1)]
    near = [apart(0.2, 0, 1), apart(0.3, 0, 2), apart(0.1, 1, 2)]
    assert _nearest([*far, merge, *near]) == (merge, *near)


def test_the_overview_counts_what_is_on_the_page(data):
    found = overview_of(data)
    assert {each.view: (each.mentions, each.entities) for each in found.found} == {
        "people": (6, 4),
        "agencies": (1, 1),
        "places": (3, 2),
        "timeline": (3, None),
        "counts": (2, None),
    }
    assert (found.first, found.last, found.undated) == ("2024-08-01", "2024-08-03", 1)
    assert (found.open_dates, found.unsure, found.warned) == (1, 1, 1)
    assert [each.name for each in found.most_named["places"]] == ["Ankara", "Russia"]
    assert found.sources[-1] == Source(name=None, articles=1, first=None, last=None)
