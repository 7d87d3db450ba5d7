"""The ``div`` of one telegram while it is built: where the next element goes, and which is the last one."""

from __future__ import annotations

from lxml import etree

from teikit.core import Role
from teikit.tei.build import make, q
from teikit.tei.text.content import PAGE_PARTS, Content
from teikit.tei.text.inline import Inline


class Division:
    """The division, its open section if it has one, and its openers and closers."""

    def __init__(self, inline: Inline) -> None:
        self._inline = inline
        self._whole = Content(make("div"))
        self._section = self._whole  # new elements go here: into the open section, else into the division itself
        self._containers: dict[str, Content] = {}  # the opener and the closer that were begun last

    @property
    def element(self) -> etree._Element:
        """The ``div`` itself."""
        return self._whole.element

    @property
    def open_part(self) -> Content:
        """The open section, or the division itself if none is open."""
        return self._section

    @property
    def last_name(self) -> str:
        """The local name of the last element in the open part; empty if there is none."""
        last = self._section.last
        return etree.QName(last).localname if last is not None else ""

    @property
    def has_text(self) -> bool:
        """Whether the division has anything but page breaks, running heads and notes."""
        return self._section is not self._whole or any(child.tag not in PAGE_PARTS for child in self.element)

    def add(self, element: etree._Element) -> None:
        """Add an element at the end of the open part."""
        self._section.aside(element)

    def remove(self, element: etree._Element) -> None:
        """Remove an element from its parent."""
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
        if parent is self._section.element:
            self._section.last = parent[-1] if len(parent) else None

    def last_or_new(self, name: str, type: str | None = None) -> etree._Element:
        """The last element of the open part if it has this name, else a new one at its end.

        Unless ``type`` is None, it must have this type, too; "" is for none.
        """
        last = self._section.last
        if last is None or last.tag != q(name) or type not in (None, last.get("type", "")):
            last = make(name, type=type)
            self.add(last)
        return last

    # ------------------------------------------------------------ sections

    def open_section(self) -> None:
        """Begin a new section at the end of the division."""
        section = make("div", type="section")
        self._whole.aside(section)
        self._section = Content(section)

    def close_section(self) -> None:
        """End the open section, if there is one."""
        self._section = self._whole

    # ------------------------------------------------------------ openers and closers

    def container(self, role: Role) -> Content:
        """The opener or closer if it is the last element; else a new one."""
        if self.last_name != role:
            element = make(role)
            self.add(element)
            self._containers[role] = Content(element)
        return self._containers[role]

    def container_at(self, role: Role, offset: int) -> Content:
        """The same, with a new line begun in it for the text at an offset of the source."""
        container = self.container(role)
        self.begin_line(container, offset)
        return container

    def is_container(self, content: Content | None) -> bool:
        """Whether a content is that of an opener or closer of this division."""
        return content in self._containers.values()

    def begin_line(self, container: Content, offset: int) -> None:
        """Separate the last element of an opener or closer from the next: by a space on one line, else by an ``lb``."""
        if container.last is not None and self._inline.is_same_line(offset):
            container.last.tail = " "
        elif container.last is not None:
            container.last.tail = "\n"
            container.aside(self._inline.lb(offset))
