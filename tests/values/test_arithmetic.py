"""Arithmetic on counts: invented sentences through the whole pipeline, and laws of the sums."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import extract
from extract import derived_counts
from extract.extractor import Extractor
from extract.schemas import (
    Article,
    CountValue,
    DerivedCount,
    Evidence,
    Mention,
    Record,
)
from extract.values.arithmetic import added, multiplied, remainder


@cache
def extractor() -> Extractor:
    return extract.load()


def derive(text: str) -> list[DerivedCount]:
    return list(derived_counts(extractor()(text)))


def said(derived: DerivedCount) -> str:
    low, high = derived.low, derived.high
    number = f"{low}" if low == high else f"{low}-{high}"
    holds = {None: "", True: " holds", False: " fails"}[derived.holds]
    bound = "" if derived.bound == "exact" else f" {derived.bound}"
    return f"{derived.kind} {number}{bound}{holds}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # products
        ("The two countries exchanged 90 prisoners each.", ["product 180"]),
        ("Russia and Ukraine freed 90 prisoners each on Friday.", ["product 180"]),
        ("The deal covers 1,000 prisoners of war from each side.", ["product 2000"]),
        ("Both sides freed 90 prisoners each.", ["product 180"]),
        ("The three countries sent about 20 observers each.", ["product 60 approx"]),
        (
            "The two countries exchanged 270 military personnel and 120 civilians each.",
            ["product 540", "product 780", "product 240"],
        ),
        # remainders
        ("Police held 17 detainees, two of whom were journalists.", ["remainder 15"]),
        ("Police held 17 detainees, of whom two were journalists.", ["remainder 15"]),
        ("Of the 31 prisoners, 12 are women.", ["remainder 19"]),
        ("Among the 17 detainees were two journalists.", ["remainder 15"]),
        ("The court freed 31 prisoners, including 12 women.", ["remainder 19"]),
        ("The court freed more than 31 prisoners, including 12 women.", ["remainder 19 at_least"]),
        ("The court freed 31 prisoners, including at least 12 women.", ["remainder 19 at_most"]),
        ("31 of the 50 students were rescued.", ["remainder 19"]),
        ("The blast killed 31 people on Friday, three of them children.", ["remainder 28"]),
        # checks
        ("The plane carried 26 people: 24 adults and two minors.", ["check 26 holds"]),
        ("The plane carried 26 people (24 adults and two minors).", ["check 26 holds"]),
        ("The group of 26 people, comprising 24 adults and two minors, left.", ["check 26 holds"]),
        ("The plane carried 27 people: 24 adults and two minors.", ["check 26 fails"]),
        ("The plane carried 25 people (24 adults and two minors).", ["check 26 fails"]),
        ("The plane carried 24 adults and two minors, 26 in all.", ["check 26 holds"]),
        (
            "The swap freed 26 men. Ten were flown to Russia, 13 to Germany and three to Spain.",
            ["check 26 holds"],
        ),
        (
            "It freed 26. Ten men, two of them ill, left for Rome, 13 for Oslo and three for Kyiv.",
            ["check 26 holds"],
        ),
        # sums
        ("The plane carried 24 adults and two minors.", ["sum 26"]),
        ("Freed were 12 soldiers, seven policemen and six civilians.", ["sum 25"]),
        ("The blast left 12 dead and 30 wounded.", ["sum 42"]),
        ("Two women and one man died.", ["sum 3"]),
        ("At least 20 men and more than five women were held.", ["sum 25 at_least"]),
        ("About 20 men and five women were held.", ["sum 25 approx"]),
        ("Between 20 and 30 men and five women were held.", ["sum 25-35"]),
        ("It carried about 27 people: 24 adults and two minors.", ["sum 26"]),
        ("It carried 24 adults and two minors. At the port 26 people cheered.", ["sum 26"]),
        ("Two men and three women carried 20 bags each.", ["sum 5"]),
        ("They agreed on a four-for-two prisoner swap.", ["sum 6"]),
        ("A 1,000-for-1,000 prisoner exchange began.", ["sum 2000"]),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_follows_is_derived(text: str, expected: list[str]) -> None:
    assert [said(each) for each in derive(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Each country received 24 prisoners.", id="how many countries?"),
        pytest.param("Each side freed 10 men; the three sides met again.", id="three sides"),
        pytest.param("The jail gave 90 prisoners each a blanket.", id="no parties"),
        pytest.param("Three men watched while 20 prisoners each got a meal.", id="another clause"),
        pytest.param("Envoys of Russia and Ukraine freed 90 prisoners each.", id="envoys of two"),
        pytest.param("31 people, including two men and a child, were held.", id="open share"),
        pytest.param("31 people, including two men and Ann Lee, were held.", id="a named share"),
        pytest.param("31 men, including 12 Poles and four Danes, left.", id="several shares"),
        pytest.param("120 officers, including two teams, left.", id="teams are not officers"),
        pytest.param("The raid hit 12 villages, including three men.", id="people in villages"),
        pytest.param("Two women, including five Poles, left.", id="a share above its whole"),
        pytest.param("Dozens of prisoners, including two women, left.", id="a vague whole"),
        pytest.param("26 people, 24 adults and two minors, were freed.", id="apposed, not added"),
        pytest.param("It carried 27 people: 24 adults, two minors and a nurse.", id="open list"),
        pytest.param(
            "It carried 27 people: 24 adults and two minors, a nun and a cook.", id="more"
        ),
        pytest.param("Three women and two men, a nurse and a cook were held.", id="open sum"),
        pytest.param("There were hundreds of men and dozens of women.", id="vague parts"),
        pytest.param(
            "It freed 26 men. About ten were flown to Russia, 13 to Germany and three to Spain.",
            id="about ten make no whole",
        ),
        pytest.param(
            "It freed 26 men after ten men had died. It sent 13 to Germany and three to Spain.",
            id="parts of two sentences",
        ),
        pytest.param("There were dozens and dozens of men.", id="said twice"),
        pytest.param("He came for one problem and one problem only.", id="said twice in full"),
        pytest.param("They have two and three jobs.", id="alternatives"),
        pytest.param("He won five cups and eight in his career.", id="a share behind"),
        pytest.param("Police met two guards, and one man read a letter.", id="a new clause"),
        pytest.param("They took five pieces of wood and 90 pieces of paper.", id="pieces"),
        pytest.param("Two men in each of the 14 groups advanced.", id="each of the groups"),
        pytest.param("Three men and two cars were seized.", id="people and things"),
        pytest.param("Three drones and two cars were seized.", id="things of two kinds"),
        pytest.param("10 or 12 hostages were freed.", id="or"),
        pytest.param("At least 20 men and up to five women were held.", id="bounds that cancel"),
        pytest.param("On Monday 12 people died and on Tuesday five people.", id="apart"),
        pytest.param("The shop has a two-for-one offer.", id="no exchange"),
        pytest.param(
            "The crew is six Danes, four Finns and two Poles.",
            id="4 + 2 = 6",
        ),
        pytest.param("Among the two men and three women was a spy.", id="shares of a whole"),
    ],
)
def test_what_is_not_plain_is_left_alone(text: str) -> None:
    assert [said(each) for each in derive(text)] == []


def test_one_list_is_one_sum() -> None:
    (derived,) = derive("The crew is seven Burmese, four Indians and two Poles.")
    assert (derived.kind, derived.low, len(derived.sources)) == ("sum", 13, 3)


def test_a_derived_count_says_where_it_comes_from() -> None:
    record = extractor()("It carried 27 people: 24 adults and two minors.")
    (derived,) = derived_counts(record)
    texts = {mention.id: mention.text for mention in record.mentions}
    assert [texts[source] for source in derived.sources] == ["27 people", "24 adults", "two minors"]
    assert derived.detail == "24 adults + two minors = 26, 1 fewer than the 27 people stated"
    assert derived.unit == "person"


def test_nothing_derived_is_in_the_record() -> None:
    record = extractor()("The two countries exchanged 90 prisoners each.")
    before = record.model_dump_json()
    assert derived_counts(record)
    assert record.model_dump_json() == before
    assert "180" not in before


def test_a_first_item_that_the_others_make_is_not_added_to_them() -> None:
    text = "Freed were 26 people, 24 adults and two minors."
    mentions = tuple(
        Mention(
            id=words,
            label="COUNT",
            start=text.index(words),
            end=text.index(words) + len(words),
            text=words,
            value=CountValue(low=number, high=number, unit_class="person"),
            evidence=Evidence(by="counts.noun"),
        )
        for number, words in ((26, "26 people"), (24, "24 adults"), (2, "two minors"))
    )
    assert derived_counts(Record(article=Article(text=text), mentions=mentions)) == ()


def test_of_two_of_three_each_is_said_of_the_two() -> None:
    assert [said(each) for each in derive("Two of the three men got 20 lashes each.")] == [
        "remainder 1"
    ]


def test_a_total_stands_close_behind_its_parts() -> None:
    text = (
        "It carried 24 adults and two minors. The total cost of the journey was met by a fund to"
        " which, said the minister, 26 people gave."
    )
    assert [said(each) for each in derive(text)] == ["sum 26"]


# --- laws -----------------------------------------------------------------------------------------
BOUNDS = ("exact", "approx", "at_least", "at_most")
NUMBERS = st.integers(min_value=0, max_value=10**6)


@st.composite
def values(draw: st.DrawFn) -> CountValue:
    low = draw(NUMBERS)
    return CountValue(
        low=low,
        high=low + draw(st.sampled_from([0, 0, 5])),
        bound=draw(st.sampled_from(BOUNDS)),
        unit=draw(st.sampled_from(["man", "woman", "car", None])),
        unit_class=draw(st.sampled_from(["person", "minor", "object", "state"])),
        basis=draw(st.sampled_from(["total", "each", "part", "unspecified"])),
    )


@given(st.lists(values(), min_size=1, max_size=5), st.randoms())
def test_sums_do_not_hang_on_the_order(parts, random) -> None:
    shuffled = parts[:]
    random.shuffle(shuffled)
    assert added(parts) == added(shuffled)


@given(values(), values(), st.integers(min_value=0, max_value=100))
def test_more_in_a_part_is_more_in_the_sum_and_less_in_the_remainder(one, other, more) -> None:
    larger = other.model_copy(update={"low": other.low + more, "high": other.high + more})
    total, grown = added([one, other]), added([one, larger])
    assert (total is None) == (grown is None)
    if total and grown:
        assert (grown.low - total.low, grown.high - total.high) == (more, more)
    left, shrunk = remainder(one, other), remainder(one, larger)
    if left and shrunk:
        assert (left.low - shrunk.low, left.high - shrunk.high) == (more, more)


@given(values(), st.integers(min_value=0, max_value=50), st.integers(min_value=0, max_value=50))
def test_a_bound_of_a_sum_is_kept_by_every_number_that_it_allows(part, above, exact) -> None:
    """What each bound allows, added up, lies within the bound of the sum."""
    total = added([part, CountValue(low=exact, high=exact)])
    assert total is not None
    assert total.bound == part.bound
    if part.bound == "at_least":
        assert part.low + above + exact >= total.low
    if part.bound == "at_most":
        assert part.high - above + exact <= total.high
    if part.bound == "exact":
        assert total.low <= part.high + exact <= total.high


@given(values(), st.integers(min_value=1, max_value=100), st.integers(min_value=1, max_value=100))
def test_remainders_keep_their_bound(whole, left, part) -> None:
    """At most so many in the part leave at least so many, and the other way round."""
    whole = whole.model_copy(update={"low": left + part, "high": left + part, "bound": "exact"})
    for bound, expected in (("at_least", "at_most"), ("at_most", "at_least"), ("exact", "exact")):
        found = remainder(whole, CountValue(low=part, high=part, bound=bound))
        assert found is not None
        assert (found.low, found.high, found.bound) == (left, left, expected)


@given(values(), st.integers(min_value=2, max_value=50))
def test_a_product_is_the_sum_of_its_parties(value, parties) -> None:
    total, product = added([value] * parties), multiplied(value, parties)
    assert total is not None
    assert (product.low, product.high, product.bound) == (total.low, total.high, total.bound)
    assert (product.unit, product.unit_class) == (value.unit, value.unit_class)


JOINTS = (" and ", ", ", ", including ", ": ", " of the ", ", of whom ", " each. ", "-for-", ". ")


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Return a record of counts with arbitrary values, joined by the words that the rules read."""
    text, mentions = "The two sides exchanged ", []
    for at in range(draw(st.integers(min_value=0, max_value=6))):
        value = draw(values())
        words = f"{value.low} {value.unit or ''}".strip()
        mentions.append(
            Mention(
                id=f"m{at}",
                label="COUNT",
                start=len(text),
                end=len(text) + len(words),
                text=words,
                value=value,
                evidence=Evidence(by=draw(st.sampled_from(["counts.noun", "counts.elided"]))),
            )
        )
        text += words + draw(st.sampled_from(JOINTS))
    return Record(article=Article(text=text), mentions=tuple(mentions))


@settings(max_examples=300)
@given(records())
def test_sources_are_counts_of_the_record_and_a_rerun_gives_the_same(record) -> None:
    derived = derived_counts(record)
    ids = {mention.id for mention in record.mentions}
    for each in derived:
        assert set(each.sources) <= ids
        assert len(set(each.sources)) == len(each.sources)
        assert each.low <= each.high
        assert (each.holds is not None) == (each.kind == "check")
    assert derived == derived_counts(record)
    starts = {mention.id: mention.start for mention in record.mentions}
    places = [[starts[source] for source in each.sources] for each in derived]
    assert places == sorted(places)
