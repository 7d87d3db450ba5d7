"""Unpack archives and compressed files in memory: bytes are counted while they come, names looked at, links refused.

A zip or tar that holds a bag (bagit.txt at its top or in its one folder) is verified before anything of it is read.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import struct
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Protocol

from teikit.compressed import COMPRESSED, packing_of
from teikit.errors import FileSystemError, LimitReached, Refused, TeikitError
from teikit.inputs.bags import open_bag, tops_of_bags
from teikit.inputs.members import Package, in_memory
from teikit.paths import Opener, is_hidden, is_unsafe, outside

MEMBER = 64 * 2**20  # bytes of one member; none is read further
TOTAL = 512 * 2**20  # bytes of all members
RATIO = 100  # times the packed size to which members may swell, once they have more bytes than FREE
FREE = 2**20  # bytes
MOST = 20_000  # members; an archive with more is not looked into
MEMORY = 256 * 2**20  # bytes that the decoder of xz may take; xz -9 needs 65 MiB
CHUNK = 2**16  # bytes that are unpacked at a time
BROKEN = (
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
"""What the libraries raise for archives that are broken, or made so on purpose."""
ENTRY = b"PK\x01\x02"  # how the entry of a member begins in the list at the end of a zip
SMALLER = "Unpack it yourself if you trust it, and give teikit the folder."


def unpack(data: bytes, name: str) -> Package:
    """Unpack an archive or a compressed file given as bytes; ``name`` is how messages call it.

    A member that is not safe is an error of the package, the others are there. Raises
    :class:`~teikit.errors.LimitReached` (LIMIT-DECOMPRESS, LIMIT-MEMBERS) where the whole is too large, and
    :class:`~teikit.errors.Refused` for what is no archive or broken (ZIP-BROKEN) and for a bag that is not valid
    (BAG-INVALID).
    """
    try:
        data, packed = decompressed(data, name)
        if packed and not _is_tar(data):
            inner = name.rpartition(".")[0] or name
            return Package((inner,), in_memory({inner: data}), is_compressed=True)
        errors: list[TeikitError] = []
        contents = _members(data, name, errors)
    except BROKEN as error:
        raise Refused("ZIP-BROKEN", f"the archive is broken: {error}", "Ask for it again.", name) from None
    tops = tops_of_bags(contents)
    if len(tops) == 1 and all(member.startswith(tops[0]) for member in contents):
        return open_bag({member.removeprefix(tops[0]): data for member, data in contents.items()}, name, errors)
    payload = [f"{top}{member}" for top in tops for member in _of_bag(contents, top, name).names]
    beside = [member for member in contents if not member.startswith(tuple(tops)) and not is_hidden(member)]
    return Package((*payload, *beside), in_memory(contents), tuple(errors))


def decompressed(data: bytes, name: str) -> tuple[bytes, bool]:
    """What some gzip, bzip2 or xz data was before, and whether it is such data. Raises LIMIT-DECOMPRESS and BROKEN."""
    packing = packing_of(data)
    opener = OPENERS.get(packing.name) if packing else None
    if opener is None:
        return data, False
    return _Budget(name, len(data)).read(opener(data), len(data), TOTAL), True


def unpacking(opener: Opener) -> Opener:
    """The same files, those that are compressed as they were before; one that is not there is looked for compressed.

    So a METS may name ``page.xml`` or ``page.xml.gz``, whichever of them lies beside it. What it opens raises what the
    opener raises, ZIP-BROKEN and LIMIT-DECOMPRESS.
    """

    def opened(name: str) -> bytes:
        try:
            data = _whichever(opener, name)
            return decompressed(data, name)[0]
        except BROKEN as error:
            raise Refused("ZIP-BROKEN", f"the file is broken: {error}", "Ask for it again.", name) from None

    return opened


def _whichever(opener: Opener, name: str) -> bytes:
    try:
        return opener(name)
    except FileSystemError:
        for ending in COMPRESSED:
            with suppress(FileSystemError):
                return opener(name + ending)
        raise


def head_of(data: bytes, size: int) -> bytes:
    """How something begins that may be compressed, and of which no more than the beginning may be known."""
    packing = packing_of(data)
    opener = OPENERS.get(packing.name) if packing else None
    try:
        return opener(data).read(size) if opener else data[:size]
    except BROKEN:
        return b""


def _of_bag(contents: dict[str, bytes], top: str, name: str) -> Package:
    """One of several bags in an archive, verified."""
    inside = {member.removeprefix(top): data for member, data in contents.items() if member.startswith(top)}
    return open_bag(inside, f"{name}:{top}".rstrip("/"))


def _members(data: bytes, name: str, errors: list[TeikitError]) -> dict[str, bytes]:
    """The members of an archive by their names; what is not safe goes into ``errors``."""
    contents: dict[str, bytes] = {}
    taken: set[str] = set()
    budget = _Budget(name, len(data))
    for member, content in _tar(data, budget) if _is_tar(data) else _zip(data, budget):
        place = f"{name}:{member}"
        key = unicodedata.normalize("NFC", member).casefold()
        if isinstance(content, TeikitError):
            content.place = place
            errors.append(content)
        elif key in taken:
            hint = "The first one was read. Names must differ by more than capitals and accents."
            errors.append(Refused("NAME-COLLISION", "another member bears this name", hint, place))
        else:
            taken.add(key)
            contents[member] = content
    return contents


class Readable(Protocol):
    """A file of bytes, as far as it is needed here."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, ``size`` at most."""


class _Budget:
    """Counts what has been unpacked, of one member and of all."""

    def __init__(self, name: str, packed: int) -> None:
        self.name, self.packed, self.all, self.count = name, packed, 0, 0

    def read(self, file: Readable, packed: int, limit: int) -> bytes:
        """A member, as long as it keeps within the limits; what it claims to be is not believed."""
        self.count += 1
        if self.count > MOST:
            raise LimitReached("LIMIT-MEMBERS", f"there are more than {MOST} files in it", SMALLER, self.name)
        chunks, size = [], 0
        while chunk := file.read(CHUNK):
            chunks.append(chunk)
            size += len(chunk)
            self.all += len(chunk)
            if size > limit or self.all > TOTAL or _swells(size, packed) or _swells(self.all, self.packed):
                message = f"it unpacks to far more than it is: stopped after {self.all >> 20} MiB"
                raise LimitReached("LIMIT-DECOMPRESS", message, SMALLER, self.name)
        return b"".join(chunks)


def _swells(size: int, packed: int) -> bool:
    return size > FREE and size > RATIO * packed


class _Xz:
    """A file of xz data, which may be several streams in a row; its decoder may not take more than MEMORY."""

    def __init__(self, data: bytes) -> None:
        self.rest, self.decoder = data, lzma.LZMADecompressor(memlimit=MEMORY)

    def read(self, size: int, /) -> bytes:
        """The next bytes. Raises EOFError where the data is cut off."""
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
"""How what is compressed is read, by the name of the packing."""


# ------------------------------------------------------------------------- zip


def _zip(data: bytes, budget: _Budget) -> Iterator[tuple[str, bytes | TeikitError]]:
    if data.count(ENTRY) > 2 * MOST:  # before the list of members is made, which alone could fill the memory
        raise LimitReached("LIMIT-MEMBERS", f"there are more than {MOST} files in it", SMALLER, budget.name)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            refusal = _zip_refusal(info)
            if refusal:
                yield info.orig_filename, refusal
            elif not info.is_dir():
                yield info.filename.removeprefix("./"), _zip_member(archive, info, budget)


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget) -> bytes | TeikitError:
    try:
        with archive.open(info) as file:
            return budget.read(file, min(info.compress_size, budget.packed), MEMBER)
    except BROKEN as error:
        return Refused("ZIP-BROKEN", f"this member is broken: {error}", "Ask for the archive again.")


def _zip_refusal(info: zipfile.ZipInfo) -> TeikitError | None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if is_unsafe(info.orig_filename):
        return outside("")
    if kind == stat.S_IFLNK:
        return _link()
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return _special()
    if info.flag_bits & 1:
        return Refused("ZIP-ENCRYPTED", "this member is encrypted", "Unpack it yourself, with its password.")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        hint = "Pack it again in the usual way (Deflate)."
        return Refused("ZIP-METHOD", f"this member is packed by an unusual method ({info.compress_type})", hint)
    return None


def _link() -> Refused:
    return Refused("PATH-LINK", "this is a link, not a file", "It was not followed. Pack the file itself.")


def _special() -> Refused:
    return Refused("PATH-SPECIAL", "this is no regular file (but a device or pipe, or one with holes)", "Leave it out.")


# ------------------------------------------------------------------------- tar


def _is_tar(data: bytes) -> bool:
    return data[257:262] == b"ustar"


def _tar(data: bytes, budget: _Budget) -> Iterator[tuple[str, bytes | TeikitError]]:
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
        for info in archive:
            if is_unsafe(info.name):
                yield info.name, outside("")
            elif info.issym() or info.islnk():
                yield info.name, _link()
            elif info.isfile() and not info.issparse():
                file = archive.extractfile(info)
                yield info.name.removeprefix("./"), budget.read(file, budget.packed, MEMBER) if file else _special()
            elif not info.isdir():
                yield info.name, _special()
