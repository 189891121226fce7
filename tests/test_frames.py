import json
from typing import Any

import pytest

import extract
from extract import frames
from extract.config import Settings
from extract.errors import ConfigError
from extract.versions import settings_version
from tests.fake_extractor import FakeExtractor

pandas = pytest.importorskip("pandas")
arrow = pytest.importorskip("pyarrow")

ROWS = {
    "id": ["a", "b", None, "d", "e"],
    "text": ["Anna met 4 others.", "", "Boris left.", "RAISE", "Carla 5."],
    "published": ["2024-08-01", None, None, None, "soon"],
    "rank": [1, 2, 3, 4, 5],
}


def as_pandas(rows: dict[str, list[Any]]) -> Any:
    return pandas.DataFrame(rows)


def as_table(rows: dict[str, list[Any]]) -> Any:
    return arrow.table(rows)


def as_batch(rows: dict[str, list[Any]]) -> Any:
    return arrow.RecordBatch.from_pydict(rows)


KINDS = pytest.mark.parametrize("kind", [as_pandas, as_table, as_batch])


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """Put the fake extractor in the real one's place; return the settings of each loading."""
    asked: list[Settings] = []

    def load(settings: Settings) -> FakeExtractor:
        asked.append(settings)
        return FakeExtractor()

    frames._loaded.cache_clear()
    monkeypatch.setattr(frames, "Extractor", load)
    yield asked
    frames._loaded.cache_clear()


def rows_of(frame: Any) -> list[dict[str, Any]]:
    return frame.to_dict("records") if hasattr(frame, "to_dict") else frame.to_pylist()


@KINDS
@pytest.mark.usefixtures("loaded")
def test_each_row_gives_a_record_or_a_reason(kind: Any) -> None:
    given = kind(ROWS)
    (frame,) = extract.extract_frames([given])
    assert type(frame) is type(given)
    found = rows_of(frame)
    assert [list(row) for row in found] == [["article", "record", "error", "version", "known"]] * 5
    assert [row["record"] is not None for row in found] == [True, False, True, False, False]
    record = json.loads(found[0]["record"])
    assert (record["article"]["id"], record["article"]["published"]) == ("a", "2024-08-01")
    assert [each["text"] for each in record["mentions"]] == ["Anna", "4"]
    assert [row["article"] for row in found][1:2] == ["b"]
    assert {row["version"] for row in found} == {settings_version(Settings())}
    assert [row["known"] for row in found] == ["{}", None, "{}", None, None]
    assert "is empty" in found[1]["error"]
    assert "RAISE" in found[3]["error"]
    assert "expected an ISO date" in found[4]["error"]


@KINDS
def test_the_model_is_loaded_once_and_not_for_nothing(kind: Any, loaded: list[Settings]) -> None:
    assert rows_of(next(extract.extract_frames([kind({"text": []})]))) == []
    assert loaded == []
    for _ in range(2):
        list(extract.extract_frames([kind(ROWS), kind(ROWS)]))
    assert len(loaded) == 1


@pytest.mark.usefixtures("loaded")
def test_dates_and_missing_values_of_pandas_are_understood() -> None:
    published = pandas.to_datetime(["2024-08-01T09:00:00", None])
    frame = pandas.DataFrame({"text": ["Anna.", "Boris."], "published": published, "id": [7, 8]})
    found = [json.loads(row["record"]) for row in rows_of(next(extract.extract_frames([frame])))]
    assert [each["article"]["published"] for each in found] == ["2024-08-01", None]
    assert [each["article"]["id"] for each in found] == ["7", "8"]


@KINDS
def test_a_frame_without_text_is_refused(kind: Any) -> None:
    with pytest.raises(ConfigError, match="no column “text” \\(columns: body\\)"):
        next(extract.extract_frames([kind({"body": ["A"]})]))


def test_a_frame_of_another_kind_is_refused() -> None:
    with pytest.raises(ConfigError, match="a frame is a dict"):
        next(extract.extract_frames([{"text": ["A"]}]))


@KINDS
def test_the_records_are_those_of_the_library(kind: Any) -> None:
    texts = ["Anna Reed left Oslo on Thursday.", "The police freed 4 men.", "Reed met Ana Pohl."]
    facts = extract.load()
    expected = [facts(text, published="2024-08-01").model_dump_json() for text in texts]
    given = [kind({"text": texts[:2], "published": ["2024-08-01"] * 2})]
    given += [kind({"text": texts[2:], "published": ["2024-08-01"]})]
    found = [row["record"] for frame in extract.extract_frames(given) for row in rows_of(frame)]
    assert found == expected
