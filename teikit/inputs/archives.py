"""Unpacking archives in memory: names are checked, links refused, bytes counted as they come.

A zip or tar that holds a bag (bagit.txt at its top or in its one folder) is verified before anything of it is read.
"""

from __future__ import annotations

import io
import stat
import tarfile
import unicodedata
import zipfile
from collections.abc import Iterator

from teikit.errors import Refused, TeikitError
from teikit.files.compressed import is_tar
from teikit.files.paths import is_hidden, is_unsafe, outside
from teikit.inputs.bags import open_bag, tops_of_bags
from teikit.inputs.decompressing import DAMAGE_ERRORS, Budget, decompressed
from teikit.inputs.members import Package, in_memory

ENTRY = b"PK\x01\x02"  # beginning of the entry of a member in the list at the end of a zip


def unpack(data: bytes, name: str) -> Package:
    """Unpack an archive or a compressed file given as bytes; ``name`` is its name in messages.

    A member that is not safe is an error of the package, which has the others. Raises
    :class:`~teikit.errors.LimitReached` (LIMIT-DECOMPRESS, LIMIT-MEMBERS) if the whole is too large, and
    :class:`~teikit.errors.Refused` for what is not an archive or broken (ZIP-BROKEN) and for a bag that is not valid
    (BAG-INVALID).
    """
    try:
        data, packed = decompressed(data, name)
        if packed and not is_tar(data):
            inner = name.rpartition(".")[0] or name
            return Package((inner,), in_memory({inner: data}), is_compressed=True)
        errors: list[TeikitError] = []
        contents = _members(data, name, errors)
    except DAMAGE_ERRORS as error:
        raise Refused("ZIP-BROKEN", f"the archive is broken: {error}", "Ask for it again.", name) from None
    tops = tops_of_bags(contents)
    if len(tops) == 1 and all(member.startswith(tops[0]) for member in contents):
        return open_bag({member.removeprefix(tops[0]): data for member, data in contents.items()}, name, errors)
    payload = [f"{top}{member}" for top in tops for member in _of_bag(contents, top, name).names]
    beside = [member for member in contents if not member.startswith(tuple(tops)) and not is_hidden(member)]
    return Package((*payload, *beside), in_memory(contents), tuple(errors))


def _of_bag(contents: dict[str, bytes], top: str, name: str) -> Package:
    """One of several bags in an archive, verified."""
    inside = {member.removeprefix(top): data for member, data in contents.items() if member.startswith(top)}
    return open_bag(inside, f"{name}:{top}".rstrip("/"))


def _members(data: bytes, name: str, errors: list[TeikitError]) -> dict[str, bytes]:
    """The members of an archive by their names; unsafe ones become ``errors``."""
    contents: dict[str, bytes] = {}
    taken: set[str] = set()
    budget = Budget(name, len(data))
    for member, content in _tar(data, budget) if is_tar(data) else _zip(data, budget):
        place = f"{name}:{member}"
        key = unicodedata.normalize("NFC", member).casefold()
        if isinstance(content, TeikitError):
            content.place = place
            errors.append(content)
        elif key in taken:
            hint = "The first one was read. Names must differ by more than capitals and accents."
            errors.append(Refused("NAME-COLLISION", "another file in the archive has this name", hint, place))
        else:
            taken.add(key)
            contents[member] = content
    return contents


# ------------------------------------------------------------------------- zip


def _zip(data: bytes, budget: Budget) -> Iterator[tuple[str, bytes | TeikitError]]:
    """The members of a zip: each with its bytes, or why it is refused."""
    # This is before the list is made, which alone could fill the memory. The signature may also occur in packed data.
    budget.refuse_more(data.count(ENTRY) // 2)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            refusal = _zip_refusal(info)
            if refusal:
                yield info.orig_filename, refusal
            elif not info.is_dir():
                yield info.filename.removeprefix("./"), _zip_member(archive, info, budget)


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes | TeikitError:
    """The bytes of a member, or an error if it is broken. Raises LIMIT-DECOMPRESS."""
    try:
        with archive.open(info) as file:
            return budget.member(file, min(info.compress_size, budget.packed))
    except DAMAGE_ERRORS as error:
        return Refused("ZIP-BROKEN", f"this member is broken: {error}", "Ask for the archive again.")


def _zip_refusal(info: zipfile.ZipInfo) -> TeikitError | None:
    """The error for a member that is refused because of the list of members; None for one that may be read."""
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
    return Refused(
        "PATH-SPECIAL", "this is not a regular file (but a device or pipe, or one with holes)", "Leave it out."
    )


# ------------------------------------------------------------------------- tar


def _tar(data: bytes, budget: Budget) -> Iterator[tuple[str, bytes | TeikitError]]:
    """The members of a tar: each with its bytes, or why it is refused."""
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
        for info in archive:
            if is_unsafe(info.name):
                yield info.name, outside("")
            elif info.issym() or info.islnk():
                yield info.name, _link()
            elif info.isfile() and not info.issparse():
                file = archive.extractfile(info)
                yield info.name.removeprefix("./"), budget.member(file, budget.packed) if file else _special()
            elif not info.isdir():
                yield info.name, _special()
