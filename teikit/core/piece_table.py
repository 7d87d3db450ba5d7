"""The table of the pieces that cover a source: it gives the text and maps offsets between source and text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate

from teikit.core.hyphens import HYPHENS
from teikit.core.pieces import Piece, cut, insert
from teikit.core.proposals import Edit
from teikit.core.source import Line, lines
from teikit.core.span import Span

LINE_BROKEN = re.compile(rf"[{HYPHENS}]?\s*")
"""What is removed from a word broken at a line end; a hyphen at the beginning of a line does not break one."""
LINE_END = re.compile(r"[\r\n\f]")  # ends of lines and of pages
PAGE_END = re.compile(r"[ \t]*\f")
"""The end of a page, in an edit and after it; it is outside the running text."""


class PieceTable:
    """A source (its text) and the pieces that cover it without overlap, in order."""

    def __init__(self, source: str, pieces: Sequence[Piece]) -> None:
        self.source, self.pieces = source, pieces

    def reading(self, piece: Piece) -> str:
        """The reading of a piece, whether it is hidden or not."""
        return self.original(piece) if piece.new is None else piece.new

    def original(self, piece: Piece) -> str:
        """The text of the source at a piece."""
        return self.source[piece.span.start : piece.span.end]

    def read(self, span: Span) -> str:
        """A stretch of the source as it reads now, including asides; a replaced piece belongs to its beginning."""
        first = bisect_left(self.starts, span.start)
        if first and self.pieces[first - 1].span.end > span.start:
            first -= 1
        parts = []
        for piece in self.pieces[first : bisect_left(self.starts, span.end)]:
            if piece.new is None:
                parts.append(self.source[max(piece.span.start, span.start) : min(piece.span.end, span.end)])
            elif piece.span.start >= span.start:
                parts.append(piece.new)
        return "".join(parts)

    @cached_property
    def _texts(self) -> list[str]:
        return ["" if piece.hidden else self.reading(piece) for piece in self.pieces]

    @cached_property
    def _text_starts(self) -> list[int]:
        return list(accumulate(map(len, self._texts), initial=0))

    @cached_property
    def starts(self) -> list[int]:
        """The offsets in the source at which the pieces begin."""
        return [piece.span.start for piece in self.pieces]

    @cached_property
    def last_pieces(self) -> dict[int, Span]:
        """For each edit, by its ``id()``, the stretch of the source of its last piece that is more than white space."""
        written = (piece for piece in self.pieces if piece.why and self.original(piece).strip(" \t"))
        return {id(edit): piece.span for piece in written for edit in piece.why}

    @cached_property
    def taken(self) -> dict[int, str]:
        """For each edit, by its ``id()``, the text of the source in the pieces that it was the last to change."""
        taken: dict[int, str] = {}
        for piece in self.pieces:
            if piece.why:
                taken[id(piece.why[-1])] = taken.get(id(piece.why[-1]), "") + self.original(piece)
        return taken

    def is_broken_line(self, piece: Piece) -> bool:
        """Whether a piece is of an edit that only removes a line end from a word, with one hyphen.

        The edit may be in several pieces, around an aside. Two hyphens do not break a word, nor does one within a line
        (``A ¬ PARIS``).
        """
        if piece.new or not piece.why or piece.why[-1].new:
            return False
        start, end = piece.why[-1].span
        if not LINE_END.search(self.source, start, end) and not PAGE_END.match(self.source, end):
            return False
        taken, piece_taken = self.taken[id(piece.why[-1])].strip(" \t"), self.original(piece).strip(" \t")
        return bool(piece_taken) and LINE_BROKEN.fullmatch(taken) is not None

    @cached_property
    def text(self) -> str:
        """The running text after the passes so far, without asides."""
        return "".join(self._texts)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines of ``text``."""
        return tuple(lines(self.text))

    def lines_in(self, span: Span) -> tuple[Line, ...]:
        """The lines that begin in a stretch of ``text``."""
        starts = self._line_starts
        return self.lines[bisect_left(starts, span.start) : bisect_left(starts, span.end)]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    # ------------------------------------------------------------ offsets

    def to_source(self, span: Span) -> Span:
        """A span of ``text`` in offsets of the source; see :meth:`teikit.core.draft.Draft.to_source`."""
        if not self.pieces or span == Span(0, 0):
            return Span(0, 0)
        start = self._to_source_start(span.start)
        if span.end == span.start:
            return Span(start, start)
        index = bisect_right(self._text_starts, span.end - 1, 0, len(self.pieces)) - 1
        piece = self.pieces[index]
        end = piece.span.start + span.end - self._text_starts[index] if piece.new is None else piece.span.end
        return Span(start, end)

    def _to_source_start(self, offset: int) -> int:
        if offset >= self._text_starts[-1]:
            return self.pieces[-1].span.end
        index = bisect_right(self._text_starts, offset, 0, len(self.pieces)) - 1
        piece = self.pieces[index]
        return piece.span.start + (offset - self._text_starts[index] if piece.new is None else 0)

    def to_text(self, offset: int) -> int:
        """An offset of the source as one of ``text``; inside an aside, the place where the text continues after it."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return 0
        piece = self.pieces[index]
        if piece.hidden or piece.new is not None:
            return self._text_starts[index] if offset < piece.span.end else self._text_starts[index + 1]
        return min(self._text_starts[index] + offset - piece.span.start, self._text_starts[index + 1])

    def seams(self, span: Span) -> list[int]:
        """The offsets inside a stretch of ``text`` where one piece of the source ends and another begins."""
        first, last = bisect_right(self._text_starts, span.start), bisect_left(self._text_starts, span.end)
        return sorted(set(self._text_starts[first:last]))

    def within(self, span: Span) -> tuple[int, int]:
        """The pieces that begin in a stretch of the source: the index of the first, and of the one after the last."""
        return bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)

    # -------------------------------------------------------------- edits

    def edited(self, edits: Iterable[tuple[Span, Edit]]) -> list[Piece]:
        """The pieces after edits, each with its span of ``text``, in order and without overlap."""
        pieces = list(self.pieces)
        for span, edit in reversed(list(edits)):
            self._replace(pieces, span, edit)
        return pieces

    def _replace(self, pieces: list[Piece], span: Span, edit: Edit) -> None:
        """Put one edit into the pieces. Edits come last first, so everything before ``span`` is still untouched."""
        count = len(self.pieces)
        first = bisect_right(self._text_starts, span.start, 0, count) - 1
        if span.start == span.end:
            insert(pieces, first, span.start - self._text_starts[first], edit)
            return
        last = bisect_left(self._text_starts, span.end, 0, count)  # one past the piece that holds the last character
        offset, rest = span.start - self._text_starts[first], edit.new
        parts: list[Piece] = []
        for index in range(first, last):
            piece = pieces[index]
            if piece.hidden or not self._texts[index]:
                parts.append(piece)
                continue
            reading = self.reading(piece)
            begin = offset if index == first else 0
            end = min(span.end - self._text_starts[index], len(self._texts[index]))
            parts += cut(piece, reading, begin, end, rest, edit)
            rest = ""
        pieces[first:last] = parts
