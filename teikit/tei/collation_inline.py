"""The apparatus in the text itself (parallel segmentation): each place with what the other releases have there."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from teikit.tei.build import ID, make, q

HOLD = frozenset(
    q(name) for name in ("p", "seg", "opener", "closer", "item", "stamp", "note", "fw", "head", "supplied")
)
"""The elements in which the schema has an entry."""


def inlined(div: etree._Element, entries: Sequence[etree._Element]) -> list[etree._Element]:
    """Put entries into the text, around what they are about; returns those for which that is impossible.

    Misreadings of engines are left out: the correction in the text shows them. An entry about several elements (a
    passage that runs over paragraphs) stands at each of them. One about a page, or about what the text has not, stays
    outside.
    """
    by_id = {id: element for element in div.iter() if (id := element.get(ID))}
    outside: list[etree._Element] = []
    for entry in entries:
        if all(reading.get("cause") == "ocr" for reading in entry.iterfind(q("rdg"))):
            continue
        places = [by_id[id] for id in _places(entry, by_id) if _may_hold(by_id[id])]
        if not places:
            outside.append(entry)
        for number, element in enumerate(places):
            _wrap(element, entry if not number else _again(entry))
    return outside


def _places(entry: etree._Element, by_id: dict[str, etree._Element]) -> list[str]:
    """The ids of the elements that an entry is about, from ``@from`` to ``@to``: parts are numbered (w1.1, w1.2)."""
    first, last = (entry.get(name, "").lstrip("#") for name in ("from", "to"))
    if last in ("", first):
        return [first] if first in by_id else []
    stem, _, start = first.rpartition(".")
    numbers = range(int(start), int(last.rpartition(".")[2]) + 1)
    return [id for number in numbers if (id := f"{stem}.{number}") in by_id]


def _may_hold(element: etree._Element) -> bool:
    parent = element.getparent()
    return element.tag in (q("supplied"), q("seg")) and parent is not None and parent.tag in HOLD


def _again(entry: etree._Element) -> etree._Element:
    """A copy of an entry, without the ids, which stand at its first place."""
    copy = deepcopy(entry)
    for element in copy.iter():
        element.attrib.pop(ID, None)
    return copy


def _wrap(element: etree._Element, entry: etree._Element) -> None:
    """Make an element the lemma of an entry, in its place; the attributes of the lemma in the entry are kept."""
    parent = element.getparent()
    assert parent is not None
    own_lemma = entry.find(q("lem"))
    lemma = make("lem")
    lemma.attrib.update({} if own_lemma is None else dict(own_lemma.attrib))
    app = make("app", "", lemma, *(deepcopy(reading) for reading in entry.iterfind(q("rdg"))))
    app.tail, element.tail = element.tail, None
    parent.replace(element, app)
    lemma.append(element)
