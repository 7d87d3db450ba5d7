"""Tabulate the documents of a folder, one row each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import regex
from lxml import etree

from teikit.folder.records import Record
from teikit.tei.build import ID, q
from teikit.tei.reading_text import reading_text, words_read
from teikit.wording import amount

REDACTED = "redacted"  # the @reason of a gap, or of supplied text, that an archive withheld
WORDS_OF_UNIT = {"word": 1.0, "char": 1 / 6, "line": 10.0}
"""Estimated words in a unit of withheld text; a page has the average number of words of the document's pages."""
PART = regex.compile(r"(.*w[0-9]+)\.[0-9]+")
"""The identifier of a part of a passage that one release withholds and another prints: ``t1.w2.1``."""
LEAST_SHOWN = 0.01  # smallest share that is shown as a number


class Stats(NamedTuple):
    """The data of one document; the fields are the columns.

    ``withheld`` is the share of its words that is withheld, as far as the extent of its gaps is known, None if no
    extent is; ``unmeasured`` is the number of gaps of unknown extent. ``opened`` is the share of its words, in a
    collated edition, that one release withholds and another prints. ``grade`` is that of its input, ``-`` if it is
    unknown.
    """

    file: str
    record: str
    number: str
    date: str
    sender: str
    addressees: str
    kind: str
    classification: str
    pages: int
    words: int
    excisions: int
    exemptions: str
    withheld: float | None
    opened: float
    unmeasured: int
    grade: str
    queries: int
    title: str


def stats(records: Iterable[Record], grades: Mapping[str, str]) -> list[Stats]:
    """The rows, in the order of the documents; ``grades`` are those of files by their paths in the folder."""
    return [_row(record, grades) for record in records]


def _row(record: Record, grades: Mapping[str, str]) -> Stats:
    """The numbers of a record; ``grades`` has the grade of each."""
    element = record.element
    body = element.find(f"{q('text')}/{q('body')}")
    pages = len({(page.get("corresp") or "", page.get("n")) for page in element.iter(q("pb"))}) or 1
    words = 0 if body is None else len(reading_text(element).split())
    excised = _excised(element, words, pages)
    facts = record.facts
    return Stats(
        file=record.name,
        record=record.record,
        number=facts.get("number", ""),
        date=facts.get("date", ""),
        sender=facts.get("from", ""),
        addressees=facts.get("to", ""),
        kind=record.kind,
        classification=_classification(record),
        pages=pages,
        words=words,
        excisions=excised.places,
        exemptions=" ".join(f"{claim}:{count}" for claim, count in sorted(excised.claims.items())),
        withheld=excised.withheld,
        opened=excised.opened,
        unmeasured=excised.unmeasured,
        grade=grades.get(record.file, "-"),
        queries=sum(1 for _ in record.annotations),
        title=record.title,
    )


class _Excised(NamedTuple):
    """The fields of :class:`Stats` about the excisions of one document, and how often each exemption is claimed."""

    places: int
    unmeasured: int
    withheld: float | None
    opened: float
    claims: Counter[str]


def _excised(element: etree._Element, words: int, pages: int) -> _Excised:
    """The excisions of a document with these numbers of words and pages."""
    gaps = [gap for gap in _redacted(element) if not _is_in_reading(gap)]
    opened = [text for text in element.iter(q("supplied")) if text.get("reason") == REDACTED]
    measured = [gap for gap in gaps if amount(gap.get("quantity")) and gap.get("unit") in (*WORDS_OF_UNIT, "page")]
    hidden = sum(_words(gap, words / pages) for gap in measured)
    printed = sum(map(words_read, opened))
    entries = element.iter(q("app"))
    return _Excised(
        places=len(gaps) + len({_place(text) for text in opened}),
        unmeasured=len(gaps) - len(measured),
        withheld=None if gaps and not measured else _share(hidden, words + hidden),
        opened=_share(printed, words + hidden),
        claims=Counter(claim for place in (*gaps, *opened, *entries) for claim in _claims(place)),
    )


def _redacted(element: etree._Element) -> Iterator[etree._Element]:
    """The gaps where an archive withheld text, including those in the readings of single releases."""
    return (gap for gap in element.iter(q("gap")) if gap.get("reason") == REDACTED)


def _is_in_reading(gap: etree._Element) -> bool:
    """Whether a gap is in an entry of the apparatus: one release withholds what the text prints."""
    return any(parent.tag == q("rdg") for parent in gap.iterancestors())


def _place(supplied: etree._Element) -> str | etree._Element:
    """The common key of the parts of one place that is cut by paragraphs: ``t1.w2`` for ``t1.w2.1``."""
    part = PART.fullmatch(supplied.get(ID, ""))
    return part[1] if part else supplied


def _claims(place: etree._Element) -> list[str]:
    """The exemptions claimed for a place, each once; for an entry of the apparatus, those of any release."""
    readings = (gap for gap in _redacted(place) if _is_in_reading(gap)) if place.tag == q("app") else (place,)
    claims = (claim for gap in readings for claim in (gap.get("ana") or "").replace("#", "").split())
    return list(dict.fromkeys(claims))


def percent(share: float) -> str:
    """A share as a percentage for people.

    >>> percent(0.333), percent(0.004), percent(0)
    ('33%', 'under 1%', '0%')
    """
    return "under 1%" if 0 < share < LEAST_SHOWN else f"{share:.0%}"


def _share(part: float, whole: float) -> float:
    return round(part / whole, 3) if whole else 0.0


def _words(gap: etree._Element, page: float) -> float:
    """The estimated words in a gap of known extent; ``page`` is the number of words of a page."""
    unit = gap.get("unit", "word")
    return (amount(gap.get("quantity")) or 0) * (page if unit == "page" else WORDS_OF_UNIT[unit])


def _classification(record: Record) -> str:
    """The classification in the header, empty if it has none."""
    refs = (ref for ref in record.header.iter(q("catRef")) if ref.get("scheme") == "#classification")
    return next(((ref.get("target") or "").removeprefix("#") for ref in refs), "")
