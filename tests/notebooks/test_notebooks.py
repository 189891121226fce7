"""The notebooks run from a checkout, keep no output, leave nothing behind, define nothing."""

import ast
import os
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
TIMEOUT_S = 300  # for one cell


def read(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return notebook


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def plots(cell):
    return [each for each in cell.outputs if "image/png" in each.get("data", {})]


def test_the_three_uses_have_a_notebook():
    names = [path.stem for path in NOTEBOOKS]
    assert names == ["01-first-look", "02-evaluation", "03-downstream"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_output_is_stored(path):
    stored = [c for c in code(read(path)) if c.outputs or c.execution_count is not None]
    assert not stored


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_nothing_is_defined_that_belongs_in_the_package(path):
    source = "\n".join(cell.source for cell in code(read(path)))
    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    assert not [node.name for node in ast.walk(ast.parse(source)) if isinstance(node, defined)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_shows_its_plots_and_leaves_nothing(path, monkeypatch, tmp_path):
    monkeypatch.setenv("PYTHONPATH", str(FOLDER.parent))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    before = sorted(FOLDER.rglob("*"))
    notebook = read(path)
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT_S,
        startup_timeout=TIMEOUT_S,
        resources={"metadata": {"path": str(FOLDER)}},
    )
    client.execute()
    asked = [cell for cell in code(notebook) if "plt.show()" in cell.source]
    assert len(asked) >= 2
    assert all(plots(cell) for cell in asked)
    warned = [o.text for c in code(notebook) for o in c.outputs if o.get("name") == "stderr"]
    assert not warned
    assert sorted(FOLDER.rglob("*")) == before
    assert not list(tmp_path.glob("tmp*"))
