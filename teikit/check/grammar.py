"""What the grammar allows, in words, because libxml2 only says that an element is wrong, not what would be right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from lxml import etree

from teikit.errors import did_you_mean
from teikit.files.xml import IN_TEI, TEI, XML, parse_whole
from teikit.resources import folder

RNG = "{http://relaxng.org/ns/structure/1.0}"
ROOTS = ("TEI", "teiCorpus")  # elements with which a document may begin
EXAMPLES = {
    "ID": "a name of its own",
    "anyURI": "#an-id or an address",
    "date": "1962-10-28",
    "dateTime": "1962-10-28T17:26:00-05:00",
    "gYear": "1962",
    "gYearMonth": "1962-10",
    "language": "en",
    "nonNegativeInteger": "0, 1, 2 ...",
    "decimal": "a number such as 2 or 2.5",
    "positiveInteger": "1, 2, 3 ...",
}
"""The form of each type of value, for messages."""


class Values(NamedTuple):
    """The values of an attribute: those of a closed list, or examples and patterns if the list is open."""

    words: tuple[str, ...]
    closed: bool

    def __str__(self) -> str:
        return ", ".join(self.words) or "any text"


@dataclass
class Shape:
    """The contents that one element pattern of the grammar allows, regardless of order and number.

    ``children`` has, in the order of the grammar, what may be inside. An element may have several shapes: the p of the
    header is not that of the text.
    """

    attributes: dict[str, Values] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    children: dict[str, list[Shape]] = field(default_factory=dict)


Defined = dict[str, etree._Element]


@cache
def shapes() -> dict[str, list[Shape]]:
    """All elements of teikit's TEI by their names, each with its shapes."""
    grammar = parse_whole(folder("schemas").joinpath("teikit.rng").read_bytes())
    defined = {str(define.get("name")): define for define in grammar.iterfind(f"{RNG}define")}
    made = {element: Shape() for element in grammar.iter(f"{RNG}element")}
    named: dict[str, list[Shape]] = {}
    for element, shape in made.items():
        named.setdefault(str(element.get("name")), []).append(shape)
        for node in element:
            _gather(node, shape, defined, made, certain=True)
    return named


def _gather(
    node: etree._Element, shape: Shape, defined: Defined, made: dict[etree._Element, Shape], certain: bool
) -> None:
    """Add what one pattern allows; ``certain`` if it is not optional."""
    kind = node.tag
    if kind == f"{RNG}element":
        shape.children.setdefault(str(node.get("name")), []).append(made[node])
    elif kind == f"{RNG}attribute":
        _attribute(node, shape, defined, certain)
    else:
        certain = certain and kind not in (f"{RNG}choice", f"{RNG}optional", f"{RNG}zeroOrMore")
        for child in defined[str(node.get("name"))] if kind == f"{RNG}ref" else node:
            _gather(child, shape, defined, made, certain)


def _attribute(node: etree._Element, shape: Shape, defined: Defined, certain: bool) -> None:
    """Add an attribute to the shape of an element, with its values; ``certain`` says that it is required."""
    name = str(node.get("name"))
    leaves = list(_leaves(node, defined))
    words, closed = shape.attributes.get(name, Values((), closed=True))
    closed = closed and bool(leaves) and all(leaf.tag == f"{RNG}value" for leaf in leaves)
    more = tuple(word for word in map(_word, leaves) if word and word not in words)
    shape.attributes[name] = Values((*words, *more), closed)
    if certain:
        shape.required.add(name)


def _leaves(node: etree._Element, defined: Defined) -> Iterator[etree._Element]:
    """The values, types of data and texts of a part of the grammar, through its references."""
    for child in node:
        if child.tag == f"{RNG}ref":
            yield from _leaves(defined[str(child.get("name"))], defined)
        elif child.tag in (f"{RNG}value", f"{RNG}data", f"{RNG}text"):
            yield child
        else:
            yield from _leaves(child, defined)


def _word(leaf: etree._Element) -> str:
    if leaf.tag == f"{RNG}data":
        return EXAMPLES.get(str(leaf.get("type"))) or f"the pattern {leaf.findtext(f'{RNG}param')}"
    return (leaf.text or "").strip()


def _fitting(element: etree._Element) -> list[Shape]:
    """The shapes of an element at its place; empty if it is not allowed there."""
    parent = element.getparent()
    if parent is None:
        return shapes()[_name(element)] if _name(element) in ROOTS else []
    return [shape for home in _fitting(parent) for shape in home.children.get(_name(element), [])]


def vocabulary(element: etree._Element) -> str:
    """What is wrong with the name of an element, its parent or its attributes; empty if all are known.

    Order and number are not checked: the validator finds faults in them, and :func:`explain` describes these. Nothing
    is said about the content of an element that is wrong itself.
    """
    name, parent = _name(element), element.getparent()
    if not str(element.tag).startswith(IN_TEI):
        return f'{name} is not in the namespace of TEI. Declare xmlns="{TEI}" on the root.'
    if name not in shapes():
        return f"There is no element {name} in teikit's TEI. {did_you_mean(name, shapes())}".strip()
    fitting = _fitting(element)
    if fitting:
        return min((_attributes(element, shape) for shape in fitting), key=len)
    if parent is None:
        return f"The root is {name}; it must be {' or '.join(ROOTS)}."
    homes = [home for home in shapes() if any(name in shape.children for shape in shapes()[home])]
    wanted = f"It is allowed in {', '.join(sorted(homes))}." if homes else "It can only be the root."
    return f"{name} is not allowed in {_name(parent)}. {wanted}" if _fitting(parent) else ""


def _attributes(element: etree._Element, shape: Shape) -> str:
    """What is wrong with the attributes, if the element is of this shape."""
    given = {str(key).replace(f"{{{XML}}}", "xml:"): str(value) for key, value in element.attrib.items()}
    name = _name(element)
    wrong = []
    for key, value in given.items():
        allowed = shape.attributes.get(key)
        if allowed is None:
            wrong.append(f"{name} has no attribute {key} here. It may have {', '.join(shape.attributes) or 'none'}.")
        elif allowed.closed and value not in allowed.words:
            hint = did_you_mean(value, allowed.words)
            wrong.append(f'{key}="{value}" is not one of {allowed}. {hint}'.strip())
    lacking = sorted(shape.required - set(given))
    return " ".join(wrong + [f"{name} lacks the attribute {key} ({shape.attributes[key]})." for key in lacking])


def explain(element: etree._Element, kind: str, attribute: str = "") -> str:
    """What the grammar requires at the place where the validator stopped, if the vocabulary is right.

    ``kind`` is the name of libxml2's error without ``RELAXNG_ERR_``, ``attribute`` the attribute in the message.
    """
    name, parent = _name(element), element.getparent()
    if kind in ("ATTRVALID", "INVALIDATTR"):
        return _explain_attributes(element, attribute)
    inside = ", ".join(_children(element))
    if kind == "TEXTWRONG":
        return f"{name} holds no text of its own here. " + (f"Put it into one of {inside}." if inside else "")
    if kind == "ELEMWRONG" and parent is not None:
        before = next(element.itersiblings("*", preceding=True), None)
        place = f"come after {_name(before)}" if before is not None else "come first"
        return (
            f"{name} may not {place} in {_name(parent)}: it is out of order, or something before it is missing. "
            f"In order: {', '.join(_children(parent))}."
        )
    return f"The content of {name} is wrong or not complete. It may hold {inside or 'text only'}."


def _explain_attributes(element: etree._Element, attribute: str) -> str:
    """What is wrong with the attributes of an element, and which are possible."""
    name = _name(element)
    allowed: dict[str, Values] = {}
    for shape in _fitting(element):
        allowed |= shape.attributes
    if attribute in allowed:
        value = f'{attribute}="{element.get(attribute)}"'
        possible = f"Possible: {allowed[attribute]}."
        return f"{value} is not a value for {name}, or lacks an attribute that goes with it. {possible}"
    choices = "; ".join(f"{key}: {values}" for key, values in allowed.items() if key != "xml:id")
    return f"The attributes of {name} do not go together, or one is missing or has a wrong value. Possible: {choices}."


def _children(element: etree._Element) -> dict[str, None]:
    return {child: None for shape in _fitting(element) for child in shape.children}


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname
