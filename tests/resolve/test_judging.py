"""Pairs of names judged in several processes are judged as in one."""

import logging
import multiprocessing
from collections.abc import Iterator
from itertools import combinations

import pytest

from extract.resolve import judging
from extract.resolve.compare import judge_people
from extract.resolve.judging import NamePair, judge_pairs
from extract.resolve.names import parse_person
from extract.resolve.pool import Helpers

NAMES = [
    "Paul Whelan",
    "Paul Whalen",
    "David Whelan",
    "P. Whelan",
    "Volodymyr Zelenskyy",
    "Vladimir Zelensky",
    "Kim Jong-un",
    "Luis (Jerry) Ortiz",
    "Jerry Ortiz",
]
PAIRS = list(combinations(map(parse_person, NAMES), 2))


@pytest.fixture(autouse=True)
def _many_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "FEW_BATCHES", 1)
    monkeypatch.setattr(judging, "BATCH", 5)


def test_several_processes_judge_as_one_and_in_order() -> None:
    with Helpers(2) as helpers:
        several = list(judge_pairs(PAIRS, helpers))
    assert several == list(judge_pairs(PAIRS, Helpers()))
    assert {judged and judged.verdict for judged in several} >= {"match", "no_match", None}


def test_of_rejections_only_those_of_relatives_are_told_if_any() -> None:
    told = list(judge_pairs(PAIRS, Helpers()))
    judged = [judge_people(*sorted(pair, key=lambda name: name.text)) for pair in PAIRS]
    assert any(each.same_surname for each in judged if each.verdict == "no_match")
    assert told == [
        each if each.verdict != "no_match" or each.same_surname else None for each in judged
    ]
    assert list(judge_pairs(PAIRS, Helpers(), relatives=False)) == [
        each if each.verdict != "no_match" else None for each in judged
    ]


def test_which_name_is_first_says_nothing() -> None:
    turned = [(b, a) for a, b in PAIRS]
    assert list(judge_pairs(turned, Helpers())) == list(judge_pairs(PAIRS, Helpers()))
    a, b = sorted(PAIRS[0], key=lambda name: name.text)
    assert next(judge_pairs([(b, a)], Helpers())) == judge_people(a, b)


def test_what_dead_processes_leave_is_judged_without_them(caplog: pytest.LogCaptureFixture) -> None:
    def killing() -> Iterator[NamePair]:
        for number, pair in enumerate(PAIRS):
            if number == len(PAIRS) - 7:
                for child in multiprocessing.active_children():
                    child.kill()
                    child.join()
            yield pair

    with caplog.at_level(logging.WARNING), Helpers(2) as helpers:
        assert list(judge_pairs(killing(), helpers)) == list(judge_pairs(PAIRS, Helpers()))
    assert "died" in caplog.text
