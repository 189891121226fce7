"""Files as other tools write them."""

import gzip
import json

import pytest
import spacy
from spacy.tokens import DocBin, Span

from extract.errors import ArticleError, ConfigError
from extract.gold import read_labelled
from extract.gold.formats.timeml import edtf_of_timex, names_days

TEXT = "Ann Lee of the\nState Bank left Lviv."


def spans(article):
    return [(each.label, each.text) for each in article.gold.mentions]


@pytest.fixture
def brat(tmp_path):
    def write(annotations: str):
        (tmp_path / "a.txt").write_text(TEXT)
        (tmp_path / "a.ann").write_text(annotations)
        return tmp_path

    return write


def test_brat_reads_other_labels_fragments_and_notes(brat):
    folder = brat(
        "T1\tPER 0 7\tAnn Lee\n"
        "T2\tORG 15 20;21 25\tState Bank\n"
        "T3\tShip 31 35\tLviv\n"
        "R1\tWorks Arg1:T1 Arg2:T2\n"
        "#1\tAnnotatorNotes T1\tis she the judge?\n"
        '#2\tAnnotatorNotes T2\t{"entity": "bank", "value": {"type": "company"}}\n'
    )
    (article,) = read_labelled(folder, "brat")
    assert spans(article) == [("PERSON", "Ann Lee"), ("AGENCY", "State Bank")]
    assert article.gold.mentions[1].entity == "bank"
    assert article.gold.mentions[1].value.type == "company"
    assert article.ignored == ((31, 35),)
    assert article.complete_labels == {"PERSON", "AGENCY"}


@pytest.mark.parametrize(
    ("annotations", "message"),
    [
        pytest.param("T1\tPER 0 3;8 10\tAnn of", "a mention with a gap", id="gap"),
        pytest.param("T1\tPER zero 3\tAnn", "a.ann, line 1: is not brat standoff", id="number"),
        pytest.param("T1 PER 0 3 Ann", "line 1: is not brat", id="no tabs"),
        pytest.param("T1\tPER 30 99\tLviv", "is no stretch of the text", id="outside"),
    ],
)
def test_brat_names_the_line_that_is_wrong(brat, annotations, message):
    with pytest.raises(ArticleError, match=message):
        read_labelled(brat(annotations), "brat")


@pytest.mark.parametrize(
    "tags",
    [
        pytest.param(("B-PER", "I-PER", "O", "B-LOC", "B-LOC"), id="BIO"),
        pytest.param(("I-PER", "I-PER", "O", "I-LOC", "B-LOC"), id="IOB1"),
        pytest.param(("B-PER", "E-PER", "O", "S-LOC", "S-LOC"), id="BIOES"),
        pytest.param(("B-PER", "L-PER", "O", "U-LOC", "U-LOC"), id="BILOU"),
    ],
)
def test_conll_reads_every_way_of_tagging(tmp_path, tags):
    words = ("Ann", "Lee", "left", "Lviv", "Kyiv")
    lines = [f"{word} NN {tag}" for word, tag in zip(words, tags, strict=True)]
    content = "-DOCSTART- -X- O\n\n" + "\n".join(lines) + "\n\n-DOCSTART- -X- O\n\nNo NN O\n"
    (tmp_path / "set.conll").write_text(content)
    first, second = read_labelled(tmp_path, "conll")
    assert first.gold.article.text == "Ann Lee left Lviv Kyiv"
    assert spans(first) == [("PERSON", "Ann Lee"), ("LOCATION", "Lviv"), ("LOCATION", "Kyiv")]
    assert (first.gold.article.id, second.gold.article.id) == ("set-1", "set-2")


def test_conll_names_a_line_without_a_tag(tmp_path):
    (tmp_path / "a.conll").write_text("Ann B-PER\nLee\n")
    with pytest.raises(ArticleError, match=r"line 2: expected a token and a tag"):
        read_labelled(tmp_path, "conll")


def label_studio_task(**more):
    region = {"start": 3, "end": 7, "text": "Lviv", "labels": ["LOC"]}
    choice = {"type": "choices", "value": {"choices": ["news"]}}
    result = [{"type": "labels", "value": region | more}, choice]
    return {"id": 7, "data": {"text": "😀 Lviv fell"}, "annotations": [{"result": result}]}


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"start": 2, "end": 6}, id="code points"),
        pytest.param({"start": 3, "end": 7}, id="UTF-16 units"),
    ],
)
def test_label_studio_offsets_are_told_by_the_words_that_a_region_quotes(tmp_path, more):
    (tmp_path / "a.json").write_text(json.dumps([label_studio_task(**more)]))
    (article,) = read_labelled(tmp_path / "a.json", "label-studio")
    assert spans(article) == [("LOCATION", "Lviv")]
    assert article.gold.article.id == "7"


def test_label_studio_refuses_a_region_that_quotes_something_else(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps([label_studio_task(text="Kyiv")]))
    with pytest.raises(ArticleError, match="does not stand at 3"):
        read_labelled(tmp_path, "label-studio")


def test_label_studio_takes_the_ground_truth_and_marks_predictions(tmp_path):
    task = label_studio_task(start=2, end=6)
    other = {"result": [], "ground_truth": True}
    truth = task | {"annotations": [*task["annotations"], other]}
    predicted = task | {"annotations": [], "predictions": task["annotations"]}
    (tmp_path / "a.json").write_text(json.dumps([truth, predicted]))
    first, second = read_labelled(tmp_path, "label-studio")
    assert (spans(first), first.gold.made_by) == ([], "reading")
    assert (spans(second), second.gold.made_by) == ([("LOCATION", "Lviv")], "machine")


@pytest.mark.parametrize(
    "fields",
    [
        {"label": [[0, 4, "LOC"]]},
        {"labels": [[0, 4, "LOC"]]},
        {"entities": [{"id": 1, "label": "LOC", "start_offset": 0, "end_offset": 4}]},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_doccano_reads_both_forms(tmp_path, fields):
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": 3, "text": "Lviv fell."} | fields))
    (article,) = read_labelled(tmp_path, "doccano")
    assert spans(article) == [("LOCATION", "Lviv")]
    assert article.gold.article.id == "3"


def test_docbin_says_what_is_no_docbin(tmp_path):
    (tmp_path / "a.spacy").write_bytes(b"no")
    with pytest.raises(ArticleError, match="is not a spaCy DocBin"):
        read_labelled(tmp_path, "docbin")


@pytest.mark.parametrize("group", ["ents", "sc"])
def test_docbin_reads_what_others_made(tmp_path, group):
    doc = spacy.blank("en")("Ann Lee left Lviv")
    doc.spans["sc"] = [Span(doc, 0, 2, label="PERSON", kb_id="Q1"), Span(doc, 3, 4, label="GPE")]
    if group == "ents":
        doc.ents, doc.spans["sc"] = list(doc.spans["sc"]), []
    DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "a.spacy")
    (article,) = read_labelled(tmp_path, "docbin")
    assert spans(article) == [("PERSON", "Ann Lee"), ("LOCATION", "Lviv")]
    assert [each.entity for each in article.gold.mentions] == ["Q1", None]
    assert article.gold.article.id == "a-1"


TIMEML = """<?xml version="1.0" ?>
<TimeML><DOCID>x</DOCID>
<DCT><TIMEX3 tid="t0" type="TIME" value="2013-03-22T10:00" functionInDocument="CREATION_TIME">
March 22, 2013</TIMEX3></DCT>
<TITLE>Two freed</TITLE>
<TEXT>They <EVENT eid="e1">left</EVENT> <TIMEX3 tid="t1" type="DATE" value="2013-03-21">on
Thursday</TIMEX3> &amp; in <TIMEX3 tid="t2" type="DATE" value="2012-07" mod="START">July</TIMEX3>,
after <TIMEX3 tid="t3" type="DURATION" value="P2Y">two years</TIMEX3>;
<TIMEX3 tid="t4" type="DATE" value="PRESENT_REF">now</TIMEX3> at
<TIMEX3 tid="t5" type="TIME" value="T08:00">8 a.m.</TIMEX3>, <s>back
<TIMEX3 tid="t6" type="DATE" value="2013">in 2013</TIMEX3></s></TEXT></TimeML>"""


def test_timeml_reads_dates_and_ignores_the_rest(tmp_path):
    (tmp_path / "story.tml").write_text(TIMEML)
    (article,) = read_labelled(tmp_path, "timeml")
    assert spans(article) == [("DATE", "on\nThursday"), ("DATE", "July"), ("DATE", "in 2013")]
    values = [each.value.edtf for each in article.gold.mentions]
    assert values == ["2013-03-21", "2012-07-01/2012-07-10", "2013"]
    ignored = [article.gold.article.text[start:end] for start, end in article.ignored]
    assert ignored == ["two years", "now", "8 a.m."]
    assert article.complete_labels == {"DATE"}
    assert (article.gold.article.id, article.gold.article.title) == ("story", "Two freed")
    assert str(article.gold.article.published) == "2013-03-22"


@pytest.mark.parametrize("content", ["<TimeML><TEXT>", "<xml/>"], ids=["broken", "other"])
def test_timeml_says_what_is_none(tmp_path, content):
    (tmp_path / "a.tml").write_text(content)
    with pytest.raises(ArticleError, match="is not"):
        read_labelled(tmp_path, "timeml")


@pytest.mark.parametrize(
    ("value", "mod", "edtf"),
    [
        ("1998-01-08", None, "1998-01-08"),
        ("1998-01-08TNI", None, "1998-01-08"),
        ("1998-01-08T09:30", None, "1998-01-08"),
        ("1998-01", None, "1998-01"),
        ("1998", None, "1998"),
        ("199", None, "199X"),
        ("19", None, "19XX"),
        ("1998-Q3", None, "1998-35"),
        ("1998-H2", None, "1998-07/1998-12"),
        ("1998-SU", None, "1998-22"),
        ("1998-FA", None, "1998-23"),
        ("1998-W02", None, "1998-01-05/1998-01-11"),
        ("1998-W02-WE", None, "1998-01-10/1998-01-11"),
        ("1998-W02-5", None, "1998-01-09"),
        ("1998-W60", None, None),
        ("XXXX-07-04", None, "XXXX-07-04"),
        ("XXXX-WXX-5", None, None),
        ("FY1998", None, None),
        ("1998-02", "END", "1998-02-21/1998-02-28"),
        ("1998", "MID", "1998-05/1998-08"),
        ("1998-01-08", "START", "1998-01-08"),
        ("1998-01", "APPROX", "1998-01~"),
    ],
)
def test_timex_values_become_edtf(value, mod, edtf):
    assert edtf_of_timex(value, mod) == edtf


@pytest.mark.parametrize("value", ["PRESENT_REF", "PAST_REF", "P2Y", "T08:00", "", "FY1998"])
def test_values_without_a_day_name_none(value):
    assert not names_days(value)


def test_stretches_are_read_with_what_is_complete(tmp_path):
    line = {
        "id": "a",
        "published": "2024-08-01",
        "text": "Ann paid $5 to IBM on Friday, now.",
        "mentions": [
            {"start": 0, "end": 3, "text": "Ann", "label": "PERSON", "cluster": "c1"},
            {"start": 9, "end": 11, "text": "$5", "label": "MONEY"},
            {"start": 15, "end": 18, "text": "IBM", "label": "ORG", "value": {"lat": 1}},
            {"start": 22, "end": 28, "text": "Friday", "label": "DATE", "value": "2024-08-02"},
            {"start": 30, "end": 33, "text": "now", "label": "DATE", "value": "PRESENT_REF"},
        ],
        "scored": [[0, 20]],
        "complete_labels": ["PERSON", "ORG", "MONEY"],
    }
    with gzip.open(tmp_path / "a.jsonl.gz", "wt") as file:
        file.write(json.dumps(line))
    (article,) = read_labelled(tmp_path, "stretches")
    assert spans(article) == [("PERSON", "Ann"), ("AGENCY", "IBM"), ("DATE", "Friday")]
    assert [each.entity for each in article.gold.mentions] == ["c1", None, None]
    assert article.gold.mentions[2].value.edtf == "2024-08-02"
    assert article.scored == ((0, 20),)
    assert article.complete_labels == {"PERSON", "AGENCY"}
    assert article.ignored == ((9, 11), (30, 33))


def test_of_nested_mentions_the_longest_stays(tmp_path):
    fields = {"text": "Bank of Lviv", "label": [[8, 12, "LOC"], [0, 12, "ORG"]]}
    (tmp_path / "a.jsonl").write_text(json.dumps(fields))
    (article,) = read_labelled(tmp_path, "doccano")
    assert spans(article) == [("AGENCY", "Bank of Lviv")]
    assert article.ignored == ((8, 12),)


@pytest.mark.parametrize("name", ["brat", "conll", "label-studio", "doccano", "docbin", "timeml"])
def test_a_folder_without_such_files_is_an_error(tmp_path, name):
    with pytest.raises(ConfigError, match=r"no .* file at"):
        read_labelled(tmp_path, name)
