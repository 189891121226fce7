"""The site builds without a warning, holds every page, and asks nothing of a network."""

import re
import subprocess
import sys

import pytest

import extract
from tests.documents import ROOT

#: What a page may load or send to: of a link, the address alone leaves the site.
_LOADED = re.compile(r"""<(?:script|link|img|iframe|form)\b[^>]*?(?:src|href|action)="([^"]+)""")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    target = tmp_path_factory.mktemp("site")
    done = subprocess.run(  # noqa: S603 - our own documents
        [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-c", "docs", ".", target],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    # A page in no table of contents is a warning too: name it in docs/index.md.
    assert done.returncode == 0, done.stderr
    return target


def pages(site):
    return {
        path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")
    }


def test_every_page_of_docs_is_on_the_site(site):
    written = {
        path.relative_to(ROOT).with_suffix(".html").as_posix() for path in ROOT.glob("docs/**/*.md")
    }
    assert written <= pages(site).keys()
    assert "url=docs/index.html" in (site / "index.html").read_text("utf-8")


def test_nothing_is_loaded_from_a_network(site):
    loaded = {address for text in pages(site).values() for address in _LOADED.findall(text)}
    assert len(loaded) > 10
    assert not [each for each in loaded if each.startswith(("http:", "https:", "//"))]
    styles = "".join(path.read_text("utf-8") for path in site.rglob("*.css"))
    assert not re.search(r"(?:@import|url\()\s*['\"]?(?:https?:)?//", styles)


def test_the_reference_has_the_public_names(site):
    text = pages(site)["docs/api.html"]
    public = [f"extract.{name}" for name in extract.__all__ if not name.startswith("_")]
    for name in [*public, "extract.run.run", "extract.store.Store"]:
        assert f'id="{name}"' in text
    assert 'id="extract.extractor.Extractor.pipe"' in text
