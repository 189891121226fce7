"""Decisions of people stand above every rule, in and across articles, directly and by chains."""

import random
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import DecisionError
from extract.resolve import resolve
from extract.schemas import ReviewedDecision
from tests.resolve.conftest import Clusters, Reader

SWAP = "Exchanged beside <p>Ilya Yashin</p> and <p>Rico Krieger</p>."


def decided(decide: str, a: str, b: str | None, *, label: str = "PERSON", **more: str):
    """Return a decision; "Whelan@a1" is the name in that article alone."""
    fields = {"decide": decide, "label": label, "by": "Ann Lee", "on": "2026-11-25"} | more
    for key, name in (("a", a), ("b", b)):
        if name is not None:
            fields[key], _, place = name.partition("@")
            fields |= {f"{key}_in": place} if place else {}
    return ReviewedDecision(**fields)


def same(a: str, b: str, label: str = "PERSON") -> ReviewedDecision:
    return decided("same", a, b, label=label)


def different(a: str, b: str, label: str = "PERSON") -> ReviewedDecision:
    return decided("different", a, b, label=label)


#: (scenario, articles, decisions, the mentions of each person that the scenario is about).
PEOPLE = [
    (
        "names-that-no-rule-would-join",
        ["<p>Vadim Krasikov</p> left.", "<p>Vadim Sokolov</p> cycled."],
        [same("Vadim Krasikov", "Vadim Sokolov")],
        [["Vadim Krasikov", "Vadim Sokolov"]],
    ),
    (
        "same-in-one-article",
        ["<p>Vadim Krasikov</p>, who called himself <p>Vadim Sokolov</p>."],
        [same("Vadim Krasikov", "Vadim Sokolov")],
        [["Vadim Krasikov", "Vadim Sokolov"]],
    ),
    (
        "an-alias-brings-what-matches-it",
        ["<p>Vadim Krasikov</p> left.", "<p>Vadim Sokolov</p> rode.", "<p>Sokolov, Vadim</p> ran."],
        [same("Vadim Krasikov", "Vadim Sokolov")],
        [["Sokolov, Vadim", "Vadim Krasikov", "Vadim Sokolov"]],
    ),
    (
        "one-who-may-be-either-name-is-not-vetoed-by-the-other",
        [
            "<p>Vadim Krasikov</p> left.",
            "<p>Paul Whelan</p> rode. " + SWAP,
            "<p>Paul Whalen</p>. " + SWAP,
        ],
        [same("Vadim Krasikov", "Paul Whelan")],
        [["Paul Whalen", "Paul Whelan", "Vadim Krasikov"]],
    ),
    (
        "different-though-they-would-match",
        ["<p>Paul Whelan</p> came. " + SWAP, "<p>Paul Whalen</p> came. " + SWAP],
        [different("Paul Whelan", "Paul Whalen")],
        [["Paul Whalen"], ["Paul Whelan"]],
    ),
    (
        "different-through-others-too",
        [
            "<p>Volodymyr Zelenskyy</p>. " + SWAP,
            "<p>Vladimir Zelensky</p>. " + SWAP,
            "<p>Volodymyr Zelensky</p>. " + SWAP,
        ],
        [different("Volodymyr Zelenskyy", "Vladimir Zelensky")],
        [["Vladimir Zelensky"], ["Volodymyr Zelensky", "Volodymyr Zelenskyy"]],
    ),
    (
        "same-brings-different-along",
        [
            "<p>Paul Whelan</p>. " + SWAP,
            "<p>Paul Whalen</p>. " + SWAP,
            "<p>Pavel Velan</p>. " + SWAP,
        ],
        [different("Paul Whelan", "Paul Whalen"), same("Pavel Velan", "Paul Whalen")],
        [["Paul Whalen", "Pavel Velan"], ["Paul Whelan"]],
    ),
    (
        "namesakes",
        ["<p>John Smith</p> bats.", "<p>John Smith</p> paints."],
        [different("John Smith@a0", "John Smith@a1")],
        [["John Smith"], ["John Smith"]],
    ),
    (
        "a-namesake-in-one-article-of-many",
        ["<p>John Smith</p> bats.", "<p>John Smith</p> paints.", "<p>John Smith</p> bowls."],
        [different("John Smith@a1", "John Smith")],
        [["John Smith"], ["John Smith", "John Smith"]],
    ),
    (
        "a-namesake-in-two-articles-of-many",
        ["<p>John Smith</p> bats.", "<p>John Smith</p> paints.", "<p>John Smith</p> bowls."] * 2,
        [different("John Smith@a1", "John Smith"), different("John Smith@a4", "John Smith")],
        [["John Smith"] * 2, ["John Smith"] * 4],
    ),
    (
        "of-namesakes-company-decides",
        [
            "<p>John Smith</p> paints, says <p>Smith</p>.",
            "<p>John Smith</p>. " + SWAP,
            "<p>John Smith</p> bats. " + SWAP,
        ],
        [different("John Smith@a0", "John Smith@a1")],
        [["John Smith", "Smith"], ["John Smith", "John Smith"]],
    ),
    (
        "namesakes-of-whom-one-is-another-name",
        ["<p>John Smith</p> bats.", "<p>John Smith</p> paints.", "<p>Jack Carter</p> paints."],
        [different("John Smith@a0", "John Smith@a1"), same("John Smith@a1", "Jack Carter")],
        [["Jack Carter", "John Smith"], ["John Smith"]],
    ),
    (
        "different-in-one-article",
        ["<p>Vadim Krasikov</p> came; <p>Krasikov</p> left."],
        [different("Krasikov@a0", "Vadim Krasikov")],
        [["Krasikov"], ["Vadim Krasikov"]],
    ),
    (
        "different-from-what-its-bearer-is-decided-to-be",
        ["<p>Vadim Krasikov</p> came; <p>Krasikov</p> left.", "<p>Anton Sokolov</p> rode."],
        [different("Krasikov@a0", "Anton Sokolov"), same("Vadim Krasikov", "Anton Sokolov")],
        [["Anton Sokolov", "Vadim Krasikov"], ["Krasikov"]],
    ),
    (
        "a-surname-that-an-article-leaves-open",
        ["<p>Jane Okonkwo</p> and <p>Grace Okonkwo</p> met. " + "So. " * 200 + "<p>Okonkwo</p>."],
        [same("Okonkwo@a0", "Grace Okonkwo")],
        [["Grace Okonkwo", "Okonkwo"], ["Jane Okonkwo"]],
    ),
    (
        "a-surname-leaves-the-one-it-was-given-to",
        ["<p>Grace Okonkwo</p> sings; <p>Okonkwo</p> left.", "<p>Jane Okonkwo</p> paints."],
        [same("Okonkwo@a0", "Jane Okonkwo")],
        [["Grace Okonkwo"], ["Jane Okonkwo", "Okonkwo"]],
    ),
    (
        "a-surname-elsewhere-stays-with-its-bearer",
        [
            "<p>Grace Okonkwo</p> sings; <p>Okonkwo</p> left.",
            "<p>Okonkwo</p> ran.",
            "<p>Amy Obi</p>",
        ],
        [same("Okonkwo", "Amy Obi")],
        [["Amy Obi", "Okonkwo"], ["Grace Okonkwo", "Okonkwo"]],
    ),
    (
        "surnames-alone",
        ["<p>Smith</p> bats.", "<p>Smith</p> paints.", "<p>Smith</p> bowls."],
        [same("Smith@a0", "Smith@a2")],
        [["Smith"], ["Smith", "Smith"]],
    ),
    (
        "single-names-in-context",
        ["<p>Suharto</p>. " + SWAP, "<p>Suharto</p>. " + SWAP],
        [different("Suharto@a0", "Suharto@a1")],
        [["Suharto"], ["Suharto"]],
    ),
    (
        "a-surname-in-context-that-is-not-hers",
        ["<p>Vadim Krasikov</p>. " + SWAP, "<p>Krasikov</p>. " + SWAP],
        [different("Krasikov@a1", "Vadim Krasikov")],
        [["Krasikov"], ["Vadim Krasikov"]],
    ),
]

#: The same of agencies and places: (scenario, label, articles, decisions, mentions of each).
THINGS = [
    (
        "agencies-same",
        "AGENCY",
        ["<a>Wagner Group</a>", "<a>Concord Catering</a>"],
        [same("Wagner Group", "Concord Catering", "AGENCY")],
        [["Concord Catering", "Wagner Group"]],
    ),
    (
        "agencies-of-two-register-ids",
        "AGENCY",
        ['<a ref="by-kgb">Belarus KGB</a>', '<a ref="su-kgb">Soviet KGB</a>'],
        [same("Belarus KGB", "Soviet KGB", "AGENCY")],
        [["Belarus KGB", "Soviet KGB"]],
    ),
    (
        "one-register-id-parted",
        "AGENCY",
        ['<a ref="ru-fsb">FSB</a>', '<a ref="ru-fsb">Federal Security Service</a>'],
        [different("FSB@a0", "Federal Security Service", "AGENCY")],
        [["FSB"], ["Federal Security Service"]],
    ),
    (
        "agencies-different",
        "AGENCY",
        ["<a>Kenyan Defence Ministry</a>", '<a country="KE">Ministry of Defense</a>'],
        [different("Kenyan Defence Ministry", "Ministry of Defense", "AGENCY")],
        [["Kenyan Defence Ministry"], ["Ministry of Defense"]],
    ),
    (
        "agencies-of-one-name-different",
        "AGENCY",
        ["the <a>Wagner Group</a>", 'the <a country="RU">Wagner Group</a>'],
        [different("Wagner Group@a0", "Wagner Group@a1", "AGENCY")],
        [["Wagner Group"], ["Wagner Group"]],
    ),
    (
        "an-acronym-given-its-body",
        "AGENCY",
        ["the <a>LBB</a> sat", "the <a>Lagos Boxing Board</a> met"],
        [same("LBB", "Lagos Boxing Board", "AGENCY")],
        [["LBB", "Lagos Boxing Board"]],
    ),
    (
        "an-acronym-taken-from-its-body",
        "AGENCY",
        [
            'In <l country="NG">Lagos</l>: <a country="NG" acronym="LBB">Lagos Boxing Board</a>',
            'In <l country="NG">Lagos</l>, the <a>LBB</a>',
        ],
        [different("LBB@a1", "Lagos Boxing Board", "AGENCY")],
        [["LBB"], ["Lagos Boxing Board"]],
    ),
    (
        "acronyms-of-one-country",
        "AGENCY",
        ['<l country="NG">Lagos</l>: <a>LBB</a>', '<l country="NG">Abuja</l>: <a>LBB</a>'],
        [different("LBB@a0", "LBB@a1", "AGENCY")],
        [["LBB"], ["LBB"]],
    ),
    (
        "places-of-nowhere-parted",
        "LOCATION",
        ["<l>Camp Echo</l>", "<l>Camp Echo</l>"],
        [different("Camp Echo@a0", "Camp Echo@a1", "LOCATION")],
        [["Camp Echo"], ["Camp Echo"]],
    ),
    (
        "a-place-with-an-id-and-one-without",
        "LOCATION",
        ['<l ref="geonames:1" country="LY">Tripoli</l>', '<l country="LY">Tripoli</l>'],
        [different("Tripoli@a0", "Tripoli@a1", "LOCATION")],
        [["Tripoli"], ["Tripoli"]],
    ),
    (
        "places-same",
        "LOCATION",
        ['<l ref="geonames:1">Bombay</l>', "<l>Mumbai City</l>"],
        [same("Bombay", "Mumbai City", "LOCATION")],
        [["Bombay", "Mumbai City"]],
    ),
    (
        "places-of-one-id-parted",
        "LOCATION",
        ['<l ref="geonames:1">Tripoli</l>', '<l ref="geonames:1">Tripoli</l>'],
        [different("Tripoli@a0", "Tripoli@a1", "LOCATION")],
        [["Tripoli"], ["Tripoli"]],
    ),
    (
        "places-without-id-parted",
        "LOCATION",
        ["<l>Camp Echo</l>", "<l>Camp Echo</l>", '<l country="KE">Camp Echo</l>'],
        [different("Camp Echo@a0", "Camp Echo", "LOCATION")],
        [["Camp Echo"], ["Camp Echo", "Camp Echo"]],
    ),
]

SCENARIOS = [
    *(
        (name, "PERSON", markups, decisions, expected)
        for name, markups, decisions, expected in PEOPLE
    ),
    *THINGS,
]


@pytest.mark.parametrize(
    ("label", "markups", "decisions", "expected"),
    [pytest.param(*rest, id=name) for name, *rest in SCENARIOS],
)
def test_decisions_stand_above_rules(
    article: Reader,
    clusters_of: Clusters,
    label: str,
    markups: Sequence[str],
    decisions: Sequence[ReviewedDecision],
    expected: list[list[str]],
) -> None:
    articles = [article(f"a{number}", markup) for number, markup in enumerate(markups)]
    about = {name for cluster in expected for name in cluster}

    def found(reviewed: Iterable[ReviewedDecision]) -> list[list[str]]:
        resolution = resolve(articles, reviewed=reviewed)
        return [c for c in clusters_of(resolution, articles, label) if set(c) & about]

    assert found(decisions) == sorted(expected)
    assert found(()) != sorted(expected), "the decisions change nothing"


def test_a_decision_is_kept_as_one_with_who_decided_and_why(article: Reader) -> None:
    articles = [
        article("a0", "<p>Vadim Krasikov</p>"),
        article("a1", "<p>Vadim Sokolov</p>"),
        article("a2", "<p>Vadim Sokolow</p>"),
    ]
    reviewed = [
        decided("same", "Vadim Krasikov", "Vadim Sokolov", why="his passport"),
        different("Vadim Sokolow@a2", "Vadim Sokolov"),
    ]
    resolution = resolve(articles, reviewed=reviewed)
    kept = {d.name_b: d for d in resolution.decisions if d.rule == "reviewed"}
    match, parted = kept["Vadim Sokolov"], kept["Vadim Sokolow"]
    assert (match.verdict, match.score) == ("match", 1.0)
    assert match.reason == "decided by Ann Lee on 2026-11-25: his passport"
    assert match.entity == resolution.links["a0-00000"] == resolution.links["a1-00000"]
    assert (parted.verdict, parted.score, parted.entity) == ("no_match", 0.0, None)
    assert parted.reason == "decided by Ann Lee on 2026-11-25 (in a2)"


@pytest.mark.parametrize(
    ("markups", "names"),
    [
        (
            [
                "<p>Paul Whelan</p> came to <l>Moscow</l>.",
                "<p>Paul Whalen</p> bowls in <l>Cork</l>.",
            ],
            ("Paul Whelan", "Paul Whalen"),
        ),
        (
            ["<p>Jane Obi</p> and <p>Joan Obi</p>. " + "So. " * 200 + "<p>Obi</p> left."],
            ("Obi@a0", "Jane Obi@a0"),
        ),
    ],
    ids=["across", "in-an-article"],
)
def test_what_is_decided_is_not_unsure_any_more(
    article: Reader, markups: Sequence[str], names: tuple[str, str]
) -> None:
    articles = [article(f"a{number}", markup) for number, markup in enumerate(markups)]

    def unsure(*reviewed: ReviewedDecision) -> list[str]:
        decisions = resolve(articles, reviewed=reviewed).decisions
        return [f"{d.name_a} / {d.name_b}" for d in decisions if d.verdict == "unsure"]

    asked = " / ".join(sorted(name.partition("@")[0] for name in names))
    assert asked in unsure()
    assert unsure(same(*names)) == []
    assert asked not in unsure(different(*names))


@pytest.mark.parametrize(
    ("reviewed", "expected"),
    [
        ([], "Paul Whelan"),
        ([decided("name", "Paul Whalen", None, shown_as="Paul Whalen")], "Paul Whalen"),
        ([decided("name", "Whelan@a0", None, shown_as="P. N. Whelan")], "P. N. Whelan"),
        (
            [
                decided("name", "Paul Whalen", None, shown_as="Earlier", on="2026-01-01"),
                decided("name", "Paul Whelan", None, shown_as="Later", on="2026-01-02"),
            ],
            "Later",
        ),
    ],
    ids=["best-attested", "a-spelling", "any-name", "the-later"],
)
def test_an_entity_is_shown_under_the_name_decided(
    article: Reader, reviewed: list[ReviewedDecision], expected: str
) -> None:
    articles = [
        article("a0", "<p>Paul Whelan</p> and <p>Whelan</p>. " + SWAP),
        article("a1", "<p>Paul Whalen</p>. " + SWAP),
        article("a2", "<p>Paul Whelan</p>. " + SWAP),
    ]
    plain, resolution = resolve(articles), resolve(articles, reviewed=reviewed)
    of_whelan = resolution.links["a0-00000"]
    assert next(e.name for e in resolution.entities if e.id == of_whelan) == expected
    assert resolution.links == plain.links


@pytest.mark.parametrize(
    ("reviewed", "said"),
    [
        ([same("Paul Whelan", "Nobody Known")], "“Nobody Known”"),
        ([different("Paul Whelan@a7", "Rico Krieger")], "“Paul Whelan” in a7"),
        ([same("Tripoli", "Paul Whelan", "LOCATION")], "“Paul Whelan”"),
        ([same("Tripoli", "Cork", "LOCATION")], "“Tripoli” and “Cork” (Ann Lee"),
        ([decided("name", "Tripoli", None, label="LOCATION", shown_as="Tarabulus")], "2 bear"),
    ],
    ids=["no-such-name", "no-such-article", "another-label", "two-places", "shown-as-of-two"],
)
def test_what_does_not_apply_is_noted_once_and_changes_nothing(
    article: Reader, reviewed: list[ReviewedDecision], said: str
) -> None:
    articles = [
        article("a0", "<p>Paul Whelan</p>. " + SWAP),
        article("a1", '<l ref="geonames:1">Tripoli</l>'),
        article("a2", '<l ref="geonames:2">Tripoli</l> and <l>Cork</l>'),
    ]
    notes: list[str] = []
    resolution = resolve(articles, reviewed=reviewed, note=notes.append)
    (note,) = notes
    assert said in note
    assert resolution == resolve(articles)


def test_contradictions_are_refused() -> None:
    with pytest.raises(DecisionError, match="are different, but"):
        resolve([], reviewed=[same("A B", "C D"), different("C D", "A B")])


def test_what_would_break_another_decision_is_not_joined_and_noted(article: Reader) -> None:
    """The contradiction is in the articles: each holds two names of one person."""
    articles = [
        article("a0", "<p>Vadim Krasikov</p>, alias <p>Vadim Nikolaevich Krasikov</p>"),
        article("a1", "<p>Anton Sokolov</p>, alias <p>Anton Pavlovich Sokolov</p>"),
    ]
    reviewed = [
        same("Vadim Krasikov", "Anton Sokolov"),
        different("Vadim Nikolaevich Krasikov", "Anton Pavlovich Sokolov"),
    ]
    notes: list[str] = []
    resolution = resolve(articles, reviewed=reviewed, note=notes.append)
    assert len(set(resolution.links.values())) == 2
    assert ["not joined" in note for note in notes] == [True]


def test_of_decisions_that_cannot_all_hold_the_same_ones_hold_in_any_order(
    article: Reader,
) -> None:
    articles = [
        article("a0", "<p>Vadim Krasikov</p>, alias <p>Vadim Nikolaevich Krasikov</p>"),
        article("a1", "<p>Anton Sokolov</p>, alias <p>Anton Pavlovich Sokolov</p>"),
        article("a2", "<p>Boris Orlov</p>"),
    ]
    reviewed = [
        same("Boris Orlov", "Vadim Krasikov"),
        same("Boris Orlov", "Anton Sokolov"),
        different("Vadim Nikolaevich Krasikov", "Anton Pavlovich Sokolov"),
    ]
    resolution = resolve(articles, reviewed=reviewed)
    assert len(set(resolution.links.values())) == 2
    assert resolve(articles, reviewed=reviewed[::-1]) == resolution


STOCK = [
    "<p>Paul Whelan</p> came. " + SWAP,
    "<p>Paul Whalen</p> came. <p>Whalen</p> left. " + SWAP,
    '<p role="envoy">Evan Moroz</p>. ' + SWAP,
    "<p>Evan Moroz</p> and <p>Ivan Moroz</p> sing.",
    "<p>Moroz</p>. " + SWAP,
    "<p>J. Okonkwo</p> in <l>Lagos</l>",
    "<p>James Okonkwo</p> in <l>Lagos</l>. the <a>Supreme Court</a>",
    'In <l country="KE">Nairobi</l> the <a>Supreme Court</a>, <p>Jane Okonkwo</p>',
]
NAMES = ["Paul Whelan", "Paul Whalen", "Whalen", "Evan Moroz", "Ivan Moroz", "Moroz", "J. Okonkwo"]


def _consistent(rng: random.Random, count: int) -> list[ReviewedDecision]:
    """Return decisions that follow one division of the names into people, some by article."""
    person = {name: rng.randrange(4) for name in NAMES}
    found = []
    for _ in range(count):
        a, b = rng.sample(NAMES, 2)
        found.append((same if person[a] == person[b] else different)(a, b))
    return found


@settings(max_examples=60)
@given(seed=st.integers(0, 10_000), count=st.integers(0, 8))
def test_the_order_of_lines_and_articles_changes_nothing(
    article: Reader, seed: int, count: int
) -> None:
    rng = random.Random(seed)  # noqa: S311 - a shuffle, not a secret
    articles = [article(f"a{n}", markup) for n, markup in enumerate(STOCK)]
    reviewed = _consistent(rng, count)
    expected = resolve(articles, reviewed=reviewed)
    rng.shuffle(articles)
    rng.shuffle(reviewed)
    assert resolve(articles, reviewed=[*reviewed, *reviewed]) == expected


@settings(max_examples=60)
@given(seed=st.integers(0, 10_000), count=st.integers(1, 8))
def test_different_names_are_never_in_one_entity(article: Reader, seed: int, count: int) -> None:
    articles = [article(f"a{n}", markup) for n, markup in enumerate(STOCK)]
    reviewed = _consistent(random.Random(seed), count)  # noqa: S311 - as above
    spellings = [
        {alias.name for alias in entity.aliases}
        for entity in resolve(articles, reviewed=reviewed).entities
    ]
    for decision in reviewed:
        if decision.decide == "different":
            assert not any({decision.a, decision.b} <= names for names in spellings)
