"""One OCR text as it was read, with its lines and places.

Offsets are code points of the decoded text. Lines end at LF, CRLF and CR only, so that U+2028, U+0085 or a form feed
never shift a line number.
"""

from __future__ import annotations

import bz2
import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from teikit.core.span import Span

if TYPE_CHECKING:
    from teikit.core.layout import Layout
    from teikit.core.metadata import Metadata

LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")  # a line and its end; \Z: the last line may have none
CR = re.compile(r"\r(?!\n)")  # a line end of its own


class Line(NamedTuple):
    """One line: its text without the line end; the offsets of its start, of the end of its text and of its line end."""

    text: str
    start: int
    end: int
    next: int

    @property
    def span(self) -> Span:
        """The text of the line, without its line end."""
        return Span(self.start, self.end)

    @property
    def content(self) -> Span:
        """The text of the line without the white space at its ends."""
        return Span(self.start + len(self.text) - len(self.text.lstrip()), self.start + len(self.text.rstrip()))

    @property
    def whole(self) -> Span:
        """The line with its line end."""
        return Span(self.start, self.next)


def lines(text: str) -> Iterator[Line]:
    r"""Cut a text into lines at LF, CRLF and CR.

    >>> [line.text for line in lines("A\u2028B\nC\r\nD\rE")]
    ['A\u2028B', 'C', 'D', 'E']
    """
    for match in LINE.finditer(text):
        if match.start() == len(text) and match.start() == match.end():
            return
        yield Line(match[1], match.start(), match.end(1), match.end())


class Note(NamedTuple):
    """A note on a source: a code for programs, a sentence for people, and the offset of the place, if there is one."""

    code: str
    message: str
    offset: int | None = None


@dataclass(frozen=True)
class SourceFile:
    """A file from which a source was read and which contains more than its text: its name, its bytes, its media type.

    A file that ``is_withheld`` is named but not carried along, because its contents must not be seen.
    """

    name: str
    data: bytes
    media: str
    is_withheld: bool = False

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def packed(self) -> bytes:
        """The bytes, compressed by bzip2."""
        return bz2.compress(self.data)


@dataclass(frozen=True)
class Source:
    """One OCR text as read: the text, and all that is needed to give its bytes back.

    ``bom`` holds the bytes before the text (a byte order mark is not text), ``encoding`` names the codec; bytes that
    the codec cannot decode are lone surrogates in ``text`` (U+DC80 to U+DCFF), one for one. ``layout`` has the
    positions of the words on the page, if the format has them; ``parts`` are the files that were read, if they are more
    than the text itself (XML, PDF); ``metadata`` is that of a METS or bag. If several inputs were joined, ``members``
    has the offset at which each begins, and its name, and ``origins`` the digest and the record of each. ``record`` is
    the name of the input among all inputs, by which a decision finds another OCR of the same pages.
    """

    name: str
    text: str
    encoding: str = "utf-8"
    bom: bytes = b""
    digest: str = ""
    notes: tuple[Note, ...] = ()
    layout: Layout | None = None
    parts: tuple[SourceFile, ...] = ()
    metadata: Metadata | None = None
    members: tuple[tuple[int, str], ...] = ()
    record: str = ""
    origins: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        return f"<Source {self.name!r}: {len(self.text)} characters>"

    @cached_property
    def plain(self) -> str:
        """The text with LF for CR alone, which ends lines in old files; offsets are those of ``text``."""
        return CR.sub("\n", self.text) if "\r" in self.text else self.text

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the text, in order."""
        return tuple(lines(self.text))

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def lines_in(self, span: Span) -> tuple[Line, ...]:
        """The lines that begin in a stretch of the text."""
        starts = self._line_starts
        return self.lines[bisect_left(starts, span.start) : bisect_left(starts, span.end)]

    def origin(self, offset: int) -> tuple[int, str]:
        """The offset where the input with an offset begins, and its name; 0 and its own name if nothing was joined."""
        index = bisect_right(self.members, offset, key=lambda member: member[0]) - 1
        return self.members[index] if index >= 0 else (0, self.name)

    def key(self, offset: int) -> tuple[str, str, int]:
        """The key of an offset in decisions: digest and record of its input, and the offset at which that begins."""
        index = bisect_right(self.members, offset, key=lambda member: member[0]) - 1
        if index < 0:
            return self.files_digest, self.record, 0
        return (*self.origins[index], self.members[index][0]) if self.origins else ("", "", self.members[index][0])

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset in its input, both counted from 1."""
        if not self.lines:
            return 1, 1
        number = max(bisect_right(self._line_starts, offset), 1)
        before = bisect_left(self._line_starts, self.origin(offset)[0])
        return number - before, offset - self._line_starts[number - 1] + 1

    def place(self, offset: int) -> str:
        """An offset in the form for people and editors: ``name:line:column``."""
        line, column = self.position(offset)
        return f"{self.origin(offset)[1]}:{line}:{column}"

    @cached_property
    def files_digest(self) -> str:
        """The SHA-256 that identifies the input in decisions: of its file, or of all its files, one after the other."""
        if len(self.parts) > 1:
            return hashlib.sha256("".join(part.digest for part in self.parts).encode("ascii")).hexdigest()
        return self.parts[0].digest if self.parts else self.digest or hashlib.sha256(self.encode()).hexdigest()

    def encode(self) -> bytes:
        """The bytes of the text, exactly as they were read; for a format with ``parts``, the text as UTF-8."""
        return self.bom + self.text.encode(self.encoding, "surrogateescape")
