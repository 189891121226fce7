"""The file: what is in it, what cannot get into it, and what it says when it does not hold all."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest

from extract.errors import ArticleError
from extract.report import page, report_page
from extract.store import open_store
from tests.report.conftest import MADE
from tests.report.making import EVIL


class Elements(HTMLParser):
    """Every element with its attributes, and the text of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.code: list[tuple[str, str]] = []
        self._in: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._in = tag if tag in {"script", "style"} else None

    def handle_endtag(self, _tag: str) -> None:
        self._in = None

    def handle_data(self, data: str) -> None:
        if self._in:
            self.code.append((self._in, data))


def facts_of(text: str) -> dict:
    """Return the facts in a page."""
    return json.loads(re.search(r'id="facts">(.*?)</script>', text, re.DOTALL)[1])


def test_the_page_asks_nothing_of_a_network(html):
    for tag, attributes in Elements(html).found:
        assert tag not in {"link", "img", "iframe", "object", "base", "form"}
        assert not {"src", "style", "action"} & attributes.keys()
        assert not any(name.startswith("on") for name in attributes)
        assert (attributes.get("href") or "#").startswith("#")
    assert "url(" not in html
    assert "@import" not in html


def test_the_policy_allows_these_styles_and_scripts_alone(html):
    policy = next(
        attributes["content"]
        for tag, attributes in Elements(html).found
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    code = [(tag, text) for tag, text in Elements(html).code if not text.startswith("{")]
    assert [tag for tag, _ in code] == ["style", "script"]
    for tag, text in code:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_scripts_never_make_markup_of_text():
    for name in page.SCRIPTS:
        code = page._part(f"{name}.js")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", code)


def test_what_articles_say_is_escaped(html):
    assert "<script>document" not in html
    assert html.count("</script>") == 3
    assert not re.search("[<>&]", re.search(r'id="facts">(.*?)</script>', html, re.DOTALL)[1])
    facts = facts_of(html)
    assert EVIL in [each["title"] for each in facts["articles"]]
    assert EVIL in facts["details"]
    assert {"role": EVIL} in facts["values"]


def test_the_same_store_gives_the_same_page(filled, html):
    assert report_page(filled, made=MADE, title="Swaps & co").html == html


def test_a_page_that_holds_all_says_nothing_of_a_rest(filled):
    made = report_page(filled, made=MADE)
    assert (made.articles, made.of) == (3, 3)
    assert 'id="left-out"' not in made.html


def test_articles_that_tell_of_what_others_tell_come_first_and_the_rest_is_named(filled):
    made = report_page(filled, made=MADE, articles=2)
    assert [each["id"] for each in facts_of(made.html)["articles"]] == ["swap", "misspelt"]
    assert "This page holds 2 of 3 articles." in made.html
    assert "1 article after them did not fit" in made.html
    assert "<code>--articles 3</code>" in made.html


def test_a_page_is_no_larger_than_allowed(filled, html):
    whole = len(html.encode())
    made = report_page(filled, made=MADE, max_bytes=whole - 200)
    assert 0 < made.articles < 3
    assert len(made.html.encode()) <= whole


def test_a_page_about_one_holds_the_articles_that_name_it(filled):
    made = report_page(filled, made=MADE, about="russia")
    assert [each["id"] for each in facts_of(made.html)["articles"]] == ["evil"]
    assert "It is about “russia”, whom 1 article names." in made.html


def test_a_page_about_nobody_is_refused(filled):
    with pytest.raises(ArticleError, match="names no entity"):
        report_page(filled, made=MADE, about="Nobody")


def test_an_empty_database_gives_a_page(sqlite_database):
    with open_store(sqlite_database) as store:
        made = report_page(store, made=MADE)
    assert made.articles == 0
    assert "0 articles" in made.html
