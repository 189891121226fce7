from __future__ import annotations

import io

import pytest
from rich.console import Console, RenderableType

from extract.evaluate import compare, evaluate, render_comparison, render_table
from extract.evaluate.tables import figure
from tests.evaluate.making import as_record, gold, record

MARKED = (
    "<ent label=PERSON entity=ann>Ann [b] Lee</ent> met "
    "<ent label=PERSON entity=ann>Lee</ent> <ent label=DATE edtf=2024-08-01>Thursday</ent>."
)
WORSE = "Ann [b] Lee met <ent label=PERSON>Lee</ent> <ent label=DATE edtf=2024>Thursday</ent>."
GOLD = [gold(MARKED, "a", tags=("wire",)), gold(MARKED, "b", tags=("wire",))]
PERFECT = evaluate(GOLD, [as_record(article) for article in GOLD])
FLOOR = evaluate(GOLD, [record(WORSE, "a"), record(WORSE, "b")])


def printed(what: RenderableType) -> list[list[str]]:
    stream = io.StringIO()
    Console(file=stream, width=130).print(what)
    return [line.split() for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize(("value", "shown"), [(None, "n/a"), (0.5, "0.500"), (1.0, "1.000")])
def test_figure(value: float | None, shown: str) -> None:
    assert figure(value) == shown


def test_a_line_of_the_table() -> None:
    lines = printed(render_table({"extract": FLOOR}))
    person = next(line for line in lines if line[:1] == ["PERSON"])
    assert person[:6] == ["PERSON", "4", "1.000", "0.500", "0.667", "0.67–0.67"]


def test_what_is_undefined_is_printed_as_such() -> None:
    lines = printed(render_table({"extract": FLOOR}))
    agency = next(line for line in lines if line[:1] == ["AGENCY"])
    assert agency[:5] == ["AGENCY", "0", "n/a", "n/a", "n/a"]


def test_floors_stand_beside_ours() -> None:
    lines = printed(render_table({"extract": PERFECT, "plain model": FLOOR}))
    place = next(index for index, line in enumerate(lines) if line[:2] == ["PERSON", "extract"])
    assert "1.000" in lines[place]
    assert lines[place + 1][:4] == ["plain", "model", "1.000", "0.500"]


def test_slices_and_mistakes_are_shown() -> None:
    lines = printed(render_table({"extract": FLOOR}))
    assert ["tag:", "wire", "6", "0.667", "0.67–0.67", "0.000", "2", "0.500", "2"] in lines
    assert ["missed", "2", "0", "0", "0", "0", "2"] in lines


def test_a_table_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        render_table({})


def test_no_colour_codes_are_written_to_a_pipe() -> None:
    stream = io.StringIO()
    Console(file=stream, width=130).print(render_table({"extract": FLOOR}))
    assert "\x1b" not in stream.getvalue()


def test_a_comparison_names_each_item_and_its_mistake() -> None:
    stream = io.StringIO()
    Console(file=stream, width=130).print(render_comparison(compare(PERFECT, FLOOR)))
    text = stream.getvalue()
    assert "0 gains, 5 losses" in text
    assert "Ann [b] Lee" in text
    assert "edtf 2024, not 2024-08-01" in text
    assert "may be chance" in text


def test_an_empty_comparison_says_so() -> None:
    assert printed(render_comparison(compare(PERFECT, PERFECT)))[0][:2] == ["0", "gains,"]


def test_cluster_errors_are_counted_and_the_worst_told() -> None:
    marked = "<ent label=PERSON entity={}>Ann</ent> <ent label=PERSON entity={}>Bob [b]</ent>"
    labelled = [gold(marked.format("ann", "bob"))]
    lines = printed(render_table({"extract": evaluate(labelled, [record(marked.format(1, 1))])}))
    assert ["PERSON", "found", "1", "1", "0", "0"] in lines
    assert "merged PERSON found 1 Ann ×1 | Bob [b] ×1" in [" ".join(line[:10]) for line in lines]
