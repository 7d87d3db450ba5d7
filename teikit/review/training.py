"""Write lines of page images with their text as decided by people: training data for an engine."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from teikit.chain import correct
from teikit.core import Draft, Source, Span, kinds
from teikit.core.layout import Box
from teikit.decisions.check import inputs_of
from teikit.errors import MissingDependency, Refused, TeikitError, place_in_file
from teikit.files import write
from teikit.files.paths import xml_below
from teikit.lexicon import Lexicon
from teikit.options import Options
from teikit.passes.privacy import private
from teikit.review.images import base_name, file_of
from teikit.review.lines import ReviewLine, lines_of

if TYPE_CHECKING:
    from PIL import Image

UNSHOWN = (".tif", ".tiff", ".jp2")  # endings of images that browsers do not show
MARGIN = 4  # units of the page around a line


class TrainingLine(NamedTuple):
    """A line that a person has checked: its number in the text, the image of its page, its box there, its text."""

    number: int
    image: Path
    page_width: int
    box: Box
    text: str


def write_lines(
    folder: Path, lexicon: Lexicon, options: Options, images: str, output: Path, unread: list[TeikitError]
) -> int:
    """Write the lines of a folder's documents as ``RECORD-LINE.png`` and ``RECORD-LINE.gt.txt``; returns their number.

    The lexicon has the decisions; the errors of files that cannot be read go to ``unread``. Raises
    :class:`~teikit.errors.MissingDependency` without Pillow, and IMAGE-BROKEN for an image that cannot be read.
    """
    try:
        from PIL import Image
    except ImportError:
        message = "cutting lines out of images needs the package Pillow"
        raise MissingDependency("MISSING-DEPENDENCY", message, "Install it: pip install Pillow") from None
    written = 0
    for path, name in sorted(xml_below(folder)):
        record = name.removesuffix(".xml")
        try:
            sources = list(inputs_of(path, record))
        except TeikitError as error:
            if error.code != "RECOVER-NO-SOURCE":  # it is not by teikit, or does not carry its input
                place_in_file(error, path)
                unread.append(error)
            continue
        for line in lines_in(sources, lexicon, options, images):
            try:
                with Image.open(line.image) as image:
                    png = _cut_out(image, line)
            except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:  # as Pillow says "broken"
                hint = "Open it in an image viewer; if that works, save it as PNG. Otherwise ask for the file again."
                raise Refused("IMAGE-BROKEN", f"this image cannot be read: {error}", hint, str(line.image)) from None
            stem = f"{record.replace('/', '-')}-{line.number:04}"
            write.prepare(output)
            write.write(output / f"{stem}.png", png, force=True)
            write.write(output / f"{stem}.gt.txt", f"{line.text}\n".encode(), force=True)
            written += 1
    return written


def _cut_out(image: Image.Image, line: TrainingLine) -> bytes:
    """The part of the image of a page that shows a line, in grey, as PNG."""
    scale = image.width / line.page_width
    left, top, right, bottom = (round(edge * scale) for edge in line.box)
    png = io.BytesIO()
    image.crop((left, top, right, min(bottom, image.height))).convert("L").save(png, "PNG")
    return png.getvalue()


def lines_in(sources: Sequence[Source], lexicon: Lexicon, options: Options, images: str) -> Iterator[TrainingLine]:
    """The lines of a document on which people decided and in which nothing is doubtful any more."""
    for source in sources:
        if source.layout is None or not lexicon.decisions.about([source.files_digest], [source.record]):
            continue
        draft = correct(source, lexicon, options)
        for line in lines_of(draft, lexicon):
            if is_decided(line) and (seen := _on_page(line, draft, images)):
                yield seen


def is_decided(line: ReviewLine) -> bool:
    """Whether a person decided the reading of a word of a line, and no other word of it is doubtful."""
    return any(word.is_decided for word in line.words) and not line.is_doubtful


def _on_page(line: ReviewLine, draft: Draft, images: str) -> TrainingLine | None:
    """The place of a line on its image; None if it is unknown, or if other text is in its box."""
    layout, source = draft.source.layout, draft.source
    page = layout.page_at(line.span.start) if layout else None
    here = layout.line_at(line.span.start) if layout else None
    image = _image(images, page.image) if page else None
    if page is None or here is None or here.box is None or image is None or not page.width:
        return None
    crossing = [edit for edit in draft.edits if _crosses(edit.span, line.span)]
    unclear = [
        mark
        for mark in draft.marks
        if mark.kind == kinds.UNCLEAR and line.span.start <= mark.span.start < line.span.end
    ]
    text = draft.read(line.span).strip()
    if crossing or unclear or not text or any(private(text)):
        return None
    left, top, right, bottom = here.box
    box = Box(max(left - MARGIN, 0), max(top - MARGIN, 0), min(right + MARGIN, page.width), bottom + MARGIN)
    return TrainingLine(source.position(line.span.start)[0], image, page.width, box, text)


def _crosses(edit: Span, line: Span) -> bool:
    """Whether an edit reaches from a line into another: ``EVALU-`` and ATION."""
    return edit.start < line.end < edit.end or edit.start < line.start < edit.end


def _image(images: str, name: str) -> Path | None:
    """The file of an image, including types that browsers do not show."""
    stem = Path(base_name(name)).stem
    paths = (Path(images) / f"{stem}{end}" for end in UNSHOWN) if stem else iter(())
    return file_of(images, name) or next((path for path in paths if path.is_file()), None)
