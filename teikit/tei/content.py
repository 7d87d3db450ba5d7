"""An element in the making: its text, its line breaks, the blanks between what is put into it."""

from __future__ import annotations

from typing import Protocol

from lxml import etree

from teikit.tei.build import add_text, make, q

BLOCKS = {q("p"), q("list"), q("table"), q("floatingText")}
PAGE_PARTS = {q("pb"), q("fw"), q("note")}
BESIDE = {*PAGE_PARTS, q("lb"), q("anchor"), q("gap")}
SAYING = tuple(map(q, ("p", "head", "item", "label", "dateline", "signed", "seg", "persName", "placeName")))
"""What must say something (rule T0401 of the schema)."""
HOLDING = tuple(map(q, ("list", "table", "postscript", "opener", "closer")))
"""What holds others, one at least."""
BLANKS = " \t\r\n"
"""What is blank in XML."""


class Lines(Protocol):
    """Something that knows the lines of the page: the ``lb`` of a line, and whether a line begins at an offset."""

    def lb(self, offset: int) -> etree._Element: ...

    def is_new_line(self, offset: int) -> bool: ...


class Content:
    """An element in the making: its text, and whether a line ended before what comes next.

    ``at`` is the offset, in the source, of what is added next. With ``lines``, the first line of the element begins
    with an ``lb``, too, if the layout knows where it is on the page.
    """

    def __init__(self, element: etree._Element, lines: Lines | None = None) -> None:
        self.element = element
        self.lines, self.at = lines, 0
        self.last: etree._Element | None = element[-1] if len(element) else None
        self.begun = False
        self._line_ended = False
        self._no_space = False
        self.space_after = False

    def text(self, text: str) -> None:
        """Add text of the source, with its line ends."""
        parts = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        start = self.at
        for number, part in enumerate(parts):
            self.at, start = start, start + len(part) + 1
            if number:
                self.line_ends()
            if self._no_space:
                part = part.lstrip()
            if number < len(parts) - 1:
                part = part.rstrip()
            if not part.strip() and (self._line_ended or not self.begun):
                continue
            if part:
                self._break()
                part = " " + part if self.space_after and not part[0].isspace() else part
                self.space_after = False
                self.last = add_text(self.element, part if self.begun else part.lstrip(), self.last)
                self.begun, self._no_space = True, False

    @property
    def after_blank(self) -> bool:
        """Whether what comes next stands at the beginning, after a line end or after a blank."""
        text = self.element.text if self.last is None else self.last.tail
        return not self.begun or self._line_ended or (text or "")[-1:].isspace()

    def add(self, element: etree._Element) -> None:
        """Add an element that stands in the line."""
        self._break()
        self.element.append(element)
        self.last = element
        self.begun, self._no_space = True, False

    def aside(self, element: etree._Element) -> None:
        """Add an element outside the text: it begins no line and adds no space."""
        self.element.append(element)
        self.last = element

    def line_ends(self) -> None:
        """End the line after what was put beside the text last, so that the next text begins a new one."""
        self._line_ended = self.begun and not self._no_space

    def broken(self, hyphen: bool) -> bool:
        """A line ends inside a word; False, and nothing is recorded, where the word began in another element."""
        self._trim()
        before, pages = self.last, []
        while before is not None and not (before.tail or "").strip() and before.tag in PAGE_PARTS:
            if before.tag == q("pb"):
                pages.append(before)
            before = before.getprevious()
        if before is None and not self.element.text:
            return False
        for pb in pages:
            pb.set("break", "no")
        lb = self.lines.lb(self.at) if self.lines else make("lb")
        lb.set("break", "no")
        if hyphen:
            lb.set("rend", "hyphen")
        self.aside(lb)
        self._no_space, self._line_ended, self.space_after = True, False, False
        return True

    def _trim(self) -> None:
        if self.last is None:
            self.element.text = (self.element.text or "").rstrip()
        else:
            self.last.tail = (self.last.tail or "").rstrip()

    def _break(self) -> None:
        if self._line_ended:
            self.last = add_text(self.element, "\n", self.last)
            self.aside(self.lines.lb(self.at) if self.lines else make("lb"))
            self._line_ended = self.space_after = False
        elif not self.begun:
            self.line_begins()

    def line_begins(self) -> None:
        """Where the layout knows the line, the first one of an element begins with an ``lb``, too."""
        if self._line_ended:
            self._break()
        elif not self.begun and self.lines and self.lines.is_new_line(self.at):
            self.aside(self.lines.lb(self.at))


def undo_loose_ends(div: etree._Element) -> None:
    """Restore hyphens of words whose other half is elsewhere, on a page that was moved to its own telegram."""
    for lb in [lb for lb in div.iter(q("lb")) if lb.get("break")]:
        parent = lb.getparent()
        assert parent is not None
        _undo_loose_end(lb, parent)


def dissolve_empty(div: etree._Element) -> None:
    """Take away what says nothing, and leave what stands beside the text in it where it is.

    A rule may have taken away the last letters of a paragraph on its page: ``FOR-``, and ``:`` on the next page.
    """
    for element in reversed(list(div.iter(*SAYING, *HOLDING))):
        home = element.getparent()
        if home is None or _says_something(element):
            continue
        for child in element.findall("*"):
            if child.tag != q("lb"):
                child.tail = None
                element.addprevious(child)
        add_text(home, element.tail or "", element.getprevious())
        element.tail = None
        home.remove(element)


def _says_something(element: etree._Element) -> bool:
    """Whether an element holds text, or what stands for text; of one that holds others, whether it holds one."""
    if element.tag in HOLDING:
        return any(child.tag not in BESIDE for child in element)
    return bool("".join(element.itertext()).strip(BLANKS)) or any(True for _ in element.iter(q("gap"), q("g")))


def dissolve_empty_sections(div: etree._Element) -> None:
    """Make paragraphs of the heads of sections in which nothing is left, where they stand."""
    for section in div.findall(q("div")):
        if not any(child.tag in BLOCKS for child in section):
            for child in list(section):
                child.tag = q("p") if child.tag == q("head") else child.tag
                section.addprevious(child)
            div.remove(section)


def _undo_loose_end(lb: etree._Element, parent: etree._Element) -> None:
    before = any(_text(node).strip() for node in lb.itersiblings(preceding=True)) or (parent.text or "").strip()
    after = (lb.tail or "").strip() or any(_text(node).strip() for node in lb.itersiblings())
    if before and after:
        return
    previous, hyphen = lb.getprevious(), "-" if lb.get("rend") and before else ""
    if previous is None:
        parent.text = (parent.text or "") + hyphen + (lb.tail or "")
    else:
        previous.tail = (previous.tail or "") + hyphen + (lb.tail or "")
    lb.tail = None
    parent.remove(lb)


def _text(element: etree._Element) -> str:
    """The text of an element and after it; forme work and notes have none."""
    own = "" if element.tag in (q("fw"), q("note")) else "".join(element.itertext())
    return own + (element.tail or "")
