"""Make one article from what a file holds: decode, check, find the publication date."""

from __future__ import annotations

import datetime as dt
import importlib
import re
from collections.abc import Mapping
from typing import Any

from extract.errors import ArticleError
from extract.schemas import Article

#: What an input may say about an article beside its text (record format, version 1).
METADATA = ("id", "title", "source", "url", "published", "language")

_BOM = b"\xef\xbb\xbf"
# "date 2024-08-01" or "published: 2024-08-01", alone on the first line or before the text on it.
_DATE_LINE = re.compile(
    r"\s*(?:date|published)\b:?[ \t]*(\d{4}-\d{2}-\d{2})(?![\d-])", re.IGNORECASE
)
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_FRONT_MATTER_LINE = re.compile(r"^([A-Za-z]+)[ \t]*:[ \t]*(.*?)[ \t]*\r?$", re.MULTILINE)
# Front matter is a dozen lines; looking no further keeps a text that opens with a rule cheap.
_FRONT_MATTER_CHARS = 10_000


def decode(data: bytes, name: str) -> str:
    """Return `data` as text: UTF-8 without its byte order mark, otherwise exactly as stored.

    Raises:
        ArticleError: `data` is binary or not UTF-8; the message gives the byte offset.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ArticleError(name, "is UTF-16, expected UTF-8: convert it with “iconv -f utf-16”")
    if (nul := data.find(b"\0")) >= 0:
        raise ArticleError(
            name, f"is binary (a NUL at byte {nul}), expected text: leave it out of the input"
        )
    try:
        return data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ArticleError(
            name,
            f"is not UTF-8 (byte 0x{data.removeprefix(_BOM)[error.start]:02x} at offset"
            f" {error.start}): convert it, for example with “iconv -f windows-1252 -t utf-8”",
        ) from None


def article_from_text(text: str, *, name: str, max_chars: int) -> Article:
    """Return the article of a plain text, with the metadata that leads it.

    Metadata are front matter between two lines of “---”, or a first line “date 2024-08-01”. They
    stay part of the text, so that offsets hold in the file as stored.
    """
    return article_from_fields(
        {**leading_metadata(text), "text": text}, name=name, max_chars=max_chars
    )


def leading_metadata(text: str) -> dict[str, str]:
    """Return the fields of the front matter that opens `text`; {} if there is none."""
    match = _FRONT_MATTER.match(text, 0, _FRONT_MATTER_CHARS)
    if match is None:
        return {}
    lines = _FRONT_MATTER_LINE.findall(match[1])
    fields = {key.lower(): _unquoted(value) for key, value in lines}
    return {key: value for key, value in fields.items() if key in METADATA}


def article_from_fields(fields: Mapping[str, Any], *, name: str, max_chars: int) -> Article:
    """Return the article that `fields` describe; unknown fields are ignored.

    Args:
        fields: `text`, and any of `METADATA`; None and "" mean missing.
        name: where the article comes from, for messages: file and line.
        max_chars: longest text, in code points.

    Raises:
        ArticleError: a field is missing, has the wrong type or an impossible value.
    """
    text = fields.get("text")
    if text is None:
        raise ArticleError(name, "has no “text”: every article needs that field")
    if not isinstance(text, str):
        raise ArticleError(name, f"“text” is {_kind(text)}, expected a string")
    check_text(text, name=name, max_chars=max_chars)
    published, published_from = _publication_date(fields, text, name)
    return Article.model_validate(
        {
            "id": _identifier(fields.get("id"), name),
            **{key: _string(fields, key, name) for key in ("title", "source", "url", "language")},
            "published": published,
            "published_from": published_from,
            "text": text,
        }
    )


def too_long(name: str, max_chars: int) -> ArticleError:
    """Return the error for a text longer than `max_chars` code points."""
    return ArticleError(
        name,
        f"is longer than {max_chars:,} characters: split it, or raise max_chars in the settings",
    )


def optional_module(module: str, name: str, *, install: str) -> Any:  # noqa: ANN401 - untyped, may be absent
    """Import a library that only some formats need.

    Raises:
        ArticleError: it is not installed; the message says how to install it.
    """
    try:
        return importlib.import_module(module)
    except ImportError:
        library = module.partition(".")[0]
        raise ArticleError(
            name, f"needs the library {library}, which is not installed: pip install {install}"
        ) from None


def check_text(text: str, *, name: str, max_chars: int) -> None:
    """Refuse a text that no article may have.

    Raises:
        ArticleError: it is too long, empty, or holds what neither UTF-8 nor a database can hold.
    """
    if len(text) > max_chars:
        raise too_long(name, max_chars)
    if not text.strip():
        raise ArticleError(name, "is empty: there is no text to read")
    _check_characters(text, "text", name)


def _check_characters(value: str, key: str, name: str) -> None:
    """Refuse what neither UTF-8 nor a database can hold."""
    if "\0" in value:
        raise ArticleError(name, f"“{key}” holds a NUL character, as binary data do: remove it")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ArticleError(
            name,
            f"“{key}” is not valid Unicode (half a surrogate pair or an undecodable byte at"
            f" character {error.start}): export it again as UTF-8",
        ) from None


def _string(fields: Mapping[str, Any], key: str, name: str) -> str | None:
    value = fields.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ArticleError(name, f"“{key}” is {_kind(value)}, expected a string or null")
    _check_characters(value, key, name)
    return value.strip() or None


def _identifier(value: object, name: str) -> str | None:
    # Many databases number their articles, so a whole number is an id as well.
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string({"id": value}, "id", name)


def _publication_date(
    fields: Mapping[str, Any], text: str, name: str
) -> tuple[dt.date | None, str | None]:
    """Return the day of publication and where it was found; (None, None) if nothing gives it."""
    stated = _parse_published(fields.get("published"), name)
    if stated is not None:
        return stated, "metadata"
    if match := _DATE_LINE.match(text):
        try:
            return dt.date.fromisoformat(match[1]), "text"
        except ValueError:
            pass  # "date 2024-13-45" dates nothing; the text may still say when
    # Imported here because it loads the date grammar, which metadata make unnecessary.
    from extract.values.dates import published_in  # noqa: PLC0415

    found = published_in(text)
    return found, "text" if found else None


def _parse_published(value: object, name: str) -> dt.date | None:
    if value is None or value == "":
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str):
        try:
            return dt.datetime.fromisoformat(value.strip()).date()
        except ValueError:
            pass
    raise ArticleError(
        name,
        f"“published” is {value!r:.60}, expected an ISO date or date-time such as 2024-08-01 or"
        " 2024-08-01T09:30:00Z",
    )


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false"}
    return names.get(type(value), "a number" if isinstance(value, int | float) else "not text")
