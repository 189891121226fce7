from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from extract.evaluate import evaluate, render_page
from extract.evaluate.mistakes import Side
from extract.evaluate.page import MAX_CONTEXT_CHARS, quote
from tests.evaluate.making import gold, record

EVIL = "The <script>alert(\"x\")</script> & 'quoted'"
TEXT = f"She said so. {EVIL}, then {{}} left. It rained."
LABELLED = [gold(TEXT.format("<ent label=PERSON>Ann Lee</ent>"), "a", title=EVIL)]
OUTPUT = [record(TEXT.format("<ent label=AGENCY>Ann Lee</ent>"), "a", by="<i>rule</i>")]
PAGE = render_page(evaluate(LABELLED, OUTPUT), LABELLED, title="Mistakes <1>")


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in {"meta", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def elements() -> list[tuple[str, dict[str, str | None]]]:
    parser = Elements()
    parser.feed(PAGE)
    assert not parser.open
    return parser.found


def test_what_articles_say_is_escaped() -> None:
    assert "<script>alert" not in PAGE
    assert "<i>rule" not in PAGE
    assert "The &lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp; &#39;quoted&#39;" in PAGE
    assert sum(tag == "script" for tag, _ in elements()) == 1


def test_the_page_needs_no_network() -> None:
    for tag, attributes in elements():
        assert tag not in {"link", "img", "iframe", "object"}
        assert "src" not in attributes
        assert (attributes.get("href") or "#").startswith("#")
    assert not re.search(r"https?://|url\(|@import", PAGE)
    assert "default-src 'none'" in PAGE


def test_a_mistake_is_shown_in_its_sentence_with_both_sides() -> None:
    (card,) = (attributes for tag, attributes in elements() if tag == "article")
    assert card == {
        "data-label": "PERSON",
        "data-kind": "wrong label",
        "data-by": "<i>rule</i>",
    }
    assert PAGE.count("then <mark>Ann Lee</mark> left.\n") == 2
    assert "She said so." not in PAGE.split("<article")[1]
    assert "PERSON · role none" in PAGE


def test_every_label_and_kind_can_be_filtered() -> None:
    names = [attributes.get("name") for tag, attributes in elements() if tag == "input"]
    assert names.count("label") == 5
    assert names.count("kind") == 6


def test_cluster_errors_have_a_section_with_anchors_that_lead_somewhere() -> None:
    marked = "<ent label=PERSON entity={}>Ann Lee</ent> saw <ent label=PERSON entity={}>Lee</ent>."
    labelled = [gold(marked.format("ann", "bob"), "a")]
    merged = evaluate(labelled, [record(marked.format("x", "x"), "a")])
    page = render_page(merged, labelled)
    assert 'id="merged-PERSON-found-1"' in page
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(re.findall(r'id="([^"]*)"', page))
    assert "<mark>Lee</mark>." in page.split('id="merged-PERSON-found-1"')[1]


def test_a_page_without_cluster_errors_has_no_such_section() -> None:
    assert "cluster-errors" not in PAGE


def test_a_page_without_mistakes_is_a_page() -> None:
    labelled = [gold("Nothing.")]
    assert "0 mistakes" in render_page(evaluate(labelled, [record("Nothing.")]), labelled)


def side(text: str, mention: str) -> Side:
    start = text.index(mention)
    end = start + len(mention)
    return Side(label="PERSON", start=start, end=end, text=mention, value="")


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("One. Two Ann three. Four.", "Two ", " three."),
        ("Ann three.\nFour.", "", " three."),
        ("Headline\nTwo Ann three", "Two ", " three"),
        ("He said: “Stop.” Two Ann said “go.” Then", "Two ", " said “go.”"),
        ("Two Ann is 1.5 m. tall", "Two ", " is 1.5 m. tall"),
    ],
)
def test_quote(text: str, before: str, after: str) -> None:
    assert quote(text, side(text, "Ann")) == (before, "Ann", after)


def test_a_very_long_sentence_is_cut() -> None:
    text = "word " * 400 + "Ann" + " word" * 400
    before, _, after = quote(text, side(text, "Ann"))
    assert len(before) == len(after) == MAX_CONTEXT_CHARS + 1
    assert before.startswith("…")
    assert after.endswith("…")
