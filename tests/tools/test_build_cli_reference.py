"""The reference of commands is that of the program, and names every command and option."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from extract.cli import program
from extract.cli.general import commands

ROOT = Path(__file__).parents[2]
SPEC = spec_from_file_location("build_cli_reference", ROOT / "tools" / "build_cli_reference.py")
script = module_from_spec(SPEC)
SPEC.loader.exec_module(script)


def test_the_page_is_current_or_tools_build_cli_reference_is_due():
    page = script.PAGE.read_text(encoding="utf-8")
    assert script.renewed(page) == page


def test_every_command_and_option_is_on_the_page():
    page = script.PAGE.read_text(encoding="utf-8")
    for words, command in commands(program()).items():
        assert f"### `extract {' '.join(words)}`\n" in page
        for option in command.params:
            assert all(name in page for name in option.opts if name.startswith("-"))


def test_each_section_has_its_own_options_and_no_general_ones():
    page = script.PAGE.read_text(encoding="utf-8")
    section = page.partition("### `extract schema`\n")[2].partition("### ")[0]
    assert "JSON Schemas" in section
    assert "--quiet" not in section
    section = page.partition("### `extract compare`\n")[2].partition("### ")[0]
    assert "| `--pairs FILE` |" in section
