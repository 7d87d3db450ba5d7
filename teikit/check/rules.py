"""The rules that neither the grammar nor Schematron can express, or only in more than linear time.

``schemas/README.md`` lists them with all others. Each function here is one rule: the root of a TEI document in,
faults out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from lxml import etree

from teikit.files.xml import IN_TEI, XML_ID

TEXT = f"{IN_TEI}text"
DIV = f"{IN_TEI}div"
FLOATING = f"{IN_TEI}floatingText"
PB = f"{IN_TEI}pb"
LB = f"{IN_TEI}lb"
FW = f"{IN_TEI}fw"
NOTE = f"{IN_TEI}note"
SIC = f"{IN_TEI}sic"
POINTERS = ("target", "corresp", "facs", "from", "to", "ref")  # attributes that point to an element, here or elsewhere
KNOWN_KIND = {(f"{IN_TEI}catRef", "target"), (PB, "corresp")}  # checked by teikit.sch
BLOCKS = frozenset(f"{IN_TEI}{name}" for name in ("p", "item", "label", "head"))  # elements that hold running text
BESIDE_TEXT = frozenset((LB, PB, FW, NOTE))  # elements inside the text that are not part of it
PAGE_NUMBER = re.compile(r"[0-9]{1,9}")  # the number of a page, as in @n
RANGE = re.compile(r"#(?:char|line)=([0-9]{1,18}),([0-9]{1,18})$")
"""A stretch of the source, by characters or by lines: ``#char=0,12``"""


class Fault(NamedTuple):
    """One fault of a TEI document.

    ``code`` is RNG or that of the rule, ``line`` is None if the document was never a file,
    ``severity`` error or warning.
    """

    code: str
    message: str
    line: int | None
    severity: str = "error"

    def __str__(self) -> str:
        place = "" if self.line is None else f"line {self.line}: "
        return f"{place}{self.severity}: {self.code}: {self.message}"


def check(root: etree._Element) -> Iterator[Fault]:
    """Yield the faults of all rules of this module."""
    for rule in RULES:
        yield from rule(root)


def identifiers(root: etree._Element) -> Iterator[Fault]:
    """T0109: an xml:id is unique. lxml does not even parse a file that breaks this rule, but a tree in memory may."""
    seen: set[str] = set()
    for element in root.iter(etree.Element):
        name = element.get(XML_ID)
        if name is not None and name in seen:
            yield _fault(
                "T0109", f'xml:id="{name}" occurs more than once. Give each element a name of its own.', element
            )
        elif name is not None:
            seen.add(name)


def pointers(root: etree._Element) -> Iterator[Fault]:
    """T0105: a pointer into the file has a target there. Those that need a target of one kind are in teikit.sch."""
    targets = {f"#{element.get(XML_ID)}" for element in root.iter(etree.Element) if XML_ID in element.attrib}
    for element in root.iter(etree.Element):
        for name in POINTERS:
            value = element.get(name)
            if value is None or (element.tag, name) in KNOWN_KIND:
                continue
            for pointer in value.split():
                if pointer.startswith("#") and pointer not in targets:
                    message = f'{name}="{pointer}" points to nothing in this file. Correct the pointer or the xml:id.'
                    yield _fault("T0105", message, element)


def ranges(root: etree._Element) -> Iterator[Fault]:
    """T0108: a range of characters or lines (RFC 5147) does not end before it begins."""
    for element in root.iter(f"{IN_TEI}ptr", f"{IN_TEI}ref"):
        for pointer in (element.get("target") or "").split():
            ends = RANGE.search(pointer)
            if ends and int(ends[1]) > int(ends[2]):
                message = f"{pointer} ends before it begins. Write the start and then the end, both counted from 0."
                yield _fault("T0108", message, element)


def page_numbers(root: etree._Element) -> Iterator[Fault]:
    """T0301, a warning: the number on the page, as corrected, is that of pb. PAGE TWO, without digits, says nothing."""
    page = ""
    for element in root.iter(TEXT, PB, FW):
        if element.tag == TEXT:
            page = ""
        elif element.tag == PB:
            page = element.get("n") or ""
        elif element.get("type") == "pageNum":
            printed = [int(digits) for digits in PAGE_NUMBER.findall(reading(element))]
            encoded = PAGE_NUMBER.search(page)
            if printed and encoded and int(encoded[0]) not in printed:
                wrong = f'The page bears the number {printed[0]}, but its pb has n="{page}".'
                yield _fault("T0301", f"{wrong} Correct the one that is wrong.", element, "warning")


def page_order(root: etree._Element) -> Iterator[Fault]:
    """T0302, a warning: the pages of a div, and those of a leaf misfiled in it, do not go back; one may come twice."""
    last: dict[etree._Element | None, int] = {}
    for page in root.iter(PB):
        if PAGE_NUMBER.fullmatch(page.get("n") or ""):
            home = next(page.iterancestors(DIV, FLOATING), None)
            number = int(page.get("n") or 0)
            if number < last.get(home, 0):
                message = f"Page {number} comes after page {last[home]}. Put a misfiled leaf into a floatingText."
                yield _fault("T0302", message, page, "warning")
            last[home] = number


def classifications(root: etree._Element) -> Iterator[Fault]:
    """T0303, a warning: each page bears the classification of the first."""
    first = ""
    for element in root.iter(TEXT, FW):
        if element.tag == TEXT:
            first = ""
        elif element.get("type") == "classification":
            banner = " ".join(reading(element).upper().split())
            first = first or banner
            if banner != first:
                message = f"The classification is {banner}, on the first page {first}. See whether the OCR is wrong."
                yield _fault("T0303", message, element, "warning")


def breaks(root: etree._Element) -> Iterator[Fault]:
    """T0304: if a word runs on over a break, there is no space on either side of it."""
    for element in root.iter(LB, PB):
        if element.get("break") == "no" and not (_joined(element, before=True) and _joined(element, before=False)):
            message = 'break="no" says that a word runs on, but here it is next to a space. Remove one of the two.'
            yield _fault("T0304", message, element)


def _joined(node: etree._Element, before: bool) -> bool:
    """Whether the nearest text on one side, past breaks, forme work and notes, ends or begins without a space."""
    parent = node.getparent()
    while True:
        neighbour = node.getprevious() if before else node.getnext()
        text = _text_beside(node, neighbour, parent, before)
        if text:
            return not (text[-1] if before else text[0]).isspace()
        if neighbour is None:
            return parent is None or parent.tag not in BLOCKS
        if isinstance(neighbour.tag, str) and neighbour.tag not in BESIDE_TEXT:
            return True
        node = neighbour


def _text_beside(
    node: etree._Element, previous: etree._Element | None, parent: etree._Element | None, before: bool
) -> str:
    """The text right before a node (in the tail of the node before it, or in its parent), or right after it."""
    if not before:
        return node.tail or ""
    holder = previous.tail if previous is not None else parent.text if parent is not None else ""
    return holder or ""


def dates(root: etree._Element) -> Iterator[Fault]:
    """T0404, a warning: a telegram is not received before it is sent. Days without hours may differ by a time zone."""
    for description in root.iter(f"{IN_TEI}correspDesc"):
        when = {action.get("type"): date for action in description for date in action.iterfind(f"{IN_TEI}date[@when]")}
        if "sent" in when and "received" in when:
            sent, received = when["sent"].get("when") or "", when["received"].get("when") or ""
            if _is_after(sent, received):
                message = f"Received {received}, before it was sent, {sent}. See which of the dates is wrong."
                yield _fault("T0404", message, when["received"], "warning")


def _is_after(sent: str, received: str) -> bool:
    """Whether a telegram was sent after it was received; without time zones, by more than a day."""
    try:
        sending, receipt = datetime.fromisoformat(sent), datetime.fromisoformat(received)
    except ValueError:  # 1962-10, which is not a moment
        return False
    if sending.tzinfo and receipt.tzinfo:
        return sending > receipt
    return sending.date() - receipt.date() > timedelta(days=1)


def reading(element: etree._Element) -> str:
    """The text as corrected: without the content of a sic in a choice; a line break is a space."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == LB:
            parts.append("" if child.get("break") == "no" else " ")
        elif isinstance(child.tag, str) and not (child.tag == SIC and element.tag == f"{IN_TEI}choice"):
            parts.append(reading(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _fault(code: str, message: str, element: etree._Element, severity: str = "error") -> Fault:
    return Fault(code, message, element.sourceline, severity)


RULES = (identifiers, pointers, ranges, page_numbers, page_order, classifications, breaks, dates)
