"""Judge the names of many pairs, in this process or in several; the outcome is the same.

What two names say hangs on nothing else, so pairs go to helpers in batches. Each name of a
batch is sent once, as it is written, and of names that are two people's nothing comes back but what
is told of relatives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from extract.resolve.compare import NameJudgement, judge_people
from extract.resolve.names import PersonName, parse_person
from extract.resolve.pool import Helpers, Work

#: Pairs that a process takes at once.
BATCH = 1_000
#: Batches up to which starting helpers costs more than it saves.
FEW_BATCHES = 20

NamePair = tuple[PersonName, PersonName]
_PackedPairs = tuple[Sequence[str], Sequence[tuple[int, int]]]
_Judged = list[NameJudgement | None]


def judge_pairs(
    pairs: Iterable[NamePair], helpers: Helpers, *, relatives: bool = True
) -> Iterator[NameJudgement | None]:
    """Return what `judge_people` says of each pair, in their order; None where it is not asked for.

    Args:
        pairs: two names each; which is first says nothing.
        helpers: who shares the work.
        relatives: whether it is asked for why two names of one surname are two people's; of two
            surnames it never is.
    """
    work = Work(
        here=partial(_judge, relatives=relatives),
        pack=_packed,
        there=partial(_judge_packed, relatives=relatives),
        unpack=_unpacked,
        batch=BATCH,
        few=FEW_BATCHES,
    )
    return helpers.do(work, pairs)


def judge_pair(pair: NamePair) -> NameJudgement:
    """Judge two names, whichever is first."""
    a, b = pair
    return judge_people(a, b) if a.text <= b.text else judge_people(b, a)


def _judge(pairs: Iterable[NamePair], *, relatives: bool) -> _Judged:
    return [
        None if judged.verdict == "no_match" and not (relatives and judged.same_surname) else judged
        for judged in map(judge_pair, pairs)
    ]


def _packed(pairs: Sequence[NamePair]) -> _PackedPairs:
    number_of: dict[int, int] = {}
    names: list[str] = []
    for name in chain.from_iterable(pairs):
        if number_of.setdefault(id(name), len(names)) == len(names):
            names.append(name.text)
    return names, [(number_of[id(a)], number_of[id(b)]) for a, b in pairs]


def _judge_packed(packed: _PackedPairs, *, relatives: bool) -> _Judged:
    texts, pairs = packed
    names = list(map(parse_person, texts))
    return _judge(((names[a], names[b]) for a, b in pairs), relatives=relatives)


def _unpacked(_pairs: Sequence[NamePair], judged: _Judged) -> _Judged:
    return judged
