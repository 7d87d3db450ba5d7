"""Reading files into sources: the format is recognised by the content of a file, and its bytes are decoded accordingly.

Importing this package imports no reader: the command line names the formats without waiting for them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from teikit.errors import Refused
from teikit.readers.registry import FORMATS, recognise

if TYPE_CHECKING:
    from teikit.core import Source
    from teikit.readers.scan import Scan

__all__ = ["FORMATS", "read", "recognise", "scan_file"]


def read(
    data: bytes, name: str, encoding: str | None = None, format: str | None = None, reveal: bool = False
) -> Source:
    """Read one file.

    ``name`` is its name in messages and in the TEI; ``encoding`` and ``format`` are those that the user states.

    Without ``format`` it is recognised; an ``encoding`` says that it is text. Words of a PDF below a box that covers
    them are masked, unless ``reveal`` asks for them. Raises :class:`~teikit.errors.Refused` for what cannot be read,
    :class:`~teikit.errors.LimitReached` for what is too large or takes too long, and
    :class:`~teikit.errors.MissingDependency` if PDF or OCR need a package that is missing. A METS names other
    files, so it is refused here: see :func:`teikit.inputs.reading.read_input`.
    """
    kind = format or ("text" if encoding else recognise(data, name))
    if kind == "text":
        from teikit.readers.plain import read_text

        return read_text(data, name, encoding)
    from teikit.readers.scan import source_of_file

    return source_of_file(scan_file(data, name, kind), name, data, FORMATS[kind].media, reveal)


def scan_file(data: bytes, name: str, kind: str) -> Scan:
    """The pages of one file of the format ``kind``, which is neither text nor METS. Raises what :func:`read` raises."""
    if kind in ("mets", "text"):
        hint = "Name the file itself on the command line, with its pages next to it."
        raise Refused("IN-FORMAT", f"this is {kind}, which has no pages of its own", hint, name)
    pages: Scan = reader_of(kind)(data, name)
    return pages


def reader_of(kind: str) -> Any:
    """The function that reads the format ``kind``, its module imported now; see :class:`~registry.Format`."""
    module, _, function = FORMATS[kind].reader.partition(":")
    return getattr(import_module(f"teikit.readers.{module}"), function)
