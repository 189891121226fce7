"""What all commands have in common."""

import pytest


@pytest.mark.parametrize("command", ["run", "show", "entities", "compare", "schema"])
def test_help_ends_in_an_example(extract, command):
    status, out, _ = extract(command, "--help")
    assert status == 0
    assert f"Example: extract {command}" in " ".join(out.split())


def test_version(extract):
    status, out, _ = extract("--version")
    assert (status, out.split()[0]) == (0, "extract")
