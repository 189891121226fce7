"""The plain-model floor: the names of a spaCy model as they come, without values.

Besides `formats.docbin` the only module here that needs spaCy.
"""

from __future__ import annotations

from collections.abc import Mapping

import spacy
from spacy.language import Language

from extract.errors import ModelError
from extract.gold.floors import Floor, Guess, floor_record
from extract.schemas import Article, Label, Record

#: The labels of spaCy's English models, which are those of OntoNotes, and ours.
MODEL_LABELS: Mapping[str, Label] = {
    "PERSON": "PERSON",
    "ORG": "AGENCY",
    "GPE": "LOCATION",
    "LOC": "LOCATION",
    "FAC": "LOCATION",
    "DATE": "DATE",
    "CARDINAL": "COUNT",
}
#: Components that names do not need. What else feeds the recogniser differs from model to model.
_UNUSED = ("tagger", "parser", "attribute_ruler", "lemmatizer")


def load_plain_model(model: str) -> Language:
    """Load a spaCy model for its names alone.

    Raises:
        ModelError: it is not installed.
    """
    try:
        return spacy.load(model, exclude=_UNUSED)
    except OSError as error:
        reason = f"model “{model}” is not installed; try “python -m spacy download {model}”"
        raise ModelError(reason) from error


def plain_model_floor(nlp: Language) -> Floor:
    """Return the floor that labels an article with `nlp`; entities are equal spellings."""

    def floor(article: Article) -> Record:
        guesses = [
            Guess(MODEL_LABELS[ent.label_], ent.start_char, ent.end_char)
            for ent in nlp(article.text).ents
            if ent.label_ in MODEL_LABELS
        ]
        return floor_record(article, guesses, by="model")

    return floor
