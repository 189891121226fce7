"""Locations: where a place's name begins and ends, and what is none.

The sentences are invented. Where one gives the names that a model would propose, they are handed to
the component as such, so that the table tests our rules and not the weights; the last tests run the
default model.
"""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from extract.components.base import Found, found_in
from extract.components.locations import Locations
from extract.components.names import Names
from extract.config import Settings
from extract.pipeline import load_model
from extract.schemas import Evidence
from tests.markup import parse

BLANK = spacy.blank("en")
LOCATIONS = Locations(BLANK, "extract_locations")


def found(text: str, *proposals: tuple[str, str, str]) -> list[str]:
    """Return the locations of `text`; `proposals` are (label, model label, words)."""
    doc = BLANK(text)
    names = Names(BLANK, "extract_names", {})
    candidates = []
    for label, model_label, words in proposals:
        start = text.index(words)
        evidence = Evidence(by="model", detail=model_label)
        candidates.append(Found(start, start + len(words), label, evidence))
    names.set_annotations(doc, candidates)
    LOCATIONS(doc)
    return [doc.text[each.start : each.end] for each in found_in(doc, "locations")]


# What the rules find with no model at all.
WITHOUT_MODEL = {
    "country": "Talks with <ent>Russia</ent> began.",
    "country of two words": "Aid for <ent>South Sudan</ent> came late.",
    "article outside": "He left the <ent>United States</ent> at dawn.",
    "possessive outside": "<ent>Türkiye</ent>’s minister spoke.",
    "abbreviation": "She flew to the <ent>U.S.</ent> yesterday.",
    "abbreviation before a noun": "A <ent>U.S.</ent> journalist was freed.",
    "letters only": "The <ent>UK</ent> and the <ent>UAE</ent> agreed.",
    "DR Congo": "Rebels in eastern <ent>DR Congo</ent> advanced.",
    "accents": "Police in <ent>Côte d’Ivoire</ent> said so.",
    "large town after in": "A blast in <ent>Lagos</ent> killed two.",
    "large town after from": "He came from <ent>Karachi</ent> by bus.",
    "town of two words": "Thousands marched in <ent>Kuala Lumpur</ent> on Friday.",
    "capital after near": "a camp near <ent>Nairobi</ent>",
    "airport": "It landed at <ent>Xyzzy International Airport</ent> at noon.",
    "prison": "He died in <ent>Kondengui Central Prison</ent> on Friday.",
    "prison, American": "held at <ent>Xyzzy Correctional Facility</ent> since May",
    "penal colony": "sent to <ent>Penal Colony No. 6</ent> in winter",
    "numbered colony": "moved to <ent>IK-17</ent> in May",
    "hospital": "taken to <ent>Aga Khan Hospital</ent> with burns",
    "university hospital": "in <ent>Lagos University Teaching Hospital</ent> since May",
    "saint's hospital": "at <ent>St. Xyzzy Hospital</ent> on Sunday",
    "owner kept": "at <ent>Addenbrook’s Hospital</ent> on Sunday",
    "school": "pupils of <ent>Greenfield Primary School</ent> sang",
    "street": "on <ent>Baker Street</ent> at noon",
    "street that opens a sentence": "On <ent>Baker Street</ent> he slept.",
    "street that is not there": "No <ent>Baker Street</ent> is near.",
    "road": "along <ent>Ngong Road</ent> in the rain",
    "avenue": "on <ent>Nevsky Avenue</ent> yesterday",
    "square": "in <ent>Xyzzy Square</ent> on Monday",
    "bridge": "over <ent>Third Mainland Bridge</ent> at dawn",
    "stadium": "at <ent>Kasarani Stadium</ent> on Saturday",
    "barracks": "from <ent>Dodan Barracks</ent> by truck",
    "cathedral": "at <ent>Xyzzy Cathedral</ent> on Sunday",
    "power plant": "the <ent>Zaporizhzhia Nuclear Power Plant</ent> lost power",
    "refugee camp": "in <ent>Xyzzy Refugee Camp</ent> since 2015",
    "crossing": "through the <ent>Xyzzy Border Crossing</ent> on Sunday",
    "region": "in <ent>Bryansk Region</ent> overnight",
    "oblast": "in <ent>Sumy Oblast</ent> overnight",
    "province": "in <ent>Nangarhar Province</ent> overnight",
    "county": "in <ent>Turkana County</ent> on Sunday",
    "governorate": "in <ent>Dhi Qar Governorate</ent> on Sunday",
    "district": "in <ent>Swat District</ent> on Sunday",
    "river": "across the <ent>Limpopo River</ent> by boat",
    "island": "off <ent>Xyzzy Island</ent> at night",
    "islands": "in the <ent>Xyzzy Islands</ent> at night",
    "valley": "in the <ent>Xyzzy Valley</ent> at night",
    "mountains": "in the <ent>Xyzzy Mountains</ent> at night",
    "strait of": "through the <ent>Strait of Hormuz</ent> on Sunday",
    "gulf of": "pirates in the <ent>Gulf of Guinea</ent> fled",
    "sea of": "over the <ent>Sea of Azov</ent> on Sunday",
    "republic of": "the <ent>Republic of Congo</ent> agreed",
    "particle inside": "at <ent>Xyzzy de Janeiro Airport</ent> on Sunday",
    "possessive place before": "in <ent>Nigeria</ent>’s <ent>Zamfara Province</ent> on Sunday",
    "demonym outside": "in the Russian <ent>Black Dolphin Prison</ent> on Sunday",
    "sentence word outside": "Near <ent>Xyzzy Airport</ent> it rained.",
    "dateline in capitals": "<ent>LAGOS</ent> — Gunmen fled.",
    "dateline with country": "<ent>KYIV</ent>, <ent>Ukraine</ent> (AP) — Gunmen fled.",
    "dateline with agency": "<ent>ISLAMABAD</ent> (Reuters) - Gunmen fled.",
    "dateline with colon": "<ent>NEW DELHI</ent>: Farmers marched.",
    "two datelines": "<ent>Ankara</ent>/<ent>Moscow</ent> — They spoke.",
    "dateline with date": "<ent>Manila</ent>, June 5 — It rained.",
}


@pytest.mark.parametrize("marked", WITHOUT_MODEL.values(), ids=WITHOUT_MODEL)
def test_found_without_the_model(marked: str) -> None:
    text, marks = parse(marked)
    wanted = [mark.text for mark in marks]
    assert found(text) == wanted


# (text, the model's proposals, what is right)
PROPOSED = {
    "known town": ("He went to Pokrovsk.", [("GPE", "Pokrovsk")], ["Pokrovsk"]),
    "region grows": ("in Kursk Region today", [("GPE", "Kursk")], ["Kursk Region"]),
    "lower-case region stays outside": ("in the Kursk region", [("GPE", "Kursk")], ["Kursk"]),
    "lower-case prison stays outside": ("in Evin prison today", [("GPE", "Evin")], ["Evin"]),
    "airport grows": ("at Ankara Airport now", [("GPE", "Ankara")], ["Ankara Airport"]),
    "direction is cut": ("in northern Gaza today", [("LOC", "northern Gaza")], ["Gaza"]),
    "description is cut": ("in war-torn Sudan now", [("GPE", "war-torn Sudan")], ["Sudan"]),
    "written as a name": ("in North Kivu today", [("GPE", "North Kivu")], ["North Kivu"]),
    "list is split": ("in Tula, Oryol today", [("GPE", "Tula, Oryol")], ["Tula", "Oryol"]),
    "hyphen is split": (
        "the Russia-Ukraine war",
        [("GPE", "Russia-Ukraine")],
        ["Russia", "Ukraine"],
    ),
    "hyphen is kept": ("in Port-au-Prince now", [("GPE", "Port-au-Prince")], ["Port-au-Prince"]),
    "comma is kept": ("in Washington, D.C. now", [("GPE", "Washington")], ["Washington, D.C."]),
    "al-": ("at al-Hol now", [("GPE", "al-Hol")], ["al-Hol"]),
    "unknown after in": ("in Xyzzyno, he said", [("GPE", "Xyzzyno")], ["Xyzzyno"]),
    "unknown village": ("the village of Xyzzyno", [("GPE", "Xyzzyno")], ["Xyzzyno"]),
    "region of the world": ("in the Middle East now", [("LOC", "Middle East")], ["Middle East"]),
    "horn": ("in the Horn of Africa", [("LOC", "Horn of Africa")], ["Horn of Africa"]),
    "town as agency": ("Talks in Kharkiv failed.", [("ORG", "Kharkiv")], ["Kharkiv"]),
    "capital as agency": ("Dushanbe agreed.", [("ORG", "Dushanbe")], ["Dushanbe"]),
    "country as person": ("Malawi agreed.", [("PERSON", "Malawi")], ["Malawi"]),
    "town as person": ("He was born in Kazan.", [("PERSON", "Kazan")], ["Kazan"]),
}
_LABELS = {"GPE": "LOCATION", "LOC": "LOCATION", "FAC": "LOCATION", "ORG": "AGENCY"}


@pytest.mark.parametrize(("text", "proposals", "wanted"), PROPOSED.values(), ids=PROPOSED)
def test_proposed_by_the_model(
    text: str, proposals: list[tuple[str, str]], wanted: list[str]
) -> None:
    triples = [(_LABELS.get(label, label), label, words) for label, words in proposals]
    assert found(text, *triples) == wanted


# (text, the model's proposals): none of it is a place.
NONE = {
    "word: more": ("More was said in June.", []),
    "word: march": ("They met in March.", []),
    "word: may": ("In May it rained.", []),
    "word: federal": ("He was in Federal custody.", []),
    "word: human": ("from Human Rights groups", []),
    "word: turkey": ("He ate turkey at noon.", []),
    "word: china": ("The china broke.", []),
    "person: Michael Jordan": ("Michael Jordan scored.", [("PERSON", "Michael Jordan")]),
    "person: Jordan alone": ("Jordan scored twice.", []),
    "person: Chad": ("Chad Smith played.", []),
    "person: Chad alone": ("Chad played well.", []),
    "person: Georgia": ("Georgia Brown sang.", []),
    "person: Paris": ("Paris Hilton sang.", [("PERSON", "Paris Hilton")]),
    "person: Vladimir": ("Vladimir spoke.", []),
    "person: Hassan": ("Hassan said so.", []),
    "person: Anna": ("Anna said so.", []),
    "surname as place": (
        "John Xyzzyno fled. In Xyzzyno he trusted.",
        [("PERSON", "John Xyzzyno")],
    ),
    "team": ("Chelsea won.", [("ORG", "Chelsea")]),
    "team of a large town": ("Mumbai won.", [("ORG", "Mumbai")]),
    "another team": ("Barcelona won.", [("ORG", "Barcelona")]),
    "adjective": ("Russian troops fled.", [("GPE", "Russian")]),
    "people": ("Ukrainians fled.", [("GPE", "Ukrainians")]),
    "another people": ("Iraqi forces fled.", [("LOC", "Iraqi")]),
    "people that are a town too": ("Brits were freed.", [("GPE", "Brits")]),
    "led": ("the US-led coalition", []),
    "backed": ("the Iran-backed militia", [("GPE", "Iran")]),
    "pro": ("a pro-Russia rally", [("GPE", "Russia")]),
    "anti": ("an anti-Israel chant", [("GPE", "Israel")]),
    "war": ("the Vietnam War ended", [("GPE", "Vietnam")]),
    "cold war": ("the Cold War ended", [("LOC", "Cold War")]),
    "convention": ("the Istanbul Convention holds", [("GPE", "Istanbul")]),
    "agreement": ("the Paris Agreement holds", [("GPE", "Paris")]),
    "world war": ("since World War II", []),
    "process": ("the Astana Process stalled", [("GPE", "Astana")]),
    "cup": ("the Africa Cup began", [("LOC", "Africa")]),
    "the West": ("The West must act.", [("LOC", "West")]),
    "East-West": ("an East-West swap", [("LOC", "East-West")]),
    "earth": ("on Earth today", [("LOC", "Earth")]),
    "planet": ("on Mars today", [("LOC", "Mars")]),
    "platform": ("on Telegram today", [("GPE", "Telegram")]),
    "generic prison": ("in the Central Prison today", []),
    "generic airport": ("at the International Airport today", []),
    "generic word": ("at the airport in the city", [("FAC", "airport")]),
    "lower case": ("near the border today", [("LOC", "border")]),
    "newspaper": ("the Wall Street Journal said", []),
    "another newspaper": ("the Washington Post said", [("GPE", "Washington")]),
    "government": ("the Kano State Government said", []),
    "university": ("at Kenyatta University today", []),
    "court": ("the Lagos High Court sat", []),
    "law school": ("at Xyzzy Law School today", []),
    "school of": ("at the London School of Economics", []),
    "ship": ("aboard the USS Nimitz today", [("FAC", "USS Nimitz")]),
    "another ship": ("aboard HMS Kent today", [("FAC", "HMS Kent")]),
    "money": ("for US$300 today", []),
    "unknown and unsupported": ("Xyzzyno fell sharply.", [("GPE", "Xyzzyno")]),
    "unknown in capitals": ("XYZZ fell sharply.", [("GPE", "XYZZ")]),
    "number": ("47 of them", [("GPE", "47")]),
    "no dateline": ("Officials — all of them — fled.", []),
    "label": ("Source: the ministry", []),
    "silk road": ("the new Silk Road today", []),
    "empty": ("", []),
}


@pytest.mark.parametrize(("text", "proposals"), NONE.values(), ids=NONE)
def test_no_place(text: str, proposals: list[tuple[str, str]]) -> None:
    triples = [(_LABELS.get(label, label), label, words) for label, words in proposals]
    assert found(text, *triples) == []


@given(st.text(alphabet="AaRr uUsSkK.,-’'/:\n—(", max_size=60))
def test_offsets_lie_inside_any_text(text: str) -> None:
    doc = LOCATIONS(BLANK(text))
    last = 0
    for each in found_in(doc, "locations"):
        assert last <= each.start < each.end <= len(doc.text)
        last = each.end


def test_match_changes_nothing() -> None:
    doc = BLANK("in Lagos and Kano State Prison")
    once = list(LOCATIONS.match(doc))
    assert list(LOCATIONS.match(doc)) == once
    assert "locations" not in doc.spans


def test_with_the_default_model() -> None:
    nlp = load_model(Settings())
    nlp.add_pipe("extract_names")
    nlp.add_pipe("extract_locations")
    text, marks = parse(
        "<ent>NAIROBI</ent>, <ent>Kenya</ent> — Officers from <ent>Uganda</ent> met in"
        " <ent>Entebbe</ent> on Friday. Two men held in <ent>Luzira Prison</ent> were flown to the"
        " <ent>United States</ent>, and a third to northern <ent>Nigeria</ent>."
    )
    doc = nlp(text)
    assert [doc.text[f.start : f.end] for f in found_in(doc, "locations")] == [
        m.text for m in marks
    ]


def test_a_context_rule_does_not_claim_what_the_model_found() -> None:
    doc = BLANK("He was held in Idlib.")
    names = Names(BLANK, "extract_names", {})
    candidate = Found(15, 20, "LOCATION", Evidence(by="model", detail="GPE"))
    names.set_annotations(doc, [candidate])
    LOCATIONS(doc)
    assert [each.evidence.by for each in found_in(doc, "locations")] == ["model"]


@pytest.mark.parametrize(
    ("text", "proposals", "wanted"),
    [
        ("a London-based firm", [("GPE", "London")], ["London"]),
        ("a Panama-flagged ship", [("GPE", "Panama")], ["Panama"]),
        ("a US-led force", [("GPE", "US")], []),
        ("The men flew to Sana'a at dawn.", [], ["Sana'a"]),
        ("Kyiv also received its men.", [], ["Kyiv"]),
        ("in Zamfara State today", [], ["Zamfara State"]),
        ("He left Bolan Pass at dawn.", [], ["Bolan Pass"]),
    ],
)
def test_names_that_the_model_cuts_or_misses(text, proposals, wanted) -> None:
    triples = [(_LABELS.get(label, label), label, words) for label, words in proposals]
    assert found(text, *triples) == wanted


@pytest.mark.parametrize(("confidence", "taken"), [(0.9, True), (0.3, False)])
def test_an_unknown_name_is_a_place_where_the_model_is_sure(confidence, taken) -> None:
    doc = BLANK("Xemburi fell to the rebels.")
    evidence = Evidence(by="model", detail="LOCATION", confidence=confidence)
    Names(BLANK, "extract_names", {}).set_annotations(doc, [Found(0, 7, "LOCATION", evidence)])
    LOCATIONS(doc)
    assert bool(found_in(doc, "locations")) is taken
