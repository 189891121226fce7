"""The page as a reader meets it, in a browser."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from extract.copies import link_copies
from extract.knowledge import Knowledge
from extract.report import report_page
from extract.schemas import Record, Resolution
from extract.store import open_store
from tests.report.making import EVIL, RUN, fill

PHONE = {"width": 390, "height": 844}
VIEWS = [
    "overview",
    "people",
    "people/krasikov",
    "agencies/mit",
    "places",
    "timeline",
    "map",
    "network",
    "network/gershkovich/krasikov",
    "counts",
    "articles",
    "articles/swap/0",
    "articles/misspelt",
    "articles/evil",
    "source/",
    "open",
    "people/nobody",
]


@pytest.fixture
def printed_twice(tmp_path) -> Path:
    """The page of a store in which another paper prints the first article too."""
    with open_store(f"sqlite:///{tmp_path}/facts.db") as store:
        fill(store)
        (swap,) = store.records(["swap"])
        copy = swap.article.model_copy(update={"id": "print", "source": "Weekly"})
        mentions = tuple(
            each.model_copy(update={"id": f"print {each.id}"}) for each in swap.mentions
        )
        store.write_records([Record(article=copy, mentions=mentions)], run=RUN)
        links = {each.id: each.entity for each in mentions if each.entity}
        found = Knowledge.of(Resolution(entities=(), links=links, decisions=()))
        store.write_knowledge(replace(found, whole=False))
        link_copies(store.stories())
        path = tmp_path / "report.html"
        path.write_text(report_page(store, made=dt.date(2024, 8, 5)).html, encoding="utf-8")
    return path


@pytest.fixture
def opened(browser: Browser, html_file) -> Iterator[Callable[..., Page]]:
    """Open a view of the page; in the end nothing was on the console, nor asked of a network."""
    said: list[str] = []
    contexts = []

    def open_view(view: str = "overview", **options: object) -> Page:
        checked = options.pop("checked", False)
        shown = options.pop("shown", html_file)
        # The checker brings scripts of its own, which the policy of the page forbids.
        context = browser.new_context(bypass_csp=checked, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda asked: asked.url.startswith("file:") or said.append(asked.url))
        page.goto(f"{shown.as_uri()}#{view}")
        return page

    yield open_view
    for context in contexts:
        context.close()
    assert said == []


def cells(page: Page, column: int) -> list[str]:
    return page.locator(f"#view tbody tr > :nth-child({column})").all_inner_texts()


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_a_heading_a_title_and_no_mistake(opened, view):
    page = opened(view)
    heading = page.locator("main h1:visible")
    expect(heading).to_have_count(1)
    if view != "overview":
        assert page.title() == f"{heading.inner_text()} – Swaps & co"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_accessibility(opened, view, theme):
    page = opened(view, color_scheme=theme, checked=True)
    page.wait_for_selector("main h1:visible")
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_is_wider_than_a_phone(opened, view):
    page = opened(view, viewport=PHONE)
    page.wait_for_selector("main h1:visible")
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth")


def test_search_finds_spellings_without_their_marks(opened):
    page = opened("people")
    assert len(cells(page, 1)) == 4
    page.get_by_label("Search names").fill("IVÁN")
    expect(page.locator("#view tbody tr")).to_have_count(1)
    assert cells(page, 1) == ["Evan Gershkovich"]
    expect(page.locator("#status")).to_have_text("1 of 4 people")
    page.get_by_label("Search names").fill("nobody at all")
    expect(page.locator("#view tbody")).to_have_text("Nothing matches.")


def test_a_head_sorts_its_column_and_says_so(opened):
    page = opened("people")
    head = page.locator("th", has=page.get_by_role("button", name="Name", exact=True))
    head.get_by_role("button").click()
    names = cells(page, 1)
    assert head.get_attribute("aria-sort") == "ascending"
    head.get_by_role("button").press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert cells(page, 1) == names[::-1]


def test_what_is_not_known_comes_last_both_ways(opened):
    page = opened("people")
    head = page.get_by_role("button", name="First seen")
    for _ in range(2):
        head.click()
        assert cells(page, 6)[-1] == "–"


def test_doubtful_merges_are_marked_and_can_be_listed(opened):
    page = opened("people")
    page.get_by_label("Show").select_option("doubtful merges")
    expect(page.locator("#view tbody tr")).to_have_count(2)
    assert page.locator("#view tbody .doubt").count() == 2


def test_an_entity_shows_the_reasons_of_its_merges_and_its_mentions_in_context(opened):
    page = opened("people")
    page.get_by_role("link", name="Vadim Krasikov").click()
    expect(page.locator("#view h1")).to_contain_text("Vadim Krasikov")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    expect(page.get_by_text("Vadim Krasikov sounds like Vedim Krasikov")).to_be_visible()
    expect(page.get_by_text("Krasikova sounds like Vedim Krasikov")).to_be_visible()
    assert page.locator(".contexts mark").all_inner_texts() == ["Vadim Krasikov", "Vedim Krasikov"]


def test_a_mention_leads_into_its_article_where_its_value_is_shown(opened):
    page = opened("people/gershkovich")
    page.locator(".contexts a.context").first.click()
    marked = page.locator(".mention.here")
    expect(marked).to_have_text("Evan Gershkovich")
    expect(marked).to_be_focused()
    expect(page.locator("#tip")).to_contain_text("U.S. journalist")
    expect(page.locator("#tip")).to_contain_text("50 % sure")
    page.keyboard.press("Escape")
    expect(page.locator("#tip")).to_be_hidden()


def test_a_value_is_shown_on_hover_and_leads_on_by_keyboard(opened):
    page = opened("articles/swap")
    page.locator(".mention", has_text="26 individuals").hover()
    expect(page.locator("#tip")).to_contain_text("total")
    page.locator(".mention", has_text="Vadim Krasikov").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#tip a")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#view h1")).to_contain_text("Vadim Krasikov")


def test_an_article_says_what_it_leaves_open_and_why(opened):
    page = opened("articles/misspelt")
    beside = page.locator("aside")
    expect(beside).to_contain_text("no publication date: 1 relative date stays open")
    expect(beside).to_contain_text("relative to the day of publication, which is not known")
    expect(beside).to_contain_text("Krasikova and Vedim Krasikov")


def test_the_timeline_shows_dates_as_long_as_they_are_and_filters_by_entity(opened):
    page = opened("timeline")
    expect(page.locator(".chart .bar")).to_have_count(2)
    day, month = (
        float(page.locator(f".bar[aria-label*='{name}'] rect").get_attribute("width"))
        for name in ("2024-08-01, day", "2024-07, month")
    )
    assert 20 < month / day < 45
    expect(page.locator(".told").first).to_contain_text("1 date without a known day")
    assert page.locator(".chart a.row").count() == 2
    page.get_by_label("Person, agency or place").fill("Vadim Krasikov")
    expect(page.locator(".chart a.row")).to_have_count(1)
    page.get_by_label("only dates in one sentence").check()
    expect(page.locator(".chart .bar")).to_have_count(1)
    page.locator(".chart .bar").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".mention.here")).to_have_text("Thursday")


def test_the_map_has_a_circle_for_each_place_and_zooms(opened):
    page = opened("map")
    circles = page.locator(".map .spot")
    expect(circles).to_have_count(2)
    ankara = page.locator(".spot[aria-label^='Ankara: 2 mentions in 2 articles']")
    radius = float(ankara.locator("circle").get_attribute("r"))
    page.get_by_role("button", name="Zoom in").click()
    assert float(ankara.locator("circle").get_attribute("r")) < radius
    circles.first.focus()
    page.keyboard.press("ArrowRight")
    expect(circles.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#view h1")).to_have_text("Russia")


def test_the_network_shows_whom_one_is_named_with_and_the_sentences(opened):
    page = opened("network")
    page.get_by_role("button", name="Evan Gershkovich, named with 1 other").click()
    page.locator(".panel").get_by_role("link", name="2 sentences").click()
    expect(page.locator("#view h1")).to_have_text("Evan Gershkovich and Vadim Krasikov")
    assert page.locator(".contexts a.context").count() == 2


def test_counts_of_one_place_stand_beside_each_other_with_their_sentences(opened):
    page = opened("counts")
    card = page.locator(".card")
    expect(card).to_have_count(1)
    expect(card.locator("h2")).to_have_text("People — Ankara")
    expect(card).to_contain_text("Their totals differ.")
    assert card.locator(".strip .figure").all_inner_texts() == ["26", "24"]
    expect(card).to_contain_text("24 prisoners were freed")
    card.get_by_role("link", name="26").first.click()
    expect(page.locator(".mention.here")).to_have_text("26 individuals")


def test_what_an_article_says_stays_text(opened):
    for view in ("overview", "articles/evil/0", "people/evil", "places/russia", "open"):
        page = opened(view)
        page.wait_for_selector("main h1:visible")
        assert "owned" not in page.title().split(EVIL)[0]
        assert page.locator("script").count() == 2
        assert page.locator("main b, main i").count() == 0
    page = opened("articles/evil")
    expect(page.locator("#view h1")).to_have_text(EVIL)
    expect(page.locator(".text")).to_contain_text(f"Russia said {EVIL} to")


def test_a_source_leads_to_its_articles(opened):
    page = opened()
    page.get_by_role("link", name="Evil & Sons/</script>").click()
    expect(page.locator("#view tbody tr")).to_have_count(1)
    page = opened()
    page.get_by_role("link", name="no source named").click()
    assert cells(page, 1) == [next(iter(cells(page, 1)))]


def test_the_theme_is_switched_and_remembered(opened):
    page = opened(color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_label("Theme").select_option("dark")
    dark = page.evaluate(ground)
    assert dark != light
    page.reload()
    assert page.evaluate(ground) == dark


def test_in_print_the_menu_is_gone_and_the_text_is_there(opened):
    page = opened("articles/swap")
    page.emulate_media(media="print")
    expect(page.locator("nav")).to_be_hidden()
    expect(page.locator(".text")).to_be_visible()


def test_the_first_key_skips_to_the_content(opened):
    page = opened()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_copies_of_one_story_are_one_source(opened, printed_twice):
    page = opened("overview", shown=printed_twice)
    figures = page.locator("dl.figures > div").all_inner_texts()
    assert [each.split() for each in figures[:2]] == [
        ["articles", "4"],
        ["stories,", "copies", "counted", "once", "3"],
    ]
    page = opened("counts", shown=printed_twice)
    (card,) = page.locator("#view .card").all_inner_texts()
    assert "3 counts in 3 articles (2 stories)" in card
    page = opened("agencies/mit", shown=printed_twice)
    assert "2 mentions in 2 articles (1 story)" in page.locator("#view .intro").inner_text()
