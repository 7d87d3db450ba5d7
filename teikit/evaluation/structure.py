"""What stands where: the parts that a truth tells apart, each as its kind and its text, and how many an output has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex
from lxml import etree
from rapidfuzz.fuzz import ratio

from teikit.tei.build import q

ALIKE = 55  # per cent, of the letters of two parts that are taken for the same one
LONGEST = 80  # characters of a part that are compared
BEFORE_GAP = 24  # characters before a gap, by which its place is known
FW = {
    "header": "running head",
    "footer": "running head",
    "pageNum": "page number",
    "catch": "catchword",
    "classification": "classification",
    "caption": "classification",
    "banner": "classification",
    "letterhead": "letterhead",
}
"""Types of ``fw``, in words."""
NOTES = {"stamp": "stamp", "exemption": "exemption code", "illegible": "illegible line"}
REGIONS = {
    "header": "running head",
    "footer": "running head",
    "page-number": "page number",
    "catch-word": "catchword",
    "paragraph": "paragraph",
}
"""Types of regions of PAGE."""
CUSTOM = regex.compile(r"structure\s*\{[^}]*type\s*:\s*([\w-]+)")
"""The type of a region as Transkribus writes it."""
BLANK_LINE = regex.compile(r"\n\s*\n")


class Part(NamedTuple):
    """One part of a document: what it is, and how it reads."""

    kind: str
    text: str


class Found(NamedTuple):
    """How many parts of a kind the truth has, how many the output has, and how many they share."""

    kind: str
    true: int
    output: int
    both: int

    def rates(self) -> dict[str, float | None]:
        """Precision and recall: the share of the output's parts that is right, of the truth's parts that is found."""
        return {
            "precision": self.both / self.output if self.output else None,
            "recall": self.both / self.true if self.true else None,
        }


def parts_of_tei(root: etree._Element) -> list[Part]:
    """The parts that a TEI tells apart."""
    return [part for body in root.iter(q("body")) for part in _walk(body)]


def parts_of_page(root: etree._Element) -> list[Part]:
    """The parts that the types of the regions of a PAGE tell apart."""
    parts = []
    for region in root.iter("{*}TextRegion"):
        stated = CUSTOM.search(region.get("custom", ""))
        kind = REGIONS.get(region.get("type") or (stated[1] if stated else ""))
        lines = (text for line in region.iter("{*}TextLine") for text in _lines(line))
        text = " ".join(lines) or " ".join(_lines(region))
        if kind and text:
            parts.append(Part(kind, text))
    return parts


def parts_of_text(text: str) -> list[Part]:
    """The paragraphs of a text that has blank lines, and its pages, if form feeds part them."""
    pages = [page for page in text.split("\f") if page.strip()]
    paragraphs = [part for page in pages for part in BLANK_LINE.split(page) if part.strip()]
    return [
        *(Part("page", page) for page in (pages if len(pages) > 1 else ())),
        *(Part("paragraph", part) for part in (paragraphs if len(paragraphs) > len(pages) else ())),
    ]


def found(true: Iterable[Part], output: Iterable[Part]) -> list[Found]:
    """For each kind that the truth has, what the output has of it."""
    wanted, there = _by_kind(true), _by_kind(output)
    return [Found(kind, len(texts), len(there[kind]), _matches(texts, there[kind])) for kind, texts in wanted.items()]


def added(tables: Iterable[Sequence[Found]]) -> list[Found]:
    """The sums of several documents, kind by kind."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in (row for table in tables for row in table):
        sums[row.kind] = [one + two for one, two in zip(sums[row.kind], row[1:], strict=True)]
    return [Found(kind, *counts) for kind, counts in sorted(sums.items())]


def _walk(body: etree._Element) -> Iterator[Part]:
    before = ""
    for element in body.iter():
        if not isinstance(element.tag, str):
            continue
        kind = _kind(element)
        if kind:
            yield Part(kind, before[-BEFORE_GAP:] if kind == "gap" else _text(element))
        before = f"{before[-BEFORE_GAP:]} {element.text or ''}".rstrip() or before
        if kind == "gap" or not len(element):
            before += element.tail or ""


def _kind(element: etree._Element) -> str:
    name, type = etree.QName(element).localname, element.get("type", "")
    if name == "fw":
        return FW.get(type, "")
    if name == "note":
        return NOTES.get(type, "")
    parent = element.getparent()
    above = etree.QName(parent).localname if parent is not None else ""
    if name == "seg":
        return "header field" if above == "opener" else ""
    return {"p": "paragraph" if above != "note" else "", "gap": "gap", "signed": "signature"}.get(name, "")


def _text(element: etree._Element) -> str:
    """How a part reads, of corrections the new reading, without what stands beside it."""
    beside = {q("sic"), q("fw"), q("note")} - {element.tag}
    return "".join(
        text
        for text, holder in _strings(element)
        if not any(above.tag in beside for above in (holder, *holder.iterancestors()) if above is not element)
    )


def _strings(element: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The strings of an element, each with the element that it stands in."""
    for part in element.iter():
        holder = part.getparent()
        if isinstance(part.tag, str) and part.text:
            yield part.text, part
        if part is not element and part.tail and holder is not None:
            yield part.tail, holder


def _lines(element: etree._Element) -> Iterator[str]:
    """The text of a region or line of PAGE, not that of its words."""
    for equivalent in element.findall("{*}TextEquiv"):
        for text in equivalent.findall("{*}Unicode"):
            yield text.text or ""


def _by_kind(parts: Iterable[Part]) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        kinds[part.kind].append(" ".join(part.text.split())[:LONGEST])
    return kinds


def _matches(true: Sequence[str], output: Sequence[str]) -> int:
    """How many texts of the truth the output has, each matched once: with the most similar text, else the first."""
    left = list(output)
    for text in true:
        likeness = [ratio(text, candidate, score_cutoff=ALIKE) for candidate in left]
        best = max(likeness, default=0.0)
        if best >= ALIKE:
            del left[likeness.index(best)]
    return len(output) - len(left)
