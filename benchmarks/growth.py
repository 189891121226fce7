"""What new articles cost in a database that knows many already.

    python benchmarks/growth.py [--mentions 100000 1000000] [--new 1000] [--seed 7]

Invented articles (`invented.World`) are written to an SQLite database and resolved; then new ones
of the same world are. Printed: how long each takes, reading and writing the database included and
annotation not (the mentions are given), and how far the links of the grown database agree with
those of resolving it all anew, in pairs of mentions.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import resource
import tempfile
import time
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path

from invented import World
from resolution import pairwise

from extract.resolve import resolve_whole, update
from extract.schemas import Article, ArticleMentions, Record
from extract.store import Run, Store, open_store

RUN = Run(version="invented", settings={}, started=dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
CHUNK = 500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mentions", nargs="+", type=int, default=[100_000, 1_000_000])
    parser.add_argument("--new", type=int, default=1_000, help="articles")
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    print(
        "| mentions | entities | written, s | resolved, s | new articles | resolved, s"
        " | peak memory, MB | database, MB | pairs of resolving anew: P / R / F1 |\n"
        + "|---" * 9
        + "|"
    )
    for mentions in arguments.mentions:
        with tempfile.TemporaryDirectory() as folder:
            print(
                measured(World(mentions, arguments.seed), arguments.new, Path(folder) / "facts.db")
            )


def measured(world: World, new: int, path: Path) -> str:
    """Return one row: the corpus of `world` in a database at `path`, `new` articles beside it."""
    with open_store(f"sqlite:///{path}") as store:
        clock = time.perf_counter()
        write(store, (article for article, _ in world.articles()))
        written = time.perf_counter() - clock
        resolved = resolved_in(store)
        known = sum(store.totals().entities.values())
        write(store, (article for article, _ in world.new_articles(new)))
        grown = resolved_in(store)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        links = dict(store.memory().links())
        anew = resolve_whole(store.memory()).links
        scores = " / ".join(f"{score:.4f}" for score in agreement(anew, links))
    megabytes = path.stat().st_size / 1e6
    return (
        f"| {len(links):,} | {known:,} | {written:.1f} | {resolved:.1f} | {new:,} | {grown:.1f}"
        f" | {memory:,.0f} | {megabytes:,.0f} | {scores} |"
    )


def write(store: Store, articles: Iterable[ArticleMentions]) -> None:
    """Write articles to the store, in chunks."""
    rest = iter(articles)
    while chunk := list(islice(rest, CHUNK)):
        store.write_records([record(each) for each in chunk], run=RUN)


def record(article: ArticleMentions) -> Record:
    """Return the record of an invented article."""
    return Record(
        article=Article(
            id=article.id,
            text=article.text,
            published=article.published,
            sha256=hashlib.sha256(article.text.encode()).hexdigest(),
        ),
        mentions=article.mentions,
    )


def resolved_in(store: Store) -> float:
    """Resolve what is not resolved, and return the seconds that it took."""
    clock = time.perf_counter()
    knowledge = update(store.memory())
    assert knowledge is not None
    store.write_knowledge(knowledge)
    return time.perf_counter() - clock


def agreement(gold: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float, float]:
    """Return pairwise precision, recall and F1 of one set of links against another."""
    return pairwise(dict(gold), {mention: found[mention] for mention in gold})


if __name__ == "__main__":
    main()
