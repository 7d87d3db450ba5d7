"""The rows of tables in hOCR, which are those of HTML: each becomes one line, its cells side by side."""

from __future__ import annotations

from collections.abc import Mapping

from teikit.files.xml import number
from teikit.readers.scan import ScannedCell, ScannedLine, ScannedWord

LARGEST = 1_000  # rows or columns that a cell spans; a larger number is an error


class TableRow:
    """One row while it is read: the words of its cells; words between cells are a cell of their own."""

    def __init__(self) -> None:
        self.words: list[ScannedWord] = []
        self.cells: list[ScannedCell] = []
        self.spans = (1, 1)
        self.begun: int | None = None

    def start_cell(self, attrib: Mapping[str, str]) -> None:
        """A cell begins; it gets all words that follow."""
        self._loose()
        self.begun = len(self.words)
        self.spans = (_span(attrib.get("rowspan")), _span(attrib.get("colspan")))

    def end_cell(self) -> None:
        """The cell ends."""
        if self.begun is not None:
            self.cells.append(ScannedCell(len(self.words) - self.begun, *self.spans))
        self.begun = None

    def line(self) -> ScannedLine:
        """The row as a line; without cells if it has only one, which makes no table."""
        self.end_cell()
        self._loose()
        return ScannedLine(self.words, cells=self.cells if len(self.cells) > 1 else ())

    def _loose(self) -> None:
        """Words between the cells are a cell of their own."""
        count = len(self.words) - sum(cell.words for cell in self.cells)
        if count:
            self.cells.append(ScannedCell(count))


def _span(value: str | None) -> int:
    span = number(value or "")
    return int(span) if span is not None and 1 <= span <= LARGEST else 1
