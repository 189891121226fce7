import io
import sys
from pathlib import Path

import pytest

from extract.errors import ConfigError
from extract.records import assemble_record, check_output, write_entities, write_records
from extract.schemas import Article, Entity, Record
from tests.fake_extractor import mentions_in

ARTICLE = Article(text="Anna met Boris and 26 people.", published="2024-08-01")
MENTIONS = list(mentions_in(ARTICLE))
RECORD = assemble_record(ARTICLE, MENTIONS)


def test_mentions_come_in_text_order() -> None:
    assert assemble_record(ARTICLE, reversed(MENTIONS)) == RECORD
    assert [each.text for each in RECORD.mentions] == ["Anna", "Boris", "26"]


def test_links_name_the_entity_of_a_mention() -> None:
    record = assemble_record(ARTICLE, MENTIONS, links={MENTIONS[1].id: "e1", "other": "e2"})
    assert [each.entity for each in record.mentions] == [None, "e1", None]


def test_mentions_that_overlap_or_do_not_quote_are_refused() -> None:
    wider = MENTIONS[0].model_copy(update={"end": 8, "text": "Anna met"})
    with pytest.raises(ValueError, match="overlaps"):
        assemble_record(ARTICLE, [*MENTIONS, wider])
    with pytest.raises(ValueError, match="does not quote"):
        assemble_record(ARTICLE, [MENTIONS[0].model_copy(update={"text": "Anne"})])


def test_records_read_back_from_json_lines(tmp_path: Path) -> None:
    write_records([RECORD, RECORD], tmp_path / "r.jsonl")
    lines = (tmp_path / "r.jsonl").read_text().splitlines()
    assert [Record.model_validate_json(line) for line in lines] == [RECORD, RECORD]


def test_entities_read_back_from_json_lines(tmp_path: Path) -> None:
    entity = Entity(id="e", label="PERSON", name="Zoë", mentions=1, articles=1)
    write_entities([entity], tmp_path / "e.jsonl")
    content = (tmp_path / "e.jsonl").read_bytes()
    assert Entity.model_validate_json(content) == entity
    assert "Zoë".encode() in content


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text("before")

    def failing() -> object:
        yield RECORD
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        write_records(failing(), path)
    assert path.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["r.jsonl"]


def test_a_link_is_followed_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "real.jsonl")
    write_records([RECORD], tmp_path / "link.jsonl")
    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").stat().st_size > 0


def test_a_device_is_written_to_not_replaced() -> None:
    write_records([RECORD], "/dev/null")
    assert Path("/dev/null").is_char_device()


def test_a_dash_is_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    stdout = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(sys, "stdout", stdout)
    write_records([RECORD], "-")
    written = stdout.buffer.getvalue()
    assert Record.model_validate_json(written) == RECORD


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("missing/r.jsonl", "folder does not exist", id="no-folder"),
        pytest.param(".", "is a folder", id="folder"),
    ],
)
def test_an_output_that_cannot_be_written_is_refused(
    tmp_path: Path, name: str, expected: str
) -> None:
    with pytest.raises(ConfigError, match=expected):
        check_output(tmp_path / name)


@pytest.mark.parametrize("name", ["new.jsonl", "old.jsonl"])
def test_an_output_that_can_be_written_is_accepted(tmp_path: Path, name: str) -> None:
    (tmp_path / "old.jsonl").touch()
    check_output(tmp_path / name)
    check_output("-")
    assert [each.name for each in tmp_path.iterdir()] == ["old.jsonl"]
