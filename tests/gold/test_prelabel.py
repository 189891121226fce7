import pytest

from extract.errors import ArticleError
from extract.evaluate import evaluate, read_gold, write_gold
from extract.gold import prelabel
from tests.evaluate.making import record

RECORD = record(
    "<ent label=PERSON entity=p1 role=judge>Ann Lee</ent> freed "
    "<ent label=COUNT low=2 high=2 unit=man>two men</ent> on "
    "<ent label=DATE edtf=2024-08-01 start=2024-08-01 end=2024-08-02 relative=true>"
    "Thursday</ent> in "
    "<ent label=LOCATION entity=l1 type=city country=UA lat=49.8 lon=24.0>Lviv</ent>."
)


def test_prelabels_are_marked_and_refused_as_gold():
    (made,) = prelabel([RECORD], tags=["wire"])
    assert (made.made_by, made.tags) == ("machine", ("wire",))
    with pytest.raises(ArticleError, match="labelled by a program"):
        evaluate([made], [RECORD])


def test_prelabels_hold_what_a_gold_file_holds(tmp_path):
    (made,) = prelabel([RECORD])
    write_gold(made, tmp_path / "a.json")
    assert read_gold(tmp_path / "a.json") == [made]


def test_a_person_who_read_them_makes_them_gold():
    (made,) = prelabel([RECORD])
    evaluation = evaluate([made.model_copy(update={"made_by": "reading"})], [RECORD])
    assert evaluation.score("end_to_end").value == 1.0
