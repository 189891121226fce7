from __future__ import annotations

import datetime as dt

import pytest

from extract.evaluate.values import edtf_days, main_right, right_fields, words
from extract.schemas import (
    AgencyValue,
    CountValue,
    DateValue,
    Label,
    LocationValue,
    PersonValue,
    Value,
)


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2024-08-01", "2024-08-01", "2024-08-01"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2018", "2018-01-01", "2018-12-31"),
        ("197X", "1970-01-01", "1979-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2024-08~", "2024-08-01", "2024-08-31"),
        ("2024-05-23/2024-05-25", "2024-05-23", "2024-05-25"),
        ("2024-05/2024-06", "2024-05-01", "2024-06-30"),
        ("2024-21", "2024-03-01", "2024-05-31"),
        ("2024-24", "2024-12-01", "2025-02-28"),
        ("2024-36", "2024-10-01", "2024-12-31"),
        ("2023-03-29/..", "2023-03-29", None),
        ("../2023", None, "2023-12-31"),
    ],
)
def test_edtf_days(edtf: str, first: str | None, last: str | None) -> None:
    assert edtf_days(edtf) == (day(first), day(last))


@pytest.mark.parametrize(
    "edtf", [None, "", "XXXX-07-04", "2024-02-30", "2024-13", "Thursday", "2024-8-1", "2024/x"]
)
def test_edtf_that_fixes_no_days(edtf: str | None) -> None:
    assert edtf_days(edtf) is None


COUNT = CountValue(low=24, high=99, bound="approx", unit="prisoner", basis="each")


@pytest.mark.parametrize(
    ("label", "gold", "predicted", "wrong"),
    [
        pytest.param("DATE", DateValue(), DateValue(), set(), id="open and left open"),
        pytest.param("DATE", DateValue(), DateValue(edtf="2024"), {"edtf", "interval"}, id="open"),
        pytest.param(
            "DATE",
            DateValue(edtf="2024-08"),
            DateValue(edtf="2024-08-01/2024-08-31"),
            {"edtf"},
            id="the same days in other words",
        ),
        pytest.param(
            "DATE",
            DateValue(edtf="XXXX-07-04"),
            DateValue(edtf="XXXX-07-05"),
            {"edtf", "interval"},
            id="unknown years are not alike",
        ),
        pytest.param(
            "DATE",
            DateValue(edtf="XXXX-07-04"),
            DateValue(edtf="XXXX-07-04", reason="no year"),
            set(),
            id="only the value counts",
        ),
        pytest.param(
            "PERSON",
            PersonValue(role="FSB Colonel"),
            PersonValue(role="the FSB  colonel"),
            {"role"},
            id="role but for case and article",
        ),
        pytest.param("PERSON", PersonValue(role="judge"), PersonValue(), {"role", "role_loose"}),
        pytest.param("PERSON", PersonValue(), PersonValue(), set(), id="no role"),
        pytest.param(
            "AGENCY",
            AgencyValue(type="police", country="RU"),
            AgencyValue(type="police", country="BY", acronym="X"),
            {"country"},
        ),
        pytest.param(
            "LOCATION",
            LocationValue(type="city", country="TR"),
            LocationValue(type="region", country="TR", lat=1.0),
            {"type"},
        ),
        pytest.param("COUNT", COUNT, COUNT, set()),
        pytest.param("COUNT", COUNT, COUNT.model_copy(update={"basis": "total"}), {"basis"}),
        pytest.param("COUNT", COUNT, COUNT.model_copy(update={"party": "x"}), {"party"}),
        pytest.param(
            "COUNT", COUNT, COUNT.model_copy(update={"low": 1, "bound": "exact"}), {"low", "bound"}
        ),
    ],
)
def test_right_fields(label: Label, gold: Value, predicted: Value, wrong: set[str]) -> None:
    fields = right_fields(label, gold, predicted)
    assert {name for name, right in fields.items() if not right} == wrong


def test_party_and_role_are_not_main_values() -> None:
    assert main_right("COUNT", COUNT, COUNT.model_copy(update={"party": "x", "unit_class": "body"}))
    assert main_right("PERSON", PersonValue(role="judge"), PersonValue())


def test_words() -> None:
    assert words("LOCATION", LocationValue(country="TR")) == "type none, country TR"
    assert words("DATE", DateValue(edtf="2024"), "edtf") == "2024"


@pytest.mark.parametrize(
    "change", [{"low": 20}, {"high": 90}, {"bound": "exact"}, {"unit": "man"}, {"basis": "part"}]
)
def test_each_main_value_of_a_count_must_be_right(change: dict[str, object]) -> None:
    assert not main_right("COUNT", COUNT, COUNT.model_copy(update=change))
