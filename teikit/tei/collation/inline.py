"""The apparatus in the text itself (parallel segmentation): each place with the readings of the other releases."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from teikit.tei.build import ID, elements_by_id, make, q

MAY_HOLD_APP = frozenset(
    map(q, ("p", "seg", "opener", "closer", "item", "stamp", "note", "fw", "head", "supplied")),
)
"""The elements in which the schema of teikit allows ``app``."""


def inlined(
    div: etree._Element, entries: Sequence[etree._Element], beside: Sequence[etree._Element] = ()
) -> list[etree._Element]:
    """Put entries of ``listApp`` into the text, around their passages, and return those that stay outside.

    An entry about several elements (a passage of several paragraphs) is put into each of them. The entries ``beside``
    what they point to, about text that the base lacks, stay outside. Entries of mere misreadings are dropped, because
    the corrections show them.
    """
    by_id = elements_by_id(div)
    outside: list[etree._Element] = []
    for entry in entries:
        if all(reading.get("cause") == "ocr" for reading in entry.iterfind(q("rdg"))):
            continue
        ids = [] if entry in beside else _places(entry, by_id)
        places = [by_id[id] for id in ids if _may_be_lemma(by_id[id])]
        if not places:
            outside.append(entry)
        for number, element in enumerate(places):
            _wrap(element, entry if not number else _without_ids(entry))
    return outside


def _places(entry: etree._Element, by_id: dict[str, etree._Element]) -> list[str]:
    """The ids of the elements from ``@from`` to ``@to`` of an entry: parts of a passage are numbered (w1.1, w1.2)."""
    first, last = (entry.get(name, "").lstrip("#") for name in ("from", "to"))
    if last in ("", first):
        return [first] if first in by_id else []
    stem, _, start = first.rpartition(".")
    numbers = range(int(start), int(last.rpartition(".")[2]) + 1)
    ids = (f"{stem}.{number}" for number in numbers)
    return [id for id in ids if id in by_id]


def _may_be_lemma(element: etree._Element) -> bool:
    """Whether an entry may be put around an element."""
    parent = element.getparent()
    return element.tag in (q("supplied"), q("seg")) and parent is not None and parent.tag in MAY_HOLD_APP


def _without_ids(entry: etree._Element) -> etree._Element:
    """A copy of an entry without its ids, which are used only at its first place."""
    copy = deepcopy(entry)
    for element in copy.iter():
        element.attrib.pop(ID, None)
    return copy


def _wrap(element: etree._Element, entry: etree._Element) -> None:
    """Replace an element by ``app``, with the element as its lemma and the readings of an entry."""
    parent = element.getparent()
    assert parent is not None
    own_lemma = entry.find(q("lem"))
    lemma = make("lem")
    lemma.attrib.update({} if own_lemma is None else dict(own_lemma.attrib))
    app = make("app", "", lemma, *(deepcopy(reading) for reading in entry.iterfind(q("rdg"))))
    app.tail, element.tail = element.tail, None
    parent.replace(element, app)
    lemma.append(element)
