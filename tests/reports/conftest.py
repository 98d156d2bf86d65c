"""A real Chromium, started once; tests of pages skip, and say why, where there is none."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="package")  # its event loop runs as long as it does, and the tests of the server have their own
def chromium() -> Iterator[Browser]:
    """The browser, without a window."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        words = f"no browser: none of {', '.join(NAMES)} is installed"
        if os.environ.get("LINTNEWS_REQUIRE_BROWSER"):
            pytest.fail(words)
        pytest.skip(words)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()
