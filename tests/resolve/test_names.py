"""Names of people are taken apart as their customs want."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.resolve.names import fold, lexicon, parse_person


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("Evan Gershkovich", ["evan", "gershkovich"], id="plain"),
        pytest.param("LAVROV, Sergey Viktorovich", ["sergey", "viktorovich", "lavrov"], id="comma"),
        pytest.param("Dr. Rami Makhlouf", ["rami", "makhlouf"], id="title"),
        pytest.param("Bashar al-Assad", ["bashar", "assad"], id="arabic-article"),
        pytest.param("Abd al-Rahman Muhammad", ["abdulrahman", "muhammad"], id="servant-of"),
        pytest.param("Saif al-Din Hamza", ["saifdin", "hamza"], id="of-the-faith"),
        pytest.param("Mohammed bin Salman", ["mohammed", "salman"], id="son-of"),
        pytest.param("Ludwig van Beethoven", ["ludwig", "beethoven"], id="dutch-particle"),
        pytest.param("Vladimir Kara-Murza", ["vladimir", "karamurza"], id="hyphen"),
        pytest.param("Shane O’Neill", ["shane", "oneill"], id="apostrophe"),
        pytest.param("J. K. Rowling", ["j", "k", "rowling"], id="initials"),
        pytest.param("Regina Benjamin, M.D.", ["regina", "benjamin"], id="degree"),
        pytest.param("Daw Aung San Suu Kyi", ["aung", "san", "suu", "kyi"], id="burmese-address"),
        pytest.param("Володимир Зеленський", ["volodimir", "zelenskiy"], id="cyrillic"),
        pytest.param("习近平", ["xi", "jin", "ping"], id="han"),
        pytest.param('Robert "Bobby" Vance', ["robert", "vance"], id="quoted-nickname"),
        pytest.param("Suharto", ["suharto"], id="mononym"),
        pytest.param("Jamal Okafor, 31", ["jamal", "okafor"], id="age"),
        pytest.param("defensive tackle Jamal Okafor", ["jamal", "okafor"], id="description"),
        pytest.param("bin Salman Fahd", ["salman", "fahd"], id="particle-in-front"),
        pytest.param("Whelan’s", ["whelan"], id="possessive"),
    ],
)
def test_a_name_has_these_parts(text: str, parts: list[str]) -> None:
    assert [part.plain for part in parse_person(text).parts] == parts


@pytest.mark.parametrize(
    ("text", "given_name", "surname"),
    [
        pytest.param("Kim Jong-un", "jongun", "kim", id="korean"),
        pytest.param("Xi Jinping", "jinping", "xi", id="chinese"),
        pytest.param("Anna Kim", "anna", "kim", id="western-order"),
        pytest.param("Paul Whelan", "paul", "whelan", id="western"),
        pytest.param("Mohammed Ashraf P.V.", "mohammed", "ashraf", id="trailing-initials"),
        pytest.param("Raghavan K. P.", "k", "raghavan", id="initials-behind-one-name"),
    ],
)
def test_given_name_and_surname_follow_the_order_of_the_name(
    text: str, given_name: str, surname: str
) -> None:
    name = parse_person(text)
    assert (name.given.plain, name.surname.plain) == (given_name, surname)


@pytest.mark.parametrize(
    "text", ['Rishi "Bobo" Okafor', "Rishi (Bobo) Okafor", "Rishi “Bobo” Okafor"]
)
def test_a_nickname_is_kept_apart(text: str) -> None:
    name = parse_person(text)
    assert (name.key, [part.plain for part in name.nicknames]) == ("rishi okafor", ["bobo"])


def test_a_suffix_is_kept_apart() -> None:
    assert parse_person("Sammy Davis, Jr.").suffix == "jr"
    assert parse_person("Martin Luther King Jr.").key == "martin luther king jr"


@pytest.mark.parametrize(
    "spellings",
    [
        pytest.param(("zelensky", "zelenskyy", "zelenskiy", "zelenskii"), id="-sky"),
        pytest.param(("mikhail", "mihail"), id="kh"),
        pytest.param(("alsu", "alsou"), id="ou"),
        pytest.param(("hassan", "hasan"), id="double-letter"),
        pytest.param(("sergey", "sergei", "sergej"), id="-ei"),
        pytest.param(("nuristani", "nooristani"), id="oo"),
    ],
)
def test_habits_of_romanisation_fold_together(spellings: tuple[str, ...]) -> None:
    assert len({fold(word) for word in spellings}) == 1


@given(st.text())
def test_every_text_has_at_least_one_part(text: str) -> None:
    assert parse_person(text).parts


LISTS = ("honorifics", "particles", "filial", "faith", "credentials", "eastern_surnames")
LISTED = ["jr", "iii", "abd", "daw", "a", "m", *(word for name in LISTS for word in lexicon(name))]


@pytest.mark.parametrize(
    "shape",
    [
        "{}",
        "{} Nur",
        "Nur {}",
        "{} Nur Amin",
        "Nur {} Amin",
        "Nur Amin {}",
        "N. {}",
        "{} N. Amin",
        "{} N.",
    ],
)
def test_a_name_of_plain_words_is_parsed_as_it_is_with_more_space(shape: str) -> None:
    # Plain words with single spaces take a shorter way.
    for word in (each.capitalize() for each in LISTED):
        plain, spaced = shape.format(word), f" {shape.format(word).replace(' ', '  ')} "
        assert replace(parse_person(plain), text=spaced) == parse_person(spaced)
