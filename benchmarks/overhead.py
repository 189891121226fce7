"""What extract adds on top of the bare spaCy pipeline, in time, over the same articles.

    python benchmarks/overhead.py [FOLDER] [--repeat N]

Reads the articles of FOLDER (default: corpus/), runs the bare model with everything it ships
(tagger, parser, lemmatiser, recogniser) and extract's whole path from article to record in turn,
and prints both with their ratio. "Added" is the time spent in our components, in collection and in
resolution within the article; the target is at most 30 % of the bare pipeline's time. Machines are
noisy: the median of the paired ratios is the figure to quote.
"""

import argparse
import statistics
import time
from pathlib import Path

import spacy

import extract
from extract.articles import read_articles
from extract.config import Settings
from extract.extractor import Extractor
from extract.pipeline import COMPONENTS
from extract.schemas import Article


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", default="corpus", type=Path)
    parser.add_argument("--repeat", type=int, default=5, help="paired rounds (default: 5)")
    arguments = parser.parse_args()

    settings = Settings()
    articles = [
        a
        for a in read_articles([arguments.folder], max_chars=settings.max_chars)
        if isinstance(a, Article)
    ]
    texts = [article.text for article in articles]
    bare = spacy.load(settings.model)
    ours = extract.load(settings)

    rounds = []
    for number in range(arguments.repeat + 1):
        bare_s = timed(lambda: list(bare.pipe(texts, batch_size=settings.batch_size)))
        whole_s = timed(lambda: list(ours.pipe(articles)))
        model_s = timed(lambda: run_model_only(ours, texts, settings.batch_size))
        if number:  # the first round warms caches and loads data
            rounds.append((bare_s, whole_s, model_s))
    words = sum(len(text.split()) for text in texts)
    print(f"{len(articles)} articles, {words:,} words, {arguments.repeat} rounds, medians")
    row("bare pipeline", statistics.median(r[0] for r in rounds), words)
    row("extract, text to record", statistics.median(r[1] for r in rounds), words)
    added = statistics.median((r[1] - r[2]) / r[0] for r in rounds)
    whole = statistics.median(r[1] / r[0] for r in rounds)
    print(f"added by extract / bare pipeline: {added:.2f}   whole / bare: {whole:.2f}")


def run_model_only(ours: Extractor, texts: list[str], batch_size: int) -> None:
    with ours.nlp.select_pipes(disable=list(COMPONENTS)):
        for _ in ours.nlp.pipe(texts, batch_size=batch_size):
            pass


def timed(work) -> float:  # noqa: ANN001 - any callable
    start = time.process_time()
    work()
    return time.process_time() - start


def row(name: str, seconds: float, words: int) -> None:
    print(f"{name:<26}{seconds:8.2f} CPU-s{words / seconds:12,.0f} words/s")


if __name__ == "__main__":
    main()
