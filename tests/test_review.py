"""The review: each decision is on the disk when the server has answered, and nobody else's page can make one."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from conftest import SAMPLE

from teikit.chain import correct
from teikit.cli import main
from teikit.conversion import load_lexicon
from teikit.core import Span
from teikit.decisions import DecisionRow
from teikit.decisions.places import context
from teikit.decisions.row import layers, parse_row
from teikit.errors import ExitCode
from teikit.lexicon import load
from teikit.options import Options
from teikit.readers import read
from teikit.review import data
from teikit.review.beside import collated
from teikit.review.items import queue
from teikit.review.lines import ReviewLine, lines_of
from teikit.review.offers import offers
from teikit.review.server import Server
from teikit.review.work import Review

TEXT = """ATTENTION: Ths fornf wit be placed on top of and attached to each Top Secret document.
HE SAID THE PRESENF SITUATIOS WOULD HARDIY BE ACCEPTABL TO HIM, <B>NOW</B>.
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A review of one document, under way."""
    (tmp_path / "cable.txt").write_text(TEXT, "ascii")
    out = tmp_path / "out"
    assert main(["convert", str(tmp_path / "cable.txt"), "-o", str(out), "-q"]) == 0
    options = Options()
    with Server(Review(out, out / "decisions.jsonl", "anna", load_lexicon(options), options)) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def ask(server: Server, path: str, rows: object = None, **headers: str) -> tuple[HTTPResponse, str]:
    """What the server answers, and its text; ``path`` follows the secret of its address, ``rows`` are decisions."""
    url = urlsplit(server.url)
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=60)
    own = {"Host": url.netloc, "Origin": f"http://{url.netloc}"}
    body = None if rows is None else json.dumps(rows)
    connection.request("GET" if rows is None else "POST", path, body, {**own, **headers})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer, text


def path_of(server: Server, rest: str = "0/") -> str:
    return urlsplit(server.url).path + rest


def data_of(server: Server) -> dict[str, Any]:
    """What the page of the first document is given."""
    page = ask(server, path_of(server))[1]
    return json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1])  # type: ignore[index,no-any-return]


def doubtful_of(data: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The doubtful words, each with its line."""
    lines = [item for item in data["items"] if item["kind"] == "line"]
    return [(line, word) for line in lines for word in line["words"] if word.get("doubtful")]


def row_of_word(data: dict[str, Any], verdict: str, number: int = 0, **more: str) -> dict[str, Any]:
    """A decision on a doubtful word, as the page makes it."""
    line, word = doubtful_of(data)[number]
    member, (start, end) = data["members"][0], word["at"]
    before = line["text"][start - line["from"] : end - line["from"]]
    keys = {"source": member["source"], "record": member["record"], "at": [start, end], "before": before}
    return {**keys, "is": verdict, "who": "mallory", **more}


def rows(server: Server) -> list[DecisionRow]:
    file = server.review.file
    return [parse_row(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []


def test_a_decision_is_on_the_disk_when_the_server_has_answered(server: Server) -> None:
    asked = row_of_word(data_of(server), "reads", after="FORM")
    assert ask(server, path_of(server), [asked])[0].status == 200
    (row,) = rows(server)
    assert (row.is_, row.before, row.after, row.record) == ("reads", asked["before"], "FORM", "cable")


def test_a_decision_that_cannot_be_written_is_refused_with_the_reason(server: Server) -> None:
    asked, server.review.file = row_of_word(data_of(server), "unclear"), Path("/dev/full")
    answer, text = ask(server, path_of(server), [asked])
    assert answer.status == 400 and text.startswith("/dev/full: the disk is full [IO-DISK-FULL]")
    assert data_of(server)["rows"] == []


def test_a_decision_is_not_glued_to_a_line_that_was_cut_off(server: Server) -> None:
    asked = row_of_word(data_of(server), "unclear")
    server.review.file.write_bytes(b'{"source": "sha')
    assert ask(server, path_of(server), [asked])[0].status == 200
    cut, row, rest = server.review.file.read_text("utf-8").split("\n")
    assert cut == '{"source": "sha' and parse_row(row).is_ == "unclear" and not rest


def test_a_page_that_cannot_be_answered_is_told_in_a_line(
    server: Server, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(number: int) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(server.review, "data", fail)
    with pytest.raises(HTTPException):
        ask(server, path_of(server))
    assert capfd.readouterr().err.endswith("a page could not be answered: the disk is gone\n")


def test_who_decides_and_what_stands_beside_is_the_servers_to_say(server: Server) -> None:
    ask(server, path_of(server), [row_of_word(data_of(server), "unclear", left="NO", right="NO", when="1900-01-01")])
    (row,) = rows(server)
    assert row.who == "anna"
    assert row.when > "2000"
    assert "NO" not in (row.left, row.right)


def test_what_was_decided_is_told_to_a_second_window(server: Server) -> None:
    ask(server, path_of(server), [row_of_word(data_of(server), "as-read")])
    (told,) = data_of(server)["rows"]
    assert parse_row(told) == rows(server)[0]


def test_a_second_window_decides_nothing_twice(server: Server) -> None:
    asked = row_of_word(data_of(server), "as-read")
    for _ in range(2):
        ask(server, path_of(server), [asked])
    assert len(rows(server)) == 1


def test_what_is_withdrawn_may_be_decided_again(server: Server) -> None:
    data = data_of(server)
    for verdict in ("as-read", "withdrawn", "as-read"):
        ask(server, path_of(server), [row_of_word(data, verdict)])
    assert [row.is_ for row in rows(server)] == ["as-read", "withdrawn", "as-read"]


def test_what_was_decided_is_not_asked_by_the_next_review(server: Server) -> None:
    data = data_of(server)
    asked = [row_of_word(data, "as-read", number) for number in range(len(doubtful_of(data)))]
    ask(server, path_of(server), asked)
    review = server.review
    later = Review(review.folder, review.file, "berta", review.lexicon, review.options)
    assert [item for item in later.document(0).asked if item.kind == "line"] == []


def test_the_decisions_are_those_that_convert_reads(server: Server, tmp_path: Path) -> None:
    asked = row_of_word(data_of(server), "reads", after="QUITE OTHERWISE")
    ask(server, path_of(server), [asked])
    assert main(["convert", str(tmp_path / "cable.txt"), "-o", str(tmp_path / "out"), "-q", "-f"]) == 0
    tei = (tmp_path / "out" / "cable.xml").read_text("utf-8")
    assert f"<sic>{asked['before']}</sic>" in tei
    assert re.search(r'<corr [^>]*resp="#anna"[^>]*>QUITE OTHERWISE</corr>', tei)


@pytest.mark.parametrize(
    "change",
    [{"at": [0, 5], "before": "XXXXX"}, {"source": "sha256:000000000000"}, {"record": "no"}, {"at": [9999, 9999]}],
    ids=["another text", "another input", "another record", "another place"],
)
def test_what_is_no_decision_on_this_document_is_refused(server: Server, change: dict[str, Any]) -> None:
    data = data_of(server)
    good, bad = row_of_word(data, "as-read"), {**row_of_word(data, "as-read", 1), "before": "", **change}
    answer, told = ask(server, path_of(server), [good, bad])
    assert answer.status == 400
    assert told
    assert rows(server) == []


# -------------------------------------------------------------------- strangers


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Host": "evil.example"}, {"Host": "127.0.0.1:1"}],
    ids=["another page", "a page without a name", "rebound name", "another port"],
)
def test_no_other_page_can_decide(server: Server, headers: dict[str, str]) -> None:
    answer, _ = ask(server, path_of(server), [row_of_word(data_of(server), "as-read")], **headers)
    assert answer.status in (403, 421)
    assert rows(server) == []


@pytest.mark.parametrize("path", ["/", "/0/", "/wrong/0/", "//", "/%2e%2e/etc/passwd"])
def test_who_does_not_know_the_secret_sees_nothing(server: Server, path: str) -> None:
    answer, page = ask(server, path)
    assert (answer.status, page) == (404, "")


@pytest.mark.parametrize("rest", ["1/", "-1/", "x/", "0/../../", "99999999999/"])
def test_there_are_no_other_addresses(server: Server, rest: str) -> None:
    assert ask(server, path_of(server, rest))[0].status == 404


@pytest.mark.parametrize("body", ["x" * 300_000, {}, [1], [[]], [{}], [{"is": "reads"}], "[", 7])
def test_what_is_no_list_of_decisions_is_refused(server: Server, body: object) -> None:
    assert ask(server, path_of(server), body)[0].status == 400
    assert rows(server) == []


def test_pages_run_nothing_but_their_own_script(server: Server) -> None:
    answer, page = ask(server, path_of(server))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]  # type: ignore[index]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.getheader("X-Frame-Options") == "DENY"
    assert "<B>NOW" not in page
    assert "\\u003cB>NOW" in page


def test_only_this_machine_is_served(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_who_decides_must_be_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", str(tmp_path)]) == ExitCode.USAGE
    assert main(["review", str(tmp_path / "no"), "--who", "anna"]) == ExitCode.FILE_SYSTEM
    assert "USAGE-WHO" in capsys.readouterr().err
    assert main(["review", str(tmp_path), "--who", "Anna M"]) == ExitCode.USAGE
    assert main(["review", str(tmp_path), "--who", "anna", "--budget", "-5"]) == ExitCode.USAGE
    assert "'Anna M' cannot be the name of a person" in capsys.readouterr().err


def test_what_cannot_be_served_is_refused_before_it_is_served(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A port that another review has, a report that is none, and pages without a single document."""
    review = ["review", str(server.review.folder), "--who", "anna"]
    assert main([*review, "--port", str(server.server_port)]) == ExitCode.FILE_SYSTEM
    assert f"--port {server.server_port}: this port cannot be used" in capsys.readouterr().err
    (tmp_path / "other.xml").write_text("<TEI/>", "utf-8")
    assert main([*review, "--report", str(tmp_path / "other.xml")]) == ExitCode.INPUT_REFUSED
    assert "REPORT-FORMAT" in capsys.readouterr().err
    (tmp_path / "others").mkdir()
    (tmp_path / "others" / "a.xml").write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "utf-8")
    static = ["review", str(tmp_path / "others"), "--who", "anna", "--static", str(tmp_path / "pages")]
    assert main(static) == ExitCode.SOME_FAILED


# ---------------------------------------------------------------- what is asked


def lines_in(text: str) -> list[ReviewLine]:
    return lines_of(correct(read(text.encode(), "cable.txt"), load()), load())


def test_the_line_with_the_likeliest_errors_comes_first() -> None:
    lines = lines_in(
        "THE AMBASSADOR SAID THAT HE WOULD SEE THE MINISTER.\nTHE QXBRT VWZKL SAID HE WPQRD NOT GO TO PARIS.\n"
    )
    assert queue(lines)[0].number == 1


def test_a_page_has_no_more_questions_than_its_budget() -> None:
    lines = lines_in(
        "THE QXBRT VWZKL SAID HE WPQRD NOT GO TO PARIS.\n" * 2 + "THE XBQRT WVZKL SAID HE PWQRD NOT GO.\n" * 2
    )
    assert len(queue(lines, 1)) == 1
    assert len(queue(lines, 0)) > 1


def test_a_word_that_nobody_knows_has_readings_to_choose_from() -> None:
    (line,) = lines_in("THE GOVERNMENT OF THE UNITED STQTLS WILL NOT AGREE TO THE PROPOSAL.\n")
    (word,) = (word for word in line.words if word.before == "STQTLS")
    assert "STATES" in (word.now, *(offer.text for offer in offers(word)))


@pytest.mark.parametrize(
    ("line", "read", "reading"),
    [
        ("THE DRAFT OF A N-W AGREEMENT WAS READ TO THE MINISTER.", "N-W", "NEW"),
        ("THE DRAFT OF AN AGR.EMENT, WHICH WAS READ TO THE MINISTER.", "AGR.EMENT,", "AGREEMENT,"),
        ("the minister has read the draft of a n-w agreement of the ministers.", "n-w", "new"),
        ("T0: Secretary of State", "T0:", "TO:"),
    ],
)
def test_what_a_stain_or_a_figure_left_of_a_word_is_offered(line: str, read: str, reading: str) -> None:
    (only,) = lines_in(f"{line}\n")
    (word,) = (word for word in only.words if word.before == read)
    assert reading in (word.now, *(offer.text for offer in offers(word)))


def test_other_releases_stand_beside() -> None:
    texts = (
        "THE MINISTER SAID THAT HIS GOVERNMENT WOULD NOT AGREE TO THE XROPQSAL OF THE SOVIET UNION.\n",
        "THE MINISTER SAID THAT HIS GOVERNMENT WOULD NOT AGREE TO THE PROPOSAL OF THE SOVIET UNION.\n",
    )
    sources = [read(text.encode(), f"release-{number}.txt") for number, text in enumerate(texts)]
    draft, beside = collated(sources, load(), Options())
    first = lines_of(draft, load(), beside)[0]
    (word,) = (word for word in first.words if word.before == "XROPQSAL")
    assert word.beside is not None
    assert [there.text for there in word.beside.values()] == ["PROPOSAL"]


def test_a_word_that_goes_on_in_the_next_line_is_there_whole(tmp_path: Path) -> None:
    (tmp_path / "cable.txt").write_text(
        "THE QXBRT VWZKL SAID THAT HE GAVE A GENERAL EVALU-\nATION OF WPQRD.\n", "ascii"
    )
    out = tmp_path / "out"
    assert main(["convert", str(tmp_path / "cable.txt"), "-o", str(out), "-q"]) == 0
    review = Review(out, out / "decisions.jsonl", "anna", load(), Options())
    lines = [item for item in review.data(0)["items"] if item["kind"] == "line"]
    assert any(word["at"][1] > line["from"] + line["text"].find("\n") > 0 for line in lines for word in line["words"])
    for line in lines:
        for word in line["words"]:
            start, end = (offset - line["from"] for offset in word["at"])
            assert len(line["text"][start:end]) == end - start


def test_a_word_of_another_release_is_given_as_its_ocr_has_it(tmp_path: Path) -> None:
    text = "THE QXBRT SAID THAT HIS GOVERNMENT WOULD NOT AGREE TO THE PROPOSAL OF THE SOVIET UNION.\n"
    for name, part in (("a.txt", text), ("b.txt", text.replace("PROPOSAL", "PROPOSAI.").replace("QXBRT", "VWZKL"))):
        (tmp_path / name).write_text(part, "ascii")
    out = tmp_path / "out"
    assert main(["collate", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "-o", str(out / "record.xml"), "-q"]) == 0
    review = Review(out, out / "decisions.jsonl", "anna", load(), Options(), budget=0)
    source = review.document(0).source
    words = [word for item in review.data(0)["items"] for word in item.get("words", ())]
    same = [there for word in words for there in word.get("same", ())]
    assert same
    for start, end, before, left, right, _, _ in same:
        assert source.text[start:end] == before
        assert (left, right) == context(source.text, Span(start, end))


def test_a_decision_on_one_of_several_releases_names_its_own_file(tmp_path: Path) -> None:
    text = "THE QXBRT SAID THAT HIS VWZKL GOVERNMENT WOULD NOT AGREE TO THE PROPOSAL OF THE SOVIET UNION.\n"
    worse = "THE QXVRT SAID THAT HIS VWZKLM GOVERNMENT WOULD NOT AGREE TO THE PRXPQSAL OF THE SQVXBT UNION.\n"
    for name, part in (("a.txt", text), ("b.txt", worse)):
        (tmp_path / name).write_text(part, "ascii")
    out = tmp_path / "out"
    assert main(["collate", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "-o", str(out / "record.xml"), "-q"]) == 0
    review = Review(out, out / "decisions.jsonl", "anna", load(), Options())
    data = review.data(0)
    for line, word in doubtful_of(data):
        member = next(member for member in reversed(data["members"]) if member["start"] <= word["at"][0])
        at = [offset - member["start"] for offset in word["at"]]
        before = line["text"][word["at"][0] - line["from"] : word["at"][1] - line["from"]]
        keys = {"source": member["source"], "record": member["record"], "at": at, "before": before}
        assert review.take(0, [{**keys, "is": "reads", "after": "WORD", "who": "anna"}]) == 1
    made = [parse_row(line) for line in review.file.read_text("utf-8").splitlines()]
    assert made
    for row in made:
        assert {"record/a": text, "record/b": worse}[row.record][row.at.start : row.at.end] == row.before


def test_what_a_line_may_be_said_to_be_can_be_decided() -> None:
    assert set(data.LAYERS_IN_WORDS) <= set(layers())
    assert len(data.LAYERS_IN_WORDS) <= 9, "each has a figure key"


def test_a_query_stands_in_its_line_and_is_answered(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["convert", str(SAMPLE), "-o", str(out), "-q"]) == 0
    review = Review(out, out / "decisions.jsonl", "anna", load(), Options())
    page = review.data(0)
    query = next(item for item in page["items"] if item["value"] == "REFERENCE-DIFFERS")
    assert "788" in query["text"]
    assert query["words"]
    assert query["do"]
    member, (start, end) = page["members"][0], query["at"]
    before = query["text"][start - query["from"] : end - query["from"]]
    keys = {"source": member["source"], "record": member["record"], "at": [start, end], "before": before}
    assert review.take(0, [{**keys, "is": "answered", "query": query["value"], "who": "anna"}]) == 1
    later = Review(out, review.file, "berta", load(), Options())
    assert [(item.value, item.span.start) for item in later.document(0).asked if item.span.start == start] == []


def test_the_list_says_how_damaged_each_document_is(tmp_path: Path) -> None:
    for name, text in (
        ("good", "THE MINISTER AGREED TO THE PROPOSAL."),
        ("bad", "TBE M1NISTEB AGBEED T0 TKE PR0POSAI."),
    ):
        (tmp_path / "in" / f"{name}.txt").parent.mkdir(exist_ok=True)
        (tmp_path / "in" / f"{name}.txt").write_text(f"{text}\n" * 30, "ascii")  # a few words have no grade
    assert main(["convert", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "-q"]) == 0
    assert main(["review", str(tmp_path / "out"), "--who", "anna", "--static", str(tmp_path / "pages")]) == 0
    listed = (tmp_path / "pages" / "index.html").read_text("utf-8").split("<li>")[1:]
    assert all("OCR damage: " in item for item in listed)
    assert ["OCR damage: A" in item for item in listed] == [False, True]


def test_pages_of_a_file_whose_name_is_not_utf8(tmp_path: Path) -> None:
    name = os.fsdecode(b"t\xe9l\xe9gramme.txt")
    (tmp_path / name).write_text(TEXT, "ascii")
    assert main(["convert", str(tmp_path / name), "-o", str(tmp_path / "out"), "-q"]) == 0
    assert main(["review", str(tmp_path / "out"), "--who", "anna", "--static", str(tmp_path / "pages")]) == 0
    assert "t\\xe9l\\xe9gramme.xml" in (tmp_path / "pages" / "index.html").read_text("utf-8")


def test_pages_are_written_over_no_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "cable.txt").write_text(TEXT, "ascii")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("my home page", "ascii")
    assert main(["convert", str(tmp_path / "cable.txt"), "-o", str(tmp_path / "out"), "-q"]) == 0
    static = ["review", str(tmp_path / "out"), "--who", "anna", "--static"]
    assert main([*static, str(tmp_path / "site")]) == ExitCode.OUTPUT_EXISTS
    assert main([*static, str(tmp_path / "out")]) == ExitCode.USAGE
    assert "USAGE-SAME-FILE" in capsys.readouterr().err
    assert (tmp_path / "site" / "index.html").read_text("ascii") == "my home page"
    assert [main([*static, str(tmp_path / "pages")]) for _ in range(2)] == [0, 0]
