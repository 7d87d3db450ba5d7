"""The documents of a batch: small records that any process can open, with permanent names."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from teikit.edition.values import names_of
from teikit.errors import FileSystemError, TeikitError
from teikit.inputs import Input, Skipped, in_utf8, load
from teikit.inputs.members import Package
from teikit.inputs.packages import open_one


class BatchDocument(NamedTuple):
    """One input of a batch, or a record with its ``parts``, the inputs that are its releases.

    ``id`` is its name in the output folder in Unicode, the same on every machine and in every run; ``path`` is the file
    or the archive, bag or METS that holds it, ``member`` its name in there; for standard input and for a record the
    path is empty. ``size`` (bytes) and ``time`` (nanoseconds, when it was changed) are those of the file; for a record
    they are the sum of the sizes and a number made from all its parts. A document that cannot even be tried (a broken
    archive, a file that does not exist) has the reason in ``refusal``.
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
    parts: tuple[BatchDocument, ...] = ()

    @property
    def files(self) -> tuple[BatchDocument, ...]:
        """Its parts, or itself if it has none."""
        return self.parts or (self,)

    @property
    def names(self) -> list[str]:
        """The names by which a row of the table of documents may call it."""
        return names_of(self.stem, self.file)

    @property
    def file(self) -> str:
        """The name of its file; empty for a record."""
        return in_utf8(os.path.basename(self.member or self.path))

    def opened(self) -> Input:
        """The input itself. Raises what opening its archive or bag raises."""
        package = _package(self.path, self.size, self.time) if self.packed else None
        path = Path(self.path) if self.path else None
        return Input(path, self.shown, Path(self.stem), self.member, package, self.document)


Numbered = tuple[int, BatchDocument]
"""A document and its number among all that were named, from 0, which is its place in the plan."""


class NamedDocuments(NamedTuple):
    """The documents that were named, the files that are not inputs, and whether the short way is used."""

    documents: list[BatchDocument]
    skipped: list[Skipped]
    are_short: bool


@lru_cache(maxsize=1)
def _package(path: str, size: int, time: int) -> Package:
    """An archive or bag; the last one is kept open, because its members mostly follow each other."""
    from teikit.inputs.archives import unpack
    from teikit.inputs.bags import bag_members

    return bag_members(Path(path)) if os.path.isdir(path) else unpack(load(Path(path)), os.path.basename(path))


def documents(files: Iterable[Input], failed: Iterable[TeikitError], skipped: list[Skipped]) -> Iterator[BatchDocument]:
    """All documents in the inputs, in their order; archives and bags are opened, one at a time."""
    for item in files:
        members, errors = open_one(item, skipped)
        size, time = _state(item.path)
        yield from (_document(member, size, time) for member in members)
        yield from map(refused, errors)
    yield from map(refused, failed)


def document_of(item: Input) -> BatchDocument:
    """One input as a document, whether a file or a member of an archive."""
    return _document(item, *_state(item.path))


def _document(item: Input, size: int, time: int) -> BatchDocument:
    stem = item.stem.as_posix()
    where = (str(item.path or ""), item.member, item.document, item.package is not None)
    return BatchDocument(in_unicode(stem), in_utf8(item.shown), stem, *where, size, time)


def record(
    name: str, inputs: Sequence[Input], names: Sequence[str], failed: Sequence[TeikitError] = ()
) -> BatchDocument:
    """The document for a record; ``names`` are those that its edition gives to its inputs.

    A record cannot be tried if any of its inputs cannot be opened.
    """
    if failed:
        return refused(failed[0])._replace(id=name, shown=name, stem=name)
    parts = tuple(
        _document(item, *_state(item.path))._replace(id=name) for item, name in zip(inputs, names, strict=True)
    )
    size = sum(part.size for part in parts)
    return BatchDocument(
        name, name, name, packed=any(part.packed for part in parts), size=size, time=_mark(parts), parts=parts
    )


def _mark(parts: Sequence[BatchDocument]) -> int:
    """A number that changes if a part is added, removed, changed or renamed."""
    facts = [(part.id, part.member, part.document, part.size, part.time) for part in parts]
    digest = hashlib.sha256(repr(facts).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:7], "big")


def refused(error: TeikitError) -> BatchDocument:
    """A document that cannot be tried, with the reason."""
    reason = (error.code, error.message, error.hint, error.place, int(error.exit_code))
    return BatchDocument(f"//{in_unicode(error.place)} {error.code}", error.place, "", refusal=reason)


def _state(path: Path | None) -> tuple[int, int]:
    try:
        status = path.stat() if path else None
    except OSError:
        return -1, -1
    return (status.st_size, status.st_mtime_ns) if status else (-1, -1)


def state_of(document: BatchDocument) -> tuple[int, int]:
    """The present size and time of its file; -1 if it is gone."""
    return _state(Path(document.path))


def records_of(document: BatchDocument) -> list[str]:
    """The names by which decisions refer to the inputs of a document."""
    return [in_utf8(Path(file.stem).as_posix()) for file in document.files]


def in_unicode(name: str) -> str:
    r"""A name as text that any program can store: bytes that are not UTF-8 as ``\xe9``, a backslash as two.

    >>> in_unicode(os.fsdecode(b"caf\xe9")) == "caf\\xe9", from_unicode("caf\\xe9") == os.fsdecode(b"caf\xe9")
    (True, True)
    """
    data = name.replace("\\", "\\\\").encode("utf-8", "surrogateescape")
    return data.decode("utf-8", "backslashreplace")


def from_unicode(name: str) -> str:
    """The name from which :func:`in_unicode` made this one."""
    parts = name.split("\\\\")
    return "\\".join(_bytes(part) for part in parts)


def _bytes(part: str) -> str:
    first, *escaped = part.split("\\x")
    rest = (bytes.fromhex(text[:2]) + text[2:].encode() for text in escaped)
    return os.fsdecode(first.encode() + b"".join(rest))


def digest_of(document: BatchDocument) -> str:
    """The SHA-256 of its file as it is now; for a record, of the digests of its parts.

    Raises IN-VANISHED or IN-UNREADABLE.
    """
    if document.parts:
        return joined_digest((digest_of(part), part.id) for part in document.parts)
    try:
        with open(document.path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise FileSystemError("IN-VANISHED", "the file is no longer there", place=document.shown) from None
    except OSError as error:
        raise FileSystemError("IN-UNREADABLE", f"it cannot be read: {error.strerror}", place=document.shown) from None


def joined_digest(parts: Iterable[tuple[str, str]]) -> str:
    """One SHA-256 for several files, given as pairs of SHA-256 and name."""
    lines = "".join(f"{digest} {name}\n" for digest, name in parts)
    return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()
