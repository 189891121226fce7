"""Check that everything extract needs is there and works: installation, model, database, disk."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

from extract.config import Settings
from extract.errors import ExtractError
from extract.schemas import Frozen

#: Less free space than this, in bytes, is a problem: a thousand articles take about 10 MB.
_LITTLE_SPACE = 200_000_000
#: How long to wait for a run that is writing, in seconds.
_LOCK_TIMEOUT_S = 5.0
#: What each extra is for, as a user would say it.
_EXTRAS = {
    "parquet": "reads .parquet",
    "warc": "reads .warc",
    "zstd": "reads .jsonl.zst",
    "remote": "reads URLs",
    "dask": "--engine dask",
    "postgres": "PostgreSQL in place of SQLite",
    "spacy-model": "--model en_core_web_sm",
}
_PROBE = "Ada Obi said in Nairobi on 1 August 2024 that the Kenya Police freed 26 prisoners."
_PROBE_LABELS = {"PERSON", "LOCATION", "DATE", "AGENCY", "COUNT"}


class Finding(Frozen):
    """One thing that was checked.

    Attributes:
        name: of what was checked.
        detail: what was found, in a few words.
        remedy: what to do about it; None if it is fine.
        optional: it may be missing.
    """

    name: str
    detail: str
    remedy: str | None = None
    optional: bool = False

    @property
    def is_problem(self) -> bool:
        """Return whether something that is needed does not work."""
        return self.remedy is not None and not self.optional


def examine(settings: Settings, db_url: str) -> Iterator[Finding]:
    """Yield what is found, one check after the other; nothing is changed or left behind.

    Args:
        settings: the model and the rules that a run would have.
        db_url: an SQLAlchemy URL, of a database that need not be there yet.
    """
    yield _version()
    yield from _dependencies()
    yield _rules(settings)
    yield _model(settings)
    yield _database(db_url)
    yield _folder(db_url)
    yield _encoding()
    yield from _extras()


def _version() -> Finding:
    detail = (
        f"{importlib.metadata.version('extract')}, Python {platform.python_version()} on"
        f" {platform.system()} {platform.machine()}"
    )
    return Finding(name="extract", detail=detail)


def _dependencies() -> Iterator[Finding]:
    wrong = list(filter(None, (_requirement(each) for each in _requirements(None))))
    for detail in wrong:
        yield Finding(
            name="dependencies", detail=detail, remedy="pip install --upgrade extract, in this venv"
        )
    if not wrong:
        yield Finding(name="dependencies", detail="all there, in versions that fit")


def _extras() -> Iterator[Finding]:
    for extra, use in _EXTRAS.items():
        missing = list(filter(None, (_requirement(each) for each in _requirements(extra))))
        yield Finding(
            name=f"extra {extra}",
            detail=f"{use}: {'; '.join(missing) if missing else 'installed'}",
            remedy=f"pip install 'extract[{extra}]'" if missing else None,
            optional=True,
        )


def _requirements(extra: str | None) -> Iterator[Requirement]:
    for line in importlib.metadata.requires("extract") or ():
        requirement = Requirement(line)
        marker = requirement.marker
        if (extra is None and (marker is None or marker.evaluate({"extra": ""}))) or (
            extra is not None
            and marker is not None
            and marker.evaluate({"extra": extra})
            and not marker.evaluate({"extra": ""})
        ):
            yield requirement


def _requirement(requirement: Requirement) -> str | None:
    """Return what is wrong with an installed package, None if it fits."""
    try:
        found = importlib.metadata.version(requirement.name)
    except importlib.metadata.PackageNotFoundError:
        return f"{requirement.name} is not installed"
    if not requirement.specifier.contains(found, prereleases=True):
        return f"{requirement.name} is {found}, needed is {requirement.specifier}"
    return None


def _rules(settings: Settings) -> Finding:
    from extract.versions import own_rules  # noqa: PLC0415 - what fails here is a finding

    if settings.rules is None:
        return Finding(name="rules", detail="the package's; none of your own (--rules)")
    try:
        rules = own_rules(settings)
    except ExtractError as error:
        return Finding(
            name="rules", detail=_one_line(error), remedy="mend them, or leave --rules out"
        )
    count = len(rules.agencies) + len(rules.places) + len(rules.titles)
    return Finding(name="rules", detail=f"{count} of your own, in {settings.rules}")


def _model(settings: Settings) -> Finding:
    name = f"model {settings.model}"
    try:
        from extract.extractor import Extractor  # noqa: PLC0415 - what fails here is a finding

        record = Extractor(settings)(_PROBE)
    except ExtractError as error:
        return Finding(name=name, detail=_one_line(error), remedy="do what it says")
    except (ImportError, OSError, ValueError) as error:  # a library is damaged, or a file of data
        remedy = "install extract again: pip install --force-reinstall extract"
        return Finding(name=name, detail=_one_line(error), remedy=remedy)
    missing = _PROBE_LABELS - {mention.label for mention in record.mentions}
    if missing:
        detail = f"reads, but finds no {', '.join(sorted(missing))} in “{_PROBE}”"
        return Finding(name=name, detail=detail, remedy="try --model news, which finds all")
    return Finding(name=name, detail="loads, and finds all five labels in a sentence")


def _database(url: str) -> Finding:
    from extract.store import database_file, open_store  # noqa: PLC0415 - the same

    try:
        file = database_file(url)
        if file is not None and not file.exists():
            return Finding(name="database", detail=f"{url} is not there yet: extract run makes it")
        with open_store(url, create=False, lock_timeout_s=_LOCK_TIMEOUT_S) as store:
            totals = store.totals()
            unfinished = store.memory().counts()[1] + sum(store.ledger.waiting(""))
            store.check_rights()
    except ExtractError as error:
        return Finding(name="database", detail=_one_line(error), remedy="do what it says")
    entities = sum(totals.entities.values())
    detail = f"{url}: {totals.articles:,} articles, {entities:,} entities"
    if totals.failures:
        detail += f", {totals.failures:,} failures (“extract failures” lists them)"
    if unfinished:
        detail += f"; {unfinished:,} articles are not read, or their names not resolved"
        remedy = "a run is at work, or did not finish: then run it again"
        return Finding(name="database", detail=detail, remedy=remedy)
    return Finding(name="database", detail=detail)


def _folder(url: str) -> Finding:
    from extract.store import database_file  # noqa: PLC0415 - the same

    try:
        file = database_file(url)
    except ExtractError:
        file = None
    folder = Path.cwd() if file is None else file.parent
    if not folder.is_dir():
        return Finding(
            name="folder", detail=f"{folder} is not there", remedy=f"make it: mkdir -p {folder}"
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        return Finding(
            name="folder",
            detail=f"{folder} cannot be written",
            remedy="go to a folder of your own, or name a database in one with --db",
        )
    free = shutil.disk_usage(folder).free
    if free < _LITTLE_SPACE:
        return Finding(
            name="folder", detail=f"{folder}: {free / 1e6:.0f} MB free", remedy="free some space"
        )
    return Finding(name="folder", detail=f"{folder} can be written, {free / 1e9:.1f} GB free")


def _encoding() -> Finding:
    encoding = (sys.stdout.encoding or "utf-8").lower().replace("_", "-")
    if encoding not in {"utf-8", "utf8"}:
        return Finding(
            name="output", detail=f"is in {encoding}", remedy="set PYTHONUTF8=1: names need UTF-8"
        )
    return Finding(name="output", detail="is in UTF-8")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
