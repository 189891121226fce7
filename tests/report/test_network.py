"""Who is mentioned with whom: pairs of a sentence, and a picture whose names can be read."""

from collections import Counter
from itertools import combinations
from random import Random

from extract.report.network import (
    HEIGHT,
    MOST_NODES,
    SHOWN_LETTERS,
    WIDTH,
    Network,
    lay_out,
    pairs_of,
)
from extract.sentences import sentence_starts
from tests.report.making import records

#: About what a letter and a line take of the picture, in its units.
LETTER, LINE = 6.2, 14


def network(entities: int, seed: int = 3) -> Network:
    """Return the picture of so many, in communities of ten and with some between them."""
    random = Random(seed)  # noqa: S311 - no secret
    ids = [f"e{number:03}" for number in range(entities)]
    pairs = Counter()
    for first in range(0, entities, 10):
        for pair in combinations(ids[first : first + 10], 2):
            if random.random() < 0.5:
                pairs[pair] += random.randint(1, 5)
    for _ in range(entities // 5):
        pairs[tuple(sorted(random.sample(ids, 2)))] += 1
    return lay_out(pairs, {each: f"Given Surname {each}" for each in ids})


def test_pairs_share_a_sentence_and_are_people_or_agencies():
    swap = next(each for each in records() if each.article.id == "swap")
    linked = [
        mention.model_copy(update={"entity": mention.text, "start": mention.start})
        for mention in swap.mentions
    ]
    pairs = pairs_of(linked, sentence_starts(swap.article.text))
    assert pairs == {("Evan Gershkovich", "Vadim Krasikov"): 1}


def test_a_hundred_names_lie_side_by_side_within_the_picture():
    found = network(150)
    assert len(found.nodes) > 0.9 * MOST_NODES
    assert len(found.nodes) <= MOST_NODES
    assert found.candidates == 150
    width = LETTER * min(SHOWN_LETTERS, len("Given Surname e000"))
    overlapping = [
        (one.entity, other.entity)
        for one, other in combinations(found.nodes, 2)
        if abs(one.x - other.x) < width and abs(one.y - other.y) < LINE
    ]
    assert overlapping == []
    assert all(width / 2 <= node.x <= WIDTH - width / 2 for node in found.nodes)
    assert all(LINE / 2 <= node.y <= HEIGHT - LINE / 2 for node in found.nodes)


def test_those_who_share_sentences_are_nearer_than_others():
    found = network(60)
    at = {node.entity: complex(node.x, node.y) for node in found.nodes}
    linked = {frozenset((edge.a, edge.b)) for edge in found.edges}
    near, far = [], []
    for one, other in combinations(at, 2):
        (near if frozenset((one, other)) in linked else far).append(abs(at[one] - at[other]))
    assert sum(near) / len(near) < 0.6 * sum(far) / len(far)


def test_the_same_pairs_give_the_same_picture():
    assert network(40) == network(40)


def test_nobody_and_one_pair():
    assert lay_out({}, {}) == Network(nodes=(), edges=(), candidates=0)
    assert len(lay_out({("a", "b"): 2}, {"a": "A", "b": "B"}).nodes) == 2
