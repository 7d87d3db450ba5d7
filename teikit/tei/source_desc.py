"""``sourceDesc``: the OCR text that a telegram was made from, and what is said of the document where it was kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from lxml import etree

from teikit.core import Part, Source, Span
from teikit.core.packet import Packet, Telegram
from teikit.tei.build import legal, make, pointer
from teikit.tei.catalogue import Catalogued
from teikit.tei.sheets import Described
from teikit.tei.source import is_referenced

UNSAID = Catalogued()


def source_desc(
    packet: Packet,
    telegram: Telegram | None,
    witnesses: Sequence[etree._Element] = (),
    described: Described | None = None,
    catalogued: Catalogued = UNSAID,
) -> etree._Element:
    """``sourceDesc`` of one telegram, or of the packet as a whole; ``witnesses`` are its releases if it has several.

    ``described`` is what its sheet, its pages and its file name say of it, ``catalogued`` what the publisher does.
    """
    listed = make("listWit", "", *(witnesses or [witness_of(packet, telegram)]))
    release = catalogued.row.get("released") or (described.release if described else "")
    if release and len(listed) == 1:
        listed[0].append(make("date", release, type="release", when=release))
    told = bibl(packet, telegram, described) if telegram else ()
    return make("sourceDesc", "", *catalogued.ms_desc(), listed, *told)


def witness_of(packet: Packet, telegram: Telegram | None) -> etree._Element:
    """One OCR text: its name, where in it the telegram stands, and what it takes to give its bytes back."""
    source = packet.source
    witness = make("witness", "OCR text ", id=witness_id(telegram) if telegram else "R1")
    if telegram:
        if telegram.is_wired and telegram.id:
            witness.set("n", f"release {telegram.release}")
        witness.extend(_places(source, telegram))
    for part in parts_of(source, telegram):
        witness.append(make("idno", part.digest, type="sha256", n=part.name))
        if is_referenced(part):
            witness.append(make("idno", part.digest, type="referenced", n=part.name))
    if not source.parts:
        witness.append(make("idno", source.digest, type="sha256"))
    witness.append(make("idno", source.encoding, type="encoding"))
    if source.bom:
        witness.append(make("idno", source.bom.hex().upper(), type="bom"))
    return witness


def cited(packet: Packet, telegram: Telegram) -> etree._Element:
    """Another release, whose readings a document rests on and whose OCR text it does not have."""
    parts = [make("title", f"Release {telegram.release}"), *_places(packet.source, telegram)]
    return _bibl(parts, witness_id(telegram))


def _places(source: Source, telegram: Telegram) -> Iterator[etree._Element]:
    """Where in the OCR text the pages of a telegram stand."""
    for span in _spans(telegram):
        start, name = source.origin(span.start)
        text = f"characters {span.start - start} to {span.end - start}" + (f" of {name}" if source.members else "")
        place = make("ref", legal(text), target=pointer(source, span))
        place.tail = " "
        yield place


def witness_id(telegram: Telegram) -> str:
    """The xml:id of the witness of a release."""
    return f"{telegram.id}.R{telegram.release}" if telegram.id else f"R{telegram.release}"


def parts_of(source: Source, telegram: Telegram | None) -> list[Part]:
    """The files of the input that a telegram stands in; of an input that was not joined with others, all."""
    if not telegram or not source.members:
        return list(source.parts)
    names = {source.origin(page.span.start)[1] for page in telegram.pages}
    return [
        part for part in source.parts if any(part.name == name or part.name.startswith(f"{name}/") for name in names)
    ]


def _spans(telegram: Telegram) -> list[Span]:
    """Where the pages of a telegram stand in the source, pages that follow each other as one stretch."""
    spans: list[Span] = []
    for page in sorted(telegram.pages, key=lambda page: page.order):
        if spans and spans[-1].end == page.span.start and not page.first:
            spans[-1] = Span(spans[-1].start, page.span.end)
        else:
            spans.append(page.span)
    return spans


def bibl(packet: Packet, telegram: Telegram, described: Described | None) -> Iterator[etree._Element]:
    """``bibl``: what a METS, a bag or the identification sheet says of the document, as it is written there."""
    name = f"{telegram.id}." if telegram.id else ""
    if described and (parts := described.bibl()):
        yield _bibl(parts, f"{name}B2")
    metadata = packet.source.metadata
    if not metadata:
        return
    parts = [make("title", legal(metadata.title))] if metadata.title else []
    parts += [make("author", legal(name)) for name in metadata.creators]
    if metadata.date:
        parts.append(make("date", legal(metadata.date), when=metadata.date if is_day(metadata.date) else None))
    parts += [make("orgName", legal(metadata.repository))] if metadata.repository else []
    parts += [make("idno", legal(identifier), type="identifier") for identifier in metadata.identifiers]
    parts += [make("note", legal(metadata.rights), type="rights")] if metadata.rights else []
    yield _bibl(parts, f"{name}B1")


def _bibl(parts: Sequence[etree._Element], name: str) -> etree._Element:
    for part in parts[:-1]:
        part.tail = " "
    return make("bibl", "", *parts, id=name)


def is_day(text: str) -> bool:
    """Whether a date is written as a day that there is: ``1962-10-28``."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
