# ruff: noqa: E501 - a row of a table is one sentence
"""One acronym, two senses: the sentence around it decides, or it stays open.

Each row of `PAIRS` is an acronym and two sentences with what it means in each: the register's id of
the body, `OPEN` for a body that the sentence does not tell (type and country null), or `THING` for
what is no body at all.
"""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from extract.components.agencies import Agencies
from extract.components.agency_senses import is_contested
from extract.components.base import Found
from extract.schemas import AgencyType
from extract.values.agencies import agency_words
from extract.values.register import load_register

NLP = spacy.blank("en")
AGENCIES = Agencies(NLP, "extract_agencies")
OPEN, THING = "open", "no body"

PAIRS = [
    ("MIT", "Ankara said MIT had traced the two men to a flat in Istanbul.", "tr-mit",
     "A physicist at MIT, in Cambridge, Massachusetts, measured the tremor.", "us-mit"),
    ("MIT", "Turkish MIT officers handed the fugitive to prosecutors.", "tr-mit",
     "The code is free under an MIT license, its authors say.", THING),
    ("FSB", "The FSB in Moscow said a Russian chemist had been detained.", "ru-fsb",
     "Late payment ruins small firms, the FSB said, and British owners pay for it.", "gb-fsb"),
    ("FSB", "An FSB colonel drove the prisoners from the Lubyanka to the airport.", "ru-fsb",
     "The FSB wants G20 regulators to hold banks to stricter rules.", "financial-stability-board"),
    ("NIA", "New Delhi handed the case to the NIA after the blast in Kashmir.", "in-nia",
     "The NIA briefed President Tinubu in Abuja on the kidnapping.", "ng-nia"),
    ("NIA", "Farmers in Isabela, Philippines, waited for the NIA to release irrigation water from the dam.", "ph-nia",
     "The NIA did not answer questions.", OPEN),
    ("ISI", "Islamabad denied that the ISI had sheltered Pakistani militants.", "pk-isi",
     "The statistics department of ISI Kolkata hired two graduates.", "in-statistical-institute"),
    ("CBI", "The CBI filed a charge sheet in a Delhi court against an Indian banker.", "in-cbi",
     "British manufacturers in the CBI fear that UK orders will fall.", "gb-cbi"),
    ("SNB", "The Swiss franc rose after the SNB in Zurich kept rates where they were.", "ch-snb",
     "In Tashkent the SNB held an Uzbek blogger for nine days.", "uz-snb"),
    ("SNB", "Officers of the SNB searched his flat near the Tashkent bazaar in Uzbekistan.", "uz-snb",
     "The SNB declined to comment.", OPEN),
    ("PLA", "Beijing said the PLA would drill east of Taiwan.", "cn-pla",
     "The PLA closed the Thames at Gravesend until the tide fell.", "gb-pla"),
    ("PLA", "Chinese PLA ships turned back.", "cn-pla",
     "The part was made on a printer from PLA filament.", THING),
    ("RAB", "In Dhaka the RAB arrested two Bangladeshi smugglers.", "bd-rab",
     "The RAB said nothing.", OPEN),
    ("NSA", "Snowden showed how the NSA in Fort Meade read American mail.", "us-nsa",
     "Ghana's sports minister told the NSA to repair the stadium in Accra.", "gh-nsa"),
    ("NSA", "The NSA wiretapping programme was kept from Congress in Washington.", "us-nsa",
     "The NSA issued a note.", OPEN),
    ("AFP", "A villager told an AFP correspondent that the road was mined.", "fr-afp",
     "In Canberra the AFP charged two Australian brokers.", "au-afp"),
    ("AFP", "The AFP sent a battalion to Mindanao, the Philippine army chief said in Manila.", "ph-afp",
     "A high AFP in the blood may point to a tumour of the liver.", THING),
    ("BSF", "The BSF fired on Indian smugglers at the Punjab border.", "in-bsf",
     "The study lists four BSF, or blind selection functions.", THING),
    ("DIA", "The Pentagon's DIA warned of a second launch.", "us-dia",
     "The DIA in Detroit will show forty paintings of the museum's founder.", "us-detroit-institute"),
    ("IRA", "In Belfast the IRA laid down its arms, an Irish priest said.", "gb-ira",
     "She moved her retirement savings to an IRA before the tax year closed.", THING),
    ("IRA", "The Irish republican IRA planted it, a court in Belfast heard.", "gb-ira",
     "Makers of panels want the tax credits of the IRA kept.", THING),
    ("GRU", "Russian GRU officers of Unit 29155 mixed the poison.", "ru-gru",
     "Her flight to GRU airport in São Paulo was two hours late.", THING),
    ("PA", "In Ramallah the PA of Mahmoud Abbas paid half of the Palestinian salaries.", "ps-pa",
     "The PA system at the station failed and the loudspeaker crackled.", THING),
    ("RSF", "In Khartoum the RSF, led by Hemedti, held the Sudanese airport.", "sd-rsf",
     "RSF counts 40 jailed journalists and ranks press freedom.", "rsf-reporters"),
    ("SDF", "Kurdish SDF fighters guard the camp near Raqqa in Syria.", "sy-sdf",
     "Japanese SDF crews dug in the mud west of Tokyo.", "jp-sdf"),
    ("ICC", "A prosecutor at the ICC in The Hague asked for a warrant for war crimes.", "icc",
     "The ICC gave the cricket World Cup and its T20 final to Barbados.", "icc-cricket"),
    ("KGB", "Belarusian KGB men took him from his flat in Minsk.", "by-kgb",
     "Andropov ran the KGB when the Soviet Union seemed eternal.", "su-kgb"),
    ("CID", "The CID in Colombo questioned two Sri Lankan officers.", "lk-cid",
     "In Guyana, the CID said six fishermen had been found.", "gy-cid"),
    ("CID", "Dhaka's CID froze the accounts of a Bangladeshi agent.", "bd-cid",
     "The CID froze the accounts.", OPEN),
    ("NIS", "Seoul's NIS told South Korean lawmakers of troops from the North.", "kr-nis",
     "The ring was valued at NIS 500 by a jeweller in Haifa.", THING),
    ("NIS", "The NIS at Nairobi airport had his file, a Kenyan court heard.", "ke-nis",
     "Nigerian travellers queue at the NIS in Abuja for a passport.", "ng-nis"),
    ("PNP", "Manila police of the PNP found the Philippine crew in Camp Crame.", "ph-pnp",
     "Kingston voters gave the PNP of Jamaica two more seats.", "jm-pnp"),
    ("PTI", "Imran Khan's PTI wants the Pakistani polls held in May.", "pk-pti",
     "Police in Delhi told PTI, the Indian news agency, that nobody was hurt.", "in-pti"),
    ("ADF", "In Beni, Congo, the ADF killed nine Congolese farmers.", "cd-adf",
     "Australian ADF helicopters flew from Canberra.", "au-adf"),
    ("SAS", "British SAS soldiers freed the hostages, London said.", "gb-sas",
     "Airline SAS cancelled every flight from Stockholm.", "se-sas"),
    ("FIA", "Lahore officers of the FIA held a Pakistani recruiter.", "pk-fia",
     "The FIA fined two Formula drivers before the Grand Prix.", "fia-motorsport"),
    ("NPA", "In Mindanao, communist NPA rebels burned a Philippine bus.", "ph-npa",
     "Pretoria's NPA will prosecute Zuma, a South African court heard.", "za-npa"),
    ("SIS", "A British SIS man in London read the cable.", "gb-mi6",
     "Moldova's SIS warned Sandu in Chisinau.", "md-sis"),
    ("NBA", "Lawyers of the NBA in Abuja boycotted Nigerian courts.", "ng-nba",
     "The NBA fined a basketball coach after the playoffs.", "us-nba"),
    ("NSG", "Indian NSG commandos landed in Mumbai.", "in-nsg",
     "The NSG lets no uranium pass without safeguards on nuclear exports.", "nuclear-suppliers-group"),
    ("PDP", "Nigerian governors of the PDP met Atiku in Abuja.", "ng-pdp",
     "Mufti led the PDP through Srinagar in Kashmir.", "in-pdp"),
    ("AP", "He told an AP reporter, of the news agency's Cairo bureau, that he was innocent.", "us-ap",
     "Naidu promised that AP would build Amaravati as the capital of Andhra Pradesh.", "in-ap"),
    ("ABC", "Sydney heard it first from the ABC, the Australian broadcaster.", "au-abc",
     "American network ABC showed it in Washington.", "us-abc"),
    ("IPS", "Palestinian inmates of the IPS in Israel went on hunger strike.", "il-ips",
     "An Indian officer of the IPS, 2011 batch, led the Delhi raid.", "in-ips"),
    ("KIA", "In Kachin the KIA took a post of the Myanmar junta.", "mm-kia",
     "Two men were listed as KIA, killed when the truck hit a mine.", THING),
    ("CSIS", "Ottawa said CSIS had warned the Canadian minister.", "ca-csis",
     "An analyst of CSIS, the Washington think tank, counted the missiles.", "csis-washington"),
]  # fmt: skip

ROWS = [(acronym, text, wanted) for row in PAIRS for acronym, text, wanted in ((row[0], *row[1:3]), (row[0], *row[3:5]))]  # fmt: skip


def bodies_named(acronym: str, text: str) -> list[Found]:
    """Return what the component takes `acronym` in `text` for, words of the country included."""
    found = AGENCIES.match(NLP.make_doc(text))
    return [each for each in found if acronym in text[each.start : each.end].split()]


def shared_type(acronym: str) -> AgencyType | None:
    """Return the type of the bodies that the register knows by `acronym`, if they have one."""
    register = load_register()
    kinds = {register.bodies[each].type for each in register.ids_of((acronym,), "acronym")}
    return kinds.pop() if len(kinds) == 1 and not is_contested((acronym,)) else None


@pytest.mark.parametrize(("acronym", "text", "wanted"), ROWS)
def test_the_sentence_decides_what_an_acronym_means(acronym: str, text: str, wanted: str) -> None:
    found = bodies_named(acronym, text)
    if wanted == THING:
        assert found == []
        return
    (one,) = found
    if wanted == OPEN:
        assert one.reference is None
        assert (one.value.type, one.value.country) == (shared_type(acronym), None)
        return
    body = load_register().bodies[wanted]
    assert one.reference == wanted
    assert (one.value.type, one.value.country) == (body.type, body.country)


def test_there_are_forty_pairs_of_two_senses() -> None:
    assert len(PAIRS) >= 40
    assert all(row[2] != row[4] for row in PAIRS)


@pytest.mark.parametrize("acronym", ["FBI", "CIA", "MI6", "IAEA", "UNHCR", "EFCC", "SBU"])
def test_an_acronym_of_one_sense_needs_no_evidence(acronym: str) -> None:
    (one,) = bodies_named(acronym, f"The {acronym} was told at noon.")
    assert one.reference is not None
    assert one.value.type is not None


@pytest.mark.parametrize("acronym", sorted(agency_words()["contested_acronyms"]))
def test_an_acronym_of_several_senses_is_open_without_evidence(acronym: str) -> None:
    assert [
        (each.reference, each.value.type, each.value.country)
        for each in bodies_named(acronym, f"The {acronym} was told at noon.")
    ] in ([], [(None, None, None)])


def test_a_definition_stands_against_the_words_of_the_article() -> None:
    text = (
        "Aid of the Danish Refugee Council (DRC) reached Goma. The DRC flew tents in from Kinshasa,"
        " and Congolese nurses of the DRC put them up."
    )
    found = bodies_named("DRC", text)
    assert len(found) == 3
    assert {(each.value.type, each.reference) for each in found} == {("ngo", "drc-danish")}


def test_a_country_that_shares_its_initials_with_a_body_is_no_agency() -> None:
    assert bodies_named("DRC", "Fighting in the DRC has displaced a million people.") == []


@given(st.sampled_from(sorted(agency_words()["things_by_acronym"])), st.text(max_size=60))
def test_a_thing_is_no_body_whatever_else_the_text_says(acronym: str, rest: str) -> None:
    for cue in agency_words()["things_by_acronym"][acronym]:
        text = f"They saw {acronym} {cue} of it.\n\n{rest}"
        found = AGENCIES.match(NLP.make_doc(text))
        assert all(each.start != len("They saw ") for each in found), cue
