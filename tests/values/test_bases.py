"""What a count is of: by its sentence, and by the other counts of the article."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extract.schemas import Basis, CountValue
from extract.values.bases import FEW, WHOLE_REACH, Placed, basis_of, settle_bases
from extract.values.counts import SMALL


@pytest.mark.parametrize(
    ("left", "inside", "right", "basis"),
    [
        pytest.param("They freed ", " men", " each.", "each", id="each"),
        pytest.param("They freed ", " men", " apiece.", "each", id="apiece"),
        pytest.param("They freed ", " men", " from each side.", "each", id="from each side"),
        pytest.param("We were ", "", " to a room.", "each", id="to a room"),
        pytest.param("They took ", " men", " to a prison.", "unspecified", id="to a prison"),
        pytest.param("They freed ", " men", " and 12 women each.", "each", id="shared each"),
        pytest.param("Each side freed ", " men", ".", "each", id="each before"),
        pytest.param("", " refugees", " each day arrive.", "unspecified", id="each day"),
        pytest.param("They freed ", " men", ", each of them ill.", "unspecified", id="each of"),
        pytest.param("Nine men, including ", " minors", ".", "part", id="including"),
        pytest.param("Nine men, of whom ", "", " were ill.", "part", id="of whom"),
        pytest.param("", "", " of the students left.", "part", id="of the"),
        pytest.param("She left with ", "", " of her children.", "unspecified", id="of her"),
        pytest.param("", " members", " of the group left.", "unspecified", id="noun of the"),
        pytest.param("Another ", " men", " left.", "additional", id="another"),
        pytest.param("", " others", " left.", "additional", id="others"),
        pytest.param("", " more men", " left.", "additional", id="more"),
        pytest.param("", " men", " more than before.", "unspecified", id="more than"),
        pytest.param("A total of ", " men", " left.", "total", id="total of"),
        pytest.param("", " men", " in all.", "total", id="in all"),
        pytest.param("The swap involved ", " men", ".", "total", id="involved"),
        pytest.param("They freed ", " men", ".", "unspecified", id="nothing said"),
    ],
)
def test_basis_of(left: str, inside: str, right: str, basis: str) -> None:
    assert basis_of(left, inside, right) == basis


#: How the tests write a count: «12 men» has a noun, «12» has none; * before it: its basis is given.
_WRITTEN = re.compile(
    r"«(?:(?P<basis>total|each|part|additional):)?(?P<bound>[≥~])?(?P<low>\d+)(?P<noun>[^»]*)»"
)
_CLASSES = {"men": "person", "trucks": "object", "countries": "state", "hundreds": "person"}


def placed(written: str) -> tuple[str, list[Placed]]:
    """Return the text that `written` stands for, and its counts with their sentences."""
    text, counts, at = "", [], 0
    for match in _WRITTEN.finditer(written):
        text += written[at : match.start()]
        start = len(text)
        text += match["low"] + match["noun"]
        at = match.end()
        noun = match["noun"].strip()
        value = CountValue(
            low=int(match["low"]),
            high=int(match["low"]) * (9 if noun == "hundreds" else 1),
            bound={"≥": "at_least", "~": "approx", None: "exact"}[match["bound"]],
            unit=noun or None,
            unit_class=_CLASSES.get(noun, "person"),
            basis=match["basis"] or "unspecified",
        )
        counts.append((start, len(text), value, bool(noun)))
    text += written[at:]
    stops = [0, *(each.end() for each in re.finditer(r"\. ", text)), len(text)]
    sentences = list(pairwise(stops))
    return text, [
        Placed(start, end, value, named, left=text[first:start], right=text[end:last])
        for start, end, value, named in counts
        for first, last in sentences
        if first <= start < last
    ]


def bases(written: str) -> list[Basis]:
    return list(settle_bases(*placed(written)))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        # An open figure of people is the whole of an event …
        ("They freed «31 men».", "total"),
        ("They freed «≥31 men».", "total"),
        ("They saw «2».", "total"),
        ("The «2 men» left.", "total"),
        # … but people in passing, what is only wished for, and vague crowds are not.
        ("They saw «2 men».", "unspecified"),
        ("She came with «11 men».", "unspecified"),
        ("He met her «11 men».", "unspecified"),
        ("They offered to free «31 men».", "unspecified"),
        ("«31 men» would be freed.", "unspecified"),
        ("They freed «3 hundreds».", "unspecified"),
        # Things and states stay open, unless the text takes them up or divides them.
        ("They burnt «31 trucks».", "unspecified"),
        ("They burnt «31 trucks», of which nine were new.", "total"),
        ("They met in «7 countries».", "unspecified"),
        ("The «2 countries» met.", "total"),
        ("The number of men rose to «31».", "total"),
        # A share and its whole.
        ("They freed «31 men». «12» are ill.", "total part"),
        ("They freed «31 men». The «12» are ill.", "total total"),
        ("They burnt «part:22» of the «60 trucks».", "part total"),
        ("They freed «31 men». The other «additional:12» are ill.", "total part"),
        ("They freed «31 men». A further «additional:12» are ill.", "total additional"),
        # A list that adds up, before its whole and behind it, with one who is told by no number.
        ("They held «26 men»: «10 men», «4 men» and «12 men».", "total part part part"),
        ("They held «10 men», «4 men» and «12 men». That makes «26».", "part part part total"),
        ("There were «11 men»: «8 men», «2 men» and a guard.", "total part part"),
        ("They held «26 men»: «10 men», «4 men» and «13 men».", "total total total total"),
        # What the sentence says itself stays.
        ("They freed «each:270 men» and «part:12».", "each part"),
        # Neither side of an exchange is a share.
        ("They freed «31 men». It was a «12»-for-«5» deal.", "total total total"),
        # What is a rate, or was only offered or denied, is no whole.
        ("It was a «3»-for-«1» swap.", "unspecified unspecified"),
        ("They offered a «12»-for-«5» deal.", "unspecified unspecified"),
        ("He said there was no «12»-for-«5» deal.", "unspecified unspecified"),
    ],
)  # fmt: skip
def test_an_open_count_is_settled_by_its_article(written: str, expected: str) -> None:
    assert bases(written) == expected.split()


def test_a_whole_far_away_has_no_shares() -> None:
    far = "They freed «31 men». " + "It rained. " * (WHOLE_REACH // 10) + "We saw «12»."
    assert bases(far) == ["total", "total"]


@given(st.lists(st.integers(FEW + 1, 500), min_size=2, max_size=5))
def test_shares_are_found_wherever_their_sum_stands(shares: list[int]) -> None:
    whole = sum(shares)
    listed = ", ".join(f"«{each} men»" for each in shares)
    found = bases(f"They held {listed}. " + "It rained. " * 60 + f"That makes «{whole}».")
    assert found == (["part"] * len(shares) if whole >= SMALL else ["total"] * len(shares)) + [
        "total"
    ]
    assert bases(f"They held {listed}. " + "It rained. " * 60 + f"We saw «{whole + 1}».") == [
        "total"
    ] * (len(shares) + 1)


@given(st.text(alphabet="«»12 men,.:andofthe", max_size=80))
@example("«1:1»")
def test_any_text_gets_one_basis_a_count(written: str) -> None:
    text, counts = placed(written)
    assert len(settle_bases(text, counts)) == len(counts)
