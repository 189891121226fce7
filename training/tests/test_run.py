"""A whole run with a tiny encoder: it learns, packs, repeats itself, and goes on when stopped."""

import gzip
import json

import pytest
import torch
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import BertProcessing
from transformers import BertConfig, BertModel

import extract
from extract.config import Settings
from extract.newsmodel.model import NewsModel
from training.__main__ import run, with_gold
from training.config import Config, Corpus, Encoder, Teacher
from training.teacher import load_run

PEOPLE = ("Ada Obi", "Bo Lind", "Cy Moss", "Di Kerr")
PLACES = ("Lima", "Kyiv", "Oslo", "Baku")


@pytest.fixture(scope="module")
def tiny_encoder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("encoder")
    letters = [chr(i) for i in range(33, 127)]
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *letters, *("##" + each for each in letters)]
    index = {piece: number for number, piece in enumerate(vocabulary)}
    tokenizer = Tokenizer(WordPiece(index, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.save(str(folder / "tokenizer.json"))
    torch.manual_seed(0)
    BertModel(
        BertConfig(
            vocab_size=len(vocabulary), hidden_size=32, num_hidden_layers=2,
            num_attention_heads=2, intermediate_size=64, max_position_embeddings=64,
        ),
        add_pooling_layer=False,
    ).save_pretrained(folder)  # fmt: skip
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    with gzip.open(folder / "news.jsonl.gz", "wt") as lines:
        for number in range(24):
            person, place = PEOPLE[number % 4], PLACES[number // 4 % 4]
            text = f"{person} went to {place} today."
            start = text.index(place)
            spans = [(0, len(person), "PERSON"), (start, start + len(place), "LOC")]
            mentions = [{"start": a, "end": b, "label": c, "text": text[a:b]} for a, b, c in spans]
            fields = {"id": f"x_{number}", "text": text, "mentions": mentions}
            lines.write(json.dumps(fields | {"scored": [[0, len(text)]]}) + "\n")
    (folder / "dev.txt").write_text("x_20\nx_21\nx_22\nx_23\n")
    return folder


def config(tiny_encoder, data, **changes):
    return Config(
        name="tiny",
        labels=("PERSON", "LOCATION"),
        encoder=Encoder(source=str(tiny_encoder), licence="none"),
        corpora=(
            Corpus(path="news.jsonl.gz", labels=("PERSON", "LOCATION"), rename={"LOC": "LOCATION"}),
        ),
        dev_articles=str(data / "dev.txt"),
        epochs=25,
        batch_pieces=200,
        max_pieces=60,
        encoder_rate=3e-3,
        head_rate=1e-2,
        average=0.9,
        **changes,
    )


@pytest.fixture(scope="module")
def packed(tiny_encoder, data, tmp_path_factory):
    return run(config(tiny_encoder, data), data, tmp_path_factory.mktemp("out"))


def test_it_learns_and_packs(packed):
    words = ["Bo", "Lind", "went", "to", "Baku", "today", "."]
    spans = NewsModel(packed).read([words])[0].spans
    assert [(s.start, s.stop, s.label) for s in spans] == [(0, 2, "PERSON"), (4, 5, "LOCATION")]


def test_the_card_says_what_it_is(packed):
    card = (packed / "README.md").read_text()
    assert "| PERSON |" in card
    assert "news.jsonl.gz" in card


def test_extract_takes_it_by_its_folder(packed):
    record = extract.load(Settings(model=str(packed)))("Cy Moss went to Oslo today.")
    assert ("Cy Moss", "PERSON") in [(m.text, m.label) for m in record.mentions]


def test_the_same_seed_gives_the_same_model(packed, tiny_encoder, data, tmp_path):
    again = run(config(tiny_encoder, data), data, tmp_path)
    assert (again / "model.onnx").read_bytes() == (packed / "model.onnx").read_bytes()


def test_a_stopped_run_goes_on_where_it_was(packed, tiny_encoder, data, tmp_path, monkeypatch):
    import training.train as loop

    whole = loop._epoch

    def stop_in_the_third(epoch, *rest):
        if epoch == 3:
            raise KeyboardInterrupt
        return whole(epoch, *rest)

    monkeypatch.setattr(loop, "_epoch", stop_in_the_third)
    with pytest.raises(KeyboardInterrupt):
        run(config(tiny_encoder, data), data, tmp_path)
    shown = []
    monkeypatch.setattr(loop, "_epoch", lambda n, *rest: (shown.append(n), whole(n, *rest))[1])
    again = run(config(tiny_encoder, data), data, tmp_path)
    assert shown[0] == 3
    assert (again / "model.onnx").read_bytes() == (packed / "model.onnx").read_bytes()


def test_a_student_learns_from_a_teacher_alone(packed, tiny_encoder, data, tmp_path):
    teacher = Teacher(runs=(str(packed.parent),), texts=("news.jsonl.gz",), weight=1.0)
    student = config(tiny_encoder, data, teacher=teacher).model_copy(
        update={"name": "student", "corpora": ()}
    )
    found = run(student, data, tmp_path)
    words = ["Di", "Kerr", "went", "to", "Lima", "today", "."]
    assert [s.label for s in NewsModel(found).read([words])[0].spans] == ["PERSON", "LOCATION"]
    assert load_run(found.parent)[1].name == "student"


def test_gold_of_ones_own_is_learnt_too(tiny_encoder, data, tmp_path):
    mixed = with_gold(config(tiny_encoder, data), tmp_path)
    assert mixed.corpora[-1].format == "gold"
    assert mixed.name == "tiny-gold"
