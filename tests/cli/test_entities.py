"""`extract entities`: who is listed, in which order, and with what."""

import json

import pytest

from extract.schemas import Entity


@pytest.fixture
def listed(extract, facts):
    """Return the names that `extract entities` lists with these words."""

    def listed(*words: str) -> list[str]:
        status, out, _ = extract("entities", "--json", "--db", f"sqlite:///{facts}", *words)
        assert status == 0
        return [Entity.model_validate_json(line).name for line in out.splitlines()]

    return listed


def test_entities_lists_variants(extract, facts):
    status, out, _ = extract("entities", "--db", f"sqlite:///{facts}", "--label", "person")
    assert status == 0
    assert "Krasikov" in out
    assert "Ankara" not in out


def test_a_list_says_when_what_and_whether_to_look(extract, facts):
    _, out, err = extract("entities", "--db", f"sqlite:///{facts}", "--limit", "20")
    head, *rows = out.splitlines()
    assert head.split() == ["name", "kind", "mentions", "articles", "first", "seen", "last", "seen",
                            "also", "written", "roles"]  # fmt: skip
    row = next(row for row in rows if row.startswith("Evan Gershkovich"))
    assert row.count("2024-08-01") == 2
    assert "Gershkovich, Ivan" in row
    assert "the first 20: --limit 40 shows more" in err


def test_the_order_is_that_of_sort(listed):
    everyone = listed()
    assert listed("--sort", "name") == sorted(everyone, key=str.casefold)
    assert listed("--limit", "3") == everyone[:3]
    assert listed("--sort", "articles") != everyone
    first, undated = listed("--sort", "first-seen")[0], listed("--sort", "first-seen")[-1]
    assert first in listed("--since", "2024-08-01")
    assert undated not in listed("--since", "2024-08-01")


def test_entities_of_a_country_or_since_a_day(listed, extract, facts):
    assert {"Ankara", "Türkiye", "National Intelligence Organization"} <= set(
        listed("--country", "tr")
    )
    assert "Germany" not in listed("--country", "TR")
    assert listed("--since", "2024-08-02") == []
    status, _, err = extract("entities", "--db", f"sqlite:///{facts}", "--country", "Turkey")
    assert (status, err[:26]) == (2, "extract: country “Turkey”:")
    status, _, err = extract("entities", "--db", f"sqlite:///{facts}", "--since", "yesterday")
    assert status == 2
    assert "--since" in err


def test_entities_shows_one_with_contexts_and_reasons(extract, facts):
    status, out, _ = extract("entities", "Whelan", "--db", f"sqlite:///{facts}")
    assert status == 0
    assert "Paul Whelan  person, id person-" in out
    assert "4 mentions in 2 articles" in out
    assert "roles: U.S. Marine" in out
    merge = next(line for line in out.splitlines() if "Paul Whalen / Paul Whelan" in line)
    assert "match 0.92" in merge
    assert "sound alike" in out
    assert "U.S. Marine Paul Whelan imprisoned" in out
    assert "2024-08-01  bdb9a579" in out


def test_mentions_in_context_are_as_many_as_asked_for(extract, facts):
    words = ("entities", "Paul", "Whelan", "--db", f"sqlite:///{facts}")
    one, none = (extract(*words, "--mentions", number)[1] for number in (1, 0))
    assert one.count("…") == 2
    assert "and 3 more: --mentions 4" in one
    assert "in context" not in none


def test_one_entity_as_json_has_judgements_and_contexts(extract, facts):
    _, out, _ = extract("entities", "Whelan", "--json", "--db", f"sqlite:///{facts}")
    (found,) = map(json.loads, out.splitlines())
    assert found["name"] == "Paul Whelan"
    assert {each["rule"] for each in found["merges"]} == {"spelling-variant", "surname"}
    assert len(found["in_context"]) == 4
    assert found["in_context"][0]["text"] == "Paul Whelan"


def test_many_of_one_name_are_listed(extract, tmp_path):
    text = " ".join(f"{name} Obi spoke." for name in ("Ada", "Ben", "Carl", "Dora", "Ellen"))
    (tmp_path / "a.txt").write_text(text)
    extract("run", "a.txt")
    _, out, err = extract("entities", "Obi")
    assert "in context" not in out
    assert "more words of the name" in err
    assert "in context" in extract("entities", "Ada", "Obi")[1]


def test_entities_of_an_unknown_name_fails_with_what_may_be_meant(extract, facts):
    words = ("entities", "--db", f"sqlite:///{facts}")
    assert extract(*words, "Nobody")[2] == (
        "extract: Nobody: names no entity in the database; list them all with “extract entities”\n"
    )
    status, out, err = extract(*words, "Krasikow")
    assert (status, out) == (1, "")
    assert err.endswith("; did you mean “Krasikov”?\n")
    assert "of this kind" in extract(*words, "Krasikov", "--label", "agency")[2]


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
