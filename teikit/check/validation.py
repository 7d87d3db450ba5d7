"""The faults of a TEI document: by the grammar (code RNG), teikit.sch, and :mod:`teikit.check.rules`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lxml import etree

from teikit.check.grammar import explain, vocabulary
from teikit.check.rules import Fault, check
from teikit.files.xml import IN_TEI
from teikit.files.xml import parse_whole as parse
from teikit.resources import folder

__all__ = ["Fault", "parse", "validate"]

MOST_NAMED = 50  # faults against the grammar, at most; later ones usually follow from the first
FINDING = re.compile(r"(?:Invalid attribute (?P<attribute>\S+) for )?[Ee]lement (?P<element>\S+)")
"""The place of the fault in a message of libxml2: ``Invalid attribute n for element p``."""
WRONG = "The document does not follow the grammar."  # the message if libxml2 does not say what is wrong
CODE = re.compile(r"\[(\w+)\] *(.*)", re.DOTALL)
"""The code of a rule before its message: ``[T0101] this id is``."""


def validate(root: etree._Element, edited: bool = False) -> list[Fault]:
    """The faults of a TEI document, in the order of the lines; an empty list if there are none.

    If ``edited``, it may have what people add to the output of teikit: the grammar is then ``teikit-edition.rng``.
    """
    grammar = _edited_faults(root) if edited else _grammar_faults(root)
    faults = [*grammar, *_schematron_faults(root), *check(root)]
    return sorted(faults, key=lambda fault: fault.line or 0)


@cache
def _grammar(name: str = "teikit.rng") -> etree.RelaxNG:
    return etree.RelaxNG(parse(folder("schemas").joinpath(name).read_bytes()))


@cache
def _schematron() -> etree.XSLT:
    stylesheet = parse(folder("schemas").joinpath("teikit-sch.xsl").read_bytes())
    return etree.XSLT(stylesheet, access_control=etree.XSLTAccessControl.DENY_ALL)


def _grammar_faults(root: etree._Element) -> Iterator[Fault]:
    """All names that the grammar does not know, then the finding of libxml2, which stops at its first one."""
    if _grammar().validate(root):
        return
    named: set[etree._Element] = set()
    for element in root.iter(etree.Element):
        wrong = vocabulary(element)
        if wrong:
            named.add(element)
            yield Fault("RNG", wrong, element.sourceline)
            if element is root or len(named) == MOST_NAMED:
                return
    if not named:
        yield _first_finding(root)


def _edited_faults(root: etree._Element) -> Iterator[Fault]:
    """The faults by the grammar of edited files, in the words of libxml2; it has no list of what would be right."""
    grammar = _grammar("teikit-edition.rng")
    if not grammar.validate(root):
        findings = list(grammar.error_log)
        finding = findings[-1] if findings else None
        yield Fault("RNG", finding.message if finding else WRONG, finding.line if finding else root.sourceline)


def _first_finding(root: etree._Element) -> Fault:
    """The first finding of libxml2, in words.

    The path in its log may lead to a child of the element that it means, so the name in the message decides.
    """
    for entry in _grammar().error_log:
        nodes = root.getroottree().xpath(entry.path) if entry.path else None
        says = FINDING.search(entry.message)
        name = f"{IN_TEI}{says['element']}" if says else ""
        if isinstance(nodes, list) and nodes and isinstance(nodes[0], etree._Element):
            element = nodes[0]
            if name and element.tag != name:
                element = next(element.iterancestors(name), element)
            kind = entry.type_name.removeprefix("RELAXNG_ERR_")
            return Fault("RNG", explain(element, kind, (says and says["attribute"]) or ""), element.sourceline)
    return Fault("RNG", WRONG, root.sourceline)


def _schematron_faults(root: etree._Element) -> Iterator[Fault]:
    for fault in _schematron()(root).getroot():
        if message := CODE.match(fault.text or ""):
            line = int(fault.get("line") or 0)
            yield Fault(message[1], message[2], line or None, fault.get("severity") or "error")
