"""The review: each decision is on the disk before the next page, and nobody else's page can make one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode, urlsplit

import pytest

from teikit.chain import correct
from teikit.cli import main
from teikit.conversion import load_lexicon
from teikit.decisions import Row
from teikit.decisions.row import parse_row
from teikit.errors import ExitCode
from teikit.lexicon import load
from teikit.options import Options
from teikit.readers import read
from teikit.review.beside import collated
from teikit.review.lines import Line, lines_of
from teikit.review.questions import queue
from teikit.review.server import Review, Server

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


def ask(server: Server, path: str, form: dict[str, str] | None = None, **headers: str) -> tuple[HTTPResponse, str]:
    """What the server answers, and its page; ``path`` follows the secret of its address."""
    url = urlsplit(server.url)
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=60)
    own = {"Host": url.netloc, "Origin": f"http://{url.netloc}", "Content-Type": "application/x-www-form-urlencoded"}
    body = None if form is None else urlencode(form)
    connection.request("GET" if form is None else "POST", path, body, {**own, **headers})
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    return answer, page


def path_of(server: Server, rest: str = "0/") -> str:
    return urlsplit(server.url).path + rest


def decide(server: Server, verdict: str, reading: str = "") -> None:
    """Decide on the question that is shown."""
    _, page = ask(server, path_of(server))
    found = re.search(r'name="number" value="(\d+)"', page)
    number = found[1] if found else ""
    answer, _ = ask(server, path_of(server), {"verdict": verdict, "reading": reading, "number": number})
    assert answer.status == 303
    assert answer.getheader("Location") == path_of(server)


def rows(server: Server) -> list[Row]:
    file = server.review.file
    return [parse_row(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []


def asked(server: Server) -> str:
    return re.search(r"<mark>(.*?)</mark>", ask(server, path_of(server))[1])[1]  # type: ignore[index]


def test_a_decision_is_on_the_disk_before_the_next_question(server: Server) -> None:
    word = asked(server)
    decide(server, "reads:1")
    (row,) = rows(server)
    assert (row.is_, row.before, row.who, row.record) == ("reads", word, "anna", "cable")
    assert row.after
    assert asked(server) != word


@pytest.mark.parametrize(
    ("verdict", "reading", "wanted"),
    [("as-read:", "", ("as-read", "")), ("unclear:", "", ("unclear", "")), ("typed:", " A  B ", ("reads", "A B"))],
)
def test_every_key_decides(server: Server, verdict: str, reading: str, wanted: tuple[str, str]) -> None:
    decide(server, verdict, reading)
    (row,) = rows(server)
    assert (row.is_, row.after) == wanted


def test_what_is_undone_is_withdrawn_and_asked_again(server: Server) -> None:
    word = asked(server)
    decide(server, "reads:1")
    decide(server, "undo:")
    assert [row.is_ for row in rows(server)] == ["reads", "withdrawn"]
    assert asked(server) == word


def test_later_decides_nothing(server: Server) -> None:
    word = asked(server)
    decide(server, "later:")
    assert asked(server) != word
    assert rows(server) == []


def test_a_second_window_decides_nothing_twice(server: Server) -> None:
    _, page = ask(server, path_of(server))
    number = re.search(r'name="number" value="(\d+)"', page)[1]  # type: ignore[index]
    for _ in range(2):
        ask(server, path_of(server), {"verdict": "reads:1", "number": number})
    assert len(rows(server)) == 1


def test_the_decisions_are_those_that_convert_reads(server: Server, tmp_path: Path) -> None:
    word = asked(server)
    decide(server, "typed:", "QUITE OTHERWISE")
    assert main(["convert", str(tmp_path / "cable.txt"), "-o", str(tmp_path / "out"), "-q", "-f"]) == 0
    tei = (tmp_path / "out" / "cable.xml").read_text("utf-8")
    assert f"<sic>{word}</sic>" in tei
    assert re.search(r'<corr [^>]*resp="#anna"[^>]*>QUITE OTHERWISE</corr>', tei)


# -------------------------------------------------------------------- strangers


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Host": "evil.example"}, {"Host": "127.0.0.1:1"}],
    ids=["another page", "a page without a name", "rebound name", "another port"],
)
def test_no_other_page_can_decide(server: Server, headers: dict[str, str]) -> None:
    answer, _ = ask(server, path_of(server), {"verdict": "reads:1", "number": "0"}, **headers)
    assert answer.status in (403, 421)
    assert rows(server) == []


@pytest.mark.parametrize("path", ["/", "/0/", "/wrong/0/", "//", "/%2e%2e/etc/passwd"])
def test_who_does_not_know_the_secret_sees_nothing(server: Server, path: str) -> None:
    answer, page = ask(server, path)
    assert (answer.status, page) == (404, "")


@pytest.mark.parametrize("rest", ["1/", "-1/", "x/", "0/../../", "99999999999/"])
def test_there_are_no_other_addresses(server: Server, rest: str) -> None:
    assert ask(server, path_of(server, rest))[0].status == 404


def test_a_form_that_is_too_large_or_strange_is_refused(server: Server) -> None:
    assert ask(server, path_of(server), {"verdict": "x" * 100_000})[0].status == 400
    for verdict in ("", "x:", "reads:99", "reads:-1"):
        assert ask(server, path_of(server), {"verdict": verdict, "number": "77"})[0].status == 303
    assert rows(server) == []


def test_pages_run_nothing_but_their_own_script(server: Server) -> None:
    answer, page = ask(server, path_of(server))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]  # type: ignore[index]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.getheader("X-Frame-Options") == "DENY"
    assert "<B>NOW" not in page
    assert "&lt;B&gt;NOW" in page


def test_only_this_machine_is_served(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_who_decides_must_be_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", str(tmp_path)]) == ExitCode.USAGE
    assert main(["review", str(tmp_path / "no"), "--who", "anna"]) == ExitCode.FILE_SYSTEM
    assert "USAGE-WHO" in capsys.readouterr().err


# ---------------------------------------------------------------- what is asked


def lines_in(text: str) -> list[Line]:
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
    assert "STATES" in (word.now, *(offer.text for offer in word.offers))


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


def test_a_decision_on_one_of_several_releases_names_its_own_file(tmp_path: Path) -> None:
    text = "THE MINISTER SAID THAT HIS GOVERNMENT WOULD NOT AGREE TO THE PROPOSAL OF THE SOVIET UNION.\n"
    worse = text.replace("MINISTER", "MXNQSTBR").replace("SOVIET", "SQVXBT").replace("PROPOSAL", "PRXPQSAL")
    for name, part in (("a.txt", text), ("b.txt", worse)):
        (tmp_path / name).write_text(part, "ascii")
    out = tmp_path / "out"
    assert main(["collate", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "-o", str(out / "record.xml"), "-q"]) == 0
    review = Review(out, out / "decisions.jsonl", "anna", load(), Options())
    document = review.document(0)
    for number, question in enumerate(document.questions):
        review.decide(0, number, "typed", "", f"WORD{number}")
        assert question.before
    for line in review.file.read_text("utf-8").splitlines() if review.file.exists() else ():
        row = parse_row(line)
        assert {"record/a": text, "record/b": worse}[row.record][row.at.start : row.at.end] == row.before
