"""What stands beside a name: the type and the country it gives, and what gives none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.schemas import AgencyType
from extract.values.agencies import agency_words, read_words
from extract.values.agency_neighbours import (
    clear_winner,
    country_beside,
    type_beside,
    type_by_holder,
    votes_around,
)

NAME = "Kessler"


def place(text: str) -> tuple[int, int]:
    at = read_words(text).forms.index(NAME)
    return at, at + 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The rebel group Kessler shelled it.", "armed_group"),
        ("The newspaper “Kessler” closed.", "media"),
        ("Kessler news agency carried it.", "media"),
        ("A Kessler correspondent saw it.", "media"),
        ("Kessler militants fled.", "armed_group"),
        ("Kessler, a Lima-based rights group, protested.", "ngo"),
        ("Kessler (KSL), a private security firm, protested.", "company"),
        ("Kessler – Malawi's main opposition party – protested.", "party"),
        ("The main opposition party, Kessler, protested.", "party"),
        ("A spy agency, Kessler, listened.", "intelligence"),
        ("He led the police unit Kessler for years.", "police"),
        ("Rights groups such as Kessler protested.", "ngo"),
        ("Rights groups such as the Kessler protested.", "ngo"),
        ("The prison authority Kessler protested.", "prison"),
        ("The charities that it closed in May are Kessler and others.", "ngo"),
        ("It closed charities, namely Kessler.", "ngo"),
        ("The chipmaker Kessler protested.", "company"),
        ("A search collective, Kessler, protested.", "ngo"),
        ("A company called Kessler protested.", "company"),
        ("A rebel group known as Kessler protested.", "armed_group"),
        ("Kessler is a Lima-based rights group.", "ngo"),
        ("Mr Lee met Kessler Leader Ann Lee.", "party"),
        ("Platforms including Kessler were shut.", "company"),
        ("Kessler and other human rights groups protested.", "ngo"),
        ("Kessler shares fell.", "company"),
        ("The Kessler striker scored.", "other"),
        ("The think tank Kessler counted them.", "other"),
        ("The regional bloc Kessler met.", "international"),
        ("The special forces unit Kessler landed.", "military"),
        ("The ruling Kessler won again.", "party"),
        ("Kessler, one of the main rebel groups, shelled it.", "armed_group"),
        ("Kessler, a data protection and cyber defence company, protested.", "company"),
        ("The Kessler tobacco company protested.", "company"),
        ("A Kessler military alliance of states was sought.", "military"),  # four words
    ],
)
def test_a_noun_beside_a_name_gives_its_type(text: str, kind: AgencyType) -> None:
    assert type_beside(read_words(text), *place(text)) == kind


def test_who_is_told_may_be_any_body_by_an_acronym() -> None:
    words = read_words("She told the KSLR so, and told KSLR more.")
    first, second = (at for at, form in enumerate(words.forms) if form == "KSLR")
    assert (type_by_holder(words, first), type_by_holder(words, second)) == (None, "media")


@pytest.mark.parametrize(
    "text",
    [
        "The group Kessler protested.",
        "Kessler protested.",
        "The newspaper said Kessler had fled.",
        "Newspaper Kessler",  # a heading in capitals says nothing
        "Kessler, Kenya and a rights group protested.",
        "Kessler, a man of the newspaper trade, protested.",
        "Kessler went to a company.",
        "Kessler was a party to the deal.",
        "Kessler and others protested.",
        "Kessler sued company and owner.",
        "Kessler sold company shares.",
        "Kessler hit company targets.",
        "Kessler kept company records.",
        "Kessler lost company money.",
        "Kessler built company towns.",
        "Kessler saw company offices burn.",
        "A ruling on Kessler fell.",
        "They shut the newspaper. Kessler protested.",
        "Rights groups. Such as it was, Kessler won.",
    ],
)
def test_other_words_beside_a_name_give_none(text: str) -> None:
    assert type_beside(read_words(text), *place(text)) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("She is a reporter for Kessler.", "media"),
        ("He told the Kessler so.", "media"),
        ("The chief executive of Kessler left.", "company"),
        ("Fighters of the Kessler came.", "armed_group"),
        ("A professor at Kessler came.", "other"),
        ("A candidate of the Kessler won.", "party"),
        ("Soldiers from Kessler came.", "military"),
        ("The head of Kessler came.", None),
        ("Told of it, Kessler wept.", None),
        ("A reporter saw Kessler.", None),
        ("He left at nine, reports Kessler.", "media"),
        ("He reports Kessler to the court.", None),
        ("She told Kessler so.", "media"),
    ],
)
def test_the_holder_of_a_body_gives_its_type(text: str, kind: AgencyType | None) -> None:
    assert type_by_holder(read_words(text), place(text)[0]) == kind


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The Swedish shipping company Kessler paid.", "SE"),
        ("The South African rights group Kessler paid.", "ZA"),
        ("Kessler, a Kenyan rights group, paid.", "KE"),
        ("Kessler, Malawi's main opposition party, paid.", "MW"),
        ("Kessler is a Kenyan rights group.", "KE"),
        ("The Swedish Kessler paid.", None),  # the name's own words are read elsewhere
        ("A Swedish man of the company Kessler paid.", None),
        ("Kessler, a joint Kenyan and Ugandan firm, paid.", None),
        ("Kessler, Kenya said, paid.", None),
        ("The Sri Lankan faction Kessler paid.", "LK"),
        ("The Sri Lankan paid Kessler.", None),
        ("Malawi's state-owned oil company, Kessler, paid.", "MW"),
        ("In Malawi's state-owned oil company, Kessler paid a man.", None),
    ],
)
def test_the_adjective_of_that_noun_gives_the_country(text: str, country: str | None) -> None:
    assert country_beside(read_words(text), *place(text)) == country


def test_no_noun_gives_two_types() -> None:
    nouns = [
        (part, noun)
        for parts in agency_words()["beside"].values()
        for part, words in parts.items()
        for noun in set(words)
    ]
    assert len(nouns) == len(set(nouns))


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_around_a_name_can_be_read(before: str, after: str) -> None:
    words = read_words(f"{before} {NAME} {after}")
    kinds = set(agency_words()["beside"])
    for at, form in enumerate(words.forms):
        if form == NAME:
            assert type_beside(words, at, at + 1) in kinds | {None}
            assert type_by_holder(words, at) in kinds | {None}
            country_beside(words, at, at + 1)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kessler arrested two men on Monday.", "police"),
        ("Kessler on Monday arrested two men.", "police"),
        ("Kessler reported it.", "media"),
        ("The merger brings Kessler closer to the opposition before the election.", "party"),
        ("Activists and volunteers came to Kessler with food.", "ngo"),
        ("Guerrillas left. Kessler stayed.", None),  # another sentence
        ("Kessler stayed.", None),
        ("Activists fought Kessler for the ballot.", None),  # divided
    ],
)
def test_the_words_of_its_sentence_tell_the_type_of_a_name(
    text: str, kind: AgencyType | None
) -> None:
    assert clear_winner(votes_around(read_words(text), *place(text))) == kind


def test_of_the_words_of_a_sentence_the_nearer_say_more() -> None:
    far = "Guerrillas, it was said by all who saw any of it, fear Kessler and its activists."
    assert clear_winner(votes_around(read_words(far), *place(far))) == "ngo"


def test_a_country_of_the_americas_is_not_the_united_states() -> None:
    text = "The South American rights group Kessler protested."
    assert country_beside(read_words(text), *place(text)) is None
    text = "American rights group Kessler protested, in the south"
    assert country_beside(read_words(text), *place(text)) == "US"
    text = "The American rights group Kessler protested."
    assert country_beside(read_words(text), *place(text)) == "US"
