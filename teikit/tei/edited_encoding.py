"""What a person changed in the encoding of a TEI other than the readings: elements, and notes on the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from teikit.files.xml import text_of
from teikit.tei.build import q
from teikit.tei.readings import notes_of_editors

NOT_COMPARED = frozenset(
    {
        *("choice", "sic", "corr", "supplied", "gap", "unclear", "g", "lb"),  # compared as readings
        *("anchor", "seg", "fw", "note", "stamp"),  # there are more or fewer of them in other profiles
        *("persName", "placeName", "orgName", "roleName", "date", "idno", "ref"),  # they depend on lists of names
    }
)
"""Elements whose number may differ although nobody changed it."""
LONGEST = 60  # characters of a note that are shown, at most


def changes_of_encoding(made: etree._Element, edited: etree._Element) -> Iterator[str]:
    """The differences between the encoding of an edited text and that which teikit makes, in words.

    They are the numbers of the elements, ``p: 3 became 4``, and each note of the editor.
    """
    before, after = _numbers(made), _numbers(edited)
    for name in dict.fromkeys((*before, *after)):
        if before[name] != after[name]:
            yield f"{name}: {before[name]} became {after[name]}"
    for note in notes_of_editors(edited):
        yield f"the note {text_of(note)[:LONGEST]!r} is not part of the text, so no decision is made of it"


def _numbers(root: etree._Element) -> Counter[str]:
    """How many of each element there are in the texts of a TEI, in the order of their first occurrence."""
    elements = (element for body in root.iter(q("body")) for element in body.iterdescendants("{*}*"))
    names = (etree.QName(element).localname for element in elements)
    return Counter(name for name in names if name not in NOT_COMPARED)
