# ruff: noqa: E501 - a row of a table is one sentence
"""Agencies: spans, types and countries, senses of acronyms, and what is no agency."""

import itertools
import sys

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from extract.components.agencies import Agencies
from extract.components.base import Component, Found, found_in
from extract.schemas import Evidence
from extract.values.register import Body, Register, load_register
from tests.markup import parse

NLP = spacy.blank("en")
AGENCIES = Agencies(NLP, "extract_agencies")


class Names(Component):
    """What a statistical model would have proposed, given by the test."""

    group = "names"


def find(text: str, *, sure: float | None = None, **proposed: str) -> list[Found]:
    """Return the agencies of `text`, with the model's proposals by label: AGENCY="Kessler"."""
    doc: Doc = NLP.make_doc(text)
    names = []
    for label, quoted in proposed.items():
        for name in quoted.split("|"):
            start = text.index(name)
            evidence = Evidence(by="model", confidence=sure)
            names.append(Found(start, start + len(name), label, evidence))
    Names().set_annotations(doc, names)
    return list(found_in(AGENCIES(doc), "agencies"))


def quoted(text: str, **proposed: str) -> list[str]:
    return [text[each.start : each.end] for each in find(text, **proposed)]


# Rows: type and country as attributes; "-" is None.
MARKED = """
The <ent type=ministry country=RU>Russian Ministry of Defense</ent> named no one.
The <ent type=international country=->United Nations Office for the Coordination of Humanitarian Affairs</ent> of the <ent type=international country=->United Nations</ent> left.
The <ent type=police country=->Military Police of Pernambuco</ent> held Police of Meadow fame.
The <ent type=ngo country=->Centre for Prisoners' Welfare</ent> left.
The <ent type=other country=VN>State Bank of Vietnam</ent> and the <ent type=police country=->Central Investigation Bureau</ent> left.
The <ent type=other country=US>United States National Hurricane Center</ent> warned of it.
The <ent type=other country=->Federal Authority for Identity, Citizenship, Customs and Port Security</ent> opened.
Staff of the <ent type=ngo country=KE>Kenya Red Cross</ent> and the <ent type=ngo country=SE>Swedish Red Cross Society</ent> left.
The <ent type=international country=->Red Cross</ent> and <ent type=ngo country=->Oxfam</ent> left <ent type=ngo country=KE>Oxfam Kenya</ent> alone.
He told <ent type=media country=QA>Al Jazeera English</ent> so, and <ent type=media country=QA>Al Jazeera</ent> told all.
The <ent type=ministry country=RU>Russian Defense Ministry</ent> named no one.
The <ent type=ministry country=RU>Ministry of Defence of the Russian Federation</ent> named no one.
Russia's <ent type=ministry country=RU>Ministry of Defense</ent> named no one.
Moscow said Russia's <ent type=ministry country=RU>foreign ministry</ent> was told.
Ghana's <ent type=other country=GH>Lake Authority</ent>, <ent type=ministry country=GH>Defence Ministry</ent>, and <ent type=other country=GH>River Board</ent> left Nairobi in Kenya.
Ghana's <ent type=other country=GH>Lake Authority</ent> met the <ent type=other country=->River Board</ent> in Nairobi.
Ghana's <ent type=other country=GH>Lake Authority</ent>, <ent type=international country=->Interpol</ent> and <ent type=other country=->River Board</ent> met.
Ghana's <ent type=other country=GH>Lake Authority</ent> and Kenya's <ent type=other country=KE>River Board</ent> or <ent type=other country=KE>Road Board</ent> met.
The <ent type=ministry country=UA>Ukrainian foreign ministry</ent> was told.
Türkiye’s <ent type=intelligence country=TR>National Intelligence Organization</ent> (<ent type=intelligence country=TR>MIT</ent>) was told.
Ukraine's <ent type=intelligence country=UA>Security Service</ent> opened a case.
The <ent type=intelligence country=UA>Security Service of Ukraine</ent> opened a case.
The <ent type=intelligence country=BY>KGB of Belarus</ent> freed him.
The <ent type=intelligence country=BY>Belarusian KGB</ent> freed him.
The <ent type=intelligence country=UA>Defence Intelligence of Ukraine</ent> (<ent type=intelligence country=UA>DIU</ent>) wrote a letter.
An officer of the <ent type=military country=US>US Navy</ent> was held.
An officer of the <ent type=military country=US>U.S. Navy</ent> was held.
He told the <ent type=media country=US>Wall Street Journal</ent> so.
He served in the <ent type=intelligence country=RU>FSB</ent>’s ‘<ent type=intelligence country=RU>Vimpel</ent>’ unit.
The <ent type=other country=UA>Coordination Headquarters for the Treatment of Prisoners of War</ent> thanked them.
He wrote on <ent type=company country=US>Truth Social</ent> at noon.
He wrote on <ent type=company country=AE>Telegram</ent> at noon.
The <ent type=other country=->Bureau of Rivers and Aquatic Resources</ent> and the Minister left.
The <ent type=ministry country=->Ministry of Education and Higher Education</ent> closed it.
The <ent type=other country=->Institute of Health</ent> and Health Minister Ana Roa left.
The <ent type=other country=->Tolva City Disaster Risk Reduction and Management Office</ent> fed them.
The <ent type=military country=->18th Brigade</ent> of the <ent type=military country=CO>Colombian Army</ent> held him.
The <ent type=other country=->Tolva Chief Public Prosecutor's Office</ent> wrote to him.
The <ent type=police country=IN>Delhi Police Department</ent> and the <ent type=police country=IN>Delhi Police</ent> Commissioner met.
The <ent type=ngo country=NG>Miyetti Allah Cattle Breeders Association of Nigeria</ent> met.
The <ent type=military country=TR>Turkish Coast Guard Command</ent> saw the boat.
The <ent type=ngo country=->All Meadow Students' Union</ent> met. All Meadow students left.
The <ent type=court country=->Chief Judicial Magistrate's Court</ent> sat.
The <ent type=international country=->African Union</ent>'s <ent type=international country=->River Council</ent> met the <ent type=other country=->Lake Council</ent>.
The <ent type=ministry country=->Ministry of Migration and Asylum</ent> and the <ent type=ministry country=->Ministry of Ports, Shipping and Waterways</ent> met.
The <ent type=ngo country=->Law Enforcement Associations of Meadow</ent> met.
The <ent type=other country=->Meadow Disaster Management Authority</ent> and the <ent type=party country=->National Congress Party</ent> met.
The <ent type=executive country=IN>Government of India</ent> objected.
The <ent type=ministry country=IN>Indian Ministry of External Affairs</ent> objected.
A note reached India's <ent type=ministry country=IN>Ministry of Home Affairs</ent> at noon.
The <ent type=court country=IN>Supreme Court of India</ent> heard the plea.
The <ent type=court country=PK>Supreme Court of Pakistan</ent> heard the plea.
The <ent type=court country=->Lahore High Court</ent> heard the plea.
The <ent type=court country=NG>Federal High Court</ent> in Abuja heard the plea.
The <ent type=court country=->Second Western District Military Court</ent> jailed him.
A judge of the <ent type=court country=RU>Moscow City Court</ent> jailed him.
The <ent type=court country=->International Criminal Court</ent> issued a warrant.
The <ent type=police country=->Lagos State Police Command</ent> said two men were held.
The <ent type=police country=NG>Nigeria Police Force</ent> said two men were held.
The <ent type=police country=NG>Economic and Financial Crimes Commission</ent> (<ent type=police country=NG>EFCC</ent>) said two men were held.
The <ent type=police country=TT>Trinidad and Tobago Police Service</ent> said two men were held.
The <ent type=police country=JM>Jamaica Constabulary Force</ent> said two men were held.
The <ent type=police country=KE>Directorate of Criminal Investigations</ent> said two men were held.
The <ent type=police country=PH>Philippine National Police</ent> said two men were held.
Detectives of <ent type=police country=GB>Scotland Yard</ent> held two men.
The <ent type=police country=US>New York Police Department</ent> held two men.
The <ent type=police country=->Greenvale Police Department</ent> held two men.
Two men were held by <ent type=international country=->Interpol</ent> officers.
The <ent type=prison country=US>Federal Bureau of Prisons</ent> moved him.
The <ent type=prison country=NG>Nigerian Correctional Service</ent> moved him.
The <ent type=prison country=IL>Israel Prison Service</ent> moved him.
The <ent type=prison country=->Northland Prison Service</ent> moved him.
The <ent type=legislature country=RU>State Duma</ent> passed it.
The <ent type=legislature country=UA>Verkhovna Rada</ent> passed it.
The <ent type=legislature country=IL>Knesset</ent> passed it.
The <ent type=legislature country=IN>Lok Sabha</ent> passed it.
The <ent type=legislature country=US>US Senate</ent> passed it.
The <ent type=legislature country=->Kwara State House of Assembly</ent> passed it.
The <ent type=executive country=RU>Kremlin</ent> was silent.
The <ent type=executive country=US>White House</ent> was silent.
The <ent type=executive country=GB>Downing Street</ent> was silent.
The <ent type=international country=->United Nations</ent> was silent.
The <ent type=international country=->UN Security Council</ent> was silent.
The <ent type=international country=->International Committee of the Red Cross</ent> (<ent type=international country=->ICRC</ent>) was silent.
The <ent type=international country=->African Union</ent> was silent.
<ent type=ngo country=->Amnesty International</ent> spoke up. <ent type=ngo country=->Amnesty</ent> wants them freed.
<ent type=ngo country=->Human Rights Watch</ent> spoke up.
<ent type=armed_group country=PS>Hamas</ent> freed two women.
<ent type=armed_group country=->Boko Haram</ent> freed two women.
<ent type=armed_group country=->Al-Shabaab</ent> freed two women.
<ent type=armed_group country=->M23</ent> freed two women.
<ent type=media country=GB>Reuters</ent> and <ent type=media country=UA>Ukrainska Pravda</ent> carried it.
<ent type=media country=->Harbour Gazette</ent> carried it.
<ent type=media country=IN>Press Trust of India</ent> carried it.
He learned it from the <ent type=media country=->Coral Bay Herald</ent> of May 3.
The <ent type=other country=UA>Ukrainian Embassy</ent> in Nairobi was told.
The <ent type=other country=UA>Embassy of Ukraine</ent> in Nairobi was told.
She teaches at the <ent type=other country=->University of Nairobi</ent> now.
She teaches at <ent type=other country=->Makerere University</ent> now.
Soldiers of the <ent type=military country=->79th Air Assault Brigade</ent> came home.
Soldiers of Ukraine's <ent type=military country=UA>36th Marine Brigade</ent> came home.
The <ent type=military country=IN>Indian Army</ent> returned him.
The <ent type=military country=IL>Israel Defense Forces</ent> (<ent type=military country=IL>IDF</ent>) returned him.
The <ent type=ministry country=IN>Ministry of Environment, Forest and Climate Change</ent> replied.
The <ent type=ministry country=->Ministry of Health and Population</ent> replied.
The <ent type=ministry country=US>State Department</ent> replied to the US press.
The <ent type=other country=RU>Prosecutor General's Office of the Russian Federation</ent> replied.
The <ent type=other country=->Attorney General's Office</ent> replied.
The <ent type=party country=IN>Bharatiya Janata Party</ent> replied.
The <ent type=party country=->Meadow Democratic Party</ent> replied.
<ent type=company country=->Bluefin Shipping Ltd</ent> replied.
The <ent type=other country=KE>Kenya Medical Practitioners and Dentists Council</ent> replied.
The <ent type=other country=->Commission on Human Rights</ent> replied.
The <ent type=ngo country=PK>Supreme Court Bar Association of Pakistan</ent> replied.
The <ent type=other country=->Rural Ferries Agency</ent> (<ent type=other country=->RFAX</ent>) replied. <ent type=other country=->RFAX</ent> boats sail on.
The <ent type=other country=UA>Coordination Headquarters</ent> (<ent type=other country=UA>KSHPPV</ent>) in Ukraine replied.
The <ent type=intelligence country=US>CIA</ent> replied, the <ent type=intelligence country=GB>MI6</ent> did not.
""".strip().splitlines()


@pytest.mark.parametrize("marked", MARKED, ids=[f"{n}" for n in range(len(MARKED))])
def test_finds_exactly_the_marked_bodies_with_type_and_country(marked: str) -> None:
    text, wanted = parse(marked)
    found = find(text)
    assert [text[f.start : f.end] for f in found] == [w.text for w in wanted]
    assert [(f.start, f.end) for f in found] == [(w.start, w.end) for w in wanted]
    values = [(f.value.type or "-", f.value.country or "-") for f in found]
    assert values == [(w.attributes["type"], w.attributes["country"]) for w in wanted]


NEAR_MISSES = """
The government was silent.
The Government said nothing.
Turkish intelligence took part.
Russian military personnel came home.
The US government denied it.
The Russian Government denied it.
A neutral third party took part.
The ministry denied it.
The army denied it.
The police held two men.
The court jailed him.
A Russian court jailed him.
The foreign ministry denied it.
The intelligence services of both sides met.
Ukrainian forces withdrew.
The agency denied it.
The president's press secretary denied it.
Let us go now.
It was us who went.
He did it, who else could.
The Soviet Union fell.
The Russian Federation agreed.
He lives on the West Bank.
A Memorial Service was held for him.
He works at the Post Office.
Breaking News at noon.
Fake News is everywhere.
He joined the Search Party at dawn.
A Birthday Party was held.
He won the First Division title.
She is in the Intensive Care Unit.
He stood on the Eastern Front.
They met in the Oval Office.
The Trump Administration denied it.
He faced a Firing Squad.
The Security Forces withdrew.
The Inspector General of Police spoke.
The Commissioner of Police spoke.
The Director of Public Prosecutions spoke.
He sent a telegram home.
An amnesty was granted.
Amnesty was granted to all.
It was a memorial to the dead.
the apple fell.
They used ice to cool it.
READ ALSO ICE COLD TIPS
WATCH LIVE CAN THEY WIN
He has a bank account.
Ten union members voted.
The council of elders met.
The Cold War ended.
The Third Geneva Convention applies.
The Hindu community prayed.
The hindu festival began.
He is independent of them.
The guardian of the child wept.
The Independent candidate lost.
Ankara and Moscow agreed.
The Ukrainians came home.
Prime Minister Modi spoke.
Chief Justice Ado Bello spoke.
Army Gen. Paul Ferris spoke.
""".strip().splitlines()


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_near_miss_is_no_agency(text: str) -> None:
    assert quoted(text) == []


SENSES = [
    ("MIT", "Ankara said MIT had brought the sides together in Türkiye.", "tr-mit"),
    ("MIT", "Researchers at MIT in Cambridge, Massachusetts built it.", "us-mit"),
    ("MIT", "MIT issued a statement at noon.", None),
    ("KGB", "The KGB of the Soviet Union, under Andropov, ran him.", "su-kgb"),
    ("KGB", "Lukashenko's KGB held him in Minsk.", "by-kgb"),
    ("KGB", "A former KGB man spoke.", "su-kgb"),
    ("FSB", "Moscow said the FSB had detained him.", "ru-fsb"),
    ("FSB", "The FSB told G20 regulators that banks need more capital.", "financial-stability-board"),
    ("FSB", "The FSB issued a paper.", "ru-fsb"),
    ("NIA", "The NIA searched homes in Kashmir and filed a chargesheet.", "in-nia"),
    ("NIA", "Abuja said the NIA had briefed Tinubu.", "ng-nia"),
    ("NIA", "The NIA briefed reporters.", None),
    ("CID", "Police in Dhaka said the CID would question him.", "bd-cid"),
    ("CID", "In Colombo the CID questioned him.", "lk-cid"),
    ("CID", "The CID in Accra questioned a Ghanaian banker.", "gh-cid"),
    ("CID", "The CID questioned him.", None),
    ("RSF", "Khartoum is held by the RSF, led by Hemedti.", "sd-rsf"),
    ("RSF", "RSF ranks press freedom and lists jailed journalists.", "rsf-reporters"),
    ("RSF", "RSF condemned the attack.", None),
    ("DIA", "The Pentagon said the DIA had warned Washington.", "us-dia"),
    ("DIA", "The DIA museum in Detroit bought two paintings.", "us-detroit-institute"),
    ("ISI", "Islamabad denied that the ISI armed them.", "pk-isi"),
    ("ISI", "Statistics graduates of ISI Kolkata found work.", "in-statistical-institute"),
    ("ISI", "The ISI was named.", None),
    ("AFP", "Canberra said the AFP had charged an Australian.", "au-afp"),
    ("AFP", "Manila said the AFP would stay in Mindanao.", "ph-afp"),
    ("AFP", "An AFP journalist, who works as a correspondent, saw it.", "fr-afp"),
    ("PNP", "In Camp Crame, Manila, the PNP paraded him.", "ph-pnp"),
    ("PNP", "In Kingston, Jamaica, the Opposition PNP walked out.", "jm-pnp"),
    ("PTI", "Imran Khan's PTI marched on Islamabad.", "pk-pti"),
    ("PTI", "Delhi police told PTI, an Indian news agency, so.", "in-pti"),
    ("NIS", "Seoul's NIS said Kim Jong Un was well.", "kr-nis"),
    ("NIS", "Nairobi said the NIS had warned Ruto.", "ke-nis"),
    ("NIS", "The NIS in Abuja issues every Nigerian passport.", "ng-nis"),
    ("ICC", "The ICC prosecutor in The Hague sought a warrant for war crimes.", "icc"),
    ("ICC", "The ICC moved the cricket tournament and the T20 final.", "icc-cricket"),
    ("ICC", "The ICC will decide.", "icc"),
    ("NSG", "NSG commandos flew from Delhi to Mumbai.", "in-nsg"),
    ("NSG", "The NSG debates uranium and nuclear exports.", "nuclear-suppliers-group"),
    ("SDF", "In Raqqa the Kurdish SDF freed Syrian inmates.", "sy-sdf"),
    ("SDF", "Tokyo sent the SDF to help Japanese towns.", "jp-sdf"),
    ("ADF", "In Beni the ADF killed Congolese farmers.", "cd-adf"),
    ("ADF", "Canberra sent the ADF to help Australian towns.", "au-adf"),
    ("PDP", "Wike left the PDP in Abuja, Nigeria.", "ng-pdp"),
    ("PDP", "Mufti's PDP met in Srinagar, Kashmir.", "in-pdp"),
    ("NBA", "Nigerian lawyers of the NBA met in Abuja.", "ng-nba"),
    ("NBA", "The NBA fined two basketball players after the season.", "us-nba"),
    ("CBI", "The CBI filed an FIR in Delhi.", "in-cbi"),
    ("CBI", "British employers in the CBI want UK rates cut.", "gb-cbi"),
    ("NPA", "Communist NPA rebels fought in Mindanao.", "ph-npa"),
    ("NPA", "Pretoria prosecutors at the NPA dropped the case against Zuma.", "za-npa"),
    ("SIS", "London sent the SIS man and a British colleague.", "gb-mi6"),
    ("SIS", "Chisinau said Moldova's president Sandu heard the SIS.", "md-sis"),
    ("SAS", "The SAS cancelled flights of its airline from Stockholm.", "se-sas"),
    ("FIA", "The FIA detained two men in Karachi and Lahore.", "pk-fia"),
    ("FIA", "The FIA fined Formula drivers after the Grand Prix.", "fia-motorsport"),
    ("DSS", "The DSS in Abuja holds Kanu.", "ng-dss"),
    ("NBI", "In Manila the NBI held two.", "ph-nbi"),
    ("IPS", "The IPS holds Palestinian prisoners in Israel.", "il-ips"),
    ("IPS", "She is an IPS officer of the 2009 batch, Delhi cadre.", "in-ips"),
]  # fmt: skip


@pytest.mark.parametrize(("acronym", "text", "wanted"), SENSES)
def test_sense_of_a_shared_acronym_comes_from_the_text(
    acronym: str, text: str, wanted: str | None
) -> None:
    found = [f for f in find(text) if text[f.start : f.end].endswith(acronym)]
    assert len(found) == 1
    assert found[0].reference == wanted
    if wanted is None:  # every CID is police
        known = "police" if acronym == "CID" else None
        assert (found[0].value.type, found[0].value.country) == (known, None)


def test_cues_of_two_bodies_leave_the_acronym_unresolved() -> None:
    text = "The NIA of Abuja and Tinubu met. Kashmir and New Delhi watched."
    assert [f.reference for f in find(text)] == [None]


def test_definition_rules_every_use_before_and_after_it() -> None:
    text = (
        "MIT moved first. The National Intelligence Organization (MIT) of Türkiye is praised in"
        " Cambridge, Massachusetts. Professor Smith and researchers watched MIT."
    )
    assert {f.reference for f in find(text) if text[f.start : f.end] == "MIT"} == {"tr-mit"}


def test_acronym_of_two_bodies_that_are_both_named_is_told_by_the_words_of_the_article() -> None:
    text = (
        "A man seized in Sudan by the Rapid Support Forces is free. Reporters Without Borders spoke."
        " The generals in Khartoum made the RSF, and the army fears it."
    )
    assert [each.reference for each in find(text)] == ["sd-rsf", "rsf-reporters", "sd-rsf"]


def test_foreign_initials_are_no_body_whose_name_spells_them() -> None:
    text = (
        "The Rapid Support Forces of Sudan hold Khartoum. Reporters Without Borders, a watchdog"
        " known by its French initials, RSF, spoke."
    )
    assert [each.reference for each in find(text)] == ["sd-rsf", "rsf-reporters", "rsf-reporters"]


def test_what_may_be_either_of_two_bodies_has_the_type_of_neither() -> None:
    text = (
        "A photographer is free, says RSF: in RSF hands he was well. The paramilitary Rapid Support"
        " Forces hold the city. Reporters Without Borders, a watchdog known by its French initials,"
        " RSF, spoke."
    )
    either, soldiers, *_, reporters = find(text)
    assert (soldiers.reference, reporters.reference) == ("sd-rsf", "rsf-reporters")
    assert either.reference is None
    assert (either.value.type, either.value.country) == (None, None)


def test_acronym_of_a_body_that_the_article_spells_out_is_not_the_register_s() -> None:
    text = "The Nigerian Ports Authority held the ship. The NPA let it go."
    assert [each.reference for each in find(text)] == [None, None]
    both = f"{text} The New People's Army taxed it."
    found = {both[each.start : each.end]: each.reference for each in find(both)}
    assert (found["NPA"], found["New People's Army"]) == (None, "ph-npa")


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("In Srinagar, India, the Peoples Democratic Party left; India waits.", None),
        ("In Abuja, Nigeria, the Peoples Democratic Party left; India waits.", "ng-pdp"),
        ("The Peoples Democratic Party left.", "ng-pdp"),
        ("The Sudan People's Liberation Movement left.", "ss-splm"),  # of South Sudan
        ("The Sudan People's Liberation Movement left India.", None),
    ],
)
def test_party_of_a_country_that_the_article_does_not_name(
    text: str, reference: str | None
) -> None:
    assert [each.reference for each in find(text)] == [reference]


def test_long_form_carries_its_acronym() -> None:
    text = "Türkiye's National Intelligence Organization (MIT) said so."
    assert [f.value.acronym for f in find(text)] == ["MIT", None]


def test_definition_of_an_unknown_body_keeps_the_register_out() -> None:
    text = "The Meadow Institute of Tuning (MIT) in Ankara, Türkiye, sang. MIT won."
    assert {f.reference for f in find(text)} == {None}


def test_the_agency_that_a_report_comes_from_is_no_short_form_of_what_stands_before() -> None:
    text = "The Meadow Trade Board (EFE) met. The Meadow Trade Board (MTB) met."
    first, credit, second, short = find(text)
    assert (first.value.acronym, credit.value.type, credit.value.country) == (None, "media", "ES")
    assert (second.value.acronym, short.value.type) == ("MTB", "other")


def test_credits_that_are_the_initials_of_a_name_are_its_short_form() -> None:
    text = "The Eastern Farm Enterprise Board (EFEB) slept, and the Eastern Farm Board (EFB) woke."
    assert [each.value.acronym for each in find(text)] == ["EFEB", None, "EFB", None]
    text = (
        "The Wide Agricultural Movement Board (WAMB) slept, and the Wide Apple Ministry (WAM) woke."
    )
    assert [each.value.type for each in find(text)][-2:] == ["ministry", "ministry"]


def test_a_word_in_brackets_that_the_model_takes_for_a_body_is_the_one_before_them() -> None:
    text = "The Meadow Trade Ministry (Mitrad) slept. Later Mitrad woke, and mitrad is a word."
    found = find(text, sure=0.9, AGENCY="Mitrad")
    assert [text[f.start : f.end] for f in found] == ["Meadow Trade Ministry", "Mitrad", "Mitrad"]
    assert [each.value.type for each in found] == ["ministry", "ministry", "ministry"]


def test_an_acronym_is_what_the_words_before_its_brackets_say() -> None:
    text = "He runs Taiwan Cargo Railways Board’s (TCRB) trains, and Meadow and Hill (MHX)."
    found = find(text, sure=0.9, AGENCY="TCRB|MHX")
    values = {text[each.start : each.end]: each.value for each in found}
    assert (values["TCRB"].type, values["TCRB"].country) == ("other", "TW")
    assert values["MHX"].type is None


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("The Chief Meadow Commissioner (CMC) left, and CMC wept.", "CMC"),
        ("The camps hold IDPs of the war.", "IDPs"),
    ],
)
def test_what_stands_for_people_is_no_agency(text: str, proposed: str) -> None:
    assert find(text, sure=0.9, AGENCY=proposed) == []


def test_initials_in_capitals_stand_for_the_one_body_that_is_spelt_out() -> None:
    text = "The Meadow Trade Health Board slept. On Friday the MTHB woke."
    found = find(text, sure=0.9, AGENCY="MTHB")
    assert [(each.value.type, each.evidence.by) for each in found][1] == (
        "other",
        "agencies.linked",
    )


def test_a_name_that_begins_with_a_partys_acronym_is_the_partys() -> None:
    text = "In South Africa the ANC met. The ANC Veterans’ Command and the Navy Veterans’ Command left."
    values = {text[f.start : f.end]: f.value for f in find(text)}
    assert (values["ANC Veterans’ Command"].type, values["ANC Veterans’ Command"].country) == (
        "party",
        "ZA",
    )
    assert values["Navy Veterans’ Command"].type != "party"


def test_one_sentence_tells_the_type_of_a_body_under_both_its_names() -> None:
    text = "He joined Sunlit Meadow (SUM). On Friday SUM arrested two men."
    found = find(text, AGENCY="Sunlit Meadow")
    assert [each.value.type for each in found] == ["police", "police", "police"]


def test_initials_make_an_unknown_long_form_with_an_agency_word_a_name() -> None:
    text = "Cleaners of the Quay Tidal Survey Office Keepers (QTSOK) left. QTSOK paid."
    assert quoted(text) == ["Quay Tidal Survey Office Keepers", "QTSOK", "QTSOK"]


def test_soviet_and_belarusian_kgb_are_two() -> None:
    text = "The Belarusian KGB freed him. In Minsk the KGB said no more of Lukashenko."
    assert {f.reference for f in find(text)} == {"by-kgb"}


def test_local_name_takes_the_body_named_before() -> None:
    text = (
        "The Russian Ministry of Defense spoke. Ukraine and Ukraine's allies heard it. "
        "The Ministry of Defense spoke again."
    )
    assert [f.reference for f in find(text)] == ["ru-mod", "ru-mod"]


def test_local_name_takes_the_country_of_the_article() -> None:
    text = "Kenya mourned. Kenyans wept as the Supreme Court ruled in Kenya."
    assert [(f.reference, f.value.country) for f in find(text)] == [("ke-supreme-court", "KE")]


def test_local_name_between_two_countries_stays_open() -> None:
    text = "Kenya and Uganda argued. The Supreme Court ruled."
    assert [f.reference for f in find(text)] == [None]


def test_short_name_needs_its_full_name_or_a_cue() -> None:
    assert quoted("Wagner wrote operas.") == []
    assert quoted("The Wagner mercenaries followed Prigozhin.") == ["Wagner"]


@pytest.mark.parametrize(
    ("text", "proposed", "wanted"),
    [
        ("The newspaper Kessler closed.", "Kessler", ["Kessler"]),
        ("A Kessler spokesman denied it.", "Kessler", ["Kessler"]),
        ("The Quillon Group closed.", "The Quillon Group", ["Quillon Group"]),
        ("Kessler was seen.", "Kessler", []),
        ("Advertisement was seen.", "Advertisement", []),
        ("The Clean Rivers Act passed.", "Clean Rivers Act", []),
        ("Turkish intelligence agency denied it.", "Turkish intelligence agency", []),
        ("the US military denied it", "the US military", []),
        ("Ukrainians left.", "Ukrainians", []),
        ("COVID closed it.", "COVID", []),
        ("QXR closed it.", "QXR", ["QXR"]),
        ("The QXR Agency chief left.", "The QXR Agency chief", ["QXR Agency"]),
        ("Disclaimer: read this.", "Disclaimer", []),
        ("See https://meadow.com/Meadow-Trade-Board for more.", "Meadow-Trade-Board", []),
    ],
)
def test_proposal_of_the_model_needs_a_sign_of_an_agency(
    text: str, proposed: str, wanted: list[str]
) -> None:
    assert quoted(text, AGENCY=proposed) == wanted


def test_surname_of_a_named_person_is_no_agency() -> None:
    text = "Rico Krasov fled. The group Krasov denied it."
    assert quoted(text, PERSON="Rico Krasov", AGENCY="Krasov denied"[:6]) == []


def test_word_of_a_person_or_a_place_is_no_register_name() -> None:
    assert quoted("Boeing Petrov sang.", PERSON="Boeing Petrov") == []
    assert quoted("Reuters Street is long.", LOCATION="Reuters Street") == []


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    lines = ["The men, who had been held for more than a year by the Russian", "Ministry of"]
    text = "\n".join(
        [*lines * 3, "Defense, were put on a plane and flown to an unnamed place in"] * 3
    )
    assert "Russian\nMinistry of\nDefense" in quoted(text)


def test_offsets_quote_the_text_and_a_rerun_changes_nothing() -> None:
    text = "\n".join(parse(line)[0] for line in MARKED)
    first, second = find(text), find(text)
    assert first == second
    assert all(text[f.start : f.end].strip() == text[f.start : f.end] != "" for f in first)


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    found = find(text)
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_every_name_of_the_register_is_found_as_its_body() -> None:
    lost = []
    for body in load_register().bodies.values():
        for name in body.names:
            plain = name.removeprefix("The ")
            text = f"Yesterday {name} replied."
            if [(text[f.start : f.end], f.reference) for f in find(text)] != [(plain, body.id)]:
                lost.append(name)
    assert lost == []


SIGNED = {
    "masthead": ("title: x\nsource: The Lagos Ledger\n\nThe Lagos Ledger learnt it.", 2),
    "masthead in prose": ("A man fled.\n\nSource: Delta Star", 1),
    "copyright": ("A man fled.\n\n© 2024 Delta Star. All rights reserved.", 1),
    "credit": ("GUWAHATI, Jan 14 (BTNS) — A man fled.", 1),
    "platform": ("The minister posted on X that he had fled.", 1),
    "no platform": ("The plane flew to X and back.", 0),
    "source in lower case": ("source: a neighbour\n", 0),
    "source that is no outlet": ("A man fled.\n\nSource: Police\n", 0),
}


@pytest.mark.parametrize(("text", "number"), SIGNED.values(), ids=SIGNED.keys())
def test_outlets_that_sign_and_platforms(text: str, number: int) -> None:
    found = list(AGENCIES.match(NLP.make_doc(text)))
    assert len(found) == number
    assert {f.value.type for f in found} <= {"media", "company"}


def test_a_register_that_is_given_stands_in_for_the_built_in_one() -> None:
    body = Body(id="xx-quay", type="police", country=None, names=("Quayside Watch",))
    agencies = Agencies(NLP, "extract_agencies", Register([body]))
    doc = NLP.make_doc("On Monday Quayside Watch and the FBI denied it.")
    assert [f.reference for f in agencies.match(doc) if f.reference] == ["xx-quay"]
    assert [f.reference for f in AGENCIES.match(doc) if f.reference] == ["us-fbi"]


def test_the_factory_says_what_it_assigns_and_needs() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("extract_agencies")
    assert nlp.get_factory_meta("extract_agencies").assigns == ["doc.spans"]
    assert nlp.analyze_pipes()["problems"]["extract_agencies"] == ["doc.spans"]


def test_words_beside_an_acronym_tell_its_sense_against_the_articles() -> None:
    text = (
        "Türkiye's National Intelligence Organization (MIT) led the swap. MIT thanked Ankara."
        " Among the freed was a professor at MIT in Cambridge, the university said."
    )
    nlp = spacy.blank("en")
    found = [
        f
        for f in Agencies(nlp, "agencies").match(nlp.make_doc(text))
        if text[f.start : f.end] == "MIT"
    ]
    assert [f.reference for f in found] == ["tr-mit", "tr-mit", "us-mit"]


def proposed(text: str, name: str, confidence: float | None) -> list[Found]:
    doc: Doc = NLP.make_doc(text)
    start = text.index(name)
    evidence = Evidence(by="model", confidence=confidence)
    Names().set_annotations(doc, [Found(start, start + len(name), "AGENCY", evidence)])
    return list(found_in(AGENCIES(doc), "agencies"))


@pytest.mark.parametrize(
    ("confidence", "taken"), [(0.9, True), (0.2, False), (None, False)], ids=["sure", "not", "mute"]
)
def test_a_bare_name_is_an_agency_where_the_model_is_sure(confidence, taken) -> None:
    found = proposed("The chief of Kessler resigned.", "Kessler", confidence)
    assert bool(found) is taken
    assert all(each.evidence.confidence == confidence for each in found)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Moscow and Russia wept. The FSB's Kessler Group came.", "Kessler Group", "intelligence"),
        ("The PNP of Manila, Philippines: PNP's Kessler Office came.", "Kessler Office", "police"),
        ("The Kessler Group came.", "Kessler Group", "company"),
        ("The State Department's Kessler Office came.", "Kessler Office", "other"),
        ("GSK, Unilever and Kessler paid.", "Kessler", "company"),
        ("Kessler and GSK paid.", "Kessler", "company"),
        ("GSK paid when Kessler wept.", "Kessler", None),
        ("Kessler Mining Ltd fell. He left Kessler.", "Kessler", "company"),
        ("Old Kessler Ltd fell. He left Kessler.", "Kessler", None),
        ("The rebel group Kessler Front came.", "Kessler Front", "armed_group"),
        ("The Kessler Union, an opposition party, came.", "Kessler Union", "party"),
        ("The Kessler Union, a think tank, came.", "Kessler Union", "ngo"),
        (
            "A striker at a football club scored a goal in the match. Kessler won.",
            "Kessler",
            "other",
        ),
        ("A goal of the match was to rest. Kessler won.", "Kessler", None),
    ],
)
def test_type_from_owner_list_namesake_and_words_beside(
    text: str, name: str, kind: str | None
) -> None:
    doc: Doc = NLP.make_doc(text)
    evidence = Evidence(by="model", confidence=0.9)
    at = text.rindex(name)
    Names().set_annotations(doc, [Found(at, at + len(name), "AGENCY", evidence)])
    (one,) = [f for f in AGENCIES.match(doc) if (f.start, f.end) == (at, at + len(name))]
    assert one.value.type == kind


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The US Navy's Kessler Fleet in Bahrain came.", "US"),
        ("The US Navy saw the Kessler Fleet of Bahrain.", "BH"),
        ("The US Navy saw the Kessler Fleet.", None),
    ],
)
def test_a_part_has_the_country_of_its_owner(text: str, country: str | None) -> None:
    (fleet,) = [f for f in find(text) if "Kessler Fleet" in text[f.start : f.end]]
    assert fleet.value.country == country


def test_a_brand_gives_way_to_a_longer_name_of_which_the_model_is_sure() -> None:
    text = "He joined the Vodafone Warriors."
    assert [text[f.start : f.end] for f in proposed(text, "Vodafone Warriors", 0.9)] == [
        "Vodafone Warriors"
    ]
    assert [text[f.start : f.end] for f in proposed(text, "Vodafone Warriors", 0.2)] == ["Vodafone"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("BOGOTA, Colombia (AP) — A man fled.", "us-ap"),
        ("MANILA, May 3 (AFP) — A man fled.", "fr-afp"),
        ("GUWAHATI, Jan 14 (BTNS) — A man fled.", None),
    ],
)
def test_the_credit_of_wire_copy_means_an_outlet(text: str, wanted: str | None) -> None:
    (one,) = find(text)
    assert (one.value.type, one.reference) == ("media", wanted)


@pytest.mark.parametrize(
    ("text", "country"),
    [("Colombia's ELN freed two men.", None), ("Pakistan's BLA freed two men.", None)],
)
def test_rebels_whom_a_state_is_said_to_have_belong_to_none(text: str, country: None) -> None:
    (one,) = find(text)
    assert one.reference is not None
    assert (one.value.type, one.value.country) == ("armed_group", country)


def test_a_country_in_the_name_of_a_party_puts_it_nowhere_however_often_it_stands() -> None:
    text = "The Colorado Party met. The Colorado Party split."
    assert [f.reference for f in find(text)] == ["py-colorado-party"] * 2
    abroad = text + " Spain and Spanish voters laughed."
    assert [f.reference for f in find(abroad) if "Colorado" in abroad[f.start : f.end]] == [
        None
    ] * 2


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Nicaragua's Foreign Ministry was glad. The Foreign Ministry sighed.", ["NI", "NI"]),
        (
            "The High Board sat; Nicaragua's High Board did not. Then the High Board rose.",
            [None, "NI", None],
        ),
        ("The Federal Court sat. The Federal Court of Nicaragua did not.", [None, "NI"]),
        (
            "The Federal Court of Nicaragua sat. Then the Federal Court rose.",
            ["NI", "NI"],
        ),
    ],
)
def test_an_owner_says_nothing_of_a_body_that_stood_alone_before_it(
    text: str, countries: list[str | None]
) -> None:
    text = "Costa Rica wrote to Nicaragua. " + text
    assert [f.value.country for f in find(text)] == countries


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("Football Association (FIFA)", "fifa"),
        ("Food and Agricultural Organisation (FAO)", "un-fao"),
        ("Kenyan Football Association (KFA)", None),
    ],
)
def test_a_name_cut_short_is_the_body_of_all_states_that_its_acronym_means(
    name: str, reference: str | None
) -> None:
    found = find(f"In Nairobi the {name} met on Monday.")
    assert {each.reference for each in found if each.label == "AGENCY"} == {reference}


def test_a_body_does_not_take_in_who_leads_it() -> None:
    text = "The Meadow Liberation Movement of Ana Roa fought on."
    assert quoted(text, PERSON="Ana Roa") == ["Meadow Liberation Movement"]


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("Marlow Division of Police", "police"),
        ("Marlow Division of Fire", "other"),
        ("Border Stability Apparatus", "other"),
        ("Department for the Execution of Sentences", "prison"),
    ],
)
def test_a_division_or_apparatus_is_what_its_complement_says(name: str, type_: str) -> None:
    text = f"A man was charged on Friday, the {name} said."
    assert [(text[f.start : f.end], f.value.type) for f in find(text)] == [(name, type_)]


@pytest.mark.parametrize("city", [("Bogotá", "CO"), ("Lima", "PE")])
def test_a_defender_of_the_people_belongs_to_the_state_of_the_article(
    city: tuple[str, str],
) -> None:
    place, country = city
    found = find(f"In {place} the Defensoría del Pueblo warned of it.")
    assert [f.value.country for f in found if f.label == "AGENCY"] == [country]


@pytest.mark.parametrize("ship", ["MV Corvina", "HMS Corvina", "FV Corvina"])
def test_a_ship_is_no_agency(ship: str) -> None:
    assert proposed(f"Pirates seized the {ship} at dawn.", ship, 0.9) == []


def test_the_short_name_of_the_outlet_that_signs_is_no_other_outlet() -> None:
    signed = "source: Gulf Coast Guardian\n\n"
    text = "Yesterday The Guardian was told."
    assert [f.reference for f in find(text)] == ["gb-guardian"]
    assert [f.reference for f in find(signed + text)] == [None, None]
    assert [f.value.type for f in find(signed + text)] == ["media", "media"]
    other = "Yesterday The Economist was told."
    assert [f.reference for f in find(signed + other)] == [None, "gb-economist"]


def test_the_outlet_in_a_dateline_is_no_acronym_of_where_it_writes_from() -> None:
    text = "UNITED NATIONS (AP) — A man fled."
    found = proposed(text, "UNITED NATIONS", 0.9)
    assert [(f.reference, f.value.acronym) for f in found] == [(None, None), ("us-ap", None)]


def test_two_places_behind_an_outlet_are_no_acronym() -> None:
    assert [f.value.acronym for f in find("source: Gulf Star (Gulu/Muscat)")] == [None]
    assert [f.value.acronym for f in find("source: Gulf Star (GS/TV)")][:1] == ["GS/TV"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Internal Security Agency (ABW) said so.", "pl-abw"),
        ("The Internal Security Agency (XYZ) said so.", None),
        ("The Security Council met.", "un-security-council"),
        ("Russia's Security Council met.", "ru-security-council"),
        (
            "China condemned it. Pakistan did, too. Pakistan wept. The Foreign Ministry said in Beijing so.",
            "cn-mfa",
        ),
        ("China wept. Pakistan's Foreign Ministry said so.", "pk-fo"),
        (
            "In Kenya, the Supreme Court ruled. Uganda and Ugandans watched Uganda.",
            "ke-supreme-court",
        ),
        (
            "In Kenya the dry season ended. Uganda and Ugandans watched. The Supreme Court ruled.",
            "ug-supreme-court",
        ),
    ],
)
def test_which_body_a_shared_name_means(text: str, wanted: str | None) -> None:
    names = ("Agency", "Council", "Ministry", "Court")
    found = [f for f in find(text) if text[f.start : f.end].endswith(names)]
    assert [f.reference for f in found] == [wanted]


def test_an_acronym_means_the_long_form_with_its_initials() -> None:
    text = "The Quarry Widows Welfare Administration flew them home. Qwwa paid."
    found = proposed(text, "Qwwa", 0.9)
    assert [(text[f.start : f.end], f.value.type) for f in found] == [
        ("Quarry Widows Welfare Administration", "other"),
        ("Qwwa", "other"),
    ]
    assert found[1].evidence.detail == "initials of “Quarry Widows Welfare Administration”"


def test_two_long_forms_with_the_same_initials_explain_no_acronym() -> None:
    text = "The Omsk Welfare Agency and the Oryol Water Agency met. Owa paid."
    (found,) = [f for f in proposed(text, "Owa", 0.9) if text[f.start : f.end] == "Owa"]
    assert found.value.type is None


@pytest.mark.parametrize("unit", ["The FSB, ", "(FSB) ", "https://meadow.com/1 FSB "])
def test_an_acronym_that_stands_often_costs_each_time_the_same(unit: str) -> None:
    def calls(text: str) -> int:
        number = 0

        def count(_frame: object, event: str, _argument: object) -> None:
            nonlocal number
            number += event == "call"

        doc = NLP(text)
        sys.setprofile(count)
        try:
            list(AGENCIES.match(doc))
        finally:
            sys.setprofile(None)
        return number

    assert calls(unit * 400) < 3 * calls(unit * 200)


def test_what_is_said_of_a_long_form_is_said_of_its_acronym() -> None:
    text = "The Meadow Unity Foundation (MUF), an opposition party, met. The MUF won."
    found = find(text)
    assert [each.value.type for each in found] == ["party"] * 3


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The rebel group Meadow Free Army fled.", "armed_group"),
        ("Fighters of the Meadow Free Army fled.", "armed_group"),
        ("The Meadow Free Army, a militia, fled.", "armed_group"),
        ("The Meadow Free Army fought rebels.", "military"),
    ],
)
def test_an_army_of_rebels_is_an_armed_group(text: str, kind: str) -> None:
    assert [each.value.type for each in find(text)] == [kind]
