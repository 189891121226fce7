"""Scenarios across articles, and the properties that every resolution has."""

import random
from collections.abc import Iterable
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.resolve import resolve, things
from extract.schemas import ArticleMentions, Resolution
from tests.resolve.conftest import Clusters, Reader

SWAP = "Exchanged beside <p>Ilya Yashin</p> and <p>Rico Krieger</p>."


def _names(resolution: Resolution, label: str | None = "PERSON") -> list[str]:
    return sorted(e.name for e in resolution.entities if e.label == label)


#: (scenario, articles, the mentions of each person).
PEOPLE = [
    (
        "sound-alike-surname-in-context",
        ["<p>Paul Whelan</p> came. " + SWAP, "<p>Paul Whalen</p> came. " + SWAP],
        [["Paul Whalen", "Paul Whelan"]],
    ),
    (
        "sound-alike-surname-elsewhere",
        ["<p>Paul Whelan</p> came to <l>Moscow</l>.", "<p>Paul Whalen</p> bowls in <l>Cork</l>."],
        [["Paul Whalen"], ["Paul Whelan"]],
    ),
    (
        "cognate-given-name-in-context",
        ["<p>Evan Gershkovich</p>. " + SWAP, "<p>Ivan Gershkovich</p>. " + SWAP],
        [["Evan Gershkovich", "Ivan Gershkovich"]],
    ),
    (
        "romanisations-need-no-context",
        ["<p>Volodymyr Zelenskyy</p> spoke.", "<p>Vladimir Zelensky</p> spoke."],
        [["Vladimir Zelensky", "Volodymyr Zelenskyy"]],
    ),
    (
        "brothers",
        ["<p>Paul Whelan</p>. " + SWAP, "<p>David Whelan</p>. " + SWAP],
        [["David Whelan"], ["Paul Whelan"]],
    ),
    (
        "other-first-letter",
        ["<p>Paul Whelan</p>. " + SWAP, "<p>Paul Phelan</p>. " + SWAP],
        [["Paul Phelan"], ["Paul Whelan"]],
    ),
    (
        "surname-alone-elsewhere",
        ["<p>Grace Okonkwo</p> sings in <l>Lagos</l>.", "<p>Okonkwo</p> scored in <l>Leeds</l>."],
        [["Grace Okonkwo"], ["Okonkwo"]],
    ),
    (
        "surname-alone-in-context",
        ["<p>Vadim Krasikov</p>. " + SWAP, "<p>Krasikov</p>. " + SWAP],
        [["Krasikov", "Vadim Krasikov"]],
    ),
    (
        "surname-alone-of-two-in-context",
        [
            "<p>Vadim Krasikov</p>. " + SWAP,
            "<p>Anton Krasikov</p>. " + SWAP,
            "<p>Krasikov</p>. " + SWAP,
        ],
        [["Anton Krasikov"], ["Krasikov"], ["Vadim Krasikov"]],
    ),
    (
        "surnames-alone-never-meet",
        ["<p>Smith</p> bats.", "<p>Smith</p> paints."],
        [["Smith"], ["Smith"]],
    ),
    (
        "initial-of-two",
        [
            "<p>James Okonkwo</p>. " + SWAP,
            "<p>John Okonkwo</p>. " + SWAP,
            "<p>J. Okonkwo</p> sings.",
        ],
        [["J. Okonkwo"], ["James Okonkwo"], ["John Okonkwo"]],
    ),
    (
        "apart-in-one-article-apart-everywhere",
        [
            "<p>Alexander Volkov</p> and his son <p>Sasha Volkov</p> fled.",
            "<p>Alexander Volkov</p> spoke.",
            "<p>Sasha Volkov</p> sang.",
        ],
        [["Alexander Volkov", "Alexander Volkov"], ["Sasha Volkov", "Sasha Volkov"]],
    ),
]


@pytest.mark.parametrize(
    ("markups", "expected"), [pytest.param(m, e, id=name) for name, m, e in PEOPLE]
)
def test_people_of_many_articles(
    article: Reader, clusters_of: Clusters, markups: list[str], expected: list[list[str]]
) -> None:
    articles = [article(f"a{number}", markup) for number, markup in enumerate(markups)]
    people = {name for cluster in expected for name in cluster}
    found = clusters_of(resolve(articles), articles, "PERSON")
    assert [cluster for cluster in found if set(cluster) & people] == sorted(expected)


#: (scenario, articles, the mentions of each agency).
AGENCIES = [
    (
        "one-register-id",
        ['<a ref="ru-fsb" country="RU">FSB</a>', '<a ref="ru-fsb">Federal Security Service</a>'],
        [["FSB", "Federal Security Service"]],
    ),
    (
        "two-register-ids",
        ['<a ref="by-kgb">KGB</a>', '<a ref="su-kgb">KGB</a>'],
        [["KGB"], ["KGB"]],
    ),
    (
        "generic-name-of-two-countries",
        [
            'In <l country="IN">Delhi</l>, the <a>Supreme Court</a> sat.',
            'In <l country="KE">Nairobi</l>, the <a>Supreme Court</a> sat.',
        ],
        [["Supreme Court"], ["Supreme Court"]],
    ),
    (
        "generic-name-of-one-country",
        [
            'In <l country="KE">Mombasa</l>, the <a>Supreme Court</a> sat.',
            'In <l country="KE">Nairobi</l>, the <a>Supreme Court</a> sat.',
        ],
        [["Supreme Court", "Supreme Court"]],
    ),
    (
        "generic-name-of-nowhere",
        ["the <a>Ministry of Health</a> said", "the <a>Ministry of Health</a> warned"],
        [["Ministry of Health"], ["Ministry of Health"]],
    ),
    (
        "generic-name-with-a-country-once",
        ["the <a>Supreme Court</a> sat", "the <a>Supreme Court of Kenya</a> sat"],
        [["Supreme Court"], ["Supreme Court of Kenya"]],
    ),
    (
        "demonym-forms",
        ["the <a>Kenyan Defence Ministry</a>", 'the <a country="KE">Ministry of Defense</a>'],
        [["Kenyan Defence Ministry", "Ministry of Defense"]],
    ),
    (
        "telling-name-with-a-country-once",
        ["the <a>Wagner Group</a>", 'the <a country="RU">Wagner Group</a>'],
        [["Wagner Group", "Wagner Group"]],
    ),
    (
        "other-types",
        ['the <a type="party">Sunrise League</a>', 'the <a type="company">Sunrise League</a>'],
        [["Sunrise League"], ["Sunrise League"]],
    ),
    (
        "parts-of-one-state",
        [
            'the <a country="AE">Dubai Police</a>, and the <a country="AE">Police</a>',
            'the <a country="AE">Sharjah Police</a>, and the <a country="AE">Police</a>',
        ],
        [["Dubai Police", "Police"], ["Police", "Sharjah Police"]],
    ),
    (
        "short-form-in-two-articles",
        [
            'the <a country="NG">University of Jos</a>: the <a country="NG">University</a>',
            'the <a country="NG">University of Uyo</a>: the <a country="NG">University</a>',
            'the <a country="NG">University</a>',
        ],
        [["University"], ["University", "University of Jos"], ["University", "University of Uyo"]],
    ),
    (
        "many-in-a-state",
        [
            'In <l country="KE">Nakuru</l> the <a>City Council</a> met.',
            'In <l country="KE">Nyeri</l> the <a>City Council</a> met.',
        ],
        [["City Council"], ["City Council"]],
    ),
    (
        "many-in-a-federation",
        [
            'In <l country="IN">Salem</l> the <a>Assembly</a> met.',
            'In <l country="IN">Kochi</l> the <a>Assembly</a> met.',
            'In <l country="KE">Nyeri</l> the <a>Assembly</a> met.',
            'In <l country="KE">Lamu</l> the <a>Assembly</a> met.',
        ],
        [["Assembly"], ["Assembly"], ["Assembly", "Assembly"]],
    ),
    (
        "the-country-once-in-the-name-and-once-in-the-value",
        [
            'the <a ref="ke-mfa" country="KE">Foreign Ministry</a>',
            'the <a type="ministry">Kenyan Foreign Ministry</a>',
        ],
        [["Foreign Ministry", "Kenyan Foreign Ministry"]],
    ),
    (
        "the-country-of-a-name-is-above-that-of-its-value",
        [
            'the <a country="US">Jordanian Drug Administration</a>',
            'the <a country="US">Drug Administration</a>',
        ],
        [["Drug Administration"], ["Jordanian Drug Administration"]],
    ),
    (
        "a-slip-and-a-country",
        ["the <a>Indian Express</a>", "the <a>Expresso</a>"],
        [["Expresso"], ["Indian Express"]],
    ),
    (
        "its-state-is-not-that-of-the-article",
        [
            'In <l country="CL">Arica</l> the <a>Sharks</a>',
            'In <l country="CL">Iquique</l> the <a>Chilean Sharks</a>',
            'In <l country="PE">Tacna</l> the <a>Whales</a>',
            'In <l country="CL">Iquique</l> the <a>Chilean Whales</a>',
        ],
        [["Chilean Sharks", "Sharks"], ["Chilean Whales"], ["Whales"]],
    ),
    (
        "acronym-that-no-article-explains",
        ["the <a>LBB</a> in <l>Lagos</l>", "the <a>LBB</a> in <l>Leeds</l>"],
        [["LBB"], ["LBB"]],
    ),
    (
        "acronym-in-a-context",
        [
            "<p>Ann Kessler</p> told the <a>LBB</a>, <p>Omar Sall</p> did not",
            "the <a>LBB</a> heard <p>Omar Sall</p> and <p>Ann Kessler</p>",
            "the <a>LBB</a> heard <p>Jan Novak</p>",
        ],
        [["LBB"], ["LBB", "LBB"]],
    ),
    (
        "names-that-say-little-in-a-context",
        [
            "<p>Ann Kessler</p> told the <a>Ondo Rovers</a>, <p>Omar Sall</p> did not",
            "the <a>Rovers</a> heard <p>Omar Sall</p> and <p>Ann Kessler</p>",
            "the <a>Navy</a> heard <p>Omar Sall</p> and <p>Ann Kessler</p>",
            "the <a>Navy</a> took <p>Ann Kessler</p> and <p>Omar Sall</p>",
            'the <a country="KE">Navy</a> took <p>Ann Kessler</p> and <p>Omar Sall</p>',
        ],
        [["Navy"], ["Navy", "Navy"], ["Ondo Rovers", "Rovers"]],
    ),
    (
        "a-telling-short-form-needs-less-context-also-beside-a-headline",
        [
            "<p>Ann Kessler</p> told the <a>Ondo Rovers</a>; <a>ROVERS</a> fell",
            "the <a>Rovers</a> heard <p>Ann Kessler</p>",
            "the <a>Ondo Lions</a> heard <p>Omar Sall</p>",
            "the <a>Lions</a> heard <p>Jan Novak</p>",
        ],
        [["Lions"], ["Ondo Lions"], ["Ondo Rovers", "ROVERS", "Rovers"]],
    ),
    (
        "a-company-in-articles-on-two-states",
        [
            '<p>Ann Kessler</p> told <a type="company" country="PE">Tana</a>, <p>Omar Sall</p> not',
            '<a type="company" country="KE">Tana</a> heard <p>Omar Sall</p> and <p>Ann Kessler</p>',
            '<a type="company" country="TZ">Tana</a> heard <p>Omar Sall</p>',
            '<a type="party" country="KE">Kiko</a> heard <p>Omar Sall</p> and <p>Ann Kessler</p>',
            '<a type="party" country="PE">Kiko</a> heard <p>Omar Sall</p> and <p>Ann Kessler</p>',
            '<a type="ngo">Peru Aid</a> heard <p>Omar Sall</p> and <p>Ann Kessler</p>',
            '<a type="ngo">Kenya Aid</a> heard <p>Omar Sall</p> and <p>Ann Kessler</p>',
        ],
        [["Kenya Aid"], ["Kiko"], ["Kiko"], ["Peru Aid"], ["Tana"], ["Tana", "Tana"]],
    ),
    (
        "a-name-with-its-country-is-no-short-form",
        [
            "<p>Ann Kessler</p> told <a>Peru Online</a>, <p>Omar Sall</p> did not",
            "<a>Tana Online</a> heard <p>Omar Sall</p> and <p>Ann Kessler</p>",
        ],
        [["Peru Online"], ["Tana Online"]],
    ),
    (
        "acronym-in-its-country",
        [
            'In <l country="NG">Lagos</l>: <a country="NG" acronym="LBB">Lagos Boxing Board</a>',
            'In <l country="NG">Lagos</l>, the <a>LBB</a>',
        ],
        [["LBB", "Lagos Boxing Board"]],
    ),
]


@pytest.mark.parametrize(
    ("markups", "expected"), [pytest.param(m, e, id=name) for name, m, e in AGENCIES]
)
def test_agencies_of_many_articles(
    article: Reader, clusters_of: Clusters, markups: list[str], expected: list[list[str]]
) -> None:
    articles = [article(f"a{number}", markup) for number, markup in enumerate(markups)]
    assert clusters_of(resolve(articles), articles, "AGENCY") == sorted(expected)


#: (scenario, articles, the mentions of each place).
PLACES = [
    (
        "one-gazetteer-id",
        ['<l ref="geonames:298795">Turkey</l>', '<l ref="geonames:298795">Türkiye</l>'],
        [["Turkey", "Türkiye"]],
    ),
    (
        "two-gazetteer-ids",
        ['<l ref="geonames:1">Tripoli</l>', '<l ref="geonames:2">Tripoli</l>'],
        [["Tripoli"], ["Tripoli"]],
    ),
    (
        "one-name-without-id",
        ["<l>Camp Echo</l>", "<l>Camp Echo</l>"],
        [["Camp Echo", "Camp Echo"]],
    ),
    (
        "no-name",
        ["in <l>prison</l>", "out of <l>prison</l>"],
        [["prison"], ["prison"]],
    ),
    (
        "two-countries",
        ['<l country="US">Springfield</l>', '<l country="AU">Springfield</l>'],
        [["Springfield"], ["Springfield"]],
    ),
]


@pytest.mark.parametrize(
    ("markups", "expected"), [pytest.param(m, e, id=name) for name, m, e in PLACES]
)
def test_places_of_many_articles(
    article: Reader, clusters_of: Clusters, markups: list[str], expected: list[list[str]]
) -> None:
    articles = [article(f"a{number}", markup) for number, markup in enumerate(markups)]
    assert clusters_of(resolve(articles), articles, "LOCATION") == sorted(expected)


STOCK = [
    "<p>Paul Whelan</p> came. " + SWAP,
    "<p>Paul Whalen</p> came. <p>Whalen</p> left. " + SWAP,
    "<p>Paul Phelan</p> of <a>Cork Harbour Board</a>",
    '<p role="envoy">Evan Moroz</p>. ' + SWAP,
    '<p role="envoy">Ivan Moroz</p>. ' + SWAP,
    "<p>Moroz</p>. " + SWAP,
    "<p>J. Okonkwo</p> in <l>Lagos</l>",
    "<p>James Okonkwo</p> in <l>Lagos</l>. the <a>Supreme Court</a>",
    'the <a>Kenyan Defence Ministry</a> and the <a country="KE">Ministry of Defense</a>',
    'In <l country="KE">Nairobi</l> the <a>Supreme Court</a>, <p>Jane Okonkwo</p>',
    "<p>Suharto</p>. " + SWAP,
    "<p>Suharto</p> in <l>Jakarta</l>",
]


BODIES = ["Kano", "Kanno", "Kanoo", "Canno", "Lagos", "Lagoss", "Abuja", "Abuya", "Abujja"]


@settings(max_examples=20)
@given(
    words=st.lists(st.sampled_from(BODIES), min_size=2, max_size=9, unique=True),
    others=st.sampled_from(["Peace Foundation", "Water Company"]),
)
def test_a_large_block_of_bodies_is_joined_as_a_small_one(
    article: Reader, words: list[str], others: str
) -> None:
    articles = [article(f"a{n}", f"<a>{word} {others}</a>") for n, word in enumerate(words)]
    joined = resolve(articles)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(things, "SMALL_BLOCK", 0)
        assert resolve(articles) == joined


@settings(max_examples=30)
@given(seed=st.integers(0, 10_000), size=st.integers(2, len(STOCK)))
def test_the_order_of_articles_changes_nothing(article: Reader, seed: int, size: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - a shuffle, not a secret
    articles = [article(f"a{n}", markup) for n, markup in enumerate(STOCK)]
    chosen = rng.sample(articles, size)
    assert resolve(chosen) == resolve(sorted(chosen, key=lambda a: a.id))


def test_an_article_given_twice_counts_once(article: Reader) -> None:
    articles = [article(f"a{n}", markup) for n, markup in enumerate(STOCK)]
    assert resolve(articles + articles) == resolve(articles)


def test_unrelated_articles_change_no_id(article: Reader) -> None:
    articles = [article(f"a{n}", markup) for n, markup in enumerate(STOCK)]
    more = [
        article("b1", "<p>Amara Diallo</p> sang in <l>Dakar</l>; the <a>Teranga League</a> paid."),
        article("b2", "<p>Li Wei</p> and <p>Lu Wei</p> ran."),
    ]
    few, many = resolve(articles), resolve(articles + more)
    assert {m: many.links[m] for m in few.links} == few.links


def test_a_second_bearer_of_a_bare_surname_changes_no_id(article: Reader) -> None:
    one = article("a1", "<p>Smith</p> bats.")
    alone, both = resolve([one]), resolve([article("a0", "<p>Smith</p> paints."), one])
    assert both.links[one.mentions[0].id] == alone.links[one.mentions[0].id]


def test_renaming_a_person_everywhere_keeps_the_clusters(
    article: Reader, clusters_of: Clusters
) -> None:
    def sizes(texts: Iterable[str]) -> list[int]:
        articles = [article(f"a{n}", text) for n, text in enumerate(texts)]
        return sorted(map(len, clusters_of(resolve(articles), articles)))

    renamed = [text.replace("Krieger", "Baumgarten").replace("Yashin", "Melnik") for text in STOCK]
    assert sizes(renamed) == sizes(STOCK)


def test_near_names_one_by_one_swallow_no_crowd(article: Reader) -> None:
    chain = [
        "Karimov",
        "Kalimov",
        "Kalinov",
        "Kalinin",
        "Malinin",
        "Matinin",
        "Matinik",
        "Martinik",
    ]
    for length in range(2, len(chain) + 1):
        resolution = resolve(
            [
                article(f"a{n}", f"<p>Anton {name}</p>. {SWAP}")
                for n, name in enumerate(chain[:length])
            ]
        )
        for entity in resolution.entities:
            surnames = [alias.name.split()[-1] for alias in entity.aliases]
            if {"Yashin", "Krieger"} & set(surnames):
                continue
            places = [chain.index(name) for name in surnames]
            assert max(places) - min(places) <= 1, f"{surnames} became one person"


def test_a_pair_that_only_a_chain_would_join_is_kept_as_unsure(article: Reader) -> None:
    resolution = resolve(
        [
            article(f"a{n}", f"<p>Anton {name}</p>. {SWAP}")
            for n, name in enumerate(["Karimov", "Kalimov", "Kalinov"])
        ]
    )
    assert any(d.rule == "no-chaining" and d.verdict == "unsure" for d in resolution.decisions)


def test_two_groups_that_no_chain_joins_are_asked_about_once(article: Reader) -> None:
    names = ["Anton Karimov", "Anton Kalimov", "Anton P. Kalimov", "Anton Kalinov"]
    resolution = resolve(
        [article(f"a{n}", f"<p>{name}</p>. {SWAP}") for n, name in enumerate(names)]
    )
    (refused,) = (each for each in resolution.decisions if each.rule == "no-chaining")
    assert "Anton Karimov" in (refused.name_a, refused.name_b)


def test_the_best_attested_full_name_is_canonical(article: Reader) -> None:
    resolution = resolve(
        [
            article(
                "a1", "<p>Paul Whelan</p>, <p>Whelan</p>, <p>Whelan</p>. " + SWAP, "2024-08-02"
            ),
            article("a2", "<p>Paul Whelan</p>. " + SWAP, "2024-08-01"),
            article("a3", '<p role="Marine">Paul Whalen</p>, <p>Whalen</p>. ' + SWAP, "2024-08-05"),
        ]
    )
    whelan = next(e for e in resolution.entities if e.name == "Paul Whelan")
    assert [(a.name, a.count, a.articles) for a in whelan.aliases] == [
        ("Paul Whalen", 1, 1),
        ("Paul Whelan", 2, 2),
        ("Whalen", 1, 1),
        ("Whelan", 2, 1),
    ]
    assert (whelan.mentions, whelan.articles) == (6, 3)
    assert whelan.attributes == {"roles": ("Marine",)}
    assert (str(whelan.first_seen), str(whelan.last_seen)) == ("2024-08-01", "2024-08-05")


def test_agencies_list_types_countries_and_acronyms(article: Reader) -> None:
    resolution = resolve(
        [
            article(
                "a1",
                '<a ref="tr-mit" type="intelligence" country="TR" acronym="MIT">National'
                ' Intelligence Organization</a> (<a ref="tr-mit">MIT</a>)',
            )
        ]
    )
    (entity,) = resolution.entities
    assert entity.id.startswith("agency-")
    assert entity.name == "National Intelligence Organization"
    assert entity.attributes == {
        "types": ("intelligence",),
        "countries": ("TR",),
        "acronyms": ("MIT",),
    }


def test_every_decision_has_a_reason_and_matches_lead_to_an_entity(article: Reader) -> None:
    resolution = resolve([article(f"a{n}", markup) for n, markup in enumerate(STOCK)])
    entities = {entity.id for entity in resolution.entities}
    assert resolution.decisions
    for decision in resolution.decisions:
        assert decision.reason
        assert (decision.entity in entities) == (decision.verdict == "match")


def test_reasons_name_places_and_bodies_and_no_ids(article: Reader) -> None:
    beside = (
        '<l ref="geonames:323786" country="TR">Ankara</l>, <a ref="ru-fsb" country="RU">FSB</a>,'
        ' <l type="country" country="BY">Belarus</l>'
    )
    resolution = resolve(
        [
            article("a0", f"<p>Paul Whelan</p> {beside}"),
            article("a1", f"<p>Paul Whalen</p> {beside}"),
        ]
    )
    (reason,) = [d.reason for d in resolution.decisions if d.name_a == "Paul Whalen"]
    for words in ("place “Ankara”", "agency “Federal Security Service", "country “Belarus”"):
        assert words in reason
    assert "geonames:323786" not in reason
    assert "ru-fsb" not in reason


def test_nothing_comes_of_nothing() -> None:
    assert resolve([]).entities == ()


def test_names_are_listed_once_an_entity(article: Reader) -> None:
    resolution = resolve(
        [article("a1", "<p>Grace Okonkwo</p>"), article("a2", "<p>Grace Okonkwo</p>")]
    )
    assert _names(resolution) == ["Grace Okonkwo"]


def crowd(article: Reader, circles: int) -> list[ArticleMentions]:
    """Return articles on many people, among them a John Smith in each of some circles, twice."""
    words = ["".join(pair) for pair in product("bdfgklmnprst", "aeiou", "bdfgklmnprst", "aeio")]
    names = [f"<p>John {word.title()}n</p>" for word in words[:700]]
    names += [f"<p>{word.title()}l Smith</p>" for word in words[:700]]
    articles = [article(f"a{n:04}", f"{name} left.") for n, name in enumerate(names)]
    for circle in range(circles):
        beside = f"beside <p>{words[800 + circle].title()} {words[900 + circle].title()}</p>."
        articles += [
            article(f"c{circle}{n}", f"<p>John Smith</p> spoke {beside}") for n in range(2)
        ]
    return articles


@pytest.mark.parametrize("circles", [1, 3])
def test_a_common_name_is_as_many_people_as_it_has_circles(
    article: Reader, clusters_of: Clusters, circles: int
) -> None:
    articles = crowd(article, circles)
    found = [
        cluster
        for cluster in clusters_of(resolve(articles), articles, "PERSON")
        if "John Smith" in cluster
    ]
    assert found == [["John Smith", "John Smith"]] * circles


def test_a_rare_name_is_one_person_in_any_circle(article: Reader, clusters_of: Clusters) -> None:
    articles = crowd(article, 1)
    articles += [article(f"z{n}", "<p>Zenobia Quarrington</p> left.") for n in range(2)]
    assert ["Zenobia Quarrington"] * 2 in clusters_of(resolve(articles), articles, "PERSON")
