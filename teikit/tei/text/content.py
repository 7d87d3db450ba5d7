"""An element while it is filled: its text, its line breaks, and the spaces between its parts."""

from __future__ import annotations

from typing import Protocol

from lxml import etree

from teikit.tei.build import add_text, make, q

PAGE_PARTS = {q("pb"), q("fw"), q("note")}
"""Elements that belong to the page and not to the text."""


class Lines(Protocol):
    """Knows the lines of the page."""

    def lb(self, offset: int) -> etree._Element:
        """The ``lb`` of the line that begins at an offset of the source."""

    def is_new_line(self, offset: int) -> bool:
        """Whether an offset of the source is in another line of the layout than the text before it."""


class Content:
    """An element while it is filled.

    ``at`` is the offset in the source of what is added next. With ``lines``, the first line of the element begins with
    an ``lb``, too, if the layout says where it is on the page. ``last`` is the last child, ``begun`` says whether text
    or an element in the line was added, ``space_after`` that the next text must follow a space.
    """

    def __init__(self, element: etree._Element, lines: Lines | None = None) -> None:
        self.element = element
        self.lines, self.at = lines, 0
        self.last: etree._Element | None = element[-1] if len(element) else None
        self.begun = False
        self.space_after = False
        self._line_ended = False  # before what is added next
        self._in_word = False  # a line ended within a word, so white space is dropped

    def text(self, text: str) -> None:
        """Add text of the source: a line end becomes an ``lb`` before the next text; white space there is dropped."""
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
        """Whether what is added next is at the beginning, after a line end, or after white space."""
        text = self.element.text if self.last is None else self.last.tail
        return not self.begun or self._line_ended or (text or "")[-1:].isspace()

    def add(self, element: etree._Element) -> None:
        """Add an element that is part of the line: a name, a gap, a correction."""
        self._break()
        self.element.append(element)
        self.last = element
        self.begun, self._in_word = True, False

    def aside(self, element: etree._Element) -> None:
        """Add an element that is not part of the line: it begins no line, and no space is added."""
        self.element.append(element)
        self.last = element

    def line_ends(self) -> None:
        """End the line, so that the next text begins a new one."""
        self._line_ended = self.begun and not self._in_word

    def broken(self, hyphen: bool) -> bool:
        """End the line within a word: an ``lb`` with ``@break``; page breaks right before it get ``@break``, too.

        Returns False, and adds nothing, if the word began in another element.
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
        """Remove the white space at the end."""
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
