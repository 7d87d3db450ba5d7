"""TEI from bytes, and what is wrong with it: by the grammar (code RNG), teikit.sch, and :mod:`teikit.check.rules`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lxml import etree

from teikit.check.grammar import explain, vocabulary
from teikit.check.rules import TEI, Fault, check
from teikit.errors import LimitReached, Refused
from teikit.resources import folder

__all__ = ["Fault", "parse", "validate"]

LIMIT = 64 * 2**20
"""Bytes; libxml2 takes up to twenty times as many of memory."""
MOST = 50
"""So many faults against the grammar are named; the rest mostly follows from the first."""
COMPRESSED = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
WRONG_ENCODING = ("encoding", "not proper UTF-8", "Invalid bytes")
FINDING = re.compile(r"(?:Invalid attribute (?P<attribute>\S+) for )?[Ee]lement (?P<element>\S+)")
NO_ENTITIES = "Replace the entities by the characters they stand for, and take away their declarations."
CODE = re.compile(r"\[(\w+)\] *(.*)", re.DOTALL)


def parse(data: bytes, limit: int = LIMIT) -> etree._Element:
    """The root element of an XML document given as bytes. Nothing is fetched, included or expanded.

    Raises :class:`~teikit.errors.LimitReached` (LIMIT-SIZE) for more than ``limit`` bytes, and
    :class:`~teikit.errors.Refused` for compressed data (IN-COMPRESSED), a document that declares entities
    (XML-DOCTYPE-ENTITIES), and what is not well-formed or is in a wrong encoding (XML-NOT-WELL-FORMED,
    XML-ENCODING); ``place`` is then line and column.
    """
    if len(data) > limit:
        raise LimitReached("LIMIT-SIZE", f"the file has {len(data)} bytes, more than the limit of {limit}")
    if data.startswith(COMPRESSED):
        raise Refused("IN-COMPRESSED", "the file is compressed", "Unpack it first.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _refusal(error) from None
    _refuse_entities(root)
    return root


def _refusal(error: etree.XMLSyntaxError) -> Refused:
    message = (error.msg or "the file is empty").split(", line ")[0]
    place = f"{error.lineno}:{error.offset}" if error.lineno else ""
    if "ntity" in message or "ENTITY" in message:
        return Refused("XML-DOCTYPE-ENTITIES", f"an entity that cannot be used: {message}", NO_ENTITIES, place)
    if any(words in message for words in WRONG_ENCODING):
        return Refused("XML-ENCODING", message, "The encoding is not the one that the first line declares.", place)
    return Refused("XML-NOT-WELL-FORMED", f"this is not well-formed XML: {message}", "", place)


def _refuse_entities(root: etree._Element) -> None:
    """Entities are never expanded, and left alone their names would pass for text."""
    subset = root.getroottree().docinfo.internalDTD
    declared = next(iter(subset.iterentities()), None) if subset is not None else None
    if declared is not None or next(root.iter(etree.Entity), None) is not None:
        raise Refused("XML-DOCTYPE-ENTITIES", "the document declares or uses entities of its own", NO_ENTITIES)


def validate(root: etree._Element) -> list[Fault]:
    """What is wrong with a TEI document, in the order of the lines; an empty list if nothing is."""
    faults = [*_grammar_faults(root), *_schematron_faults(root), *check(root)]
    return sorted(faults, key=lambda fault: fault.line or 0)


@cache
def _grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.fromstring(folder("schemas").joinpath("teikit.rng").read_bytes()))


@cache
def _schematron() -> etree.XSLT:
    stylesheet = etree.fromstring(folder("schemas").joinpath("teikit-sch.xsl").read_bytes())
    return etree.XSLT(stylesheet, access_control=etree.XSLTAccessControl.DENY_ALL)


def _grammar_faults(root: etree._Element) -> Iterator[Fault]:
    """All words that the grammar does not know, then what libxml2, which stops at its first finding, says besides."""
    if _grammar().validate(root):
        return
    named: set[etree._Element] = set()
    for element in root.iter(etree.Element):
        wrong = vocabulary(element)
        if wrong:
            named.add(element)
            yield Fault("RNG", wrong, element.sourceline)
            if element is root or len(named) == MOST:
                return
    if not named:
        yield _first_finding(root)


def _first_finding(root: etree._Element) -> Fault:
    """The path in libxml2's log may lead to a child of the element that it means, so the name in the message counts."""
    for entry in _grammar().error_log:
        found = root.getroottree().xpath(entry.path) if entry.path else None
        says = FINDING.search(entry.message)
        name = f"{TEI}{says['element']}" if says else ""
        if isinstance(found, list) and found and isinstance(found[0], etree._Element):
            element = found[0]
            if name and element.tag != name:
                element = next(element.iterancestors(name), element)
            kind = entry.type_name.removeprefix("RELAXNG_ERR_")
            return Fault("RNG", explain(element, kind, (says and says["attribute"]) or ""), element.sourceline)
    return Fault("RNG", "The document does not follow the grammar.", root.sourceline)


def _schematron_faults(root: etree._Element) -> Iterator[Fault]:
    for fault in _schematron()(root).getroot():
        found = CODE.match(fault.text or "")
        if found:
            line = int(fault.get("line") or 0)
            yield Fault(found[1], found[2], line or None, fault.get("severity") or "error")
