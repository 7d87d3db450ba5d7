"""The headers of the documents and parts of a draft: where each begins, and where its last line starts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf

from teikit.core import Draft, Line, kinds
from teikit.core.genres import HEADED, LETTER, NOT_SIGNED, OF_PARTS, PERHAPS_HEADED
from teikit.lexicon import Lexicon
from teikit.lexicon.salutations import is_salutation
from teikit.paragraphing.documents import Documents
from teikit.paragraphing.header_end import PageRow, begins_part, doubtful_header_end, header_end, salutation_start


class DraftHeaders:
    """The headers of a draft.

    ``parts`` are the starts of the parts of documents: of the enclosures that are marked, and of ``pages``, each of
    which begins one. ``free`` are the lines that no mark covers; the argument ``pages`` has the starts of all pages.
    """

    def __init__(
        self, draft: Draft, free: Sequence[Line], documents: Documents, pages: Sequence[int], lexicon: Lexicon
    ) -> None:
        fields = [(draft.to_text(mark.span.start), mark.get("type")) for mark in draft.of_kind(kinds.FIELD)]
        lines = [PageRow(line.start, line.text.strip(), is_field=False) for line in free]
        self._rows = sorted([*lines, *(PageRow(start, "", is_field=True, type=kind) for start, kind in fields)])
        self._documents, self._pages, self._vocabulary = documents, pages, lexicon.words
        self._patterns = lexicon.patterns
        enclosures = {draft.to_text(mark.span.start) for mark in draft.of_kind(kinds.PART)}
        self.pages = [start for start in self._parts() if start not in enclosures]
        self.parts = sorted({*self.pages, *enclosures})
        self._sheets = {draft.to_text(mark.span.start) for mark in draft.of_kind(kinds.ROUTING)}
        parts = (start for start in self.parts if start not in self._sheets)
        headed = (start for start in parts if documents.genre(start) not in NOT_SIGNED)
        self._ends = [*self._of_documents(), *((start, self._end(start)) for start in headed)]

    def has(self, lines: Sequence[Line]) -> bool:
        """Whether all of these lines belong to one header."""
        return any(start <= lines[0].start and lines[-1].start <= end for start, end in self._ends)

    @property
    def texts(self) -> set[int]:
        """The starts of the lines below the last lines of headers that are not fields: the text begins there."""
        ends = {end for _, end in self._ends}
        return {below.start for row, below in pairwise(self._rows) if row.start in ends and not row.is_field}

    def _parts(self) -> Iterator[int]:
        """The starts of the pages that begin a part of a document."""
        for start in self._pages:
            is_later = start not in self._documents.starts and self._documents.genre(start) in OF_PARTS
            if is_later and begins_part(self._on_page(start), self._vocabulary):
                yield start

    def _of_documents(self) -> Iterator[tuple[int, int]]:
        """The start of each header of a document, and the start of its last field or its salutation.

        The boxes of a routing sheet are not a header: there are remarks among them.
        """
        begun = zip(self._documents.starts, self._documents.genres, strict=True)
        for start, genre in (paper for paper in begun if paper[0] not in self._sheets):
            saluted = salutation_start(self._on_page(start), self._patterns) if genre == LETTER else -1
            if saluted >= 0:
                yield start, saluted
            elif genre in HEADED:
                yield start, self._end(start)
            elif genre in PERHAPS_HEADED:
                yield start, doubtful_header_end(self._on_page(start), self._vocabulary, genre)

    def _end(self, start: int) -> int:
        """The start of the last field of a header that begins at an offset, or of a salutation directly below that.

        -1 if there is no header.
        """
        rows = self._on_page(start)
        end = header_end(rows, self._vocabulary)
        below = next((row for row in rows if row.start > end), None)
        is_saluted = end >= 0 and below is not None and not below.is_field and is_salutation(below.text, self._patterns)
        return below.start if below and is_saluted else end

    def _on_page(self, start: int) -> list[PageRow]:
        """The lines and fields from an offset to the end of its page."""
        following = bisect_right(self._pages, start)
        end = self._pages[following] if following < len(self._pages) else inf
        return [row for row in self._rows if start <= row.start < end]
