"""Judge the names of many pairs, in this process or in several; the outcome is the same.

What two names say hangs on nothing else, so pairs go to other processes in batches. Each name of a
batch is sent once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from extract.resolve.compare import NameJudgement, judge_people
from extract.resolve.names import PersonName
from extract.resolve.pool import in_processes

#: Pairs up to which starting other processes costs more than it saves.
FEW_PAIRS = 20_000
#: Pairs that a process takes at once.
BATCH = 1_000

NamePair = tuple[PersonName, PersonName]
_PackedPairs = tuple[Sequence[PersonName], Sequence[tuple[int, int]]]


def judge_pairs(pairs: Iterable[NamePair], *, workers: int = 1) -> Iterator[NameJudgement]:
    """Yield what `judge_people` says of each pair, in their order.

    Args:
        pairs: two names each; which is first says nothing.
        workers: how many processes; beyond 1, others are started if there are many pairs.
    """
    source = iter(pairs)
    for pair in source if workers < 2 else islice(source, FEW_PAIRS):
        yield judge_pair(pair)
    batches = iter(lambda: list(islice(source, BATCH)), [])
    if (first := next(batches, None)) is None:
        return
    for batch, judged in in_processes(chain((first,), batches), _packed, _judge, workers=workers):
        yield from map(judge_pair, batch) if judged is None else judged


def judge_pair(pair: NamePair) -> NameJudgement:
    """Judge two names, whichever is first."""
    a, b = pair
    return judge_people(a, b) if a.text <= b.text else judge_people(b, a)


def _packed(pairs: Sequence[NamePair]) -> _PackedPairs:
    number_of: dict[int, int] = {}
    names: list[PersonName] = []
    for name in chain.from_iterable(pairs):
        if number_of.setdefault(id(name), len(names)) == len(names):
            names.append(name)
    return names, [(number_of[id(a)], number_of[id(b)]) for a, b in pairs]


def _judge(packed: _PackedPairs) -> list[NameJudgement]:
    names, pairs = packed
    return [judge_pair((names[a], names[b])) for a, b in pairs]
