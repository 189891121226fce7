"""The plain-model floor: the names of a model as they come, without rules and values."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.language import Language

from extract.gold.floors import Floor, Guess, floor_record
from extract.schemas import Article, Label, Record

#: Ours, and the labels of spaCy's English models, which are those of OntoNotes.
MODEL_LABELS: Mapping[str, Label] = {
    "AGENCY": "AGENCY",
    "LOCATION": "LOCATION",
    "PERSON": "PERSON",
    "ORG": "AGENCY",
    "GPE": "LOCATION",
    "LOC": "LOCATION",
    "FAC": "LOCATION",
    "DATE": "DATE",
    "CARDINAL": "COUNT",
}


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
