from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from extract.errors import ArticleError, ConfigError
from extract.evaluate import GoldArticle, read_gold, write_gold
from tests.evaluate.making import gold

MARKED = (
    "“<ent label=PERSON entity=ana-ruiz role=judge>Ana Ruíz</ent>” saw "
    '<ent label=COUNT low=24 high=99 bound=approx unit=man hard=yes>dozens of "men"</ent> '
    "<ent label=DATE>Friday</ent>."
)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    article = gold(MARKED, "é-1", tags=("wire",), title="A “title”")
    write_gold(article, tmp_path / "dev" / "a.json")
    assert read_gold(tmp_path) == [article] == read_gold(tmp_path / "dev" / "a.json")


def test_each_mention_has_a_line_with_the_fields_of_the_guidelines(tmp_path: Path) -> None:
    write_gold(gold(MARKED), tmp_path / "a.json")
    lines = (tmp_path / "a.json").read_text(encoding="utf-8").splitlines()
    mentions = [line for line in lines if line.startswith('  {"label"')]
    assert len(mentions) == 3
    assert '"text": "Ana Ruíz"' in mentions[0]
    assert '"value": {"role": "judge"}, "hard": false, "reason": null}' in mentions[0]
    assert '"value": {"edtf": null}' in mentions[2]


def test_an_article_without_mentions_round_trips(tmp_path: Path) -> None:
    write_gold(gold("Nothing."), tmp_path / "a.json")
    assert read_gold(tmp_path) == [gold("Nothing.")]


@given(st.text(min_size=1).filter(lambda text: "\r" not in text))
def test_any_text_round_trips(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("gold") / "a.json"
    article = gold("").model_dump() | {"article": {"id": "a", "text": text}}
    written = GoldArticle.model_validate(article)
    write_gold(written, path)
    assert read_gold(path) == [written]


def mention(**changes: object) -> dict[str, Any]:
    person = {"label": "PERSON", "start": 0, "end": 3, "text": "Ann", "value": {}}
    return person | changes


@pytest.mark.parametrize(
    "mentions",
    [
        pytest.param([mention(start=1)], id="does not quote the text"),
        pytest.param([mention(end=0, text="")], id="empty"),
        pytest.param([mention(), mention()], id="overlaps"),
        pytest.param([mention(start=4, end=7, text="met"), mention()], id="out of order"),
        pytest.param([mention(label="DATE", entity="x")], id="an entity where none can be"),
        pytest.param([mention(value={"edtf": "2024"})], id="a value of another label"),
        pytest.param([mention(label="PLACE")], id="an unknown label"),
    ],
)
def test_gold_that_breaks_the_contract_is_refused(mentions: list[dict[str, Any]]) -> None:
    with pytest.raises(ValidationError):
        GoldArticle.model_validate(
            {"article": {"id": "a", "text": "Ann met"}, "mentions": mentions}
        )


def test_a_broken_file_is_named_with_its_field(tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text('{"article": {"id": "a", "text": "x"}, "mentions": [{"start": 0}]}')
    with pytest.raises(ArticleError, match=r"bad\.json: .*mentions\.0"):
        read_gold(tmp_path)


def test_scores_kept_beside_the_gold_are_no_gold(tmp_path: Path) -> None:
    (tmp_path / "scores.json").write_text("{}")
    with pytest.raises(ConfigError):
        read_gold(tmp_path)
