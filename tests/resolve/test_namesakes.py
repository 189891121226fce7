"""Several people of one full name, in one article and in many: who is kept apart, who is not."""

import pytest

from extract.resolve import namesakes, resolve
from extract.resolve.lives import of_role
from extract.schemas import ArticleMentions
from tests.resolve.conftest import Reader

FAR = "x" * 400
CAMP = "Held in <l>Old Harbour</l> with <p>Tomas Ferreira</p> and <p>Wanjiru Kamau</p>."
BRITISH = '<l country="GB" type="city">Leeds</l> and <l country="GB" type="city">Hull</l>. '
KENYAN = '<l country="KE" type="city">Nakuru</l> and <l country="KE" type="city">Kisumu</l>. '

#: (scenario, article, who is who: the mentions of each person, by position among people).
ONE_ARTICLE = [
    (
        "another",
        "<p>John Smith</p> was freed. A guard, another <p>John Smith</p>, wept.",
        [[0], [1]],
    ),
    (
        "same-name",
        "<p>Chen Kuo-wei</p> paid. A baker with the same name, <p>Chen Kuo-wei</p>, is at home.",
        [[0], [1]],
    ),
    (
        "namesake",
        "<p>John Smith</p> was freed. His namesake <p>John Smith</p> was not.",
        [[0], [1]],
    ),
    (
        "not-to-be-confused-with",
        "<p>John Smith</p> sings, not to be confused with the novelist <p>John Smith</p>.",
        [[0], [1]],
    ),
    (
        "no-relation",
        "<p>John Smith</p> was freed. " + FAR + " <p>John Smith</p> (no relation) paid.",
        [[0], [1]],
    ),
    (
        "no-relation-of-another-name",
        "<p>John Smith</p> was freed. <p>Jane Smith</p> (no relation) paid <p>John Smith</p>.",
        [[0, 2], [1]],
    ),
    (
        "another-who-is-nobody-else",
        "Another prisoner, <p>John Smith</p>, sang. Yet another, <p>John Smith</p> said, wept.",
        [[0, 1]],
    ),
    (
        "two-ages",
        "<p>John Smith</p>, 45, was freed. <p>John Smith</p>, 12, waited.",
        [[0], [1]],
    ),
    (
        "two-ages-and-the-age-again",
        f"<p>John Smith</p>, 45, sang. <p>John Smith</p>, 12, wept. {FAR} <p>John Smith</p>, 45. "
        + FAR
        + " 12-year-old <p>John Smith</p> slept.",
        [[0, 2], [1, 3]],
    ),
    (
        "two-ages-and-who-is-meant-at-the-end",
        f"<p>John Smith</p>, 45, sang. <p>John Smith</p>, 12, wept. {FAR} <p>John Smith</p> left.",
        [[0], [1], [2]],
    ),
    (
        "two-callings",
        'The <p role="goalkeeper">John Smith</p> and a <p role="judge">John Smith</p> met.',
        [[0], [1]],
    ),
    (
        "two-roles-over-time",
        'The <p role="candidate">John Smith</p> won; <p role="president-elect">John Smith</p>.',
        [[0, 1]],
    ),
    (
        "former-calling",
        'The <p role="judge">John Smith</p>, the <p role="former goalkeeper">John Smith</p>.',
        [[0, 1]],
    ),
    (
        "given-name-of-two-ages",
        "<p>Amina</p>, 9, wept. <p>Amina</p>, 34, teaches.",
        [[0], [1]],
    ),
    (
        "given-name-of-one-age",
        "<p>Amina</p>, 9, wept. <p>Amina</p>, 9, sang.",
        [[0, 1]],
    ),
    (
        "given-name-of-a-child-and-of-a-woman-in-full",
        "<p>Amina Bello</p>, 34, teaches. <p>Amina</p>, 9, wept.",
        [[0], [1]],
    ),
    (
        "family",
        "<p>Adam Rosenbaum</p> was freed. The <p>Rosenbaum</p> family wept.",
        [[0], [1]],
    ),
    (
        "family-house",
        "<p>Adam Rosenbaum</p> was freed. At the <p>Rosenbaum</p> house, <p>Rosenbaum</p> slept.",
        [[0, 2], [1]],
    ),
    (
        "several-of-a-surname",
        "<p>Adam Trumbull</p> was freed, and the <p>Trumbulls</p> sang.",
        [[0], [1]],
    ),
    (
        "surname-in-s",
        "<p>Adam Jacobs</p> was freed, and <p>Jacobs</p> sang.",
        [[0, 1]],
    ),
]


def _people(articles: list[ArticleMentions]) -> list[list[int]]:
    """Return who is who: the positions, among all people, of the mentions of each person."""
    links = resolve(articles).links
    people = [m for each in articles for m in each.mentions if m.label == "PERSON"]
    found: dict[str, list[int]] = {}
    for number, mention in enumerate(people):
        found.setdefault(links[mention.id], []).append(number)
    return sorted(found.values())


@pytest.mark.parametrize(
    ("markup", "expected"),
    [pytest.param(text, people, id=name) for name, text, people in ONE_ARTICLE],
)
def test_namesakes_in_one_article(markup: str, expected: list[list[int]], article: Reader) -> None:
    assert _people([article("a", markup, "2024-08-01")]) == expected


def test_a_family_is_nobody_of_its_name_elsewhere(article: Reader) -> None:
    articles = [
        article("a", "<p>Adam Rosenbaum</p>. " + CAMP),
        article("b", "The <p>Rosenbaum</p> family wept. " + CAMP),
        article("c", "<p>Rosenbaum</p> wept. " + CAMP),
    ]
    assert _people(articles) == [[0, 6], [1, 4, 7], [2, 5, 8], [3]]


#: (scenario, (article, published)s, the first person of which articles is one).
MANY_ARTICLES = [
    (
        "ages-a-generation-apart-whatever-they-share",
        [
            ("<p>Harold Tuckerman</p>, 71, wept. " + CAMP, "2024-08-01"),
            ("<p>Harold Tuckerman</p>, 34, was freed. " + CAMP, "2024-08-02"),
        ],
        [[0], [1]],
    ),
    (
        "ages-some-years-apart",
        [
            ("<p>Harold Tuckerman</p>, 40, wept.", "2024-08-01"),
            ("<p>Harold Tuckerman</p>, 34, was freed.", "2024-08-02"),
        ],
        [[0], [1]],
    ),
    (
        "ages-some-years-apart-in-one-company",
        [
            ("<p>Harold Tuckerman</p>, 40, wept. " + CAMP, "2024-08-01"),
            ("<p>Harold Tuckerman</p>, 34, was freed. " + CAMP, "2024-08-02"),
        ],
        [[0, 1]],
    ),
    (
        "ages-that-grew-with-the-years",
        [
            ("<p>Harold Tuckerman</p>, 34, wept.", "2014-08-01"),
            ("<p>Harold Tuckerman</p>, 44, was freed.", "2024-08-02"),
        ],
        [[0, 1]],
    ),
    (
        "one-age-of-two-years",
        [
            ("<p>Harold Tuckerman</p>, 34, wept.", "2004-08-01"),
            ("<p>Harold Tuckerman</p>, 34, was freed.", "2024-08-02"),
        ],
        [[0], [1]],
    ),
    (
        "ages-of-no-known-day",
        [
            ("<p>Harold Tuckerman</p>, 71, wept.", None),
            ("<p>Harold Tuckerman</p>, 34, was freed.", None),
        ],
        [[0, 1]],
    ),
    (
        "years-of-birth-need-no-day",
        [
            ("<p>Harold Tuckerman</p> (born 1953) wept.", None),
            ("<p>Harold Tuckerman</p>, born in 1990, was freed.", None),
        ],
        [[0], [1]],
    ),
    (
        "year-of-birth-and-age",
        [
            ("<p>Harold Tuckerman</p>, born in 1990, wept.", None),
            ("<p>Harold Tuckerman</p>, 34, was freed.", "2024-08-02"),
        ],
        [[0, 1]],
    ),
    (
        "who-tells-nothing-is-whom-most-mean",
        [
            ("<p>Harold Tuckerman</p>, 71, wept.", "2024-08-01"),
            ("<p>Harold Tuckerman</p>, 34, sang.", "2024-08-02"),
            ("<p>Harold Tuckerman</p>, 34, left.", "2024-08-03"),
            ("<p>Harold Tuckerman</p> slept.", "2024-08-04"),
        ],
        [[0], [1, 2, 3]],
    ),
    (
        "who-tells-nothing-of-a-common-name",
        [
            ("<p>John Smith</p>, 71, wept.", "2024-08-01"),
            ("<p>John Smith</p>, 34, sang.", "2024-08-02"),
            ("<p>John Smith</p>, 34, left.", "2024-08-03"),
            ("<p>John Smith</p> slept.", "2024-08-04"),
        ],
        [[0], [1, 2], [3]],
    ),
    (
        "who-tells-nothing-but-is-in-one-company",
        [
            ("<p>John Smith</p>, 71, wept.", "2024-08-01"),
            ("<p>John Smith</p>, 34, sang. " + CAMP, "2024-08-02"),
            ("<p>John Smith</p> slept. " + CAMP, "2024-08-04"),
        ],
        [[0], [1, 2]],
    ),
    (
        "common-name-of-two-callings",
        [
            ('The <p role="goalkeeper">John Smith</p> played.', "2024-08-01"),
            ('The <p role="judge">John Smith</p> ruled.', "2024-08-02"),
        ],
        [[0], [1]],
    ),
    (
        "rare-name-of-two-callings",
        [
            ('The <p role="goalkeeper">Harold Tuckerman</p> played.', "2024-08-01"),
            ('The <p role="judge">Harold Tuckerman</p> ruled.', "2024-08-02"),
        ],
        [[0, 1]],
    ),
    (
        "rare-name-of-two-callings-in-two-countries",
        [
            ('The <p role="goalkeeper">Harold Tuckerman</p> in ' + BRITISH, "2024-08-01"),
            ('The <p role="judge">Harold Tuckerman</p> in ' + KENYAN, "2024-08-02"),
        ],
        [[0], [1]],
    ),
    (
        "common-name-in-two-countries",
        [
            ("<p>John Smith</p> in " + BRITISH, "2024-08-01"),
            ("<p>John Smith</p> in " + KENYAN, "2024-08-02"),
        ],
        [[0], [1]],
    ),
    (
        "common-name-in-two-countries-and-one-company",
        [
            ("<p>John Smith</p> in " + BRITISH + CAMP, "2024-08-01"),
            ("<p>John Smith</p> in " + KENYAN + CAMP, "2024-08-02"),
        ],
        [[0, 1]],
    ),
    (
        "common-name-in-two-countries-and-one-role",
        [
            ('The <p role="singer">John Smith</p> in ' + BRITISH, "2024-08-01"),
            ('The <p role="singer">John Smith</p> in ' + KENYAN, "2024-08-02"),
        ],
        [[0, 1]],
    ),
    (
        "rare-name-in-two-countries",
        [
            ("<p>Evan Gershkovich</p> in " + BRITISH, "2024-08-01"),
            ("<p>Evan Gershkovich</p> in " + KENYAN, "2024-08-02"),
        ],
        [[0, 1]],
    ),
    (
        "common-name-of-two-nations",
        [
            ('The <p role="Spanish runner">Maria Garcia</p> fell.', "2024-08-01"),
            ('The <p role="Chilean miner">Maria Garcia</p> sang.', "2024-08-02"),
        ],
        [[0], [1]],
    ),
    (
        "two-roles-over-time",
        [
            ('The <p role="candidate">Maria Garcia</p> spoke.', "2024-08-01"),
            ('The <p role="president-elect">Maria Garcia</p> spoke.', "2024-12-02"),
        ],
        [[0, 1]],
    ),
    (
        "a-variant-of-the-name-and-a-generation",
        [
            ("<p>Dmytro Hnatiuk</p>, 71, wept. " + CAMP, "2024-08-01"),
            ("<p>Dmitry Gnatyuk</p>, 34, wept. " + CAMP, "2024-08-02"),
        ],
        [[0], [1]],
    ),
    (
        "a-variant-that-fits-two-does-not-join-them",
        [
            ("<p>John Smith</p>, 71, wept.", "2024-08-01"),
            ("<p>John Smith</p>, 34, sang.", "2024-08-02"),
            ("<p>Jon Smith</p> slept.", "2024-08-04"),
        ],
        [[0], [1], [2]],
    ),
    (
        "a-number-that-is-no-age",
        [
            ("<p>Harold Tuckerman</p>, 71, left. " + CAMP, "2024-08-01"),
            ("<p>Harold Tuckerman</p> was 2,000 votes ahead. " + CAMP, "2024-08-02"),
            ("<p>Harold Tuckerman</p> is 1.5 points ahead. " + CAMP, "2024-08-03"),
        ],
        [[0, 1, 2]],
    ),
    (
        "an-age-of-long-ago",
        [
            ("<p>Harold Tuckerman</p>, 71, left. " + CAMP, "2024-08-01"),
            ("When <p>Harold Tuckerman</p> was 12, they moved. " + CAMP, "2024-08-02"),
            ("Since the young <p>Harold Tuckerman</p> was 9, he sang. " + CAMP, "2024-08-03"),
        ],
        [[0, 1, 2]],
    ),
    (
        "an-age-told-by-a-verb",
        [
            ("<p>Harold Tuckerman</p> was 71. " + CAMP, "2024-08-01"),
            ("<p>Harold Tuckerman</p> is 34. " + CAMP, "2024-08-02"),
            ("They met when <p>Harold Tuckerman</p>, 34, fled. " + CAMP, "2024-08-03"),
        ],
        [[0], [1, 2]],
    ),
    (
        "an-article-says-that-it-is-another-of-the-name",
        [
            ('The secretary <p role="secretary">Andrei Moroz</p> sang. ' + CAMP, "2024-08-01"),
            (
                'A deputy of the same name, <p role="deputy">Andrei Moroz</p>, wept. ' + CAMP,
                "2024-08-02",
            ),
        ],
        [[0], [1]],
    ),
    (
        "an-article-tells-two-apart-and-another-gives-an-age",
        [
            ("<p>Andrei Moroz</p>, 34, and <p>Andrei Moroz</p>, 61, wept.", "2024-08-01"),
            ("<p>Andrei Moroz</p>, 61, sang.", "2024-08-02"),
        ],
        [[0], [1, 2]],
    ),
]


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize(
    ("texts", "expected"),
    [pytest.param(texts, people, id=name) for name, texts, people in MANY_ARTICLES],
)
def test_namesakes_in_many_articles(
    texts: list[tuple[str, str | None]],
    expected: list[list[int]],
    article: Reader,
    *,
    backwards: bool,
) -> None:
    articles = [article(f"a{n}", markup, day) for n, (markup, day) in enumerate(texts)]
    links = resolve(articles[::-1] if backwards else articles).links
    own: dict[str, list[int]] = {}
    number = 0
    names = {m.text for m in articles[0].mentions[:1]} | {articles[-1].mentions[0].text}
    names |= {"Jon Smith"}
    for each in articles:
        for mention in each.mentions:
            if mention.text in names:
                own.setdefault(links[mention.id], []).append(number)
                number += 1
    assert sorted(own.values()) == expected


def test_the_reason_for_two_bearers_is_kept(article: Reader) -> None:
    hard = resolve(
        [
            article("a", "<p>Harold Tuckerman</p>, 71, wept. " + CAMP, "2024-08-01"),
            article("b", "<p>Harold Tuckerman</p>, 34, was freed. " + CAMP, "2024-08-02"),
        ]
    )
    (decision,) = [each for each in hard.decisions if each.rule == "ages"]
    assert decision.verdict == "no_match"
    assert "one was born about 1953, one about 1990" in decision.reason
    soft = resolve(
        [
            article("a", 'The <p role="goalkeeper">John Smith</p> played.'),
            article("b", 'The <p role="judge">John Smith</p> ruled.'),
        ]
    )
    (decision,) = [each for each in soft.decisions if each.rule == "callings"]
    assert decision.verdict == "unsure"
    assert "law, one sport" in decision.reason or "sport, one law" in decision.reason


@pytest.mark.parametrize(
    ("role", "callings", "countries"),
    [
        ("British footballer", {"sport"}, {"GB"}),
        ("former judge", set(), set()),
        ("Russian-American singer and actress", {"stage"}, {"RU", "US"}),
        ("FSB colonel", set(), set()),
    ],
)
def test_what_a_role_tells(role: str, callings: set[str], countries: set[str]) -> None:
    assert of_role(role) == (callings, countries)


@pytest.mark.parametrize(("circles", "people"), [(9, 9), (30, 1)])
def test_who_is_in_everybodys_company_is_one(
    circles: int, people: int, article: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a name that a few may bear, a few circles are several people, and many are one."""
    monkeypatch.setattr(namesakes, "MANY_NAMES", 10)
    alike = "<p>Omar Ferreira</p>. <p>Omar Kamau</p>. <p>Lucia Said</p>. <p>Anton Said</p>."
    articles = [
        article(f"a{n:02}", f"<p>Omar Said</p> met <p>Wanjiru {'abcdefghij'[n % 10]}{n}uba</p>.")
        for n in range(circles)
    ]
    resolution = resolve([article("alike", alike), *articles])
    said = [each for each in resolution.entities if each.name == "Omar Said"]
    assert len(said) == people
    assert sum(each.mentions for each in said) == circles
    rules = {d.rule for d in resolution.decisions if d.name_a == d.name_b == "Omar Said"}
    assert rules == {"namesakes" if people > 1 else "known-everywhere"}
