"""Pairs of names of bodies and places."""

from collections.abc import Iterator

import pytest
from _pytest.mark import ParameterSet

from extract.resolve import compare_names
from extract.resolve.bodies import (
    clipped_forms,
    full_forms,
    is_acronym_of,
    is_lead_of,
    is_short_for,
    parse_body,
)

BODIES = """
match | Russian Defence Ministry | Russian Ministry of Defense
match | Russia's Ministry of Defense | Ministry of Defence of Russia
match | Belarusian KGB | KGB of Belarus
match | US Navy | United States Navy
match | Foreign Ministry | Ministry of Foreign Affairs
match | Interior Ministry | Ministry of Internal Affairs
match | The Wall Street Journal | Wall Street Journal
match | International Labour Organisation | International Labor Organization
match | NATO | North Atlantic Treaty Organization
match | Siemens AG | Siemens Aktiengesellschaft
match | OAO Severny Veter | Severny Veter JSC
match | A.B.C. Company | ABC Co.
match | Procter & Gamble Co. | Procter and Gamble
match | Goodwill Company | Good Will Company
match | Three Percenters | 3 Percenters
match | Al-Qa'ida | Al Qaida
match | Central Election and Referendum Commission | Central Commission for Elections and Referenda
no_match | Ministry of Defence | Ministry of Justice
no_match | Indian Supreme Court | Supreme Court of Kenya
no_match | Russian Ministry of Defense | Ukrainian Ministry of Defense
no_match | FSB | FBI
no_match | OPEC+ | OPEC
no_match | IITs | IIMs
match | Canal+ | Canal Plus
no_match | Bowne of Atlanta, Inc. | Bowne of Boston, Inc.
no_match | China National Pipeline Corporation | China National Petroleum Corporation
no_match | BD p.l.c. | BP p.l.c.
no_match | Bank of China | Bank of India
no_match | Harbour Fund VII | Harbour Fund VIII
no_match | 5th Brigade | 6th Brigade
no_match | National Bureau of Investigation | National Bank
match | Scottish Government | Government of Scotland
match | NSW Police | New South Wales Police
no_match | Dubai Police | Sharjah Police
no_match | University of Ohio | University of Oregon
unsure | High Court | Karnataka High Court
unsure | Oklahoma City Harriers | Harriers
unsure | KGB | Belarusian KGB
unsure | Supreme Court | Supreme Court of Kenya
"""

PLACES = """
match | Türkiye | Turkey
match | U.S. | United States
match | the Gaza Strip | Gaza Strip
match | Mt. Kenya | Mount Kenya
match | Port-au-Prince | Port au Prince
match | in the notorious Gulf of Aden between Yemen and Somalia | Gulf of Aden
match | at Mt Cook | Mount Cook
match | Aoko Treatment Centre | Aoko Treatment Center
match | northern Gaza | Gaza
no_match | a hut on Mount Cook | Mount Cook
no_match | the prison in Lisala | the prison in Lodja
no_match | North Korea | South Korea
no_match | Niger | Nigeria
no_match | Kursk | Kurgan
unsure | Zaporizhia | Zaporizhya
"""


def _table(text: str) -> Iterator[ParameterSet]:
    for line in text.strip().splitlines():
        verdict, a, b = (cell.strip() for cell in line.split(" | "))
        yield pytest.param(a, b, verdict, id=f"{a}~{b}")


@pytest.mark.parametrize(("a", "b", "verdict"), [*_table(BODIES)])
def test_two_bodies_are_judged(a: str, b: str, verdict: str) -> None:
    decision = compare_names(a, b, label="AGENCY")
    assert decision.verdict == verdict, decision.reason


@pytest.mark.parametrize(("a", "b", "verdict"), [*_table(PLACES)])
def test_two_places_are_judged(a: str, b: str, verdict: str) -> None:
    decision = compare_names(a, b, label="LOCATION")
    assert decision.verdict == verdict, decision.reason


@pytest.mark.parametrize(
    ("acronym", "name", "expected"),
    [
        pytest.param("DIU", "Defence Intelligence of Ukraine", True, id="with-country"),
        pytest.param("MFA", "Ministry of Foreign Affairs", True, id="small-words"),
        pytest.param("NIA", "Nigerian National Intelligence Agency", True, id="without-country"),
        pytest.param("MIT", "National Intelligence Organization", False, id="other-letters"),
        pytest.param("S", "Senate", False, id="one-letter"),
    ],
)
def test_an_acronym_is_the_initials(acronym: str, name: str, expected: bool) -> None:
    assert is_acronym_of(acronym, parse_body(name)) is expected


@pytest.mark.parametrize(
    ("acronym", "name", "expected"),
    [
        pytest.param("ZIMRA", "Zimbabwe Revenue Authority", True, id="first-word"),
        pytest.param("NACOSA", "Namib Council of Sand Arts", False, id="two-words"),
        pytest.param("TABOR", "Tana Boat Owners' Rally", True, id="word-between"),
        pytest.param("ZRA", "Zimbabwe Revenue Authority", False, id="initials-alone"),
        pytest.param("ZIMA", "Zimbabwe Authority", False, id="name-of-two-words"),
        pytest.param("ZRAUT", "Zimbabwe Revenue Authority", False, id="last-word"),
    ],
)
def test_an_acronym_has_more_letters_of_one_word(acronym: str, name: str, expected: bool) -> None:
    assert (acronym in clipped_forms(name)) is expected


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        pytest.param("Observatory", "Syrian Observatory for Human Rights", True, id="before-for"),
        pytest.param("Youth League", "ANC Youth League", True, id="last-words"),
        pytest.param("Chargers", "San Diego Chargers", True, id="last-word"),
        pytest.param("Lamplight", "Lamplight magazine", True, id="what-it-is"),
        pytest.param("National", "National Newspaper", False, id="what-it-is-of-many"),
        pytest.param("High Court", "Karnataka High Court", True, id="part-of-a-state"),
        pytest.param("Security Council", "National Security Council", False, id="only-the-rank"),
        pytest.param("House", "White House", False, id="whole-name"),
        pytest.param("Assembly", "National Assembly", True, id="the-head-alone"),
        pytest.param("Kenyan League", "ANC Kenyan League", False, id="its-own-country"),
        pytest.param("Court of Appeal", "High Court", False, id="other-words"),
        pytest.param("ANC", "ANC Youth League", False, id="acronym"),
    ],
)
def test_a_body_named_in_full_has_short_forms(short: str, long: str, expected: bool) -> None:
    assert is_short_for(short, long) is expected


@pytest.mark.parametrize(
    ("short", "long", "kind", "expected"),
    [
        pytest.param("Okavango", "Okavango Mining Holdings", None, True, id="company"),
        pytest.param("Okavango", "Okavango Law School", None, False, id="school"),
        pytest.param("Okavango", "Okavango Mining Botswana", "company", False, id="chapter"),
        pytest.param("Mining", "Mining Holdings", "company", False, id="no-name"),
        pytest.param("Labour", "Labour Party", "party", True, id="party"),
        pytest.param("Labour", "Labour Party", None, False, id="no-party"),
        pytest.param("Socialists", "Socialist Party of Serbia", "party", True, id="members"),
        pytest.param("Social Democrats", "Social Democratic Party", "party", True, id="two-words"),
        pytest.param("Christian Democrats", "Social Democratic Party", "party", False, id="others"),
    ],
)
def test_a_company_is_called_by_what_leads_its_name(
    short: str, long: str, kind: str | None, expected: bool
) -> None:
    assert is_lead_of(short, long, kind) is expected


def test_what_is_short_for_another_name_is_no_full_form() -> None:
    assert full_forms(["Fund", "Zambezi Fund", "ZF"]) == ["Zambezi Fund", "ZF"]
    assert full_forms(["Fund"]) == ["Fund"]


def test_a_generic_name_is_no_full_form_beside_one_that_is_not() -> None:
    assert full_forms(["Constitutional Court", "Grand Justices"]) == ["Grand Justices"]
    assert full_forms(["High Court", "HC"]) == ["High Court", "HC"]
    of_kenya = ["Supreme Court of Kenya", "Grand Justices"]
    assert full_forms(of_kenya) == of_kenya
