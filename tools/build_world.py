"""Make the outline of the world for the map of a report: extract/report/world.json.

    npm install world-atlas@2.0.2
    python tools/build_world.py node_modules/world-atlas/countries-110m.json

The file is Natural Earth's 1:110m countries (public domain) as TopoJSON. Land and borders are
projected (`extract.report.world.project`) and written as two SVG paths, without Antarctica.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import Any

from extract.report.world import HEIGHT, OUTLINE, WIDTH, project

_ANTARCTIC = -60.0
Point = tuple[float, float]


def main() -> None:
    """Read the TopoJSON file that is named, and write the outline."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("topojson", type=Path)
    topology = json.loads(parser.parse_args().topojson.read_text())
    arcs = decoded(topology)
    (land,) = topology["objects"]["land"]["geometries"]
    whole = [ring(each, arcs) for each in chain(*land["arcs"])]
    rings = [part for each in whole for part in within_the_map(each)]
    countries = topology["objects"]["countries"]["geometries"]
    used = Counter(arc if arc >= 0 else ~arc for each in countries for arc in arcs_of(each["arcs"]))
    outline = {
        "source": "Natural Earth 1:110m, public domain, by way of world-atlas 2.0.2",
        "width": WIDTH,
        "height": HEIGHT,
        "land": "".join(
            path(each) + "Z" for each in rings if max(lat for _, lat in each) > _ANTARCTIC
        ),
        "borders": "".join(path(arcs[arc]) for arc in sorted(used) if used[arc] > 1),
    }
    OUTLINE.write_text(json.dumps(outline, indent=1) + "\n")
    print(f"{OUTLINE.name}: {OUTLINE.stat().st_size:,} bytes, {len(rings)} rings")


def decoded(topology: dict[str, Any]) -> list[list[Point]]:
    """Return the arcs as longitudes and latitudes: they are stored as steps of a grid."""
    (dx, dy), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    return [
        [
            (x0 + dx * x, y0 + dy * y)
            for x, y in accumulate(arc, lambda one, step: (one[0] + step[0], one[1] + step[1]))
        ]
        for arc in topology["arcs"]
    ]


def arcs_of(nested: list[Any]) -> list[int]:
    """Return the arcs of a polygon, or of several, in one list."""
    return [nested] if isinstance(nested, int) else [*chain.from_iterable(map(arcs_of, nested))]


def ring(indices: list[int], arcs: list[list[Point]]) -> list[Point]:
    """Return the points of a ring of arcs; a negative index is an arc backwards."""
    points: list[Point] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points


def within_the_map(points: list[Point]) -> list[list[Point]]:
    """Return a ring as rings between 180° west and east: some cross that line (Chukotka, Fiji)."""
    unrolled = [points[0]]
    for lon, lat in points[1:]:
        turns = round((unrolled[-1][0] - lon) / 360)
        unrolled.append((lon + 360 * turns, lat))
    parts = []
    for shift in (-360, 0, 360):
        part = [(lon + shift, lat) for lon, lat in unrolled]
        part = clipped([(-lon, lat) for lon, lat in clipped(part)])
        if part:
            parts.append([(-lon, lat) for lon, lat in part])
    return parts


def clipped(points: list[Point]) -> list[Point]:
    """Return what of a ring lies west of 180° east (Sutherland and Hodgman, one edge)."""
    found: list[Point] = []
    for (x, y), (u, v) in zip(points, points[1:] + points[:1], strict=True):
        if x <= 180:
            found.append((x, y))
        if (x <= 180) != (u <= 180):
            found.append((180.0, y + (v - y) * (180 - x) / (u - x)))
    return found


def path(points: list[Point]) -> str:
    """Return an SVG path through `points`, in steps of a tenth, and none of no length."""
    tenths = [tuple(round(10 * each) for each in project(lat, lon)) for lon, lat in points]
    steps = [(x - u, y - v) for (u, v), (x, y) in pairwise(tenths)]
    shown = " ".join(f"{x / 10:g},{y / 10:g}" for x, y in steps if x or y)
    return f"M{tenths[0][0] / 10:g},{tenths[0][1] / 10:g}l{shown}" if shown else ""


if __name__ == "__main__":
    main()
