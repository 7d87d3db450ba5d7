"""Reading one input: a file, a member of an archive, one document of many, or a METS with its pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from teikit.core import Source
from teikit.errors import Refused, TeikitError
from teikit.inputs.members import in_folder
from teikit.inputs.named import Input, in_utf8
from teikit.readers import FORMATS, read, recognise, scan_file
from teikit.readers.scan import Scan, source_of, source_of_file

BLANK = b" \t\r\n\f\v\xef\xbb\xbf"  # the bytes of an empty text; a byte order mark counts as empty, too


class ReadingOptions(Protocol):
    """The options that decide how an input is read."""

    @property
    def encoding(self) -> str | None: ...
    @property
    def format(self) -> str | None: ...
    @property
    def file_group(self) -> str: ...
    @property
    def empty(self) -> str: ...
    @property
    def reveal(self) -> bool: ...


@contextmanager
def placed(item: Input) -> Iterator[None]:
    """Give failures the place by which messages name an input (``texts/a.txt:3:1``), instead of its bare name."""
    try:
        yield
    except TeikitError as error:
        if error.place.startswith(item.name) or not error.place:
            error.place = item.shown + error.place.removeprefix(item.name)
        raise


def read_input(item: Input, options: ReadingOptions) -> tuple[Source, list[TeikitError]]:
    """Read one input; returns its source, and the errors of files that belong to it (if it is a METS).

    Raises what :func:`teikit.readers.read` raises, and :class:`~teikit.errors.Refused` for an empty text (IN-EMPTY),
    unless the options allow it; the place is that of :func:`placed`.
    """
    with placed(item):
        source, left_out = _read_input(item, options)
    return replace(source, record=in_utf8(item.stem.as_posix())), left_out


def refuse_empty(data: bytes, name: str) -> None:
    """Raise IN-EMPTY for a text that has only white space."""
    if not data.strip(BLANK):
        hint = "If you want a TEI file without text, use --empty keep."
        raise Refused("IN-EMPTY", "the file is empty" if not data else "the file is blank", hint, name)


def _read_input(item: Input, options: ReadingOptions) -> tuple[Source, list[TeikitError]]:
    """The same without ``record``, the name of the input in decisions."""
    data = item.read()
    kind = options.format or ("text" if options.encoding else recognise(data, item.name))
    if kind == "text" and options.empty != "keep":
        refuse_empty(data, item.name)
    if kind == "mets":
        return _read_mets(item, data, options.file_group)
    if kind == "tei" and item.document:
        from teikit.readers.tei import read_tei

        return source_of_file(read_tei(data, item.name, item.document), item.name, data, FORMATS[kind].media), []
    source = read(data, item.name, options.encoding, kind, options.reveal)
    return (replace(source, metadata=item.package.metadata) if item.package else source), []


def _read_mets(item: Input, data: bytes, file_group: str) -> tuple[Source, list[TeikitError]]:
    """A METS with its pages; the files that it names are next to it, in a folder or an archive."""
    from teikit.inputs.decompressing import unpacking
    from teikit.readers.mets import read_mets

    if item.package and not item.package.is_compressed:
        opener = item.package.beside(item.member)
    else:
        opener = in_folder(item.path.parent if item.path else Path())
    pages, parts, metadata, errors = read_mets(data, item.name, unpacking(opener), _recognised_scan, file_group)
    return replace(source_of(pages, item.name, parts), metadata=metadata), errors


def _recognised_scan(data: bytes, name: str) -> Scan:
    """The pages of a file that a METS names, in any XML format."""
    return scan_file(data, name, recognise(data, name))
