"""The files of a folder, an archive or a bag: which of them are inputs, and why the others are not."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from teikit.errors import Refused, TeikitError
from teikit.files.compressed import COMPRESSED, unpacked_name
from teikit.readers.registry import METS_NAMESPACE, XML_ENDINGS, endings_in_folders, recognise

ARCHIVES = (".zip", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz")
"""Endings of archives, which are opened like folders."""
TEXTS = endings_in_folders()
"""Endings of texts in a folder that are inputs."""
ENDINGS = (*TEXTS, *ARCHIVES)
"""Endings of files that are looked for in folders; each text may be compressed, too (``a.hocr.gz``)."""
HEADER = 64 * 1024  # bytes at the beginning of a file in which it names the program that wrote it
OUR_OWN = (b'<application ident="teikit"', b"<softwareName>teikit</softwareName>", b"<Creator>teikit ")
"""The marks by which TEI, ALTO and PAGE say that teikit wrote them."""
BAG = "bagit.txt"  # the file that makes a folder a bag
MANIFEST = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt")
"""The list of the files of a bag, with their digests: ``manifest-sha256.txt``"""
TAG_FILES = re.compile(rf"bagit\.txt|(?:bag|package)-info\.txt|fetch\.txt|{MANIFEST.pattern}")
"""The files of a bag other than its payload; up to BagIt 0.95 bag-info.txt was called package-info.txt."""


class Skipped(NamedTuple):
    """A file that is not an input of its own, and why. One that ``is_part`` is still read, because a METS names it."""

    name: str
    why: str
    is_part: bool = False


# Why a file is not an input of its own, for messages and the ledger; reasons for parts of a METS begin with PART.
WRONG_NAME = f"it is not called {', '.join(ENDINGS)}"
WRITTEN_BY_US = "teikit wrote it"
LINK = "it is a link, which is not followed"
SPECIAL = "it is not a regular file"
TAG_FILE = "it is a tag file of a bag"
NO_BAG = f"it is a tag file of a bag, but there is no {BAG}: nothing of this bag was verified"
PART = "it belongs to "
PICTURES_ONLY = "it is a METS that names no text"


def skipped_file(name: str, why: str) -> Skipped:
    """A file that is not an input for one of the reasons above."""
    return Skipped(name, why, is_part=why.startswith(PART))


def has_input_name(name: str) -> bool:
    """Whether a file in a folder is taken for an input by the ending of its name.

    >>> [has_input_name(name) for name in ("a.TXT", "a.hocr.gz", "a.gz", "a.tar.xz", "a.png", "a.zip.gz")]
    [True, True, False, True, False, False]
    """
    small = name.lower()
    stem, ending = posixpath.splitext(small)
    return small.endswith(ENDINGS) or (ending in COMPRESSED and stem.endswith(TEXTS))


def is_our_own(head: bytes) -> bool:
    """Whether a file with this beginning was written by teikit."""
    return any(mark in head for mark in OUR_OWN)


def is_mets(name: str, head: bytes) -> bool:
    """Whether a file is a METS, whatever its name; a METS in the header of a TEI does not count."""
    if not unpacked_name(name).lower().endswith(XML_ENDINGS) or METS_NAMESPACE not in head:
        return False
    try:
        return recognise(head, name) == "mets"
    except Refused:
        return False


def tag_files(names: Iterable[str], has_payload: bool) -> dict[str, str]:
    """The tag files among the names of the files in one folder, and why each is not an input; a bag has a payload."""
    own_names = set(names)
    if not has_payload or not (BAG in own_names or any(MANIFEST.fullmatch(name) for name in own_names)):
        return {}
    return {name: TAG_FILE if BAG in own_names else NO_BAG for name in own_names if TAG_FILES.fullmatch(name)}


def named_by_mets(mets_files: Iterable[str], load: Callable[[str], bytes]) -> dict[str, str]:
    """Why the files that these METS name, and each METS without text, are not inputs of their own.

    Names are relative to one folder. A METS that another one names counts as one of its files; one that cannot be read
    names none, and is reported itself.
    """
    from teikit.readers.mets_structure import named_files

    why: dict[str, str] = {}
    for name in mets_files:
        if name in why:
            continue
        try:
            named = named_files(load(name), name)
        except TeikitError:
            continue
        folder = posixpath.dirname(name)
        if named.pictures_only:
            why[name] = PICTURES_ONLY
        for place in named.places - {posixpath.basename(name)}:
            path = posixpath.normpath(posixpath.join(folder, place))
            for ending in ("", *COMPRESSED):
                why.setdefault(f"{path}{ending}", f"{PART}{posixpath.basename(name)}")
    return why


def left_out(names: Iterable[str], load: Callable[[str], bytes]) -> Mapping[str, str]:
    """The files of an archive or bag that are not inputs, by their names in it, with the reason."""
    members = list(names)
    folders: dict[str, list[str]] = {}
    for name in members:
        folders.setdefault(posixpath.dirname(name), []).append(posixpath.basename(name))
    in_order = sorted(folders)
    why: dict[str, str] = {}
    for folder, inside in folders.items():
        has_payload = _has_files(posixpath.join(folder, "data"), in_order)
        why |= {posixpath.join(folder, name): reason for name, reason in tag_files(inside, has_payload).items()}
    why |= {name: WRONG_NAME for name in members if name not in why and not has_input_name(name)}
    documents = [name for name in members if name not in why and name.lower().endswith(XML_ENDINGS)]
    mets_files = [name for name in documents if is_mets(name, load(name)[:HEADER])]
    mets_files.sort(key=lambda name: (name.count("/"), name))
    named = named_by_mets(mets_files, load)
    return {**{name: named[name] for name in members if name in named}, **why}


def _has_files(folder: str, folders: Sequence[str]) -> bool:
    """Whether there are files in a folder or below it; ``folders`` are those that have files, in order."""
    under = f"{folder}/"
    first = [folders[at] for at in (bisect_left(folders, folder), bisect_left(folders, under)) if at < len(folders)]
    return any(name == folder or name.startswith(under) for name in first)
