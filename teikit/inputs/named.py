"""What a person names on the command line, as a list of files to read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from teikit.errors import FileSystemError, TeikitError
from teikit.inputs.contents import load
from teikit.readers.registry import endings_in_folders

if TYPE_CHECKING:
    from teikit.inputs.members import Package

ARCHIVES = (".zip", ".tar", ".tgz", ".tar.gz")
ENDINGS = (*endings_in_folders(), *ARCHIVES)
"""What is looked for in folders."""
METS = "mets.xml"  # a folder with it is one input: a workspace of OCR-D
BAG = "bagit.txt"  # a folder with it is one input, too
HEADER = 64 * 1024  # bytes within which a file says what wrote it
OUR_OWN = (b'<application ident="teikit"', b"<softwareName>teikit</softwareName>", b"<Creator>teikit ")
"""How TEI, ALTO and PAGE say that teikit wrote them."""


class Input(NamedTuple):
    """One file to read: where it is (None for standard input), how messages call it, its name in the output folder.

    A member of an archive or bag has the ``path`` of that, its own ``member`` name, and a way to be opened.
    ``document`` is the xml:id of the one that is meant of a TEI with many: ``volume.xml#d12``.
    """

    path: Path | None
    shown: str
    stem: Path
    member: str = ""
    package: Package | None = None
    document: str = ""

    @property
    def name(self) -> str:
        """The name that the TEI bears: never the folder, so that the same text gives the same bytes anywhere."""
        if self.member:
            return self.member.rpartition("/")[2]
        return in_utf8(self.path.name) if self.path else "stdin"

    def read(self) -> bytes:
        """The bytes of the input."""
        return self.package.open(self.member) if self.package else load(self.path)


class Inputs(NamedTuple):
    """All that was named: what is to be read, what cannot be, and what a folder held besides."""

    files: tuple[Input, ...]
    failed: tuple[TeikitError, ...]
    skipped: tuple[str, ...]

    @property
    def named(self) -> int:
        """How many inputs there are, readable or not."""
        return len(self.files) + len(self.failed)


def expand(names: Iterable[str], leave_out: Path | None = None) -> Inputs:
    """Files stay, folders become the files in them in the order of their names, ``-`` is standard input.

    A folder with a METS or that is a bag is one input, wherever it is. What teikit wrote is left out of folders, so
    that they may hold the output beside the input. Hidden files and folders are left out, too, links in folders are
    not followed. A file named twice is read once. ``leave_out`` is the output folder: where it lies inside a folder
    that was named, nothing in it is an input.
    """
    not_in = os.path.realpath(leave_out) if leave_out else ""
    files: dict[str, Input] = {}
    failed: list[TeikitError] = []
    skipped: list[str] = []
    for name in names:
        path = Path(name)
        if name == "-":
            files["-"] = Input(None, "stdin", Path("stdin"))
        elif os.path.isdir(path):
            for entry in _walk(path, not_in):
                if entry.name == METS or entry.is_dir():
                    parent = entry if entry.is_dir() else entry.parent
                    stem = parent.relative_to(path) if parent != path else Path(path.resolve().name)
                    files.setdefault(os.path.realpath(entry), Input(entry, str(entry), stem))
                elif entry.suffix == ".xml" and _is_our_own(entry):
                    skipped.append(str(entry))
                elif entry.name.lower().endswith(ENDINGS) and not entry.is_symlink() and os.path.isfile(entry):
                    stem = entry.relative_to(path).with_suffix("")
                    files.setdefault(os.path.realpath(entry), Input(entry, str(entry), stem))
                else:
                    skipped.append(str(entry))
        elif os.path.lexists(path):
            files.setdefault(os.path.realpath(path), Input(path, name, Path(path.stem)))
        elif "#" in name and os.path.isfile(name.rpartition("#")[0]):
            before, _, document = name.rpartition("#")
            stem = Path(f"{Path(before).stem}-{document}".replace("/", "_"))
            files.setdefault(name, Input(Path(before), name, stem, document=document))
        else:
            failed.append(missing(name))
    return Inputs(tuple(files.values()), tuple(failed), tuple(skipped))


def in_utf8(name: str) -> str:
    """A name of the file system as UTF-8 reads it, whatever the locale; bytes that are none as lone surrogates."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")


def _is_our_own(path: Path) -> bool:
    """Whether teikit wrote a file, as its header says; one that is named itself is read all the same."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            head = file.read(HEADER)
    except OSError:
        return False
    return is_our_own(head)


def is_our_own(head: bytes) -> bool:
    """Whether a file that begins so was written by teikit."""
    return any(mark in head for mark in OUR_OWN)


def missing(name: str) -> FileSystemError:
    """The failure that a name on the command line is the name of nothing."""
    return FileSystemError("IN-MISSING", "there is no such file or folder", place=name)


def _walk(folder: Path, not_in: str = "") -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        if not_in and parent != str(folder) and os.path.realpath(parent) == not_in:
            folders[:] = []
            continue
        whole = Path(parent, METS) if METS in names else Path(parent) if BAG in names else None
        folders[:] = [] if whole else sorted(name for name in folders if not name.startswith("."))
        if whole:
            yield whole
            continue
        yield from (Path(parent, name) for name in sorted(names) if not name.startswith("."))


def identity(path: Path) -> tuple[int, int] | None:
    """What makes a file the same file under another name (device and inode), None where there is no file."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino
