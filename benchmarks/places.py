"""Print how well locations are placed, on public annotated news.

    python benchmarks/places.py DEV_DATA_DIR

Places: gold spans of GeoVirus and LGL, beside a baseline that takes the most populous place of the
name. The true country is that of the listed town nearest to the gold point. What the gazetteer does
not list has no coordinates; its country is told by the words beside it or by the article.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from extract.values.gazetteer import PLACES_FILE, Place, place_by_id, places_named
from extract.values.places import country_named, distance_km, locate

NEAR_KM = 161.0  # 100 miles, the threshold that geoparsing papers use
PLACE_CORPORA = ("geovirus", "lgl")

Article = dict[str, Any]


def read_articles(folder: Path, corpus: str) -> Iterator[Article]:
    """Yield the articles of one corpus."""
    with gzip.open(folder / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


# --- places ---------------------------------------------------------------------------------------


class NearestTown:
    """The country of the listed town nearest to a point, None if none is within two degrees."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], list[tuple[float, float, str]]] = {}
        rows = files("extract.patterns").joinpath(PLACES_FILE).read_text(encoding="utf-8")
        for row in rows.splitlines():
            columns = row.split("\t")
            if len(columns) == 9 and columns[1] in ("city", "capital"):
                lat, lon = float(columns[6]), float(columns[7])
                cell = self.cells.setdefault((int(lat // 1), int(lon // 1)), [])
                cell.append((lat, lon, columns[3]))

    def country(self, lat: float, lon: float) -> str | None:
        """Return the ISO 3166-1 alpha-2 code at a point in degrees."""
        steps = range(-2, 3)
        cells = ((int(lat // 1) + i, int(lon // 1) + j) for i in steps for j in steps)
        near = [town for cell in cells for town in self.cells.get(cell, ())]
        if not near:
            return None
        return min(near, key=lambda town: distance_km((lat, lon), town[:2]))[2]


def most_populous(name: str) -> Place | None:
    """Return the baseline's answer: the country of the name, or its most populous place."""
    candidates = [place for place in places_named(name) if place.kind != "country"]
    return country_named(name) or max(candidates, key=lambda p: p.population, default=None)


def print_places(folder: Path, corpus: str, towns: NearestTown) -> None:
    """Print country accuracy and the share within 161 km for one corpus."""
    tallies = {"locate": [0, 0, 0, 0], "most populous": [0, 0, 0, 0]}  # right, of; near, of
    total = unlisted = 0
    told: list[bool] = []
    seconds = 0.0
    for article in read_articles(folder, corpus):
        gold = [
            mention
            for mention in sorted(article["mentions"], key=lambda each: each["start"])
            if mention["label"] == "LOCATION"
            and (mention.get("value") or {}).get("lat") is not None
        ]
        total += len(gold)
        began = time.process_time()
        answers = locate(article["text"], [(each["start"], each["end"]) for each in gold])
        seconds += time.process_time() - began
        for mention, answer in zip(gold, answers, strict=True):
            ours = place_by_id(answer.reference) if answer.reference else None
            here = mention["value"]["lat"], mention["value"]["lon"]
            country = towns.country(*here)
            if ours is None:
                unlisted += 1
                if answer.value.country and country:
                    told.append(answer.value.country == country)
                continue
            baseline = most_populous(mention["text"]) or ours
            for tally, place in zip(tallies.values(), (ours, baseline), strict=True):
                if place.country and country:
                    tally[0] += place.country == country
                    tally[1] += 1
                if place.lat is not None and place.lon is not None:
                    tally[2] += distance_km(here, (place.lat, place.lon)) <= NEAR_KM
                    tally[3] += 1
    print(f"{corpus}: {total} gold places, {seconds:.2f} CPU-s")
    for name, (right, n, near, m) in tallies.items():
        print(f"  {name:14} country {right / n:6.1%} of {n}   within 161 km {near / m:6.1%} of {m}")
    print(f"  not listed     country {sum(told) / len(told):6.1%} of {len(told)}; {unlisted} names")


def main() -> None:
    """Print both tables."""
    if len(sys.argv) < 2:
        sys.exit("usage: python benchmarks/places.py FOLDER")
    folder = Path(sys.argv[1])
    towns = NearestTown()
    for corpus in PLACE_CORPORA:
        print_places(folder, corpus, towns)


if __name__ == "__main__":
    main()
