"""Random documents that are valid in a RELAX NG grammar: what the test of teikit's grammar against tei_all runs on.

The grammar is one in the full XML syntax, as trang writes it. Every pattern that teikit.rng uses is supported, and
one that is not supported raises KeyError, so that a new kind of pattern in the grammar cannot go untested.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

RNG = "{http://relaxng.org/ns/structure/1.0}"
TEI = "http://www.tei-c.org/ns/1.0"
WORDS = ("SECRET", "x ", " ", "FROM: ", "EVALU-", "\n", "(b)(1) & <B1A3>", "", "")
LONGEST = 200_000
Attributes = dict[str, str]

# the characters of a value, by the type and the pattern that the grammar asks for
VALUES: dict[tuple[str | None, str | None], tuple[str, ...]] = {
    ("NCName", None): ("teikit",),
    ("anyURI", r"#\S+"): ("#i1", "#i2"),
    ("anyURI", r"\S+"): ("#i1", "seed.txt#char=1,2", "http://example.org/a"),
    ("date", None): ("1962-10-28", "1962-02-28"),
    ("dateTime", None): ("1962-10-28T17:26:00-05:00",),
    ("gYear", None): ("1962",),
    ("gYearMonth", None): ("1962-10",),
    ("language", None): ("en", "fr-CA"),
    ("nonNegativeInteger", None): ("0", "7"),
    ("decimal", "0"): ("0", "2.5", "7"),
    ("positiveInteger", None): ("1", "12"),
    ("token", r"([0-9A-F]{2})+"): ("EFBBBF", "FFFE"),
    ("token", r"U\+[0-9A-F]{4,6}|0x[0-9A-F]{2}"): ("U+FFFE", "U+000C", "0x92"),
    ("token", r"[0-9a-f]{64}"): ("0123456789abcdef" * 4,),
    ("token", r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)*"): ("ENC-BOM", "XML-ILLEGAL-CHAR", "EMPTY"),
    ("token", r"[A-Za-z][A-Za-z0-9._:+\-]*"): ("utf-8", "cp1252"),
    ("token", r"[^\s]+"): ("word",),
    ("token", r"\d+[a-z]*\d*(\.\d+[a-z]*\d*){0,3}"): ("0.1", "1.2.0", "0.1.0rc1"),
}


class Unlucky(Exception):
    """The document at hand cannot be finished or grows without end: begin another."""


class RandomDocuments:
    """Documents from the grammar at ``path``; ``used`` collects the names of all elements generated so far."""

    def __init__(self, path: Path, seed: int) -> None:
        grammar = etree.parse(str(path)).getroot()
        self.defined = {str(definition.get("name")): list(definition) for definition in grammar.findall(f"{RNG}define")}
        self.start = list(grammar.iterfind(f"{RNG}start/*"))
        self.elements = {str(element.get("name")) for element in grammar.iter(f"{RNG}element")}
        self.used: set[str] = set()
        self.random = Random(seed)

    def document(self) -> bytes:
        """One document, of some kB. The same seed gives the same documents in the same order."""
        while True:
            try:
                return _Document(self).text().encode()
            except Unlucky:
                continue


class _Document:
    """One document in the making: each method writes one kind of pattern, as attributes and content."""

    def __init__(self, source: RandomDocuments) -> None:
        self.source = source
        self.random = source.random
        self.ids: set[str] = set()
        self.size = 0
        self.used: set[str] = set()

    def text(self) -> str:
        _, content = self.parts(self.source.start, 0)
        self.source.used |= self.used
        name = content[1:].split(">", 1)[0].split(" ", 1)[0]
        return content.replace(name, f'{name} xmlns="{TEI}"', 1)

    def pattern(self, node: etree._Element, depth: int) -> tuple[Attributes, str]:
        kind = _kind(node)
        match kind:
            case "ref":
                return self.parts(self.source.defined[str(node.get("name"))], depth)
            case "group":
                return self.parts(_patterns(node), depth)
            case "choice":
                return self.pattern(self.choose(node, depth), depth)
            case "optional":
                return self.repeated(node, depth, 0, 1)
            case "zeroOrMore":
                return self.repeated(node, depth, 0, 3)
            case "oneOrMore":
                return self.repeated(node, depth, 1, 3)
            case "element":
                return {}, self.element(node, depth + 1)
            case "attribute":
                return {str(node.get("name")): self.value(_patterns(node))}, ""
            case "text":
                return {}, escape(self.random.choice(WORDS))
            case "empty":
                return {}, ""
            case "data":
                return {}, escape(self.value([node]))
        raise KeyError(f"the generator knows no pattern {kind}")

    def parts(self, nodes: list[etree._Element], depth: int) -> tuple[Attributes, str]:
        attributes: Attributes = {}
        content = ""
        for node in nodes:
            if isinstance(node.tag, str):
                more, text = self.pattern(node, depth)
                attributes |= more
                content += text
        return attributes, content

    def element(self, node: etree._Element, depth: int) -> str:
        name = str(node.get("name"))
        self.used.add(name)
        attributes, content = self.parts(_patterns(node), depth)
        self.size += len(content)
        if self.size > LONGEST:
            raise Unlucky
        start = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
        return f"<{name}{start}>{content}</{name}>"

    def choose(self, node: etree._Element, depth: int) -> etree._Element:
        """One of the alternatives; deep down the text, where there is one, so that every document comes to an end."""
        alternatives = _patterns(node)
        plain = [alternative for alternative in alternatives if alternative.tag in (f"{RNG}text", f"{RNG}empty")]
        return self.random.choice(plain if plain and depth >= 9 else alternatives)

    def repeated(self, node: etree._Element, depth: int, least: int, most: int) -> tuple[Attributes, str]:
        room = most if depth < 6 else 2 if depth < 8 else 1
        unlikely = depth >= 9 and self.random.random() < 0.8
        times = least if unlikely else self.random.randint(least, max(least, min(most, room)))
        return self.parts(_patterns(node) * times, depth)

    def value(self, nodes: list[etree._Element]) -> str:
        """The characters of an attribute, or of an element that holds data."""
        if not nodes:
            return self.random.choice(("x", "1", "a b"))
        (node,) = nodes
        match _kind(node):
            case "text":
                return self.random.choice(("x", "1", "a b"))
            case "value":
                return str(node.text)
            case "data":
                return self.data(node)
            case "choice":
                return self.value([self.random.choice(_patterns(node))])
            case "ref":
                return self.value(self.source.defined[str(node.get("name"))])
            case "list":
                return self.value(_patterns(node))
            case "oneOrMore":
                return " ".join(self.value(_patterns(node)) for _ in range(self.random.randint(1, 2)))
        raise KeyError(f"the generator knows no value {_kind(node)}")

    def data(self, node: etree._Element) -> str:
        parameter = node.find(f"{RNG}param")
        pattern = None if parameter is None else parameter.text or ""
        if node.get("type") != "ID":
            return self.random.choice(VALUES[node.get("type"), pattern])
        names = pattern.split("|") if pattern else [f"i{len(self.ids)}"]
        free = [name for name in names if name not in self.ids]
        if not free:
            raise Unlucky
        self.ids.add(free[0])
        return free[0]


@cache
def _patterns(node: etree._Element) -> list[etree._Element]:
    return [child for child in node if isinstance(child.tag, str)]


@cache
def _kind(node: etree._Element) -> str:
    return etree.QName(node).localname
