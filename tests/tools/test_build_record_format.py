"""The tables of the record format are those of the schemas, and leave out no model."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from extract import schemas

ROOT = Path(__file__).parents[2]
SPEC = spec_from_file_location("build_record_format", ROOT / "tools" / "build_record_format.py")
script = module_from_spec(SPEC)
SPEC.loader.exec_module(script)

#: Models that are no part of the files that go in and come out.
INNER = {
    "Frozen",
    "TypedByLabel",
    "ArticleMentions",
    "Resolution",
    "Failure",
    "DerivedCount",
    "ReviewedDecision",
}


def test_the_page_is_current_or_tools_build_record_format_is_due():
    page = script.PAGE.read_text(encoding="utf-8")
    assert script.renewed(page) == page


def test_every_model_has_its_table():
    page = script.PAGE.read_text(encoding="utf-8")
    models = {
        name
        for name, each in vars(schemas).items()
        if isinstance(each, type) and each.__module__ == schemas.__name__
    }
    without = {name for name in models if f"<!-- fields of {name} -->" not in page}
    assert without <= INNER


def test_types_are_said_in_words():
    table = script.fields("ArticleInput")
    assert "| `text` | string | required |" in table
    assert "[Evidence](#evidence)" in script.fields("Mention")
    assert "`exact`, `approx`, `at_least`, `at_most`" in script.fields("CountValue")
    assert "number or integer" in script.fields("CountValue")
