"""`extract failures` and `extract retry`."""

import json

NEWS = [
    {"id": "a1", "text": "Paul Whelan was freed in Ankara."},
    {"id": "a2", "text": ""},
]


def write(path, *lines):
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")


def test_what_failed_is_listed_and_tried_again(extract, tmp_path):
    write(tmp_path / "news.jsonl", *NEWS)
    status, _, _ = extract("run", "news.jsonl")
    assert status == 1
    status, out, _ = extract("failures")
    assert status == 0
    assert "news.jsonl:2" in out
    assert "read" in out
    _, out, _ = extract("failures", "--json")
    (line,) = map(json.loads, out.splitlines())
    assert (line["article"], line["state"], line["attempts"]) == ("news.jsonl:2", "failed", 1)
    status, _, err = extract("retry", "a1")
    assert status == 1
    assert "has not failed" in err
    write(tmp_path / "news.jsonl", NEWS[0], {"id": "a2", "text": "Two men left Kyiv."})
    status, out, _ = extract("retry")
    assert status == 0
    assert "1 new, 1 unchanged" in out
    status, out, err = extract("failures")
    assert (status, out, "nothing failed" in err) == (0, "", True)
    status, _, err = extract("retry")
    assert (status, "nothing to try again" in err) == (0, True)


def test_an_input_that_is_gone_is_named(extract, tmp_path):
    write(tmp_path / "news.jsonl", *NEWS)
    extract("run", "news.jsonl")
    (tmp_path / "news.jsonl").unlink()
    status, _, err = extract("retry")
    assert status == 1
    assert "news.jsonl:2: cannot be tried again from here: run" in err


def test_leases_need_a_database_that_machines_share(extract):
    status, _, err = extract("run", "--lease")
    assert status == 2
    assert "--lease needs a PostgreSQL database" in err
