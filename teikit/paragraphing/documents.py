"""The documents of a draft, while its text is divided into paragraphs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby

from teikit.core import Draft, Line, kinds


class Documents:
    """The documents of a draft: their starts and genres. Text above all of them has no document."""

    def __init__(self, draft: Draft) -> None:
        marks = draft.of_kind(kinds.DOCUMENT)
        self.starts = [draft.to_text(mark.span.start) for mark in marks]
        self.genres = [mark.get("type") for mark in marks]

    def place(self, offset: int) -> int:
        """The place, from 0, of the document to which an offset belongs; -1 if it has no document."""
        return bisect_right(self.starts, offset) - 1

    def genre(self, offset: int) -> str:
        """The genre of the document to which an offset belongs; empty if it has no document."""
        place = self.place(offset)
        return self.genres[place] if place >= 0 else ""

    def parted(self, lines: Sequence[Line]) -> list[list[Line]]:
        """Lines, given in order, divided by documents."""
        return [list(part) for _, part in groupby(lines, lambda line: self.place(line.start))]
