"""The lines of a draft that are items of lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from teikit.core import Line
from teikit.lexicon import Lexicon
from teikit.paragraphing.documents import Documents
from teikit.paragraphing.lists.items import OF_LINES, items, sources
from teikit.paragraphing.lists.listed_entries import entries
from teikit.paragraphing.setting import Setting


class Lists(NamedTuple):
    """The starts of the lines that belong to lists."""

    items: set[int]  # those that begin an item
    copies: set[int]  # of these, the ones that say who gets copies
    inside: set[int]  # those that belong to the item above
    described: set[int]  # of those of items, the ones with a description: ``Lindt - author of the draft``


def lists_of(free: Sequence[Line], documents: Documents, settings: Mapping[int, Setting], lexicon: Lexicon) -> Lists:
    """The lists among the lines that no mark covers.

    ``settings`` says how the page of each line is typed, by the start of the line. Items of forms and of lists are not
    copies, and neither are sources with their symbols or entries of one form.
    """
    listed: set[int] = set()
    persons: set[int] = set()
    described: set[int] = set()
    going_on: set[int] = set()
    for lines in documents.parted(free):
        width = max(settings[line.start].width for line in lines)
        are_items = items(lines, documents.genre(lines[0].start), width, lexicon)
        listed |= {line.start for line, is_item in zip(lines, are_items, strict=True) if is_item}
        of_form = entries(lines, width)
        persons |= of_form.persons
        described |= of_form.described
        going_on |= of_form.inside
    copies = {start for start in listed if documents.genre(start) not in OF_LINES}
    of_sources, inside = sources(free, lexicon.patterns["source symbol"])
    begun = listed | of_sources | persons | described
    return Lists(begun, copies, inside | (going_on - begun), described)
