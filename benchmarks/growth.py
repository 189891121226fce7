"""What new articles cost in a database that knows many already.

    python benchmarks/growth.py [--mentions 100000 1000000] [--new 1000] [--seed 7]
                                [--database FILE] [--not-anew]

Invented articles (`invented.World`) are written to an SQLite database and resolved; then new ones
of the same world are. Printed: how long each takes, reading and writing the database included and
annotation not (the mentions are given), and how far the links of the grown database agree with
those of resolving it all anew, in pairs of mentions. Times are seconds of the processor and, behind
a stroke, of the clock.

With `--database`, the resolved database is kept in a file, or taken from there: a million mentions
are resolved once, and grown in minutes as often as needed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import resource
import shutil
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
    parser.add_argument("--database", type=Path, help="kept, resolved, for one of --mentions")
    parser.add_argument("--not-anew", action="store_true", help="leave out resolving all anew")
    arguments = parser.parse_args()
    if arguments.database and len(arguments.mentions) != 1:
        parser.error("--database holds one number of --mentions")
    print(
        "| mentions | entities | written, s | resolved, s | new articles | grown, s | kept, s"
        " | peak memory, MB | database, MB | pairs of resolving anew: P / R / F1 |\n"
        + "|---" * 10
        + "|"
    )
    for mentions in arguments.mentions:
        with tempfile.TemporaryDirectory() as folder:
            world, path = World(mentions, arguments.seed), Path(folder) / "facts.db"
            times = filled(world, path, arguments.database)
            print(measured(world, arguments.new, path, times, anew=not arguments.not_anew))


def filled(world: World, path: Path, kept: Path | None) -> tuple[str, str]:
    """Put the resolved corpus of `world` at `path`; return how long writing and resolving took."""
    if kept is not None and kept.exists():
        shutil.copy(kept, path)
        with open_store(f"sqlite:///{path}") as store:
            if store.memory().counts() != (world.size, 0):
                raise SystemExit(
                    f"{kept} does not hold {world.size:,} resolved articles: delete it"
                )
        return "–", "–"
    with open_store(f"sqlite:///{path}") as store:
        clock = Clock()
        write(store, (article for article, _ in world.articles()))
        times = clock.read(), " + ".join(resolved_in(store))
    if kept is not None:
        shutil.copy(path, kept)
    return times


def measured(world: World, new: int, path: Path, times: tuple[str, str], *, anew: bool) -> str:
    """Return one row: `new` articles beside the corpus of `world` in the database at `path`."""
    written, resolved = times
    with open_store(f"sqlite:///{path}") as store:
        known = sum(store.totals().entities.values())
        write(store, (article for article, _ in world.new_articles(new)))
        grown, stored = resolved_in(store)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        links = dict(store.memory().links())
        scores = "–"
        if anew:
            whole = resolve_whole(store.memory()).links
            scores = " / ".join(f"{score:.4f}" for score in agreement(whole, links))
    megabytes = path.stat().st_size / 1e6
    return (
        f"| {len(links):,} | {known:,} | {written} | {resolved} | {new:,} | {grown} | {stored}"
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


class Clock:
    """How long something takes: seconds of the processor / of the clock."""

    def __init__(self) -> None:
        self._started = time.process_time(), time.perf_counter()

    def read(self) -> str:
        """Return the seconds since it started."""
        busy, clock = self._started
        return f"{time.process_time() - busy:.1f} / {time.perf_counter() - clock:.1f}"


def resolved_in(store: Store) -> tuple[str, str]:
    """Resolve what is not resolved; return how long that took, and how long to write it."""
    clock = Clock()
    knowledge = update(store.memory())
    resolved, clock = clock.read(), Clock()
    assert knowledge is not None
    store.write_knowledge(knowledge)
    return resolved, clock.read()


def agreement(gold: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float, float]:
    """Return pairwise precision, recall and F1 of one set of links against another."""
    return pairwise(dict(gold), {mention: found[mention] for mention in gold})


if __name__ == "__main__":
    main()
