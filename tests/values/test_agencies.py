"""Names of agencies as words: keys, types and countries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values.agencies import agency_words, classify_agency, name_key, read_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ministry of Defense", "Ministry of Defence"),
        ("World Health Organization", "World Health Organisation"),
        ("U.S. Navy", "US Navy"),
        ("al-Qaeda", "Al Qaeda"),
        ("Bill & Melinda Gates Foundation", "Bill and Melinda Gates Foundation"),
        ("People’s Daily", "People's Daily"),
        ("Zanu-PF", "Zanu PF"),
    ],
)
def test_spellings_of_a_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("US", "us"), ("WHO", "who"), ("ICE", "ice")])
def test_acronym_and_word_have_two_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Russian Defense Ministry", "ministry", "RU"),
        ("Ministry of Home Affairs", "ministry", None),
        ("U.S. Department of Defense", "ministry", "US"),
        ("Supreme Court of India", "court", "IN"),
        ("African Court on Human and Peoples' Rights", "court", None),
        ("Lagos State Police Command", "police", None),
        ("Niger Delta Development Commission", "other", None),
        ("Trinidad and Tobago Police Service", "police", "TT"),
        ("Federal Bureau of Prisons", "prison", None),
        ("Department of Criminal Justice", "prison", None),
        ("Department of Public Safety", "police", None),
        ("Meadow County Commissioners Court", "executive", None),
        ("Meadow Council for Refugees", "ngo", None),
        ("State Disaster Response Force", "other", None),
        ("National Bank of Ukraine", "other", "UA"),
        ("Department of Rehabilitation and Correction", "prison", None),
        ("Office of the UN Envoy for Yemen", "international", None),
        ("Directorate for Combating Illegal Migration", "police", None),
        ("Coordination Committee for Combating Malaria", "other", None),
        ("Rapid Deployment Unit", "police", None),
        ("Counter-Terrorism Command", "police", None),
        ("Radio and Television Supreme Council", "other", None),
        ("Meadow Provincial Council", "executive", None),
        ("Meadow Oil and Gas Enterprise", "company", None),
        ("Directorate of Military Intelligence", "intelligence", None),
        ("79th Air Assault Brigade", "military", None),
        ("Sri Lanka Navy", "military", "LK"),
        ("Kwara State House of Assembly", "legislature", None),
        ("Government of India", "executive", "IN"),
        ("Meadow Liberation Front", "armed_group", None),
        ("Harbour Gazette", "media", None),
        ("Jamaica Teachers Association", "ngo", "JM"),
        ("United Nations Office for Rivers", "international", None),
        ("International Bureau of Indian Studies", "international", None),
        ("Bluefin Shipping Ltd", "company", None),
        ("University of Nairobi", "other", None),
        ("Embassy of Ukraine in Poland", "other", "UA"),
        ("Labour Party", "party", None),
        ("Guardia Nacional Bolivariana", "military", None),
        ("Policía Nacional", "police", None),
        ("Gendarmerie nationale", "police", None),
        ("Ministère de la Justice", "ministry", None),
        ("Ejército de Liberación del Sur", "armed_group", None),
        ("Ejército del Norte", "military", None),
        ("Partido Nuevo", "party", None),
        ("Hezb-e-Wahdat", "party", None),
        ("Tehreek-e-Naya Pakistan", "party", "PK"),
        ("Fundación Ribera", "ngo", None),
        ("Comisión Nacional de Búsqueda", "other", None),
        ("Assemblée nationale", "legislature", None),
        ("Meadow Doctors' Syndicate", "ngo", None),
        ("Meadow Human Rights Monitor", "ngo", None),
        ("Meadow Union Congress", "party", None),
        ("Meadow Trades Union Congress", "ngo", None),
        ("Congress", "legislature", None),
        ("Department of Meadow Administration", "other", None),
        ("Department of State Services", "intelligence", None),
        ("International Meadow Workers' Federation", "ngo", None),
        ("International Meadow Federation", "international", None),
        ("Red Cross", "international", None),
        ("Kenya Red Cross Society", "ngo", "KE"),
        ("National Security Committee", "executive", None),
        ("Bank of Meadow", "other", None),
        ("Meadow Bank", "company", None),
        ("University of Meadow Technologies", "other", None),
        ("Meadow Media Ltd", "media", None),
        ("Meadow Ltd", "company", None),
        ("Special Investigation Team", "police", None),
        ("Meadow Team", "other", None),
        ("Anti-Kidnapping Unit", "police", None),
        ("Multinational Meadow Mission", "international", None),
        ("Ministerio Público", "other", None),
        ("Kisan Sabha", "ngo", None),
        ("Ministry of Meadow Police", "ministry", None),
        ("Ministry of Railways and Prisons", "ministry", None),
        ("Ministry of State Security", "intelligence", None),
        ("Institute of Meadow Finance", "other", None),  # what it is about is not what it is
        ("Meadow Institute of Gardens Ltd", "company", None),
        ("People's Assembly of Meadow", "legislature", None),
        ("Regional Government of Meadow", "executive", None),
        ("Meadow Union of Bakers", "ngo", None),
        ("Meadow Prison Officers' Union", "ngo", None),
        ("Meadow Students Federation", "ngo", None),
        ("Meadow Boxing Association", "other", None),
        ("Mayor's Office", "executive", None),
        ("Meadow Counter-Terrorism Department", "police", None),
        ("Meadow Counterterrorism Department", "police", None),
        ("Meadow Criminal Appeals Chamber", "court", None),
        ("Prosecutor's Office for Organised Crime", "other", None),
        ("Meadow Fire Brigade", "other", None),
        ("Task Force Meadow", "military", None),
        ("Peasant Movement of the Left Bank", "ngo", None),
        ("Meadow Museum of the Army", "other", None),
        ("Bureau of Meadow Prisons", "prison", None),
        ("Meadow Refugee Centre", "ngo", None),
        ("Meadow Emergency Medical Corps", "other", None),
        ("Eastern Theatre Command", "military", None),
        ("Meadow Working Group", "other", None),
        ("Abogados de la Pradera", "ngo", None),
        ("Grupo Pradera", "company", None),
        ("Meadow Council of Latin America", "other", None),
        ("Meadow Council of America", "other", "US"),
        ("Meadow TV", "media", None),
        # The last word says what it is, whoever it is of.
        ("Meadow Women Network Television", "media", None),
        ("Meadow Students Union Radio", "media", None),
        ("Workers Council Newspaper", "media", None),
        ("Golf Association Magazine", "media", None),
        ("Meadow Human Rights Network Television", "media", None),
        ("Teachers Union Bank", "company", None),
        ("Farmers Union Insurance", "company", None),
        ("Gender Project Ltd", "company", None),
        ("Students Association Party", "party", None),
        ("Miners Union Hospital", "other", None),
        ("Garrison Savings Bank", "company", None),
        ("Garrison of Meadow", "military", None),
        ("Fugitive Pictures", "company", None),
        ("Fugitive Books Ltd", "company", None),
        ("Meadow Fugitive Apprehension Unit", "police", None),
        ("Meadow Tactical Response Team", "police", None),
        ("Tactical Systems Ltd", "company", None),
        ("Serious Crime Review", "media", None),
        ("Meadow Prefecture Hotel", "company", None),
        ("Prefecture of Meadow", "executive", None),
        ("Central Committee for Refugees", "other", None),
        ("Central Committee of the Meadow Party", "party", None),
        ("Trial Chamber Orchestra", "other", None),
        ("Trial Chamber II", "court", None),
        ("Magistracy Club", "other", None),
        ("Operation Kindness", None, None),
        ("Task Force on Meadows", "other", None),
        ("Task Force for Meadow Roads", "other", None),
        ("Presidential Task Force on Meadows", "other", None),
        ("Meadow Task Force", "police", None),
        ("Students Union Newspapers Ltd", "media", None),
        # The head and its complement
        ("Students Federation Kenya", "ngo", "KE"),
        ("Telecom Kenya", "company", "KE"),
        ("National Front for the Liberation of Meadow", "armed_group", None),
        ("Meadow Front for National Liberation", "armed_group", None),
        ("Front for Meadow Democracy", "party", None),
        ("Brigade of Martyrs", "armed_group", None),
        ("Brigade of Meadow", "military", None),
        ("Company of Gendarmes", None, None),
        ("Meadow Company of Chairs", "company", None),
        ("Group of Nine Meadows", None, None),
        ("Group of Seven", "international", None),
        ("Group of 20", "international", None),
        ("Meadow Group of Companies", "company", None),
        ("Meadow Aid Post", "ngo", None),
        ("Kessler", None, None),
        ("Policial Kessler", None, None),
        ("Ministro Kessler", None, None),
        ("Partisan Kessler", None, None),
        ("Dieting Kessler", None, None),
    ],
)
def test_words_of_a_name_tell_type_and_country(
    name: str, kind: str | None, country: str | None
) -> None:
    assert classify_agency(name) == (kind, country)


@given(st.text(max_size=100))
def test_words_lie_in_the_text_in_order(text: str) -> None:
    words = read_words(text)
    assert all(
        text[s:e] == f for s, e, f in zip(words.starts, words.ends, words.forms, strict=True)
    )
    assert list(words.starts) == sorted(words.starts)


def test_word_lists_hold_only_strings() -> None:
    # YAML 1.1 reads a bare `on`, `no` or `off` as a truth value.
    def leaves(value: object) -> list[object]:
        if isinstance(value, dict):
            return [leaf for k, v in value.items() for leaf in [k, *leaves(v)]]
        if isinstance(value, list):
            return [leaf for each in value for leaf in leaves(each)]
        return [value]

    assert all(isinstance(leaf, str) for leaf in leaves(agency_words()))
