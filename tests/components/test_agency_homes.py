"""Where a body belongs: places in its name, places beside it, and the home of the article."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.components.agency_homes import LOCAL_TYPES, settle_homes
from extract.components.agency_senses import BY_VOTES
from extract.components.base import Found
from extract.schemas import AgencyType, AgencyValue, Evidence, LocationValue


def found(text: str, body: str, kind: AgencyType | None, **places: str) -> list[Found]:
    """Return the mentions of `text`: one body, and places with their countries by name."""
    start = text.index(body)
    mentions = [
        Found(
            start,
            start + len(body),
            "AGENCY",
            Evidence(by="agencies.model"),
            value=AgencyValue(type=kind),
        )
    ]
    for name, country in places.items():
        at = text.index(name)
        while at >= 0:
            value = LocationValue(type="city", country=country)
            mentions.append(
                Found(at, at + len(name), "LOCATION", Evidence(by="gazetteer"), value=value)
            )
            at = text.find(name, at + 1)
    return sorted(mentions, key=lambda each: each.start)


def country_of(text: str, body: str, kind: AgencyType | None, **places: str) -> str | None:
    settled = settle_homes(text, found(text, body, kind, **places))
    (value,) = [each.value for each in settled if isinstance(each.value, AgencyValue)]
    return value.country


KENYA = "Nairobi mourned. Men came to Nairobi from Kisumu and Mombasa. "
IN_KENYA = {"Nairobi": "KE", "Kisumu": "KE", "Mombasa": "KE"}


@pytest.mark.parametrize(
    ("sentences", "countries"),
    [
        ("Uganda's Trade Board rose. The Trade Board slept.", ["UG", "UG"]),
        (
            "The Trade Board fell. Uganda's Trade Board rose. The Trade Board slept.",
            ["KE", "UG", "KE"],
        ),
    ],
)
def test_an_owner_gives_its_country_to_what_comes_after_it_and_never_stood_alone(
    sentences: str, countries: list[str]
) -> None:
    text = KENYA + sentences
    first, *places = sorted(
        found(text, "Trade Board", "other", **IN_KENYA), key=lambda each: each.label
    )
    boards = [
        replace(
            first,
            start=match.start(),
            end=match.end(),
            value=AgencyValue(type="other", country="UG")
            if text[: match.start()].endswith("Uganda's ")
            else first.value,
        )
        for match in re.finditer("Trade Board", text)
    ]
    settled = settle_homes(text, sorted([*boards, *places], key=lambda each: each.start))
    values = [each.value for each in settled if isinstance(each.value, AgencyValue)]
    assert [value.country for value in values] == countries


def test_a_place_that_opens_the_sentence_gives_the_country() -> None:
    text = KENYA + "In Kampala, the Trade Ministry laughed."
    assert country_of(text, "Trade Ministry", "ministry", Kampala="UG", **IN_KENYA) == "UG"
    text = KENYA + "Men spoke in Kampala, the Trade Ministry laughed."
    assert country_of(text, "Trade Ministry", "ministry", Kampala="UG", **IN_KENYA) == "KE"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The Crown Bureau wrote to Gulu.", "KE"),  # one place abroad moves nobody
        ("In Gulu, men said that the Crown Bureau had moved to Kampala.", "UG"),
        ("In Gulu, men wept. The Crown Bureau said so.", "KE"),
        ("Men of Gulu and Kampala met the Crown Bureau.", "UG"),
        ("Men of Gulu and Kampala met.\n\nThe Crown Bureau said so.", "KE"),
    ],
)
def test_what_its_sentences_say_of_countries_stands_against_the_home(
    text: str, country: str
) -> None:
    abroad = {name: "UG" for name in ("Gulu", "Kampala") if name in text}
    places = {**abroad, **IN_KENYA}
    settled = settle_homes(KENYA + text, found(KENYA + text, "Crown Bureau", "court", **places))
    value = next(each.value for each in settled if isinstance(each.value, AgencyValue))
    assert value.country == country


def test_bodies_that_their_names_place_speak_for_the_home() -> None:
    text = "Goma slept. Huye slept. The Lahore Court and the Lahore Police met.\n\nThe {} met."
    places = {"Goma": "CD", "Huye": "RW"}
    mentions = found(text.format("Crown Bureau"), "Crown Bureau", "other", **places)
    for name, kind in (("Lahore Court", "court"), ("Lahore Police", "police")):
        mentions += found(text.format("Crown Bureau"), name, kind)
    settled = settle_homes(text.format("Crown Bureau"), sorted(mentions, key=lambda m: m.start))
    values = [each.value for each in settled if isinstance(each.value, AgencyValue)]
    assert [value.country for value in values] == ["PK", "PK", "PK"]


def test_the_places_of_the_lead_say_more_of_the_home() -> None:
    lead = "Four men who had worked in a mine for nine years without pay were set free in {} today."
    text = lead.format("Gulu") + "\n\nKisumu slept. Goma slept.\n\nThe Crown Bureau said so."
    places = {"Gulu": "UG", "Kisumu": "KE", "Goma": "CD"}
    assert country_of(text, "Crown Bureau", "other", **places) == "UG"
    assert country_of(text.replace(" today", ""), "Crown Bureau", "other", **places) == "UG"
    text = text.replace("Four men who had worked in a mine for nine years without pay", "All")
    assert country_of(text, "Crown Bureau", "other", **places) is None


def test_where_no_other_country_is_near_a_smaller_share_makes_a_home() -> None:
    text = "Kisumu slept. Mombasa slept. {} slept. Gulu slept. Huye slept.\n\nThe Crown Bureau met."
    abroad = {"Gulu": "UG", "Goma": "CD", "Huye": "RW", "Moshi": "TZ", "Bukavu": "CD"}
    for name, country in (("Goma. Moshi", "KE"), ("Goma. Bukavu. Moshi", None)):
        written = text.format(name)
        places = {place: code for place, code in abroad.items() if place in written}
        places |= {"Kisumu": "KE", "Mombasa": "KE"}
        assert country_of(written, "Crown Bureau", "other", **places) == country


@pytest.mark.parametrize(("kind", "country"), [("ministry", "PK"), ("company", "KE")])
def test_an_outlet_that_writes_of_things_abroad_means_the_companies_there(
    kind: AgencyType, country: str
) -> None:
    text = f"{KENYA * 2}The Crown Bureau laughed."
    settled = settle_homes(
        text, found(text, "Crown Bureau", kind, **IN_KENYA), source="Lahore Evening Post"
    )
    (value,) = [each.value for each in settled if isinstance(each.value, AgencyValue)]
    assert value.country == country


def test_where_no_home_is_clear_the_sentences_of_a_body_decide() -> None:
    text = "Kisumu slept. Mombasa slept.\n\nMen of Gulu met the {} in Kampala. Goma slept."
    places = {"Kisumu": "KE", "Mombasa": "KE", "Gulu": "UG", "Kampala": "UG", "Goma": "CD"}
    assert country_of(text.format("Crown Bureau"), "Crown Bureau", "ngo", **places) == "UG"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Minsk spoke. The Grodno Garrison Court sat.", "BY"),  # another name of Hrodna
        ("The Grodno Garrison Court sat.", "KE"),
        ("Dodoma spoke. The Kagera Garrison Court sat.", "TZ"),
        ("The Kagera Garrison Court sat.", "KE"),
    ],
)
def test_a_place_in_a_name_is_sought_in_the_countries_of_the_article(
    text: str, country: str
) -> None:
    body = re.search(r"\w+ Garrison Court", text)
    assert body is not None
    abroad = {name: code for name, code in (("Minsk", "BY"), ("Dodoma", "TZ")) if name in text}
    places = {**abroad, **IN_KENYA}
    assert country_of(KENYA + text, body.group(), "court", **places) == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Punjab of Pakistan. The Punjab Police came. Punjab of India.", "PK"),
        ("Punjab of Pakistan. Punjab of India. The Punjab Police came.", "IN"),
        ("Punjab of Pakistan. Punjab of India. The Punjab Police in Kasur came.", "PK"),
    ],
)
def test_of_two_places_of_one_name_the_last_or_what_stands_beside(text: str, country: str) -> None:
    mentions = (
        found(text, "Punjab Police", "police", Kasur="PK")
        if "Kasur" in text
        else found(text, "Punjab Police", "police")
    )
    for of, code in (("Pakistan", "PK"), ("India", "IN")):
        at = text.index(f"Punjab of {of}")
        value = LocationValue(type="region", country=code)
        evidence = Evidence(by="gazetteer")
        mentions.append(Found(at, at + len("Punjab"), "LOCATION", evidence, value=value))
    settled = settle_homes(text, sorted(mentions, key=lambda each: each.start))
    (body,) = [each.value for each in settled if isinstance(each.value, AgencyValue)]
    assert body.country == country


@pytest.mark.parametrize(
    ("text", "body", "kind", "country"),
    [
        ("The Lahore High Court sat.", "Lahore High Court", "court", "PK"),
        ("The Minsk City Court sat.", "Minsk City Court", "court", "BY"),
        ("The Cebu Harbor Times said so.", "Cebu Harbor Times", "media", "PH"),
        ("The Moonlight High Court sat.", "Moonlight High Court", "court", None),
        ("The Victoria Institute sat.", "Victoria Institute", "other", None),  # too many Victorias
        ("The Lahore Peace Envoy of the UN sat.", "UN", "international", None),
    ],
)
def test_a_place_in_the_name_gives_the_country(
    text: str, body: str, kind: AgencyType, country: str | None
) -> None:
    assert country_of(text, body, kind) == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The Crown Bureau in Gulu said so.", "UG"),
        ("The Crown Bureau, based in Gulu, said so.", "UG"),
        ("The Crown Bureau, an independent Gulu-based body, said so.", "UG"),
        ("Gulu's Crown Bureau said so.", "UG"),
        ("Gulu-based Crown Bureau said so.", "UG"),
        ("The Crown Bureau said so in Gulu.", None),
        ("Men from Gulu saw the Crown Bureau.", None),
        ("The Crown Bureau left Gulu.", None),
    ],
)
def test_a_place_beside_the_name_gives_the_country(text: str, country: str | None) -> None:
    text += " Kisumu slept."
    assert country_of(text, "Crown Bureau", "other", Gulu="UG", Kisumu="KE") == country


def test_a_place_in_brackets_behind_the_name_gives_the_country() -> None:
    text = KENYA + "The Crown Bureau (Gulu) and the Kids Bureau (Gulu/Kisumu) said so."
    places = {"Gulu": "UG", **IN_KENYA}
    assert country_of(text, "Crown Bureau", "other", **places) == "UG"
    assert country_of(text, "Kids Bureau", "other", **places) == "KE"


def test_a_country_that_an_article_names_alone_is_its_home() -> None:
    text = "Men from Gulu saw the Crown Bureau."
    assert country_of(text, "Crown Bureau", "other", Gulu="UG") == "UG"
    assert country_of("The Crown Bureau met Americans.", "Crown Bureau", "other") is None
    text += " Kisumu slept."
    assert country_of(text, "Crown Bureau", "other", Gulu="UG", Kisumu="KE") is None


def test_south_americans_are_no_americans() -> None:
    text = "The Trade Board of the South American country told South American firms. "
    assert country_of(text * 2, "Trade Board", "other") is None
    assert country_of(text * 2 + "American firms, Americans.", "Trade Board", "other") == "US"


@pytest.mark.parametrize(
    ("source", "url", "country"),
    [
        ("Lahore Evening Post", None, "PK"),
        ("The Lagoon Times (Gulu)", None, "UG"),
        (None, "https://www.lagoontimes.co.za/1", "ZA"),
        (None, "https://lagoontimes.com/1", "KE"),
        ("Lahore Evening Post", "https://www.lagoontimes.co.za/1", "PK"),
    ],
)
def test_the_outlet_says_where_its_ministries_are(
    source: str | None, url: str | None, country: str
) -> None:
    text = KENYA + "The Trade Ministry laughed."
    settled = settle_homes(
        text, found(text, "Trade Ministry", "ministry", **IN_KENYA), source=source, url=url
    )
    (value,) = [each.value for each in settled if isinstance(each.value, AgencyValue)]
    assert value.country == country


@pytest.mark.parametrize("kind", sorted(LOCAL_TYPES))
def test_a_body_is_at_home_where_its_article_is(kind: AgencyType) -> None:
    text = f"{KENYA}The Crown Bureau said so."
    assert country_of(text, "Crown Bureau", kind, **IN_KENYA) == "KE"


@pytest.mark.parametrize("kind", ["international", "armed_group"])
def test_a_body_of_no_state_has_no_home(kind: AgencyType) -> None:
    text = f"{KENYA}The Crown Bureau said so."
    assert country_of(text, "Crown Bureau", kind, **IN_KENYA) is None


@pytest.mark.parametrize(
    "name", ["World Bureau", "African Crown Bureau", "Gulf Bureau", "Global Bureau"]
)
def test_a_name_for_more_than_one_state_has_no_home(name: str) -> None:
    assert country_of(f"{KENYA}The {name} said so.", name, "other", **IN_KENYA) is None


def test_an_outlet_far_from_its_dateline_has_no_home() -> None:
    abroad, at_home = (f"{city}, May 3 (KNW) — {KENYA * 4}" for city in ("KAMPALA", "Nairobi"))
    assert country_of(abroad, "KNW", "media", KAMPALA="UG", **IN_KENYA) is None
    assert country_of(abroad.replace("KNW", "KNM"), "KNM", "police", KAMPALA="UG", **IN_KENYA)
    assert country_of(at_home, "KNW", "media", **IN_KENYA) == "KE"


@pytest.mark.parametrize(
    ("kind", "country"),
    [("police", "KE"), ("ministry", "KE"), ("media", None), ("company", None), ("ngo", None)],
)
def test_what_may_come_from_abroad_needs_a_clear_home(
    kind: AgencyType, country: str | None
) -> None:
    text = f"{KENYA}Men came from Gulu, Gulu and Gulu, Goma and Huye. The Crown Bureau said so."
    abroad = {"Gulu": "UG", "Goma": "CD", "Huye": "RW"}
    assert country_of(text, "Crown Bureau", kind, **abroad, **IN_KENYA) == country


@pytest.mark.parametrize(
    ("masthead", "country"),
    [
        ("source: Kampala Evening Star", "UG"),
        ("source: The Ugandan", "UG"),
        ("source: Evening Star (Gulu)", "UG"),
        ("source: Evening Star", "KE"),
        ("source: Gulf Star (Gulu/Muscat)", "KE"),  # two places: the article decides
    ],
)
def test_a_local_paper_means_its_own_ministry(masthead: str, country: str) -> None:
    text = f"{masthead}\n\n{KENYA}The Crown Ministry said so."
    assert country_of(text, "Crown Ministry", "ministry", **IN_KENYA) == country


@pytest.mark.parametrize(
    ("masthead", "why", "guessed", "country"),
    [
        ("source: Kampala Star", BY_VOTES, "KE", "UG"),
        ("source: Kampala Star", "the country beside it is KE", "KE", "KE"),
        ("source: Evening Star", BY_VOTES, "TZ", "TZ"),
    ],
)
def test_the_outlets_state_stands_against_a_guess_from_the_articles_words(
    masthead: str, why: str, guessed: str, country: str
) -> None:
    text = f"{masthead}\n\n{KENYA}The Crown Ministry said so."
    guess = AgencyValue(type="ministry", country=guessed)
    evidence = Evidence(by="agencies.register", detail=f"{why}: 3 against 0")
    mentions = [
        Found(each.start, each.end, each.label, evidence, value=guess, reference="crown")
        if each.label == "AGENCY"
        else each
        for each in found(text, "Crown Ministry", "ministry", **IN_KENYA)
    ]
    (body,) = [each for each in settle_homes(text, mentions) if each.label == "AGENCY"]
    assert body.value.country == country
    assert body.reference == ("crown" if country == guessed else None)


def test_an_outlet_of_many_states_by_name_is_at_home_where_it_says() -> None:
    text = f"source: Gulf Star (Gulu)\n\n{KENYA}"
    assert country_of(text, "Gulf Star", "media", **IN_KENYA) == "UG"


def test_the_acronym_of_a_long_form_has_its_country() -> None:
    text = "The Gulu Crown Bureau (GCB) met. The GCB paid."
    long, short = "Gulu Crown Bureau", "GCB"
    starts = [text.index(long), text.index(short), text.rindex(short)]
    mentions = [
        Found(
            at,
            at + len(name),
            "AGENCY",
            Evidence(by="agencies.model"),
            value=AgencyValue(type="other", acronym=acronym),
        )
        for at, name, acronym in zip(starts, [long, short, short], [short, None, None], strict=True)
    ]
    place = Found(
        4,
        8,
        "LOCATION",
        Evidence(by="gazetteer"),
        value=LocationValue(type="city", country="UG"),
    )
    settled = settle_homes(text, [place, *mentions])
    assert [each.value.country for each in settled[1:]] == ["UG", "UG", "UG"]


@pytest.mark.parametrize(("country", "kind"), [("PH", "ministry"), ("IN", "other")])
def test_a_department_is_a_ministry_where_ministries_are_called_so(country, kind) -> None:
    text = "The Department of Tides in Alpha met."
    settled = settle_homes(text, found(text, "Department of Tides", "ministry", Alpha=country))
    assert (settled[0].value.type, settled[0].value.country) == (kind, country)


def test_what_the_register_knows_stays() -> None:
    text = f"{KENYA}The Crown Bureau said so."
    known = [
        Found(each.start, each.end, each.label, each.evidence, value=each.value, reference="xx")
        if each.label == "AGENCY"
        else each
        for each in found(text, "Crown Bureau", "other", **IN_KENYA)
    ]
    assert settle_homes(text, known) == known


@given(st.text(max_size=120), st.sampled_from(sorted(LOCAL_TYPES)))
def test_any_text_can_be_read_and_no_mention_is_lost(rest: str, kind: AgencyType) -> None:
    text = f"{rest}\nThe Crown Bureau in Gulu said so. {rest}"
    mentions = found(text, "Crown Bureau", kind, Gulu="UG")
    settled = settle_homes(text, mentions)
    assert [(each.start, each.end, each.label) for each in settled] == [
        (each.start, each.end, each.label) for each in mentions
    ]
    assert settled[0].value.country == "UG" or settled[0].label != "AGENCY"
