"""The words of a PDF page that are covered, so that they are invisible: a redaction that failed.

It runs in the program that opens PDF (:mod:`teikit.readers.pdf_child`) and imports nothing of teikit. First it looks
for anything that could cover a word: filled shapes, thick lines, small images, annotations. Only if there is one over a
word, the page is drawn; a word is covered if the drawing shows one colour in its place, or dark and darker, as for a
word below a dark box that lets some of it through. The light words of a dark table head are not covered, whatever was
drawn first. A redaction that was only asked for (an annotation of that kind) counts, too.

A word with a thin line through its middle is struck out: it is legible, and only counted.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, NamedTuple

DPI = 100  # of the drawing; at 100 the strokes of a letter of 8 points are still a pixel wide
LONGEST_SIDE = 5000  # pixels of the drawing, at most
LARGE = 0.5  # share of the page from which an image or shape is its background
THICK = 6.0  # points of a line that may cover words
OVER = 0.35  # share of the area of a word that must be covered
FLAT = 24  # grey levels by which the pixels over a covered word may differ
TEXT = 1  # a note; this and the next are subtypes of annotations, with the numbers of fpdf_annot.h
LINK = 2  # a link to a page or an address
STRIKE_OUT = 12  # strikes words out
POPUP = 16  # the window of a note
FILE_ATTACHMENT = 17  # the sign of a file in the document
WIDGET = 20  # a field of a form
REDACT = 28  # asks for a redaction
NOT_COVERING = frozenset({TEXT, LINK, POPUP, FILE_ATTACHMENT, WIDGET})
"""Annotations that do not show on the page."""
MOST_OBJECTS = 100_000  # of a page that are examined, at most
INVISIBLE = 3  # the render mode of text that a program has put behind an image of it
LIGHT = 200  # grey level of paper
DARK = 140  # grey level that no pixel of a dark box exceeds, even if a word shows through
THIN = 25  # tenths of a point of the thickest line that strikes a word out
MIDDLE = (0.3, 0.75)  # the part of the height of a word through which such a line goes
ACROSS = 0.7  # share of the width of a word along which it runs
MOST_LINES = 2_000  # thin lines of a page that are examined, at most

Device = Callable[[float, float], tuple[int, int]]
Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)  # the identity matrix


class Rectangle(NamedTuple):
    """A word, or what may cover it, in tenths of a point from the top left corner of the page.

    One that ``is_redaction`` was only requested: it counts even if it does not show.
    """

    left: int
    top: int
    right: int
    bottom: int
    is_redaction: bool = False


def covered(pdfium: Any, page: Any, lines: list[tuple[int, list[list[Any]]]], device: Device) -> None:
    """Append True to each word of the lines, ``[word, left, top, right, bottom, render mode]``, that is covered."""
    words = [word for _, line in lines for word in line]
    covers = list(_covers(pdfium, page, device)) if words else []
    if not covers:
        return
    drawing: _Drawing | None = None
    for word in words:
        box = Rectangle(*word[1:5])
        for cover in covers:
            common = _common(box, cover)
            if common is None or _area(common) < OVER * max(_area(box), 1):
                continue
            drawing = drawing or _Drawing(page)
            if cover.is_redaction or drawing.is_flat(common, word[5]):
                word.append(True)
                break


def struck_out(pdfium: Any, page: Any, lines: list[tuple[int, list[list[Any]]]], device: Device) -> int:
    """The number of words in the lines with a thin line through their middle, or an annotation to that effect."""
    words = [Rectangle(*word[1:5]) for _, line in lines for word in line]
    shapes = (shape for shape in _shapes(pdfium.raw, page, device, thin=True) if _thickness(shape) <= THIN)
    strokes = [] if not words else list(islice(shapes, MOST_LINES))
    struck = [cover for cover in _annotations(pdfium.raw, page, device, frozenset({STRIKE_OUT})) if words]
    return sum(
        any(_strikes(stroke, word) for stroke in strokes) or any(_is_within(word, cover) for cover in struck)
        for word in words
    )


def _thickness(shape: Rectangle) -> int:
    return min(shape.right - shape.left, shape.bottom - shape.top)


def _turned(box: Rectangle) -> Rectangle:
    return Rectangle(box.top, box.left, box.bottom, box.right)


def _strikes(stroke: Rectangle, word: Rectangle) -> bool:
    """Whether a stroke runs through the middle of a word, along most of it."""
    if stroke.bottom - stroke.top > stroke.right - stroke.left:  # the words of a turned page are upright
        stroke, word = _turned(stroke), _turned(word)
    width, height = word.right - word.left, word.bottom - word.top
    common = min(stroke.right, word.right) - max(stroke.left, word.left)
    at = (stroke.top + stroke.bottom) / 2 - word.top
    return width > 0 and common >= ACROSS * width and MIDDLE[0] * height <= at <= MIDDLE[1] * height


def _is_within(word: Rectangle, cover: Rectangle) -> bool:
    common = _common(word, cover)
    return common is not None and _area(common) >= OVER * max(_area(word), 1)


def _covers(pdfium: Any, page: Any, device: Device) -> Iterator[Rectangle]:
    width, height = page.get_size()
    for cover in (*_shapes(pdfium.raw, page, device), *_annotations(pdfium.raw, page, device, None)):
        if _area(cover) <= LARGE * 100 * width * height and cover.right > cover.left and cover.bottom > cover.top:
            yield cover


def _shapes(raw: Any, page: Any, device: Device, thin: bool = False) -> Iterator[Rectangle]:
    """Filled shapes, thick lines and images, those in forms too; or filled shapes and lines however ``thin``."""
    page = page.raw
    waiting = [(raw.FPDFPage_GetObject(page, at), UNIT) for at in range(raw.FPDFPage_CountObjects(page))][::-1]
    seen = 0
    while waiting and seen < MOST_OBJECTS:
        seen += 1
        page_object, matrix = waiting.pop()
        kind = raw.FPDFPageObj_GetType(page_object)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            inner = _product(_matrix(raw, page_object), matrix)
            count = raw.FPDFFormObj_CountObjects(page_object)
            waiting += [(raw.FPDFFormObj_GetObject(page_object, at), inner) for at in range(count)][::-1]
        elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING) or (
            kind == raw.FPDF_PAGEOBJ_PATH and _covers_paper(raw, page_object, 0 if thin else THICK)
        ):
            bounds = _clipped(raw, page_object, _bounds(raw, page_object))
            if bounds:
                yield _on_page(bounds, matrix, device)


def _covers_paper(raw: Any, page_object: Any, least: float) -> bool:
    """Whether a path is filled, or drawn with a line of at least so many points."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    width = ctypes.c_float()
    raw.FPDFPath_GetDrawMode(page_object, fill, stroke)
    thick = stroke.value and raw.FPDFPageObj_GetStrokeWidth(page_object, width) and width.value >= least
    return bool(fill.value or thick)


def _bounds(raw: Any, page_object: Any) -> tuple[float, float, float, float]:
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(page_object, *edges)
    left, bottom, right, top = (edge.value for edge in edges)
    return left, bottom, right, top


def _clipped(
    raw: Any, page_object: Any, bounds: tuple[float, float, float, float]
) -> tuple[float, float, float, float] | None:
    """What a clipping path leaves of a rectangle: ``56 76 52 14 re W n 0 0 612 792 re f``; None for nothing."""
    left, bottom, right, top = bounds
    clip = raw.FPDFPageObj_GetClipPath(page_object)
    for path in range(raw.FPDFClipPath_CountPaths(clip) if clip else 0):
        across: list[float] = []
        down: list[float] = []
        for segment in range(min(raw.FPDFClipPath_CountPathSegments(clip, path), MOST_OBJECTS)):
            x, y = ctypes.c_float(), ctypes.c_float()
            if raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, segment), x, y):
                across.append(x.value)
                down.append(y.value)
        if across:
            left, bottom = max(left, min(across)), max(bottom, min(down))
            right, top = min(right, max(across)), min(top, max(down))
    return (left, bottom, right, top) if left < right and bottom < top else None


def _matrix(raw: Any, page_object: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(page_object, matrix)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _product(first: Matrix, second: Matrix) -> Matrix:
    """The product of two matrices: one after the other."""
    a, b, c, d, e, f = first
    k, m, n, p, q, r = second
    return (a * k + b * n, a * m + b * p, c * k + d * n, c * m + d * p, e * k + f * n + q, e * m + f * p + r)


def _on_page(bounds: tuple[float, float, float, float], matrix: Matrix, device: Device) -> Rectangle:
    left, bottom, right, top = bounds
    a, b, c, d, e, f = matrix
    corners = [device(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return Rectangle(min(across), min(down), max(across), max(down))


def _annotations(raw: Any, page: Any, device: Device, kinds: frozenset[int] | None) -> Iterator[Rectangle]:
    """The annotations that are visible on the page, or those of some kinds."""
    for at in range(min(raw.FPDFPage_GetAnnotCount(page.raw), MOST_OBJECTS)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, at)
        if not annotation:
            continue
        kind, rectangle = raw.FPDFAnnot_GetSubtype(annotation), raw.FS_RECTF()
        wanted = kind not in NOT_COVERING if kinds is None else kind in kinds
        if wanted and raw.FPDFAnnot_GetRect(annotation, rectangle):
            bounds = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            yield _on_page(bounds, UNIT, device)._replace(is_redaction=kind == REDACT)
        raw.FPDFPage_CloseAnnot(annotation)


def _common(box: Rectangle, cover: Rectangle) -> Rectangle | None:
    left, top = max(box.left, cover.left), max(box.top, cover.top)
    common = Rectangle(left, top, min(box.right, cover.right), min(box.bottom, cover.bottom))
    return common if common.left < common.right and common.top < common.bottom else None


def _area(box: Rectangle) -> float:
    return (box.right - box.left) * (box.bottom - box.top)


class _Drawing:
    """The page as it is displayed, in levels of grey."""

    def __init__(self, page: Any) -> None:
        width, height = page.get_size()
        self.scale = min(DPI / 72, LONGEST_SIDE / max(width, height, 1.0))
        self.bitmap = page.render(scale=self.scale, grayscale=True)
        self.pixels = bytes(self.bitmap.buffer)

    def is_flat(self, box: Rectangle, mode: int) -> bool:
        """Whether a part of the page has one colour, or is dark with something darker.

        Nothing is hidden if it is the paper behind an invisible word.
        """
        left, top, right, bottom = (round(edge / 10 * self.scale) for edge in box[:4])
        bitmap = self.bitmap
        left, right = max(left, 0), min(max(right, left + 1), bitmap.width)
        rows = range(max(top, 0), min(max(bottom, top + 1), bitmap.height))
        levels = b"".join(self.pixels[row * bitmap.stride + left : row * bitmap.stride + right] for row in rows)
        if not levels:
            return False
        ground = sorted(levels)[len(levels) // 2]
        shows = max(levels) - min(levels) > FLAT
        if shows and (max(levels) > DARK or max(levels) - ground > FLAT):  # light paper, or light words on dark ground
            return False
        return mode != INVISIBLE or max(levels) < LIGHT
