"""Who is who at scale: time, memory and accuracy of resolution on invented articles.

    python benchmarks/scale.py [--mentions 10000 100000 1000000] [--systems extract splink ...]
                               [--workers N] [--seed N] [--json FILE] [--svg FILE]
    python benchmarks/scale.py --profile cpu|memory [--mentions 100000]

The articles, and the truth about them, are made by `invented.World`, a thousand at a time; the time
that this takes is measured apart and is in no other figure, and no helper works meanwhile. Each
system reads the same articles in a process of its own. PERSON mentions are scored, all of them:
pairwise and B³ precision, recall and F1. Memory is the highest proportional set size of it and all
that it starts, sampled every half second or, where looking takes long, every few seconds.

- extract: `extract.resolve.resolve`, in memory, with `--workers` processes, its own among them.
- splink: Splink 5 on DuckDB (``pip install -e '.[benchmarks]'``): one row for each name, with the
  people, bodies and places that it stands beside; blocked on the sound of the surname with a given
  name's first letter, and on the given name with the surname's first letters; Jaro-Winkler levels
  with term frequencies, trained by EM; connected components at several thresholds, from one
  prediction. (A row for each name beside each place does worse.)
- same string: one name, one person.
- WRatio ≥ 90: within the names whose last word sounds alike, to the first name of a cluster.

The last three are given what `extract` has to find: in an article, a single word goes to the one
longer name that begins or ends with it. Splink also gets surnames and given names as `extract`
parses them.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from batch import sample
from invented import World
from resolution import b_cubed, pairwise

from extract.schemas import ArticleMentions

SIZES = (10_000, 100_000, 1_000_000)
WRATIO_CUTOFF = 90
#: Match probabilities from which Splink's pairs are joined.
SPLINK_THRESHOLDS = (0.2, 0.5, 0.9)
#: People, bodies and places that one row shows Splink, about at most.
MOST_COMPANY = 60
#: Articles that are made at a time, for which helpers are stopped.
MADE_AT_ONCE = 1_000

Articles = Iterator[tuple[ArticleMentions, list[int]]]
#: Of each way to cluster, the cluster of every PERSON mention in the order of the corpus.
Found = Mapping[str, Callable[[], Sequence[int]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mentions", nargs="+", type=int, default=SIZES, metavar="N")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--workers", type=int, default=1, help="processes of extract")
    parser.add_argument("--systems", nargs="+", choices=SYSTEMS, default=list(SYSTEMS))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures here too")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="draw CPU-s against mentions")
    parser.add_argument("--profile", choices=("cpu", "memory"), help="of extract, and no more")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        mentions, seed, workers = arguments.mentions[0], arguments.seed, arguments.workers
        print(json.dumps(measure(arguments.measure, mentions, seed, workers=workers)))
        return
    if arguments.profile:
        profile(arguments.profile, arguments.mentions[0], arguments.seed)
        return
    if "splink" in arguments.systems:
        try:
            import splink
        except ImportError:
            parser.error(
                "Splink is not installed: pip install -e '.[benchmarks]', or leave it out with"
                " --systems extract same-string wratio"
            )
        print(f"Splink {splink.__version__}")
    figures: list[dict] = []
    print(
        "| mentions | articles | names | | s | CPU-s | generation, s | memory, MB | clusters"
        " | pairwise P / R / F1 | B³ P / R / F1 |\n|---|---|---|---|---|---|---|---|---|---|---|"
    )
    for size in arguments.mentions:
        for system in arguments.systems:
            for figure in in_process(system, size, arguments.seed, workers=arguments.workers):
                figures.append(figure)
                print(row(figure), flush=True)
    print_growth(figures)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if arguments.svg:
        arguments.svg.write_text(drawn(figures), encoding="utf-8")


def in_process(system: str, mentions: int, seed: int, *, workers: int) -> list[dict]:
    call = [sys.executable, __file__, "--measure", system, "--workers", str(workers)]
    call += ["--mentions", str(mentions), "--seed", str(seed)]
    done = subprocess.run(call, check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        print(f"{system} at {mentions:,}: ended with status {done.returncode}", file=sys.stderr)
        return []
    return json.loads(done.stdout.splitlines()[-1])


def measure(system: str, mentions: int, seed: int, *, workers: int) -> list[dict]:
    """Return the figures of one system on one corpus, a set for each way it clusters."""
    world = World(mentions, seed)
    memory = [0.0]
    threading.Thread(target=sample, args=(os.getpid(), memory.append), daemon=True).start()
    clock = Clock()
    articles = clock.reading(world.articles())
    found = by_extract(articles, workers) if system == "extract" else SYSTEMS[system](articles)
    base_wall, base_cpu = clock.read()
    ways = []
    for name, clusters_of in found.items():
        own = Clock()
        clusters = clusters_of()
        wall, cpu = own.read()
        ways.append(
            {
                "system": name,
                "seconds": base_wall + wall,
                "cpu_s": base_cpu + cpu,
                "generation_s": clock.generation,
                "memory_mb": max(memory),
                "clusters": clusters,
            }
        )
    truth = array("q")
    names: set[str] = set()
    articles = 0
    for article, people in world.articles():
        articles += 1
        truth.extend(people)
        names.update(m.text for m in article.mentions if m.label == "PERSON")
    about = {"asked": mentions, "mentions": len(truth), "articles": articles, "names": len(names)}
    return [about | way | scored(truth, way["clusters"]) for way in ways]


class Clock:
    """Wall and CPU seconds, children included, less what it took to make the articles."""

    def __init__(self) -> None:
        self.generation = 0.0
        self._generation_cpu = 0.0
        self._wall, self._cpu = time.perf_counter(), cpu_seconds()

    def reading(self, articles: Articles) -> Articles:
        """Yield `articles`; while they are made nothing counts, and no helper works."""
        while True:
            wall, cpu = time.perf_counter(), time.process_time()
            with children_stopped():
                made = list(itertools.islice(articles, MADE_AT_ONCE))
            self.generation += time.perf_counter() - wall
            self._generation_cpu += time.process_time() - cpu
            if not made:
                return
            yield from made

    def read(self) -> tuple[float, float]:
        """Return wall and CPU seconds so far."""
        wall, cpu = time.perf_counter() - self._wall, cpu_seconds() - self._cpu
        return wall - self.generation, cpu - self._generation_cpu


@contextmanager
def children_stopped() -> Iterator[None]:
    """Let the processes that this one has started stand still; what they do takes no time else."""
    children = [child.pid for child in multiprocessing.active_children() if child.pid]
    try:
        for child in children:
            os.kill(child, signal.SIGSTOP)
        yield
    finally:
        for child in children:
            os.kill(child, signal.SIGCONT)


def cpu_seconds() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def scored(truth: Sequence[int], found: Sequence[int]) -> dict:
    """Return the number of clusters, and how well they agree with the truth."""
    true, clusters = dict(enumerate(truth)), dict(enumerate(found))
    return {
        "people": len(set(truth)),
        "clusters": len(set(found)),
        "pairwise": pairwise(true, clusters),
        "b3": b_cubed(true, clusters),
    }


# ------------------------------------------------------------------ the systems


def by_extract(articles: Articles, workers: int = 1) -> Found:
    from extract.resolve import resolve

    order: list[str] = []

    def read() -> Iterator[ArticleMentions]:
        for article, _ in articles:
            order.extend(m.id for m in article.mentions if m.label == "PERSON")
            yield article

    resolution = resolve(read(), workers=workers)
    links = resolution.links
    numbers = {entity.id: number for number, entity in enumerate(resolution.entities)}
    return {"extract": lambda: array("q", (numbers[links[mention]] for mention in order))}


class Rows:
    """The names of the articles with what a floor needs: each once, and the row of each mention."""

    def __init__(self, articles: Articles, *, in_company: bool) -> None:
        self.names: list[str] = []
        self.company: list[dict[str, None]] = []
        self.of_mention = array("q")
        known: dict[str, int] = {}
        for article, _ in articles:
            named = [m.text for m in article.mentions if m.label == "PERSON"]
            things = [m.text for m in article.mentions if m.label != "PERSON"]
            long = in_full(named)
            for name in named:
                row_name = long.get(name, name)
                number = known.setdefault(row_name, len(self.names))
                if number == len(self.names):
                    self.names.append(row_name)
                    self.company.append({})
                self.of_mention.append(number)
                company = self.company[number]
                if in_company and len(company) < MOST_COMPANY:
                    others = [other for other in {*long.values()} if other != row_name]
                    company.update(dict.fromkeys(sorted(others) + things))

    def clusters(self, of_row: Sequence[int]) -> array:
        """Return the cluster of every mention from that of every row."""
        return array("q", (of_row[number] for number in self.of_mention))


def in_full(names: Sequence[str]) -> dict[str, str]:
    """Return the longer name that each name of an article goes to, itself if it is one."""
    longer = {name for name in names if " " in name}
    found = {name: name for name in longer}
    for name in {*names} - longer:
        fitting = [each for each in longer if name in (each.split()[0], each.split()[-1])]
        if len(fitting) == 1:
            found[name] = fitting[0]
    return found


def by_string(articles: Articles) -> Found:
    rows = Rows(articles, in_company=False)
    numbers: dict[str, int] = {}
    of_row = [numbers.setdefault(name.casefold(), len(numbers)) for name in rows.names]
    return {"same string": lambda: rows.clusters(of_row)}


def by_wratio(articles: Articles) -> Found:
    from doublemetaphone import doublemetaphone
    from rapidfuzz import fuzz, process, utils

    rows = Rows(articles, in_company=False)
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(rows.names):
        blocks[doublemetaphone(name.split()[-1])[0]].append(number)
    of_row = [0] * len(rows.names)
    for block in blocks.values():
        heads: dict[int, str] = {}
        for number in block:
            name = utils.default_process(rows.names[number])
            best = process.extractOne(
                name, heads, scorer=fuzz.WRatio, processor=None, score_cutoff=WRATIO_CUTOFF
            )
            if best is None:
                heads[number] = name
            of_row[number] = number if best is None else best[2]
    return {f"WRatio ≥ {WRATIO_CUTOFF}": lambda: rows.clusters(of_row)}


def by_splink(articles: Articles) -> Found:
    import logging

    import duckdb
    import pyarrow as pa
    import splink.comparison_library as cl
    from doublemetaphone import doublemetaphone
    from splink import Linker, SettingsCreator, block_on
    from splink.internals.duckdb.database_api import DuckDBAPI

    from extract.resolve.names import parse_person

    rows = Rows(articles, in_company=True)
    parsed = [parse_person(name) for name in rows.names]
    surnames = [name.surname.plain for name in parsed]
    table = pa.table(
        {
            "unique_id": list(range(len(parsed))),
            "given": [name.given.plain if name.given else None for name in parsed],
            "surname": surnames,
            "sound": [doublemetaphone(surname)[0] or surname for surname in surnames],
            "company": pa.array([list(each) for each in rows.company], pa.list_(pa.string())),
        }
    )
    connection = duckdb.connect()
    connection.execute("set enable_progress_bar = false")
    database = DuckDBAPI(connection)
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("given", [0.92, 0.8]).configure(
                term_frequency_adjustments=True
            ),
            cl.JaroWinklerAtThresholds("surname", [0.92, 0.8]).configure(
                term_frequency_adjustments=True
            ),
            cl.ArrayIntersectAtSizes("company", [3, 1]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("sound", "substr(given, 1, 1)"),
            block_on("given", "substr(surname, 1, 3)"),
        ],
        retain_matching_columns=False,
    )
    linker = Linker(database.register(table), settings, log_level=logging.ERROR)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("given", "surname")], recall=0.8
    )
    training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (block_on("given", "surname"), block_on("sound")):
        training.estimate_parameters_using_expectation_maximisation(
            rule, record_sample_proportion=1.0
        )
    pairs = linker.inference.predict(threshold_match_probability=min(SPLINK_THRESHOLDS))

    def clusters_at(threshold: float) -> array:
        clustered = linker.clustering.cluster_pairwise_predictions_at_threshold(
            pairs, threshold_match_probability=threshold
        )
        of_row = [0] * len(parsed)
        found = connection.execute(
            f"select unique_id, cluster_id from {clustered.physical_name}"
        ).fetchall()
        for number, cluster in found:
            of_row[number] = cluster
        return rows.clusters(of_row)

    return {
        f"Splink ≥ {threshold}": lambda threshold=threshold: clusters_at(threshold)
        for threshold in SPLINK_THRESHOLDS
    }


SYSTEMS: dict[str, Callable[[Articles], Found]] = {
    "extract": by_extract,
    "splink": by_splink,
    "same-string": by_string,
    "wratio": by_wratio,
}


# ------------------------------------------------------------------ what is printed


def row(figure: dict) -> str:
    def shares(values: Sequence[float]) -> str:
        return " / ".join(f"{value:.3f}" for value in values)

    return (
        f"| {figure['mentions']:,} | {figure['articles']:,} | {figure['names']:,}"
        f" | {figure['system']} | {figure['seconds']:,.1f} | {figure['cpu_s']:,.1f}"
        f" | {figure['generation_s']:,.1f} | {figure['memory_mb']:,.0f}"
        f" | {figure['clusters']:,} of {figure['people']:,}"
        f" | {shares(figure['pairwise'])} | {shares(figure['b3'])} |"
    )


def print_growth(figures: Sequence[dict]) -> None:
    """Print, between each size and the next, the power of the mentions that CPU-s grow with."""
    for system, points in series(figures).items():
        steps = [
            f"{math.log(b[1] / a[1]) / math.log(b[0] / a[0]):.2f} ({a[0]:,} → {b[0]:,} mentions)"
            for a, b in itertools.pairwise(points)
        ]
        if steps:
            print(f"\n{system}: CPU-s grow with the mentions to the power of {', '.join(steps)}")


def series(figures: Sequence[dict]) -> dict[str, list[tuple[int, float]]]:
    found: dict[str, list[tuple[int, float]]] = {}
    for figure in figures:
        found.setdefault(figure["system"], []).append((figure["mentions"], figure["cpu_s"]))
    return {system: sorted(points) for system, points in found.items()}


def drawn(figures: Sequence[dict]) -> str:
    """Return a drawing (SVG) of CPU-s against mentions, both axes logarithmic.

    Of a system with several thresholds, which cost the same, the first is drawn.
    """
    width, height, left, bottom = 640, 400, 80, 40
    lines = {}
    for system, each in series(figures).items():
        lines.setdefault(system.split(" ≥")[0], each)
    points = [point for each in lines.values() for point in each]
    x_low, x_high = (math.log10(pick(p[0] for p in points)) for pick in (min, max))
    y_low = math.floor(math.log10(min(p[1] for p in points)))
    y_high = math.ceil(math.log10(max(p[1] for p in points)))

    def at(mentions: float, seconds: float) -> tuple[float, float]:
        x = (math.log10(mentions) - x_low) / max(x_high - x_low, 1e-9)
        y = (math.log10(seconds) - y_low) / max(y_high - y_low, 1e-9)
        return left + x * (width - left - 150), height - bottom - y * (height - bottom - 20)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">',
        "<style>text { font: 12px sans-serif }</style>",
        f'<rect width="{width}" height="{height}" fill="white"/>',
    ]
    for power in range(y_low, y_high + 1):
        (x0, y), (x1, _) = at(10**x_low, 10**power), at(10**x_high, 10**power)
        parts.append(f'<path d="M{x0:.0f} {y:.0f}H{x1:.0f}" stroke="#ddd"/>')
        parts.append(
            f'<text x="{x0 - 6:.0f}" y="{y + 4:.0f}" text-anchor="end">{10**power:g} CPU-s</text>'
        )
    for mentions in sorted({point[0] for point in points}):
        x, _ = at(mentions, 10**y_low)
        parts.append(
            f'<text x="{x:.0f}" y="{height - 12}" text-anchor="middle">{mentions:,}</text>'
        )
    colours = ("#c2185b", "#1976d2", "#388e3c", "#f57c00", "#5d4037", "#7b1fa2")
    for number, (system, each) in enumerate(lines.items()):
        colour = colours[number % len(colours)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*point) for point in each))
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        x, y = at(*each[-1])
        parts.append(f'<text x="{x + 8:.0f}" y="{y + 4:.0f}" fill="{colour}">{system}</text>')
    return "\n".join([*parts, "</svg>", ""])


# ------------------------------------------------------------------ where time and memory go


def profile(what: str, mentions: int, seed: int) -> None:
    """Print the functions of `resolve` that take most time, or the lines that hold most memory."""
    from extract.resolve import resolve

    articles = [article for article, _ in World(mentions, seed).articles()]
    if what == "cpu":
        import cProfile
        import pstats

        profiler = cProfile.Profile()
        profiler.runcall(resolve, articles)
        for order in ("tottime", "cumulative"):
            pstats.Stats(profiler).strip_dirs().sort_stats(order).print_stats(15)
        return
    import tracemalloc

    tracemalloc.start()
    resolution = resolve(articles)
    held, peak = tracemalloc.get_traced_memory()
    print(f"resolve: {held / 2**20:,.0f} MB held at its end, {peak / 2**20:,.0f} MB at its peak")
    for each in tracemalloc.take_snapshot().statistics("lineno")[:20]:
        print(f"{each.size / 2**20:8.1f} MB {each.count:10,} {each.traceback}")
    print(f"{len(resolution.decisions):,} decisions, {len(resolution.entities):,} entities")


if __name__ == "__main__":
    main()
