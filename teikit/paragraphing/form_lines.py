"""Single lines between the items of a form, and single items: captions that read like text, values in small letters.

Occupation              an item
housewife               what is typed below it
EDUCATION (Account for all civilian schools)
Name of school          an item

An item with no other beside it is text.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

import regex

from teikit.paragraphing.documents import Documents
from teikit.paragraphing.groups import ITEM, Bounds, Paragraph
from teikit.paragraphing.items import OF_LINES, closes_brackets
from teikit.paragraphing.short_lines import is_debris

ENDED = regex.compile(r"[.?!:]\W*$")  # so currently employed.
LEAST = 2  # letters of such a line, at least
LETTER = regex.compile(r"\p{L}")  # what a line of a form has


def with_lines_between(paragraphs: Sequence[Paragraph], bounds: Bounds, documents: Documents) -> list[Paragraph]:
    """The same paragraphs, but those of one line between two items of a form or list, on its page, are items."""
    listed = list(paragraphs)
    for at in range(1, len(listed) - 1):
        above, between, below = listed[at - 1 : at + 2]
        are_items = above.role == ITEM == below.role
        is_near = bounds.are_on_one_page(above.lines[-1], below.lines[0]) and bounds.are_of_one_document(
            above.lines[-1], below.lines[0]
        )
        if are_items and is_near and documents.genre(between.lines[0].start) in OF_LINES and _may_be_item(between):
            listed[at] = between._replace(role=ITEM)
    return listed


def without_lone(paragraphs: Sequence[Paragraph], bounds: Bounds, copies: Container[int]) -> Iterator[Paragraph]:
    """The same paragraphs, but an item with no other beside it in its document is text; ``copies`` may stand alone."""
    near = zip([None, *paragraphs], paragraphs, [*paragraphs[1:], None], strict=False)
    for above, paragraph, below in near:
        first = paragraph.lines[0]
        items = [beside for beside in (above, below) if beside is not None and beside.role == ITEM]
        is_lone = not any(bounds.are_of_one_document(beside.lines[0], first) for beside in items)
        is_text = paragraph.role == ITEM and is_lone and first.start not in copies
        yield paragraph._replace(role="") if is_text else paragraph


def _may_be_item(paragraph: Paragraph) -> bool:
    """Whether a paragraph is one line of text, or two in brackets, and ends no sentence."""
    text, *below = (line.text.strip() for line in paragraph.lines)
    is_line = not below or (len(below) == 1 and closes_brackets(text, below[0]))
    is_text = is_line and not paragraph.role and not is_debris(text)
    return is_text and ENDED.search(text) is None and len(LETTER.findall(text)) >= LEAST
