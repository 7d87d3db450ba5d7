"""An element while it is filled: its text, its line breaks, the blanks between what is put into it."""

from __future__ import annotations

from typing import Protocol

from lxml import etree

from teikit.tei.build import add_text, make, q

BLOCKS = {q("p"), q("list"), q("table"), q("floatingText")}
"""Elements of which a section must have one."""
PAGE_PARTS = {q("pb"), q("fw"), q("note")}
"""Elements that belong to the page and not to the text."""
NO_CONTENT = {*PAGE_PARTS, q("lb"), q("anchor"), q("gap")}
"""Elements that may be all that is left in a container that is dissolved."""
WITH_TEXT = tuple(
    map(q, ("p", "head", "item", "label", "dateline", "salute", "signed", "seg", "persName", "placeName"))
)
"""Elements that must have text (rule T0401 of the schema)."""
CONTAINERS = tuple(map(q, ("list", "table", "postscript", "opener", "closer")))
"""Elements that must hold others."""
BLANKS = " \t\r\n"
"""White space in XML."""


class Lines(Protocol):
    """Knows the lines of the page."""

    def lb(self, offset: int) -> etree._Element:
        """The ``lb`` of the line that begins at an offset of the source."""

    def is_new_line(self, offset: int) -> bool:
        """Whether an offset of the source stands in another line of the layout than the text before it."""


class Content:
    """An element while it is filled.

    ``at`` is the offset in the source of what is added next. With ``lines``, the first line of the element begins with
    an ``lb``, too, if the layout says where it stands on the page. ``last`` is the last child, ``begun`` says whether
    text or an element in the line was added, ``space_after`` that a blank must stand before the next text.
    """

    def __init__(self, element: etree._Element, lines: Lines | None = None) -> None:
        self.element = element
        self.lines, self.at = lines, 0
        self.last: etree._Element | None = element[-1] if len(element) else None
        self.begun = False
        self.space_after = False
        self._line_ended = False  # before what is added next
        self._in_word = False  # a line ended within a word, so blanks are dropped

    def text(self, text: str) -> None:
        """Add text of the source: a line end in it becomes an ``lb`` before the next text; blanks there are dropped."""
        parts = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        start = self.at
        for number, part in enumerate(parts):
            self.at, start = start, start + len(part) + 1
            if number:
                self.line_ends()
            if self._in_word:
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
                self.begun, self._in_word = True, False

    @property
    def after_blank(self) -> bool:
        """Whether what is added next stands at the beginning, after a line end, or after a blank."""
        text = self.element.text if self.last is None else self.last.tail
        return not self.begun or self._line_ended or (text or "")[-1:].isspace()

    def add(self, element: etree._Element) -> None:
        """Add an element that stands in the line: a name, a gap, a correction."""
        self._break()
        self.element.append(element)
        self.last = element
        self.begun, self._in_word = True, False

    def aside(self, element: etree._Element) -> None:
        """Add an element that is no part of the line: it begins none, and no blank is added."""
        self.element.append(element)
        self.last = element

    def line_ends(self) -> None:
        """End the line, so that the next text begins a new one."""
        self._line_ended = self.begun and not self._in_word

    def broken(self, hyphen: bool) -> bool:
        """End the line within a word: an ``lb`` with ``@break``; page breaks right before it get ``@break``, too.

        Returns False, and adds nothing, where the word began in another element.
        """
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
        self._in_word, self._line_ended, self.space_after = True, False, False
        return True

    def _trim(self) -> None:
        """Remove the blanks at the end."""
        if self.last is None:
            self.element.text = (self.element.text or "").rstrip()
        else:
            self.last.tail = (self.last.tail or "").rstrip()

    def _break(self) -> None:
        """Begin a new line if one has ended, or the first line of the element."""
        if self._line_ended:
            self.last = add_text(self.element, "\n", self.last)
            self.aside(self.lines.lb(self.at) if self.lines else make("lb"))
            self._line_ended = self.space_after = False
        elif not self.begun:
            self.line_begins()

    def line_begins(self) -> None:
        """Begin a new line if one has ended; the first line of an element only if the layout says that it is new."""
        if self._line_ended:
            self._break()
        elif not self.begun and self.lines and self.lines.is_new_line(self.at):
            self.aside(self.lines.lb(self.at))


def undo_loose_ends(div: etree._Element) -> None:
    """Restore the hyphen of each broken word whose other half is not in its element.

    Such a half stands on a page that was moved to its own telegram.
    """
    for lb in [lb for lb in div.iter(q("lb")) if lb.get("break")]:
        parent = lb.getparent()
        assert parent is not None
        _undo_loose_end(lb, parent)


def dissolve_empty(div: etree._Element) -> None:
    """Remove elements that must have content and have none; the forme work, notes and gaps in them stay in their place.

    A rule may have removed the last letters of a paragraph on its page: ``FOR-``, and ``:`` on the next page.
    """
    for element in reversed(list(div.iter(*WITH_TEXT, *CONTAINERS))):
        home = element.getparent()
        if home is None or _has_content(element):
            continue
        for child in element.findall("*"):
            if child.tag != q("lb"):
                child.tail = None
                element.addprevious(child)
        add_text(home, element.tail or "", element.getprevious())
        element.tail = None
        home.remove(element)


def _has_content(element: etree._Element) -> bool:
    """Whether an element has text, or a ``gap`` or ``g`` for it; of a container, whether it holds an element."""
    if element.tag in CONTAINERS:
        return any(child.tag not in NO_CONTENT for child in element)
    return bool("".join(element.itertext()).strip(BLANKS)) or any(True for _ in element.iter(q("gap"), q("g")))


def dissolve_empty_sections(div: etree._Element) -> None:
    """Dissolve sections that have no block: their heads become paragraphs."""
    for section in div.findall(q("div")):
        if not any(child.tag in BLOCKS for child in section):
            for child in list(section):
                child.tag = q("p") if child.tag == q("head") else child.tag
                section.addprevious(child)
            div.remove(section)


def _undo_loose_end(lb: etree._Element, parent: etree._Element) -> None:
    """Replace an ``lb`` within a word by its hyphen, unless text stands on both sides of it."""
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
    """The text in an element and after it; that in forme work and notes does not count."""
    own = "" if element.tag in (q("fw"), q("note")) else "".join(element.itertext())
    return own + (element.tail or "")
