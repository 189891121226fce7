"""Web pages, from a file or an archive. The network is never touched."""

from __future__ import annotations

import re

from extract.articles.building import article_from_fields, decode, too_long
from extract.errors import ArticleError
from extract.schemas import Article

#: A page is mostly markup: its size in bytes may be this many times the longest text.
BYTES_PER_CHAR = 20

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE
)
_HEAD_BYTES = 4096
# htmldate drops dates after today by default, which would let the clock into the output. The web
# has no pages from before the first bound.
_EARLIEST, _LATEST = "1991-01-01", "2100-01-01"


def article_from_html(
    data: bytes, name: str, *, max_chars: int, url: str | None = None, charset: str | None = None
) -> Article:
    """Return the article on a page: its main text, title and publication date.

    Only dates that the markup states are taken; the rest of the page is full of other days.

    Args:
        data: the page as stored.
        name: where it comes from, for messages.
        max_chars: longest main text, in code points.
        url: where the page was fetched from, if known.
        charset: encoding that the server declared; the page's own declaration comes second, and
            UTF-8 is tried before both.

    Raises:
        ArticleError: the page cannot be decoded or holds no article.
    """
    # Imported here because they take a second, which text input need not pay.
    import htmldate  # noqa: PLC0415
    import lxml.etree  # type: ignore[import-untyped]  # noqa: PLC0415 - it ships no types
    import lxml.html  # type: ignore[import-untyped]  # noqa: PLC0415 - the same
    import trafilatura  # noqa: PLC0415
    from trafilatura.settings import Document  # noqa: PLC0415

    if len(data) > BYTES_PER_CHAR * max_chars:
        raise too_long(name, max_chars)
    page = _decode_page(data, name, charset)
    try:
        # Both libraries download a string that looks like an address; they never do so for a tree.
        parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True)
        tree = lxml.html.document_fromstring(page.encode(), parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise ArticleError(name, f"is not an HTML page ({error})") from None
    published = htmldate.find_date(
        tree, extensive_search=False, original_date=True, min_date=_EARLIEST, max_date=_LATEST
    )
    found = trafilatura.bare_extraction(
        tree,
        url=url,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={
            "min_date": _EARLIEST,
            "max_date": _LATEST,
            "extensive_search": False,
        },
    )
    if not isinstance(found, Document) or not (found.text or "").strip():
        raise ArticleError(name, "has no main text: it is an index, a script page or empty")
    return article_from_fields(
        {
            "title": found.title,
            "source": found.sitename,
            "url": found.url or url,
            "published": published,
            "language": tree.get("lang"),
            "text": found.text,
        },
        name=name,
        max_chars=max_chars,
    )


def _decode_page(data: bytes, name: str, charset: str | None) -> str:
    try:
        return decode(data, name)
    except ArticleError:
        if b"\0" in data:
            raise
        declared = _CHARSET.search(data, 0, _HEAD_BYTES)
        charset = charset or (declared[1].decode("ascii") if declared else None)
        if charset is None:
            raise
        try:
            return data.decode(charset)
        except (UnicodeDecodeError, LookupError):
            raise ArticleError(name, f"is neither UTF-8 nor {charset}, as it declares") from None
