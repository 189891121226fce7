"""The part of the pipeline that people are found with, built once for the tests of it."""

import pytest
import spacy

from extract.config import Settings
from extract.pipeline import COMPONENTS, build_pipeline


@pytest.fixture(scope="session")
def nlp() -> spacy.Language:
    nlp = build_pipeline(Settings())
    for name in COMPONENTS:
        if name not in {"extract_names", "extract_people"}:
            nlp.disable_pipe(name)
    return nlp
