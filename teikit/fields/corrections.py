"""The corrections in a field of a header: its label, its precedence, its misread words, and the names in it.

``PROM:``, ``N/ACT``, ``CITE YAVE`` and ``OIRECTOR`` are corrected only in their place on the form.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from teikit.core import Certainty, Edit, Mark, Span
from teikit.fields.items import Item
from teikit.fields.labels import EXACT, MENDED
from teikit.fields.misread import misread
from teikit.fields.reader import RULE, Reader
from teikit.fields.values.contents import STATION
from teikit.fields.values.likeness import likeness
from teikit.fields.values.words import EDGES, OF

LONG_NAME = 5  # letters of the only word of a name that may be corrected, at least
SHORT_PARTY = 3  # letters of a party that is recognised only in its place, at most: AIR INFO WAVE is DIR INFO WAVE
LIKE_SHORT = 0.6  # likeness, 0 to 1, of such a party, at least
LIKE_PART = 0.7  # likeness of a word in a name of several words, at least: SAN JESE
HEADER_WORD = regex.compile(r"[\p{L}0-9']+")  # a word of a label or an address: REC'D, WH4


def corrections(text: str, item: Item, marks: list[Mark], reader: Reader) -> Iterator[Edit]:
    """The corrections in a field that was read as the ``marks``, at most one for each place of the text."""
    edits = [*_mended(text, item, reader), *(edit for mark in marks for edit in _renamed(text, mark))]
    for span, form, why, is_code in misread(text, item, marks, reader):
        new = form if is_code else _in_case_of(text[slice(*span)], form)
        edits.append(Edit(span, new, RULE, Certainty.MEDIUM, why=why))
    taken: set[int] = set()
    for edit in edits:
        places = set(range(*edit.span))
        if not places & taken and text[slice(*edit.span)] != edit.new:
            yield edit
        taken |= places


def _mended(text: str, item: Item, reader: Reader) -> Iterator[Edit]:
    """The corrections of a garbled precedence or a garbled label of an item."""
    label, start = item.rows[0].label, item.span.start
    if item.type == "precedence":
        reading, form = EDGES.sub("", text[start : item.span.end]), reader.words.precedence(text[slice(*item.span)])
        if form and reading != form:
            why = f"the precedence {form}, in its place on the form"
            yield Edit(Span(start, start + len(reading)), form, RULE, why=why)
    elif label and label.mends and item.value.start > start and (word := HEADER_WORD.match(text, start)):
        end = start + len(text[start : item.value.start].rstrip()) if label.has_glued_colon else word.end()
        form = _in_case_of(word[0], label.field.label) + (":" if label.has_glued_colon else "")
        if text[start:end] != form:
            yield Edit(Span(start, end), form, RULE, Certainty.MEDIUM, why="a label of the form, garbled")


def _renamed(text: str, mark: Mark) -> Iterator[Edit]:
    """The corrections of the words of a name that a list has: ``OIRECTOR``, ``SAN JESE``, ``AIR`` for DIR."""
    key = mark.get("key") if mark.get("of") != STATION else None
    words, form = list(HEADER_WORD.finditer(text, *mark.span)), (key or "").split()
    is_small = len(words) > 1 and any(word[0][1:].islower() for word in words)
    if len(words) != len(form):
        return
    for word, right in zip(words, form, strict=True):
        if word[0].upper() != right and likeness(word[0], right) >= _least(right, len(form)):
            yield Edit(
                Span(*word.span()),
                _in_small(right) if is_small else _in_case_of(word[0], right),
                RULE,
                Certainty.MEDIUM,
                why="a party of the header, misread",
            )


def _in_small(form: str) -> str:
    """A word of a name in upper and lower case: Secretary, of."""
    return form.lower() if form in OF else form.capitalize()


def _least(form: str, words: int) -> float:
    """The least likeness at which a word is corrected to a form, in a name of so many ``words``.

    The name was recognised as a whole before.
    """
    if len(form) <= SHORT_PARTY:
        return LIKE_SHORT
    return LIKE_PART if words > 1 else MENDED if len(form) >= LONG_NAME else EXACT


def _in_case_of(reading: str, form: str) -> str:
    """A form in the case of its reading: with a first capital (``Dats``), in capitals (``BancKox``), or as it is."""
    if reading.islower():
        return form
    return form.capitalize() if reading[:1].isupper() and reading[1:].islower() else form.upper()
