"""`extract entities`: who is listed, and with what."""


def test_entities_lists_variants(extract, facts):
    status, out, _ = extract("entities", "--db", f"sqlite:///{facts}", "--label", "person")
    assert status == 0
    assert "Krasikov" in out
    assert "Ankara" not in out


def test_entities_shows_one_with_contexts_and_reasons(extract, facts):
    status, out, _ = extract("entities", "Whelan", "--db", f"sqlite:///{facts}")
    assert status == 0
    assert "Whalen" in out
    assert "match" in out
    assert "sound alike" in out
    assert "Marine" in out


def test_entities_of_an_unknown_name_fails_with_a_hint(extract, facts):
    status, _, err = extract("entities", "Nobody", "--db", f"sqlite:///{facts}")
    assert status == 1
    assert "extract entities" in err


def test_a_missing_database_is_an_error_and_is_not_made(extract, tmp_path):
    status, _, err = extract("entities", "--db", "sqlite:///absent.db")
    assert status != 0
    assert "absent.db" in err
    assert not (tmp_path / "absent.db").exists()


def test_entities_finds_whole_words(extract, facts):
    _, out, _ = extract("entities", "MIT", "--db", f"sqlite:///{facts}")
    assert "National Intelligence Organization" in out
    status, _, _ = extract("entities", "Whel", "--db", f"sqlite:///{facts}")
    assert status == 1
