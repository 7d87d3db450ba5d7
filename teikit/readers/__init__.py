"""Files to sources: the format is seen from what a file holds, its bytes are decoded by what it says itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from teikit.core import Part, Source
from teikit.errors import Refused, TeikitError
from teikit.inputs import Input
from teikit.readers.plain import read_text
from teikit.readers.registry import FORMATS, recognise
from teikit.readers.scan import Scan, source_of

__all__ = ["FORMATS", "read", "read_input", "scan"]

MEDIA = {
    "hocr": "text/html",
    "alto": "application/xml",
    "page": "application/xml",
    "tei": "application/tei+xml",
    "mets": "application/xml",
    "pdf": "application/pdf",
    "image": "text/html",
}
"""The media type under which the TEI carries an input; of a picture it carries the hOCR that was made of it."""

MODULES = {"page": "page_xml"}
"""Modules that are not named like their format."""


def read(data: bytes, name: str, encoding: str | None = None, format: str | None = None) -> Source:
    """Read one file. ``name`` is how messages and the TEI call it; ``encoding`` and ``format`` are what the user says.

    Without ``format`` it is recognised; an ``encoding`` says that it is text. Raises
    :class:`~teikit.errors.Refused` for what cannot be read, :class:`~teikit.errors.LimitReached` for what is too large
    or takes too long, and :class:`~teikit.errors.MissingDependency` where PDF or OCR need a package that is not there.
    A METS names other files, so it is refused here: see :func:`read_input`.
    """
    kind = format or ("text" if encoding else recognise(data, name))
    if kind == "text":
        return read_text(data, name, encoding)
    if kind == "image":
        from teikit.readers.image import read_image

        found, hocr = read_image(data, name)
        return source_of(found, name, [Part(f"{name}.hocr", hocr, MEDIA[kind])])
    return source_of(scan(data, name, kind), name, [Part(name, data, MEDIA[kind])])


def scan(data: bytes, name: str, kind: str) -> Scan:
    """The pages of one file with a layout, whose format is ``kind``."""
    if kind in ("mets", "text", "image"):
        hint = "Name the file itself on the command line, with its pages beside it."
        raise Refused("IN-FORMAT", f"this is {kind}, which has no pages of its own", hint, name)
    if kind == "pdf":
        from teikit.readers.image import read_pdf_or_ocr

        return read_pdf_or_ocr(data, name)
    module = import_module(f"teikit.readers.{MODULES.get(kind, kind)}")
    reader: Callable[[bytes, str], Scan] = getattr(module, f"read_{kind}")
    return reader(data, name)


def read_input(
    item: Input, encoding: str | None = None, format: str | None = None, file_group: str = ""
) -> tuple[Source, list[TeikitError]]:
    """Read what a person named: a file, a member of an archive, or a METS with its pages; and what was left out of it.

    ``file_group`` is the USE of the group of files of a METS that holds the text. Raises what :func:`read` raises.
    """
    data = item.read()
    kind = format or ("text" if encoding else recognise(data, item.name))
    if item.document and kind == "tei":
        from teikit.readers.tei import read_tei

        return source_of(read_tei(data, item.name, item.document), item.name, [Part(item.name, data, MEDIA[kind])]), []
    if kind != "mets":
        source = read(data, item.name, encoding, kind)
        return (replace(source, metadata=item.package.metadata) if item.package else source), []
    from teikit.inputs.members import in_folder
    from teikit.readers.mets import read_mets

    folder = item.path.parent if item.path else Path()
    opener = item.package.beside(item.member) if item.package else in_folder(folder)
    found, parts, metadata, errors = read_mets(data, item.name, opener, _scan_any, file_group)
    return replace(source_of(found, item.name, parts), metadata=metadata), errors


def _scan_any(data: bytes, name: str) -> Scan:
    return scan(data, name, recognise(data, name))
