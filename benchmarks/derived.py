"""Print every count that follows by arithmetic from the counts of some articles, to be read.

    python benchmarks/derived.py DEV_DATA_DIR [--each N] [--seed S] [--files NAME ...]

Takes N articles by chance of each file that holds whole articles (default: 100). Two lines each
say the kind, how it was worked out and the stretch of text that it comes from: nothing judges them
but the reader. The last line is how many of each kind there are.
"""

import argparse
import gzip
import json
import random
from collections import Counter
from pathlib import Path

import extract

FILES = (
    "worldwide-train", "ieer", "timebank-aquaint", "ecbplus-1-35", "ecbplus-dev", "geovirus", "lgl",
    "wikiwars",
)  # fmt: skip
CONTEXT = 60  # characters on either side


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--each", type=int, default=100, help="articles of each file (default: 100)"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the choice (default: 1)")
    parser.add_argument("--files", nargs="*", default=FILES, metavar="NAME", choices=FILES)
    arguments = parser.parse_args()
    chosen = random.Random(arguments.seed)
    facts = extract.load()
    kinds: Counter[str] = Counter()
    articles = 0
    for name in arguments.files:
        with gzip.open(arguments.folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines]
        for record in facts.pipe(chosen.sample(texts, min(arguments.each, len(texts)))):
            articles += 1
            mentions = {mention.id: mention for mention in record.mentions}
            for derived in extract.derived_counts(record):
                kinds[derived.kind] += 1
                sources = [mentions[each] for each in derived.sources]
                start = max(0, min(each.start for each in sources) - CONTEXT)
                end = max(each.end for each in sources) + CONTEXT
                words = " ".join(record.article.text[start:end].split())
                print(f"{derived.kind:<9} {derived.detail}\n          {name}: … {words} …")
    said = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
    print(f"{articles} articles, {kinds.total()} derived counts: {said}")


if __name__ == "__main__":
    main()
