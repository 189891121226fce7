"""Judge the names of a corpus that are worth comparing, in this process or in several.

Who is worth comparing with whom, and what two names say, hangs on the names alone. So helpers are
told all names once, each finds the candidates for itself, and they share the names to compare. The
outcome is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path

from extract.resolve.candidates import Candidates
from extract.resolve.compare import NameJudgement, judge_people
from extract.resolve.names import PersonName, parse_person
from extract.resolve.pool import Helpers, Work, told_in

#: Names whose candidates a process judges at once.
BATCH = 2_000
#: Names up to which telling them to helpers costs more than it saves.
FEW_NAMES = 20_000

#: What is said of a name and another one before it, by its position; None where nothing is.
_Judged = tuple[int, NameJudgement | None]


def judge_candidates(
    candidates: Candidates, helpers: Helpers
) -> Iterator[tuple[int, int, NameJudgement | None]]:
    """Return the pairs of names that are worth comparing, by their positions, with what they say.

    Helpers begin at once, whatever this process does meanwhile.
    A pair comes once, with the name first that is first, in the order of the second. Where it is
    not asked for relatives (see `Candidates.relatives`), two names that are two people's are left
    out; where it is, None is said of two that have no surname in common.
    """
    numbers = range(len(candidates.names))
    told = None
    if len(numbers) > FEW_NAMES:
        told = helpers.share(([name.text for name in candidates.names], candidates.new))
    work = Work(
        here=partial(_judge, candidates),
        pack=_bounds,
        there=partial(_judge_told, told),
        unpack=_unpacked,
        batch=BATCH,
        few=0 if told is not None else len(numbers),
        doing="compare",
        total=len(numbers),
        ahead=told is not None,
    )
    judged = zip(numbers, helpers.do(work, numbers), strict=True)
    return ((other, number, said) for number, own in judged for other, said in own)


def judge_pair(a: PersonName, b: PersonName) -> NameJudgement:
    """Judge two names, whichever is first."""
    return judge_people(a, b) if a.text <= b.text else judge_people(b, a)


def _judge(candidates: Candidates, numbers: Sequence[int]) -> list[list[_Judged]]:
    names, relatives = candidates.names, candidates.relatives
    found: list[list[_Judged]] = []
    for number in numbers:
        name = names[number]
        judged: list[_Judged] = []
        for other in candidates.rivals(number):
            judgement = judge_pair(names[other], name)
            if judgement.verdict != "no_match" or (relatives and judgement.same_surname):
                judged.append((other, judgement))
            elif relatives:
                judged.append((other, None))
        found.append(judged)
    return found


def _bounds(numbers: Sequence[int]) -> tuple[int, int]:
    return numbers[0], numbers[-1] + 1


def _judge_told(told: Path | None, bounds: tuple[int, int]) -> list[list[_Judged]]:
    assert told is not None, "helpers judge only what they were told"  # noqa: S101
    return _judge(_candidates(told), range(*bounds))


@lru_cache(maxsize=1)
def _candidates(told: Path) -> Candidates:
    texts, new = told_in(told)
    return Candidates([parse_person(text) for text in texts], new)


def _unpacked(_numbers: Sequence[int], judged: list[list[_Judged]]) -> list[list[_Judged]]:
    return judged
