"""The safe reading of the files that belong to one input: those in an archive or a bag, or next to a METS."""

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
    """The members of an archive or a bag that can be read, in order, and the errors of others.

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
        """An opener of members by names relative to the folder of the member ``name``."""
        folder = posixpath.dirname(name)
        return lambda relative: self.open(posixpath.normpath(posixpath.join(folder, relative)))


def in_memory(members: Mapping[str, bytes]) -> Opener:
    """An opener of unpacked members by their names; other names raise IN-MISSING."""

    def opened(name: str) -> bytes:
        if name not in members:
            raise FileSystemError("IN-MISSING", "there is no such file in the archive", place=name)
        return members[name]

    return opened


def in_folder(folder: Path) -> Opener:
    """An opener of files below a folder by their relative names; links are followed only if they stay below it."""
    top = os.path.realpath(folder)

    def opened(name: str) -> bytes:
        try:
            return load(path_below(top, name))
        except TeikitError as error:
            error.place = name
            raise

    return opened
