"""Making a folder a bag (BagIt, RFC 8493)."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping
from pathlib import Path

import teikit
from teikit.errors import OutputExists
from teikit.files import write

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def seal_bag(folder: Path) -> int:
    """Make a folder with its payload in ``data/`` a bag of BagIt 1.0; returns the number of files in it.

    The same files give the same bytes: there is no date, unless SOURCE_DATE_EPOCH is set. Files are read one at a time.
    Hidden files at the top of the folder may stay. Raises :class:`~teikit.errors.OutputExists` if the folder has other
    files, which no manifest would name.
    """
    paths = sorted(path for path in (folder / "data").rglob("*") if path.is_file())
    digests, size = {}, 0
    for path in paths:
        with path.open("rb") as file:
            digests[path.relative_to(folder).as_posix()] = hashlib.file_digest(file, "sha512").hexdigest()
            size += file.tell()
    tags = {
        "bagit.txt": BAGIT,
        "bag-info.txt": _info(size, len(paths)),
        "manifest-sha512.txt": _lines(digests),
    }
    tags["tagmanifest-sha512.txt"] = _manifest(tags)
    _refuse_other_files(folder, {*digests, *tags})
    for name, data in tags.items():
        write.write(folder / name, data, force=True)
    return len(paths)


def _info(size: int, count: int) -> bytes:
    """bag-info.txt for a payload of ``count`` files with ``size`` bytes."""
    lines = [f"Bag-Software-Agent: teikit {teikit.__version__}"]
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        lines.append(f"Bagging-Date: {time.strftime('%Y-%m-%d', time.gmtime(int(epoch)))}")
    lines.append(f"Payload-Oxum: {size}.{count}")
    return "".join(f"{line}\n" for line in lines).encode()


def _manifest(files: Mapping[str, bytes]) -> bytes:
    return _lines({name: hashlib.sha512(data).hexdigest() for name, data in files.items()})


def _lines(digests: Mapping[str, str]) -> bytes:
    """A manifest: a line with checksum and path for each file."""
    return "".join(f"{digest}  {_escaped(name)}\n" for name, digest in sorted(digests.items())).encode()


def _escaped(name: str) -> str:
    """A path in the form of manifests (RFC 8493, 2.1.3)."""
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _refuse_other_files(folder: Path, ours: set[str]) -> None:
    """Refuse a folder with files that no manifest would name (OUT-EXISTS); ``ours`` are the others."""
    for parent, folders, names in os.walk(folder):
        if Path(parent) == folder:
            folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if Path(parent, name).relative_to(folder).as_posix() not in ours:
                hint = "A bag must hold nothing that its manifest does not name. Give an empty folder."
                raise OutputExists("OUT-EXISTS", f"the folder holds other files ({name})", hint, str(folder))
