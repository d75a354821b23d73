"""One JupyterLab and one Chromium for all tests here; pictures of what they saw land in `build/browser/`."""

from pathlib import Path

import pytest

from .lab_page import CHROMIUM, LabPage, served

SHOTS = Path(__file__).resolve().parents[2] / "build" / "browser"


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium: the system's own, driven by Playwright."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright for Python is not installed.")
    if CHROMIUM is None:
        pytest.skip("There is no Chromium on this machine (Debian: apt-get install chromium).")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server(browser, tmp_path_factory):
    """JupyterLab on a student's folder."""
    with served(tmp_path_factory.mktemp("student")) as found:
        yield found


@pytest.fixture(scope="module")
def chapter(browser, server):
    """Chapter 12, open, with all of its cells run as they were handed out."""
    page = browser.new_page(viewport={"width": 1180, "height": 1100})
    lab = LabPage(page, server, SHOTS)
    lab.open("12-boss/12-boss.ipynb")
    lab.command("notebook:run-all-cells")
    yield lab
    page.close()
