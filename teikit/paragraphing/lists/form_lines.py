"""Single lines between the items of a form, and single items: captions that read like text, values in lower case.

Occupation              an item
housewife               what is typed below it
EDUCATION (Account for all civilian schools)
Name of school          an item

An item without another next to it is text, and so are one or two values between labels of the form:

John D. Smith           text
Type of Action          a label
3/31/58                 text
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

import regex

from teikit.paragraphing.documents import Documents
from teikit.paragraphing.groups import ITEM, Bounds, Paragraph
from teikit.paragraphing.lists.items import OF_LINES, closes_brackets
from teikit.paragraphing.lists.short_lines import is_debris

ENDED = regex.compile(r"[.?!:]\W*$")  # so currently employed.
LEAST_LETTERS = 2  # letters of such a line, at least
FORM_LETTER = regex.compile(r"\p{L}")  # a letter, which a line of a form has
FEWEST_ITEMS = 2  # items of a list, at least
FEWEST_BELOW_LABEL = 3  # items of a list below or above a label of a form, at least


def with_lines_between(paragraphs: Sequence[Paragraph], bounds: Bounds, documents: Documents) -> list[Paragraph]:
    """The paragraphs, with those of one line between two items of a form or list, on the same page, as items."""
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
    """The paragraphs, with an item without another next to it in its document as text; ``copies`` may be alone.

    Items at a label of a form that are too few for a list are text, too: they are the values of its boxes.
    """
    pairs = list(pairwise(paragraphs))
    beside = [above.role == ITEM == below.role and _are_of_one_document(above, below, bounds) for above, below in pairs]
    is_list = [
        are_beside and bounds.are_below_one_label(above.lines[0], below.lines[0])
        for are_beside, (above, below) in zip(beside, pairs, strict=True)
    ]
    first = 0
    for end, goes_on in enumerate((*is_list, False), 1):
        if goes_on:
            continue
        is_at_label = any(beside[max(first - 1, 0) : first] + beside[end - 1 : end])
        is_few = end - first < (FEWEST_BELOW_LABEL if is_at_label else FEWEST_ITEMS)
        for paragraph in paragraphs[first:end]:
            is_text = is_few and paragraph.role == ITEM and paragraph.lines[0].start not in copies
            yield paragraph._replace(role="") if is_text else paragraph
        first = end


def _are_of_one_document(above: Paragraph, below: Paragraph, bounds: Bounds) -> bool:
    """Whether two paragraphs begin in one document."""
    return bounds.are_of_one_document(above.lines[0], below.lines[0])


def _may_be_item(paragraph: Paragraph) -> bool:
    """Whether a paragraph is one line of text, or two in brackets, and ends no sentence."""
    text, *below = (line.text.strip() for line in paragraph.lines)
    is_line = not below or (len(below) == 1 and closes_brackets(text, below[0]))
    is_text = is_line and not paragraph.role and not is_debris(text)
    return is_text and ENDED.search(text) is None and len(FORM_LETTER.findall(text)) >= LEAST_LETTERS
