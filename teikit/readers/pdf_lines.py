"""The words and lines of a page of a PDF, in the order of the file.

It runs in the program that opens PDF (:mod:`teikit.readers.pdf_child`) and imports nothing of teikit.
"""

from __future__ import annotations

import ctypes
import math
import sys
from collections.abc import Iterator
from typing import Any

LINE_JUMP = 0.75  # font sizes off the baseline of the piece before it beyond which a piece is on another line
WORD_GAP = 0.3  # font sizes between two pieces on one line beyond which they are two words
HYPHENS = (0x0002, 0xFFFE)
"""The characters that pdfium gives for a hyphen at the end of a line."""


class TextObject:
    """A text object of pdfium, some characters in a row: where it begins and in which direction it runs."""

    def __init__(self, raw: Any, page: Any, index: int) -> None:
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(page, index, matrix)
        length = math.hypot(matrix.a, matrix.b) or 1.0
        self.along = (matrix.a / length, matrix.b / length)
        self.size = (raw.FPDFText_GetFontSize(page, index) * math.hypot(matrix.c, matrix.d)) or 1.0
        self.start = origin(raw, page, index)
        self.mode = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(page, index))

    def steps_from(self, before: TextObject, last: tuple[float, float]) -> tuple[float, float]:
        """The distance of its beginning from the last character before it, along and across the baseline there."""
        x, y = self.start[0] - last[0], self.start[1] - last[1]
        cos, sin = before.along
        return x * cos + y * sin, y * cos - x * sin


class PageLines:
    """Gathers the characters of one page into words and lines, in the order of the file."""

    def __init__(self, pdfium: Any, page: Any) -> None:
        self.raw, self.page = pdfium.raw, page
        self.width, self.height = (round(10 * side) for side in page.get_size())
        self.text = page.get_textpage()
        self.rectangle = pdfium.raw.FS_RECTF()
        self.lines: list[tuple[int, list[list[Any]]]] = []
        self.mode = 0
        self.letters: list[str] = []
        self.box = [math.inf, math.inf, -math.inf, -math.inf]

    def read(self) -> list[tuple[int, list[list[Any]]]]:
        """All lines that hold a word: ``(baseline, [[word, left, top, right, bottom, render mode], ...])``."""
        before, last = None, -1
        for indices in self.pieces():
            piece = TextObject(self.raw, self.text.raw, indices[0])
            self.begin(piece, before, last)
            self.mode = piece.mode
            for index in indices:
                self.add(index)
            before, last = piece, indices[-1]
        self.end_word()
        return [line for line in self.lines if line[1]]

    def pieces(self) -> list[list[int]]:
        """The characters of each text object, the objects in the order of the file, which pdfium does not always keep.

        Spaces and line ends that pdfium inserted belong to no object; they are added to the one before.
        """
        raw, text = self.raw, self.text.raw
        characters: dict[int | None, list[int]] = {}
        owner = None
        for index in range(raw.FPDFText_CountChars(text)):
            owner = address(raw.FPDFText_GetTextObject(text, index)) or owner
            if owner is not None:
                characters.setdefault(owner, []).append(index)
        order = {owner: place for place, owner in enumerate(self.objects())}
        return [characters[owner] for owner in sorted(characters, key=lambda owner: order.get(owner, len(order)))]

    def objects(self) -> Iterator[int | None]:
        """The addresses of all objects of the page, including those in forms."""
        raw, page = self.raw, self.page.raw
        waiting = [raw.FPDFPage_GetObject(page, index) for index in reversed(range(raw.FPDFPage_CountObjects(page)))]
        while waiting:
            page_object = waiting.pop()
            yield address(page_object)
            if raw.FPDFPageObj_GetType(page_object) == raw.FPDF_PAGEOBJ_FORM:
                inside = reversed(range(raw.FPDFFormObj_CountObjects(page_object)))
                waiting.extend(raw.FPDFFormObj_GetObject(page_object, index) for index in inside)

    def begin(self, piece: TextObject, before: TextObject | None, last: int) -> None:
        """Begin a line or a word with a piece, if it is too far from the last character (``last``) before it."""
        if before is None:
            return self.begin_line(piece)
        raw, text = self.raw, self.text.raw
        along, across = piece.steps_from(before, origin(raw, text, last))
        size = max(piece.size, before.size)
        gap = along - width(raw, text, last, before)
        if abs(across) > LINE_JUMP * size or along < -size:
            return self.begin_line(piece)
        if gap > WORD_GAP * size:
            self.end_word()
        return None

    def begin_line(self, piece: TextObject) -> None:
        """End the line before and open another one."""
        self.end_word()
        self.lines.append((self.device(*piece.start)[1], []))

    def add(self, index: int) -> None:
        """Add a character to the word, or end the word at a space."""
        code = self.raw.FPDFText_GetUnicode(self.text.raw, index)
        letter = "-" if code in HYPHENS else chr(code) if 0 < code <= sys.maxunicode else "\ufffd"
        if letter.isspace():
            return self.end_word()
        rectangle, box = self.rectangle, self.box
        self.raw.FPDFText_GetLooseCharBox(self.text.raw, index, rectangle)
        self.letters.append(letter)
        box[0] = min(box[0], rectangle.left)
        box[1] = min(box[1], rectangle.bottom)
        box[2] = max(box[2], rectangle.right)
        box[3] = max(box[3], rectangle.top)
        return None

    def end_word(self) -> None:
        """Put the word, if there is one, into its line."""
        if self.letters:
            word = "".join(self.letters).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            (x1, y1), (x2, y2) = self.device(*self.box[:2]), self.device(*self.box[2:])
            self.lines[-1][1].append([word, min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2), self.mode])
        self.letters, self.box = [], [math.inf, math.inf, -math.inf, -math.inf]

    def device(self, x: float, y: float) -> tuple[int, int]:
        """A place in the space of the PDF as tenths of a point from the top left corner."""
        across, down = ctypes.c_int(), ctypes.c_int()
        self.raw.FPDF_PageToDevice(self.page.raw, 0, 0, self.width, self.height, 0, x, y, across, down)
        return across.value, down.value


def address(pointer: Any) -> int | None:
    """The address of a pointer; None for a null pointer."""
    return ctypes.cast(pointer, ctypes.c_void_p).value


def origin(raw: Any, page: Any, index: int) -> tuple[float, float]:
    """The place of a character on its baseline."""
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(page, index, x, y)
    return x.value, y.value


def width(raw: Any, page: Any, index: int, piece: TextObject) -> float:
    """The width of a character of a piece along the baseline."""
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(page, index, box)
    cos, sin = piece.along
    return float(abs(cos) * abs(box.right - box.left) + abs(sin) * abs(box.top - box.bottom))
