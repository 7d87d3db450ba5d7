"""``teikit publish``: a static site of a folder of TEI files."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote
from zlib import crc32

import pytest
from conftest import ROOT, Teikit, environment
from lxml import etree, html
from test_folder import CABLE

from teikit.errors import ExitCode
from teikit.site import build, exchange
from teikit.site.page import reading
from teikit.site.search import SHARDS
from teikit.site.text import Text

SAMPLE = ROOT / "samples" / "polto-circular-12.txt"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")


@pytest.fixture(scope="module")
def tei(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of TEI: two cables of which one cites the other, a hostile text, a person's number, a collation."""
    from teikit.cli import main

    folder = tmp_path_factory.mktemp("publish")
    (folder / "in" / "a & b").mkdir(parents=True)
    first = CABLE.format(post="PARIS", number=101, day=11, cited="BONN 77")
    later = CABLE.format(post="PARIS", number=102, day=12, cited="PARIS 101")
    (folder / "in" / "first.txt").write_text(first, "utf-8")
    (folder / "in" / "a & b" / "later's #1.txt").write_text(later, "utf-8")
    hostile = 'HE SAID <script>alert(1)</script> & "><img src=x onerror=alert(1)> TO THE AMBASSADOR.\n'
    (folder / "in" / "hostile.txt").write_text(hostile, "utf-8")
    (folder / "in" / "person.txt").write_text("THE SOURCE, SSN 123-45-6789, WAS MET IN PARIS.\n", "utf-8")
    assert main(["convert", str(folder / "in"), "-o", str(folder / "out"), "-q"]) == 0
    assert main(["collate", str(SAMPLE), "-o", str(folder / "out" / "polto.xml"), "-q"]) == 0
    return folder / "out"


@pytest.fixture(scope="module")
def site(tei: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from teikit.cli import main

    folder = tmp_path_factory.mktemp("site")
    assert main(["publish", str(tei), str(folder), "--title", "Cables & more"]) == 0
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def page(site: Path, name: str) -> html.HtmlElement:
    return html.fromstring((site / name).read_bytes())


def test_every_document_has_a_page_and_stands_in_the_list(site: Path) -> None:
    names = {name for name in files(site) if name.startswith("documents/")}
    assert {"documents/first.html", "documents/a & b/later's #1.html", "documents/polto.t2.html"} <= names
    linked = {unquote(link) for link in page(site, "index.html").xpath("//table//a/@href")}
    assert linked == names


def test_a_collation_is_told_from_its_releases(site: Path) -> None:
    rows = page(site, "index.html").xpath("//tbody/tr[td[starts-with(., 'POLTO')]]/td[5]")
    assert {row.text_content() for row in rows} == {"telegram, 2 releases"}


def test_values_that_differ_in_case_are_one_and_each_addressee_has_a_list(
    tei: Path, teikit: Teikit, tmp_path: Path
) -> None:
    source = tmp_path / "tei"
    source.mkdir()
    text = (tei / "first.xml").read_text("utf-8")
    sent = re.search(r"<correspAction type=.received.>.*?</correspAction>", text, re.S)
    assert sent
    for number, names in enumerate((("BONN", "Rome"), ("Bonn",), ("BONN",))):
        parties = "".join(f"<orgName>{name}</orgName>" for name in names)
        action = f'<correspAction type="received">{parties}</correspAction>'
        (source / f"{number}.xml").write_text(text.replace(sent[0], action), "utf-8")
    assert teikit("publish", source, tmp_path / "site").code == 0
    listed = page(tmp_path / "site", "browse.html").xpath("//section[h2='Addressees']//li")
    assert [item.text_content() for item in listed] == ["BONN 3", "Rome 1"]


def test_every_link_leads_somewhere(site: Path) -> None:
    for name in files(site):
        if not name.endswith(".html"):
            continue
        for link in page(site, name).xpath("//a/@href | //img/@src"):
            target, _, fragment = link.partition("#")
            if target.startswith(("http://", "https://")):
                continue
            path = (site / name).parent / unquote(target) if target else site / name
            assert path.is_file(), (name, link)
            if fragment and path.suffix == ".html":
                assert html.fromstring(path.read_bytes()).xpath("//*[@id=$id]", id=fragment), (name, link)


def test_nothing_in_a_text_becomes_markup_and_pages_load_nothing(site: Path) -> None:
    for name, data in files(site).items():
        if not name.endswith(".html"):
            continue
        root = html.fromstring(data)
        policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        assert policy.startswith("default-src 'none'")
        assert len(root.xpath("//script")) == (name == "search.html")
        assert not root.xpath("//@onerror | //@onclick | //link | //img")
    assert "<script>alert(1)" in page(site, "documents/hostile.html").xpath("string(//article)")


def test_numbers_of_living_people_are_masked_and_their_files_not_offered(site: Path) -> None:
    assert not any(b"123-45-6789" in data for data in files(site).values())
    root = page(site, "documents/person.html")
    assert "private number" in root.xpath("string(//article)")
    assert "cannot be downloaded" in root.xpath("string(//main)")
    assert "files/person.xml" not in files(site) and "files/first.xml" in files(site)


def test_a_page_has_both_readings_all_layers_and_what_was_opened(site: Path, teikit: Teikit) -> None:
    root = page(site, "documents/polto.t1.html")
    assert root.xpath("//*[contains(@class, 'sic')]") and root.xpath("//*[contains(@class, 'corr')]")
    assert root.xpath("//*[contains(@class, 'aside fw')]") and root.xpath("//*[contains(@class, 'aside note')]")
    assert any("HIGHLIGHTS" in mark.text_content() for mark in root.xpath("//mark"))
    assert [node.get("id") for node in root.xpath("//input[@class='switch']")] == [
        "corrected",
        "read",
        "furniture",
        "lines",
    ]
    assert root.xpath("//details/summary[starts-with(., 'Where the releases differ')]")
    assert teikit("validate", "-q", site / "files" / "polto.xml").code == 0


def test_citations_are_links(site: Path) -> None:
    links = page(site, "documents/a & b/later's #1.html").xpath("//dl//a[bdi='PARIS 101']/@href")
    assert links == ["../first.html"]
    assert "BONN 77 (not here)" in page(site, "documents/first.html").xpath("string(//dl)")
    assert "resolved" in page(site, "links.html").xpath("string(//table)")


def test_nothing_is_said_that_nobody_said(tei: Path, site: Path, teikit: Teikit, tmp_path: Path) -> None:
    assert "licence" not in page(site, "index.html").xpath("string(//footer)").casefold()
    project = '[edition]\nseries = "Cables of 1962"\npublisher = "An archive"\nlicence = "https://example.org/by"\n'
    (tmp_path / "teikit.toml").write_text(project, "utf-8")
    assert teikit("publish", tei, tmp_path / "site", "--project", tmp_path / "teikit.toml").code == 0
    root = page(tmp_path / "site", "documents/first.html")
    assert "An archive" in root.xpath("string(//footer)") and "Cables of 1962" in root.xpath("string(//header)")
    assert root.xpath("//footer//a/@href") == ["https://example.org/by"]
    cited = root.xpath("string(//*[@class='citation'])")
    assert "PARIS" in cited and "101" in cited and "Cables of 1962" in cited


def test_a_page_says_where_the_original_is_kept(
    tmp_path: Path, teikit: Teikit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "first.txt").write_text(CABLE.format(post="PARIS", number=101, day=11, cited="BONN 77"), "utf-8")
    (tmp_path / "in" / "two.txt").write_bytes(SAMPLE.read_bytes())
    project = (
        '[source]\nrepository = "A <record> office"\ncollection = "Cables"\n[identifiers]\ndoi = "10.5555/{name}"\n'
        'ark = "https://n2t.example.org/{name}"\n[metadata]\ntable = "t.csv"\n'
    )
    (tmp_path / "teikit.toml").write_text(project, "utf-8")
    rows = [
        "name,shelfmark,images,summary",
        "first,Box 7,https://example.org/m.json,A talk.",
        "two,Box 8,javascript:x(),",
    ]
    (tmp_path / "t.csv").write_text("\n".join(rows), "utf-8")
    assert teikit("convert", "in", "-o", "out").code == 0
    assert teikit("publish", "out", "site").code == 0
    root = page(tmp_path / "site", "documents/first.html")
    facts = dict(zip(root.xpath("//dl[@class='facts']/dt"), root.xpath("//dl[@class='facts']/dd"), strict=True))
    printed = {label.text_content(): value for label, value in facts.items()}
    assert printed["Original"].text_content() == "A <record> office, Cables, Box 7"
    assert printed["doi"].text_content() == "10.5555/first" and printed["Summary"].text_content() == "A talk."
    assert printed["ark"].xpath(".//a/@href") == ["https://n2t.example.org/first"]
    assert printed["Images"].xpath(".//a/@href") == ["https://example.org/m.json"]
    assert "A <record> office, Cables, Box 7" in root.xpath("string(//*[@class='citation'])")
    second = page(tmp_path / "site", "documents/two.t1.html")
    assert "Box 8" in second.xpath("string(//dl[@class='facts'])")
    assert not [link for link in second.xpath("//a/@href") if link.startswith("javascript")]


def test_the_index_of_the_search_has_each_word_where_it_is_looked_for(site: Path) -> None:
    documents = json.loads((site / "search" / "documents.json").read_text("utf-8"))
    word = "soonest"
    shard = json.loads((site / "search" / f"{crc32(word.encode()) % SHARDS:02x}.json").read_text("utf-8"))
    numbers, at = [], 0
    for gap in shard[word].split():
        at += int(gap, 36)
        numbers.append(at)
    assert {"documents/first.html", "documents/a & b/later's #1.html"} <= {documents[number][0] for number in numbers}
    assert word in json.loads((site / "search" / "words.json").read_text("utf-8"))[word[:2]].split()


def test_what_did_not_change_is_not_written_again_and_what_is_gone_goes(
    tei: Path, teikit: Teikit, tmp_path: Path
) -> None:
    source, site = tmp_path / "tei", tmp_path / "site"
    shutil.copytree(tei, source)
    assert teikit("publish", source, site).code == 0
    (site / "CNAME").write_text("example.org", "utf-8")
    again = teikit("publish", source, site)
    assert "written" not in again.err and "replaced" not in again.err and "unchanged" in again.err
    (source / "hostile.xml").unlink()
    (site / "documents" / "person.html").write_text("MINE", "utf-8")
    (source / "person.xml").unlink()
    assert "removed" in teikit("publish", source, site).err
    left = files(site)
    assert "documents/hostile.html" not in left and left["documents/person.html"] == b"MINE" and "CNAME" in left


def test_every_document_has_a_page_of_its_own(teikit: Teikit, tmp_path: Path) -> None:
    """A corpus without ids, and a document that has the name of a part of another file."""
    document = "<TEI{}><teiHeader/><text><body><p>{}</p></body></text></TEI>"
    corpus = '<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>{}</teiCorpus>'
    (tmp_path / "tei").mkdir()
    without = document.format("", "ALPHA") + document.format("", "BRAVO")
    (tmp_path / "tei" / "plain.xml").write_text(corpus.format(without), "utf-8")
    (tmp_path / "tei" / "packet.xml").write_text(corpus.format(document.format(' xml:id="t1"', "CHARLIE")), "utf-8")
    alone = document.format(' xmlns="http://www.tei-c.org/ns/1.0"', "DELTA")
    (tmp_path / "tei" / "packet.t1.xml").write_text(alone, "utf-8")
    site = tmp_path / "site"
    assert teikit("publish", tmp_path / "tei", site).code == 0
    made = files(site)
    for word in (b"ALPHA", b"BRAVO", b"CHARLIE", b"DELTA"):
        for folder, ending in (("documents/", ".html"), ("files/", ".txt")):
            assert sum(word in made[name] for name in made if name.startswith(folder) and name.endswith(ending)) == 1
    assert len([name for name in made if name.startswith("documents/")]) == 4
    linked = {unquote(link) for link in page(site, "index.html").xpath("//table//a/@href")}
    assert linked == {name for name in made if name.startswith("documents/")}


def test_a_site_in_the_folder_that_is_published_adds_no_documents(tei: Path, teikit: Teikit, tmp_path: Path) -> None:
    """Its downloads are copies: no table, list or later site has them a second time."""
    shutil.copytree(tei, tmp_path / "tei")
    before = teikit("stats", tmp_path / "tei", "--format", "tsv").out
    assert teikit("publish", tmp_path / "tei", tmp_path / "tei" / "site").code == 0
    assert list((tmp_path / "tei" / "site" / "files").glob("*.xml"))
    assert teikit("stats", tmp_path / "tei", "--format", "tsv").out == before
    assert teikit("stats", tmp_path / "tei" / "site" / "files").code == 0  # where it is named itself


def test_files_that_are_not_of_the_site_stay(tei: Path, teikit: Teikit, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("MINE", "utf-8")
    ran = teikit("publish", tei, tmp_path)
    assert ran.code == 6 and "OUT-EXISTS" in ran.err and (tmp_path / "index.html").read_text("utf-8") == "MINE"
    assert teikit("publish", tei, tmp_path, "--force").code == 0


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("moved", [0, 1, 5, 20])
def test_a_site_is_old_or_new_wherever_a_run_is_killed(
    tei: Path, teikit: Teikit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    source, site, wanted = tmp_path / "tei", tmp_path / "site", tmp_path / "wanted"
    shutil.copytree(tei, source)
    assert teikit("publish", source, site, "--title", "Old").code == 0
    (source / "hostile.xml").unlink()
    assert teikit("publish", source, wanted, "--title", "New").code == 0
    before = files(site)
    renamed = 0

    def rename(old: str, new: str) -> None:
        nonlocal renamed
        if exchange.BESIDE in str(old) and exchange.BESIDE not in str(new):
            renamed += 1
            if renamed > moved:
                raise Killed
        os.rename(old, new)

    monkeypatch.setattr(exchange.os, "replace", rename)
    monkeypatch.setattr(exchange, "discard", lambda site: None)  # a killed process tidies nothing
    with pytest.raises(Killed):
        teikit("publish", source, site, "--title", "New")
    monkeypatch.undo()
    if not moved:
        assert {name: before[name] for name in before} == {
            name: data for name, data in files(site).items() if not name.startswith(".teikit-site.") or name in before
        }
    again = teikit("publish", source, site, "--title", "New")
    assert "interrupted while its pages were moved" in again.err
    assert files(site) == files(wanted)


def test_a_run_that_is_killed_while_it_writes_leaves_the_old_site(
    tei: Path, teikit: Teikit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert teikit("publish", tei, tmp_path, "--title", "Old").code == 0
    before = files(tmp_path)

    def lists(*_: object) -> Iterator[tuple[str, bytes]]:
        raise Killed

    monkeypatch.setattr(build, "_lists", lists)
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(exchange, "discard", lambda site: None)
        teikit("publish", tei, tmp_path, "--title", "New")
    assert {name: data for name, data in files(tmp_path).items() if not name.startswith(exchange.BESIDE)} == before
    with pytest.raises(Killed):  # and one that is interrupted tidies up after itself
        teikit("publish", tei, tmp_path, "--title", "New")
    assert files(tmp_path) == before
    monkeypatch.undo()
    assert "nothing of it was published" not in teikit("publish", tei, tmp_path, "--title", "Old").err


HOLD = """
import sys
from teikit.work.ledger.lock import Lock
lock = Lock(sys.argv[1], sys.argv[2])
print(flush=True)
sys.stdin.read()
"""
"""A program that has the lock of a site until its standard input ends."""


def test_two_runs_in_one_site(tei: Path, teikit: Teikit, tmp_path: Path) -> None:
    assert teikit("publish", tei, tmp_path, "--title", "Old").code == 0
    before = files(tmp_path)
    command = [sys.executable, "-c", HOLD, str(tmp_path / exchange.LOCK), str(tmp_path)]
    with subprocess.Popen(command, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin and process.stdout and process.stdout.readline()
        ran = teikit("publish", tei, tmp_path, "--title", "New")
        now = files(tmp_path)
        process.stdin.close()
    assert ran.code == ExitCode.LOCKED and f"process {process.pid}" in ran.err
    assert now.pop(exchange.LOCK) and {**now, exchange.LOCK: b""} == before  # nothing but who has the lock
    assert teikit("publish", tei, tmp_path, "--title", "New").code == 0


def test_a_ledger_that_leads_out_of_the_site_takes_nothing_away(tei: Path, teikit: Teikit, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("MINE", "utf-8")
    site = tmp_path / "site"
    assert teikit("publish", tei, site).code == 0
    for name, content in (
        (exchange.SITE_LISTING, json.dumps({"../mine.txt": hashlib.sha256(b"MINE").hexdigest()})),
        (exchange.MOVES, json.dumps({"now": {}, "gone": ["../mine.txt"]})),
    ):
        (site / name).write_text(content, "ascii")
        assert "OUT-NOT-REGULAR" in teikit("publish", tei, site, "--force").err
        (site / name).unlink()
    assert (tmp_path / "mine.txt").read_text("utf-8") == "MINE"


def test_one_bad_file_does_not_stop_the_rest(tei: Path, teikit: Teikit, tmp_path: Path) -> None:
    source = tmp_path / "tei"
    shutil.copytree(tei, source)
    (source / "bad.xml").write_text("<TEI", "utf-8")
    (source / "alto.xml").write_text("<alto/>", "utf-8")
    ran = teikit("publish", source, tmp_path / "site")
    assert ran.code == 7 and "bad.xml" in ran.err and "Traceback" not in ran.err
    assert (tmp_path / "site" / "documents" / "first.html").is_file()


def test_processes_make_the_same_site(tei: Path, site: Path, teikit: Teikit, tmp_path: Path) -> None:
    source = tmp_path / "tei"
    for number in range(9):
        shutil.copytree(tei, source / str(number))
    assert teikit("publish", source, tmp_path / "one", "--title", "A").code == 0
    assert teikit("publish", source, tmp_path / "two", "--title", "A", "--jobs", "2").code == 0
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_images_beside_the_tei_are_shown(teikit: Teikit, tmp_path: Path) -> None:
    word = '<span class="ocrx_word" title="bbox 1 1 8 8">SECRET</span>'
    line = f'<p class="ocr_par"><span class="ocr_line" title="bbox 1 1 8 8">{word}</span></p>'
    hocr = f'<html><body><div class="ocr_page" title="image p1.png; bbox 0 0 9 9">{line}</div></body></html>'
    (tmp_path / "page.hocr").write_text(hocr, "utf-8")
    assert teikit("convert", tmp_path / "page.hocr", "-o", tmp_path / "out").code == 0
    (tmp_path / "out" / "p1.png").write_bytes(b"\x89PNG\r\n")
    assert teikit("publish", tmp_path / "out", tmp_path / "site").code == 0
    root = page(tmp_path / "site", "documents/page.html")
    assert root.xpath("//img/@src") == ["../images/p1.png"] and root.xpath("//img/@alt") == ["Image of page 1"]
    assert (tmp_path / "site" / "images" / "p1.png").read_bytes() == b"\x89PNG\r\n"


def test_an_image_that_cannot_be_read_costs_its_document_alone(
    teikit: Teikit, tei: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lists do not lead to its page, either."""
    shutil.copytree(tei, tmp_path / "tei")
    first = tmp_path / "tei" / "first.xml"
    graphic = '<facsimile><surface><graphic url="p1.png"/></surface></facsimile>'
    first.write_text(first.read_text("utf-8").replace("<sourceDoc", f"{graphic}<sourceDoc", 1), "utf-8")
    (tmp_path / "tei" / "p1.png").write_bytes(b"\x89PNG\r\n")
    real = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == "p1.png":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    ran = teikit("publish", tmp_path / "tei", tmp_path / "site")
    assert ran.code == ExitCode.SOME_FAILED and "p1.png: this image cannot be read: Permission denied" in ran.err
    assert "documents/first.html" not in (tmp_path / "site" / "index.html").read_text("utf-8")
    assert (tmp_path / "site" / "documents" / "hostile.html").is_file()


def test_the_folder_itself_is_refused(tei: Path, teikit: Teikit) -> None:
    assert "USAGE-SAME-FILE" in teikit("publish", tei, tei).err


def test_a_folder_of_inputs_becomes_no_site(tei: Path, teikit: Teikit, tmp_path: Path) -> None:
    """Its pages would be inputs of the next run."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("US ASKED FOR IT.\n", "utf-8")
    assert "USAGE-SAME-FILE" in teikit("publish", tei, folder).err and [*folder.iterdir()] == [folder / "a.txt"]
    for _ in range(2):  # the second time it is a site
        assert teikit("publish", tei, folder, "--force").code == 0
    assert teikit("publish", tei, folder).code == 0


# ------------------------------------------------------------------- in a browser


@pytest.fixture
def served(site: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def dom(url: str, folder: Path) -> html.HtmlElement:
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={folder}", "--virtual-time-budget=20000", "--dump-dom", url]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    if not re.search("<html", ran.stdout):
        pytest.skip("Chromium does not run here")
    return html.fromstring(ran.stdout)


@pytest.mark.thorough
@pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here")
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("words=soonest+reaction&post=paris", {"PARIS 101", "PARIS 102"}),
        ("words=soon*&before=1962-10-11", {"PARIS 101"}),
        ("words=nothinglikeit", set()),
    ],
)
def test_the_search_finds_the_documents_with_all_words(
    served: str, tmp_path: Path, query: str, names: set[str]
) -> None:
    root = dom(f"{served}search.html?{query}", tmp_path)
    links = {unquote(link) for link in root.xpath("//ol[@id='found']//a/@href")}
    pages = {"PARIS 101": "documents/first.html", "PARIS 102": "documents/a & b/later's #1.html"}
    wanted = {pages[name] for name in names}
    assert wanted <= links and (bool(links) == bool(names))
    assert "document" in root.xpath("string(//*[@id='told'])")


@pytest.mark.thorough
@pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here")
def test_no_page_bars_anybody(tei: Path, site: Path, teikit: Teikit, tmp_path: Path) -> None:
    """axe finds nothing on any kind of page, light or dark, wide or narrow, and none scrolls sideways."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed: tox -e browser")
    from playwright.sync_api import sync_playwright

    alone = tmp_path / "alone.html"
    teikit("stats", tei, "--format", "html", "-o", alone)
    teikit("collate", SAMPLE, "-o", tmp_path / "e.xml", "--html", tmp_path / "collated.html")
    text = tmp_path / "cable.txt"
    text.write_text(CABLE.format(post="PARIS", number=1, day=1, cited="BONN 7"), "utf-8")
    teikit("convert", text, "-o", tmp_path / "out", "--overview", tmp_path / "overview")
    names = ("index", "search", "browse", "names", "links", "statistics", "documents/polto.t1", "documents/first")
    pages = [*(site / f"{name}.html" for name in names), alone, *tmp_path.glob("[co]*.html")]
    pages += [*(tmp_path / "overview").glob("*.html")]
    faults = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for scheme, width in (("light", 1400), ("dark", 400)):
            look = browser.new_context(bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 900})
            for path in pages:
                shown = look.new_page()
                shown.goto(path.as_uri())
                ran = axe.Axe().run(shown)
                faults += [(path.name, scheme, fault["id"]) for fault in ran.response["violations"]]
                if shown.evaluate("document.documentElement.scrollWidth") > width:
                    faults.append((path.name, scheme, "scrolls sideways"))
    assert faults == []


@pytest.mark.parametrize(
    ("attributes", "shown"),
    [
        ('quantity="2" unit="line"', "[withheld: 2 lines]"),
        ('quantity="1" unit="page"', "[withheld: 1 page]"),
        ('quantity="2" unit="pages"', "[withheld: 2 pages]"),
        ('extent="rest of page"', "[withheld: rest of page]"),
    ],
)
def test_a_gap_says_how_much_in_words(attributes: str, shown: str) -> None:
    tei = f'<body xmlns="http://www.tei-c.org/ns/1.0"><p>A <gap reason="redacted" {attributes}/> B</p></body>'
    assert shown in str(Text({}, lambda target: "").html(etree.fromstring(tei)))


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        ('<rdg wit="#R2"><gap reason="redacted"/></rdg>', "R2: <bdi>withheld</bdi>"),
        ('<rdg wit="#R2"><gap reason="illegible"/></rdg>', "R2: <bdi>illegible</bdi>"),
        ('<rdg wit="#R2"><gap reason="misfiled"/></rdg>', "R2: <bdi>filed elsewhere</bdi>"),
        ('<rdg wit="#R2"><gap reason="privacy"/></rdg>', "R2: <bdi>private number</bdi>"),
        ('<rdg wit="#R2"><gap/></rdg>', "R2: <bdi>missing, for an unknown reason</bdi>"),
        (
            '<rdg wit="#R2"><gap reason="missing" extent="unknown"/></rdg>',
            "R2: <bdi>missing, for an unknown reason</bdi>",
        ),
        ('<rdg wit="#R2"><gap reason="missing" quantity="1" unit="page"/></rdg>', "R2: <bdi>the page is missing</bdi>"),
        ('<rdg wit="#R1 #R2"/>', "R1 R2: <bdi>nothing</bdi>"),
        ("<lem/>", "<bdi>the text</bdi>"),
        ('<lem wit="#R1">CUBA</lem>', "R1: <bdi>CUBA</bdi>"),
    ],
)
def test_a_reader_sees_why_a_release_has_nothing_in_a_place(part: str, shown: str) -> None:
    (element,) = etree.fromstring(f'<app xmlns="http://www.tei-c.org/ns/1.0">{part}</app>')
    assert reading(element) == shown


def test_a_number_of_processes_that_cannot_be_is_refused(teikit: Teikit, tmp_path: Path) -> None:
    (tmp_path / "tei").mkdir()
    for number in range(20):
        (tmp_path / "tei" / f"{number}.xml").write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "utf-8")
    ran = teikit("publish", tmp_path / "tei", tmp_path / "site", "--jobs", "-1")
    assert ran.code == ExitCode.USAGE and "USAGE-NUMBER" in ran.err and not (tmp_path / "site").exists()
