"""The packed model: it reads everything, the same in any company, and in any process."""

import json
import multiprocessing
import pickle
import shutil

import pytest

from extract.errors import ModelError
from extract.newsmodel.model import NewsModel
from extract.newsmodel.packed import PACKED

SENTENCE = [
    "Paul",
    "Whelan",
    ",",
    "a",
    "former",
    "U.S.",
    "Marine",
    ",",
    "was",
    "freed",
    "in",
    "Ankara",
    "on",
    "Thursday",
    ".",
]
OTHER = ["The", "Wall", "Street", "Journal", "reported", "from", "Kyiv", "."]


@pytest.fixture(scope="module")
def model():
    return NewsModel()


def names(words, reading):
    return [(" ".join(words[s.start : s.stop]), s.label) for s in reading.spans]


def test_it_finds_names(model):
    found = names(SENTENCE, model.read([SENTENCE])[0])
    assert ("Paul Whelan", "PERSON") in found
    assert ("Ankara", "LOCATION") in found
    assert ("Thursday", "DATE") in found


def test_confidence_is_a_probability(model):
    for span in model.read([SENTENCE])[0].spans:
        assert 0.0 < span.confidence < 1.0


def test_tags_are_parts_of_speech(model):
    tags = [model.packed.tags[i] for i in model.read([SENTENCE])[0].tags]
    assert tags[SENTENCE.index("was")] == "VBD"
    assert tags[SENTENCE.index("Ankara")] == "NNP"


def test_sentences_begin_after_full_stops_and_line_breaks(model):
    words = [*OTHER, *SENTENCE, "\n", *OTHER]
    starts = model.read([words])[0].starts
    assert [i for i, start in enumerate(starts) if start] == [
        0, len(OTHER), len(OTHER) + len(SENTENCE) + 1,
    ]  # fmt: skip


def test_a_long_document_is_read_to_its_end(model):
    words = SENTENCE * 200
    spans = model.read([words])[0].spans
    ankaras = [s.start for s in spans if words[s.start] == "Ankara"]
    assert len(ankaras) == 200
    assert ankaras[-1] == len(words) - len(SENTENCE) + SENTENCE.index("Ankara")


def test_a_sentence_longer_than_a_window_is_read_to_its_end(model):
    words = ["Ankara", "and"] * 400
    assert len(model.read([words])[0].starts) == 800


def same(a, b):
    return a.spans == b.spans and (a.tags == b.tags).all() and (a.starts == b.starts).all()


def test_a_document_is_read_the_same_in_any_company(model):
    alone = model.read([SENTENCE])[0]
    together = model.read([OTHER * 30, SENTENCE, OTHER])[1]
    assert same(alone, together)


def test_threads_change_nothing(model):
    documents = [SENTENCE * 20, OTHER * 40]
    threaded = NewsModel(threads=2).read(documents)
    assert all(same(a, b) for a, b in zip(model.read(documents), threaded, strict=True))


@pytest.mark.parametrize("documents", [[], [[]], [[], SENTENCE], [["\n"]]])
def test_documents_without_words(model, documents):
    readings = model.read(documents)
    assert [len(reading.tags) for reading in readings] == [len(words) for words in documents]


def test_it_pickles_as_the_path_of_its_folder(model):
    again = pickle.loads(pickle.dumps(model))  # noqa: S301
    assert len(pickle.dumps(model)) < 1000
    assert same(again.read([SENTENCE])[0], model.read([SENTENCE])[0])


def _read_in_child(model, queue):
    queue.put(names(SENTENCE, model.read([SENTENCE])[0]))


@pytest.mark.filterwarnings("ignore:.*use of fork.*:DeprecationWarning")
def test_it_reads_in_a_forked_process(model):
    before = names(SENTENCE, model.read([SENTENCE])[0])
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    child = context.Process(target=_read_in_child, args=(model, queue))
    child.start()
    assert queue.get(timeout=60) == before
    child.join(timeout=60)
    assert child.exitcode == 0


def test_another_process_loads_a_network_of_its_own(model, monkeypatch):
    ours = model._network()
    assert model._network() is ours
    monkeypatch.setattr("extract.newsmodel.model.os.getpid", lambda: -1)
    assert model._network() is not ours


def test_an_empty_folder_is_no_model(tmp_path):
    with pytest.raises(ModelError, match=r"no packed model in .*config\.json"):
        NewsModel(tmp_path)


def test_a_torn_network_is_named(tmp_path):
    for file in PACKED.iterdir():
        if file.name != "model.onnx":
            shutil.copy(file, tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"torn")
    with pytest.raises(ModelError, match=r"model\.onnx cannot be loaded"):
        NewsModel(tmp_path).read([SENTENCE])


def test_it_ships_small_with_its_card():
    size = sum(file.stat().st_size for file in PACKED.iterdir())
    assert size < 30e6
    assert "CC BY-NC-SA 4.0" in (PACKED / "README.md").read_text(encoding="utf-8")
    config = json.loads((PACKED / "config.json").read_text(encoding="utf-8"))
    assert set(config["calibration"]) >= {"PERSON", "AGENCY", "LOCATION", "DATE"}
