"""What each rule did: firings, an example, how often right, and what never fired."""

import csv
import io
import json
from functools import cache
from pathlib import Path

import pytest

from extract.annotate import load_annotator
from extract.articles import read_articles
from extract.components.locations import _PRIORITY as LOCATION_RULES
from extract.components.people import _PRIORITY as PEOPLE_RULES
from extract.config import Settings
from extract.evaluate import GoldArticle, report_rules
from extract.evaluate.rules import RuleFigures, RuleReport, built_in_rules, rule_of
from extract.schemas import Record
from extract.values.dates.builders import BUILDERS
from extract.values.dates.grammar import _RULES as DATE_RULES
from extract.values.rules import Rules

CORPUS = Path(__file__).parents[2] / "corpus"
RULES = Rules.model_validate(
    {
        "agencies": [{"id": "own-dock", "type": "ngo", "country": None, "names": ["Dock"]}],
        "places": [{"name": "Dorn", "aliases": ["Ost"], "type": "city", "geonames": 7}],
        "titles": [{"text": "Kabaka"}, {"text": "clerk", "kind": "role"}],
        "sources": {"own.places:Dorn": "rules/places.csv, line 2"},
    }
)
#: Text, label, rule and what else a mention has.
MENTIONS = [
    ("Dorn", "LOCATION", "locations.own", {"reference": "geonames:7"}),
    ("Ankara", "LOCATION", "model", {"reference": "geonames:323786"}),
    ("Dock", "AGENCY", "agencies.register", {"reference": "own-dock"}),
    ("FSB", "AGENCY", "agencies.acronym", {"reference": "ru-fsb"}),
    ("Port Court", "AGENCY", "agencies.pattern.modified.court", {}),
    ("Ada Obi", "PERSON", "people.title", {"detail": "title “Kabaka”; not AGENCY “Obi” (model)"}),
    ("Zoe Ann", "PERSON", "model", {"value": {"role": "a former clerk"}}),
    ("Judge Lee", "PERSON", "people.title", {"detail": "title “Deputy Judge”"}),
    ("Max Ott", "PERSON", "people.age", {"value": {"role": "clerkish"}}),
]
TEXT = ". ".join(text for text, *_ in MENTIONS)


@cache
def record() -> Record:
    found = []
    for text, label, by, more in MENTIONS:
        start = TEXT.index(text)
        found.append(
            {
                "id": str(start),
                "label": label,
                "start": start,
                "end": start + len(text),
                "text": text,
                "value": more.get("value", {}),
                "evidence": {"by": by, "detail": more.get("detail")},
                "reference": more.get("reference"),
            }
        )
    return Record.model_validate({"article": {"id": "a", "text": TEXT}, "mentions": found})


def gold(*, but: str = "", place: str = "") -> GoldArticle:
    """Gold that says what the record says, without one mention, and with one that is a place."""
    mentions = [
        {name: getattr(each, name) for name in ("label", "start", "end", "text", "value")}
        | ({"label": "LOCATION", "value": {}} if each.text == place else {})
        for each in record().mentions
        if each.text != but
    ]
    return GoldArticle.model_validate({"article": record().article, "mentions": mentions})


def by_name(report: RuleReport) -> dict[tuple[str, str], RuleFigures]:
    return {(rule.name, rule.label): rule for rule in report.rules}


def test_firings_are_counted_for_rules_entries_and_the_users_rules():
    found = by_name(report_rules([record()], rules=RULES))
    fired = {key: rule.fired for key, rule in found.items() if rule.fired}
    assert fired == {
        ("own.places:Dorn", "LOCATION"): 1,
        ("own.agencies:own-dock", "AGENCY"): 1,
        ("own.titles:Kabaka", "PERSON"): 1,
        ("own.titles:clerk", "PERSON"): 1,
        ("locations.own", "LOCATION"): 1,
        ("model", "LOCATION"): 1,
        ("model", "PERSON"): 1,
        ("agencies.register", "AGENCY"): 1,
        ("agencies.acronym", "AGENCY"): 1,
        ("agencies.pattern.modified", "AGENCY"): 1,
        ("agencies.pattern.modified.court", "AGENCY"): 1,
        ("people.title", "PERSON"): 2,
        ("people.age", "PERSON"): 1,
        ("register:ru-fsb", "AGENCY"): 1,
        ("gazetteer:geonames:323786", "LOCATION"): 1,
        ("titles:Judge", "PERSON"): 1,
    }
    own = found["own.places:Dorn", "LOCATION"]
    assert (own.kind, own.about, own.source) == ("own", "Dorn, Ost", "rules/places.csv, line 2")
    assert found["gazetteer:geonames:323786", "LOCATION"].about == "Ankara, city, TR"
    assert found["register:ru-fsb", "AGENCY"].about.endswith("intelligence, RU")


def test_an_example_is_the_first_mention_in_its_context():
    found = by_name(report_rules([record(), record()]))
    title = found["people.title", "PERSON"]
    assert (title.fired, title.articles) == (4, 1)
    assert "Port Court. [Ada Obi]. Zoe Ann." in title.example


def test_precision_is_of_the_strict_span_and_label_on_gold():
    report = report_rules(
        [], rules=RULES, gold=[gold(but="Ada Obi", place="Max Ott")], predicted=[record()]
    )
    found = by_name(report)
    assert found["people.age", "PERSON"].precision == 0.0
    title = found["people.title", "PERSON"]
    assert (title.gold_right, title.gold_fired, title.precision) == (1, 2, 0.5)
    assert found["own.titles:Kabaka", "PERSON"].precision == 0.0
    assert found["own.places:Dorn", "LOCATION"].precision == 1.0
    assert found["dates.iso", "DATE"].precision is None
    assert (report.articles, report.gold_articles, title.fired) == (0, 1, 0)


def test_without_gold_nothing_is_said_of_precision():
    report = report_rules([record()])
    assert report.gold_articles is None
    assert {rule.gold_fired for rule in report.rules} == {None}


def test_entries_that_never_fired_are_listed_only_when_asked():
    few = report_rules([record()], rules=RULES)
    all_ = report_rules([record()], rules=RULES, everything=True)
    assert len(few.of("entry", fired=True)) == 4
    assert few.of("entry", fired=False) == []
    by_table = {table.name: table for table in all_.tables}
    assert by_table["register"].entries > 1000
    assert by_table["gazetteer"].entries > 80_000
    assert {table.name: table.fired for table in all_.tables} == {
        "register": 1, "patterns": 1, "gazetteer": 1, "titles": 1
    }  # fmt: skip
    assert len(all_.of("entry", fired=False)) == sum(t.entries - t.fired for t in all_.tables)


def test_the_busiest_come_first_the_users_before_the_packages():
    report = report_rules([record()], rules=RULES)
    own = [rule.kind for rule in report.rules]
    assert own == sorted(own, key=["own", "rule", "entry"].index)
    fired = [rule.fired for rule in report.rules if rule.kind == "rule"]
    assert fired == sorted(fired, reverse=True)


def test_json_and_csv_hold_every_figure():
    report = report_rules([record()], gold=[gold()], predicted=[record()])
    listed = json.loads(report.to_json())["rules"]
    rows = list(csv.DictReader(io.StringIO(report.to_csv())))
    assert [row["name"] for row in rows] == [each["name"] for each in listed]
    title = next(row for row in rows if row["name"] == "people.title")
    assert (title["fired"], title["precision"], title["label"]) == ("2", "1.0", "PERSON")
    assert next(each for each in listed if each["name"] == "people.title")["precision"] == 1.0


def test_a_rule_that_nobody_listed_is_shown_all_the_same():
    strange = record().model_copy(
        update={
            "mentions": tuple(
                each.model_copy(update={"evidence": each.evidence.model_copy(update={"by": "new"})})
                for each in record().mentions[:1]
            )
        }
    )
    found = by_name(report_rules([strange]))
    assert found["new", "LOCATION"].about == "not in patterns/rules.yaml"


# --- the list is complete -------------------------------------------------------------------------


def listed(label: str) -> set[str]:
    return {name for name, of in built_in_rules() if of == label}


def test_every_rule_that_the_code_names_is_listed():
    assert listed("DATE") == {*BUILDERS, "dates.range"}
    assert {name for name, _ in DATE_RULES} <= listed("DATE")
    assert listed("PERSON") == set(PEOPLE_RULES)
    assert listed("LOCATION") == set(LOCATION_RULES)


@pytest.mark.parametrize("model", ["news", "en_core_web_sm"])
def test_every_rule_that_fires_on_the_corpus_is_listed(model):
    annotator = load_annotator(Settings(model=model))
    fired = {
        rule_of(mention)
        for record in annotator.pipe(read_articles([CORPUS], max_chars=1_000_000))
        for mention in record.mentions
    }
    assert fired <= set(built_in_rules())
    assert len(fired) > 40
