"""The version of what decides an article's output: code, rules and model, which it never loads."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from functools import cache
from importlib.metadata import version as installed_version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from extract.config import DEFAULT_MODEL, Settings
from extract.newsmodel.packed import NETWORK, PACKED, read_packed
from extract.values.rules import NO_RULES, Rules, read_rules

# The parts of the package that decide the output of an article.
_OUTPUT_PARTS = (
    "components",
    "newsmodel",
    "patterns",
    "values",
    "mentions.py",
    "pipeline.py",
    "schemas.py",
)
_CODE = (".py", ".yaml", ".toml", ".tsv", ".json")


def own_rules(settings: Settings) -> Rules:
    """Return the user's rules that `settings` name, read anew.

    Raises:
        ConfigError: the folder of rules is not there, or empty.
        PatternError: rules are malformed; the message names every file and line.
    """
    return read_rules(settings.rules) if settings.rules is not None else NO_RULES


def pipeline_version(model: str, rules: Rules = NO_RULES) -> str:
    """Return the version of what decides an article's output: code, rules and model.

    Two runs with the same version give the same record for the same article; a database holds it
    beside each article, so that a change of the rules, the user's too, makes the article due again.
    """
    own = f"+own-{rules.digest()}" if rules else ""
    return _package_version(model) + own


def settings_version(settings: Settings) -> str:
    """Return the version of what `settings` describe, their rules read anew.

    Raises:
        ConfigError: the folder of rules is not there, or empty.
        PatternError: rules are malformed; the message names every file and line.
    """
    return pipeline_version(settings.model, own_rules(settings))


@cache
def _package_version(model: str) -> str:
    digest = hashlib.sha256()
    root = files("extract")
    for part in _OUTPUT_PARTS:
        for name, content in _contents(root.joinpath(part), part):
            digest.update(name.encode() + b"\0" + content)
    return f"{installed_version('extract')}+{_model_version(model)}+rules-{digest.hexdigest()[:12]}"


def _model_version(model: str) -> str:
    if folder := packed_folder(model):
        packed = read_packed(folder)
        return f"{packed.name}-{packed.version}"
    described = Path(model, "meta.json")
    meta = json.loads(described.read_text()) if described.exists() else _package_meta(model)
    return f"{model}-{meta}"


def packed_folder(model: str) -> Path | None:
    """Return the folder of the packed news model that `model` names, None if it names another."""
    if model == DEFAULT_MODEL:
        return PACKED
    return Path(model) if (Path(model) / NETWORK).exists() else None


def _contents(node: Traversable, name: str) -> list[tuple[str, bytes]]:
    if node.is_dir():
        return [
            found
            for child in sorted(node.iterdir(), key=lambda each: each.name)
            if child.name != "__pycache__"
            for found in _contents(child, f"{name}/{child.name}")
        ]
    return [(name, node.read_bytes())] if name.endswith(_CODE) else []


def _package_meta(model: str) -> str:
    try:
        return installed_version(model)
    except importlib.metadata.PackageNotFoundError:
        return "unknown"
