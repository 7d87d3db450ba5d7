"""The server of the review: on the loopback address, with a secret in every URL; decisions are saved at once."""

from __future__ import annotations

import json
import secrets
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from teikit.decisions.row import Unreadable
from teikit.errors import TeikitError
from teikit.html.images import MEDIA
from teikit.review.images import policy_of
from teikit.review.pages import document_page, failed_page, index_page, words_script
from teikit.review.series_pages import series_list, series_page
from teikit.review.work import Review
from teikit.wording import say, visible

LARGEST_REQUEST = 262_144  # bytes of decisions that a request may send
MOST_DIGITS = 9  # digits of the number of a document or series, or of the length of a request, at most
SECONDS = 15  # seconds that a browser may take to send its request
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HTML = "text/html; charset=utf-8"
SCRIPT = "text/javascript; charset=utf-8"


class Server(ThreadingHTTPServer):
    """The server of one review, on the loopback address only; ``url`` is its address.

    A browser opens connections without sending anything, so each has a thread; requests are handled one at a time.
    """

    daemon_threads = True

    def __init__(self, review: Review, port: int = 0) -> None:
        self.review, self.token, self.lock = review, secrets.token_urlsafe(24), Lock()
        super().__init__(("127.0.0.1", port), _Handler)
        self.hosts = {f"127.0.0.1:{self.server_port}", f"localhost:{self.server_port}"}
        self.url = f"http://127.0.0.1:{self.server_port}/{self.token}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report in one line an error in a request; a browser that disconnected is not an error."""
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError):
            say(visible(f"a page could not be answered: {error}"))


class _Handler(BaseHTTPRequestHandler):
    """Answers the browser; a request that does not come from the review's own pages is refused first."""

    server: Server
    timeout = SECONDS

    def do_GET(self) -> None:
        """Send a page, the words for completion, or the image of a page; there is no icon."""
        if self.path == "/favicon.ico":
            self._refuse(HTTPStatus.NO_CONTENT)
            return
        parts = self._parts()
        if parts is None:
            return
        review = self.server.review
        if parts == []:
            series = "series/" if review.report else ""
            self._answer(index_page(review, series=series), HTML)
        elif parts == ["words.js"]:
            self._answer(words_script(review.lexicon), SCRIPT)
        elif parts == ["series"] and review.report:
            with self.server.lock:
                page = series_list(review.series)
            self._answer(page, HTML)
        elif (number := self._number(parts)) is None:
            self._refuse(HTTPStatus.NOT_FOUND)
        elif parts[0] == "series":
            self._answer(series_page(review.series[number], review.decided), HTML)
        elif len(parts) == 1:
            with self.server.lock:
                page = self._page(number)
            self._answer(page, HTML)
        else:
            self._image(number, parts[1])

    def do_POST(self) -> None:
        """Receive decisions on a document or a series."""
        parts = self._parts()
        if parts is None:
            return
        number = self._number(parts)
        length = self.headers.get("Content-Length") or ""
        if self.headers.get("Origin") not in {f"http://{host}" for host in self.server.hosts}:
            self._refuse(HTTPStatus.FORBIDDEN)
        elif number is None or not _is_length(length) or (len(parts) > 1 and parts[0] != "series"):
            self._refuse(HTTPStatus.BAD_REQUEST)
        else:
            self._take(is_series=parts[0] == "series", number=number, body=self.rfile.read(int(length)))

    def _take(self, is_series: bool, number: int, body: bytes) -> None:
        """Save decisions on a series or a document; the response has the error, if there is one."""
        review = self.server.review
        try:
            sent = json.loads(body)
            with self.server.lock:
                if is_series:
                    review.take_series(number, *_of_series(sent))
                else:
                    review.take(number, _rows(sent))
        except (ValueError, RecursionError, TeikitError) as error:
            self._answer(str(error).encode("utf-8", "replace"), "text/plain; charset=utf-8", HTTPStatus.BAD_REQUEST)
        else:
            self._answer(b"", "text/plain", HTTPStatus.OK)

    def _parts(self) -> list[str] | None:
        """The parts of the path after the secret; None if the request was refused."""
        token, _, rest = urlsplit(self.path).path.removeprefix("/").partition("/")
        if self.headers.get("Host") not in self.server.hosts:
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
        elif not secrets.compare_digest(token.encode(), self.server.token.encode()):
            self._refuse(HTTPStatus.NOT_FOUND)
        else:
            return [part for part in rest.removesuffix("/").split("/") if rest]
        return None

    def _number(self, parts: list[str]) -> int | None:
        """The number of the requested document or series; None if there is none."""
        review, is_series = self.server.review, parts[:1] == ["series"]
        digits = parts[1] if is_series and len(parts) == 2 else parts[0] if 0 < len(parts) <= 2 else ""
        if not digits.isascii() or not digits.isdigit() or len(digits) > MOST_DIGITS:
            return None
        return int(digits) if int(digits) < len(review.series if is_series else review.names) else None

    def _page(self, number: int) -> bytes:
        """The page of a document."""
        review = self.server.review
        try:
            data = review.data(number)
        except TeikitError as error:
            return failed_page(review.names[number], error.message)
        next = f"../{number + 1}/" if number + 1 < len(review.names) else ""
        sources = f"connect-src 'self'; {policy_of(review.images)}" if data["images"] else "connect-src 'self'"
        return document_page(review.names[number], data, "../", next, sources)

    def _image(self, number: int, page: str) -> None:
        """Send the image of a page of a document, which must be named in its layout."""
        with self.server.lock:
            path = self.server.review.image_file(number, page)
        if path is None:
            self._refuse(HTTPStatus.NOT_FOUND)
        else:
            self._answer(path.read_bytes(), MEDIA[path.suffix.lower()])

    def _answer(self, content: bytes, media: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        """Answer a request with these bytes of a media type."""
        self.send_response(status)
        self.send_header("Content-Type", media)
        for key, value in HEADERS.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _refuse(self, status: HTTPStatus) -> None:
        self.close_connection = True
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *arguments: Any) -> None:
        """Log nothing: the address would contain the secret."""


def _rows(sent: object) -> list[dict[str, Any]]:
    """Decisions as a page sends them. Raises :class:`~teikit.decisions.row.Unreadable`."""
    if not isinstance(sent, list) or not all(isinstance(row, dict) for row in sent):
        raise Unreadable("this is not a list of decisions", "Open the page again.")
    return sent


def _of_series(sent: object) -> tuple[list[int], str, str]:
    """Places, verdict and reference as the page of a series sends them. Raises as :func:`_rows` does."""
    values = sent if isinstance(sent, dict) else {}
    places, verdict, ref = values.get("places"), values.get("verdict"), values.get("ref", "")
    if not isinstance(places, list) or not all(type(place) is int for place in places):
        raise Unreadable("this is not a list of places", "Open the page again.")
    if not isinstance(verdict, str) or not isinstance(ref, str):
        raise Unreadable("this is not a verdict", "Open the page again.")
    return places, verdict, ref


def _is_length(header: str) -> bool:
    """Whether a header gives the length of a request, within the limit."""
    return header.isascii() and header.isdecimal() and len(header) <= MOST_DIGITS and int(header) <= LARGEST_REQUEST
