"""Where a place is on the map of the world that comes with the page.

The projection is Equal Earth (Šavrič, Patterson and Jenny, 2018): areas keep their proportion.
"""

from __future__ import annotations

import json
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from extract.schemas import Frozen

#: Size of the map, in units of its SVG; north of 84° and south of 57° there is nothing to show.
WIDTH, HEIGHT = 1000, 442
#: The outline, which ``tools/build_world.py`` makes.
OUTLINE = Path(__file__).parent / "world.json"
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2
#: How far the equator reaches from the middle, in the units of the formula.
_HALF_WIDTH = 2.706629
_SCALE = WIDTH / (2 * _HALF_WIDTH)
_NORTH = 84.0


class Outline(Frozen):
    """Land and borders as SVG paths."""

    source: str
    width: int
    height: int
    land: str
    borders: str


def project(lat: float, lon: float) -> tuple[float, float]:
    """Return where a point in degrees (WGS 84) is on the map, from its upper left corner."""
    x, y = _equal_earth(lat, lon)
    return WIDTH / 2 + _SCALE * x, _SCALE * (_equal_earth(_NORTH, 0.0)[1] - y)


def _equal_earth(lat: float, lon: float) -> tuple[float, float]:
    t = asin(_M * sin(radians(lat)))
    t2 = t * t
    t6 = t2**3
    x = radians(lon) * cos(t) / (_M * (_A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2)))
    return x, t * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2))


@cache
def outline() -> Outline:
    """Return the outline of the world."""
    return Outline.model_validate(json.loads(OUTLINE.read_text(encoding="utf-8")))
