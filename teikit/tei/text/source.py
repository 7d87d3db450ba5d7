"""The OCR text in the TEI (``sourceDoc``), line by line, and how the bytes of the input are recovered from it."""

from __future__ import annotations

import base64
import bz2
import codecs
import hashlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from teikit.core import Line, SourceFile
from teikit.core.packet import Packet, Page, Telegram
from teikit.errors import LimitReached, Refused
from teikit.files.xml import XML
from teikit.tei.build import ILLEGAL, add_text, g_character, id_prefix, make, q
from teikit.tei.text.facsimile import Facsimile

ENCODING = "bzip2 base64"
"""Encoding of files in the TEI: bzip2 is the common compressor whose output has not changed since 2000."""
CHARSET = ";charset="
"""The prefix of the encoding in the media type of a text whose bytes do not show it."""
FIRST = "t1"  # id of the first of several telegrams of an input
MOST_CARRIED = 6 * 2**20  # packed bytes of a file in the TEI, at most: lxml reads texts of up to 10 MB
MOST_UNPACKED = 512 * 2**20  # bytes of a file that is recovered from a TEI, at most
NAMES_OF_ENDS = {"\r\n": "crlf", "\r": "cr", "": "none"}
"""The ``line/@rend`` of each line end but ``\\n``."""
LINE_ENDS = {name: end for end, name in NAMES_OF_ENDS.items()}
"""The line end of each ``line/@rend``."""


def source_doc(
    packet: Packet, telegram: Telegram, facsimile: Facsimile, parts: Sequence[SourceFile] | None = None
) -> etree._Element | None:
    """``sourceDoc``: one surface for each page of a telegram, with the lines that begin on it; None for an empty input.

    The files of an input that is more than its text precede them: those in ``parts``, by default all of them in the
    first telegram of the packet.
    """
    element = make("sourceDoc")
    element.set(f"{{{XML}}}space", "preserve")
    if parts is None:
        parts = packet.source.parts if telegram.id in ("", FIRST) else ()
    element.extend(_binary(part) for part in parts if not is_referenced(part))
    if not packet.source.text:
        return element if len(element) else None
    for page in sorted(telegram.pages, key=lambda page: page.order):
        facs = facsimile.surface(page)
        surface = make("surface", id=surface_id(telegram, page), n=str(page.order), facs=facs)
        surface.text = "\n"
        for line in packet.source.lines_in(page.span):
            surface.append(_line(line, packet.source.text, facsimile.line(line.start)))
        surface.tail = "\n"
        element.append(surface)
    return element


def is_referenced(part: SourceFile) -> bool:
    """Whether the TEI has only the digest of an input file, which is too large to be carried, or must not be seen."""
    return part.is_withheld or len(part.packed) > MOST_CARRIED


def surface_id(telegram: Telegram, page: Page) -> str:
    """The ``xml:id`` of the surface of a page."""
    return f"{id_prefix(telegram.id)}s{page.order}"


def _binary(part: SourceFile) -> etree._Element:
    """A file of the input as ``binaryObject``."""
    element = make("binaryObject", n=part.name, mimeType=part.media, encoding=ENCODING)
    element.text = "\n" + base64.encodebytes(part.packed).decode("ascii")
    element.tail = "\n"
    return element


def _line(line: Line, text: str, facs: str | None) -> etree._Element:
    """A line of the input ``text`` as ``line``; ``facs`` points to its zone."""
    element = etree.Element(q("line"))
    if facs:
        element.set("facs", facs)
    end = text[line.end : line.next]
    if end != "\n":
        element.set("rend", NAMES_OF_ENDS[end])
    if ILLEGAL.search(line.text):
        add_text(element, line.text)
    else:
        element.text = line.text
    element.tail = "\n"
    return element


def recover(roots: Sequence[etree._Element]) -> bytes:
    """The bytes of the input, from the roots of all TEI documents that were made of it.

    Raises :class:`~teikit.errors.Refused` if the input was several files (RECOVER-SEVERAL), and what
    :func:`recover_files` raises.
    """
    files = recover_files(roots)
    if len(files) > 1:
        message = f"the input was {len(files)} files, not one"
        raise Refused("RECOVER-SEVERAL", message, "Name a folder for them with -o DIR.")
    return files[0][1]


class CarriedFile(NamedTuple):
    """A file from which TEI was made: its name, empty for a plain text, and its bytes.

    ``encoding`` is that of a text as it was read; None if the bytes show it, and for other formats.
    """

    name: str
    data: bytes
    encoding: str | None = None


def recover_files(roots: Sequence[etree._Element]) -> list[tuple[str, bytes]]:
    """The name and bytes of each file from which the TEI was made; raises what :func:`carried_files` raises."""
    return [(file.name, file.data) for file in carried_files(roots)]


def carried_files(roots: Sequence[etree._Element]) -> list[CarriedFile]:
    """The files from which the TEI was made.

    Raises :class:`~teikit.errors.Refused` if the TEI does not name its input (RECOVER-NO-SOURCE), has only its digest
    (RECOVER-REFERENCED), lacks its lines (RECOVER-NO-LINES), or if its lines do not have the digest that it gives, or a
    file in it is damaged (RECOVER-DIFFERS); :class:`~teikit.errors.LimitReached` (LIMIT-DECOMPRESS) for a file larger
    than any input.
    """
    witnesses = [witness for root in roots for witness in root.iter(q("witness"))]
    digests = sorted({(idno.get("n") or "", (idno.text or "").strip()) for idno in _idnos(witnesses, "sha256")})
    encoding = _value(witnesses, "encoding")
    if not digests or not encoding:
        message = "this TEI does not say which text it was made from (no idno of type sha256 and encoding)"
        raise Refused("RECOVER-NO-SOURCE", message, "Only TEI that teikit wrote can be turned back.")
    if _value(witnesses, "referenced"):
        message = (
            "the input is not carried in the TEI (it was too large, or private), which names it by its SHA-256 only"
        )
        raise Refused("RECOVER-REFERENCED", f"{message}: {digests[0][1]}", "Its text is there: teikit text")
    packed = [element for root in roots for element in root.iter(q("binaryObject"))]
    files = list(dict.fromkeys(CarriedFile(element.get("n") or "", *_unpacked(element)) for element in packed))
    if not files:
        bom = _value(witnesses, "bom")
        data = bytes.fromhex(bom) + source_text(roots).encode(codecs.lookup(encoding).name, "surrogateescape")
        files = [CarriedFile("", data, None if bom else encoding)]
    if sorted((file.name, hashlib.sha256(file.data).hexdigest()) for file in files) != digests:
        raise _other_lines(roots)
    return files


def _other_lines(roots: Sequence[etree._Element]) -> Refused:
    """The refusal of a TEI whose lines do not have the digest of the input."""
    if not any(True for root in roots for _ in root.iter(q("sourceDoc"))):
        message = "this TEI does not have the lines of the OCR that it was made from"
        hint = "Name the file that convert or collate wrote (and the one with its lines)."
        return Refused("RECOVER-NO-LINES", message, hint)
    message = "the lines in this TEI are not the text that it was made from (the digest differs)"
    hint = (
        "If it was split, give all files of the input. If its lines (sourceDoc) were edited, edit only the text below "
        "them: they are the OCR as it was."
    )
    return Refused("RECOVER-DIFFERS", message, hint)


def source_text(roots: Sequence[etree._Element]) -> str:
    """The OCR text from the lines in the TEI, page by page in the order of the input, with its line ends."""
    surfaces = {
        int(surface.get("n") or 0): surface
        for root in roots
        for lines in root.iter(q("sourceDoc"))
        for surface in lines.iter(q("surface"))
    }
    return "".join(part for number in sorted(surfaces) for part in _text(surfaces[number]))


def _unpacked(element: etree._Element) -> tuple[bytes, str | None]:
    """The bytes of the file in a ``binaryObject``, and its encoding if it is a text that does not show it itself.

    Raises what :func:`carried_files` raises for one file.
    """
    try:
        unpacker = bz2.BZ2Decompressor()
        data = unpacker.decompress(base64.b64decode(element.text or ""), max_length=MOST_UNPACKED)
    except (ValueError, OSError):
        raise Refused("RECOVER-DIFFERS", f"the file {element.get('n')} in this TEI is damaged") from None
    if not unpacker.eof:
        raise LimitReached("LIMIT-DECOMPRESS", f"the file {element.get('n')} in this TEI is larger than any input")
    return data, (element.get("mimeType") or "").partition(CHARSET)[2] or None


def _idnos(witnesses: Sequence[etree._Element], type: str) -> Iterator[etree._Element]:
    return (idno for witness in witnesses for idno in witness.iter(q("idno")) if idno.get("type") == type)


def _value(witnesses: Sequence[etree._Element], type: str) -> str:
    """The text of the first ``idno`` of a type; empty if there is none."""
    return next(((idno.text or "").strip() for idno in _idnos(witnesses, type)), "")


def _text(surface: etree._Element) -> Iterator[str]:
    """The lines of a surface with their line ends."""
    for line in surface.iter(q("line")):
        yield line_text(line)
        yield LINE_ENDS.get(line.get("rend") or "", "\n")


def line_text(line: etree._Element) -> str:
    """The text of a ``line`` as the OCR had it, without its line end; a ``g`` is the character that it names."""
    parts = [line.text or ""]
    for child in line:
        parts += [g_character(child.get("n") or "U+FFFD"), child.tail or ""]
    return "".join(parts)
