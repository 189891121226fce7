"""Measure resolution: name pairs, clusters across articles, and time over many names.

    python benchmarks/resolution.py DEV_DATA_DIR

DEV_DATA_DIR holds ``name-pairs.jsonl`` and ``ecbplus-*.jsonl.gz``.
Pairs: F1 of the decision "match" (unsure counts as no match), with RapidFuzz WRatio at the cut-off
that is best on these very pairs as the floor. Clusters: gold mentions, pairwise and B³ precision,
recall and F1, beside two floors: the same string, and WRatio ≥ 90 to the first name of a cluster.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from rapidfuzz import fuzz, utils

from extract.resolve import compare_names, resolve
from extract.schemas import VALUE_TYPES, ArticleMentions, Evidence, Label, Mention

LABELS: dict[str, Label] = {"PERSON": "PERSON", "ORG": "AGENCY", "LOCATION": "LOCATION"}
FLOOR_CUTOFF = 90
#: Articles of one invented person each in the time measurement.
NAMES = 100_000


def f1(tp: float, fp: float, fn: float) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    precision = tp / (tp + fp) if tp + fp else 0.0
    recall = tp / (tp + fn) if tp + fn else 0.0
    return precision, recall, 2 * tp / (2 * tp + fp + fn) if tp else 0.0


def wratio(a: str, b: str) -> float:
    """Return RapidFuzz's WRatio of two names, lower-cased, 0–100."""
    return fuzz.WRatio(a, b, processor=utils.default_process)


def score_pairs(path: Path) -> None:
    """Print F1 over the name pairs, ours and the floor's."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    print(
        f"\n{path.name}: {len(rows)} pairs\n{'':12}{'P':>7}{'R':>7}{'F1':>7}   WRatio at its best"
    )
    for kind in ("PERSON", "ORG", None):
        chosen = [row for row in rows if kind is None or row["kind"] == kind]
        ours = Counter(
            (row["same"], _decide(row["a"], row["b"], row["kind"]) == "match") for row in chosen
        )
        p, r, f = f1(ours[True, True], ours[False, True], ours[True, False])
        scored = [(wratio(row["a"], row["b"]), row["same"]) for row in chosen]
        floor = max(
            (_at_cutoff(scored, cutoff)[2], cutoff) for cutoff in sorted({s for s, _ in scored})
        )
        print(f"{kind or 'all':12}{p:7.3f}{r:7.3f}{f:7.3f}   {floor[0]:.3f} (≥ {floor[1]:.0f})")


def _decide(a: str, b: str, kind: str) -> str:
    return compare_names(a, b, label="PERSON" if kind == "PERSON" else "AGENCY").verdict


def _at_cutoff(scored: list[tuple[float, bool]], cutoff: float) -> tuple[float, float, float]:
    counts = Counter((same, score >= cutoff) for score, same in scored)
    return f1(counts[True, True], counts[False, True], counts[True, False])


def read_articles(path: Path) -> tuple[list[ArticleMentions], dict[str, str]]:
    """Return the articles with their gold mentions, and the gold cluster of each mention."""
    articles, gold = [], {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            mentions = []
            for number, each in enumerate(row["mentions"]):
                label = LABELS.get(each["label"])
                if label is None or "cluster" not in each:
                    continue
                identity = f"{row['id']}#{number}"
                mentions.append(
                    Mention(
                        id=identity,
                        label=label,
                        start=each["start"],
                        end=each["end"],
                        text=each["text"],
                        value=VALUE_TYPES[label](),
                        evidence=Evidence(by="gold"),
                    )
                )
                gold[identity] = each["cluster"]
            articles.append(
                ArticleMentions(
                    id=row["id"],
                    text=row["text"],
                    published=row["published"],
                    mentions=tuple(mentions),
                )
            )
    return articles, gold


def pairwise(gold: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float, float]:
    """Return precision, recall and F1 over pairs of mentions."""

    def pairs(sizes: Iterable[int]) -> int:
        return sum(size * (size - 1) // 2 for size in sizes)

    both = pairs(Counter((gold[m], found[m]) for m in gold).values())
    return f1(
        both,
        pairs(Counter(found[m] for m in gold).values()) - both,
        pairs(Counter(gold.values()).values()) - both,
    )


def b_cubed(gold: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float, float]:
    """Return B³ precision, recall and F1."""
    both = Counter((gold[m], found[m]) for m in gold)
    in_gold, in_found = Counter(gold.values()), Counter(found[m] for m in gold)
    precision = sum(both[gold[m], found[m]] / in_found[found[m]] for m in gold) / len(gold)
    recall = sum(both[gold[m], found[m]] / in_gold[gold[m]] for m in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def same_string(names: Mapping[str, str]) -> dict[str, str]:
    """Cluster by the lower-cased string."""
    return {mention: name.casefold() for mention, name in names.items()}


def by_wratio(names: Mapping[str, str]) -> dict[str, str]:
    """Cluster greedily by WRatio to the first name of each cluster."""
    heads: list[str] = []
    found: dict[str, str] = {}
    for name in dict.fromkeys(names.values()):
        head = next((h for h in heads if wratio(h, name) >= FLOOR_CUTOFF), None)
        if head is None:
            heads.append(name)
        found[name] = head or name
    return {mention: found[name] for mention, name in names.items()}


def score_clusters(path: Path) -> None:
    """Print pairwise and B³ scores of clustering gold mentions, ours and the floors'."""
    articles, gold = read_articles(path)
    start = time.perf_counter()
    links = resolve(articles).links
    seconds = time.perf_counter() - start
    print(f"\n{path.name}: {len(articles)} articles, {len(gold)} mentions, {seconds:.1f} s")
    print(f"{'':32}{'pairwise P/R/F1':>24}{'B³ P/R/F1':>24}")
    for label in ("PERSON", "AGENCY", "LOCATION"):
        names = {m.id: m.text for a in articles for m in a.mentions if m.label == label}
        own = {mention: gold[mention] for mention in names}
        systems: dict[str, Callable[[Mapping[str, str]], Mapping[str, str]]] = {
            "extract": lambda names: {mention: links[mention] for mention in names},
            "same string": same_string,
            f"WRatio ≥ {FLOOR_CUTOFF}": by_wratio,
        }
        for system, cluster in systems.items():
            found = cluster(names)
            scores = " ".join(f"{x:.3f}" for x in pairwise(own, found))
            cubed = " ".join(f"{x:.3f}" for x in b_cubed(own, found))
            print(f"{label:10} {system:16}{len(own):5}{scores:>24}{cubed:>24}")


def time_many(count: int) -> None:
    """Print the time over `count` invented articles of one person each, and twice as many."""
    rng = random.Random(7)
    onsets = ("b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "dr", "st")

    def word(syllables: int) -> str:
        return "".join(rng.choice(onsets) + rng.choice("aeiou") for _ in range(syllables)).title()

    given = [word(2) for _ in range(800)]
    for size in (count // 2, count):
        names = [f"{rng.choice(given)} {word(rng.choice((2, 3)))}n" for _ in range(size)]
        articles = [
            ArticleMentions(
                id=f"a{number}",
                text=name,
                mentions=(
                    Mention(
                        id=f"m{number}",
                        label="PERSON",
                        start=0,
                        end=len(name),
                        text=name,
                        value=VALUE_TYPES["PERSON"](),
                        evidence=Evidence(by="invented"),
                    ),
                ),
            )
            for number, name in enumerate(names)
        ]
        start = time.perf_counter()
        resolution = resolve(articles)
        seconds = time.perf_counter() - start
        print(
            f"{size} articles, {len(set(names))} distinct names: {seconds:.1f} s,"
            f" {len(resolution.entities)} entities, {len(resolution.decisions)} decisions"
        )


def main() -> None:
    """Run every measurement."""
    if len(sys.argv) < 2:
        sys.exit("usage: python benchmarks/resolution.py FOLDER")
    folder = Path(sys.argv[1])
    score_pairs(folder / "name-pairs.jsonl")
    for name in ("ecbplus-dev", "ecbplus-1-35"):
        score_clusters(folder / f"{name}.jsonl.gz")
    print()
    time_many(NAMES)


if __name__ == "__main__":
    main()
