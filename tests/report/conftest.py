"""A filled store, its page, and a browser that shows it."""

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from extract.report import report_page
from extract.store import Store, open_store
from tests.report.making import fill

MADE = dt.date(2024, 8, 5)
# As root Chromium has no sandbox; without the others it asks for Google's hosts.
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def filled(tmp_path_factory) -> Iterator[Store]:
    """A store of three articles, a failure, and decisions of all verdicts."""
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('report')}/facts.db") as store:
        fill(store)
        yield store


@pytest.fixture(scope="session")
def html(filled) -> str:
    return report_page(filled, made=MADE, title="Swaps & co").html


@pytest.fixture(scope="session")
def html_file(html, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(html, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window; missing, it fails tests on CI."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        said = "no Chromium: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(said)
        pytest.skip(said)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield opened
        opened.close()
