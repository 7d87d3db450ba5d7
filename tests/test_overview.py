"""The overview shows what happened, and nothing that a name or text says can do anything in it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

import pytest
from batches import cables
from conftest import ROOT

from teikit.cli import main
from teikit.errors import ExitCode
from teikit.html.overview import write_overview
from teikit.html.tables import outside_text
from teikit.work.batch_folder import known_grades
from teikit.work.documents import BatchDocument
from teikit.work.ledger.facts import grade
from teikit.work.ledger.ledger import Ledger
from teikit.work.outcome import Failure, Outcome

TAGS = {
    "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "nav", "a", "b", "table", "thead",
    "tbody", "tr", "th", "td", "bdi", "div", "span", "code", "svg",
}  # fmt: skip
ATTRIBUTES = {"charset", "http-equiv", "content", "name", "lang", "href", "class", "width", "aria-hidden", "aria-label"}
EVIL = (
    "<img src=x onerror=alert(1)>",
    '"><script>alert(2)</script>',
    "javascript:alert(3)",
    "{{7*7}} {% raw %} ${x}",
    "\u202egnp.exe \u200b\x1b[31m\x00 \udc92 ]]> --> </style> </title>",
)
SHARED = Path(os.environ.get("TEIKIT_SHARED", ROOT.parent / "shared")) / "data" / "hostile" / "files"


class Seen(HTMLParser):
    """What is in a page: tags, attributes, where links lead, the text."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.text = ""
        self.feed(data.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value or "" for name, value in attrs if name in ("href", "src")}

    def handle_data(self, data: str) -> None:
        self.text += data


def pages(folder: Path) -> dict[str, Seen]:
    return {path.name: Seen(path.read_bytes()) for path in sorted(folder.glob("*.html"))}


INVISIBLE = re.compile("[\x00-\x09\x0b-\x1f\u202a-\u202e]")


def check(folder: Path) -> dict[str, Seen]:
    """Only the tags and attributes of our own, only links between the pages, a policy that forbids all else."""
    seen = pages(folder)
    for name, page in seen.items():
        assert page.tags <= TAGS and page.attributes <= ATTRIBUTES, name
        assert all(link in seen or (folder / unquote(link)).is_file() for link in page.links), name
        assert not INVISIBLE.search(page.text)
        assert b"default-src 'none'" in (folder / name).read_bytes()
        assert (folder / name).stat().st_size < 2_000_000
    return seen


def test_names_and_texts_add_no_tag(tmp_path: Path) -> None:
    folder = cables(tmp_path / "in", 2)
    for number, text in enumerate(EVIL[:4]):
        (folder / f"{number} {text.replace('/', '|')}.txt").write_text(f"{text}\n{EVIL[4]!r}", "utf-8")
        (folder / f"{number} bad {text.replace('/', '|')}.txt").write_bytes(b"\x1f\x8b" + text.encode())
    convert = ["convert", str(folder), "-o", str(tmp_path / "out"), "--overview", str(tmp_path / "pages"), "-q"]
    assert main(convert) == ExitCode.SOME_FAILED
    check(tmp_path / "pages")
    text = pages(tmp_path / "pages")["failures-1.html"].text
    assert "<img src=x onerror=alert(1)>" in text and "{{7*7}}" in text and "gunzip" in text


@pytest.mark.thorough
def test_hostile_documents_add_no_tag(tmp_path: Path) -> None:
    if not SHARED.is_dir():
        pytest.skip("the hostile files are not there; name the folder above data/ in TEIKIT_SHARED")
    folder = tmp_path / "in"
    folder.mkdir()
    for path in SHARED.iterdir():
        if path.is_file() and path.suffix in (".txt", ".xml", ".html") and path.stat().st_size < 60_000:
            shutil.copyfile(path, folder / f"{path.stem}-{path.suffix[1:]}{path.suffix}")
    out = ["-o", str(tmp_path / "out"), "--jobs", "2", "-q"]
    main(["convert", str(folder), *out, "--overview", str(tmp_path / "pages")])
    check(tmp_path / "pages")


def test_documents_are_linked_and_queries_grouped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = cables(tmp_path / "in", 1)
    for number in (1, 2):
        (folder / f"no #{number}.txt").write_text(
            "GROCERIES\n\nmilk, eggs and a loaf of bread for the weekend\n" * 9, "utf-8"
        )
    pages_of = ["--overview", str(tmp_path / "pages")]
    assert main(["convert", str(folder), "-o", str(tmp_path / "out"), *pages_of]) == ExitCode.DONE
    seen = check(tmp_path / "pages")
    assert {"../out/no%20%231.xml", "../out/no%20%232.xml"} <= seen["documents-1.html"].links
    assert "NO-TELEGRAM" in seen["index.html"].text
    told = capsys.readouterr().err
    assert "2 x NO-TELEGRAM, first " in told and "nothing needs to be done" in told
    assert f"All of them: {tmp_path / 'pages' / 'index.html'}" in told


def test_links_lead_to_files_with_names_that_are_escaped_in_the_ledger(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a\\b.txt", os.fsdecode(b"caf\xe9.txt")):
        (folder / name).write_bytes(b"SECRET\n\nMEETING TOOK PLACE YESTERDAY.\n")
    out = tmp_path / "out"
    assert main(["convert", str(folder), "-o", str(out), "--overview", str(tmp_path / "pages"), "-q"]) == 0
    links = re.findall(rb'href="([^"]+[.]xml)"', (tmp_path / "pages" / "documents-1.html").read_bytes())
    names = {os.fsdecode(unquote_to_bytes(link)) for link in links}
    assert len(names) == 2 and all((tmp_path / "pages" / name).is_file() for name in names)
    assert set(known_grades(out)) <= {path.name for path in out.glob("*.xml")}


def test_facts_that_are_not_ours_add_no_tag(tmp_path: Path) -> None:
    """Even where somebody wrote into the ledger."""
    ledger = many(tmp_path, 3)
    with ledger.transaction() as db:
        about = {
            "headline": EVIL[0],
            "grade": EVIL[1],
            "people": [[1, 1, EVIL[2], EVIL[3]]],
            "asking": 9,
            "rules": {f"query {EVIL[4]}": 2},
            "kinds": {"correction": 1},
        }
        db.execute("UPDATE documents SET about = ?, shown = ?", (json.dumps(about), EVIL[0]))
    write_overview(ledger, tmp_path)
    check(tmp_path)


def many(folder: Path, count: int) -> Ledger:
    """A ledger of so many documents, every third one failed."""
    ledger = Ledger(folder / "ledger.sqlite")
    documents = [
        BatchDocument(f"d{number}", f"a/rather/long/path/of/a/document/d{number}.txt", "") for number in range(count)
    ]
    ledger.begin({}, [(n, document, "todo") for n, document in enumerate(documents)])
    facts = {
        "headline": "1 telegram, 3 corrections, 2 queries",
        "grade": "B",
        "kinds": {"correction": 3},
        "asking": 2,
        "people": [[1, 2, "HOUR-DIFFERS", "the NO line has no hour"]] * 2,
        "rules": {"query HOUR-DIFFERS": 2},
    }
    failed = Outcome(failure=Failure("IN-BINARY", "this is a JPEG picture, not a text", "Is it the right file?", "x"))
    ledger.finish(
        ((document, failed if n % 3 == 0 else Outcome(facts=facts)) for n, document in enumerate(documents)), ""
    )
    return ledger


@pytest.mark.thorough
def test_a_large_batch_has_pages_that_open(tmp_path: Path) -> None:
    ledger = many(tmp_path, 9_000)
    write_overview(ledger, tmp_path)
    seen = check(tmp_path)
    assert sum(name.startswith("documents-") for name in seen) > 1
    assert sum(page.text.count("document/d8999.txt") for page in seen.values()) == 3
    assert "3,000" in seen["index.html"].text and "6,000" in seen["index.html"].text


@pytest.mark.thorough
def test_the_pages_are_the_same_again_and_old_ones_go(tmp_path: Path) -> None:
    (tmp_path / "large").mkdir()
    write_overview(many(tmp_path / "large", 8_000), tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.html")}
    ledger = many(tmp_path, 10)
    write_overview(ledger, tmp_path)
    after = {path.name: path.read_bytes() for path in tmp_path.glob("*.html")}
    assert set(after) == {"index.html", "documents-1.html", "people-1.html", "failures-1.html"} < set(before)
    write_overview(ledger, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.html")} == after


def test_a_page_of_somebody_else_stays(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<h1>mine</h1>", "utf-8")
    ledger = many(tmp_path, 1)
    with pytest.raises(Exception, match="OUT-EXISTS"):
        write_overview(ledger, tmp_path)
    write_overview(ledger, tmp_path, force=True)


def test_what_is_not_visible_is_made_so() -> None:
    cell = outside_text("a\u202eb" + "x" * 10_000)
    assert "\\u202e" in cell and len(cell) < 1000


def test_private_numbers_are_masked_but_the_names_of_files_are_not(tmp_path: Path) -> None:
    number = "123-45-6789"
    ledger = many(tmp_path, 2)
    with ledger.transaction() as db:
        about = {"headline": number, "people": [[1, 1, "RULE", f"SSN {number}"]], "asking": 1}
        db.execute("UPDATE documents SET about = ?, shown = ?", (json.dumps(about), f"{number}.txt"))
    write_overview(ledger, tmp_path)
    for seen in pages(tmp_path).values():
        assert number not in seen.text.replace(f"{number}.txt", "")
    assert f"{number}.txt" in pages(tmp_path)["documents-1.html"].text


def test_grades_grow_with_the_damage() -> None:
    assert [grade(doubts, 100) for doubts in (0, 2, 3, 6, 7, 15, 16)] == ["A", "A", "B", "B", "C", "C", "D"]
    assert grade(5, 5) == "-"


@pytest.mark.thorough
def test_a_browser_shows_it_and_asks_for_nothing(tmp_path: Path) -> None:
    """The page is drawn without script, and the browser logs no error and no refusal of the policy."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("needs chromium")
    write_overview(many(tmp_path, 30), tmp_path)
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--enable-logging=stderr",
        f"--user-data-dir={tmp_path}/u",
    ]
    command = [browser, *options, "--dump-dom", (tmp_path / "index.html").as_uri()]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    except subprocess.TimeoutExpired:
        pytest.skip("the browser does not answer here")
    assert "Overview of this batch" in done.stdout
    assert "CONSOLE" not in done.stderr


def test_an_overview_in_a_folder_of_inputs_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its pages would be inputs of the next run."""
    folder = cables(tmp_path / "in", 1)
    before = sorted(folder.iterdir())
    code = main(["convert", str(folder), "-o", str(tmp_path / "out"), "--overview", str(folder)])
    assert code == ExitCode.USAGE and "USAGE-SAME-FILE" in capsys.readouterr().err
    assert sorted(folder.iterdir()) == before
