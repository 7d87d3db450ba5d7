"""The reading order of the regions of a PAGE, and of the lines in them, in any of the ways in which files state it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from teikit.files.xml import local, number
from teikit.readers.tally import Tally

IDENTIFIER = re.compile(r"[^\W\d][\w.\-·]*")
"""A valid id of XML; files also have ``1``, ``region 2`` and ``r"><x``."""
GROUPS = re.compile(r"(?:Ordered|Unordered)Group(?:Indexed)?")
"""The elements of the reading order that hold others."""
CUSTOM = re.compile(r"\breadingOrder\s*\{[^{}]*?\bindex\s*:\s*([0-9]{1,9})\b")
"""The place of an element in @custom, as Transkribus writes it: ``readingOrder {index:3;} structure
{type:heading;}``."""
NO_INDEX = 10.0**9  # the index of an element that has none: it comes last

Element = etree._Element


def children(element: Element, name: str) -> Iterator[Element]:
    """The children of an element with a name, in any namespace."""
    return element.iterchildren(f"{{*}}{name}")


def is_region(element: Element) -> bool:
    """Whether an element is a region of any kind."""
    return local(element.tag).endswith("Region")


def outside_lines(page: Element) -> Iterator[Element]:
    """All elements of a page outside lines, in their order."""
    waiting = list(page.iterchildren(etree.Element))[::-1]
    while waiting:
        element = waiting.pop()
        yield element
        if local(element.tag) != "TextLine":
            waiting += list(element.iterchildren(etree.Element))[::-1]


def index(element: Element) -> float:
    """The index of an element among its siblings, from @index; elements without one come last."""
    value = number(element.get("index", ""))
    return NO_INDEX if value is None else value


def by_custom(elements: Sequence[Element]) -> list[Element]:
    """Siblings in the order of their @custom; those without one stay in their places."""
    indexed: list[tuple[int, int]] = []
    for place, element in enumerate(elements):
        custom = element.get("custom")
        match = CUSTOM.search(custom) if custom else None
        if match:
            indexed.append((int(match[1]), place))
    ordered = list(elements)
    if not indexed:
        return ordered
    for (_, source), target in zip(sorted(indexed), [place for _, place in indexed], strict=True):
        ordered[target] = elements[source]
    return ordered


class Order:
    """The regions of pages in their order, and the oddities in what files say about it."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self.bad_references: list[str] = []

    def regions(self, page: Element, part_of: dict[Element, Element]) -> list[Element]:
        """All regions of a page, each once: first those of the reading order, then the others in the order of the file.

        A file without reading order may have one in @custom. ``part_of`` has the regions that are cells of a table,
        each with its table: a reference to a cell is one to its table.
        """
        all_regions = [region for region in outside_lines(page) if is_region(region) and region not in part_of]
        named = self._named(page, all_regions, part_of)
        if named:
            self.tally["PAGE-ORDER-DISAGREES"] += self.by_custom(named, count=False) != named
        top = list(named) or self.by_custom(
            [region for region in page.iterchildren(etree.Element) if is_region(region)]
        )
        apart = set(named)
        done: dict[Element, None] = {}
        for start in (*top, *all_regions):
            if start not in done:
                for region in self._nested(start, apart, has_order=bool(named)):
                    if region not in part_of:
                        done.setdefault(region)
        return list(done)

    def by_custom(self, elements: Sequence[Element], count: bool = True) -> list[Element]:
        """The same as :func:`by_custom`, except that an order other than that of the file is counted."""
        ordered = by_custom(elements)
        self.tally["PAGE-CUSTOM-ORDER"] += count and ordered != list(elements)
        return ordered

    def _named(self, page: Element, all_regions: Sequence[Element], part_of: dict[Element, Element]) -> list[Element]:
        """The regions that the reading order names."""
        known: dict[str, Element] = {}
        doubled: set[str] = set()
        for region in (*all_regions, *part_of):
            identifier = region.get("id")
            if identifier is None:
                continue
            self.tally["ID-REWRITTEN"] += not IDENTIFIER.fullmatch(identifier)
            if identifier in known:
                doubled.add(identifier)
            known.setdefault(identifier, region)
        named: dict[Element, None] = {}
        for reference in references(page):
            referred = known.get(reference)
            if referred in part_of:
                named.setdefault(part_of[referred])
                continue
            if referred is None or referred in named or reference in doubled:
                self.bad_references.append(reference)
            if referred is not None:
                named.setdefault(referred)
        return list(named)

    def _nested(self, region: Element, apart: set[Element], has_order: bool) -> Iterator[Element]:
        """A region and all regions within it, except those that are ``apart``, with everything in them."""
        waiting = [region]
        while waiting:
            element = waiting.pop()
            yield element
            inner = [child for child in element.iterchildren(etree.Element) if is_region(child) and child not in apart]
            waiting += reversed(inner if has_order else self.by_custom(inner))


def references(page: Element) -> Iterator[str]:
    """The ids of regions in the reading order, with nested groups in their places."""
    waiting = [group for order in children(page, "ReadingOrder") for group in order.iterchildren(etree.Element)][::-1]
    while waiting:
        element = waiting.pop()
        reference = element.get("regionRef")
        if reference is not None:
            yield reference
        if GROUPS.fullmatch(local(element.tag)):
            members = list(element.iterchildren(etree.Element))
            if local(element.tag).startswith("Ordered"):
                members.sort(key=index)
            waiting += reversed(members)
