"""Roles: where a description of a person may stand, what belongs to it, and what is none."""

import pytest
import spacy

from extract.components.base import found_in


def roles_in(nlp: spacy.Language, text: str) -> dict[str, str | None]:
    """Return the role of each name that the pipeline finds in `text`."""
    return {text[each.start : each.end]: each.value.role for each in found_in(nlp(text), "people")}


# Each text ends its description at the name that stands behind it here, with the role.
BEFORE = {
    "nationality": ("Israeli soldier Gilad Sarid was freed.", "Gilad Sarid", "Israeli soldier"),
    "age": ("The 63-year-old spy Oleg Orlov fell ill.", "Oleg Orlov", "63-year-old spy"),
    "two ranks": (
        "Detective Chief Inspector Helen Marsh led it.",
        "Helen Marsh",
        "Detective Chief Inspector",
    ),
    "short rank": ("It was Lt. Col. Peter Danjuma who spoke.", "Peter Danjuma", "Lt. Col."),
    "epithet": ("The FC Porto star Rahim Ali was held.", "Rahim Ali", "FC Porto star"),
    "in office": (
        "The station officer-in-charge Rahim Ali left.",
        "Rahim Ali",
        "station officer-in-charge",
    ),
    "noun of a place": (
        "The then bishop of Lugo diocese Rahim Ali left.",
        "Rahim Ali",
        "then bishop of Lugo diocese",
    ),
    "rank of letters": ("PC Dave Collins found it.", "Dave Collins", "PC"),
    "retired": (
        "They met Subedar Major (retd) Iqbal Janjua.",
        "Iqbal Janjua",
        "Subedar Major (retd)",
    ),
    "number": ("NIA Region 2 manager Ben Uy said so.", "Ben Uy", "NIA Region 2 manager"),
    "two fields": (
        "Foreign and Caricom Affairs Minister Amery Joseph replied.",
        "Amery Joseph",
        "Foreign and Caricom Affairs Minister",
    ),
    "based": (
        "Goa-based traditional healer Rahim Ali spoke.",
        "Rahim Ali",
        "Goa-based traditional healer",
    ),
    "body with of": (
        "Ministry of Defence spokesman Oleg Petrov said so.",
        "Oleg Petrov",
        "Ministry of Defence spokesman",
    ),
    "office with of": (
        "Superintendent of Police Rakesh Kumar said so.",
        "Rakesh Kumar",
        "Superintendent of Police",
    ),
    "trade by its form": (
        "Supervisor of Elections Elvis Morain was satisfied.",
        "Elvis Morain",
        "Supervisor of Elections",
    ),
    "participle": ("The nursing student Danica Reyes left.", "Danica Reyes", "nursing student"),
    "attorney": ("Attorney General Rahim Ali spoke.", "Rahim Ali", "Attorney General"),
    "no soldier": (
        "UNESCO Director-General Anna Weiss spoke.",
        "Anna Weiss",
        "UNESCO Director-General",
    ),
    "no noun": ("The accused Salim Mollah was held.", "Salim Mollah", "accused"),
    "whose": ("The victim's father Rahim Ali filed a case.", "Rahim Ali", "victim's father"),
    "whose, not where": ("Nepal's home minister Ravi Sharma left.", "Ravi Sharma", "home minister"),
    "a body's": (
        "Transparencia Venezuela's executive director Ana Ruiz left.",
        "Ana Ruiz",
        "Transparencia Venezuela's executive director",
    ),
    "courtesy behind": (
        "UWI historian Prof Bridget Lewis spoke.",
        "Bridget Lewis",
        "UWI historian",
    ),
    "courtesy with a stop": (
        "Provincial jail warden Atty. Romeo Santos said so.",
        "Romeo Santos",
        "Provincial jail warden",
    ),
    "rank behind": (
        "Police Media Spokesman DIG Nihal Perera said so.",
        "Nihal Perera",
        "Police Media Spokesman",
    ),
    "rank behind an office": (
        "The Commissioner of Police, CP Emeka Obi, came.",
        "Emeka Obi",
        "Commissioner of Police",
    ),
    "who says so": ("He gave it to his nominee, Mr Rahim Ali claimed.", "Rahim Ali", "Mr"),
    "several courtesies": ("Alhaji Dr. Musa Bello spoke.", "Musa Bello", "Alhaji Dr."),
    "of behind a rank": ("Chief of Staff General Gadi Levi spoke.", "Gadi Levi", "Chief of Staff"),
    "alias": ("The guard Jan Nowak alias Petr Malik was held.", "Petr Malik", "guard"),
    "time before": (
        "It was the day Prime Minister Narendra Modi left.",
        "Narendra Modi",
        "Prime Minister",
    ),
}
BEHIND = {
    "age inside": ("Amina Bello, a 29-year-old midwife, wept.", "29-year-old midwife"),
    "age before": ("Ana Duarte, 45, a mother of two, died.", "mother of two"),
    "age in brackets": (
        "Ana Duarte (45), a Goa-based travel agent, fled.",
        "Goa-based travel agent",
    ),
    "born": ("1. Ana Duarte, born 1989, doctor, Minsk.", "doctor"),
    "place before": ("4. Ana Duarte, 28, Lisbon, mother of three.", "mother of three"),
    "relative clause": ("Ana Duarte, a student whose body was found, was 22.", "student"),
    "where from": ("Ana Duarte, a market trader from Harare, saw it.", "market trader"),
    "led by": (
        "Ana Duarte, a member of the movement led by students, left.",
        "member of the movement",
    ),
    "measure": ("Ana Duarte, a teacher for 20 years, left.", "teacher"),
    "where": ("Ana Duarte, a labour activist now in Lagos, saw it.", "labour activist"),
    "participle": ("Ana Duarte, a teacher killed in the raid, was 30.", "teacher"),
    "people": ("Ana Duarte, 30, an ethnic Shan from Hsipaw, left.", "ethnic Shan"),
    "generic with more": ("Ana Duarte, 52, the ship's pump woman, left.", "ship's pump woman"),
    "two nouns": (
        "Ana Duarte, a flautist and opposition leader, left.",
        "flautist and opposition leader",
    ),
    "hyphens in the second": (
        "Ana Duarte, economist and nephew-in-law of Jan Nowak, left.",
        "economist and nephew-in-law of Jan Nowak",
    ),
    "body with a place": ("Ana Duarte, Lagos CEO, left.", "Lagos CEO"),
    "at the time": (
        "Ana Duarte, the country's president at the time, left.",
        "country's president",
    ),
    "two adjectives": (
        "Ana Duarte, head of the legal and legislative committee, left.",
        "head of the legal and legislative committee",
    ),
    "no time": ("Ana Duarte, chairman of Weekend Tours, left.", "chairman of Weekend Tours"),
    "dashes": ("Ana Duarte — a nurse — died.", "nurse"),
    "brackets": ("Ana Duarte (a nurse) died.", "nurse"),
    "hyphens": (
        "Ana Duarte, officer-in-charge of the port, left.",
        "officer-in-charge of the port",
    ),
    "name inside": (
        "Ana Duarte, widow of the late Fulad Khan, left.",
        "widow of the late Fulad Khan",
    ),
    "name of a body": (
        "Ana Duarte, an official in the Ministry of Fisheries, left.",
        "official in the Ministry of Fisheries",
    ),
    "quotes": (
        "Ana Duarte, a member of the FSB's ‘Vega’ unit, left.",
        "member of the FSB's ‘Vega’ unit",
    ),
    "possessive": ("5. Ana Duarte, 52, her mother.", "mother"),
    "predicate": ("Ana Duarte had been an interpreter.", "interpreter"),
    "relative predicate": ("Ana Duarte, who was a teacher, left.", "teacher"),
    "fuller than the title": ("Dr. Ana Duarte, a pathologist, testified.", "pathologist"),
}
ANNOUNCED = {
    "owner": ("The school's headmaster, {}, wept.", "school's headmaster"),
    "owner by name": ("In Pavia, Mr Abreu's widow, {}, wept.", "Mr Abreu's widow"),
    "country": ("Nepal's home minister, {}, resigned.", "home minister"),
    "honorific and verb": ("The PTA chairman, Mr {} said so.", "PTA chairman"),
    "honorific": ("Gone was the vice principal, Mrs. {}, on Monday.", "vice principal"),
    "rank": ("The Minister of Interior, Major General {}, came.", "Minister of Interior"),
    "form of address": ("They met a priest, Father {}, there.", "priest"),
    "friend with a rank": ("His wartime friend, Sergeant {}, was shot.", "Sergeant"),
    "possessive": ("For months his mother, {}, believed it.", "mother"),
    "another": ("Another lawyer, {}, said they would appeal.", "lawyer"),
    "participle": ("The deceased, {}, was 40.", "deceased"),
    "ordinal": ("A third sibling, {}, will serve a year.", "third sibling"),
    "inside another": (
        "They sought the body of a field commander, {}, and others.",
        "field commander",
    ),
    "nearer of two": ("They held three cousins of a brigadier, {}.", "brigadier"),
    "first of two": ("The wife of the president, {}, spoke.", "wife of the president"),
    "body in front": (
        "The House of Representatives member for Tsafe, {}, agreed.",
        "House of Representatives member for Tsafe",
    ),
    "one of several": ("One of the hostages, {}, was shot.", "hostages"),
    "subject": ("The UN's rapporteur on torture, {}, agreed.", "UN's rapporteur on torture"),
    "people": ("They held four, one of them a Nigerien, {}.", "Nigerien"),
    "man with more": ("Police arrested a 47-year-old man, {}, in Ghent.", "47-year-old man"),
    "named": ("They met a Chinese financier named {}.", "Chinese financier"),
    "known as": ("A Chinese national known only as Mr. {} fled.", "Chinese national"),
    "gave a name": ("The caller, who gave his name as {}, asked for money.", "caller"),
    "asked to be called": (
        "A call center agent from Cebu who asked to be called {}, left.",
        "call center agent",
    ),
    "identified": ("The driver, identified as {}, fled.", "driver"),
    "identified by": ("Police identified the victim as {}, 34.", "victim"),
    "people called": ("They met the captain, a Filipino called {}.", "captain"),
}
SHARED = {
    "list": (
        "Journalists Amadou Ba, Awa Sy and Fatou Diop left.",
        dict.fromkeys(["Amadou Ba", "Awa Sy", "Fatou Diop"], "Journalists"),
    ),
    "list with kin": (
        "The fishermen—Ivan Hora, 31, and his brother Jan Hora; Petr Malik, 40—left.",
        {"Ivan Hora": "fishermen", "Jan Hora": "brother", "Petr Malik": "fishermen"},
    ),
    "behind a comma": (
        "Two of the students, Amina Bello and Rukayya Bala, died.",
        {"Amina Bello": "students", "Rukayya Bala": "students"},
    ),
    "judges": (
        "It was before Justices Raja Nair and Hari Menon.",
        {"Raja Nair": "Justices", "Hari Menon": "Justices"},
    ),
    "both": (
        "Ivan Hora and Petr Malik, both sons of Jan Novak of Brno, left.",
        {
            "Ivan Hora": "sons of Jan Novak",
            "Petr Malik": "sons of Jan Novak",
            "Jan Novak": None,
        },
    ),
}
NONE = {
    "relative of": "The mother of Ana Duarte wept.",
    "part of a body": "He was the patriarch of the Ana Duarte dynasty.",
    "has accused": "Critics have accused Ana Duarte of lying.",
    "last week": "Last week Ana Duarte left.",
    "statement": "In a statement Ana Duarte denied it.",
    "verb": "They met Ana Duarte, police said.",
    "clause": "After meeting Ana Duarte, the president left.",
    "somebody said": "According to Ana Duarte, a senior official had lied.",
    "list with kin": "Ana Duarte, his wife and two children were held.",
    "list with kin and a comma": "Ana Duarte, her husband, and two children were held.",
    "list": "They freed Ana Duarte, soldiers and civilians.",
    "whose": "They met Ana Duarte, whose father was a doctor.",
    "deed": "The killing of Ana Duarte, a crime that shocked the city, is unsolved.",
    "thing": "They burned the car that Ana Duarte, a large van behind her, drove.",
    "company": "They like Ana Duarte, a maker of shoes.",
    "no description": "A sixth man, Ana Duarte, jumped.",
    "only": "Ana Duarte – the only woman – left.",
    "adverbial": "With the prisoners, Ana Duarte left.",
    "clause before": "When he saw the officer, Ana Duarte ran.",
    "to somebody": "To the surprise of the judge, Ana Duarte smiled.",
    "state": "Ana Duarte is in a bad state.",
    "thing that is": "Ana Duarte was a no-show.",
    "named": "A woman named Ana Duarte called.",
    "of a body": "Ana Duarte of the Red Cross said so.",
    "next name's": "They met Ana Duarte, the mayor, Petr Malik, said.",
    "next name's, without a comma": "They met Ana Duarte, the mayor Petr Malik and others.",
    "name before's": "They met Petr Malik, a nurse, Ana Duarte, and Ivan Hora.",
    "list of several": "Ana Duarte, the officials, and police left.",
    "list of things": "She is remembered by Ana Duarte, laughter, songs and all.",
    "of which": "It is a body of which Ana Duarte is a member.",
    "one of the officials": "He is one of the officials Ana Duarte has met.",
    "end of a sentence": "They met the President. Ana Duarte wept.",
    "mothers of a list": "They are the sons of Jan Nowak, Ana Duarte and Ivan Hora.",
    "officials of hers": "He saw officials Ana Duarte has met.",
    "to see her": "They came to witness Ana Duarte speak.",
    "of a place": "They asked the party from Lugo constituency Ana Duarte leads.",
    "in a meeting": "In this meeting Ana Duarte spoke.",
    "next name's, with a title": "Ana Duarte, Head of the Centre Dr. Petr Malik, and others left.",
    "while": "They paid the driver as Ana Duarte slept.",
    "served as": "Petr Malik, who served as director in a film, Ana Duarte, and others left.",
}


@pytest.mark.parametrize(("text", "name", "role"), BEFORE.values(), ids=BEFORE.keys())
def test_reads_the_words_before_a_name(nlp, text, name, role):
    assert roles_in(nlp, text)[name] == role


@pytest.mark.parametrize(("text", "role"), BEHIND.values(), ids=BEHIND.keys())
def test_reads_an_apposition_behind_a_name(nlp, text, role):
    assert roles_in(nlp, text)["Ana Duarte" if "Ana Duarte" in text else "Amina Bello"] == role


@pytest.mark.parametrize(("text", "role"), ANNOUNCED.values(), ids=ANNOUNCED.keys())
def test_reads_a_description_that_announces_a_name(nlp, text, role):
    assert roles_in(nlp, text.format("Jan Nowak"))["Jan Nowak"] == role


@pytest.mark.parametrize(("text", "roles"), SHARED.values(), ids=SHARED.keys())
def test_names_share_a_description(nlp, text, roles):
    assert roles_in(nlp, text) == roles


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_takes_nothing_else_for_a_role(nlp, text):
    assert roles_in(nlp, text)["Ana Duarte"] is None


def test_an_alias_has_the_role_of_the_name(nlp):
    text = "A guard, Jan Nowak, known as Petr Malik, was held."
    assert roles_in(nlp, text) == {"Jan Nowak": "guard", "Petr Malik": "guard"}


def test_the_description_of_one_name_is_not_another_s(nlp):
    text = "They freed Jan Nowak, a nurse, and Petr Malik, who wept."
    assert roles_in(nlp, text) == {"Jan Nowak": "nurse", "Petr Malik": None}
