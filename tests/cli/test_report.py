"""`extract report`: a database as a page."""

import re


def test_report_writes_one_file_and_says_what_is_in_it(extract, facts, tmp_path):
    status, out, err = extract("report", "--db", f"sqlite:///{facts}", "--html", "report.html")
    assert (status, out) == (0, "")
    assert "report.html: 2 of 2 articles" in err
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "Evan Gershkovich" in page


def test_report_takes_a_title_and_goes_to_standard_output(extract, facts):
    command = ("report", "--db", f"sqlite:///{facts}", "--html", "-", "--title", "Swaps")
    status, out, _ = extract(*command)
    assert status == 0
    assert "<title>Swaps</title>" in out


def test_report_holds_fewer_articles_when_asked(extract, facts):
    _, out, err = extract("report", "--db", f"sqlite:///{facts}", "--html=-", "--articles", "1")
    assert "1 of 2 articles" in err
    assert "This page holds 1 of 2 articles." in out


def test_report_about_somebody(extract, facts):
    command = ("report", "--db", f"sqlite:///{facts}", "--html=-", "--about")
    _, out, err = extract(*command, "Rico Krieger")
    assert re.search(r"It is about “Rico Krieger”", out) or "2 of 2" in err
    status, _, err = extract(*command, "Nobody At All")
    assert status == 1
    assert "names no entity" in err


def test_report_refuses_what_it_cannot_write_or_read(extract, facts):
    status, _, err = extract("report", "--db", f"sqlite:///{facts}", "--html", "no/report.html")
    assert status == 2
    assert "its folder does not exist" in err
    status, _, err = extract("report", "--html", "report.html")
    assert status == 1
    assert "does not exist" in err
