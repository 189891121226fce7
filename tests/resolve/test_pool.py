"""What becomes of the processes that share work when somebody ends one of them."""

import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from extract.resolve.pool import Helpers, Work


def sizes(batch: Sequence[list[int]]) -> list[int]:
    return [len(each) for each in batch]


WORK = Work[list[int], list[list[int]], list[int], int](
    here=sizes,
    pack=list,
    there=sizes,
    unpack=lambda _batch, sent: sent,
    batch=1,
    few=0,
    doing="compare",
    total=None,
)
ITEMS = [[0] * size for size in range(20)]
WAITS = """
import multiprocessing, time
from tests.resolve.test_pool import ITEMS, WORK
from extract.resolve.pool import Helpers
with Helpers(2) as helpers:
    list(helpers.do(WORK, ITEMS))
    print(multiprocessing.active_children()[0].pid, flush=True)
    time.sleep(60)
"""


def is_there(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


def test_the_others_end_when_the_first_is_killed_and_leave_no_files(tmp_path: Path) -> None:
    words = [sys.executable, "-c", WAITS]
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=environment) as first:  # noqa: S603 - our own words
        assert first.stdout is not None
        other = int(first.stdout.readline())
        assert is_there(other)
        assert list(tmp_path.iterdir())
        first.kill()
    deadline = time.monotonic() + 10
    while is_there(other) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_there(other)
    assert not list(tmp_path.iterdir())


def test_ctrl_c_is_for_the_first_to_answer() -> None:
    with Helpers(2) as helpers:
        assert list(helpers.do(WORK, ITEMS)) == list(range(20))
        (other,) = multiprocessing.active_children()
        os.kill(other.pid or 0, signal.SIGINT)
        other.join(0.5)
        assert other.is_alive()
        assert list(helpers.do(WORK, ITEMS)) == list(range(20))


def test_helpers_begin_with_what_they_are_given_ahead_before_it_is_asked_for(
    tmp_path: Path,
) -> None:
    begun = [tmp_path / str(number) for number in range(3)]
    work = replace(WORK, there=partial(touched, begun), ahead=True)
    with Helpers(2) as helpers:
        found = helpers.do(work, ITEMS)
        deadline = time.monotonic() + 20
        while not all(map(Path.exists, begun)) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert all(map(Path.exists, begun))
        assert list(found) == list(range(20))


def touched(missing: Sequence[Path], batch: Sequence[list[int]]) -> list[int]:
    next((path for path in missing if not path.exists()), missing[0]).touch()
    return sizes(batch)


def test_what_helpers_were_given_and_have_not_begun_is_taken_back_from_the_end(
    tmp_path: Path,
) -> None:
    free, taken = tmp_path / "free", []

    def here(batch: Sequence[list[int]]) -> list[int]:
        taken.extend(sizes(batch))
        free.touch(exist_ok=True)
        return sizes(batch)

    work = replace(WORK, here=here, there=partial(when, free), ahead=True)
    with Helpers(2) as helpers:
        assert list(helpers.do(work, ITEMS)) == list(range(20))
    assert taken == list(range(19, 19 - len(taken), -1))
    assert taken


def when(free: Path, batch: Sequence[list[int]]) -> list[int]:
    deadline = time.monotonic() + 20
    while not free.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert free.exists()
    return sizes(batch)


@pytest.mark.parametrize("lack", ["killed", "told"])
def test_one_does_alone_what_helpers_were_given_that_lack_memory(
    lack: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    begun = tmp_path / "begun"
    work = replace(WORK, there=partial(without_memory, begun, lack), ahead=True)
    with Helpers(2) as helpers:
        found = helpers.do(work, ITEMS)
        deadline = time.monotonic() + 20
        while not begun.exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        assert list(found) == list(range(20))
    (record,) = caplog.records
    assert record.message.endswith("died (too little memory?): one process goes on alone")


def without_memory(begun: Path, lack: str, _batch: Sequence[list[int]]) -> list[int]:
    begun.touch()
    if lack == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    raise MemoryError


def test_an_error_ends_helpers_before_they_begin_with_more(tmp_path: Path) -> None:
    work = replace(WORK, there=partial(slow, tmp_path), ahead=True)
    helpers = Helpers(2)
    with pytest.raises(KeyboardInterrupt), helpers:
        helpers.do(work, ITEMS)
        while not list(tmp_path.iterdir()):
            time.sleep(0.02)
        raise KeyboardInterrupt
    assert len(list(tmp_path.iterdir())) == 1


def slow(begun: Path, batch: Sequence[list[int]]) -> list[int]:
    (begun / str(len(batch[0]))).touch()
    time.sleep(0.5)
    return sizes(batch)


def test_one_goes_on_alone_where_there_is_no_room_for_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    with Helpers(2) as helpers:
        assert helpers.share("what is to be known") is None
        assert list(helpers.do(WORK, ITEMS)) == list(range(20))
    assert [record.message.endswith("one process goes on alone") for record in caplog.records] == [
        True
    ]


def test_one_goes_on_alone_where_nothing_can_be_written_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Helpers(2) as helpers:
        assert list(helpers.do(WORK, ITEMS)) == list(range(20))
        (folder,) = tmp_path.iterdir()
        shutil.rmtree(folder)
        assert list(helpers.do(WORK, ITEMS)) == list(range(20))
    (record,) = caplog.records
    assert re.fullmatch(
        rf".*No such file or directory: '{folder}/\d+': one process goes on alone", record.message
    )
