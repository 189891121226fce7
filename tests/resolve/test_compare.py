"""Pairs of people's names: which are one person's, and why."""

from collections.abc import Iterator

import pytest
from _pytest.mark import ParameterSet
from hypothesis import example, given
from hypothesis import strategies as st

from extract.resolve import compare_names

SAME = """
Paul Whelan | Paul Whalen
Evan Gershkovich | Ivan Gershkovich
Vadim Krasikov | Vedim Krasikov
Alsu Kurmasheva | Alsou Kurmasheva
Dmytro Usov | Dmitry Usov
Volodymyr Zelenskyy | Vladimir Zelensky
Volodymyr Zelenskiy | Володимир Зеленський
Muammar Gaddafi | Moammar Khadafy
Muammar al-Gaddafi | Muammar Qaddafi
Mohammed Salah | Muhammad Salah
Mohamed Morsi | Mohammed Morsy
Hussein Amin | Husain Amin
Yusuf Islam | Youssef Islam
Alyaksandr Lukashenka | Alexander Lukashenko
Aleksandr Petrov | Oleksandr Petrov
Yevgeny Prigozhin | Evgeny Prigozhin
Yulia Navalnaya | Yuliya Navalnaya
Sergei Shoigu | Sergey Shoygu
Mikhail Khodorkovsky | Mikhail Khodorkovskiy
Andrii Yermak | Andriy Yermak
Sergey Viktorovich Lavrov | Sergey Lavrov
LAVROV, Sergey | Sergey Lavrov
Joe Biden | Joseph Biden
Joseph R. Biden Jr. | Joseph R. Biden Jr
Bill Clinton | William Clinton
Bob Menendez | Robert Menendez
Ted Cruz | Edward Cruz
Liz Truss | Elizabeth Truss
Kate Forbes | Catherine Forbes
Mike Pence | Michael Pence
Kim Jong-un | Kim Jong Un
Kim Jong-un | Kim Jongun
Xi Jinping | Xi Jin-ping
Ban Ki-moon | Ban Ki Moon
Moon Jae-in | Moon Jae In
Viktor Orbán | Orban Viktor
Gabriel García Márquez | Gabriel Garcia Marquez
Recep Tayyip Erdoğan | Recep Tayyip Erdogan
Łukasz Nowicki | Lukasz Nowicki
Jürgen Müller | Jurgen Mueller
Mohammed bin Salman | Mohammad bin Salman
Mohammed bin Salman | bin Salman Mohammed
Abdel Fattah el-Sisi | Abdul Fattah al-Sisi
Abd al-Rahman Khalil | Abdulrahman Khalil
Bashar al-Assad | Bachar el-Assad
Noureddine Taboubi | Nour ed-Dine Taboubi
Saif al-Islam Gaddafi | Seif al-Islam Gadhafi
Suharto | Soeharto
Hannibal | Hanniball
Dr. Amina Sule | Amina Sule
J. Okonkwo | James Okonkwo
John F. Kelso | John Kelso
Emanuel Macron | Emmanuel Macron
Tomasz Lindeman | Tomasz Lindemann
Grzegorz Schetyna | Grzegorz Shetyna
RamiMakhlouf | Rami Makhlouf
Marie-Claire Dubois | Marie Claire Dubois
Narender Modi | Narendra Modi
Clara Ashby-Morton | Clara Morton
Clara Ashby-Morton | Clara Ashby-Mortone
Musa Bello Dankwara | Musa Bello-Dankwaran
Halina Kazlouskaya | Galina Kozlovskaya
Vasil Sauchanka | Vasily Savchenko
Inna Marozava | Ina Marozava
Akram Tanvir Malik | Malik Akram Tanveer
Regina Benjamin, M.D. | Regina Benjamin
Tariq Abdul Salam Rahimi | Tariq Salam Rahimi
Abdul Haqqi Salam Rahimi | Abdul Salam Rahimi
"""

APART = """
Olga Bahdan | Olga Obgoudiene
Clara Ash-Morton | Clara Ash
Clara Ashby-Morton | Clara Ashby-Norris
Anna Wolf | Anna Wulf-Lund
Paul Whelan | David Whelan
Paul Whelan | Paul Phelan
Joe Biden | Hunter Biden
John Smith | Jane Smith
Vladimir Putin | Vladimir Kara-Murza
Barack Obama | Michelle Obama
Martin Luther King Jr. | Martin Luther King Sr.
George Bush | Barbara Bush
Kim Jong-un | Kim Jong-il
Kim Jong-un | Kim Yo-jong
Choi Jong Young | Jang Young-woo
Li Wei | Lu Wei
Wang Yi | Wang Li
Xi Jinping | Li Keqiang
Salman bin Mohammed | Mohammed bin Salman
Ahmad bin Hasan al-Ubaidi | Hasan bin Ahmad al-Ubaidi
Sergey Viktorovich Lavrov | Sergey Borisovich Lavrov
William G. Frost | William W. Frost
Alexei Navalny | Andrei Navalny
Olga Baranova | Oleg Baranov
Maria Lopez | Mario Lopez
Daniel Ortega | Daniela Ortega
Hassan Nasrallah | Hussein Nasrallah
Mohammed Dahlan | Mahmoud Dahlan
Imran Khan | Salman Khan
Raúl Castro | Raúl Castillo
Viktor Orbán | Viktor Orbach
Pervez Musharraf | Nawaz Sharif
Indira Gandhi | Rahul Gandhi
Uhuru Kenyatta | Jomo Kenyatta
Muhammadu Buhari | Mohammed Badaru
Goodluck Jonathan | Patience Jonathan
Bola Tinubu | Tunde Tinubu
Aung Min | Aung Thein
Megawati Sukarnoputri | Guntur Sukarnoputra
Abu Bakr al-Baghdadi | Abu Omar al-Baghdadi
Yasser Arafat | Yasser Abed Rabbo
Pedro Sánchez | Pedro Suárez
José Luis Rodríguez | José Luis Zapatero
Ana García López | Ana García Torres
Antonio Guterres | Antonio Costa
Petr Pavel | Petr Fiala
Boris Nemtsov | Boris Yeltsin
Anna Politkovskaya | Anna Chapman
Ilya Yashin | Ilya Ponomarev
Rico Krieger | Rico Kramer
Peter Obi | Peter Odili
Thomas Lindberg | Thomas Landberg-Hale
Tariq Abdul Salam Rahimi | Tariq Wali Salam Rahimi
习近平 | 习近朋
김정은 | 김정일
"""

#: What a name alone cannot settle: too little of it, or two given names that may change places.
UNSURE = """
Gershkovich | Evan Gershkovich
Biden | Joe Biden
Evan | Evan Gershkovich
Xi | Xi Jinping
Hans Friedrich | Friedrich Hans
"""


def _table(text: str, verdict: str) -> Iterator[ParameterSet]:
    for line in text.strip().splitlines():
        a, b = (name.strip() for name in line.split("|"))
        yield pytest.param(a, b, verdict, id=f"{a}~{b}")


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [*_table(SAME, "match"), *_table(APART, "no_match"), *_table(UNSURE, "unsure")],
)
def test_two_names_are_judged(a: str, b: str, verdict: str) -> None:
    decision = compare_names(a, b)
    assert decision.verdict == verdict, decision.reason


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param("Paul Whelan", "Paul Whalen", id="sound-alike"),
        pytest.param("Evan Gershkovich", "Ivan Gershkovich", id="cognate"),
        pytest.param("J. Okonkwo", "James Okonkwo", id="initial"),
        pytest.param("Michael Jorgan", "Michael Jordan", id="slip"),
    ],
)
def test_a_real_difference_needs_a_context_once_one_is_known(a: str, b: str) -> None:
    shared = compare_names(a, b, context_a=["Kremlin", "Lefortovo"], context_b=["Lefortovo"])
    alone = compare_names(a, b, context_a=["Kremlin"], context_b=["Premier League"])
    assert (shared.verdict, alone.verdict) == ("match", "unsure")
    assert "Lefortovo" in shared.reason
    assert "nothing around them in common" in alone.reason


def test_a_spelling_habit_needs_no_context() -> None:
    decision = compare_names("Dmytro Usov", "Dmitry Usov", context_a=["Kyiv"], context_b=["Lagos"])
    assert decision.verdict == "match"


@pytest.mark.xfail(strict=True, reason="a father's whole name begins his daughter's")
def test_a_burmese_name_within_a_longer_one_is_not_the_same_person() -> None:
    assert compare_names("Aung San", "Aung San Suu Kyi").verdict != "match"


def test_the_reason_gives_evidence_and_counter_evidence() -> None:
    decision = compare_names("Paul Whelan", "David Whelan")
    assert decision.rule == "given-names-differ"
    assert "“whelan” in both" in decision.reason
    assert "against: “paul” stands against “david”" in decision.reason or (
        "against: “david” stands against “paul”" in decision.reason
    )


def test_a_label_without_names_is_refused() -> None:
    with pytest.raises(ValueError, match="PERSON, AGENCY or LOCATION"):
        compare_names("Friday", "Saturday", label="DATE")


NAMES = st.text(alphabet="abdehiklmnoprstuvwyz -.,'ШжОв李王 ", min_size=1, max_size=24)


@given(NAMES, NAMES)
@example("'", "b李")
def test_the_order_of_the_two_names_does_not_matter(a: str, b: str) -> None:
    assert compare_names(a, b) == compare_names(b, a)


@given(NAMES)
def test_a_name_is_its_own(name: str) -> None:
    assert compare_names(name, name).verdict == "match"
