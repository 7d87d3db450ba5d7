"""Compressed data and archives, recognised by their first bytes: name, and the program that unpacks them."""

from __future__ import annotations

import posixpath
from typing import NamedTuple


class Packing(NamedTuple):
    """One kind of compression: the first bytes of such data, its name in messages, and the program that unpacks it."""

    magic: bytes
    name: str
    program: str


COMPRESSED = (".gz", ".bz2", ".xz")
"""Endings of the names of compressed files that are unpacked."""
ZIP = b"PK\x03\x04"  # beginning of a zip archive
TAR = (257, b"ustar")  # place and bytes of the mark of a tar archive
PACKINGS = (
    Packing(b"\x1f\x8b", "gzip data", "gunzip"),
    Packing(ZIP, "a zip archive", "unzip (or name it on the command line, where it is opened)"),
    Packing(b"BZh", "bzip2 data", "bunzip2"),
    Packing(b"\xfd7zXZ", "xz data", "unxz"),
    Packing(b"\x28\xb5\x2f\xfd", "zstd data", "unzstd"),
)


def packing_of(data: bytes) -> Packing | None:
    r"""How the data is compressed; None if it is not.

    >>> packing_of(b"\x1f\x8b\x08").name, packing_of(b"SECRET")
    ('gzip data', None)
    """
    return next((packing for packing in PACKINGS if data.startswith(packing.magic)), None)


def is_tar(data: bytes) -> bool:
    """Whether data that is not compressed is a tar archive."""
    return data.startswith(TAR[1], TAR[0])


def unpacked_name(name: str) -> str:
    """The name of a file without the ending that says that it is compressed.

    >>> unpacked_name("mets.xml.gz"), unpacked_name("mets.xml")
    ('mets.xml', 'mets.xml')
    """
    stem, ending = posixpath.splitext(name)
    return stem if ending.lower() in COMPRESSED else name
