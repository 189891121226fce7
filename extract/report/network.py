"""Who is mentioned with whom: the people and agencies that share most sentences, laid out.

Two stand together when a sentence names both. The layout is ForceAtlas2 with a fixed seed, so that
one database gives one picture; then names that lie on one another are pushed apart.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from extract.schemas import Frozen, Label, Mention

#: Entities in the picture at most.
MOST_NODES = 100
#: Size of the picture, in units of its SVG.
WIDTH, HEIGHT = 1200, 860
_LABELS: tuple[Label, ...] = ("PERSON", "AGENCY")
#: Named together in a longer list, two have less to do with each other.
_LONGEST_LIST = 12
#: Width of a letter and height of a line of a name, in units of the picture, and the room around.
_LETTER, _LINE, _MARGIN = 6.6, 17.0, 5.0
#: Room at the edges before names are pushed apart.
_EDGE = 90.0
#: Letters of a name that are shown.
SHOWN_LETTERS = 28
_ROUNDS, _PUSHES = 300, 600

Pair = tuple[str, str]
Places = NDArray[np.float64]


class Node(Frozen):
    """An entity in the picture: where its dot is, and on which side its name is fits there."""

    entity: str
    x: float
    y: float


class Edge(Frozen):
    """How many sentences name two of the picture."""

    a: str
    b: str
    sentences: int


class Network(Frozen):
    """The picture, and how many there would be without a limit."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    candidates: int


def pairs_of(mentions: Iterable[Mention], starts: list[int]) -> Counter[Pair]:
    """Return how many sentences of an article name each pair of people or agencies.

    Args:
        mentions: of the article.
        starts: of its sentences.
    """
    sentences: dict[int, set[str]] = {}
    for mention in mentions:
        if mention.entity is not None and mention.label in _LABELS:
            sentence = bisect_right(starts, mention.start)
            sentences.setdefault(sentence, set()).add(mention.entity)
    found: Counter[Pair] = Counter()
    for named in sentences.values():
        if len(named) <= _LONGEST_LIST:
            found.update(combinations(sorted(named), 2))
    return found


def lay_out(pairs: Mapping[Pair, int], names: Mapping[str, str]) -> Network:
    """Return the picture of those who stand with others most.

    Args:
        pairs: how many sentences name each pair.
        names: of the entities, by id.
    """
    weights: Counter[str] = Counter()
    for (a, b), sentences in pairs.items():
        weights[a] += sentences
        weights[b] += sentences
    ranked = sorted(weights, key=lambda each: (-weights[each], each))
    chosen = set(ranked[:MOST_NODES])
    edges = [
        Edge(a=a, b=b, sentences=sentences)
        for (a, b), sentences in sorted(pairs.items())
        if a in chosen and b in chosen
    ]
    graph = nx.Graph()
    graph.add_weighted_edges_from((edge.a, edge.b, float(edge.sentences)) for edge in edges)
    ids = list(graph)
    places = _spread(_forces(graph), [names[each] for each in ids]) if ids else np.zeros((0, 2))
    return Network(
        nodes=tuple(
            Node(entity=each, x=round(float(x), 1), y=round(float(y), 1))
            for each, (x, y) in zip(ids, places, strict=True)
        ),
        edges=tuple(edges),
        candidates=len(ranked),
    )


def _forces(graph: nx.Graph) -> Places:
    """Return where ForceAtlas2 puts the nodes, in the frame of the picture."""
    start = {each: np.array(place) for each, place in nx.circular_layout(graph).items()}
    found = nx.forceatlas2_layout(
        graph, pos=start, max_iter=_ROUNDS, scaling_ratio=4.0, strong_gravity=True, seed=1
    )
    places: Places = np.array([found[each] for each in graph], dtype=float)
    low, high = places.min(axis=0), places.max(axis=0)
    size = np.array((WIDTH, HEIGHT), dtype=float) - 2 * _EDGE
    scaled: Places = _EDGE + (places - low) / np.maximum(high - low, 1e-9) * size
    return scaled


def _spread(places: Places, names: list[str]) -> Places:
    """Return `places` pushed apart until no name lies on another, as far as there is room."""
    widths = np.array([_LETTER * min(len(name), SHOWN_LETTERS) for name in names])
    sizes = np.column_stack((widths + 2 * _MARGIN + 14, np.full(len(names), _LINE + 14)))
    limits = np.array((WIDTH, HEIGHT)) - sizes / 2
    reach = (sizes[:, None, :] + sizes[None, :, :]) / 2
    # Ranks break ties between nodes in one place.
    order = np.sign(np.subtract.outer(np.arange(len(names)), np.arange(len(names))))
    for _ in range(_PUSHES):
        apart = places[:, None, :] - places[None, :, :]
        over = reach - np.abs(apart)
        touching = (over > 0).all(axis=2)
        np.fill_diagonal(touching, val=False)
        if not touching.any():
            break
        sideways = over[:, :, 0] / sizes[:, None, 0] < over[:, :, 1] / sizes[:, None, 1]
        signs = np.where(apart == 0, order[:, :, None], np.sign(apart))
        push = over * signs * touching[:, :, None]
        push[:, :, 0] *= sideways
        push[:, :, 1] *= ~sideways
        places = np.clip(places + 0.3 * push.sum(axis=1), sizes / 2, limits)
    return places
