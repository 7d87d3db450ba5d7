"""``sourceDesc``: the OCR text of a telegram, and what archives and containers say about the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from teikit.core import Source, SourceFile, Span
from teikit.core.metadata import Metadata
from teikit.core.packet import Packet, Telegram
from teikit.edition.table import is_date
from teikit.tei.build import id_prefix, legal, make, q, remove, url
from teikit.tei.header.catalogue import CatalogueEntry
from teikit.tei.header.sheets import ArchivalDescription
from teikit.tei.text.source import is_referenced

NO_ENTRY = CatalogueEntry()
IDNO = f".//{q('witness')}/{q('idno')}"  # what is needed to recover the bytes of an input


def source_desc(
    packet: Packet,
    telegram: Telegram | None,
    witnesses: Sequence[etree._Element] = (),
    archival: ArchivalDescription | None = None,
    entry: CatalogueEntry = NO_ENTRY,
) -> etree._Element:
    """``sourceDesc`` of one telegram, or of the whole packet (``telegram`` is None).

    ``witnesses`` are the releases of a collation; without them the OCR text is the one witness.
    """
    list_wit = make("listWit", "", *(witnesses or [witness_of(packet, telegram)]))
    release = entry.row.get("released") or (archival.release if archival else "")
    if release and len(list_wit) == 1:
        list_wit[0].append(make("date", release, type="release", when=release))
    bibls = _bibls(packet, telegram, archival) if telegram else ()
    return make("sourceDesc", "", *entry.ms_desc(), list_wit, *bibls)


def witness_of(packet: Packet, telegram: Telegram | None) -> etree._Element:
    """The ``witness`` of an OCR text: the place of the telegram in it, and what is needed to recover its bytes."""
    source = packet.source
    witness = make("witness", "OCR text ", id=witness_id(telegram) if telegram else "R1")
    if telegram:
        if telegram.is_wired and telegram.id:
            witness.set("n", f"release {telegram.release}")
        witness.extend(_places(source, telegram))
    witness.extend(_identity(source, telegram))
    return witness


def _identity(source: Source, telegram: Telegram | None) -> Iterator[etree._Element]:
    """What is needed to recover the bytes of the input: its digests, its encoding and its byte order mark."""
    for part in parts_of(source, telegram):
        yield make("idno", part.digest, type="sha256", n=part.name)
        if is_referenced(part):
            yield make("idno", part.digest, type="referenced", n=part.name)
    if not source.parts:
        yield make("idno", source.digest, type="sha256")
    yield make("idno", source.encoding, type="encoding")
    if source.bom:
        yield make("idno", source.bom.hex().upper(), type="bom")


def state_once(corpus: etree._Element) -> None:
    """Remove from the witnesses of the parts of a corpus what the witness of the corpus says of the whole input."""
    whole = {(idno.get("type"), idno.get("n"), idno.text) for idno in corpus[0].iterfind(IDNO)}
    for part in corpus.iterchildren(q("TEI")):
        for idno in list(part[0].iterfind(IDNO)):
            if (idno.get("type"), idno.get("n"), idno.text) in whole:
                remove(idno)


def cited_release(packet: Packet, telegram: Telegram) -> etree._Element:
    """The ``bibl`` of another release, of which a document has readings but not the OCR text."""
    parts = [make("title", f"Release {telegram.release}"), *_places(packet.source, telegram)]
    return _bibl(parts, witness_id(telegram))


def _places(source: Source, telegram: Telegram) -> Iterator[etree._Element]:
    """A ``ref`` for each stretch of the OCR text with pages of a telegram."""
    for span in _spans(telegram):
        start, name = source.origin(span.start)
        where, fragment = _stretch(source, span, start)
        text = where + (f" of {name}" if source.members else "")
        place = make("ref", legal(text), target=f"{url(name)}#{fragment}")
        place.tail = " "
        yield place


def _stretch(source: Source, span: Span, start: int) -> tuple[str, str]:
    """A stretch of an input that begins at ``start``, for people and as a fragment by RFC 5147.

    If it is made of whole lines, lines are counted, because a changed word does not change their numbers; otherwise
    characters.

    >>> _stretch(Source("cable.txt", "A\\nB\\nC"), Span(2, 5), 0)
    ('lines 2 to 3', 'line=1,3')
    >>> _stretch(Source("cable.txt", "A\\fB\\nC"), Span(2, 4), 0)
    ('characters 2 to 4', 'char=2,4')
    """
    if all(offset == len(source.text) or source.position(offset)[1] == 1 for offset in (start, *span)):
        first, end = (len(source.lines_in(Span(start, offset))) for offset in span)
        return f"lines {first + 1} to {end}", f"line={first},{end}"
    return f"characters {span.start - start} to {span.end - start}", f"char={span.start - start},{span.end - start}"


def witness_id(telegram: Telegram) -> str:
    """The ``xml:id`` of the witness of a release."""
    return f"{id_prefix(telegram.id)}R{telegram.release}"


def parts_of(source: Source, telegram: Telegram | None) -> list[SourceFile]:
    """The files that contain a telegram; all files, unless several inputs were joined."""
    if not telegram or not source.members:
        return list(source.parts)
    names = {source.origin(page.span.start)[1] for page in telegram.pages}
    return [
        part for part in source.parts if any(part.name == name or part.name.startswith(f"{name}/") for name in names)
    ]


def _spans(telegram: Telegram) -> list[Span]:
    """The stretches of the source with the pages of a telegram; consecutive pages are one stretch."""
    spans: list[Span] = []
    for page in sorted((*telegram.pages, *telegram.misfiled), key=lambda page: page.order):
        if spans and spans[-1].end == page.span.start and not page.begins_input:
            spans[-1] = Span(spans[-1].start, page.span.end)
        else:
            spans.append(page.span)
    return spans


def _bibls(packet: Packet, telegram: Telegram, archival: ArchivalDescription | None) -> Iterator[etree._Element]:
    """A ``bibl`` of what the archive says about the document, and one of what a METS or a bag says."""
    prefix = id_prefix(telegram.id)
    if archival and (parts := archival.bibl()):
        yield _bibl(parts, f"{prefix}B2")
    if metadata := packet.source.metadata:
        yield _bibl(_of_metadata(metadata), f"{prefix}B1")


def _of_metadata(metadata: Metadata) -> list[etree._Element]:
    """The parts of ``bibl`` from a METS or a bag, as they are written there."""
    parts = [make("title", legal(metadata.title))] if metadata.title else []
    parts += [make("author", legal(creator)) for creator in metadata.creators]
    if metadata.date:
        parts.append(make("date", legal(metadata.date), when=metadata.date if is_date(metadata.date) else None))
    parts += [make("orgName", legal(metadata.repository))] if metadata.repository else []
    parts += [make("idno", legal(identifier), type="identifier") for identifier in metadata.identifiers]
    parts += [make("note", legal(metadata.rights), type="rights")] if metadata.rights else []
    return parts


def _bibl(parts: Sequence[etree._Element], id: str) -> etree._Element:
    """``bibl`` with spaces between its parts."""
    for part in parts[:-1]:
        part.tail = " "
    return make("bibl", "", *parts, id=id)
