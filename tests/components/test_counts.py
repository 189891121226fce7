# ruff: noqa: E501 - one case a line
"""Counts in invented news sentences, written as inline markup by the annotation guidelines.

``<ent unit=prisoner low=26>26 prisoners</ent>``: attributes that are given are checked, `high`
defaults to `low` and `bound` to exact; a basis is compared where it is given.
"""

from __future__ import annotations

from functools import cache

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extract.components.base import Found, found_in
from extract.config import Settings
from extract.pipeline import load_model
from tests.markup import parse


@cache
def pipeline() -> Language:
    nlp = load_model(Settings())
    nlp.add_pipe("extract_counts")
    return nlp


def find(text: str) -> list[Found]:
    return list(found_in(pipeline()(text), "counts"))


POSITIVE = {
    # spans: guideline 7
    "approximator outside": "More than <ent low=1000 bound=at_least unit=prisoner class=prisoner>1,000 prisoners</ent> were freed.",
    "place outside": "The swap freed <ent low=24 unit=prisoner>24 prisoners</ent> in Ankara.",
    "military personnel": "Ukraine got back <ent low=270 unit=personnel class=military>270 military personnel</ent> on Friday.",
    "two other citizens": "<ent low=2 unit=citizen basis=additional>Two other American citizens</ent> remain in custody.",
    "prisoners of war": "Moscow released <ent low=1000 unit=prisoner class=prisoner>1,000 prisoners of war</ent> in May.",
    "dozens of": "Officials said <ent low=24 high=99 bound=approx unit=prisoner>dozens of Russian prisoners</ent> crossed.",
    "tens of thousands of": "The war has caused <ent low=20000 high=99999 bound=approx unit=death class=casualty>tens of thousands of deaths</ent>.",
    "elided after count": "<ent low=10 unit=prisoner party=Spain>10 prisoners</ent> were transferred to Spain and <ent low=3 unit=prisoner party=Malta>three</ent> were transferred to Malta.",
    "shared noun": "The gang held <ent low=10 unit=hostage>10</ent> or <ent low=12 unit=hostage>12 hostages</ent>.",
    "between": "Between <ent low=20 high=30 unit=detainee>20 and 30 detainees</ent> escaped.",
    "hyphen range": "The convoy carried <ent low=20 high=30 unit=fighter class=military>20-30 fighters</ent>.",
    "to range": "Witnesses saw <ent low=40 high=50 unit=man>40 to 50 men</ent> on motorcycles.",
    "a dozen": "They found <ent low=12 unit=rifle class=object>a dozen rifles</ent> in the house.",
    "half a dozen": "<ent low=6 unit=house>Half a dozen houses</ent> collapsed.",
    "a hundred": "Nearly <ent low=100 bound=approx unit=villager>a hundred villagers</ent> fled.",
    "another": "Another <ent low=4 unit=worker basis=additional>four workers</ent> died on Sunday.",
    "a further": "A further <ent low=12 unit=soldier class=military basis=additional>12 soldiers</ent> came home.",
    "as many as": "As many as <ent low=40 bound=at_most unit=person>40 people</ent> are feared dead.",
    "of the students": "<ent low=31 unit=student basis=part>31</ent> of the students were rescued.",
    "others of several": "<ent low=2>Two Palestinians</ent>, <ent low=3>three Israelis</ent> and <ent low=10 unit=None class=person>10 others</ent> stayed.",
    "mother of three": "Ana, a mother of <ent low=3>three</ent>, wept.",
    "crew of 23": "The crew of <ent low=23>23</ent> hid in the hold.",
    "there were": "There were <ent low=46>46</ent>, he said.",
    "determined": "The secretary met the <ent low=10>10</ent> at the airport.",
    "headline object": "Brothers jailed after <ent low=39>39</ent> found in lorry",
    "N of the M": "The flood hit <ent low=13 unit=township basis=part>13</ent> of the <ent low=17 unit=township>17 townships</ent>.",
    "four-for-two": "They agreed on a <ent low=4>four</ent>-for-<ent low=2>two</ent> deal.",
    "digits for digits": "The <ent low=1000>1,000</ent>-for-<ent low=1000>1,000</ent> swap is under way.",
    "of a place": "Officers held <ent low=7 unit=citizen>seven citizens</ent> of Ukraine.",
    "demonym": "Among those freed were <ent low=8 unit=Russian class=person basis=part>eight Russians</ent>.",
    "of with a determiner": "<ent low=3 unit=member>Three members</ent> of the group were charged.",
    "relative clause outside": "Police found <ent low=5 unit=girl class=minor>five girls</ent> who had been held in a hotel.",
    "bodies of soldiers": "Kyiv recovered <ent low=909 unit=body class=body>909 bodies of fallen soldiers</ent>.",
    "compound adjective": "<ent low=2 unit=boy class=minor>Two 12-year-old boys</ent> were hurt.",
    "hyphenated modifier": "The navy fired <ent low=3 unit=missile class=object>three anti-ship missiles</ent>.",
    "adverb inside": "<ent low=10 unit=man>Ten heavily armed men</ent> stormed the bank.",
    "coordinated adjectives": "<ent low=65 unit=serviceman class=military>65 Russian and Ukrainian servicemen</ent> came home.",
    "number twice": "The court jailed <ent low=3 unit=man>three (3) men</ent> for fraud.",
    "two nations": "Relations between the <ent low=2 unit=nation class=state>two nations</ent> soured.",
    "crew members": "All <ent low=22 unit=member class=person basis=total>22 crew members</ent> are safe.",
    "police officers": "<ent low=4 unit=officer class=person>Four police officers</ent> were suspended.",
    "one and a noun": "<ent low=1 unit=civilian class=civilian>One civilian</ent> was killed in the shelling.",
    "headline": "<ent low=26 unit=prisoner>26 Prisoners</ent> Freed in Swap",
    "headline of names": "Gunmen Kill <ent low=7 unit=vigilante>Seven Vigilantes</ent> In Zamfara",
    "capitals": "<ent low=15 unit=hostage>15 HOSTAGES</ent> FREED",
    "weekday after noun": "The army freed <ent low=30 unit=captive>30 captives</ent> Thursday.",
    "million people": "The floods displaced <ent low=1200000 unit=person>1.2 million people</ent>.",
    "lakh": "About <ent low=300000 bound=approx unit=voter>3 lakh voters</ent> are registered.",
    "crore in groups": "The state gave <ent low=100000 unit=family>1,00,000 families</ent> grain.",
    "two dozen": "Roughly <ent low=24 bound=approx unit=inmate>two dozen inmates</ent> broke out.",
    "scores of": "<ent low=40 high=99 bound=approx unit=passenger>Scores of passengers</ent> were stranded.",
    "hundreds alone": "Russia and Ukraine exchange <ent low=200 high=999 bound=approx>hundreds</ent> in first phase",
    "thousands more": "The storm left <ent low=2000 high=9999 bound=approx unit=person basis=additional>thousands more people</ent> homeless.",
    "several hundred": "<ent low=200 high=999 bound=approx unit=refugee>Several hundred refugees</ent> crossed the river.",
    # bounds
    "no fewer than": "No fewer than <ent low=15 bound=at_least unit=person>15 persons</ent> were abducted.",
    "or more": "Protesters injured <ent low=50 bound=at_least unit=officer>50 or more officers</ent>.",
    "fewer than": "Fewer than <ent low=20 bound=at_most unit=ship>20 ships</ent> passed the strait.",
    "handed over": "Israel handed over <ent low=15 bound=exact unit=body>15 bodies</ent> on Monday.",
    "killed over": "The blast killed over <ent low=60 bound=at_least unit=worshipper>60 worshippers</ent>.",
    "plus sign": "There were <ent low=50 bound=at_least unit=protester>50+ protesters</ent> outside.",
    "just under": "Just under <ent low=900 bound=at_most unit=home>900 homes</ent> lost power.",
    # basis
    "shared each": "Both capitals freed <ent low=250 unit=soldier basis=each>250 soldiers</ent> and <ent low=80 unit=civilian basis=each>80 civilians</ent> each.",
    "from each side": "The plan covers <ent low=900 unit=captive basis=each>900 captives</ent> from each side.",
    "each side released": "Each side released <ent low=146 unit=prisoner basis=each>146 prisoners</ent>.",
    "of whom": "Police held <ent low=15 unit=suspect>15 suspects</ent>, of whom <ent low=5 unit=suspect basis=part>five</ent> were women.",
    "including": "The gang took <ent low=9 unit=person>nine people</ent>, including <ent low=2 unit=minor basis=part>two minors</ent>.",
    "including a list": "The crash killed <ent low=9 unit=person>nine people</ent>, including <ent low=2 unit=woman basis=part>two women</ent> and <ent low=3 unit=child basis=part>three children</ent>.",
    "others": "<ent low=10 unit=prisoner>Ten prisoners</ent> went to Oslo and <ent low=13 unit=prisoner basis=additional>13 others</ent> to Bern.",
    "N more": "<ent low=2 unit=soldier basis=additional>Two more soldiers</ent> died overnight.",
    "in all": "In all, <ent low=350 unit=person basis=total>350 people</ent> went home.",
    "a total of": "A total of <ent low=84 unit=detainee basis=total>84 detainees</ent> were exchanged.",
    "involved": "The exchange involved <ent low=26 unit=individual basis=total>26 individuals</ent>.",
    "sum of parts": "<ent low=26 unit=person>26 people</ent> - <ent low=24 unit=adult basis=part>24 adults</ent> and <ent low=2 unit=minor basis=part>two minors</ent> - were freed.",
    "party by coordination": "Kyiv received <ent low=70 party=Kyiv>70 marines</ent> and <ent low=8 party=Kyiv>eight sailors</ent>.",
    # elided nouns
    "killed and injured": "The blast killed <ent low=12 class=casualty>12</ent> and injured at least <ent low=30 bound=at_least class=casualty>30</ent>.",
    "headline of casualties": "<ent low=3 class=casualty>Three</ent> killed, <ent low=12 class=casualty>12</ent> injured as bus plunges into gorge",
    "dead and wounded": "There were <ent low=26 class=casualty>26</ent> dead and <ent low=40 class=casualty>40</ent> wounded.",
    "death toll": "The death toll rose to <ent low=26 basis=total>26</ent> on Monday.",
    "another elided": "<ent low=5 unit=soldier>Five soldiers</ent> died and another <ent low=9 unit=soldier basis=additional>nine</ent> were hurt.",
    "men and women": "Buses brought <ent low=5 unit=man>five men</ent> and <ent low=6 unit=woman>six women</ent> home.",
    "two of them": "<ent low=4 unit=gunman>Four gunmen</ent> fled; <ent low=2 unit=gunman basis=part>two</ent> of them were caught.",
    "no sum across verbs": "The army killed <ent low=45 unit=bandit>45 bandits</ent>, arrested <ent low=12 unit=bandit basis=additional>12 others</ent> and freed <ent low=33 unit=captive>33 captives</ent>.",
    "two of his children": "The fire killed <ent low=9 unit=person>nine people</ent>, including a pastor and <ent low=2 unit=child class=minor basis=part>two</ent> of his children.",
    "accused": "Police filed charges against <ent low=11 unit=accused class=person>11 accused</ent> on Monday.",
    "dash and parts": "The court jailed <ent low=12 unit=person>12 people</ent> - <ent low=7 unit=person basis=part>seven</ent> for life and <ent low=5 unit=person basis=part>five</ent> for a year.",
    "model name inside": "Troops seized <ent low=2 unit=rifle>two AK-47 rifles</ent>.",
    "gapped verb": "Ukraine received <ent low=25 unit=captive>25 captives</ent> and Russia <ent low=24 unit=captive>24</ent>.",
    "month before": "In May <ent low=26 unit=person>26 people</ent> died.",
    "saw them go": "The deal saw <ent low=16>16</ent> go to Malta and <ent low=8 party=Spain>eight</ent> to Spain.",
    "swap of a noun": "They held a <ent low=50 unit=prisoner>50</ent>-for-<ent low=50 unit=prisoner>50</ent> prisoner swap.",
    "four of the injured": "<ent low=4 unit=injured class=casualty basis=part>Four</ent> of the injured are in intensive care.",
    "of the returnees": "Of the returnees, <ent low=49 unit=returnee basis=part>49</ent> were arrested on board.",
    "the number of girls": "The list put the number of abducted girls at <ent low=63 unit=girl class=minor basis=total>63</ent> on Monday.",
    "named by the predicate": "<ent low=42 unit=person>42 people</ent> were handed over, <ent low=15 unit=person class=military basis=part>15</ent> of whom were soldiers.",
    "under age": "<ent low=60 unit=captive>60 captives</ent> came home; <ent low=19 class=minor>19</ent> are still under 18.",
    "hurt after an insertion": "<ent low=3 unit=worker class=casualty>Three workers</ent>, including a cook, were killed.",
    "bodies of": "Divers found the bodies of <ent low=9 unit=fisherman class=body>nine fishermen</ent>.",
    "corpses of": "The corpses of <ent low=12 unit=soldier class=body>12 soldiers</ent> were found.",
    "wounds": "<ent low=7 unit=student class=casualty>Seven students</ent> who sustained bullet wounds were flown out.",
    "treated": "<ent low=8 unit=villager class=casualty>Eight villagers</ent> were treated at the clinic.",
    "not hurt by what follows": "<ent low=8 unit=villager class=person>Eight villagers</ent> said the army killed their sheep.",
    "a people of two words": "The plane carried <ent low=58 class=person>58 South Koreans</ent> home.",
    "a name that no list knows": "He met the <ent low=2 unit=Novik class=person>two Noviks</ent> again.",
    "headline of a name": "Police Seize <ent low=4 unit=honda>Four Hondas</ent> In Raid",
    "groups are no antecedent": "They left in <ent low=2 unit=batch>two batches</ent>: <ent low=15 unit=None class=person>15</ent> on Monday and <ent low=14 unit=None class=person>14</ent> on Friday.",
    "gates and a toll": "They opened <ent low=3 unit=gate>three gates</ent> as the death toll climbed to <ent low=27 unit=None class=casualty basis=total>27</ent>.",
    "states are from nowhere": "<ent low=50 unit=worker>50 workers</ent> came back from <ent low=3 unit=country>three countries</ent>: <ent low=20 unit=worker basis=part>20</ent> from Laos and <ent low=30 unit=worker basis=part>30</ent> from Cambodia.",
    "the class of the same number": "The president pardons <ent low=31 unit=None class=prisoner>31</ent> for Easter. The <ent low=31 unit=prisoner>31 prisoners</ent> left on Friday.",
    "a figure of people": "The ministry had given an earlier figure of <ent low=14>14</ent>.",
    "of its own figure": "The dead number far more than the official tally of <ent low=37>37</ent>, doctors say.",
    "gave up": "The rebels gave up <ent low=38>38</ent> and kept the rest.",
    "a place before the verb": "<ent low=3>Three</ent> from Yopal are missing.",
    "an insertion before the verb": "Gunmen struck at noon. <ent low=9>Nine</ent>, including a nurse, were taken.",
    "an adverb before the verb": "Of the sailors, <ent low=6>six</ent> eventually came home.",
    "remaining": "The remaining <ent low=12>12</ent> were flown to Doha.",
    "rounds of talks": "After <ent low=2 unit=round class=event>two rounds of talks</ent> the sides met again.",
}


@pytest.mark.parametrize("marked", POSITIVE.values(), ids=POSITIVE.keys())
def test_counts_are_found_with_their_values(marked: str) -> None:
    text, wanted = parse(marked)
    found = find(text)
    assert [text[f.start : f.end] for f in found] == [mark.text for mark in wanted]
    for each, mark in zip(found, wanted, strict=True):
        assert each.start == mark.start
        assert each.value is not None
        value = each.value.model_dump()
        value["class"] = value.pop("unit_class")
        expected = {"bound": "exact"} | mark.attributes
        expected.setdefault("high", expected["low"])
        assert {name: str(value[name]) for name in expected} == expected


NEGATIVE = {
    "account number": "He paid into account 12345678901234567 at noon.",
    "dollars": "The ransom was $5 million.",
    "naira": "He paid N500,000 to the kidnappers.",
    "naira in words": "They demanded 20 million naira.",
    "rupees": "A fine of Rs 10,000 was imposed.",
    "shillings": "The bribe was KSh 50,000, the court heard.",
    "pounds": "They stole £300 from the till.",
    "euros": "Aid worth 40 million euros arrived.",
    "million dollars": "The state lost two million dollars.",
    "millions of dollars": "Rebels earn millions of dollars from gold.",
    "percent": "Turnout reached 45 percent.",
    "percent sign": "Prices rose by 12%.",
    "per cent range": "Between 10 and 15 per cent stayed home.",
    "age in commas": "John Okoro, 45, was arrested.",
    "aged": "A woman aged 32 was rescued.",
    "year-old": "The 19-year-old was freed.",
    "years old": "He is six years old.",
    "aged list": "The sisters, aged 5 and 7, are safe.",
    "age in brackets": "Maria Cruz (34) was released.",
    "years": "She was jailed for 16 years.",
    "elided years": "He faces three or four years in jail.",
    "day": "One day later they met.",
    "hours": "The siege lasted 72 hours.",
    "more weeks": "Talks will take two more weeks.",
    "weeks of": "After six weeks of fighting they stopped.",
    "kilometres": "The village is 12 kilometres from the front.",
    "km range": "It lies 5-7 km away.",
    "kg": "Police seized 40 kg of heroin.",
    "acres": "The fire burned 3,000 acres.",
    "degrees": "It was 38°C in the shade.",
    "magnitude": "An earthquake of magnitude 6 struck.",
    "ordinal": "It was the 21st exchange.",
    "ordinal word": "The twenty-first round failed.",
    "brigade": "The 27th Brigade took the hill.",
    "score": "Kenya won 3-1 at home.",
    "vote": "The bill passed by 52-48.",
    "odds": "It was a ratio of 10 to 1.",
    "date": "The talks on May 23 failed.",
    "date British": "He was born on 4 July.",
    "year": "In 2014 the war began.",
    "year of": "The 2024 elections were delayed.",
    "iso date": "Published 2024-08-01 by staff.",
    "date range": "They met on May 23-25 in Doha.",
    "clock": "They arrived at 10:30 in the morning.",
    "pm": "The train left at 3 p.m. sharp.",
    "phone": "Call +234 803 123 4567 now.",
    "phone with dashes": "Contact us on 555-123-4567.",
    "section": "He was charged under Section 302.",
    "sections": "Sections 3 and 4 of the Act apply.",
    "resolution": "Resolution 1701 ended the war.",
    "flight": "Flight 370 vanished.",
    "plane": "The Boeing 737 landed safely.",
    "jet": "An F-16 was shot down.",
    "disease": "COVID-19 killed his mother.",
    "group of": "The Group of Seven met in Italy.",
    "channel": "He told Channel 4 that he was well.",
    "one of the": "It was one of the largest attacks.",
    "pronoun": "No one was there, and this one is mine.",
    "one another": "They helped one another.",
    "third": "One-third of the budget is gone.",
    "two thirds": "Two-thirds of the land is mined.",
    "one in three": "One in three voters stayed home.",
    "compound": "A three-member panel will decide.",
    "state solution": "They want a two-state solution.",
    "times": "He was stabbed five times.",
    "list number": "1. Introduction\n2. Background",
    "url": "See https://example.org/2024/26/prisoners for more.",
    "number one": "He is enemy number one.",
    "address": "Police raided 14 Kenyatta Avenue.",
    "world war": "It was the worst since World War Two.",
    "no number": "Several prisoners and many soldiers came home.",
    "nothing": "The prisoners were freed.",
    "day after month": "On May 26 nothing happened.",
    "points": "The index fell 200 points.",
    "a place of no one": "He scored 12 in Lagos and left.",
    "jumped to a price": "Oil jumped to 90 dollars a barrel.",
    "adverb and no verb": "He dialled seven again.",
}


@pytest.mark.parametrize("text", NEGATIVE.values(), ids=NEGATIVE.keys())
def test_other_numbers_are_not_counts(text: str) -> None:
    assert [text[f.start : f.end] for f in find(text)] == []


def test_a_shared_document_is_left_as_it_was() -> None:
    doc = pipeline()("Rebels freed 12 hostages.")
    before = doc.to_json()
    list(pipeline().get_pipe("extract_counts").match(doc))
    assert doc.to_json() == before


def test_evidence_names_the_rule() -> None:
    found = find(
        "Dozens of men and 12 women fled; three were caught, a four-for-two swap followed."
    )
    assert [f.evidence.by for f in found] == [
        "counts.vague",
        "counts.noun",
        "counts.elided",
        "counts.n_for_m",
        "counts.n_for_m",
    ]


@settings(max_examples=40)
@given(st.text(alphabet=st.sampled_from("0123456789 ,.-–\n()$%abenotw’"), max_size=60))
def test_any_text_is_read_without_error(text: str) -> None:
    for each in find(text):
        assert 0 <= each.start < each.end <= len(text)


def test_the_factory_says_what_it_assigns_and_needs() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("extract_counts")
    assert nlp.get_factory_meta("extract_counts").assigns == ["doc.spans"]
    assert nlp.analyze_pipes()["problems"]["extract_counts"] == ["token.tag"]
