"""The documents of a batch: small records that any process can open, and that have a name which never changes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from teikit.errors import FileSystemError, TeikitError
from teikit.inputs import Input, in_utf8, load
from teikit.inputs.members import Package
from teikit.inputs.packages import open_one


class Document(NamedTuple):
    """One input of a batch.

    ``id`` is its name in the output folder in Unicode, the same on every machine and in every run; ``path`` is the
    file or the archive, bag or METS that holds it, ``member`` its name in there. ``size`` (bytes) and ``time``
    (nanoseconds, when it was changed) are those of the file. A document that cannot be tried at all (a broken
    archive, a name of nothing) has no path, and the reason in ``refusal``.
    """

    id: str
    shown: str
    stem: str
    path: str = ""
    member: str = ""
    document: str = ""
    packed: bool = False
    size: int = -1
    time: int = -1
    refusal: tuple[str, str, str, str, int] | None = None

    def opened(self) -> Input:
        """The input itself. Raises what opening its archive or bag raises."""
        package = _package(self.path, self.size, self.time) if self.packed else None
        return Input(Path(self.path), self.shown, Path(self.stem), self.member, package, self.document)


@lru_cache(maxsize=1)
def _package(path: str, size: int, time: int) -> Package:
    """The archive or bag that was opened last; its members mostly come one after the other."""
    from teikit.inputs.archives import unpack
    from teikit.inputs.bags import bag_members

    return bag_members(Path(path)) if os.path.isdir(path) else unpack(load(Path(path)), os.path.basename(path))


def documents(files: Iterable[Input], failed: Iterable[TeikitError], skipped: list[str]) -> Iterator[Document]:
    """All documents in some inputs, in their order; archives and bags are looked into, one at a time."""
    for item in files:
        assert item.path is not None
        found, errors = open_one(item, skipped)
        size, time = _state(item.path)
        for one in found:
            stem = one.stem.as_posix()
            where = (str(item.path), one.member, one.document, one.package is not None)
            yield Document(in_unicode(stem), in_utf8(one.shown), stem, *where, size, time)
        yield from map(_refused, errors)
    yield from map(_refused, failed)


def _refused(error: TeikitError) -> Document:
    reason = (error.code, error.message, error.hint, error.place, int(error.exit_code))
    return Document(f"//{in_unicode(error.place)} {error.code}", error.place, "", refusal=reason)


def _state(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return -1, -1
    return status.st_size, status.st_mtime_ns


def state_of(document: Document) -> tuple[int, int]:
    """Size and time of its file as they are now, -1 where it is gone."""
    return _state(Path(document.path))


def in_unicode(name: str) -> str:
    r"""A name as text that any program can keep: bytes that are no UTF-8 as ``\xe9``, a backslash as two.

    >>> in_unicode(os.fsdecode(b"caf\xe9")) == "caf\\xe9", from_unicode("caf\\xe9") == os.fsdecode(b"caf\xe9")
    (True, True)
    """
    data = name.replace("\\", "\\\\").encode("utf-8", "surrogateescape")
    return data.decode("utf-8", "backslashreplace")


def from_unicode(name: str) -> str:
    """The name of which :func:`in_unicode` made this."""
    parts = name.split("\\\\")
    return "\\".join(_bytes(part) for part in parts)


def _bytes(part: str) -> str:
    first, *others = part.split("\\x")
    return os.fsdecode(first.encode() + b"".join(bytes.fromhex(one[:2]) + one[2:].encode() for one in others))


class Shard(NamedTuple):
    """One of several parts of a batch, counted from 1."""

    number: int
    of: int

    def has(self, id: str) -> bool:
        """Whether the document of this id is in this part, in whatever order the files are and on any machine."""
        digest = hashlib.sha256(id.encode("utf-8")).digest()
        return int.from_bytes(digest[:8], "big") % self.of == self.number - 1

    @property
    def name(self) -> str:
        """``3-of-16``."""
        return f"{self.number}-of-{self.of}"


def digest_of(document: Document) -> str:
    """The SHA-256 of its file as it is now. Raises IN-VANISHED or IN-UNREADABLE."""
    try:
        with open(document.path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise FileSystemError("IN-VANISHED", "the file is no longer there", place=document.shown) from None
    except OSError as error:
        raise FileSystemError("IN-UNREADABLE", f"it cannot be read: {error.strerror}", place=document.shown) from None
