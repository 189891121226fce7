"""The documents of the project as the tests read them: their fences, links, headings, code."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[1]
#: Every page of prose, wherever it lies.
DOCUMENTS = sorted(
    {
        path.relative_to(ROOT).as_posix()
        for pattern in ("*.md", "[a-z]*/*.md", "docs/**/*.md", "extract/**/*.md")
        for path in ROOT.glob(pattern)
        if path.relative_to(ROOT).parts[0] != "build"
    }
)

_COMMENT = re.compile(r"<!--\s*(.*?)\s*-->", re.DOTALL)


@dataclass(frozen=True)
class Fence:
    """A fenced block: its language, its text, and the comment that stands right above it."""

    page: str
    line: int
    language: str
    text: str
    mark: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def tokens(page: str) -> list[Token]:
    """Return the Markdown tokens of a page; front matter is no part of them."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    return parser.parse((ROOT / page).read_text(encoding="utf-8"))


def fences(page: str) -> Iterator[Fence]:
    """Yield the fenced blocks of a page in order."""
    mark = ""
    for token in tokens(page):
        if token.type == "html_block":
            comment = _COMMENT.fullmatch(token.content.strip())
            mark = comment[1] if comment else ""
        elif token.type == "fence":
            words = token.info.split()
            yield Fence(page, token.map[0] + 1, words[0] if words else "", token.content, mark)
            mark = ""
        elif token.level == 0:
            mark = ""


def inline(page: str) -> Iterator[Token]:
    """Yield every piece of running text, code and link of a page."""
    for token in tokens(page):
        yield from token.children or ()


def anchors(page: str) -> set[str]:
    """Return the anchors of a page's headings, as code hosts and the site make them."""
    found: dict[str, int] = {}
    names = set()
    parsed = tokens(page)
    for token, content in pairwise(parsed):
        if token.type == "heading_open":
            text = "".join(child.content for child in content.children or ())
            kept = (c for c in text.lower() if c in " -_" or unicodedata.category(c)[0] in "LN")
            slug = "".join(kept).replace(" ", "-")
            number = found.get(slug, 0)
            found[slug] = number + 1
            names.add(f"{slug}-{number}" if number else slug)
    return names
