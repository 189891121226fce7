"""Each rule of the guidelines: what breaks it, and what looks like it and does not."""

import datetime as dt

import pytest

from extract.gold.rules import is_edtf, problems_of
from tests.gold.making import gold

THURSDAY = dt.date(2024, 8, 1)
COUNT = "<ent label=COUNT low={0} high={0} unit=man>{1}</ent>"


def problems(marked: str, published: dt.date | None = THURSDAY) -> list[tuple[str, str]]:
    marked = marked.replace("label=PERSON", "label=PERSON entity=e")
    marked = marked.replace("label=AGENCY", "label=AGENCY entity=e type=other")
    marked = marked.replace("label=LOCATION", "label=LOCATION entity=e type=other")
    (mention,) = gold(marked).mentions
    found = problems_of(mention, published=published)
    return [(problem.rule, problem.severity) for problem in found]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("<ent label=LOCATION>the Hague Area</ent>", [("leading article", "error")]),
        ("<ent label=DATE edtf=2024-05>The month of May</ent>", [("leading article", "error")]),
        ("<ent label=DATE edtf=2024-07-31>a day earlier</ent>", [("leading article", "doubt")]),
        ("<ent label=PERSON hard=yes>the Fox</ent>", [("leading article", "doubt")]),
        ("<ent label=LOCATION>Russia's</ent>", [("possessive", "error")]),
        ("<ent label=PERSON>Jones’</ent>", [("possessive", "error")]),
        ("<ent label=AGENCY>McDonald's</ent>", [("possessive", "doubt")]),
        ("<ent label=AGENCY>Türkiye's National Police</ent>", [("possessive", "error")]),
        ("<ent label=PERSON>Gen. Ann Lee</ent>", [("title in name", "error")]),
        ("<ent label=PERSON>President Lee</ent>", [("title in name", "error")]),
        ("<ent label=PERSON>Prince Ade</ent>", [("title in name", "doubt")]),
        ("<ent label=PERSON>Ann Lee </ent>left", [("edge", "error")]),
        ("<ent label=PERSON>“Ann Lee”</ent>", [("edge", "error")] * 2),
        ("<ent label=LOCATION>Lviv,</ent> he said", [("edge", "error")]),
        ("<ent label=LOCATION>Lviv.</ent>", []),
        ("<ent label=LOCATION>Ternopil.</ent>", [("edge", "error")]),
        ("<ent label=AGENCY>police</ent>", [("no capital", "error")]),
        ("<ent label=AGENCY>Defence Intelligence (DIU)</ent>", [("brackets", "error")]),
        ("<ent label=AGENCY>Frontier Corps (North)</ent>", [("brackets", "doubt")]),
        ("<ent label=LOCATION>northern Gaza</ent>", [("direction", "error")]),
        ("<ent label=LOCATION country=XX>Lviv</ent>", [("country code", "error")]),
        ("<ent label=DATE edtf=2024-08-01>on Thursday</ent>", [("preposition", "error")]),
        ("<ent label=DATE edtf=2024-8-1>August 1</ent>", [("edtf", "error")]),
        ("<ent label=DATE hard=yes edtf=soon>August 1</ent>", [("edtf", "error")]),
        ("<ent label=DATE edtf=2024-08-02>Thursday</ent>", [("weekday", "error")]),
        ("<ent label=DATE edtf=2024-07-04>June 4</ent>", [("month", "doubt")]),
        ("<ent label=DATE edtf=2023-06-04>June 4, 2024</ent>", [("year", "doubt")]),
        ("<ent label=DATE>June 4, 2024</ent>", [("open date", "doubt")]),
        ("<ent label=DATE edtf=2008>16 years</ent>", [("duration", "doubt")]),
        (COUNT.format(20, "more than 20 men"), [("approximator", "error")]),
        (COUNT.format(20, "between 20 men"), [("approximator", "error")]),
        (COUNT.format(20, "the 20 men"), [("leading article", "error")]),
        (COUNT.format(31, "31 of the men"), [("of the", "error")]),
        (COUNT.format(24, "24 men in Ankara"), [("clause", "doubt")]),
        (COUNT.format(5, "5% of voters"), [("not a count", "error")]),
        (COUNT.format(16, "16 years"), [("not a count", "doubt")]),
        (COUNT.format(0, "two men"), [("no value", "doubt")]),
        (COUNT.format(72, "27 men"), [("numbers differ", "doubt")]),
        ("<ent label=COUNT low=9 high=2 bound=approx>some</ent>", [("numbers", "error")]),
        ("<ent label=COUNT low=2 high=9>some</ent>", [("numbers", "error")]),
        ("<ent label=COUNT low=-2 high=-2>two</ent>", [("numbers", "error")]),
    ],
)  # fmt: skip
def test_what_breaks_a_rule_is_found(marked, expected):
    assert problems(marked) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "<ent label=PERSON>Martin Luther King Jr.</ent>",
        "<ent label=PERSON>A. Kumar</ent>",
        "<ent label=PERSON>An Wang</ent>",
        "<ent label=PERSON>General</ent>",
        "<ent label=PERSON>Ann “Red” Lee</ent>",
        "<ent label=PERSON>“Red” Lee</ent>",
        "<ent label=PERSON>Theo the-Bold</ent>",
        "<ent label=AGENCY>Theatre Guild</ent>",
        "<ent label=AGENCY>People's Liberation Army</ent>",
        "<ent label=AGENCY>al-Shabab</ent>",
        "<ent label=LOCATION>U.S.</ent>",
        "<ent label=LOCATION>North Macedonia</ent>",
        "<ent label=LOCATION>Northern Ireland</ent>",
        "<ent label=LOCATION>Xi'an</ent>",
        "<ent label=DATE edtf=2024-08-01>early Thursday</ent>",
        "<ent label=DATE edtf=2024-08-25>Sunday, August 25</ent>",
        "<ent label=DATE edtf=2024-07-21/2024-07-31>late July 2024</ent>",
        "<ent label=DATE edtf=2023-12/2024-02>December to February</ent>",
        "<ent label=DATE edtf=197X>1970s</ent>",
        "<ent label=DATE edtf=199X>’90s</ent>",
        "<ent label=DATE edtf=XXXX-07-04>July 4th</ent>",
        "<ent label=DATE edtf=2023-03-29/..>March 29, 2023</ent>",
        "<ent label=DATE>Friday</ent>",
        COUNT.format(270, "270 men"),
        COUNT.format(1000, "1,000 men of war"),
        COUNT.format(1200000, "1.2 million men"),
        COUNT.format(12, "a dozen men"),
        COUNT.format(5, "five holders of the Card"),
        "<ent label=COUNT low=24 high=99 bound=approx>dozens of men</ent>",
        "<ent label=COUNT low=20 high=30 bound=approx>20 and 30 men</ent>",
        COUNT.format(0, "no men"),
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_fine(marked):
    assert problems(marked) == []


def test_a_name_needs_an_entity():
    (mention,) = gold("<ent label=PERSON>Ann Lee</ent>").mentions
    assert [each.rule for each in problems_of(mention, published=None)] == ["entity"]


def test_a_weekday_without_a_publication_date_is_doubted():
    marked = "<ent label=DATE edtf=2024-08-01>Thursday</ent>"
    assert problems(marked) == []
    assert problems(marked, published=None) == [("open date", "doubt")]


@pytest.mark.parametrize(
    ("edtf", "valid"),
    [
        ("2024-02-29", True),
        ("2023-02-29", False),
        ("2024-21", True),
        ("2024-33", True),
        ("2024-13", False),
        ("2024-05-25/2024-05-23", False),
        ("../2024-05", True),
        ("../..", False),
        ("XXXX-07-04", True),
        ("XXXX-13", False),
        ("XXXX-07-04/XXXX-07-06", True),
        ("July", False),
        ("", False),
    ],
)
def test_edtf_is_what_the_guidelines_use(edtf, valid):
    assert is_edtf(edtf) is valid
