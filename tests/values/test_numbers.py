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
_SCALES = [(10**9, "billion"), (10**6, "million"), (10**3, "thousand")]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(number: int, *, joint: str = " and ") -> str:
    """Return the English words for 0 to 10**12."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_ONES[hundreds]} hundred" + (joint + spell(rest) if rest else "")
    size, scale = next(each for each in _SCALES if number >= each[0])
    many, rest = divmod(number, size)
    between = joint if 0 < rest < 100 else " "
    tail = between + spell(rest, joint=joint) if rest else ""
    return f"{spell(many, joint=joint)} {scale}{tail}"


def indian(number: int) -> str:
    """Return digits in Indian groups: 12,34,567."""
    digits = str(number)
    head, tail = digits[:-3], digits[-3:]
    groups = [head[max(0, at - 2) : at] for at in range(len(head), 0, -2)][::-1]
    return ",".join([*groups, tail])


NUMBERS = st.one_of(
    st.integers(min_value=0, max_value=10**9),
    st.integers(min_value=0, max_value=9999),
    st.integers(min_value=0, max_value=1000).map(lambda number: number * 10**6),
)


@given(NUMBERS, st.sampled_from([" and ", " "]))
def test_number_words_round_trip(number: int, joint: str) -> None:
    words = spell(number, joint=joint)
    assert [(n.start, n.end, n.low, n.high) for n in find_numbers(words)] == [
        (0, len(words), number, number)
    ]


@given(NUMBERS, st.sampled_from([str.capitalize, str.upper, str.title]))
def test_words_are_read_in_capitals_too(number: int, written) -> None:
    words = written(spell(number))
    assert [(n.low, n.end) for n in find_numbers(words)] == [(number, len(words))]


@given(NUMBERS, st.sampled_from([",", "\u202f", "\u00a0", "\u2009", ""]))
def test_digits_round_trip(number: int, separator: str) -> None:
    found = find_numbers(f"they counted {f'{number:,}'.replace(',', separator)} goats")
    assert [(n.low, n.high) for n in found] == [(number, number)]


@given(st.integers(min_value=1_000_000, max_value=10**9))
def test_digits_with_plain_spaces_round_trip(number: int) -> None:
    """From a million on: "in 2024 300 men" are two numbers."""
    found = find_numbers(f"they counted {f'{number:,}'.replace(',', ' ')} goats")
    assert [(n.low, n.high) for n in found] == [(number, number)]


@given(st.integers(min_value=1000, max_value=10**9))
def test_indian_digits_round_trip(number: int) -> None:
    found = find_numbers(f"they counted {indian(number)} goats")
    assert [(n.low, n.high) for n in found] == [(number, number)]


@given(
    st.integers(min_value=0, max_value=999),
    st.integers(min_value=0, max_value=99),
    st.sampled_from(
        sorted(
            {
                "thousand": 10**3,
                "lakh": 10**5,
                "million": 10**6,
                "crore": 10**7,
                "billion": 10**9,
                "trillion": 10**12,
            }.items()
        )
    ),
)
def test_decimals_with_a_scale(whole: int, hundredths: int, scale: tuple[str, int]) -> None:
    name, size = scale
    text = f"{whole}.{hundredths:02} {name} goats"
    (number,) = find_numbers(text)
    assert number.low == number.high == (whole * 100 + hundredths) * size // 100
    assert text[number.tail :] == " goats"


@given(
    st.integers(min_value=1, max_value=10**6),
    st.integers(min_value=1, max_value=10**6),
    st.sampled_from(["{}-{}", "{} to {}", "between {} and {}", "{}–{}", "between {:,} and {:,}"]),
)
def test_a_range_goes_up(one: int, other: int, shape: str) -> None:
    for number in find_numbers(f"{shape.format(one, other)} goats"):
        assert number.low <= number.high or number.kind == "score"
        if number.kind == "range":
            assert (number.low, number.high) == (one, other)


@given(
    NUMBERS,
    st.booleans(),
    st.sampled_from(["", "They saw ", "On Friday, police said that ", "Ω — "]),
    st.sampled_from(["", " goats", " goats fled.", ", he said", "\nNothing else."]),
)
def test_what_stands_around_it_does_not_change_a_number(number, in_words, before, after) -> None:
    written = spell(number) if in_words else f"{number:,}"
    (alone,) = find_numbers(written)
    (found,) = find_numbers(before + written + after)
    assert (found.low, found.high) == (alone.low, alone.high)
    assert (found.start - len(before), found.end - len(before)) == (alone.start, alone.end)


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
        pytest.param("half million", 500_000, 500_000, id="half million"),
        pytest.param("a half-dozen", 6, 6, id="a half-dozen"),
        pytest.param("a quarter of a million", 250_000, 250_000, id="a quarter of a million"),
        pytest.param("quarter-million", 250_000, 250_000, id="quarter-million"),
        pytest.param("three-quarters of a million", 750_000, 750_000, id="three-quarters of"),
        pytest.param("three and a quarter million", 3_250_000, 3_250_000, id="and a quarter"),
        pytest.param("a million and a quarter", 1_250_000, 1_250_000, id="and a quarter after"),
        pytest.param("2½ million", 2_500_000, 2_500_000, id="vulgar fraction"),
        pytest.param("3 1/2 million", 3_500_000, 3_500_000, id="written fraction"),
        pytest.param("2.5 lakh", 250_000, 250_000, id="decimal lakh"),
        pytest.param("16.01 million", 16_010_000, 16_010_000, id="no binary crumbs"),
        pytest.param("2 crore 50 lakh", 25_000_000, 25_000_000, id="crore and lakh"),
        pytest.param("1 lakh 20 thousand", 120_000, 120_000, id="lakh and thousand"),
        pytest.param("twelve hundred", 1200, 1200, id="twelve hundred"),
        pytest.param("a couple of hundred", 200, 999, id="a couple of hundred"),
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


def test_a_quarter_of_something_else_is_not_added() -> None:
    (number,) = find_numbers("two million and a quarter of the town")
    assert (number.low, number.end) == (2_000_000, len("two million"))


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
        pytest.param("3 1/2 goats", ["measure"], id="half a goat"),
        pytest.param("3 1/2/2018", ["number", "date"], id="a date behind"),
        pytest.param("agent 007", ["identifier"], id="zeros ahead"),
        pytest.param("2 thousand 21 men", ["number", "number"], id="no scale of its own"),
        pytest.param("2 thousand 3 lakh", ["number", "number"], id="a larger scale behind"),
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
