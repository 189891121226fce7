"""Scenarios inside one article: who is meant by what."""

import pytest

from extract.resolve import resolve
from tests.resolve.conftest import Clusters, Reader

#: (scenario, article, the mentions of each entity).
SCENARIOS = [
    (
        "surname",
        "<p>Evan Gershkovich</p> was held. <p>Gershkovich</p> said no. <p>Gershkovich</p>'s trial",
        [["Evan Gershkovich", "Gershkovich", "Gershkovich"]],
    ),
    (
        "surname-before-full-name",
        "<p>Okonkwo</p> wins. <p>Grace Okonkwo</p> took the prize.",
        [["Grace Okonkwo", "Okonkwo"]],
    ),
    (
        "surname-of-two",
        "<p>Paul Whelan</p> and <p>David Whelan</p> spoke. " + "x" * 400 + " <p>Whelan</p> left.",
        [["David Whelan"], ["Paul Whelan"], ["Whelan"]],
    ),
    (
        "surname-of-two-nearness",
        "<p>Paul Whelan</p> is held. "
        + "x" * 400
        + " <p>David Whelan</p> spoke. <p>Whelan</p> wept.",
        [["David Whelan", "Whelan"], ["Paul Whelan"]],
    ),
    (
        "surname-of-two-role",
        (
            '<p role="President">Joe Biden</p> and his son <p>Hunter Biden</p> came.'
            ' <p role="President">Biden</p> spoke.'
        ),
        [["Biden", "Joe Biden"], ["Hunter Biden"]],
    ),
    (
        "surname-of-two-title",
        "<p>Bill Kelso</p>, <p>Mary Kelso</p> came; Mrs <p>Kelso</p> sang, Mr. <p>Kelso</p> hid",
        [["Bill Kelso", "Kelso"], ["Kelso", "Mary Kelso"]],
    ),
    (
        "title-of-the-other-sex",
        "<p>Mary Kelso</p> came. Mr <p>Kelso</p> stayed at home.",
        [["Kelso"], ["Mary Kelso"]],
    ),
    (
        "gendered-surname",
        "<p>Yulia Navalnaya</p> mourned. <p>Navalny</p> was buried.",
        [["Navalny"], ["Yulia Navalnaya"]],
    ),
    (
        "gendered-surname-in-ova",
        "<p>Anna Petrova</p> sang. <p>Petrov</p> danced.",
        [["Anna Petrova"], ["Petrov"]],
    ),
    (
        "given-name",
        "<p>Evan Gershkovich</p> came home. “<p>Evan</p> is free,” said his mother.",
        [["Evan", "Evan Gershkovich"]],
    ),
    (
        "nickname",
        "<p>Vladimir Bely</p> sang. <p>Vova</p>, as friends call him, bowed.",
        [["Vladimir Bely", "Vova"]],
    ),
    (
        "mononym",
        "<p>Suharto</p> resigned. <p>Suharto</p> had ruled for decades.",
        [["Suharto", "Suharto"]],
    ),
    (
        "eastern-order",
        "<p>Xi Jinping</p> arrived. <p>Xi</p> met <p>Kim Jong-un</p>; <p>Kim</p> smiled.",
        [["Kim", "Kim Jong-un"], ["Xi", "Xi Jinping"]],
    ),
    (
        "misspelt-surname",
        "<p>Vadim Krasikov</p> was sentenced. <p>Krassikow</p> appealed.",
        [["Krassikow", "Vadim Krasikov"]],
    ),
    (
        "misspelt-given-name",
        "<p>Vadim Krasikov</p> was sentenced. <p>Vedim Krasikov</p> appealed.",
        [["Vadim Krasikov", "Vedim Krasikov"]],
    ),
    (
        "initial",
        "<p>James Okonkwo</p> wrote it. Signed, <p>J. Okonkwo</p>.",
        [["J. Okonkwo", "James Okonkwo"]],
    ),
    (
        "initial-of-two",
        "<p>James Okonkwo</p> and <p>John Okonkwo</p> wrote it. Signed, <p>J. Okonkwo</p>.",
        [["J. Okonkwo"], ["James Okonkwo"], ["John Okonkwo"]],
    ),
    (
        "middle-name",
        "<p>Sergey Viktorovich Lavrov</p> landed. <p>Sergey Lavrov</p> spoke.",
        [["Sergey Lavrov", "Sergey Viktorovich Lavrov"]],
    ),
    (
        "double-surname",
        "<p>Andrés Manuel López Obrador</p> won. <p>López Obrador</p> thanked. <p>López</p> wept.",
        [["Andrés Manuel López Obrador", "López", "López Obrador"]],
    ),
    (
        "son-of",
        "<p>Mohammed bin Salman</p> flew in. <p>Bin Salman</p> met the envoy.",
        [["Bin Salman", "Mohammed bin Salman"]],
    ),
    (
        "arabic-article",
        "<p>Bashar al-Assad</p> fled. <p>Assad</p> and <p>al-Assad</p> are one man.",
        [["Assad", "Bashar al-Assad", "al-Assad"]],
    ),
    (
        "kinship",
        "<p>Alexander Volkov</p> and his son <p>Sasha Volkov</p> fled.",
        [["Alexander Volkov"], ["Sasha Volkov"]],
    ),
    (
        "cognates-are-two-in-one-article",
        "<p>Ivan Moroz</p> met a man from the other village. <p>John Moroz</p> nodded.",
        [["Ivan Moroz"], ["John Moroz"]],
    ),
    (
        "cognates-with-one-role",
        '<p role="reporter">Evan Moroz</p> was held. The <p role="reporter">Ivan Moroz</p> case.',
        [["Evan Moroz", "Ivan Moroz"]],
    ),
    (
        "junior-and-senior",
        "<p>Ken Saro Jr.</p> remembered <p>Ken Saro Sr.</p>",
        [["Ken Saro Jr."], ["Ken Saro Sr."]],
    ),
    (
        "surname-with-suffix",
        "<p>Ken Saro Jr.</p> and <p>Ken Saro Sr.</p> ran. <p>Saro Sr.</p> won.",
        [["Ken Saro Jr."], ["Ken Saro Sr.", "Saro Sr."]],
    ),
    (
        "capitals",
        "<p>MARK TEIXEIRA</p> HITS TWO. <p>Mark Teixeira</p> hit two home runs.",
        [["MARK TEIXEIRA", "Mark Teixeira"]],
    ),
    (
        "acronym-given-by-the-text",
        (
            'Türkiye’s <a ref="tr-mit" country="TR" acronym="MIT">National Intelligence'
            " Organization</a>"
            " (<a>MIT</a>) said so. <a>MIT</a> led the talks."
        ),
        [["MIT", "MIT", "National Intelligence Organization"]],
    ),
    (
        "acronym-by-its-letters",
        "the <a>Lagos Boxing Board</a> (<a>LBB</a>) ruled; <a>LBB</a> fined him",
        [["LBB", "LBB", "Lagos Boxing Board"]],
    ),
    (
        "demonym-forms",
        (
            "the <a>Russian Defence Ministry</a>, the <a>Russian Ministry of Defense</a>,"
            ' Russia’s <a country="RU">Ministry of Defense</a>'
        ),
        [["Ministry of Defense", "Russian Defence Ministry", "Russian Ministry of Defense"]],
    ),
    (
        "two-ministries",
        "the <a>Russian Defence Ministry</a> and the <a>Ukrainian Defence Ministry</a>",
        [["Russian Defence Ministry"], ["Ukrainian Defence Ministry"]],
    ),
    (
        "one-name-two-countries",
        'the <a country="RU">Defence Ministry</a> and the <a country="UA">Defence Ministry</a>',
        [["Defence Ministry"], ["Defence Ministry"]],
    ),
    (
        "belarusian-kgb-and-the-soviet-one",
        (
            'the <a ref="by-kgb" country="BY">Belarusian KGB</a>, the'
            ' <a ref="by-kgb" country="BY">KGB of Belarus</a>, the <a ref="su-kgb">Soviet KGB</a>'
        ),
        [["Belarusian KGB", "KGB of Belarus"], ["Soviet KGB"]],
    ),
    (
        "bare-acronym-of-two",
        (
            '<a ref="by-kgb" country="BY">Belarusian KGB</a>, the <a ref="su-kgb">Soviet KGB</a>;'
            " the <a>KGB</a>"
        ),
        [["Belarusian KGB"], ["KGB"], ["Soviet KGB"]],
    ),
    (
        "place-by-reference",
        '<l ref="geonames:298795" country="TR">Turkey</l> is <l ref="geonames:298795">Türkiye</l>',
        [["Turkey", "Türkiye"]],
    ),
    (
        "place-by-name",
        "in <l>Old Harbour</l>, the <l>Old Harbour</l> of <l>Newtown</l>",
        [["Newtown"], ["Old Harbour", "Old Harbour"]],
    ),
]


@pytest.mark.parametrize(
    ("markup", "expected"), [pytest.param(m, e, id=name) for name, m, e in SCENARIOS]
)
def test_the_mentions_of_an_article_come_together(
    article: Reader, clusters_of: Clusters, markup: str, expected: list[list[str]]
) -> None:
    articles = [article("a1", markup)]
    assert clusters_of(resolve(articles), articles) == sorted(expected)


def test_dates_and_counts_are_no_entities(article: Reader) -> None:
    plain = article("a1", "<p>Grace Okonkwo</p> on Friday")
    friday = {
        "id": "d",
        "label": "DATE",
        "start": 17,
        "end": 23,
        "text": "Friday",
        "value": {},
        "evidence": {"by": "test"},
    }
    mentions = (*plain.mentions, type(plain.mentions[0]).model_validate(friday))
    resolution = resolve([plain.model_copy(update={"mentions": mentions})])
    assert list(resolution.links) == [plain.mentions[0].id]


def test_a_match_and_a_doubt_are_both_kept_with_their_reasons(article: Reader) -> None:
    resolution = resolve(
        [
            article(
                "a1",
                "<p>Paul Whelan</p> and <p>David Whelan</p> spoke. <p>Paul</p> too."
                + "x" * 400
                + " <p>Whelan</p> left.",
            )
        ]
    )
    found = {(d.name_a, d.name_b): d for d in resolution.decisions}
    assert found["David Whelan", "Paul Whelan"].verdict == "no_match"
    assert found["Paul", "Paul Whelan"].verdict == "match"
    assert found["Paul", "Paul Whelan"].entity in {e.id for e in resolution.entities}
    doubt = found["Paul Whelan", "Whelan"]
    assert (doubt.verdict, doubt.entity) == ("unsure", None)
    assert "neither role nor nearness decides" in doubt.reason
