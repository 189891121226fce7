"""Merge, split and rename entities: each becomes decisions, and resolution is done again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from extract.decisions import append_decision, read_decisions, remove_decisions
from extract.errors import ArticleError, ConfigError
from extract.resolve import resolve_whole
from extract.resolve.clusters import display
from extract.resolve.reviewed import is_short
from extract.review.naming import Spelling, articles_with, find_entity, names_of_entity, spellings
from extract.schemas import Entity, ReviewedDecision
from extract.store import Store


class Author(NamedTuple):
    """Who decides, when and why."""

    by: str
    on: dt.date
    why: str | None = None


def apply_decisions(store: Store, path: Path) -> list[str]:
    """Resolve the articles of the database again, with the decisions in the file.

    Returns:
        What of the decisions does not apply, in words.

    Raises:
        DecisionError: the file is malformed or contradicts itself; nothing is changed then.
    """
    notes: list[str] = []
    reviewed = read_decisions(path) if path.exists() else []
    with store.alone():
        store.write_knowledge(resolve_whole(store.memory(), reviewed=reviewed, note=notes.append))
    return notes


def merge(store: Store, path: Path, a: str, b: str, author: Author) -> list[ReviewedDecision]:
    """Decide that two entities are one; return the decisions, which are in the file then.

    Raises:
        ArticleError: `a` or `b` names no entity, or several.
        ConfigError: they are one already, or of two kinds.
        DecisionError: an earlier decision says otherwise; the message names its line.
    """
    one, two = find_entity(store, a), find_entity(store, b)
    if one.id == two.id:
        raise ConfigError(f"“{a}” and “{b}” are one entity already: {one.name} ({one.id})")
    if one.label != two.label:
        raise ConfigError(
            f"“{a}” is a {one.label.lower()} and “{b}” a {two.label.lower()}: only two of a kind"
            " can be one"
        )
    ours, theirs = names_of_entity(store, one), names_of_entity(store, two)
    pairs = [(ours[0], each) for each in theirs] + [(theirs[0], each) for each in ours[1:]]
    return _append(path, [decision(one, "same", x, y, author) for x, y in pairs])


def split(
    store: Store, path: Path, name: str, parts: Sequence[str], author: Author
) -> list[ReviewedDecision]:
    """Decide that some spellings, or articles, of an entity are another one.

    Args:
        store: the database.
        path: the file of decisions.
        name: the entity.
        parts: spellings as written, or ids of articles or their beginnings.
        author: who decides.

    Raises:
        ArticleError: `name` names no entity, or several, or a part is not of it.
        ConfigError: nothing would be left of the entity.
        DecisionError: an earlier decision says otherwise; the message names its line.
    """
    entity = find_entity(store, name)
    written = {
        article.id: sorted({display(mention.text) for mention in article.mentions})
        for article in store.mentions_of(entity.id)
    }
    of_articles = [each for each in parts if each not in spellings(entity)]
    places = sorted({_article(each, written, entity) for each in of_articles})
    texts = [each for each in spellings(entity) if each in parts]
    rest = {
        text
        for article, found in written.items()
        if article not in places
        for text in found
        if text not in texts
    }
    if not rest:
        raise ConfigError(
            f"nothing of {entity.name} would be left: name the spellings, or the articles, of"
            " one of the two"
        )
    staying = [each for each in spellings(entity) if each in rest]
    telling = [each for each in staying if not is_short(entity.label, each)] or staying[:1]
    leaving: list[Spelling] = []
    for text in texts:
        short = is_short(entity.label, text)
        where = sorted(articles_with(store, entity, text)) if short else [None]
        leaving += [Spelling(text, article) for article in where]
    for place in places:
        leaving.append(Spelling(next(t for t in spellings(entity) if t in written[place]), place))
    decisions = [
        decision(entity, "different", each, Spelling(other, None), author)
        for each in leaving
        for other in telling
    ]
    decisions += [
        decision(entity, "same", leaving[0], each, author)
        for each in leaving[1:]
        # A full name in two articles is one by itself.
        if each.text != leaving[0].text or is_short(entity.label, each.text)
    ]
    return _append(path, decisions)


def rename(store: Store, path: Path, name: str, shown_as: str, author: Author) -> ReviewedDecision:
    """Decide the name that an entity is shown under; an earlier such decision is taken out.

    Raises:
        ArticleError: `name` names no entity, or several.
        DecisionError: the file is malformed.
    """
    entity = find_entity(store, name)
    known = set(spellings(entity))
    places = {article.id for article in store.mentions_of(entity.id)}
    meant = names_of_entity(store, entity)[0]
    new = ReviewedDecision(
        decide="name",
        label=entity.label,
        a=meant.text,
        a_in=meant.article,
        shown_as=shown_as,
        **author._asdict(),
    )
    if path.exists():
        read_decisions(path)
        remove_decisions(
            path,
            lambda each: (
                each.decide == "name"
                and each.label == entity.label
                and each.a in known
                and (each.a_in is None or each.a_in in places)
            ),
        )
    append_decision(path, new)
    return new


def decision(
    entity: Entity, decide: str, one: Spelling, two: Spelling, author: Author
) -> ReviewedDecision:
    """Return a decision on two names of things of one kind."""
    return ReviewedDecision(
        decide=decide,
        label=entity.label,
        a=one.text,
        a_in=one.article,
        b=two.text,
        b_in=two.article,
        **author._asdict(),
    )


def _append(path: Path, decisions: Iterable[ReviewedDecision]) -> list[ReviewedDecision]:
    """Append all of the decisions, or none."""
    before = path.read_bytes() if path.exists() else None
    written = []
    try:
        for each in decisions:
            append_decision(path, each)
            written.append(each)
    except BaseException:
        if before is not None:
            path.write_bytes(before)
        elif written:
            path.unlink()
        raise
    return written


def _article(beginning: str, written: Iterable[str], entity: Entity) -> str:
    found = [each for each in written if each.startswith(beginning)]
    if beginning in found or len(found) == 1:
        return beginning if beginning in found else found[0]
    if found:
        raise ArticleError(beginning, f"stands for several articles: {', '.join(found[:3])} …")
    raise ArticleError(
        beginning,
        f"is neither a spelling nor an article of {entity.name}; its spellings are"
        f" {', '.join(f'“{each}”' for each in spellings(entity))}; its articles stand in"
        f" “extract entities {entity.id}”",
    )
