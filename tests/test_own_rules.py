"""A user's rules end to end: what they find, what they are worth, and whom they do not touch."""

import pickle
from functools import partial
from pathlib import Path

import pytest
import spacy

import extract
from extract.annotate import load_annotator
from extract.config import Settings
from extract.pipeline import build_pipeline
from extract.schemas import Article
from extract.values.rules import read_rules
from extract.versions import pipeline_version, settings_version

AGENCIES = """
bodies:
  - name: Jahazi Watch
    aliases: [Jahazi Maritime Watch]
    acronyms: [JW]
    type: police
    country: KE
  - {name: Interpol, type: ngo}
  - {name: Massive Inshore Team, acronyms: [MIT], type: police, country: KE, cues: [ferry, dhow]}
"""
PLACES = """name,aliases,type,country,lat,lon,geonames
Kilambo,Kilambo Beach,city,KE,-4.38,39.55,7
Paris,,region,KE,1,2,
Dorn,,city,KE,,,
"""
TITLES = """
honorifics: [Mwalimu, Bibi Mkubwa]
offices: [Nahodha Mkuu, Nakili of Drums, Kabaka]
roles: [harbourmaster]
"""
TITLE_TEXTS = ("Mwalimu", "Bibi Mkubwa")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("rules")
    (folder / "agencies.yaml").write_text(AGENCIES)
    (folder / "places.csv").write_text(PLACES)
    (folder / "titles.yaml").write_text(TITLES)
    return folder


@pytest.fixture(scope="module")
def plain():
    return extract.load()


@pytest.fixture(scope="module")
def own(folder, plain):  # noqa: ARG001 - two pipelines, side by side
    return extract.load(Settings(rules=str(folder)))


def mention(record, words):
    return next((each for each in record.mentions if each.text == words), None)


# --- agencies -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Jahazi Watch", "Jahazi Maritime Watch", "JW"])
def test_an_agency_is_found_by_each_of_its_names(own, name):
    found = mention(own(f"Two men were taken ashore by the {name} at noon."), name)
    assert (found.value.type, found.value.country) == ("police", "KE")
    assert found.evidence.by in {"agencies.register", "agencies.acronym"}


def test_the_users_agency_wins_over_the_registers(own, plain):
    text = "Two men were held by Interpol officers."
    assert mention(plain(text), "Interpol").value.type == "international"
    assert mention(own(text), "Interpol").value.type == "ngo"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("MIT followed the ferry and a dhow. Another dhow left, and a ferry.", "police"),
        ("Türkiye and Ankara thanked MIT. Turkish officers met Erdogan in Ankara.", "intelligence"),
    ],
)
def test_cues_decide_whose_acronym_it_is(own, text, kind):
    assert mention(own(text), "MIT").value.type == kind


# --- places ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They slept in Kilambo on the pier.", "Kilambo"),
        ("They praised Kilambo's pier.", "Kilambo"),
        ("KILAMBO — Two men drowned.", "KILAMBO"),
        ("They slept at Kilambo\nBeach that night.", "Kilambo\nBeach"),
    ],
)
def test_a_place_is_found_with_its_value(own, text, name):
    found = mention(own(text), name)
    assert found.label == "LOCATION"
    assert found.evidence.by == "locations.own"
    assert found.value.model_dump() == {
        "type": "city", "country": "KE", "lat": -4.38, "lon": 39.55, "geonames": 7
    }  # fmt: skip


def test_the_users_place_wins_over_the_gazetteers(own, plain):
    text = "She flew to Paris, Texas, on business."
    assert mention(plain(text), "Paris").value.country == "US"
    found = mention(own(text), "Paris")
    assert (found.value.type, found.value.country, found.value.lat) == ("region", "KE", 1.0)
    assert "a place of your rules" in found.evidence.detail


def test_what_lies_in_a_users_place_has_its_country(own):
    found = mention(own("He was held in Dorn Prison for a year."), "Dorn Prison")
    assert (found.value.type, found.value.country) == ("facility", "KE")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They asked Anna Dorn. Dorn had left.", "Dorn"),
        ("She works for Dorn Fresh in Nairobi.", "Dorn"),
        ("The Dorndorf men left.", "Dorn"),
    ],
    ids=["a surname", "a company", "a part of a word"],
)
def test_a_place_is_no_part_of_another_name(own, text, name):
    assert mention(own(text), name) is None or mention(own(text), name).label != "LOCATION"


# --- titles ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("They thanked Nahodha Mkuu Grace Achieng at noon.", "Nahodha Mkuu"),
        ("They thanked Nakili of Drums Grace Achieng at noon.", "Nakili of Drums"),
        ("They thanked Kabaka Grace Achieng at noon.", "Kabaka"),
        ("They thanked Mwalimu Grace Achieng at noon.", "Mwalimu"),
        ("They thanked Bibi Mkubwa Grace Achieng at noon.", "Bibi Mkubwa"),
        ("They thanked the teacher Bibi Mkubwa Grace Achieng at noon.", "teacher"),
        ("Mwalimu Grace Achieng, a harbourmaster, left.", "harbourmaster"),
        ("Bibi Mkubwa Grace Achieng, a harbourmaster, left.", "harbourmaster"),
    ],
)
def test_a_title_is_a_role_and_no_part_of_the_name(own, plain, text, role):
    found = mention(own(text), "Grace Achieng")
    assert found.value.role == role
    assert found.evidence.by == "people.title"
    assert found.evidence.detail in {f"title “{title}”" for title in (*TITLE_TEXTS, role)}
    before = mention(plain(text), "Grace Achieng")
    assert before is None or before.value.role != role


def test_a_title_of_several_words_ends_the_name_before_it(own):
    record = own("They met Kabaka Musa Otieno Nahodha Mkuu Grace Achieng there.")
    assert mention(record, "Grace Achieng") is not None
    assert mention(record, "Musa Otieno") is not None


# --- two pipelines, processes, versions -----------------------------------------------------------


def test_another_pipeline_of_the_process_knows_nothing_of_the_rules(own, plain, folder):
    text = "Kilambo thanked the JW. Mwalimu Grace Achieng of Paris, France, met Interpol."
    alone = plain(text)
    with_rules = own(text)
    assert mention(with_rules, "JW").value.country == "KE"
    assert mention(alone, "Paris").value.country == "FR"
    assert "own" not in str([(each.evidence.by, each.reference) for each in alone.mentions])
    assert plain(text) == alone
    assert own(text) == with_rules
    assert extract.load()(text) == alone
    assert extract.load(Settings(rules=str(folder)))(text) == with_rules


def test_rules_travel_with_the_pipelines_config(folder):
    nlp = build_pipeline(Settings(rules=str(folder)))
    config = nlp.config.from_str(nlp.config.to_str())
    again = spacy.blank("en")
    again.add_pipe("extract_agencies", config={
        "bodies": config["components"]["extract_agencies"]["bodies"]
    })  # fmt: skip
    doc = again("The Jahazi Watch left.")
    assert [span.text for span in doc.spans["agencies"]] == ["Jahazi Watch"]
    assert "bodies" in config["components"]["extract_agencies"]
    assert build_pipeline(Settings()).config["components"]["extract_agencies"]["bodies"] == ()


def test_a_pickled_loader_loads_the_rules(folder):
    load = pickle.loads(pickle.dumps(partial(load_annotator, Settings(rules=str(folder)))))  # noqa: S301 - our own
    (record,) = load().pipe([Article(text="They slept in Kilambo.")])
    assert mention(record, "Kilambo").value.geonames == 7


def test_the_version_follows_the_content_of_the_rules(folder, tmp_path):
    rules = read_rules(folder)
    plain, own = pipeline_version("news"), pipeline_version("news", rules)
    assert own.startswith(plain)
    assert settings_version(Settings(rules=str(folder))) == own != plain
    (tmp_path / "titles.yaml").write_text(TITLES)
    assert pipeline_version("news", read_rules(tmp_path)) not in {plain, own}
