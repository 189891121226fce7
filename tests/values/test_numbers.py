"""Numbers: values, bounds and kinds, from strings alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values.number_kinds import in_small_letters
from extract.values.numbers import find_numbers, patterns

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(number: int, *, joint: str = " and ") -> str:
    """Return the English words for 0 to 999,999."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_ONES[hundreds]} hundred" + (joint + spell(rest) if rest else "")
    thousands, rest = divmod(number, 1000)
    between = joint if 0 < rest < 100 else " "
    tail = between + spell(rest, joint=joint) if rest else ""
    return f"{spell(thousands, joint=joint)} thousand{tail}"


@given(st.integers(min_value=0, max_value=999_999), st.sampled_from([" and ", " "]))
def test_number_words_round_trip(number: int, joint: str) -> None:
    words = spell(number, joint=joint)
    assert [(n.start, n.end, n.low, n.high) for n in find_numbers(words)] == [
        (0, len(words), number, number)
    ]


@given(st.integers(min_value=0, max_value=10**9))
def test_digits_round_trip(number: int) -> None:
    found = find_numbers(f"they counted {number:,} goats")
    assert [(n.low, n.high) for n in found] == [(number, number)]


@given(st.text(max_size=80) | st.text(alphabet="0123456789,.-–/:()$%+ andtoxm\n", max_size=80))
def test_any_text_is_read_and_offsets_are_in_order(text: str) -> None:
    last = 0
    for number in find_numbers(text):
        assert last <= number.start < number.end <= len(text)
        assert number.lead <= number.start
        assert number.end <= number.tail <= len(text)
        last = number.tail


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        pytest.param("1,000", 1000, 1000, id="comma"),
        pytest.param("1,00,000", 100_000, 100_000, id="Indian commas"),
        pytest.param("12,34,567", 1_234_567, 1_234_567, id="Indian crore"),
        pytest.param("1\u202f234\u202f567", 1_234_567, 1_234_567, id="narrow spaces"),
        pytest.param("1 234 567", 1_234_567, 1_234_567, id="plain spaces"),
        pytest.param("1.2 million", 1_200_000, 1_200_000, id="decimal million"),
        pytest.param("2m", 2_000_000, 2_000_000, id="glued m"),
        pytest.param("10k", 10_000, 10_000, id="glued k"),
        pytest.param("3 lakh", 300_000, 300_000, id="lakh"),
        pytest.param("2 crore", 20_000_000, 20_000_000, id="crore"),
        pytest.param("three lakh crore", 3 * 10**12, 3 * 10**12, id="lakh crore"),
        pytest.param("a dozen", 12, 12, id="a dozen"),
        pytest.param("two dozen", 24, 24, id="two dozen"),
        pytest.param("half a dozen", 6, 6, id="half a dozen"),
        pytest.param("half a million", 500_000, 500_000, id="half a million"),
        pytest.param("two and a half million", 2_500_000, 2_500_000, id="and a half before"),
        pytest.param("a million and a half", 1_500_000, 1_500_000, id="and a half after"),
        pytest.param("twenty six", 26, 26, id="no hyphen"),
        pytest.param("two hundred and two thousand", 202_000, 202_000, id="scale closes all"),
        pytest.param("tens of thousands", 20_000, 99_999, id="tens of thousands"),
        pytest.param("hundreds of thousands", 200_000, 999_999, id="hundreds of thousands"),
        pytest.param("dozens", 24, 99, id="dozens"),
        pytest.param("several hundred", 200, 999, id="several hundred"),
        pytest.param("20 to 30", 20, 30, id="to"),
        pytest.param("two to three thousand", 2000, 3000, id="shared scale"),
        pytest.param("2-3 million", 2_000_000, 3_000_000, id="shared scale in digits"),
        pytest.param("three (3)", 3, 3, id="said twice"),
    ],
)
def test_values(text: str, low: int, high: int) -> None:
    assert [(n.low, n.high, n.tail) for n in find_numbers(text)] == [(low, high, len(text))]


@pytest.mark.parametrize(
    ("text", "bound", "lead", "tail"),
    [
        pytest.param("more than 20 men", "at_least", "more than 20", "20", id="more than"),
        pytest.param("no fewer than 20 men", "at_least", "no fewer than 20", "20", id="no fewer"),
        pytest.param("up to about 20 men", "at_most", "up to about 20", "20", id="outer binds"),
        pytest.param("at least 20 men", "at_least", "at least 20", "20", id="at least"),
        pytest.param("some 20 men", "approx", "some 20", "20", id="some"),
        pytest.param("20 or more men", "at_least", "20", "20 or more", id="or more"),
        pytest.param("20-plus men", "at_least", "20", "20-plus", id="plus"),
        pytest.param("20-odd men", "approx", "20", "20-odd", id="odd"),
        pytest.param("killed over 20 men", "at_least", "over 20", "20", id="over"),
        pytest.param("handed over 20 men", "exact", "20", "20", id="handed over"),
        pytest.param("talks about 20 men", "exact", "20", "20", id="talks about"),
        pytest.param("under 20 men", "at_most", "under 20", "20", id="under"),
        pytest.param("under two men", "exact", "two", "two", id="under in words"),
    ],
)
def test_bounds(text: str, bound: str, lead: str, tail: str) -> None:
    (number,) = find_numbers(text)
    assert number.bound == bound
    assert text[number.lead : number.end] == lead
    assert text[number.start : number.tail] == tail


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("$5m", ["money"], id="money sign"),
        pytest.param("5 million dollars", ["money"], id="money after"),
        pytest.param("between 10 and 15 percent", ["percent"], id="percent range"),
        pytest.param("Ann Lee, 45, said", ["age"], id="age"),
        pytest.param("three or four years", ["duration", "duration"], id="duration shared"),
        pytest.param("12 km", ["measure"], id="measure"),
        pytest.param("five times", ["multiple"], id="multiple"),
        pytest.param("two-thirds", ["fraction"], id="fraction"),
        pytest.param("one in three voters", ["ratio", "ratio"], id="ratio"),
        pytest.param("21st", ["ordinal"], id="ordinal"),
        pytest.param("won 3-1", ["score"], id="score"),
        pytest.param("23 May", ["date"], id="date"),
        pytest.param("10:30", ["time"], id="time"),
        pytest.param("+44 20 7946 0000", ["phone"], id="phone"),
        pytest.param("Sections 3 and 4", ["identifier", "identifier"], id="sections"),
        pytest.param("Group of Seven", ["name"], id="name"),
        pytest.param("three-member panel", ["compound"], id="compound"),
        pytest.param("one of them", ["pronoun"], id="pronoun"),
        pytest.param("1. First", ["list"], id="list"),
        pytest.param("rose from 20 to 30", ["number", "number"], id="from … to is no range"),
        pytest.param("10 or 12 men", ["number", "number"], id="or is no range"),
        pytest.param("20-30 men", ["range"], id="range"),
        pytest.param("dozens of men", ["vague"], id="vague"),
        pytest.param("May 23, 26 men left", ["date", "number"], id="count after a date"),
    ],
)
def test_kinds(text: str, kinds: list[str]) -> None:
    assert [n.kind for n in find_numbers(text)] == kinds


def test_what_is_looked_for_in_small_letters_is_written_so() -> None:
    data = patterns()
    rows = data["not_count"]["left"] + data["not_count"]["right"]
    written = [row["pattern"] for row in rows if not row.get("case")]
    written += [phrase for phrases in data["bounds"]["left"].values() for phrase in phrases]
    assert [each for each in written if each != each.lower()] == []


@given(st.text())
def test_small_letters_keep_the_length(text: str) -> None:
    assert len(in_small_letters(text)) == len(text)


@pytest.mark.parametrize("text", ["about", "ABOUT", "ſome", "mİnİmum", "mınımum"])
def test_small_letters_are_those_of_ignorecase(text: str) -> None:
    for phrase in ("about", "some", "minimum"):
        ignoring_case = re.fullmatch(phrase, text, re.IGNORECASE)
        assert (in_small_letters(text) == phrase) == (ignoring_case is not None)
