"""Extractors with one fault each, and the check that must find it."""

import datetime as dt
import re

import pytest

from extract.gold import check_articles, metamorphic, render_consistency
from extract.schemas import Article, Evidence, Mention, Record, content_id
from tests.gold.making import shown

TEXT = (
    "TWO FREED\n\nAnn Lee left Lviv on Thursday, officials said there. Bo Day and 20 men stayed in "
    "Lviv with Ann Lee. Lee came home in 2019."
)
ARTICLE = Article(id="a", text=TEXT, published=dt.date(2024, 8, 1))
_PERSON = r"(?:Ann|Bo|Daniel|Foster|Thomas|Palmer)(?: (?:Lee|Day|Foster|Palmer))?|Lee"


class Fake:
    """Finds people, Lviv, a weekday, a year and a number; `fault` says what it gets wrong."""

    def __init__(self, fault: str = ""):
        self.fault = fault

    def __call__(self, article: Article) -> Record:
        found = []
        for label, pattern in (
            ("PERSON", rf"\b(?:{_PERSON})\b"),
            ("LOCATION", r"\bLviv\b"),
            ("DATE", r"\b(?:Thursday|2019)\b"),
            ("COUNT", r"\b\d\d men\b"),
        ):
            for match in re.finditer(pattern, article.text):
                if self.fault == "blind" and article.published != ARTICLE.published:
                    continue
                found.append(
                    Mention(
                        id=content_id(article.id, label, str(match.start())),
                        label=label,
                        start=match.start(),
                        end=match.end(),
                        text=match[0],
                        value=self._value(label, match, article),
                        evidence=Evidence(by="fake"),
                    )
                )
        found.sort(key=lambda mention: mention.start)
        if self.fault == "forgets" and article.id != "a":
            found = [each for each in found if each.text != "Lviv"]
        return Record(article=article, mentions=tuple(found))

    def _value(self, label, match, article):
        if label == "DATE":
            if match[0] == "2019":
                day = dt.date(2019, 1, 1)
                if self.fault == "absolute":
                    day += article.published - dt.date(2024, 8, 1)
                return {"edtf": "2019", "start": day, "end": day.replace(year=2020)}
            day = dt.date(2024, 8, 1) if self.fault == "fixed" else article.published
            return {
                "edtf": day.isoformat(),
                "start": day,
                "end": day + dt.timedelta(1),
                "precision": "day",
                "relative": True,
                "anchor": article.published,
            }
        if label == "COUNT":
            before = article.text[: match.start()].count(".")
            unit = "man" if self.fault != "order" or before else "person"
            return {"low": 20, "high": 20, "unit": unit}
        return {"type": "city"} if label == "LOCATION" else {}


def violations(fault: str):
    found = check_articles(Fake(fault), [ARTICLE])
    return [(each.check, TEXT[each.start : each.end]) for each in found.violations]


def test_a_consistent_extractor_passes_every_check():
    found = check_articles(Fake(), [ARTICLE])
    assert found.violations == ()
    assert found.tried == {"publication": 2, "renaming": 4, "order": 7, "repetition": 6}


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        pytest.param("fixed", [("publication", "Thursday")], id="a weekday that stays"),
        pytest.param("absolute", [("publication", "2019")], id="a year that moves"),
        pytest.param("order", [("order", "20 men")], id="a unit that depends on the order"),
        pytest.param("forgets", [("repetition", "Lviv")] * 2, id="places lost in the copy"),
    ],
)
def test_each_fault_is_found_by_its_check(fault, expected):
    assert violations(fault) == expected


def test_a_date_that_is_lost_is_a_violation():
    assert violations("blind")[:1] == [("publication", "Thursday")]


def test_names_that_are_not_known_under_another_name_are_violations():
    class OnlyAnn(Fake):
        def __call__(self, article):
            record = super().__call__(article)
            known = tuple(each for each in record.mentions if each.text != "Foster")
            return record.model_copy(update={"mentions": known})

    found = check_articles(OnlyAnn(), [ARTICLE]).violations
    assert [(each.check, each.found) for each in found] == [("renaming", "no such person")]
    assert "as 'Foster'" in found[0].expected


def test_clusters_that_fall_apart_are_violations(monkeypatch):
    def by_words(articles):
        (article,) = articles
        names = {each.id: each.text.split()[-1] for each in article.mentions}
        names |= {key: name + key for key, name in names.items() if name == "Foster"}
        return type("Resolution", (), {"links": names})

    monkeypatch.setattr(metamorphic, "resolve", by_words)
    found = metamorphic.check_renaming(Fake(), Fake()(ARTICLE)).wrong
    assert [(TEXT[mention.start : mention.end], expected) for mention, expected, _ in found] == [
        ("Ann Lee", "the same as 'Ann Lee'"),
        ("Lee", "the same as 'Ann Lee'"),
    ]


def test_entities_that_are_not_found_again_are_violations(monkeypatch):
    def by_article(articles):
        links = {each.id: article.id for article in articles for each in article.mentions}
        return type("Resolution", (), {"links": links})

    monkeypatch.setattr(metamorphic, "resolve", by_article)
    found = metamorphic.check_repetition(Fake(), Fake()(ARTICLE)).wrong
    assert {outcome for _, _, outcome in found} == {"another entity"}
    assert len(found) == 6


def test_an_article_without_a_publication_date_is_not_moved():
    undated = ARTICLE.model_copy(update={"published": None})

    class Undated(Fake):
        def __call__(self, article):
            dated = article.model_copy(update={"published": ARTICLE.published})
            return super().__call__(dated).model_copy(update={"article": article})

    assert check_articles(Undated(), [undated]).tried["publication"] == 0


@pytest.mark.parametrize(
    ("anchor_moves", "day_moves", "expected"),
    [
        pytest.param(0, 0, [], id="base and day stay"),
        pytest.param(7, 7, [], id="both move"),
        pytest.param(0, 7, ["2024-07-05, as before"], id="day leaves its base"),
        pytest.param(7, 0, ["2024-07-05, 7 days on"], id="day stays behind"),
    ],
)
def test_a_day_counted_from_another_date_goes_with_that_date(anchor_moves, day_moves, expected):
    def following(article):
        later = article.published != ARTICLE.published
        day = dt.date(2024, 7, 5) + dt.timedelta(day_moves * later)
        value = {
            "edtf": day.isoformat(),
            "start": day,
            "end": day + dt.timedelta(1),
            "precision": "day",
            "relative": True,
            "anchor": dt.date(2024, 7, 4) + dt.timedelta(anchor_moves * later),
        }
        mention = Mention(
            id="1",
            label="DATE",
            start=4,
            end=17,
            text="following day",
            value=value,
            evidence=Evidence(by="fake"),
        )
        return Record(article=article, mentions=(mention,))

    article = ARTICLE.model_copy(update={"text": "The following day they left."})
    found = check_articles(following, [article])
    assert found.tried["publication"] == 1
    assert [each.expected for each in found.violations] == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ann Lee left Lviv early. Others with Bo Day came there.", id="leans on it"),
        pytest.param("Ann Lee left Lviv early.\nBo Day came to Lviv later.", id="two lines"),
        pytest.param("Ann Lee left Lviv and met Gen. Bo Day there.", id="an abbreviation"),
        pytest.param("Ann Lee left. Bo Day came.", id="too short"),
    ],
)
def test_sentences_that_cannot_change_places_are_left(text):
    article = Article(id="a", text=text, published=ARTICLE.published)
    assert check_articles(Fake(), [article]).tried["order"] == 0


def test_a_name_that_is_a_common_word_is_not_replaced():
    article = Article(id="a", text="Lee of Lee Street came.", published=ARTICLE.published)

    class NotStreets(Fake):
        def __call__(self, article):
            record = super().__call__(article)
            return record.model_copy(update={"mentions": record.mentions[:1]})

    assert check_articles(NotStreets(), [article]).tried["renaming"] == 0


def test_the_table_counts_mentions_and_lists_violations():
    table = shown(render_consistency(check_articles(Fake("fixed"), [ARTICLE])))
    assert re.search(r"publication\s+2\s+1\s+50\.0%", table)
    assert "⟦Thursday⟧" in table
