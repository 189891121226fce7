"""An extractor and a resolver without a model, for tests of what surrounds them.

A word in capitals in an article's text tells the extractor how to misbehave on it.
"""

import os
import re
import signal
import threading
import time
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.errors import ModelError
from extract.knowledge import Knowledge, Memory
from extract.records import assemble_record
from extract.schemas import (
    VALUE_TYPES,
    Alias,
    Article,
    ArticleMentions,
    Entity,
    Evidence,
    Failure,
    Mention,
    Record,
    Resolution,
    content_id,
)

# A word with a capital is a person, a number counts people.
_WORD = re.compile(r"\b(?:(?P<PERSON>[A-Z][a-z]+)|(?P<COUNT>\d+))\b")


@dataclass
class FakeExtractor:
    """Finds capitalised words and numbers, slowly if asked to.

    Attributes:
        seconds: that each article takes.
        gate: a file; the article whose id says that it is number n waits until the file has more
            than n bytes. So a test says how far a run may get, on a machine of any speed.
    """

    seconds: float = 0.0
    gate: Path | None = None

    def pipe(self, articles: Iterable[Article]) -> Iterator[Record | Failure]:
        for article in articles:
            time.sleep(self.seconds)
            while self.gate and int(article.id[1:]) >= self.gate.stat().st_size:
                time.sleep(0.002)
            if "KILL" in article.text:
                os.kill(os.getpid(), signal.SIGKILL)
            if "HANG" in article.text:
                time.sleep(3600)
            if "RAISE" in article.text:
                raise ValueError("the text says RAISE")
            if "FAIL" in article.text:
                yield Failure(article=article.id, stage="annotate", error="the text says FAIL")
                continue
            yield assemble_record(article, mentions_in(article))


def mentions_in(article: Article) -> Iterator[Mention]:
    for match in _WORD.finditer(article.text):
        label = match.lastgroup
        value = {"low": int(match[0]), "high": int(match[0])} if label == "COUNT" else {}
        yield Mention(
            id=content_id(article.id, label, str(match.start())),
            label=label,
            start=match.start(),
            end=match.end(),
            text=match[0],
            value=VALUE_TYPES[label](**value),
            evidence=Evidence(by="fake"),
        )


def load(seconds: float = 0.0, gate: Path | None = None) -> FakeExtractor:
    return FakeExtractor(seconds, gate)


def load_in_vain() -> FakeExtractor:
    raise ModelError("there is no such model")


def load_without_a_package() -> FakeExtractor:
    import no_such_package  # noqa: PLC0415 - it is not there

    raise AssertionError(no_such_package)


def load_and_note(path: Path) -> FakeExtractor:
    """Add the id of this process to a file."""
    with path.open("a") as handle:
        handle.write(f"{os.getpid()}\n")
    return FakeExtractor(0.01)


def load_or_die(path: Path, dying: Container[int]) -> FakeExtractor:
    """Add a byte to a file, and die if it has one of these sizes then."""
    with path.open("a") as handle:
        handle.write(".")
    if path.stat().st_size in dying:
        os.kill(os.getpid(), signal.SIGKILL)
    return FakeExtractor()


class ForOne(FakeExtractor):
    """Raises where it is asked while it works for another."""

    busy = threading.Lock()

    def pipe(self, articles: Iterable[Article]) -> Iterator[Record | Failure]:
        if not self.busy.acquire(blocking=False):
            raise RuntimeError("two at a time")
        try:
            yield from super().pipe(articles)
        finally:
            self.busy.release()


def load_for_one() -> FakeExtractor:
    return ForOne(0.005)


def load_and_die() -> FakeExtractor:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def resolve(articles: Iterable[ArticleMentions]) -> Resolution:
    """Make one entity of all people of one name."""
    links: dict[str, str] = {}
    names: dict[str, set[str]] = {}
    for article in articles:
        for mention in article.mentions:
            if mention.label == "PERSON":
                links[mention.id] = content_id("entity", mention.text)
                names.setdefault(mention.text, set()).add(article.id)
    entities = []
    for name, ids in sorted(names.items()):
        entity = content_id("entity", name)
        count = sum(each == entity for each in links.values())
        alias = Alias(name=name, count=count, articles=len(ids))
        entities.append(
            Entity(
                id=entity,
                label="PERSON",
                name=name,
                aliases=(alias,),
                mentions=count,
                articles=len(ids),
            )
        )
    return Resolution(entities=tuple(entities), links=links, decisions=())


def update(memory: Memory) -> Knowledge:
    """Resolve all that is in a database, as `resolve` does."""
    return Knowledge.of(resolve(memory.articles()))
