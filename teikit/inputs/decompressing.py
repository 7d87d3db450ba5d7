"""Unpacking compressed data in memory, with a count of the bytes as they come, so that nothing exceeds its limits."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from teikit.errors import FileSystemError, LimitReached, Refused
from teikit.files.compressed import COMPRESSED, packing_of
from teikit.files.paths import Opener

LARGEST_MEMBER = 64 * 2**20  # bytes of one member, at most
LARGEST_TOTAL = 512 * 2**20  # bytes of all members, at most
RATIO = 100  # most bytes of members for each packed byte, once they have more bytes than FREE
FREE = 2**20  # bytes that anything may have, whatever its packed size
MOST_MEMBERS = 20_000  # members of an archive, at most
MEMORY = 256 * 2**20  # bytes that the decoder of xz may take; xz -9 needs 65 MiB
CHUNK = 2**16  # bytes that are unpacked at a time
DAMAGE_ERRORS = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    OSError,
    NotImplementedError,
    lzma.LZMAError,
)
"""Errors that the libraries raise for archives that are broken, perhaps intentionally."""
UNPACK_YOURSELF = "Unpack it yourself if you trust it, and give teikit the folder."


def decompressed(data: bytes, name: str) -> tuple[bytes, bool]:
    """The content of gzip, bzip2 or xz data, and whether it is such data; other data unchanged.

    Raises LIMIT-DECOMPRESS and one of DAMAGE_ERRORS.
    """
    opener = _opener_of(data)
    if opener is None:
        return data, False
    return Budget(name, len(data)).read(opener(data), len(data), LARGEST_TOTAL), True


def unpacking(opener: Opener) -> Opener:
    """An opener of the same files, unpacked; a missing file is looked for in compressed form.

    So a METS may name ``page.xml`` or ``page.xml.gz``, whichever is next to it. It raises what the opener raises,
    ZIP-BROKEN and LIMIT-DECOMPRESS.
    """

    def opened(name: str) -> bytes:
        try:
            data = _whichever(opener, name)
            return decompressed(data, name)[0]
        except DAMAGE_ERRORS as error:
            raise Refused("ZIP-BROKEN", f"the file is broken: {error}", "Ask for it again.", name) from None

    return opened


def _whichever(opener: Opener, name: str) -> bytes:
    """The bytes of a file, or of that file in compressed form."""
    try:
        return opener(name)
    except FileSystemError:
        for ending in COMPRESSED:
            with suppress(FileSystemError):
                return opener(name + ending)
        raise


def head_of(data: bytes, size: int) -> bytes:
    """The first ``size`` bytes of data that may be compressed and truncated; empty if it is broken."""
    opener = _opener_of(data)
    try:
        return opener(data).read(size) if opener else data[:size]
    except DAMAGE_ERRORS:
        return b""


def _opener_of(data: bytes) -> Callable[[bytes], Readable] | None:
    packing = packing_of(data)
    return OPENERS.get(packing.name) if packing else None


class Readable(Protocol):
    """A file of bytes, as far as it is needed here."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, ``size`` at most."""


class Budget:
    """Counts the bytes that have been unpacked, of one member and of all.

    ``packed`` are the bytes of the whole archive, ``name`` is its name in messages.
    """

    def __init__(self, name: str, packed: int) -> None:
        self.name, self.packed, self.total, self.count = name, packed, 0, 0

    def refuse_more(self, members: int) -> None:
        """Refuse an archive with too many members (LIMIT-MEMBERS)."""
        if members > MOST_MEMBERS:
            raise LimitReached(
                "LIMIT-MEMBERS", f"there are more than {MOST_MEMBERS} files in it", UNPACK_YOURSELF, self.name
            )

    def member(self, file: Readable, packed: int) -> bytes:
        """The next member, which has ``packed`` bytes in the archive. Raises LIMIT-MEMBERS and LIMIT-DECOMPRESS."""
        self.count += 1
        self.refuse_more(self.count)
        return self.read(file, packed, LARGEST_MEMBER)

    def read(self, file: Readable, packed: int, limit: int) -> bytes:
        """The bytes of a file of ``packed`` bytes in the archive; the size that it claims is not trusted.

        Raises LIMIT-DECOMPRESS if it has more than ``limit`` bytes, or the archive too many.
        """
        chunks, size = [], 0
        while chunk := file.read(CHUNK):
            chunks.append(chunk)
            size += len(chunk)
            self.total += len(chunk)
            if size > limit or self.total > LARGEST_TOTAL or _swells(size, packed) or _swells(self.total, self.packed):
                message = f"it unpacks to far more than its size: stopped after {self.total >> 20} MiB"
                raise LimitReached("LIMIT-DECOMPRESS", message, UNPACK_YOURSELF, self.name)
        return b"".join(chunks)


def _swells(size: int, packed: int) -> bool:
    """Whether ``size`` bytes are too many for data of ``packed`` bytes."""
    return size > FREE and size > RATIO * packed


class _Xz:
    """A file of xz data, which may be several streams in a row; its decoder may not take more than MEMORY."""

    def __init__(self, data: bytes) -> None:
        self.rest, self.decoder = data, lzma.LZMADecompressor(memlimit=MEMORY)

    def read(self, size: int, /) -> bytes:
        """The next bytes. Raises EOFError if the data is truncated."""
        while True:
            if self.decoder.eof:
                self.rest = self.decoder.unused_data.lstrip(b"\0")
                if not self.rest:
                    return b""
                self.decoder = lzma.LZMADecompressor(memlimit=MEMORY)
            chunk = self.decoder.decompress(self.rest, size)
            self.rest = b""
            if chunk:
                return chunk
            if not self.decoder.eof and self.decoder.needs_input:
                raise EOFError("the data is cut off")


OPENERS: dict[str, Callable[[bytes], Readable]] = {
    "gzip data": lambda data: gzip.GzipFile(fileobj=io.BytesIO(data)),
    "bzip2 data": lambda data: bz2.BZ2File(io.BytesIO(data)),
    "xz data": _Xz,
}
"""Readers of compressed data, by the name of the packing."""
