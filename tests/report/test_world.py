"""The map: where places are on it, and an outline that fits."""

import re
from itertools import pairwise
from math import cos, radians

import pytest

from extract.report.world import HEIGHT, WIDTH, outline, project

PLACES = {
    "null island": ((0, 0), (500.0, 241.4)),
    "far east": ((0, 180), (1000.0, 241.4)),
    "far west": ((0, -180), (0.0, 241.4)),
}


@pytest.mark.parametrize(("degrees", "at"), PLACES.values(), ids=PLACES)
def test_project(degrees, at):
    assert project(*degrees) == pytest.approx(at, abs=0.5)


@pytest.mark.parametrize("lat", [-50, 0, 20, 39.92, 60, 80])
def test_areas_keep_their_proportion(lat):
    step = 1e-4

    def area(lat: float) -> float:
        (x, y), (u, v) = project(lat, 30), project(lat + step, 30 + step)
        (east, _) = project(lat, 30 + step)
        assert (u, v) != (x, y)
        return (east - x) * (y - v) / cos(radians(lat))

    assert area(lat) == pytest.approx(area(0), rel=1e-3)


def test_the_poles_are_narrower_than_the_equator():
    assert project(80, 180)[0] < project(40, 180)[0] < project(0, 180)[0]


def points(path: str) -> list[tuple[float, float]]:
    """Return where a path of one start and steps leads."""
    start, steps = re.fullmatch(r"M([^l]+)l([^Z]+)Z?", path).groups()
    x, y = map(float, start.split(","))
    found = [(x, y)]
    for step in steps.split():
        dx, dy = map(float, step.split(","))
        x, y = x + dx, y + dy
        found.append((x, y))
    return found


def test_the_outline_fits_the_map_and_no_line_crosses_it():
    world = outline()
    assert (world.width, world.height) == (WIDTH, HEIGHT)
    for path in re.findall(r"M[^M]+", world.land + world.borders):
        ring = points(path)
        assert all(-1 <= x <= WIDTH + 1 and -3 <= y <= HEIGHT + 10 for x, y in ring)
        jumps = [abs(b[0] - a[0]) for a, b in pairwise(ring)]
        assert max(jumps) < 120
