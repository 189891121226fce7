"""Places: which one a name means, by what stands beside it and in the rest of the article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values.places import Located, country_named, distance_km, locate, meaning_of
from tests.markup import Marked, parse


def located(marked: str) -> tuple[str, list[Marked], tuple[Located, ...]]:
    text, marks = parse(marked)
    return text, marks, locate(text, [(mark.start, mark.end) for mark in marks])


# Attributes: country ("-" none), type ("-" none), ref (the end of the reference, "-" none), why.
CASES = {
    # identity
    "Türkiye": "<ent country=TR type=country ref=298795>Türkiye</ent> spoke.",
    "Turkey": "<ent country=TR type=country ref=298795>Turkey</ent> spoke.",
    "US, U.S.": "<ent country=US ref=6252001>US</ent>, <ent country=US ref=6252001>U.S.</ent>",
    "United States": "<ent country=US ref=6252001>United States</ent>",
    "Kyiv, Kiev": "<ent ref=703448>Kyiv</ent> or <ent ref=703448>Kiev</ent>",
    "heading in capitals": "<ent country=RU>RUSSIA</ent> AND <ent country=UA>UKRAINE</ent>",
    "DR Congo": "<ent country=CD type=country>DR Congo</ent>",
    "Ivory Coast": "<ent country=CI>Ivory Coast</ent> and <ent country=CI>Côte d’Ivoire</ent>",
    # kinds
    "capital": "in <ent country=TR type=city ref=323786>Ankara</ent> on Thursday",
    "type word": "in <ent country=RU type=region ref=538555>Kursk Region</ent>",
    "type word in lower case beside": "the <ent country=RU type=region>Kursk</ent> region",
    "town of the same name": "shelling of <ent country=UA type=city>Donetsk</ent>",
    "oblast": "in <ent country=UA type=region>Kharkiv Oblast</ent>",
    "state": "in <ent country=NG type=region>Borno State</ent>",
    "province": "in <ent country=PK type=region>Khyber Pakhtunkhwa</ent> province",
    "county": "in <ent country=US type=region>Rapides Parish</ent>",
    "strip": "northern <ent country=PS type=region ref=281132>Gaza</ent>",
    "city in the strip": "in <ent country=PS type=city ref=281133>Gaza City</ent>",
    "disputed, recognised": "in <ent country=UA type=region>Crimea</ent>",
    "disputed, nobody's": "in <ent country=- type=region>Kashmir</ent>",
    "continent": "across <ent country=- type=region>Europe</ent>",
    "historical": "in the <ent country=- type=country ref=soviet-union>Soviet Union</ent>",
    "sea": "over the <ent country=- type=natural>Black Sea</ent>",
    "strait": "through the <ent country=- type=natural>Strait of Hormuz</ent>",
    "known prison": "in <ent country=IR type=facility ref=evin-prison>Evin Prison</ent>",
    "known prison, lower case": "in <ent country=IR ref=evin-prison>Evin prison</ent>",
    "known airport": "at <ent country=TR type=facility ref=ankara-airport>Ankara Airport</ent>",
    "its other name": "at <ent country=TR type=facility ref=ankara-airport>Esenboga Airport</ent>",
    "base": "from <ent country=TR type=facility>Incirlik</ent>",
    "crossing": "at the <ent country=- type=facility ref=rafah-crossing>Rafah crossing</ent>",
    "crossing of one side": "via <ent country=- type=facility>Kerem Shalom</ent>",
    # containing place beside
    "Texas": "in <ent country=US why=Texas>Paris</ent>, <ent country=US>Texas</ent>, on Friday",
    "state abbreviation": "in <ent country=US why=Tex>Paris</ent>, Tex., on Friday",
    "postal code": "in <ent country=US why=ME>Bangor</ent>, ME, on Friday",
    "Ontario": "in <ent country=CA why=Ontario>London</ent>, <ent country=CA>Ontario</ent>",
    "Lebanon": "in <ent country=LB why=Lebanon>Tripoli</ent>, <ent country=LB>Lebanon</ent>",
    "Georgia the country": (
        "in <ent country=GE>Tbilisi</ent>, <ent country=GE type=country>Georgia</ent>"
    ),
    "Georgia the state": (
        "In <ent country=US type=region>Georgia</ent>, police in <ent country=US>Atlanta</ent>,"
        " <ent country=US>Macon</ent> and <ent country=US>Savannah</ent> said so."
    ),
    "possessive country": "<ent country=AE>UAE</ent>’s <ent country=AE why=UAE>Al Ain</ent>",
    "adjective town of": "the Australian city of <ent country=AU why=Australian>Newcastle</ent>",
    "Hyderabad in Pakistan": "in <ent country=PK>Hyderabad</ent>, <ent country=PK>Pakistan</ent>",
    "in": "in <ent country=US>Cambridge</ent>, <ent country=US>Massachusetts</ent>",
    "bracket": "in <ent country=VE>Barcelona</ent> (<ent country=VE>Venezuela</ent>)",
    "one sense in the article": (
        "A man from <ent country=US>Moscow</ent>, <ent country=US>Idaho</ent>, was held."
        " <ent country=US>Moscow</ent> police said so."
    ),
    "one sense, whatever the case": (
        "<ent country=AR>CÓRDOBA</ent>, <ent country=AR>Argentina</ent> — She left"
        " <ent country=ES>Córdoba</ent> in <ent country=ES>Spain</ent> for"
        " <ent country=AR>Córdoba</ent>."
    ),
    # what is called after another place
    "quarter of a town": (
        "the <ent country=SD type=city ref=->Riyadh</ent> district of <ent>Khartoum</ent>;"
        " envoys met in <ent country=SA ref=108410>Riyadh</ent>"
    ),
    "quarter in its own country": (
        "the <ent country=IN ref=1275339>Mumbai</ent> area of <ent>Maharashtra</ent>"
    ),
    "street": "he lives in <ent type=facility ref=->Haifa</ent> lane",
    "another name beside the town's own": (
        "off <ent ref=1273874>Kochi</ent>, and at <ent country=IN ref=- why=Kochi>Ernakulam</ent>"
    ),
    "another name, said to be one": (
        "in <ent ref=1265873>Kozhikode</ent>, once <ent ref=1265873>Calicut</ent>"
    ),
    "another name, and the town's own is not there": "at <ent ref=1273874>Ernakulam</ent> station",
    "another spelling": "in <ent ref=698740>Odesa</ent>; <ent ref=698740>Odessa</ent> on the news",
    # the rest of the article
    "Hyderabad in Sindh": (
        "<ent country=PK>Karachi</ent>, <ent country=PK>Lahore</ent>, <ent country=PK>Multan</ent>"
        " and <ent country=PK>Hyderabad</ent>; Pakistani police, Pakistani courts"
    ),
    "only the country of the others": (
        "<ent>Lahore</ent>, <ent>Quetta</ent>, <ent>Peshawar</ent>; <ent country=PK>Hyderabad</ent>"
    ),
    "Punjab of India": (
        "<ent>India</ent>: <ent country=IN>Amritsar</ent>, <ent country=IN>Ludhiana</ent>"
        " and <ent country=IN>Punjab</ent>, where Indian farmers marched on <ent>Delhi</ent>"
    ),
    "Rafah of Gaza": "<ent country=PS>Rafah</ent> and <ent country=PS>Khan Younis</ent>",
    "no evidence says so": "in <ent why=evidence>Springfield</ent>",
    "how many": "in <ent why=share>San Jose</ent>",
    "list of states is no container": (
        "<ent country=US type=region>California</ent>, <ent country=US>Pennsylvania</ent> and"
        " <ent country=US>Ohio</ent>"
    ),
    "list of countries is no container": (
        "<ent country=CN type=country>China</ent>, <ent country=JP>Japan</ent>"
    ),
    # unknown names
    "unknown": "in <ent country=- type=city ref=->Xyzzyville</ent>",
    "unknown village": "the village of <ent country=- type=city ref=->Xyzzyne</ent>",
    "unknown beside a country": (
        "in <ent country=RU type=city ref=->Xyzzyno</ent>, <ent country=RU>Russia</ent>"
    ),
    "unknown street": "on <ent country=- type=facility ref=->Xyzzy Street</ent>",
    "unknown river": "on the <ent country=- type=natural ref=->Xyzzy River</ent>",
    "unknown district": "in <ent country=- type=region ref=->Xyzzy District</ent>",
    "part of a known country": "in <ent country=UA type=region ref=->Eastern Ukraine</ent>",
    "facility of a known town": "at <ent country=UA type=facility ref=->Lviv Airport</ent>",
    "one unknown spoils nothing": (
        "<ent country=TR ref=- why=TR>Xyzzyno</ent> and <ent country=TR>Ankara</ent>"
    ),
    "unknown, at home": (
        "from <ent>Ankara</ent> by <ent>Izmir</ent> to <ent country=TR ref=- why=TR>Xyzzyno</ent>"
    ),
    "unknown, and one foreign place named often": (
        "from <ent>Ankara</ent> by <ent>Izmir</ent> to <ent country=TR ref=- why=TR>Xyzzyno</ent>,"
        " not <ent>Cairo</ent>, <ent>Cairo</ent> or <ent>Cairo</ent>"
    ),
    "unknown, and no home": (
        "from <ent>Ankara</ent> by <ent>Beirut</ent>, <ent>Cairo</ent> to"
        " <ent country=- ref=->Xyzzyno</ent>"
    ),
    "water between states": (
        "from <ent>Ankara</ent> by <ent>Izmir</ent> to the <ent country=-  ref=->Xyzzy Gulf</ent>"
    ),
    "unknown prison of a number": "in <ent type=facility ref=->Colony No. 4</ent>",
    "unknown part of a region": "in <ent type=region ref=->Xyzzy West</ent>",
    "unknown, by its last word": (
        "at the <ent type=facility ref=->Xyzzy Civic Center</ent> in <ent"
        " type=region ref=->Xyzzy upazila</ent> by the <ent type=natural ref=->Xyzzy Lagoon</ent>"
    ),
    "unknown, by its first word": (
        "at <ent type=facility ref=->Stade de Xyzzy</ent> on the <ent type=natural"
        " ref=->Klong Xyzzy</ent>"
    ),
    "unknown, by what is of something": (
        "at the <ent type=facility ref=->National Shrine of Saint Xyzzy</ent>"
    ),
    "unknown road of a number": (
        "on <ent type=facility ref=->Highway 971</ent> and <ent type=facility ref=->U.S. 971</ent>"
    ),
    "part of a name borne abroad": (
        "in <ent>Khartoum</ent> and <ent>Omdurman</ent>, at <ent country=SD type=facility>Soba"
        " Prison</ent>"
    ),
    "part of a name, and nothing else": "at <ent country=- type=facility ref=->Soba Prison</ent>",
    "a stranger": (
        "by <ent>Toronto</ent>, <ent>Ottawa</ent>, <ent>Montreal</ent> and <ent>Calgary</ent> to"
        " <ent country=CA ref=- why=small>Goondiwindi</ent>"
    ),
    "a stranger that is known": (
        "by <ent>Toronto</ent>, <ent>Ottawa</ent>, <ent>Montreal</ent> and <ent>Calgary</ent> to"
        " <ent country=TR>Izmir</ent>"
    ),
    # a region, not the town of the same name
    "among regions": (
        "schools in <ent type=region>Zamfara</ent>, <ent type=region>Katsina</ent> and"
        " <ent type=region>Sokoto</ent>"
    ),
    "among towns": "schools in <ent type=city>Gusau</ent>, <ent type=city>Katsina</ent>",
    "holds the town before it": (
        "of <ent type=city>Pavia</ent>, <ent country=PH type=region>Iloilo</ent>, said"
    ),
    "a metropolis and its part": "in <ent>Surulere</ent>, <ent type=city>Lagos</ent>.",
    "before a governor": "<ent type=region>Cebu</ent> Gov. Ana Cruz",
    "districts of a list": (
        "in <ent type=region>Ernakulam</ent> and <ent type=region>Thrissur</ent> districts"
    ),
    "a district of a town": "the Riyadh district of <ent type=city>Khartoum</ent>",
    # forms
    "with article": "<ent country=PH>the Philippines</ent>",
    "line break inside": "<ent country=US>United\nStates</ent>",
    "state abbreviated alone": "in <ent country=US type=region>Kan.</ent>",
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES)
def test_located(marked: str) -> None:
    _, marks, answers = located(marked)
    assert marks
    for mark, answer in zip(marks, answers, strict=True):
        wanted = mark.attributes
        detail = f"{mark.text}: {answer}"
        if "country" in wanted:
            assert (answer.value.country or "-") == wanted["country"], detail
        if "type" in wanted:
            assert (answer.value.type or "-") == wanted["type"], detail
        if "ref" in wanted:
            assert (answer.reference or "-").endswith(wanted["ref"]), detail
        if "why" in wanted:
            assert wanted["why"] in answer.detail, detail


def test_an_unknown_place_has_no_coordinates() -> None:
    _, _, (answer,) = located("in <ent>Xyzzyville</ent>")
    value = answer.value
    assert (value.country, value.lat, value.lon, value.geonames) == (None,) * 4
    assert (answer.reference, answer.detail) == (None, "not in the gazetteer")


def test_ambiguous_name_without_evidence_says_so() -> None:
    _, _, (answer,) = located("in <ent>Springfield</ent>")
    assert "places share this name; no evidence in the article" in answer.detail


@pytest.mark.parametrize("name", ["us", "turkey", "chad", "Us", "uk", "Turkish", "Michael Jordan"])
def test_no_country(name: str) -> None:
    assert country_named(name) is None


def test_a_village_is_no_rival_of_a_country_and_a_region_is() -> None:
    assert [r.place.country for r in meaning_of("China").readings] == ["CN"]
    assert [r.place.country for r in meaning_of("Georgia").readings] == ["GE", "US"]


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("Kursk Region", "region"),
        ("Evin prison", "facility"),
        ("Lake Chad", "natural"),
        ("Gulf of Aden", "natural"),
        ("HMP Belmarsh", "facility"),
        ("Republic of Somewhere", "region"),
        ("Kursk", None),
        ("Airport", None),
        ("Regional Airporter", None),
    ],
)
def test_type_word(name: str, type_: str | None) -> None:
    assert meaning_of(name).type == type_


def test_distance() -> None:
    # Ankara to Istanbul: 350 km as the crow flies.
    assert distance_km((39.92, 32.85), (41.01, 28.95)) == pytest.approx(350, abs=5)
    assert distance_km((0, 179.5), (0, -179.5)) == pytest.approx(111.2, abs=0.1)


@given(st.text(max_size=80), st.data())
def test_any_text_and_spans_are_answered(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    spans = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    assert len(locate(text, spans)) == len(spans)


def test_the_order_of_two_articles_changes_nothing() -> None:
    one = "in <ent>Paris</ent>, Texas"
    two = "in <ent>Paris</ent>, France"
    first = [located(one)[2], located(two)[2]]
    second = [located(two)[2], located(one)[2]]
    assert first == second[::-1]
    assert first[0][0].value.country == "US"
    assert first[1][0].value.country == "FR"
