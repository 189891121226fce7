"""How large the page of a report is, and how soon it opens, on a corpus of many articles.

    extract run corpus/
    python benchmarks/report.py [--db URL] [--articles 1000 ...] [--keep FOLDER]

Articles are made of those in the database: three of each story, whose people get names of other
people, word by word and the same in the three; then they are resolved. Printed for each size: how
many mentions and entities there are, how long the page takes to make, how large it is, how many
articles it holds, and how long Chromium takes from opening the file to a page that answers: on the
clock, and in processor time of the thread that runs the page; and to the slowest of its views.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from random import Random
from shutil import which

from playwright.sync_api import sync_playwright

from extract.report import report_page
from extract.resolve import update
from extract.schemas import Article, Mention, Record, content_id
from extract.store import Run, Store, open_store

RUN = Run(version="invented", settings={}, started=dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
TELLINGS = 3
VIEWS = ("people", "places", "timeline", "map", "network", "counts", "articles", "open")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
_WORD = re.compile(r"\w[\w'’-]*")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--db", default="sqlite:///facts.db", metavar="URL")
    parser.add_argument("--articles", nargs="+", type=int, default=[1_000], metavar="N")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where pages are left")
    arguments = parser.parse_args()
    with open_store(arguments.db, create=False) as store:
        records = list(store.records())
    print(
        "| articles | mentions | entities | made, s | memory, MB | page, MB | held"
        " | opens, s | of the processor, s | slowest view, s |\n" + "|---" * 10 + "|"
    )
    for articles in arguments.articles:
        with tempfile.TemporaryDirectory() as scratch:
            folder = arguments.keep or Path(scratch)
            print(measured(records, articles, Path(scratch), folder / f"report-{articles}.html"))


def measured(records: Sequence[Record], articles: int, scratch: Path, page: Path) -> str:
    """Return the row of a corpus of so many articles, whose page is written to `page`."""
    with open_store(f"sqlite:///{scratch}/facts.db") as store:
        write(store, islice(tellings(records), articles))
        totals = store.totals()
        clock = time.process_time()
        made = report_page(store, made=dt.date(2026, 1, 1))
        seconds = time.process_time() - clock
    page.write_text(made.html, encoding="utf-8")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    opens, busy, views = opened(page)
    slowest = max(views, key=views.__getitem__)
    return (
        f"| {articles:,} | {sum(totals.mentions.values()):,} | {sum(totals.entities.values()):,}"
        f" | {seconds:.1f} | {memory:,.0f} | {page.stat().st_size / 1e6:.1f} | {made.articles:,}"
        f" | {opens:.2f} | {busy:.2f} | {views[slowest]:.2f} ({slowest}) |"
    )


def write(store: Store, records: Iterator[Record]) -> None:
    """Write records, and who is who in them."""
    while chunk := list(islice(records, 500)):
        store.write_records(chunk, run=RUN)
    knowledge = update(store.memory())
    assert knowledge is not None
    store.write_knowledge(knowledge)


def tellings(records: Sequence[Record]) -> Iterator[Record]:
    """Yield articles of stories without end: those of `records`, with people of other names."""
    words = sorted(
        {
            word
            for record in records
            for mention in record.mentions
            if mention.label == "PERSON"
            for word in _WORD.findall(mention.text)
            if word[0].isupper()
        }
    )
    for story in count():
        names = Random(story).sample(words, len(words))
        renamed = dict(zip(words, names, strict=True))
        later = dt.timedelta(days=story % 200)
        for telling in range(TELLINGS):
            record = records[(story * TELLINGS + telling) % len(records)]
            yield retold(record, renamed, f"{story}-{telling}", later)


def retold(record: Record, names: dict[str, str], key: str, later: dt.timedelta) -> Record:
    """Return a record whose people have other names and whose day of publication is later."""
    text, mentions, at = "", [], 0
    for mention in record.mentions:
        text += record.article.text[at : mention.start]
        words = mention.text
        if mention.label == "PERSON":
            words = _WORD.sub(lambda found: names.get(found[0], found[0]), words)
        start = len(text)
        text += words
        at = mention.end
        mentions.append(
            Mention.model_validate(
                mention.model_dump()
                | {
                    "id": content_id(key, mention.id),
                    "start": start,
                    "end": len(text),
                    "text": words,
                    "entity": None,
                    "reference": mention.reference,
                }
            )
        )
    text += record.article.text[at:]
    published = record.article.published
    fields = record.article.model_dump(exclude={"id", "sha256", "text", "published"})
    article = Article(
        id=content_id(key, text),
        text=text,
        published=published + later if published else None,
        **fields,
    )
    return Record(article=article, mentions=tuple(mentions), warnings=record.warnings)


def opened(page: Path) -> tuple[float, float, dict[str, float]]:
    """Return the seconds until the page answers, of its thread, and until each view is drawn."""
    drawn = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=FLAGS)
        tab = browser.new_page()
        session = tab.context.new_cdp_session(tab)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        clock = time.perf_counter()
        tab.goto(page.as_uri())
        tab.wait_for_selector("html.ready")
        tab.evaluate(drawn)
        opens = time.perf_counter() - clock
        metrics = session.send("Performance.getMetrics")["metrics"]
        busy = next(each["value"] for each in metrics if each["name"] == "TaskDuration")
        views = {}
        for view in VIEWS:
            clock = time.perf_counter()
            tab.evaluate("(view) => { location.hash = view }", view)
            tab.wait_for_selector("#view h1:visible")
            tab.evaluate(drawn)
            views[view] = time.perf_counter() - clock
        browser.close()
    return opens, busy, views


if __name__ == "__main__":
    main()
