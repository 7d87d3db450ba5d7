"""An input that a person named, read: a file, a member of an archive, one document of many, a METS with its pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from teikit.core import Source
from teikit.errors import TeikitError
from teikit.inputs.members import in_folder
from teikit.inputs.named import Input
from teikit.readers import FORMATS, read, recognise, scan_file
from teikit.readers.scan import Scan, source_of, source_of_file


def read_input(
    item: Input, encoding: str | None = None, format: str | None = None, file_group: str = ""
) -> tuple[Source, list[TeikitError]]:
    """Read one input; the answer is its source and, of a METS, the files of it that could not be read and why.

    ``file_group`` is the USE of the group of files of a METS that holds the text. Raises what
    :func:`teikit.readers.read` raises.
    """
    data = item.read()
    kind = format or ("text" if encoding else recognise(data, item.name))
    if kind == "mets":
        return _read_mets(item, data, file_group)
    if kind == "tei" and item.document:
        from teikit.readers.tei import read_tei

        return source_of_file(read_tei(data, item.name, item.document), item.name, data, FORMATS[kind].media), []
    source = read(data, item.name, encoding, kind)
    return (replace(source, metadata=item.package.metadata) if item.package else source), []


def _read_mets(item: Input, data: bytes, file_group: str) -> tuple[Source, list[TeikitError]]:
    from teikit.readers.mets import read_mets

    opener = item.package.beside(item.member) if item.package else in_folder(item.path.parent if item.path else Path())
    pages, parts, metadata, errors = read_mets(data, item.name, opener, _recognised_scan, file_group)
    return replace(source_of(pages, item.name, parts), metadata=metadata), errors


def _recognised_scan(data: bytes, name: str) -> Scan:
    return scan_file(data, name, recognise(data, name))
