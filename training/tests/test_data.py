"""What the model learns from an article: words, tags, and what nobody has labelled."""

from pathlib import Path

import numpy as np
import pytest
import torch

from extract.errors import ConfigError
from extract.pipeline import blank_pipeline
from training.batches import Targets
from training.config import Config, Encoder, read_config
from training.data import UNKNOWN, Labelled, example_of, split
from training.losses import loss_of
from training.network import Scores
from training.scoring import Score, gold_spans, region_of, score

CONFIG = Config(
    name="t",
    labels=("PERSON", "AGENCY", "MISC"),
    encoder=Encoder(source="none", licence="none"),
    corpora=(),
    dev_articles="none",
)
ALL = np.array([True] + [False] * 6)
NLP = blank_pipeline()


def example(text, *spans, scored=None):
    article = Labelled("x_1", text, spans, [(0, len(text))] if scored is None else scored)
    return example_of(article, {"ORG": "AGENCY"}, CONFIG, NLP, maybe=ALL, weight=1.0)


def test_a_name_takes_the_words_that_it_touches():
    got = example("Ada Obi left the FSB.", (0, 7, "PERSON"), (17, 20, "ORG"))
    assert [CONFIG.tags[i] for i in got.names] == [
        "B-PERSON", "I-PERSON", "O", "O", "B-AGENCY", "O",
    ]  # fmt: skip
    assert gold_spans(got, CONFIG.tags) == {(0, 2, "PERSON"), (4, 5, "AGENCY")}


def test_what_lies_outside_the_scored_stretches_is_unknown():
    got = example("Ada left. Bo stayed.", (0, 3, "PERSON"), scored=[(0, 9)])
    assert list(got.names[3:]) == [UNKNOWN] * 3


def test_a_label_that_the_model_does_not_have_is_none():
    assert set(example("Ada left.", (0, 3, "SHIP")).names) == {0}


def test_the_split_follows_the_list(tmp_path):
    (tmp_path / "dev.txt").write_text("x_1\n")
    train, dev = split([example("Ada left.")], tmp_path / "dev.txt")
    assert (len(train), len(dev)) == (0, 1)


def targets(name, maybe):
    unknown = torch.full((1, 1), UNKNOWN)
    return Targets(
        names=torch.tensor([[name]]),
        maybe=torch.tensor([maybe]),
        weight=torch.ones(1),
        tags=unknown,
        starts=unknown,
        taught=torch.full((1, 1, 7), torch.nan),
    )


def loss(tag, name, maybe):
    names = torch.full((1, 1, 7), -8.0)
    names[0, 0, tag] = 8.0
    scores = Scores(names, torch.zeros(1, 1, 3), torch.zeros(1, 1))
    return loss_of(scores, targets(name, maybe), CONFIG).item()


def test_a_word_without_a_label_may_be_what_its_corpus_leaves_out():
    misc = CONFIG.tags.index("B-MISC")
    leaves_misc_out = [tag == "O" or tag.endswith("MISC") for tag in CONFIG.tags]
    assert loss(misc, 0, leaves_misc_out) < 0.01
    assert loss(misc, 0, list(ALL)) > 10


def test_a_word_with_a_label_is_nothing_else():
    assert loss(1, 1, [True] * 7) < 0.01
    assert loss(3, 1, [True] * 7) > 10


def test_scores_are_of_strict_spans():
    got = example("Ada Obi left the FSB.", (0, 7, "PERSON"), (17, 20, "ORG"))
    found = score([got], [[(0, 1, "PERSON"), (4, 5, "AGENCY")]], CONFIG.tags)
    assert found["PERSON"] == Score(0, 1, 1)
    assert found["AGENCY"].f1 == 1.0
    assert found["names"] == Score(1, 2, 2)


def test_a_region_is_the_head_of_an_id():
    assert region_of("cn_article_scmp_12") == "cn"


def test_a_wrong_field_of_a_configuration_is_named(tmp_path):
    file = tmp_path / "run.toml"
    file.write_text(Path("training/news.toml").read_text().replace("epochs = ", "epochs = 0.5 #"))
    with pytest.raises(ConfigError, match="epochs"):
        read_config(file)


@pytest.mark.parametrize("name", ["news", "teacher"])
def test_the_configurations_that_come_with_it_are_whole(name):
    config = read_config(Path(f"training/{name}.toml"))
    assert config.name == name
    assert len(Path(config.dev_articles).read_text().split()) == 110
