"""Web pages: HTML files and WARC archives. The network is never touched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from extract.articles.building import article_from_fields, decode, optional_module, too_long
from extract.errors import ArticleError
from extract.schemas import Article, Failure

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


def read_warc(handle: BinaryIO, name: str, *, max_chars: int) -> Iterator[Article | Failure]:
    """Yield one article, or the failure in its place, for each HTML response in the archive.

    Raises:
        ArticleError: warcio is missing, or the archive is damaged: what stands after that is not
            read.
    """
    archive = optional_module("warcio.archiveiterator", name, install="warcio")
    errors = optional_module("warcio.exceptions", name, install="warcio")
    try:
        for record in archive.ArchiveIterator(handle):
            if not _is_page(record):
                continue
            url = record.rec_headers.get_header("WARC-Target-URI")
            here = f"{name}:{url}"
            _, _, charset = (record.http_headers.get_header("Content-Type") or "").partition(
                "charset="
            )
            data = record.content_stream().read(BYTES_PER_CHAR * max_chars + 1)
            try:
                yield article_from_html(
                    data, here, max_chars=max_chars, url=url, charset=charset.strip("\"' ;")
                )
            except ArticleError as error:
                yield Failure(article=error.article, stage="read", error=error.reason)
    except errors.ArchiveLoadFailed as error:
        raise ArticleError(
            name, f"is damaged ({str(error).strip()}): the rest of the archive was not read"
        ) from None


def _is_page(record: object) -> bool:
    if getattr(record, "rec_type", None) != "response":
        return False
    headers = getattr(record, "http_headers", None)
    if headers is None or headers.get_statuscode() != "200":
        return False
    return "html" in (headers.get_header("Content-Type") or "")


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
