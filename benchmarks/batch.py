"""Many articles through worker processes: extract's runner, a plain pool, and spaCy's own.

    python benchmarks/batch.py [--articles N] [--words 45] [--workers 2] [--systems NAME ...]
    python benchmarks/batch.py --long 100000 [--workers 2] [--folder DIR]

Articles are made of sentences of corpus/, about as long as --words says. Each system reads the same
ones in a process of its own, in turn, once with all of them and once with a fifth: the difference
gives the processor time for one more article, without that of loading. The systems:

- runner: extract's supervisor, articles in, records out;
- pool: concurrent.futures.ProcessPoolExecutor, which does the same with the same chunks;
- dask: extract's engine on a Dask cluster of this machine, scheduler and nannies counted in;
- spacy: nlp.pipe(n_process=N) of extract's pipeline, records made by who asks;
- run: `extract run`, with its database and resolution.

Memory is the proportional set size of all processes of a system together, sampled every half
second. With --long, one `extract run` over so many articles: memory, sampled all the while, is
printed by tenths of the run, and the exit status is 1 unless it was flat while articles were read:
the last tenth at most a tenth above the second.
"""

import argparse
import datetime as dt
import json
import math
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from extract.config import Settings
from extract.schemas import Article
from extract.workers import Dask, Processes, annotate, chunked, load_extractor
from extract.workers.chunks import annotate_chunk

SYSTEMS = ("runner", "pool", "dask", "spacy", "run")
FLAT = 1.1
_SENTENCE_END = re.compile(r"(?<=[.!?”])\s+(?=[A-Z“])|\n+")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--words", type=int, default=45, help="in an article, at least")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--systems", nargs="*", choices=SYSTEMS, default=SYSTEMS)
    parser.add_argument("--long", type=int, metavar="N", help="one run over N articles")
    parser.add_argument("--folder", type=Path, help="for the database, with --long")
    parser.add_argument("--system", help=argparse.SUPPRESS)
    parser.add_argument("--news", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.system:
        work(arguments.system, arguments.news, arguments.workers)
        return
    with tempfile.TemporaryDirectory() as folder:
        target = arguments.folder or Path(folder)
        if arguments.long:
            news = write_news(target / "news.jsonl", arguments.long, arguments.words)
            sys.exit(0 if long_run(news, arguments.workers, target) else 1)
        compare(arguments, target)


def write_news(path: Path, articles: int, words: int) -> Path:
    """Write `articles` articles of at least `words` words, each of other sentences of corpus/."""
    sentences = [
        sentence
        for file in sorted(Path("corpus").glob("*.txt"))
        for sentence in map(str.strip, _SENTENCE_END.split(file.read_text(encoding="utf-8")))
        if len(sentence.split()) >= 8
    ]
    chance = random.Random(7)
    first = dt.date(2024, 1, 1)
    with path.open("w", encoding="utf-8") as handle:
        for number in range(articles):
            text = f"{number:,} readers wrote."
            while len(text.split()) < words:
                text += " " + chance.choice(sentences)
            day = (first + dt.timedelta(number % 365)).isoformat()
            line = {"id": f"n{number:07}", "published": day, "text": text}
            handle.write(json.dumps(line, ensure_ascii=False) + "\n")
    return path


def compare(arguments: argparse.Namespace, folder: Path) -> None:
    few = write_news(folder / "few.jsonl", arguments.articles // 5, arguments.words)
    many = write_news(folder / "many.jsonl", arguments.articles, arguments.words)
    more = arguments.articles - arguments.articles // 5
    runs = [(name, arguments.workers) for name in arguments.systems]
    if "runner" in arguments.systems:
        runs.insert(1, ("runner", 1))
    found: dict[tuple[str, int], list[dict[str, float]]] = {each: [] for each in runs}
    for _ in range(arguments.rounds):
        for name, workers in runs:
            small, large = (measured(name, news, workers, folder) for news in (few, many))
            found[name, workers].append(
                {
                    "cpu_ms": 1000 * (large["cpu"] - small["cpu"]) / more,
                    "own_ms": 1000 * (large["own"] - small["own"]) / more,
                    "per_s": more / (large["wall"] - small["wall"]),
                    "mb": large["mb"],
                }
            )
    middle = {
        each: {key: statistics.median(one[key] for one in rounds) for key in rounds[0]}
        for each, rounds in found.items()
    }
    base = middle.get(("pool", arguments.workers))
    print(f"{arguments.articles:,} articles of {arguments.words} words or a few more\n")
    print("| | workers | CPU-ms an article | of the pool | of it outside the workers | articles/s"
          " | memory, MB |")  # fmt: skip
    print("|---|---|---|---|---|---|---|")
    for (name, workers), each in middle.items():
        own = "–" if math.isnan(each["own_ms"]) else f"{each['own_ms']:.2f}"
        of_pool = f"{each['cpu_ms'] / base['cpu_ms']:.2f}" if base else ""
        print(
            f"| {name} | {workers} | {each['cpu_ms']:.2f} | {of_pool} | {own}"
            f" | {each['per_s']:.0f} | {each['mb']:.0f} |"
        )
    runner = middle.get(("runner", arguments.workers))
    if runner:
        inside = runner["cpu_ms"] - runner["own_ms"]
        print(
            f"\non free cores, two workers on two cores can do {2 * inside / runner['cpu_ms']:.2f}"
            " times what one does: all that is done outside them is shared by both"
        )


def measured(name: str, news: Path, workers: int, folder: Path) -> dict[str, float]:
    """Return CPU (all, and outside the workers) and wall in s, and peak memory in MB."""
    command = [sys.executable, __file__, "--system", name, "--news", str(news)]
    with tempfile.TemporaryDirectory(dir=folder) as scratch, Path(scratch, "out").open("w+") as out:
        started = time.perf_counter()
        process = subprocess.Popen(
            [*command, "--workers", str(workers)], stdout=out, cwd=scratch_root()
        )
        samples: list[float] = []
        sampler = threading.Thread(target=sample, args=(process.pid, samples.append), daemon=True)
        sampler.start()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"{name} failed")
        wall = time.perf_counter() - started
        out.seek(0)
        own = float(out.read().split()[-1])
    cpu = usage.ru_utime + usage.ru_stime
    return {"cpu": cpu, "own": own, "wall": wall, "mb": max(samples)}


def scratch_root() -> Path:
    return Path(__file__).parents[1]


def work(name: str, news: Path, workers: int) -> None:
    """Read `news` as one system does; print how much processor time this process itself took."""
    load = partial(load_extractor, Settings())
    if name == "run":
        with tempfile.TemporaryDirectory() as folder:
            extract_run(news, workers, Path(folder))
        print("nan")  # who is inside is not told apart
        return
    chunks = chunked(articles_in(news), size=Settings().batch_size)
    if name == "runner":
        done = sum(len(each) for _, each in annotate(chunks, Processes(load, workers=workers)))
    elif name == "dask":
        done = sum(len(each) for _, each in annotate(chunks, Dask(load, workers=workers)))
    elif name == "pool":
        spawn = get_context("spawn")
        with ProcessPoolExecutor(workers, spawn, initializer=initialize, initargs=(load,)) as pool:
            done = sum(map(len, pool.map(annotate_here, chunks)))
    else:
        done = sum(1 for _ in spacy_records(news, workers))
    if done != sum(1 for _ in articles_in(news)):
        raise RuntimeError(f"{done} articles came back")
    print(time.process_time())


def articles_in(news: Path) -> Iterator[Article]:
    with news.open(encoding="utf-8") as handle:
        for line in handle:
            yield Article(**json.loads(line), published_from="metadata")


def initialize(load: Callable[[], object]) -> None:
    global extractor  # noqa: PLW0603 - the one way to keep something in a pool's process
    extractor = load()


def annotate_here(chunk: tuple[Article, ...]) -> tuple[object, ...]:
    return annotate_chunk(extractor, chunk)


def spacy_records(news: Path, workers: int) -> Iterator[object]:
    import spacy

    from extract.annotate import Annotator

    annotator = Annotator(Settings())
    both = ((article.text, article) for article in articles_in(news))
    spacy.util.fix_random_seed(0)
    for doc, article in annotator.nlp.pipe(both, as_tuples=True, n_process=workers, batch_size=16):
        yield annotator._record(doc, article)  # noqa: SLF001 - as `Annotator.pipe` does


def extract_run(news: Path, workers: int, folder: Path) -> None:
    command = [str(Path(sys.executable).parent / "extract"), "run", str(news)]
    command += ["--db", f"sqlite:///{folder}/facts.db", "--workers", str(workers)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def long_run(news: Path, workers: int, folder: Path) -> bool:
    """Run over `news`, print memory as it goes; return whether it was flat while reading."""
    database = folder / "facts.db"
    command = [str(Path(sys.executable).parent / "extract"), "run", str(news)]
    command += ["--db", f"sqlite:///{database}", "--workers", str(workers)]
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    stage, last = "loading", ""
    samples: dict[str, list[float]] = {}
    sampler = threading.Thread(
        target=sample,
        args=(process.pid, lambda mb: samples.setdefault(stage, []).append(mb)),
        daemon=True,
    )
    sampler.start()
    took: dict[str, float] = {}
    for line in process.stderr or ():
        last = line.strip()
        stage = last.partition(":")[0]
        took[stage] = time.perf_counter() - started
        print(f"{took[stage]:8.0f} s  {samples.get(stage, [0])[-1]:6.0f} MB  {last}", flush=True)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    reading = samples["reading articles"]
    tenths = [
        statistics.median(reading[i * len(reading) // 10 : (i + 1) * len(reading) // 10])
        for i in range(10)
    ]
    print("\nexit status", process.returncode)
    print(f"{wall:,.0f} s, {usage.ru_utime + usage.ru_stime:,.0f} CPU-s")
    print("memory while reading, MB, by tenths:", " ".join(f"{each:.0f}" for each in tenths))
    for name, values in samples.items():
        print(f"peak, {name}: {max(values):.0f} MB")
    flat = tenths[-1] <= FLAT * tenths[1]
    print("flat" if flat else f"NOT FLAT: grew by {tenths[-1] / tenths[1] - 1:.0%}")
    return flat and process.returncode == 0


def sample(root: int, note: Callable[[float], None]) -> None:
    """Note the memory of a process and all below it, in MB, until it ends.

    Every half second, or less often where looking takes long: of a gigabyte it takes 40 ms, and is
    to take no more than a fiftieth of one core from what is measured.
    """
    while True:
        began = time.perf_counter()
        memory = sum(map(proportional_kb, tree(root)))
        if not memory and not Path(f"/proc/{root}").exists():
            return
        note(memory / 1024)
        time.sleep(max(0.5, 50 * (time.perf_counter() - began)))


def tree(root: int) -> Iterator[int]:
    yield root
    for task in Path(f"/proc/{root}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from tree(int(child))


def proportional_kb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    main()
