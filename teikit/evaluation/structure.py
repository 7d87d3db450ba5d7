"""Compare structure: the parts marked in a truth, each with its kind and text, and how many of them an output has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex
from lxml import etree
from rapidfuzz.fuzz import ratio

from teikit.evaluation.texts import GAP_SIGN
from teikit.tei.build import q

ALIKE = 55  # similarity of the letters of two parts, in per cent, from which they count as the same part
LONGEST_PART = 80  # most characters of a part that are compared
BEFORE_GAP = 24  # characters before a gap, by which its place is recognised
FW = {
    "header": "running head",
    "footer": "running head",
    "pageNum": "page number",
    "catch": "catchword",
    "classification": "classification",
    "caption": "classification",
    "banner": "classification",
    "letterhead": "letterhead",
    "form": "label of a form",
}
"""The kinds of parts for types of ``fw``."""
NOTES = {"stamp": "stamp", "exemption": "exemption code", "footnote": "footnote", "illegible": "illegible line"}
"""The kinds of parts for types of ``note``."""
REGIONS = {
    "header": "running head",
    "footer": "running head",
    "page-number": "page number",
    "catch-word": "catchword",
    "paragraph": "paragraph",
}
"""The kinds of parts for types of regions of PAGE."""
CUSTOM = regex.compile(r"structure\s*\{[^}]*type\s*:\s*([\w-]+)")
"""The type of a region in the form of Transkribus."""
BLANK_LINE = regex.compile(r"\n\s*\n")  # a separator of paragraphs in a ground truth


class MarkedPart(NamedTuple):
    """A part of a document: its kind and its text; the text of a gap is the text before it."""

    kind: str
    text: str


class PartCount(NamedTuple):
    """The numbers of parts of a kind in the truth, in the output, and in both."""

    kind: str
    true: int
    output: int
    both: int

    def rates(self) -> dict[str, float | None]:
        """Precision and recall: the share of the output's parts that the truth has, and of the truth's that are found.

        Each is from 0 to 1, or None if there is nothing to divide by.
        """
        return {
            "precision": self.both / self.output if self.output else None,
            "recall": self.both / self.true if self.true else None,
        }


def parts_of_tei(root: etree._Element) -> list[MarkedPart]:
    """The parts that are marked in a TEI."""
    return [part for body in root.iter(q("body")) for part in _walk(body)]


def parts_of_page(root: etree._Element) -> list[MarkedPart]:
    """The parts that are marked in a PAGE file by the types of its regions."""
    parts = []
    for region in root.iter("{*}TextRegion"):
        stated = CUSTOM.search(region.get("custom", ""))
        kind = REGIONS.get(region.get("type") or (stated[1] if stated else ""))
        lines = (text for line in region.iter("{*}TextLine") for text in _lines(line))
        text = " ".join(lines) or " ".join(_lines(region))
        if kind and text:
            parts.append(MarkedPart(kind, text))
    return parts


def parts_of_text(text: str) -> list[MarkedPart]:
    """The pages of a text, if form feeds separate them, and its paragraphs, if blank lines do.

    A stretch with nothing but signs for gaps (``[...]``) is not a part, because TEI has no words there.
    """
    pages = list(filter(_has_words, text.split("\f")))
    paragraphs = [part for page in pages for part in BLANK_LINE.split(page) if _has_words(part)]
    return [
        *(MarkedPart("page", page) for page in (pages if len(pages) > 1 else ())),
        *(MarkedPart("paragraph", part) for part in (paragraphs if len(paragraphs) > len(pages) else ())),
    ]


def _has_words(text: str) -> bool:
    """Whether a text has a letter or a digit, apart from signs for gaps."""
    return any(map(str.isalnum, GAP_SIGN.sub(" ", text)))


def count_parts(truth: Iterable[MarkedPart], output: Iterable[MarkedPart]) -> list[PartCount]:
    """For each kind of parts in the truth, the numbers of those in the truth, in the output, and in both."""
    true, made = _by_kind(truth), _by_kind(output)
    return [PartCount(kind, len(texts), len(made[kind]), _matches(texts, made[kind])) for kind, texts in true.items()]


def total_counts(tables: Iterable[Sequence[PartCount]]) -> list[PartCount]:
    """The sums of the counts of several documents, kind by kind."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in (row for table in tables for row in table):
        sums[row.kind] = [so_far + count for so_far, count in zip(sums[row.kind], row[1:], strict=True)]
    return [PartCount(kind, *counts) for kind, counts in sorted(sums.items())]


def _walk(body: etree._Element) -> Iterator[MarkedPart]:
    """The parts of the body of a TEI, in order."""
    before = ""
    for element in body.iter():
        if not isinstance(element.tag, str):
            continue
        kind = _kind(element)
        if kind:
            yield MarkedPart(kind, before[-BEFORE_GAP:] if kind == "gap" else _text(element))
        before = f"{before[-BEFORE_GAP:]} {element.text or ''}".rstrip() or before
        if kind == "gap" or not len(element):
            before += element.tail or ""


def _kind(element: etree._Element) -> str:
    """The kind of part that an element is; empty if it is not a part."""
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
    """The text of a part: with the new readings of corrections, without asides."""
    beside = {q("sic"), q("fw"), q("note")} - {element.tag}
    return "".join(
        text
        for text, holder in _strings(element)
        if not any(above.tag in beside for above in (holder, *holder.iterancestors()) if above is not element)
    )


def _strings(element: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The strings of an element, each with its parent element."""
    for part in element.iter():
        holder = part.getparent()
        if isinstance(part.tag, str) and part.text:
            yield part.text, part
        if part is not element and part.tail and holder is not None:
            yield part.tail, holder


def _lines(element: etree._Element) -> Iterator[str]:
    """The texts of a region or line of PAGE itself, not those of its lines or words."""
    for equivalent in element.findall("{*}TextEquiv"):
        for text in equivalent.findall("{*}Unicode"):
            yield text.text or ""


def _by_kind(parts: Iterable[MarkedPart]) -> dict[str, list[str]]:
    """The texts of parts by their kinds, in the form that is compared."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        kinds[part.kind].append(" ".join(part.text.split())[:LONGEST_PART])
    return kinds


def _matches(true: Sequence[str], output: Sequence[str]) -> int:
    """The number of texts of the truth that the output has; each matches the most similar one, and only once."""
    left = list(output)
    for text in true:
        likeness = [ratio(text, candidate, score_cutoff=ALIKE) for candidate in left]
        best = max(likeness, default=0.0)
        if best >= ALIKE:
            del left[likeness.index(best)]
    return len(output) - len(left)
