"""Train the news model and pack it: ``python -m training CONFIG --data FOLDER``.

The whole sequence is `run`: **read → teach → train → export → describe**.
"""

from __future__ import annotations

import argparse
import datetime as dt
import logging
import sys
from pathlib import Path

from extract.errors import ExtractError
from extract.pipeline import blank_pipeline
from training.calibrate import calibrate
from training.card import write_card
from training.config import Config, Corpus, read_config
from training.data import Example, read_corpus, read_texts, split
from training.export import agreement, pack
from training.silver import add_silver
from training.teacher import teach
from training.train import train

_log = logging.getLogger("training")


def main() -> None:
    """Parse the arguments, run, and turn errors into one line."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("config", type=Path, help="the run, a TOML file such as training/news.toml")
    parser.add_argument("--data", type=Path, required=True, help="folder of the public corpora")
    parser.add_argument(
        "--gold",
        type=Path,
        help="folder of gold articles of your own (extract gold import makes them), learnt too",
    )
    parser.add_argument(
        "--out", type=Path, default=Path("build/training"), help="where runs are kept (%(default)s)"
    )
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    try:
        config = read_config(arguments.config)
        if arguments.gold is not None:
            config = with_gold(config, arguments.gold)
        packed = run(config, arguments.data, arguments.out)
    except ExtractError as error:
        sys.exit(f"training: {error}")
    if packed is not None:
        print(f"packed: {packed}\nuse it: extract run INPUT --model {packed}")


def with_gold(config: Config, folder: Path) -> Config:
    """Return `config` with gold articles as one more corpus, shown three times an epoch.

    Gold has our five labels and no others, so its other words may be anything else; counts, which
    the model leaves to rules, are not learnt.
    """
    labels = tuple(label for label in ("PERSON", "AGENCY", "LOCATION", "DATE"))
    gold = Corpus(path=str(folder.resolve()), format="gold", labels=labels, repeat=3)
    return config.model_copy(
        update={"name": f"{config.name}-gold", "corpora": (*config.corpora, gold)}
    )


def run(config: Config, data: Path, out: Path) -> Path | None:
    """Read, teach, train, export, describe; return the folder of the packed model, if packed."""
    folder = out / config.name
    folder.mkdir(parents=True, exist_ok=True)
    examples, dev = read(config, data, out)
    (folder / "config.json").write_text(config.model_dump_json(indent=1), encoding="utf-8")
    network = train(config, examples, dev, folder)
    if not config.pack:
        return None
    packed = folder / "packed"
    pack(network, config, packed)
    agrees = agreement(network, config, packed, dev)
    error = calibrate(packed, config, dev)
    scores = write_card(
        packed, config, dev, agreement=agrees, calibration_error=error, today=dt.date.today()
    )
    _log.info("packed: %s", ", ".join(f"{k} {v.f1:.3f}" for k, v in scores.items()))
    return packed


def read(config: Config, data: Path, out: Path) -> tuple[list[Example], list[Example]]:
    """Return the examples for training, with all that is known of them, and for development."""
    nlp = blank_pipeline()
    examples: list[Example] = []
    dev: list[Example] = []
    for corpus in config.corpora:
        everything = read_corpus(corpus, config, data, nlp)
        for_training, held = split(everything, Path(config.dev_articles))
        examples += for_training * corpus.repeat
        dev += held
        _log.info("%s: %d articles, %d held out", corpus.path, len(for_training), len(held))
    if config.teacher is not None:
        for text in config.teacher.texts:
            without = read_texts(data / text, config, nlp)
            examples += without
            _log.info("%s: %d articles without labels", text, len(without))
        teach(examples, [out / each for each in config.teacher.runs])
    add_silver([*examples, *dev], config.silver, out / "silver")
    return examples, dev


if __name__ == "__main__":
    main()
