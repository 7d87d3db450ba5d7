"""The structure of a METS: the files with the text of each page, their order, and the metadata of the whole.

If several groups of files hold text, :mod:`teikit.readers.mets_groups` chooses one. Files are named relative to the
folder of the METS, and only files below it are read; images are labels and never opened.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from teikit.core.metadata import Metadata, described
from teikit.errors import Refused
from teikit.files.compressed import unpacked_name
from teikit.files.paths import is_unsafe, outside
from teikit.files.xml import number, parse, refuse_root
from teikit.readers.mets_groups import MetsFile, choose

NAMESPACE = "http://www.loc.gov/METS/"
METS = f"{{{NAMESPACE}}}"
HREF = "{http://www.w3.org/1999/xlink}href"
OLD_HREF = "{http://www.w3.org/TR/xlink}href"  # the same in METS of the first version
PACKED = re.compile(r"(?i)application/(x-)?(gzip|bzip2|xz)")
"""The media types that say how a file is compressed, not what it is."""
BY_ENDING = {
    **dict.fromkeys(("xml", "alto", "page", "tei"), "text/xml"),
    **dict.fromkeys(("html", "htm", "xhtml", "hocr"), "text/html"),
    **dict.fromkeys(("jpg", "jpeg", "jp2", "png", "tif", "tiff", "gif"), "image/*"),
    "txt": "text/plain",
    "pdf": "application/pdf",
}
"""The media types of files without a MIMETYPE, by the endings of their names."""
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
"""The scheme of an address; one letter alone is a drive, which is refused as a path."""


class MetsPage(NamedTuple):
    """A page: the address of its text and of its image, each empty if there is none, and the text's media type."""

    id: str
    href: str
    image: str = ""
    media: str = ""


@dataclass(frozen=True)
class Mets:
    """The contents of a METS: its pages in order, the @USE of the file group with their text, metadata of the whole.

    ``linked`` are the addresses of other METS that it names (mptr).
    """

    pages: tuple[MetsPage, ...]
    group: str
    linked: tuple[str, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)


def parse_mets(data: bytes, name: str, group: str = "") -> Mets:
    """The contents of a METS given as bytes; ``group`` is the @USE of the file group that the user wants.

    The METS may be in an envelope, as OAI-PMH sends it. Raises what :func:`~teikit.files.xml.parse` raises, and
    :class:`~teikit.errors.Refused` if there is no METS, or several (IN-FORMAT), if it has no such group (METS-GROUP),
    none with text (METS-NO-TEXT), or one whose files are on the web (METS-REMOTE).
    """
    root = _root(data, name)
    files = {file.id or f"#{at}": file for at, file in enumerate(_files(root))}
    linked = tuple(_linked(root))
    use = choose(list(files.values()), name, group) if files or not linked else ""
    chosen = [file for file in files.values() if file.use == use]
    if chosen and all(file.is_remote for file in chosen):
        hint = f"The first is {chosen[0].href}. Put them next to the METS, and let it name them there."
        if use.startswith("OCR-D-"):
            hint += f"\nOf a workspace of OCR-D: ocrd workspace find --file-grp {use} --download"
        raise Refused("METS-REMOTE", f"the files of the group '{use}' are on the web; teikit fetches none", hint, name)
    return Mets(tuple(_pages(root, files, use)), use, linked, described(root))


class NamedFiles(NamedTuple):
    """The files that a METS names below its folder, relative to it; and whether all named files are images."""

    places: frozenset[str]
    pictures_only: bool


def named_files(data: bytes, name: str) -> NamedFiles:
    """All files that a METS names. Raises what :func:`parse_mets` raises if there is no METS."""
    root = _root(data, name)
    files, linked = list(_files(root)), list(_linked(root))
    places: set[str] = set()
    for href in (*(file.href for file in files), *linked):
        with suppress(Refused):
            places.add(location(href))
    images = all(file.media.startswith("image/") for file in files)
    return NamedFiles(frozenset(places), pictures_only=images and not linked)


def _root(data: bytes, name: str) -> etree._Element:
    """The ``mets`` element of a file, which may be in an envelope."""
    root, _ = parse(data, name)
    inside = [root] if root.tag == f"{METS}mets" else list(root.iter(f"{METS}mets"))
    if not inside:
        raise refuse_root(str(root.tag), "METS", name)
    if len(inside) > 1:
        hint = "Cut it into files of one METS each."
        raise Refused("IN-FORMAT", f"there are {len(inside)} METS in this file", hint, name)
    return inside[0]


def _linked(root: etree._Element) -> Iterator[str]:
    """The addresses of other METS that a METS names."""
    for pointer in root.iter(f"{METS}mptr"):
        href = pointer.get(HREF) or pointer.get(OLD_HREF)
        if href:
            yield href


def _files(root: etree._Element) -> Iterator[MetsFile]:
    """The files that a METS names; if a file has several places, the first that is not on the web."""
    for file in root.iter(f"{METS}file"):
        groups = [group.get("USE") for group in file.iterancestors(f"{METS}fileGrp")]
        ids = [group.get("ID") for group in file.iterancestors(f"{METS}fileGrp")]
        use = next(filter(None, [file.get("USE"), *groups, *ids]), "")
        places = [place.get(HREF) or place.get(OLD_HREF) or "" for place in file.iterchildren(f"{METS}FLocat")]
        if places:  # OCR-D names both where a file came from and where it is
            files = [MetsFile(file.get("ID", ""), use, _media(file, href), href) for href in places]
            yield next((place for place in files if not place.is_remote), files[0])


def _media(file: etree._Element, href: str) -> str:
    """The media type of a file as the METS states it, else by the ending of its name; empty if neither says it."""
    ending = unpacked_name(re.split("[?#]", href)[0]).rpartition(".")[2].lower()
    stated = file.get("MIMETYPE", "")
    return BY_ENDING.get(ending, "") if not stated or PACKED.fullmatch(stated) else stated


def _pages(root: etree._Element, files: dict[str, MetsFile], use: str) -> Iterator[MetsPage]:
    """The pages, in the order of the physical structure.

    Files of the group that it does not name come after these, in the order of the METS. A file with several pages (a
    TEI of a book) is read at the first of them.
    """
    used: set[str] = set()
    for div in _page_divs(root):
        ids = [pointer.get("FILEID", "") for pointer in div.iter(f"{METS}fptr", f"{METS}area")]
        named = [files[ident] for ident in dict.fromkeys(ids) if ident in files]
        image = next((_label(file.href) for file in named if file.media.startswith("image/")), "")
        texts = [file for file in named if file.use == use]
        if image and not texts:
            yield MetsPage(div.get("ID", ""), "", image)
        for text in texts:
            if _file_of(text) not in used:
                used.add(_file_of(text))
                yield MetsPage(div.get("ID", ""), text.href, image, text.media)
    for file in files.values():
        if file.use == use and _file_of(file) not in used:
            used.add(_file_of(file))
            yield MetsPage("", file.href, "", file.media)


def _file_of(file: MetsFile) -> str:
    """The address of a file without the place in it."""
    return file.href.partition("#")[0]


def _page_divs(root: etree._Element) -> list[etree._Element]:
    """The divisions that are pages: of the physical structure, or of any structure if that has none (``np:page``)."""
    maps = list(root.iter(f"{METS}structMap"))
    physical = [part for part in maps if part.get("TYPE", "").upper() == "PHYSICAL"] or maps
    inside = [div for part in physical for div in part.iter(f"{METS}div")]
    divs = [div for div in inside if div.get("TYPE", "").lower().rpartition(":")[2] == "page"]
    return sorted(divs, key=lambda div: number(div.get("ORDER", "")) or 0)


# ------------------------------------------------------------------- addresses


def location(href: str, folder: str = "") -> str:
    """The name, relative to the folder of the METS, of a file given by its address, which is relative to ``folder``.

    ``file://./``, which many libraries write, is relative. Raises :class:`~teikit.errors.Refused`: URL-REFUSED for
    all other addresses with a scheme, PATH-OUTSIDE for those that lead out of the folder.

    >>> location("ocr/page%201.xml#p1", "vol2"), location("file://./ALTO/1.xml")
    ('vol2/ocr/page 1.xml', 'ALTO/1.xml')
    """
    address = href.strip()
    address = address.removeprefix("file://") if address.startswith("file://./") else address
    if SCHEME.match(address) or address.startswith("//"):
        hint = "teikit reads only files next to the METS. Download it, and name it there."
        raise Refused("URL-REFUSED", "this is an address on the web or of a whole system, not a file here", hint, href)
    path = unquote(re.split("[?#]", address)[0], errors="surrogateescape")
    name = posixpath.normpath(posixpath.join(folder, path))
    hidden = ".." in path.replace("\\", "/").split("/") and "%" in address
    if path.startswith("/") or hidden or is_unsafe(name):
        raise outside(href)
    return name


def _label(href: str) -> str:
    """The address of an image, which is never opened; empty if it is of no use to a reader of the TEI."""
    if href.startswith(("http://", "https://")):
        return href
    try:
        return location(href)
    except Refused:
        return ""
