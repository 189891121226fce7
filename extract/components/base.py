"""What every component shares: a candidate is found, then written to the component's own group.

`match(doc)` is pure and returns `Found` candidates in character offsets; `set_annotations` is the
only mutation, and writes one span group, named after the component, under ``doc.spans``. Overlaps
between groups are the arbiter's business.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import srsly  # type: ignore[import-untyped]  # comes with spaCy
from spacy.attrs import IDX  # type: ignore[import-not-found]  # spaCy ships no stub for it
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import minibatch, raise_error

from extract.schemas import VALUE_TYPES, Evidence, Label, Value

_TEXT = "extract.text"
_STARTS = "extract.token_starts"

#: What is done with documents that fail; see `Language.set_error_handler`.
ErrorHandler = Callable[[str, "Component", list[Doc], Exception], object]


@dataclass(frozen=True, slots=True)
class Found:
    """One candidate mention.

    Attributes:
        start: first character, in code points of the document text.
        end: one past the last character.
        label: what it is thought to be.
        evidence: the rule or model that found it.
        value: its typed value where the component settles it; None where collection does (a date
            needs the publication day, a place the other places of the article).
        reference: id of the body in the agency register, or None.
        priority: which candidate wins an overlap; higher wins, then the longer one.
    """

    start: int
    end: int
    label: Label
    evidence: Evidence
    value: Value | None = None
    reference: str | None = None
    priority: int = 50


def text_of(doc: Doc) -> str:
    """Return the text of `doc`; spaCy builds it anew at every access, here it is built once."""
    text: str | None = doc.user_data.get(_TEXT)
    if text is None:
        text = doc.user_data[_TEXT] = doc.text
    return text


def make_doc(nlp: Language, text: str) -> Doc:
    """Return `text` as a document for the pipeline, its text kept at hand for `text_of`."""
    doc = nlp.make_doc(text)
    doc.user_data[_TEXT] = text
    return doc


def token_starts(doc: Doc) -> list[int]:
    """Return the first character of each token of `doc`; kept, as all components ask."""
    starts: list[int] | None = doc.user_data.get(_STARTS)
    if starts is None or len(starts) != len(doc):  # tokens may have been merged since
        starts = doc.user_data[_STARTS] = doc.to_array(IDX).tolist()
    return starts


def tokens_of(doc: Doc, start: int, end: int) -> range:
    """Return the tokens that cover the characters from `start` to `end`.

    As `Doc.char_span` with its alignment "expand", without a span; white space before a token
    belongs to the token before it.
    """
    starts = token_starts(doc)
    first = max(bisect_right(starts, start) - 1, 0)
    return range(first, bisect_left(starts, end, first))


def found_in(doc: Doc, group: str) -> tuple[Found, ...]:
    """Return the candidates that the component `group` wrote, in text order; () without it."""
    if group not in doc.spans:
        return ()
    found = doc.spans[group].attrs["found"]
    # A document that was read back has plain data in the place of all of them.
    is_plain = bool(found) and isinstance(found[0], dict)
    return tuple(map(_from_plain, found)) if is_plain else tuple(found)


def _encoded(item: object, chain: Callable[[object], object] | None = None) -> object:
    # A Doc serialises (`Doc.to_bytes`, `nlp.pipe(n_process=2)`) with its candidates as plain data.
    # Custom span attributes would not do: spaCy keys them by offsets, and two groups share offsets.
    if isinstance(item, Found):
        return _to_plain(item)
    return item if chain is None else chain(item)


srsly.msgpack_encoders.register("extract.found", func=_encoded)


def _to_plain(found: Found) -> dict[str, Any]:
    return {
        "start": found.start,
        "end": found.end,
        "label": found.label,
        "evidence": found.evidence.model_dump(),
        "value": found.value.model_dump() if found.value is not None else None,
        "reference": found.reference,
        "priority": found.priority,
    }


def _from_plain(plain: dict[str, Any]) -> Found:
    value = plain["value"]
    return Found(
        start=plain["start"],
        end=plain["end"],
        label=plain["label"],
        # Checked when they were made.
        evidence=Evidence.model_construct(**plain["evidence"]),
        value=VALUE_TYPES[plain["label"]].model_construct(**value) if value is not None else None,
        reference=plain["reference"],
        priority=plain["priority"],
    )


class Component:
    """A component that finds candidates of its own kind and writes them to its own span group.

    Subclasses say what they find in `match`; they neither read nor write ``doc.ents``.
    """

    group: str = ""
    _on_error: ErrorHandler = staticmethod(raise_error)

    def match(self, doc: Doc) -> Iterable[Found]:
        """Return the candidates in `doc` without changing it."""
        raise NotImplementedError

    def set_annotations(self, doc: Doc, found: Iterable[Found]) -> None:
        """Write `found` to this component's span group.

        The spans are the smallest runs of tokens that cover each candidate; the exact offsets
        stay in the candidates themselves, which `found_in` returns.
        """
        ordered = sorted(found, key=lambda each: (each.start, -each.end))
        covered = [(tokens_of(doc, each.start, each.end), each.label) for each in ordered]
        spans = [Span(doc, tokens.start, tokens.stop, label=label) for tokens, label in covered]
        doc.spans[self.group] = SpanGroup(
            doc, name=self.group, spans=spans, attrs={"found": ordered}
        )

    def __call__(self, doc: Doc) -> Doc:
        """Annotate `doc` and return it."""
        self.set_annotations(doc, tuple(self.match(doc)))
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 16) -> Iterator[Doc]:
        """Annotate the documents of `stream`, `batch_size` of them one after the other.

        Each component's rules and word lists push those of the next out of the processor's cache:
        once a batch, and not once a document.
        """
        for docs in minibatch(stream, batch_size):  # type: ignore[no-untyped-call]  # spaCy's
            yield from [done for doc in docs if (done := self._handled(doc)) is not None]

    def _handled(self, doc: Doc) -> Doc | None:
        """Annotate `doc`; an error goes to the pipeline's handler, as spaCy's components do it."""
        try:
            return self(doc)
        except Exception as error:  # noqa: BLE001 - whatever it is, the handler decides
            self._on_error(self.group, self, [doc], error)
            return None

    def set_error_handler(self, handler: ErrorHandler) -> None:
        """Give documents that fail in `pipe` to `handler`; the others go on."""
        self._on_error = handler

    def get_error_handler(self) -> ErrorHandler:
        """Return what is done with documents that fail."""
        return self._on_error
