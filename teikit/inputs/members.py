"""The files that belong to one input, because they lie in an archive, a bag or beside a METS: read with care."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from teikit.core.metadata import Metadata
from teikit.errors import FileSystemError, TeikitError
from teikit.files.paths import Opener, path_below
from teikit.inputs.contents import load


@dataclass(frozen=True)
class Package:
    """The members of an archive or a bag that can be read, in order, and why others cannot.

    ``open`` gives the bytes of a member. A bag has been verified, and its names begin with ``data/``. A single
    compressed file is one member.
    """

    names: tuple[str, ...]
    open: Opener
    errors: tuple[TeikitError, ...] = ()
    is_bag: bool = False
    is_compressed: bool = False
    metadata: Metadata = field(default_factory=Metadata)

    def beside(self, name: str) -> Opener:
        """How to open members by names relative to the folder in which the member ``name`` lies."""
        folder = posixpath.dirname(name)
        return lambda relative: self.open(posixpath.normpath(posixpath.join(folder, relative)))


def in_memory(members: Mapping[str, bytes]) -> Opener:
    """How to open members that have been unpacked, by their names; other names raise IN-MISSING."""

    def opened(name: str) -> bytes:
        if name not in members:
            raise FileSystemError("IN-MISSING", "there is no such file in the archive", place=name)
        return members[name]

    return opened


def in_folder(folder: Path) -> Opener:
    """How to open files below a folder by their relative names; links are followed only where they stay below it."""
    top = os.path.realpath(folder)

    def opened(name: str) -> bytes:
        try:
            return load(path_below(top, name))
        except TeikitError as error:
            error.place = name
            raise

    return opened
