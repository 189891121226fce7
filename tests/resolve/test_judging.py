"""Names that are compared in several processes are judged as in one."""

import logging
import multiprocessing
import tempfile
from pathlib import Path
from string import ascii_uppercase

import pytest

from extract.resolve import candidates as candidates_module
from extract.resolve import judging
from extract.resolve.candidates import Candidates
from extract.resolve.compare import judge_people
from extract.resolve.judging import judge_candidates, judge_pair
from extract.resolve.names import parse_person
from extract.resolve.pool import Helpers

TEXTS = [
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
NAMES = list(map(parse_person, TEXTS))


@pytest.fixture(autouse=True)
def _many_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "FEW_NAMES", 1)
    monkeypatch.setattr(judging, "BATCH", 2)


@pytest.mark.parametrize("new", [None, frozenset({0, 4, 8})], ids=["all", "some-new"])
def test_several_processes_judge_as_one_and_in_order(new: frozenset[int] | None) -> None:
    alone = list(judge_candidates(Candidates(NAMES, new), Helpers()))
    with Helpers(2) as helpers:
        assert list(judge_candidates(Candidates(NAMES, new), helpers)) == alone
    assert [second for _, second, _ in alone] == sorted(second for _, second, _ in alone)
    pairs = {(TEXTS[first], TEXTS[second]) for first, second, _ in alone}
    assert ("Paul Whelan", "Paul Whalen") in pairs
    assert (("Paul Whalen", "P. Whelan") in pairs) == (new is None)  # both were known


def test_one_process_judges_all_names_where_none_can_be_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = list(judge_candidates(Candidates(NAMES), Helpers()))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    assert list(judge_candidates(Candidates(NAMES), Helpers())) == alone
    with Helpers(2) as helpers:
        assert list(judge_candidates(Candidates(NAMES), helpers)) == alone


def test_of_two_people_it_is_said_why_only_where_surnames_are_few(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    verdicts = {
        (TEXTS[first], TEXTS[second]): judged and judged.verdict
        for first, second, judged in judge_candidates(Candidates(NAMES), Helpers())
    }
    assert verdicts["Paul Whelan", "David Whelan"] == "no_match"
    monkeypatch.setattr(candidates_module, "NOTED_NAMES", 1)
    many = list(judge_candidates(Candidates(NAMES), Helpers()))
    assert {judged and judged.verdict for _, _, judged in many} == {"match"}
    matches = {pair for pair, verdict in verdicts.items() if verdict == "match"}
    assert {(TEXTS[first], TEXTS[second]) for first, second, _ in many} == matches


def test_which_name_is_first_says_nothing() -> None:
    a, b = NAMES[:2]
    assert judge_pair(a, b) == judge_pair(b, a) == judge_people(*sorted((a, b), key=str))


def test_what_dead_processes_leave_is_judged_without_them(caplog: pytest.LogCaptureFixture) -> None:
    given = (first + "nn" + last for first in ascii_uppercase for last in ("", "a", "e", "y"))
    names = [*NAMES, *(parse_person(f"{each} Whelan") for each in given)]
    alone = list(judge_candidates(Candidates(names), Helpers()))
    with caplog.at_level(logging.WARNING), Helpers(2) as helpers:
        judged = judge_candidates(Candidates(names), helpers)
        for child in multiprocessing.active_children():
            child.kill()
            child.join()
        assert list(judged) == alone
    assert "died" in caplog.text


def test_new_names_meet_the_known_ones_on_both_sides_of_them() -> None:
    names = [*NAMES, *(parse_person(f"Person{number} Other") for number in range(9))]
    for new in range(len(NAMES)):
        met = {
            frozenset((first, second))
            for first, second, judged in judge_candidates(
                Candidates(names, frozenset({new})), Helpers()
            )
            if judged is not None
        }
        everybody = judge_candidates(Candidates(names), Helpers())
        with_new = {frozenset((a, b)) for a, b, judged in everybody if judged and new in (a, b)}
        assert met == with_new
