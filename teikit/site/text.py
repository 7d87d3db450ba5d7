"""Turn the text of a TEI document into HTML with all its layers; the style sheet decides which of them are shown.

A correction has both readings, forme work and stamps are in their places on the page, a line end is an element of its
own. So one page shows the text as corrected and as read, with and without stamps and heads, without a script.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from teikit.edition.references import URL
from teikit.export.described import REASONS
from teikit.files.xml import text_of
from teikit.html.tags import Html, joined, tag
from teikit.tei.build import ID, LANG, g_character, q
from teikit.tei.reading_text import SPACES
from teikit.wording import extent

BLOCKS = {
    "div": "section",
    "head": "h2",
    "p": "p",
    "opener": "div",
    "closer": "div",
    "postscript": "div",
    "floatingText": "blockquote",
    "table": "table",
    "row": "tr",
    "cell": "td",
    "list": "ul",
    "item": "li",
    "label": "li",
}
"""Elements of TEI that are blocks, and those of HTML that they become."""
NAMES = frozenset({"persName", "placeName", "orgName", "roleName", "name"})
WITHIN = frozenset({"p", "head", "seg", "item", "label", "fw", "note", "stamp", "salute", "signed", "cell"})
"""Elements whose HTML must not contain a block; the style sheet shows blocks in them as such."""


class Text:
    """The HTML of the text of one document.

    ``claims`` has the meanings of exemptions by their ids; ``link`` gives the page of a target, empty if there is none.
    """

    def __init__(self, claims: Mapping[str, str], link: Callable[[str], str]) -> None:
        self._claims, self._link = claims, link

    def html(self, body: etree._Element) -> Html:
        """The text in a ``body``."""
        return joined(self._inside(body, in_line=False))

    def _inside(self, element: etree._Element, in_line: bool) -> Iterator[Html]:
        """The contents of an element; ``in_line`` says that no block of HTML is allowed there."""
        if element.text and (in_line or element.text.strip()):
            yield joined([SPACES.sub(" ", element.text)])
        for child in element:
            if isinstance(child.tag, str):
                yield from self._element(child, in_line)
            if child.tail and (in_line or child.tail.strip()):
                yield joined([SPACES.sub(" ", child.tail)])

    def _element(self, element: etree._Element, in_line: bool) -> Iterator[Html]:
        """An element of the text as HTML; ``in_line`` says that it is inside a line."""
        name = etree.QName(element).localname
        match name:
            case "lb":
                is_broken = element.get("break") == "no"
                yield tag("span", "" if is_broken else " ", class_="lb no" if is_broken else "lb")
            case "pb":
                yield tag("span", f"page {element.get('n') or '?'}", class_="pb", id=_id(element))
            case "gap":
                yield self._gap(element)
            case "choice":
                yield self._choice(element)
            case "g":
                character = g_character(element.get("n") or "U+FFFD")
                yield joined([character if character.isprintable() else "\ufffd"])
            case "supplied":
                yield self._supplied(element)
            case "app":
                yield self._app(element)
            case "fw" | "note" | "stamp":
                kind = " ".join(filter(None, ("aside", name, element.get("type", ""))))
                title = element.get("type", "") or name
                inside = self._inside(element, in_line=True)
                yield tag("span", *inside, class_=kind, title=title, lang=_lang(element), id=_id(element))
            case _ if name in BLOCKS:
                yield from self._block(element, name, in_line)
            case _:
                yield self._phrase(element, name)

    def _block(self, element: etree._Element, name: str, in_line: bool) -> Iterator[Html]:
        """A block of the text; within a line it is a part of the line."""
        content = list(self._inside(element, in_line=in_line or name in WITHIN or name in ("opener", "closer")))
        if in_line:
            yield tag("span", *content, class_=f"block {name}", lang=_lang(element), id=_id(element))
        elif name == "table":
            yield tag("div", tag("table", tag("tbody", *content)), class_="wide", id=_id(element))
        elif content or name == "cell":
            kind = name if name in ("opener", "closer", "postscript", "label") else ""
            yield tag(BLOCKS[name], *content, class_=kind, lang=_lang(element), id=_id(element))

    def _phrase(self, element: etree._Element, name: str) -> Html:
        """A phrase as HTML: a name, a reference, a date, emphasis."""
        content = list(self._inside(element, in_line=True))
        ref = element.get("ref", "")
        if name in NAMES and URL.fullmatch(ref):
            return tag("a", *content, class_=name, href=ref)
        if name == "ref":
            page = self._link(element.get("target", ""))
            return tag("a", *content, href=page) if page else joined(content)
        if name == "date":
            when = element.get("when", "")
            return tag("time", *content, datetime=when) if when else joined(content)
        if name == "hi":
            return tag("em", *content, class_=element.get("rend", ""))
        if name in NAMES or name in ("seg", "salute", "signed", "unclear", "foreign", "idno", "dateline"):
            kinds = " ".join(filter(None, (name, element.get("type", ""))))
            return tag("span", *content, class_=kinds, lang=_lang(element), id=_id(element))
        return joined(content)

    def _gap(self, element: etree._Element) -> Html:
        """A gap in words: its reason, extent and exemptions."""
        reason = element.get("reason", "")
        missing = extent(element.get("quantity"), element.get("unit")) or element.get("extent")
        codes = (element.get("ana") or "").replace("#", "").split()
        shown = ", ".join(filter(None, (missing, *codes)))
        words = REASONS.get(reason, reason or "gap") + (f": {shown}" if shown else "")
        title = "; ".join(filter(None, map(self._claims.get, codes)))
        return tag("span", f"[{words}]", class_=f"gap {reason}".strip(), title=title, id=_id(element))

    def _choice(self, element: etree._Element) -> Html:
        """Both readings of a correction as HTML."""
        parts = {etree.QName(part).localname: part for part in element if isinstance(part.tag, str)}
        read = next((parts[name] for name in ("sic", "orig", "abbr") if name in parts), None)
        right = next((parts[name] for name in ("corr", "reg", "expan") if name in parts), None)
        if read is None or right is None:
            return joined(part for child in parts.values() for part in self._inside(child, in_line=True))
        before = text_of(read)
        cert, who = right.get("cert", ""), (right.get("resp") or "").replace("#", "")
        title = f"read as {before}" + (f"; corrected by {who}" if who else "") + (f", certainty {cert}" if cert else "")
        corr = tag("span", *self._inside(right, in_line=True), class_=f"corr {cert}".strip(), title=title)
        return joined([tag("span", *self._inside(read, in_line=True), class_="sic"), corr])

    def _supplied(self, element: etree._Element) -> Html:
        """Text that other releases print, with their names and the certainty."""
        sources = (element.get("source") or "").replace("#", "").split()
        is_opened = element.get("reason") == "redacted"
        where = f"printed by {', '.join(sources)}" if sources else "supplied"
        title = f"withheld in another release, {where}" if is_opened else where
        cert = element.get("cert", "")
        title += f", certainty {cert}" if cert else ""
        name = "mark" if is_opened else "span"
        return tag(name, *self._inside(element, in_line=True), class_="supplied", title=title, id=_id(element))

    def _app(self, element: etree._Element) -> Html:
        """A place at which releases differ, in the text: its lemma, with the other readings when it is pointed at."""
        lemma = element.find(q("lem"))
        readings = [
            ((reading.get("wit") or "").replace("#", ""), text_of(reading)) for reading in element.iterfind(q("rdg"))
        ]
        shown = [f"{witness}: {words or 'nothing'}" for witness, words in readings]
        content = [] if lemma is None else list(self._inside(lemma, in_line=True))
        return tag("span", *content, class_="app", title="; ".join(shown))


def _id(element: etree._Element) -> str:
    return element.get(ID, "")


def _lang(element: etree._Element) -> str:
    return element.get(LANG, "")
