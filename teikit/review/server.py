"""The server of the review: on the loopback address, a secret in every address, each decision on the disk at once."""

from __future__ import annotations

import os
import secrets
import time
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, urlsplit

from teikit.core import Source, Span
from teikit.decided_check import inputs_of
from teikit.decisions import Row
from teikit.decisions.book import shown_digest
from teikit.decisions.places import context
from teikit.errors import TeikitError
from teikit.lexicon import Lexicon
from teikit.options import Options
from teikit.review.pages import done_page, index_page, question_page
from teikit.review.questions import BUDGET, Question, questions, questions_of_releases

LONGEST = 65_536  # bytes of a form
SECONDS = 15  # that a browser may take to say what it wants
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@dataclass
class _Document:
    """A document that was opened: its input, its questions by number, those that are left, in order."""

    source: Source
    questions: list[Question]
    left: list[int]


@dataclass
class Review:
    """A review under way: what is decided goes to the end of ``file``, before anything else happens."""

    folder: Path
    file: Path
    who: str
    lexicon: Lexicon
    options: Options
    budget: int = BUDGET
    names: list[str] = field(default_factory=list)
    made: list[tuple[int, int, Row]] = field(default_factory=list)
    _opened: dict[int, _Document] = field(default_factory=dict)

    def __post_init__(self) -> None:
        paths = sorted(path.relative_to(self.folder) for path in self.folder.rglob("*.xml"))
        self.names = [path.as_posix() for path in paths if not path.parts[0].startswith(".")]

    def document(self, number: int) -> _Document:
        """A document, opened when it is asked for. Raises :class:`~teikit.errors.TeikitError` where it cannot be."""
        if number not in self._opened:
            name = self.names[number]
            sources = list(inputs_of(self.folder / name, name.removesuffix(".xml")))
            if len(sources) > 1:
                source, asked = questions_of_releases(sources, self.lexicon, self.options, self.budget)
            else:
                source = sources[0]
                asked = questions(source, self.lexicon, self.options, self.budget)
            self._opened[number] = _Document(source, asked, list(range(len(asked))))
        return self._opened[number]

    def decide(self, number: int, asked: int, verdict: str, value: str, typed: str) -> int:
        """Take a decision on a question of a document; the answer is the document that is to be shown next.

        One that is none (the question is answered already, in another window) is left out.
        """
        if verdict == "undo":
            return self._undo(number)
        document = self.document(number)
        if asked not in document.left or (verdict == "typed" and not typed):
            return number
        document.left.remove(asked)
        question = document.questions[asked]
        if verdict == "later":
            document.left.append(asked)
        elif verdict == "as-read" or (verdict == "right" and question.now == question.before):
            self._add(number, asked, self._row(document, question.span, "as-read"))
        elif verdict == "unclear":
            self._add(number, asked, self._row(document, question.span, "unclear"))
        else:
            after = question.now if verdict == "right" else typed
            if verdict == "reads" and value.isdigit() and 0 < int(value) <= len(question.candidates):
                after = question.candidates[int(value) - 1]
            self._add(number, asked, self._row(document, question.span, "reads", after))
        return number

    def _row(self, document: _Document, span: Span, verdict: str, after: str = "") -> Row:
        text, source = document.source.text, document.source
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        digest, record, start = source.key(span.start)
        own = Span(span.start - start, span.end - start)
        place = (own, text[span.start : span.end], *context(text, span))
        return Row(shown_digest(digest), record, *place, verdict, after=after, who=self.who, when=when)

    def _add(self, number: int, asked: int, row: Row) -> None:
        self._write(row)
        self.made.append((number, asked, row))

    def _undo(self, number: int) -> int:
        """Withdraw the last decision, and ask its question again, first; the answer is its document."""
        if self.made:
            number, asked, row = self.made.pop()
            document = self.document(number)
            when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
            self._write(replace(row, is_="withdrawn", after="", when=when))
            document.left.insert(0, asked)
        return number

    def _write(self, row: Row) -> None:
        """Add a line to the file, in one step and down to the disk."""
        handle = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(handle, f"{row.as_json()}\n".encode())
            os.fsync(handle)
        finally:
            os.close(handle)


class Server(ThreadingHTTPServer):
    """The server of one review, on the loopback address only; ``url`` is where it is.

    A browser opens connections on which it says nothing, so each has a thread; the review is used by one at a time.
    """

    daemon_threads = True

    def __init__(self, review: Review, port: int = 0) -> None:
        self.review, self.token, self.lock = review, secrets.token_urlsafe(24), Lock()
        super().__init__(("127.0.0.1", port), _Handler)
        self.hosts = {f"127.0.0.1:{self.server_port}", f"localhost:{self.server_port}"}
        self.url = f"http://127.0.0.1:{self.server_port}/{self.token}/"


class _Handler(BaseHTTPRequestHandler):
    """Answers the browser; what does not come from our own pages is refused before it is looked at."""

    server: Server
    timeout = SECONDS

    def do_GET(self) -> None:
        """A page."""
        if parts := self._asked():
            with self.server.lock:
                page = self._page(*parts)
            self._answer(page)

    def do_POST(self) -> None:
        """A decision; then the next question."""
        parts = self._asked()
        origin = self.headers.get("Origin")
        if not parts:
            return
        if origin not in {f"http://{host}" for host in self.server.hosts}:
            self._refuse(HTTPStatus.FORBIDDEN)
            return
        length = self.headers.get("Content-Length") or ""
        if not length.isdigit() or int(length) > LONGEST or parts[0] < 0:
            self._refuse(HTTPStatus.BAD_REQUEST)
            return
        form = parse_qs(self.rfile.read(int(length)).decode("utf-8", "replace"), keep_blank_values=True)
        verdict, _, value = form.get("verdict", [""])[0].partition(":")
        asked, typed = form.get("number", ["-1"])[0], form.get("reading", [""])[0]
        shown = parts[0]
        if verdict in ("right", "reads", "as-read", "typed", "unclear", "later", "undo"):
            number = int(asked) if asked.isdigit() else -1
            with self.server.lock:
                shown = self.server.review.decide(parts[0], number, verdict, value, " ".join(typed.split()))
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", f"/{self.server.token}/{shown}/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _asked(self) -> tuple[int] | None:
        """The document that is asked for, -1 for the list of all; None for what was refused."""
        token, _, rest = urlsplit(self.path).path.removeprefix("/").partition("/")
        if self.headers.get("Host") not in self.server.hosts:
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
        elif not secrets.compare_digest(token.encode(), self.server.token.encode()):
            self._refuse(HTTPStatus.NOT_FOUND)
        elif not rest:
            return (-1,)
        elif rest.strip("/").isdigit() and int(rest.strip("/")) < len(self.server.review.names):
            return (int(rest.strip("/")),)
        else:
            self._refuse(HTTPStatus.NOT_FOUND)
        return None

    def _page(self, number: int) -> bytes:
        """The page of a document, -1 for the list of all."""
        review = self.server.review
        if number < 0:
            return index_page(review.names, len(review.made), review.who)
        name = review.names[number]
        try:
            document = review.document(number)
        except TeikitError as error:
            return done_page(name, f"This document cannot be reviewed: {error.message}.")
        if not document.left:
            return done_page(name)
        first = document.left[0]
        return question_page(name, document.source, document.questions[first], len(document.left), first)

    def _answer(self, page: bytes) -> None:
        self.send_response(HTTPStatus.OK)
        for key, value in HEADERS.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def _refuse(self, status: HTTPStatus) -> None:
        self.close_connection = True
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing: the address in the log would have the secret in it."""
