"""People: spans by the rules, roles beside the name, and what is no person."""

import time

import pytest

from extract.components.base import Found, found_in
from extract.schemas import Evidence
from tests.markup import parse

SPANS = {
    "title outside": "Russian President <ent>Vladimir Putin</ent> spoke.",
    "rank outside": "Brigadier General <ent>Dmytro Usov</ent> found a phone.",
    "honorific outside": "Mrs. <ent>Hauwa Garba</ent> wept.",
    "title chain": "Deputy Works Minister Datuk <ent>Railey Jeffrey</ent> said so.",
    "role noun announces": "The court freed mercenary <ent>Rico Krieger</ent> at dawn.",
    "age announces": "<ent>Amaka Eze-Nwosu</ent>, 34, was found.",
    "possessive outside": "<ent>Viktor Bout</ent>’s return was praised.",
    "suffix inside": "Rev. <ent>Martin Luther King Jr.</ent> marched.",
    "particles inside": "Captain <ent>Piet van der Merwe</ent> was on board.",
    "particle before a word": "Judge <ent>Jacoba van Dam</ent> sat. <ent>Van Dam</ent> spoke.",
    "arabic particles": "Colonel <ent>Ahmed bin Salim</ent> was on board.",
    "hyphen inside": "Senator <ent>Vladimir Kara-Murza</ent> was flown home.",
    "initials inside": "Judge <ent>A. B. Okafor</ent> adjourned the case.",
    "second reference": (
        "Inspector <ent>Grace Wanjiru</ent> led the raid. <ent>Wanjiru</ent>’s team left at dawn,"
        " and <ent>Wanjiru</ent> thanked them."
    ),
    "second reference in capitals": (
        "FREEDOM FOR <ent>WANJIRU</ent>\n\nInspector <ent>Grace Wanjiru</ent> was released."
    ),
    "relative with the same surname": (
        "Captain <ent>Paul Hartigan</ent> was freed; his brother <ent>David Hartigan</ent> wept."
    ),
    "brothers": "The brothers <ent>Evgeny</ent> and <ent>Bogdan Sirko</ent> were freed.",
}


@pytest.mark.parametrize("marked", SPANS.values(), ids=SPANS.keys())
def test_finds_the_name_alone(nlp, marked):
    text, expected = parse(marked)
    found = [(each.start, each.end) for each in found_in(nlp(text), "people")]
    assert [text[a:b] for a, b in found] == [each.text for each in expected]
    assert found == [(each.start, each.end) for each in expected]


NO_PEOPLE = {
    "prosecutor's office": "The Prosecutor General's Office opened a case.",
    "general assembly": "The UN General Assembly voted on it.",
    "street": "He lived on Captain Street for years.",
    "title alone": "The President spoke, and the Governor listened.",
    "demonym": "Ukrainians and Russians met.",
    "heading": "Broader Context\nThe talks went on.",
    "weekday behind a title": "The talks with the Minister Monday were short.",
    "airport with a surname": "Captain Paul Hartigan landed at Hartigan Airport.",
    "state of a person's name": "Captain Paul Hartigan fled to the state of Hartigan.",
}


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        (text, {"Paul Hartigan"} if "Paul Hartigan" in text else set())
        for text in NO_PEOPLE.values()
    ],
    ids=NO_PEOPLE.keys(),
)
def test_takes_nothing_else_for_a_person(nlp, text, allowed):
    assert {text[each.start : each.end] for each in found_in(nlp(text), "people")} == allowed


ROLES = {
    "title": ("Russian President Vladimir Putin spoke.", "Russian President"),
    "rank and body": ("They freed FSB colonel Vadim Krasikov.", "FSB colonel"),
    "country as modifier": ("U.S. Marine Paul Whelan flew home.", "U.S. Marine"),
    "former": ("Former U.S. President Donald Trump spoke.", "Former U.S. President"),
    "apposition": (
        "Dmitry Peskov, the Russian president’s press secretary, spoke.",
        "Russian president’s press secretary",
    ),
    "apposition behind an age": ("Ada Okeke, 34, a nurse from Enugu, wept.", "nurse"),
    "honorific only when alone": ("Mr Daniel Otieno wept.", "Mr"),
    "description beats honorific": ("Mr Daniel Otieno, a farmer, wept.", "farmer"),
    "before a comma": ("The mayor of Lagos, Ada Okeke, wept.", "mayor of Lagos"),
    "no role in a list": ("Donald Trump, Vladimir Putin and Emmanuel Macron met.", None),
    "no role from a time": ("On Monday Vladimir Putin spoke.", None),
    "no role from a verb": ("They freed Vladimir Kara-Murza, who was serving a sentence.", None),
}


@pytest.mark.parametrize(("text", "role"), ROLES.values(), ids=ROLES.keys())
def test_reads_the_role_verbatim(nlp, text, role):
    first = found_in(nlp(text), "people")[0]
    assert first.value.role == role


def test_a_surname_beats_what_the_model_thought(nlp):
    doc = nlp.make_doc("Captain Paul Hartigan was freed. Hartigan flew home.")
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    names = nlp.get_pipe("extract_names")
    start = doc.text.rindex("Hartigan")
    wrong = Found(start, start + 8, "AGENCY", Evidence(by="model", detail="ORG"))
    first = next(each for each in found_in(doc, "names") if each.label == "PERSON")
    names.set_annotations(doc, [first, wrong])
    found = list(nlp.get_pipe("extract_people").match(doc))
    assert [each.evidence.by for each in found] == ["people.title", "people.surname"]


def test_candidates_quote_the_text(nlp):
    text = "Türkiye’s envoy, Mr. Ömer Şahin, met “Capt.” José Ñáñez Ibarra — and Ñáñez smiled."
    found = found_in(nlp(text), "people")
    assert found
    for each in found:
        assert text[each.start : each.end].strip() == text[each.start : each.end] != ""


MORE_SPANS = {
    "byline": "By <ent>Grace Wanjiru</ent>\n\nThe men were freed.",
    "byline of two": (
        "The men were freed. (Reporting by <ent>Halima Noor</ent> in Garowe and"
        " <ent>Piet van der Merwe</ent> in Nairobi)"
    ),
    "initials first": "By <ent>A.J.M. Nizamdeen</ent>\n\nThe men were freed.",
    "commenter": "COMMENTS\n\n<ent>Okey Ibekwe</ent> says: what now?",
    "Korean given name": "Minister <ent>Kim Dae-yun</ent> spoke in Seoul.",
    "nickname inside": 'Engineer <ent>Danilo "Danny" Abrenica</ent> was freed.',
    "letters behind the name": "Prosecutor <ent>Nkechi Adeyemi</ent> KC spoke.",
    "suffix ends the name": "Cook <ent>Rogelio Dimaculangan Jr.</ent> His remains came home.",
    "surnamed": "A man surnamed <ent>Ri</ent> was held.",
    "a man called": "A man called <ent>Macaraig</ent> gave up.",
    "numbered list": "1. <ent>Ameena Shehu</ent>, 15\n2. <ent>Rukayya Chediya</ent>, 13\n",
    "role of the model's organisation": (
        "Presidential spokesman, <ent>Bayo Onanuga</ent>, denied it."
    ),
}


@pytest.mark.parametrize("marked", MORE_SPANS.values(), ids=MORE_SPANS.keys())
def test_finds_names_by_what_stands_around_them(nlp, marked):
    text, expected = parse(marked)
    assert [text[f.start : f.end] for f in found_in(nlp(text), "people")] == [
        each.text for each in expected
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The bulk carrier Corvina Star left port. Corvina Star was seized.",
        "An app called Duolingo is free.",
        "The Chief Medical Director spoke.",
        "Foreign Minister Monday talks went on.",
    ],
    ids=["ship", "app", "office", "weekday"],
)
def test_takes_no_thing_for_a_person(nlp, text):
    assert not found_in(nlp(text), "people")


@pytest.mark.parametrize("label", ["PERSON", "AGENCY"])
def test_a_ship_is_no_person_whatever_the_model_calls_it(nlp, label):
    text = "The bulk carrier Corvina Star left port. Corvina Star said nothing."
    doc = nlp.make_doc(text)
    doc = nlp.get_pipe("extract_news_model")(doc)
    starts = [text.index("Corvina"), text.rindex("Corvina")]
    evidence = Evidence(by="model")
    names = [Found(start, start + len("Corvina Star"), label, evidence) for start in starts]
    nlp.get_pipe("extract_names").set_annotations(doc, names)
    assert not list(nlp.get_pipe("extract_people").match(doc))


def test_many_empty_lines_cost_little(nlp) -> None:
    doc = nlp.make_doc("\n" * 20_000 + "1. Ann")
    began = time.process_time()
    list(nlp.get_pipe("extract_people").match(doc))
    assert time.process_time() - began < 5  # s, of which it needs a hundredth
