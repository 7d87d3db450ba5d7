"""The review in a real browser, with keys alone; skipped where playwright or Chromium is not installed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from test_review import TEXT, Server, data_of, row_of_word, rows, server  # noqa: F401 -- a fixture is used by its name

from teikit.cli import main
from teikit.decisions.row import parse_row
from teikit.lexicon import load
from teikit.review.completion import completed, completions
from teikit.review.static import write_static

playwright = pytest.importorskip("playwright.sync_api", reason="the browser is driven by playwright, which is not here")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here")


@pytest.fixture
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def chosen(page: Any) -> str:
    """The word that is asked."""
    return str(page.inner_text("[aria-current]"))


def saved(page: Any, server: Server, count: int) -> None:  # noqa: F811
    """Wait until so many decisions are saved."""
    all_kept(page)
    assert len(rows(server)) == count


def all_kept(page: Any) -> None:
    """Wait until the server has all decisions."""
    assert page.evaluate("keeping.then(() => unsaved.length)") == 0


def test_keys_alone_decide(browser: Any, server: Server) -> None:  # noqa: F811
    page, told = browser.new_page(), []
    page.on("console", lambda message: told.append(message.text))
    page.goto(f"{server.url}0/")
    word = chosen(page)
    page.keyboard.press("1")
    assert chosen(page) != word
    page.keyboard.press("Control+z")
    assert chosen(page) == word
    page.keyboard.type("qqzqq.")
    page.keyboard.press("Enter")
    saved(page, server, 3)
    first, withdrawn, typed = rows(server)
    assert (first.is_, first.before, withdrawn.is_, typed.is_) == ("reads", word, "withdrawn", "reads")
    assert typed.after.casefold() == "qqzqq."
    for _ in range(len(server.review.document(0).asked)):
        page.keyboard.press("Enter")
    assert "Nothing is left" in page.inner_text("main")
    all_kept(page)
    assert {row.is_ for row in rows(server)[3:]} <= {"reads", "as-read", "answered", "layer"}
    assert told == []


def test_rows_of_the_page_are_those_of_the_server(browser: Any, server: Server) -> None:  # noqa: F811
    page = browser.new_page()
    page.goto(f"{server.url}0/")
    for key in ("1", "0", "?", "Delete"):
        page.keyboard.press(key)
    all_kept(page)
    made = [parse_row(json.dumps(row)) for row in page.evaluate("rows")]
    assert [replace(row, when="") for row in made] == [replace(row, when="") for row in rows(server)]


@pytest.mark.parametrize(
    ("typed", "standing", "expected"),
    [("NE", "NVGOTIATE", []), ("NE", "", []), ("GOV", "COVERNMFNT", []), ("P", "", ["POLICY"]), ("QQ", "QQ", [])],
)
def test_the_page_completes_as_the_benchmark_reckons(
    browser: Any,
    server: Server,  # noqa: F811
    typed: str,
    standing: str,
    expected: list[str],
) -> None:
    page = browser.new_page()
    page.goto(f"{server.url}0/")
    ranks = {word: rank for rank, word in enumerate(completions(load()))}
    shown = page.evaluate(
        "([typed, standing, expected]) => completed(typed, standing, expected)", [typed, standing, expected]
    )
    assert shown == completed(typed, standing, expected, ranks)


def test_a_word_that_is_typed_is_completed_and_keeps_its_marks(browser: Any, server: Server) -> None:  # noqa: F811
    page = browser.new_page()
    page.goto(f"{server.url}0/")
    page.evaluate("enter(DATA.items.findIndex((one) => one.text.includes('HARDIY')))")
    page.click('[data-word]:text-is("HIM,")')
    page.keyboard.type("her")
    page.keyboard.press("Delete")
    page.keyboard.press("Enter")
    page.click('[data-word]:text-matches("^HARD")')
    page.keyboard.type("hardl")
    assert page.input_value("#typed") == "HARDLY"
    page.keyboard.press("Enter")
    all_kept(page)
    assert [row.after for row in rows(server)] == ["HER,", "HARDLY"]


@pytest.mark.parametrize(
    ("word", "keys", "before", "verdict", "after"),
    [
        ("HIM,", ["+", *"qq", "Enter"], "HIM,", "reads", "HIM, QQ"),
        ("HIM,", ["-", *"qq", "Enter"], "HIM,", "reads", "QQ HIM,"),
        ("HIM,", ["F2", *"1959.", "Enter"], "HIM,", "reads", "1959."),
        ("HIM,", ["F2", "End", "Backspace", "Enter"], "HIM,", "reads", "HIM"),
        ("HIM,", [*"qq", " ", "Enter"], "HIM,", "reads", "QQ"),
        ("HIM,", [*"qq", "Escape", "Delete"], "HIM,", "reads", ""),
        ("HE", ["Shift+ArrowRight", *"qq", "Enter"], "HE SAID", "reads", "QQ"),
        ("HE", ["ArrowRight", "?"], "SAID", "unclear", ""),
        ("HE", ["#"], "HE", "gap", ""),
        ("HE", ["*", "1"], TEXT.splitlines()[1], "layer", ""),
        ("HE", ["=", "Home", *"QQ ", "Enter"], "HE", "reads", "QQ HE"),
        ("HIM,", [*"qq", "ArrowDown"], "HIM,", "reads", "QQ,"),
    ],
)
def test_every_key_does_what_the_page_says(
    browser: Any,
    server: Server,  # noqa: F811
    word: str,
    keys: list[str],
    before: str,
    verdict: str,
    after: str,
) -> None:
    page = browser.new_page()
    page.goto(f"{server.url}0/")
    page.evaluate("enter(DATA.items.findIndex((one) => one.text.includes('HARDIY')))")
    page.click(f'[data-word]:text-is("{word}")')
    for key in keys:
        page.keyboard.press(key)
    all_kept(page)
    first, *further = rows(server)
    assert (first.before, first.is_, first.after) == (before, verdict, after)
    assert bool(further) == ("ArrowDown" in keys), "the arrow takes the line, too"


def test_what_was_decided_is_there_after_the_server_was_killed(browser: Any, server: Server) -> None:  # noqa: F811
    page = browser.new_page()
    page.goto(f"{server.url}0/")
    page.keyboard.press("1")
    saved(page, server, 1)
    server.server_close()
    page.keyboard.press("1")
    page.wait_for_selector("#trouble:not(:empty)")
    assert "Not saved" in page.inner_text("#trouble")
    assert len(rows(server)) == 1


def test_pages_from_the_disk_give_decisions_as_a_file(browser: Any, server: Server, tmp_path: Path) -> None:  # noqa: F811
    folder = tmp_path / "static"
    assert list(write_static(server.review, folder)) == []
    page = browser.new_page()
    page.goto(f"{(folder / 'index.html').as_uri()}")
    page.click("main li a")
    word = chosen(page)
    page.keyboard.press("1")
    page.reload()
    assert chosen(page) != word
    page.keyboard.press("Enter")
    with page.expect_download() as download:
        page.click("#download")
    made = [parse_row(line) for line in Path(download.value.path()).read_text("utf-8").splitlines()]
    assert (made[0].is_, made[0].before) == ("reads", word)
    count = len(made)
    assert server.review.take(0, [json.loads(row.as_json()) for row in made]) == count
    assert [replace(row, when="") for row in rows(server)] == [replace(row, when="", place="") for row in made]
    page.click("#all")
    with page.expect_download() as download:
        page.click("#download")
    assert len(Path(download.value.path()).read_text("utf-8").splitlines()) == count


def test_a_second_window_takes_nothing_from_the_first(browser: Any, server: Server) -> None:  # noqa: F811
    windows = [browser.new_page(), browser.new_page()]
    for page in windows:
        page.goto(f"{server.url}0/")
    words = [chosen(page) for page in windows]
    for page, key in zip(windows, ("1", "0"), strict=True):
        page.keyboard.press(key)
        all_kept(page)
    assert [row.is_ for row in rows(server)] == ["reads", "as-read"]
    assert [row.before for row in rows(server)] == words
    windows[0].reload()
    assert chosen(windows[0]) != words[0]  # what was decided in either window is asked in none again


def test_a_page_from_elsewhere_cannot_decide(browser: Any, server: Server) -> None:  # noqa: F811
    page = browser.new_page()
    asked = json.dumps([row_of_word(data_of(server), "as-read")])
    page.set_content(f'<form method="post" enctype="text/plain" action="{server.url}0/"><input name="x"></form>')
    page.evaluate("(text) => { document.querySelector('input').name = text; }", asked)
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_known_barriers(browser: Any, server: Server, scheme: str) -> None:  # noqa: F811
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not here")
    page = browser.new_context(viewport={"width": 400, "height": 800}, color_scheme=scheme).new_page()
    for path in ("", "0/"):
        page.goto(f"{server.url}{path}")
        violations = axe.Axe().run(page).response["violations"]
        assert [(violation["id"], [node["html"] for node in violation["nodes"]]) for violation in violations] == []


def test_a_series_of_two_hundred_is_accepted_but_for_three(browser: Any, server: Server, tmp_path: Path) -> None:  # noqa: F811
    common = {"kind": "correction", "line": 1, "rule": "words", "before": "TNE", "after": "THE", "why": "", "layer": ""}
    common |= {"left": "SAID ", "right": " MAN", "source": "sha256:0123456789ab", "chance": 0.9}
    report = tmp_path / "report.jsonl"
    lines = [{**common, "document": f"{at}.txt", "record": str(at), "at": [at, at + 3]} for at in range(0, 800, 4)]
    report.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "ascii")
    server.review.report = report
    page = browser.new_context(viewport={"width": 400, "height": 800}).new_page()
    page.goto(server.url)
    page.click("text=series over all documents")
    page.click("text=TNE → THE")
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    for number in (3, 77, 199):
        page.uncheck(f"#p{number}")
    with page.expect_navigation():
        page.click("text=accept the ticked ones")
    made = rows(server)
    assert len(made) == 197
    assert not {row.record for row in made} & {str(4 * number) for number in (3, 77, 199)}
    assert "3 of 200 ticked" in page.inner_text("#left")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not here")
    assert axe.Axe().run(page).response["violations"] == []


def test_thirty_decisions_survive_a_server_that_is_killed(browser: Any, tmp_path: Path) -> None:
    lines = [f"THE QXBRT VWZKL SAID HE WPQRD NOT GO TO XVBN{letter}.\n" for letter in "ABCDEFGHIJ"]
    (tmp_path / "cable.txt").write_text("".join(lines), "ascii")
    out = tmp_path / "out"
    assert main(["convert", str(tmp_path / "cable.txt"), "-o", str(out), "-q"]) == 0
    file = out / "decisions.jsonl"
    made: list[str] = []
    for _ in range(2):
        with started(out) as (process, url):
            page = browser.new_page()
            page.goto(f"{url}0/")
            for key in ("0", "?", "Delete", "Enter") * 5:
                page.keyboard.press(key)
            all_kept(page)
            process.kill()
            here = page.evaluate("rows.length")
            page.close()
        before, made = len(made), file.read_text("ascii").splitlines()
        assert len(made) == before + here
    assert len({row.at for row in map(parse_row, made)}) == len(made) >= 30


@contextmanager
def started(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A review in a process of its own, and its address."""
    command = [sys.executable, "-m", "teikit", "review", str(folder), "--who", "anna"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        yield process, next(address[0] for line in process.stderr if (address := re.search(r"http://\S+", line)))
        process.kill()
