"""Enter the outputs of teikit into the METS of a document: a file group, a pointer from each page, an agent."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from teikit import __version__
from teikit.check.validation import parse
from teikit.core import Source
from teikit.errors import Refused, UsageError, did_you_mean
from teikit.files import write
from teikit.files.xml import local
from teikit.inputs import Input
from teikit.readers.mets_structure import HREF, METS
from teikit.tei.build import remove

MEDIA = {"tei": "application/tei+xml", "alto": "application/alto+xml", "page": "application/vnd.prima.page+xml"}
"""Media type of each kind of output."""
NO_NAME = re.compile(r"[^\w.-]|^(?=[^A-Za-z_])")
"""Characters that an XML name cannot have, and impossible beginnings of one: ``p 1``, ``0001``."""
BEFORE_FILES = ("metsHdr", "dmdSec", "amdSec")
"""Elements that precede the file section in the schema of METS."""
AGENT = {"TYPE": "OTHER", "OTHERTYPE": "SOFTWARE", "ROLE": "OTHER", "OTHERROLE": "workflow step"}
"""Attributes of the agent for software that changed the file (METS 1.12)."""
PROBE = 4096  # bytes at the beginning of a file that contain the name of the root element of a METS


class NewFile(NamedTuple):
    """A file to be entered into the METS.

    ``page`` is the ``@ID`` of the division of its page, empty for a file of the whole document; ``href`` is the path
    relative to the folder of the METS.
    """

    page: str
    href: str
    media: str
    sha256: str


def check_entry(item: Input, source: Source, outputs: Sequence[tuple[Path, str]]) -> None:
    """Refuse, before anything is written, outputs that :func:`enter` could not enter; each is a path and a kind.

    Raises :class:`~teikit.errors.UsageError` (USAGE-METS) for an input that is not a METS in a folder, and for output
    outside that folder, which a METS must not name; and what :func:`add_file_group` raises.
    """
    if item.path is None or item.package or not source.parts or b"METS" not in source.parts[0].data[:PROBE]:
        message = "this is not a METS in a folder, so nothing can be entered into it"
        raise UsageError("USAGE-METS", message, "Leave out --add-to-mets.", item.shown)
    top = os.path.realpath(item.path.parent)
    for path, _ in outputs:
        if os.path.commonpath([top, os.path.realpath(path)]) != top:
            hint = f"Name a folder below {item.path.parent} with -o."
            raise UsageError("USAGE-METS", "a METS can only name files below its own folder", hint, str(path))
    _with_outputs(item, [(path, kind, "") for path, kind in outputs])


def enter(item: Input, written: Iterable[tuple[Path, str, str]]) -> None:
    """Enter outputs into the METS file that was read; each kind of output is a file group.

    ``written`` has path, kind (a key of :data:`MEDIA`) and SHA-256 of each. Raises what :func:`add_file_group` raises,
    and :class:`~teikit.errors.FileSystemError` if the METS cannot be written.
    """
    assert item.path is not None
    write.write(item.path, _with_outputs(item, written), force=True)


def _with_outputs(item: Input, written: Iterable[tuple[Path, str, str]]) -> bytes:
    """The METS file that was read, with outputs (path, kind and SHA-256 of each) in it."""
    assert item.path is not None
    groups: dict[str, list[NewFile]] = {}
    top = os.path.realpath(item.path.parent)
    for path, kind, digest in written:
        href = os.path.relpath(os.path.realpath(path), top).replace(os.sep, "/")
        groups.setdefault(kind, []).append(NewFile("", href, MEDIA[kind], digest))
    mets = item.path.read_bytes()
    for kind, files in groups.items():
        mets = add_file_group(mets, f"TEIKIT-{kind.upper()}", files, __version__, item.shown)
    return mets


def add_file_group(mets: bytes, use: str, files: Sequence[NewFile], version: str, name: str = "METS") -> bytes:
    """The bytes of a METS with ``files`` as the file group ``use``, and teikit as an agent; all else stays as it was.

    A group that teikit entered before is replaced, so the same call on the result changes nothing. ``version`` is that
    of teikit, ``name`` that of the METS in messages. Raises what :func:`~teikit.check.validation.parse` raises, and
    :class:`~teikit.errors.Refused` where it is not a METS (IN-FORMAT), if the METS has no such page (METS-PAGE), or if
    the group was not written by teikit (METS-GROUP).
    """
    root = _parsed(mets, name)
    _remove_ours(root, use, name)
    group = etree.SubElement(_file_section(root), f"{METS}fileGrp", USE=use)
    group.tail = "\n"
    taken = {element.get("ID") for element in root.iter(etree.Element)}
    for number, file in enumerate(files, 1):
        div = _division(root, file.page, name)
        ident = _free(f"{NO_NAME.sub('_', use)}_{file.page or format(number, '04')}", taken)
        attributes = {"ID": ident, "MIMETYPE": file.media, "CHECKSUM": file.sha256, "CHECKSUMTYPE": "SHA-256"}
        element = etree.SubElement(group, f"{METS}file", attributes)
        etree.SubElement(element, f"{METS}FLocat", {"LOCTYPE": "OTHER", "OTHERLOCTYPE": "FILE", HREF: file.href})
        _insert(div, etree.Element(f"{METS}fptr", FILEID=ident), ("mptr", "fptr"))
    _enter_agent(root, use, version)
    tree = root.getroottree()
    return etree.tostring(tree, encoding=tree.docinfo.encoding or "UTF-8", xml_declaration=True) + b"\n"


def check_file_group(mets: bytes, use: str, name: str = "METS") -> None:
    """Refuse a file group that teikit did not write, before a file of it is replaced.

    Raises what :func:`~teikit.check.validation.parse` raises, and :class:`~teikit.errors.Refused` where it is not a
    METS (IN-FORMAT), or if the METS has such a group (METS-GROUP).
    """
    _group_and_agents(_parsed(mets, name), use, name)


def _parsed(mets: bytes, name: str) -> etree._Element:
    """The root of a METS. Raises IN-FORMAT if it is other XML."""
    root = parse(mets)
    if root.tag != f"{METS}mets":
        raise Refused("IN-FORMAT", f"this is not a METS: its first element is <{local(root.tag)[:60]}>", "", name)
    return root


def _group_and_agents(root: etree._Element, use: str, name: str) -> tuple[list[etree._Element], list[etree._Element]]:
    """The file group ``use``, and teikit as its maker; empty if there is none. Raises METS-GROUP if others made it."""
    agents = [agent for agent in root.iter(f"{METS}agent") if _is_ours(agent, use)]
    groups = [group for group in root.iter(f"{METS}fileGrp") if group.get("USE") == use]
    if groups and not agents:
        hint = "Only groups by teikit are replaced. Name another one, or rename this one in the METS."
        raise Refused("METS-GROUP", f"the file group '{use}' exists already and is not by teikit", hint, name)
    return groups, agents


def _remove_ours(root: etree._Element, use: str, name: str) -> None:
    """Remove the file group, pointers and agent that teikit entered before; refuse any other group of this name."""
    groups, agents = _group_and_agents(root, use, name)
    idents = {file.get("ID") for group in groups for file in group.iter(f"{METS}file")}
    pointers = [pointer for pointer in root.iter(f"{METS}fptr") if pointer.get("FILEID") in idents]
    for element in (*agents, *groups, *pointers):
        remove(element)


def _is_ours(agent: etree._Element, use: str) -> bool:
    """Whether an agent is teikit as the maker of the file group ``use``."""
    names = [child.text or "" for child in agent.iterchildren(f"{METS}name")]
    notes = [child.text for child in agent.iterchildren(f"{METS}note")]
    return any(name.startswith("teikit ") for name in names) and use in notes


def _enter_agent(root: etree._Element, use: str, version: str) -> None:
    """Name teikit as an agent in the header of a METS; ``use`` says what it did."""
    header = root.find(f"{METS}metsHdr")
    if header is None:
        header = etree.Element(f"{METS}metsHdr")
        _insert(root, header, ())
    agent = etree.Element(f"{METS}agent", AGENT)
    etree.SubElement(agent, f"{METS}name").text = f"teikit {version}"
    etree.SubElement(agent, f"{METS}note").text = use
    _insert(header, agent, ("agent",))


def _file_section(root: etree._Element) -> etree._Element:
    """The file section of a METS, which gets one if it has none."""
    section = root.find(f"{METS}fileSec")
    if section is None:
        section = etree.Element(f"{METS}fileSec")
        _insert(root, section, BEFORE_FILES)
    return section


def _insert(parent: etree._Element, child: etree._Element, after: tuple[str, ...]) -> None:
    """Insert a child after the last one named in ``after``, else at the beginning, in the order of the METS schema."""
    places = [at for at, sibling in enumerate(parent, 1) if local(sibling.tag) in after]
    child.tail = "\n"
    parent.insert(max(places, default=0), child)


def _division(root: etree._Element, page: str, name: str) -> etree._Element:
    """The division with the ``@ID`` of a page; without one, the top of the physical structure, else of the first."""
    if page:
        divisions = {div.get("ID", ""): div for div in root.iter(f"{METS}div") if div.get("ID")}
        if page not in divisions:
            raise Refused("METS-PAGE", f"there is no page '{page}' in the METS", did_you_mean(page, divisions), name)
        return divisions[page]
    maps = sorted(root.iter(f"{METS}structMap"), key=lambda element: element.get("TYPE", "").upper() != "PHYSICAL")
    top = maps[0].find(f"{METS}div") if maps else None
    if top is None:
        raise Refused("METS-PAGE", "the METS has no structMap with a division", "It is not complete.", name)
    return top


def _free(ident: str, taken: set[str | None]) -> str:
    """An id, numbered if another element has it (``TEIKIT-TEI_0001.2``); it is added to ``taken``."""
    number, free = 1, ident
    while free in taken:
        number += 1
        free = f"{ident}.{number}"
    taken.add(free)
    return free
