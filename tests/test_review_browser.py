"""The review in a real browser, with keys alone; skipped where playwright or Chromium is not installed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from test_review import TEXT, Server, rows, server  # noqa: F401 -- a fixture is used by its name

playwright = pytest.importorskip("playwright.sync_api", reason="the browser is driven by playwright, which is not here")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here")


@pytest.fixture
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def press(page: Any, key: str) -> None:
    """Press a key that decides, and wait for the next page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_keys_alone_decide(browser: Any, server: Server) -> None:  # noqa: F811
    page, said = browser.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{server.url}0/")
    press(page, "1")
    press(page, "z")
    page.keyboard.press("r")
    page.keyboard.type("TYPED 1 0 u")
    press(page, "Enter")
    for _ in range(len(server.review.document(0).left)):
        press(page, "Enter")
    verdicts = [row.is_ for row in rows(server)]
    assert verdicts[:3] == ["reads", "withdrawn", "reads"]
    assert set(verdicts[3:]) <= {"reads", "as-read"}
    assert rows(server)[2].after == "TYPED 1 0 u"
    assert "Nothing is left" in page.inner_text("main")
    assert said == []


def test_a_page_from_elsewhere_cannot_decide(browser: Any, server: Server) -> None:  # noqa: F811
    page = browser.new_page()
    inputs = '<input name="verdict" value="reads:1"><input name="number" value="0">'
    page.set_content(f'<form method="post" action="{server.url}0/">{inputs}</form>')
    with page.expect_response(f"{server.url}0/") as answer:
        page.evaluate("document.querySelector('form').submit()")
    assert answer.value.status == 403
    assert rows(server) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_window_needs_no_scrolling_sideways(browser: Any, server: Server, scheme: str) -> None:  # noqa: F811
    page = browser.new_context(viewport={"width": 400, "height": 800}, color_scheme=scheme).new_page()
    for path in ("", "0/"):
        page.goto(f"{server.url}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 400
    assert TEXT.split()[0] in page.inner_text(".page")
